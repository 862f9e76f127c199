//! For each rule a sample that breaks it and one that keeps it: a rule that cannot fail is no rule.

use crate::rules::{RULES, all, every_template_is_used};
use crate::source::Source;

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// The lines on which `rule` finds a fault.
fn faults(rule: &str, path: &str, text: &str) -> Vec<usize> {
    let file = source(path, text);
    let (_, check) = RULES.iter().find(|(name, _)| *name == rule).unwrap();
    check(&file).into_iter().map(|(line, _)| line).collect()
}

/// An address in pieces, so that this file keeps the rule itself.
fn at_break(local: &str, domain: &str) -> String {
    [local, "@", domain].concat()
}

/// Rule, path, text, and the lines that break it.
fn samples() -> Vec<(&'static str, &'static str, String, Vec<usize>)> {
    let at = at_break("info", "gemeente.nl");
    let home = ["\"/ho", "me/jan/bot\""].concat();
    let later = ["// TO", "DO: later"].concat();
    let bare = ["#[al", "low(dead_code)]"].concat();
    let why = ["#[al", "low(dead_code, reason = \"shared\")]"].concat();
    vec![
        ("rings", "src/domain/x.rs", "use crate::store::Store;".into(), vec![1]),
        ("rings", "src/decide/x.rs", "\nuse crate::{domain::a, engine::b};".into(), vec![2]),
        ("rings", "src/decide.rs", "// crate::store\nuse crate::domain::a;".into(), vec![]),
        ("rings", "src/planning/x.rs", "fn f() { crate::clock::now() }".into(), vec![1]),
        (
            "rings",
            "src/domain/x.rs",
            "\n#[cfg(test)]\nmod tests { use crate::words; }".into(),
            vec![],
        ),
        ("rings", "src/novel.rs", "use crate::domain::a;".into(), vec![1]),
        ("core is pure", "src/words/x.rs", "use std::fs::File;".into(), vec![1]),
        ("core is pure", "src/reading/x.rs", "a();\nlet n = Utc::now();".into(), vec![2]),
        ("core is pure", "src/store/x.rs", "use std::fs::File;".into(), vec![]),
        ("opens with its purpose", "src/x.rs", "use a::b;".into(), vec![1]),
        ("opens with its purpose", "tests/x.rs", "//! x".into(), vec![1]),
        ("opens with its purpose", "src/x.rs", "//! Counts the days.".into(), vec![]),
        ("not too long", "src/x.rs", "a\n".repeat(601), vec![601]),
        ("not too long", "src/x.rs", "a\n".repeat(600), vec![]),
        ("lines fit", "src/x.rs", format!("// {}", "woord ".repeat(20)), vec![1]),
        ("lines fit", "src/x.rs", format!("// {}", "woord ".repeat(10)), vec![]),
        ("no mod.rs", "src/x/mod.rs", String::new(), vec![1]),
        ("no mod.rs", "src/xmod.rs", String::new(), vec![]),
        ("no Dutch in code", "src/decide/x.rs", "a(\"Wij zijn er niet.\")".into(), vec![1]),
        ("no Dutch in code", "src/decide/x.rs", "a(\"the date is not free\")".into(), vec![]),
        ("no Dutch in code", "src/decide/x.rs", "// de wijk van het bezoek".into(), vec![]),
        ("no Dutch in code", "src/reading/x.rs", "a(\"Wij zijn er niet.\")".into(), vec![]),
        ("no machine paths", "README.md", home, vec![1]),
        ("no machine paths", "README.md", ["see https://a.example/ho", "me/b"].concat(), vec![]),
        ("addresses are fictional", "tests/x.txt", at, vec![1]),
        ("addresses are fictional", "tests/x.txt", "bode@zeist.example".into(), vec![]),
        ("addresses are fictional", "a.eml", at_break("info", "zeist.exam=\nple"), vec![]),
        ("addresses are fictional", "a.eml", at_break("a=\ninfo", "zei=\nst.nl"), vec![1]),
        ("addresses are fictional", "README.md", "a tool@1.2.3 and x @ y.nl".into(), vec![]),
        ("nothing left to do", "src/x.rs", later, vec![1]),
        ("nothing left to do", "src/x.rs", "// done".into(), vec![]),
        ("reasons for what is allowed", "src/x.rs", bare, vec![1]),
        ("reasons for what is allowed", "src/x.rs", why, vec![]),
    ]
}

#[test]
fn each_rule_catches_what_it_forbids_and_nothing_else() {
    for (rule, path, text, expected) in samples() {
        assert_eq!(faults(rule, path, &text), expected, "{rule} on {path}: {text:.60}");
    }
}

#[test]
fn each_rule_has_a_sample_that_breaks_it() {
    let samples = samples();
    for (rule, _) in RULES {
        let broken = samples.iter().any(|(name, _, _, lines)| name == rule && !lines.is_empty());
        assert!(broken, "give `{rule}` a bad sample");
    }
}

#[test]
fn a_template_that_nothing_names_is_found() {
    let files = [
        source("src/words/x.rs", "const KIND: &str = \"voorstel\";"),
        source("templates/nl/voorstel.md", "{% include \"_opties.md\" %}"),
        source("templates/nl/_opties.md", "1. een moment"),
        source("templates/nl/vergeten.md", "Wij horen graag van u."),
    ];
    let unused = every_template_is_used(&files);
    let paths: Vec<&str> = unused.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["templates/nl/vergeten.md"]);
    assert!(all(&files).iter().any(|fault| fault.rule == "every template is used"));
}
