//! A reading as a list for people: the finding, the words behind it, where they stand, the doubts.

use std::io::{self, Write};

use serde_json::Value;

use crate::domain::reading::{Found, Reading, Span};
use crate::reading::json;

/// Writes one line per finding.
pub(super) fn write(reading: &Reading, out: &mut impl Write) -> io::Result<()> {
    let mut list = List { reading, out };
    list.plain("sender", &serde_json::to_value(reading.sender_kind)?)?;
    list.plain("language", &serde_json::to_value(reading.language)?)?;
    list.found("intent", &reading.intents)?;
    list.found("wijk", &reading.wijken)?;
    list.found("ambiguous", &reading.ambiguous_places)?;
    list.found("theme", &reading.themes)?;
    for wish in &reading.when {
        let modality = serde_json::to_value(wish.modality)?;
        let value = format!("{} {}", word(&modality), brief(&json::when(&wish.when)));
        list.line("when", &value, Some(wish.span))?;
        for other in &wish.alternatives {
            list.line("  or", &brief(&json::when(other)), None)?;
        }
    }
    list.rest()
}

struct List<'a, W: Write> {
    reading: &'a Reading<'a>,
    out: &'a mut W,
}

impl<W: Write> List<'_, W> {
    fn rest(&mut self) -> io::Result<()> {
        let reading = self.reading;
        if let Some(party) = &reading.party {
            self.line("party", &format!("{}-{}", party.min, party.max), Some(party.span))?;
        }
        if let Some(length) = &reading.duration_minutes {
            self.line("duration", &format!("{} min", length.value), Some(length.span))?;
        }
        if let Some(guest) = &reading.principal {
            let name = guest.name.as_deref().unwrap_or("-");
            let office = guest.office.map_or("-", |office| office.slug());
            self.line("principal", &format!("{name} ({office})"), Some(guest.span))?;
        }
        if let Some(writer) = &reading.writer {
            let parts = [&writer.name, &writer.function, &writer.organisation, &writer.phone];
            let known: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            self.line("writer", &known.join(", "), None)?;
        }
        self.found("need", &reading.needs)?;
        self.found("question", &reading.questions)?;
        if let Some(choice) = &reading.choice {
            self.line("choice", &choice.option.to_string(), Some(choice.span))?;
        }
        if let Some(away) = &reading.away {
            self.line("away", &brief(&serde_json::to_value(away)?), None)?;
        }
        for doubt in &reading.doubts {
            self.line("doubt", &brief(&serde_json::to_value(doubt)?), None)?;
        }
        Ok(())
    }

    fn found<T: serde::Serialize>(&mut self, what: &str, found: &[Found<T>]) -> io::Result<()> {
        for f in found {
            let value = serde_json::to_value(&f.value)?;
            self.line(what, &word(&value), Some(f.span))?;
        }
        Ok(())
    }

    fn plain(&mut self, what: &str, value: &Value) -> io::Result<()> {
        self.line(what, &word(value), None)
    }

    fn line(&mut self, what: &str, value: &str, span: Option<Span>) -> io::Result<()> {
        match span {
            Some([from, to]) => {
                let words: String =
                    self.reading.text.chars().skip(from).take(to.saturating_sub(from)).collect();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                writeln!(self.out, "{what:<10} {value}  \"{words}\" {from}-{to}")
            }
            None => writeln!(self.out, "{what:<10} {value}"),
        }
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An object as `key value` pairs, without what is null.
fn brief(value: &Value) -> String {
    let Some(object) = value.as_object() else { return word(value) };
    let pairs: Vec<String> = object
        .iter()
        .filter(|(key, value)| !value.is_null() && key.as_str() != "span")
        .map(|(key, value)| format!("{key} {}", word(value)))
        .collect();
    pairs.join(", ")
}
