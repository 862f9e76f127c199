//! The period and the deputy of an out-of-office mail.
//!
//! A date at which somebody is back ends the absence, any other date or stretch is the absence
//! itself. The trap: such mail is sent while the absence lasts, so a day without a year that has just
//! gone by lies in this year, not in the next.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Context;
use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::people::name_end;
use super::sentence::Sentence;
use crate::domain::reading::{Away, Modality, When, Wish};

/// Reads the absence from a text that an absent person's program sent.
pub(crate) fn away(body: &Body<'_>, wishes: &[Wish], context: &Context<'_>) -> Option<Away> {
    let mut away = Away { from: None, until: None, deputy: deputy(body) };
    for wish in wishes.iter().filter(|wish| wish.modality != Modality::Deadline || ends(wish)) {
        let sentence = body.sentence_at(wish.span);
        if sentence.is_some_and(only_promises) {
            continue;
        }
        let back = sentence.is_some_and(|s| is_return(body, s, wish));
        let gone = sentence.is_some_and(|s| s.cues.has(Cue::GoneAway));
        take(&mut away, &days(&wish.when), back, gone);
    }
    this_year(&mut away, context.now.date());
    let found = away.from.is_some() || away.until.is_some() || away.deputy.is_some();
    found.then_some(away)
}

/// "U krijgt binnen vijf werkdagen antwoord": who answers is not away until then.
fn only_promises(sentence: Sentence) -> bool {
    let has = |cue| sentence.cues.has(cue);
    has(Cue::Answer) && ![Cue::GoneAway, Cue::BackAgain, Cue::ThereAgain].into_iter().any(has)
}

/// "Tot en met vrijdag": the end of a stretch, which elsewhere is the day to answer before.
fn ends(wish: &Wish) -> bool {
    wish.text.get(..3).is_some_and(|opens| matches!(opens, "tot" | "Tot" | "t/m" | "T/m" | "unt"))
}

/// What a time says about days: from, until (exclusive), and whether it is one day.
struct Stretch {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    one: bool,
}

fn days(when: &When) -> Stretch {
    let none = Stretch { from: None, until: None, one: false };
    match when {
        When::Date(day) => Stretch { from: Some(*day), until: day.succ_opt(), one: true },
        When::DateTime(at) => {
            Stretch { from: Some(at.date()), until: at.date().succ_opt(), one: true }
        }
        When::DateRange { start, end } => Stretch { from: *start, until: *end, one: false },
        When::DateTimeRange { start, end } => Stretch {
            from: start.map(|at| at.date()),
            until: end.map(|at| at.date()),
            one: start.is_some() && start.map(|at| at.date()) == end.map(|at| at.date()),
        },
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => none,
    }
}

fn take(away: &mut Away, days: &Stretch, back: bool, gone: bool) {
    match (back, days.from, days.until) {
        // "Maandag 9 november ben ik terug", "vanaf 9 november weer bereikbaar".
        (true, Some(day), _) if days.one || days.until.is_none() => {
            away.until = away.until.or(Some(day));
        }
        // "Ik ben er weer in de week van 9 november".
        (true, Some(start), Some(_)) if !gone => away.until = away.until.or(Some(start)),
        // A day of the week on which somebody never works is no absence.
        (_, Some(_), _) if days.one && !gone => {}
        (_, from, until) => {
            away.from = away.from.or(from);
            away.until = away.until.or(until.filter(|_| !days.one || from.is_none()));
        }
    }
}

/// An absence that would begin months from now began when it was this year's.
fn this_year(away: &mut Away, today: NaiveDate) {
    let far = |day: NaiveDate| (day - today).num_days() > 270;
    let is_week = away.until.is_some_and(|until| {
        away.from.is_some_and(|from| (until - from).num_days() % 7 == 0 && is_monday(from))
    });
    let last_year = |day: NaiveDate| {
        if is_week {
            return day.checked_sub_days(Days::new(364));
        }
        day.checked_sub_months(Months::new(12)).filter(|d| d.day() == day.day())
    };
    let Some(from) = away.from.filter(|day| far(*day)) else { return };
    away.from = last_year(from).or(away.from);
    if let Some(until) = away.until.filter(|day| far(*day)) {
        away.until = last_year(until).or(away.until);
    }
}

fn is_monday(day: NaiveDate) -> bool {
    day.weekday() == chrono::Weekday::Mon
}

/// Being back.
pub(crate) const BACK: Phrases =
    &["weer", "terug", "back", "return", "returning", "hervat", "opnieuw", "again", "resume"];
/// Words of being there; behind "niet" they say the opposite.
pub(crate) const THERE: Phrases = &["aanwezig", "bereikbaar", "beschikbaar", "available"];
/// Being away.
pub(crate) const GONE: Phrases = &[
    "afwezig",
    "verlof",
    "vakantie",
    "weg",
    "vrij",
    "out of office",
    "out of the office",
    "away",
    "leave",
    "niet aanwezig",
    "niet bereikbaar",
    "niet beschikbaar",
    "niet op kantoor",
    "not available",
    "niet werkzaam",
    "er niet",
    "ziek",
    "ziekte",
    "cursus",
    "geniet",
];

/// "Vanaf dinsdag 4 mei ben ik er weer", "op 4 mei ben ik terug". Where a sentence says both, the
/// nearest word counts: "met verlof tot 4 mei, daarna weer bereikbaar".
fn is_return(body: &Body<'_>, s: Sentence, wish: &Wish) -> bool {
    let t = body.tokens();
    let (from, to) = clause(t, s, wish);
    let back = t.at(from, to, Cue::BackAgain).is_some();
    let there =
        t.at(from, to, Cue::ThereAgain).is_some_and(|at| !t.was(at, &["niet", "not", "minder"]));
    let gone = t.at(from, to, Cue::GoneAway).is_some();
    (back || there) && !gone
}

/// The part of a sentence around a time, between its commas, "en" and "maar".
fn clause(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> (usize, usize) {
    let ends = |at: usize| {
        t.get(at).is_some_and(|token| token.is_sign(',') || token.is_sign(';'))
            || t.is(at, &["en", "maar", "and", "but"])
    };
    let inside = |at: usize| t.get(at).is_some_and(|token| token.span()[0] < wish.span[0]);
    let behind = |at: usize| t.get(at).is_some_and(|token| token.span()[0] >= wish.span[1]);
    let from = (s.from..s.to).rfind(|&at| inside(at) && ends(at));
    let to = (s.from..s.to).find(|&at| behind(at) && ends(at));
    (from.map_or(s.from, |at| at + 1), to.unwrap_or(s.to))
}

/// Words behind which the deputy is named.
pub(crate) const LEADS: Phrases = &[
    "mijn collega 's",
    "mijn collega",
    "mijn directe collega",
    "collega",
    "opnemen met",
    "op met",
    "terecht bij",
    "wenden tot",
    "richten aan",
    "mailen naar",
    "sturen naar",
    "sturen aan",
    "bellen met",
    "bel dan",
    "bel",
    "belt u",
    "mail dan",
    "mail naar",
    "mailt u",
    "benader",
    "vervangen door",
    "vervangster is",
    "vervanger is",
    "vervanger :",
    "waargenomen door",
    "overgenomen door",
    "aanspreekpunt is",
    "contactpersoon is",
    "my colleague",
    "please contact",
    "please email",
    "please call",
    "reach out to",
    "contact",
    "covered by",
];
/// Words in whose sentence the deputy is named anywhere: "Anna de Vries neemt mijn zaken waar".
pub(crate) const STANDS_IN: Phrases = &[
    "waar",
    "vervangt",
    "vervanger",
    "vervangster",
    "waarneemt",
    "over",
    "aanspreekpunt",
    "helpt",
    "helpen",
    "te woord",
    "dringende",
    "spoed",
    "urgent",
    "covering",
];

/// The name behind words that lead to a deputy, else the name in a sentence of standing in.
fn deputy(body: &Body<'_>) -> Option<String> {
    let t = body.tokens();
    let led = (0..body.end).find_map(|at| {
        let length = t.cue(at, Cue::LeadsToDeputy)?;
        name(body, t, past_title(t, at + length))
    });
    led.or_else(|| {
        let sentences = body.sentences.iter();
        sentences.filter(|s| s.cues.has(Cue::StandsIn)).find_map(|s| {
            // A sentence opens with a capital that is no name, unless a name follows it.
            (s.from..s.to).find_map(|at| name(body, t, at))
        })
    })
}

/// Skips "mevrouw", "de heer" and the like.
fn past_title(t: Tokens<'_, '_>, at: usize) -> usize {
    let titles: &[&[&str]; 8] = &[
        &["de", "heer"],
        &["mevrouw"],
        &["mevr", "."],
        &["mw", "."],
        &["dhr", "."],
        &["mijn", "collega"],
        &["collega"],
        &[":"],
    ];
    at + t.any_of(at, titles).unwrap_or(0)
}

/// A whole name, written with capitals. A greeting word at its head is none of it.
fn name(body: &Body<'_>, t: Tokens<'_, '_>, at: usize) -> Option<String> {
    let first = t.get(at)?;
    if !first.starts_upper() || first.cues.has(Cue::OpensNoName) {
        return None;
    }
    let end = name_end(t, at)?;
    let name = body.words(at, end).split_whitespace().collect::<Vec<_>>().join(" ");
    (name.split(' ').count() >= 2).then_some(name)
}

/// Words that open a sentence and are no first names.
pub(crate) const NO_NAMES: Phrases = &[
    "voor", "bij", "in", "tijdens", "uw", "mijn", "ik", "van", "vanaf", "op", "neem", "kan", "met",
    "wij", "de", "het", "een", "for", "please", "during", "my", "geachte", "beste", "dank", "u",
    "heeft", "is", "als", "mocht", "tot", "indien",
];
