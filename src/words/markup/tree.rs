//! Reads Markdown into a small tree.
//!
//! Only what a letter needs has a place in the tree; everything else falls back to its text. The
//! number of a list item is the one in the source: option 3 stays option 3, also when it comes
//! first.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag};

/// The content of a letter.
pub(in crate::words) type Document = Vec<Block>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::words) enum Block {
    /// Levels 1 to 6.
    Heading(u8, Vec<Span>),
    Paragraph(Vec<Span>),
    List(Vec<Item>),
    Quote(Vec<Block>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::words) struct Item {
    /// `None` in a list of bullets.
    pub(super) number: Option<u32>,
    pub(super) content: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::words) enum Span {
    Text(String),
    Strong(Vec<Span>),
    Emphasis(Vec<Span>),
    Link { to: String, words: Vec<Span> },
    Break,
}

/// Reads `source`. Never fails: what is no Markdown is text.
pub(in crate::words) fn read(source: &str) -> Document {
    let events = Parser::new_ext(source, Options::empty()).into_offset_iter();
    Reader { source, events }.blocks()
}

struct Reader<'a> {
    source: &'a str,
    events: OffsetIter<'a>,
}

impl Reader<'_> {
    /// The blocks up to the end of the container that is open. Text that stands in it without a
    /// paragraph of its own (a tight list) becomes one.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        while let Some((event, _)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            if let Event::Start(tag) = &event
                && is_block(tag)
            {
                flush(&mut loose, &mut blocks);
                self.block(tag, &mut blocks);
            } else {
                self.span(event, &mut loose);
            }
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum; the rest is plain text here"
    )]
    fn block(&mut self, tag: &Tag<'_>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading { level, .. } => {
                blocks.push(Block::Heading(number_of(*level), self.spans()));
            }
            Tag::List(_) => blocks.push(Block::List(self.items())),
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.blocks())),
            _ => blocks.push(Block::Paragraph(self.spans())),
        }
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some((Event::Start(_), range)) = self.events.next() {
            let number = number_at(self.source, range);
            items.push(Item { number, content: self.blocks() });
        }
        items
    }

    fn spans(&mut self) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some((event, _)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.span(event, &mut spans);
        }
        spans
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "a foreign enum; the rest has no text")]
    fn span(&mut self, event: Event<'_>, spans: &mut Vec<Span>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                spans.push(Span::Text(text.into_string()));
            }
            Event::SoftBreak => spans.push(Span::Text(" ".to_owned())),
            Event::HardBreak => spans.push(Span::Break),
            Event::Start(Tag::Strong) => spans.push(Span::Strong(self.spans())),
            Event::Start(Tag::Emphasis) => spans.push(Span::Emphasis(self.spans())),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link(dest_url.into_string(), spans);
            }
            Event::Start(_) => spans.extend(self.spans()),
            _ => {}
        }
    }

    /// A link to a web page, a mailbox or a telephone; any other scheme leaves only its words.
    fn link(&mut self, to: String, spans: &mut Vec<Span>) {
        let words = self.spans();
        let is_safe = ["https://", "http://", "mailto:", "tel:"].iter().any(|s| to.starts_with(s));
        if is_safe { spans.push(Span::Link { to, words }) } else { spans.extend(words) }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
    )
}

fn flush(loose: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn number_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// The number that an item has in the source.
fn number_at(source: &str, range: Range<usize>) -> Option<u32> {
    let item = source.get(range)?.trim_start();
    let digits: String = item.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Span> {
        vec![Span::Text(text.to_owned())]
    }

    #[test]
    fn an_item_keeps_the_number_of_the_source() {
        let Some(Block::List(items)) = read("3. drie\n7. zeven").into_iter().next() else {
            panic!("no list")
        };
        assert_eq!(items.iter().map(|item| item.number).collect::<Vec<_>>(), [Some(3), Some(7)]);
    }

    #[test]
    fn raw_html_is_text() {
        assert!(matches!(&read("<script>x</script>")[..], [Block::Paragraph(_)]));
        let Some(Block::Paragraph(spans)) = read("a <b>c</b>").into_iter().next() else {
            panic!("no paragraph")
        };
        assert!(spans.contains(&Span::Text("<b>".to_owned())));
    }

    #[test]
    fn a_link_with_an_odd_scheme_is_text() {
        assert_eq!(read("[x](javascript:y)"), [Block::Paragraph(words("x"))]);
    }
}
