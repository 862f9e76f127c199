//! What the writer wants of us, from the words of the text and what was found in it.
//!
//! Several at once is normal (a request with a question). The order of the rules matters where one
//! word serves two purposes: a cancelled visit is a visit too, so a request is only read where
//! nothing is called off, moved or declined.

use super::body::Body;
use super::choice::Chosen;
use super::cursor::Tokens;
use crate::domain::reading::{Doubt, Found, Intent, Modality, Reading, Span};

type Phrases = &'static [&'static [&'static str]];

const PRIVACY: Phrases = &[
    &["avg"],
    &["gdpr"],
    &["persoonsgegevens"],
    &["inzageverzoek"],
    &["gegevensbescherming"],
    &["personal", "data"],
];
const COMPLAINT: Phrases = &[
    &["klacht"],
    &["schande"],
    &["belachelijk"],
    &["onacceptabel"],
    &["klagen"],
    &["complaint"],
    &["beneden", "alle", "peil"],
    &["zwaar", "teleurgesteld"],
];
const CANCEL: Phrases = &[
    &["annuleren"],
    &["annulering"],
    &["annuleer"],
    &["afzeggen"],
    &["niet", "door"],
    &["cancel"],
    &["zeg", "af"],
    &["vervalt"],
    &["komen", "te", "vervallen"],
    &["afgelast"],
];
const DECLINE: Phrases = &[
    &["af", "te", "zien"],
    &["afzien"],
    &["zien", "af"],
    &["ziet", "af"],
    &["over", "te", "slaan"],
    &["geen", "belangstelling"],
    &["geen", "interesse"],
    &["niet", "meer", "nodig"],
    &["not", "interested"],
    &["geen", "behoefte"],
    &["laten", "het", "hierbij"],
];
const CHANGE: Phrases = &[
    &["verplaatsen"],
    &["verzetten"],
    &["verschuiven"],
    &["later", "beginnen"],
    &["eerder", "beginnen"],
    &["later", "dan", "afgesproken"],
    &["eerder", "dan", "afgesproken"],
    &["reschedule"],
    &["andere", "datum"],
    &["ander", "moment", "voor", "de", "afspraak"],
    &["postpone"],
    &["uitstellen"],
];
const RESERVE: Phrases =
    &[&["onder", "voorbehoud"], &["voorlopig", "akkoord"], &["subject", "to"], &["provisionally"]];
const DETAILS: Phrases = &[
    &["in", "plaats", "van"],
    &["praktische", "zaken"],
    &["aanpassing"],
    &["aanvulling"],
    &["ter", "aanvulling"],
    &["nog", "vergeten"],
    &["we", "zijn", "toch"],
    &["wij", "zijn", "toch"],
    &["correctie", "op"],
    &["geef", "ik", "door"],
];
const THANKS: Phrases = &[&["dank"], &["bedankt"], &["thank"], &["thanks"], &["dankbaar"]];
const VISIT: Phrases = &[
    &["werkbezoek"],
    &["werkbezoeken"],
    &["bezoek"],
    &["bezoeken"],
    &["bezoekt"],
    &["langskomen"],
    &["langs", "komen"],
    &["komen", "kijken"],
    &["visit"],
    &["visiting"],
    &["studiebezoek"],
    &["rondleiding"],
    &["langs"],
    &["afzakken"],
    &["kennismaken"],
    &["keuken"],
    &["terecht"],
    &["kijken"],
    &["mee", "de", "wijk", "in"],
    &["ontvangen", "worden"],
];
const WISH: Phrases = &[
    &["graag"],
    &["wil"],
    &["willen"],
    &["kan"],
    &["kunnen"],
    &["zou"],
    &["zouden"],
    &["vraag"],
    &["verzoek"],
    &["verzoeken"],
    &["belangstelling"],
    &["mogelijk"],
    &["aanvraag"],
    &["besloten"],
    &["like"],
    &["would"],
    &["could"],
    &["zoek"],
    &["plannen"],
    &["inplannen"],
    &["komen"],
    &["komt"],
    &["gaat"],
    &["verheugd"],
];

/// The intents of a reading of which everything else is known.
pub(crate) fn intents(body: &Body<'_>, reading: &Reading, chosen: &Chosen) -> Vec<Found<Intent>> {
    let t = body.tokens();
    let mut found: Vec<Found<Intent>> = Vec::new();
    let whole = [0, t.before(body.end).map_or(0, |token| token.span[1])];
    let mut put = |intent: Option<Intent>, span: Option<Span>| {
        if let Some(value) = intent {
            found.push(Found { value, span: span.unwrap_or(whole) });
        }
    };
    let privacy = privacy(t, body);
    let complaint = place(t, body, COMPLAINT).or_else(|| grievance(t, body));
    put(privacy.map(|_| Intent::Privacy), privacy);
    put(complaint.map(|_| Intent::Complaint), complaint);
    if privacy.is_some() || complaint.is_some() {
        return found;
    }
    let decline = place(t, body, DECLINE).or_else(|| skips(t, body));
    let cancel = place(t, body, CANCEL).or_else(|| calls_off(t, body));
    let change = place(t, body, CHANGE);
    let choice = reading.choice.as_ref().map(|choice| choice.span);
    let ended = decline.or(cancel);
    if let Some(span) = decline {
        put(Some(Intent::Decline), Some(span));
    } else if let Some(span) = cancel.filter(|_| choice.is_none()) {
        put(Some(Intent::Cancel), Some(span));
    } else if let Some(span) = change.filter(|_| choice.is_none()) {
        put(Some(Intent::Change), Some(span));
    }
    if ended.is_none() {
        put(choice.map(|_| Intent::Choose), choice);
        let reserve = place(t, body, RESERVE);
        put(reserve.map(|_| Intent::Reserve), reserve);
    }
    let other = proposes_other(reading, chosen).or(chosen.refuses_all.then_some(whole));
    let other = other.filter(|_| ended.is_none());
    put(other.map(|_| Intent::ProposeOther), other);
    let details = place(t, body, DETAILS);
    let settled = ended.or(change).or(choice).or(other);
    let visit = visit(t, body, reading).filter(|_| settled.is_none() && details.is_none());
    put(visit.map(|_| Intent::VisitRequest), visit);
    let adds = details
        .or_else(|| only_facts(reading, whole))
        .filter(|_| visit.is_none() && change.is_none());
    put(adds.map(|_| Intent::Details), adds.filter(|_| choice.is_none() || details.is_some()));
    let question = reading.questions.first().map(|question| question.span);
    put(question.map(|_| Intent::Inquiry), question);
    let thanks = thanks(t, body).filter(|_| visit.is_none() && settled.is_none());
    put(thanks.map(|_| Intent::Thanks), thanks);
    // Facts about a choice that was taken belong to it; a fact alone is the message.
    found.retain(|f| !(f.value == Intent::Details && choice.is_some() && details.is_none()));
    if found.is_empty() {
        found.push(Found { value: Intent::Other, span: whole });
    }
    found
}

/// The first place where one of these phrases stands.
fn place(t: Tokens<'_, '_>, body: &Body<'_>, phrases: Phrases) -> Option<Span> {
    let at = t.find(0, body.end, phrases)?;
    let length = t.any_of(at, phrases).unwrap_or(1);
    Some(t.span(at, at + length))
}

fn privacy(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    place(t, body, PRIVACY).or_else(|| {
        let about = t.find(
            0,
            body.end,
            &[&["gegevens"], &["naam"], &["mailadres"], &["data"], &["e-mailadres"]],
        )?;
        let erase = t.find(
            0,
            body.end,
            &[&["verwijderen"], &["wissen"], &["verwijder"], &["inzage"], &["delete"], &["erase"]],
        )?;
        let near = about.abs_diff(erase) <= 12;
        near.then(|| t.span(about.min(erase), about.max(erase) + 1))
    })
}

/// A complaint that never calls itself one: two strong words of displeasure.
fn grievance(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    let words: Phrases = &[
        &["troep"],
        &["rommel"],
        &["niemand", "die"],
        &["wanbeleid"],
        &["niets", "gehoord"],
        &["in", "de", "steek"],
    ];
    let first = t.find(0, body.end, words)?;
    let second = t.find(first + 1, body.end, words)?;
    Some(t.span(first, second + 1))
}

/// "wij slaan dit werkbezoek over": verb and particle far apart.
fn skips(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    apart(t, body, &[&["slaan"], &["sla"], &["slaat"]], "over")
}

/// "zeggen het bezoek af".
fn calls_off(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    apart(t, body, &[&["zeggen"], &["zeg"], &["zegt"]], "af")
}

fn apart(t: Tokens<'_, '_>, body: &Body<'_>, verbs: Phrases, particle: &str) -> Option<Span> {
    body.sentences.iter().find_map(|s| {
        let verb = t.find(s.from, s.to, verbs)?;
        let end = (verb + 1..s.to).find(|&at| {
            t.is(at, &[particle])
                && t.get(at + 1).is_none_or(|n| !n.text.starts_with(char::is_alphanumeric))
        })?;
        Some(t.span(verb, end + 1))
    })
}

fn proposes_other(reading: &Reading, chosen: &Chosen) -> Option<Span> {
    let wanted =
        reading.when.iter().find(|wish| matches!(wish.modality, Modality::Want | Modality::Prefer));
    (reading.choice.is_none() && chosen.doubt.is_none() && chosen.wants_other)
        .then(|| wanted.map(|wish| wish.span))
        .flatten()
}

/// A wish and a word of visiting near each other, or a wish with a wijk and a time.
fn visit(t: Tokens<'_, '_>, body: &Body<'_>, reading: &Reading) -> Option<Span> {
    let wants = place(t, body, WISH).is_some();
    let no_such = |doubt: &Doubt| matches!(doubt, Doubt::NoSuchDate { .. });
    let dates =
        reading.when.iter().any(|wish| matches!(wish.modality, Modality::Want | Modality::Prefer))
            || reading.doubts.iter().any(no_such);
    let near = body.sentences.iter().find_map(|s| {
        let visit = t.find(s.from, s.to, VISIT)?;
        let wish = t.find(s.from, s.to, WISH).is_some();
        let looks_back = t
            .find(s.from, s.to, &[&["dank"], &["bedankt"], &["opgegeven"], &["ontvangst"]])
            .is_some();
        let about = t.find(s.from, s.to, &[&["krant"], &["verhaal"], &["scriptie"]]).is_some();
        ((wish || dates) && !looks_back && !about && !asks_only(reading, t.span(s.from, s.to)))
            .then(|| t.span(visit, visit + 1))
    });
    let placed = reading
        .wijken
        .first()
        .map(|wijk| wijk.span)
        .or(reading.ambiguous_places.first().map(|place| place.span))
        .filter(|_| dates && (wants || body.sentences.iter().any(|s| s.asks)));
    near.or(placed)
}

/// The sentence is one of the questions for information.
fn asks_only(reading: &Reading, span: Span) -> bool {
    reading.questions.iter().any(|question| question.span == span)
}

/// Facts and nothing else: needs or a party, without a wish for a time.
fn only_facts(reading: &Reading, whole: Span) -> Option<Span> {
    let wishes =
        reading.when.iter().any(|w| matches!(w.modality, Modality::Want | Modality::Prefer));
    let wishes = wishes || reading.doubts.iter().any(|d| matches!(d, Doubt::NoSuchDate { .. }));
    ((!reading.needs.is_empty() || reading.party.is_some()) && !wishes && reading.choice.is_none())
        .then_some(whole)
}

/// Thanks that are the message; "alvast bedankt" and "dank voor uw bericht" are manners.
fn thanks(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    body.sentences.iter().find_map(|s| {
        let at = t.find(s.from, s.to, THANKS)?;
        let manners = t.was(at, &["alvast", "superveel", "bij", "in"])
            || t.find(
                at,
                s.to,
                &[&["mail"], &["bericht"], &["voorstel"], &["snelle"], &["advance"], &["reactie"]],
            )
            .is_some();
        (!manners).then(|| t.span(at, at + 1))
    })
}
