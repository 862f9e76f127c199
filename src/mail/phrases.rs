//! The phrases of `phrases.txt` by section: words by which mail programs give themselves away.
//!
//! They are data beside the code, so that a new mail program is a line and not a release of logic.
//! All of them are lower case; what is compared with them must be too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static TEXT: &str = include_str!("phrases.txt");

/// The phrases of each section, in the order of `Section::ALL`: looked up for every line of a mail.
static SECTIONS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut named = read();
    Section::ALL.iter().map(|section| named.remove(section.name()).unwrap_or_default()).collect()
});

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
        SECTIONS.get(self as usize).map_or(&[], Vec::as_slice)
    }

    /// The phrase that `lower` contains, if it contains one.
    pub(crate) fn found_in(self, lower: &str) -> Option<&'static str> {
        self.phrases().iter().copied().find(|phrase| lower.contains(phrase))
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
    fn a_phrase_in_brackets_is_not_a_heading() {
        assert!(Section::BannerAlone.has("[extern]"));
    }
}
