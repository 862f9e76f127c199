//! One function for each rule. A fault says where, what, and what to do.

use std::collections::BTreeSet;
use std::fmt;

use crate::rooms::no_circles;
use crate::source::Source;

/// Above this many lines a file is asked whether it is two things.
pub(crate) const LINES_ASK: usize = 400;
/// Above this it is.
pub(crate) const LINES_MOST: usize = 600;
/// rustfmt keeps code at 100 columns; a comment may run on by the width of its mark.
const COLUMNS_MOST: usize = 104;

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) rule: &'static str,
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.what)
    }
}

type Rule = fn(&Source) -> Vec<(usize, String)>;

/// Every rule that looks at one file, by its name.
pub(crate) const RULES: &[(&str, Rule)] = &[
    ("rings", rings),
    ("core is pure", core_is_pure),
    ("opens with its purpose", opens_with_its_purpose),
    ("not too long", not_too_long),
    ("lines fit", lines_fit),
    ("no mod.rs", no_mod_rs),
    ("no Dutch in code", no_dutch_in_code),
    ("no machine paths", no_machine_paths),
    ("addresses are fictional", addresses_are_fictional),
    ("nothing left to do", nothing_left_to_do),
    ("reasons for what is allowed", reasons_for_what_is_allowed),
];

/// What every rule finds in these files.
pub(crate) fn all(files: &[Source]) -> Vec<Fault> {
    let single = files.iter().flat_map(|file| {
        RULES.iter().flat_map(move |(rule, check)| {
            let fault = |(line, what)| Fault { rule, path: file.path.clone(), line, what };
            check(file).into_iter().map(fault)
        })
    });
    single.chain(every_template_is_used(files)).chain(no_circles(files)).collect()
}

/// Which modules a ring may use besides itself. ARCHITECTURE.md shows this table.
pub(crate) const RINGS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("reading", &["domain"]),
    ("planning", &["domain"]),
    ("decide", &["domain", "reading", "planning"]),
    ("words", &["domain"]),
    ("clock", &["domain"]),
    ("whole", &[]),
    ("store", &["domain"]),
    ("engine", &["domain", "decide", "words", "store", "clock", "whole"]),
    ("config", &["domain"]),
    ("chat", &["domain", "whole"]),
    ("mail", &["domain", "engine", "clock", "config", "whole"]),
    ("rounds", &["domain", "reading", "words", "engine", "store", "mail", "chat"]),
    ("audit", &["domain", "mail", "rounds", "store"]),
    (
        "cli",
        &[
            "domain", "reading", "planning", "decide", "words", "clock", "store", "engine",
            "config", "chat", "mail", "rounds", "audit",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// The rings that ask nothing of the world.
const CORE: &[&str] = &["domain", "reading", "planning", "decide", "words"];

/// A ring uses only the rings below it. `crate::x`, `werkbezoek::x` and groups of them are looked
/// at; an unknown ring is a fault, so a new module must be given its place.
fn rings(file: &Source) -> Vec<(usize, String)> {
    let Some(ring) = file.ring().filter(|_| file.is_program()) else { return Vec::new() };
    let Some((_, may)) = RINGS.iter().find(|(name, _)| *name == ring) else {
        return vec![(1, format!("`{ring}` has no place in RINGS (tests/tidy/rules.rs)"))];
    };
    let roots = ["crate::", "werkbezoek::"].map(str::to_owned);
    let mut faults = Vec::new();
    for (line, used) in used_from(file, &roots) {
        if used != ring && !may.contains(&used.as_str()) {
            faults.push((line, format!("`{ring}` may not use `{used}`; it may use {may:?}")));
        }
    }
    faults
}

/// The first name after each of these roots, with its line; of a group `crate::{a, b::c}` each first
/// name.
pub(crate) fn used_from(file: &Source, roots: &[String]) -> Vec<(usize, String)> {
    let code: String = file.code_lines().map(|(_, line)| format!("{line}\n")).collect();
    let lines: Vec<usize> = file.code_lines().map(|(number, _)| number).collect();
    let mut found = Vec::new();
    for root in roots {
        for (at, _) in code.match_indices(root) {
            let line = lines.get(code[..at].matches('\n').count()).copied().unwrap_or(1);
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(first_names(group).map(|name| (line, name))),
                None => found.push((line, word(rest))),
            }
        }
    }
    found.retain(|(_, name)| name.starts_with(|c: char| c.is_ascii_lowercase()));
    found
}

/// The names at depth one of a `{...}` group, up to its end.
fn first_names(group: &str) -> impl Iterator<Item = String> {
    let mut depth = 1;
    let mut names = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(String::new()),
            _ if depth == 1 => names.last_mut().unwrap().push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.into_iter().map(|name| word(name.trim())).filter(|name| !name.is_empty())
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// No file, no network, no thread, no clock and no chance in the core. A `LazyLock` is allowed: what it
/// makes of constants is the same in every run, whoever asks first.
fn core_is_pure(file: &Source) -> Vec<(usize, String)> {
    const OUTSIDE: &[&str] = &[
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::sync",
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "tokio::",
        "sled::",
        "getrandom",
        "tracing::",
        "async fn",
        "include_str!",
    ];
    if !file.is_program() || !file.ring().is_some_and(|ring| CORE.contains(&ring)) {
        return Vec::new();
    }
    each(file.code_lines(), |line| {
        let line = line.replace("std::sync::LazyLock", "");
        let found = OUTSIDE.iter().find(|outside| line.contains(**outside))?;
        Some(format!("`{found}` in the core; let the caller hand in what is needed"))
    })
}

/// The first line of a file says what it is for.
fn opens_with_its_purpose(file: &Source) -> Vec<(usize, String)> {
    let first = file.text.lines().next().unwrap_or_default();
    let says = first.strip_prefix("//! ").is_some_and(|purpose| purpose.len() >= 12);
    let what = "open with `//!` and a sentence that says what this file is for".to_owned();
    if file.is_rust() && !says { vec![(1, what)] } else { Vec::new() }
}

fn not_too_long(file: &Source) -> Vec<(usize, String)> {
    let lines = file.text.lines().count();
    if file.is_rust() && lines > LINES_MOST {
        return vec![(lines, format!("{lines} lines; above {LINES_MOST} it is two things"))];
    }
    Vec::new()
}

/// rustfmt leaves comments and long strings alone. A link may stand, a row of a table too, and a line
/// with a string, which is not ours to break.
fn lines_fit(file: &Source) -> Vec<(usize, String)> {
    if !file.is_program() {
        return Vec::new();
    }
    each(numbered(file.without_tests()), |line| {
        let columns = line.chars().count();
        let may = line.contains("](") || line.contains("://") || line.starts_with("//! |");
        let string = line.contains('"');
        (columns > COLUMNS_MOST && !may && !string).then(|| format!("{columns} columns"))
    })
}

fn no_mod_rs(file: &Source) -> Vec<(usize, String)> {
    let is = file.path.ends_with("/mod.rs");
    let what = "use `name.rs` beside `name/`, so that src/*.rs is the list of chapters".to_owned();
    if is { vec![(1, what)] } else { Vec::new() }
}

/// The bot's sentences stand in templates, where staff can edit them. Three different Dutch function
/// words in one string make a sentence.
fn no_dutch_in_code(file: &Source) -> Vec<(usize, String)> {
    // What reads Dutch holds Dutch; help shows commands; specimens are what guests might write.
    const MAY: &[&str] = &[
        "src/reading",
        "src/mail/phrases",
        "src/domain/help.rs",
        "src/words/specimen",
        "src/words/chat_specimen",
    ];
    // Without those that are English words or letters of escapes too.
    const FUNCTION_WORDS: &[&str] = &[
        "de", "het", "een", "en", "van", "voor", "niet", "aan", "dat", "dit", "wij", "uw", "onze",
        "bij", "naar", "zijn", "wordt", "worden", "kan", "kunnen", "graag", "maar", "nog", "ook",
        "om", "er", "heeft", "hebben", "geen", "deze", "die", "wat", "wie", "waar", "met", "bent",
        "zal", "moet", "als", "dan", "uit", "tot", "staat", "komt",
    ];
    if !file.is_program() || MAY.iter().any(|start| file.path.starts_with(start)) {
        return Vec::new();
    }
    let dutch = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphabetic() && c != '_');
        let known: BTreeSet<&str> = words.filter(|word| FUNCTION_WORDS.contains(word)).collect();
        known.len() >= 3
    };
    let sentences = file.literals().into_iter().filter(|literal| dutch(&literal.text));
    sentences.map(|found| (found.line, format!("move to templates: {:?}", found.text))).collect()
}

/// Nothing in the repository knows on whose machine it was written.
fn no_machine_paths(file: &Source) -> Vec<(usize, String)> {
    // In two pieces, so that this file keeps the rule itself.
    let roots = [["/ho", "me/"], ["/ro", "ot/"], ["/wo", "rk/"], ["/Us", "ers/"], ["C:", "\\Us"]];
    let roots = roots.map(|pieces| pieces.concat());
    each(numbered(&file.text), |line| {
        let found = roots.iter().find(|root| starts_a_path(line, root))?;
        Some(format!("`{found}...` is a path on somebody's machine"))
    })
}

/// Whether `root` stands in the line with nothing of a path or a link before it.
fn starts_a_path(line: &str, root: &str) -> bool {
    line.match_indices(root).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-~}".contains(c))
    })
}

/// Nobody gets mail because of a test: addresses end in `.example`, `.test` or `.invalid`
/// (RFC 2606), or are at `example.com`, `example.org` or `example.net`.
fn addresses_are_fictional(file: &Source) -> Vec<(usize, String)> {
    // Texts of others, with the addresses of others.
    const FOREIGN: &[&str] = &["LICENSE", "Cargo.lock"];
    if FOREIGN.contains(&file.path.as_str()) {
        return Vec::new();
    }
    // A line of quoted-printable may end in the middle of a name.
    let text = file.text.replace("=\r\n", "=\n");
    let whole = if file.path.ends_with(".eml") { joined(&text) } else { text };
    each(numbered(&whole), |line| {
        let address = domains(line).find(|domain| !is_fictional(domain))?;
        Some(format!("`@{address}` could exist; use a name that ends in .example"))
    })
}

/// Undoes the soft breaks of quoted-printable; each is made up for, so that lines keep their numbers.
fn joined(text: &str) -> String {
    let mut whole = String::new();
    let mut owed = 0;
    for line in text.lines() {
        match line.strip_suffix('=') {
            Some(begun) => {
                whole.push_str(begun);
                owed += 1;
            }
            None => {
                whole.push_str(line);
                whole.push_str(&"\n".repeat(owed + 1));
                owed = 0;
            }
        }
    }
    whole
}

/// What stands behind each `@` that has a local part before it and a name with a dot behind it.
fn domains(line: &str) -> impl Iterator<Item = String> {
    line.match_indices('@').filter_map(|(at, _)| {
        let before = line[..at].chars().next_back()?;
        let domain: String = line[at + 1..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        let domain = domain.trim_matches(['.', '-']).to_ascii_lowercase();
        let last = domain.rsplit('.').next()?;
        let name = domain.contains('.') && last.len() >= 2 && !last.chars().any(char::is_numeric);
        (before.is_ascii_alphanumeric() && name).then_some(domain)
    })
}

fn is_fictional(domain: &str) -> bool {
    let last = domain.rsplit('.').next().unwrap_or_default();
    let reserved = ["example.com", "example.org", "example.net"];
    ["example", "test", "invalid", "localhost"].contains(&last)
        || reserved.iter().any(|name| domain == *name || domain.ends_with(&format!(".{name}")))
}

/// What is not done is an issue or a sentence in ARCHITECTURE.md, not a mark in the code.
fn nothing_left_to_do(file: &Source) -> Vec<(usize, String)> {
    let marks =
        [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["todo", "!("], ["unimplemented", "!("]];
    let marks = marks.map(|pieces| pieces.concat());
    if !file.is_rust() {
        return Vec::new();
    }
    each(numbered(&file.text), |line| {
        let found = marks.iter().find(|mark| line.contains(mark.as_str()))?;
        Some(format!("`{found}`: do it, or write down where it is not done yet"))
    })
}

/// What is allowed or expected against a lint says why. Clippy knows this rule too, but only where it looks.
fn reasons_for_what_is_allowed(file: &Source) -> Vec<(usize, String)> {
    let openings = [["#[al", "low("], ["#![al", "low("], ["#[ex", "pect("], ["#![ex", "pect("]];
    let openings = openings.map(|pieces| pieces.concat());
    if !file.is_rust() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for opening in &openings {
        for (at, _) in file.text.match_indices(opening.as_str()) {
            let attribute = file.text[at..].split(")]").next().unwrap_or_default();
            if !attribute.contains("reason =") {
                let line = file.text[..at].matches('\n').count() + 1;
                faults.push((line, "say why: `reason = \"...\"`".to_owned()));
            }
        }
    }
    faults
}

/// A template that nothing names is a letter that nobody will ever get. It is named by a string in
/// the program, or by its file name in another template.
pub(crate) fn every_template_is_used(files: &[Source]) -> Vec<Fault> {
    let templates = |file: &&Source| {
        let texts = ["nl", "en", "chat", "kalender"].map(|folder| format!("templates/{folder}/"));
        (file.path.ends_with(".md") || file.path.ends_with(".txt"))
            && texts.iter().any(|folder| file.path.starts_with(folder.as_str()))
    };
    let program: Vec<String> = files
        .iter()
        .filter(|file| file.is_program())
        .flat_map(|file| file.literals().into_iter().map(|literal| literal.text))
        .collect();
    let unused = files.iter().filter(templates).filter(|template| {
        let file = template.path.rsplit('/').next().unwrap_or_default();
        let stem = file.split('.').next().unwrap_or_default();
        let named = program.iter().any(|text| text == stem || text.ends_with(file));
        let others = files.iter().filter(templates).filter(|other| other.path != template.path);
        !named && !others.into_iter().any(|other| other.text.contains(file))
    });
    let what = "no program text and no other template names it";
    unused
        .map(|template| Fault {
            rule: "every template is used",
            path: template.path.clone(),
            line: 1,
            what: what.to_owned(),
        })
        .collect()
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

fn each<'a>(
    lines: impl Iterator<Item = (usize, &'a str)>,
    fault: impl Fn(&str) -> Option<String>,
) -> Vec<(usize, String)> {
    lines.filter_map(|(number, line)| Some((number, fault(line)?))).collect()
}
