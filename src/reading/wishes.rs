//! Runs the grammar of times over a whole text: phrases, their modality, their dates, their doubts.

use chrono::Weekday;

use super::Context;
use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::judgement::Judgement;
use super::modality::{self, Clause, Scene};
use super::programme;
use super::sentence::Sentence;
use super::times::days::period_heads;
use super::times::resolve::{Outcome, Resolver};
use super::times::{Days, Grammar, Phrase, Point, Which, link, why};
use super::token::{Unit, Word};
use crate::domain::reading::{Doubt, Modality, Span, When, Wish};

/// The times of a text and what is doubtful about them.
#[derive(Debug, Default)]
pub(crate) struct Wishes {
    pub(crate) found: Vec<Wish>,
    /// The lengths that the text names, in seconds, apart from the times.
    pub(crate) durations: Vec<Wish>,
    pub(crate) doubts: Vec<Doubt>,
    /// Where weekdays stand that are refused in a sentence of their own.
    pub(crate) only_refused: Vec<Span>,
}

/// Few sentences have more times or clauses, and few mails more times.
const USUAL: usize = 16;

/// Reads all times above the sign-off.
///
/// Each step is taken for the whole text before the next begins. The grammar, the links and the
/// judgement are a lot of code, and a processor that goes from the one to the other at each sentence
/// loads it again and again.
pub(crate) fn read(body: &Body<'_>, context: &Context<'_>) -> Wishes {
    let t = body.tokens();
    let mut written = Written::of(body, context).linked(t, context.policy.share);
    let mut judge = Judge::new(body, context);
    let mut said = Vec::with_capacity(USUAL);
    for place in 0..body.sentences.len() {
        judge.judge(place, written.of_sentence(place), &mut said);
    }
    let mut said = said.into_iter();
    let mut known = Known { context, resolver: Resolver::new(context), week: NamedWeek::Unsaid };
    let mut wishes = Wishes { found: Vec::with_capacity(USUAL), ..Wishes::default() };
    let mut lends = false;
    let mut own = Vec::new();
    for (place, &sentence) in body.sentences.iter().enumerate() {
        // "Niet op maandag. Tijden: 10-15 uur": those of the days that are wanted.
        let refused = wishes.found.last().is_some_and(|last| last.modality == Modality::Cannot);
        let last = (std::mem::take(&mut lends) && !refused)
            .then(|| written.of_sentence(place - 1).last().cloned())
            .flatten();
        let phrases = written.of_sentence(place);
        own.clear();
        own.extend(said.by_ref().take(phrases.len()));
        let Some(first) = phrases.first_mut() else { continue };
        let lent = last.is_some_and(|last| lend_day(&last, first));
        if lent {
            wishes.found.pop();
        }
        let joins = first.is_hours_only() && joins_stay(body, place, &wishes.found);
        if joins {
            first.start.days = Some(Days::Previous);
        }
        if lent || joins {
            own.clear();
            judge.judge(place, phrases, &mut own);
        }
        let next = body.sentences.get(place + 1);
        lends = phrases.len() == 1 && next.is_some_and(|next| is_hour_field(t, *next));
        if sentence.cues.has(Cue::CorrectsTime) {
            wishes.found.pop();
        }
        let any_week = is_of_any_week(phrases, &wishes.found, context);
        for (phrase, said) in phrases.iter().zip(&own) {
            if !any_week || !is_rest_of_week(phrase) {
                wishes.take(body, phrase, *said, any_week, &mut known);
            }
        }
    }
    programme::begin(body, &mut wishes.found);
    if wishes.found.is_empty() {
        // A length is part of `when` only where it is all that is said about time.
        wishes.found = wishes.durations.clone();
    }
    wishes
}

/// What the days of a text are found by.
struct Known<'c> {
    context: &'c Context<'c>,
    resolver: Resolver<'c>,
    week: NamedWeek,
}

impl Known<'_> {
    /// The phrase as it is meant, where that is not how it is written.
    fn meant(&self, phrase: &Phrase, judged: Judgement, said: Said) -> Option<Phrase> {
        if judged.is_for {
            return Some(Phrase { bound: None, ..phrase.clone() });
        }
        let day = phrase.bare_weekday().filter(|_| said.word_given);
        let in_week = || self.week.day_in(phrase, judged).filter(|_| !said.awaits);
        day.map(|day| coming(phrase, day)).or_else(in_week)
    }
}

/// The one week to come that the text names so far.
#[derive(Debug)]
enum NamedWeek {
    Unsaid,
    One(Days),
    Several,
}

impl NamedWeek {
    /// "In de week van 15 november. Liefst op dinsdag": the Tuesday of that week.
    fn day_in(&self, phrase: &Phrase, judged: Judgement) -> Option<Phrase> {
        let Self::One(frame) = self else { return None };
        let is_wish =
            matches!(judged.modality, Modality::Want | Modality::Prefer | Modality::Cannot);
        phrase.bare_weekday().filter(|_| is_wish && !judged.habit && phrase.bound.is_none())?;
        let what = Box::new(phrase.start.days.clone()?);
        let days = Some(Days::In { what, frame: Box::new(frame.clone()) });
        Some(Phrase { start: Point { days, ..phrase.start.clone() }, ..phrase.clone() })
    }

    fn hear(&mut self, phrase: &Phrase, wish: &Wish, context: &Context<'_>) {
        if !matches!(wish.modality, Modality::Want | Modality::Prefer) {
            return;
        }
        let Some(days) = &phrase.start.days else { return };
        let is_week = matches!(
            days,
            Days::Weeks { .. }
                | Days::Unit { unit: Unit::Week, .. }
                | Days::UnitOf { unit: Unit::Week, .. }
        );
        let whole = is_week && phrase.end.is_none() && phrase.bound.is_none();
        let to_come = matches!(wish.when, When::DateRange { start: Some(start), .. }
            if start > context.now.date());
        *self = match self {
            Self::Unsaid if whole && to_come => Self::One(days.clone()),
            Self::Unsaid => Self::Unsaid,
            Self::One(week) if *days == *week || is_in(days, week) => return,
            // Another day, or another week: of which a weekday is nobody knows.
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

fn is_in(days: &Days, week: &Days) -> bool {
    matches!(days, Days::In { frame, .. } if **frame == *week)
}

/// What a sentence says of a time in it.
#[derive(Clone, Copy)]
struct Said {
    judgement: Judgement,
    /// "U hoort maandag van ons", "de fractie bespreekt het maandag": on that day they know more.
    word_given: bool,
    /// "Kunt u vrijdag laten weten of dat kan?" names the Friday of this week.
    awaits: bool,
}

/// Judges the times of a text, sentence by sentence.
struct Judge<'b, 't> {
    body: &'b Body<'t>,
    /// "Voor" without a plan is before the day.
    voor_is_before: bool,
    clauses: Vec<Clause>,
}

impl<'b, 't> Judge<'b, 't> {
    fn new(body: &'b Body<'t>, context: &Context<'_>) -> Self {
        let clauses = Vec::with_capacity(USUAL);
        Self { body, voor_is_before: context.policy.voor_is_before, clauses }
    }

    /// What the sentence at this place says of each of its times.
    fn judge(&mut self, place: usize, phrases: &[Phrase], said: &mut Vec<Said>) {
        let (t, sentences) = (self.body.tokens(), &self.body.sentences);
        let Some(&sentence) = sentences.get(place).filter(|_| !phrases.is_empty()) else { return };
        let next = sentences.get(place + 1);
        let scene = Scene::new(t, sentence, (phrases, &mut self.clauses), self.voor_is_before);
        let asked = is_bare(phrases, sentence);
        let answer = next.filter(|_| asked).and_then(|next| modality::answer(t, *next));
        let answer = answers_refusal(self.body, place).or(answer);
        let then = || next.is_some_and(|next| is_wished_then(t, *next));
        said.extend(phrases.iter().map(|phrase| Said {
            judgement: answered(scene.judge(phrase), answer, then),
            word_given: phrase.bare_weekday().is_some()
                && (scene.gives_word(phrase) || scene.is_deliberated(phrase)),
            awaits: sentence.cues.has(Cue::Answer),
        }));
    }
}

/// The times of all sentences as they are written, in the order of the text.
struct Written {
    all: Vec<Phrase>,
    /// Where those of each sentence end.
    ends: Vec<usize>,
}

impl Written {
    fn with_room_for(sentences: usize) -> Self {
        Self { all: Vec::with_capacity(USUAL), ends: Vec::with_capacity(sentences) }
    }

    fn of(body: &Body<'_>, context: &Context<'_>) -> Self {
        let (t, period_heads) = (body.tokens(), &period_heads(context.periods));
        let grammar = Grammar { t, policy: context.policy, periods: context.periods, period_heads };
        let mut phrases = Self::with_room_for(body.sentences.len());
        let mut found = Vec::with_capacity(USUAL);
        for sentence in &body.sentences {
            grammar.phrases(*sentence, &mut found);
            phrases.push(&mut found);
        }
        phrases
    }

    /// With what neighbours in a sentence share.
    fn linked(mut self, t: Tokens<'_, '_>, share_all: bool) -> Self {
        let mut phrases = Self::with_room_for(self.ends.len());
        let mut rest = self.all.drain(..);
        let mut from = 0;
        for to in self.ends {
            link::link(t, rest.by_ref().take(to - from), &mut phrases.all, share_all);
            phrases.ends.push(phrases.all.len());
            from = to;
        }
        phrases
    }

    /// Takes those of one sentence more.
    fn push(&mut self, phrases: &mut Vec<Phrase>) {
        self.all.append(phrases);
        self.ends.push(self.all.len());
    }

    /// Those of the sentence at this place.
    fn of_sentence(&mut self, place: usize) -> &mut [Phrase] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let from = place.checked_sub(1).map_or(0, end);
        let to = end(place);
        self.all.get_mut(from..to).unwrap_or_default()
    }
}

/// "Welke dag kan beslist niet?: 12 oktober": the label of the form asks what does not suit.
fn answers_refusal(body: &Body<'_>, place: usize) -> Option<Modality> {
    let label = body.sentences.get(place.checked_sub(1)?)?;
    let here = body.sentences.get(place)?;
    let asked = label.asks && label.cues.has(Cue::No);
    (asked && body.tokens().is_sign(here.from, ':')).then_some(Modality::Cannot)
}

/// "24 sept?": a question that is nothing but a time; the sentence behind it answers.
fn is_bare(phrases: &[Phrase], sentence: Sentence) -> bool {
    let said: usize = phrases.iter().map(|phrase| phrase.to - phrase.from).sum();
    sentence.asks && !phrases.is_empty() && said + 2 >= sentence.to - sentence.from
}

/// "Graag in april. Dinsdag niet, de rest van de week wel": said of each week of a row that begins later
/// than this one, of which the Tuesdays are left out.
fn is_of_any_week(phrases: &[Phrase], found: &[Wish], context: &Context<'_>) -> bool {
    let [weekday, rest] = phrases else { return false };
    let today = context.now.date();
    let later = |wish: &Wish| {
        let start = match wish.when {
            When::DateRange { start, .. } => start,
            When::Date(_)
            | When::DateTime(_)
            | When::DateTimeRange { .. }
            | When::Time(_)
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => None,
        };
        let sunday = today.week(Weekday::Mon).last_day();
        wish.modality == Modality::Want && start.is_some_and(|start| start > sunday)
    };
    weekday.bare_weekday().is_some() && is_rest_of_week(rest) && found.iter().any(later)
}

fn is_rest_of_week(phrase: &Phrase) -> bool {
    phrase.start.days == Some(Days::Rest(Unit::Week))
}

/// "U hoort maandag van ons": the coming Monday, and not the one that was offered.
fn coming(phrase: &Phrase, day: Weekday) -> Phrase {
    let days = Some(Days::Weekday(day, Which::Coming));
    Phrase { start: Point { days, ..phrase.start.clone() }, ..phrase.clone() }
}

/// What the sentence behind a time says of it.
fn answered(judged: Judgement, answer: Option<Modality>, then: impl FnOnce() -> bool) -> Judgement {
    match answer {
        Some(modality) => Judgement { modality, ..judged },
        None if judged.modality == Modality::Cannot && then() => {
            Judgement { modality: Modality::Want, has_room: true, ..judged }
        }
        None => judged,
    }
}

/// "Dan zijn wij met reces. Kan zij juist dan komen?": the days that were named are the ones wanted.
fn is_wished_then(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    let then: &[&[&str]] = &[&["juist", "dan"], &["dan", "juist"], &["juist", "die", "dag"]];
    ![Cue::No, Cue::Away, Cue::Impossible].iter().any(|cue| sentence.cues.has(*cue))
        && t.find(sentence.from, sentence.to, then).is_some()
}

/// `Tijd: 10.00 - 12.00 uur`, the line of a form below its date.
fn is_hour_field(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    let words =
        ["tijd", "tijdstip", "aanvang", "aanvangstijd", "begintijd", "tijden", "time", "uur"];
    t.is(sentence.from, &words) && t.is_sign(sentence.from + 1, ':')
        || t.are(sentence.from, &["hoe", "laat"]) && t.is_sign(sentence.from + 2, ':')
}

/// "Zij is op 30 april in Zeist. Kan zij aansluitend, om 14.00 uur, de wijk in?": on the day on which
/// the guest is near already, which is all that the sentence before tells.
fn joins_stay(body: &Body<'_>, place: usize, found: &[Wish]) -> bool {
    let t = body.tokens();
    let before = place.checked_sub(1).and_then(|at| body.sentences.get(at));
    let Some((before, here)) = before.zip(body.sentences.get(place)) else { return false };
    let [from, to] = t.span(before.from, before.to);
    let mut told = found.iter().filter(|wish| from <= wish.span[0] && wish.span[1] <= to);
    let stay = told
        .next()
        .is_some_and(|wish| wish.modality == Modality::Fixed && matches!(wish.when, When::Date(_)));
    let joins = || t.find(here.from, here.to, JOINS_STAY).is_some();
    let near = || t.find(before.from, before.to, WITH_YOU).is_some();
    stay && told.next().is_none()
        && (joins() || near())
        && is_of_guest(t, *before)
        && asks_in(t, *here)
}

/// Whether a guest is named in the sentence, and not only a letter or the other side.
fn is_of_guest(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    const GUESTS: &[Cue] = &[Cue::GuestNoun, Cue::Office, Cue::GuestBody];
    let capital =
        |at: usize| t.get(at).is_some_and(|word| word.word.is_other() && word.starts_upper());
    let name = |at: usize| capital(at) && capital(at + 1) && !t.listed(at, Cue::Determiner);
    (sentence.from..sentence.to).any(|at| {
        t.is(at, &["ik", "wij", "we", "zij", "ze", "hij", "she", "he"])
            || GUESTS.iter().any(|cue| t.listed(at, *cue))
            || name(at)
    })
}

/// "Kan zij aansluitend de wijk in?", "kunnen ze nog rondkijken?": whether it is asked to receive a guest.
/// Who calls by telephone does not come.
fn asks_in(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    let word = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
    let comes = |at: usize| {
        let infinitive = t.get(at).is_some_and(|word| {
            word.word.is_other() && word.lower.len() > 4 && word.lower.ends_with("en")
        });
        !infinitive || t.listed(at, Cue::ComesFor)
    };
    let last = (sentence.from..sentence.to).rev().find(word);
    sentence.asks && t.is(sentence.from, MAY) && last.is_some_and(comes)
}

/// How a guest asks whether something may be.
const MAY: &[&str] = &[
    "kan", "kunnen", "kunt", "mag", "mogen", "zou", "zouden", "lukt", "past", "schikt", "is",
    "can", "could", "may", "would",
];
const JOINS_STAY: &[&[&str]] = &[
    &["aansluitend"],
    &["daarna"],
    &["erna"],
    &["daarvoor"],
    &["na", "afloop"],
    &["dezelfde", "dag"],
    &["that", "day"],
    &["afterwards"],
];
const WITH_YOU: &[&[&str]] =
    &[&["bij", "u"], &["bij", "jullie"], &["in", "uw", "wijk"], &["in", "uw", "buurt"]];

/// Gives the day of the phrase before to one that has only hours; says whether it did.
fn lend_day(before: &Phrase, phrase: &mut Phrase) -> bool {
    let open = before.start.days.is_some() && before.start.time.is_none() && before.end.is_none();
    let lends = phrase.is_hours_only() && open;
    if lends {
        phrase.start.days = before.start.days.clone();
    }
    lends
}

/// "Sorry, ik bedoel de 17e": what was said just before does not count.
pub(crate) const CORRECTS: Phrases =
    &["bedoel", "bedoelde", "bedoelden", "correctie", "of nee", "i mean", "i meant"];

impl Wishes {
    /// Finds the day of a phrase, as it is meant, and takes it.
    fn take(
        &mut self,
        body: &Body<'_>,
        phrase: &Phrase,
        said: Said,
        any_week: bool,
        known: &mut Known<'_>,
    ) {
        let judged = said.judgement;
        let habit = judged.habit || any_week && judged.modality == Modality::Cannot;
        let judged = known.resolver.in_its_tense(phrase, Judgement { habit, ..judged });
        let meant = known.meant(phrase, judged, said);
        let phrase = meant.as_ref().unwrap_or(phrase);
        let outcome = known.resolver.resolve(phrase, judged);
        if self.joins_set(body, phrase, judged) {
            return;
        }
        let found = self.found.len();
        self.add(body, phrase, judged, outcome, known.context);
        if let Some(wish) = self.found.get(found) {
            known.week.hear(phrase, wish, known.context);
        }
    }

    /// "Op dinsdag en vrijdag is zij niet beschikbaar": a weekday that is joined to one that stands for every
    /// such day stands for them too, and both are one habit. Says whether it was so.
    fn joins_set(&mut self, body: &Body<'_>, phrase: &Phrase, judged: Judgement) -> bool {
        let t = body.tokens();
        let joined = phrase.from.checked_sub(1).filter(|&at| t.is(at, &["en", "of", "and", "or"]));
        let plain = phrase.start.time.is_none() && phrase.bound.is_none();
        let day = phrase.bare_weekday().filter(|_| plain);
        let (Some(day), Some(joint), Some(last)) = (day, joined, self.found.last_mut()) else {
            return false;
        };
        let span = t.span(phrase.from, phrase.to);
        let beside = t.before(joint).is_some_and(|word| word.span()[1] == last.span[1]);
        match &mut last.when {
            When::Set { weekdays, nth, from: None, until: None, within: None }
                if beside && nth.is_empty() && last.modality == judged.modality =>
            {
                weekdays.push(day.number_from_monday() as u8);
            }
            When::Set { .. }
            | When::Date(_)
            | When::DateTime(_)
            | When::DateRange { .. }
            | When::DateTimeRange { .. }
            | When::Time(_)
            | When::TimeRange { .. }
            | When::Duration { .. } => return false,
        }
        let first = t.0.partition_point(|token| token.span()[0] < last.span[0]);
        last.span[1] = span[1];
        last.text = body.words(first, phrase.to).to_owned();
        true
    }

    fn add(
        &mut self,
        body: &Body<'_>,
        phrase: &Phrase,
        judged: Judgement,
        outcome: Outcome,
        context: &Context<'_>,
    ) {
        // "Kan het een week later?": what is moved is no part of the time.
        let t = body.tokens();
        let moved = t.is(phrase.from, &["het"]) && t.is(phrase.from + 1, &["een"]);
        let from = phrase.from + usize::from(moved && phrase.from + 1 < phrase.to);
        let text = body.words(from, phrase.to).to_owned();
        let span = t.span(from, phrase.to);
        let (when, alternatives, guessed) = match outcome {
            Outcome::Read { when, alternatives } => (when, alternatives, false),
            Outcome::Guess { when } => (when, Vec::new(), true),
            Outcome::NoSuchDate { nearest } => {
                self.doubts.push(Doubt::NoSuchDate { text, nearest, span });
                return;
            }
            Outcome::Nothing => return,
        };
        if guessed || !alternatives.is_empty() {
            self.doubts.push(Doubt::When { text: text.clone(), span });
        }
        if judged.only_refused {
            self.only_refused.push(span);
        }
        let modality = settled(judged.modality, judged.past, &when, context);
        let why = context.explain.then(|| why::derivation(phrase));
        let wish = Wish { when, modality, text, span, alternatives, why };
        if matches!(wish.when, When::Duration { .. }) {
            if context.policy.lengths {
                self.found.push(wish.clone());
            }
            self.durations.push(wish);
        } else {
            self.found.push(wish);
        }
    }
}

/// Looking back at a day that is still to come is stating an agreement.
fn settled(modality: Modality, past: bool, when: &When, context: &Context<'_>) -> Modality {
    let today = context.now.date();
    let start = match when {
        When::Date(day) => Some(*day),
        When::DateTime(at) => Some(at.date()),
        When::DateRange { start, .. } => *start,
        When::DateTimeRange { start, .. } => start.map(|at| at.date()),
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => None,
    };
    let told = matches!(modality, Modality::Want | Modality::Fixed);
    let over = matches!(when, When::DateRange { end: Some(end), .. } if *end <= today);
    match start {
        Some(day) if past && day > today => Modality::Fixed,
        // "Vorig jaar in mei".
        Some(_) if over && told => Modality::Past,
        // Nobody wishes for a day that has been.
        Some(day) if day < today && told && is_one_day(when) => Modality::Past,
        Some(_) | None => modality,
    }
}

fn is_one_day(when: &When) -> bool {
    matches!(when, When::Date(_) | When::DateTime(_))
}
