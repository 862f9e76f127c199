//! Whether somebody who is asked to receive a guest can: a plain yes or no, as people write it.
//!
//! A yes and a no are made of known words alone ("ik kan die vrijdag niet", "doe ik"). What stands beside
//! them may be anything, as long as it neither hedges the yes nor turns the no: "Ja, maar om twaalf uur
//! moet ik weg" and "Nee, ik stuur Kees" are for a person. Whether something stands beside is told, so
//! that staff read it. The trap is the no to "Kunt u niet?": "Nee hoor, ik kom gewoon".

mod parts;
mod visit;
mod words;

use super::body::Body;
use super::lexer::{Both, lowered};

pub(super) use parts::is_in;
use parts::{Clause, Part, clauses};
pub use visit::AskedVisit;
use words::{AGREES, AWAY, CALLS_OFF, CAN, DENIES, GREETS, NO};

/// What our letter asked of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Whether they receive the guest.
    ToReceive,
    /// To write if they cannot after all: a bare yes or no to that says neither.
    ToWarn,
}

/// What a host says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Yes,
    No,
    /// They thank, and no more.
    Heard,
}

/// A plain answer, and what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostSays {
    pub word: Word,
    /// Something that a person must read.
    pub more: bool,
    /// They ask something.
    pub asks: bool,
}

/// "Geachte heer", "Beste Kim Bakker".
const GREETING_WORDS_MAX: usize = 4;
/// A name that ends a mail without a sign-off.
const NAME_WORDS_MAX: usize = 3;

/// Whether whoever was asked can (`true`) or cannot (`false`), and not a word more; `None` where a
/// person must read it.
pub fn can_receive(text: &str, visit: &AskedVisit<'_>) -> Option<bool> {
    let says = host_says(text, visit, Asked::ToReceive)?;
    match says.word {
        Word::Yes => Some(true),
        Word::No => Some(false),
        Word::Heard => None,
    }
    .filter(|_| !says.more)
}

/// What whoever was asked answers to a letter about the visit; `None` where a person
/// must read it.
pub fn host_says(text: &str, visit: &AskedVisit<'_>, asked: Asked) -> Option<HostSays> {
    let lower = lowered(text);
    let body = Body::new(Both { text, lower: &lower });
    let above = body.words(0, body.end);
    if quotes(above) {
        return None;
    }
    let lines: Vec<&str> = above.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let written = match lines.as_slice() {
        [before @ .., last] if !before.is_empty() && is_name(last, visit.host) => before,
        all => all,
    };
    let clauses = clauses(written, visit);
    let answer = match clauses.split_first() {
        Some((first, rest)) if greets(first) => rest,
        Some(_) | None => &clauses,
    };
    weigh(&parts::read(answer), asked)
}

/// What the parts come to: a yes that nothing hedges, or a no that nothing turns.
fn weigh(parts: &[Part], asked: Asked) -> Option<HostSays> {
    let any = |of: fn(&Part) -> bool| parts.iter().any(of);
    let yes = any(|part| matches!(part, Part::Yes { .. }));
    let no = any(|part| matches!(part, Part::No { .. }));
    let regrets = any(|part| matches!(part, Part::Regret | Part::No { regrets: true, .. }));
    let hedged = any(|part| matches!(part, Part::Aside { hedges: true, .. } | Part::Unclear))
        || any(|part| matches!(part, Part::Question { risks: true, .. }));
    let turned = any(|part| matches!(part, Part::Aside { turns: true, .. } | Part::Unclear))
        || any(|part| matches!(part, Part::Question { moves: true, .. } | Part::Welcome));
    let aside = any(|part| matches!(part, Part::Aside { .. }));
    let asks = any(|part| matches!(part, Part::Question { .. }));
    let plain_no = any(|part| matches!(part, Part::No { bare: false, .. }));
    let able = any(|part| matches!(part, Part::Yes { able: true, .. }));
    let nods = any(|part| matches!(part, Part::Yes { bare: true, .. }));
    // "Nee, ik zit op Texel" may be half of a yes; "nee sorry, ..." and "ik kan niet, ..." are not.
    let no_holds = plain_no || asked == Asked::ToReceive && (regrets || !aside);
    let warns = asked == Asked::ToWarn;
    // "Leuk! Wie komt er?"
    let firm = able || any(|part| matches!(part, Part::Yes { likes: false, .. })) || !asks;
    // "Goed, dan meld ik me af": what they tell of themselves may undo a yes that is but a word.
    let undone = !able && any(|part| matches!(part, Part::Aside { own: true, .. }));
    let word = match (yes, no) {
        (true, false) if !regrets && !hedged && !undone && firm && (able || !warns) => Word::Yes,
        (false, true) if !turned && no_holds => Word::No,
        // "Oké", "tot vrijdag!"
        (true | false, false)
            if warns && !nods && !regrets && !hedged && !aside && !parts.is_empty() =>
        {
            Word::Heard
        }
        (true | false, true | false) => return None,
    };
    Some(HostSays { word, more: aside || asks, asks })
}

/// Whether somebody who pressed a no may come all the same, as their words go: "ik doe het met mijn
/// privéagenda, ik ben er gewoon". A reason is none of these words, whatever it is.
pub fn may_still_come(text: &str) -> bool {
    let lower = lowered(text);
    let lines: Vec<&str> = lower.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    parts::plain_clauses(&lines).iter().any(|words| {
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

/// Whether a last line is the name of whoever writes: any other word there may change what they say.
fn is_name(line: &str, name: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let initial = |word: &str| {
        word.len() == 2 && word.ends_with('.') && name.starts_with(word.trim_end_matches('.'))
    };
    let theirs = |word: &&str| initial(word) || name.split_whitespace().any(|one| one == *word);
    let capital = |word: &&str| word.starts_with(char::is_uppercase) || theirs(word);
    let is_answer = |word: &&str| answers(&word.to_lowercase());
    words.len() <= NAME_WORDS_MAX
        && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.'))
        && words.iter().any(theirs)
        && words.iter().all(capital)
        && !words.iter().any(is_answer)
}

fn greets(clause: &Clause) -> bool {
    let words = &clause.words;
    let begins = words.first().is_some_and(|word| is_in(GREETS, word));
    begins && words.len() <= GREETING_WORDS_MAX && !words.iter().any(|word| answers(word))
}

/// Whether a word is, or could be, part of an answer.
fn answers(word: &str) -> bool {
    [AGREES, CAN, NO, DENIES, AWAY, CALLS_OFF].iter().any(|list| is_in(list, word))
}

/// The words of each part of what a host tells, and whether it is asked; nothing where others are
/// quoted.
pub(super) fn told_clauses(text: &str) -> Option<Vec<(Vec<String>, bool)>> {
    let lower = lowered(text);
    let body = Body::new(Both { text, lower: &lower });
    let above = body.words(0, body.end);
    let lines: Vec<&str> = above.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (!quotes(above)).then(|| parts::told(&lines))
}

/// Whether somebody else has the word.
fn quotes(text: &str) -> bool {
    text.contains(['"', '“', '„', '”', '>'])
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Asked, AskedVisit, Word, can_receive, host_says, may_still_come};
    use crate::domain::time::Slot;

    /// Kim Bakker is asked to receive Sanne de Wit on Friday 9 April at ten.
    fn visit() -> AskedVisit<'static> {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        let at = |hour, minute| day(4, 9).and_hms_opt(hour, minute, 0).unwrap();
        let slot = Slot { start: at(10, 0), end: at(12, 30) };
        AskedVisit::new("Kim Bakker", "Sanne de Wit", slot, day(3, 2))
    }

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
            ("Helaas, ik lig met griep op bed.", Some(false)),
            ("Helaas, mijn man ligt met griep op bed.", None),
            ("Ik heb geen griep.", None),
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
            assert_eq!(can_receive(text, &visit()), wanted, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_an_answer_is_told_and_may_undo_it() {
        for (text, wanted) in [
            ("Dat gaat lukken, tot vrijdag!", Some((Word::Yes, false))),
            ("Negen april om tien uur ben ik er.", None),
            ("9 april om 10.00 uur kan ik.", Some((Word::Yes, false))),
            ("De 9e is prima.", Some((Word::Yes, false))),
            ("Ja, 16 april is prima.", None),
            ("Mevrouw De Wit ontvang ik graag.", Some((Word::Yes, false))),
            ("Ik ben erbij, dan zetten wij de stoelen vast neer.", Some((Word::Yes, true))),
            ("Goed, dan zetten wij de stoelen vast neer.", None),
            ("Goed, dan meld ik me af.", None),
            ("Oké, bedankt dat jullie iemand anders zoeken.", None),
            ("Akkoord! Dank dat Marie mij vervangt.", None),
            ("Prima, succes zonder mij.", None),
            ("Prima, dank voor de uitnodiging.", Some((Word::Yes, false))),
            ("Leuk dat jullie komen! Wij zitten dan in Spanje.", None),
            ("Fijn dat het lukt! Wij hebben die dag een begrafenis.", None),
            ("Ik kan ze niet allemaal ontvangen.", None),
            ("Wij komen niet allemaal.", None),
            ("Ik kan helemaal niet.", Some((Word::No, false))),
            ("Goed, ik lig op bed.", None),
            ("Oké. Ik lig dan in bed.", None),
            ("Prima. Hoe heet de medewerker die meekomt?", Some((Word::Yes, true))),
            ("Prima. Kan het ook om elf uur?", None),
            ("Leuk! Wie komt er?", None),
            ("Ja, Kees ontvangt ze.", None),
            ("Prima, ik geef het door aan Kees.", None),
            ("Ja, een half uurtje.", None),
            ("Ik ben er niet tot tien uur.", None),
            ("Ik kan niet wachten!", None),
            ("Ik kan de gast niet ontvangen.", Some((Word::No, false))),
            ("Ik haal het niet, de auto is stuk.", Some((Word::No, true))),
            ("Dat wordt niks, ik moet afzeggen. Kees kan misschien.", None),
            ("Ik kan niet, Kees kan wel.", Some((Word::No, true))),
            ("Vrijdag lukt niet. Zaterdag kan ik wel.", None),
            ("Nee sorry, ons huis wordt geschilderd.", Some((Word::No, true))),
            ("Nee, ons huis wordt geschilderd.", None),
        ] {
            let says = host_says(text, &visit(), Asked::ToReceive);
            assert_eq!(says.map(|it| (it.word, it.more)), wanted, "{text}");
        }
    }

    #[test]
    fn a_nod_says_nothing_to_who_asks_only_for_a_warning() {
        for (text, wanted) in [
            ("Ja.", None),
            ("Nee.", None),
            ("Oké, bedankt.", Some(Word::Heard)),
            ("Tot vrijdag!", Some(Word::Heard)),
            ("Ik ben er.", Some(Word::Yes)),
            ("Ik sta klaar om 10 uur.", Some(Word::Yes)),
            ("Ik kan toch niet.", Some(Word::No)),
            ("Wij hebben griep en kunnen niet.", Some(Word::No)),
            ("Ik moet helaas afmelden.", Some(Word::No)),
            ("Nee hoor, ik ben er.", None),
            ("Fijn, maar komt er pers?", None),
        ] {
            let says = host_says(text, &visit(), Asked::ToWarn);
            assert_eq!(says.map(|it| it.word), wanted, "{text}");
        }
    }
}
