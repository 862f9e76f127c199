//! HTML as a person sees it: only visible text, one line a paragraph, cells and items apart.
//!
//! Does not draw: a table becomes its cells side by side. What a writer cannot see (`display:none`,
//! white on white, letters of one point) may not give orders, so it is taken out before rendering;
//! text that is struck out was taken back by its writer and goes too. The trap: html2text is
//! quadratic in nesting and builds kilobytes for an element, so size, nesting and elements are capped
//! before it is called.

mod decorator;
mod look;
mod styles;

use html2text::config;
use html2text::{Comment, Document, Element, Handle};

use decorator::Bare;
use look::Look;
use styles::Styles;

const BYTES_MAX: usize = 256 * 1024;
const NESTING_MAX: usize = 200;
/// Each costs far more than its few bytes. Honest pages have some thousands, in many more bytes each.
const ELEMENTS_MAX: usize = 8_000;
/// How much of a page beyond the caps is converted at all.
const ROUGH_CHARS_MAX: usize = 1024 * 1024;
/// Wider than any paragraph, so that lines break where the writer broke them.
const COLUMNS: usize = 20_000;

/// Elements that never hold visible text, or whose text was taken back.
const SILENT: [&str; 10] =
    ["script", "style", "head", "title", "template", "noscript", "s", "strike", "del", "object"];

/// What was read from a piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    pub text: String,
    /// Too large or too deep to judge what is visible: hidden text may be among it.
    pub rough: bool,
}

/// The text that a reader of `html` sees, lines ending in `\n`. Never fails; input beyond the caps
/// is converted without judging visibility, and says so.
pub fn visible_text(html: &str) -> Visible {
    let lean = lean(html);
    if lean.len() <= BYTES_MAX
        && elements(&lean) <= ELEMENTS_MAX
        && nesting(&lean) <= NESTING_MAX
        && let Some(text) = render(&lean, &Styles::of(html))
    {
        return Visible { text: squeezed(&text), rough: false };
    }
    let end = lean.char_indices().map(|(at, _)| at).nth(ROUGH_CHARS_MAX).unwrap_or(lean.len());
    let lean = lean.get(..end).unwrap_or_default();
    let text = mail_parser::decoders::html::html_to_text(lean);
    Visible { text: squeezed(&text), rough: true }
}

fn render(html: &str, styles: &Styles) -> Option<String> {
    let config = config::with_decorator(Bare)
        .no_table_borders()
        .allow_width_overflow()
        .unicode_strikeout(false);
    let dom = config.parse_html(html.as_bytes()).ok()?;
    keep_visible(&dom.document, styles);
    let tree = config.dom_to_render_tree(&dom).ok()?;
    config.render_to_string(tree, COLUMNS).ok()
}

/// Takes everything out of the tree that a reader does not see. Iterative: the tree may be deep.
fn keep_visible(root: &Handle, styles: &Styles) {
    let mut waiting = vec![(root.clone(), Look::default())];
    while let Some((node, look)) = waiting.pop() {
        let children = std::mem::take(&mut *node.children.borrow_mut());
        let mut kept = Vec::with_capacity(children.len());
        for child in children {
            match look_of(&child, &look, styles) {
                Seen::Element(inner) => waiting.push((child.clone(), inner)),
                Seen::Text => {}
                Seen::Nothing => continue,
            }
            kept.push(child);
        }
        *node.children.borrow_mut() = kept;
    }
}

enum Seen {
    /// Its inside is judged in turn, with this look.
    Element(Look),
    Text,
    Nothing,
}

fn look_of(node: &Handle, outer: &Look, styles: &Styles) -> Seen {
    if let Element { name, attrs, .. } = &node.data {
        let tag: &str = &name.local;
        let pairs: Vec<(String, String)> = attrs
            .borrow()
            .iter()
            .map(|attr| (attr.name.local.to_string(), attr.value.to_string()))
            .collect();
        if SILENT.contains(&tag) {
            return Seen::Nothing;
        }
        return match outer.inside(&pairs, &styles.declarations(tag, &pairs)) {
            Some(look) => Seen::Element(look),
            None => Seen::Nothing,
        };
    }
    if matches!(&node.data, Comment { .. }) {
        return Seen::Nothing;
    }
    if matches!(&node.data, Document) || outer.shows_text() { Seen::Text } else { Seen::Nothing }
}

/// What opens and closes a stretch that only costs: comments (Word wraps whole stylesheets in them),
/// style blocks, scripts.
const ASIDES: [(&str, &str); 3] =
    [("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>")];

/// The HTML without asides and without images that are written out in the page.
fn lean(html: &str) -> String {
    without_inline_images(&without_asides(html))
}

/// `html` without its asides, ASCII case ignored; one that is never closed is left alone.
fn without_asides(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    // What did not close once is not looked for again: that would be quadratic.
    let mut asides = ASIDES.to_vec();
    for (at, _) in html.match_indices('<') {
        let here = html.get(at..).unwrap_or_default();
        let may_open = matches!(here.as_bytes().get(1), Some(b'!' | b's' | b'S'));
        if at < kept || !may_open {
            continue;
        }
        let opened = asides.iter().position(|(open, _)| begins(here, open));
        let Some(opened) = opened else { continue };
        let Some((open, close)) = asides.get(opened).copied() else { continue };
        let inside = here.get(open.len()..).unwrap_or_default();
        let Some((inner, _)) = cut_at(inside, close) else {
            asides.remove(opened);
            continue;
        };
        out.push_str(html.get(kept..at).unwrap_or_default());
        kept = at + open.len() + inner.len() + close.len();
    }
    out.push_str(html.get(kept..).unwrap_or_default());
    out
}

fn begins(text: &str, mark: &str) -> bool {
    let here = text.as_bytes().get(..mark.len());
    here.is_some_and(|here| here.eq_ignore_ascii_case(mark.as_bytes()))
}

/// What stands before the first `mark`, ASCII case ignored, and what begins with it.
fn cut_at<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let first = mark.chars().next()?;
    let found = |at: &usize| text.get(*at..).is_some_and(|here| begins(here, mark));
    let at = text.match_indices(first).map(|(at, _)| at).find(found)?;
    text.split_at_checked(at)
}

fn without_inline_images(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (nth, piece) in html.split("data:image/").enumerate() {
        if nth == 0 {
            out.push_str(piece);
        } else {
            out.push_str(
                piece.trim_start_matches(|c: char| {
                    c.is_ascii_alphanumeric() || "+/=;,-.".contains(c)
                }),
            );
        }
    }
    out
}

/// How many elements open.
fn elements(html: &str) -> usize {
    let begins = |pair: &[u8]| matches!(pair, [b'<', second] if second.is_ascii_alphabetic());
    html.as_bytes().windows(2).filter(|pair| begins(pair)).count()
}

/// How deep elements can lie in each other at most. Elements that close by themselves do not count.
fn nesting(html: &str) -> usize {
    const LONE: [&str; 20] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "wbr", "p", "li", "dd", "dt", "option", "td", "th", "tr",
    ];
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for piece in html.split('<').skip(1) {
        let closes = piece.starts_with('/');
        let name: String = piece
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .take(12)
            .collect();
        if name.is_empty() || LONE.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Lines without padding of columns, and no more than one empty line in a row.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let words: Vec<&str> =
            line.split([' ', '\t', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        empty = if words.is_empty() { empty + 1 } else { 0 };
        if empty > 1 || (words.is_empty() && out.is_empty()) {
            continue;
        }
        out.push_str(&words.join(" "));
        // `-- ` with its space marks a signature (RFC 3676, 4.3).
        if words == ["--"] {
            out.push(' ');
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(html: &str) -> String {
        visible_text(html).text
    }

    #[test]
    fn hidden_text_is_not_read() {
        for hidden in [
            r#"<div style="display:none">X</div>"#,
            r#"<div style="DISPLAY : none !important">X</div>"#,
            r#"<p style="mso-hide:all">X</p>"#,
            r#"<p hidden>X</p>"#,
            r#"<span style="visibility:hidden">X</span>"#,
            r#"<span style="font-size:0">X</span>"#,
            r#"<span style="font-size:1.0pt">X</span>"#,
            r#"<span style="opacity:0">X</span>"#,
            r#"<span style="color:white">X</span>"#,
            r#"<font color="ffffff">X</font>"#,
            r#"<font color="white">X</font>"#,
            r##"<span style="color:#fefefe">X</span>"##,
            r#"<span style="color:rgb(255, 255, 255)">X</span>"#,
            r#"<span style="color:transparent">X</span>"#,
            r#"<div style="background:#eee"><p style="color:#eeeeee">X</p></div>"#,
            r#"<div style="max-height:0;overflow:hidden">X</div>"#,
            r#"<div style="position:absolute;left:-9999px">X</div>"#,
            r#"<style>.pre{display:none}</style><span class="a pre">X</span>"#,
            r##"<style>#id1 , b.x {font-size:0px}</style><b class="x">X</b>"##,
            "<!-- X -->",
            "<s>X</s>",
            "<del>X</del>",
            "<title>X</title>",
        ] {
            assert_eq!(
                seen(&format!("<p>voor</p>{hidden}<p>na</p>")).matches('X').count(),
                0,
                "{hidden}"
            );
        }
    }

    #[test]
    fn visible_text_is_read_whatever_stands_around_it() {
        for shown in [
            // Mail builders set the size to nothing on a cell and back on what is in it.
            r#"<td style="font-size:0px"><div style="font-size:13px">X</div></td>"#,
            r#"<div style="background:#154273;color:white">X</div>"#,
            r##"<table bgcolor="#003366"><tr><td><font color="white">X</font></td></tr></table>"##,
            r#"<div style="visibility:hidden"><p style="visibility:visible">X</p></div>"#,
            r#"<style>@media (max-width:600px){.d{display:none}}</style><p class="d">X</p>"#,
            r#"<div style="color:#222222;">X</div>"#,
            r#"<div style="opacity:0.9">X</div>"#,
            r#"<p style="border:none;font-size:7.5pt;color:gray">X</p>"#,
        ] {
            assert_eq!(seen(shown).matches('X').count(), 1, "{shown}");
        }
    }

    #[test]
    fn items_and_cells_are_not_glued() {
        let text = seen(
            "<ul><li>Kamerlid Jansen</li><li>medewerker De Vries</li></ul>\
             <table><tr><td>Tel</td><td>030-1234567</td></tr><tr><td>Mob</td><td>06</td></tr></table>",
        );
        assert_eq!(text, "- Kamerlid Jansen\n- medewerker De Vries\n\nTel 030-1234567\nMob 06\n");
    }

    #[test]
    fn outlook_paragraphs_become_lines_and_empty_ones_empty_lines() {
        let text = seen(
            "<p>Geachte heer,<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>\
             <p>Kan het op 3\nmaart?<o:p></o:p></p>",
        );
        assert_eq!(text, "Geachte heer,\n\nKan het op 3 maart?\n");
    }

    #[test]
    fn quotes_keep_their_mark_and_links_leave_their_words_only() {
        let text = seen(
            "<div>Goed</div><blockquote><div>Oud</div></blockquote><a href='https://x.example'>Hier</a>",
        );
        assert_eq!(text, "Goed\n\n> Oud\n\nHier\n");
    }

    #[test]
    fn deep_or_large_html_costs_little_and_says_that_it_was_not_judged() {
        let deep = format!("{}diep", "<div>".repeat(100_000));
        let large = format!("<p>groot {}</p>", "woord ".repeat(60_000));
        for (html, word) in [(deep, "diep"), (large, "groot")] {
            let visible = visible_text(&html);
            assert!(visible.rough);
            assert!(visible.text.contains(word));
        }
    }

    #[test]
    fn a_picture_written_out_in_the_page_does_not_make_it_large() {
        let html = format!("<img src=\"data:image/png;base64,{}\"><p>Dag</p>", "A".repeat(400_000));
        assert_eq!(visible_text(&html), Visible { text: "Dag\n".into(), rough: false });
    }
}
