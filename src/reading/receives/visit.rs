//! The visit that was asked about, as a host names it: "die vrijdag", "de 9e", "9 april om 10 uur", the
//! guest by their name.

use chrono::{Datelike, NaiveDate, Timelike};

use super::words::{HOURS, MONTHS, ORDINALS, WEEKDAYS};
use crate::domain::time::Slot;

/// The words by which somebody may name the visit that was asked about, and who wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedVisit<'a> {
    /// Whoever was asked.
    pub(super) host: &'a str,
    guest: &'a str,
    weekday: &'static str,
    month: &'static str,
    day: u32,
    hour: u32,
    minute: u32,
    /// "Morgen", if it is.
    near: &'static str,
}

impl<'a> AskedVisit<'a> {
    /// As this host names it on the day `today`; a name may be empty.
    pub fn new(host: &'a str, guest: &'a str, slot: Slot, today: NaiveDate) -> Self {
        let day = slot.day();
        let at = |list: &[&'static str], n: u32| {
            let n = usize::try_from(n).unwrap_or_default();
            list.get(n).copied().unwrap_or_default()
        };
        Self {
            host,
            guest,
            weekday: at(&WEEKDAYS, day.weekday().num_days_from_monday()),
            month: at(&MONTHS, day.month0()),
            day: day.day(),
            hour: slot.start.hour(),
            minute: slot.start.minute(),
            near: match (day - today).num_days() {
                0 => "vandaag",
                1 => "morgen",
                _ => "",
            },
        }
    }

    /// The words with those that name the moment taken together as "dan", and the guest as one.
    pub(super) fn named_plainly(&self, words: Vec<String>) -> Vec<String> {
        let mut out: Vec<String> = Vec::with_capacity(words.len());
        let mut rest = words.as_slice();
        while let [first, behind @ ..] = rest {
            let taken = self.length_at(first, behind);
            if self.is_guest(first) {
                out.push(GUEST.to_owned());
            } else if taken == 0 {
                out.push(first.clone());
            } else if out.last().is_none_or(|last| last != THEN) {
                out.push(THEN.to_owned());
            }
            rest = rest.get(taken.max(1)..).unwrap_or_default();
        }
        out
    }

    /// Whether a word in small letters is of the name of whoever was asked.
    pub(super) fn is_of_host(&self, word: &str) -> bool {
        is_of_name(word, self.host)
    }

    fn is_guest(&self, word: &str) -> bool {
        word.len() > PARTICLE_LETTERS_MAX && is_of_name(word, self.guest)
    }

    /// How many words at the head name the day or its hour.
    fn length_at(&self, first: &str, behind: &[String]) -> usize {
        let next = |at: usize| behind.get(at).map(String::as_str).unwrap_or_default();
        let month = next(0) == self.month;
        if self.is_weekday(first) || !self.near.is_empty() && first == self.near {
            return 1;
        }
        if self.is_day(first) {
            return if month { 2 } else { 1 };
        }
        if first == self.day.to_string() && month {
            return 2;
        }
        match (self.is_clock(first), next(0) == "uur") {
            (true, true) => 2,
            (true, false) if first.contains(['.', ':']) => 1,
            (true | false, true | false) => 0,
        }
    }

    fn is_weekday(&self, word: &str) -> bool {
        let slip = word.len() + 1 == self.weekday.len() && is_short_of(word, self.weekday);
        word == self.weekday || slip
    }

    /// "9e", "negende".
    fn is_day(&self, word: &str) -> bool {
        let spoken =
            usize::try_from(self.day).ok().and_then(|day| ORDINALS.get(day.checked_sub(1)?));
        let digits = word
            .strip_suffix("de")
            .or_else(|| word.strip_suffix("ste"))
            .or_else(|| word.strip_suffix('e'));
        spoken.is_some_and(|spoken| *spoken == word)
            || digits == Some(self.day.to_string().as_str())
    }

    /// "10", "10.00", "tien".
    fn is_clock(&self, word: &str) -> bool {
        let spoken =
            usize::try_from(self.hour).ok().and_then(|hour| HOURS.get(hour.checked_sub(1)?));
        let full = [
            format!("{}.{:02}", self.hour, self.minute),
            format!("{}:{:02}", self.hour, self.minute),
        ];
        let sharp = word == self.hour.to_string() || spoken.is_some_and(|spoken| *spoken == word);
        full.iter().any(|one| one == word) || self.minute == 0 && sharp
    }
}

/// What stands for the moment that was asked about.
const THEN: &str = "dan";
/// What stands for who comes.
const GUEST: &str = "gast";
/// "De", "van": a word that stands in many names.
const PARTICLE_LETTERS_MAX: usize = 2;

fn is_of_name(word: &str, name: &str) -> bool {
    name.split_whitespace().any(|one| one.to_lowercase() == word)
}

/// Whether one word is the other with one letter left out.
fn is_short_of(word: &str, whole: &str) -> bool {
    let same = word.chars().zip(whole.chars()).take_while(|(a, b)| a == b).count();
    word.chars().skip(same).eq(whole.chars().skip(same + 1))
}
