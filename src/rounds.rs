//! The rounds: what is done again and again to carry events to the engine and its decisions out.
//!
//! `intake` brings mail in and puts it away after its record is on disk; `Review` puts away what staff
//! have dealt with; `send` tries the letters that are due; `look` searches our own copies of letters
//! whose fate is unknown; `rooms` talks with staff; `junk` shows what lies in Junk. `outage` and
//! `backoff` are for rounds that fail. The same functions serve the live bot, a single
//! pass and the demonstration; what differs is who calls them and how often.

pub mod backoff;
pub mod outage;
pub mod rooms;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Days;

use crate::domain::event::{Event, Unreadable};
use crate::domain::ids::MailKey;
use crate::domain::letter::{Handover, Letter};
use crate::domain::mail::Filing;
use crate::domain::time::Instant;
use crate::engine::Committed;
use crate::engine::queue::Submit;
pub use crate::mail::Courier;
use crate::mail::{Arrived, Folder, MailError, Mailbox};
use crate::store::StoreError;
use outage::Watch;

/// Mails taken in with one flush, and moved with one command. While they are decided they are in
/// memory, and nobody else is heard: a tenth of a second.
const MAILS_MAX: usize = 64;
/// A mail that could not be handled this often goes into quarantine.
const TRIES_MAX: u32 = 3;
/// What came into Junk longer ago is not shown: whoever sent it has called by now.
const JUNK_DAYS: u64 = 14;
/// The mails under review are looked at this often, whatever happened.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(600);
/// Letters tried in one go, with one flush. After a crash all of a go are in doubt, so it is not more.
const LETTERS_MAX: usize = 16;
/// What became of letters is stored after this, though others are still to be tried: a bot that is
/// killed then knows of it.
const REPORT_AFTER: std::time::Duration = std::time::Duration::from_secs(5);

/// What went wrong on a round; the next round tries again.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Takes in all that lies in the box. Returns how many mails were handled.
///
/// # Errors
/// When the box cannot be read or nothing can be stored; mail that was not recorded stays where it is.
pub fn intake(desk: &mut impl Submit, mailbox: &mut impl Mailbox) -> Result<usize, RoundError> {
    let mut handled = 0;
    loop {
        match intake_some(desk, mailbox)? {
            0 => return Ok(handled),
            some => handled += some,
        }
    }
}

/// Takes in as much as fits in one flush. Returns how many mails were handled; 0 when none waits.
///
/// # Errors
/// As for `intake`.
pub fn intake_some(
    desk: &mut impl Submit,
    mailbox: &mut impl Mailbox,
) -> Result<usize, RoundError> {
    let arrived = mailbox.fetch(MAILS_MAX)?;
    if arrived.is_empty() {
        return Ok(0);
    }
    let (arrived, events): (Vec<_>, Vec<_>) =
        arrived.into_iter().map(|Arrived { entry, event }| ((entry, named(&event)), event)).unzip();
    let outcomes = desk.submit(events)?;
    let handled = outcomes.len();
    let mut done = Vec::new();
    for ((entry, name), outcome) in arrived.into_iter().zip(outcomes) {
        match outcome.filing {
            Some(filing) => done.push((entry, folder(&filing))),
            None => done.extend(not_handled(desk, mailbox, entry, name, outcome.failed)?),
        }
    }
    put_away(mailbox, &done);
    Ok(handled)
}

/// The key and the file of a mail.
fn named(event: &Event) -> Option<(MailKey, String)> {
    match event {
        Event::MailArrived(incoming) => Some((incoming.mail.key.clone(), incoming.file.clone())),
        Event::MailUnreadable { key, file, .. } => Some((key.clone(), file.clone())),
        Event::Started
        | Event::StaffSaid { .. }
        | Event::Due { .. }
        | Event::DayBegan
        | Event::Trying { .. }
        | Event::Delivery { .. }
        | Event::OwnCopy { .. }
        | Event::Outage { .. }
        | Event::Recovered { .. }
        | Event::BoxNumbered { .. }
        | Event::JunkSeen { .. }
        | Event::NoticeShown { .. }
        | Event::RoomBack { .. }
        | Event::TermOver { .. } => None,
    }
}

/// A mail about which nothing could be recorded comes again later. When that has failed a few times
/// it will not get better by itself: it is set aside, and staff hear of it. Gives where it goes, if it
/// is to go.
fn not_handled<M: Mailbox>(
    desk: &mut impl Submit,
    mailbox: &mut M,
    entry: M::Entry,
    name: Option<(MailKey, String)>,
    failed: Option<String>,
) -> Result<Option<(M::Entry, Folder)>, RoundError> {
    let tries = mailbox.count_failure(&entry);
    if let Some((key, file)) = name.filter(|_| tries >= TRIES_MAX) {
        let reason = failed.unwrap_or_default();
        let why = Unreadable::Poison { reason };
        let outcomes = desk.submit(vec![Event::MailUnreadable { key, file, why, known: None }])?;
        if let Some(filing) = outcomes.into_iter().next().and_then(|outcome| outcome.filing) {
            return Ok(Some((entry, folder(&filing))));
        }
    }
    mailbox.leave_for_later(&entry);
    Ok(None)
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

/// Tries all letters that are due. Returns how many were accepted.
///
/// # Errors
/// When nothing can be stored; then no letter was tried without a mark, or the outcome of a try is
/// unknown and will be looked for.
pub fn send(desk: &mut impl Submit, courier: &mut impl Courier) -> Result<usize, RoundError> {
    let never = AtomicBool::new(false);
    Ok(send_while(desk, courier, &mut Vec::new(), &never, |_, _| LETTERS_MAX)?.accepted)
}

/// How many letters were tried, and how many of them were accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sent {
    pub tried: usize,
    pub accepted: usize,
}

/// Tries the letters that are due, some at a time, until there are none or `most` allows none; it is
/// told what the go before came to. What became of some is stored together with the mark on the next.
/// What could not be stored stays in `unreported` and is stored first the next time.
fn send_while<C: Courier>(
    desk: &mut impl Submit,
    courier: &mut C,
    unreported: &mut Vec<Event>,
    stop: &AtomicBool,
    mut most: impl FnMut(&mut C, Sent) -> usize,
) -> Result<Sent, RoundError> {
    let (mut all, mut last) = (Sent::default(), Sent::default());
    loop {
        let letters = desk.take_letters(unreported.clone(), most(courier, last))?;
        unreported.clear();
        if letters.is_empty() {
            break;
        }
        last = hand_over(desk, courier, &letters, unreported, stop);
        all.tried += last.tried;
        all.accepted += last.accepted;
    }
    if all.tried == 0 {
        courier.rest();
    }
    Ok(all)
}

/// Tries these letters. When told to stop, those not tried yet are handed back.
fn hand_over(
    desk: &mut impl Submit,
    courier: &mut impl Courier,
    letters: &[Committed<Letter>],
    unreported: &mut Vec<Event>,
    stop: &AtomicBool,
) -> Sent {
    let mut sent = Sent::default();
    let mut reported = std::time::Instant::now();
    for letter in letters {
        let handover = if stop.load(Ordering::Relaxed) {
            Handover::NotTried
        } else {
            sent.tried += 1;
            courier.deliver(letter)
        };
        sent.accepted += usize::from(matches!(handover, Handover::Accepted { .. }));
        unreported.push(Event::Delivery { letter: letter.id.clone(), handover });
        // What cannot be stored now is stored with the rest, which must not be forgotten for it.
        if reported.elapsed() >= REPORT_AFTER && desk.submit(unreported.clone()).is_ok() {
            unreported.clear();
            reported = std::time::Instant::now();
        }
    }
    sent
}

/// As `send`, while it may go on and with an eye on the server. One that is away is asked first: a try
/// would only make the letter wait longer for the next. After a while without letters one goes ahead of
/// the others, so that staff do not hear of each that it is delayed.
///
/// # Errors
/// As for `send`; `unreported` is what could not be stored, for the next call.
pub fn send_watched(
    desk: &mut impl Submit,
    courier: &mut impl Courier,
    watch: &mut Watch,
    unreported: &mut Vec<Event>,
    now: Instant,
    stop: &AtomicBool,
) -> Result<Sent, RoundError> {
    let mut holds = watch.is_down() && is_in_trouble(courier, watch, now);
    send_while(desk, courier, unreported, stop, |courier, last| {
        if last.accepted > 0 {
            watch.worked(now, 0);
        } else if last.tried > 0 {
            holds = is_in_trouble(courier, watch, now) || watch.is_down();
        }
        // No letter is marked that would not be tried.
        if holds || stop.load(Ordering::Relaxed) {
            0
        } else if watch.is_sure(now) && !watch.is_down() {
            LETTERS_MAX
        } else {
            1
        }
    })
}

/// Whether the server of the courier cannot be reached. One that does not want our letters is not up
/// again until a letter shows it.
fn is_in_trouble(courier: &mut impl Courier, watch: &mut Watch, now: Instant) -> bool {
    let trouble = courier.trouble();
    match &trouble {
        Some(reason) => watch.failed(now, reason.clone()),
        None if watch.is_down() && courier.must_prove() => {}
        None => watch.worked(now, 0),
    }
    trouble.is_some()
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
