//! Dutch mail -> what its writer wants, with the span of text behind every finding.
//!
//! Pure: the reference time, the names of places and the conventions are arguments. The steps, each
//! a file: `lexer` (words and numbers with spans, typing errors in days and months repaired; what a
//! word may be to each reader is looked up here, once: `cue`, `classes`),
//! `times` (a small grammar around trigger words, and the calendar algebra), `modality` (what the
//! clause does with a time), and beside those the readers of places, people, party, facts, choice,
//! absence and intents. No regular expressions: every reader walks the same tokens.
//!
//! Doubt is a result, not an error: words that name two moments keep both, a date that does not
//! exist says so, and what is not said is not found. What is carried out without anybody who looks,
//! a choice, a leave and a move, must say nothing else (`plain`); what stands beside it is shown
//! (`beside`).

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::mail::{Mail, SenderKind, ZoneKind};
use crate::domain::reading::{
    Choice, Doubt, Found, Intent, Modality, NamedPeriod, Offered, PartyFound, Reading, Span, Taken,
    When, Wish,
};
use crate::domain::visit::Guest;

mod away;
mod beside;
mod body;
mod choice;
mod classes;
mod cue;
mod cursor;
mod duration;
mod errand;
mod every_week;
mod facts;
mod feast;
mod hindrance;
mod intents;
pub mod json;
mod judgement;
pub mod knowledge;
mod language;
mod lexer;
mod lexicon;
mod meant;
mod modality;
mod needs;
mod numeral;
mod parts;
mod party;
mod people;
mod places;
mod plain;
pub mod policy;
mod programme;
mod promise;
mod questions;
mod receives;
mod same_hour;
mod sentence;
mod sieve;
mod slip;
mod spoken;
mod stays_away;
mod times;
mod token;
mod understood;
mod unread;
mod went_ahead;
mod wishes;
mod yes_no;

pub use beside::{beside_answer, beyond_greeting, speaks_of_both};
pub use meant::{Meant, meant};
pub use places::Gazetteer;
pub use policy::Policy;
pub use receives::{Asked, AskedVisit, Word, can_receive, host_says, may_still_come};
pub(crate) use spoken::{of_the_visit, passes_word};
pub use went_ahead::went_ahead;
pub use yes_no::bare_yes_no;

use body::Body;
use lexer::{Both, lowered};

/// What a reader must know besides the text.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Local time at which the mail is read.
    pub now: NaiveDateTime,
    /// The names of the wijken, compiled.
    pub places: &'a Gazetteer,
    /// Options of the open offer in this conversation.
    pub offered: &'a [Offered],
    /// Named periods such as a recess.
    pub periods: &'a [NamedPeriod],
    pub policy: &'a Policy,
    /// Whether each time tells how it was read (`Wish::why`).
    pub explain: bool,
    /// The day that is agreed in this conversation: "een week later" counts from it as long as the
    /// text has named no day of its own.
    pub about: Option<NaiveDate>,
    /// Who writes and who comes, as far as the conversation knows.
    pub names: &'a [&'a str],
    /// Who comes, as far as the conversation knows: whoever else stays away calls no visit off.
    pub guest: Option<&'a Guest>,
}

impl<'a> Context<'a> {
    /// Nothing is known but the moment, the names of places and the conventions.
    pub fn new(now: NaiveDateTime, places: &'a Gazetteer, policy: &'a Policy) -> Self {
        let (offered, periods, names) = (&[], &[], &[]);
        let (explain, about, guest) = (false, None, None);
        Self { now, places, offered, periods, policy, explain, about, names, guest }
    }
}

/// Reads a whole mail. Where the writer left the text empty, the subject is what they said.
pub fn read<'m>(mail: &'m Mail, context: &Context<'_>) -> Reading<'m> {
    match mail.own_text() {
        text if text.trim().is_empty() => read_mail(mail, &mail.subject, context),
        Cow::Borrowed(text) => read_mail(mail, text.trim_end(), context),
        // Answers between quoted lines: pieces put together for the occasion.
        Cow::Owned(text) => into_owned(read_mail(mail, text.trim_end(), context)),
    }
}

fn into_owned(reading: Reading<'_>) -> Reading<'static> {
    Reading { text: Cow::Owned(reading.text.into_owned()), ..reading }
}

fn read_mail<'t>(mail: &Mail, text: &'t str, context: &Context<'_>) -> Reading<'t> {
    let sender = mail.from.as_ref().and_then(|mailbox| mailbox.name.as_deref());
    let signature = mail.text_of(ZoneKind::Signature);
    let source = Source { text, signature: &signature, sender, kind: mail.verdict.kind };
    let mut reading = read_source(&source, context);
    take_places_in_subject(mail, context, &mut reading);
    take_errand_in_subject(mail, &mut reading);
    take_party_in_subject(mail, context, &mut reading);
    take_request_in_subject(mail, context, &mut reading);
    if reading.choice.is_none() && reading.sender_kind == SenderKind::Human {
        take_inline_answer(mail, context, &mut reading);
    }
    pass_over_other_lines(mail, context, &mut reading);
    reading
}

/// A subject that the writer did not make up says nothing about what they want; a machine makes up
/// none.
fn is_reply(subject: &str) -> bool {
    let lower = subject.trim().to_lowercase();
    ["re:", "fw:", "fwd:", "antw:", "betr:", "aw:", "doorst:"].iter().any(|p| lower.starts_with(p))
}

/// "Persvraag", "Woo-verzoek": a subject that the writer made up says what a mail is after. It has an
/// empty span, as it is no part of the text.
fn take_errand_in_subject(mail: &Mail, reading: &mut Reading) {
    let is_human = reading.sender_kind == SenderKind::Human;
    if reading.errand.is_some() || !is_human || is_reply(&mail.subject) {
        return;
    }
    let lower = lowered(&mail.subject);
    let subject = Body::new(Both { text: &mail.subject, lower: &lower });
    let found = errand::in_subject(&subject, reading);
    reading.errand = found.map(|value| Found { value, span: [0, 0] });
}

/// "Werkbezoek 19 november, 2 pers": how many come, in the subject of a request that says it nowhere else.
/// It has an empty span, as it is no part of the text.
fn take_party_in_subject(mail: &Mail, context: &Context<'_>, reading: &mut Reading) {
    let fresh = context.offered.is_empty() && context.about.is_none() && !is_reply(&mail.subject);
    let unsaid = reading.party.is_none() && reading.party_change.is_none();
    if !fresh || !unsaid || !reading.has(Intent::VisitRequest) {
        return;
    }
    let lower = lowered(&mail.subject);
    let party = party::party(&Body::new(Both { text: &mail.subject, lower: &lower }));
    reading.party = party.map(|party| PartyFound { span: [0, 0], ..party });
}

/// "Aanvraag werkbezoek" above the fields of a form: the subject alone says that they ask.
fn take_request_in_subject(mail: &Mail, context: &Context<'_>, reading: &mut Reading) {
    let fresh = context.offered.is_empty() && context.about.is_none();
    let only_facts = || reading.intents.iter().all(|i| i.value == Intent::Details);
    let wants = |wish: &Wish| matches!(wish.modality, Modality::Want | Modality::Prefer);
    let is_human = reading.sender_kind == SenderKind::Human && !is_reply(&mail.subject);
    if !fresh || !is_human || !only_facts() || !reading.when.iter().any(wants) {
        return;
    }
    let lower = lowered(&mail.subject);
    if intents::asks_in_subject(&Body::new(Both { text: &mail.subject, lower: &lower })) {
        reading.intents = vec![Found { value: Intent::VisitRequest, span: [0, 0] }];
    }
}

/// A wijk that only the subject names has an empty span, as it is no part of the text. Where the text
/// names a place that may be another one, even a subject that was not made up decides.
fn take_places_in_subject(mail: &Mail, context: &Context<'_>, reading: &mut Reading) {
    let unclear = !reading.ambiguous_places.is_empty();
    let made_up = reading.sender_kind == SenderKind::Human && !is_reply(&mail.subject);
    let unnamed = reading.wijken.is_empty() && !unclear && made_up;
    if !unclear && !unnamed {
        return;
    }
    let lower = lowered(&mail.subject);
    let subject = Body::new(Both { text: &mail.subject, lower: &lower });
    let subject = places::read(&subject, context.places);
    if unnamed {
        let found = subject.wijken.into_iter();
        reading.wijken = found.map(|wijk| Found { span: [0, 0], ..wijk }).collect();
    } else if !subject.wijken.is_empty() {
        let lower = lowered(&reading.text);
        let body = Body::new(Both { text: &reading.text, lower: &lower });
        let mut places = places::read(&body, context.places);
        places.settle(&subject);
        reading.wijken = places.wijken;
        reading.ambiguous_places = places.ambiguous;
        reading.doubts.retain(|doubt| !matches!(doubt, Doubt::Place { .. }));
        reading.doubts.extend(place_doubts(&reading.ambiguous_places));
    }
}

fn place_doubts(ambiguous: &[Found<String>]) -> impl Iterator<Item = Doubt> {
    ambiguous.iter().map(|place| Doubt::Place { text: place.value.clone(), span: place.span })
}

/// Reads a bare piece of text, as if a person had written it.
pub fn read_text<'t>(text: &'t str, context: &Context<'_>) -> Reading<'t> {
    let source = Source { text, signature: "", sender: None, kind: SenderKind::Human };
    read_source(&source, context)
}

struct Source<'t, 's> {
    text: &'t str,
    signature: &'s str,
    sender: Option<&'s str>,
    kind: SenderKind,
}

fn read_source<'t>(source: &Source<'t, '_>, context: &Context<'_>) -> Reading<'t> {
    let lower = lowered(source.text);
    let body = Body::new(Both { text: source.text, lower: &lower });
    let wishes = wishes::read(&body, context);
    let is_human = source.kind == SenderKind::Human;
    let mut reading = blank(source, &body);
    let places = places::read(&body, context.places);
    reading.doubts = wishes.doubts;
    reading.doubts.extend(place_doubts(&places.ambiguous));
    reading.wijken = places.wijken;
    reading.ambiguous_places = places.ambiguous;
    reading.themes = facts::themes(&body);
    reading.needs = needs::needs(&body);
    reading.no_press = needs::no_press(&body);
    reading.when = wishes.found;
    if source.kind == SenderKind::AutoReply {
        reading.away = away::away(&body, &reading.when, context);
    }
    if source.kind == SenderKind::AutoReply {
        reading.writer = people::signed(&body.signature_lines(source.signature), source.sender);
    }
    if is_human {
        reading.duration_minutes = duration::length_of_visit(&body, &wishes.durations);
        read_person(&mut reading, &body, source, context);
        every_week::widen(&mut reading, &wishes.only_refused, context);
    }
    reading
}

fn blank<'t>(source: &Source<'t, '_>, body: &Body<'_>) -> Reading<'t> {
    Reading {
        text: Cow::Borrowed(source.text),
        sender_kind: source.kind,
        language: language::language(body.tokens()),
        intents: Vec::new(),
        wijken: Vec::new(),
        ambiguous_places: Vec::new(),
        themes: Vec::new(),
        when: Vec::new(),
        party: None,
        party_change: None,
        one_more: None,
        same_hour: None,
        moves: None,
        stays_away: None,
        errand: None,
        call_back: None,
        duration_minutes: None,
        principal: None,
        writer: None,
        phone_told: None,
        needs: Vec::new(),
        no_press: None,
        questions: Vec::new(),
        choice: None,
        away: None,
        beside: None,
        doubts: Vec::new(),
    }
}

/// What only a person says: machines choose nothing, ask nothing and do not come along.
fn read_person(
    reading: &mut Reading<'_>,
    body: &Body<'_>,
    source: &Source<'_, '_>,
    context: &Context<'_>,
) {
    let times: Vec<[usize; 2]> = reading.when.iter().map(|wish| wish.span).collect();
    // "Twee extra gasten" are not all who come.
    let change = party::change(body);
    let apart = |span: Span| change.is_none_or(|more| more[1] <= span[0] || span[1] <= more[0]);
    reading.party = party::party(body).filter(|party| apart(party.span));
    reading.party_change = change.filter(|_| reading.party.is_none());
    let signature = body.signature_lines(source.signature);
    reading.writer = people::writer(body, &signature, source.sender);
    reading.phone_told = people::phone_told(body, &signature, source.sender);
    reading.principal = people::principal(body, &signature, reading.writer.as_ref());
    reading.questions = questions::questions(body, &times);
    let minutes = reading.duration_minutes.as_ref().map(|found| found.value);
    let chosen = choice::read(body, &reading.when, minutes, context);
    reading.choice = chosen.choice.clone();
    reading.doubts.extend(chosen.doubt.iter().chain(&chosen.beside).cloned());
    reading.intents = intents::intents(body, reading, &chosen, context);
    if reading.has(Intent::VisitRequest) {
        needs::of_press(reading);
    }
    reading.one_more = intents::one_more(body, &reading.intents);
    reading.same_hour = same_hour::same_hour(body, reading);
    if let Some(said) = reading.same_hour {
        let names_none = When::TimeRange { from: None, until: None };
        let inside = |wish: &Wish| wish.span[0] <= said[1] && said[0] <= wish.span[1];
        reading.when.retain(|wish| wish.when != names_none || !inside(wish));
    }
    if reading.questions.is_empty() && reading.intents.iter().all(|i| i.value == Intent::Other) {
        take_indirect_questions(reading, body, &times);
    }
    reading.errand = errand::errand(body, reading, source.sender);
    intents::of_an_errand(reading);
    reading.call_back = errand::call_back(body);
    if reading.has(Intent::Decline) || reading.has(Intent::Cancel) {
        reading.choice = None;
    }
    // Whoever complains about a touringcar does not come in one.
    if reading.has(Intent::Complaint) {
        reading.needs.clear();
    }
    take_doubt(reading, body, context);
    let asked = plain::asked_beside(body, reading, context);
    reading.questions.extend(asked);
    weigh_choice(reading, body, context, &[]);
    reading.stays_away = stays_away::stays_away(body, context);
    reading.moves = plain::moves(body, reading, context, chosen.refuses_all);
}

/// How plainly an option is taken, and what stands beside it. `elsewhere`: where the text speaks of
/// other options.
fn weigh_choice(
    reading: &mut Reading<'_>,
    body: &Body<'_>,
    context: &Context<'_>,
    elsewhere: &[Span],
) {
    reading.beside = beside::beside(body, reading, context, elsewhere);
    if let Some(choice) = reading.choice.take() {
        let taken = plain::taken(body, reading, context, &choice);
        reading.choice = Some(Choice { taken, ..choice });
    }
}

/// What a person is to look at: something is called off that may not be the visit, thanks say more than
/// thanks, or words about a time were not understood.
fn take_doubt(reading: &mut Reading<'_>, body: &Body<'_>, context: &Context<'_>) {
    let found = |intent: Intent| reading.intents.iter().find(|found| found.value == intent);
    let beside = found(Intent::Cancel).and_then(|off| {
        let another = || plain::calls_off_more(body, reading, context, off.span);
        let more = || plain::leaves_more(body, reading, context, off.span, true);
        intents::not_plainly_the_visit(body, off.span).or_else(another).or_else(more)
    });
    let turned_down = || {
        let declined = found(Intent::Decline)?.span;
        let more = || plain::leaves_more(body, reading, context, declined, false);
        plain::denies(body, declined).or_else(more)
    };
    let beside = beside.or_else(turned_down);
    let wanted = |wish: &Wish| matches!(wish.modality, Modality::Want | Modality::Prefer);
    let chooses = |doubt: &Doubt| matches!(doubt, Doubt::Choice { .. });
    let only_thanks = reading.intents.iter().all(|intent| intent.value == Intent::Thanks)
        && !reading.when.iter().any(wanted)
        && !reading.doubts.iter().any(chooses);
    let besides = || only_thanks.then(|| intents::beside_thanks(body)).flatten();
    let doubt = beside.or_else(besides).or_else(|| unread::unread(body, reading, context));
    reading.doubts.extend(doubt);
}

/// "Ik ben benieuwd hoeveel gemeenten meedoen": in a mail that says nothing else, a question.
fn take_indirect_questions(reading: &mut Reading, body: &Body<'_>, times: &[[usize; 2]]) {
    reading.questions = questions::indirect(body, times);
    if let Some(first) = reading.questions.first() {
        reading.intents = vec![Found { value: Intent::Inquiry, span: first.span }];
    }
}

/// What is written under the quoted lines of other options is not beside the one that is taken.
fn pass_over_other_lines(mail: &Mail, context: &Context<'_>, reading: &mut Reading<'_>) {
    let Some(choice) = reading.choice.as_ref().filter(|_| reading.beside.is_some()) else { return };
    let under = choice::under_other_lines(&mail.zones, context, choice.option);
    if under.is_empty() {
        return;
    }
    let spans: Vec<Span> = under.iter().map(|piece| span_of(&reading.text, piece)).collect();
    let text = reading.text.clone();
    let lower = lowered(&text);
    let body = Body::new(Both { text: &text, lower: &lower });
    weigh_choice(reading, &body, context, &spans);
}

/// An answer written under the quoted line of an option: "Ja, deze graag".
fn take_inline_answer(mail: &Mail, context: &Context<'_>, reading: &mut Reading<'_>) {
    let Some((option, answer)) = choice::between_the_lines(&mail.zones, context) else { return };
    let span = span_of(&reading.text, answer);
    let text = reading.text.clone();
    let lower = lowered(&text);
    let body = Body::new(Both { text: &text, lower: &lower });
    let taken = if choice::on_condition(&body, span) { Taken::Altered } else { Taken::Named };
    reading.choice = Some(Choice { option, span, otherwise: None, taken });
    // Refusals under the other lines are no refusal of the visit.
    let about_lines = [Intent::Other, Intent::ProposeOther, Intent::Decline, Intent::Cancel];
    reading.intents.retain(|intent| !about_lines.contains(&intent.value));
    reading.intents.push(Found { value: Intent::Choose, span });
    weigh_choice(reading, &body, context, &[]);
}

/// Where a piece of the text stands in it, in characters.
fn span_of(text: &str, piece: &str) -> [usize; 2] {
    let start = text.find(piece).and_then(|at| text.get(..at)).map_or(0, |s| s.chars().count());
    [start, start + piece.chars().count()]
}
