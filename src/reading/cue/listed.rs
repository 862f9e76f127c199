//! In which lists one word stands, and which phrases begin with it.
//!
//! A phrase is kept as the numbers of its words: whether it stands in a text is then a matter of a few
//! comparisons of numbers, and for most words of one bit.

use super::{Cue, Cues};
use crate::reading::classes::Classes;

/// The number of a word in the lexicon, by which the words of a phrase are compared.
pub(crate) type Number = u16;

/// In which lists a word stands: by itself, and with words behind it. Every word of a text is asked for
/// its own lists, so those fill one line of the processor's memory; the rest is for a few words.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
pub(crate) struct Listed {
    own: Cues,
    pub(crate) classes: Classes,
    number: Option<Number>,
    opens: Option<Box<Opens>>,
}

/// The longer phrases that begin with a word.
#[derive(Debug, Clone, Default)]
struct Opens {
    /// A bit for each second word: most words that follow are none of them.
    seconds: [u64; SECONDS],
    cues: Cues,
    /// The second word of each phrase, in order.
    order: Vec<Number>,
    phrases: Vec<Opened>,
}

/// So many words of 64 bits for the second words.
const SECONDS: usize = 4;

/// Which of the phrases of a word have the same second word: they stand in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Row {
    from: u16,
    to: u16,
}

impl Row {
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.from == self.to
    }
}

/// A phrase of several words, behind its first.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    further: Box<[Number]>,
    cues: Cues,
}

impl Listed {
    pub(crate) const fn none() -> Self {
        Self { own: Cues::none(), classes: Classes::none(), number: None, opens: None }
    }

    /// Of the word of this number nothing is known yet.
    pub(crate) fn numbered(number: Option<Number>) -> Self {
        Self { number, ..Self::none() }
    }

    /// Takes the word into a list.
    pub(crate) fn add(&mut self, cue: Cue) {
        self.own.add(&Cues::of(cue));
    }

    /// Takes a phrase that begins with the word into a list.
    pub(crate) fn open(&mut self, cue: Cue, second: Number, further: Box<[Number]>) {
        self.opens.get_or_insert_default().add(cue, second, further);
    }

    #[inline]
    pub(crate) fn number(&self) -> Option<Number> {
        self.number
    }

    /// Whether the word is in the list by itself.
    #[inline]
    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.own.has(cue)
    }

    /// The lists that the word is in by itself.
    pub(crate) fn own(&self) -> &Cues {
        &self.own
    }

    /// Whether a longer phrase of the list begins with the word.
    #[inline]
    pub(crate) fn opens(&self, cue: Cue) -> bool {
        self.opens.as_ref().is_some_and(|opens| opens.cues.has(cue))
    }

    /// The longer phrases that have this word as their second.
    #[inline]
    pub(crate) fn followed_by(&self, second: Number) -> Row {
        match &self.opens {
            Some(opens) if opens.may_go_on(second) => opens.followed_by(second),
            Some(_) | None => Row::default(),
        }
    }

    /// The phrases of a row of them.
    #[inline]
    pub(crate) fn opened(&self, row: Row) -> &[Opened] {
        let all = self.opens.as_ref().map_or(&[][..], |opens| &opens.phrases);
        all.get(row.from.into()..row.to.into()).unwrap_or_default()
    }

    /// Whether the word is in one of the lists, or a longer phrase of one begins with it.
    #[inline(always)]
    pub(crate) fn begins(&self, lists: &Cues) -> bool {
        self.own.meets(lists) || self.opens.as_ref().is_some_and(|opens| opens.cues.meets(lists))
    }
}

impl Opens {
    fn add(&mut self, cue: Cue, second: Number, further: Box<[Number]>) {
        self.cues.add(&Cues::of(cue));
        let (word, bit) = place(second);
        if let Some(word) = self.seconds.get_mut(word) {
            *word |= 1 << bit;
        }
        let from = self.order.partition_point(|other| *other < second);
        let to = self.order.partition_point(|other| *other <= second);
        let mut same = self.phrases.get_mut(from..to).unwrap_or_default().iter_mut();
        if let Some(phrase) = same.find(|phrase| phrase.further == further) {
            phrase.cues.add(&Cues::of(cue));
        } else {
            self.order.insert(to, second);
            self.phrases.insert(to, Opened { further, cues: Cues::of(cue) });
        }
    }

    /// Looked up for hardly a word that is followed by no other of a phrase.
    #[inline(never)]
    fn followed_by(&self, second: Number) -> Row {
        let from = self.order.partition_point(|other| *other < second);
        let same = self.order.iter().skip(from).take_while(|other| **other == second);
        let to = u16::try_from(from + same.count()).unwrap_or(u16::MAX);
        Row { from: u16::try_from(from).unwrap_or(to), to }
    }

    #[inline]
    fn may_go_on(&self, second: Number) -> bool {
        let (word, bit) = place(second);
        self.seconds.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }
}

impl Opened {
    pub(crate) fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The words behind the second.
    pub(crate) fn further(&self) -> &[Number] {
        &self.further
    }

    /// How many words the phrase has.
    pub(crate) fn words(&self) -> usize {
        self.further.len() + 2
    }
}

/// The bit of a second word, as the word of 64 bits and the place in it.
fn place(second: Number) -> (usize, u32) {
    (usize::from(second) / 64 % SECONDS, u32::from(second) % 64)
}
