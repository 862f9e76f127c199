//! Moving or altering an agreed visit: another day, another hour, longer or shorter.
//!
//! Verbs of moving say so themselves. "Een week later" and "een andere datum" say it only where a
//! visit is agreed, because a request names second choices in the same words.

mod preferred;

use super::other_date::other_date;
use super::visit::{any_agreed, is_agreed};
use super::{Cue, Cues, Phrases, Sentence, Span, Text, is_wanted, request};
use crate::domain::reading::{When, Wish};
use crate::reading::classes::Classes;
use crate::reading::slip::is_one_letter_off;
use crate::reading::token::Word;

pub(crate) const MOVE: Phrases = &[
    "verplaatsen",
    "verplaats",
    "verplaatst",
    "verplaatsing",
    "verzetten",
    "verschuiven",
    "verschuif",
    "verschuift",
    "verschoven",
    "opschuiven",
    "opgeschoven",
    "doorschuiven",
    "doorgeschoven",
    "uitstellen",
    "uitgesteld",
    "uitstel",
    "vervroegen",
    "vervroegd",
    "verlaten naar",
    "omzetten",
    "omboeken",
    "omruilen",
    "verleggen",
    "naar voren halen",
    "naar voren gehaald",
    "naar voren schuiven",
    "naar achteren",
    "naar een ander moment",
    "naar een andere dag",
    "naar een andere datum",
    "reschedule",
    "rescheduled",
    "postpone",
    "postponed",
    "bring forward",
    "brought forward",
    "later dan afgesproken",
    "eerder dan afgesproken",
    "later dan gepland",
    "eerder dan gepland",
    "ander moment voor de afspraak",
    "uitwijken",
    "schuiven",
];
const MISSPELT: &[&str] = &["verplaatsen", "verschuiven", "uitstellen", "verzetten"];
/// Words that are nouns or reasons too: they move a visit only where one stands beside them.
pub(crate) const MOVED: Phrases = &[
    "verzet",
    "verzetten",
    "tussengekomen",
    "later moment",
    "later tijdstip",
    "omruilen",
    "moving to",
    "moving it to",
];
/// Verbs of altering; what they alter must be the visit or its date.
pub(crate) const ALTER: Phrases = &[
    "wijzigen",
    "wijzig",
    "wijziging",
    "gewijzigd",
    "aanpassen",
    "aangepast",
    "veranderen",
    "veranderd",
    "verlengen",
    "inkorten",
    "verkorten",
    "move",
    "shift",
    "change",
    "push",
    "moved",
    "loopt uit",
    "extend",
    "shorten",
    "ruilen",
    "toevoegen",
    "uitbreiden",
];
pub(crate) const OTHER_DATE: Phrases = &[
    "andere datum",
    "andere dag",
    "ander moment",
    "ander tijdstip",
    "andere tijd",
    "nieuwe datum",
    "nieuwe data",
    "nieuw moment",
    "nieuwe afspraak",
    "nieuw tijdstip",
    "another date",
    "another day",
    "new date",
    "different date",
    "different day",
    "different time",
    "another time",
    "alternatief",
    "andere mogelijkheid",
    "week erna",
    "andere keer",
    "een optie",
];
pub(crate) const SOONER: Phrases = &[
    "later",
    "eerder",
    "vroeger",
    "earlier",
    "opschuiven",
    "naar voren",
    "langer",
    "korter",
    "longer",
];
/// Words of beginning and arriving, and amounts of time, beside which "later" moves the visit.
pub(crate) const BEGIN: Phrases = &[
    "beginnen",
    "begint",
    "begin",
    "starten",
    "start",
    "aan",
    "aankomen",
    "arriveren",
    "komen",
    "komt",
    "er later",
    "wat",
    "iets",
    "vertrekken",
    "blijven",
    "blijft",
    "uur",
    "uurtje",
    "kwartier",
    "kwartiertje",
    "halfuur",
    "halfuurtje",
    "minuten",
    "dag",
    "dagje",
    "week",
    "weekje",
    "maand",
    "hour",
    "minutes",
    "day",
    "arrive",
];

/// An agreed visit is moved or altered. `called_off`: it was called off in so many words; `asked`: a
/// visit is asked for, so that second choices mean nothing.
pub(super) fn changes(text: &Text<'_, '_>, called_off: bool, asked: bool) -> Option<Span> {
    let moved =
        text.acting(MOVES, text.classes.meets(Classes::SLIP_IN_VERB)).find_map(|s| moves(text, s));
    let moved =
        moved.or_else(|| text.sentences().filter(|s| s.asks).find_map(|s| asks_to_put(text, s)));
    if moved.is_some() || asked {
        return moved.filter(|_| !asked || any_agreed(text) || !text.wants_time() || firm(text));
    }
    let agreed = any_agreed(text) || falls_away(text);
    const SOONER: &Cues = &Cues::these(&[Cue::Sooner]);
    let slides = text.saying(SOONER).find_map(|s| slides(text, s, agreed));
    slides
        .or_else(|| other_date(text).filter(|_| agreed && !text.offered && !called_off))
        .or_else(|| replaced(text))
        .or_else(|| text.sentences().filter(|s| s.asks).find_map(|s| asks_to_alter(text, s)))
        .or_else(|| instead(text).filter(|_| !text.offered))
        .or_else(|| text.sentences().find_map(|s| arrives_late(text, s)))
        .or_else(|| preferred::prefers_another(text).filter(|_| !called_off))
}

/// "Wij zijn er morgen pas om 10.45 uur", "we will not be there until 10.45": they come later than agreed.
fn arrives_late(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    /// Of hours too, only a few words stand between "not" and "until".
    const NEAR: usize = 5;
    if s.asks || text.offered || !text.names_time(s) {
        return None;
    }
    let t = text.t;
    let at = (s.from..s.to).find(|&at| {
        let not = || (at.saturating_sub(NEAR).max(s.from)..at).any(|i| t.is(i, &["not", "won't"]));
        t.is(at, &["pas"]) || t.is(at, &["until", "before"]) && not()
    })?;
    let says = |words: &[&str]| (s.from..s.to).any(|i| t.is(i, words));
    let we = says(&["wij", "we", "ik", "i", "hij", "zij", "ze", "she", "he"]);
    let there = (s.from..s.to).any(|i| t.any_of(i, BEING_THERE).is_some());
    let hour = text.times_in(s).any(|wish| match wish.when {
        When::Time(_) | When::DateTime(_) => true,
        When::DateTimeRange { start: Some(start), end: Some(end) } => start.date() == end.date(),
        When::TimeRange { .. } => true,
        When::DateTimeRange { .. }
        | When::Date(_)
        | When::DateRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    });
    (we && there && hour).then(|| t.span(at, at + 1))
}

const BEING_THERE: &[&[&str]; 12] = &[
    &["er", "pas"],
    &["komen"],
    &["kom"],
    &["zijn", "er"],
    &["ben", "er"],
    &["is", "er"],
    &["er", "zijn"],
    &["zijn", "we", "er"],
    &["aan"],
    &["arriveren"],
    &["be", "there"],
    &["arrive"],
];

/// What may move a visit, beside a verb that is misspelt.
const MOVES: &Cues = &Cues::these(&[
    Cue::Moves,
    Cue::MovesPerhaps,
    Cue::Slides,
    Cue::SetsBack,
    Cue::FarAhead,
    Cue::Alters,
]);

/// A verb of moving with a visit in its sentence.
fn firm(text: &Text<'_, '_>) -> bool {
    let mut moving = text.acting(MOVES, text.classes.meets(Classes::SLIP_IN_VERB));
    moving.any(|s| text.has(s, Cue::Visit) && moves(text, s).is_some())
}

/// "... botst met iets wat niet te verzetten is", "verplaatsen is geen optie": what stays where it is.
fn is_unmovable(text: &Text<'_, '_>, s: &Sentence) -> bool {
    /// From the verb to what says that it cannot be.
    const NEAR: usize = 5;
    let t = text.t;
    let moves = |at| t.is_cue(at, Cue::Moves) || t.is_cue(at, Cue::MovesPerhaps);
    text.has(s, Cue::DeniesPlainly)
        && (s.from..s.to).filter(|&at| moves(at)).any(|at| {
            let denied = |i: usize| {
                t.is(i, &["geen"]) && t.is(i + 1, &["optie", "mogelijkheid"])
                    || t.is(i, &["niet"]) && t.is(i + 1, &["mogelijk"])
            };
            t.was(at, &["te"]) && t.is(at - 2, &["niet"]) || (at..s.to.min(at + NEAR)).any(denied)
        })
}

fn moves(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let about = |s| text.has(s, Cue::Visit) || text.has(s, Cue::DateNoun) || text.names_time(s);
    // "Na afloop schuiven we graag aan" moves nobody but to the table.
    let joins = text.apart(s, Cue::Slides, &["aan"]).is_some();
    let found = text
        .place_in(s, Cue::Moves)
        .filter(|_| !joins && !is_unmovable(text, s))
        .or_else(|| misspelt(text, s))
        .or_else(|| {
            text.place_in(s, Cue::MovesPerhaps)
                .filter(|_| about(s) && !text.offered && definite(text, s))
                .filter(|_| !is_unmovable(text, s))
        })
        .or_else(|| {
            let slid = text.apart(s, Cue::Slides, &["op", "door", "back", "forward", "off"]);
            slid.or_else(|| text.apart(s, Cue::SetsBack, &["uit", "om"])).filter(|_| about(s))
        })
        .or_else(|| forward(text, s))
        .or_else(|| {
            let visit = text.has(s, Cue::Visit)
                || text.has(s, Cue::DateNoun) && !text.has(s, Cue::OfPeople);
            text.place_in(s, Cue::Alters).filter(|_| visit)
        })?;
    (!reason_only(text, s)).then_some(found)
}

/// Verbs with "uit" or "om" further on.
pub(crate) const SET: Phrases = &["stellen", "stel", "stelt", "loopt", "zetten", "zet"];

/// Verbs with "op", "door" or "back" further on.
pub(crate) const SLIDE: Phrases =
    &["schuiven", "schuif", "schuift", "push", "bring", "put", "pushed"];

/// A visit that the sentence does not bring up itself.
fn definite(text: &Text<'_, '_>, s: &Sentence) -> bool {
    !text.has(s, Cue::AVisit)
}

/// What is altered beside a visit: the party, the names.
pub(crate) const OF_PEOPLE: Phrases = &[
    "delegatie",
    "personen",
    "mensen",
    "gezelschap",
    "deelnemers",
    "namen",
    "telefoonnummer",
    "nummer",
    "adres",
    "people",
];

/// Where a visit is moved to.
pub(crate) const FAR: Phrases = &["naar voren", "naar achteren"];

/// "Haal het bezoek een week naar voren".
fn forward(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    text.place_in(s, Cue::FarAhead).filter(|_| text.has(s, Cue::Visit) || text.names_time(s))
}

/// "Het debat is verplaatst": a reason, unless the sentence speaks of the visit as well.
fn reason_only(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let t = text.t;
    let subject = t.at(s.from, s.to.min(s.from + 3), Cue::MovedReason);
    let we = text.has(s, Cue::Ourselves);
    subject.is_some_and(|at| t.cue(at + 1, Cue::MovedVerb).is_some())
        && !text.has(s, Cue::Visit)
        && !we
}

/// The verb behind what is moved.
pub(crate) const PASSIVE: Phrases = &["is", "zijn", "wordt", "werd", "worden", "naar"];

/// What may be moved beside a visit.
pub(crate) const REASONS: Phrases = &[
    "debat",
    "vergadering",
    "overleg",
    "stemming",
    "stemmingen",
    "ministerraad",
    "commissie",
    "raadsvergadering",
];

fn misspelt(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if !text.classes.meets(Classes::SLIP_IN_VERB) {
        return None;
    }
    let at =
        (s.from..s.to).find(|&at| text.t.get(at).is_some_and(|token| is_misspelt(token.lower)))?;
    Some(text.t.span(at, at + 1))
}

/// Whether a word is a heavy verb with a letter too many or too few.
pub(in crate::reading) fn is_misspelt(lower: &str) -> bool {
    lower.len() >= 8
        && matches!(lower.as_bytes().first(), Some(b'u' | b'v'))
        && MISSPELT.iter().any(|word| is_one_letter_off(lower, word))
}

/// "een uur later beginnen", "komt een kwartier later aan", "kan het een dag eerder?".
fn slides(text: &Text<'_, '_>, s: &Sentence, agreed: bool) -> Option<Span> {
    let t = text.t;
    let at = t.at(s.from, s.to, Cue::Sooner)?;
    let near = t.at(at.saturating_sub(4).max(s.from), s.to.min(at + 4), Cue::BeginsVisit).is_some();
    let vague = t.is(at + 1, &["op", "nog", "bericht", "dit", "deze", "vandaag", "mail", "terug"])
        || t.was(at, &["niet", "al", "of", "uiterlijk", "anders"]);
    let second = text.has(s, Cue::SecondChoice);
    let agreed = agreed || s.asks;
    let hours = t.at(at.saturating_sub(3).max(s.from), at, Cue::AmountOfTime).is_some();
    let vague = vague || text.has(s, Cue::ComesBack);
    let agreed = agreed || text.has(s, Cue::BeginsVerb) || hours;
    // Options that were on offer before the visit was agreed are no alternatives to it.
    let chooses = text.offered && text.about.is_none();
    (near && !vague && !second && agreed && !chooses).then(|| t.span(at, at + 1))
}

/// Nobody asks for a visit in hours later or earlier.
pub(crate) const AMOUNT: Phrases = &[
    "uur",
    "uurtje",
    "kwartier",
    "kwartiertje",
    "halfuur",
    "halfuurtje",
    "minuten",
    "hour",
    "minutes",
];
/// Being there, beginning.
pub(crate) const BEGIN_VERBS: Phrases = &[
    "zijn er",
    "ben er",
    "beginnen",
    "starten",
    "aan",
    "aankomen",
    "arriveren",
    "arrive",
    "begin",
];

/// A day that was agreed does not suit any more.
fn falls_away(text: &Text<'_, '_>) -> bool {
    const FALLS: &Cues = &Cues::these(&[Cue::FallsAway]);
    text.saying(FALLS).any(|s| text.names_time(s) || text.has(s, Cue::Visit))
}

/// An agreed day does not suit any more.
pub(crate) const GONE: Phrases = &[
    "niet meer",
    "toch niet",
    "bij nader inzien",
    "verhinderd",
    "onverhoopt",
    "no longer",
    "toch minder",
];

/// "Kan de afspraak naar de middag?", "kan het bezoek van 14 januari korter?": a question about an
/// agreed visit that names another time or length.
fn asks_to_alter(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let asked = text.reading.questions.iter().any(|question| question.span == text.span(s));
    let another = text.has(s, Cue::AltersLength)
        || text.times_in(s).filter(|w| is_wanted(w.modality)).count() > 1;
    let alters = text.t.is_cue(s.from, Cue::OpensAltering) && is_agreed(text, s) && another;
    (alters && !asked && !text.offered).then(|| text.span(s))
}

/// "Kan het bezoek naar maandag 23 november?": where it is to be put.
fn asks_to_put(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if text.offered || !text.has(s, Cue::OpensAltering) || !text.has(s, Cue::VisitNoun) {
        return None;
    }
    let t = text.t;
    let begins = |at: usize| at == s.from || matches!(t.word(at - 1), Word::Sign(_));
    let the = |at: usize| t.is_cue(at, Cue::The) || t.is_cue(at, Cue::Ours);
    let opens = (s.from..s.to).find(|&at| {
        t.is_cue(at, Cue::OpensAltering)
            && begins(at)
            && the(at + 1)
            && t.is_cue(at + 2, Cue::VisitNoun)
    })?;
    let to = (opens + 3..s.to).find(|&at| t.is(at, &["naar", "to"]))?;
    let behind = t.get(to + 1)?.span()[0];
    // "Kan de excursie naar Raalte op 4 mei?" goes there.
    let near = |wish: &Wish| wish.span[0] >= behind && wish.span[0] <= behind + ARTICLE_CHARS;
    let timed = text.times_in(s).any(|wish| near(wish) && is_wanted(wish.modality));
    timed.then(|| text.span(s))
}

/// "de " before a day.
const ARTICLE_CHARS: usize = 4;

/// The verb at the head of a question that alters.
pub(crate) const OPENS: Phrases =
    &["kan", "kunnen", "zou", "zouden", "is", "mag", "mogen", "can", "could"];

/// Another length or another part of the day.
pub(crate) const LENGTH: Phrases = &[
    "korter",
    "langer",
    "naar de ochtend",
    "naar de middag",
    "in de ochtend",
    "in de middag",
    "vroeger",
];

/// An agreed visit falls through and another moment is wanted.
fn instead(text: &Text<'_, '_>) -> Option<Span> {
    const CANNOT_THEN: &Cues = &Cues::these(&[Cue::CannotThen]);
    let asks = || text.sentences().any(|other| other.asks && text.names_time(other));
    let falls = text.saying(CANNOT_THEN).find(|s| {
        let another = || text.has(s, Cue::NoLonger) || !s.asks && asks();
        is_agreed(text, s) || another() && names_agreed(text, s)
    })?;
    let span = text.span(falls);
    let wanted = text.reading.when.iter().find(|wish| is_wanted(wish.modality))?;
    Some(wanted.span).filter(|wish| *wish != span)
}

/// What falls through is the appointment, or may be. "Januari lukt ons niet meer. Heeft u in februari nog
/// ruimte?" asks for a visit and leaves a month out, unless the appointment lies in that month.
fn names_agreed(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let asks = || request::perhaps(text).is_some();
    text.times_in(s).any(|wish| match &wish.when {
        When::DateRange { start, end } => {
            let inside =
                |day| start.is_none_or(|start| start <= day) && end.is_none_or(|end| day < end);
            text.about.is_some_and(inside) || !asks()
        }
        When::Date(_)
        | When::DateTime(_)
        | When::DateTimeRange { .. }
        | When::Time(_)
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => true,
    })
}

/// Whether a mail that calls off asks for another moment in the same breath.
pub(super) fn offers_instead(text: &Text<'_, '_>) -> bool {
    text.sentences().any(|s| {
        let wanted = text.times_in(s).any(|wish| is_wanted(wish.modality));
        wanted && (s.asks || text.has(s, Cue::AsksInstead))
    })
}

/// Asking for another moment.
pub(crate) const ASKS: Phrases = &[
    "graag",
    "kan het",
    "kunnen",
    "mogelijk",
    "wel",
    "voorstel",
    "schikt",
    "past",
    "liever",
    "could",
    "naar",
    "verzetten",
    "verplaatsen",
    "verschuiven",
];

/// "dinsdag in plaats van maandag", "niet 10.00 maar 11.00", "van 14 naar 21 januari".
fn replaced(text: &Text<'_, '_>) -> Option<Span> {
    const REPLACES: &Cues = &Cues::these(&[Cue::Instead]);
    text.saying(REPLACES).find_map(|s| {
        let t = text.t;
        let two = || text.times_in(s).nth(1).is_some();
        if text.offered || !two() {
            return None;
        }
        let at = t.at(s.from, s.to, Cue::Instead)?;
        let length = t.cue(at, Cue::Instead)?;
        let char_at = t.get(at)?.span()[0];
        let before = text.times_in(s).filter(|wish| wish.span[0] < char_at).last();
        let behind = text.times_in(s).find(|wish| wish.span[0] >= char_at);
        let near = |a: usize, b: usize| a.abs_diff(b) <= 12;
        let next = t.get(at + length)?.span()[0];
        let adjacent = before.is_some_and(|wish| near(wish.span[1], char_at))
            && behind.is_some_and(|wish| near(wish.span[0], next));
        let swaps = match t.get(at)?.lower {
            "maar" => t.find(s.from, at, &[&["niet"]]).is_some() && text.has(s, Cue::DateNoun),
            "naar" => t.find(s.from, at, &[&["van"]]).is_some(),
            _ => true,
        };
        (adjacent && swaps).then(|| t.span(at, at + length))
    })
}

/// One moment for another.
pub(crate) const INSTEAD: Phrases =
    &["in plaats van", "i.p.v", "i.p.v.", "ipv", "instead of", "maar", "naar"];

/// A visit that the sentence brings up itself.
pub(crate) const A_VISIT: Phrases = &["een bezoek", "een werkbezoek", "een rondleiding"];

/// The writer.
pub(crate) const OURSELVES: Phrases = &["wij", "we", "ik", "ons"];

/// A second choice, or when an answer comes.
pub(crate) const SECOND: Phrases = &["of anders", "laten weten"];

/// Coming back to it later.
pub(crate) const COMES_BACK: Phrases = &["terug"];

/// An agreed day does not suit.
pub(crate) const CANNOT: Phrases = &["niet", "verhinderd", "geen", "not", "onmogelijk"];

/// It did suit before.
pub(crate) const NO_LONGER: Phrases = &["niet meer", "toch niet", "no longer"];
