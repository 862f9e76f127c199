//! The phrases of `phrases.txt` by section: words by which mail programs give themselves away.
//!
//! They are data beside the code, so that a new mail program is a line and not a release of logic.
//! All of them are lower case; what is compared with them must be too.
//!
//! A text is walked once for all phrases of a section.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, PatternID};

static TEXT: &str = include_str!("phrases.txt");

/// The phrases of each section, in the order of `Section::ALL`: looked up for every line of a mail.
static SECTIONS: LazyLock<Vec<Phrases>> = LazyLock::new(|| {
    let mut named = read();
    let phrases = |section: &Section| named.remove(section.name()).unwrap_or_default();
    Section::ALL.iter().map(phrases).map(Phrases::new).collect()
});

/// The phrases of a section, and what finds them in a text, built when a text is first looked at.
#[derive(Debug)]
struct Phrases {
    all: Vec<&'static str>,
    /// Finds the first in a text, and soon that there is none, as in nearly every mail.
    first: OnceLock<Option<AhoCorasick>>,
    /// Finds every one, also within another.
    every: OnceLock<Option<AhoCorasick>>,
}

impl Phrases {
    fn new(all: Vec<&'static str>) -> Self {
        Self { all, first: OnceLock::new(), every: OnceLock::new() }
    }

    /// The first phrase that stands in a text.
    fn first_in(&self, lower: &str) -> Option<&'static str> {
        let finder = self.first.get_or_init(|| finder(&self.all, MatchKind::LeftmostFirst));
        let found = finder.as_ref()?.find_iter(lower);
        let mut phrases = found.filter_map(|found| self.long(found.pattern()));
        phrases.next()
    }

    /// Where phrases stand in a text, each with its place in the section.
    fn within<'t>(&'t self, lower: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let finder = self.first_in(lower).and_then(|_| {
            self.every.get_or_init(|| finder(&self.all, MatchKind::Standard)).as_ref()
        });
        let found = finder.into_iter().flat_map(move |finder| finder.find_overlapping_iter(lower));
        let long = found.filter(|found| self.long(found.pattern()).is_some());
        long.map(|found| (found.start(), found.pattern().as_usize()))
    }

    /// A phrase; not one that is so short that it stands in other words.
    fn long(&self, pattern: PatternID) -> Option<&'static str> {
        const BYTES_LEAST: usize = 3;
        self.all.get(pattern.as_usize()).copied().filter(|phrase| phrase.len() >= BYTES_LEAST)
    }
}

/// In one piece, and not as a table with every letter after every other: that reads a mail a seventh
/// faster, and takes ten times the memory and the time to make. `None` for more phrases than fit, which
/// no list here comes near.
fn finder(phrases: &[&str], which: MatchKind) -> Option<AhoCorasick> {
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    AhoCorasick::builder().match_kind(which).kind(kind).build(phrases).ok()
}

fn read() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut current = "";
    for line in TEXT.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            // `[extern]` is a phrase of `banner-alone`; headings have a name in `Section`.
            Some(name) if Section::ALL.iter().any(|section| section.name() == name) => {
                current = name;
            }
            Some(_) | None => sections.entry(current).or_default().push(line),
        }
    }
    sections
}

/// A list of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Banner,
    BannerAlone,
    BannerTail,
    Separator,
    ForwardSeparator,
    ForwardOpening,
    ForwardSubject,
    LabelFrom,
    LabelDate,
    LabelTo,
    LabelCc,
    LabelSubject,
    LabelOther,
    QuoteOpening,
    QuoteInner,
    QuoteVerb,
    ClosingWord,
    ClosingGreeting,
    ClosingLine,
    Device,
    AfterSignature,
    Disclaimer,
    AutoSubject,
    AwaySubject,
    AwayText,
    ReceivedText,
    NumberText,
    ReceiptSubject,
    ReceiptText,
    DelaySubject,
    BounceSubject,
    BounceDaemon,
    BounceSender,
    BounceName,
    BounceText,
    Pronoun,
}

impl Section {
    pub(crate) const ALL: [Self; 36] = [
        Self::Banner,
        Self::BannerAlone,
        Self::BannerTail,
        Self::Separator,
        Self::ForwardSeparator,
        Self::ForwardOpening,
        Self::ForwardSubject,
        Self::LabelFrom,
        Self::LabelDate,
        Self::LabelTo,
        Self::LabelCc,
        Self::LabelSubject,
        Self::LabelOther,
        Self::QuoteOpening,
        Self::QuoteInner,
        Self::QuoteVerb,
        Self::ClosingWord,
        Self::ClosingGreeting,
        Self::ClosingLine,
        Self::Device,
        Self::AfterSignature,
        Self::Disclaimer,
        Self::AutoSubject,
        Self::AwaySubject,
        Self::AwayText,
        Self::ReceivedText,
        Self::NumberText,
        Self::ReceiptSubject,
        Self::ReceiptText,
        Self::DelaySubject,
        Self::BounceSubject,
        Self::BounceDaemon,
        Self::BounceSender,
        Self::BounceName,
        Self::BounceText,
        Self::Pronoun,
    ];

    /// Its heading in `phrases.txt`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::BannerAlone => "banner-alone",
            Self::BannerTail => "banner-tail",
            Self::Separator => "separator",
            Self::ForwardSeparator => "forward-separator",
            Self::ForwardOpening => "forward-opening",
            Self::ForwardSubject => "forward-subject",
            Self::LabelFrom => "label-from",
            Self::LabelDate => "label-date",
            Self::LabelTo => "label-to",
            Self::LabelCc => "label-cc",
            Self::LabelSubject => "label-subject",
            Self::LabelOther => "label-other",
            Self::QuoteOpening => "quote-opening",
            Self::QuoteInner => "quote-inner",
            Self::QuoteVerb => "quote-verb",
            Self::ClosingWord => "closing-word",
            Self::ClosingGreeting => "closing-greeting",
            Self::ClosingLine => "closing-line",
            Self::Device => "device",
            Self::AfterSignature => "after-signature",
            Self::Disclaimer => "disclaimer",
            Self::AutoSubject => "auto-subject",
            Self::AwaySubject => "away-subject",
            Self::AwayText => "away-text",
            Self::ReceivedText => "received-text",
            Self::NumberText => "number-text",
            Self::ReceiptSubject => "receipt-subject",
            Self::ReceiptText => "receipt-text",
            Self::DelaySubject => "delay-subject",
            Self::BounceSubject => "bounce-subject",
            Self::BounceDaemon => "bounce-daemon",
            Self::BounceSender => "bounce-sender",
            Self::BounceName => "bounce-name",
            Self::BounceText => "bounce-text",
            Self::Pronoun => "pronoun",
        }
    }

    /// The phrases in it.
    pub(crate) fn phrases(self) -> &'static [&'static str] {
        SECTIONS.get(self as usize).map_or(&[], |phrases| &phrases.all)
    }

    /// The phrase that `lower` contains, if it contains one: the first that stands there. Here and
    /// below of those with three letters or more: shorter ones stand in other words.
    pub(crate) fn found_in(self, lower: &str) -> Option<&'static str> {
        SECTIONS.get(self as usize)?.first_in(lower)
    }

    /// Every phrase that `lower` contains, in the order of the list.
    pub(crate) fn all_in(self, lower: &str) -> impl Iterator<Item = &'static str> {
        let phrases = SECTIONS.get(self as usize);
        let within = phrases.into_iter().flat_map(|phrases| phrases.within(lower));
        let places: BTreeSet<usize> = within.map(|(_, place)| place).collect();
        places.into_iter().filter_map(move |place| phrases?.all.get(place).copied())
    }

    /// Where in `lower` phrases begin.
    pub(crate) fn places_in(self, lower: &str) -> BTreeSet<usize> {
        let phrases = SECTIONS.get(self as usize);
        let within = phrases.into_iter().flat_map(|phrases| phrases.within(lower));
        within.map(|(at, _)| at).collect()
    }

    /// Whether `lower` is one of the phrases.
    pub(crate) fn has(self, lower: &str) -> bool {
        self.phrases().contains(&lower)
    }

    /// The phrase with which `lower` begins, if there is one.
    pub(crate) fn opens(self, lower: &str) -> Option<&'static str> {
        self.phrases().iter().copied().find(|phrase| lower.starts_with(phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_phrases_and_all_are_lower_case() {
        for (place, section) in Section::ALL.into_iter().enumerate() {
            assert_eq!(section as usize, place, "{} is out of order", section.name());
            assert!(!section.phrases().is_empty(), "{} is empty", section.name());
            for phrase in section.phrases() {
                assert_eq!(*phrase, phrase.to_lowercase(), "in {}", section.name());
            }
        }
        assert_eq!(read().len(), Section::ALL.len(), "phrases before the first heading");
    }

    #[test]
    fn all_phrases_of_a_text_are_found_and_no_other() {
        let text = Section::ALL.map(|section| section.phrases().join(" ")).join(" en ");
        for section in Section::ALL {
            let long = |phrase: &&&str| phrase.len() >= 3 && text.contains(**phrase);
            let expected: Vec<&str> = section.phrases().iter().filter(long).copied().collect();
            assert_eq!(section.all_in(&text).collect::<Vec<_>>(), expected);
        }
        let banner = Section::Banner;
        for text in
            ["", "di", "dit bericht komt van buite", "x dit bericht komt van buiten. \u{e9}"]
        {
            let plainly = |phrase: &&&str| text.contains(**phrase);
            let expected: Vec<&str> = banner.phrases().iter().filter(plainly).copied().collect();
            assert_eq!(banner.all_in(text).collect::<Vec<_>>(), expected);
            assert_eq!(banner.found_in(text).is_some(), !expected.is_empty());
        }
        assert_eq!(banner.places_in("external sender: external sender:"), [0, 17].into());
    }

    #[test]
    fn a_phrase_in_brackets_is_not_a_heading() {
        assert!(Section::BannerAlone.has("[extern]"));
    }
}
