//! Whatever somebody writes, it is read, and every finding lies in the text.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use werkbezoek::reading::{Context, Gazetteer, Policy, read_text};

fuzz_target!(|text: &str| {
    let now = NaiveDate::from_ymd_opt(2027, 3, 1).and_then(|day| day.and_hms_opt(9, 0, 0));
    let (places, policy) = (Gazetteer::default(), Policy::default());
    let Some(now) = now else { return };
    let context =
        Context { now, places: &places, offered: &[], periods: &[], policy: &policy, explain: true, about: None };
    let length = text.chars().count();
    for wish in &read_text(text, &context).when {
        assert!(wish.span[0] < wish.span[1] && wish.span[1] <= length);
    }
});
