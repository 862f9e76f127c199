//! `sleutel=waarde` words, and the reason at the end of a line.
//!
//! A value of several words stands between double quotes: `wijk="Den Haag Zuidwest"`.

use std::collections::BTreeMap;

use super::near::{nearest, squash};
use crate::domain::command::CommandError;

/// A text with its keys set apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keyed {
    /// The words that are no key, one space between them.
    pub(super) plain: String,
    values: BTreeMap<&'static str, String>,
}

impl Keyed {
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }
}

/// What is wrong with a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WrongKey {
    Unknown { key: String, did_you_mean: Option<String> },
    NoValue { key: &'static str },
}

impl WrongKey {
    pub(super) fn error(self, example: &str) -> CommandError {
        match self {
            Self::Unknown { key, did_you_mean } => CommandError::UnknownKey { key, did_you_mean },
            Self::NoValue { key } => {
                CommandError::Missing { what: key.to_owned(), example: example.to_owned() }
            }
        }
    }
}

/// `( sleutel '=' waarde | sleutel '="' woorden '"' | woord )*`; of a key that comes twice the last
/// counts.
pub(super) fn keyed(text: &str, known: &[&'static str]) -> Result<Keyed, WrongKey> {
    let mut plain = Vec::new();
    let mut values = BTreeMap::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let Some((name, value)) = word.split_once('=') else {
            plain.push(word);
            continue;
        };
        let key = known.iter().find(|key| **key == squash(name)).ok_or_else(|| {
            let near = nearest(name, known.iter().copied()).map(str::to_owned);
            WrongKey::Unknown { key: name.to_owned(), did_you_mean: near }
        })?;
        let value = quoted(value, &mut words);
        if value.is_empty() {
            return Err(WrongKey::NoValue { key });
        }
        values.insert(*key, value);
    }
    Ok(Keyed { plain: plain.join(" "), values })
}

/// The value that begins with `first`: up to its closing quote if it has an opening one. A quote
/// that is never closed runs to the end of the line.
fn quoted<'a>(first: &'a str, words: &mut impl Iterator<Item = &'a str>) -> String {
    let Some(opened) = first.strip_prefix('"') else { return first.to_owned() };
    let mut value = vec![opened];
    while !value.last().is_some_and(|word| word.ends_with('"')) {
        match words.next() {
            Some(word) => value.push(word),
            None => break,
        }
    }
    value.join(" ").trim_end_matches('"').trim().to_owned()
}

/// What stands before the reason, and the reason: `... wegens <reden>` or `... reden=<reden>`, to
/// the end of the line. One space between words.
pub(super) fn split_reason(text: &str) -> (String, Option<String>) {
    split_tail(text, "reden", Some("wegens"))
}

/// What stands before `key=...` or the word that means the same, and what follows it up to the end.
pub(super) fn split_tail(text: &str, key: &str, also: Option<&str>) -> (String, Option<String>) {
    let mut before = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let first = match word.split_once('=') {
            Some((named, first)) if squash(named) == key => first,
            None if also == Some(squash(word).as_str()) => "",
            Some(_) | None => {
                before.push(word);
                continue;
            }
        };
        let tail: Vec<&str> = std::iter::once(first).chain(words).collect();
        let tail = tail.join(" ").trim_matches(['"', ' ']).to_owned();
        return (before.join(" "), Some(tail).filter(|tail| !tail.is_empty()));
    }
    (before.join(" "), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_stand_between_quotes() {
        let keyed = keyed("alles Wijk=\"Den  Haag Zuidwest\" pagina=2 nu", &["wijk", "pagina"]);
        let keyed = keyed.unwrap();
        assert_eq!(keyed.plain, "alles nu");
        assert_eq!(keyed.get("wijk"), Some("Den Haag Zuidwest"));
        assert_eq!(keyed.get("pagina"), Some("2"));
    }

    #[test]
    fn a_quote_that_stays_open_runs_to_the_end() {
        assert_eq!(keyed("wijk=\"a b", &["wijk"]).unwrap().get("wijk"), Some("a b"));
        assert_eq!(keyed("wijk=\"", &["wijk"]), Err(WrongKey::NoValue { key: "wijk" }));
    }

    #[test]
    fn the_reason_runs_to_the_end() {
        let reason = |text| split_reason(text);
        assert_eq!(reason("3 mei Wegens  a=b c"), ("3 mei".into(), Some("a=b c".into())));
        assert_eq!(reason("3 mei reden=\"a b\""), ("3 mei".into(), Some("a b".into())));
        assert_eq!(reason("3 mei wegens"), ("3 mei".into(), None));
        assert_eq!(reason("3 mei"), ("3 mei".into(), None));
    }
}
