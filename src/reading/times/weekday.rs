//! Reads weekdays: "vrijdag 14 november", "volgende week woensdag", "maandag na Pasen", "do 6 nov".
//!
//! The trap is the short form: "do", "zo", "ma" and "vrij" are words of their own.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::hour::Strength;
use super::{Days, Grammar, Kind, Which, unit};
use crate::reading::token::{Relative, Unit, Word};

fn which(relative: Relative) -> Which {
    match relative {
        Relative::This => Which::This,
        Relative::Coming => Which::Coming,
        Relative::Next => Which::Next,
        Relative::Previous => Which::Previous,
        Relative::Past => Which::Last,
    }
}

impl Grammar<'_, '_> {
    /// `komende vrijdag`, `volgende week vrijdag`, `vorige week donderdag`.
    pub(super) fn qualified_weekday(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let relative = match t.word(at) {
            Word::Relative(relative) => relative,
            _ if t.is(at, &["laatste", "last"]) => Relative::Past,
            _ => return None,
        };
        if let Some(weekday) = self.plain_weekday(at + 1).or_else(|| self.coming_short(at)) {
            return Some(self.dated(at + 1, Days::Weekday(weekday, which(relative)), at + 2));
        }
        let two = matches!(relative, Relative::Next) && t.is(at + 1, &["twee"]);
        if two || !matches!(t.word(at + 1), Word::Unit(Unit::Week)) {
            return None;
        }
        let mut next = at + 2;
        while t.is(next, &["op", "de"])
            || t.get(next).is_some_and(|sign| sign.is_sign(',') || sign.is_dash())
        {
            next += 1;
        }
        let weekday = self.plain_weekday(next)?;
        let comma = next > at + 2 && t.get(next - 1).is_some_and(|sign| sign.is_sign(','));
        let week = Which::InWeek(unit::offset(relative));
        let dated = self.dated(next, Days::Weekday(weekday, week), next + 1);
        (!comma || dated.1 == next + 1).then_some(dated)
    }

    /// A weekday that a date follows is that date.
    fn dated(&self, weekday_at: usize, plain: Days, next: usize) -> (Days, usize) {
        let found = self.weekday(weekday_at).filter(|(_, end)| *end > next);
        match found {
            Some((date @ Days::Date { .. }, end)) => (date, end),
            _ => (plain, next),
        }
    }

    pub(super) fn plain_weekday(&self, at: usize) -> Option<Weekday> {
        match self.t.word(at) {
            Word::Weekday { day, short: false } | Word::WeekdayPart(day, _) => Some(day),
            _ => None,
        }
    }

    /// The "ma" of "komende ma": behind "komende" it is nothing else, but "dit zat" and "volgende zo" are.
    fn coming_short(&self, at: usize) -> Option<Weekday> {
        let coming = self.t.word(at) == Word::Relative(Relative::Coming);
        match self.t.word(at + 1) {
            Word::Weekday { day, short: true } if coming && !self.t.is(at + 1, &["zo"]) => {
                Some(day)
            }
            _ => None,
        }
    }

    /// A weekday, with the date that may follow it.
    pub(super) fn weekday(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let (weekday, short) = match t.word(at) {
            Word::Weekday { day, short } => (day, short),
            Word::WeekdayPart(day, _) => (day, false),
            _ => return None,
        };
        // "Vrijdag & Zonen" is a firm.
        let named = t.is_sign(at + 1, '&') && t.get(at + 2).is_some_and(|name| name.starts_upper());
        if named && t.word(at + 2).is_other() {
            return None;
        }
        // "Kamerlid Zondag".
        let office =
            &["kamerlid", "wethouder", "raadslid", "burgemeester", "minister", "statenlid"];
        if t.was(at, office) && t.get(at).is_some_and(|name| name.starts_upper()) {
            return None;
        }
        // "de heer Vrijdag".
        if t.was(at, &["heer", "mevrouw", "mevr", "mw", "dhr", "meneer", "familie"]) {
            return None;
        }
        // "10-12 vrij, 13/4 bezet": free, and not the Friday of what follows.
        let free = t.is(at, &["vrij"]) && t.is_sign(at + 1, ',');
        if free && !matches!(t.word_before(at), Word::Other | Word::Sign(_)) {
            return None;
        }
        let mut next = at + 1;
        let dot = short && t.get(next).is_some_and(|token| token.is_sign('.') && token.glued);
        if dot {
            next += 1;
        }
        let plain = next;
        while t.is(next, &["de", "d.d.", "the"]) || t.is_sign(next, ',') {
            next += 1;
        }
        let hours = self.policy.dash_is_hours
            && matches!(t.word(next), Word::Pair { left: 0..=24, right: 0..=24, sign: '-', .. });
        if !hours
            && let Some((Days::Date { day, month, year, .. }, end)) =
                self.date(next).or_else(|| self.number_alone(next))
        {
            let by_comma = t.before(next).is_some_and(|token| token.is_sign(','))
                || t.is(at, &["vrij"]) && t.is_sign(plain, ',');
            let whole = month.is_some()
                && t.get(next).is_some_and(|n| !matches!(n.word, Word::Weekday { .. }));
            // "ma, 9 personen": behind a comma only a whole date belongs to the weekday.
            if !by_comma || whole {
                let weekday = Some(weekday);
                return Some((Days::Date { weekday, day, month, year }, end));
            }
        }
        let mid_sentence = dot && (at == 0 || t.get(plain).is_some());
        let meant = mid_sentence && self.policy.bare || dot && self.goes_on(at, plain);
        if short && !meant && !self.short_is_meant(at, plain) {
            return None;
        }
        self.weekday_alone(weekday, plain)
    }

    /// What may follow a weekday without a date: "na Hemelvaart", "erna", "a.s.", "volgende week".
    fn weekday_alone(&self, weekday: Weekday, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if t.is(at, &["na", "voor", "vóór"]) {
            let start = if t.is(at + 1, &["de"]) { at + 2 } else { at + 1 };
            let anchor = self.feast_day(start).or_else(|| self.named_period(start)).or_else(|| {
                self.date(start).filter(|(day, _)| matches!(day, Days::Date { month: Some(_), .. }))
            });
            if let Some((anchor, next)) = anchor {
                let nth = if t.is(at, &["na"]) { 1 } else { -1 };
                let (kind, of) = (Kind::Weekday(weekday), Box::new(anchor));
                return Some((Days::NthNear { nth, kind, of }, next));
            }
        }
        let of = |which| Days::Weekday(weekday, which);
        if t.is(at, &["erna", "daarna", "daarop", "erop", "nadien", "daaropvolgend"]) {
            // "de donderdag erna, 28 januari".
            if t.is_sign(at + 1, ',')
                && let Some((Days::Date { day, month: Some(month), year, .. }, next)) =
                    self.date(at + 2)
            {
                let date = Days::Date { weekday: Some(weekday), day, month: Some(month), year };
                return Some((date, next));
            }
            return Some((of(Which::AfterPrevious), at + 1));
        }
        if t.is(at, &["ervoor", "daarvoor"]) {
            return Some((of(Which::BeforePrevious), at + 1));
        }
        if t.is(at, &["a.s.", "a.s", "aanstaande"]) && !self.is_week(at + 1) {
            return Some((of(Which::Coming), at + 1));
        }
        if t.is(at, &["jl", "j.l.", "jongstleden", "l.l.", "ll"]) {
            let dot = t.get(at + 1).is_some_and(|dot| dot.is_sign('.') && dot.glued);
            let inside = dot && t.get(at + 2).is_some_and(|next| !next.starts_upper());
            return Some((of(Which::Last), if inside { at + 2 } else { at + 1 }));
        }
        if t.is(at, &["over"])
            && let Some((by, next)) = self.amount(at + 1)
            && by.days % 7 == 0
            && by.days > 0
        {
            return Some((of(Which::InWeek(i64::from(by.days / 7))), next));
        }
        let start = if t.is(at, &["van", "in", "of"]) { at + 1 } else { at };
        let start = if t.is(start, &["de"]) { start + 1 } else { start };
        if let Word::Relative(relative) = t.word(start)
            && self.is_week(start + 1)
        {
            return Some((of(Which::InWeek(unit::offset(relative))), start + 2));
        }
        Some((of(Which::Bare), at))
    }

    fn is_week(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Unit(Unit::Week))
    }

    /// "za. kan ook": the full stop ends the short form and not the sentence.
    fn goes_on(&self, at: usize, next: usize) -> bool {
        let inside = self.t.get(next).is_some_and(|word| word.breaks == 0 && !word.starts_upper());
        inside && !self.t.is(at, &["zo", "do", "vrij"])
    }

    /// "do", "zo" and "ma" are words of their own: they are days only beside a number, an hour or
    /// each other.
    fn short_is_meant(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let joint = |i: usize| {
            t.is(i, &["of", "en", "or", "and", "t/m"])
                || t.get(i).is_some_and(|s| s.is_sign(',') || s.is_sign('/') || s.is_dash())
        };
        let is_short = |i: usize| matches!(t.word(i), Word::Weekday { short: true, .. });
        let beside =
            joint(next) && is_short(next + 1) || at >= 2 && joint(at - 1) && is_short(at - 2);
        // "vrij vanaf 15.00 uur" is free from then on.
        let free = t.is(at, &["vrij"])
            && t.before(at).is_some_and(|word| !matches!(word.word, Word::Sign(_)));
        let behind =
            &["om", "vanaf", "ochtend", "middag", "avond", "over", "erna", "daarna", "as", "a.s."];
        // "ma: nee, di: ja".
        let listed = t.is_sign(next, ':')
            && (t.is(next + 1, &["ja", "nee", "neen", "alleen", "hele"])
                || matches!(t.word(next + 1), Word::Part(_)));
        // "di na 4en".
        let bounded = t.is(next, &["na", "tot", "rond"])
            && self.clock_point(next + 1).is_some_and(|point| point.strength > Strength::Bare);
        let timed = !free && (t.is(next, behind) || bounded)
            || matches!(t.word(next), Word::Part(_) | Word::Clock { .. });
        // "op ma", "op zat": but "op vrij korte termijn".
        let ends = t.get(next).is_none_or(|sign| matches!(sign.word, Word::Sign(_)));
        let plain = !t.is(at, &["zo"]) && (!t.is(at, &["vrij"]) || ends);
        let on = t.was(at, &["op", "tot", "vanaf"]) && (plain || self.policy.bare);
        let denied = t.was(at, &["niet", "geen"]) && ends && plain && !t.is(at, &["do", "vrij"]);
        let coming = denied
            || t.was(at, &["as", "a.s."]) && !t.is(at, &["zo"])
            || t.was(at, &["alleen", "enkel", "behalve"]) && ends && plain
            || self.is_short_judged(at, next);
        beside || on || listed || coming || timed && !t.is(at, &["zo", "do"])
    }

    /// "wo lukt niet, do wel": two letters at the head of a clause, and whether it suits.
    fn is_short_judged(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let heads = t.before(at).is_none_or(|before| {
            matches!(before.word, Word::Sign(_))
                || before.is_any(&["maar", "en", "of", "dan", "dus", "niet", "nie", "wel"])
        });
        let two = t.get(at).is_some_and(|day| day.lower.len() == 2) && !t.is(at, &["zo"]);
        heads && two && t.is(next, &["lukt", "kan", "past", "niet", "wel", "schikt"])
    }
}
