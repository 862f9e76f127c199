//! What a mail in a conversation comes down to, in one word.

use crate::domain::letter::Question;
use crate::domain::mail::Why;
use crate::domain::visit::OfferOption;

/// What a mail in a conversation comes down to.
#[derive(Debug)]
pub(super) enum Gist {
    Person(Why),
    Cancel,
    Choose(OfferOption),
    /// With a reservation, and what is taken if it cannot be.
    Reserve(OfferOption, Option<OfferOption>),
    /// What was taken with a reservation is definite.
    Definite,
    /// It is not, and the guest named a second choice.
    NotDefinite,
    /// The moment that stands is named once more.
    Stays,
    /// Another moment was asked for, and the one that stands is kept after all.
    TakesBack,
    Ask(Question),
    Other,
    Details,
    Inquiry,
    Thanks,
}

impl Gist {
    /// Whether it tells what its writer meant by a no in their calendar.
    pub(super) fn says_whether_they_come(&self) -> bool {
        match self {
            Self::Cancel
            | Self::Choose(_)
            | Self::Reserve(..)
            | Self::Definite
            | Self::NotDefinite
            | Self::Stays
            | Self::TakesBack
            | Self::Other
            | Self::Details => true,
            Self::Person(_) | Self::Ask(_) | Self::Inquiry | Self::Thanks => false,
        }
    }
}
