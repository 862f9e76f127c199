//! In the thread of a case, the case need not be typed.

use super::near::{first_word, squash};
use super::options::options;
use crate::domain::help;
use crate::domain::ids::VisitId;

/// What a command calls the case that it is about.
const CASE: &str = "zaak";

/// The line as it reads outside the thread of a case. A command that names this case, or any other in
/// full, stays as it is. A number alone is no other case here: `bezoek gasten 5` is about five guests.
pub fn with_case(line: &str, case: VisitId) -> String {
    let typed = line.trim();
    let typed = typed.strip_prefix(['/', '!']).unwrap_or(typed).trim_start();
    let (group, rest) = first_word(typed);
    let (verb, rest) = first_word(rest);
    let page = help::pages().iter().find(|page| {
        let same = |ours: &str, theirs: &str| squash(ours) == squash(theirs);
        !page.verb.is_empty() && same(page.group, group) && same(page.verb, verb)
    });
    let wants_case = page.is_some_and(|page| {
        options(page).first().is_some_and(|option| option.name == CASE && option.required)
    });
    if !wants_case || names_case(first_word(rest).0, case) {
        return line.to_owned();
    }
    format!("{group} {verb} {case} {rest}").trim_end().to_owned()
}

fn names_case(word: &str, case: VisitId) -> bool {
    let word = word.trim_end_matches([':', ',', '.', ';']).to_uppercase();
    let word = word.strip_prefix("ZAAK=").unwrap_or(&word);
    let full = |word: &str| word.parse::<VisitId>().is_ok();
    word.parse() == Ok(case.number) || full(word) || full(&format!("WB-{word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_the_thread_is_filled_in_where_a_command_wants_one() {
        let case = VisitId { year: 2027, number: 14 };
        let reads = |line: &str| with_case(line, case);
        for (typed, read) in [
            ("bezoek toon", "bezoek toon WB-2027-014"),
            ("!Bezoek stelvoor vrijdag", "Bezoek stelvoor WB-2027-014 vrijdag"),
            ("bezoek gasten 5", "bezoek gasten WB-2027-014 5"),
            ("bezoek toon 14", "bezoek toon 14"),
            ("bezoek toon zaak=14", "bezoek toon zaak=14"),
            ("bezoek toon wb-2026-003", "bezoek toon wb-2026-003"),
            ("bezoek toon 2026-003:", "bezoek toon 2026-003:"),
            ("bezoek zoek Vollenhoven", "bezoek zoek Vollenhoven"),
            ("wachtrij lees 3", "wachtrij lees 3"),
            ("ja 7", "ja 7"),
            ("koffie", "koffie"),
        ] {
            assert_eq!(reads(typed), read, "{typed}");
        }
    }
}
