//! Faults in config, each with file, line, key and remedy.
//!
//! Section and key are found in the text from the line alone, so that a rule only has to say where it
//! looked, what is wrong there and what to do. A fault in one file never hides those in another.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong in a file and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as the operator knows it: `config.toml`.
    pub file: String,
    /// Counted from 1; `None` when it is about the file as a whole.
    pub line: Option<usize>,
    /// `[[wijk]] hosts`; empty when no key is to blame.
    pub key: String,
    pub what: String,
    pub remedy: String,
}

impl Fault {
    /// `config.toml:12: [[wijk]] hosts`
    pub fn place(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let key = if self.key.is_empty() { String::new() } else { format!(": {}", self.key) };
        format!("{}{line}{key}", self.file)
    }

    /// What is wrong there, and what to do about it.
    pub fn matter(&self) -> String {
        format!("{}; {}", self.what, self.remedy)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.matter())
    }
}

/// Why there is no config: at least one fault, in the order of the files and their lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.faults))]
pub struct ConfigError {
    pub faults: Vec<Fault>,
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl ConfigError {
    /// One fault that is about a whole file or folder.
    pub(super) fn about(file: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let fault = Fault {
            file: file.to_owned(),
            line: None,
            key: String::new(),
            what: what.into(),
            remedy: remedy.into(),
        };
        Self { faults: vec![fault] }
    }
}

/// Collects the faults of one text.
#[derive(Debug)]
pub(super) struct Faults<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// Notes a fault at `span`, which counts in bytes of the text; `None`: in the file as a whole.
    pub(super) fn at(
        &mut self,
        span: impl Into<Option<Range<usize>>>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let line = span.into().map(|span| line_of(self.text, span.start));
        self.found.push(Fault {
            file: self.file.to_owned(),
            line,
            key: line.map_or_else(String::new, |line| key_on(self.text, line)),
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    /// What `result` holds; its faults join those found here.
    pub(super) fn take<T: Default>(&mut self, result: Result<T, ConfigError>) -> T {
        match result {
            Ok(value) => value,
            Err(error) => {
                self.found.extend(error.faults);
                T::default()
            }
        }
    }

    /// An error if anything was noted.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        if self.found.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }

    /// What was noted, per file: first what has no line, then line by line.
    pub(super) fn into_error(mut self) -> ConfigError {
        self.found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        ConfigError { faults: self.found }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The section and the key in force on a line: `[[wijk]] hosts`.
fn key_on(text: &str, line: usize) -> String {
    let (mut section, mut key) = ("", "");
    for row in text.lines().take(line) {
        let row = row.split('#').next().unwrap_or_default().trim();
        if is_header(row) {
            (section, key) = (row, "");
        } else if let Some((name, _)) = row.split_once('=')
            && is_bare_key(name.trim())
        {
            key = name.trim();
        }
    }
    format!("{section} {key}").trim().to_owned()
}

fn is_header(row: &str) -> bool {
    row.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .map(|inner| inner.trim_start_matches('[').trim_end_matches(']'))
        .is_some_and(is_bare_key)
}

fn is_bare_key(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}

/// The known word that `word` probably was meant to be: at most a third of it differs.
pub(super) fn did_you_mean<'w>(
    word: &str,
    known: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// ``did you mean `x`?`` or, when nothing is near, the list to choose from.
pub(super) fn choice(word: &str, known: &[&str]) -> String {
    match (did_you_mean(word, known.iter().copied()), known) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "take the line out".to_owned(),
        (None, [only]) => format!("only `{only}` is known here"),
        (None, several) => format!("known here: {}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[desk]\nname = \"x\" # a = b\n\n[[wijk]]\nclosed = [\n  { from = 1 },\n]\n";

    #[test]
    fn the_key_is_the_last_one_begun_in_the_section() {
        assert_eq!(key_on(TEXT, 2), "[desk] name");
        assert_eq!(key_on(TEXT, 4), "[[wijk]]");
        assert_eq!(key_on(TEXT, 6), "[[wijk]] closed");
    }

    #[test]
    fn a_far_word_gets_the_list_and_a_near_one_the_hint() {
        assert_eq!(choice("hosst", &["hosts", "name"]), "did you mean `hosts`?");
        assert_eq!(choice("zzz", &["hosts", "name"]), "known here: hosts, name");
    }
}
