//! Puts the pieces of a time together: one phrase is a day or a row of days, a time of day, and
//! what bounds them, in whatever order Dutch allows.
//!
//! Most words begin no time; `may_begin` tells by their class, so that the grammar only runs at
//! trigger words.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

pub(super) mod begin;
mod idle;
pub(crate) mod words;

use super::part::GLUED;
use super::{Bound, Days, Grammar, Phrase, Point, Time, Weekly, Which, shift};
use crate::reading::cue::Cue;
use crate::reading::policy::Policy;
use crate::reading::sentence::Sentence;
use crate::reading::token::{Part, Unit, Word};

/// A text of more tokens is never nothing but a time.
const WHOLE_TEXT_TOKENS: usize = 8;

impl Grammar<'_, '_> {
    /// Puts all phrases of a sentence, in order, in the place of those that were found before.
    pub(crate) fn phrases(&self, sentence: Sentence, found: &mut Vec<Phrase>) {
        let grammar = Self { t: self.t.until(sentence.to), ..*self };
        found.clear();
        if let Some(whole) = grammar.whole_text(sentence, self.t.0.len()) {
            found.push(whole);
            return;
        }
        let mut at = grammar.next_beginning(sentence.from, sentence.to);
        while at < sentence.to {
            if !grammar.may_begin(at) {
                at = grammar.next_beginning(at + 1, sentence.to);
                continue;
            }
            if let Some(week) = grammar.another_week(found.last(), at) {
                at = week.to;
                found.push(week);
                continue;
            }
            if let Some(part) = grammar.part_of_last(found.last_mut(), at) {
                found.pop_if(|last| last.from == part.from);
                at = part.to;
                found.push(part);
                continue;
            }
            if let Some(edge) = grammar.edge_of_last(found.last(), at) {
                at = edge.to;
                found.push(edge);
                continue;
            }
            let left_out = grammar.left_out_of_last(found, at);
            if let Some(of_last) = left_out.or_else(|| grammar.hours_of_last(found.last(), at)) {
                at = of_last.to;
                found.push(of_last);
                continue;
            }
            if let Some((first, next)) = grammar.first_of_two(at) {
                at = next;
                found.push(first);
                continue;
            }
            let read = grammar.onward(at).or_else(|| grammar.phrase(at));
            match read {
                Some(phrase) if grammar.says_nothing(sentence, found.last(), &phrase) => {
                    at = phrase.to;
                }
                Some(mut phrase) if phrase.to > at => {
                    grammar.own_hours(found.last(), &mut phrase);
                    found.extend(grammar.first_of_pair(&phrase));
                    let other = grammar.other_side(&phrase);
                    at = other.as_ref().map_or(phrase.to, |other| other.to);
                    found.push(phrase);
                    found.extend(other);
                }
                _ => at += 1,
            }
        }
    }

    /// A text that is nothing but a time ("15-2", "in 2 weken", "volgende dag") needs no word that
    /// leads to it: it is read as where everything counts.
    fn whole_text(&self, sentence: Sentence, tokens: usize) -> Option<Phrase> {
        let t = self.t;
        let alone = sentence.from == 0 && sentence.to == tokens && tokens <= WHOLE_TEXT_TOKENS;
        if !alone || self.policy.bare {
            return None;
        }
        let ends = |phrase: &Phrase| {
            phrase.to == tokens
                || phrase.to + 1 == tokens
                    && matches!(t.word(phrase.to), Word::Sign('.' | '?' | '!'))
        };
        // "15 minuten later" leans on what was said before, and here nothing was.
        let leans = |phrase: &Phrase| match &phrase.start.days {
            Some(Days::Shift { from, .. }) => **from == Days::Previous,
            _ => false,
        };
        let plain = self.may_begin(0).then(|| self.phrase(0)).flatten();
        if plain.is_some_and(|phrase| ends(&phrase) && !leans(&phrase)) {
            return None;
        }
        let policy = Policy { bare: true, in_is_ahead: true, ..self.policy.clone() };
        let bare = Grammar { policy: &policy, ..*self };
        bare.phrase(0).filter(ends).or_else(|| {
            let led = t.is(0, &["op"]);
            led.then(|| bare.phrase(1)).flatten().filter(ends)
        })
    }

    /// The "46" of "wk 46/47", the "15" of "15/16 april", read as the last of two: one of both.
    fn first_of_pair(&self, phrase: &Phrase) -> Option<Phrase> {
        let pair = |at: &usize| matches!(self.t.word(*at), Word::Pair { sign: '/', .. });
        let at = (phrase.from..phrase.to).rev().find(pair)?;
        let Word::Pair { left, right, .. } = self.t.word(at) else { return None };
        let days = Some(match phrase.start.days {
            Some(Days::Weeks { year, last, .. }) if last == right => {
                Days::Weeks { first: left, last: left, year }
            }
            Some(Days::Date { day, month: month @ Some(_), year, .. })
                if day == right && matches!(self.t.word(at + 1), Word::Month(_)) =>
            {
                Days::Date { weekday: None, day: left, month, year }
            }
            _ => return None,
        });
        Some(Phrase { start: Point { days, ..phrase.start.clone() }, ..phrase.clone() })
    }

    /// The "46" of "week 45 en 46".
    fn another_week(&self, last: Option<&Phrase>, at: usize) -> Option<Phrase> {
        let t = self.t;
        let last = last?;
        if let Some(Days::UnitOf { unit: Unit::Week, offset: 0, .. }) = last.start.days {
            return self.another_week_of(last, at);
        }
        let Some(Days::Weeks { year, .. }) = last.start.days else { return None };
        let joint = t.was(at, &["en", "of", "and", "or"])
            || t.before(at).is_some_and(|b| b.is_sign(',') || b.is_sign('/'));
        if !joint || last.to + 1 != at {
            return None;
        }
        let number = self.week_number(at)?;
        let plain = !self.counts_something(at + 1);
        let (year, to, dated) = match self.year(at + 1) {
            Some((year, next)) => (year, next, true),
            None => (year, at + 1, false),
        };
        let days = Some(Days::Weeks { first: number, last: number, year });
        (plain || dated).then(|| Phrase {
            from: at,
            to,
            start: Point { days, time: None },
            ..Phrase::default()
        })
    }

    /// The "12 oktober" of "de week van 5 of 12 oktober".
    fn another_week_of(&self, last: &Phrase, at: usize) -> Option<Phrase> {
        let joint = self.t.was(at, &["en", "of", "and", "or"]) && last.to + 1 == at;
        let (day, to) = self.date(at).filter(|_| joint)?;
        let plain = matches!(day, Days::Date { weekday: None, .. });
        let days = Some(Days::UnitOf { unit: Unit::Week, day: Box::new(day), offset: 0 });
        let start = Point { days, time: None };
        plain.then(|| Phrase { from: at, to, start, ..Phrase::default() })
    }

    pub(super) fn phrase(&self, at: usize) -> Option<Phrase> {
        // "op een dag na 20 april" is some day behind it.
        let some_day = self.t.are(at, &["een", "dag"])
            && self.t.was(at, &["op"])
            && self.t.is(at + 2, &["na", "voor", "vóór"]);
        let at = if some_day { at + 2 } else { at };
        let mut p = Phrase { from: at, to: at, ..Phrase::default() };
        if self.t.word(at) == Word::Other
            && let Some(compared) = self.compared(at)
        {
            return Some(compared);
        }
        if let Some((within, next)) = self.within(at) {
            return Some(Phrase { within: Some(within), to: next, ..p });
        }
        if let Some(next) = self.now(at) {
            return Some(Phrase { now: true, to: next, ..p });
        }
        if let Some(next) = self.piece(at, &mut p) {
            p.to = next;
        } else if let Some((bound, next)) = self.bound(at) {
            p.bound = Some(bound);
            p.to = self.piece(next, &mut p)?;
            let hours_only = p.start.days.is_none() && p.set.is_none();
            if hours_only && !matches!(bound, Bound::UpTo | Bound::Through) {
                return None;
            }
        } else {
            let (length, next) = self.length(at)?;
            return Some(Phrase { length: Some(length), to: next, ..p });
        }
        self.extend(&mut p);
        self.part_beside(&mut p);
        self.bound_by_event(&mut p);
        self.bound_behind(&mut p);
        self.lasts_from(&mut p);
        let opened = |p: &Phrase| (p.from..p.to).any(|i| self.t.is_sign(i, '('));
        if self.t.is_sign(p.to, ')') && opened(&p) {
            p.to += 1;
        }
        if self.is_weak(&p) { None } else { Some(p) }
    }

    /// `nu`, where it is the time that is meant: alone, or behind "is" at the end of a clause.
    fn now(&self, at: usize) -> Option<usize> {
        let t = self.t;
        if self.policy.bare {
            let now = t.is(at, &["nu"]) && !t.was(at, &["tussen", "vanaf", "van", "en"]);
            if t.are(at, &["zo", "snel", "mogelijk"]) || now {
                return Some(if now { at + 1 } else { at + 3 });
            }
        }
        if !matches!(t.word(at), Word::Now) {
            return None;
        }
        let ends = t.get(at + 1).is_none_or(|next| matches!(next.word, Word::Sign(_)));
        let led = at == 0 || t.was(at, &["is", "was", "tot", "vanaf", "en", "per"]);
        (ends && led).then_some(at + 1)
    }

    /// Takes further pieces as long as they fit.
    fn extend(&self, p: &mut Phrase) {
        self.row_end(p);
        loop {
            self.within_row(p);
            self.finer_part(p);
            self.year_behind(p);
            // "Woensdag kan de hele dag, donderdag niet": another day.
            if p.start.time == Some(Time::WholeDay)
                && p.start.days.is_none()
                && self.t.is_sign(p.to, ',')
            {
                return;
            }
            let start = self.skip_glue(p.to, p);
            let behind_glue = start > p.to;
            let next = self
                .piece(p.to, p)
                .or_else(|| behind_glue.then(|| self.piece(start, p)).flatten())
                .filter(|next| *next > p.to);
            match next {
                Some(next) => p.to = next,
                None => return,
            }
            self.row_end(p);
        }
    }

    /// A part of a day without a day is only a time when somebody asks for one ("een ochtend").
    fn is_weak(&self, p: &Phrase) -> bool {
        let t = self.t;
        if p.start.days.is_some() || p.set.is_some() || self.policy.bare {
            return false;
        }
        let led = !t.was(p.from, &["uit"])
            && t.is(p.from, &["een", "in", "de", "'s", "’s", "‘s", "elke", "rond", "liefst"])
            || t.is(p.from, GLUED)
            || t.is(p.from, &["s"]) && matches!(t.word(p.from + 1), Word::Part(_))
            || t.is(p.from, &["na", "voor", "vóór"]);
        match p.start.time {
            Some(Time::WholeDay) => true,
            Some(Time::Part(_)) => {
                let alone = p.from == 0 && t.get(p.to).is_none();
                let asked = &[
                    "voorkeur", "liefst", "graag", "of", "en", "een", "any", "alleen", "telkens",
                    "steeds", "beide", "allebei",
                ];
                // "Ochtend graag", "middag kan ook".
                let heads = t.before(p.from).is_none_or(|b| matches!(b.word, Word::Sign(_)));
                let suits = heads
                    && t.is(
                        p.to,
                        &[
                            "graag", "liever", "liefst", "kan", "past", "lukt", "vrij", "bezet",
                            "niet", "wel",
                        ],
                    );
                !led && !alone && !suits && !t.was(p.from, asked)
            }
            _ => false,
        }
    }

    fn skip_glue(&self, at: usize, p: &Phrase) -> usize {
        let t = self.t;
        let mut next = at;
        while next < at + 3 {
            let word = t.listed(next, Cue::GluesTime);
            // "the morning of 20 January", "de ochtend van 20 januari".
            let of_part =
                t.is(next, &["of", "van"]) && next > 0 && matches!(t.word(next - 1), Word::Part(_));
            // "alle woensdagen van mei".
            let of_row = p.set.is_some()
                && t.is(next, &["van", "of"])
                && matches!(t.word(next + 1), Word::Month(_) | Word::Relative(_));
            // "de vrijdag van diezelfde week".
            let the = usize::from(t.is(next + 1, &["the"]));
            let of_week = matches!(p.start.days, Some(Days::Weekday(_, Which::Bare)))
                && (t.is(next, &["van", "of"]) && self.is_that_week(next + 1 + the)
                    || t.is(next, &["the"]) && self.is_that_week(next + 1));
            let iso = t.get(next).is_some_and(|token| token.is("t") && token.glued);
            let sign = iso
                || t.get(next)
                    .is_some_and(|token| matches!(token.word, Word::Sign(',' | '(' | ':' | '|')))
                || p.start.days.is_some()
                    && p.start.time.is_none()
                    && t.get(next).is_some_and(|token| token.is_dash() && !token.glued)
                    && matches!(
                        t.word(next + 1),
                        Word::Clock { .. } | Word::Pair { sign: '.' | ':', .. }
                    );
            if t.is(next, &["en"]) && !t.is(next + 1, &["wel"])
                || !(word || sign || of_part || of_row || of_week)
            {
                break;
            }
            next += 1;
        }
        next
    }

    /// Reads one piece at `at` into the phrase if there is room for it; says where it ends.
    fn piece(&self, at: usize, p: &mut Phrase) -> Option<usize> {
        if !self.may_be_piece(at) {
            return None;
        }
        if p.end.is_some() {
            return self.hours_of_row(at, p);
        }
        let has_day = p.start.days.is_some()
            || p.set.is_some()
            || self.t.was(at, &["dagen", "telkens", "steeds", "allebei"]);
        // "'s avonds 7 uur terug" is no "7 uur terug".
        let open =
            !has_day && !matches!(p.start.time, Some(Time::Part(_) | Time::Lunch | Time::Midday));
        let counted = self.counted(at);
        let uncounted = counted.is_none();
        if let Some((days, next)) = counted.filter(|_| open || p.start.days == Some(Days::Previous))
            && (p.start.time.is_none() || !has_day)
        {
            p.start.days = Some(days);
            return Some(next);
        }
        // "een uur later: 11.00 uur": the hour that it comes to is another time.
        if let Some((time, next)) = self.time(at, has_day).filter(|_| !p.moves_by_hours())
            && take_time(&mut p.start, time)
        {
            return Some(next);
        }
        let room = !has_day && p.start.time.is_none_or(|_| at > p.from);
        if room && let Some((weekdays, part, next)) = self.recurring(at) {
            let nth = self.places_in_month(at, next);
            p.set = Some(Box::new(Weekly { weekdays, nth, within: None }));
            p.start.time = part.map(Time::Part).or(p.start.time);
            return Some(next);
        }
        if !room {
            return self.narrowed(at, p);
        }
        let (days, next) = self.days_from(at, uncounted)?;
        // "tot 11.00 uur, de rest van de dag": what remains is another time.
        if days == Days::Rest(Unit::Day) && p.start.time.is_some() {
            return None;
        }
        let part = self.part_in(at, next);
        match (p.start.time, part) {
            (None, part) => p.start.time = part.map(Time::Part),
            // "half zes morgenochtend".
            (Some(time), Some(part)) => p.start.time = Some(shift::shifted(time, part)),
            (Some(_), None) => {}
        }
        p.start.days = Some(days);
        Some(next)
    }

    /// A second piece of days that goes with the first: "volgende week op vrijdag", "een vrijdag in
    /// maart", "week 47, bij voorkeur ..." is another matter.
    fn narrowed(&self, at: usize, p: &mut Phrase) -> Option<usize> {
        let comma = self.t.before(at).is_some_and(|token| token.is_sign(','));
        let (days, next) = self.days(at)?;
        if let Some(set) = &mut p.set {
            if set.within.is_some() || !is_row(&days) {
                return None;
            }
            set.within = Some(days);
            return Some(next);
        }
        let first = p.start.days.take()?;
        // "over twee weken op donderdag".
        if let (Days::Ahead(by), Days::Weekday(weekday, Which::Bare)) = (&first, &days)
            && by.days > 0
            && by.days % 7 == 0
            && !comma
        {
            p.start.days = Some(Days::Weekday(*weekday, Which::InWeek(i64::from(by.days / 7))));
            return Some(next);
        }
        // "woensdag vroeg op de dag".
        if let Days::Part { edge, of } = &days
            && **of == Days::FromToday(0)
            && !is_row(&first)
        {
            p.start.days = Some(Days::Part { edge: *edge, of: Box::new(first) });
            return Some(next);
        }
        let weekday_in_row = is_row(&first) && matches!(days, Days::Weekday(_, Which::Bare));
        // "maandag, de rest van de week niet": another time.
        let comma_ends = matches!(days, Days::Rest(_)) || self.t.is(p.to + 1, &["in"]);
        let apart = comma_ends && self.t.is_sign(p.to, ',');
        let row_of_weekday =
            matches!(first, Days::Weekday(_, Which::Bare)) && is_row(&days) && !apart;
        if weekday_in_row && !comma && self.is_each_of_month(&first, at) && p.bound.is_none() {
            let Days::Weekday(weekday, _) = days else { return None };
            p.start.time = p.start.time.or(self.part_in(at, next).map(Time::Part));
            p.set = Weekly::set(vec![weekday], Some(first));
            return Some(next);
        }
        let (what, frame) = if weekday_in_row && !comma {
            (days, first)
        } else if row_of_weekday {
            (first, days)
        } else {
            p.start.days = Some(first);
            return None;
        };
        if p.start.time.is_none() {
            p.start.time = self.part_in(at, next).map(Time::Part);
        }
        p.start.days = Some(Days::In { what: Box::new(what), frame: Box::new(frame) });
        Some(next)
    }

    fn is_that_week(&self, at: usize) -> bool {
        let that = ["die", "dezelfde", "diezelfde", "that", "same"];
        self.t.is(at, &that) && matches!(self.t.word(at + 1), Word::Unit(Unit::Week))
    }

    /// "in oktober op maandag": each Monday of it.
    fn is_each_of_month(&self, row: &Days, at: usize) -> bool {
        matches!(row, Days::Month { .. } | Days::Unit { unit: Unit::Month, .. })
            && self.t.was(at, &["op", "on"])
    }

    /// "22-23 februari om 19:00": the hour behind a row of days is for each of them.
    fn hours_of_row(&self, at: usize, p: &mut Phrase) -> Option<usize> {
        let (end, _) = p.end.as_mut()?;
        if p.start.time.is_some() || end.time.is_some() {
            return None;
        }
        let (time, next) = self.time(at, true)?;
        match time {
            Time::At(_) if self.policy.bare => {
                p.start.time = Some(time);
                end.time = Some(time);
            }
            _ => p.start.time = Some(time),
        }
        Some(next)
    }

    pub(super) fn part_in(&self, from: usize, to: usize) -> Option<Part> {
        let this = &[
            "deze",
            "die",
            "this",
            "komende",
            "afgelopen",
            "vorige",
            "volgende",
            "laatste",
            "diezelfde",
            "dezelfde",
            "same",
        ];
        (from..to).find_map(|at| match self.t.word(at) {
            Word::WeekdayPart(_, part) | Word::PartOfDay(_, part) => Some(part),
            Word::Part(part) if self.t.was(at, this) => Some(part),
            Word::Day(1) if self.t.was(at, &["deze"]) => Some(Part::Ochtend),
            _ => None,
        })
    }
}

/// Whether the words name a row of days in which one can be chosen.
pub(crate) fn is_row(days: &Days) -> bool {
    match days {
        Days::Month { .. }
        | Days::Year(_)
        | Days::Years { .. }
        | Days::Quarter { .. }
        | Days::Season(..)
        | Days::Weeks { .. }
        | Days::UnitOf { .. }
        | Days::Unit { .. }
        | Days::Coming(_)
        | Days::Rest(_)
        | Days::Named(_)
        | Days::SummerRecess
        | Days::Festivities
        | Days::Part { .. }
        | Days::Beside { .. } => true,
        Days::Nth { kind: super::Kind::Unit(unit), .. } => !matches!(unit, Unit::Day),
        Days::In { what, .. } => is_row(what),
        Days::FromToday(_)
        | Days::Date { .. }
        | Days::LoneDay(_)
        | Days::Weekday(..)
        | Days::Feast(..)
        | Days::Shift { .. }
        | Days::Ahead(_)
        | Days::Previous
        | Days::LastSaid
        | Days::MonthSaid
        | Days::Nth { .. }
        | Days::NthNear { .. } => false,
    }
}

/// Two times in one phrase: the exact one stays, a part of the day beside it only tells the half.
fn take_time(point: &mut Point, time: Time) -> bool {
    let merged = match (point.time, time) {
        (None, time) => time,
        // "12 uur middernacht", "1 uur lunchtijd".
        (Some(Time::At(clock)), Time::At(midnight))
            if midnight.hour == 24 && clock.spoken_or_noon() =>
        {
            if clock.hour == 12 {
                time
            } else {
                Time::At(clock)
            }
        }
        (Some(Time::At(clock)), Time::Lunch | Time::Midday)
        | (Some(Time::Lunch | Time::Midday), Time::At(clock)) => {
            let late = (1..5).contains(&clock.hour);
            let hour = if late { clock.hour + 12 } else { clock.hour };
            Time::At(super::ClockTime { hour, spoken: false, part_said: true, ..clock })
        }
        (
            Some(Time::Part(part)),
            Time::At(_) | Time::Range(..) | Time::From(_) | Time::Until(_),
        ) => shift::in_part(time, part),
        (Some(Time::At(mut clock)), Time::Part(part)) => {
            shift::shift(&mut clock, part);
            Time::At(clock)
        }
        (Some(Time::From(from)), Time::Until(until)) => Time::Range(from, until),
        (Some(Time::Part(_)), Time::Same) => return false,
        (Some(Time::WholeDay), _) => return false,
        (Some(time @ (Time::Range(..) | Time::From(_))), Time::Part(_)) => time,
        _ => return false,
    };
    point.time = Some(merged);
    true
}
