//! What the program says of a panic: where it was, and nothing of what it was reading.
//!
//! Alone in its file, because the hook is one for the whole process.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may break on purpose")]

use std::sync::{Arc, Mutex};

use werkbezoek::cli::panics::say_where_only;

#[test]
fn a_panic_says_where_it_was_and_never_quotes() {
    let said = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&said);
    say_where_only(move |line| hears.lock().unwrap().push(line.to_owned()));
    let mail = "Caf\u{e9}gesprek met Sanne".to_owned();
    let reads = move || mail[..4].len();
    let thread = std::thread::Builder::new().name("reader".to_owned()).spawn(reads).unwrap();
    thread.join().unwrap_err();
    let _hook = std::panic::take_hook();
    let said = said.lock().unwrap().join("\n");
    assert!(said.starts_with("panic in thread `reader` at tests/panics.rs:"), "{said}");
    assert!(!said.contains("Sanne"), "{said}");
}
