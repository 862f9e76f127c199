//! Whether a visit went ahead, as a host tells: "ja", "is doorgegaan", "er kwam niemand".
//!
//! A yes may tell more. A no must be said of the visit itself, or stand alone: what was no success has
//! been. The trap is what still comes: "Ja, over twee weken!".

use super::receives::{is_in, told_clauses};

const YES: &str = "ja jazeker zeker klopt jawel doorgegaan yes uiteraard inderdaad";
const NO: &str = "nee neen no";
const DENIES: &str = "niet niemand geen not nobody";
/// Denies somewhere beside a yes.
const NEVER: &str = "niet niemand nooit not nobody never";
/// What did not happen, where it is denied.
const HAPPENED: &str = "doorgegaan door doorging gekomen kwam kwamen verschenen opgedaagd came \
    happened";
const CALLED_OFF: &str = "afgelast afgezegd afgeblazen geannuleerd cancelled canceled";
/// How it was, or that it was.
const WAS: &str = "was waren ging verliep verlopen gegaan doorgegaan gehad";
const GOOD: &str = "mooi mooie leuk leuke fijn fijne goed goede prima geslaagd geslaagde \
    gezellig gezellige top geweldig doorgegaan door super interessant prachtig heerlijk lovely \
    great good nice";
/// What says nothing by itself beside those.
const BESIDE: &str = "het een de is er dat dit bezoek werkbezoek ochtend middag gisteren vrijdag \
    maandag dinsdag woensdag donderdag en heel erg zeer hoor alles verder wij we ons ze zij hij \
    heeft hebben zijn helaas toch dus allemaal iedereen gewoon ook veel it the visit they did";
/// Beside one of these a person must read it.
const DOUBTS: &str = "idee volgens misschien waarschijnlijk dacht denk verzet verplaatst \
    uitgesteld volgende pas zonder deels onderbroken afgebroken zou week weken straks overmorgen \
    hoorde als maybe think without";
/// Beside a denial: of a part, or of a part only.
const PARTLY: &str = "iedereen allemaal alle allen alles veel wel middag ochtend everyone all";

/// Whether a visit went ahead (`true`) or did not (`false`); `None` where a person must read it.
pub fn went_ahead(text: &str) -> Option<bool> {
    let clauses = told_clauses(text)?;
    let parts: Vec<Told> = clauses.iter().map(|(words, asked)| told(words, *asked)).collect();
    let any = |wanted: Told| parts.contains(&wanted);
    let went = any(Told::Went);
    let not = any(Told::Not);
    // "Nee, geen bijzonderheden" answers the other question of our letter.
    let alone = parts.iter().all(|part| matches!(part, Told::BareNo | Told::Not));
    let bare = any(Told::BareNo) && alone;
    // "Het was gezellig. De minister kwam niet."
    let denied = clauses.iter().any(|(words, _)| words.iter().any(|word| is_in(NEVER, word)));
    match (went, not || bare) {
        _ if any(Told::Doubt) => None,
        (true, false) if !any(Told::BareNo) && !denied => Some(true),
        (false, true) => Some(false),
        (true | false, true | false) => None,
    }
}

/// What one clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Went,
    /// It did not, in so many words.
    Not,
    BareNo,
    Nothing,
    Doubt,
}

fn told(words: &[String], asked: bool) -> Told {
    let has = |list| words.iter().any(|word| is_in(list, word));
    let first = |list| words.first().is_some_and(|word| is_in(list, word));
    let lists = [YES, NO, DENIES, HAPPENED, CALLED_OFF, WAS, GOOD, BESIDE];
    let known = words.iter().all(|word| lists.iter().any(|list| is_in(list, word)));
    let denies = has(DENIES);
    // "Niet iedereen is gekomen", "de middag wel": of a part of it.
    if has(DOUBTS) || denies && has(PARTLY) {
        return Told::Doubt;
    }
    match (has(YES) && first(YES), has(NO)) {
        (true, true) => return Told::Doubt,
        (true, false) if !denies => return Told::Went,
        (true | false, true | false) => {}
    }
    let regrets = words.len() == 2 && first("helaas weer opnieuw") && denies;
    let not = known && (denies && has(HAPPENED) || !denies && has(CALLED_OFF)) || regrets;
    match (not, known && has(WAS) && has(GOOD) && !denies) {
        _ if asked => Told::Nothing,
        (true, _) => Told::Not,
        (false, true) => Told::Went,
        (false, false) if first(NO) && words.len() == 1 => Told::BareNo,
        (false, false) if first(NO) && known && !has(GOOD) && !has(WAS) => Told::BareNo,
        (false, false) => Told::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::went_ahead;

    #[test]
    fn what_became_of_it_is_plain_or_for_a_person() {
        for (text, wanted) in [
            ("Ja, het was een mooi bezoek.", Some(true)),
            ("Het ging goed.", Some(true)),
            ("Beste M50,\n\nHet was een fijne ochtend. Er zijn foto's gemaakt.", Some(true)),
            ("Het bezoek is doorgegaan, al regende het.", Some(true)),
            ("Beste M50,\n\nNee, helaas niet.", Some(false)),
            ("Er kwam niemand opdagen.", None),
            ("Er is niemand gekomen. Wij hebben een uur gewacht.", Some(false)),
            ("Het bezoek is afgezegd.", Some(false)),
            ("Het is niet afgezegd.", None),
            ("Kees kwam niet.", None),
            ("Het debat is niet doorgegaan.", None),
            ("Nee. Het was een mooie ochtend.", None),
            ("Nee, de minister was ziek.", None),
            ("Nee, het is verzet naar vrijdag.", None),
            ("Ja, volgende week.", None),
            ("Is het doorgegaan?", None),
            ("Nee, weer niet.", Some(false)),
            ("Nee, geen bijzonderheden.", None),
            ("Nee, geen opmerkingen.", None),
            ("Niet iedereen is gekomen.", None),
            ("De ochtend is niet doorgegaan, de middag wel.", None),
            ("Het was gezellig. De minister kwam niet.", None),
            ("Zeker stonden wij klaar, maar de groep is nooit gearriveerd.", None),
            ("Ja, dat is toch volgende week?", None),
            ("Jan kwam wel.", None),
            ("Ik ben ziek.", None),
            ("", None),
        ] {
            assert_eq!(went_ahead(text), wanted, "{text}");
        }
    }
}
