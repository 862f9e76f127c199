//! werkbezoek: a mailed request becomes a confirmed working visit to a neighbourhood, and staff stay
//! in charge. This page is the map of the house; `ARCHITECTURE.md` tells the same at more length.
//!
//! # The idea in one line
//! [`decide::decide`]`(desk, state, now, event) -> Decision` is a pure function. Everything else
//! carries events to it and carries its decisions out.
//!
//! # Rings: who may use whom
//! | ring | module | what | uses |
//! |---|---|---|---|
//! | core | [`domain`] | the words of the house: ids, time, people, visit, mail, event, state | |
//! | core | [`reading`] | Dutch and English text to findings, each with its span and its doubt | domain |
//! | core | [`planning`] | which wijk, which host, which slots, and why not | domain |
//! | core | [`decide`] | the routing table, and a file for each journey | domain, reading, planning |
//! | core | [`words`] | templates to letters, chat lines and calendar objects | domain |
//! | middle | [`clock`] | the one place that asks what time it is | domain |
//! | middle | `whole` | files that are there whole or not at all, for our account alone | |
//! | middle | [`store`] | the seam to the disk: journal and snapshot, with sled as index | domain |
//! | middle | [`engine`] | one queue, one writer: decide, render, commit | decide, words, store, clock, whole |
//! | edge | [`config`] | `config.toml` and the files it names, checked as a whole | domain |
//! | edge | [`chat`] | the grammar of staff commands; the console | domain, whole |
//! | edge | [`mail`] | bytes to [`domain::mail::Mail`]; the box and the courier, on files or over IMAP and SMTP | domain, engine, config, whole |
//! | edge | [`rounds`] | carrying events in and letters out, again and again | the above |
//! | edge | [`audit`] | what lies in the box, held against the records | domain, mail, rounds, store |
//! | edge | [`cli`] | `demo`, `run`, `check`, `audit`, `read` | everything |
//!
//! The core does no I/O, asks no time and draws no number. `tests/tidy.rs` holds the code to this
//! table.
//!
//! # Invariants
//! 1. The core never asks the time, draws a number or waits: `now` is an argument, ids derive from
//!    state, and the same arguments give the same decision.
//! 2. Nothing leaves the building that is not on disk. Couriers and rooms take
//!    [`engine::Committed`] only, and only the engine makes one (transactional outbox). A mail is
//!    moved only after its record is flushed (transactional inbox).
//! 3. State changes in [`domain::state::State::apply`] and nowhere else: the engine uses it while it
//!    runs, the store at start.
//! 4. Every mail ends as exactly one [`domain::mail::Filing`]: answered, waiting for staff, filed
//!    with a reason, or quarantined.
//! 5. A mail leads to at most one automatic answer, also after a crash at any point. A letter has an
//!    identity, a fixed Message-ID and stored bytes; a retry sends the same bytes. What may have gone
//!    out is `Unknown`: our own copy is looked for, and after some hours a person decides.
//! 6. No automatic mail to an automatic mail; limits per address and per day; the last answer says
//!    that it is the last, and staff are told.
//! 7. Without a valid key of ours (HMAC in Message-ID and reply address) and a sender that fits, a
//!    mail can open a conversation, never read or change one.
//! 8. No two visits hold the same wijk or the same host at once, open offers included, and no guest is
//!    agreed with in two places at once. Moving a visit keeps its old slot until the new one is
//!    confirmed.
//! 9. Doubt is a value: what is below its threshold becomes a question or a case for staff, never a
//!    guess.
//! 10. Staff can see why: each finding has its span, each step its reason (`bezoek waarom`).
//! 11. Personal data has a term from the first day; each term ends in erasing it from the records.
//! 12. Memory and the cost of a decision grow with open work, not with history: a closed visit leaves
//!     the live state and is looked up in the archive when a mail asks for it, and of an open one to
//!     which nothing happens memory keeps a few words.
//!
//! # Three walks
//! **A mail.** [`mail::imap`] (or [`mail::maildir`]) finds it; [`mail::parse`] makes a `Mail` with
//! zones and a verdict on its sender; [`rounds::intake`] submits it; the engine looks up what the
//! archive knows ([`decide::recalls`]), decides, renders ([`words::Words`]) and commits with one flush;
//! the mail is moved to its folder; [`rounds::send`] has [`mail::smtp`] try the letters that are due,
//! and what became of each comes back as `Event::Delivery`.
//!
//! **A command.** [`chat::console`] hears a line; [`rounds::rooms`] has [`chat::command`] read it;
//! `Event::StaffSaid` goes the same way. What would reach a guest is first shown as a preview; `ja`
//! carries it out, and until the letter leaves `herroep` takes it back.
//!
//! **Time.** Each visit has its own list of what is due ([`domain::visit::Due`]). The engine sleeps
//! until the earliest, or until an event; [`engine::Engine::tick`] hands over `Event::Due` for each
//! visit whose time has come, and once a day looks at terms. There is no other schedule.

// Core: no I/O, no clock, no randomness.
pub mod decide;
pub mod domain;
pub mod planning;
pub mod reading;
pub mod words;

// Middle: what is decided gets on disk.
pub mod clock;
pub mod engine;
pub mod store;
pub(crate) mod whole;

// Edge: the world.
pub mod audit;
pub mod chat;
pub mod cli;
pub mod config;
pub mod mail;
pub mod rounds;
