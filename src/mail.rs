//! The edge for mail: raw bytes become a `domain::Mail`, and finished letters leave through a box.
//!
//! `parse` is pure and total: whatever arrives, it answers with a mail or with a reason, in bounded
//! time. `maildir` is the mailbox on files. Nothing here decides what a mail leads to.

mod body;
mod headers;
pub mod html;
pub mod maildir;
pub mod parse;
mod phrases;
pub mod verdict;
pub mod zones;
