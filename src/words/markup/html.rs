//! Writes the tree as a page of HTML: its language, real headings and lists, links with words.
//!
//! No pictures, no tracking, nothing fetched from elsewhere, and no colours: the reader's own
//! settings (contrast, dark mode, size) stand.

use super::tree::{Block, Item, Span};

const STYLE: &str = "font-family: Arial, Helvetica, sans-serif; line-height: 1.5; max-width: 42em";

/// The HTML part of a letter. `language` as in RFC 5646: `nl`, `en`.
pub(in crate::words) fn page(blocks: &[Block], language: &str, title: &str) -> String {
    let title = escaped(title);
    let body = blocks_of(blocks);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n</head>\n<body style=\"{STYLE}\">\n{body}</body>\n</html>\n"
    )
}

fn blocks_of(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, spans) => format!("<h{level}>{}</h{level}>\n", line(spans)),
        Block::Paragraph(spans) => format!("<p>{}</p>\n", line(spans)),
        Block::List(items) => list(items),
        Block::Quote(content) => format!("<blockquote>\n{}</blockquote>\n", blocks_of(content)),
    }
}

fn list(items: &[Item]) -> String {
    let is_numbered = items.iter().any(|item| item.number.is_some());
    let tag = if is_numbered { "ol" } else { "ul" };
    let items: String = items.iter().map(item).collect();
    format!("<{tag}>\n{items}</{tag}>\n")
}

fn item(item: &Item) -> String {
    let value = item.number.map_or_else(String::new, |number| format!(" value=\"{number}\""));
    let content = match item.content.as_slice() {
        [Block::Paragraph(spans)] => line(spans),
        content => format!("\n{}", blocks_of(content)),
    };
    format!("<li{value}>{content}</li>\n")
}

fn line(spans: &[Span]) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escaped(text),
        Span::Strong(spans) => format!("<strong>{}</strong>", line(spans)),
        Span::Emphasis(spans) => format!("<em>{}</em>", line(spans)),
        Span::Link { to, words } => format!("<a href=\"{}\">{}</a>", escaped(to), line(words)),
        Span::Break => "<br>\n".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::tree::read;
    use super::*;

    #[test]
    fn structure_becomes_elements() {
        let html = blocks_of(&read("## Kop\n\n2. **een**\n\n[m](mailto:a@m50.example)"));
        assert_eq!(
            html,
            "<h2>Kop</h2>\n<ol>\n<li value=\"2\"><strong>een</strong></li>\n</ol>\n\
             <p><a href=\"mailto:a@m50.example\">m</a></p>\n"
        );
    }

    #[test]
    fn no_element_comes_from_the_source() {
        assert_eq!(blocks_of(&read("a <img src=x>")), "<p>a &lt;img src=x&gt;</p>\n");
    }
}
