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
    &["cancelen"],
    &["gecanceld"],
    &["annulering"],
    &["annuleer"],
    &["afzeggen"],
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
    &["not", "interested"],
    &["geen", "behoefte"],
    &["laten", "het", "hierbij"],
];
/// Before them nothing is called off: "als wij annuleren", "mochten wij afzeggen".
const SUPPOSED: Phrases =
    &[&["als"], &["indien"], &["mocht"], &["mochten"], &["wanneer"], &["if"], &["stel"]];
/// What is no longer needed when a visit is declined; a parking place is another matter.
const THE_VISIT: Phrases =
    &[&["werkbezoek"], &["bezoek"], &["rondleiding"], &["afspraak"], &["voorstel"], &["aanvraag"]];
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
    &["tussengekomen"],
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
    &["meelopen"],
    &["rondkijken"],
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
    let whole = [0, t.before(body.end).map_or(0, |token| token.span[1])];
    let mut found = Vec::new();
    let privacy = privacy(t, body);
    let complaint = place(t, body, COMPLAINT).or_else(|| grievance(t, body));
    put(&mut found, Intent::Privacy, privacy);
    put(&mut found, Intent::Complaint, complaint);
    if !found.is_empty() {
        return found;
    }
    let settled = about_a_visit(&mut found, body, reading, chosen);
    let details = place(t, body, DETAILS);
    let visit = visit(t, body, reading).filter(|_| !settled && details.is_none());
    put(&mut found, Intent::VisitRequest, visit);
    // Facts beside a choice belong to it; facts alone are the message.
    let facts = only_facts(reading, whole).filter(|_| !settled && chosen.doubt.is_none());
    let adds = details.or(facts).filter(|_| visit.is_none());
    let changes = found.iter().any(|intent| intent.value == Intent::Change);
    put(&mut found, Intent::Details, adds.filter(|_| !changes));
    put(&mut found, Intent::Inquiry, reading.questions.first().map(|question| question.span));
    let thanks = thanks(t, body).filter(|_| visit.is_none() && !settled);
    put(&mut found, Intent::Thanks, thanks);
    if found.is_empty() {
        put(&mut found, Intent::Other, Some(whole));
    }
    found
}

fn put(found: &mut Vec<Found<Intent>>, value: Intent, span: Option<Span>) {
    found.extend(span.map(|span| Found { value, span }));
}

/// What the writer does with an offer or an appointment; says whether they do anything with it.
fn about_a_visit(
    found: &mut Vec<Found<Intent>>,
    body: &Body<'_>,
    reading: &Reading,
    chosen: &Chosen,
) -> bool {
    let t = body.tokens();
    let choice = reading.choice.as_ref().map(|choice| choice.span);
    let decline =
        place(t, body, DECLINE).or_else(|| skips(t, body)).or_else(|| no_longer_needed(t, body));
    let cancel = cancels(t, body)
        .or_else(|| calls_off(t, body))
        .or_else(|| falls_through(t, body))
        .filter(|_| choice.is_none());
    let change = place(t, body, CHANGE).filter(|_| choice.is_none());
    match (decline, cancel, change) {
        (Some(_), ..) => put(found, Intent::Decline, decline),
        (None, Some(_), _) => put(found, Intent::Cancel, cancel),
        (None, None, _) => put(found, Intent::Change, change),
    }
    if decline.is_none() && cancel.is_none() {
        put(found, Intent::Choose, choice);
        put(found, Intent::Reserve, place(t, body, RESERVE));
    }
    let whole = [0, t.before(body.end).map_or(0, |token| token.span[1])];
    let other = proposes_other(reading, chosen).or(chosen.refuses_all.then_some(whole));
    let other = other.filter(|_| decline.is_none() && cancel.is_none());
    put(found, Intent::ProposeOther, other);
    let acts = [decline, cancel, change, choice, other];
    acts.iter().any(Option::is_some)
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
        .or_else(|| apart(t, body, &[&["zien"], &["zie"], &["ziet"]], "af"))
}

/// "zeggen het bezoek af".
fn calls_off(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    apart(t, body, &[&["zeggen"], &["zeg"], &["zegt"]], "af")
}

/// A word of cancelling that is no mere supposition in a question: "kost het iets als wij annuleren?".
fn cancels(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    body.sentences.iter().find_map(|s| {
        let at = t.find(s.from, s.to, CANCEL)?;
        let supposed = s.asks && t.find(s.from, at, SUPPOSED).is_some();
        let length = t.any_of(at, CANCEL).unwrap_or(1);
        (!supposed).then(|| t.span(at, at + length))
    })
}

/// "gaat niet door", "niet door kan gaan"; not "hoeft niet door u geregeld te worden".
fn falls_through(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    const GOES: Phrases = &[&["gaat"], &["gaan"], &["ging"], &["doorgaan"]];
    const BY_WHOM: Phrases = &[
        &["u"],
        &["jullie"],
        &["ons"],
        &["mij"],
        &["hem"],
        &["haar"],
        &["hen"],
        &["de"],
        &["het"],
    ];
    body.sentences.iter().find_map(|s| {
        let at = t.find(s.from, s.to, &[&["niet", "door"], &["niet", "doorgaan"]])?;
        let goes = t.find(s.from, s.to, GOES).is_some();
        let by_somebody = t.any_of(at + 2, BY_WHOM).is_some();
        (goes && !by_somebody).then(|| t.span(at, at + 2))
    })
}

/// "het bezoek is niet meer nodig".
fn no_longer_needed(t: Tokens<'_, '_>, body: &Body<'_>) -> Option<Span> {
    body.sentences.iter().find_map(|s| {
        let at = t.find(s.from, s.to, &[&["niet", "meer", "nodig"]])?;
        t.find(s.from, at, THE_VISIT).map(|_| t.span(at, at + 3))
    })
}

fn apart(t: Tokens<'_, '_>, body: &Body<'_>, verbs: Phrases, particle: &str) -> Option<Span> {
    body.sentences.iter().find_map(|s| {
        let verb = t.find(s.from, s.to, verbs)?;
        let end = (verb + 1..s.to).find(|&at| {
            let stands_last = t
                .get(at + 1)
                .is_none_or(|n| !n.text.starts_with(char::is_alphanumeric) || n.is("van"));
            t.is(at, &[particle]) && stands_last
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
    let no_such_date = |doubt: &Doubt| matches!(doubt, Doubt::NoSuchDate { .. });
    let dates = reading.doubts.iter().any(no_such_date)
        || reading.when.iter().any(|w| matches!(w.modality, Modality::Want | Modality::Prefer));
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

/// Facts and nothing else: needs, a party, times, without a word about visiting.
fn only_facts(reading: &Reading, whole: Span) -> Option<Span> {
    let wishes =
        reading.when.iter().any(|w| matches!(w.modality, Modality::Want | Modality::Prefer));
    let wishes = wishes || reading.doubts.iter().any(|d| matches!(d, Doubt::NoSuchDate { .. }));
    let facts = !reading.needs.is_empty() || reading.party.is_some();
    let times = wishes && reading.questions.is_empty();
    ((facts && !wishes || times) && reading.choice.is_none()).then_some(whole)
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
