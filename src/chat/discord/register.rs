//! The slash commands that Discord offers, and what it suggests while somebody fills them in.
//!
//! Everything comes from the pages of help: a group is a command, a verb a subcommand, and the grammar
//! gives the options. What is filled in becomes a line of that grammar again and is checked there, so
//! nothing depends on what was suggested.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::text::{cut, label};
use crate::chat::command::options::{CommandOption, OptionKind, options};
use crate::chat::completion::{CASE, Completions, is_completed};
use crate::domain::help;
use crate::domain::notice::HelpPage;

/// What each command does, in a sentence or more, by the key of its page.
pub type About = BTreeMap<String, String>;

const DESCRIPTION_MAX: usize = 100;

/// What Discord takes in one list, and in the name and the value of one suggestion.
const CHOICES_MAX: usize = 25;
const CHOICE_MAX: usize = 100;

// Discord's numbers.
const SUBCOMMAND: u8 = 1;
const TEXT: u8 = 3;
const NUMBER: u8 = 4;
const FLAG: u8 = 5;

/// All commands, as Discord takes them.
pub(super) fn commands(about: &About) -> Value {
    let mut groups: Vec<&str> = Vec::new();
    for page in help::pages() {
        if !groups.contains(&page.group) {
            groups.push(page.group);
        }
    }
    groups.into_iter().map(|group| command(group, about)).collect()
}

fn command(group: &str, about: &About) -> Value {
    let pages: Vec<&HelpPage> = help::pages().iter().filter(|page| page.group == group).collect();
    let (description, options): (String, Vec<Value>) = match pages.as_slice() {
        [page] if page.verb.is_empty() => (described(page, about), options_of(page)),
        verbs => {
            let names: Vec<&str> = verbs.iter().map(|page| page.verb).collect();
            let verbs = verbs.iter().map(|page| subcommand(page, about)).collect();
            (cut(&names.join(", "), DESCRIPTION_MAX), verbs)
        }
    };
    json!({ "name": group, "description": description, "options": options })
}

fn subcommand(page: &HelpPage, about: &About) -> Value {
    json!({
        "type": SUBCOMMAND,
        "name": page.verb,
        "description": described(page, about),
        "options": options_of(page),
    })
}

/// The first sentence about a page, questions before it included; without one its grammar.
fn described(page: &HelpPage, about: &About) -> String {
    let text = about.get(page.key).map_or(page.usage, |text| text.trim());
    let sentence = match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text.to_owned(),
    };
    cut(&sentence, DESCRIPTION_MAX)
}

/// Discord wants what is required first.
fn options_of(page: &HelpPage) -> Vec<Value> {
    let mut options = options(page);
    for option in &mut options {
        option.required &= option.name != CASE;
    }
    options.sort_by_key(|option| !option.required);
    options.iter().map(as_discord_takes_it).collect()
}

fn as_discord_takes_it(option: &CommandOption) -> Value {
    let mut shown = json!({
        "name": option.name,
        "description": cut(&option.grammar, DESCRIPTION_MAX),
        "required": option.required,
    });
    let more = match &option.kind {
        OptionKind::Text if is_completed(&option.name) => {
            json!({ "type": TEXT, "autocomplete": true })
        }
        OptionKind::Text => json!({ "type": TEXT }),
        OptionKind::Number => json!({ "type": NUMBER, "min_value": 1 }),
        OptionKind::Flag => json!({ "type": FLAG }),
        OptionKind::Choice(words) => json!({ "type": TEXT, "choices": choices(words) }),
    };
    if let (Some(shown), Value::Object(more)) = (shown.as_object_mut(), more) {
        shown.extend(more);
    }
    shown
}

fn choices(words: &[String]) -> Vec<Value> {
    words.iter().map(|word| json!({ "name": word, "value": word })).collect()
}

/// What fits what was typed so far; `cases` are those that the room knows.
pub(super) fn suggest(
    completions: &Completions,
    option: &str,
    typed: &str,
    cases: &[(String, String)],
) -> Value {
    let fitting = completions.suggest(option, typed, cases);
    let usable = fitting.filter(|(name, _)| name.chars().count() <= CHOICE_MAX);
    let choice = |(name, shown): &(String, String)| json!({ "name": label(shown, CHOICE_MAX), "value": name });
    usable.take(CHOICES_MAX).map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(key: &str, text: &str) -> About {
        [(key.to_owned(), text.to_owned())].into()
    }

    #[test]
    fn a_description_is_a_sentence_that_fits() {
        let of = |text| described(&help::MOVE, &about(help::MOVE.key, text));
        assert_eq!(of("Zet iets klaar. En meer."), "Zet iets klaar.");
        assert_eq!(of("Past dit? Dan gaat het door. Anders niet."), "Past dit? Dan gaat het door.");
        assert_eq!(of(&"lang ".repeat(40)).chars().count(), 100);
        assert_eq!(described(&help::MOVE, &About::new()), help::MOVE.usage);
    }

    #[test]
    fn a_group_is_a_command_and_a_verb_a_subcommand() {
        let commands = commands(&About::new());
        let named = |name: &str| {
            let all = commands.as_array().unwrap();
            all.iter().find(|command| command["name"] == name).unwrap().clone()
        };
        for command in commands.as_array().unwrap() {
            let options = command["options"].as_array().unwrap();
            assert!(options.len() <= CHOICES_MAX, "Discord takes no more: {}", command["name"]);
        }
        assert_eq!(named("ja")["options"][0]["type"], NUMBER);
        assert_eq!(named("wachtrij")["options"][0]["name"], "lijst");
        let verb = |name: &str| {
            let verbs = named("bezoek")["options"].as_array().unwrap().clone();
            verbs.into_iter().find(|verb| verb["name"] == name).unwrap()
        };
        let propose = verb("stel-voor");
        assert_eq!(propose["options"][0]["name"], CASE);
        assert_eq!(propose["options"][0]["required"], false, "a thread says which");
        assert_eq!(propose["options"][0]["autocomplete"], true);
        let reply = verb("antwoord");
        assert_eq!(reply["options"][0]["name"], "tekst", "what is required comes first");
    }

    #[test]
    fn what_was_typed_narrows_the_suggestions() {
        let wijk = |name: &str| (name.to_lowercase(), name.to_owned());
        let wijken = ["Vollenhoven", "Noord", "Noordoost"].map(wijk).into();
        let completions = Completions { wijken, ..Completions::default() };
        let found = suggest(&completions, "wijk", "NOORD", &[]);
        assert_eq!(
            found,
            json!([{ "name": "Noord", "value": "noord" }, { "name": "Noordoost", "value": "noordoost" }])
        );
        let many: Vec<(String, String)> =
            (1..99).map(|n| (n.to_string(), format!("WB-{n}"))).collect();
        assert_eq!(suggest(&completions, CASE, "", &many).as_array().unwrap().len(), CHOICES_MAX);
        assert_eq!(suggest(&completions, "tekst", "", &many), json!([]));
    }
}
