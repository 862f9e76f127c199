//! What leans on the time named last ("daarna is er ruimte"), or on the appointment that the whole
//! conversation is about ("de vrijdag lukt niet meer").

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::super::Amount;
use super::algebra::{add, next, weekday_after};
use super::{Dated, Outcome, Resolver, WEEK_DAYS, read};
use crate::domain::reading::{Modality, When};
use crate::reading::judgement::Judgement;
use crate::reading::times::Phrase;

/// In days.
const HALF_A_YEAR: i64 = 183;

impl Resolver<'_> {
    /// Of a date that may have been or may be still to come the words mean the nearest; of today, that
    /// it has come.
    pub(crate) fn in_its_tense(&self, phrase: &Phrase, judged: Judgement) -> Judgement {
        let day = |past| Some(self.value(phrase.start.days.as_ref()?, past)?.range().0);
        let far = |past| day(past).map(|day: NaiveDate| (day - self.today).num_days().abs());
        if !judged.perhaps_past {
            return judged;
        }
        let (Some(behind), Some(ahead)) = (far(true), far(false)) else { return judged };
        if judged.past {
            // Who writes of last year's February says so; "u schreef dat 18 februari ..." is the next.
            let next = behind > HALF_A_YEAR && ahead < behind / 3;
            let modality = if next { judged.ahead } else { judged.modality };
            return Judgement { past: !next, modality, ..judged };
        }
        let past = behind < ahead || behind == 0;
        let modality = if past { Modality::Past } else { judged.modality };
        Judgement { past, modality, ..judged }
    }

    /// From the end of the time named last, or up to its beginning. What recurs has neither.
    pub(super) fn beside_last(&self, before: bool) -> Outcome {
        let Some(last) = &self.last else { return Outcome::Nothing };
        let (start, end) = match last {
            When::Date(day) if before => return read(until(*day)),
            When::Date(day) => return read(onward(next(*day))),
            When::DateRange { start, end } => {
                // "Tot 1 maart zijn wij dicht; tot die tijd ..." is the same row.
                let edge = if before { start.or(*end).map(until) } else { end.map(onward) };
                return edge.map_or(Outcome::Nothing, read);
            }
            When::DateTime(at) => (Some(*at), Some(*at)),
            When::DateTimeRange { start, end } => (*start, *end),
            When::Time(at) => return self.hours_beside((Some(*at), Some(*at)), before),
            When::TimeRange { from, until } => return self.hours_beside((*from, *until), before),
            When::Duration { .. } | When::Set { .. } => return Outcome::Nothing,
        };
        match (before, start, end) {
            (true, Some(start), _) => read(When::DateTimeRange { start: None, end: Some(start) }),
            (false, _, Some(end)) => read(When::DateTimeRange { start: Some(end), end: None }),
            (true, None, _) | (false, _, None) => Outcome::Nothing,
        }
    }

    /// "Tot 11.00 uur kan het, de rest van de dag niet": what is left of the day named last. None where
    /// no day was named, or one that is over.
    pub(super) fn rest_of_day(&self, judged: Judgement) -> Option<Outcome> {
        if self.policy.end_of_day.is_some() {
            return None;
        }
        let end = |day: NaiveDate| next(day).and_time(NaiveTime::MIN);
        let rest = match self.last.as_ref()? {
            When::Date(day) if *day >= self.today => read(When::Date(*day)),
            When::DateTimeRange { end: Some(from), .. } if *from >= self.now => {
                let (start, end) = (Some(*from), Some(end(from.date())));
                read(When::DateTimeRange { start, end })
            }
            // How long the guest stays from then on is not said, so what is left is not known.
            When::DateTime(_) if judged.modality == Modality::Cannot => Outcome::Nothing,
            When::DateTime(at) if *at >= self.now => read(When::Date(at.date())),
            When::TimeRange { from, until } => self.hours_beside((*from, *until), false),
            When::Date(_)
            | When::DateTime(_)
            | When::DateTimeRange { .. }
            | When::DateRange { .. }
            | When::Time(_)
            | When::Duration { .. }
            | When::Set { .. } => return None,
        };
        Some(rest)
    }

    fn hours_beside(
        &self,
        (from, until): (Option<NaiveTime>, Option<NaiveTime>),
        before: bool,
    ) -> Outcome {
        match (before, from, until) {
            (true, Some(from), _) => read(When::TimeRange { from: None, until: Some(from) }),
            (false, _, Some(until)) => read(When::TimeRange { from: Some(until), until: None }),
            (true, None, _) | (false, _, None) => Outcome::Nothing,
        }
    }

    /// The agreed day, where a bare weekday can only be that one: "de vrijdag lukt niet meer".
    pub(super) fn agreed_day(&mut self, phrase: &Phrase, judged: Judgement) -> Option<Outcome> {
        let fits = |weekday: Weekday, day: &NaiveDate| day.weekday() == weekday;
        let weekday = phrase.bare_weekday().filter(|_| judged.may_be_agreed)?;
        let day = self.context.about.filter(|day| self.last.is_none() && fits(weekday, day))?;
        self.previous = Some(day);
        self.previous_row = None;
        Some(self.on_day(&Dated::sure(day), phrase))
    }

    /// "Wij zijn van 15 tot en met 19 maart in het land. De woensdag past het best": the one Wednesday of
    /// the days that were named last.
    pub(super) fn day_of_row(&mut self, phrase: &Phrase, judged: Judgement) -> Option<Outcome> {
        let definite = judged.may_be_agreed
            && judged.modality != Modality::Cannot
            && (!judged.excepted || self.last_has_room);
        let weekday = phrase.bare_weekday().filter(|_| definite)?;
        let Some(When::DateRange { start: Some(start), end: Some(end) }) = self.last else {
            return None;
        };
        if end <= self.today || (end - start).num_days() > WEEK_DAYS {
            return None;
        }
        let day = weekday_after(start.pred_opt()?, weekday);
        // "Van 15 tot 19 maart zijn wij met reces. De donderdag past": of any other week.
        if !self.last_has_room {
            let rows = day < end && phrase.start.time.is_none();
            return rows.then(|| read(self.set(&[weekday], None, None)));
        }
        (day < end).then(|| {
            self.previous = Some(day);
            self.on_day(&Dated::sure(day), phrase)
        })
    }
}

impl Resolver<'_> {
    /// "Op 15, 16 of 17 juni. Voorkeur dinsdag na 15.30 uur": the one of those days that is a Tuesday.
    pub(super) fn day_of_asked(&mut self, phrase: &Phrase, judged: Judgement) -> Option<Outcome> {
        let prefers = judged.modality == Modality::Prefer && self.asked.len() > 1;
        let weekday = phrase.bare_weekday().filter(|_| prefers)?;
        let mut days = self.asked.iter().filter(|day| day.weekday() == weekday);
        let day = *days.next()?;
        days.all(|other| *other == day).then(|| {
            self.previous = Some(day);
            self.on_day(&Dated::sure(day), phrase)
        })
    }
}

/// So long and no longer, from where the days begin.
pub(super) fn lasting(outcome: Outcome, length: Amount) -> Outcome {
    let Outcome::Read { when: When::DateRange { start: Some(start), end: None }, .. } = outcome
    else {
        return outcome;
    };
    add(start, length).map_or(Outcome::Nothing, |end| {
        read(When::DateRange { start: Some(start), end: Some(end) })
    })
}

fn onward(day: NaiveDate) -> When {
    When::DateRange { start: Some(day), end: None }
}

fn until(day: NaiveDate) -> When {
    When::DateRange { start: None, end: Some(day) }
}
