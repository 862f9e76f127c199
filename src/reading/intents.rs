//! What the writer wants of us, from the words of the text and what was found in it.
//!
//! Several at once is normal (a request with a question). The order of the rules matters where one
//! word serves two purposes: a cancelled visit is a visit too, so a request is only read where
//! nothing is called off, moved or declined; and a visit that is agreed already ("ons bezoek", "het
//! werkbezoek van maandag") is talked about, not asked for. Each rule looks at one sentence.

mod courtesy;
pub(super) mod decline;
pub(super) mod details;
pub(super) mod feelings;
pub(super) mod leave;
pub(super) mod other_date;
pub(super) mod request;
pub(super) mod shift;
mod supposed;
pub(super) mod visit;

pub(crate) use courtesy::{beside_thanks, is_closing, is_courtesy};
pub(crate) use leave::not_plainly_the_visit;

use chrono::NaiveDate;

use super::Context;
use super::body::Body;
use super::choice::Chosen;
use super::classes::Classes;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::promise::promises;
use super::sentence::Sentence;
use crate::domain::reading::{Doubt, Errand, Found, Intent, Modality, Reading, Span, Wish};

/// Where a visit is asked for beside the one that there is, in so many words.
pub(crate) fn one_more(body: &Body<'_>, intents: &[Found<Intent>]) -> Option<Span> {
    let mut asks = intents.iter().filter(|found| found.value == Intent::VisitRequest);
    let more = |s: Sentence| s.cues.has(Cue::OneMoreVisit);
    let found = asks.find(|found| body.sentence_at(found.span).is_some_and(more))?;
    Some(found.span)
}

/// Whether a subject asks for a visit: "Aanvraag werkbezoek", not "Verslag van ons werkbezoek".
pub(crate) fn asks_in_subject(subject: &Body<'_>) -> bool {
    let t = subject.tokens();
    let asks = (0..t.0.len()).any(|at| t.is(at, &["aanvraag", "verzoek", "request", "aanmelding"]));
    let visit = |at: usize| t.is_cue(at, Cue::VisitNoun) && !t.was_cue(at, Cue::Definite);
    asks && (0..t.0.len()).any(visit)
}

/// What the rules look at.
struct Text<'a, 't> {
    t: Tokens<'a, 't>,
    body: &'a Body<'t>,
    reading: &'a Reading<'a>,
    /// Options were offered in this conversation.
    offered: bool,
    /// The day that is agreed in this conversation.
    about: Option<NaiveDate>,
    /// Some sentence speaks of a visit that is agreed; looked up once.
    agreed: bool,
    /// Some sentence is a question.
    asks: bool,
    /// Some time is wanted; looked up once.
    wants_time: bool,
    /// What some word may be; looked up once.
    classes: Classes,
}

impl<'a, 't> Text<'a, 't> {
    fn sentences(&self) -> impl Iterator<Item = &'a Sentence> + use<'a, 't> {
        self.body.sentences.iter()
    }

    /// The sentences in which a phrase of one of these lists stands; most texts have none.
    #[inline(always)]
    fn saying(&self, lists: &'static Cues) -> impl Iterator<Item = &'a Sentence> + use<'a, 't> {
        self.acting(lists, false)
    }

    /// The same, or all of them where the words that tell may be misspelt.
    #[inline(always)]
    fn acting(
        &self,
        lists: &'static Cues,
        misspelt: bool,
    ) -> impl Iterator<Item = &'a Sentence> + use<'a, 't> {
        let some = misspelt || self.body.cues.meets(lists);
        let all: &'a [Sentence] = if some { &self.body.sentences } else { &[] };
        all.iter().filter(move |s| misspelt || s.cues.meets(lists))
    }

    fn has(&self, s: &Sentence, cue: Cue) -> bool {
        s.cues.has(cue)
    }

    /// Whether a phrase of the list stands anywhere in the text.
    fn says(&self, cue: Cue) -> bool {
        self.body.cues.has(cue)
    }

    /// The first place in the text where a phrase of the list stands.
    fn place(&self, cue: Cue) -> Option<Span> {
        if !self.says(cue) {
            return None;
        }
        self.sentences().find_map(|s| self.place_in(s, cue))
    }

    fn place_in(&self, s: &Sentence, cue: Cue) -> Option<Span> {
        if !s.cues.has(cue) {
            return None;
        }
        let (at, length) = self.t.first(s.from, s.to, cue)?;
        Some(self.t.span(at, at + length))
    }

    /// "zeggen het bezoek af": a verb, and its particle at the end of its clause.
    fn apart(&self, s: &Sentence, verbs: Cue, particles: &[&str]) -> Option<Span> {
        if !s.cues.has(verbs) {
            return None;
        }
        let t = self.t;
        let verb = t.at(s.from, s.to, verbs)?;
        let end = (verb + 1..s.to).find(|&at| {
            let stands_last = || {
                at + 1 >= s.to
                    || t.get(at + 1).is_none_or(|n| !n.lower.starts_with(char::is_alphanumeric))
                    || t.is_cue(at + 1, Cue::EndsClause)
            };
            t.is(at, particles) && stands_last()
        })?;
        Some(t.span(verb, end + 1))
    }

    fn span(&self, s: &Sentence) -> Span {
        self.t.span(s.from, s.to)
    }

    fn whole(&self) -> Span {
        [0, self.t.before(self.body.end).map_or(0, |token| token.span()[1])]
    }

    /// The times in a sentence that pass the test.
    fn times_in(&self, s: &Sentence) -> impl Iterator<Item = &'a Wish> {
        let span = self.span(s);
        let when = &self.reading.when;
        let first = when.partition_point(|wish| wish.span[0] < span[0]);
        when.iter().skip(first).take_while(move |wish| wish.span[1] <= span[1])
    }

    /// Whether the option is taken in this sentence.
    fn chooses_in(&self, s: &Sentence) -> bool {
        let [from, to] = self.span(s);
        let inside = |span: Span| from <= span[0] && span[1] <= to;
        self.reading.choice.as_ref().is_some_and(|choice| inside(choice.span))
    }

    fn names_time(&self, s: &Sentence) -> bool {
        self.times_in(s).next().is_some()
    }

    fn wants_time(&self) -> bool {
        self.wants_time
    }

    fn seeks_time(&self) -> bool {
        let promised =
            |wish: &Wish| self.body.sentence_at(wish.span).is_some_and(|s| promises(self.t, &s));
        self.reading.when.iter().any(|wish| is_wanted(wish.modality) && !promised(wish))
            || self.reading.doubts.iter().any(|doubt| matches!(doubt, Doubt::NoSuchDate { .. }))
    }
}

/// Words behind which a clause may go on: "wij stellen het bezoek uit tot maart".
pub(crate) const ENDS_CLAUSE: Phrases = &[
    "van",
    "tot",
    "en",
    "naar",
    "met",
    "voor",
    "op",
    "omdat",
    "want",
    "wegens",
    "vanwege",
    "door",
    "in",
    "aan",
    "maar",
    "om",
    "i.v.m",
    "ivm",
    "bij",
    "nu",
    "als",
    "due",
    "to",
    "until",
    "by",
    "dus",
    "i.v.m.",
    "vandaag",
    "vanmiddag",
    "vanavond",
];

fn is_wanted(modality: Modality) -> bool {
    matches!(modality, Modality::Want | Modality::Prefer)
}

/// The intents of a reading of which everything else is known.
pub(crate) fn intents(
    body: &Body<'_>,
    reading: &Reading,
    chosen: &Chosen,
    context: &Context<'_>,
) -> Vec<Found<Intent>> {
    let asks = body.sentences.iter().any(|s| s.asks);
    let t = body.tokens();
    let (agreed, wants_time) = (false, false);
    let classes = body.sentences.iter().fold(Classes::none(), |all, s| all.or(s.classes));
    let (offered, about) = (!context.offered.is_empty(), context.about);
    let mut text = Text { t, body, reading, offered, about, agreed, asks, wants_time, classes };
    text.wants_time = text.seeks_time();
    text.agreed = text.sentences().any(|s| visit::is_agreed(&text, s));
    let text = &text;
    let mut found = Vec::new();
    put(&mut found, Intent::Privacy, feelings::privacy(text));
    put(&mut found, Intent::Complaint, feelings::complaint(text));
    let asked = request::plainly(text);
    if !found.is_empty() {
        // Whoever is displeased that nobody answered still wants to come.
        let displeased = found.iter().all(|intent| intent.value == Intent::Complaint);
        let again =
            asked.filter(|_| displeased && reading.principal.is_some() && text.wants_time());
        put(&mut found, Intent::VisitRequest, again);
        return found;
    }
    let settled = about_a_visit(&mut found, text, chosen, asked.is_some());
    if asked.is_none() && !settled && text.says(Cue::Wares) {
        put(&mut found, Intent::Other, Some(text.whole()));
        return found;
    }
    let details = details::said(text);
    let visit = asked.filter(|_| details.is_none_or(|d| !d.about_agreed));
    let visit = visit.or_else(|| request::perhaps(text).filter(|_| details.is_none()));
    let visit = visit.filter(|_| !settled);
    put(&mut found, Intent::VisitRequest, visit);
    // Facts beside a choice belong to it; facts alone are the message.
    let facts = details.map(|d| d.span).or_else(|| details::only_facts(text));
    let adds = facts.filter(|_| visit.is_none() && !settled && chosen.doubt.is_none());
    put(&mut found, Intent::Details, adds);
    put(&mut found, Intent::Inquiry, reading.questions.first().map(|question| question.span));
    // Whoever asks something thanks for the answer, or thanks for the visit that has been.
    let been = text.says(Cue::VisitNoun) || text.says(Cue::GoodVisit);
    let manners = !text.reading.questions.is_empty() && !been;
    let thanks = feelings::thanks(text)
        .filter(|_| visit.is_none() && !settled && adds.is_none() && !manners);
    put(&mut found, Intent::Thanks, thanks);
    if found.is_empty() {
        put(&mut found, Intent::Other, Some(text.whole()));
    }
    found
}

fn put(found: &mut Vec<Found<Intent>>, value: Intent, span: Option<Span>) {
    found.extend(span.map(|span| Found { value, span }));
}

/// What is told in a mail about something else belongs to that: "wij organiseren een congres, er worden
/// 250 deelnemers verwacht. Wilt u daar een lezing geven?"
pub(crate) fn of_an_errand(reading: &mut Reading<'_>) {
    let aside = matches!(
        reading.errand.as_ref().map(|errand| errand.value),
        Some(Errand::Invitation | Errand::Training | Errand::Records)
    );
    for intent in &mut reading.intents {
        if aside && intent.value == Intent::Details {
            intent.value = Intent::Other;
        }
    }
}

/// What the writer does with an offer or an appointment; says whether they do anything with it.
fn about_a_visit(
    found: &mut Vec<Found<Intent>>,
    text: &Text<'_, '_>,
    chosen: &Chosen,
    asked: bool,
) -> bool {
    let choice = text.reading.choice.as_ref().map(|choice| choice.span);
    let open = choice.is_none();
    let decline = decline::declines(text, asked);
    let cancel = leave::cancels(text, asked).filter(|_| open);
    let change = shift::changes(text, cancel.is_some(), asked).filter(|_| open);
    // Who calls off and names another day moves the visit.
    let moves = change.is_some() && (cancel.is_none() || shift::offers_instead(text));
    let cancel = cancel.filter(|_| !moves);
    match (decline, cancel) {
        (Some(_), _) => put(found, Intent::Decline, decline),
        (None, Some(_)) => put(found, Intent::Cancel, cancel),
        (None, None) => put(found, Intent::Change, change),
    }
    let stays = decline.is_none() && cancel.is_none();
    let whole = text.whole();
    let other = proposes_other(text, chosen).or(chosen.refuses_all.then_some(whole));
    let other = other.filter(|_| stays && (change.is_none() || text.offered));
    if stays {
        put(found, Intent::Choose, choice);
        let reserve = details::reserves(text, choice.is_some());
        put(found, Intent::Reserve, reserve);
    }
    put(found, Intent::ProposeOther, other);
    let reserved = found.iter().any(|intent| intent.value == Intent::Reserve);
    reserved || [decline, cancel, change, choice, other].iter().any(Option::is_some)
}

fn proposes_other(text: &Text<'_, '_>, chosen: &Chosen) -> Option<Span> {
    let wanted = text.reading.when.iter().find(|wish| is_wanted(wish.modality));
    (text.reading.choice.is_none() && chosen.doubt.is_none() && chosen.wants_other)
        .then(|| wanted.map(|wish| wish.span))
        .flatten()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Context, Gazetteer, Policy, read_text};

    #[test]
    fn one_visit_more_is_asked_in_the_sentence_of_the_request() {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        for (text, wanted) in [
            ("Graag nog een bezoek aan Vollenhoven in juni.", true),
            ("Wij plannen graag een tweede bezoek, in juni.", true),
            ("Ik heb nog een vraag. Wij willen op bezoek in juni.", false),
            ("Namens de Tweede Kamer komt zij graag op bezoek in juni.", false),
        ] {
            assert_eq!(read_text(text, &context).one_more.is_some(), wanted, "{text}");
        }
    }
}
