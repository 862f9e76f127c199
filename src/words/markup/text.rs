//! Writes the tree as text/plain: no marks, lines of at most 76 characters, list items hanging.
//!
//! A word longer than a line (an address of a web page) stays whole: a broken one cannot be clicked.

use super::tree::{Block, Item, Span};

const WIDTH: usize = 76;
/// A quotation is set in by spaces: with `>` a mail program would take it for the mail answered.
const QUOTE: &str = "    ";

/// The text part of a letter; ends in a line break.
pub(in crate::words) fn plain(blocks: &[Block]) -> String {
    let mut text = lines(blocks, WIDTH).join("\n");
    text.push('\n');
    text
}

/// As `plain` with lines as long as they come, for who breaks lines by themselves: a calendar.
pub(in crate::words) fn unwrapped(blocks: &[Block]) -> String {
    lines(blocks, usize::MAX).join("\n")
}

/// All words on one line, for a subject.
pub(in crate::words) fn one_line(blocks: &[Block]) -> String {
    let all = lines(blocks, usize::MAX).join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(blocks: &[Block], width: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for block in blocks {
        if !all.is_empty() {
            all.push(String::new());
        }
        all.extend(lines_of(block, width));
    }
    all
}

fn lines_of(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Heading(_, spans) | Block::Paragraph(spans) => {
            words_of(spans).lines().flat_map(|line| wrapped(line, width)).collect()
        }
        Block::List(items) => items.iter().flat_map(|item| item_lines(item, width)).collect(),
        Block::Quote(content) => {
            let inner = lines(content, width.saturating_sub(QUOTE.len()));
            inner.into_iter().map(|line| set_in(QUOTE, &line)).collect()
        }
    }
}

fn item_lines(item: &Item, width: usize) -> Vec<String> {
    let mark = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    let margin = " ".repeat(mark.len());
    let inner = lines(&item.content, width.saturating_sub(mark.len()));
    let marked = inner.into_iter().enumerate();
    marked.map(|(at, line)| set_in(if at == 0 { &mark } else { &margin }, &line)).collect()
}

fn set_in(margin: &str, line: &str) -> String {
    format!("{margin}{line}").trim_end().to_owned()
}

fn words_of(spans: &[Span]) -> String {
    spans.iter().map(word_of).collect()
}

fn word_of(span: &Span) -> String {
    match span {
        Span::Text(text) => text.clone(),
        Span::Strong(spans) | Span::Emphasis(spans) => words_of(spans),
        Span::Link { to, words } => with_target(&words_of(words), to),
        Span::Break => "\n".to_owned(),
    }
}

/// The words of a link and where it goes, unless the words say that already.
fn with_target(words: &str, to: &str) -> String {
    let bare = to.split_once(':').map_or(to, |(_, rest)| rest.trim_start_matches('/'));
    let is_number = to.starts_with("tel:");
    if is_number || words == to || words == bare {
        words.to_owned()
    } else {
        format!("{words} ({to})")
    }
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut done = Vec::new();
    let (mut current, mut length) = (String::new(), 0_usize);
    for word in line.split_whitespace() {
        let letters = word.chars().count();
        if !current.is_empty() && length.saturating_add(1 + letters) > width {
            done.push(std::mem::take(&mut current));
            length = 0;
        }
        if !current.is_empty() {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += letters;
    }
    done.push(current);
    done
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
