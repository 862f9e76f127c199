//! Reads parts of rows of days: "begin maart", "medio volgende maand", "de tweede helft van
//! november", "de laatste week van maart", "derde dinsdag van september", "het eerste kwartaal".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::{Days, Grammar, Kind, Year};
use crate::reading::token::{Edge, Relative, Unit, Word};

impl Grammar<'_, '_> {
    /// `begin maart`, `medio maart`, `eind volgende week`, `begin volgend jaar`, `half juni`.
    pub(super) fn edged(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let edge = match t.word(at) {
            Word::Edge(edge) => edge,
            _ if t.is(at, &["half", "helft", "midden"]) => Edge::Middle,
            _ if t.is(at, &["start"]) && t.is(at + 1, &["van"]) => Edge::Begin,
            _ if t.is(at, &["late"]) => Edge::End,
            _ if t.is(at, &["vroeg"]) => Edge::Begin,
            _ if t.is(at, &["later", "verderop"]) && self.runs(at + 1) => Edge::Later,
            _ if t.is(at, &["eerder"]) && self.runs(at + 1) => Edge::Earlier,
            _ => return None,
        };
        if t.is(at, &["helft"]) {
            return None;
        }
        let mut next = at + 1;
        while t.is(next, &["van", "of", "in", "the", "de", "het"])
            || t.are(next, &["op", "de", "dag"])
            || t.get(next).is_some_and(|x| x.is_dash() && x.glued)
        {
            next += 1;
        }
        if let Some(month) = self.month_behind_edge(next) {
            return Some((Days::Part { edge, of: Box::new(month) }, at + 1));
        }
        let (of, end) = self.edge_frame(next)?;
        Some((Days::Part { edge, of: Box::new(self.of_month_said(at, next, of)) }, end))
    }

    /// "In mei, bij voorkeur in de tweede helft van de maand": of the month that was named before, if any
    /// was; "voor het eind van de maand" is the one that runs.
    fn of_month_said(&self, edge: usize, unit: usize, of: Days) -> Days {
        const BOUNDS: &[&str] = &["voor", "vóór", "before", "uiterlijk", "by", "tot"];
        let t = self.t;
        let first = if t.was(edge, &["de", "het", "the"]) { edge - 1 } else { edge };
        let unit = if t.is(unit, &["de", "the"]) { unit + 1 } else { unit };
        let the_month = t.is(unit, &["maand", "month"]) && t.was(unit, &["de", "the"]);
        let runs = of == Days::Unit { unit: Unit::Month, offset: 0 };
        let said = runs && the_month && !self.policy.bare && !t.was(first, BOUNDS);
        if said { Days::MonthSaid } else { of }
    }

    /// The "januari" of "medio tot eind januari", for its first part.
    fn month_behind_edge(&self, at: usize) -> Option<Days> {
        let t = self.t;
        let sign = t.get(at)?;
        let joint =
            sign.is_dash() || sign.is_sign('/') || sign.is_any(&["tot", "t/m", "of", "en", "à"]);
        if !joint || !matches!(t.word(at + 1), Word::Edge(_)) {
            return None;
        }
        let Word::Month(month) = t.word(at + 2) else { return None };
        Some(self.month_and_year(at + 2, month).0)
    }

    /// "deze maand", "dit jaar": it runs now.
    fn runs(&self, at: usize) -> bool {
        self.t.word(at) == Word::Relative(Relative::This)
            || self.t.is(at, &["in"]) && self.t.is(at + 1, &["de", "het"])
            || self.policy.bare
                && (self.t.are(at, &["op", "de", "dag"])
                    || matches!(self.t.word(at), Word::Relative(_)))
    }

    /// What has a begin, a middle and an end: a month, a week, a year, a season, a day.
    fn edge_frame(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if let Word::Month(month) = t.word(at) {
            return Some(self.month_and_year(at, month));
        }
        if let Some(found) = self.qualified_weekday(at).filter(|_| self.policy.bare) {
            return Some(found);
        }
        if let Some(found) = self.relative(at).filter(|(days, _)| !matches!(days, Days::Coming(_)))
        {
            return Some(found);
        }
        if let Some((year, next)) = self.year_number(at) {
            return Some((Days::Year(Year::Number(year)), next));
        }
        if let Some(found) = self.numbered_week(at).or_else(|| self.unit_first(at)) {
            return Some(found);
        }
        if let Word::Ordinal(_) = t.word(at) {
            return self.ordinal(at);
        }
        if self.policy.bare
            && let Some(found) = self.qualified_weekday(at).or_else(|| self.weekday(at))
        {
            return Some(found);
        }
        if let Word::Day(days) = t.word(at)
            && self.policy.bare
        {
            return Some((Days::FromToday(days.into()), at + 1));
        }
        self.running(at).or_else(|| self.spoken_of(at)).or_else(|| self.named_period(at)).or_else(
            || match t.word(at) {
                Word::Season(season) => Some((Days::Season(season, Year::Unsaid), at + 1)),
                _ => None,
            },
        )
    }

    /// The "de maand" of "eind van de maand": the one that runs.
    pub(super) fn running(&self, at: usize) -> Option<(Days, usize)> {
        let at = if self.t.is(at, &["de", "het", "the"]) { at + 1 } else { at };
        let article = self.t.was(at, &["de", "het", "the"]);
        match self.t.word(at) {
            Word::Unit(Unit::Day) if self.policy.bare => {
                let one = self.t.is(at, &["dag", "day"]) && article;
                one.then_some((Days::FromToday(0), at + 1))
            }
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Quarter)) => {
                let one = self.t.is(at, &["week", "maand", "jaar", "kwartaal", "month", "year"]);
                (one && article).then_some((Days::Unit { unit, offset: 0 }, at + 1))
            }
            _ => None,
        }
    }

    pub(super) fn month_and_year(&self, at: usize, month: u32) -> (Days, usize) {
        let t = self.t;
        let dot = t.get(at + 1).is_some_and(|dot| dot.is_sign('.') && dot.glued)
            && t.get(at).is_some_and(|m| m.lower.len() <= 4);
        let mut next = if dot { at + 2 } else { at + 1 };
        let comma = t.get(next).is_some_and(|sign| {
            sign.is_sign(',') || sign.is_sign('/') || sign.is_dash() && sign.glued
        });
        if comma && self.year_number(next + 1).is_some() {
            next += 1;
        }
        match self.year(next).or_else(|| self.two_figures(next)) {
            Some((year, end)) => (Days::Month { month, year }, end),
            None => {
                // "nov." at the end of a sentence leaves it its full stop.
                let inside = dot && t.get(at + 2).is_some_and(|next| !next.starts_upper());
                (Days::Month { month, year: Year::Unsaid }, if inside { at + 2 } else { at + 1 })
            }
        }
    }

    /// The 96 of "aug 96": a number that can be no day.
    fn two_figures(&self, at: usize) -> Option<(Year, usize)> {
        let Word::Digits { value, len: 2 } = self.t.word(at) else { return None };
        let old = value > 69 && self.t.was(at - 1, &["van"]) && !self.counts_something(at + 1);
        (value > 31 && self.policy.bare || old)
            .then(|| (Year::Number(crate::reading::lexer::century(value)), at + 1))
    }

    /// 1 for the first, -1 for the last.
    pub(super) fn nth(&self, at: usize) -> Option<i64> {
        match self.t.word(at) {
            Word::Ordinal(n) => Some(i64::from(n)),
            _ if self.t.is(at, &["laatste", "last"]) => Some(-1),
            _ if self.t.is(at, &["voorlaatste", "een-na-laatste"]) => Some(-2),
            _ => None,
        }
    }

    /// What begins with a place in a row.
    pub(super) fn ordinal(&self, at: usize) -> Option<(Days, usize)> {
        let nth = self.nth(at)?;
        self.nth_weekday(at, nth)
            .or_else(|| self.days_at_edge(at, nth))
            .or_else(|| self.half_of(at, nth))
            .or_else(|| self.quarter(at, nth))
            .or_else(|| self.nth_century(at, nth))
            .or_else(|| self.nth_full_week(at, nth))
            .or_else(|| self.nth_unit(at, nth))
    }

    /// `de eerste volle week van mei`: the first that begins in it; the last ends in it.
    fn nth_full_week(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let week = matches!(self.t.word(at + 2), Word::Unit(Unit::Week));
        if !week || !self.t.is(at + 1, &["volle", "hele", "full"]) {
            return None;
        }
        let (of, next) = self.whole_frame(at + 3)?;
        let weekday = if nth > 0 { Weekday::Mon } else { Weekday::Sun };
        let day = Days::Nth { nth, count: 1, kind: Kind::Weekday(weekday), of: Box::new(of) };
        Some((Days::UnitOf { unit: Unit::Week, day: Box::new(day), offset: 0 }, next))
    }

    /// `de eerste maandag van maart`, `derde dinsdag na kerst`, `laatste vrijdag van de maand`.
    fn nth_weekday(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let kind = Kind::Weekday(self.plain_weekday(at + 1)?);
        if let Some(found) = self.nth_near(at + 2, nth, kind) {
            return Some(found);
        }
        let this_month = Days::Unit { unit: Unit::Month, offset: 0 };
        let bare = (self.policy.bare && nth > 0).then_some((this_month, at + 2));
        let (of, next) = self.whole_frame(at + 2).or(bare)?;
        let of = Box::new(of);
        Some((Days::Nth { nth, count: 1, kind, of }, next))
    }

    /// What is counted from a day: the "na kerst" of "derde dinsdag na kerst", the "voor het reces" of
    /// "de laatste werkdag voor het reces".
    fn nth_near(&self, at: usize, nth: i64, kind: Kind) -> Option<(Days, usize)> {
        let after = self.t.is(at, &["na", "after"]) && nth > 0;
        let before = self.t.is(at, &["voor", "vóór", "before"]) && nth < 0;
        if !after && !before {
            return None;
        }
        let (of, next) = self.anchor(at + 1)?;
        Some((Days::NthNear { nth, kind, of: Box::new(of) }, next))
    }

    /// The row in which is counted: "van maart", "in oktober 2014", "van volgende maand", "van 2019".
    fn whole_frame(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let led = t.is(at, &["van", "in", "of"]);
        let mut start = if led { at + 1 } else { at };
        if t.is(start, &["de", "het", "the"]) && matches!(t.word(start + 1), Word::Month(_)) {
            start += 1;
        }
        if let Word::Month(month) = t.word(start) {
            return Some(self.month_and_year(start, month));
        }
        if !led {
            return None;
        }
        if let Some((year, next)) = self.year(start) {
            return Some((Days::Year(year), next));
        }
        let bare = if t.is(start, &["de", "het"]) { start + 1 } else { start };
        self.relative(bare)
            .filter(|(days, _)| matches!(days, Days::Unit { .. } | Days::Season(..)))
            .or_else(|| self.running(start))
            .or_else(|| self.named_period(bare))
            .or_else(|| match t.word(bare) {
                Word::Season(season) => Some((Days::Season(season, Year::Unsaid), bare + 1)),
                Word::Ordinal(_) => self.ordinal(bare),
                Word::Unit(_) => self.unit_first(bare),
                _ => None,
            })
    }

    /// `de eerste dagen van juni`, `de laatste dagen van de maand`.
    fn days_at_edge(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let edge = match nth {
            1 => Edge::Begin,
            -1 => Edge::End,
            _ => return None,
        };
        let (of, next) =
            self.t.is(at + 1, &["dagen"]).then(|| self.whole_frame(at + 2)).flatten()?;
        let month = matches!(of, Days::Month { .. } | Days::Unit { unit: Unit::Month, .. });
        month.then(|| (Days::Part { edge, of: Box::new(of) }, next))
    }

    /// `de eerste helft van juni`, `tweede helft van volgend jaar`.
    fn half_of(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let t = self.t;
        if !t.is(at + 1, &["helft", "half"]) {
            return None;
        }
        let edge = half(nth)?;
        let year =
            || self.year_number(at + 2).map(|(year, to)| (Days::Year(Year::Number(year)), to));
        let (of, next) = self.whole_frame(at + 2).or_else(year)?;
        let of = self.of_month_said(at, at + 3, of);
        Some((Days::Part { edge, of: Box::new(of) }, next))
    }

    /// `het eerste kwartaal van volgend jaar`, `4de kwartaal 2018`.
    fn quarter(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let quarter = u32::try_from(nth).ok().filter(|n| (1..=4).contains(n));
        let Word::Unit(unit) = self.t.word(at + 1) else { return None };
        if unit != Unit::Quarter {
            return None;
        }
        let this =
            self.t.are(at + 2, &["van", "het", "jaar"]).then_some((Year::FromNow(0), at + 5));
        let (year, next) = self.year(at + 2).or(this).unwrap_or((Year::Unsaid, at + 2));
        let quarter = quarter.or((nth == -1).then_some(4))?;
        Some((Days::Quarter { quarter, year }, next))
    }

    /// `Q1 2027`, `Q3`.
    pub(super) fn short_quarter(&self, at: usize) -> Option<(Days, usize)> {
        let quarter = match self.t.get(at)?.lower {
            "q1" => 1,
            "q2" => 2,
            "q3" => 3,
            "q4" => 4,
            "k1" if self.policy.bare => 1,
            "k2" if self.policy.bare => 2,
            "k3" if self.policy.bare => 3,
            "k4" if self.policy.bare => 4,
            _ => return None,
        };
        let (year, next) = self.year(at + 1).unwrap_or((Year::Unsaid, at + 1));
        Some((Days::Quarter { quarter, year }, next))
    }

    /// `de 21e eeuw`.
    fn nth_century(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        if !matches!(self.t.word(at + 1), Word::Unit(Unit::Century)) {
            return None;
        }
        let first = i32::try_from(nth).ok().filter(|n| (1..=30).contains(n))? * 100 - 100;
        Some((Days::Years { first, count: 100 }, at + 2))
    }

    /// `de eerste week na het kerstreces`, `de laatste week voor de zomer`.
    fn unit_beside(&self, unit_at: usize, nth: i64, unit: Unit) -> Option<(Days, usize)> {
        let t = self.t;
        let after = t.is(unit_at + 1, &["na", "after"]) && nth > 0;
        let before = t.is(unit_at + 1, &["voor", "vóór", "before"]) && nth < 0;
        if !(after || before) || !matches!(unit, Unit::Week | Unit::Weekend | Unit::Month) {
            return None;
        }
        let (day, next) = self.anchor(unit_at + 2)?;
        Some((Days::UnitOf { unit, day: Box::new(day), offset: nth }, next))
    }

    /// `de laatste week van maart`, `de eerste twee weken van november`, `het eerste weekend van
    /// juni`, `laatste dag van oktober 2015`.
    fn nth_unit(&self, at: usize, nth: i64) -> Option<(Days, usize)> {
        let t = self.t;
        let count =
            t.count(at + 1).filter(|count| (2..=12).contains(count)).map(|count| count as i32);
        let unit_at = if count.is_some() { at + 2 } else { at + 1 };
        let Word::Unit(unit) = t.word(unit_at) else { return None };
        let counted = matches!(
            unit,
            Unit::Day | Unit::WorkingDay | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter
        );
        if !counted || nth > 53 && unit != Unit::Day {
            return None;
        }
        let one_day = matches!(unit, Unit::Day | Unit::WorkingDay) && count.is_none();
        let near = one_day.then(|| self.nth_near(unit_at + 1, nth, Kind::Unit(unit))).flatten();
        if let Some(found) = near.or_else(|| self.unit_beside(unit_at, nth, unit)) {
            return Some(found);
        }
        // "Niet in de laatste week": of the month that was named before.
        let unsaid = || {
            let led = t.was(at, &["de"]) && at >= 2 && t.is(at - 2, &["in"]);
            let ends = t.get(unit_at + 1).is_none_or(|end| matches!(end.word, Word::Sign(_)));
            let week = unit == Unit::Week && count.is_none();
            (led && ends && week).then_some((Days::MonthSaid, unit_at + 1))
        };
        let (of, next) = self.whole_frame(unit_at + 1).or_else(unsaid)?;
        let kind = Kind::Unit(unit);
        Some((Days::Nth { nth, count: count.unwrap_or(1), kind, of: Box::new(of) }, next))
    }
}

/// The first or the second half.
pub(super) fn half(nth: i64) -> Option<Edge> {
    match nth {
        1 => Some(Edge::FirstHalf),
        2 => Some(Edge::SecondHalf),
        _ => None,
    }
}
