//! Writes the tree as a page of HTML: its language, real headings and lists, links with words.
//!
//! No pictures, no tracking, nothing fetched from elsewhere, and no colours: the reader's own
//! settings (contrast, dark mode, size) stand.

use super::tree::{Block, Item, Span};

const STYLE: &str = "font-family: Arial, Helvetica, sans-serif; line-height: 1.5; max-width: 42em";

/// The HTML part of a letter. `language` as in RFC 5646: `nl`, `en`.
pub(in crate::words) fn page(blocks: &[Block], language: &str, title: &str) -> String {
    let mut page = Page(String::new());
    page.put(&["<!DOCTYPE html>\n<html lang=\"", language, "\">\n<head>\n"]);
    page.put(&["<meta charset=\"utf-8\">\n<title>"]);
    page.text(title);
    page.put(&["</title>\n</head>\n<body style=\"", STYLE, "\">\n"]);
    page.blocks(blocks);
    page.put(&["</body>\n</html>\n"]);
    page.0
}

/// HTML as it comes to be written.
struct Page(String);

impl Page {
    fn put(&mut self, pieces: &[&str]) {
        self.0.extend(pieces.iter().copied());
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, spans) => {
                let level = level.to_string();
                self.put(&["<h", &level, ">"]);
                self.line(spans);
                self.put(&["</h", &level, ">\n"]);
            }
            Block::Paragraph(spans) => {
                self.put(&["<p>"]);
                self.line(spans);
                self.put(&["</p>\n"]);
            }
            Block::List(items) => self.list(items),
            Block::Quote(content) => {
                self.put(&["<blockquote>\n"]);
                self.blocks(content);
                self.put(&["</blockquote>\n"]);
            }
        }
    }

    fn list(&mut self, items: &[Item]) {
        let is_numbered = items.iter().any(|item| item.number.is_some());
        let tag = if is_numbered { "ol" } else { "ul" };
        self.put(&["<", tag, ">\n"]);
        items.iter().for_each(|item| self.item(item));
        self.put(&["</", tag, ">\n"]);
    }

    fn item(&mut self, item: &Item) {
        match item.number {
            None => self.put(&["<li>"]),
            Some(number) => self.put(&["<li value=\"", &number.to_string(), "\">"]),
        }
        match item.content.as_slice() {
            [Block::Paragraph(spans)] => self.line(spans),
            content => {
                self.put(&["\n"]);
                self.blocks(content);
            }
        }
        self.put(&["</li>\n"]);
    }

    fn line(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text),
                Span::Strong(spans) => self.within("strong", spans),
                Span::Emphasis(spans) => self.within("em", spans),
                Span::Link { to, words } => {
                    self.put(&["<a href=\""]);
                    self.text(to);
                    self.put(&["\">"]);
                    self.line(words);
                    self.put(&["</a>"]);
                }
                Span::Break => self.put(&["<br>\n"]),
            }
        }
    }

    fn within(&mut self, tag: &str, spans: &[Span]) {
        self.put(&["<", tag, ">"]);
        self.line(spans);
        self.put(&["</", tag, ">"]);
    }

    /// Text that shows as itself.
    fn text(&mut self, text: &str) {
        // Nearly all text is so already.
        if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
            return self.0.push_str(text);
        }
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::read;
    use super::*;

    fn shown(source: &str) -> String {
        let mut page = Page(String::new());
        page.blocks(&read(source));
        page.0
    }

    #[test]
    fn structure_becomes_elements() {
        let html = shown("## Kop\n\n2. **een**\n\n[m](mailto:a@m50.example)");
        assert_eq!(
            html,
            "<h2>Kop</h2>\n<ol>\n<li value=\"2\"><strong>een</strong></li>\n</ol>\n\
             <p><a href=\"mailto:a@m50.example\">m</a></p>\n"
        );
    }

    #[test]
    fn no_element_comes_from_the_source() {
        assert_eq!(shown("a <img src=x>"), "<p>a &lt;img src=x&gt;</p>\n");
    }
}
