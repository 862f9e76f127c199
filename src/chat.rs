//! The staff room: what staff type, and where they see the answers.
//!
//! `command` is the one grammar of all rooms and `help` the one list of what can be typed; both are
//! pure, so that any ring may ask them. `console` is the room for whoever sits at the machine. A room
//! only translates: whether somebody may do something, and what it leads to, is decided in `decide`.

pub mod command;
pub mod console;
pub mod help;
