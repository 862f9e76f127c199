//! Config and templates as they lie on disk, for `systeem herlaad`.
//!
//! What was read and found good is kept, and the bot begins anew with exactly that: whoever goes on
//! writing cannot slip in what nobody checked.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::check;
use crate::clock::Clock;
use crate::config::{Config, KeySource};
use crate::domain::sweep::ConfigFault;
use crate::engine::ConfigOnDisk;

/// The config that was last read and found good.
#[derive(Debug, Clone, Default)]
pub(super) struct Good(Arc<Mutex<Option<Box<Config>>>>);

impl Good {
    pub(super) fn take(&self) -> Option<Box<Config>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, config: Config) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(config));
    }
}

/// The files of a bot that runs.
#[derive(Debug)]
pub(super) struct OnDisk {
    file: PathBuf,
    /// Where its store is, and stays.
    store: PathBuf,
    good: Good,
}

impl OnDisk {
    pub(super) fn of(config: &Config, good: &Good) -> Self {
        let (file, store) = (config.files.config.clone(), config.store.folder.clone());
        Self { file, store, good: good.clone() }
    }

    /// What a stop and a start could change, and a bot that begins anew cannot: it would leave its
    /// records behind, or make a key that no letter of before was signed with.
    fn unchangeable(&self, config: &Config) -> Vec<ConfigFault> {
        let fault = |place: &str, matter| ConfigFault { config_place: place.to_owned(), matter };
        let mut faults = Vec::new();
        if config.store.folder != self.store {
            let what = "cannot change while the bot works";
            let remedy = "stop it, move the folder, and start it again";
            let place = self.store.display();
            faults.push(fault("[store] folder", format!("{what}; it is {place}: {remedy}")));
        }
        if let KeySource::NotYet { path } = &config.key_source {
            let remedy = "put it back, or stop the bot and start it to have one made";
            let what = format!("{} is not there; {remedy}", path.display());
            faults.push(fault("signing key", what));
        }
        faults
    }
}

impl ConfigOnDisk for OnDisk {
    /// What `werkbezoek check` calls an error, and what only a start can change.
    fn faults(&self) -> Vec<ConfigFault> {
        // What was good a moment ago is not what lies there now.
        self.good.take();
        let config = match check::reread(&self.file, Clock::System.now()) {
            Ok(config) => config,
            Err(faults) => return faults,
        };
        let faults = self.unchangeable(&config);
        if faults.is_empty() {
            self.good.keep(config);
        }
        faults
    }
}
