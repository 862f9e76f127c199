//! Reads what is counted in units: "week 46", "de week van 13 april", "volgende maand", "over drie
//! weken", "een week later", "de komende tien dagen", "de dag na Pasen", "het jaar 2018".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Amount, Days, Grammar, Which, Year};
use crate::reading::lexer::century;
use crate::reading::policy::Coming;
use crate::reading::token::{Relative, Unit, Word};

/// Words behind which "last" is a verb.
const MODALS: &[&str] = &["may", "will", "should", "can", "could", "might", "would", "to", "must"];

/// So many units from now.
pub(super) fn offset(relative: Relative) -> i64 {
    match relative {
        Relative::This => 0,
        Relative::Coming | Relative::Next => 1,
        Relative::Previous | Relative::Past => -1,
    }
}

fn days(count: i32) -> Amount {
    Amount { months: 0, days: count, working_days: 0, seconds: 0, unit: Unit::Day }
}

impl Grammar<'_, '_> {
    /// `week 46`, `wk 8`, `week 22 t/m 24`, `week 1 2027`.
    pub(super) fn numbered_week(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !matches!(t.word(at), Word::Unit(Unit::Week)) && !t.is(at, &["weeknummer", "weeknr"]) {
            return None;
        }
        let mut start = at + 1;
        while t.is(start, &["nr", "nummer"])
            || t.get(start).is_some_and(|dot| dot.is_sign('.') && dot.glued)
        {
            start += 1;
        }
        if let Word::Pair { left, right, sign, .. } = t.word(start)
            && matches!(sign, '-' | '/')
            && left < right
            && right <= 53
        {
            // "wk 46/47": two weeks to choose from; `phrase` adds the first of them.
            let first = if sign == '/' { right } else { left };
            return Some((Days::Weeks { first, last: right, year: Year::Unsaid }, start + 1));
        }
        let first = self.week_number(start)?;
        let last = self.week_joint(start + 1).and_then(|next| {
            let last = self.week_number(next).filter(|last| *last > first)?;
            Some((last, next + 1))
        });
        let (last, next) = last.unwrap_or((first, start + 1));
        let (year, next) = self.year(next).unwrap_or((Year::Unsaid, next));
        Some((Days::Weeks { first, last, year }, next))
    }

    pub(super) fn week_number(&self, at: usize) -> Option<u32> {
        let t = self.t;
        match t.word(at) {
            Word::Digits { value, .. } if (1..=53).contains(&value) => {
                let other = matches!(t.word(at + 1), Word::Month(_) | Word::Unit(_))
                    || t.is(at + 1, &["uur", "personen", "mensen"]);
                (!other).then_some(value)
            }
            _ => None,
        }
    }

    fn week_joint(&self, at: usize) -> Option<usize> {
        let words = self.t.any_of(at, &[&["t/m"], &["tot", "en", "met"], &["tot"], &["to"]]);
        words
            .map(|n| at + n)
            .or_else(|| self.t.get(at).filter(|token| token.is_dash()).map(|_| at + 1))
    }

    /// What begins with a unit: "week ...", "dag na ...", "jaar 2018", "weekend van ...".
    pub(super) fn unit_first(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let Word::Unit(unit) = t.word(at) else { return self.numbered_week(at) };
        match unit {
            Unit::Week | Unit::Weekend | Unit::WorkWeek => {
                self.numbered_week(at).or_else(|| self.unit_of(at, unit))
            }
            Unit::Day => self.day_beside(at),
            Unit::Year => self.year_named(at).or_else(|| self.unit_after_next(at, unit)),
            Unit::Month => match t.word(at + 1) {
                Word::Month(month) => {
                    let (year, next) = self.year(at + 2).unwrap_or((Year::Unsaid, at + 2));
                    Some((Days::Month { month, year }, next))
                }
                _ => self.unit_of(at, unit),
            },
            Unit::Second
            | Unit::Minute
            | Unit::Hour
            | Unit::WorkingDay
            | Unit::Quarter
            | Unit::HalfYear
            | Unit::Decade
            | Unit::Century => None,
        }
    }

    /// `de week van 13 april`, `de week voor Pasen`, `het weekend van de 14e`, `de week erna`,
    /// `de week na de volgende`.
    fn unit_of(&self, at: usize, unit: Unit) -> Option<(Days, usize)> {
        let t = self.t;
        if matches!(unit, Unit::Week | Unit::Month | Unit::Weekend)
            && let Some(found) = self.unit_after_next(at, unit)
        {
            return Some(found);
        }
        if let Some((offset, next)) = self.leans_on_previous(at + 1) {
            return Some((Days::Beside { unit, offset }, next));
        }
        let offset = match t.get(at + 1)?.lower {
            "van" | "of" | "vanaf" | "beginnend" | "startend" | "aanvangend" | "rond" | "met" => 0,
            "voor" | "vóór" | "before" => -1,
            "na" | "after" => 1,
            _ => return None,
        };
        let start = if t.is(at + 2, &["de", "het", "op"]) { at + 3 } else { at + 2 };
        let (day, next) = self.anchor(start)?;
        let week_of_week = matches!(day, Days::Weeks { .. }) && offset == 0;
        let fits = matches!(
            day,
            Days::Date { .. }
                | Days::Feast(..)
                | Days::FromToday(_)
                | Days::Named(_)
                | Days::Weekday(..)
                | Days::NthNear { .. }
        );
        // "de week na volgende week".
        let beside = offset != 0 && matches!(day, Days::Unit { unit: Unit::Week, .. });
        ((fits || beside) && !week_of_week)
            .then(|| (Days::UnitOf { unit, day: Box::new(day), offset }, next))
    }

    /// The `erna` of "de week erna", the `die daarop volgt` of "de maand die daarop volgt".
    pub(super) fn leans_on_previous(&self, at: usize) -> Option<(i64, usize)> {
        let t = self.t;
        let after = t.any_of(
            at,
            &[
                &["die", "erop", "volgt"],
                &["die", "daarop", "volgt"],
                &["die", "volgt"],
                &["daar", "op"],
                &["daar", "na"],
            ],
        );
        let words =
            &["erna", "daarna", "nadien", "daarop", "erop", "daaropvolgend", "daaropvolgende"];
        if let Some(words) = after.or_else(|| t.is(at, words).then_some(1)) {
            return Some((1, at + words));
        }
        t.is(at, &["ervoor", "daarvoor"]).then_some((-1, at + 1))
    }

    /// `de daaropvolgende week`, `de daaropvolgende woensdag`.
    pub(super) fn following(&self, at: usize) -> Option<(Days, usize)> {
        if !self.t.is(at, &["daaropvolgende", "eropvolgende"]) {
            return None;
        }
        let days = match self.t.word(at + 1) {
            Word::Unit(Unit::Day) => Days::Shift { from: Box::new(Days::Previous), by: days(1) },
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Weekend | Unit::WorkWeek)) => {
                Days::Beside { unit, offset: 1 }
            }
            Word::Weekday { day, .. } => Days::Weekday(day, Which::AfterPrevious),
            _ => return None,
        };
        Some((days, at + 2))
    }

    /// `de week na de volgende`, `het jaar na het volgende`.
    fn unit_after_next(&self, at: usize, unit: Unit) -> Option<(Days, usize)> {
        let t = self.t;
        let words = t.any_of(
            at + 1,
            &[
                &["na", "de", "volgende"],
                &["na", "het", "volgende"],
                &["na", "volgende"],
                &["na", "volgend"],
                &["na", "afloop", "van", "de", "volgende"],
            ],
        )?;
        let next = at + 1 + words;
        let other = matches!(t.word(next), Word::Unit(_) | Word::Weekday { .. } | Word::Month(_));
        (!other).then_some((Days::Unit { unit, offset: 2 }, next))
    }

    /// `de dag na morgen`, `de dag voor Hemelvaart`, `de dag erna`.
    fn day_beside(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if t.is(at + 1, &["erna", "daarna", "nadien", "daarop", "erop", "later"]) {
            return Some((Days::Shift { from: Box::new(Days::Previous), by: days(1) }, at + 2));
        }
        if t.is(at + 1, &["after"])
            && t.get(at + 2).is_none_or(|end| matches!(end.word, Word::Sign(_)))
        {
            return Some((Days::Shift { from: Box::new(Days::Previous), by: days(1) }, at + 2));
        }
        if t.is(at + 1, &["ervoor", "daarvoor", "eerder"]) {
            return Some((Days::Shift { from: Box::new(Days::Previous), by: days(-1) }, at + 2));
        }
        let by = match t.get(at + 1)?.lower {
            "na" | "after" => 1,
            "voor" | "vóór" | "before" => -1,
            "van" | "of" => 0,
            _ => return None,
        };
        let start = if t.is(at + 2, &["de", "het"]) { at + 3 } else { at + 2 };
        let anchor = self.anchor(start).filter(|(day, _)| {
            !matches!(day, Days::FromToday(0)) || !matches!(t.word(at + 2), Word::Relative(_))
        });
        let after = || {
            let from = Box::new(Days::Previous);
            t.is(at + 1, &["after"]).then(|| (Days::Shift { from, by: days(1) }, at + 2))
        };
        let Some((day, next)) = anchor else { return after() };
        let fits = !matches!(day, Days::Unit { .. } | Days::Month { .. } | Days::Year(_));
        if by == 0 {
            return matches!(day, Days::Feast(..)).then_some((day, next));
        }
        fits.then(|| (Days::Shift { from: Box::new(day), by: days(by) }, next))
    }

    /// A day that something else is measured from.
    pub(super) fn anchor(&self, at: usize) -> Option<(Days, usize)> {
        self.days(at).or_else(|| self.number_alone(at).filter(|_| self.t.was(at, &["de"])))
    }

    /// `het jaar 2018`, `de jaren negentig`, `jaren '90`.
    fn year_named(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !t.is(at, &["jaren"]) {
            let (year, next) = self.year_number(at + 1)?;
            return Some((Days::Year(Year::Number(year)), next));
        }
        let of = |first: i32, next: usize| (Days::Years { first, count: 10 }, next);
        if let Some((year, next)) = self.year_number(at + 1) {
            return (year % 10 == 0).then_some(of(year, next));
        }
        match t.word(at + 1) {
            Word::Number(value) | Word::Digits { value, len: 2 } if value % 10 == 0 => {
                let first = if value == 0 { 2000 } else { century(value.max(30)) };
                let first = if (10..100).contains(&value) { 1900 + value as i32 } else { first };
                Some(of(first, at + 2))
            }
            _ => None,
        }
    }

    /// `volgende week`, `deze maand`, `komend weekend`, `volgend jaar`, `de komende drie weken`.
    pub(super) fn relative(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if let Some(words) = t.any_of(at, &[&["nieuwe", "jaar"], &["new", "year"]]) {
            return Some((Days::Year(Year::FromNow(1)), at + words));
        }
        let relative = match t.word(at) {
            Word::Relative(relative) => relative,
            // "the visit may last two hours".
            _ if t.is(at, &["last"]) && t.was(at, MODALS) => return None,
            _ if t.is(at, &["laatste", "last", "jongste"]) => Relative::Past,
            _ if t.is(at, &["dezelfde", "hetzelfde", "diezelfde", "datzelfde", "zelfde"]) => {
                return self.same(at);
            }
            _ if t.are(at, &["that", "same"]) => return self.same(at + 1),
            _ => return None,
        };
        if let Some(found) = self.coming(at, relative) {
            return Some(found);
        }
        let coming = relative == Relative::Coming;
        let years = match relative {
            Relative::This => Year::FromNow(0),
            Relative::Coming | Relative::Next => Year::Ahead,
            Relative::Previous | Relative::Past => Year::Behind,
        };
        match t.word(at + 1) {
            Word::Unit(unit @ (Unit::Hour | Unit::Minute | Unit::Second)) => {
                let (amount, next) = self.amount(at + 1).unwrap_or((
                    Amount { seconds: if unit == Unit::Hour { 3600 } else { 60 }, unit, ..days(0) },
                    at + 2,
                ));
                let ahead = offset(relative);
                let by = if ahead < 0 { amount.negated() } else { amount };
                if ahead != 0 && self.policy.coming == Coming::Rolling {
                    return Some((Days::Coming(by), next));
                }
                (ahead != 0).then_some((Days::Ahead(by), next))
            }
            Word::Unit(Unit::Day) if t.is(at + 1, &["dag", "day"]) => {
                // "op de laatste dag" is that of something, and not yesterday.
                let said = self.policy.bare || t.was(at, &["de"]) && !t.is(at, &["laatste"]);
                said.then_some((Days::FromToday(offset(relative)), at + 2))
            }
            Word::Unit(Unit::Weekend) if coming => {
                Some((Days::Unit { unit: Unit::Weekend, offset: 0 }, at + 2))
            }
            Word::Unit(Unit::WorkingDay) => {
                let working_days = offset(relative) as i32;
                let by = Amount { working_days, unit: Unit::WorkingDay, ..days(0) };
                t.is(at + 1, &["werkdag"]).then_some((Days::Ahead(by), at + 2))
            }
            Word::Unit(unit) => Some((Days::Unit { unit, offset: offset(relative) }, at + 2)),
            Word::Month(month) => Some((Days::Month { month, year: years }, at + 2)),
            Word::Season(season) => Some((Days::Season(season, years), at + 2)),
            Word::Part(_) if relative == Relative::This => Some((Days::FromToday(0), at + 2)),
            Word::Part(_) if coming && self.policy.coming != Coming::Rolling => {
                Some((Days::FromToday(0), at + 2))
            }
            Word::Part(_) if offset(relative) > 0 && self.policy.bare => {
                Some((Days::FromToday(1), at + 2))
            }
            Word::Part(_) if offset(relative) < 0 && self.policy.bare => {
                Some((Days::FromToday(-1), at + 2))
            }
            Word::Day(1) if relative == Relative::This => Some((Days::FromToday(0), at + 2)),
            _ => {
                let (feast, next) = super::named::feast(t, at + 1)?;
                Some((Days::Feast(feast, years), next))
            }
        }
    }

    /// `dezelfde dag`, `diezelfde week`.
    fn same(&self, at: usize) -> Option<(Days, usize)> {
        match self.t.word(at + 1) {
            Word::Unit(Unit::Day) | Word::Part(_) => Some((Days::Previous, at + 2)),
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Weekend))
                if self.policy.bare =>
            {
                Some((Days::Unit { unit, offset: 0 }, at + 2))
            }
            Word::Unit(Unit::Week) => {
                let day = Box::new(Days::Previous);
                Some((Days::UnitOf { unit: Unit::Week, day, offset: 0 }, at + 2))
            }
            _ => None,
        }
    }

    /// `de komende drie weken`, `afgelopen twee maanden`; "komende weken" is some four of them.
    fn coming(&self, at: usize, relative: Relative) -> Option<(Days, usize)> {
        let t = self.t;
        let sign = offset(relative);
        if sign == 0 {
            return None;
        }
        let plural =
            t.is(at + 1, &["weken", "maanden", "dagen", "weeks", "months", "days", "jaren"]);
        let (amount, next) = if plural {
            let Word::Unit(unit) = t.word(at + 1) else { return None };
            let few = if self.policy.bare { 1 } else { 4 };
            let months = match unit {
                Unit::Month => few,
                Unit::Year => 12 * few,
                _ => 0,
            };
            let count = match unit {
                Unit::Week => 7 * few,
                Unit::Day => few,
                _ => 0,
            };
            (Amount { months, unit, ..days(count) }, at + 2)
        } else {
            self.amount(at + 1).filter(|_| !matches!(t.word(at + 1), Word::Unit(_)))?
        };
        Some((Days::Coming(if sign < 0 { amount.negated() } else { amount }), next))
    }

    /// `over drie weken`, `drie weken geleden`, `een week later`, `twee dagen na Pasen`, `3 weken
    /// vanaf morgen`.
    pub(super) fn counted(&self, at: usize) -> Option<(Days, usize)> {
        if !self.may_count(at) {
            return None;
        }
        let t = self.t;
        let over = t.is(at, &["over"])
            || t.is(at, &["in"]) && self.in_is_ahead(at + 1)
            || t.is(at, &["na"]) && (self.policy.in_is_ahead || self.is_to_come(at));
        if over {
            let about = t.is(at + 1, &["de", "ongeveer", "circa", "zo'n"]);
            let start = if about { at + 2 } else { at + 1 };
            let less =
                t.any_of(start, &[&["minder", "dan"], &["meer", "dan"], &["iets", "meer", "dan"]]);
            let (amount, next) = self.amount(start + less.unwrap_or(0))?;
            if let Some(found) = self.counted_onward(amount, next) {
                return Some(found);
            }
            let ago = t.is(next, &["geleden"]);
            let tail =
                t.any_of(next, &[&["na", "vandaag"], &["vanaf", "vandaag"], &["vanaf", "nu"]]);
            return (!ago).then_some((Days::Ahead(amount), next + tail.unwrap_or(0)));
        }
        let signed = self.policy.in_is_ahead && (t.is_sign(at, '+') || t.is_sign(at, '-'));
        if signed && t.get(at + 1).is_some_and(|next| next.glued) {
            let (amount, next) = self.amount(at + 1)?;
            let by = if t.is_sign(at, '-') { amount.negated() } else { amount };
            return Some((Days::Ahead(by), next));
        }
        let (amount, next) = self.amount(at)?;
        self.counted_onward(amount, next).or_else(|| self.counted_from(at, amount, next))
    }

    /// `over twee dagen vanaf morgen`, `vier weken in de toekomst`.
    fn counted_onward(&self, amount: Amount, next: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !self.policy.bare {
            return None;
        }
        if t.are(next, &["in", "de", "toekomst"]) {
            return Some((Days::Coming(amount), next + 3));
        }
        let words = t.any_of(next, &[&["vanaf"], &["na"], &["sedert"]])?;
        let Word::Day(from) = t.word(next + words) else { return None };
        let from = Box::new(Days::FromToday(from.into()));
        Some((Days::Shift { from, by: amount }, next + words + 1))
    }

    /// "Ik zal na twee weken ...": what happens after so long is still to come.
    fn is_to_come(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|i| self.t.is(i, &["zal", "zullen"]))
    }

    /// What follows an amount and makes it a day: `geleden`, `later`, `na Pasen`, `vanaf nu`.
    fn counted_from(&self, at: usize, amount: Amount, next: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if t.is(next, &["geleden", "terug", "ago"])
            && !(t.is(next, &["terug"]) && t.was(at, &["over", "in", "om", "lunchtijd"]))
        {
            return Some((Days::Ahead(amount.negated()), next + 1));
        }
        if let Some(words) = t.any_of(
            next,
            &[
                &["vanaf", "nu"],
                &["van", "nu"],
                &["na", "nu"],
                &["from", "now"],
                &["gerekend", "vanaf", "nu"],
            ],
        ) {
            return Some((Days::Ahead(amount), next + words));
        }
        if self.policy.in_is_ahead && t.is(next, &["later", "uit"]) {
            return Some((Days::Ahead(amount), next + 1));
        }
        if self.policy.in_is_ahead && t.is(next, &["eerder", "voor"]) && t.get(next + 1).is_none() {
            return Some((Days::Ahead(amount.negated()), next + 1));
        }
        if let Some(pushed) = self.pushed(amount, next) {
            return Some(pushed);
        }
        let than = t.are(next, &["later", "dan"]) && self.anchor(next + 2).is_some();
        if !than && t.is(next, &["later", "daarna", "erna", "nadien", "daarop", "erop"]) {
            return Some((Days::Shift { from: Box::new(Days::Previous), by: amount }, next + 1));
        }
        if t.is(next, &["eerder", "vroeger", "daarvoor", "ervoor", "earlier"])
            && !t.is(next + 1, &["dan"])
        {
            let by = amount.negated();
            return Some((Days::Shift { from: Box::new(Days::Previous), by }, next + 1));
        }
        let (back, words) = match t.any_of(
            next,
            &[
                &["gerekend", "vanaf"],
                &["vanaf"],
                &["na"],
                &["after"],
                &["eerder", "dan"],
                &["later", "dan"],
            ],
        ) {
            Some(words) => (t.is(next, &["eerder"]), words),
            None if t.is(next, &["voor", "vóór", "before"]) => (true, 1),
            None => return None,
        };
        let start =
            if t.is(next + words, &["de", "het"]) { next + words + 1 } else { next + words };
        let (day, end) = self.anchor(start)?;
        let by = if back { amount.negated() } else { amount };
        let measured = !amount.is_clock() || matches!(day, Days::FromToday(_) | Days::Feast(..));
        measured.then(|| (Days::Shift { from: Box::new(day), by }, end))
    }

    /// "kan het een week opschuiven", "met twee weken uitstellen", "een dag naar voren".
    fn pushed(&self, amount: Amount, next: usize) -> Option<(Days, usize)> {
        let onward: &[&[&str]; 4] =
            &[&["opschuiven"], &["doorschuiven"], &["uitstellen"], &["naar", "achteren"]];
        let (by, words) = match self.t.any_of(next, onward) {
            Some(words) => (amount, words),
            None => {
                let back = self.t.any_of(next, &[&["vervroegen"], &["naar", "voren"]])?;
                (amount.negated(), back)
            }
        };
        Some((Days::Shift { from: Box::new(Days::Previous), by }, next + words))
    }

    /// "in two weeks", "in 10 days"; the Dutch "in twee weken" is a length.
    fn in_is_ahead(&self, at: usize) -> bool {
        self.policy.in_is_ahead
            || self.amount(at).is_some_and(|(_, next)| {
                self.t.is(next - 1, &["days", "weeks", "months", "hours", "minutes", "years"])
                    || self.t.is(next - 1, &["week", "month", "year"])
                        && self.t.is(at, &["a", "one"])
            })
    }
}
