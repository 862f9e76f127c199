//! Config that is looked at again while the bot runs, before the command that asks for it is decided.
//!
//! The engine reads no files: whoever opened it lends it a `ConfigOnDisk`, and looks whether it is to
//! begin anew with that.

use chrono::Duration;

use super::Engine;
use super::guard::guarded;
use crate::domain::state::Unread;
use crate::domain::sweep::{ConfigFault, Reread};
use crate::store::Store;

/// So long whoever had the bot begin anew may take to read that it does: their room may be away.
const ANSWER_SECONDS: i64 = 10;

/// Config and templates as they lie on disk.
pub trait ConfigOnDisk: std::fmt::Debug + Send {
    /// Reads and checks them. Nothing changes by it.
    fn faults(&self) -> Vec<ConfigFault>;
}

impl<S: Store> Engine<S> {
    /// Lends it the config that `systeem herlaad` reads.
    pub fn lend_config(&mut self, config: Box<dyn ConfigOnDisk>) {
        self.config = Some(config);
    }

    /// A panic over a file on disk is a fault of that file, and the bot goes on.
    pub(super) fn reread(&self) -> Reread {
        let Some(config) = &self.config else { return Reread::Impossible };
        match guarded(|| Ok(config.faults())) {
            Ok(faults) if faults.is_empty() => Reread::Good,
            Ok(faults) => Reread::Faulty(faults),
            Err(matter) => {
                Reread::Faulty(vec![ConfigFault { config_place: "config".to_owned(), matter }])
            }
        }
    }

    /// Whether staff had it begin anew, and whoever asked has read the answer.
    pub(super) fn begins_anew(&self) -> bool {
        let Some(anew) = &self.state.post().anew else { return false };
        let is_answer = |unread: &Unread| unread.room == anew.room && unread.at == anew.at;
        let waits = (self.now() - anew.at).abs() < Duration::seconds(ANSWER_SECONDS)
            && self.state.unread().any(is_answer);
        !self.stale && !waits
    }
}
