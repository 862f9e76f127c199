//! What can be suggested to somebody who is typing: commands, wijken, offices, stages and cases.
//!
//! The same for every room, from the pages of help and from the desk. A suggestion promises nothing:
//! the line is read by the one grammar when it is said.

use super::command::options::{CommandOption, OptionKind, options};
use super::command::{office_words, stage_words};
use crate::domain::desk::Desk;
use crate::domain::help;
use crate::domain::notice::HelpPage;

/// The option that names a case.
pub const CASE: &str = "zaak";

/// A name to type, and what a person reads.
pub type Suggestion = (String, String);

/// The names that do not change while the program runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    pub wijken: Vec<Suggestion>,
    pub offices: Vec<Suggestion>,
    pub stages: Vec<Suggestion>,
}

/// Whether the values of an option are suggested.
pub fn is_completed(option: &str) -> bool {
    option == CASE || Completions::default().of(option).is_some()
}

impl Completions {
    pub fn new(desk: &Desk) -> Self {
        let wijken = desk.wijken.values().map(|wijk| (wijk.id.to_string(), wijk.name.clone()));
        Self {
            wijken: wijken.collect(),
            offices: office_words().map(as_it_reads).collect(),
            stages: stage_words().map(as_it_reads).collect(),
        }
    }

    fn of(&self, option: &str) -> Option<&[Suggestion]> {
        match option {
            "wijk" => Some(&self.wijken),
            "ambt" => Some(&self.offices),
            "toestand" => Some(&self.stages),
            _ => None,
        }
    }

    /// The values of an option that fit what was typed so far; `cases` are those that the room knows.
    pub fn suggest<'a>(
        &'a self,
        option: &str,
        typed: &str,
        cases: &'a [Suggestion],
    ) -> impl Iterator<Item = &'a Suggestion> {
        let all = if option == CASE { cases } else { self.of(option).unwrap_or_default() };
        let typed = typed.to_lowercase();
        let fits = move |text: &str| text.to_lowercase().contains(&typed);
        all.iter().filter(move |(name, shown)| fits(name) || fits(shown))
    }

    /// What the last word of a line that is being typed can become.
    pub fn of_line(&self, line: &str, cases: &[Suggestion]) -> Vec<Suggestion> {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let typed =
            if line.ends_with(char::is_whitespace) { "" } else { words.pop().unwrap_or("") };
        let Some((group, behind)) = words.split_first() else {
            return beginning(typed, help::pages().iter().map(|page| page.group));
        };
        let pages = || help::pages().iter().filter(|page| page.group == *group);
        let alone = pages().find(|page| page.verb.is_empty());
        match (alone, behind.split_first()) {
            (Some(page), _) => self.of_options(page, behind.len(), typed, cases),
            (None, None) => beginning(typed, pages().map(|page| page.verb)),
            (None, Some((verb, values))) => pages()
                .find(|page| page.verb == *verb)
                .map(|page| self.of_options(page, values.len(), typed, cases))
                .unwrap_or_default(),
        }
    }

    /// What can stand at the `nth` place behind a command: a value, or a key of its own.
    fn of_options(
        &self,
        page: &HelpPage,
        nth: usize,
        typed: &str,
        cases: &[Suggestion],
    ) -> Vec<Suggestion> {
        if let Some((key, value)) = typed.split_once('=') {
            let with_key = |(name, shown): &Suggestion| (format!("{key}={name}"), shown.clone());
            return self.suggest(key, value, cases).map(with_key).collect();
        }
        let options = options(page);
        let (keyed, plain): (Vec<CommandOption>, Vec<CommandOption>) =
            options.into_iter().partition(CommandOption::is_keyed);
        let keys: Vec<String> = keyed.iter().map(|option| format!("{}=", option.name)).collect();
        let keys = beginning(typed, keys.iter().map(String::as_str));
        let here = plain.get(nth).map(|option| self.of_option(option, typed, cases));
        here.unwrap_or_default().into_iter().chain(keys).collect()
    }

    fn of_option(
        &self,
        option: &CommandOption,
        typed: &str,
        cases: &[Suggestion],
    ) -> Vec<Suggestion> {
        match &option.kind {
            OptionKind::Flag => beginning(typed, [option.name.as_str()]),
            OptionKind::Choice(words) => beginning(typed, words.iter().map(String::as_str)),
            OptionKind::Number | OptionKind::Text => {
                self.suggest(&option.name, typed, cases).cloned().collect()
            }
        }
    }
}

/// The words that begin with what was typed, each once.
fn beginning<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for word in words {
        if word.starts_with(&typed.to_lowercase()) && found.iter().all(|(name, _)| name != word) {
            found.push(as_it_reads(word));
        }
    }
    found
}

fn as_it_reads(word: &str) -> Suggestion {
    (word.to_owned(), word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completions() -> Completions {
        let wijk = |name: &str| (name.to_lowercase(), name.to_owned());
        let stages = stage_words().map(as_it_reads).collect();
        Completions {
            wijken: ["Vollenhoven", "Noord"].map(wijk).into(),
            stages,
            ..Default::default()
        }
    }

    fn of(line: &str) -> Vec<String> {
        let cases = [("WB-2026-014".to_owned(), "WB-2026-014 · Noord".to_owned())];
        completions().of_line(line, &cases).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_line_is_completed_word_by_word() {
        assert_eq!(of("wa"), ["wachtrij"]);
        assert!(of("").contains(&"bezoek".to_owned()));
        assert_eq!(of("wijk s"), ["sluit"]);
        assert_eq!(of("bezoek toon "), ["WB-2026-014"]);
        assert_eq!(of("bezoek toon 14"), ["WB-2026-014"]);
        assert_eq!(of("wijk toon vol"), ["vollenhoven"]);
        assert_eq!(of("overzicht wijk=no"), ["wijk=noord"]);
        assert_eq!(of("overzicht toes"), ["toestand="]);
        assert_eq!(of("overzicht toestand=bev"), ["toestand=bevestigd"]);
        assert_eq!(of("bezoek afronden 14 niet"), ["niet-doorgegaan"]);
    }

    #[test]
    fn what_is_unknown_gets_no_suggestion() {
        for line in ["koffie ", "bezoek koffie 14 ", "bezoek toon 14 ", "wieben x"] {
            assert_eq!(of(line), Vec::<String>::new(), "{line}");
        }
    }
}
