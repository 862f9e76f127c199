//! The rounds: what is done again and again to carry events to the engine and its decisions out.
//!
//! `intake` brings mail in and puts it away after its record is on disk; `Review` puts away what staff
//! have dealt with; `send` tries the letters that are due; `look` searches our own copies of letters
//! whose fate is unknown; `rooms` talks with staff; `junk` shows what lies in Junk. `outage` and
//! `backoff` are for rounds that fail. The same functions serve the live bot, a single pass and the
//! demonstration; what differs is who calls them and how often.

pub mod backoff;
mod intake;
pub mod outage;
pub mod rooms;
mod send;

use std::collections::BTreeSet;

use chrono::Days;

use crate::domain::event::Event;
use crate::domain::ids::MailKey;
use crate::domain::mail::Filing;
use crate::domain::time::Instant;
use crate::engine::queue::Submit;
pub use crate::mail::Courier;
use crate::mail::{Folder, MailError, Mailbox};
use crate::store::StoreError;
pub use intake::{intake, intake_between, intake_while};
use outage::Watch;
pub use send::{Sent, send, send_watched};

/// What came into Junk longer ago is not shown: whoever sent it has called by now.
const JUNK_DAYS: u64 = 14;
/// The mails under review are looked at this often, whatever happened.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(600);

/// What went wrong on a round; the next round tries again.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the system has no thread to give ({0}); end other programs, or allow this one more")]
    NoThread(std::io::Error),
}

/// Moves mails whose records are on disk. One that cannot be moved must not hold up the others: it is
/// known when it comes again.
fn put_away<M: Mailbox>(mailbox: &mut M, entries: &[(M::Entry, Folder)]) {
    if entries.is_empty() {
        return;
    }
    for (entry, error) in mailbox.put_away(entries) {
        tracing::error!(%error, "a mail cannot be put away; it is tried again later");
        mailbox.leave_for_later(&entry);
    }
}

/// Puts away the mails under review that staff have dealt with.
#[derive(Debug, Default)]
pub struct Review {
    /// The mails that waited the last time; `None` before the first.
    waited: Option<BTreeSet<MailKey>>,
    looked: Option<std::time::Instant>,
}

impl Review {
    /// Looks into the folder only when a mail stopped waiting since the last time: on a server each
    /// look costs several questions. A mail without a record stays: a colleague put it there, or the
    /// records are of an older day than the box. `audit` names it.
    ///
    /// # Errors
    /// When the box cannot be read, or the engine does not answer.
    pub fn tidy(
        &mut self,
        desk: &mut impl Submit,
        mailbox: &mut impl Mailbox,
    ) -> Result<(), RoundError> {
        let waiting = desk.mails_waiting()?;
        let none_left = self.waited.as_ref().is_some_and(|waited| waited.is_subset(&waiting));
        // One may have come and been dealt with between two looks.
        if none_left && self.looked.is_some_and(|looked| looked.elapsed() < LOOK_AGAIN) {
            self.waited = Some(waiting);
            return Ok(());
        }
        let mut under_review = mailbox.for_review()?;
        under_review.retain(|(_, key)| !waiting.contains(key));
        let keys = under_review.iter().map(|(_, key)| key.clone()).collect();
        let filings = desk.mails_done(keys)?;
        let place = |key: &MailKey| filings.get(key).map(folder);
        let done: Vec<_> = under_review
            .into_iter()
            .filter_map(|(entry, key)| Some((entry, place(&key)?)))
            .filter(|(_, place)| *place != Folder::TerBeoordeling)
            .collect();
        put_away(mailbox, &done);
        (self.waited, self.looked) = (Some(waiting), Some(std::time::Instant::now()));
        Ok(())
    }
}

/// Shows staff what lies in Junk; once a day is enough, and more often does no harm.
///
/// # Errors
/// When the box cannot be read, or nothing can be stored.
pub fn junk(
    desk: &mut impl Submit,
    mailbox: &mut impl Mailbox,
    now: Instant,
) -> Result<(), RoundError> {
    let mails = mailbox.junk(now - Days::new(JUNK_DAYS))?;
    if !mails.is_empty() {
        desk.submit(vec![Event::JunkSeen { mails }])?;
    }
    Ok(())
}

/// Tells the engine under which number the box counts its mails, when that is not what it was `told`.
///
/// # Errors
/// When it cannot be stored; then the next call tells it.
pub fn number(
    desk: &mut impl Submit,
    mailbox: &impl Mailbox,
    told: &mut Option<u32>,
) -> Result<(), RoundError> {
    let numbering = mailbox.numbering();
    if let Some(numbering) = numbering.filter(|now| Some(*now) != *told) {
        desk.submit(vec![Event::BoxNumbered { numbering }])?;
        *told = Some(numbering);
    }
    Ok(())
}

/// Tells staff what they should hear of a server.
///
/// # Errors
/// When it cannot be stored; then the next call tells it.
pub fn tell(desk: &mut impl Submit, watch: &mut Watch, now: Instant) -> Result<(), RoundError> {
    if let Some(news) = watch.news(now) {
        desk.submit(vec![news])?;
        watch.told();
    }
    Ok(())
}

/// Where a handled mail goes.
pub fn folder(filing: &Filing) -> Folder {
    match filing {
        Filing::Answered { .. } | Filing::Filed { .. } => Folder::Verwerkt,
        Filing::WaitsForStaff { .. } => Folder::TerBeoordeling,
        Filing::Quarantined { .. } => Folder::Quarantaine,
    }
}

/// Looks for our own copies of the letters in doubt.
///
/// # Errors
/// When what was found cannot be stored.
pub fn look(desk: &mut impl Submit, courier: &mut impl Courier) -> Result<(), RoundError> {
    let sightings: Vec<Event> = desk
        .letters_in_doubt()
        .iter()
        .map(|letter| Event::OwnCopy {
            letter: letter.id.clone(),
            sighting: courier.sighting(letter),
        })
        .collect();
    if !sightings.is_empty() {
        desk.submit(sightings)?;
    }
    Ok(())
}
