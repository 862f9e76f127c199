//! One run: a desk, people and machines around it, and steps drawn from a seed.
//!
//! Each step has its own chance, so a run can be played again without some of its steps.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use werkbezoek::audit::{Records, audit};
use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::ids::MailKey;
use werkbezoek::domain::letter::LetterState;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, instant, local};
use werkbezoek::engine::Engine;
use werkbezoek::engine::visits::Lookup;
use werkbezoek::mail::Census;
use werkbezoek::rounds::{self, Review, rooms};
use werkbezoek::store::Store;
use werkbezoek::words::Words;

use crate::agreed::{self, Said};
use crate::chance::Chance;
use crate::faults::{Deed, Disk, Fault, Faults, FaultyStore, Rival};
use crate::letterbox::Letterbox;
use crate::post::Post;
use crate::promises::{self, OnDisk};
use crate::writers::{self, View};
use crate::{desk, staff};

pub(crate) const STEPS: usize = 70;

/// A run that broke a promise.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) step: usize,
    pub(crate) what: Vec<String>,
    pub(crate) told: Vec<String>,
}

/// Visits that our engine keeps whole in memory: so few that most it looks at are away. The rival keeps
/// what is usual.
const WHOLE: usize = 2;

/// What all runs have in common.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) desk: Desk,
    pub(crate) words: Arc<Words>,
}

struct Run {
    desk: Arc<Desk>,
    words: Arc<Words>,
    disk: Disk,
    faults: Faults,
    engine: Option<Engine<FaultyStore>>,
    post: Post,
    letterbox: Letterbox,
    now: Instant,
    latest: Instant,
    offices: usize,
    written: u64,
    old_mails: Vec<Vec<u8>>,
    mails: BTreeSet<MailKey>,
    heard: Said,
    told: Vec<String>,
    broken: Vec<String>,
}

/// Plays the run of a seed, leaving out some steps. What happened is told to `told` as it happens,
/// so that a panic leaves the story behind.
pub(crate) fn play(
    given: &Given,
    seed: u64,
    left_out: &BTreeSet<usize>,
    last: usize,
    told: &mut Vec<String>,
) -> Result<(), Broken> {
    let mut run = Run::new(given, seed);
    for step in (0..last).filter(|step| !left_out.contains(step)) {
        run.step(seed, step);
        told.append(&mut run.told);
        if !run.broken.is_empty() {
            return Err(Broken { step, what: run.broken, told: told.clone() });
        }
    }
    if last == STEPS {
        run.end_in_peace(seed);
        told.append(&mut run.told);
        if !run.broken.is_empty() {
            return Err(Broken { step: STEPS, what: run.broken, told: told.clone() });
        }
    }
    Ok(())
}

impl Run {
    fn new(given: &Given, seed: u64) -> Self {
        let mut chance = Chance::of(seed, u64::MAX);
        let desk = Arc::new(desk::varied(&given.desk, &mut chance));
        let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let day = first + Duration::days(chance.between(0, 700));
        let now = instant(day.and_hms_opt(chance.below(24) as u32, 0, 0).unwrap());
        let disk = Disk::default();
        let faults = Faults::default();
        let post = Post::new(disk.clone(), faults.clone(), &desk, now);
        let letterbox = Letterbox::new(disk.clone(), faults.clone(), desk.bot.address.clone());
        let mut run = Self {
            desk,
            words: Arc::clone(&given.words),
            disk,
            faults,
            engine: None,
            post,
            letterbox,
            now,
            latest: now,
            offices: 3 + chance.below(4),
            written: 0,
            old_mails: Vec::new(),
            mails: BTreeSet::new(),
            heard: Said::default(),
            told: Vec::new(),
            broken: Vec::new(),
        };
        run.restart();
        if chance.one_in(2) {
            let clock = Clock::Fixed(run.now);
            let (desk, words) = (Arc::clone(&run.desk), Arc::clone(&run.words));
            let engine = Engine::open(run.disk.clone(), desk, words, clock).unwrap();
            run.faults.set_rival(Some(Rival { engine, post: run.post.of_rival() }));
        }
        run
    }

    fn tell(&mut self, line: impl Into<String>) {
        self.told.push(format!("{} {}", local(self.now).format("%a %Y-%m-%d %H:%M"), line.into()));
    }

    fn on_disk(&self) -> Arc<State> {
        self.disk.state()
    }

    fn engine(&mut self) -> &mut Engine<FaultyStore> {
        self.engine.as_mut().unwrap()
    }

    /// A new process on what is stored.
    fn restart(&mut self) {
        self.faults.disarm();
        self.faults.restarted();
        let store = FaultyStore { disk: self.disk.clone(), faults: self.faults.clone() };
        let clock = Clock::Fixed(self.now);
        let (desk, words) = (Arc::clone(&self.desk), Arc::clone(&self.words));
        let engine = Engine::open(store, desk, words, clock).unwrap();
        self.engine = Some(engine.keeping_whole(WHOLE));
    }

    // ---- steps ----

    fn step(&mut self, seed: u64, step: usize) {
        let mut chance = Chance::of(seed, step as u64);
        self.post.begin_step(step, self.now, Chance::of(seed, 1000 + step as u64), false);
        self.tell(format!("-- step {step}"));
        if chance.one_in(4) {
            self.arm(&mut chance);
        }
        match chance.below(20) {
            0..=8 => self.mail_comes(&mut chance),
            9..=14 => self.staff_speak(&mut chance),
            15..=17 => self.time_passes(&mut chance),
            18 => self.rival_works(&mut chance),
            _ => {
                self.tell("a clean restart");
                self.restart();
            }
        }
        self.rounds(&mut chance);
        self.after(&chance);
    }

    fn arm(&mut self, chance: &mut Chance) {
        let fault = match chance.below(10) {
            0 => Fault::FullDisk,
            1 => Fault::CrashBeforeCommit,
            2 => Fault::CrashAfterCommit,
            3 => Fault::Archive,
            4 => Fault::CrashAtPutAway,
            5 => Fault::CrashAfterHandover,
            6 => Fault::Rival(Deed::Same),
            7 => Fault::Rival(Deed::Tick),
            8 => Fault::Rival(Deed::Send),
            _ => Fault::Rival(Deed::Events(self.said(chance, 1))),
        };
        let nth = chance.between(1, 4) as u32;
        self.faults.arm(nth, fault);
    }

    fn mail_comes(&mut self, chance: &mut Chance) {
        let state = self.on_disk();
        let posted = self.post.posted();
        for _ in 0..chance.between(1, 3) {
            let bytes = if !self.old_mails.is_empty() && chance.one_in(8) {
                let bytes = chance.pick(&self.old_mails).clone();
                self.tell("mail: one that came before");
                bytes
            } else {
                self.written += 1;
                let view = View {
                    desk: &self.desk,
                    state: &state,
                    now: self.now,
                    posted: &posted,
                    offices: self.offices,
                    number: self.written,
                };
                let written = writers::write(&view, chance);
                let key = self.letterbox.drop(written.bytes.clone());
                self.tell(format!("mail {}: {}", self.written, written.about));
                self.mails.insert(key.clone());
                self.heard.in_mail(key.clone(), written.says);
                if written.by_machine {
                    self.post.is_from_machine(key);
                }
                self.old_mails.push(written.bytes);
                continue;
            };
            self.letterbox.drop(bytes);
        }
    }

    fn said(&mut self, chance: &mut Chance, count: usize) -> Vec<Event> {
        let state = self.on_disk();
        let mut events = Vec::new();
        for _ in 0..count {
            let name = *chance.pick(&["Noor", "Bram"]);
            let line = staff::line(&self.desk, &state, self.now, chance);
            let of_all = line.starts_with("systeem");
            let role = if of_all { Role::Beheerder } else { Role::Planner };
            let staff = Staff::new(name, name, role);
            self.tell(format!("{name}: {line}"));
            self.heard.by_staff();
            events.extend(rooms::heard(&self.desk, self.now, &staff, &Spot::default(), &line));
        }
        events
    }

    fn staff_speak(&mut self, chance: &mut Chance) {
        for _ in 0..chance.between(1, 3) {
            let count = chance.between(1, 2) as usize;
            let events = self.said(chance, count);
            self.faults.in_hand(&events);
            if let Ok(outcomes) = self.engine().handle(events) {
                for failed in outcomes.iter().filter_map(|outcome| outcome.failed.clone()) {
                    self.broken.push(format!("a command failed: {failed}"));
                }
            }
        }
    }

    fn time_passes(&mut self, chance: &mut Chance) {
        let due = self.engine().next_due();
        let night = self.next_clock_change();
        let now = match chance.below(12) {
            0..=2 => self.now + Duration::minutes(chance.between(1, 90)),
            3 | 4 => self.now + Duration::hours(chance.between(1, 30)),
            5 | 6 => self.now + Duration::days(chance.between(1, 9)),
            7 => self.now + Duration::days(chance.between(10, 40)),
            8 => self.now - Duration::minutes(chance.between(1, 90)),
            9 => night + Duration::minutes(chance.between(-70, 130)),
            _ => due.unwrap_or(self.now).max(self.now) + Duration::seconds(chance.between(-1, 1)),
        };
        self.set_now(now);
        self.tell("the clock is set");
    }

    /// The night that is next in which clocks in the Netherlands change, if it is near.
    fn next_clock_change(&self) -> Instant {
        let mut at = self.now;
        let offset = |at: Instant| local(at) - at.naive_utc();
        for _ in 0..24 * 30 {
            at += Duration::hours(1);
            if offset(at) != offset(at - Duration::hours(1)) {
                return at;
            }
        }
        self.now + Duration::hours(1)
    }

    fn set_now(&mut self, now: Instant) {
        self.now = now;
        self.latest = self.latest.max(now);
        self.post.set_now(now);
        self.engine().set_clock(Clock::Fixed(now));
        if let Some(mut rival) = self.faults.take_rival() {
            rival.engine.set_clock(Clock::Fixed(now));
            self.faults.set_rival(Some(rival));
        }
    }

    /// The second engine does something when the first is at rest.
    fn rival_works(&mut self, chance: &mut Chance) {
        let Some(mut rival) = self.faults.take_rival() else { return };
        let events = self.said(chance, 1);
        self.tell("the rival does its rounds");
        rival.engine.handle(events).unwrap();
        rival.engine.tick().unwrap();
        rounds::look(&mut rival.engine, &mut rival.post).unwrap();
        rounds::send(&mut rival.engine, &mut rival.post).unwrap();
        self.faults.set_rival(Some(rival));
        self.faults.rival_wrote();
    }

    fn rounds(&mut self, chance: &mut Chance) {
        let mut letterbox = self.letterbox.clone();
        let mut post = self.post.clone();
        if !chance.one_in(6) {
            let _ = rounds::intake(self.engine(), &mut letterbox);
            let _ = Review::default().tidy(self.engine(), &mut letterbox);
        }
        if !chance.one_in(6) {
            let _ = self.engine().tick();
        }
        if !chance.one_in(6) {
            let _ = rounds::look(self.engine(), &mut post);
        }
        if !chance.one_in(6) {
            let _ = rounds::send(self.engine(), &mut post);
        }
        self.show_notices();
        for copy in self.post.to_inbox() {
            let key = self.letterbox.drop(copy);
            self.mails.insert(key.clone());
            self.post.is_from_machine(key);
        }
    }

    /// Staff may only be told what is on disk.
    fn show_notices(&mut self) {
        if self.faults.crashed() {
            return;
        }
        let state = self.on_disk();
        let mut shown = Vec::new();
        for notice in self.engine().notices(RoomName::Console) {
            // Behind a rival, an engine may show once more what was shown.
            if state.counters().notices < notice.id.0 {
                self.broken.push(format!("staff are told what is not on disk: {:?}", notice.lines));
            }
            if notice.lines.iter().any(|line| line.starts_with("template `")) {
                self.broken.push(format!("a broken template: {:?}", notice.lines));
            }
            shown.push(Event::NoticeShown { notice: notice.id });
        }
        let _ = self.engine().handle(shown);
    }

    // ---- afterwards ----

    fn after(&mut self, chance: &Chance) {
        self.faults.disarm();
        for line in self.post.happened() {
            self.tell(line);
        }
        if let Some(struck) = self.faults.struck() {
            self.tell(format!("fault: {struck}"));
        }
        if self.faults.crashed() {
            self.tell("a new process");
            self.restart();
        }
        let _ = chance;
        self.check();
    }

    fn check(&mut self) {
        let state = self.on_disk();
        self.post.see(&state);
        self.broken.extend(self.post.broken());
        self.broken.extend(self.letterbox.broken());
        let on_disk = OnDisk {
            disk: &self.disk,
            state: &state,
            desk: &self.desk,
            latest: self.latest,
            letterbox: &self.letterbox,
            mails: &self.mails,
        };
        self.broken.extend(promises::broken(&on_disk));
        self.heard.look(&self.disk, &state, &mut self.broken);
        agreed::asks_once(&state, &mut self.broken);
        if self.disk.load().unwrap().0 != *state {
            self.broken.push("the store gives back something else than was stored".to_owned());
        }
        // Whoever wrote last knows exactly what is on disk.
        if self.faults.ours_is_last() {
            let engine = self.engine();
            let mut broken = (*engine.state() != *state).then_some("memory and disk differ");
            // Of most visits memory has a brief only; whoever asks for one gets it whole.
            for open in state.briefs() {
                if engine.visit(open.id).is_ok_and(|visit| Some(&*visit) != state.visit(open.id)) {
                    broken = Some("a visit is not brought as it is on disk");
                }
            }
            self.broken.extend(broken.map(str::to_owned));
        }
    }

    /// Every mail that ever came is accounted for.
    fn audit(&mut self) {
        let mut letterbox = self.letterbox.clone();
        Review::default().tidy(self.engine(), &mut letterbox).unwrap();
        let records = Records::of(self.disk.clone()).unwrap();
        let audit = audit(&letterbox.count().unwrap(), &records, self.now).unwrap();
        self.broken.extend(audit.findings.iter().map(|found| format!("audit: {found:?}")));
    }

    /// Fine weather and time: everything that was on its way arrives, and nothing goes round for ever.
    fn end_in_peace(&mut self, seed: u64) {
        self.tell("-- the end: fine weather");
        if let Some(rival) = self.faults.take_rival() {
            drop(rival);
        }
        let noor = Staff::new("noor", "Noor", Role::Beheerder);
        let on =
            rooms::heard(&self.desk, self.now, &noor, &Spot::default(), "systeem hervat").unwrap();
        self.engine().handle(vec![on]).unwrap();
        let until = self.latest + Duration::days(8);
        for round in 0..400 {
            self.post.begin_step(STEPS + round, self.now, Chance::of(seed, 9_000), true);
            let (mut letterbox, mut post) = (self.letterbox.clone(), self.post.clone());
            rounds::intake(self.engine(), &mut letterbox).unwrap();
            self.engine().tick().unwrap();
            rounds::look(self.engine(), &mut post).unwrap();
            rounds::send(self.engine(), &mut post).unwrap();
            self.show_notices();
            let due = self.engine().next_due().unwrap_or(until);
            let next = due.max(self.now + Duration::minutes(1));
            if next >= until {
                break;
            }
            self.set_now(next);
        }
        self.after(&Chance::of(seed, 0));
        let now = self.now;
        if now + Duration::days(1) < until && self.engine().next_due().is_some_and(|due| due <= now)
        {
            self.broken.push("the clock's work goes round for ever".to_owned());
        }
        if !self.letterbox.is_empty() {
            self.broken.push("mail is left in the box".to_owned());
        }
        self.audit();
        let state = self.on_disk();
        let (disk, letters) = (&self.disk, self.post.posted());
        agreed::calendars_tell_the_truth(disk, &state, &self.desk, &letters, &mut self.broken);
        let on_its_way = |state: &LetterState| match state {
            LetterState::Trying { .. } | LetterState::Unknown { .. } => true,
            LetterState::Waiting { .. } | LetterState::WithAPerson => false,
        };
        for letter in state.letters().filter(|letter| on_its_way(&letter.state)) {
            self.broken.push(format!("letter {} is stuck as {:?}", letter.id, letter.state));
        }
    }
}
