//! An option that is taken if something else is so: "mits er een tolk bij is".
//!
//! A condition counts wherever it stands: "Optie 1 is akkoord. Dat is wel op voorwaarde dat ...". The
//! trap is what may come between for a guest: that their own agenda allows it is what "onder
//! voorbehoud" means.

use super::super::body::Body;
use super::super::cue::{Cue, Phrases};

pub(crate) const CONDITIONS: Phrases = &[
    "mits",
    "tenzij",
    "voorwaarde",
    "voorwaarden",
    "alleen als",
    "enkel als",
    "provided",
    "unless",
    "condition",
    "only if",
];
/// What a guest has to do elsewhere.
pub(crate) const OWN_AGENDA: Phrases = &["agenda", "debat", "debatten", "stemming", "stemmingen"];

/// Whether what the text takes hangs on something that nobody of us has seen.
pub(crate) fn on_condition(body: &Body<'_>) -> bool {
    body.cues.has(Cue::OnCondition) && !body.cues.has(Cue::OwnAgenda)
}

#[cfg(test)]
mod tests {
    use super::super::super::lexer::{Both, lowered};
    use super::{Body, on_condition};

    #[test]
    fn a_condition_counts_wherever_it_stands() {
        for (text, wanted) in [
            ("Vrijdag 9 april is goed, mits er een tolk bij is.", true),
            ("Vrijdag 9 april is goed,\nop voorwaarde dat de wethouder kan.", true),
            ("Optie 1 is akkoord. Dat is wel onder de voorwaarde dat er een tolk is.", true),
            ("Optie 1 is akkoord, alleen als er een tolk bij is.", true),
            ("Vrijdag 9 april is goed, mits de plenaire agenda het toelaat.", false),
            ("Vrijdag 9 april is goed.", false),
        ] {
            let lower = lowered(text);
            let body = Body::new(Both { text, lower: &lower });
            assert_eq!(on_condition(&body), wanted, "{text}");
        }
    }
}
