//! Compares what was read of the time in a text with what a case expects, by `CONTRACT` of a reading:
//! start, end and modality count; parts of the day may begin and end at the usual hours; an expected
//! item may list other readings under `accept`; every item right and nothing extra.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a case that is not in the form of cases may stop the test"
)]

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;
use werkbezoek::domain::reading::NamedPeriod;
use werkbezoek::reading::{Context, Gazetteer, Policy, json, read_text};

/// What is missing and what is too much; both empty when the case is right.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) missing: Vec<Value>,
    pub(crate) surplus: Vec<Value>,
}

impl Verdict {
    pub(crate) fn is_right(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty()
    }
}

/// Reads the text of a case under a policy and compares.
pub(crate) fn judge(case: &Value, policy: &Policy) -> Verdict {
    let reference = case["reference"].as_str().unwrap();
    let periods: Vec<NamedPeriod> =
        case.get("calendar").map_or_else(Vec::new, |c| serde_json::from_value(c.clone()).unwrap());
    let context = Context {
        now: NaiveDateTime::parse_from_str(&reference[..19], "%Y-%m-%dT%H:%M:%S").unwrap(),
        places: &Gazetteer::default(),
        offered: &[],
        periods: &periods,
        policy,
        explain: false,
        about: None,
        names: &[],
        guest: None,
    };
    let reading = read_text(case["text"].as_str().unwrap(), &context);
    let found: Vec<Value> = json::to_json(&reading)["when"].as_array().cloned().unwrap_or_default();
    compare(case["expected"].as_array().unwrap(), found)
}

fn compare(expected: &[Value], mut found: Vec<Value>) -> Verdict {
    let mut verdict = Verdict::default();
    let mut known: Vec<(Option<Moment>, Option<Moment>, Option<String>)> = Vec::new();
    for item in expected {
        match found.iter().position(|candidate| fits(item, candidate)) {
            Some(at) => known.push(interval(&found.remove(at))),
            None => verdict.missing.push(item.clone()),
        }
    }
    // The same moment said twice counts once.
    for item in found {
        if !known.contains(&interval(&item)) {
            known.push(interval(&item));
            verdict.surplus.push(item);
        }
    }
    verdict
}

fn fits(expected: &Value, found: &Value) -> bool {
    if expected["kind"] == "duration" {
        let seconds = &expected["seconds"];
        let same = seconds.is_null() || seconds.as_f64() == found["seconds"].as_f64();
        return found["kind"] == "duration" && same;
    }
    let got = interval(found);
    readings(expected).iter().any(|reading| {
        let want = interval(reading);
        let set = reading["kind"] != "set" || same_set(reading, found);
        let modality = want.2.is_none() || want.2 == got.2;
        let moments = (want.0, want.1) == (got.0, got.1) || same_part(&want, &got);
        set && modality && moments
    })
}

/// The item, and each alternative laid over it.
fn readings(item: &Value) -> Vec<Value> {
    let mut all = vec![item.clone()];
    for other in item["accept"].as_array().into_iter().flatten() {
        let mut merged = item.clone();
        for (key, value) in other.as_object().unwrap() {
            merged[key] = value.clone();
        }
        if other.get("start").is_some() && other.get("end").is_none() {
            let point = item["kind"] == "date" || item["kind"] == "datetime";
            merged["end"] = if point { Value::Null } else { item["end"].clone() };
        }
        all.push(merged);
    }
    all
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Moment {
    At(NaiveDateTime),
    Clock(NaiveTime),
}

impl Moment {
    fn parts(self) -> (Option<NaiveDate>, NaiveTime) {
        match self {
            Self::At(at) => (Some(at.date()), at.time()),
            Self::Clock(time) => (None, time),
        }
    }
}

fn moment(value: &Value) -> Option<Moment> {
    let text = value.as_str()?.trim();
    let clock = text.trim_start_matches('T');
    for format in ["%H:%M:%S", "%H:%M"] {
        if let Ok(time) = NaiveTime::parse_from_str(clock, format) {
            return Some(Moment::Clock(time));
        }
    }
    for format in ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"] {
        if let Ok(at) = NaiveDateTime::parse_from_str(text, format) {
            return Some(Moment::At(at));
        }
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(Moment::At(day.and_time(NaiveTime::MIN)))
}

type Interval = (Option<Moment>, Option<Moment>, Option<String>);

/// Start, end, modality; the absent end of a date is the next day.
fn interval(item: &Value) -> Interval {
    let (start, mut end) = (moment(&item["start"]), moment(&item["end"]));
    let is_day = item["start"].as_str().is_some_and(|text| text.len() == 10);
    if end.is_none() && is_day && (item["kind"] == "date" || item["kind"].is_null()) {
        end = match start {
            Some(Moment::At(at)) => Some(Moment::At(at + Duration::days(1))),
            other => other,
        };
    }
    let role = if item["modality"].is_null() { &item["role"] } else { &item["modality"] };
    (start, end, role.as_str().map(str::to_owned))
}

/// A part of the day may begin and end at any of these hours and still be the same part.
const PARTS: [(&[&str], &[&str]); 3] = [
    (&["00:00", "06:00", "08:00", "08:30", "09:00"], &["12:00", "12:30"]),
    (&["12:00", "12:30", "13:00"], &["16:00", "17:00", "17:30", "18:00"]),
    (&["18:00", "18:30", "19:00"], &["22:00", "23:00", "00:00"]),
];

fn same_part(want: &Interval, got: &Interval) -> bool {
    let (Some(a), Some(b), Some(c), Some(d)) = (want.0, want.1, got.0, got.1) else {
        return false;
    };
    let among = |hours: &[&str], time: NaiveTime| {
        hours.contains(&time.format("%H:%M").to_string().as_str())
    };
    let ((d1, from), (_, until)) = (a.parts(), b.parts());
    let ((d2, begins), (_, ends)) = (c.parts(), d.parts());
    d1 == d2
        && PARTS.iter().any(|(starts, stops)| {
            among(starts, from)
                && among(starts, begins)
                && among(stops, until)
                && among(stops, ends)
        })
}

fn same_set(expected: &Value, found: &Value) -> bool {
    let days = |item: &Value| {
        let mut days: Vec<i64> =
            item["weekdays"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        days.sort_unstable();
        days
    };
    if expected.get("weekdays").is_some() && days(expected) != days(found) {
        return false;
    }
    if expected.get("from").is_none() && expected.get("to").is_none() {
        return true;
    }
    let hours = |item: &Value| (moment(&item["from"]), moment(&item["to"]), None);
    let (want, got) = (hours(expected), hours(found));
    want == got || same_part(&want, &got)
}
