//! What the rules look at: the files of the repository, and Rust text taken apart just enough.
//!
//! No parser: comments, string literals and the test module at the end of a file are told apart by
//! a small walk over the characters, which is all that the rules need.

use std::fs;
use std::path::Path;

/// One text file of the repository.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A string literal and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// Folders that are not ours to judge: what was built, what the bot keeps, what git keeps.
const SKIPPED: &[&str] = &["target", "data", ".git"];

/// Every text file below `root`, in order of path. `tests/data` is judged too: only a `data` folder
/// at the root is the bot's own.
pub(crate) fn all(root: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    collect(root, root, &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if SKIPPED.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push(Source { path: name, text });
        }
    }
}

impl Source {
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is part of the program, not of its tests.
    pub(crate) fn is_program(&self) -> bool {
        self.is_rust() && self.path.starts_with("src/") && !self.path.ends_with("/tests.rs")
    }

    /// The ring it belongs to: `decide` for `src/decide.rs` and all below `src/decide/`.
    pub(crate) fn ring(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src/")?;
        below.split('/').next()?.split('.').next()
    }

    /// Without the test module at its end.
    pub(crate) fn without_tests(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// Number and text of each line that is not a comment, outside tests.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.without_tests().lines().enumerate();
        let code = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.map(|(index, line)| (index + 1, line))
    }

    /// The string literals outside tests and comments.
    pub(crate) fn literals(&self) -> Vec<Literal> {
        literals(self.without_tests())
    }
}

/// Finds string literals: plain, raw and byte strings; characters and lifetimes are passed over.
fn literals(text: &str) -> Vec<Literal> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let next = chars.get(at + 1).copied();
        let end = match chars[at] {
            '/' if next == Some('/') => until(&chars, at, |c| c == '\n'),
            '"' => {
                let (end, text) = plain(&chars, at + 1);
                found.push(Literal { line, text });
                end
            }
            'r' if matches!(next, Some('"' | '#')) && !is_word(before(&chars, at)) => {
                match raw(&chars, at + 1) {
                    Some((end, text)) => {
                        found.push(Literal { line, text });
                        end
                    }
                    None => at + 1,
                }
            }
            '\'' if next == Some('\\') => until(&chars, at + 3, |c| c == '\'') + 1,
            '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => at + 1,
        };
        let end = end.min(chars.len());
        line += chars[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    found
}

fn before(chars: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).map(|at| chars[at])
}

fn is_word(char: Option<char>) -> bool {
    char.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn until(chars: &[char], from: usize, stop: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|at| stop(chars[*at])).unwrap_or(chars.len())
}

/// The text after a `"`, escapes read as a space, and the place behind its end.
fn plain(chars: &[char], from: usize) -> (usize, String) {
    let mut text = String::new();
    let mut at = from;
    while at < chars.len() && chars[at] != '"' {
        let escaped = chars[at] == '\\';
        text.push(if escaped { ' ' } else { chars[at] });
        at += if escaped { 2 } else { 1 };
    }
    (at + 1, text)
}

/// The text of `r"..."` or `r#"..."#`, and the place behind its end.
fn raw(chars: &[char], from: usize) -> Option<(usize, String)> {
    let open = until(chars, from, |c| c != '#');
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - from;
    let closes = |at: usize| {
        chars[at] == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes
    };
    let close = (open + 1..chars.len()).find(|at| closes(*at))?;
    Some((close + 1 + hashes, chars[open + 1..close].iter().collect()))
}

#[test]
fn literals_are_found_and_nothing_else() {
    let text =
        "let a = \"een\"; // \"twee\"\nlet b = '\"'; let c: &'a str = r#\"dr\"ie\"#;\n\"v\\\"ier\"";
    let found: Vec<(usize, String)> =
        literals(text).into_iter().map(|literal| (literal.line, literal.text)).collect();
    let expected = [(1, "een"), (2, "dr\"ie"), (3, "v ier")];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
}
