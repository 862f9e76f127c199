//! A step that only looks may panic: it leaves everything as it was, and is a failure like another.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is said of a panic. Its own message may quote a mail, and is not repeated.
const PANICKED: &str = "a fault in the program: this could not be decided, and nothing of it was \
                        done; its log says where, tell the makers";

/// Runs a step of deciding, which only looks: a panic in it leaves everything as it was.
pub(super) fn guarded<T>(step: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| Err(PANICKED.to_owned()))
}
