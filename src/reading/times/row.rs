//! Reads the far end of a row of days: "t/m woensdag 21 januari", "tot morgen 17 uur", "9-11 november",
//! "volgende week tussen woensdag en vrijdag".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::phrase::is_row;
use super::{Days, Grammar, Phrase, Point, Time, Which};
use crate::reading::cue::Cue;
use crate::reading::token::{Unit, Word};

/// Who chooses between two days names both.
const CHOICE: &[&str] = &[
    "twijfel",
    "twijfelen",
    "twijfelt",
    "aarzel",
    "aarzelen",
    "kies",
    "kiezen",
    "kiest",
    "keuze",
    "keus",
];
/// So many words before the first day the choice is named.
const CHOICE_TOKENS: usize = 5;

impl Grammar<'_, '_> {
    /// The far end of a row: "t/m woensdag 21 januari", "tot morgen 17 uur".
    pub(super) fn row_end(&self, p: &mut Phrase) {
        if p.end.is_some() || p.set.is_some() {
            return;
        }
        let Some(first) = &p.start.days else { return };
        let is_row_of_days = is_row(first);
        if p.start.time.is_none()
            && is_row_of_days
            && let Some((from, until, next)) = self.weekdays_between(p.to)
        {
            let of = |day| Days::In {
                what: Box::new(Days::Weekday(day, Which::Bare)),
                frame: Box::new(first.clone()),
            };
            p.end = Some((Point { days: Some(of(until)), time: None }, true));
            p.start.days = Some(of(from));
            p.to = next;
            return;
        }
        if p.start.time.is_none()
            && let Some((first, last)) = self.joined_days(p)
        {
            p.start.days = Some(first);
            p.end = Some((Point { days: Some(last), time: None }, true));
            return;
        }
        let opened =
            self.t.was(p.from, &["tussen", "between"]) || self.t.is(p.from, &["tussen", "between"]);
        if opened && self.chooses_between(p.from) {
            return;
        }
        if self.is_moved(p) {
            p.bound = None;
            return;
        }
        let Some((next, inclusive)) = self.row_joint(p.to, opened) else { return };
        if next == p.to + 1
            && self.t.get(p.to).is_some_and(|t| t.is_dash())
            && p.start.time.is_some()
        {
            return;
        }
        let Some((point, end)) = self.row_point(next) else { return };
        let dash = self.t.get(p.to).is_some_and(|token| token.is_dash());
        if dash && is_row_of_days != point.days.as_ref().is_some_and(is_row) {
            // "week 47 - vrijdag 21 november": a remark, no row.
            return;
        }
        // "Het lange weekend van 6 tot en met 9 mei": from that day on, and not from the Saturday.
        if let Some(Days::UnitOf { unit: Unit::Weekend, day, offset: 0 }) = &mut p.start.days
            && matches!(point.days, Some(Days::Date { .. }))
        {
            let first = std::mem::replace(day.as_mut(), Days::Previous);
            p.start.days = Some(first);
        }
        p.end = Some((point, inclusive));
        p.to = end;
    }

    /// "Could we move our visit from 25 March to 1 April?": the one day instead of the other.
    fn is_moved(&self, p: &Phrase) -> bool {
        let t = self.t;
        let from = t.was(p.from, &["from"]) || t.is(p.from, &["from"]);
        let moves = |at: usize| t.cue(at, Cue::PutsElsewhere).is_some();
        from && t.is(p.to, &["to"]) && (p.from.saturating_sub(CHOICE_TOKENS)..p.from).any(moves)
    }

    /// "Wij twijfelen tussen 9 en 12 april": the one or the other, and no day in between.
    fn chooses_between(&self, at: usize) -> bool {
        (at.saturating_sub(CHOICE_TOKENS)..at).any(|i| self.t.is(i, CHOICE))
    }

    /// The "tussen woensdag en vrijdag" behind "volgende week", and where it ends.
    fn weekdays_between(&self, at: usize) -> Option<(Weekday, Weekday, usize)> {
        let t = self.t;
        let from = self
            .plain_weekday(at + 1)
            .filter(|_| t.is(at, &["tussen", "van", "between", "from"]))?;
        let joint = t.any_of(
            at + 2,
            &[&["en"], &["and"], &["tot", "en", "met"], &["t/m"], &["tot"], &["to"]],
        )?;
        let until = self.plain_weekday(at + 2 + joint)?;
        let hours = matches!(t.word(at + 3 + joint), Word::Digits { .. } | Word::Month(_));
        let forward = from.num_days_from_monday() < until.num_days_from_monday();
        (forward && !hours).then_some((from, until, at + 3 + joint))
    }

    /// A day and perhaps an hour, in either order.
    fn row_point(&self, at: usize) -> Option<(Point, usize)> {
        let at = if self.t.is(at, &["op"]) { at + 1 } else { at };
        if let Some((days, next)) = self.days(at) {
            let part = self.part_in(at, next).map(Time::Part);
            let start = if self.t.is(next, &["om", "op"]) || self.t.is_sign(next, ',') {
                next + 1
            } else {
                next
            };
            let behind = self
                .time(start, true)
                .filter(|(time, _)| part.is_none() && matches!(time, Time::At(_) | Time::Part(_)));
            return Some(match behind {
                Some((time, end)) => (Point { days: Some(days), time: Some(time) }, end),
                None => (Point { days: Some(days), time: part }, next),
            });
        }
        if self.t.word(at) == Word::Now {
            return Some((Point { days: Some(Days::FromToday(0)), time: None }, at + 1));
        }
        let (time @ Time::At(_), next) = self.time(at, true)? else { return None };
        // "5 maart tot 12 uur, 9 maart de hele dag": another time.
        let dated = matches!(self.t.word(next + 1), Word::FullDate { .. });
        let comma = (self.policy.bare || dated) && self.t.is_sign(next, ',');
        let led = self.t.is(next, &["op"]) || comma;
        let (days, end) = self.days(if led { next + 1 } else { next })?;
        Some((Point { days: Some(days), time: Some(time) }, end))
    }

    /// `9-11 november` in one breath: the pair was read as its last day.
    fn joined_days(&self, p: &Phrase) -> Option<(Days, Days)> {
        let t = self.t;
        let at = (p.from..p.to).find(|&at| matches!(t.word(at), Word::Pair { sign: '-', .. }))?;
        let Word::Pair { left, right, .. } = t.word(at) else { return None };
        let (Some(Days::Date { day, month: Some(month), year, .. }), true) =
            (&p.start.days, left < right)
        else {
            return None;
        };
        let named = |day| Days::Date { weekday: None, day, month: Some(*month), year: *year };
        (*day == right && matches!(t.word(at + 1), Word::Month(_)))
            .then(|| (named(left), named(right)))
    }

    fn row_joint(&self, at: usize, opened: bool) -> Option<(usize, bool)> {
        let t = self.t;
        let including: &[&[&str]; 5] =
            &[&["t/m"], &["tot", "en", "met"], &["tot", "/", "met"], &["tem"], &["through"]];
        if let Some(n) = t.any_of(at, including) {
            return Some((at + n, true));
        }
        if t.get(at).is_some_and(|token| token.is_dash() || token.is_sign('~')) {
            return Some((at + 1, true));
        }
        if opened && t.is(at, &["en", "and"]) {
            return Some((at + 1, true));
        }
        if t.are(at, &["tot", "aan"]) {
            return Some((at + 2, false));
        }
        let mid_sentence = t.get(at).is_some_and(|token| token.is("tot") || token.is("until"));
        (mid_sentence || t.is(at, &["to", "till"])).then_some((at + 1, t.is(at, &["to"])))
    }
}
