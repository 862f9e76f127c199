//! Reads what recurs: "een maandag of vrijdag", "maandagen", "elke dinsdagmiddag", "op werkdagen",
//! "elke eerste maandag van de maand", "wekelijks".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::Grammar;
use crate::reading::cue::Phrases;
use crate::reading::token::{Part, Unit, Word};

/// How often, as one word.
pub(crate) const ADVERBS: Phrases = &[
    "dagelijks",
    "wekelijks",
    "tweewekelijks",
    "maandelijks",
    "jaarlijks",
    "halfjaarlijks",
    "tweemaandelijks",
    "driemaandelijks",
    "daily",
    "weekly",
    "dagelijkse",
    "wekelijkse",
    "tweewekelijkse",
    "maandelijkse",
    "jaarlijkse",
    "halfjaarlijkse",
    "tweemaandelijkse",
    "driemaandelijkse",
];

/// Weekdays, the part of the day, and where the words end. No weekday means any day; which of the month
/// they are is `places_in_month`.
pub(super) type Recurring = (Vec<Weekday>, Option<Part>, usize);

/// Weeks by turns; which of them is not read.
const EVERY_OTHER_WEEK: &[&[&str]; 8] = &[
    &["om", "de", "week"],
    &["om", "de", "twee", "weken"],
    &["elke", "even", "week"],
    &["iedere", "even", "week"],
    &["elke", "oneven", "week"],
    &["iedere", "oneven", "week"],
    &["in", "de", "even", "weken"],
    &["in", "de", "oneven", "weken"],
];
/// "een willekeurige dinsdag": whichever it is.
const ANY_SUCH: &[&str] = &["willekeurige", "gewone", "vrije"];
const OF_THE_MONTH: &[&[&str]; 4] =
    &[&["van", "de", "maand"], &["vd", "maand"], &["in", "de", "maand"], &["of", "the", "month"]];
const EACH_MONTH: &[&[&str]; 4] = &[
    &["van", "elke", "maand"],
    &["van", "iedere", "maand"],
    &["of", "every", "month"],
    &["of", "each", "month"],
];
const WORKING: [Weekday; 5] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

impl Grammar<'_, '_> {
    pub(super) fn recurring(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        let recurs = matches!(
            t.word(at),
            Word::Other
                | Word::Number(_)
                | Word::Digits { .. }
                | Word::Unit(_)
                | Word::Part(_)
                | Word::Weekdays(_)
                | Word::WeekdaysPart(..)
        ) || self.is_hyphened(at);
        if !recurs {
            return None;
        }
        if t.are(at, &["door", "de", "week"]) {
            return Some((WORKING.to_vec(), None, at + 3));
        }
        if t.is(at, &["doordeweeks", "weekdays"])
            || matches!(t.word(at), Word::Unit(Unit::WorkingDay)) && t.was(at, &["op", "alle"])
            || t.is(at, &["werkdagen", "weekdagen"])
                && t.before(at).is_none_or(|before| matches!(before.word, Word::Sign(_)))
        {
            return Some((WORKING.to_vec(), None, at + 1));
        }
        if t.is(at, &["weekend", "weekends", "weekenden", "weekeinden"]) {
            return self.lone_weekend(at);
        }
        self.adverb(at).or_else(|| self.weekly(at)).or_else(|| self.every_unit(at))
    }

    /// `wekelijks`, `dagelijks`: only where everything counts as a finding.
    fn adverb(&self, at: usize) -> Option<Recurring> {
        if let Some(next) = self.times_per_unit(at) {
            return Some((Vec::new(), None, next));
        }
        if let Some(next) = self.so_often(at).filter(|_| self.policy.lengths) {
            return Some((Vec::new(), None, next));
        }
        if let (true, Word::Part(part)) =
            (self.policy.lengths && self.is_every_part(at), self.t.word(at))
        {
            return Some((Vec::new(), Some(part), at + 1));
        }
        let kwartaal = self.t.is(at, &["per"]) && self.t.is(at + 1, &["kwartaal"]);
        (self.policy.lengths && (self.t.is(at, ADVERBS) || kwartaal))
            .then(|| (Vec::new(), None, if kwartaal { at + 2 } else { at + 1 }))
    }

    /// `eenmaal per week`, `twee keer per jaar`.
    fn times_per_unit(&self, at: usize) -> Option<usize> {
        let t = self.t;
        let once = t.is(at, &["eenmaal", "tweemaal", "driemaal", "once", "twice"]);
        let times = t.count(at).is_some() && t.is(at + 1, &["keer", "maal"]);
        let per = at
            + if once {
                1
            } else if times {
                2
            } else {
                return None;
            };
        // How often something is done in a year is the wish for no day.
        let told = |unit| self.policy.lengths || unit != Unit::Year;
        let unit = matches!(t.word(per + 1), Word::Unit(unit) if told(unit));
        (t.is(per, &["per", "a"]) && unit).then_some(per + 2)
    }

    /// `eenmaal per jaar`, `om de week`.
    fn so_often(&self, at: usize) -> Option<usize> {
        let t = self.t;
        if t.is(at, &["eenmaal", "tweemaal", "driemaal"]) && t.is(at + 1, &["per"]) {
            return matches!(t.word(at + 2), Word::Unit(_)).then_some(at + 3);
        }
        let every_other = t.any_of(at, &[&["om", "de", "week"], &["om", "de", "maand"]])?;
        let next = at + every_other;
        Some(if self.plain_weekday(next).is_some() { next + 1 } else { next })
    }

    /// `elke dag`, `iedere week`, `elke twee dagen`, `elke ochtend`.
    fn every_unit(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        if !t.is(at, &["elke", "elk", "iedere", "ieder", "every", "each"]) {
            return None;
        }
        if let Word::Part(part) = t.word(at + 1) {
            return Some((Vec::new(), Some(part), at + 2));
        }
        if t.is(at + 1, &["morgen"]) {
            return Some((Vec::new(), Some(Part::Ochtend), at + 2));
        }
        if let Some((_, next)) = self.amount(at + 1).or_else(|| {
            self.date(at + 1).map(|(_, n)| {
                (
                    super::Amount {
                        months: 12,
                        days: 0,
                        working_days: 0,
                        seconds: 0,
                        unit: Unit::Year,
                    },
                    n,
                )
            })
        }) {
            return Some((Vec::new(), None, next));
        }
        match t.word(at + 1) {
            // "elk jaar op 6 januari" is that day.
            Word::Unit(Unit::Year) if !self.policy.bare => None,
            Word::Unit(_) | Word::Month(_) => Some((Vec::new(), None, at + 2)),
            _ => None,
        }
    }

    fn weekly(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        if t.is(at, &["om", "elke", "iedere", "in"])
            && let Some(words) = t.any_of(at, EVERY_OTHER_WEEK)
        {
            let led = usize::from(t.is(at + words, &["op"]));
            let day = self.plain_weekday(at + words + led).map(|day| (vec![day], at + words + led));
            return day.map(|(days, day_at)| (days, self.part_in(day_at, day_at + 1), day_at + 1));
        }
        if let Some(found) = self.nth_of_each_month(at) {
            return Some(found);
        }
        let opened = t.is(at, &["een", "elke", "iedere", "alle", "every", "any", "a", "op"]);
        let mut next = if opened { at + 1 } else { at };
        if opened && t.is(next, &["doordeweekse"]) {
            return match t.word(next + 1) {
                Word::Part(part) => Some((WORKING.to_vec(), Some(part), next + 2)),
                Word::Unit(Unit::Day) => Some((WORKING.to_vec(), None, next + 2)),
                _ => None,
            };
        }
        if opened && t.is(next, ANY_SUCH) {
            next += 1;
        }
        let on = t.is(at, &["op"]);
        if opened && !on && self.nth(next).is_some() {
            return self.every_nth(next + 1);
        }
        let plural = self.is_plural(next);
        let short = matches!(t.word(next), Word::Weekday { short: true, .. });
        if short && !t.is_sign(next + 1, '.') && !plural {
            return None;
        }
        let working = matches!(t.word(next), Word::Unit(Unit::WorkingDay));
        if working && t.is(at, &["elke", "iedere", "alle", "every"]) {
            return Some((WORKING.to_vec(), None, next + 1));
        }
        if (!opened || on) && !plural {
            return None;
        }
        let (mut days, mut part) = (Vec::new(), None);
        loop {
            match t.word(next) {
                Word::Weekday { day, .. } | Word::Weekdays(day) => days.push(day),
                Word::WeekdayPart(day, of_day) | Word::WeekdaysPart(day, of_day) => {
                    days.push(day);
                    part = Some(of_day);
                }
                _ => return None,
            }
            next += 1;
            if let Word::Part(of_day) = t.word(next) {
                part = Some(of_day);
                next += 1;
            }
            match self.another_weekday(next) {
                Some(further) => next = further,
                None => break,
            }
        }
        let dated = matches!(
            t.word(next),
            Word::Digits { .. } | Word::Ordinal(_) | Word::Pair { sign: '/', .. }
        );
        (!dated).then_some((days, part, next))
    }

    fn lone_weekend(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        let one_of_them = t
            .was(at, &["dit", "komend", "volgend", "this", "next", "eerste", "laatste"])
            || matches!(t.word_before(at), Word::Relative(_) | Word::Ordinal(_))
            || t.is(at + 1, &["van", "na"])
            || t.was(at, &["het"]) && at >= 2 && t.is(at - 2, &["voor", "vóór", "na", "before"])
            || self.policy.bare && t.was(at, &["de", "het", "mijn", "dat"])
            || t.was(at, &["de", "het"]) && t.is(at + 1, &["erna", "daarna"]);
        (!one_of_them).then(|| (vec![Weekday::Sat, Weekday::Sun], None, at + 1))
    }

    /// `elke eerste maandag van de maand`, `elke tweede en vierde donderdag`.
    fn every_nth(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        let at = match self.nth(at + 1) {
            Some(_) if t.is(at, &["en", "of", "and"]) => at + 2,
            _ => at,
        };
        let (day, part) = match t.word(at) {
            Word::Weekday { day, short: false } => (day, None),
            Word::WeekdayPart(day, part) => (day, Some(part)),
            _ => return None,
        };
        let tail = t.any_of(at + 1, OF_THE_MONTH);
        Some((vec![day], part, at + 1 + tail.unwrap_or(0)))
    }

    /// The 1 and 3 of "de eerste en derde woensdag van de maand". "Elke tweede dinsdag" may be every
    /// other one, so beyond the first and the last the month has to be named.
    pub(super) fn places_in_month(&self, from: usize, to: usize) -> Vec<i8> {
        let of_month = self.t.is(to - 1, &["maand", "month"]);
        let place = |at| i8::try_from(self.nth(at)?).ok();
        (from..to).filter_map(place).filter(|nth| of_month || matches!(nth, -1 | 1)).collect()
    }

    /// `de eerste donderdag van elke maand`, `de eerste en derde donderdag van de maand`.
    pub(super) fn nth_of_each_month(&self, at: usize) -> Option<Recurring> {
        let t = self.t;
        let nth = if t.is(at, &["op"]) { at + 1 } else { at };
        let nth = if t.is(nth, &["de"]) { nth + 1 } else { return None };
        self.nth(nth)?;
        let (days, part, next) = self.every_nth(nth + 1)?;
        if let Some(words) = t.any_of(next, EACH_MONTH) {
            return Some((days, part, next + words));
        }
        // "Van de maand" is of each; "van deze maand" is one day.
        let of_the_month = t.is(next - 1, &["maand", "month"]) && !self.policy.bare;
        of_the_month.then_some((days, part, next))
    }

    /// The "dinsdag-" of "dinsdag- en donderdagmiddagen".
    fn is_hyphened(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Weekday { .. })
            && self.t.get(at + 1).is_some_and(|sign| sign.is_dash() && sign.glued)
    }

    /// "dinsdagen", and what a plural further on makes one: "dinsdag- en donderdagmiddagen".
    fn is_plural(&self, at: usize) -> bool {
        let mut at = at;
        while self.is_hyphened(at)
            && let Some(next) = self.another_weekday(at + 1)
        {
            at = next;
        }
        matches!(self.t.word(at), Word::Weekdays(_) | Word::WeekdaysPart(..))
    }

    fn another_weekday(&self, at: usize) -> Option<usize> {
        let t = self.t;
        let mut next = at;
        while next < at + 3
            && (t.is(next, &["of", "en", "or", "and", "een", "de"])
                || t.get(next).is_some_and(|x| x.is_sign(',') || x.is_dash()))
        {
            next += 1;
        }
        let weekday = matches!(
            t.word(next),
            Word::Weekday { .. }
                | Word::WeekdayPart(..)
                | Word::Weekdays(_)
                | Word::WeekdaysPart(..)
        );
        (next > at && weekday).then_some(next)
    }
}
