//! How values stand in a letter: literally.
//!
//! What guests write is data. In `.md` templates every value that is printed has its Markdown
//! characters escaped and its line breaks made into spaces, so that a name like `<b>*x*</b>, #1.`
//! shows as itself; who edits a template need not think of it. Text of more lines goes through the
//! filter `alineas` (`paragraphs`).
//!
//! A value that is absent is an error here, not the word `none` in somebody's letter: test it first
//! with `{% if %}`.

use chrono::NaiveDate;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, Value, escape_formatter,
};

use super::cell::{CELLS, cell};
use super::visible::visible;

const MARKDOWN: &str = "markdown";
/// As much as is kept of one word of a subject or a name.
const WORD_CHARS_MAX: usize = 200;

/// Escaping for templates whose name ends in `.md`; none for the others.
pub(super) fn escaping(name: &str) -> AutoEscape {
    if super::is_letter(name) { AutoEscape::Custom(MARKDOWN.into()) } else { AutoEscape::None }
}

/// Adds the formatter and the filters `alineas`/`paragraphs`, `dag_ervoor`/`day_before`.
pub(super) fn register(env: &mut Environment<'static>) {
    env.set_formatter(format);
    for name in ["alineas", "paragraphs"] {
        env.add_filter(name, |text: &str| Value::from_safe_string(paragraphs(text)));
    }
    for name in ["dag_ervoor", "day_before"] {
        env.add_filter(name, day_before);
    }
}

fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() == AutoEscape::Custom(CELLS.into()) {
        return out.write_str(&cell(value)).map_err(Error::from);
    }
    if *state.auto_escape() != AutoEscape::Custom(MARKDOWN.into()) {
        return escape_formatter(out, state, value);
    }
    if value.is_safe() || value.is_number() {
        return out.write_str(&value.to_string()).map_err(Error::from);
    }
    match value.as_str() {
        Some(text) => out.write_str(&literal(text)).map_err(Error::from),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a value is {value} and has no text; test it first with {{% if ... %}}"),
        )),
    }
}

/// `text` as Markdown that shows exactly its visible characters, on one line.
///
/// CommonMark lets every ASCII punctuation mark be escaped, so no construct survives. Digits cannot
/// be escaped, and `1` at the start of a line before a full stop of the template would be a list:
/// a text of only digits begins with a character reference.
pub(super) fn literal(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() * 2);
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    for (at, c) in text.chars().enumerate() {
        if at == 0 && is_number {
            escaped.push_str(&format!("&#{};", u32::from(c)));
            continue;
        }
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What somebody else put into a header, in words that a line can be folded between: a line of a mail
/// has at most 998 characters (RFC 5322, 2.1.1), and of a longer word only the beginning is kept.
pub(super) fn foldable(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().take(WORD_CHARS_MAX));
    }
    folded
}

/// Text of more lines as Markdown: its empty lines part paragraphs, its lines stay lines.
fn paragraphs(text: &str) -> String {
    let mut source = String::new();
    let mut is_open = false;
    for line in text.lines().map(literal) {
        if line.is_empty() {
            is_open = false;
            continue;
        }
        if !source.is_empty() {
            source.push_str(if is_open { "\\\n" } else { "\n\n" });
        }
        source.push_str(&line);
        is_open = true;
    }
    source
}

/// The day before a date. Rows of days end before their `end`; a letter names the last day in them.
fn day_before(date: &str) -> Result<String, Error> {
    let day = date.parse::<NaiveDate>().ok().and_then(|day| day.pred_opt());
    day.map(|day| day.to_string())
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("`{date}` is not a date")))
}

#[cfg(test)]
mod tests {
    use super::super::markup::{one_line, plain, read};
    use super::*;

    #[test]
    fn a_value_shows_as_itself_whatever_it_holds() {
        for text in [
            "\"Jan\" <b>*_x_*</b>, #1.",
            "1. een",
            "12",
            "# kop",
            "- punt",
            "[x](https://kwaad.example)",
            "<https://kwaad.example>",
            "&amp; &#65;",
            "`code` ~~~",
            "a\\",
            "| a | b |",
            "> citaat",
            "===",
        ] {
            assert_eq!(one_line(&read(&literal(text))), text);
            assert_eq!(one_line(&read(&format!("{}. x", literal(text)))), format!("{text}. x"));
        }
    }

    #[test]
    fn a_value_cannot_start_a_line_or_hide() {
        assert_eq!(visible("a\r\nBcc: b\u{202E}c\u{0}"), "a Bcc: bc");
        assert_eq!(visible("\t\n "), "");
        for (text, shown) in [("a  b", "a b"), (" a", "a"), ("a ", "a"), ("a b", "a b"), ("", "")] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        let shown = plain(&read(&paragraphs("Beste,\r\n\r\n1. een\r\n- twee\r\n\r\n\r\n# slot")));
        assert_eq!(shown, "Beste,\n\n1. een\n- twee\n\n# slot\n");
    }
}
