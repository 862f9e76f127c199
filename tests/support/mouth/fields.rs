//! A line as somebody would fill it in who has fields and types no line.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use werkbezoek::chat::command::options::{CommandOption, OptionKind, line, options};
use werkbezoek::domain::help;
use werkbezoek::domain::notice::HelpPage;

/// Words that only lead up to a value.
const LEADING: [&str; 5] = ["naar", "door", "aan", "met", "wegens"];
/// The one field that may stay empty although the grammar wants it: a room may know the case.
const CASE: &str = "zaak";

/// A command with its fields.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) page: &'static HelpPage,
    values: BTreeMap<String, String>,
}

impl Filled {
    /// The line that a room makes of it.
    pub(crate) fn line(&self) -> String {
        line(self.page, &self.values)
    }

    /// The values, as a room has them whose fields have kinds.
    pub(crate) fn values(&self) -> Vec<(String, Value)> {
        let kinds = options(self.page).into_iter().filter_map(|option| {
            let value = self.values.get(&option.name)?;
            let value = match option.kind {
                OptionKind::Number => json!(value.parse::<u64>().ok()?),
                OptionKind::Flag => json!(true),
                OptionKind::Text | OptionKind::Choice(_) => json!(value),
            };
            Some((option.name, value))
        });
        kinds.collect()
    }
}

/// The fields that say a line; `None` when none do.
pub(crate) fn filled_in(line: &str) -> Option<Filled> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let page = page_of(&mut words)?;
    let mut values = BTreeMap::new();
    let (keyed, plain): (Vec<_>, Vec<_>) =
        options(page).into_iter().partition(|option| option.grammar.contains('='));
    for option in &keyed {
        let key = format!("{}=", option.name);
        if let Some(at) = words.iter().position(|word| word.starts_with(&key)) {
            let value = words.remove(at).trim_start_matches(&key).to_owned();
            values.insert(option.name.clone(), value);
        }
    }
    for (nth, option) in plain.iter().enumerate() {
        let value = next_value(&mut words, option, plain.get(nth + 1));
        values.extend(value.map(|value| (option.name.clone(), value)));
    }
    let filled = Filled { page, values };
    let all = keyed.iter().chain(&plain);
    (words.is_empty() && all.clone().all(|option| fits(option, &filled))).then_some(filled)
}

/// The page of a command, whose name is taken off the front.
fn page_of(words: &mut Vec<&str>) -> Option<&'static HelpPage> {
    let (group, verb) = (*words.first()?, words.get(1).copied().unwrap_or_default());
    let exact = |page: &&HelpPage| page.group == group && page.verb == verb && !verb.is_empty();
    let alone = |page: &&HelpPage| {
        let in_brackets = page.usage.starts_with(&format!("{group} [{}]", page.verb));
        page.group == group && (page.verb.is_empty() || in_brackets)
    };
    let found = help::pages().iter().find(exact);
    words.drain(..if found.is_some() { 2 } else { 1 });
    found.or_else(|| help::pages().iter().find(alone))
}

/// Whether a room with fields lets somebody send this one so.
fn fits(option: &CommandOption, filled: &Filled) -> bool {
    let Some(value) = filled.values.get(&option.name) else {
        return !option.required || option.name == CASE;
    };
    match &option.kind {
        OptionKind::Number => value.parse::<u64>().is_ok_and(|number| number > 0),
        OptionKind::Choice(words) => words.contains(value),
        OptionKind::Text | OptionKind::Flag => true,
    }
}

/// Takes the words of an option off the front, without those that only lead up to them.
fn next_value(
    words: &mut Vec<&str>,
    option: &CommandOption,
    next: Option<&CommandOption>,
) -> Option<String> {
    if option.kind == OptionKind::Flag {
        let said = words.first() == Some(&option.name.as_str());
        return said.then(|| words.remove(0).to_owned());
    }
    if words.first().is_some_and(|word| LEADING.contains(word)) {
        words.remove(0);
    }
    let others =
        |choices: &[String]| !words.first().is_some_and(|word| choices.iter().any(|c| c == word));
    if matches!(&option.kind, OptionKind::Choice(choices) if next.is_some() && others(choices)) {
        return None;
    }
    let leads = words.iter().position(|word| LEADING.contains(word));
    // `dagen` is the one value of several words that is not the last.
    let count = match next {
        None => words.len(),
        Some(_) if option.name == "dagen" => leads.unwrap_or(words.len()),
        Some(_) => words.len().min(1),
    };
    let taken: Vec<&str> = words.drain(..count).collect();
    (!taken.is_empty()).then(|| taken.join(" "))
}
