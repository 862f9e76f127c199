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
use words::{
    ABOUT_GUESTS, ACTS_ON_US, ARRANGES, BE, CAN, CONFIRMS, DO, GREETS, KNOW, LEADS, LIKE_THAT,
    MUST, NOTIONS, OPINION, PLANS, POSSIBLE, ROOM, ROOM_FOR, SEND, SEND_OFF, SENT, TELL, TRAVEL,
    WE, WH, WH_BEHIND, WHEN, YOU,
};

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
        let span = t.span(sentence.from, sentence.to);
        if asks_for_facts(t, sentence, names_time(times, span)) {
            found.push(whole(body, sentence));
        }
    }
    found
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
            || matches!(t.word(at), Word::Sign(',')) && t.is(from, GREETS)
    });
    if let Some(at) = label.filter(|at| at + 1 < s.to) {
        from = at + 1;
    }
    while from < s.to && (t.is(from, LEADS) || matches!(t.word(from), Word::Sign(',' | '-' | '–')))
    {
        from += 1;
    }
    from
}

fn asks_for_facts(t: Tokens<'_, '_>, sentence: Sentence, names_time: bool) -> bool {
    let from = opening(t, sentence);
    let q = Question { t, from, to: sentence.to, cues: sentence.cues, names_time };
    if q.has(OPINION) {
        return false;
    }
    let opens_with_wh = t.is(from, WH) || t.is(from, WH_BEHIND) && t.is(from + 1, WH);
    if t.is(from, WHEN) {
        // When the guests may come is what the conversation is about; when something else is, is not.
        return !q.plans() && !q.arranges();
    }
    if opens_with_wh {
        return !(q.arranges() || q.plans() && names_time);
    }
    if q.asks_to_be_told() {
        return true;
    }
    if t.is(from, KNOW) && t.is(from + 1, YOU) {
        return !q.arranges();
    }
    if t.is(from, CAN) {
        return q.asks_what_guests_can();
    }
    if t.is(from, MUST) {
        return !(q.plans() && !q.has(ACTS_ON_US) || q.moves_us());
    }
    if t.is(from, BE) {
        return q.asks_how_things_are();
    }
    t.is(from, DO) && t.is(from + 1, WE) && !q.plans()
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
        self.has(PLANS)
    }

    /// It asks which moment suits.
    fn arranges(&self) -> bool {
        self.has(ARRANGES)
    }

    /// It wants to come to a place at a moment, without a word of visiting.
    fn moves_us(&self) -> bool {
        let comes = self.has(Cue::ComesThere);
        comes && (self.names_time || self.has(Cue::Towards) && !self.has(TRAVEL))
    }

    /// "Kunt u vertellen hoe ...", "could you send us the report".
    fn asks_to_be_told(&self) -> bool {
        let told = self.t.find(self.from, self.to, TELL).is_some_and(|at| {
            let word = (at + 1..self.to.min(at + 7)).find(|&i| self.t.is(i, WH));
            word.is_some() || self.t.find(at, self.to, NOTIONS).is_some()
        });
        let sent = self.has(SEND) && self.has(SENT)
            || self.has(SEND_OFF) && !self.has(CONFIRMS) && !self.names_time;
        (told || sent) && !self.arranges()
    }

    /// "Kunnen wij ergens parkeren?", "kan mijn hond mee?"; not "kan dat?", "kunt u dit regelen?".
    fn asks_what_guests_can(&self) -> bool {
        let addresses = self.t.is(self.from + 1, YOU) || self.t.is(self.from + 1, LIKE_THAT);
        let travels = self.has(TRAVEL);
        !addresses
            && (travels || !self.plans() && !self.names_time && !self.moves_us())
            && self.has(ABOUT_GUESTS)
    }

    /// "Zijn er bewoners bij?", "heeft u cijfers?"; not "is dat mogelijk?", "heeft u nog plek?".
    fn asks_how_things_are(&self) -> bool {
        let possible = self.has(POSSIBLE) && !self.has(Cue::SupposesThat);
        let room = self.has(ROOM) && !self.has(ROOM_FOR);
        let bare = self.t.is(self.from + 1, LIKE_THAT) && self.to - self.from <= 6;
        // Whether an option is still free is a fact, whatever comes of it.
        let free = self.has(Cue::OptionNoun) && self.has(Cue::StillFree);
        free || !(possible || room || bare || self.names_time || self.arranges())
            && (!self.plans() || self.has(ACTS_ON_US))
    }
}

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
