//! What the live bot has of its process, and keeps when it begins anew: the signals that stop it, and
//! the terminal with whoever types there.
//!
//! A signal that comes between two desks is remembered, and stops the second one.

use std::io;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::console::Keyboard;
use crate::chat::console::terminal::KeptTerminal;
use crate::config::Config;

/// How often the bot looks whether its threads live, and whether it is to begin anew.
pub(super) const NAP: Duration = Duration::from_millis(50);

/// Of the process of the live bot.
#[derive(Debug)]
pub(super) struct Process {
    runtime: Runtime,
    terminate: Signal,
    interrupt: Signal,
    /// Once the console is opened.
    pub(super) keyboard: Option<Keyboard>,
    _terminal: KeptTerminal,
}

/// Why the bot stops.
#[derive(Debug)]
pub(super) enum Told {
    ToStop,
    ThreadEnded,
    /// To begin anew, with this config.
    ToBeginAnew(Box<Config>),
}

impl Process {
    pub(super) fn new() -> io::Result<Self> {
        let terminal = KeptTerminal::new();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let within = runtime.enter();
        let [terminate, interrupt] = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
        drop(within);
        Ok(Self {
            runtime,
            terminate: terminate?,
            interrupt: interrupt?,
            keyboard: None,
            _terminal: terminal,
        })
    }

    /// Waits until a signal comes, a thread is dead, or there is config to begin anew with.
    pub(super) fn until_told(
        &mut self,
        ended: impl Fn() -> bool,
        anew: impl Fn() -> Option<Box<Config>>,
    ) -> Told {
        let Self { runtime, terminate, interrupt, .. } = self;
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = terminate.recv() => Told::ToStop,
                _ = interrupt.recv() => Told::ToStop,
                told = until(ended, anew) => told,
            }
        })
    }
}

async fn until(ended: impl Fn() -> bool, anew: impl Fn() -> Option<Box<Config>>) -> Told {
    loop {
        if ended() {
            return Told::ThreadEnded;
        }
        if let Some(config) = anew() {
            return Told::ToBeginAnew(config);
        }
        tokio::time::sleep(NAP).await;
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_dead_thread_ends_the_bot() {
        let dead = thread::spawn(|| {});
        let told = Process::new().unwrap().until_told(|| dead.is_finished(), || None);
        assert!(matches!(told, Told::ThreadEnded), "{told:?}");
    }
}
