//! What the rows of the benchmark meet: a mailbox full of mail, a sink that counts, and a child whose
//! memory is watched.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::mails;
use crate::servers::{BOT, Dovecot, Sink};

/// A mailbox and a sink, new for each run, so that nobody finds what another left.
pub(crate) struct Office {
    pub(crate) dovecot: Dovecot,
    pub(crate) sink: Sink,
}

impl Office {
    /// With so many mails in the inbox, their numbers and sizes known to the server, everything on disk.
    pub(crate) fn with_mails(count: usize) -> Self {
        let office = Self { dovecot: Dovecot::start(), sink: Sink::start_counting() };
        // The folder is made at the first login.
        let mut client = office.dovecot.onlooker();
        client.open("INBOX").unwrap();
        let inbox = office.dovecot.folder().join("mail").join(BOT.name).join("new");
        for number in 0..count {
            fs::write(inbox.join(delivered(number)), mails::mail(number)).unwrap();
        }
        client.ask("NOOP").unwrap();
        let listed = client.ask("FETCH 1:* (RFC822.SIZE)").map_or(0, |said| said.len());
        assert!(count == 0 || listed >= count, "{listed} of {count} mails in the inbox");
        // What was written before must not be paid for by whoever syncs next.
        assert!(Command::new("sync").status().unwrap().success());
        office
    }
}

/// The name of a mail as delivery agents give it, with microseconds: of names that only count up,
/// Dovecot's hash takes thousands for one, and it spends its time comparing them.
fn delivered(number: usize) -> String {
    let (second, micros) = (1_790_000_000 + number, number * 7_919 % 1_000_000);
    format!("{second}.M{micros:06}P4711.bench")
}

/// What a child came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ran {
    pub(crate) status: ExitStatus,
    pub(crate) took: Duration,
    pub(crate) memory: Memory,
}

/// In MB, as the system counts it (`VmHWM` and `VmRSS`, proc(5)).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Memory {
    pub(crate) most: f64,
    /// When last looked at, at most a beat before the end.
    pub(crate) last: f64,
}

const BEAT: Duration = Duration::from_millis(5);

/// Runs a command to its end and watches its memory.
pub(crate) fn watched(command: &mut Command) -> Ran {
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut memory = Memory::default();
    loop {
        memory = memory_of(&child).unwrap_or(memory);
        if let Some(status) = child.try_wait().unwrap() {
            return Ran { status, took: start.elapsed(), memory };
        }
        std::thread::sleep(BEAT);
    }
}

/// `None` when it has just ended.
pub(crate) fn memory_of(child: &Child) -> Option<Memory> {
    let path = Path::new("/proc").join(child.id().to_string()).join("status");
    let status = fs::read_to_string(path).ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
    };
    Some(Memory { most: field("VmHWM:")?, last: field("VmRSS:")? })
}
