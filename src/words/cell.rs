//! One cell of a table for a spreadsheet.
//!
//! The trap is the spreadsheet: a cell that begins with `=`, `+`, `-` or `@` is carried out as a
//! formula, also between quotes. Every value that the template of a table prints goes through `cell`,
//! so it cannot forget that.

use minijinja::Value;

use super::visible::visible;

/// The escaping of a template whose every value is a cell.
pub(super) const CELLS: &str = "cells";

/// A value as one cell, between quotes (RFC 4180, 2.5 to 2.7), on one line and never a formula.
pub(super) fn cell(value: &Value) -> String {
    let text =
        if value.is_none() || value.is_undefined() { String::new() } else { value.to_string() };
    let text = visible(&text).replace('"', "\"\"");
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        cell(&Value::from(text))
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+31", "-2", "@x", "\t=1", " =1", "\u{200B}=1", "\r\n-1"] {
            let shown = shown(text);
            assert!(shown.starts_with("\"'"), "{shown}");
        }
    }

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(shown("a;b\nc\"d"), "\"a;b c\"\"d\"");
        assert_eq!(cell(&Value::from(())), "\"\"");
        assert_eq!(cell(&Value::from(6)), "\"6\"");
    }
}
