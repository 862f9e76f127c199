//! A reading as one JSON object, the format that `werkbezoek read --json` prints.
//!
//! Local times without offset, half-open intervals, spans in characters. A key without a finding is
//! `null` or an empty list, so that nothing found and nothing looked for can be told apart. Written
//! straight from the reading: no tree of values in between.

use std::fmt::Display;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use crate::domain::people::Need;
use crate::domain::reading::{Found, Reading, Span, When, Wish};

/// A reading with the name of its case, as a line of a batch has it.
#[derive(Debug)]
pub struct Sheet<'r> {
    pub id: Option<&'r Value>,
    pub reading: &'r Reading<'r>,
}

impl Serialize for Sheet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reading = self.reading;
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("text", &reading.text)?;
        map.serialize_entry("sender_kind", &reading.sender_kind)?;
        map.serialize_entry("language", &reading.language)?;
        map.serialize_entry("intents", &List(&reading.intents))?;
        map.serialize_entry("wijken", &List(&reading.wijken))?;
        map.serialize_entry("ambiguous_places", &List(&reading.ambiguous_places))?;
        map.serialize_entry("themes", &List(&reading.themes))?;
        map.serialize_entry("when", &Each(&reading.when, Row))?;
        map.serialize_entry("party", &reading.party)?;
        let minutes = reading.duration_minutes.as_ref().map(|found| found.value);
        map.serialize_entry("duration_minutes", &minutes)?;
        let principal = reading.principal.as_ref().map(|guest| Principal {
            name: guest.name.as_deref(),
            office: guest.office.map(|office| office.slug()),
            span: guest.span,
        });
        map.serialize_entry("principal", &principal)?;
        map.serialize_entry("writer", &reading.writer)?;
        let (senses, needs): (Vec<_>, Vec<_>) =
            reading.needs.iter().partition(|found| found.value == Need::Zintuigen);
        map.serialize_entry("needs", &needs)?;
        // Readers of the format know a closed set of needs, and this is none of them.
        map.serialize_entry("sees_or_hears_badly", &!senses.is_empty())?;
        map.serialize_entry("no_press", &reading.no_press)?;
        map.serialize_entry("questions", &List(&reading.questions))?;
        map.serialize_entry("choice", &reading.choice)?;
        map.serialize_entry("away", &reading.away)?;
        map.serialize_entry("doubts", &reading.doubts)?;
        map.end()
    }
}

/// The whole reading as a tree of values, for who looks into it.
pub fn to_json(reading: &Reading<'_>) -> Value {
    serde_json::to_value(Sheet { id: None, reading }).unwrap_or(Value::Null)
}

/// `kind`, `start`, `end` and what the kind adds.
pub fn when(when: &When) -> Value {
    serde_json::to_value(Moments(when)).unwrap_or(Value::Null)
}

#[derive(Serialize)]
struct Principal<'r> {
    name: Option<&'r str>,
    office: Option<&'static str>,
    span: Span,
}

/// Values with the place where each was found.
struct List<'r, T>(&'r [Found<T>]);

impl<T: Serialize> Serialize for List<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0)
    }
}

/// Every item of a list, each wrapped in what writes it.
struct Each<'r, T, W>(&'r [T], fn(&'r T) -> W);

impl<T, W: Serialize> Serialize for Each<'_, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

/// A time with what the writer wants with it.
struct Row<'r>(&'r Wish);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wish = self.0;
        let mut map = serializer.serialize_map(None)?;
        moments(&wish.when, &mut map)?;
        map.serialize_entry("modality", &wish.modality)?;
        map.serialize_entry("text", &wish.text)?;
        map.serialize_entry("span", &wish.span)?;
        if !wish.alternatives.is_empty() {
            map.serialize_entry("alternatives", &Each(&wish.alternatives, Moments))?;
        }
        if let Some(why) = &wish.why {
            map.serialize_entry("why", why)?;
        }
        map.end()
    }
}

struct Moments<'r>(&'r When);

impl Serialize for Moments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        moments(self.0, &mut map)?;
        map.end()
    }
}

fn moments<M: SerializeMap>(when: &When, map: &mut M) -> Result<(), M::Error> {
    match when {
        When::Date(day) => ends(map, "date", Some(date(*day)), None::<Shown<NaiveDate>>),
        When::DateTime(at) => ends(map, "datetime", Some(moment(*at)), None::<Shown<Iso>>),
        When::Time(at) => ends(map, "time", Some(time(*at)), None::<Shown<NaiveTime>>),
        When::DateRange { start, end } => ends(map, "daterange", start.map(date), end.map(date)),
        When::DateTimeRange { start, end } => {
            ends(map, "datetimerange", start.map(moment), end.map(moment))
        }
        When::TimeRange { from, until } => ends(map, "timerange", from.map(time), until.map(time)),
        When::Duration { seconds } => {
            let none = || None::<Shown<NaiveDate>>;
            ends(map, "duration", none(), none())?;
            map.serialize_entry("seconds", seconds)
        }
        When::Set { weekdays, nth, from, until, within } => {
            let within = within.as_ref();
            let (start, end) = (within.map(|days| days.start), within.map(|days| days.end));
            ends(map, "set", start.map(date), end.map(date))?;
            map.serialize_entry("weekdays", weekdays)?;
            if !nth.is_empty() {
                map.serialize_entry("nth", nth)?;
            }
            map.serialize_entry("from", &from.map(time))?;
            map.serialize_entry("to", &until.map(time))
        }
    }
}

fn ends<M: SerializeMap>(
    map: &mut M,
    kind: &str,
    start: Option<impl Serialize>,
    end: Option<impl Serialize>,
) -> Result<(), M::Error> {
    map.serialize_entry("kind", kind)?;
    map.serialize_entry("start", &start)?;
    map.serialize_entry("end", &end)
}

/// A moment in the form that the format asks for.
struct Shown<T> {
    mark: &'static str,
    value: T,
}

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.mark, self.value))
    }
}

fn date(value: NaiveDate) -> Shown<NaiveDate> {
    Shown { mark: "", value }
}

fn moment(value: NaiveDateTime) -> Shown<Iso> {
    Shown { mark: "", value: Iso(value) }
}

fn time(value: NaiveTime) -> Shown<NaiveTime> {
    Shown { mark: "T", value }
}

/// Date and time with a T between them.
struct Iso(NaiveDateTime);

impl Display for Iso {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}T{}", self.0.date(), self.0.time())
    }
}
