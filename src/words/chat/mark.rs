//! The characters that mark a button in a text while it is made. They are of private use.

pub(super) const LABEL: char = '\u{e000}';
pub(super) const SAYS: char = '\u{e001}';
pub(super) const END: char = '\u{e002}';

/// Whether a character means something here, so that no value may bring it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, LABEL | SAYS | END)
}
