//! The staff room: what staff type, and where they see the answers.
//!
//! `command` is the one grammar of all rooms; what can be typed is listed in `domain::help`.
//! `room` says what passes between a room and the desk; `console` is the room for whoever sits at the
//! machine. A room only translates: whether somebody may do something, and what it leads to, is decided
//! in `decide`.

pub mod command;
pub mod completion;
pub mod console;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "matrix")]
pub mod matrix;
#[cfg(any(feature = "discord", feature = "matrix"))]
mod patience;
pub mod room;
