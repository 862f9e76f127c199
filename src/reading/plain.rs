//! What is plain enough to be carried out without anybody who looks: that an option is taken, that
//! a visit is called off, that it is to move (`moves`), that other days are wanted than those on
//! offer (`others`).
//!
//! What people write beside "optie 2" or "vervalt" cannot be foreseen ("maar mevrouw beslist zelf",
//! "mijn trein van 9.12", "het worden er toch drie"), so it is not looked for. The words that do
//! nothing but take or call off are known; with any other word a person reads it. What another
//! reader made something of (who comes, how many, where, what is needed) is no such word, and
//! neither is a name. A rule that reads a choice or a leave too eagerly then costs a look of staff,
//! and no visit.
//!
//! Of a choice the whole sentence counts, which must have a predicate that takes as well (`taking`),
//! and in the others another day of the offer, words of what is not decided yet and of who comes or
//! writes instead; of what is called off the clause, without the reason, and whether the other
//! clauses leave it so (`off`).

mod agreed;
mod aside;
mod copied;
mod denied;
mod moves;
mod off;
mod others;
mod said;
mod taking;
mod words;

pub(super) use denied::denies;
pub(super) use off::leaves_more;
use words::{
    CALLS_OFF, COURTEOUS, GOES_ON, PARTICLES, REASONS, SETTLES, SUBSTITUTES, TAKES, TITLES,
    UNDECIDED,
};

/// A name has so many words at most, with the title before it.
const NAME_TOKENS: usize = 5;

use chrono::NaiveDate;

use super::Context;
use super::body::Body;
use super::cue::Cue;
use super::cursor::Tokens;
use super::intents::is_courtesy;
use super::sentence::{Sentence, clauses};
use super::token::Word;
use super::understood;
use super::unread::doubt;
use crate::domain::reading::{
    Choice, Doubt, Found, Modality, Moves, Offered, Reading, Span, Taken, When, Wish,
};

/// What the text plainly does with the day that is agreed, or with the days that are on offer; nothing
/// where it is for a person to say. `refused`: it refuses all that is on offer.
pub(super) fn moves(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    refused: bool,
) -> Option<Moves> {
    match context.about {
        Some(day) => moves::moves(body, reading, context, day)
            .or_else(|| agreed::agrees(body, reading, context, day).then_some(Moves::Agreed)),
        None if context.offered.is_empty() => None,
        None => others::lets_go(body, reading, context, refused).then_some(Moves::Asked),
    }
}

/// How the text takes the option that it chooses. That one more comes is no number: who takes a moment
/// with that must not get the old one.
pub(super) fn taken(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    choice: &Choice,
) -> Taken {
    if choice.taken == Taken::Altered || reading.party_change.is_some() {
        Taken::Altered
    } else if reading.beside.is_some() || says_more(body, reading, context, choice) {
        Taken::WithMore
    } else if settles(body, reading, context, choice.span) {
        Taken::Plainly
    } else {
        Taken::Named
    }
}

/// Whether a choice says something that only a person can weigh.
fn says_more(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    choice: &Choice,
) -> bool {
    let t = body.tokens();
    let Some(own) = body.sentence_at(choice.span) else { return false };
    let undecided =
        |s: &Sentence| (s.from..s.to).any(|at| t.is(at, UNDECIDED) && !is_definite(t, context, at));
    let replaces = |s: &Sentence| names_a_substitute(t, reading, context, s);
    let mut others = body.sentences.iter().filter(|s| s.from != own.from);
    !takes(body, reading, context, own, choice) && !welcomes(t, context, choice.option, own)
        || denied::is_refused(t, own, choice.span)
        || copied::is_copied(body, reading, own, choice.span)
        || others.any(|s| undecided(s) || replaces(s))
        || would_rather_stay(t, reading, context, own)
        || names_another(body, reading, context, choice.option, own)
}

/// Whether the sentence takes the option that it names, and does nothing else.
fn takes(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    own: Sentence,
    choice: &Choice,
) -> bool {
    let naming = taking::Naming { t: body.tokens(), reading, context, own, option: choice.span };
    takes_only(body, reading, context, own, choice) && naming.takes()
}

/// Whether the sentence has no words but those with which an option is taken, and no clause beside the
/// one that names it but those that leave it so.
fn takes_only(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    own: Sentence,
    choice: &Choice,
) -> bool {
    let t = body.tokens();
    let asides = aside::Asides::new(t, reading, context, choice);
    let read = understood::spans(reading);
    let names = |&(from, to): &(usize, usize)| {
        let [start, end] = t.span(from, to.max(from + 1));
        start <= choice.span[0] && choice.span[0] < end
    };
    let (beside, others): (Vec<_>, Vec<_>) = clauses(t, own)
        .into_iter()
        .filter(|it| !names(it))
        .partition(|&it| asides.leaves_it(own, it));
    let beside: Vec<(usize, usize)> = beside.into_iter().chain(asides.if_free(own)).collect();
    let turned = others.iter().any(|&(from, _)| asides.turns(from));
    !turned
        && (own.from..own.to).all(|at| {
            is_in(t, reading, context, TAKES, at)
                || taking::is_known(t, own, at)
                || is_within(t, &read, at)
                || is_definite(t, context, at)
                || beside.iter().any(|&(from, to)| from <= at && at < to)
        })
}

/// Whether a question beside a choice is about that choice.
pub(super) fn asks_of_choice(
    t: Tokens<'_, '_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: Sentence,
) -> bool {
    let choice = reading.choice.as_ref();
    choice.is_some_and(|it| aside::Asides::new(t, reading, context, it).asks_of_it(s))
}

/// Whether a sentence beside the one that takes an option leaves that as it is.
pub(super) fn leaves_choice(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: Sentence,
) -> bool {
    let t = body.tokens();
    let choice = reading.choice.as_ref();
    choice.is_some_and(|it| aside::Asides::new(t, reading, context, it).leaves(body, s))
}

/// The questions beside a choice that leave it as it is, and were not read as questions yet.
pub(super) fn asked_beside(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
) -> Vec<Found<String>> {
    let t = body.tokens();
    let Some(choice) = reading.choice.as_ref() else { return Vec::new() };
    let asides = aside::Asides::new(t, reading, context, choice);
    let read = |span: Span| {
        reading.questions.iter().any(|asked| asked.span[0] < span[1] && span[0] < asked.span[1])
    };
    let asked = body.sentences.iter().map(|s| (s, t.span(s.from, s.to)));
    let asked = asked.filter(|&(s, span)| !read(span) && asides.asks_beside(*s));
    let on_one_line =
        |s: &Sentence| body.sentence_text(*s).split_whitespace().collect::<Vec<_>>().join(" ");
    asked.map(|(s, span)| Found { value: on_one_line(s), span }).collect()
}

/// Of what was taken with a reservation "definitief" says what was waited for.
fn is_definite(t: Tokens<'_, '_>, context: &Context<'_>, at: usize) -> bool {
    context.about.is_some() && t.is(at, &["definitief"])
}

/// "Wij kijken uit naar 9 april", and that is the day that stands.
fn welcomes(t: Tokens<'_, '_>, context: &Context<'_>, option: u32, own: Sentence) -> bool {
    let stands = context.about.is_some() && day_of(context.offered, option) == context.about;
    stands && clauses(t, own).into_iter().all(|clause| is_courtesy(t, clause))
}

/// Whether the words of a choice settle it: of what was taken with a reservation, the day alone does
/// not ("dank voor het vasthouden van 9 april", "we zijn met zes op 9 april"). "Ja, het gaat door" may
/// stand beside it.
fn settles(body: &Body<'_>, reading: &Reading<'_>, context: &Context<'_>, choice: Span) -> bool {
    let t = body.tokens();
    let own = body.sentence_at(choice);
    let settling = |s: &Sentence| (s.from..s.to).any(|at| t.is(at, SETTLES));
    let alone = |s: &Sentence| !s.asks && goes_ahead(t, reading, context, s);
    // By its number an option is taken.
    let numbered = |s: Sentence| (s.from..s.to).any(|at| t.is_cue(at, Cue::OptionWord));
    own.is_some_and(|own| settling(&own) || numbered(own))
        || body.sentences.iter().any(|s| settling(s) && alone(s))
}

/// "Ja, het gaat door.": words that settle and courtesies, and no other.
fn goes_ahead(
    t: Tokens<'_, '_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: &Sentence,
) -> bool {
    let known = |at: usize| [COURTEOUS, SETTLES].iter().any(|l| is_in(t, reading, context, l, at));
    (s.from..s.to).all(|at| known(at) || t.is(at, &["gaat", "goes", "ahead"]))
}

/// Whether a sentence has no words but those of courtesy, names and times. It asks for no more than a
/// word that all is well.
pub(super) fn is_made_of_courtesy(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: Sentence,
) -> bool {
    const CONFIRMS: &[&str] = &["bevestigen", "bevestiging", "confirm"];
    let t = body.tokens();
    let asks_more = s.asks && !(s.from..s.to).any(|at| t.is(at, CONFIRMS));
    // "Fijne vakantie": who is "met vakantie" is not there.
    let wished = |at: usize| t.is(at, &["vakantie"]) && t.was(at, &["fijne", "goede", "prettige"]);
    let courteous =
        (s.from..s.to).all(|at| wished(at) || is_in(t, reading, context, COURTEOUS, at));
    !asks_more && (courteous || context.about.is_some() && goes_ahead(t, reading, context, &s))
}

/// "Liever 9 april dan 21 april", where the 9th is the day that stands.
fn would_rather_stay(
    t: Tokens<'_, '_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: Sentence,
) -> bool {
    let [from, to] = t.span(s.from, s.to);
    let inside = |wish: &&Wish| from <= wish.span[0] && wish.span[1] <= to;
    let mut named = reading.when.iter().filter(inside);
    let rather = (s.from..s.to).any(|at| t.is(at, words::moves::PREFERS));
    rather && context.about.is_some_and(|day| named.any(|wish| wish.when.day() == Some(day)))
}

/// "Niet Karin maar haar collega komt", "in plaats van mevrouw Bos komt haar collega", "mijn collega Joris
/// neemt waar": who comes, or who writes, is somebody else.
pub(super) fn names_a_substitute(
    t: Tokens<'_, '_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    s: &Sentence,
) -> bool {
    let says = |list: &[&str]| (s.from..s.to).any(|at| t.is(at, list));
    let names = |at: usize| t.is(at, TITLES) || is_name(t, reading, context, at);
    let denied = |at: usize| t.is(at, &["niet", "not"]) && says(&["maar", "but"]);
    let in_place = |at: usize| t.is(at, &["plaats", "instead"]) && t.is(at + 1, &["van", "of"]);
    let replaced = |at: usize| denied(at) && names(at + 1) || in_place(at) && names(at + 2);
    says(SUBSTITUTES)
        || clauses(t, *s).into_iter().any(|clause| takes_over(t, clause))
        || (s.from..s.to).any(replaced)
}

/// "Joris neemt waar", "mijn collega neemt het over"; "wij nemen de gegevens over" speaks of no person.
fn takes_over(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    let says = |list: &[&str]| (from..to).any(|at| t.is(at, list));
    let word = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
    let Some(last) = (from..to).rev().find(word) else { return false };
    let takes = says(&["neemt", "nemen"]);
    takes && (t.is(last, &["waar"]) || t.is(last, &["over"]) && says(&["collega", "het", "mij"]))
}

fn day_of(offered: &[Offered], option: u32) -> Option<NaiveDate> {
    offered.iter().find(|offer| offer.option == option).map(|offer| offer.slot.day())
}

/// "Optie 2. Op 13 april zijn wij bij u", "wij komen op 23 april met de trein": elsewhere a day to come
/// that is not the one of this option, and is not refused.
fn names_another(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    option: u32,
    own: Sentence,
) -> bool {
    let Some(day) = day_of(context.offered, option) else { return false };
    let is_another = |named: NaiveDate| named != day && named > context.now.date();
    reading.when.iter().any(|wish| {
        let named = match wish.when {
            When::Date(named) => is_another(named),
            When::DateTime(named) => is_another(named.date()),
            When::Time(_)
            | When::DateRange { .. }
            | When::DateTimeRange { .. }
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => false,
        };
        let elsewhere = body.sentence_at(wish.span).is_some_and(|s| s.from != own.from);
        named && elsewhere && !matches!(wish.modality, Modality::Cannot | Modality::Past)
    })
}

/// The clause that calls something off, if it says more than that the visit is.
pub(super) fn calls_off_more(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    leave: Span,
) -> Option<Doubt> {
    let t = body.tokens();
    // Whoever writes calls off no visit by not coming: their name is one like any other here.
    let context = &Context { names: &[], ..context.clone() };
    let reading = &Reading { writer: None, ..reading.clone() };
    let s = body.sentence_at(leave)?;
    let (from, to) = clause(t, s, leave)?;
    if let Some(denied) = denies(body, leave) {
        return Some(denied);
    }
    let read = understood::spans(reading);
    let mut reason = false;
    let unknown = (from..to).find(|&at| {
        reason = t.is(at, REASONS) || reason && !t.is(at, GOES_ON);
        let known = [TAKES, CALLS_OFF].iter().any(|list| is_in(t, reading, context, list, at));
        !reason && !known && !is_within(t, &read, at)
    })?;
    let words = body.words(unknown, to);
    Some(doubt(words.to_owned(), body.sentence_text(s), t.span(unknown, to)))
}

/// From sign to sign.
fn clause(t: Tokens<'_, '_>, s: Sentence, words: Span) -> Option<(usize, usize)> {
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= words[0])?;
    let ends = |at: &usize| matches!(t.word(*at), Word::Sign(',' | ';' | ':' | '.' | '!' | '?'));
    let from = (s.from..at).rev().find(ends).map_or(s.from, |sign| sign + 1);
    Some((from, (at..s.to).find(ends).unwrap_or(s.to)))
}

/// Whether this word is of the list, or a time, a number, the name of somebody or nothing at all.
fn is_in(
    t: Tokens<'_, '_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    list: &[&str],
    at: usize,
) -> bool {
    let Some(token) = t.get(at) else { return true };
    let listed = |word: &str| list.binary_search(&word).is_ok();
    let owner = token.lower.strip_suffix("'s").or_else(|| token.lower.strip_suffix("’s"));
    !token.word.is_other()
        || listed(token.lower)
        || owner.is_some_and(listed)
        || is_name(t, reading, context, at)
        || is_no_objection(t, at)
}

/// "Mevrouw De Wit", "Kamerlid Bos", or a name that the mail or the conversation has elsewhere. Of the
/// other words with a capital nobody knows whether they name somebody ("Statenvergaderingen").
fn is_name(t: Tokens<'_, '_>, reading: &Reading<'_>, context: &Context<'_>, at: usize) -> bool {
    let Some(token) = t.get(at).filter(|token| token.starts_upper()) else { return false };
    let writer = reading.writer.as_ref().and_then(|writer| writer.name.as_deref());
    let guest = reading.principal.as_ref().and_then(|guest| guest.name.as_deref());
    let known = writer.into_iter().chain(guest).chain(context.names.iter().copied());
    let mut known = known.flat_map(str::split_whitespace);
    let capital = |at: usize| t.get(at).is_some_and(|before| before.starts_upper());
    let led = (at.saturating_sub(NAME_TOKENS)..at).rev().find(|&before| t.is(before, TITLES));
    known.any(|name| name.to_lowercase() == token.lower)
        || led
            .is_some_and(|title| (title + 1..at).all(|part| capital(part) || t.is(part, PARTICLES)))
}

/// "Geen bezwaar", "geen probleem".
fn is_no_objection(t: Tokens<'_, '_>, at: usize) -> bool {
    const OBJECTION: &[&str] = &["bezwaar", "probleem"];
    t.is(at, &["geen"]) && t.is(at + 1, OBJECTION) || t.is(at, OBJECTION) && t.was(at, &["geen"])
}

/// Whether this word is of what another reader made something.
fn is_within(t: Tokens<'_, '_>, read: &[Span], at: usize) -> bool {
    let word = t.span(at, at + 1);
    read.iter().any(|span| span[0] <= word[0] && word[1] <= span[1])
}
