//! (to be written)
pub mod check;
