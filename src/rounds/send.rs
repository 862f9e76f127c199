//! Letters leave: those that are due are marked as being tried, tried, and what became of them is
//! stored.
//!
//! While many are due, two hands work at once: one tries letters, the other stores what became of the
//! ones before and marks the next. So nobody waits for the disk, and few letters bear a mark: after a
//! crash all of those are in doubt.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SendError, Sender};
use std::time::{Duration, Instant};
use std::{panic, thread};

use super::RoundError;
use super::outage::Watch;
use crate::domain::event::Event;
use crate::domain::ids::LetterId;
use crate::domain::letter::{Handover, Letter};
use crate::domain::time;
use crate::engine::Committed;
use crate::engine::queue::Submit;
use crate::mail::Courier;

/// Letters marked in one go, with one flush.
const LETTERS_MAX: usize = 16;
/// The next go is marked when so many of the last are still to be tried.
const LEFT_MIN: usize = LETTERS_MAX / 2;
/// What became of letters is stored after this, though others are still to be tried: a bot that is
/// killed then knows of it.
const REPORT_AFTER: Duration = Duration::from_secs(5);

/// Tries all letters that are due. Returns how many were accepted.
///
/// # Errors
/// When nothing can be stored; then no letter was tried without a mark, or the outcome of a try is
/// unknown and will be looked for.
pub fn send(
    desk: &mut impl Submit,
    courier: &mut (impl Courier + Send),
) -> Result<usize, RoundError> {
    let never = AtomicBool::new(false);
    Ok(send_while(desk, courier, &mut Vec::new(), &never, |_, _| LETTERS_MAX)?.accepted)
}

/// How many letters were tried, and how many of them were accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sent {
    pub tried: usize,
    pub accepted: usize,
}

impl Sent {
    fn count(&mut self, handover: &Handover) {
        self.tried += usize::from(*handover != Handover::NotTried);
        self.accepted += usize::from(matches!(handover, Handover::Accepted { .. }));
    }

    fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.accepted += other.accepted;
    }
}

/// Tries the letters that are due, some at a time, until there are none or `most` allows none; it is
/// told what the go before came to. What became of some is stored together with the mark on the next.
/// What could not be stored stays in `unreported` and is stored first the next time.
fn send_while<C: Courier + Send>(
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
        // A letter now and then needs no second hand.
        last = if letters.len() < LETTERS_MAX {
            hand_over(desk, courier, &letters, unreported, stop)
        } else {
            let (earlier, last) = with_two_hands(desk, courier, letters, unreported, stop)?;
            all.add(earlier);
            last
        };
        all.add(last);
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
    let mut reported = Instant::now();
    for letter in letters {
        let handover = try_one(courier, letter, stop);
        sent.count(&handover);
        unreported.push(Event::Delivery { letter: letter.id.clone(), handover });
        report_in_time(desk, unreported, &mut reported);
    }
    sent
}

fn try_one(courier: &mut impl Courier, letter: &Committed<Letter>, stop: &AtomicBool) -> Handover {
    if stop.load(Ordering::Relaxed) { Handover::NotTried } else { courier.deliver(letter) }
}

/// What cannot be stored now is stored with the rest, which must not be forgotten for it.
fn report_in_time(desk: &mut impl Submit, unreported: &mut Vec<Event>, reported: &mut Instant) {
    if reported.elapsed() < REPORT_AFTER {
        return;
    }
    if unreported.is_empty() || desk.submit(unreported.clone()).is_ok() {
        unreported.clear();
    }
    // Also when it failed: a disk that is full is not asked again and again meanwhile.
    *reported = Instant::now();
}

/// Tries and marks at once, from these letters on until none is due, or none of those that were marked
/// together is accepted. What was tried before the last were marked, and since.
fn with_two_hands(
    desk: &mut impl Submit,
    courier: &mut (impl Courier + Send),
    first: Vec<Committed<Letter>>,
    unreported: &mut Vec<Event>,
    stop: &AtomicBool,
) -> Result<(Sent, Sent), RoundError> {
    let (give, given) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    thread::scope(|hands| {
        let carrier = thread::Builder::new()
            .name("courier".to_owned())
            .spawn_scoped(hands, move || carry(courier, given, &tell, stop));
        let carrier = carrier.map_err(|error| {
            unreported.extend(first.iter().map(not_tried));
            RoundError::NoThread(error)
        })?;
        let mut marker = Marker::new(told, unreported);
        let marked = marker.mark(desk, give, first, stop);
        // What was marked is tried in any case, or handed back.
        while marker.hear(desk) {}
        if let Err(fault) = carrier.join() {
            // The program ends with it. What is stored nobody has to look for after that.
            let _ = desk.submit(std::mem::take(marker.unreported));
            panic::resume_unwind(fault);
        }
        marked?;
        Ok((marker.earlier, marker.last))
    })
}

fn not_tried(letter: &Committed<Letter>) -> Event {
    Event::Delivery { letter: letter.id.clone(), handover: Handover::NotTried }
}

/// The hand that tries letters.
fn carry(
    courier: &mut impl Courier,
    given: Receiver<Committed<Letter>>,
    tell: &Sender<(LetterId, Handover)>,
    stop: &AtomicBool,
) {
    for letter in given {
        let handover = try_one(courier, &letter, stop);
        if tell.send((letter.id.clone(), handover)).is_err() {
            return;
        }
    }
}

/// The hand at the engine.
struct Marker<'u> {
    told: Receiver<(LetterId, Handover)>,
    unreported: &'u mut Vec<Event>,
    reported: Instant,
    /// Letters that bear a mark, and of which nothing was heard yet.
    under_way: usize,
    /// The other hand is gone: it met a fault.
    is_alone: bool,
    earlier: Sent,
    /// Since letters were last marked.
    last: Sent,
}

impl<'u> Marker<'u> {
    fn new(told: Receiver<(LetterId, Handover)>, unreported: &'u mut Vec<Event>) -> Self {
        let (under_way, is_alone, earlier, last) = Default::default();
        Self { told, unreported, reported: Instant::now(), under_way, is_alone, earlier, last }
    }

    /// Marks letters and gives them out, until none is due or the courier gets none rid of.
    fn mark(
        &mut self,
        desk: &mut impl Submit,
        give: Sender<Committed<Letter>>,
        first: Vec<Committed<Letter>>,
        stop: &AtomicBool,
    ) -> Result<(), RoundError> {
        let mut letters = first;
        while !letters.is_empty() {
            letters.into_iter().for_each(|letter| self.give(&give, letter));
            while self.under_way > LEFT_MIN && self.hear(desk) {}
            // No letter is marked that would not be tried, and of a server that takes none, whoever
            // called finds out what is the matter.
            if stop.load(Ordering::Relaxed) || self.is_alone || self.last.accepted == 0 {
                break;
            }
            letters = desk.take_letters(self.unreported.clone(), LETTERS_MAX)?;
            self.unreported.clear();
            self.reported = Instant::now();
            self.earlier.add(std::mem::take(&mut self.last));
        }
        Ok(())
    }

    /// The other hand listens until this one lets go, unless it met a fault.
    fn give(&mut self, give: &Sender<Committed<Letter>>, letter: Committed<Letter>) {
        match give.send(letter) {
            Ok(()) => self.under_way += 1,
            Err(SendError(letter)) => {
                self.is_alone = true;
                self.unreported.push(not_tried(&letter));
            }
        }
    }

    /// Hears what became of a letter; false when there is nobody to hear.
    fn hear(&mut self, desk: &mut impl Submit) -> bool {
        match self.told.recv_timeout(REPORT_AFTER.saturating_sub(self.reported.elapsed())) {
            Ok((letter, handover)) => {
                self.under_way -= 1;
                self.last.count(&handover);
                self.unreported.push(Event::Delivery { letter, handover });
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                self.is_alone = true;
                return false;
            }
        }
        report_in_time(desk, self.unreported, &mut self.reported);
        true
    }
}

/// As `send`, while it may go on and with an eye on the server. One that is away is asked first: a try
/// would only make the letter wait longer for the next. After a while without letters one goes ahead of
/// the others, so that staff do not hear of each that it is delayed.
///
/// # Errors
/// As for `send`; `unreported` is what could not be stored, for the next call.
pub fn send_watched(
    desk: &mut impl Submit,
    courier: &mut (impl Courier + Send),
    watch: &mut Watch,
    unreported: &mut Vec<Event>,
    now: time::Instant,
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
fn is_in_trouble(courier: &mut impl Courier, watch: &mut Watch, now: time::Instant) -> bool {
    let trouble = courier.trouble();
    match &trouble {
        Some(reason) => watch.failed(now, reason.clone()),
        None if watch.is_down() && courier.must_prove() => {}
        None => watch.worked(now, 0),
    }
    trouble.is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::ids::{MailKey, VisitId};
    use crate::domain::mail::Filing;
    use crate::domain::notice::Notice;
    use crate::domain::room::RoomName;
    use crate::engine::Outcome;
    use crate::engine::queue::{Changed, Those};
    use crate::store::StoreError;

    /// A desk whose disk is full; counts how often it was asked.
    #[derive(Default)]
    struct Full(usize);

    impl Submit for Full {
        fn submit(&mut self, _: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
            self.0 += 1;
            Err(StoreError::Failed("no room".to_owned()))
        }

        fn take_letters(
            &mut self,
            _: Vec<Event>,
            _: usize,
        ) -> Result<Vec<Committed<Letter>>, StoreError> {
            Ok(Vec::new())
        }

        fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
            Vec::new()
        }

        fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
            Ok(BTreeSet::new())
        }

        fn mails_done(&mut self, _: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
            Ok(BTreeMap::new())
        }

        fn revision(&mut self) -> u64 {
            0
        }

        fn changed(
            &mut self,
            _: Those,
            _: BTreeMap<VisitId, u32>,
            _: usize,
        ) -> Result<Changed, StoreError> {
            Ok(Changed::default())
        }

        fn notices(&mut self, _: RoomName) -> Vec<Committed<Notice>> {
            Vec::new()
        }
    }

    #[test]
    fn a_disk_that_is_full_is_not_asked_again_at_once() {
        let (mut desk, mut reported) = (Full::default(), Instant::now() - REPORT_AFTER);
        let letter = LetterId::new("wb-2027-001.voorstel.1");
        let mut unreported = vec![Event::Delivery { letter, handover: Handover::NotTried }];
        for _ in 0..3 {
            report_in_time(&mut desk, &mut unreported, &mut reported);
        }
        assert_eq!((desk.0, unreported.len()), (1, 1));
    }
}
