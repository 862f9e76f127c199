//! The stage: the production engine, store and mail folders in one folder, with a clock set by hand.
//!
//! Mail is dropped as a file and taken in by the rounds of the live bot; the clock walks to each
//! moment at which that bot would wake, midnight included. Whatever cannot be carried out stops the
//! story, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::mail_folder;
use super::post::{self, CalendarObject};
use super::samples::{Sample, Values};
use super::screen::Screen;
use crate::chat::console;
use crate::cli::{Failure, run};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::event::Event;
use crate::domain::ids::{MailKey, VisitId};
use crate::domain::letter::{Handover, Letter, LetterKind, Sighting};
use crate::domain::mail::Filing;
use crate::domain::notice::Notice;
use crate::domain::room::{RoomName, Spot, Staff};
use crate::domain::state::State;
use crate::domain::time::{instant, local};
use crate::engine::queue::{Changed, Submit, Those};
use crate::engine::{Committed, Engine, Outcome};
use crate::mail::maildir::{Arrival, MaildirBox, MaildirCourier};
use crate::mail::parse::parse;
use crate::rounds::{self, Courier, Review, rooms};
use crate::store::StoreError;
use crate::store::sled::SledStore;

/// The engine, and the first thing that it could not do.
struct Watched {
    engine: Engine<SledStore>,
    failed: Option<String>,
}

impl Submit for Watched {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = self.engine.submit(events)?;
        let failed = outcomes.iter().find_map(|outcome| outcome.failed.clone());
        self.failed = self.failed.take().or(failed);
        Ok(outcomes)
    }

    fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        self.engine.take_letters(told, most)
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        self.engine.letters_in_doubt()
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        self.engine.mails_waiting()
    }

    fn mails_done(&mut self, keys: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        self.engine.mails_done(&keys)
    }

    fn changed(
        &mut self,
        those: Those,
        known: BTreeMap<VisitId, u32>,
        most: usize,
    ) -> Result<Changed, StoreError> {
        self.engine.changed(those, known, most)
    }

    fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>> {
        self.engine.notices(room)
    }

    fn revision(&mut self) -> u64 {
        self.engine.revision()
    }
}

/// The courier of the live bot, and what it carried.
struct Carrier {
    courier: MaildirCourier,
    carried: Vec<Letter>,
}

impl Courier for Carrier {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        let handover = self.courier.deliver(letter);
        if matches!(handover, Handover::Accepted { .. }) {
            self.carried.push((**letter).clone());
        }
        handover
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        self.courier.sighting(letter)
    }
}

/// Everything that takes part.
pub(super) struct Stage<'a, W> {
    pub(super) screen: Screen<W>,
    folder: &'a Path,
    engine: Watched,
    mailbox: MaildirBox,
    carrier: Carrier,
    review: Review,
    /// Letters that the onlooker has seen.
    shown: usize,
    staff: Staff,
}

impl<'a, W: Write> Stage<'a, W> {
    /// Opens store and mail folders of `config`, which lie in `folder`.
    ///
    /// # Errors
    /// Whatever cannot be opened, a template with a typing error among them.
    pub(super) fn open(
        config: &Config,
        folder: &'a Path,
        at: NaiveDateTime,
        screen: Screen<W>,
    ) -> Result<Self, Failure> {
        let engine = run::open(config, Clock::Fixed(instant(at)))?;
        let mail = mail_folder(folder);
        Ok(Self {
            screen,
            folder,
            engine: Watched { engine, failed: None },
            mailbox: run::maildir_box(config, &mail, Arrival::AtOnce)?,
            carrier: Carrier { courier: MaildirCourier::open(&mail)?, carried: Vec::new() },
            review: Review::default(),
            shown: 0,
            staff: console::staff("Noor"),
        })
    }

    pub(super) fn now(&self) -> NaiveDateTime {
        local(self.engine.engine.now())
    }

    /// What every sample mail of this moment knows.
    pub(super) fn values(&self) -> Values {
        Values::of(self.engine.engine.desk(), self.now())
    }

    /// The last letter of a kind that left.
    ///
    /// # Errors
    /// There is none: then the story cannot go on.
    pub(super) fn letter(&self, kind: LetterKind) -> Result<Letter, Failure> {
        let last = self.carrier.carried.iter().rev().find(|letter| letter.kind == kind);
        Ok(last.cloned().ok_or_else(|| {
            format!(
                "no letter `{}` has left by {}",
                kind.slug(),
                self.now().format("%Y-%m-%d %H:%M")
            )
        })?)
    }

    /// A mail arrives: its file is dropped into the inbox and taken in.
    pub(super) fn mail(&mut self, sample: Sample, values: &Values) -> Result<(), Failure> {
        let bytes = sample.filled(values)?;
        let bot = self.engine.engine.desk().bot.address.clone();
        let mail = parse(bytes.as_bytes(), None, &bot)
            .map_err(|why| format!("sample mail {} cannot be read: {why:?}", sample.name))?;
        fs::write(self.folder.join("mail/inbox").join(sample.name), &bytes)?;
        self.screen.mail_in(self.now(), &mail, sample.name)?;
        self.settle()
    }

    /// Staff type a line.
    pub(super) fn say(&mut self, line: &str) -> Result<(), Failure> {
        let now = self.engine.engine.now();
        self.screen.typed(local(now), &self.staff.name, line)?;
        let desk = self.engine.engine.desk().clone();
        let here = Spot::in_room(RoomName::Console);
        if let Some(event) = rooms::heard(&desk, now, &self.staff, &here, line) {
            self.engine.submit(vec![event])?;
        }
        self.settle()
    }

    /// Lets time pass up to a moment; what is due on the way happens then.
    pub(super) fn run_to(&mut self, until: NaiveDateTime) -> Result<(), Failure> {
        while self.now() < until {
            self.step(until)?;
        }
        Ok(())
    }

    /// Lets time pass until a letter of this kind has left, at most up to `latest`.
    pub(super) fn run_until_sent(
        &mut self,
        kind: LetterKind,
        latest: NaiveDateTime,
    ) -> Result<(), Failure> {
        let sent = |carrier: &Carrier| carrier.carried.iter().any(|letter| letter.kind == kind);
        while !sent(&self.carrier) && self.now() < latest {
            self.step(latest)?;
        }
        self.letter(kind).map(drop)
    }

    /// One step of the clock: to the next moment at which something happens by itself.
    fn step(&mut self, until: NaiveDateTime) -> Result<(), Failure> {
        let now = self.now();
        let midnight = (now.date() + Days::new(1)).and_time(NaiveTime::MIN);
        let due = self.engine.engine.next_due().map_or(until, local);
        if due <= now {
            return Err(format!("the clock stands still at {now}: what is due is not done").into());
        }
        let next = until.min(midnight).min(due);
        self.engine.engine.set_clock(Clock::Fixed(instant(next)));
        self.settle()
    }

    /// What the live bot does all the time: mail in, what is due, mail out, chat.
    fn settle(&mut self) -> Result<(), Failure> {
        rounds::look(&mut self.engine, &mut self.carrier)?;
        rounds::intake(&mut self.engine, &mut self.mailbox)?;
        self.show_notices()?;
        self.engine.engine.tick()?;
        rounds::send(&mut self.engine, &mut self.carrier)?;
        self.review.tidy(&mut self.engine, &mut self.mailbox)?;
        self.show_letters()?;
        self.show_notices()?;
        if let Some(failed) = self.engine.failed.take() {
            return Err(failed.into());
        }
        let engine = &self.engine.engine;
        if engine.state().visits_due(engine.now()).next().is_some() {
            return Err("what was due could not be done; the last chat line says why".into());
        }
        Ok(())
    }

    fn show_notices(&mut self) -> Result<(), Failure> {
        let now = self.now();
        let mut seen = Vec::new();
        for notice in self.engine.notices(RoomName::Console) {
            self.screen.notice(now, &notice)?;
            seen.push(Event::NoticeShown { notice: notice.id });
        }
        if !seen.is_empty() {
            self.engine.submit(seen)?;
        }
        Ok(())
    }

    fn show_letters(&mut self) -> Result<(), Failure> {
        let now = self.now();
        while let Some(letter) = self.carrier.carried.get(self.shown).cloned() {
            self.shown += 1;
            let received = post::received(letter.mime.as_bytes()).unwrap_or_default();
            let objects = self.keep_objects(&letter, received.objects)?;
            let file = format!("mail/sent/new/{}.eml", letter.id);
            self.screen.mail_out(now, &letter, &received.text, &file, &objects)?;
        }
        Ok(())
    }

    /// Saves calendar objects as files of their own, so that a calendar can open them.
    fn keep_objects(
        &self,
        letter: &Letter,
        objects: Vec<CalendarObject>,
    ) -> Result<Vec<(CalendarObject, String)>, Failure> {
        let mut kept = Vec::new();
        for (nth, object) in objects.into_iter().enumerate() {
            let more = if nth == 0 { String::new() } else { format!("-{}", nth + 1) };
            let place = format!("agenda/{}{more}.ics", letter.id);
            fs::write(self.folder.join(&place), &object.text)?;
            kept.push((object, place));
        }
        Ok(kept)
    }

    /// The play is over: lets go of the store. Returns the screen and the state as it was.
    pub(super) fn close(self) -> (Screen<W>, State) {
        let state = self.engine.engine.state().clone();
        (self.screen, state)
    }
}
