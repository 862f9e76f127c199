//! The sentences that ask for information, whole; those that only arrange a visit are left out.
//!
//! Most questions in mail like ours are no questions: "kan dat op dinsdag?", "wilt u dit
//! bevestigen?", "kunt u een tolk regelen?". They want a date, an answer or an act. A question for
//! information opens with a question word, asks how things are, what guests may or must do, or asks
//! to be told or sent something.

pub(super) mod indirect;
pub(super) mod words;

use super::body::Body;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::{Found, Span};

pub(crate) use indirect::indirect;

/// The questions for information, each without its bullet or number.
pub(crate) fn questions(body: &Body<'_>, times: &[Span]) -> Vec<Found<String>> {
    let t = body.tokens();
    let mut found = Vec::new();
    for &sentence in &body.sentences {
        let sentence = Sentence { from: skip_marker(t, sentence.from), ..sentence };
        if !sentence.asks && !indirect::asks_without_mark(t, sentence) {
            continue;
        }
        let asks = |part: &Sentence| is_question(t, *part, times);
        match two(t, sentence) {
            Some(parts) if parts.iter().all(asks) => {
                found.extend(parts.map(|part| whole(body, part)));
            }
            Some(_) | None if asks(&sentence) => found.push(whole(body, sentence)),
            Some(_) | None => {}
        }
    }
    found
}

fn is_question(t: Tokens<'_, '_>, sentence: Sentence, times: &[Span]) -> bool {
    let timed = |from| names_time(times, t.span(from, sentence.to));
    asks_for_facts(t, sentence, opening(t, sentence), timed(sentence.from))
        || later_opening(t, sentence)
            .is_some_and(|from| asks_for_facts(t, sentence, from, timed(from)))
}

/// "Wat vraagt u, en waar kan ik het lezen?": the two questions of which a sentence may be made. Without
/// the comma they are asked in one breath, and stay one.
fn two(t: Tokens<'_, '_>, s: Sentence) -> Option<[Sentence; 2]> {
    let verbs = [Cue::QuestionVerb, Cue::BeVerb, Cue::CanVerb, Cue::MustVerb, Cue::DoVerb];
    let and = (s.from + 2..s.to).find(|&at| {
        let asks = t.is_cue(at + 1, Cue::Wh) && verbs.iter().any(|cue| t.is_cue(at + 2, *cue));
        t.is(at, &["en", "and"]) && t.is_sign(at - 1, ',') && asks
    })?;
    Some([Sentence { to: and - 1, ..s }, Sentence { from: and + 1, ..s }])
}

/// A sentence as a finding, on one line.
fn whole(body: &Body<'_>, sentence: Sentence) -> Found<String> {
    let value = body.sentence_text(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
    Found { value, span: body.tokens().span(sentence.from, sentence.to) }
}

/// Whether one of the times, which stand in the order of the text, lies in the span.
fn names_time(times: &[Span], span: Span) -> bool {
    let first = times.partition_point(|time| time[0] < span[0]);
    times.get(first).is_some_and(|time| time[1] <= span[1])
}

fn skip_marker(t: Tokens<'_, '_>, at: usize) -> usize {
    let mut next = at;
    while matches!(t.word(next), Word::Sign('-' | '*' | '•' | '·' | '–' | '>')) {
        next += 1;
    }
    let numbered = matches!(t.word(next), Word::Digits { .. })
        && t.get(next + 1).is_some_and(|s| s.glued && matches!(s.word, Word::Sign('.' | ')')));
    if numbered { next + 2 } else { next }
}

/// Where the question itself begins: behind "en", "verder", "mijn vraag:", "PS:", "hoi,".
fn opening(t: Tokens<'_, '_>, s: Sentence) -> usize {
    let mut from = s.from;
    // A label or a greeting of a few words, up to its colon or comma.
    let label = (from..s.to.min(from + 5)).find(|&at| {
        matches!(t.word(at), Word::Sign(':'))
            || matches!(t.word(at), Word::Sign(',')) && t.is_cue(from, Cue::GreetsQuestion)
    });
    if let Some(at) = label.filter(|at| at + 1 < s.to) {
        from = at + 1;
    }
    while from < s.to
        && (t.is_cue(from, Cue::LeadsQuestion)
            || matches!(t.word(from), Word::Sign(',' | '-' | '–')))
    {
        from += 1;
    }
    from
}

/// Where a question begins behind what it is about: "Wij komen met de auto, is er parkeergelegenheid?"
fn later_opening(t: Tokens<'_, '_>, s: Sentence) -> Option<usize> {
    if !s.asks {
        return None;
    }
    let verb = [Cue::QuestionVerb, Cue::BeVerb, Cue::CanVerb, Cue::MustVerb];
    let opens = |at: usize| {
        // "Hoe laat is dat dan?"
        let first = at + 1 + usize::from(t.is(at, &["hoe"]));
        let wh = t.is_cue(at, Cue::Wh)
            && verb.iter().any(|cue| t.is_cue(at + 1, *cue) || t.is_cue(first, *cue));
        wh || t.is(at, &["hoeveel", "hoelang"])
            || t.is_cue(at, Cue::BeVerb) && t.is(at + 1, &["er", "there"])
    };
    (s.from + 1..s.to).find(|&at| {
        t.was(at, &[":"]) && t.is_cue(at, Cue::Wh)
            || t.was(at, &[":", ",", ";"]) && opens(at)
            || t.was(at, &["en"]) && t.is(s.from, &["klopt"]) && opens(at)
    })
}

fn asks_for_facts(t: Tokens<'_, '_>, sentence: Sentence, from: usize, names_time: bool) -> bool {
    let q = Question { t, from, to: sentence.to, cues: sentence.cues, names_time };
    if q.has(Cue::Opinion) || q.asks_for_an_answer() {
        return false;
    }
    let opens_with_wh =
        t.is_cue(from, Cue::Wh) || t.is_cue(from, Cue::WhBehind) && t.is_cue(from + 1, Cue::Wh);
    if t.is_cue(from, Cue::WhenWord) {
        // When the guests may come is what the conversation is about; when something else is, is not.
        return !q.plans() && !q.arranges();
    }
    if opens_with_wh {
        return !(q.arranges() || q.plans() && names_time);
    }
    if q.asks_to_be_told() {
        return true;
    }
    let ours = |at: usize| t.is(at, &["wij", "we", "ik", "mag", "mogen", "kan", "kunnen", "plek"]);
    if t.are(from, &["klopt", "het"]) && t.is(from + 2, &["dat", ","]) && !(from..q.to).any(ours) {
        return true;
    }
    if t.is_cue(from, Cue::KnowVerb) && t.is_cue(from + 1, Cue::YouHosts) {
        return !q.arranges();
    }
    if t.is_cue(from, Cue::CanVerb) {
        return q.asks_what_guests_can();
    }
    if t.is_cue(from, Cue::MustVerb) && (q.asks_for_answer() || q.proposes()) {
        return false;
    }
    if t.is_cue(from, Cue::MustVerb) && q.asks_a_favour() {
        return q.asks_to_be_told();
    }
    if t.is_cue(from, Cue::MustVerb) {
        return !(q.plans() && !q.has(Cue::ActsOnUs) || q.moves_us());
    }
    if t.is_cue(from, Cue::BeVerb) {
        return q.asks_how_things_are();
    }
    t.is_cue(from, Cue::DoVerb) && t.is_cue(from + 1, Cue::WeGuests) && !q.plans()
}

/// A sentence that asks, from its first word of content on.
struct Question<'a, 't> {
    t: Tokens<'a, 't>,
    from: usize,
    to: usize,
    /// The lists of the whole sentence, for a first look.
    cues: Cues,
    names_time: bool,
}

impl Question<'_, '_> {
    fn has(&self, cue: Cue) -> bool {
        self.cues.has(cue) && self.t.has(self.from, self.to, cue)
    }

    /// It speaks of coming on a visit.
    fn plans(&self) -> bool {
        self.has(Cue::PlansVisit)
    }

    /// It asks which moment suits.
    fn arranges(&self) -> bool {
        self.has(Cue::Arranges)
    }

    /// "Mag ik uiterlijk woensdag horen of het kan?": an answer to the mail itself.
    fn asks_for_an_answer(&self) -> bool {
        let (t, from) = (self.t, self.from);
        self.names_time
            && t.is(from, &["mag", "mogen", "kan", "kunnen"])
            && t.is(from + 1, &["ik", "wij", "we"])
            && (from..self.to).any(|at| t.is(at, &["horen", "vernemen"]))
    }

    /// It wants to come to a place at a moment, without a word of visiting.
    fn moves_us(&self) -> bool {
        let comes = self.has(Cue::ComesThere);
        comes && (self.names_time || self.has(Cue::Towards) && !self.has(Cue::Travel))
    }

    /// "Kunt u vertellen hoe ...", "could you send us the report".
    fn asks_to_be_told(&self) -> bool {
        let told = self.cues.has(Cue::Tell)
            && self.t.at(self.from, self.to, Cue::Tell).is_some_and(|at| {
                let word = (at + 1..self.to.min(at + 7)).find(|&i| self.t.is_cue(i, Cue::Wh));
                word.is_some() || self.t.at(at, self.to, Cue::Notions).is_some()
            });
        let sent = self.has(Cue::Send) && self.has(Cue::SentFacts)
            || self.has(Cue::SendOff) && !self.has(Cue::ConfirmsVisit) && !self.names_time;
        (told || sent) && !self.arranges()
    }

    /// "May we propose Monday 14 June?"
    fn proposes(&self) -> bool {
        const PROPOSES: &[&str] = &["propose", "suggest", "voorstellen", "opperen", "voordragen"];
        self.names_time && (self.from..self.to).any(|at| self.t.is(at, PROPOSES))
    }

    /// "Mag ik vrijdag horen of het lukt?": what we can do, and nothing else.
    fn asks_for_answer(&self) -> bool {
        const SUITS: &[&str] = &[
            "kan", "lukt", "past", "schikt", "mogelijk", "regelen", "uitkomt", "akkoord", "gaat",
            "doorgaat",
        ];
        let t = self.t;
        let hears = (self.from..self.to)
            .find(|&at| t.is(at, &["horen", "vernemen", "weten"]) && t.is(at + 1, &["of"]));
        hears.is_some_and(|at| (at..self.to).any(|i| t.is(i, SUITS)))
    }

    /// "Mag ik u verzoeken dit voor u te houden?": to do something, and not to tell something.
    fn asks_a_favour(&self) -> bool {
        const ASKED_TOKENS: usize = 5;
        let t = self.t;
        let near = self.from..self.to.min(self.from + ASKED_TOKENS);
        let asked = near.into_iter().find(|&at| t.is(at, &["verzoeken", "vragen", "ask"]));
        asked.is_some_and(|asked| {
            let rest = || asked + 1..self.to;
            rest().any(|at| t.is(at, &["te", "to"])) && !rest().any(|at| t.is_cue(at, Cue::Wh))
        })
    }

    /// "Kunnen wij ergens parkeren?", "kan mijn hond mee?"; not "kan dat?", "kunt u dit regelen?".
    fn asks_what_guests_can(&self) -> bool {
        // "Kan iemand die niet kan traplopen ook mee?" is about a guest.
        let described = self.t.is(self.from + 2, &["die", "in", "met"]);
        // "Kan er iemand tolken?", "kan er ook iemand bij zijn?" ask for an act.
        let mut who = self.from + 1 + usize::from(self.t.is(self.from + 1, &["er"]));
        who += usize::from(self.t.is(who, &["ook", "nog", "eventueel", "misschien", "dan"]));
        let addresses = self.t.is_cue(who, Cue::YouHosts) && !described
            || self.t.is_cue(self.from + 1, Cue::LikeThat) && !self.says_of_those();
        let travels = self.has(Cue::Travel);
        !addresses
            && (travels || !self.plans() && !self.names_time && !self.moves_us())
            && self.has(Cue::AboutGuests)
    }

    /// "Kunnen die bij de flat staan?": more is asked of them than whether they can.
    fn says_of_those(&self) -> bool {
        const BARE_TOKENS: usize = 4;
        self.t.is(self.from + 1, &["die", "deze"]) && self.to - self.from > BARE_TOKENS + 1
    }

    /// "Zijn er bewoners bij?", "heeft u cijfers?"; not "is dat mogelijk?", "heeft u nog plek?".
    fn asks_how_things_are(&self) -> bool {
        // "Is de flat met de trein te doen?" is about a thing, and not about coming.
        let thing = self.t.is(self.from + 1, &["de", "uw", "jullie"]) && !self.has(Cue::OptionNoun);
        let possible = self.has(Cue::PossiblePlan) && !self.has(Cue::SupposesThat) && !thing;
        let room = self.has(Cue::RoomInPlan) && !self.has(Cue::RoomFor);
        // How long it takes and what it costs is a fact, in however few words.
        let measures = self.t.is(self.from, &["duurt", "kost"]);
        let bare = self.t.is_cue(self.from + 1, Cue::LikeThat) && self.to - self.from <= 6;
        // "Waren dat gasten van u?" asks nothing that is still to be arranged.
        let bare = bare && !measures && !self.t.is(self.from, &["was", "waren"]);
        // Whether an option is still free is a fact, whatever comes of it.
        let free = self.has(Cue::OptionNoun) && self.has(Cue::StillFree);
        let bare = bare && !(self.from..self.to).any(|at| self.t.is(at, NATURE));
        free || !(possible || room || bare || self.names_time || self.arranges())
            && (!self.plans() || self.has(Cue::ActsOnUs))
    }
}

/// How a thing is, or how often: a fact, in however few words.
const NATURE: &[&str] = &[
    "alleen",
    "gratis",
    "verplicht",
    "openbaar",
    "besloten",
    "toegankelijk",
    "bedoeld",
    "vaker",
    "altijd",
    "echt",
    "waar",
    "ver",
    "veilig",
];

/// Coming, without a word of visiting.
pub(crate) const COMES: Phrases = &["komen", "come", "gaan"];

/// To a place.
pub(crate) const TOWARDS: Phrases = &["naar", "to"];

/// What holds on a condition.
pub(crate) const SUPPOSES: Phrases = &["als", "if"];

/// An option of the offer.
pub(crate) const OPTION: Phrases = &["optie", "option"];

/// It is still free.
pub(crate) const FREE: Phrases = &["vrij", "available"];
