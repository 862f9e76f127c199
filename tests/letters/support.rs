//! Renders specimens and reads them back.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use mail_parser::{Message, MessageParser};
use werkbezoek::domain::letter::{Letter, LetterDraft};
use werkbezoek::words::Words;
use werkbezoek::words::specimen::{desk, now, specimens};

/// A finished letter with its parts as a mail program decodes them.
pub(crate) struct Rendered {
    pub(crate) letter: Letter,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) calendar: Option<String>,
}

/// All templates of letters, as pairs of name and source.
pub(crate) fn templates() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = Vec::new();
    for folder in ["nl", "en", "kalender"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Beside the templates lies the table of school holidays.
            if !name.ends_with(".md") {
                continue;
            }
            found.push((format!("{folder}/{name}"), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

pub(crate) fn words_of_house() -> Words {
    Words::from_sources(templates()).unwrap()
}

pub(crate) fn render(draft: &LetterDraft) -> Rendered {
    thread_local! {
        static WORDS: Words = words_of_house();
    }
    let letter = WORDS.with(|words| words.letter(&desk(), now(), draft));
    let letter = letter.unwrap_or_else(|error| panic!("{}: {error}", draft.id));
    let mail = parse(&letter.mime);
    let decoded = |text: std::borrow::Cow<'_, str>| text.replace("\r\n", "\n");
    let text = decoded(mail.body_text(0).unwrap());
    let html = decoded(mail.body_html(0).unwrap());
    let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
        use mail_parser::MimeHeaders;
        part.content_type().and_then(|kind| kind.subtype()) == Some("calendar")
    };
    let calendar = mail.parts.iter().find(is_calendar);
    let calendar = calendar.map(|part| String::from_utf8(part.contents().to_vec()).unwrap());
    Rendered { text, html, calendar, letter: letter.clone() }
}

pub(crate) fn parse(mime: &str) -> Message<'_> {
    MessageParser::default().parse(mime.as_bytes()).unwrap()
}

/// The specimen whose identity ends in `name`.
pub(crate) fn draft_of(name: &str) -> LetterDraft {
    let end = format!(".{name}");
    let mut drafts = specimens().into_iter();
    drafts.find(|draft| draft.id.as_str().ends_with(&end)).unwrap_or_else(|| panic!("no {name}"))
}

/// Headers, text and HTML on one page.
pub(crate) fn record(rendered: &Rendered) -> String {
    let (headers, _) = rendered.letter.mime.split_once("\r\n\r\n").unwrap();
    let mut page = headers.replace("\r\n", "\n");
    write!(page, "\n\n=== text\n{}\n=== html\n{}", rendered.text, rendered.html).unwrap();
    if let Some(calendar) = &rendered.calendar {
        let unfolded = calendar.replace("\r\n ", "").replace("\r\n", "\n");
        page.push_str("\n=== calendar\n");
        for line in unfolded.lines() {
            let name = line.split([':', ';']).next().unwrap();
            if ["METHOD", "SUMMARY", "DESCRIPTION"].contains(&name) {
                writeln!(page, "{line}").unwrap();
            }
        }
    }
    page
}

/// All words on one line.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text part without the marks of its lists.
pub(crate) fn text_words(text: &str) -> String {
    let bare = |line: &str| {
        let line = line.trim();
        let unmarked = line.strip_prefix("- ").unwrap_or(line);
        let digits = unmarked.chars().take_while(char::is_ascii_digit).count();
        unmarked[digits..].strip_prefix(". ").map_or(unmarked, |rest| rest).to_owned()
    };
    words(&text.lines().map(bare).collect::<Vec<_>>().join(" "))
}

/// The words of the body of a page of HTML.
pub(crate) fn html_words(html: &str) -> String {
    let (_, body) = html.split_once("<body").unwrap();
    let (_, body) = body.split_once('>').unwrap();
    let mut text = String::new();
    let mut is_tag = false;
    for c in body.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let plain = entities.iter().fold(text, |text, (from, to)| text.replace(from, to));
    text_words(&plain)
}
