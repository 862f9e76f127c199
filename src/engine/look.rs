//! What deciding needs of the archive: a record or two by their keys, and for a few commands a look
//! through it, record by record, so that memory holds only what is looked for. For one of them that
//! look is at config on disk (`reread`).

use super::batch::Batch;
use super::visits::Lookup;
use super::{Engine, visits};
use crate::decide::{recalls, sweeps};
use crate::domain::event::Event;
use crate::domain::notice::Notice;
use crate::domain::state::{Record, State};
use crate::domain::sweep::Sweep;
use crate::store::{Store, StoreError};

/// Records of the archive that are looked through in one go.
const ARCHIVE_MAX: usize = 256;

impl<S: Store> Engine<S> {
    /// Puts into the event what the archive has for it. The inner error is of this event alone.
    pub(super) fn look(
        &mut self,
        event: &mut Event,
        batch: &Batch,
    ) -> Result<Result<(), String>, StoreError> {
        let store = (&self.store, self.version);
        let recalled = |state: &State| recalls(&self.desk, state, event);
        let keys = match visits::decided(&mut self.state, store, recalled)? {
            Ok(keys) => keys,
            Err(failed) => return Ok(Err(failed)),
        };
        self.recall(event, keys, batch)?;
        let store = (&self.store, self.version);
        match visits::decided(&mut self.state, store, |state| sweeps(state, event))? {
            Ok(sweep) => self.sweep(event, sweep, batch),
            Err(failed) => Ok(Err(failed)),
        }
    }

    /// Looks through the archive for what this event depends on, what the batch changes in it included.
    /// The inner error is of this event alone: an open visit that is lost.
    fn sweep(
        &self,
        event: &mut Event,
        sweep: Option<Sweep>,
        batch: &Batch,
    ) -> Result<Result<(), String>, StoreError> {
        let (Event::StaffSaid { swept, .. }, Some(mut sweep)) = (event, sweep) else {
            return Ok(Ok(()));
        };
        if let Sweep::Config(read) = &mut sweep {
            *read = self.reread();
        }
        if sweep.wants_open() {
            for open in self.state.briefs() {
                match self.visit(open.id) {
                    Ok(visit) => sweep.take_open(&visit),
                    Err(error) if error.is_lost_record() => return Ok(Err(error.to_string())),
                    Err(error) => return Err(error),
                }
            }
        }
        let begins = sweep.begins();
        let mut behind = begins.unwrap_or_default().to_owned();
        let mut goes_on = begins.is_some();
        while goes_on {
            let records = self.store.archive_behind(&behind, ARCHIVE_MAX)?;
            goes_on = records.len() == ARCHIVE_MAX;
            for record in records {
                let Some(key) = record.archive_key() else { continue };
                goes_on &= batch.touches(&key) || sweep.take(&record);
                behind = key.to_path();
            }
        }
        batch.archive().for_each(|record| _ = sweep.take(record));
        if sweep.wants_notices() {
            for notice in self.owed(batch)? {
                sweep.take(&Record::Notice(notice));
            }
        }
        if let Sweep::Checkup(checkup) = &mut sweep {
            checkup.store = self.store.verify().err().map(|error| error.to_string());
        }
        *swept = Some(Box::new(sweep));
        Ok(Ok(()))
    }

    /// The notices that no room has shown yet, those that this batch adds included.
    fn owed(&self, batch: &Batch) -> Result<Vec<Notice>, StoreError> {
        let mut notices = Vec::new();
        for unread in self.state.unread() {
            notices.push(match batch.notice(unread.id) {
                Some(notice) => notice.clone(),
                None => self.notice(unread.id)?,
            });
        }
        Ok(notices)
    }
}
