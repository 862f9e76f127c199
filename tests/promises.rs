//! Each of the promises about a visit has its proof: `promises.txt` names them, and what it names
//! is there. A proof that is renamed or thrown away fails here.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;

const PROMISES: usize = 41;

#[test]
fn every_promise_has_a_proof_that_is_there() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = std::fs::read_to_string(tests.join("promises.txt")).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(rows.len(), PROMISES);
    let mut missing = Vec::new();
    for (row, number) in rows.into_iter().zip(1..) {
        let mut columns = row.split(" | ");
        assert_eq!(columns.next(), Some(number.to_string().as_str()), "{row}");
        assert!(columns.next().is_some_and(|promise| promise.len() > 20), "{row}");
        let proofs: Vec<&str> = columns.next().unwrap().split(", ").collect();
        missing.extend(proofs.into_iter().filter(|proof| !is_there(&tests, proof)));
    }
    assert!(missing.is_empty(), "not there: {missing:#?}");
}

/// `file`, or `file::function` for a test in it that runs.
fn is_there(tests: &Path, proof: &str) -> bool {
    let (file, function) = proof.split_once("::").unwrap_or((proof, ""));
    let Ok(text) = std::fs::read_to_string(tests.join(file)) else { return false };
    function.is_empty() || text.contains(&format!("#[test]\nfn {function}()"))
}
