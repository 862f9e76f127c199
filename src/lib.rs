//! x
pub mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub mod decide;
pub mod domain;
pub mod engine;
pub mod mail;
pub mod planning;
pub mod reading;
pub mod rounds;
pub mod store;
pub mod words;
