//! Light Markdown to text/plain and HTML: one tree, two ways to write it down, so that both parts of
//! a letter say the same.
//!
//! Knows headings, paragraphs, lists, quotations, links, strong and emphasis. Raw HTML, pictures and
//! code are shown as the text they are. The trap: values of guests must be made literal *before*
//! they stand in the Markdown; `values` does that.

mod html;
mod text;
mod tree;

pub(super) use html::page;
pub(super) use text::{one_line, plain, unwrapped};
pub(super) use tree::{Document, read};
