//! Whether somebody who is asked to receive a guest can: a plain yes or no, as people write it.
//!
//! Every word must be known here, so that nothing is passed over: "Ja, maar om twaalf uur moet ik
//! weg" and "Kees is er wel" are for a person. A reason for a no is read where it can be nothing else:
//! "want ik zit in het buitenland". The trap is the no to "Kunt u niet?": "Nee hoor, ik kom gewoon".

use super::body::Body;
use super::lexer::{Both, lowered};

/// Agrees by itself.
const AGREES: &str = "ja jazeker jawel zeker uiteraard natuurlijk inderdaad akkoord prima goed oké ok \
    oke okee graag top leuk fijn gezellig perfect uitstekend definitief yes sure fine happy gladly";
/// Agrees unless something is denied.
const CAN: &str =
    "kan kunnen past lukt schikt door komt komen ontvang ontvangen can works ahead receive erbij";
const NO: &str = "nee neen no";
const DENIES: &str = "niet not cannot";
/// Why somebody is not there. To deny it agrees, so it must not be denied.
const AWAY: &str = "vakantie verlof ziek verhinderd afwezig weg holiday ill";
/// A day off, where it is regretted: "ik ben dan vrij" by itself may be a yes.
const OFF_DUTY: &str = "vrij";
/// What a reason for a no is made of, beside `BESIDE` and `AWAY`. Any other word may make it half of a
/// yes ("nee hoor, ik kom gewoon") or hand the visit to somebody else.
const REASON_WORDS: &str = "want omdat zit zitten bij mijn gezin familie weekje dagje buitenland \
    because on in with family abroad";
/// Whoever says only where they are says why they cannot.
const ABROAD: &str = "buitenland abroad";
/// Somebody else, or the visit itself: that they cannot is no answer of whoever is asked.
const OTHERS: &str = "bewoners groep gast gasten bezoek werkbezoek ze hen hem haar visit";
/// What somebody else does without whoever is asked: "de bewoners zijn erbij".
const OF_OTHERS: &str = "erbij komt komen";
/// Whoever is asked.
const SELF: &str = "ik wij we i";
/// Who is there comes, also behind the no to "Kunt u niet?".
const THERE: &str = "er";
/// Now, and not on the day.
const NOW: &str = "moment";
/// A regret does not go with a yes.
const REGRETS: &str = "helaas sorry";
/// Says nothing by itself.
const BESIDE: &str = "ik wij we i mij me ons het dat dit die deze de een er is ben zijn ze hen hem haar \
    u jullie je dan dag moment tijd datum gaat gaan zal zullen wil helaas sorry hoor heel erg toch dus \
    op met in te voor aan daar hier gast gasten bezoek werkbezoek groep bewoners tot dank bedankt \
    dankjewel thanks thank you it that the visit will go am are on";
/// What a host adds to a yes: "ik zet de koffie klaar", "wij kijken ernaar uit".
const WELCOMES: &str = "koffie thee koek koekjes taart gebak lekkers zet zetten klaar staat staan zorg \
    zorgen voor heb hebben zin erin ernaar naar verheug verheugen noteer genoteerd mijn onze hun \
    hartelijk welkom the coffee tea ready to";
/// Words that welcome together and not by themselves: who looks in a diary has not said yes.
const WELCOMES_TOGETHER: &[(&str, &str)] = &[
    ("kijk", "uit"),
    ("kijken", "uit"),
    ("staat", "agenda"),
    ("zie", "tegemoet"),
    ("zien", "tegemoet"),
    ("look", "forward"),
    ("looking", "forward"),
];
/// A first part with one of these, and no answer, is a greeting.
const GREETS: &str = "hoi hallo dag beste geachte goedemorgen goedemiddag goedendag dear hello hi";
/// "Geachte heer", "Beste Kim Bakker".
const GREETING_WORDS_MAX: usize = 4;
/// A name that ends a mail without a sign-off.
const NAME_WORDS_MAX: usize = 3;

/// What one part of a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Yes,
    No,
    Nothing,
    /// Says nothing by itself, and does not go with a no.
    Welcome,
    Unclear,
}

/// Whether somebody of this name can (`true`) or cannot (`false`); `None` where a person must read it.
pub fn can_receive(text: &str, name: &str) -> Option<bool> {
    let lower = lowered(text);
    let body = Body::new(Both { text, lower: &lower });
    let above = body.words(0, body.end);
    if above.contains(['?', '"', '“']) || above.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lines: Vec<&str> = above.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let written = match lines.as_slice() {
        [before @ .., last] if !before.is_empty() && is_name(last, name) => before,
        all => all,
    };
    let clauses = clauses(written);
    let answer = match clauses.split_first() {
        Some((first, rest)) if greets(first) => rest,
        Some(_) | None => &clauses,
    };
    let regrets = answer.iter().flatten().any(|word| is_in(REGRETS, word));
    let parts = parts(answer, regrets);
    let says = |wanted| parts.contains(&wanted);
    match (says(Part::Yes), says(Part::No), says(Part::Unclear)) {
        (true, false, false) if !regrets => Some(true),
        (false, true, false) if !says(Part::Welcome) => Some(false),
        (true | false, true | false, true | false) => None,
    }
}

/// Whether somebody who pressed a no may come all the same, as their words go: "ik doe het met mijn
/// privéagenda, ik ben er gewoon". A reason is none of these words, whatever it is.
pub fn may_still_come(text: &str) -> bool {
    let lower = lowered(text);
    let lines: Vec<&str> = lower.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    clauses(&lines).iter().any(|words| {
        let says = |list| words.iter().any(|word| is_in(list, word));
        let there = words.windows(2).any(|pair| pair == ["ben", "er"] || pair == ["er", "ben"]);
        says(STILL) || !says(NOT) && (there || says(COMES))
    })
}

/// Words by which an entry is declined and the visit is not.
const STILL: &str =
    "wel gewoon ja privé privéagenda agenda dubbel staat blijft still anyway yes calendar twice";
/// Coming, where it is not denied.
const COMES: &str = "kom komen aanwezig toch prima doorgaan coming there fine";
/// Denies what stands with it.
const NOT: &str = "niet geen niks nooit not no never cannot can't";

/// What each part says. Behind a plain no a reason of one's own says nothing more.
fn parts(answer: &[Vec<String>], regrets: bool) -> Vec<Part> {
    let mut refused = false;
    let read = |words: &Vec<String>| {
        let mut said = part(words);
        if said == Part::Unclear && regrets && is_off_duty(words) {
            said = Part::No;
        } else if said == Part::Unclear && refused && is_own_reason(words) {
            said = Part::Nothing;
        } else if said == Part::Nothing && refused && words.iter().any(|word| is_in(THERE, word)) {
            said = Part::Unclear;
        }
        refused |= said == Part::No;
        said
    };
    answer.iter().map(read).collect()
}

fn is_off_duty(words: &[String]) -> bool {
    let known = |word: &String| is_in(BESIDE, word) || is_in(OFF_DUTY, word);
    words.iter().any(|word| is_in(OFF_DUTY, word)) && words.iter().all(known)
}

fn is_own_reason(words: &[String]) -> bool {
    let has = |list| words.iter().any(|word| is_in(list, word));
    let known = |word: &String| [BESIDE, AWAY, REASON_WORDS].iter().any(|list| is_in(list, word));
    (has(AWAY) || has(ABROAD)) && !has(OTHERS) && words.iter().all(known)
}

/// The words of each part between two marks. Writers break their lines anywhere, so a line ends
/// nothing; a greeting ends at its comma.
fn clauses(lines: &[&str]) -> Vec<Vec<String>> {
    let marks = ['.', '!', ',', ';', ':', '\u{2014}'];
    let text = lines.join(" ").to_lowercase();
    let parts = text.split(marks).map(|part| {
        let words = part.split(|c: char| !c.is_alphabetic());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    });
    parts.filter(|words| !words.is_empty()).collect()
}

/// Whether a last line is the name of whoever writes: any other word there may change what they say.
fn is_name(line: &str, name: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let theirs = |word: &&str| name.split_whitespace().any(|one| one == *word);
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_answer = |word: &&str| answers(&word.to_lowercase());
    words.len() <= NAME_WORDS_MAX
        && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''))
        && words.iter().any(theirs)
        && words.iter().all(capital)
        && !words.iter().any(is_answer)
}

fn greets(words: &[String]) -> bool {
    let begins = words.first().is_some_and(|word| is_in(GREETS, word));
    begins && words.len() <= GREETING_WORDS_MAX && !words.iter().any(|word| answers(word))
}

/// Whether a word is, or could be, part of an answer.
fn answers(word: &str) -> bool {
    [AGREES, CAN, NO, DENIES, AWAY].iter().any(|list| is_in(list, word))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

fn part(words: &[String]) -> Part {
    if !words.iter().all(|word| answers(word) || is_in(BESIDE, word)) {
        // Beside other words an answer may be part of what they say.
        let together = |word: &String| {
            WELCOMES_TOGETHER.iter().any(|(one, other)| {
                let both = words.iter().any(|w| w == one) && words.iter().any(|w| w == other);
                both && (word == one || word == other)
            })
        };
        let welcomes =
            |word: &String| is_in(BESIDE, word) || is_in(WELCOMES, word) || together(word);
        return if words.iter().all(welcomes) { Part::Welcome } else { Part::Unclear };
    }
    let has = |list| words.iter().any(|word| is_in(list, word));
    let (no, denies, away) = (has(NO), has(DENIES), has(AWAY));
    if (no || denies || away) && has(OTHERS) || away && has(NOW) {
        return Part::Unclear;
    }
    if has(OF_OTHERS) && has(OTHERS) && !has(SELF) {
        return Part::Unclear;
    }
    match (has(AGREES), has(CAN)) {
        // "Nee, dat kan" and "ik ben niet verhinderd" are not what they begin with.
        (false, true) if (no || away) && !denies => Part::Unclear,
        (true, true | false) if no || denies || away => Part::Unclear,
        (false, true | false) if denies && away => Part::Unclear,
        (false, true | false) if no || denies || away => Part::No,
        (true, true | false) | (false, true) => Part::Yes,
        (false, false) => Part::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{can_receive, may_still_come};

    #[test]
    fn beside_a_no_that_was_pressed_a_reason_is_plain_and_coming_is_not() {
        for (text, wanted) in [
            ("Ik ben dan op vakantie.", false),
            ("Helaas, ik ben ziek.", false),
            ("Ik kan dan niet, vraag Hans.", false),
            ("Dubbele afspraak, kan niet.", false),
            ("Dat gaat niet lukken, ik ben vrij die dag.", false),
            ("Sorry, I am away.", false),
            ("Ik doe het met mijn privéagenda, ik ben er gewoon.", true),
            ("Ik kom wel.", true),
            ("Ja, prima.", true),
            ("Staat dubbel in mijn agenda.", true),
        ] {
            assert_eq!(may_still_come(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_plain_is_read_and_all_else_is_for_a_person() {
        for (text, wanted) in [
            ("Ja.", Some(true)),
            ("Ja hoor, prima!", Some(true)),
            ("Prima!\n\nKim", Some(true)),
            ("Dat is goed, ik ontvang ze graag.", Some(true)),
            ("Beste mensen,\n\nJa, ik kan die dag.\n\nGroet,\nKim Bakker", Some(true)),
            ("Ja hoor, prima! Ik zet de koffie klaar", Some(true)),
            ("Ja graag. Wij kijken ernaar uit.\n\nGroet,\nKim", Some(true)),
            ("Ja, het staat in mijn agenda.", Some(true)),
            ("Prima, ik kijk in mijn agenda.", None),
            ("Ja hoor, ik kijk in mijn agenda.", None),
            ("Ik zet de koffie klaar.", None),
            ("Ja hoor, Kees zet de koffie klaar.", None),
            ("Ja, ik zet de koffie klaar als ze op tijd zijn.", None),
            ("Ja, behalve voor de koffie.", None),
            ("Nee helaas. Ik zet de koffie klaar.", None),
            ("Nee, het staat niet in mijn agenda.", None),
            ("Hoi Kim kan,\nprima", None),
            ("Nee", Some(false)),
            ("Ik kan dan niet", Some(false)),
            ("Nee helaas, ik ben dan op vakantie.", Some(false)),
            ("Nee helaas, dan kan ik niet.\n\nGroet,\nKim", Some(false)),
            ("Helaas, ik ben ziek.", Some(false)),
            ("Ik ben erbij", Some(true)),
            ("Is goed hoor, staat in mijn agenda", Some(true)),
            ("Kees is erbij", None),
            ("Nee, want ik zit met mijn gezin in het buitenland.", Some(false)),
            ("Dat lukt niet, want ik ben met vakantie.", Some(false)),
            ("Nee hoor, ik kom gewoon.", None),
            ("Nee, ik ben er gewoon bij.", None),
            ("Nee hoor, ik ben er.", None),
            ("Nee, ik ben vrij.", None),
            ("Nee, ik zit in het buurthuis.", None),
            ("Dat lukt niet, ik sta er pas om elf uur.", None),
            ("Ik kan niet, dan neemt Hans het over.", None),
            ("Ik kan niet, ik stuur Kees.", None),
            ("Nee, ik zit op Texel.", None),
            ("De bewoners zijn erbij.", None),
            ("Ze komen.", None),
            ("Helaas, ik ben dan vrij.", Some(false)),
            ("Ik ben dan vrij.", None),
            ("Nee, ik zie geen bezwaar.", None),
            ("Nee, ik bel Kees.", None),
            ("Nee, ik kom, tenzij het regent.", None),
            ("Nee, ik zit maandag op Texel.", None),
            ("Ik zit op Texel.", None),
            ("Ik ben dan niet op vakantie.", None),
            ("Nee, geen probleem.", None),
            ("Nee hoor, prima.", None),
            ("Nee, dat kan.", None),
            ("Ja, maar ik kan die dag niet.", None),
            ("Ja hoor, maar om twaalf uur moet ik weg.", None),
            ("Ik ben ziek, het gaat me niet lukken donderdag. Kim is er wel.", None),
            ("Nee, dan kan ik niet. Wel op donderdag 15 april.", None),
            ("Ja.\nNee.", None),
            ("Ja\nMisschien", None),
            ("Ik kan\nMaandag", None),
            ("Helaas. Graag op een dag dat ik er ben.", None),
            ("Het bezoek gaat helaas niet door.", None),
            ("De groep komt niet.", None),
            ("De bewoners zijn dan op vakantie.", None),
            ("Ik ben op dit moment op vakantie.", None),
            ("Kan Kim het doen?", None),
            ("Niet goed.", None),
            ("Kim Bakker", None),
            ("", None),
        ] {
            assert_eq!(can_receive(text, "Kim Bakker"), wanted, "{text}");
        }
    }
}
