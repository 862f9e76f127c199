//! Whatever somebody writes, it is read, and every finding lies in the text.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use werkbezoek::config::Config;
use werkbezoek::domain::reading::Offered;
use werkbezoek::domain::time::Slot;
use werkbezoek::reading::{Context, Gazetteer, Policy, json, read_text};

/// The wijken that ship, and an open offer, so that every reader has something to find.
struct Desk {
    places: Gazetteer,
    policy: Policy,
    offered: Vec<Offered>,
    now: NaiveDateTime,
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config.toml");
        let wijken = Config::look(&config).expect("the config that ships").desk.wijken;
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a day");
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        let option = |option, on| Offered { option, slot: Slot::on(on, at(10), 120) };
        Desk {
            places: Gazetteer::new(&wijken),
            policy: Policy::default(),
            offered: vec![option(1, day(4, 14)), option(2, day(4, 16))],
            now: day(3, 1).and_time(at(9)),
        }
    })
}

fuzz_target!(|text: &str| {
    let Desk { places, policy, offered, now } = desk();
    for (offered, about) in [(&offered[..0], None), (&offered[..], Some(now.date()))] {
        let explain = about.is_some();
        let context = Context { about, explain, offered, ..Context::new(*now, places, policy) };
        let reading = read_text(text, &context);
        let length = text.chars().count() as u64;
        for [start, end] in spans(&json::to_json(&reading)) {
            assert!(start <= end && end <= length, "{start} to {end} of {length}");
        }
        assert!(reading.when.iter().all(|wish| wish.span[0] < wish.span[1]));
    }
});

/// Every span that stands in the reading, in characters.
fn spans(value: &Value) -> Vec<[u64; 2]> {
    match value {
        Value::Object(keys) => keys
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value.as_array().map(Vec::as_slice)) {
                ("span", Some([start, end])) => {
                    start.as_u64().zip(end.as_u64()).map(Into::into).into_iter().collect()
                }
                _ => spans(value),
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(spans).collect(),
        _ => Vec::new(),
    }
}
