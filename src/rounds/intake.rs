//! Mail comes in: it is fetched, recorded, and put away after its record is on disk.
//!
//! While much waits, two hands work at once. One has the box: it fetches what comes next, and puts away
//! what was recorded. The other has the engine. Nothing is put away that the other did not hand back,
//! and what could not be recorded waits until both hands are free.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::{panic, thread};

use super::{RoundError, folder, put_away};
use crate::domain::event::{Event, Unreadable};
use crate::domain::ids::MailKey;
use crate::engine::queue::Submit;
use crate::mail::{Arrived, Folder, MailError, Mailbox};

/// Mails taken in with one flush, and moved with one command. While they are decided they are in
/// memory, and nobody else is heard: a tenth of a second.
const MAILS_MAX: usize = 64;
/// So often the box is asked for more in one go: other work of its round waits meanwhile, and there
/// may be no end to new mail.
const BATCHES_MAX: usize = 16;
/// A mail that could not be handled this often goes into quarantine.
const TRIES_MAX: u32 = 3;

/// Takes in all that lies in the box. Returns how many mails were handled.
///
/// # Errors
/// When the box cannot be read or nothing can be stored; mail that was not recorded stays where it is.
pub fn intake(
    desk: &mut impl Submit,
    mailbox: &mut (impl Mailbox + Send),
) -> Result<usize, RoundError> {
    let never = AtomicBool::new(false);
    let mut handled = 0;
    loop {
        match intake_while(desk, mailbox, &never)? {
            0 => return Ok(handled),
            some => handled += some,
        }
    }
}

/// Takes in what lies in the box; if it is very much a part of it, and no more than one flush of it
/// after it was told to stop. Returns how many mails were handled; 0 when none waits.
///
/// # Errors
/// As for `intake`.
pub fn intake_while(
    desk: &mut impl Submit,
    mailbox: &mut (impl Mailbox + Send),
    stop: &AtomicBool,
) -> Result<usize, RoundError> {
    intake_between(desk, mailbox, stop, |_| Ok(()))
}

/// As `intake_while`, for who has no other thread for the rest: where much waits, this is done after
/// each flush, while more is fetched and the visits of its mails are still in memory.
///
/// # Errors
/// As for `intake_while`, and what was done in between may fail.
pub fn intake_between<D: Submit>(
    desk: &mut D,
    mailbox: &mut (impl Mailbox + Send),
    stop: &AtomicBool,
    between: impl FnMut(&mut D) -> Result<(), RoundError>,
) -> Result<usize, RoundError> {
    let arrived = mailbox.fetch(MAILS_MAX, &BTreeSet::new())?;
    // A mail now and then needs no second hand.
    let Taken { handled, failed, ended } = if arrived.len() < MAILS_MAX {
        let Recorded { handled, done, failed } = record(desk, arrived)?;
        put_away(mailbox, &done);
        Taken { handled, failed, ended: Ok(()) }
    } else {
        with_two_hands(desk, mailbox, arrived, stop, between)?
    };
    let mut done = Vec::new();
    for mail in failed {
        done.extend(not_handled(desk, mailbox, mail)?);
    }
    put_away(mailbox, &done);
    ended.map(|()| handled)
}

/// A mail about which nothing could be recorded.
struct Failed<E> {
    entry: E,
    /// Its key and its file.
    name: Option<(MailKey, String)>,
    reason: String,
}

/// What two hands came to: how many mails were handled, those of them about which nothing could be
/// recorded, and what ended it.
struct Taken<E> {
    handled: usize,
    failed: Vec<Failed<E>>,
    ended: Result<(), RoundError>,
}

/// What became of mails that were fetched together.
struct Recorded<E> {
    handled: usize,
    done: Vec<(E, Folder)>,
    failed: Vec<Failed<E>>,
}

/// Has the engine decide mails; what is done is on disk when this returns.
fn record<E>(desk: &mut impl Submit, arrived: Vec<Arrived<E>>) -> Result<Recorded<E>, RoundError> {
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    if arrived.is_empty() {
        return Ok(Recorded { handled: 0, done, failed });
    }
    let (arrived, events): (Vec<_>, Vec<_>) =
        arrived.into_iter().map(|Arrived { entry, event }| ((entry, named(&event)), event)).unzip();
    let outcomes = desk.submit(events)?;
    let handled = outcomes.len();
    for ((entry, name), outcome) in arrived.into_iter().zip(outcomes) {
        match outcome.filing {
            Some(filing) => done.push((entry, folder(&filing))),
            None => {
                let reason = outcome.failed.unwrap_or_default();
                failed.push(Failed { entry, name, reason });
            }
        }
    }
    Ok(Recorded { handled, done, failed })
}

/// Fetches and records at once, from these mails on until none waits.
fn with_two_hands<D: Submit, M: Mailbox + Send>(
    desk: &mut D,
    mailbox: &mut M,
    first: Vec<Arrived<M::Entry>>,
    stop: &AtomicBool,
    between: impl FnMut(&mut D) -> Result<(), RoundError>,
) -> Result<Taken<M::Entry>, RoundError> {
    // No mail waits between the hands: one batch is fetched ahead, and memory holds two.
    let (give, given) = mpsc::sync_channel(0);
    let (tell, told) = mpsc::channel();
    thread::scope(|hands| {
        let keeper = thread::Builder::new()
            .name("box".to_owned())
            .spawn_scoped(hands, move || keep_box(mailbox, first, give, &told, stop))
            .map_err(RoundError::NoThread)?;
        let recorded = record_each(desk, given, &tell, between);
        drop(tell);
        let kept = keeper.join().unwrap_or_else(|fault| panic::resume_unwind(fault));
        let ended = recorded.ended.and(kept.map_err(RoundError::from));
        Ok(Taken { ended, ..recorded })
    })
}

/// The hand at the engine.
fn record_each<D: Submit, E>(
    desk: &mut D,
    given: Receiver<Vec<Arrived<E>>>,
    tell: &Sender<Vec<(E, Folder)>>,
    mut between: impl FnMut(&mut D) -> Result<(), RoundError>,
) -> Taken<E> {
    let mut all = Taken { handled: 0, failed: Vec::new(), ended: Ok(()) };
    for arrived in given {
        match record(desk, arrived) {
            Ok(recorded) => {
                all.handled += recorded.handled;
                all.failed.extend(recorded.failed);
                // The other hand listens for as long as this one may speak.
                let _ = tell.send(recorded.done);
                if let Err(error) = between(desk) {
                    return Taken { ended: Err(error), ..all };
                }
            }
            Err(error) => return Taken { ended: Err(error), ..all },
        }
    }
    all
}

/// The hand at the box. It ends when nothing waits or it has given enough, when told to stop, or when
/// the other one has.
fn keep_box<M: Mailbox>(
    mailbox: &mut M,
    first: Vec<Arrived<M::Entry>>,
    give: SyncSender<Vec<Arrived<M::Entry>>>,
    told: &Receiver<Vec<(M::Entry, Folder)>>,
    stop: &AtomicBool,
) -> Result<(), MailError> {
    let mut under_way = BTreeSet::new();
    let mut next = Ok(first);
    let mut given = 0;
    let ended = loop {
        let arrived = match next {
            Ok(arrived) if arrived.is_empty() => break Ok(()),
            Ok(arrived) => arrived,
            Err(error) => break Err(error),
        };
        under_way.extend(arrived.iter().map(|mail| mail.entry.clone()));
        given += 1;
        let ends = give.send(arrived).is_err() || stop.load(Ordering::Relaxed);
        if ends || given == BATCHES_MAX {
            break Ok(());
        }
        told.try_iter().for_each(|done| put_away(mailbox, &done));
        next = mailbox.fetch(MAILS_MAX, &under_way);
    };
    // So that the other hand knows that no more comes.
    drop(give);
    told.iter().for_each(|done| put_away(mailbox, &done));
    ended
}

/// The key and the file of a mail.
fn named(event: &Event) -> Option<(MailKey, String)> {
    if let Event::MailArrived(incoming) = event {
        return Some((incoming.mail.key.clone(), incoming.file.clone()));
    }
    let Event::MailUnreadable { key, file, .. } = event else { return None };
    Some((key.clone(), file.clone()))
}

/// A mail about which nothing could be recorded comes again later. When that has failed a few times
/// it will not get better by itself: it is set aside, and staff hear of it. Gives where it goes, if it
/// is to go.
fn not_handled<M: Mailbox>(
    desk: &mut impl Submit,
    mailbox: &mut M,
    mail: Failed<M::Entry>,
) -> Result<Option<(M::Entry, Folder)>, RoundError> {
    let Failed { entry, name, reason } = mail;
    let tries = mailbox.count_failure(&entry);
    if let Some((key, file)) = name.filter(|_| tries >= TRIES_MAX) {
        let why = Unreadable::Poison { reason };
        let outcomes = desk.submit(vec![Event::MailUnreadable { key, file, why, known: None }])?;
        if let Some(filing) = outcomes.into_iter().next().and_then(|outcome| outcome.filing) {
            return Ok(Some((entry, folder(&filing))));
        }
    }
    mailbox.leave_for_later(&entry);
    Ok(None)
}
