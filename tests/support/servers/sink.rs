//! The world outside: whatever is sent to it is kept and goes no further.

use std::fs;
use std::time::SystemTime;

use super::{Held, free_ports};

#[derive(Debug)]
pub(crate) struct Sink {
    held: Held,
    pub(crate) port: u16,
}

/// A mail that somebody handed over, with its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// As it was sent; smtp-sink writes line feeds alone, here they are CR LF again.
    pub(crate) bytes: Vec<u8>,
}

impl Sink {
    /// Options of smtp-sink(1): `["-q", "."]` takes the mail and hangs up without a reply.
    pub(crate) fn start(options: &[&str]) -> Self {
        let [port] = free_ports();
        let settings = vec![("SINK_PORT", port.to_string())];
        Self { held: Held::with_options("sink.sh", settings, owned(options)), port }
    }

    /// Counts mails and does not keep them.
    pub(crate) fn start_counting() -> Self {
        let [port] = free_ports();
        let settings = vec![("SINK_PORT", port.to_string()), ("COUNT_ONLY", "yes".to_owned())];
        Self { held: Held::start("sink.sh", settings), port }
    }

    /// How many mails were taken so far; only of one that counts.
    pub(crate) fn count(&self) -> usize {
        // sess=1 quit=0 mesg=1000
        let log = fs::read_to_string(self.held.path().join("sink.log")).unwrap();
        let (_, last) = log.rsplit_once("mesg=").unwrap_or_default();
        last.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap_or(0)
    }

    pub(crate) fn stop(&mut self) {
        self.held.down();
    }

    /// Starts again with other options on the same port; what it took is still there.
    pub(crate) fn restart(&mut self, options: &[&str]) {
        self.held.down();
        self.held.options = owned(options);
        self.held.up();
    }

    /// What was taken so far, oldest first. A mail of which the last byte has not come is not there.
    pub(crate) fn mails(&self) -> Vec<Taken> {
        let mut mails: Vec<(SystemTime, Taken)> = fs::read_dir(self.held.path().join("mails"))
            .unwrap()
            .filter_map(|entry| {
                // A mail that is given up half-way takes its file with it.
                let path = entry.unwrap().path();
                let written = fs::metadata(&path).ok()?.modified().unwrap();
                Some((written, taken(&fs::read(&path).ok()?)?))
            })
            .collect();
        mails.sort_by_key(|(written, _)| *written);
        mails.into_iter().map(|(_, mail)| mail).collect()
    }
}

fn owned(options: &[&str]) -> Vec<String> {
    options.iter().map(|option| (*option).to_owned()).collect()
}

/// Reads what smtp-sink wrote: its own lines, a Received of three lines, the mail, an empty line.
fn taken(file: &[u8]) -> Option<Taken> {
    let file = file.strip_suffix(b"\n").filter(|file| file.ends_with(b"\n"))?;
    let mut lines = file.split_inclusive(|byte| *byte == b'\n');
    let (mut from, mut to) = (String::new(), Vec::new());
    for line in lines.by_ref() {
        let line = String::from_utf8_lossy(line);
        if let Some(address) = line.strip_prefix("X-Mail-Args: ") {
            from = within_brackets(address);
        } else if let Some(address) = line.strip_prefix("X-Rcpt-Args: ") {
            to.push(within_brackets(address));
        } else if line.starts_with("Received: ") {
            break;
        }
    }
    let mail = lines.skip(2).flat_map(|line| {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        text.iter().chain(b"\r\n").copied()
    });
    Some(Taken { from, to, bytes: mail.collect() })
}

/// `<a@b> BODY=8BITMIME` -> `a@b`.
fn within_brackets(argument: &str) -> String {
    let inner = argument.trim_start_matches('<').split('>').next();
    inner.unwrap_or_default().to_owned()
}
