//! The words of the house: ids, time, people, wijken, visits, mail, letters, events and state.
//!
//! Data and its own rules only (which step is legal, what a slot overlaps); no journey is decided
//! here. Nothing in this ring reads a clock, draws a number or does I/O.

pub mod appointment;
pub mod availability;
pub mod calendar;
pub mod command;
pub mod config_fault;
pub mod consent;
pub mod desk;
pub mod errand;
pub mod event;
pub mod export;
pub mod figures;
pub mod help;
pub mod ids;
pub mod keys;
pub mod letter;
pub mod logbook;
pub mod mail;
pub mod names;
pub mod notice;
pub mod offer;
pub mod people;
pub mod post;
pub mod question;
pub mod reading;
pub mod reason;
pub mod room;
pub mod staffroom;
pub mod stage;
pub mod state;
pub mod sweep;
pub mod time;
pub mod trail;
pub mod visit;
pub mod voice;
pub mod wijk;
