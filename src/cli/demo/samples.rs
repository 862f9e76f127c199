//! The sample mails: files as mail programs write them, with holes for what only the moment knows.
//!
//! `{{NAME}}` in the head of a file is filled as a header, in the body as quoted-printable; a name
//! alone on a line may become many lines. What is quoted is the letter that really left. The trap: a
//! mail program answers to Reply-To where a letter has it, so the samples do too.

use chrono::{Datelike, NaiveDateTime};
use lettre::message::Body;
use lettre::message::header::ContentTransferEncoding;
use mail_parser::MessageParser;

use crate::cli::Failure;
use crate::domain::desk::Desk;
use crate::domain::letter::Letter;
use crate::domain::people::Contact;
use crate::domain::time::{instant, local};
use crate::domain::wijk::Wijk;
use crate::words::dates::dutch_date;

/// A sample mail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// The name of its file in the inbox.
    pub(super) name: &'static str,
    source: &'static str,
}

pub(super) const REQUEST: Sample =
    Sample { name: "1-request-outlook.eml", source: include_str!("1-request-outlook.eml") };
pub(super) const CHOICE: Sample =
    Sample { name: "2-choice-outlook.eml", source: include_str!("2-choice-outlook.eml") };
pub(super) const MOVE: Sample =
    Sample { name: "3-move-gmail.eml", source: include_str!("3-move-gmail.eml") };
pub(super) const SECOND_CHOICE: Sample =
    Sample { name: "4-choice-outlook-web.eml", source: include_str!("4-choice-outlook-web.eml") };
pub(super) const HELD: Sample =
    Sample { name: "5-held-iphone.eml", source: include_str!("5-held-iphone.eml") };

/// What the holes in a sample are filled with.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(Vec<(&'static str, String)>);

impl Values {
    /// What every mail knows: who we are, and when it is sent.
    pub(super) fn of(desk: &Desk, now: NaiveDateTime) -> Self {
        let mut values = Self::default();
        values.set("DATE", instant(now).to_rfc2822());
        values.set("BOT", desk.bot.label());
        values.set("BOT_ADDRESS", desk.bot.address.as_str());
        values
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.push((name, value.into()));
    }

    /// The wijk that is asked for.
    #[must_use]
    pub(super) fn about(mut self, wijk: &Wijk) -> Self {
        self.set("WIJK", wijk.name.as_str());
        self.set("MUNICIPALITY", wijk.municipality.as_str());
        self
    }

    /// The contact person who writes.
    #[must_use]
    pub(super) fn written_by(mut self, host: &Contact) -> Self {
        self.set("HOST", host.name.as_str());
        self.set("HOST_ADDRESS", host.address.as_str());
        self
    }

    /// The letter that is answered: its ids, its subject, and its text to quote.
    #[must_use]
    pub(super) fn answering(mut self, letter: &Letter) -> Self {
        let sent = local(letter.not_before.max(letter.decided));
        self.set("MESSAGE_ID", letter.message_id.as_str());
        self.set("SUBJECT", without_re(&letter.subject));
        self.set("SENT_DAY", dutch_date(sent.date()));
        self.set("SENT_SHORT", short_date(sent));
        self.set("SENT_DATE", without_weekday(sent));
        self.set("SENT_TIME", sent.format("%H:%M").to_string());
        let parsed = MessageParser::default().parse(letter.mime.as_bytes());
        let Some(message) = parsed else { return self };
        let asked = message.reply_to().or_else(|| message.from());
        let reply_to = asked.and_then(|to| to.first()).and_then(|to| to.address());
        self.set("REPLY_TO", reply_to.unwrap_or_default());
        let text = message.body_text(0).unwrap_or_default().replace('\r', "");
        self.set("QUOTED_MARKED", marked(&text));
        let html = message.body_html(0).unwrap_or_default().replace('\r', "");
        self.set("QUOTED_HTML", inner_html(&html));
        self
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl Sample {
    /// The mail as it is sent, lines ending in CRLF.
    ///
    /// # Errors
    /// A hole for which there is no value.
    pub(super) fn filled(&self, values: &Values) -> Result<String, Failure> {
        let mut mail = String::new();
        let mut in_head = true;
        for line in self.source.lines() {
            in_head = in_head && !line.is_empty();
            let encode = if in_head { header } else { quoted_printable };
            mail.push_str(&self.filled_line(line, values, encode)?);
            mail.push_str("\r\n");
        }
        Ok(mail)
    }

    fn filled_line(
        &self,
        line: &str,
        values: &Values,
        encode: fn(&str) -> String,
    ) -> Result<String, Failure> {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, behind) = after.split_once("}}").unwrap_or((after, ""));
            let value = values
                .get(name)
                .ok_or_else(|| format!("sample mail {}: nothing to put for {name}", self.name))?;
            filled.push_str(before);
            filled.push_str(&encode(value));
            rest = behind;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

fn without_re(subject: &str) -> &str {
    subject.strip_prefix("Re: ").unwrap_or(subject)
}

/// `di 2 mrt 2027`, as Gmail writes it.
fn short_date(at: NaiveDateTime) -> String {
    let full = dutch_date(at.date());
    let weekday: String = full.chars().take(2).collect();
    let month: String = full.split(' ').nth(2).unwrap_or_default().chars().take(3).collect();
    // March is the one month that Dutch does not shorten to its first letters.
    let month = if month == "maa" { "mrt" } else { &month };
    format!("{weekday} {} {month} {}", at.day(), at.year())
}

/// `2 maart 2027`, as an iPhone writes it.
fn without_weekday(at: NaiveDateTime) -> String {
    let full = dutch_date(at.date());
    full.split_once(' ').map_or(full.clone(), |(_, date)| date.to_owned())
}

fn marked(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

/// What stands between the body tags.
fn inner_html(html: &str) -> String {
    let body = html.split_once("<body").and_then(|(_, body)| body.split_once('>'));
    let inner = body.map_or(html, |(_, inner)| inner);
    inner.split_once("</body>").map_or(inner, |(inner, _)| inner).trim().to_owned()
}

fn quoted_printable(text: &str) -> String {
    let bytes = text.replace('\n', "\r\n").into_bytes();
    // It only refuses encodings that do not fit; this one fits every text.
    Body::new_with_encoding(bytes, ContentTransferEncoding::QuotedPrintable)
        .map(|body| String::from_utf8_lossy(body.as_ref()).into_owned())
        .unwrap_or_default()
}

/// One encoded word (RFC 2047) where plain letters do not do.
fn header(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let coded = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("={other:02X}"),
    });
    format!("=?utf-8?Q?{}?=", coded.collect::<String>())
}
