//! Scores the public corpora of Dutch times: `cargo bench --bench corpora -- FOLDER`.
//!
//! FOLDER holds `chrono_nl.jsonl`, `duckling_nl.jsonl`, ... (lines with `text`, `reference` and
//! `expected`); each is read under the policy file of its name in `tests/policies`, any other file
//! under the house's own conventions. A case is right when every expected item is found and nothing
//! else. The corpora are not in this repository: their licences stay with them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a benchmark may stop at once, and speaks"
)]

#[path = "../tests/support/scoring.rs"]
mod scoring;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use werkbezoek::reading::Policy;

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|word| !word.starts_with('-')) else {
        println!("no corpora given; say `cargo bench --bench corpora -- FOLDER`");
        return;
    };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "jsonl")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let (policy, said) = policy_of(&name);
        let text = fs::read_to_string(file).unwrap();
        let cases: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let right = cases.iter().filter(|case| scoring::judge(case, &policy).is_right()).count();
        let share = 100.0 * right as f64 / cases.len() as f64;
        println!("{name:<28} {right:>5} of {:>5} = {share:>5.1} %  {said}", cases.len());
    }
}

/// The policy of the corpus: `tests/policies/chrono.toml` for `chrono_nl`.
fn policy_of(corpus: &str) -> (Policy, String) {
    let stem = corpus.split('_').next().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/policies/{stem}.toml"));
    match fs::read_to_string(&path) {
        Ok(text) => (toml::from_str(&text).unwrap(), format!("{stem}.toml")),
        Err(_) => (Policy::default(), "default".to_owned()),
    }
}
