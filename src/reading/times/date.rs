//! Reads dates: "14 november '26", "14/11", "2025-04-03", "de 3e", "June 15th", and years.
//!
//! The trap is the number that is no date: a time, a count of people, a month that is a name.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Days, Grammar, Year};
use crate::reading::lexer::century;
use crate::reading::token::{Relative, Token, Unit, Word};

pub(super) fn named(day: u32, month: Option<u32>, year: Year) -> Days {
    Days::Date { weekday: None, day, month, year }
}

impl Grammar<'_, '_> {
    /// A date, with or without its month.
    pub(super) fn date(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        match t.word(at) {
            Word::FullDate { year, month, day } => {
                Some((named(day, Some(month), Year::Number(year)), at + 1))
            }
            Word::Pair { left, right, sign, right_len } => {
                self.paired(at, (left, right, sign, right_len))
            }
            // "optie 1" is no first of the month.
            Word::Digits { .. }
                if t.was(at, &["optie", "option", "voorstel", "nummer", "keuze"]) =>
            {
                None
            }
            Word::Digits { value, len } if len <= 2 => self.day_and_month(at, value, false),
            Word::Digits { value, len: 4 } => self.year_first(at, value),
            Word::Number(value)
                if matches!(t.word(at + 1), Word::Month(_)) && !t.is(at, &["een", "one"]) =>
            {
                self.day_and_month(at, value, false)
            }
            Word::Number(value) if value > 1 && self.policy.bare => {
                self.day_and_month(at, value, false)
            }
            // "29 november als eerste, 30 november als tweede keus".
            Word::Ordinal(_) if t.was(at, &["als"]) => None,
            Word::Ordinal(value) => self.day_and_month(at, value, true),
            Word::Month(month) => self.month_first(at, month),
            _ => None,
        }
    }

    /// `2016 november 21`, `2018-mrt-05`: nobody writes it, programs do.
    fn year_first(&self, at: usize, value: u32) -> Option<(Days, usize)> {
        let glue = |i: usize| if self.t.get(i).is_some_and(|s| s.is_dash()) { i + 1 } else { i };
        let month_at = glue(at + 1);
        let Word::Month(month) = self.t.word(month_at) else { return None };
        let day_at = glue(month_at + 1);
        let Word::Digits { value: day @ 1..=31, .. } = self.t.word(day_at) else { return None };
        let glued = self.t.get(month_at).is_some_and(|month| month.glued);
        (glued && (1500..2200).contains(&value))
            .then(|| (named(day, Some(month), Year::Number(value as i32)), day_at + 1))
    }

    /// `14/11` is a date wherever it stands; `14.11` and `14-11` only behind a word that wants one.
    fn paired(&self, at: usize, pair: (u32, u32, char, u8)) -> Option<(Days, usize)> {
        let t = self.t;
        let (day, month, sign, right_len) = pair;
        if matches!(sign, '-' | '/') && day < month && matches!(t.word(at + 1), Word::Month(_)) {
            // "9-11 november", "15/16 april": read as the last day here; `phrase` adds the first.
            return self.day_and_month(at, month, false);
        }
        // "4/22" can only be the American order.
        let (day, month) = if t.was(at, &["op"]) && sign == '/' && month > 12 {
            (month, day)
        } else {
            (day, month)
        };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) || t.is(at + 1, &["uur", "u"]) {
            return None;
        }
        if let Some((year, next)) = self.year_of_pair(at + 1, sign) {
            return Some((named(day, Some(month), Year::Number(year)), next));
        }
        let wanted = t
            .was(at, &["op", "d.d.", "datum", "per", "voor", "vóór", "na", "dag", "of", "en"])
            || t.was(at, &["deze", "dag", "vanaf", "tot"]) && sign != '.'
            || t.is(at + 1, &["of", "en"]) && self.is_like(at + 2, sign)
            || self.begins_row(at, sign)
            || sign == '-' && self.is_listed_pair(at, day)
            || t.is_sign(at + 1, ',') && matches!(t.word(at + 3), Word::Month(_))
            || matches!(t.word_before(at), Word::Weekday { .. } | Word::WeekdayPart(..))
            || t.before(at).is_some_and(|dot| dot.is_sign('.'))
                && at >= 2
                && matches!(t.word(at - 2), Word::Weekday { short: true, .. });
        let numbered = &["groep", "klas", "hoofdstuk", "verhouding", "wijk", "stuk", "nummer"];
        let share = t.was(at, numbered)
            || sign == '/' && ((day, month) == (24, 7) || t.are(at + 1, &["van", "de"]));
        if share {
            return None;
        }
        let counted = t.is(at + 1, &["personen", "mensen", "man", "deel"])
            || matches!(t.word(at + 1), Word::Unit(_));
        let is_date = !counted
            && match sign {
                '/' => {
                    !t.get(at + 1)
                        .is_some_and(|next| next.glued && !matches!(next.word, Word::Sign(_)))
                        && !self.goes_on_in_figures(at + 1)
                }
                '-' => (wanted || self.policy.bare) && !matches!(t.word(at + 1), Word::Month(_)),
                '.' => wanted && right_len == 2 && !t.was(at, &["voor", "vóór", "na", "of", "en"]),
                _ => false,
            };
        if !is_date {
            return None;
        }
        Some((named(day, Some(month), Year::Unsaid), at + 1))
    }

    /// The year behind a day and month in figures: "17-11-'27", "12-08, 2015".
    fn year_of_pair(&self, at: usize, sign: char) -> Option<(i32, usize)> {
        let t = self.t;
        let glued = t.get(at).is_some_and(|dash| dash.is_dash() && dash.glued);
        let comma = t.is_sign(at, ',')
            && sign != '.'
            && matches!(t.word(at + 1), Word::Digits { len: 4, .. });
        let thing = comma && self.counts_something(at + 2);
        (glued && sign != '.' || comma && !thing).then(|| self.year_number(at + 1)).flatten()
    }

    /// The "1-10" of "van 1-10 tot 7-11", "tussen 1-10 en 7-11".
    fn begins_row(&self, at: usize, sign: char) -> bool {
        let t = self.t;
        let joint =
            t.is(at + 1, &["tot", "t/m", "en"]) || t.get(at + 1).is_some_and(|s| s.is_dash());
        t.was(at, &["van", "tussen"]) && joint && self.is_like(at + 2, sign)
    }

    /// "Beschikbaar: 21-9 (ochtend), 22-9 (middag)", "21-9 kan, 5-10 niet": all that stands between two
    /// signs, or what is said to suit; no score and no hour is that high.
    fn is_listed_pair(&self, at: usize, day: u32) -> bool {
        let t = self.t;
        let heads = t.get(at).is_some_and(|pair| pair.breaks > 0)
            || t.before(at).is_none_or(|sign| matches!(sign.word, Word::Sign(',' | ';' | ':')));
        let suits = t.is(at + 1, &["kan", "niet", "wel", "past", "lukt"]);
        let alone = t.get(at + 1).is_none_or(|end| {
            end.breaks > 0 || matches!(end.word, Word::Sign(',' | ';' | '(' | '.' | '?'))
        });
        heads && (suits || alone && day > 12)
    }

    /// The ".85" of "30/4.85".
    fn goes_on_in_figures(&self, at: usize) -> bool {
        let figures = |token: &Token<'_>| token.lower.starts_with(|c: char| c.is_ascii_digit());
        self.t.get(at).is_some_and(|dot| dot.is_sign('.') && dot.glued)
            && self.t.get(at + 1).is_some_and(|rest| rest.glued && figures(rest))
    }

    /// Another pair of the same shape: "11-1 of 13-1".
    fn is_like(&self, at: usize, wanted: char) -> bool {
        let Word::Pair { left, right, sign, .. } = self.t.word(at) else { return false };
        sign == wanted && sign == '-' && (1..=31).contains(&left) && (1..=12).contains(&right)
    }

    fn day_and_month(&self, at: usize, value: u32, ordinal: bool) -> Option<(Days, usize)> {
        if !(1..=31).contains(&value) {
            return None;
        }
        let t = self.t;
        let mut next = at + 1;
        let glue = |i: usize| {
            t.get(i).is_some_and(|sign| sign.is_dash() || sign.is_sign('/') && sign.glued)
        };
        while (t.is(next, &["of", "van", "dag"]) || glue(next))
            && matches!(t.word(next + 1), Word::Month(_))
        {
            if t.get(next).is_some_and(|dash| dash.is_dash() && !dash.glued) {
                break;
            }
            next += 1;
        }
        if let Word::Month(month) = t.word(next) {
            return self.behind_month(value, month, next);
        }
        if let Some((month, year)) = self.month_ahead(at + 1) {
            return Some((named(value, Some(month), year), at + 1));
        }
        let figure = t.get(at)?.lower.starts_with(|c: char| c.is_ascii_digit());
        let timed = t.is(at + 1, &["om"]) || t.is_sign(at + 1, ',');
        let hour = matches!(t.word(at + 2), Word::Clock { .. } | Word::Pair { sign: ':', .. });
        if t.was(at, &["op"]) && timed && hour && figure {
            // "op 15 om 8:00".
            return Some((named(value, None, Year::Unsaid), at + 1));
        }
        let article = t.was(at, &["de", "the", "den"]);
        if ordinal
            && article
            && t.is(at + 1, &["van", "of"])
            && let Some((frame, end)) = self.month_frame(at + 2)
        {
            let what = Box::new(named(value, None, Year::Unsaid));
            return Some((Days::In { what, frame: Box::new(frame) }, end));
        }
        let spelled = self.policy.bare && t.was(at.wrapping_sub(1), &["op"]);
        let plain = self.policy.bare
            && !ordinal
            && figure
            && (t.was(at, &["op"]) || article && t.was(at - 1, &["op"]))
            && !self.part_follows(at + 1);
        let named_day = ordinal && article && (figure || spelled)
            || plain
            || ordinal && figure && value > OPTIONS_MOST && self.stands_for_day(at)
            || ordinal && figure && self.goes_on_row(at);
        (named_day && !self.counts_something(self.behind_ordinals(at + 1)))
            .then(|| (named(value, None, Year::Unsaid), at + 1))
    }

    /// The "16e" of "de 15e en 16e", the "5e" of "de 3e, 4e of 5e": one article leads them all.
    fn goes_on_row(&self, at: usize) -> bool {
        let t = self.t;
        let joined = t.was(at, &["en", "of", "and", "or"])
            || t.before(at).is_some_and(|sign| sign.is_sign(',') || sign.is_sign('/'));
        let Some(before) = at.checked_sub(2).filter(|_| joined) else { return false };
        self.is_ordinal_in_figures(before)
            && (t.was(before, &["de", "the", "den"]) || self.goes_on_row(before))
    }

    /// Past the "en 3e" of "de 2e en 3e klas": what stands there tells what all of them count.
    fn behind_ordinals(&self, at: usize) -> usize {
        let t = self.t;
        let joined =
            t.is(at, &["en", "of", "and", "or"]) || t.is_sign(at, ',') || t.is_sign(at, '/');
        if joined && self.is_ordinal_in_figures(at + 1) { self.behind_ordinals(at + 2) } else { at }
    }

    fn is_ordinal_in_figures(&self, at: usize) -> bool {
        let figure = |word: &Token<'_>| word.lower.starts_with(|c: char| c.is_ascii_digit());
        matches!(self.t.word(at), Word::Ordinal(1..=31)) && self.t.get(at).is_some_and(figure)
    }

    /// "21e dan?", "de 20e lukt niet, 22e wel": at the head of a clause, and whether it suits.
    fn stands_for_day(&self, at: usize) -> bool {
        let t = self.t;
        let heads = t.before(at).is_none_or(|sign| matches!(sign.word, Word::Sign(_)));
        heads && t.is(at + 1, &["dan", "kan", "lukt", "past", "wel", "niet", "ook"])
    }

    /// "op 10, vanavond": an hour, no day.
    fn part_follows(&self, at: usize) -> bool {
        let at = if self.t.is_sign(at, ',') { at + 1 } else { at };
        matches!(self.t.word(at), Word::PartOfDay(..) | Word::Part(_))
            || self.t.is(at, &["uur", "u", "h", "'s", "’s", "‘s"])
    }

    /// The "volgende maand", "deze maand" of "de 20e van volgende maand".
    fn month_frame(&self, at: usize) -> Option<(Days, usize)> {
        let at = if self.t.is(at, &["de"]) { at + 1 } else { at };
        let Word::Relative(relative) = self.t.word(at) else { return None };
        if !matches!(self.t.word(at + 1), Word::Unit(Unit::Month)) {
            return None;
        }
        let offset = super::unit::offset(relative);
        Some((Days::Unit { unit: Unit::Month, offset }, at + 2))
    }

    /// The year that may stand behind "14 november".
    fn behind_month(&self, day: u32, month: u32, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let mut next = self.behind_dot(at);
        let sign = |i: usize| {
            t.get(i).is_some_and(|s| s.is_sign(',') || s.is_dash() && s.glued || s.is_sign('/'))
        };
        if (sign(next) || t.is(next, &["in", "van"])) && self.year_number(next + 1).is_some() {
            next += 1;
        }
        let short = self.short_year(next).or_else(|| self.old_year(next));
        let (year, end) = match self.year(next).or(short) {
            Some((year, end)) => (year, end),
            None => (Year::Unsaid, self.behind_dot(at)),
        };
        Some((named(day, Some(month), year), end))
    }

    /// The full stop of "14 nov." belongs to the month unless it ends the sentence.
    fn behind_dot(&self, month_at: usize) -> usize {
        let next = month_at + 1;
        let dot = self.t.get(next).is_some_and(|dot| dot.is_sign('.') && dot.glued)
            && self.t.get(month_at).is_some_and(|month| month.lower.len() <= 4);
        if dot { next + 1 } else { next }
    }

    /// `3 aug 96`, `18 feb 82`: two figures that can be nothing else.
    fn short_year(&self, at: usize) -> Option<(Year, usize)> {
        let Word::Digits { value, len: 2 } = self.t.word(at) else { return None };
        let last = self.t.get(at + 1).is_none_or(|next| next.is_sign('.') || next.is_sign(','));
        let ends = last || self.policy.bare && self.t.word(at + 1).is_other();
        (value > 31 && ends).then(|| (Year::Number(century(value)), at + 1))
    }

    /// `5 december 1391`: a year that long ago only ends a sentence or a line.
    fn old_year(&self, at: usize) -> Option<(Year, usize)> {
        let Word::Digits { value, len: 4 } = self.t.word(at) else { return None };
        let last = self.t.get(at + 1).is_none_or(|next| matches!(next.word, Word::Sign(_)));
        (last && (1000..1500).contains(&value)).then_some((Year::Number(value as i32), at + 1))
    }

    /// A number behind a weekday that has no month anywhere: "maandag 8".
    pub(super) fn number_alone(&self, at: usize) -> Option<(Days, usize)> {
        let (Word::Digits { value, .. } | Word::Ordinal(value)) = self.t.word(at) else {
            return None;
        };
        let is_hour = self.t.is(at + 1, &["uur", "u", "tot", "-", "–", "h"]);
        let is_day = (1..=31).contains(&value) && !is_hour && !self.counts_something(at + 1);
        is_day.then(|| (named(value, None, Year::Unsaid), at + 1))
    }

    pub(super) fn counts_something(&self, at: usize) -> bool {
        match self.t.word(at) {
            Word::Unit(_) | Word::Month(_) => true,
            _ => self.t.is(at, COUNTED),
        }
    }

    /// `June 15`, `June 15th, 2027`, `feb 10`: in full Dutch, "maart 2" is left alone.
    fn month_first(&self, at: usize, month: u32) -> Option<(Days, usize)> {
        let t = self.t;
        let mut start = self.behind_dot(at);
        // "november de 15e".
        let led = t.is(start, &["de", "the"]) && matches!(t.word(start + 1), Word::Ordinal(_));
        if led {
            start += 1;
        }
        let value = match t.word(start) {
            Word::Ordinal(value) => value,
            Word::Digits { value, len } if len <= 2 => value,
            _ => return None,
        };
        let behind_number = matches!(t.word_before(at), Word::Digits { .. } | Word::Ordinal(_));
        // "in maart 2 bezoeken": a word behind the number makes it a count.
        let counts = self.counts_something(start + 1)
            || t.is(start + 1, &["uur"])
            || t.word(start + 1).is_other()
                && matches!(t.word(start), Word::Digits { .. })
                && t.get(start + 1).is_some_and(|next| next.breaks == 0);
        let full_dutch = !(self.policy.bare || led)
            && t.is(
                at,
                &["januari", "februari", "maart", "mei", "juni", "juli", "augustus", "oktober"],
            );
        if behind_number || !(1..=31).contains(&value) || counts || full_dutch {
            return None;
        }
        let mut next = start + 1;
        if t.is_sign(next, ',') && self.year_number(next + 1).is_some() {
            next += 1;
        }
        let (year, next) = self.year(next).unwrap_or((Year::Unsaid, start + 1));
        Some((named(value, Some(month), year), next))
    }

    /// The month that a row of days ends with: from behind "1" in "1 of 2 april".
    fn month_ahead(&self, at: usize) -> Option<(u32, Year)> {
        let t = self.t;
        let mut days = 0;
        let mut joint = false;
        for i in at..at + 14 {
            match t.word(i) {
                Word::Month(month) if days > 0 => {
                    let year = self.year(i + 1).map_or(Year::Unsaid, |(year, _)| year);
                    return Some((month, year));
                }
                Word::Digits { value, .. } | Word::Ordinal(value) | Word::Number(value)
                    if joint && value <= 31 =>
                {
                    days += 1;
                    joint = false;
                }
                Word::Weekday { .. } if joint => {}
                Word::Sign(',' | '-' | '–' | '/' | '&') => joint = true,
                _ if t.is(
                    i,
                    &["of", "en", "t/m", "tot", "met", "or", "and", "to", "noch", "als", "à"],
                ) =>
                {
                    joint = true
                }
                _ if self.contrasts(at, i) => joint = true,
                _ if t.is(
                    i,
                    &[
                        "de",
                        "op",
                        "anders",
                        "eventueel",
                        "desnoods",
                        "evt",
                        "hetzij",
                        "ofwel",
                        "the",
                        "on",
                        "van",
                    ],
                ) && (joint || days > 0) => {}
                _ => return None,
            }
        }
        None
    }

    /// The joint of two days that are held against each other: "liever 9 dan 10 december", "niet 9
    /// maar 10", "9 in plaats van 10". `behind` is the place behind the first.
    fn contrasts(&self, behind: usize, at: usize) -> bool {
        let t = self.t;
        let led = |words: &[&str]| {
            (behind.saturating_sub(LED_TOKENS)..behind.saturating_sub(1)).any(|i| t.is(i, words))
        };
        let than = t.is(at, &["dan", "than", "boven"])
            && led(&[
                "liever", "eerder", "beter", "voorkeur", "liefst", "kies", "kiest", "kiezen",
                "rather", "sooner",
            ]);
        let but = t.is(at, &["maar", "but"]) && led(&["niet", "geen", "not"]);
        // "van 2 naar 23 maart".
        let moved = t.is(at, &["naar"]) && t.was(behind.saturating_sub(1), &["van"]);
        let instead = t.is(at, &["i.p.v.", "ipv"])
            || t.are(at, &["in", "plaats", "van"])
            || at > 0 && t.are(at - 1, &["in", "plaats", "van"]);
        than || but || instead || moved
    }

    /// A year that is a number: "2027", "'26", "tweeduizend achttien".
    pub(super) fn year_number(&self, at: usize) -> Option<(i32, usize)> {
        let t = self.t;
        let token = t.get(at)?;
        match token.word {
            Word::Digits { value, len: 4 } if (1500..2200).contains(&value) => {
                return (!t.is(at + 1, &["uur"])).then_some((value as i32, at + 1));
            }
            Word::Number(value) if (1500..2200).contains(&value) => {
                // "tweeduizend (en) achttien".
                let tail = if t.is(at + 1, &["en"]) { at + 2 } else { at + 1 };
                let spelled = tail == at + 1 || matches!(t.word(tail), Word::Number(_));
                let rest = t.count(tail).filter(|rest| value % 100 == 0 && *rest < 100 && spelled);
                return Some((
                    (value + rest.unwrap_or(0)) as i32,
                    if rest.is_some() { tail + 1 } else { at + 1 },
                ));
            }
            // "negentien achtenzeventig".
            Word::Number(head @ (19 | 20)) => {
                let tail = t.count(at + 1).filter(|tail| (10..100).contains(tail))?;
                let spelled = matches!(t.word(at + 1), Word::Number(_));
                return spelled.then_some(((head * 100 + tail) as i32, at + 2));
            }
            _ => {}
        }
        let short = token.lower.strip_prefix(['\'', '’', '‘'])?;
        let value: u32 = short.parse().ok()?;
        (short.len() == 2).then(|| (century(value), at + 1))
    }

    /// A year: "2027", "'26", "volgend jaar", "van dit jaar".
    pub(super) fn year(&self, at: usize) -> Option<(Year, usize)> {
        if let Some((year, next)) = self.year_number(at) {
            return Some((Year::Number(year), next));
        }
        let t = self.t;
        let at = if t.is(at, &["van", "in", "of"]) { at + 1 } else { at };
        if let Some(words) = t.any_of(at, &[&["het", "nieuwe", "jaar"], &["the", "new", "year"]]) {
            return Some((Year::FromNow(1), at + words));
        }
        if let Some((year, next)) = self.year_number(at) {
            return Some((Year::Number(year), next));
        }
        let at = if t.is(at, &["het"]) { at + 1 } else { at };
        let Word::Relative(relative) = t.word(at) else { return None };
        matches!(t.word(at + 1), Word::Unit(Unit::Year)).then(|| {
            let years = match relative {
                Relative::This => 0,
                Relative::Coming | Relative::Next => 1,
                Relative::Previous | Relative::Past => -1,
            };
            (Year::FromNow(years), at + 2)
        })
    }
}

/// "Liever op de 9e dan": so far before the second word the first stands.
const LED_TOKENS: usize = 5;

/// Up to here "2e" may as well be an option.
const OPTIONS_MOST: u32 = 9;

/// What a number may count instead of being a day of the month.
const COUNTED: &[&str] = &[
    "personen",
    "mensen",
    "man",
    "leden",
    "gasten",
    "helft",
    "keer",
    "verdieping",
    "klas",
    "eeuw",
    "etage",
    "deelnemers",
    "kamer",
    "optie",
    "voorstel",
    "kwartaal",
    "people",
    "floor",
    "paasdag",
    "plaats",
    "instantie",
    "collega's",
    "raadsleden",
];
