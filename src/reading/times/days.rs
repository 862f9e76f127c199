//! Reads a day or a row of days: one tree from whatever begins here, and what may follow it.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Days, Grammar, Kind, Which, Year};
use crate::domain::reading::NamedPeriod;
use crate::reading::cue::Cue;
use crate::reading::policy::RangeEnd;
use crate::reading::sieve::Sieve;
use crate::reading::token::{Unit, Word};

impl Grammar<'_, '_> {
    /// The days that start at `at`, and where their words end.
    pub(crate) fn days(&self, at: usize) -> Option<(Days, usize)> {
        self.days_from(at, false)
    }

    /// The days that start at `at`; nothing counted does where that was asked before.
    pub(super) fn days_from(&self, at: usize, uncounted: bool) -> Option<(Days, usize)> {
        let mut start = at;
        while start < at + 2
            && self.t.is(start, &["de", "het", "the", "den"])
            && !self.t.is(start + 1, &["hele", "die"])
        {
            start += 1;
        }
        let (days, next) = self.plain_days(start, uncounted && start == at)?;
        Some(self.framed(days, next))
    }

    /// One tree, by the class of the word that it begins with.
    fn plain_days(&self, at: usize, uncounted: bool) -> Option<(Days, usize)> {
        let t = self.t;
        let counted = |at| if uncounted { None } else { self.counted(at) };
        match t.word(at) {
            Word::Day(days) => self.day_word(at, days.into()),
            Word::PartOfDay(days, _) => Some((Days::FromToday(days.into()), at + 1)),
            Word::Weekday { .. } | Word::WeekdayPart(..) => self.weekday(at),
            Word::Relative(_) => self.qualified_weekday(at).or_else(|| self.relative(at)),
            Word::Feast(_) => self.feast_day(at),
            Word::Month(month) => self.date(at).or_else(|| self.lone_month(at, month)),
            Word::Edge(_) => self.edged(at),
            Word::Season(_) => self.season(at),
            Word::Unit(Unit::Weekend) if self.is_the_weekend(at) => {
                Some((Days::Unit { unit: Unit::Weekend, offset: 0 }, at + 1))
            }
            Word::Unit(_) => {
                self.feast_day(at).or_else(|| self.unit_first(at)).or_else(|| self.this_unit(at))
            }
            Word::Now if t.was(at, &["tussen"]) => Some((Days::FromToday(0), at + 1)),
            Word::Ordinal(_) => {
                let day = self.feast_day(at).or_else(|| self.ordinal(at));
                day.or_else(|| self.date(at)).or_else(|| self.lone_day(at))
            }
            Word::FullDate { .. } => self.date(at),
            Word::Pair { .. } => counted(at)
                .or_else(|| self.date(at))
                .or_else(|| self.month_in_figures(at))
                .or_else(|| self.years_in_figures(at)),
            Word::Digits { .. } | Word::Number(_) | Word::Clock { .. } => counted(at)
                .or_else(|| self.printed_month(at))
                .or_else(|| self.date(at))
                .or_else(|| self.year_and_month(at))
                .or_else(|| self.spaced_month(at))
                .or_else(|| self.lone_year(at))
                .or_else(|| self.weekdays_ahead(at))
                .or_else(|| self.counted_coming(at))
                .or_else(|| self.lone_day(at)),
            Word::Sign('+' | '-') => counted(at),
            Word::Sign('=') => self.lone_year(at + 1),
            Word::Other => self.other(at, uncounted),
            _ => None,
        }
    }

    /// "voor het weekend": the one to come.
    fn is_the_weekend(&self, at: usize) -> bool {
        let t = self.t;
        t.was(at, &["het", "the"])
            && at >= 2
            && t.is(at - 2, &["voor", "vóór", "na", "before", "after"])
            && !t.is(at + 1, &["van", "na", "of"])
    }

    /// What begins with a word that the grammar has no class for.
    fn other(&self, at: usize, uncounted: bool) -> Option<(Days, usize)> {
        let t = self.t;
        let counted = || if uncounted { None } else { self.counted(at) };
        // `'26`, `tweeënhalve week geleden`: words that no list can hold.
        let odd = || {
            let short = t.get(at).is_some_and(|word| word.lower.len() < 5);
            counted().or_else(|| self.lone_year(at).filter(|_| short))
        };
        let token = t.get(at)?;
        if !token.cues.has(Cue::OpensDays) {
            return self.named_period(at).or_else(|| self.feast_day(at)).or_else(odd);
        }
        self.named_period(at)
            .or_else(|| self.feast_day(at))
            .or_else(|| self.short_quarter(at))
            .or_else(|| self.ordinal(at))
            .or_else(|| self.qualified_weekday(at))
            .or_else(|| self.relative(at))
            .or_else(counted)
            .or_else(|| self.edged(at))
            .or_else(|| self.rest(at))
            .or_else(|| self.spoken_of(at))
            .or_else(|| self.following(at))
            .or_else(|| self.numbered_week(at))
            .or_else(|| {
                t.is(at, &["feestdagen", "holidays"]).then_some((Days::Festivities, at + 1))
            })
            .or_else(odd)
    }

    /// `vandaag`, `morgen over een week`; "goede morgen" is a greeting.
    fn day_word(&self, at: usize, days: i64) -> Option<(Days, usize)> {
        let t = self.t;
        if t.was(at, &["goede", "good", "'s", "’s", "‘s"]) || at == 0 && self.greets(days) {
            return None;
        }
        if t.is(at + 1, &["over"])
            && let Some((by, next)) = self.amount(at + 2)
        {
            return Some((Days::Shift { from: Box::new(Days::FromToday(days)), by }, next));
        }
        Some((Days::FromToday(days), at + 1))
    }

    /// "Morgen Wim," on a line of its own at the head of a mail wishes a good one.
    fn greets(&self, days: i64) -> bool {
        const NAME_TOKENS: usize = 3;
        let t = self.t;
        let name =
            |at: usize| t.get(at).is_some_and(|name| name.word.is_other() && name.starts_upper());
        let all =
            |at: usize| t.is(at, &["allen", "allemaal", "meneer", "mevrouw", "beste", "team"]);
        let breaks = |at: usize| t.get(at).is_none_or(|word| word.breaks > 0);
        let ends =
            |at: usize| breaks(at) || matches!(t.word(at), Word::Sign(',' | '!')) && breaks(at + 1);
        days == 1 && (name(1) || all(1)) && (2..2 + NAME_TOKENS).any(ends)
    }

    pub(super) fn feast_day(&self, at: usize) -> Option<(Days, usize)> {
        let (feast, next) = super::named::feast(self.t, at)?;
        let (year, next) = self.year(next).unwrap_or((Year::Unsaid, next));
        Some((Days::Feast(feast, year), next))
    }

    /// `11/2016`, `2016-11`, `04/2016`: a month in figures.
    fn month_in_figures(&self, at: usize) -> Option<(Days, usize)> {
        let Word::Pair { left, right, sign: '/' | '-' | '.', right_len } = self.t.word(at) else {
            return None;
        };
        let glued = self.t.get(at + 1).is_some_and(|next| next.glued && next.word.is_other());
        let year_of = |year: u32| Year::Number(year as i32);
        let days = if right_len == 4 && (1..=12).contains(&left) && (1900..2200).contains(&right) {
            Days::Month { month: left, year: year_of(right) }
        } else if (1900..2200).contains(&left)
            && (1..=12).contains(&right)
            && (right_len == 2 || self.policy.bare)
        {
            Days::Month { month: right, year: year_of(left) }
        } else {
            return None;
        };
        (!glued).then_some((days, at + 1))
    }

    /// `2026 november`, `2026, nov`: the year first.
    fn year_and_month(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let Word::Digits { value: year @ 1900..2200, len: 4 } = t.word(at) else { return None };
        let next = if t.is_sign(at + 1, ',') { at + 2 } else { at + 1 };
        let Word::Month(month) = t.word(next) else { return None };
        let day = matches!(t.word(next + 1), Word::Digits { .. } | Word::Ordinal(_));
        (!day).then_some((Days::Month { month, year: Year::Number(year as i32) }, next + 1))
    }

    /// `11 / 2026`, `11- 2026`, `2026 / 11`: a month in figures with space in it. A dash with space
    /// on both sides joins other things.
    fn spaced_month(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let (Word::Digits { value: left, .. }, Word::Digits { value: right, .. }) =
            (t.word(at), t.word(at + 2))
        else {
            return None;
        };
        let (month, year) = if left <= 12 { (left, right) } else { (right, left) };
        let sign = t.get(at + 1)?;
        let tight = sign.glued || t.get(at + 2)?.glued;
        let joined = sign.is_sign('/') || sign.is_dash() && tight && left <= 12;
        let fits = (1..=12).contains(&month) && (1950..2100).contains(&year);
        (joined && fits && !self.counts_something(at + 3))
            .then_some((Days::Month { month, year: Year::Number(year as i32) }, at + 3))
    }

    /// `2016 - 11`, `11 / 2016`, `2016 juni`: as programs print a month.
    fn printed_month(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !self.policy.bare {
            return None;
        }
        let Word::Digits { value: first, len } = t.word(at) else { return None };
        let is_year = |value: u32, len: u8| len == 4 && (1900..2200).contains(&value);
        if is_year(first, len)
            && let Word::Month(month) = t.word(at + 1)
        {
            let day = matches!(t.word(at + 2), Word::Digits { .. } | Word::Ordinal(_));
            let year = Year::Number(first as i32);
            return (!day).then_some((Days::Month { month, year }, at + 2));
        }
        if !t.get(at + 1)?.is_dash() && !t.is_sign(at + 1, '/') {
            return None;
        }
        let Word::Digits { value: second, len: second_len } = t.word(at + 2) else { return None };
        let (year, month) = match (is_year(first, len), is_year(second, second_len)) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            _ => return None,
        };
        let year = Year::Number(year as i32);
        (1..=12).contains(&month).then_some((Days::Month { month, year }, at + 3))
    }

    /// `2014-2018`.
    fn years_in_figures(&self, at: usize) -> Option<(Days, usize)> {
        let Word::Pair { left, right, sign: '-', right_len: 4 } = self.t.word(at) else {
            return None;
        };
        let years = self.policy.bare
            && (1900..2200).contains(&left)
            && (1900..2200).contains(&right)
            && left < right;
        let inclusive = self.policy.range_end != RangeEnd::Exclusive;
        let count = (right - left.min(right)) as i32 + i32::from(inclusive);
        years.then_some((Days::Years { first: left as i32, count }, at + 1))
    }

    /// `de week`, `mijn weekend`, `het jaar`: the one that runs, where anything may be a time.
    fn this_unit(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let Word::Unit(unit) = t.word(at) else { return None };
        let led = t.was(at, &["de", "het", "mijn", "dat", "the", "my", "that"]);
        let one = t.is(at, &["dag", "week", "weekend", "maand", "jaar", "day", "month", "year"]);
        let away = t.is(at + 1, &["dat", "waarop", "waarin", "ervoor", "erna", "daarna"]);
        (self.policy.bare && led && one && !away)
            .then_some((Days::Unit { unit, offset: 0 }, at + 1))
    }

    /// `de 5 komende jaren`: the count before the word that says which.
    fn counted_coming(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let count = t.count(at)?;
        let Word::Relative(relative) = t.word(at + 1) else { return None };
        let Word::Unit(unit) = t.word(at + 2) else { return None };
        let amount = super::amount::of_unit(i64::from(count) * 2, unit);
        let by = match super::unit::offset(relative) {
            0 => return None,
            ahead if ahead < 0 => amount.negated(),
            _ => amount,
        };
        Some((Days::Coming(by), at + 3))
    }

    /// A year by itself, behind a word that leads to it.
    fn lone_year(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let (year, next) = self.year_number(at)?;
        let led = t.was(
            at,
            &[
                "in", "van", "sinds", "na", "tot", "vóór", "voor", "vanaf", "tussen", "en", "of",
                "jaar", "during", "since", "eind", "begin", "t/m", "met", "loop", "dan", "als",
            ],
        ) || t
            .before(at)
            .is_some_and(|s| s.is_sign('=') || s.is_dash() || s.is_sign('<') || s.is_sign('~'))
            || self.policy.bare && t.was(at, &["niet"])
            || self.opens_years(next);
        let sure = t.was(at, &["in", "sinds", "jaar", "vanaf", "vóór", "during", "since"])
            || at > 1 && t.are(at - 2, &["nog", "voor"]);
        let counts = matches!(t.word(next), Word::Unit(_)) || self.counts_something(next);
        if !counts && (self.is_listed_year(at) || self.begins_row_of_years(at, next)) {
            return Some((Days::Year(Year::Number(year)), next));
        }
        let thing = t.word(next).is_other() && !self.policy.bare && !sure;
        (!counts && (sure || led && self.policy.bare) && !thing)
            .then_some((Days::Year(Year::Number(year)), next))
    }

    /// The "2009" of "in 2007 en 2009", the "2012" of "bereik tot 2012".
    fn is_listed_year(&self, at: usize) -> bool {
        let t = self.t;
        let listed = at > 2
            && t.was(at, &["en", "of", "and", "or"])
            && self.year_number(at - 2).is_some()
            && t.was(at - 2, &["in", "sinds", "jaar", "vanaf", "during", "since"]);
        let last = t.get(at + 1).is_none_or(|next| matches!(next.word, Word::Sign(_)));
        listed || last && t.was(at, &["tot", "until", "t/m"])
    }

    /// The "2015" of "van 2015 tot 5 mei 2017", "tussen 2015 en 2018".
    fn begins_row_of_years(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let joint = t.was(at, &["van", "tussen"]) && t.is(next, &["tot", "t/m", "en"]);
        joint
            && (self.year_number(next + 1).is_some()
                || matches!(t.word(next + 1), Word::FullDate { .. })
                || matches!(t.word(next + 2), Word::Month(_))
                    && self.year_number(next + 3).is_some())
    }

    /// "2014 tot 2018", "2012 of later": what follows makes a number a year.
    fn opens_years(&self, at: usize) -> bool {
        let t = self.t;
        let joint = t
            .any_of(at, &[&["tot", "en", "met"], &["tot"], &["t/m"]])
            .or_else(|| t.get(at).filter(|sign| sign.is_dash() || sign.is_sign('~')).map(|_| 1));
        let later = &["later", "erna", "daarna", "hoger", "eerder", "daarvoor"];
        joint.is_some_and(|words| self.year_number(at + words).is_some())
            || t.is(at, &["of", "en"]) && t.is(at + 1, later)
            || self.counted_in_year(&Days::Year(Year::Unsaid), at).is_some()
    }

    /// `twee zondagen vanaf nu`.
    fn weekdays_ahead(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let count = t.count(at).filter(|n| (1..=20).contains(n))?;
        let (Word::Weekdays(weekday) | Word::Weekday { day: weekday, short: false }) =
            t.word(at + 1)
        else {
            return None;
        };
        let words = t.any_of(at + 2, &[&["vanaf", "nu"], &["from", "now"], &["na", "vandaag"]])?;
        let of = Box::new(Days::FromToday(0));
        Some((
            Days::NthNear { nth: i64::from(count), kind: Kind::Weekday(weekday), of },
            at + 2 + words,
        ))
    }

    fn season(&self, at: usize) -> Option<(Days, usize)> {
        let Word::Season(season) = self.t.word(at) else { return None };
        // "Ieder voorjaar" is none in particular.
        if self.t.was(at, &["ieder", "iedere", "elk", "elke", "every", "each"]) {
            return None;
        }
        let (year, next) = self.year(at + 1).unwrap_or((Year::Unsaid, at + 1));
        let led = self.t.was(at, &["de", "het", "the", "in", "vóór", "voor", "na", "van"])
            || self.t.is(at, &["najaar", "voorjaar"])
            || year != Year::Unsaid
            || self.policy.bare;
        led.then_some((Days::Season(season, year), next))
    }

    /// `rest van de week`, `de rest van het jaar`.
    fn rest(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !t.is(at, &["rest", "remainder"]) {
            return None;
        }
        let mut next = at + 1;
        while t.is(next, &["van", "of", "de", "het", "deze", "dit", "mijn", "huidige", "the"]) {
            next += 1;
        }
        // "de rest van die dag".
        let that = t.is(next, &["die", "that"]) && t.word(next + 1) == Word::Unit(Unit::Day);
        let next = next + usize::from(that);
        match t.word(next) {
            Word::Unit(unit) if next > at + 1 => Some((Days::Rest(unit), next + 1)),
            Word::Day(0) => Some((Days::Rest(Unit::Day), next + 1)),
            _ => None,
        }
    }

    /// `die dag`, `die week`: what was spoken of before.
    pub(super) fn spoken_of(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        if !t.is(at, &["die", "that"]) {
            return None;
        }
        if t.is(at + 1, &["van"])
            && let Some((frame, next)) =
                self.relative(at + 2).or_else(|| self.numbered_week(at + 2))
        {
            // "die van volgende week": the same weekday there.
            return Some((
                Days::In { what: Box::new(Days::Previous), frame: Box::new(frame) },
                next,
            ));
        }
        if matches!(t.word(at + 1), Word::Unit(_))
            && let Some((days @ Days::Beside { .. }, next)) = self.unit_first(at + 1)
        {
            return Some((days, next));
        }
        // "..., die daarna is goed": the same weekday of the week after.
        if t.is(at + 1, &["daarna", "erna", "erop"]) {
            let by = super::amount::of_unit(2, Unit::Week);
            return Some((Days::Shift { from: Box::new(Days::Previous), by }, at + 2));
        }
        match t.word(at + 1) {
            Word::Unit(Unit::Week) if t.is(at + 1, &["week"]) => {
                let day = Box::new(Days::Previous);
                Some((Days::UnitOf { unit: Unit::Week, day, offset: 0 }, at + 2))
            }
            Word::Unit(Unit::Day) if self.policy.bare => Some((Days::FromToday(0), at + 2)),
            // "die avond".
            Word::Part(_) if t.is(at, &["die"]) => Some((Days::Previous, at + 2)),
            _ => None,
        }
    }

    pub(super) fn named_period(&self, at: usize) -> Option<(Days, usize)> {
        let first = self.t.get(at).filter(|_| self.begins_period(at))?;
        for (index, period) in self.periods.iter().enumerate() {
            let mut next = at;
            let mut words = period.name.split_whitespace();
            let starts = words.clone().next().is_some_and(|word| same(word, first.lower));
            if starts
                && words.all(|word| {
                    let stands = self.t.get(next).is_some_and(|token| same(word, token.lower));
                    next += 1;
                    stands
                })
            {
                return Some((Days::Named(index), next));
            }
        }
        first.is("zomerreces").then_some((Days::SummerRecess, at + 1))
    }

    /// Whether the word here begins as the name of a period does.
    #[inline]
    pub(super) fn begins_period(&self, at: usize) -> bool {
        self.t.get(at).is_some_and(|first| {
            self.period_heads.may_have(head(first.lower.chars())) || first.is("zomerreces")
        })
    }

    /// What may follow: a row in which the day lies ("vrijdag in week 47", "maart volgend jaar").
    fn framed(&self, days: Days, next: usize) -> (Days, usize) {
        let t = self.t;
        if let (Days::Unit { unit: Unit::Year, .. } | Days::Year(_), Word::Month(month)) =
            (&days, t.word(next))
        {
            let what = Box::new(Days::Month { month, year: Year::Unsaid });
            return (Days::In { what, frame: Box::new(days) }, next + 1);
        }
        if let Some(found) = self.counted_in_year(&days, next) {
            return found;
        }
        if matches!(days, Days::Date { .. })
            && t.is(
                next,
                &["a.s.", "a.s", "as", "aanstaande", "eerstkomende", "jl", "j.l.", "l.l.", "ll"],
            )
            && !matches!(t.word(next + 1), Word::Weekday { .. })
        {
            return (days, next + 1);
        }
        let frames = matches!(
            days,
            Days::Weekday(_, Which::Bare)
                | Days::Feast(_, Year::Unsaid)
                | Days::Month { year: Year::Unsaid, .. }
        );
        if !frames {
            return (days, next);
        }
        let mut start = next;
        let led = t.is(next, &["in", "van", "of"]);
        if led || t.is_sign(next, ',') {
            start += 1;
        }
        if t.is(start, &["de", "het"]) {
            start += 1;
        }
        let frame = match t.word(start) {
            Word::Unit(Unit::Week) => self.numbered_week(start).or_else(|| {
                self.unit_first(start).filter(|(days, _)| matches!(days, Days::UnitOf { .. }))
            }),
            Word::Ordinal(_) if led => self.ordinal(start),
            Word::Relative(_) => self.relative(start).filter(|(found, _)| {
                matches!(found, Days::Unit { .. } | Days::Coming(_))
                    && (led || matches!(found, Days::Unit { unit: Unit::Week | Unit::Year, .. }))
            }),
            Word::Edge(_) if matches!(days, Days::Weekday(..)) => self.edged(start),
            _ if led && t.is(start, &["laatste"]) => self.ordinal(start),
            _ => None,
        };
        match frame {
            Some((frame, end)) => (Days::In { what: Box::new(days), frame: Box::new(frame) }, end),
            None => (days, next),
        }
    }
}

impl Grammar<'_, '_> {
    /// `volgend jaar de derde week`, `2016 het derde kwartaal`, `2016 K3`.
    fn counted_in_year(&self, days: &Days, at: usize) -> Option<(Days, usize)> {
        let year = match days {
            Days::Unit { unit: Unit::Year, offset } => Year::FromNow(i32::try_from(*offset).ok()?),
            Days::Year(year) => *year,
            _ => return None,
        };
        let at = if self.t.is(at, &["de", "het", "in"]) { at + 1 } else { at };
        if let Some((Days::Quarter { quarter, year: Year::Unsaid }, next)) =
            self.short_quarter(at).or_else(|| self.ordinal(at))
        {
            return Some((Days::Quarter { quarter, year }, next));
        }
        let nth = self.nth(at)?;
        let kind = Kind::Unit(Unit::Week);
        let of = Box::new(Days::Year(year));
        matches!(self.t.word(at + 1), Word::Unit(Unit::Week))
            .then(|| (Days::Nth { nth, count: 1, kind, of }, at + 2))
    }
}

/// How the names of periods begin: of dozens hardly one begins as a word of the text does.
pub(crate) fn period_heads(periods: &[NamedPeriod]) -> Sieve {
    let mut heads = Sieve::default();
    for period in periods {
        let first = period.name.split_whitespace().next().unwrap_or_default();
        heads.add(head(first.chars().flat_map(char::to_lowercase)));
    }
    heads
}

/// A number for the first word of a name, from its small letters: few words have the same.
#[inline]
fn head(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |all, letter| all.rotate_left(5) ^ u32::from(letter))
}

/// Whether a word of a name, in whatever case, is this word in lower case.
fn same(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower)
        || !word.is_ascii() && word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}
