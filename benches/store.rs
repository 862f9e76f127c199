//! What the store on disk costs, as ratios within one run: `cargo bench --bench store`.
//!
//! 1. Commits alone and in batches of 64, each beside a bare append and fdatasync of the same bytes,
//!    in turns, medians; and the same without any sync, which is the work of the store itself.
//! 2. Time from open to the end of `load`, and memory after it, with ever more closed visits beside
//!    1,000 open ones. Both must stay flat. Each is measured in a process of its own.
//! 3. Why the archive is not in sled: the time to open and scan as many records, or as many places,
//!    in a sled tree. Without a scan nothing that sled says can be believed.
//!
//! `cargo bench --bench store -- commits` runs one part (`commits`, `history`, `sled`).

#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop at once")]

#[path = "../tests/store/samples.rs"]
mod samples;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use samples::{archive_visit, day, put_visit};
use werkbezoek::domain::state::Change;
use werkbezoek::store::disk::Disk;
use werkbezoek::store::sled::{Options, SledStore};
use werkbezoek::store::{Store, Version};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["open", path] => open(Path::new(path)),
        ["open-sled", path] => open_sled(Path::new(path)),
        ["commits"] => commits(),
        ["history"] => history(),
        ["sled"] => plain_sled(),
        _ => {
            commits();
            history();
            plain_sled();
        }
    }
}

fn folder() -> tempfile::TempDir {
    // Beside the build and not in /tmp, which may be in memory.
    let below = Path::new(env!("CARGO_TARGET_TMPDIR"));
    tempfile::tempdir_in(below).unwrap()
}

// ---- commits ----

fn commits() {
    println!(
        "{:>6} {:>9} {:>10} {:>10} {:>7} {:>12}",
        "batch", "bytes", "store us", "bare us", "ratio", "own work us"
    );
    let alone = commits_of(1, 1500);
    let together = commits_of(64, 150);
    println!("changes a second in batches of 64, against alone: {:.1} x\n", together / alone);
}

/// Changes a second, committed in batches of `size`. Each commit has its bare append right beside
/// it, because a disk may be ten times slower from one second to the next.
fn commits_of(size: u32, times: u32) -> f64 {
    let folder = folder();
    let mut store = SledStore::open(folder.path().join("store")).unwrap().0;
    let options = Options { disk: Arc::new(NoSync), ..Options::default() };
    let mut unsynced = SledStore::open_with(folder.path().join("unsynced"), options).unwrap().0;
    let mut bare = File::create(folder.path().join("bare")).unwrap();
    let mut version = Version(0);
    let (mut ours, mut theirs, mut own, mut bytes) = (vec![], vec![], vec![], 0);
    for time in 0..times {
        let batch: Vec<Change> =
            (0..size).map(|n| put_visit((time * size + n) % 1000, time)).collect();
        let before = store.journal_bytes();
        let start = Instant::now();
        let next = store.commit(version, &batch).unwrap();
        ours.push(start.elapsed());
        bytes = store.journal_bytes().saturating_sub(before).max(bytes);
        let piece = vec![b'x'; bytes as usize];
        let start = Instant::now();
        bare.write_all(&piece).unwrap();
        bare.sync_data().unwrap();
        theirs.push(start.elapsed());
        let start = Instant::now();
        unsynced.commit(version, &batch).unwrap();
        own.push(start.elapsed());
        version = next;
    }
    let [ours, theirs, own] = [ours, theirs, own].map(|all| median(all).as_secs_f64() * 1e6);
    let ratio = 100.0 * theirs / ours;
    println!("{size:>6} {bytes:>9} {ours:>10.0} {theirs:>10.0} {ratio:>6.0}% {own:>12.0}");
    f64::from(size) * 1e6 / ours
}

/// A disk that says it is done: what is left is the work of the store itself.
#[derive(Debug)]
struct NoSync;

impl Disk for NoSync {
    fn sync(&self, _: &File) -> std::io::Result<()> {
        Ok(())
    }
}

fn median<T: Ord + Copy>(mut all: Vec<T>) -> T {
    all.sort();
    all[all.len() / 2]
}

// ---- history ----

const OPEN: u32 = 1000;
const HISTORIES: [u32; 4] = [0, 1_000, 10_000, 100_000];

fn history() {
    println!(
        "{:>8} {:>14} {:>16} {:>12} {:>12} {:>12}",
        "closed", "store MB", "open+load ms", "memory MB", "archived us", "compact s"
    );
    for closed in HISTORIES {
        let folder = folder();
        let path = folder.path().join("store");
        let compacting = with_closed(&path, closed);
        let size = size_of(&path) as f64 / 1e6;
        let (opening, memory, asking) = in_own_process("open", &path);
        println!(
            "{closed:>8} {size:>14.0} {opening:>16.1} {memory:>12.1} {asking:>12.0} {:>12.1}",
            compacting.as_secs_f64()
        );
    }
    println!();
}

/// Fills a store, and gives the time that the last compaction took.
fn with_closed(path: &Path, closed: u32) -> Duration {
    let mut store = SledStore::open(path).unwrap().0;
    let mut version = Version(0);
    for first in (0..closed).step_by(500) {
        let batch: Vec<Change> = (first..(first + 500).min(closed))
            .map(|n| archive_visit(OPEN + n, 9, day(u64::from(n % 700))))
            .collect();
        version = store.commit(version, &batch).unwrap();
    }
    let open: Vec<Change> = (0..OPEN).map(|n| put_visit(n, 1)).collect();
    version = store.commit(version, &open).unwrap();
    let start = Instant::now();
    store.compact().unwrap();
    let spent = start.elapsed();
    // Something to replay, the same for all.
    for n in 0..OPEN {
        version = store.commit(version, &[put_visit(n, 2)]).unwrap();
    }
    spent
}

fn size_of(path: &Path) -> u64 {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| match entry.metadata().unwrap() {
            folder if folder.is_dir() => size_of(&entry.path()),
            file => file.len(),
        })
        .sum()
}

/// Medians of five runs: milliseconds, megabytes, microseconds.
fn in_own_process(what: &str, path: &Path) -> (f64, f64, f64) {
    let runs: Vec<Vec<u64>> = (0..5)
        .map(|_| {
            let program = std::env::current_exe().unwrap();
            let output = Command::new(program).arg(what).arg(path).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            text.split_whitespace().map(|number| number.parse().unwrap()).collect()
        })
        .collect();
    let of = |which: usize| median(runs.iter().map(|run| run[which]).collect()) as f64;
    (of(0) / 1e3, of(1) / 1e3, of(2))
}

fn open(path: &Path) {
    let start = Instant::now();
    let (mut store, _) = SledStore::open(path).unwrap();
    let (state, _) = store.load().unwrap();
    let spent = start.elapsed().as_micros();
    let memory = memory_kb();
    assert_eq!(state.briefs().count(), OPEN as usize);
    let start = Instant::now();
    for n in 0..100 {
        let key = werkbezoek::domain::state::ArchiveKey::Visit(samples::visit_id(OPEN + n * 7));
        std::hint::black_box(store.archived(&key).unwrap());
    }
    println!("{spent} {memory} {}", start.elapsed().as_micros() / 100);
}

/// Resident memory of this process, from /proc (Linux); 0 elsewhere.
fn memory_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

// ---- sled alone ----

fn plain_sled() {
    println!("{:>8} {:>10} {:>16} {:>12}", "in sled", "of bytes", "open+scan ms", "memory MB");
    for (count, bytes) in [(1_000, 3000), (100_000, 3000), (1_000, 60), (100_000, 60)] {
        let folder = folder();
        let db = sled_at(folder.path());
        for n in 0..count {
            db.insert(format!("visit/WB-2026-{n:06}"), vec![n as u8; bytes]).unwrap();
        }
        db.flush().unwrap();
        drop(db);
        let (opening, memory, _) = in_own_process("open-sled", folder.path());
        println!("{count:>8} {bytes:>10} {opening:>16.1} {memory:>12.1}");
    }
}

fn sled_at(path: &Path) -> sled::Db {
    let config = sled::Config::new().path(path).cache_capacity(8 << 20).flush_every_ms(None);
    config.open().unwrap()
}

fn open_sled(path: &Path) {
    let start = Instant::now();
    let db = sled_at(path);
    let bytes: usize = db.iter().map(|pair| pair.unwrap().1.len()).sum();
    let spent = start.elapsed().as_micros();
    std::hint::black_box(bytes);
    println!("{spent} {} 0", memory_kb());
}
