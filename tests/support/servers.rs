//! Real servers for tests: Dovecot, Postfix and smtp-sink by the scripts in `tests/servers/`, a proxy in
//! between that can fail as networks do, a second mail client, and an IMAP client of the tests' own.
//!
//! Every server is a guard: it is ready once it is made, and gone once it is dropped, also when the
//! test is killed. A server that is not installed fails the test with the remedy; tests that need one
//! are `#[ignore]`d and run by `tests/run`.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly, and each uses its part"
)]

#[path = "servers/dialogue.rs"]
mod dialogue;
#[path = "servers/dovecot.rs"]
mod dovecot;
#[path = "servers/neighbour.rs"]
mod neighbour;
#[path = "servers/onlooker.rs"]
mod onlooker;
#[path = "servers/people.rs"]
pub(crate) mod people;
#[path = "servers/postfix.rs"]
mod postfix;
#[path = "servers/proxy.rs"]
mod proxy;
#[path = "servers/sink.rs"]
mod sink;
#[path = "servers/stepper.rs"]
mod stepper;
#[path = "servers/synapse.rs"]
mod synapse;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) use dialogue::Dialogue;
pub(crate) use dovecot::{BOT, COLLEAGUE, Dovecot, User};
pub(crate) use neighbour::Neighbour;
pub(crate) use onlooker::Onlooker;
pub(crate) use postfix::{Fault, Postfix};
pub(crate) use proxy::{Line, Proxy, Way};
pub(crate) use sink::{Sink, Taken};
pub(crate) use stepper::{Ended, Kill, Stepper};
pub(crate) use synapse::{Synapse, python};

/// Ports that nobody listens on, below those that the kernel gives to outgoing connections (32768 and
/// up on Linux): a port from there could be taken before the server has it.
pub(crate) fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    std::array::from_fn(|_| free_port())
}

/// Never the same twice in one process, and another row for every process.
fn free_port() -> u16 {
    const FIRST: u32 = 10_000;
    const ROW: u32 = 22_000;
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let next = |_| {
        let asked = ASKED.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (std::process::id() * 97 + asked) % ROW;
        u16::try_from(port).unwrap()
    };
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (0..ROW).map(next).find(free).unwrap()
}

/// A server that one of the scripts runs, in a folder of its own.
#[derive(Debug)]
pub(crate) struct Held {
    script: &'static str,
    settings: Vec<(&'static str, String)>,
    options: Vec<String>,
    /// Below the system's folder for such things and not below `target`: a path of a socket is short.
    folder: tempfile::TempDir,
    child: Option<Child>,
}

impl Held {
    /// Starts it and waits until it is ready.
    fn start(script: &'static str, settings: Vec<(&'static str, String)>) -> Self {
        Self::with_options(script, settings, Vec::new())
    }

    fn with_options(
        script: &'static str,
        settings: Vec<(&'static str, String)>,
        options: Vec<String>,
    ) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), script, settings, options)
    }

    fn start_in(
        folder: tempfile::TempDir,
        script: &'static str,
        settings: Vec<(&'static str, String)>,
        options: Vec<String>,
    ) -> Self {
        let mut held = Self { script, settings, options, folder, child: None };
        held.up();
        held
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, verb: &str) -> Command {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers");
        let mut command = Command::new("bash");
        command.arg(scripts.join(self.script)).arg(verb).arg(self.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// What the script complained of last; a file, because servers go on holding what it wrote to.
    fn complaints(&self) -> PathBuf {
        self.path().join("complaints.log")
    }

    fn up(&mut self) {
        assert!(self.child.is_none(), "{} runs already", self.script);
        let mut command = self.command("run");
        command.args(&self.options).stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(File::create(self.complaints()).unwrap());
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        self.child = Some(child);
        if first.trim_end() != "ready" {
            panic!("no server: {}", fs::read_to_string(self.complaints()).unwrap());
        }
    }

    /// Closing its input is what the script waits for.
    fn down(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }

    /// Has the script do something beside the running server; what it printed.
    fn tell(&self, verb: &str, words: &[&str]) -> String {
        let output = self.command(verb).args(words).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} {verb} {words:?}: {complaint}", self.script);
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.down();
    }
}
