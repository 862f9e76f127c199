//! How the words around a time mean it: what `modality` finds and `times` resolves by.

use crate::domain::reading::Modality;

/// How a phrase is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) modality: Modality,
    /// The words around it speak of what has been.
    pub(crate) past: bool,
    /// They may, or may not: of a date without a year it is the nearest that tells.
    pub(crate) perhaps_past: bool,
    /// How it is meant if it is still to come.
    pub(crate) ahead: Modality,
    /// A bare weekday stands for every one of them.
    pub(crate) habit: bool,
    /// "voor" means that something is meant for the day, not before it.
    pub(crate) is_for: bool,
    /// It is left out of what was named before: "week 7, behalve woensdag".
    pub(crate) excepted: bool,
    /// A bare weekday that may be the day of the appointment: it is refused, or "de" stands before it.
    pub(crate) may_be_agreed: bool,
    /// A bare weekday in a sentence that does nothing but refuse such days.
    pub(crate) only_refused: bool,
    /// A day of it may be picked later: it is wanted, or the guest may well be near then.
    pub(crate) has_room: bool,
}

impl Judgement {
    /// Of a time about which nothing is said.
    pub(crate) fn plain() -> Self {
        Self {
            modality: Modality::Want,
            past: false,
            perhaps_past: false,
            ahead: Modality::Want,
            habit: false,
            is_for: false,
            excepted: false,
            may_be_agreed: false,
            only_refused: false,
            has_room: true,
        }
    }
}
