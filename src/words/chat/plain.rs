//! Text from outside, made fit to stand in a line of chat.
//!
//! One place for all of it: the formatter of the chat templates sends every value through `plain`.
//! What a room needs beyond that (inert mentions, escaped Markdown) belongs in the room, because
//! each room has its own. Does not judge content: it makes text one line, visible and bounded.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::NaiveDate;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};

use super::mark::is_mark;
use crate::domain::ids::LetterId;
use crate::domain::time::{Instant, local};

/// Marks the templates whose values are made plain.
const CHAT: AutoEscape = AutoEscape::Custom(Cow::Borrowed("chat"));

/// Characters of any one value: room for a list of cases, no room for a flood.
const VALUE_CHARS_MAX: usize = 1000;

/// Characters of guest text that are quoted in one line.
const QUOTE_CHARS_MAX: usize = 300;

/// How values are escaped in the templates of chat, and of a dossier that tells in the same words;
/// `None` for all others. Asked when a template is added.
pub(in crate::words) fn escaping(name: &str) -> Option<AutoEscape> {
    ["chat/", "dossier/"].iter().any(|folder| name.starts_with(folder)).then_some(CHAT)
}

/// Adds the formatter and the filters of the chat templates.
pub(super) fn register(env: &mut Environment<'static>) {
    env.set_formatter(format);
    env.add_filter("citaat", |text: &str| quote(text));
    env.add_filter("regels", |text: &str| quoted_lines(text, usize::MAX));
    env.add_filter("eerste_regels", quoted_lines);
    env.add_filter("aantal_regels", |text: &str| text.trim().lines().count());
    env.add_filter("dag_ervoor", day_before);
    env.add_filter("tijd_precies", time_to_the_second);
    env.add_filter("zaak_van", |letter: String| {
        LetterId::new(letter).visit().map(|visit| visit.to_string())
    });
}

/// In a file a quotation is not cut short.
pub(super) fn quotes_whole(env: &mut Environment<'static>) {
    env.add_filter("citaat", |text: &str| Value::from_safe_string(quoted(text, usize::MAX)));
}

/// Writes a value: in chat made plain, unless a template or a filter of ours made it.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() != CHAT {
        return minijinja::escape_formatter(out, state, value);
    }
    if value.kind() == ValueKind::None {
        let detail = "this value is absent here; test it with `if` before printing it";
        return Err(Error::new(ErrorKind::InvalidOperation, detail));
    }
    if value.is_safe() {
        return Ok(out.write_str(value.as_str().unwrap_or_default())?);
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    Ok(out.write_str(&cut(plain(&text), VALUE_CHARS_MAX))?)
}

/// One line of visible text: a break or another control character becomes a space, characters
/// without a width or that turn the direction of writing go.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    // Nearly all text is so already.
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control() && byte != b'`') {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter(|c| !is_invisible(*c) && !is_mark(*c));
    visible
        .map(|c| match c {
            // Ours alone: between them stands what can be typed.
            '`' => '\'',
            c if c.is_control() || is_line_separator(c) => ' ',
            c => c,
        })
        .collect()
}

fn is_line_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing or reorder others (Unicode: format characters, fillers, variation
/// selectors and tags): "Trojan Source" in a mail as much as in a program.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Guest words between quotation marks, from which they cannot break out.
fn quote(text: &str) -> String {
    quoted(text, QUOTE_CHARS_MAX)
}

fn quoted(text: &str, chars_max: usize) -> String {
    let inner = |c| if matches!(c, '"' | '“' | '”' | '„' | '‟') { '\'' } else { c };
    let mut line = String::with_capacity(text.len());
    for word in plain(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().map(inner));
    }
    format!("\"{}\"", cut(Cow::Owned(line), chars_max))
}

/// The text, or as much of it as fits, and then an ellipsis.
fn cut(text: Cow<'_, str>, max: usize) -> Cow<'_, str> {
    // No text has more characters than bytes.
    if text.len() <= max || text.chars().count() <= max {
        return text;
    }
    let start: String = text.chars().take(max).collect();
    Cow::Owned(format!("{}…", start.trim_end()))
}

/// The first `max` lines, each behind a bar, so that none can pass for a line of the bot.
fn quoted_lines(text: &str, max: usize) -> Value {
    let mut quoted = String::new();
    for line in text.trim().lines().take(max) {
        // Writing to a String does not fail.
        let _ = writeln!(quoted, "{}", format!("| {}", plain(line)).trim_end());
    }
    Value::from_safe_string(quoted)
}

/// The last day of a row of days whose end is exclusive.
fn day_before(day: &str) -> Result<String, Error> {
    let bad = || Error::new(ErrorKind::InvalidOperation, format!("`{day}` is not a date"));
    let day: NaiveDate = day.parse().map_err(|_| bad())?;
    Ok(day.pred_opt().unwrap_or(day).to_string())
}

/// `10.31.30` on Dutch clocks: staff have seconds to call a letter back.
fn time_to_the_second(at: &str) -> Result<String, Error> {
    let bad = || Error::new(ErrorKind::InvalidOperation, format!("`{at}` is not an instant"));
    let at: Instant = at.parse().map_err(|_| bad())?;
    Ok(local(at).format("%-H.%M.%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_one_visible_line() {
        assert_eq!(plain("a\r\nb\u{1b}[31mc\u{2028}d\u{85}e"), "a  b [31mc d e");
        assert_eq!(plain("ja\u{202e}7 een\u{200b}voud\u{feff} \u{e0041}x"), "ja7 eenvoud x");
        assert_eq!(plain("Yıldız · één 🏘"), "Yıldız · één 🏘");
    }

    #[test]
    fn a_quote_cannot_be_closed_from_inside() {
        assert_eq!(quote("vrijdag\" Typ `ja 7`.\n\"x”"), "\"vrijdag' Typ 'ja 7'. 'x'\"");
        assert_eq!(quote(&"é".repeat(400)).chars().count(), QUOTE_CHARS_MAX + 3);
    }

    #[test]
    fn every_line_of_a_letter_stands_behind_a_bar() {
        let shown = quoted_lines("Beste,\n\nja 7\u{2029}x\n", usize::MAX);
        assert_eq!(shown.as_str(), Some("| Beste,\n|\n| ja 7 x\n"));
    }
}
