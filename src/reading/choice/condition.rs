//! An option that is taken if something else is so: "mits er een tolk bij is".
//!
//! A condition counts wherever it stands: "Optie 1 is akkoord. Dat is wel op voorwaarde dat ...". The
//! trap is what may come between for a guest: that their own agenda allows it is what "onder
//! voorbehoud" means.

use super::super::body::Body;
use super::super::cue::{Cue, Phrases};
use crate::domain::reading::Span;
use crate::reading::token::Word;

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

/// "9 april, als het niet regent": right behind what is taken, and to the end of the sentence, stands
/// what must not be so. What another clause says of the way there is none: "optie 2, wij komen lopen als
/// het niet regent".
fn is_unless(body: &Body<'_>, span: Span) -> bool {
    let t = body.tokens();
    let begin = |at: usize| t.span(at, at + 1)[0];
    let opens = |at: &usize| t.is(*at, &["als", "indien", "if"]) && begin(*at) >= span[1];
    let sign = |at: usize| matches!(t.word(at), Word::Sign(_));
    body.sentences.iter().any(|s| {
        let [from, to] = t.span(s.from, s.to);
        let taken = from <= span[0] && span[1] <= to && !s.asks;
        let open = (s.from + 1..s.to).find(opens).filter(|_| taken);
        open.is_some_and(|open| {
            let any = |words: &[&str]| (open..s.to).any(|at| t.is(at, words));
            let behind = (s.from..open - 1).skip_while(|&at| begin(at) < span[1]);
            let goes_on = (open..s.to).any(|at| t.is_sign(at, ','));
            any(&["niet", "geen", "not", "no"])
                && !any(NO_CONDITION)
                && !goes_on
                && !behind.into_iter().any(sign)
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
            ("Vrijdag 9 april, wij komen lopen als het niet regent.", false),
        ] {
            let lower = lowered(text);
            let body = Body::new(Both { text, lower: &lower });
            assert_eq!(on_condition(&body, [0, 15]), wanted, "{text}");
        }
    }
}
