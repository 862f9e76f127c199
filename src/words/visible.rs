//! Text of others on one line, as a person sees it.

use std::borrow::Cow;

/// `text` on one line, without what cannot be seen: control characters, and characters that turn or
/// hide what stands beside them.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if is_visible_as_it_is(text) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace(char::is_control, " ").replace(hides, "");
    Cow::Owned(spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Nearly all text is: ASCII that can be seen, with single spaces between.
fn is_visible_as_it_is(text: &str) -> bool {
    let words = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    let spaces_apart = !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    text.bytes().all(words) && spaces_apart
}

/// Zero-width characters and the marks and overrides of bidirectional text (Unicode UAX 9).
fn hides(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{AD}')
        || ('\u{202A}'..='\u{202E}').contains(&c)
        || ('\u{2060}'..='\u{206F}').contains(&c)
}
