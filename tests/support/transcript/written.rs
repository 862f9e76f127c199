//! What the bot did, as a transcript shows it.

use std::fmt::Write;

use mail_parser::MessageParser;
use werkbezoek::domain::letter::Letter;
use werkbezoek::domain::mail::{Filing, Why};

use crate::mouth::Told;

/// The folder that a mail ends in, and why.
pub(crate) fn destination(filing: &Filing) -> String {
    match filing {
        Filing::Answered { letter } => format!("verwerkt, beantwoord met {letter}"),
        Filing::WaitsForStaff { why } => format!("ter-beoordeling, want {}", reason(why)),
        Filing::Filed { why } => format!("verwerkt, want {}", reason(why)),
        Filing::Quarantined { why } => format!("quarantaine, want {why}"),
    }
}

/// A reason as it stands on disk: `machine_wrote list`.
fn reason(why: &Why) -> String {
    let value = serde_json::to_value(why).unwrap();
    let word = |key: &str| value.get(key).and_then(|word| word.as_str()).map(str::to_owned);
    [word("why"), word("kind")].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(crate) fn write_told(out: &mut String, told: &Told, with_buttons: bool) {
    for line in told.lines.iter().flat_map(|line| line.lines()) {
        // A transcript outlives a version.
        let line =
            line.replace(concat!("werkbezoek ", env!("CARGO_PKG_VERSION")), "werkbezoek x.y.z");
        if line.trim().is_empty() { out.push('\n') } else { writeln!(out, "  {line}").unwrap() }
    }
    if with_buttons && !told.buttons.is_empty() {
        writeln!(out, "{BUTTONS}{}", told.buttons.join(" · ")).unwrap();
    }
}

/// Before the labels of the buttons under a notice.
pub(crate) const BUTTONS: &str = "  knoppen: ";

pub(crate) fn write_letter_head(out: &mut String, letter: &Letter, at: &str) {
    writeln!(out, "  {at} {}", letter.id).unwrap();
    writeln!(out, "  aan: {}", letter.to.address).unwrap();
    for cc in &letter.cc {
        writeln!(out, "  cc: {}", cc.address).unwrap();
    }
    writeln!(out, "  onderwerp: {}", letter.subject).unwrap();
}

pub(crate) fn write_letter(out: &mut String, letter: &Letter, at: &str) {
    let message = MessageParser::default().parse(letter.mime.as_bytes()).unwrap();
    write_letter_head(out, letter, at);
    for part in message.parts.iter().filter(|part| is_calendar(part)).take(1) {
        writeln!(out, "  agenda: {}", agenda_line(part.text_contents().unwrap_or_default()))
            .unwrap();
    }
    let text = message.body_text(0).unwrap_or_default();
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() { out.push('\n') } else { writeln!(out, "  | {line}").unwrap() }
    }
}

fn is_calendar(part: &mail_parser::MessagePart<'_>) -> bool {
    use mail_parser::MimeHeaders;
    part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar"))
}

/// What a calendar object does, in one line.
fn agenda_line(ics: &str) -> String {
    let unfolded = ics.replace("\r\n ", "");
    let value = |name: &str| {
        unfolded
            .lines()
            .rfind(|line| line.starts_with(name))
            .and_then(|line| line.rsplit_once(':'))
            .map_or(String::new(), |(_, value)| value.to_owned())
    };
    format!(
        "{} {} tot {} volgnummer {} {}",
        value("METHOD"),
        value("DTSTART"),
        value("DTEND"),
        value("SEQUENCE"),
        value("STATUS")
    )
    .trim_end()
    .to_owned()
}

pub(crate) fn diff(recorded: &str, played: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (recorded.lines().collect(), played.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let mut out = format!("  from line {}:\n", same + 1);
    for line in old.iter().skip(same).take(12) {
        writeln!(out, "  - {line}").unwrap();
    }
    for line in new.iter().skip(same).take(12) {
        writeln!(out, "  + {line}").unwrap();
    }
    out
}
