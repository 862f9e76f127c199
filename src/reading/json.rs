//! A reading as one JSON object, the format that `werkbezoek read --json` prints.
//!
//! Local times without offset, half-open intervals, spans in characters. A key without a finding is
//! `null` or an empty list, so that nothing found and nothing looked for can be told apart.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::reading::{Doubt, Found, Reading, When, Wish};

/// The whole reading. Lists of plain words (`intents`, `wijken`, ...) hold `{value, span}`.
pub fn to_json(reading: &Reading) -> Value {
    json!({
        "text": reading.text,
        "sender_kind": reading.sender_kind,
        "language": reading.language,
        "intents": list(&reading.intents),
        "wijken": list(&reading.wijken),
        "ambiguous_places": list(&reading.ambiguous_places),
        "themes": list(&reading.themes),
        "when": reading.when.iter().map(wish).collect::<Vec<_>>(),
        "party": reading.party.as_ref().map(|p| json!({"min": p.min, "max": p.max, "span": p.span})),
        "duration_minutes": reading.duration_minutes.as_ref().map(|found| found.value),
        "principal": reading.principal.as_ref().map(|p| {
            json!({"name": p.name, "office": p.office.map(|office| office.slug()), "span": p.span})
        }),
        "writer": reading.writer.as_ref().map(|w| {
            json!({
                "name": w.name, "function": w.function, "organisation": w.organisation, "phone": w.phone,
            })
        }),
        "needs": list(&reading.needs),
        "questions": list(&reading.questions),
        "choice": reading.choice.as_ref().map(|c| json!({"option": c.option, "span": c.span})),
        "away": reading.away.as_ref().map(|a| {
            json!({"from": a.from, "until": a.until, "deputy": a.deputy})
        }),
        "doubts": reading.doubts.iter().map(doubt).collect::<Vec<_>>(),
    })
}

fn list<T: Serialize>(found: &[Found<T>]) -> Vec<Value> {
    found.iter().map(|f| json!({"value": f.value, "span": f.span})).collect()
}

fn wish(wish: &Wish) -> Value {
    let mut value = when(&wish.when);
    if let Some(object) = value.as_object_mut() {
        object.insert("modality".into(), json!(wish.modality));
        object.insert("text".into(), json!(wish.text));
        object.insert("span".into(), json!(wish.span));
        if !wish.alternatives.is_empty() {
            let others: Vec<Value> = wish.alternatives.iter().map(when).collect();
            object.insert("alternatives".into(), json!(others));
        }
    }
    value
}

/// `kind`, `start`, `end` and what the kind adds.
pub fn when(when: &When) -> Value {
    match when {
        When::Date(day) => json!({"kind": "date", "start": date(Some(*day)), "end": null}),
        When::DateTime(at) => json!({"kind": "datetime", "start": moment(Some(*at)), "end": null}),
        When::Time(at) => json!({"kind": "time", "start": time(Some(*at)), "end": null}),
        When::DateRange { start, end } => {
            json!({"kind": "daterange", "start": date(*start), "end": date(*end)})
        }
        When::DateTimeRange { start, end } => {
            json!({"kind": "datetimerange", "start": moment(*start), "end": moment(*end)})
        }
        When::TimeRange { from, until } => {
            json!({"kind": "timerange", "start": time(*from), "end": time(*until)})
        }
        When::Duration { seconds } => {
            json!({"kind": "duration", "start": null, "end": null, "seconds": seconds})
        }
        When::Set { weekdays, from, until, within } => json!({
            "kind": "set",
            "start": date(within.map(|days| days.start)),
            "end": date(within.map(|days| days.end)),
            "weekdays": weekdays,
            "from": time(*from),
            "to": time(*until),
        }),
    }
}

fn date(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.format("%Y-%m-%d").to_string())
}

fn moment(at: Option<NaiveDateTime>) -> Option<String> {
    at.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

fn time(at: Option<NaiveTime>) -> Option<String> {
    at.map(|at| at.format("T%H:%M:%S").to_string())
}

fn doubt(doubt: &Doubt) -> Value {
    json!(doubt)
}
