//! The post, from the mailbox on a server to the answer at another: `cargo bench --bench post`, or with
//! a folder in which `benches/post/install_helpdesk.sh FOLDER` was run: `cargo bench --bench post -- FOLDER`.
//!
//! 1,000 requests of 3 to 5 KB lie in a mailbox of Dovecot, each from an office of its own, and
//! smtp-sink counts the answers. Every row gets a mailbox of its own with the same mails, the rows take
//! turns, and the median counts: machine and disk are busy with other things too, so only ratios of the
//! same run mean something. `floor` does no work between reading and sending; `werkbezoek` is one
//! `run --once`, its start and its end included; `django-helpdesk` is its `get_email`. The folder of
//! Dovecot is in memory where there is such a place: a mail server has a disk of its own, and the row
//! that moves mail would wait for this one. What the rows themselves keep is on disk.

#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark may stop at once"
)]

#[path = "post/floor.rs"]
mod floor;
#[path = "post/helpdesk.rs"]
mod helpdesk;
#[path = "post/latency.rs"]
mod latency;
#[path = "post/mails.rs"]
mod mails;
#[path = "post/office.rs"]
mod office;
#[path = "post/ours.rs"]
mod ours;
#[path = "../tests/support/program.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod program;
#[path = "../tests/support/servers.rs"]
mod servers;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use office::{Memory, Office};

const MAILS: usize = 1_000;
const MANY_MAILS: usize = 10_000;
const ROUNDS: usize = 5;
/// django-helpdesk takes half a minute for each.
const ROUNDS_OF_HELPDESK: usize = 3;

/// Where Linux keeps files in memory (tmpfs).
const IN_MEMORY: &str = "/dev/shm";

fn main() {
    if Path::new(IN_MEMORY).is_dir() {
        tempfile::env::override_temp_dir(Path::new(IN_MEMORY)).unwrap();
    }
    let folder = std::env::args().skip(1).find(|word| !word.starts_with('-')).map(PathBuf::from);
    let (mut floor, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        floor.push(of_floor());
        ours.push(of_ours(MAILS));
        if let Some(folder) = folder.as_ref().filter(|_| round < ROUNDS_OF_HELPDESK) {
            theirs.push(of_helpdesk(folder));
        }
    }
    println!("{MAILS} mails of {} KB, median of {ROUNDS} rounds", kilobytes());
    let (floor, ours) = (Row::of(floor), Row::of(ours));
    floor.print("floor");
    ours.print("werkbezoek");
    println!("{:>40} {:>8.2} (aim: 0.5)", "werkbezoek / floor", ours.rate / floor.rate);
    if !theirs.is_empty() {
        let theirs = Row::of(theirs);
        theirs.print("django-helpdesk");
        let ratio = ours.rate / theirs.rate;
        println!("{:>40} {ratio:>8.1} (aim: 50)", "werkbezoek / django-helpdesk");
    }
    Row::of(vec![of_ours(MANY_MAILS)]).print(&format!("werkbezoek, {MANY_MAILS} mails"));
    latency::print();
}

fn kilobytes() -> String {
    let sizes: Vec<usize> = (0..MAILS).map(|number| mails::mail(number).len()).collect();
    let in_kb = |bytes: Option<&usize>| *bytes.unwrap() as f64 / 1000.0;
    format!("{:.1} to {:.1}", in_kb(sizes.iter().min()), in_kb(sizes.iter().max()))
}

/// One run: how many mails, how long, and the memory of who did it.
type Run = (usize, Duration, Option<Memory>);

struct Row {
    /// Mails a second, and how far the rounds lie apart.
    rate: f64,
    least: f64,
    most: f64,
    memory: Option<Memory>,
}

impl Row {
    fn of(mut runs: Vec<Run>) -> Self {
        runs.sort_by_key(|(_, took, _)| *took);
        let rates: Vec<f64> =
            runs.iter().map(|(mails, took, _)| *mails as f64 / took.as_secs_f64()).collect();
        let middle = runs.len() / 2;
        let least = rates.last().copied().unwrap();
        Self { rate: rates[middle], least, most: rates[0], memory: runs[middle].2 }
    }

    fn print(&self, name: &str) {
        let Self { rate, least, most, memory } = self;
        let memory = memory.map_or_else(String::new, |Memory { most, last }| {
            format!("  memory {last:.0} MB at the end, {most:.0} MB at most (aim: 40)")
        });
        println!("{name:>40} {rate:>8.0} mails/s ({least:.0} to {most:.0}){memory}");
    }
}

fn of_floor() -> Run {
    let office = Office::with_mails(MAILS);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("floor");
    let start = Instant::now();
    let mails = floor::run(office.dovecot.imap, office.sink.port, &file);
    let took = start.elapsed();
    accepted(&office, MAILS);
    (mails, took, None)
}

fn of_ours(mails: usize) -> Run {
    let office = Office::with_mails(mails);
    let home = ours::home(office.dovecot.imap, office.sink.port);
    let ran = ours::run(&home);
    accepted(&office, mails);
    assert_eq!(office.dovecot.listing("INBOX"), [], "every mail is put away");
    (mails, ran.took, Some(ran.memory))
}

fn of_helpdesk(environment: &Path) -> Run {
    let office = Office::with_mails(MAILS);
    let ran = helpdesk::run(environment, office.dovecot.imap, office.sink.port);
    accepted(&office, MAILS);
    (MAILS, ran.took, Some(ran.memory))
}

fn accepted(office: &Office, mails: usize) {
    assert_eq!(office.sink.count(), mails, "one answer for each mail");
}
