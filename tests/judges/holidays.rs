//! Prints our public holidays, `date;name` a line, for whoever wants to check the rules:
//! `cargo run --example holidays -- 2024 2030`.

use std::io::Write;

use chrono::{Datelike, NaiveDate};
use werkbezoek::domain::calendar::holiday;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let years: Vec<i32> =
        std::env::args().skip(1).map(|year| year.parse()).collect::<Result<_, _>>()?;
    let [first, last] = years[..] else {
        return Err("two years, please: holidays 2024 2030".into());
    };
    let start = NaiveDate::from_ymd_opt(first, 1, 1).ok_or("there is no such year")?;
    let mut out = std::io::stdout().lock();
    for day in start.iter_days().take_while(|day| day.year() <= last) {
        if let Some(holiday) = holiday(day) {
            writeln!(out, "{day};{}", holiday.name)?;
        }
    }
    Ok(())
}
