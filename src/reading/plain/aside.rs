//! Which clauses may stand beside a choice because they leave it as it is.
//!
//! A greeting, a name below it, a fact that was read, a line of a form, another option that is refused
//! or given back, the wish that we put it down: each is made of the words of its kind alone. A clause
//! of which one word is of no such kind may take the choice back, and is for a person.

use chrono::Datelike;

use super::words::aside::{
    ATTENDS, CAN, CONTACT, EACH_OTHER, FACTS, FORM, FREE, GLAD, GREETS, HANGS, HEARTY, IF, IF_FREE,
    LEADS, MEETS, MOMENTS, NO, NONE_OF, OTHER, OTHER_FORM, REFUSES, TAKES_OUT, TRAVELS, WHERE, WHO,
};
use super::words::moves::{DENIES, TURNS};
use super::words::taking::{IT, PUTS_DOWN, YOU};
use super::words::{COURTEOUS, PARTICLES, TAKES, UNDECIDED};
use super::{day_of, is_in, is_name, is_within};
use crate::domain::people::Need;
use crate::domain::reading::{Choice, Modality, Reading, Span, Wish};
use crate::reading::Context;
use crate::reading::body::Body;
use crate::reading::choice::{gives_back, named_in};
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::{Sentence, clauses};
use crate::reading::token::Word;

/// "Beste mensen van Vollenhoven,".
const GREETING_WORDS_MAX: usize = 6;
/// "Iris Vermeer", "Sanne van den Berg".
const NAME_WORDS_MAX: usize = 5;

type Range = (usize, usize);

/// What was read of a mail that takes an option.
pub(super) struct Asides<'a, 't> {
    t: Tokens<'a, 't>,
    reading: &'a Reading<'a>,
    context: &'a Context<'a>,
    choice: &'a Choice,
    facts: Vec<Span>,
}

impl<'a, 't> Asides<'a, 't> {
    pub(super) fn new(
        t: Tokens<'a, 't>,
        reading: &'a Reading<'a>,
        context: &'a Context<'a>,
        choice: &'a Choice,
    ) -> Self {
        let needs = reading.needs.iter().filter(|need| need.value != Need::Beveiliging);
        let party = reading.party.as_ref().map(|party| party.span);
        let facts = needs.map(|need| need.span).chain(party).chain(reading.no_press).collect();
        Self { t, reading, context, choice, facts }
    }

    /// Whether a whole sentence beside the one that chooses leaves the choice as it is.
    pub(super) fn leaves(&self, body: &Body<'_>, s: Sentence) -> bool {
        self.greets((s.from, s.to))
            || self.is_signed(body, s)
            || self.is_field(s)
            || self.lists_guests(s)
            || self.puts_down(s)
            || !s.asks && clauses(self.t, s).into_iter().all(|it| self.leaves_it(s, it))
    }

    /// Whether a clause beside the one that names the option does. `s`: where it stands.
    pub(super) fn leaves_it(&self, s: Sentence, (from, to): Range) -> bool {
        let it = (from + usize::from(self.turns(from)), to);
        self.is_courteous(it)
            || self.is_hearty(it)
            || self.tells(it)
            || self.is_label(it)
            || it.0 == s.from && self.greets(it)
            || self.refuses(s, it)
            || self.gives_back(it)
    }

    /// "Maar": whatever stands behind it must be known for what it is.
    pub(super) fn turns(&self, at: usize) -> bool {
        self.t.is(at, TURNS)
    }

    /// "Beste mensen van Vollenhoven,", "L.S.,", "Hi there,": what opens a mail.
    fn greets(&self, (from, to): Range) -> bool {
        let words = (from..to).filter(|&at| !self.is_sign(at)).count();
        let last = |at: usize| self.t.is_sign(at, ',') && at + 1 >= to;
        let comma = last(to) || to.checked_sub(1).is_some_and(last);
        let plain = |at: usize| self.t.word(at).is_other() || self.is_sign(at);
        self.t.is(from, GREETS)
            && words <= GREETING_WORDS_MAX
            && (comma || words <= 2)
            && (from + 1..to).all(plain)
            && !self.says((from, to), DENIES)
    }

    /// A name alone, in the last lines: "Misschien" could stand there as well, so one word is not enough.
    fn is_signed(&self, body: &Body<'_>, s: Sentence) -> bool {
        let name = |s: &Sentence| {
            let first = self.t.get(s.from).is_some_and(|token| token.breaks > 0);
            let part = |at: usize| {
                let upper = self.t.get(at).is_some_and(|token| token.starts_upper());
                let other = self.t.word(at).is_other() && !self.t.is(at, TAKES);
                self.t.is(at, PARTICLES) || upper && other
            };
            let whole = s.to > s.from + 1 || self.is_name(s.from);
            first && whole && s.to - s.from <= NAME_WORDS_MAX && (s.from..s.to).all(part)
        };
        let mut below = body.sentences.iter().filter(|other| s.from <= other.from);
        below.all(name)
    }

    /// "Vervoer: trein", "Contact op de dag: Iris Vermeer, 06 5550 0199".
    fn is_field(&self, s: Sentence) -> bool {
        let all = clauses(self.t, s);
        let [label, values @ ..] = all.as_slice() else { return false };
        let contact = self.says(*label, CONTACT);
        // "Komt de gast zelf: nee" is more than a fact.
        let may_be_none = self.says(*label, NONE_OF);
        let none = |it: Range| self.says(it, NO);
        let value = |&it: &Range| {
            self.tells(it)
                || self.is_only(it, &[FACTS, NO]) && (may_be_none || !none(it))
                || self.is_of_names(it, |at| contact || self.is_name(at))
        };
        self.is_label(*label)
            && !values.is_empty()
            && self.is_on_its_day((s.from, s.to))
            && values.iter().all(value)
    }

    /// The label of a field, before its colon.
    fn is_label(&self, it: Range) -> bool {
        self.t.is_sign(it.1, ':') && self.is_only(it, &[FORM])
    }

    /// "De deelnemers zijn: Sanne de Wit, Joost Kamphuis en ikzelf", where the guest is one of them.
    fn lists_guests(&self, s: Sentence) -> bool {
        let all = clauses(self.t, s);
        let [label, names @ ..] = all.as_slice() else { return false };
        let guest = (label.1..s.to).any(|at| self.is_name(at));
        let joined = |at: usize| self.t.is(at, &["en", "and", "ik", "ikzelf", "mijzelf", "myself"]);
        self.says(*label, WHO)
            && self.is_label(*label)
            && guest
            && names.iter().all(|&it| self.is_of_names(it, |at| !joined(at)) || self.tells(it))
    }

    /// Words with a capital, each of which is one that may be named here.
    fn is_of_names(&self, (from, to): Range, may: impl Fn(usize) -> bool) -> bool {
        let t = self.t;
        let joined = |at: usize| t.is(at, &["en", "and", "ik", "ikzelf", "mijzelf", "myself"]);
        let upper = |at: usize| t.get(at).is_some_and(|token| token.starts_upper()) && may(at);
        let number = |at: usize| !t.word(at).is_other();
        (from..to).all(|at| t.is(at, PARTICLES) || joined(at) || number(at) || upper(at))
    }

    /// "Met 6 personen, van wie er 1 slecht ter been is", "komen met de auto", "geen pers".
    fn tells(&self, (from, to): Range) -> bool {
        let t = self.t;
        let fact = |at: usize| is_within(t, &self.facts, at) || t.is(at, TRAVELS);
        let none = |at: usize| t.is(at, &["geen", "no"]) && (fact(at + 1) || t.is(at + 1, NONE_OF));
        let phone = |at: usize| t.word(at) == Word::OddNumber && self.reading.phone_told.is_some();
        let known =
            |at: usize| fact(at) || none(at) || t.is(at, NONE_OF) || self.is_listed(at, FACTS);
        self.is_on_its_day((from, to))
            && (from..to).any(|at| fact(at) || none(at) || phone(at))
            && (from..to).all(|at| !t.word(at).is_other() || known(at) || self.is_name(at))
    }

    /// "Zet die maar vast.", "gelieve dit te noteren".
    fn puts_down(&self, s: Sentence) -> bool {
        let whole = (s.from, s.to);
        let polite = |at: usize| self.t.is(at, &["gelieve", "te"]);
        let word = |at: usize| self.t.word(at).is_other() || self.is_sign(at) || self.t.is(at, IT);
        let verb = |at: usize| self.t.is(at, PUTS_DOWN) && !self.t.is(at, &["agenda"]);
        (s.from..s.to).any(verb)
            && self.says(whole, IT)
            && !self.says(whole, DENIES)
            && !self.says(whole, TAKES_OUT)
            && (s.from..s.to).all(|at| word(at) && (polite(at) || self.is_listed(at, TAKES)))
    }

    /// "Vrijdag 2 april lukt niet en de 9e ook niet": other options, that do not suit.
    fn refuses(&self, s: Sentence, it: Range) -> bool {
        let part = Sentence { from: it.0, to: it.1, ..s };
        let (taken, refused) = named_in(self.t, part, self.context.offered);
        let named = self.times(it).next().is_some() || !refused.is_empty();
        let ruled_out = |wish: &Wish| wish.modality == Modality::Cannot && !self.is_own_day(wish);
        named
            && self.times(it).all(ruled_out)
            && taken.iter().all(|option| refused.contains(option))
            && !refused.contains(&self.choice.option)
            && self.says(it, REFUSES)
            && self.is_only(it, &[TAKES, REFUSES])
    }

    /// "Kan het ook online?", "kunnen wij elkaar in Den Haag ontmoeten?": that is another visit.
    fn asks_for_another_form(&self, s: Sentence) -> bool {
        let t = self.t;
        let any = |list: &[&str]| (s.from..s.to).any(|at| t.is(at, list));
        !t.is(s.from, WHERE) && (any(OTHER_FORM) || any(EACH_OTHER) && any(MEETS))
    }

    /// "Mag dat?", "mogen wij nog een andere dag vragen?": the choice hangs on what we say.
    pub(super) fn asks_of_it(&self, s: Sentence) -> bool {
        const BARE_TOKENS: usize = 4;
        let t = self.t;
        let bare = s.to - s.from <= BARE_TOKENS && t.is(s.from, CAN) && t.is(s.from + 1, IT);
        let other = |at: usize| t.is(at, OTHER) && t.is(at + 1, MOMENTS);
        s.asks && (bare || (s.from..s.to).any(other) || self.asks_for_another_form(s))
    }

    /// "En kan er iemand van de gemeente aansluiten?": what may be done on the day, with no word of
    /// another day, of what is not decided, or of the choice itself.
    pub(super) fn asks_beside(&self, s: Sentence) -> bool {
        let t = self.t;
        let whole = (s.from, s.to);
        let verb = (s.from..s.to).find(|&at| !t.is(at, LEADS) && !self.is_sign(at));
        let last = (s.from..s.to).rev().find(|&at| !self.is_sign(at));
        let Some((verb, last)) = verb.zip(last) else { return false };
        let of_it = t.is(verb + 1, IT) || t.is(verb + 1, YOU);
        let (taken, refused) = named_in(t, s, self.context.offered);
        s.asks
            && t.is(verb, CAN)
            && t.is(last, ATTENDS)
            && !of_it
            && !self.asks_of_it(s)
            && taken.is_empty()
            && refused.is_empty()
            && self.times(whole).next().is_none()
            && !(s.from..s.to).any(|at| self.is_name(at))
            && !(s.from..s.to).any(|at| t.is(at, DENIES) || t.is(at, UNDECIDED) || t.is(at, HANGS))
    }

    /// "Optie 1 en 2 kunt u weer vrijgeven", and none of them is the one that is taken.
    fn gives_back(&self, it: Range) -> bool {
        let t = self.t;
        let counted = |at: usize| t.was(at, &["andere", "other", "overige"]);
        let own = self.choice.option;
        let digit =
            |at: usize| t.count(at) == Some(own) && t.get(at).is_some_and(|it| it.length() == 1);
        let nth = |n: u32| n == own || self.own_day() == Some(n);
        let ordinal = |at: usize| matches!(t.word(at), Word::Ordinal(n) if nth(n));
        let own_number = |at: usize| digit(at) && !counted(at) || ordinal(at);
        // "De vrijdag kunt u vrijgeven", and all are on a Friday: only "de andere vrijdagen" are others.
        let others = (it.0..it.1).any(counted);
        gives_back(t, it)
            && !(it.0..it.1).any(own_number)
            && self.times(it).all(|wish| others || self.is_other_option(wish))
    }

    /// Another day that is on offer.
    fn is_other_option(&self, wish: &Wish) -> bool {
        let day = wish.when.day().filter(|_| !self.is_own_day(wish));
        day.is_some_and(|day| self.context.offered.iter().any(|offer| offer.slot.day() == day))
    }

    /// Whatever time it names is on the day of the option: "wij komen op 23 april met de trein" is not.
    fn is_on_its_day(&self, it: Range) -> bool {
        self.times(it).all(|wish| self.is_own_day(wish))
    }

    fn times(&self, (from, to): Range) -> impl Iterator<Item = &Wish> {
        let [from, to] = self.t.span(from, to);
        let inside = move |wish: &&Wish| from <= wish.span[0] && wish.span[1] <= to;
        self.reading.when.iter().filter(inside)
    }

    fn is_own_day(&self, wish: &Wish) -> bool {
        wish.when
            .day()
            .is_some_and(|day| day_of(self.context.offered, self.choice.option) == Some(day))
    }

    /// The day of the month on which the option is.
    fn own_day(&self) -> Option<u32> {
        day_of(self.context.offered, self.choice.option).map(|day| day.day())
    }

    /// "Hartelijk dank", and no number or day in it.
    fn is_courteous(&self, (from, to): Range) -> bool {
        let plain = |at: usize| self.t.word(at).is_other() || self.is_sign(at);
        (from..to).all(|at| plain(at) && self.is_only((at, at + 1), &[COURTEOUS]))
    }

    /// "Wat fijn dat het zo snel kan!", "thanks for getting back so quickly".
    fn is_hearty(&self, it: Range) -> bool {
        let thanks = self.t.has(it.0, it.1, Cue::ThanksMail);
        let glad = self.says((it.0, it.1.min(it.0 + 2)), GLAD);
        // "Zo" is short for a Sunday as well.
        let zo = |at: usize| matches!(self.t.word(at), Word::Weekday { short: true, .. });
        let word = |at: usize| self.t.word(at).is_other() || self.is_sign(at) || zo(at);
        (thanks || glad)
            && (it.0..it.1)
                .all(|at| word(at) && (self.is_listed(at, COURTEOUS) || self.is_listed(at, HEARTY)))
    }

    /// "Als het nog vrij is": so it is, since it is on offer. Where such words stand.
    pub(super) fn if_free(&self, own: Sentence) -> Option<Range> {
        let from = (own.from..own.to).find(|&at| self.t.is(at, IF))?;
        let end = (from + 1..own.to).find(|&at| !self.t.is(at, IF_FREE)).unwrap_or(own.to);
        self.says((from, end), FREE).then_some((from, end))
    }

    fn is_only(&self, (from, to): Range, lists: &[&[&str]]) -> bool {
        let known =
            |at| lists.iter().any(|list| is_in(self.t, self.reading, self.context, list, at));
        (from..to).all(known)
    }

    fn is_listed(&self, at: usize, list: &[&str]) -> bool {
        self.t.get(at).is_some_and(|token| list.binary_search(&token.lower).is_ok())
            || self.is_sign(at)
    }

    fn is_name(&self, at: usize) -> bool {
        is_name(self.t, self.reading, self.context, at)
    }

    fn is_sign(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Sign(_))
    }

    fn says(&self, (from, to): Range, list: &[&str]) -> bool {
        (from..to).any(|at| self.t.is(at, list))
    }
}
