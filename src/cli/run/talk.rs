//! The conversation on the console of the live bot: lines go to the engine, notices to the screen.
//!
//! Two sides pass each other messages, and neither may wait for the other alone. A store that refuses
//! ends nothing here: a command is said to have failed and can be typed again; that a notice was shown
//! is stored as soon as that works.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{Receiver, channel};

use crate::chat::console::{self, Console, Ended, Heard, Typed};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::ids::NoticeId;
use crate::domain::notice::Notice;
use crate::domain::people::Staff;
use crate::engine::queue::Submit;
use crate::rounds;
use crate::store::StoreError;

/// How often the engine is asked for notices.
const BEAT: Duration = Duration::from_millis(100);
/// After a failure to store what was seen, it is tried again after this.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// Messages under way between the two sides.
const UNDER_WAY: usize = 64;

/// The side of the engine.
pub(super) struct Talk<D> {
    engine: D,
    desk: Arc<Desk>,
    staff: Staff,
    /// The last notice given to the screen: each is given once.
    last: Option<NoticeId>,
    /// Notices seen, and not stored as such.
    seen: Vec<NoticeId>,
    /// After a failure: when to try again.
    again: Option<Instant>,
}

/// Talks until the output breaks or the engine is gone.
pub(super) async fn on_console<D: Submit, W: Write>(
    mut talk: Talk<D>,
    mut lines: Receiver<io::Result<Typed>>,
    mut room: Console<W>,
) -> Result<(), Failure> {
    let (notices, mut to_show) = channel::<Notice>(UNDER_WAY);
    let (heard, mut said) = channel::<Heard>(UNDER_WAY);
    let engine_side = async {
        let mut beat = tokio::time::interval(BEAT);
        loop {
            tokio::select! {
                Some(heard) = said.recv() => talk.pass_on(heard)?,
                _ = beat.tick() => {}
            }
            talk.store_seen()?;
            for notice in talk.news() {
                notices.send(notice).await?;
            }
        }
    };
    let console_side = async {
        if room.run(&mut lines, &mut to_show, &heard).await? == Ended::InputOver {
            room.run_on(&mut to_show, &heard).await?;
        }
        Ok::<(), Failure>(())
    };
    tokio::select! {
        ended = engine_side => ended,
        ended = console_side => ended,
    }
}

impl<D: Submit> Talk<D> {
    pub(super) fn new(engine: D, desk: Arc<Desk>, staff: Staff) -> Self {
        Self { engine, desk, staff, last: None, seen: Vec::new(), again: None }
    }

    fn pass_on(&mut self, heard: Heard) -> Result<(), StoreError> {
        match heard {
            Heard::Shown(notice) => self.seen.push(notice),
            Heard::Said(line) => self.obey(&line)?,
        }
        Ok(())
    }

    fn obey(&mut self, line: &str) -> Result<(), StoreError> {
        let now = Clock::System.now();
        let heard = rounds::heard(&self.desk, now, &self.staff, console::ROOM, line);
        let Some(event) = heard else { return Ok(()) };
        match self.engine.submit(vec![event]) {
            Ok(_) => Ok(()),
            Err(StoreError::Stopped) => Err(StoreError::Stopped),
            Err(error) => {
                complain(&format!("not stored, so not done: {error}; type it again later"));
                Ok(())
            }
        }
    }

    /// Stores which notices were seen; after a failure only when some time has passed.
    fn store_seen(&mut self) -> Result<(), StoreError> {
        let waits = self.again.is_some_and(|again| Instant::now() < again);
        if self.seen.is_empty() || waits {
            return Ok(());
        }
        let shown = self.seen.iter().map(|id| Event::NoticeShown { notice: *id }).collect();
        match self.engine.submit(shown) {
            Ok(_) => {
                self.seen.clear();
                self.again = None;
            }
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            Err(error) => {
                complain(&format!("what you have seen is not stored yet: {error}"));
                self.again = Some(Instant::now() + AFTER_FAILURE);
            }
        }
        Ok(())
    }

    /// The notices for this room that were not given to the screen yet. Those for other rooms count as
    /// seen: nobody is there to show them.
    fn news(&mut self) -> Vec<Notice> {
        let mut news = Vec::new();
        for notice in self.engine.notices() {
            if self.last >= Some(notice.id) {
                continue;
            }
            self.last = Some(notice.id);
            if console::concerns(&notice) {
                news.push((*notice).clone());
            } else {
                self.seen.push(notice.id);
            }
        }
        news
    }
}

/// A word beside the conversation.
fn complain(text: &str) {
    // Nothing is left to tell if standard error is gone.
    let _ = writeln!(io::stderr(), "werkbezoek: {text}");
}

#[cfg(test)]
mod tests;
