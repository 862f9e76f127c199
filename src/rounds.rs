//! The rounds: what is done again and again to carry events to the engine and its decisions out.
//!
//! `intake` brings mail in and puts it away after its record is on disk; `send` tries the letters
//! that are due; `look` searches our own copies of letters whose fate is unknown; `heard` turns a line
//! of staff into an event. The same functions serve the live bot, a single pass and the
//! demonstration; what differs is who calls them and how often.

use crate::chat::command::{ParseContext, parse};
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::letter::Handover;
use crate::domain::mail::Filing;
use crate::domain::people::Staff;
use crate::domain::time::{Instant, local};
use crate::engine::queue::Submit;
pub use crate::mail::Courier;
use crate::mail::maildir::Folder;
use crate::mail::{Arrived, MailError, Mailbox};
use crate::reading::{Context, Policy, read_text};
use crate::store::StoreError;

/// Mails taken in with one flush.
const MAILS_MAX: usize = 64;
/// Letters tried in one go.
const LETTERS_MAX: usize = 16;

/// What went wrong on a round; the next round tries again.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Takes in what lies in the box. Returns how many mails were put away.
///
/// # Errors
/// When the box cannot be read or nothing can be stored; mail that was not recorded stays where it is.
pub fn intake(desk: &mut impl Submit, mailbox: &mut impl Mailbox) -> Result<usize, RoundError> {
    let mut handled = 0;
    loop {
        let arrived = mailbox.fetch(MAILS_MAX)?;
        if arrived.is_empty() {
            return Ok(handled);
        }
        let (entries, events): (Vec<_>, Vec<_>) =
            arrived.into_iter().map(|Arrived { entry, event }| (entry, event)).unzip();
        let outcomes = desk.submit(events)?;
        for (entry, outcome) in entries.iter().zip(outcomes) {
            match outcome.filing {
                Some(filing) => mailbox.put_away(entry, folder(&filing))?,
                None => mailbox.leave_for_later(entry),
            }
            handled += 1;
        }
    }
}

/// Puts away the mails under review that staff have dealt with.
///
/// # Errors
/// When the box cannot be read, or the engine does not answer.
pub fn tidy(desk: &mut impl Submit, mailbox: &mut impl Mailbox) -> Result<(), RoundError> {
    let under_review = mailbox.for_review()?;
    if under_review.is_empty() {
        return Ok(());
    }
    let waiting = desk.mails_waiting()?;
    for (entry, key) in under_review {
        if !waiting.contains(&key) {
            mailbox.put_away(&entry, Folder::Verwerkt)?;
        }
    }
    Ok(())
}

/// Where a handled mail goes.
fn folder(filing: &Filing) -> Folder {
    match filing {
        Filing::Answered { .. } | Filing::Filed { .. } => Folder::Verwerkt,
        Filing::WaitsForStaff { .. } => Folder::TerBeoordeling,
        Filing::Quarantined { .. } => Folder::Quarantaine,
    }
}

/// Tries the letters that are due. Returns how many were accepted.
///
/// # Errors
/// When nothing can be stored; then no letter was tried without a mark, or the outcome of a try is
/// unknown and will be looked for.
pub fn send(desk: &mut impl Submit, courier: &mut impl Courier) -> Result<usize, RoundError> {
    let mut accepted = 0;
    loop {
        let letters = desk.take_letters(LETTERS_MAX)?;
        if letters.is_empty() {
            return Ok(accepted);
        }
        let deliveries = letters
            .iter()
            .map(|letter| {
                let handover = courier.deliver(letter);
                accepted += usize::from(matches!(handover, Handover::Accepted { .. }));
                Event::Delivery { letter: letter.id.clone(), handover }
            })
            .collect();
        desk.submit(deliveries)?;
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

/// A line that staff typed, as an event; `None` when there is nothing on it.
pub fn heard(desk: &Desk, now: Instant, staff: &Staff, room: &str, line: &str) -> Option<Event> {
    let policy = Policy::default();
    let context = Context {
        now: local(now),
        wijken: &desk.wijken,
        offered: &[],
        periods: &desk.recess,
        policy: &policy,
    };
    let read = |text: &str| read_text(text, &context).when;
    let said = parse(
        line,
        &ParseContext {
            now: local(now),
            wijken: &desk.wijken,
            contacts: &desk.contacts,
            read: &read,
        },
    )?;
    Some(Event::StaffSaid { staff: staff.clone(), room: room.to_owned(), said, closed: None })
}
