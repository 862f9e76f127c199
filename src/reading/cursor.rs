//! Small helpers to walk over tokens without ever indexing past them.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::classes::Classes;
use super::cue::{Cue, Cues, Opened, PHRASE_WORDS_MOST, TimeCues};
use super::token::{Token, Word, Words};

/// The tokens of a text; every look is total: past the end there is nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tokens<'a, 't>(pub(crate) &'a [Token<'t>]);

impl<'a, 't> Tokens<'a, 't> {
    #[inline]
    pub(crate) fn get(self, at: usize) -> Option<&'a Token<'t>> {
        self.0.get(at)
    }

    /// The same tokens with nothing behind `to`.
    pub(crate) fn until(self, to: usize) -> Self {
        Self(self.0.get(..to).unwrap_or(self.0))
    }

    /// Whether it begins with a figure.
    pub(crate) fn is_in_figures(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.lower.starts_with(|c: char| c.is_ascii_digit()))
    }

    #[inline]
    pub(crate) fn before(self, at: usize) -> Option<&'a Token<'t>> {
        at.checked_sub(1).and_then(|i| self.0.get(i))
    }

    #[inline]
    pub(crate) fn word(self, at: usize) -> Word {
        self.get(at).map_or(Word::Other, |token| token.word)
    }

    #[inline]
    pub(crate) fn word_before(self, at: usize) -> Word {
        self.before(at).map_or(Word::Other, |token| token.word)
    }

    #[inline(always)]
    pub(crate) fn is<W: Words + ?Sized>(self, at: usize, words: &W) -> bool {
        self.get(at).is_some_and(|token| token.is_any(words))
    }

    #[inline(always)]
    pub(crate) fn was<W: Words + ?Sized>(self, at: usize, words: &W) -> bool {
        self.before(at).is_some_and(|token| token.is_any(words))
    }

    #[inline]
    pub(crate) fn is_sign(self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|token| token.is_sign(sign))
    }

    /// Whether these words stand here, one after the other.
    pub(crate) fn are(self, at: usize, words: &[&str]) -> bool {
        let tokens = self.0.get(at..).unwrap_or_default();
        tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
    }

    /// Whether the words of this phrase stand here.
    pub(crate) fn says(self, at: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(i, word)| self.get(at + i).is_some_and(|t| t.is(word)))
    }

    /// The number of words of the first of these phrases that stands here. They stand where they are
    /// asked for: the compiler knows each first word, and of the rest little is left to compare.
    #[inline(always)]
    pub(crate) fn any_of<const N: usize>(self, at: usize, phrases: &[&[&str]; N]) -> Option<usize> {
        let first = self.get(at)?;
        for phrase in phrases {
            if let [word, further @ ..] = phrase
                && first.is_any(&[*word])
                && (further.is_empty() || self.are(at + 1, further))
            {
                return Some(phrase.len());
            }
        }
        None
    }

    /// The first place in `from..to` where one of these phrases stands.
    pub(crate) fn find(self, from: usize, to: usize, phrases: &[&[&str]]) -> Option<usize> {
        let heads = phrases.iter().filter_map(|phrase| phrase.first());
        let heads = heads.fold(0, |all, head| all | stamp(head));
        let mut begun = self.those(from, to, move |token| heads & stamp(token.lower) != 0);
        let stands = |(at, _): &(usize, _)| {
            let first = phrases.iter().find(|phrase| self.are(*at, phrase));
            first.is_some_and(|phrase| at + phrase.len() <= to)
        };
        begun.find(stands).map(|(at, _)| at)
    }

    /// Whether one of these words stands in `from..to`.
    pub(crate) fn any(self, from: usize, to: usize, words: &[&str]) -> bool {
        let stamps = words.iter().fold(0, |all, word| all | stamp(word));
        let mut like = self.those(from, to, move |token| stamps & stamp(token.lower) != 0);
        like.any(|(_, token)| token.is_any(words))
    }

    /// The number of words of the longest phrase of a list that stands here.
    #[inline]
    pub(crate) fn cue(self, at: usize, cue: Cue) -> Option<usize> {
        self.length_at(at, self.get(at)?, cue)
    }

    #[inline]
    fn length_at(self, at: usize, token: &Token<'_>, cue: Cue) -> Option<usize> {
        let opens = !token.opens.is_empty() && token.cues.opens(cue);
        let longer = if opens { self.longest(at, cue) } else { None };
        longer.or_else(|| token.cues.has(cue).then_some(1))
    }

    /// The number of words of the longest phrase of several words that stands here.
    #[inline(never)]
    fn longest(self, at: usize, cue: Cue) -> Option<usize> {
        self.opened(at).filter(|phrase| phrase.cues().has(cue)).map(Opened::words).max()
    }

    /// The phrases of several words that stand here.
    #[inline]
    pub(crate) fn opened(self, at: usize) -> impl Iterator<Item = &'static Opened> {
        let pair = self.get(at).filter(|_| at + 1 < self.0.len());
        let phrases = pair.map_or(&[][..], |first| first.cues.opened(first.opens));
        let behind = self.0.get(at + 2..).unwrap_or_default();
        phrases.iter().filter(move |phrase| {
            let mut pairs = phrase.further().iter().zip(behind);
            phrase.further().len() <= behind.len()
                && pairs.all(|(word, token)| token.cues.number() == Some(*word))
        })
    }

    /// The lists of the phrases of several words that stand here.
    #[inline(never)]
    fn opened_cues(self, at: usize) -> Cues {
        self.opened(at).fold(Cues::none(), |all, phrase| all.or(phrase.cues()))
    }

    /// The places in `from..to` where a phrase of one of these lists may begin.
    #[inline(always)]
    pub(crate) fn places(
        self,
        from: usize,
        to: usize,
        lists: &'static Cues,
    ) -> impl Iterator<Item = usize> + use<'a, 't> {
        self.those(from, to, |token| token.cues.begins(lists)).map(|(at, _)| at)
    }

    /// Those in `from..to` that may be in one of these classes, with their places.
    #[inline]
    pub(crate) fn being(
        self,
        from: usize,
        to: usize,
        classes: Classes,
    ) -> impl Iterator<Item = (usize, &'a Token<'t>)> + Clone + use<'a, 't> {
        self.those(from, to, move |token| token.may_be(classes))
    }

    /// Whether the word here is in the list by itself.
    pub(crate) fn listed(self, at: usize, cue: Cue) -> bool {
        self.get(at).is_some_and(|token| token.cues.has(cue))
    }

    /// The tokens in `from..to`.
    #[inline]
    pub(crate) fn get_all(self, from: usize, to: usize) -> &'a [Token<'t>] {
        self.0.get(from..to).unwrap_or_default()
    }

    /// The tokens in `from..to` of which something holds, with their places.
    #[inline(always)]
    pub(crate) fn those<H: Fn(&Token<'t>) -> bool + Clone>(
        self,
        from: usize,
        to: usize,
        holds: H,
    ) -> impl Iterator<Item = (usize, &'a Token<'t>)> + Clone + use<'a, 't, H> {
        let (within, mut next) = (self.until(to).0, from);
        // Most tokens are passed over, and little is done for each of them.
        std::iter::from_fn(move || {
            let rest = within.get(next..)?;
            let passed = rest.iter().position(&holds)?;
            next += passed + 1;
            Some((next - 1, rest.get(passed)?))
        })
    }

    /// Every list of which a phrase stands in `from..to`, in one look.
    pub(crate) fn cues(self, from: usize, to: usize) -> Cues {
        let (within, mut all) = (self.until(to), Cues::none());
        for (at, token) in (from..).zip(within.0.get(from..).unwrap_or_default()) {
            all.add(token.cues.own());
            if !token.opens.is_empty() {
                all.add(&within.opened_cues(at));
            }
        }
        all
    }

    /// The classes of all words in `from..to`.
    pub(crate) fn classes(self, from: usize, to: usize) -> Classes {
        let tokens = self.get_all(from, to).iter();
        tokens.fold(Classes::none(), |all, token| all.or(token.classes))
    }

    /// The lists of the phrases that begin in `from..to` and end behind it, if there are such.
    pub(crate) fn running_on(self, from: usize, to: usize) -> Option<Cues> {
        let first = to.saturating_sub(PHRASE_WORDS_MOST - 1).max(from);
        let mut all: Option<Cues> = None;
        for (at, _) in self.those(first, to, |token| !token.opens.is_empty()) {
            let further = self.opened(at).filter(|phrase| at + phrase.words() > to);
            all = further.fold(all, |all, phrase| Some(all.unwrap_or_default().or(phrase.cues())));
        }
        all
    }

    /// Of the lists that readers of times ask for those of which a phrase stands in `from..to`.
    pub(crate) fn time_cues(self, from: usize, to: usize) -> TimeCues {
        let (within, mut all) = (self.until(to), TimeCues::default());
        for (at, token) in (from..).zip(within.0.get(from..).unwrap_or_default()) {
            all = all.or(token.cues.own());
            if !token.opens.is_empty() {
                all = all.or(&within.opened_cues(at));
            }
        }
        all
    }

    /// The first place in `from..to` where a phrase of the list stands, and how many words it has.
    pub(crate) fn first(self, from: usize, to: usize, cue: Cue) -> Option<(usize, usize)> {
        let within = self.until(to);
        let mut each = self.those(from, to, move |token| token.may_begin(cue));
        each.find_map(|(at, token)| Some((at, within.length_at(at, token, cue)?)))
    }

    /// The places in `from..to` where a phrase of the list stands; it may end behind them.
    #[inline]
    pub(crate) fn each(
        self,
        from: usize,
        to: usize,
        cue: Cue,
    ) -> impl Iterator<Item = usize> + use<'a, 't> {
        let each = self.those(from, to, move |token| token.may_begin(cue));
        each.filter(move |(at, token)| self.length_at(*at, token, cue).is_some()).map(|(at, _)| at)
    }

    /// The first place in `from..to` where a phrase of the list stands.
    pub(crate) fn at(self, from: usize, to: usize, cue: Cue) -> Option<usize> {
        self.first(from, to, cue).map(|(at, _)| at)
    }

    /// Whether the word here is in the list.
    pub(crate) fn is_cue(self, at: usize, cue: Cue) -> bool {
        self.get(at).is_some_and(|token| token.cues.has(cue))
    }

    /// Whether the word before this place is in the list.
    pub(crate) fn was_cue(self, at: usize, cue: Cue) -> bool {
        self.before(at).is_some_and(|token| token.cues.has(cue))
    }

    pub(crate) fn has(self, from: usize, to: usize, cue: Cue) -> bool {
        self.first(from, to, cue).is_some()
    }

    /// A count in words or digits. Four digits at most: beyond that nobody counts days or guests,
    /// and calendar arithmetic would leave the calendar.
    pub(crate) fn count(self, at: usize) -> Option<u32> {
        match self.word(at) {
            Word::Number(n) => Some(n),
            Word::Digits { value, .. } if value <= 9999 => Some(value),
            _ => None,
        }
    }

    pub(crate) fn slice(self, text: &str, from: usize, to: usize) -> &str {
        match (self.get(from), self.before(to)) {
            (Some(first), Some(last)) if from < to => {
                text.get(first.byte()..last.end()).unwrap_or("")
            }
            _ => "",
        }
    }

    /// From the first to the last of these tokens, in characters.
    pub(crate) fn span(self, from: usize, to: usize) -> [usize; 2] {
        match (self.get(from), self.before(to)) {
            (Some(first), Some(last)) => [first.span()[0], last.span()[1]],
            _ => [0, 0],
        }
    }
}

/// A bit that equal words have in common, and other words seldom.
#[inline]
fn stamp(word: &str) -> u64 {
    let first = word.as_bytes().first().map_or(0, |first| usize::from(*first));
    1 << ((first + 5 * word.len()) % 64)
}
