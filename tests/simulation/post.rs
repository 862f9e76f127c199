//! The post office: takes letters, loses answers, and holds every letter against what was promised.
//!
//! It judges by what it sees itself: the bytes that it is handed, and what is on disk at that moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{Duration, NaiveDateTime};
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{ContactId, LetterId, MailKey};
use werkbezoek::domain::letter::{Body, Handover, Letter, LetterKind, LetterState, Sighting};
use werkbezoek::domain::mail::{Filing, MailRecord, Why};
use werkbezoek::domain::people::Address;
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, instant};
use werkbezoek::domain::visit::Stage;
use werkbezoek::engine::Committed;
use werkbezoek::rounds::Courier;

use crate::calendars::{Object, object_in};
use crate::chance::Chance;
use crate::faults::{Disk, Faults};

/// What became of a letter, as the post office knows it.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    pub(crate) letter: Letter,
    /// Times that its bytes really went out.
    pub(crate) out: u32,
    /// Whether the sender may think that it did not go out: the server said so, or the look did.
    may_resend: bool,
    /// When its own copy becomes visible; never, if the server keeps none.
    copy_from: Option<Instant>,
}

/// What a letter put into somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    letter: LetterId,
    decided_in_step: usize,
    sequence: u32,
    is_cancel: bool,
}

#[derive(Debug)]
struct Office {
    disk: Disk,
    faults: Faults,
    hosts: BTreeMap<ContactId, Address>,
    now: Instant,
    step: usize,
    chance: Chance,
    fine: bool,
    posted: BTreeMap<LetterId, Posted>,
    answers: BTreeMap<MailKey, BTreeSet<LetterId>>,
    calendars: BTreeMap<(String, String), Vec<Entry>>,
    first_seen: BTreeMap<LetterId, usize>,
    texts: BTreeMap<LetterId, String>,
    machines: BTreeSet<MailKey>,
    broken: Vec<String>,
    happened: Vec<String>,
    to_inbox: Vec<Vec<u8>>,
}

/// A handle on the post office: the courier of either engine.
#[derive(Debug, Clone)]
pub(crate) struct Post(Arc<Mutex<Office>>, bool);

impl Post {
    pub(crate) fn new(disk: Disk, faults: Faults, desk: &Desk, now: Instant) -> Self {
        let office = Office {
            disk,
            faults,
            hosts: desk.contacts.values().map(|c| (c.id.clone(), c.address.clone())).collect(),
            now,
            step: 0,
            chance: Chance::of(0, 0),
            fine: true,
            posted: BTreeMap::new(),
            answers: BTreeMap::new(),
            calendars: BTreeMap::new(),
            first_seen: BTreeMap::new(),
            texts: BTreeMap::new(),
            machines: BTreeSet::new(),
            broken: Vec::new(),
            happened: Vec::new(),
            to_inbox: Vec::new(),
        };
        Self(Arc::new(Mutex::new(office)), false)
    }

    /// The courier of the second engine, which never crashes.
    pub(crate) fn of_rival(&self) -> Self {
        Self(Arc::clone(&self.0), true)
    }

    fn office(&self) -> MutexGuard<'_, Office> {
        self.0.lock().unwrap()
    }

    pub(crate) fn begin_step(&self, step: usize, now: Instant, chance: Chance, fine: bool) {
        let mut office = self.office();
        (office.step, office.now, office.chance, office.fine) = (step, now, chance, fine);
    }

    pub(crate) fn set_now(&self, now: Instant) {
        self.office().now = now;
    }

    /// A mail that a machine wrote: nobody may answer it.
    pub(crate) fn is_from_machine(&self, key: MailKey) {
        self.office().machines.insert(key);
    }

    /// Which letters there are, so that later ones are known to be later.
    pub(crate) fn see(&self, state: &State) {
        let mut office = self.office();
        let step = office.step;
        for letter in state.letters() {
            office.first_seen.entry(letter.id.clone()).or_insert(step);
            office.count_answer(letter);
            if let Some(Body { mime, .. }) = office.disk.body(&letter.id) {
                office.judge_text(&Letter { mime, ..letter.clone() });
            }
        }
    }

    /// Letters that went out, for mails that answer them.
    pub(crate) fn posted(&self) -> Vec<Letter> {
        let office = self.office();
        office.posted.values().filter(|p| p.out > 0).map(|p| p.letter.clone()).collect()
    }

    pub(crate) fn to_inbox(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.office().to_inbox)
    }

    pub(crate) fn broken(&self) -> Vec<String> {
        std::mem::take(&mut self.office().broken)
    }

    pub(crate) fn happened(&self) -> Vec<String> {
        std::mem::take(&mut self.office().happened)
    }
}

impl Courier for Post {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        let is_rival = self.1;
        let mut office = self.office();
        if office.faults.crashed() && !is_rival {
            return Handover::Unknown;
        }
        office.judge(letter);
        let handover = office.hand_over(letter);
        let line = format!("post: {} -> {handover:?}", letter.id);
        office.happened.push(line);
        if !is_rival {
            office.faults.crashes_after_handover();
        }
        handover
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        let is_rival = self.1;
        let mut office = self.office();
        if office.faults.crashed() && !is_rival {
            return Sighting::NotSeen;
        }
        let sighting = office.look(letter);
        let line = format!("post: looked for {}: {sighting:?}", letter.id);
        office.happened.push(line);
        sighting
    }
}

impl Office {
    fn breaks(&mut self, letter: &Letter, what: &str) {
        self.broken.push(format!("letter {}: {what}", letter.id));
    }

    /// Everything that must be true of a letter at the moment it is handed over.
    fn judge(&mut self, letter: &Letter) {
        let state = self.disk.state();
        let paused = state.post().paused.as_ref().map(|paused| paused.since);
        if let (Some(paused), LetterState::Trying { since }) = (paused, &letter.state)
            && paused < *since
        {
            self.breaks(letter, "leaves during a pause");
        }
        let is_tried = |stored: &Letter| matches!(stored.state, LetterState::Trying { .. });
        let same_bytes = self.disk.body(&letter.id).is_some_and(|body| body.mime == letter.mime);
        if !same_bytes || !state.letter(&letter.id).is_some_and(is_tried) {
            self.breaks(letter, "it leaves, but is not on disk as being tried");
        }
        if self.now < letter.not_before {
            self.breaks(letter, "it leaves before its time");
        }
        if self.posted.get(&letter.id).is_some_and(|posted| !posted.may_resend) {
            self.breaks(letter, "sent again, though it may have gone out");
        }
        self.judge_text(letter);
        if letter.answers.as_ref().is_some_and(|mail| self.machines.contains(mail)) {
            self.breaks(letter, "it answers a machine");
        }
        self.count_answer(letter);
        self.judge_reminder(letter, &state);
        self.judge_calendar(letter);
    }

    /// An identity stands for one text, even if the first was called back and never left.
    fn judge_text(&mut self, letter: &Letter) {
        let first = self.texts.entry(letter.id.clone()).or_insert_with(|| letter.mime.clone());
        if *first != letter.mime {
            self.breaks(letter, "two texts under one identity");
        }
    }

    fn count_answer(&mut self, letter: &Letter) {
        let Some(mail) = &letter.answers else { return };
        let answers = self.answers.entry(mail.clone()).or_default();
        if answers.insert(letter.id.clone()) && answers.len() > 1 {
            let answers = format!("{answers:?}");
            self.breaks(letter, &format!("one mail has more answers: {answers}"));
        }
    }

    /// A reminder speaks of a visit that stands, at the moment that stands, and that is to come.
    fn judge_reminder(&mut self, letter: &Letter, state: &State) {
        if !matches!(letter.kind, LetterKind::Reminder | LetterKind::HostReminder) {
            return;
        }
        let text = letter.id.ordinal().split('-').nth(1).unwrap();
        let start = NaiveDateTime::parse_from_str(&format!("{text}00"), "%Y%m%dt%H%M%S").unwrap();
        if instant(start) <= self.now {
            self.breaks(letter, "it reminds of a visit that has begun");
        }
        if may_be_off(letter, state) {
            self.breaks(letter, "a mail waits that may call off what it reminds of");
        }
        let visit = letter.visit.and_then(|id| state.visit(id));
        // A reservation is asked about, an appointment is reminded of.
        let asks = letter.id.ordinal().ends_with("-zeker");
        let stage = if asks { Stage::AcceptedWithReservation } else { Stage::Confirmed };
        let stands = visit.filter(|visit| visit.stage == stage);
        let agreed = stands.and_then(|visit| visit.appointment.as_ref());
        match agreed {
            None => self.breaks(letter, "it reminds of a visit that is off"),
            Some(agreed) if agreed.slot.start != start => {
                self.breaks(letter, "it reminds of a moment that has moved");
            }
            Some(agreed) => {
                let is_host = letter.kind == LetterKind::HostReminder;
                if is_host && self.hosts.get(&agreed.host) != Some(&letter.to.address) {
                    self.breaks(letter, "it reminds somebody who does not receive any more");
                }
            }
        }
    }

    /// Sequences rise for each reader of each event (RFC 5546, 2.1.4).
    fn judge_calendar(&mut self, letter: &Letter) {
        let Some(object) = object_in(&letter.mime) else { return };
        // A no to a moment that was proposed bears the version of the proposal.
        if object.method == "DECLINECOUNTER" {
            return;
        }
        let Object { uid, attendee, sequence, method, .. } = object;
        let is_cancel = method == "CANCEL";
        let step = self.step;
        let decided_in_step = *self.first_seen.entry(letter.id.clone()).or_insert(step);
        let entry = Entry { letter: letter.id.clone(), decided_in_step, sequence, is_cancel };
        // Somebody who is guest and host at once is two readers.
        let reader = format!("{attendee} {}", letter.kind.is_for_host());
        let entries = self.calendars.entry((uid, reader)).or_default();
        if entries.contains(&entry) {
            return;
        }
        let wrong = entries.iter().find(|other| {
            let order = other.decided_in_step.cmp(&decided_in_step);
            other.sequence == sequence
                || (order.is_lt() && other.sequence > sequence)
                || (order.is_gt() && other.sequence < sequence)
        });
        let wrong = wrong.cloned();
        entries.push(entry);
        let mut in_order = entries.clone();
        in_order.sort_by_key(|entry| entry.sequence);
        let is_twice = in_order.windows(2).any(|pair| pair.iter().all(|entry| entry.is_cancel));
        if let Some(other) = wrong {
            self.breaks(letter, &format!("sequence {sequence}, but before that {other:?}"));
        }
        if is_twice && letter.kind.is_for_host() {
            self.breaks(letter, "a host is told twice that the same moment is off");
        }
    }

    /// What the server says, and what really happens to the bytes.
    fn hand_over(&mut self, letter: &Letter) -> Handover {
        let known = self.posted.get(&letter.id).map_or(0, |posted| posted.out);
        let (handover, out, may_resend) = match self.chance.below(if self.fine { 1 } else { 12 }) {
            0..=6 => (Handover::accepted("250 ok"), true, false),
            7 | 8 => (Handover::Deferred { reply: "451 later".to_owned() }, false, true),
            9 => (Handover::Refused { reply: "550 no such user".to_owned() }, false, false),
            10 => (Handover::Unknown, true, false),
            _ => (Handover::Unknown, false, false),
        };
        let copy_from = match self.chance.below(4) {
            0 => None,
            1 => Some(self.now),
            _ => Some(self.now + Duration::minutes(self.chance.between(1, 400))),
        };
        if out && self.chance.one_in(5) {
            self.to_inbox.push(letter.mime.clone().into_bytes());
        }
        let posted = Posted {
            letter: letter.clone(),
            out: known + u32::from(out),
            may_resend,
            copy_from: copy_from.filter(|_| out),
        };
        self.posted.insert(letter.id.clone(), posted);
        handover
    }

    /// Looks for our own copy. `SurelyNot` is only said of a letter that did not go out.
    fn look(&mut self, letter: &Letter) -> Sighting {
        let now = self.now;
        let certain = self.chance.one_in(2);
        let Some(posted) = self.posted.get_mut(&letter.id) else {
            // Marked as being tried and never handed over: the process ended in between.
            return if certain { Sighting::SurelyNot } else { Sighting::NotSeen };
        };
        if posted.out > 0 {
            let seen = posted.copy_from.is_some_and(|from| from <= now);
            return if seen { Sighting::Seen } else { Sighting::NotSeen };
        }
        posted.may_resend |= certain;
        if certain { Sighting::SurelyNot } else { Sighting::NotSeen }
    }
}

/// Whether a mail waits that came after the visit was agreed, and before this letter was tried, and may
/// call it off. A sheet that staff ask for leaves all the same.
fn may_be_off(letter: &Letter, state: &State) -> bool {
    let LetterState::Trying { since } = letter.state else { return false };
    let visit = letter.visit.and_then(|id| state.visit(id));
    let Some(agreed) = visit.and_then(|visit| visit.appointment.as_ref()) else { return false };
    let why = Filing::WaitsForStaff { why: Why::MayCallOff };
    let doubts = |mail: &MailRecord| {
        let in_time = agreed.confirmed_at <= mail.received && mail.received < since;
        mail.visit == letter.visit && mail.filing == why && in_time
    };
    !letter.id.ordinal().contains("-blad-") && state.mails().any(doubts)
}
