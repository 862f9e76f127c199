//! An option that is taken if something else is so: "mits er een tolk bij is".
//!
//! A condition counts wherever it stands: "Optie 1 is akkoord. Dat is wel op voorwaarde dat ...". The
//! trap is what may come between for a guest: that their own agenda allows it is what "onder
//! voorbehoud" means.

use super::super::body::Body;
use super::super::cue::{Cue, Phrases};
use crate::domain::reading::Span;

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

/// In a clause about the option itself, or in a courtesy: "als dat niet past", "als u het niet erg vindt".
const NO_CONDITION: &[&str] = &[
    "ik", "u", "je", "jullie", "i", "you", "die", "deze", "dat", "that", "optie", "option", "kan",
    "past", "lukt", "uitkomt", "schikt", "mogelijk", "anders",
];

/// Whether what the text takes at `span` hangs on something that nobody of us has seen.
pub(crate) fn on_condition(body: &Body<'_>, span: Span) -> bool {
    body.cues.has(Cue::OnCondition) && !body.cues.has(Cue::OwnAgenda) || is_unless(body, span)
}

/// "9 april, als het niet regent": the sentence that takes it ends with what must not be so.
fn is_unless(body: &Body<'_>, span: Span) -> bool {
    let t = body.tokens();
    body.sentences.iter().any(|s| {
        let [from, to] = t.span(s.from, s.to);
        let taken = from <= span[0] && span[1] <= to;
        let opens = |at: &usize| t.is(*at, &["als", "indien", "if"]);
        let open =
            (s.from + 1..s.to).rev().find(opens).filter(|&at| t.span(at, at + 1)[0] >= span[1]);
        taken
            && !s.asks
            && open.is_some_and(|open| {
                let any = |words: &[&str]| (open..s.to).any(|at| t.is(at, words));
                let goes_on = (open..s.to).any(|at| t.is_sign(at, ','));
                any(&["niet", "geen", "not", "no"]) && !any(NO_CONDITION) && !goes_on
            })
    })
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
            ("Vrijdag 9 april, als het niet regent.", true),
            ("Vrijdag 9 april, als u dat niet erg vindt.", false),
            ("Vrijdag 9 april, als dat niet past hoor ik het graag.", false),
            ("Vrijdag 9 april. Wij komen lopen, als het niet regent.", false),
        ] {
            let lower = lowered(text);
            let body = Body::new(Both { text, lower: &lower });
            assert_eq!(on_condition(&body, [0, 15]), wanted, "{text}");
        }
    }
}
