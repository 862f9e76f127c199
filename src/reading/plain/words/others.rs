//! The words with which days that are not on offer are asked for, and those beside which they are not.

/// With these a mail takes, chooses or tells; whatever day stands there is not asked for.
#[rustfmt::skip]
pub(in crate::reading::plain) const AGREES: &[&str] = &[
    "afgesproken", "agree", "agreed", "akkoord", "antwoord", "bel", "bellen", "bericht",
    "bevestig", "bevestigen", "bevestigd", "call", "choose", "decide", "gekozen", "hoor", "horen",
    "hoort", "keuze", "keus", "kies", "kiest", "kiezen", "melden", "mailen", "noteer", "noteert",
    "noteren", "overleg", "overleggen", "reactie", "reageren", "spreken", "tijd", "weten",
];

/// Asks what there is.
#[rustfmt::skip]
pub(in crate::reading::plain) const HAS: &[&str] = &[
    "anything", "er", "have", "hebben", "hebt", "heeft", "iets", "there",
];

/// One rather than what is offered.
#[rustfmt::skip]
pub(in crate::reading::plain) const BETTER: &[&str] = &[
    "beter", "better", "denken", "prefer", "stel", "stellen", "voorkeur", "voorstellen", "zoek",
    "zoeken",
];

/// Beside what is offered.
pub(in crate::reading::plain) const ALSO: &[&str] = &["ook", "also", "naast", "besides"];

/// Beside "geen van deze" these leave one or all of them open.
#[rustfmt::skip]
pub(in crate::reading::plain) const SPARES: &[&str] = &[
    "alles", "all", "behalve", "desnoods", "eventueel", "except", "hooguit", "misschien",
    "perhaps", "possibly", "tenzij", "unless", "wellicht",
];

/// "Te laat", "too late".
pub(in crate::reading::plain) const LATE: &[&str] = &["te", "too"];

/// At the head of a question.
pub(in crate::reading::plain) const WHEN: &[&str] = &["wanneer", "when"];
