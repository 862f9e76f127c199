//! A colleague who works in the same mailbox: flags mails, reads them, puts some away and back.
//!
//! What is done is drawn from a seed. When it comes depends on the machine, so a run is not repeated to
//! the letter; the order of deeds is.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{BOT, Onlooker};

#[path = "../../simulation/chance.rs"]
mod chance;

use chance::Chance;

#[derive(Debug)]
pub(crate) struct Neighbour {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<usize>>,
}

impl Neighbour {
    /// Begins to work in the bot's mailbox behind this port. Mails go from the first folder to the second
    /// and back.
    pub(crate) fn start(port: u16, folders: [&'static str; 2], seed: u64) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        let thread = Some(thread::spawn(move || work(port, folders, seed, &told)));
        Self { over, thread }
    }

    /// Has it put everything back and go home; how many things it did.
    pub(crate) fn finish(mut self) -> usize {
        self.over.store(true, Ordering::SeqCst);
        self.thread.take().map(|thread| thread.join().unwrap()).unwrap_or_default()
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Works until told that it is over, and comes in again whenever the server has thrown it out.
fn work(port: u16, folders: [&str; 2], seed: u64, over: &AtomicBool) -> usize {
    let (mut done, mut chance) = (0, Chance::of(seed, 0));
    let is_over = || over.load(Ordering::SeqCst);
    while !is_over() {
        if let Ok(mut client) = Onlooker::enter(port, BOT) {
            while !is_over() && deed(&mut client, folders, &mut chance).is_ok() {
                done += 1;
                thread::sleep(Duration::from_millis(chance.below(20) as u64));
            }
        }
        thread::sleep(Duration::from_millis(20));
    }
    let back = Onlooker::enter(port, BOT).and_then(|mut client| put_back(&mut client, folders));
    back.unwrap();
    done
}

/// One thing, to a mail that may be gone by then: the server takes that for done (RFC 9051, 6.4.9).
fn deed(client: &mut Onlooker, folders: [&str; 2], chance: &mut Chance) -> io::Result<()> {
    let [at_hand, aside] = folders;
    let mails = client.listing(at_hand)?;
    let deed = chance.below(5);
    if mails.is_empty() || deed == 0 {
        return put_back(client, folders);
    }
    let (uid, _) = *chance.pick(&mails);
    client.open(at_hand)?;
    match deed {
        1 => client.move_to(&uid.to_string(), aside),
        2 => client.store(uid, r"+FLAGS (\Flagged)"),
        3 => client.store(uid, r"-FLAGS (\Flagged)"),
        _ => client.store(uid, r"+FLAGS (\Seen)"),
    }
}

fn put_back(client: &mut Onlooker, [at_hand, aside]: [&str; 2]) -> io::Result<()> {
    if client.listing(aside)?.is_empty() {
        return Ok(());
    }
    client.open(aside)?;
    client.move_to("1:*", at_hand)
}
