//! `werkbezoek read`: shows what the program understands of a mail, a text, or a file of texts.
//!
//! It reads and prints; it decides nothing and touches no store. How bytes become a `Mail` is the
//! caller's to say (`Parse`), so that this file needs no knowledge of MIME. Batch mode keeps going
//! line by line and names the line that it cannot read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, NaiveTime};
use serde::Deserialize;
use serde_json::Value;

use crate::domain::ids::WijkId;
use crate::domain::mail::Mail;
use crate::domain::reading::{NamedPeriod, Offered, Reading};
use crate::domain::time::Slot;
use crate::domain::wijk::Wijk;
use crate::reading::{Context, Gazetteer, Policy, json, read, read_text};

mod list;

/// Show what is read in a mail or a text, with the words behind every finding.
#[derive(Debug, Clone, clap::Args)]
pub struct ReadArgs {
    /// The mail to read (a file as it arrived).
    #[arg(value_name = "MAIL.eml", conflicts_with_all = ["text", "batch"])]
    pub mail: Option<PathBuf>,
    /// A bare piece of text to read instead of a mail.
    #[arg(long, conflicts_with = "batch")]
    pub text: Option<String>,
    /// A file with one JSON object per line: {"id", "text" or "eml", "at"}.
    #[arg(long, value_name = "FILE.jsonl")]
    pub batch: Option<PathBuf>,
    /// The moment of reading, local time: 2026-09-07T09:00. Default: now.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// The open offer: a file with [{"option": 1, "start": ..., "end": ...}].
    #[arg(long, value_name = "OFFERED.json")]
    pub offered: Option<PathBuf>,
    /// Other conventions for relative times (TOML); what it leaves out keeps its default.
    #[arg(long, value_name = "FILE.toml")]
    pub policy: Option<PathBuf>,
    /// Print JSON instead of a list.
    #[arg(long)]
    pub json: bool,
}

/// What the command needs besides its arguments.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    pub wijken: &'a BTreeMap<WijkId, Wijk>,
    /// Named periods from config; a line of a batch may bring its own.
    pub periods: &'a [NamedPeriod],
    /// Local time at which the command was given.
    pub now: NaiveDateTime,
    /// Bytes of a mail to a mail, or why not.
    pub parse: &'a dyn Fn(&[u8]) -> Result<Mail, String>,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").field("now", &self.now).finish_non_exhaustive()
    }
}

/// Why nothing was read; each names the place and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("nothing to read; give a MAIL.eml, --text \"...\" or --batch FILE.jsonl")]
    Nothing,
    #[error("cannot open {}: {source}; check the path", path.display())]
    Open { path: PathBuf, source: io::Error },
    #[error("{} is no mail that can be read: {why}; save it again as .eml with all its headers", path.display())]
    Mail { path: PathBuf, why: String },
    #[error("--at `{0}` is no moment; write it as 2026-09-07T09:00 (local time)")]
    Moment(String),
    #[error("{}: {why}; write [{{\"option\": 1, \"start\": \"2026-10-05T10:00\", \"end\": \"2026-10-05T12:00\"}}]", path.display())]
    Offered { path: PathBuf, why: String },
    #[error("{}: {why}; see the keys of `Policy` in src/reading/policy.rs", path.display())]
    Policy { path: PathBuf, why: String },
    #[error("{} line {line}: {why}", path.display())]
    Line { path: PathBuf, line: usize, why: String },
    #[error("cannot write the answer: {0}")]
    Write(#[from] io::Error),
}

/// Runs the command and writes what was read to `out`.
pub fn run(
    args: &ReadArgs,
    around: Surroundings<'_>,
    out: &mut impl Write,
) -> Result<(), ReadError> {
    let policy = policy(args.policy.as_deref())?;
    let now = match &args.at {
        Some(text) => moment(text).ok_or_else(|| ReadError::Moment(text.clone()))?,
        None => around.now,
    };
    let offered = offered(args.offered.as_deref())?;
    let places = Gazetteer::new(around.wijken);
    let context = Context {
        offered: &offered,
        periods: around.periods,
        ..Context::new(now, &places, &policy)
    };
    if let Some(path) = &args.batch {
        return batch(path, &context, around, args.json, out);
    }
    match (&args.text, &args.mail) {
        (Some(text), _) => show(&read_text(text, &context), args.json, out),
        (None, Some(path)) => {
            let bytes = open(path)?;
            let parsed = (around.parse)(&bytes);
            let mail = parsed.map_err(|why| ReadError::Mail { path: path.clone(), why })?;
            show(&read(&mail, &context), args.json, out)
        }
        (None, None) => Err(ReadError::Nothing),
    }
}

fn show(reading: &Reading<'_>, as_json: bool, out: &mut impl Write) -> Result<(), ReadError> {
    if as_json {
        let sheet = json::Sheet { id: None, reading };
        serde_json::to_writer(&mut *out, &sheet).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        list::write(reading, out)?;
    }
    Ok(())
}

fn open(path: &Path) -> Result<Vec<u8>, ReadError> {
    fs::read(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })
}

fn policy(path: Option<&Path>) -> Result<Policy, ReadError> {
    let Some(path) = path else { return Ok(Policy::default()) };
    let bytes = open(path)?;
    let fault = |why: String| ReadError::Policy { path: path.to_owned(), why };
    let text = String::from_utf8(bytes).map_err(|error| fault(error.to_string()))?;
    toml::from_str(&text).map_err(|error| fault(error.message().to_owned()))
}

/// An offer as the file has it; the moments may leave out the seconds.
#[derive(Debug, Deserialize)]
struct OfferedRow {
    option: u32,
    start: String,
    end: String,
}

fn offered(path: Option<&Path>) -> Result<Vec<Offered>, ReadError> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let bytes = open(path)?;
    let fault = |why: String| ReadError::Offered { path: path.to_owned(), why };
    let rows: Vec<OfferedRow> =
        serde_json::from_slice(&bytes).map_err(|error| fault(error.to_string()))?;
    slots(&rows).map_err(fault)
}

fn slots(rows: &[OfferedRow]) -> Result<Vec<Offered>, String> {
    let point = |text: &str| moment(text).ok_or_else(|| format!("`{text}` is no moment"));
    rows.iter()
        .map(|row| {
            let slot = Slot { start: point(&row.start)?, end: point(&row.end)? };
            Ok(Offered { option: row.option, slot })
        })
        .collect()
}

/// `2026-09-07T09:00`, with or without seconds; a bare day is its midnight.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| Some(text.parse::<chrono::NaiveDate>().ok()?.and_time(NaiveTime::MIN)))
}

/// One line of a batch.
#[derive(Debug, Deserialize)]
struct Line<'l> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    text: Option<Cow<'l, str>>,
    eml: Option<PathBuf>,
    #[serde(alias = "reference")]
    at: String,
    #[serde(default)]
    offered: Vec<OfferedRow>,
    #[serde(default)]
    calendar: Option<Calendar>,
}

/// Named periods of a line: a list, or a map from name to start and (exclusive) end.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Calendar {
    List(Vec<NamedPeriod>),
    Map(BTreeMap<String, (chrono::NaiveDate, chrono::NaiveDate)>),
}

impl Calendar {
    fn periods(&self) -> Vec<NamedPeriod> {
        match self {
            Self::List(periods) => periods.clone(),
            Self::Map(map) => map
                .iter()
                .map(|(name, (start, end))| NamedPeriod {
                    name: name.clone(),
                    start: *start,
                    end: *end,
                })
                .collect(),
        }
    }
}

fn batch(
    path: &Path,
    context: &Context<'_>,
    around: Surroundings<'_>,
    as_json: bool,
    out: &mut impl Write,
) -> Result<(), ReadError> {
    let bytes = open(path)?;
    let fault = |line: usize, why: String| ReadError::Line { path: path.to_owned(), line, why };
    let text =
        String::from_utf8(bytes).map_err(|error| fault(1, format!("{error}; save it as UTF-8")))?;
    for (number, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let line: Line<'_> = serde_json::from_str(row).map_err(|error| {
            fault(number + 1, format!("{error}; a line is {{\"id\", \"text\" or \"eml\", \"at\"}}"))
        })?;
        let mail = line.mail(around).map_err(|why| fault(number + 1, why))?;
        let reading = line.read(mail.as_ref(), context).map_err(|why| fault(number + 1, why))?;
        if as_json {
            let sheet = json::Sheet { id: Some(&line.id), reading: &reading };
            serde_json::to_writer(&mut *out, &sheet).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            writeln!(out, "# {}", line.id)?;
            list::write(&reading, out)?;
        }
    }
    Ok(())
}

impl Line<'_> {
    /// The mail that the line points to, if it holds no text itself.
    fn mail(&self, around: Surroundings<'_>) -> Result<Option<Mail>, String> {
        let (None, Some(path)) = (&self.text, &self.eml) else { return Ok(None) };
        let bytes = fs::read(path)
            .map_err(|error| format!("cannot open {}: {error}; check the path", path.display()))?;
        (around.parse)(&bytes).map(Some)
    }

    fn read<'r>(
        &'r self,
        mail: Option<&'r Mail>,
        context: &Context<'_>,
    ) -> Result<Reading<'r>, String> {
        let now = moment(&self.at)
            .ok_or_else(|| format!("`{}` is no moment; write 2026-09-07T09:00", self.at))?;
        let offered = slots(&self.offered)?;
        let own = self.calendar.as_ref().map(Calendar::periods);
        let periods = own.as_deref().unwrap_or(context.periods);
        let context = Context { now, offered: &offered, periods, ..context.clone() };
        match (&self.text, mail) {
            (Some(text), _) => Ok(read_text(text, &context)),
            (None, Some(mail)) => Ok(read(mail, &context)),
            (None, None) => Err("neither `text` nor `eml`; add one of them".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_on(args: &ReadArgs) -> Result<String, ReadError> {
        let wijken = BTreeMap::new();
        let parse = |_: &[u8]| Err("not asked for".to_owned());
        let around = Surroundings {
            wijken: &wijken,
            periods: &[],
            now: moment("2026-09-07T09:00").unwrap(),
            parse: &parse,
        };
        let mut out = Vec::new();
        run(args, around, &mut out).map(|()| String::from_utf8(out).unwrap())
    }

    fn args() -> ReadArgs {
        ReadArgs {
            mail: None,
            text: None,
            batch: None,
            at: None,
            offered: None,
            policy: None,
            json: false,
        }
    }

    #[test]
    fn a_text_is_listed_with_its_words() {
        let said =
            run_on(&ReadArgs { text: Some("Graag op 5 oktober.".into()), ..args() }).unwrap();
        assert!(said.contains("2026-10-05") && said.contains("\"5 oktober\""), "{said}");
    }

    #[test]
    fn a_batch_answers_line_by_line_and_names_the_bad_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("texts.jsonl");
        let good = r#"{"id": 7, "text": "na het reces", "at": "2026-01-05", "calendar": {"reces": ["2026-02-13", "2026-02-24"]}}"#;
        fs::write(&path, format!("{good}\n{{\"id\": 8}}\n")).unwrap();
        let error =
            run_on(&ReadArgs { batch: Some(path.clone()), json: true, ..args() }).unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
        fs::write(&path, good).unwrap();
        let said = run_on(&ReadArgs { batch: Some(path), json: true, ..args() }).unwrap();
        assert!(said.contains("\"id\":7") && said.contains("2026-02-24"), "{said}");
    }

    #[test]
    fn errors_name_the_option_and_the_remedy() {
        let error =
            run_on(&ReadArgs { text: Some("x".into()), at: Some("gisteren".into()), ..args() });
        assert!(error.unwrap_err().to_string().contains("2026-09-07T09:00"));
        assert!(run_on(&args()).unwrap_err().to_string().contains("--text"));
    }
}
