//! x
pub mod domain;
pub mod words;
