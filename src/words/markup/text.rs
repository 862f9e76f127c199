//! Writes the tree as text/plain: no marks, lines of at most 76 characters, list items hanging.
//!
//! A word longer than a line (an address of a web page) stays whole: a broken one cannot be clicked.

use super::tree::{Block, Item, Span};

const WIDTH: usize = 76;
/// A quotation is set in by spaces: with `>` a mail program would take it for the mail answered.
const QUOTE: &str = "    ";

/// The text part of a letter; ends in a line break.
pub(in crate::words) fn plain(blocks: &[Block]) -> String {
    let mut text = lines(blocks, WIDTH);
    text.push('\n');
    text
}

/// As `plain` with lines as long as they come, for who breaks lines by themselves: a calendar.
pub(in crate::words) fn unwrapped(blocks: &[Block]) -> String {
    lines(blocks, usize::MAX)
}

/// All words on one line, for a subject.
pub(in crate::words) fn one_line(blocks: &[Block]) -> String {
    unwrapped(blocks).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(blocks: &[Block], width: usize) -> String {
    let mut page = Page { text: String::new(), lines: 0, width, margin: String::new() };
    page.blocks(blocks);
    page.text
}

/// Lines as they come to stand under each other.
struct Page {
    text: String,
    lines: usize,
    width: usize,
    /// What stands before the next line: the mark of a list item before its first, spaces as wide
    /// before the others.
    margin: String,
}

impl Page {
    fn blocks(&mut self, blocks: &[Block]) {
        let first = self.lines;
        for block in blocks {
            if self.lines > first {
                self.lines += 1;
                self.text.push('\n');
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(_, spans) | Block::Paragraph(spans) => {
                let mut words = String::new();
                put_words(spans, &mut words);
                words.lines().for_each(|line| self.wrapped(line));
            }
            Block::List(items) => items.iter().for_each(|item| self.item(item)),
            Block::Quote(content) => self.set_in(QUOTE, content),
        }
    }

    fn item(&mut self, item: &Item) {
        match item.number {
            None => self.set_in("- ", &item.content),
            Some(number) => self.set_in(&format!("{number}. "), &item.content),
        }
    }

    fn set_in(&mut self, mark: &str, content: &[Block]) {
        let outside = self.margin.len();
        self.margin.push_str(mark);
        self.blocks(content);
        self.margin.truncate(outside);
    }

    fn wrapped(&mut self, line: &str) {
        self.begin_line();
        let width = self.width.saturating_sub(self.margin.len());
        let mut length = 0_usize;
        for word in line.split_whitespace() {
            let letters = word.chars().count();
            if length > 0 && length.saturating_add(1 + letters) > width {
                self.begin_line();
                length = 0;
            }
            if length > 0 {
                self.text.push(' ');
                length += 1;
            }
            self.text.push_str(word);
            length += letters;
        }
        if length == 0 {
            self.text.truncate(self.text.trim_end_matches(' ').len());
        }
    }

    fn begin_line(&mut self) {
        if self.lines > 0 {
            self.text.push('\n');
        }
        self.lines += 1;
        self.text.push_str(&self.margin);
        let width = self.margin.len();
        self.margin.clear();
        self.margin.extend(std::iter::repeat_n(' ', width));
    }
}

fn put_words(spans: &[Span], text: &mut String) {
    for span in spans {
        match span {
            Span::Text(words) => text.push_str(words),
            Span::Strong(spans) | Span::Emphasis(spans) => put_words(spans, text),
            Span::Link { to, words } => put_link(to, words, text),
            Span::Break => text.push('\n'),
        }
    }
}

/// The words of a link and where it goes, unless the words say that already.
fn put_link(to: &str, spans: &[Span], text: &mut String) {
    let mut words = String::new();
    put_words(spans, &mut words);
    text.push_str(&words);
    let bare = to.split_once(':').map_or(to, |(_, rest)| rest.trim_start_matches('/'));
    let is_number = to.starts_with("tel:");
    if !is_number && words != to && words != bare {
        text.extend([" (", to, ")"]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::read;
    use super::*;

    #[test]
    fn lists_hang_and_marks_are_gone() {
        let text = plain(&read("## Kop\n\n1. **een**\n2. twee\n\n- punt\n\n> regel"));
        assert_eq!(text, "Kop\n\n1. een\n2. twee\n\n- punt\n\n    regel\n");
    }

    #[test]
    fn a_long_line_breaks_at_a_space() {
        let text = plain(&read(&format!("- {}", "woord ".repeat(20))));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert!(lines[1].starts_with("  woord"), "{text}");
    }

    #[test]
    fn a_link_shows_where_it_goes_once() {
        let shown = |source| plain(&read(source));
        assert_eq!(shown("[site](https://m50.example)"), "site (https://m50.example)\n");
        assert_eq!(shown("[a@m50.example](mailto:a@m50.example)"), "a@m50.example\n");
    }
}
