//! Whether the visit, and nothing else, is called off, by whoever may, once and for all.
//!
//! The clause that calls off may say less than it seems to: of somebody who comes along, of another
//! appointment, on a condition, of hearsay. And what stands in the other clauses may take it back: "de
//! rest komt wel", "het hotel bedoel ik". Nobody can foresee what those say, so they are known or they
//! are for a person: regret, a reason, a later time.

use super::super::Context;
use super::super::body::Body;
use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::intents::is_closing;
use super::super::people::office::office;
use super::super::sentence::{Sentence, clauses};
use super::super::token::Word;
use super::super::unread::doubt;
use super::words::moves::{GREETS, US, VISITS};
use super::words::off::{
    ABSENT, BESIDE_ABSENT, BESIDE_LATER, BESIDE_SORRY, COMPANIONS, DETERMINERS, ENDS_OF_WHY,
    FOR_WHOM, HANGS, IS_SO, LATER, LEADS_ON, MORE_THAN_WHY, PLACES, SORRY, SPEAKS, TELLS, TOGETHER,
    TOLD, TOPIC, WHY, WITHIN_REASON,
};
use super::words::{PARTICLES, REASONS, TITLES, UNDECIDED};
use super::{clause, is_name, is_within};
use crate::domain::names::can_be_one_person;
use crate::domain::people::Office;
use crate::domain::reading::{Doubt, Reading, Span, Wish};

/// "Beste mensen van M50".
const GREETING_WORDS_MAX: usize = 6;
/// A reason without its "want" is short: "er is een ingelast debat over de begroting".
const WHY_WORDS_MAX: usize = 14;
/// "Wegens ziekte": as short as this it needs no verb.
const BARE_WORDS_MAX: usize = 3;

/// "Nee, het gaat helaas niet door."
const NO: &[&str] = &["nee", "neen", "no"];

type Range = (usize, usize);

/// The words by which more than a person's look is needed before the visit is off. `whole`: it is the
/// visit that is called off, and no invitation that is turned down.
pub(in crate::reading) fn leaves_more(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    leave: Span,
    whole: bool,
) -> Option<Doubt> {
    let t = body.tokens();
    let s = body.sentence_at(leave)?;
    let places = reading.wijken.iter().map(|wijk| wijk.span).collect();
    let times = reading.when.iter().map(|wish| wish.span).collect();
    let off = Off { t, reading, context, places, times };
    let own = clause(t, s, leave)?;
    let hangs = off.hangs(s, own);
    let of_another = || off.of_another(own).filter(|_| whole);
    let told = || off.is_told(s, own).filter(|_| whole);
    let of_it = hangs.or_else(of_another).or_else(told).map(|at| (at, own.1.max(at + 1)));
    let (from, to) = of_it.or_else(|| off.unknown(body, own))?;
    let words = body.words(from, to);
    let on_one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = t.span(from, to);
    Some(doubt(on_one_line, body.sentence_text(body.sentence_at(span).unwrap_or(s)), span))
}

struct Off<'a, 't> {
    t: Tokens<'a, 't>,
    reading: &'a Reading<'a>,
    context: &'a Context<'a>,
    places: Vec<Span>,
    times: Vec<Span>,
}

impl Off<'_, '_> {
    /// "Als er een debat is", "bij regen", "in deze vorm", "zo niet", "dan vervalt het".
    fn hangs(&self, s: Sentence, own: Range) -> Option<usize> {
        let t = self.t;
        let us = |at: usize| t.is(at, US) || t.is(at, &["deze", "dezen"]);
        let opens = |&(from, _): &Range| t.is(from, &["bij"]) && !us(from + 1);
        let first = || clauses(t, s).into_iter().find(opens).map(|(from, _)| from);
        let condition = |at: usize| {
            t.is(at, &["als", "wanneer"]) && !t.is(at + 1, &["gevolg", "vervallen", "geannuleerd"])
        };
        let so = |at: usize| {
            t.is(at, &["zo"]) && (t.is(at + 1, &["niet"]) || t.was(at, &["niet"]))
                || t.is(at, &["dan"]) && at == own.0
        };
        (s.from..s.to).find(|&at| t.is(at, HANGS) || condition(at) || so(at)).or_else(first)
    }

    /// Somebody else stays away, or another appointment is off.
    fn of_another(&self, (from, to): Range) -> Option<usize> {
        // Why it is off may name anybody.
        let end = (from..to).find(|&at| at > from && self.opens_reason(at)).unwrap_or(to);
        let begin = if self.opens_reason(from) { end } else { from };
        (begin..end).find(|&at| self.is_stranger(at) || self.is_companion(at)).or_else(|| {
            let mut visits = (begin..end).filter(|&at| self.is_visit(at));
            visits.find_map(|at| self.goes_elsewhere(at, end))
        })
    }

    /// "In verband met", "door ziekte van"; not "gaat niet door".
    fn opens_reason(&self, at: usize) -> bool {
        let t = self.t;
        let goes = t.is(at, &["door"]) && (t.was(at, &["niet"]) || t.is(at + 1, &["te", "."]));
        t.is(at, REASONS) && !goes
    }

    fn is_visit(&self, at: usize) -> bool {
        self.t.is(at, VISITS) || self.t.is_cue(at, Cue::VisitNoun)
    }

    /// Behind a title the name of somebody who is not the guest; a title alone that is not the guest's.
    fn is_stranger(&self, at: usize) -> bool {
        let t = self.t;
        let Some(guest) = self.context.guest else { return false };
        let Some(token) = t.get(at).filter(|_| self.is_title(at)) else { return false };
        let name = self.name_behind(at);
        match (name, guest.name.as_deref()) {
            (Some(name), Some(known)) => !can_be_one_person(&name, known),
            (Some(_), None) => false,
            (None, _) => {
                let unknown = guest.office == Office::Other;
                office(token).is_some_and(|named| named != guest.office && !unknown)
            }
        }
    }

    fn is_title(&self, at: usize) -> bool {
        self.t.is(at, TITLES) || self.t.is_cue(at, Cue::Office) || self.t.is_cue(at, Cue::Honorific)
    }

    /// "De Wit" behind "mevrouw", also where an office stands in between.
    fn name_behind(&self, title: usize) -> Option<String> {
        let t = self.t;
        let part = |&at: &usize| {
            let capital = t.get(at).is_some_and(|word| word.starts_upper() && word.word.is_other());
            !self.is_title(at) && (capital || t.is(at, PARTICLES))
        };
        let parts = (title + 1..).take_while(part).filter_map(|at| t.get(at));
        let name = parts.map(|word| word.lower).collect::<Vec<_>>().join(" ");
        let capital = t.get(title + 1).is_some_and(|word| word.starts_upper());
        (capital && !name.is_empty()).then_some(name)
    }

    /// "Mijn collega zegt af"; not "namens mijn collega's", nor "mevrouw en haar collega's".
    fn is_companion(&self, at: usize) -> bool {
        let t = self.t;
        let led = (at.saturating_sub(2)..at).any(|before| {
            t.is(before, FOR_WHOM) && !t.is(before, &["mijn", "onze"])
                || t.is(before, &["en", "and"])
        });
        t.is(at, COMPANIONS) && !led
    }

    /// "De afspraak met de burgemeester", "ons bezoek aan de school", "het bezoek van de minister".
    fn goes_elsewhere(&self, visit: usize, end: usize) -> Option<usize> {
        let t = self.t;
        let of = t.is(visit + 1, &["van", "of"]).then_some(visit + 1);
        let to = (visit + 1..end).filter(|&at| t.is(at, LEADS_ON));
        of.into_iter().chain(to).find(|&at| !self.is_ours(at + 1))
    }

    /// Us, our wijk, a day, or those who come.
    fn is_ours(&self, at: usize) -> bool {
        let t = self.t;
        let noun = if t.is(at, DETERMINERS) { at + 1 } else { at };
        let comes = |at: usize| self.is_title(at) && !self.is_stranger(at);
        t.is(at, US)
            || !t.word(noun).is_other()
            || is_within(t, &self.places, noun)
            || is_within(t, &self.times, noun)
            || comes(noun)
            || is_name(t, self.reading, self.context, noun)
            || t.is(noun, PLACES)
            || t.is(noun, TOGETHER)
            || t.is(noun, &["spijt", "regret"])
    }

    /// "Jammer dat het bezoek is geannuleerd", "uw collega zegt dat het niet doorgaat": it is not we who
    /// say so.
    fn is_told(&self, s: Sentence, (_, to): Range) -> Option<usize> {
        let t = self.t;
        let that = (s.from + 1..to).find(|&at| t.is(at, &["dat", "that"]))?;
        let before = |list: &[&str]| (s.from..that).find(|&at| t.is(at, list));
        // "Ik laat u weten dat": we are told here.
        let to_us = |at: usize| t.is(at, &["u", "jullie", "you"]) && before(TELLS).is_some();
        let told = before(TOLD).filter(|&at| !to_us(at));
        told.or_else(|| before(TELLS).is_none().then_some(s.from))
    }

    /// The first clause beside that which calls off of which nobody can say that it leaves it so.
    fn unknown(&self, body: &Body<'_>, own: Range) -> Option<Range> {
        let t = self.t;
        let closes = body.sentences.iter().position(|s| is_closing(t, s));
        let said = body.sentences.iter().take(closes.unwrap_or(body.sentences.len()));
        let mut all = said.flat_map(|s| clauses(t, *s).into_iter().map(move |it| (s.asks, it)));
        let unknown = all.find(|&(asks, it)| {
            let apart = it.1 <= own.0 || own.1 <= it.0;
            let agrees = it.1 <= own.0 && self.says_no(it);
            apart && !agrees && (asks || !self.is_known(it))
        });
        let behind = || {
            let mut below = body.sentences.iter().skip(closes?);
            below.find(|s| s.cues.has(Cue::Heed)).map(|s| (s.from, s.to))
        };
        let postscript = || body.signature.iter().any(|line| is_postscript(line)).then_some(own);
        unknown.map(|(_, it)| it).or_else(behind).or_else(postscript)
    }

    /// "Nee", "nee, dank u", before what calls off.
    fn says_no(&self, it: Range) -> bool {
        let t = self.t;
        let polite = |at: usize| listed(t, at, SORRY) || listed(t, at, BESIDE_SORRY);
        self.says(it, NO) && (it.0..it.1).all(|at| t.is(at, NO) || self.is_blank(at) || polite(at))
    }

    fn is_known(&self, it: Range) -> bool {
        self.words(it) == 0
            || self.greets(it)
            || self.is_only(it, TOPIC)
            || self.is_sorry(it)
            || self.is_later(it)
            || self.is_absent(it)
            || self.is_reason(it)
            || self.tells_why(it)
            || self.is_signed(it)
            || self.t.has(it.0, it.1, Cue::NoneOfOptions)
    }

    fn greets(&self, it: Range) -> bool {
        self.t.is(it.0, GREETS) && self.words(it) <= GREETING_WORDS_MAX
    }

    /// "Excuses voor het ongemak", "dank u wel".
    fn is_sorry(&self, it: Range) -> bool {
        let t = self.t;
        let thanks = |at: usize| t.is(at, &["wel"]) && t.was(at, &["u", "je", "jullie", "dank"]);
        let known = |at: usize| listed(t, at, SORRY) || listed(t, at, BESIDE_SORRY) || thanks(at);
        self.says(it, SORRY) && (it.0..it.1).all(|at| self.is_blank(at) || known(at))
    }

    /// "Wij komen hier later op terug"; but "neemt u contact op" asks for it, and "wij komen later" they do.
    fn is_later(&self, it: Range) -> bool {
        let contact = self.says(it, &["contact", "touch", "terug"]);
        let known = |at: usize| {
            let t = self.t;
            listed(t, at, LATER) || listed(t, at, BESIDE_LATER) || self.is_period(at)
        };
        let comes = self.says(it, &["kom", "komen", "komt"]);
        let again = self.says(it, &["terug", "keer", "gelegenheid"]);
        self.says(it, LATER)
            && (!contact || self.says(it, SPEAKS))
            && (!comes || again)
            && (it.0..it.1).all(|at| self.is_blank(at) || known(at))
    }

    /// "In het voorjaar"; on a day that is named they come, or call.
    fn is_period(&self, at: usize) -> bool {
        let [from, to] = self.t.span(at, at + 1);
        let long = |wish: &&Wish| wish.when.day().is_none();
        let mut periods = self.reading.when.iter().filter(long);
        periods.any(|wish| wish.span[0] <= from && to <= wish.span[1])
    }

    /// "Mevrouw kan niet", "wij komen niet", "dus het vervalt".
    fn is_absent(&self, it: Range) -> bool {
        let t = self.t;
        let known = |at: usize| {
            listed(t, at, ABSENT)
                || listed(t, at, BESIDE_ABSENT)
                || is_within(t, &self.times, at)
                || self.is_title(at)
                || is_name(t, self.reading, self.context, at)
        };
        let twice = (it.0..it.1).filter(|&at| t.is(at, ABSENT)).count() > 1;
        let another = (it.0..it.1).any(|at| self.is_stranger(at) || self.is_companion(at));
        self.says(it, ABSENT)
            && !twice
            && !another
            && (it.0..it.1).all(|at| self.is_blank(at) || known(at))
    }

    /// "Want de fractie vergadert", "omdat mevrouw niet kan".
    fn is_reason(&self, it: Range) -> bool {
        let within = |at: usize| self.t.is(at, WITHIN_REASON);
        self.opens_reason(it.0)
            && !(it.0..it.1).any(|at| self.t.is(at, MORE_THAN_WHY) && !within(at))
    }

    /// "De minister is ziek", "er is een ingelast debat".
    fn tells_why(&self, it: Range) -> bool {
        let t = self.t;
        let ends = |at: usize| {
            let word = t.get(at).map_or("", |token| token.lower);
            ENDS_OF_WHY.iter().any(|end| word.ends_with(end))
        };
        let words = self.words(it);
        (it.0..it.1).any(|at| t.is(at, WHY) || ends(at))
            && (words <= BARE_WORDS_MAX || words <= WHY_WORDS_MAX && self.says(it, IS_SO))
            && !self.says(it, MORE_THAN_WHY)
            && !self.says(it, UNDECIDED)
    }

    /// The name of whoever writes, below a mail that takes no leave.
    fn is_signed(&self, it: Range) -> bool {
        let writer = self.reading.writer.as_ref().and_then(|writer| writer.name.as_deref());
        let own = |at: usize| {
            let word = self.t.get(at).map_or("", |token| token.lower);
            writer.is_some_and(|name| name.split_whitespace().any(|it| it.to_lowercase() == word))
        };
        (it.0..it.1).all(|at| self.is_blank(at) || own(at))
    }

    fn is_only(&self, it: Range, list: &[&str]) -> bool {
        let known = |at: usize| listed(self.t, at, list) || is_within(self.t, &self.places, at);
        (it.0..it.1).all(|at| self.is_blank(at) || known(at) || is_within(self.t, &self.times, at))
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Sign(_))
    }

    fn says(&self, (from, to): Range, list: &[&str]) -> bool {
        (from..to).any(|at| self.t.is(at, list))
    }

    fn words(&self, (from, to): Range) -> usize {
        (from..to).filter(|&at| !self.is_blank(at)).count()
    }
}

/// "PS De rest komt wel", below the farewell, where no sentences are read.
fn is_postscript(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let letters: String = first.chars().filter(|c| c.is_alphabetic()).collect();
    letters.eq_ignore_ascii_case("ps")
}

fn listed(t: Tokens<'_, '_>, at: usize, list: &[&str]) -> bool {
    t.get(at).is_some_and(|token| list.binary_search(&token.lower).is_ok())
}
