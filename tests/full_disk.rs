//! A disk that is full: nothing is lost, nothing is done twice, and the bot says in one line where it
//! is full and what to do.
//!
//! The store that fails on command always runs. The real binary on a real full disk needs a small
//! tmpfs, which only root may mount; without that right the test says so and proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/shipped.rs"]
mod desk;
#[path = "support/program.rs"]
#[allow(dead_code, reason = "the kill test uses more of it")]
mod program;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, io};

use chrono::NaiveDate;
use program::{Home, request};
use werkbezoek::clock::Clock;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::state::{ArchiveKey, Change, Key, Record, State};
use werkbezoek::domain::time::instant;
use werkbezoek::engine::Engine;
use werkbezoek::mail::maildir::{Arrival, Folder, Maildir, MaildirBox, MaildirCourier};
use werkbezoek::mail::opener::Opener;
use werkbezoek::rounds;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, StoreError, Version};

/// A store whose disk can be full.
struct Tight {
    inner: MemoryStore,
    full: Arc<AtomicBool>,
}

impl Store for Tight {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.inner.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        if self.full.load(Ordering::Relaxed) {
            let source = io::Error::from(io::ErrorKind::StorageFull);
            return Err(StoreError::Io { place: "data".to_owned(), source });
        }
        self.inner.commit(at, changes)
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        self.inner.open_record(at, key)
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.inner.archived(key)
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        self.inner.archive_behind(path, most)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.inner.expired(by, most)
    }
}

#[test]
fn what_cannot_be_stored_has_not_happened_and_happens_once_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, words) = desk::shipped();
    let (bot, full) = (desk.bot.address.clone(), Arc::new(AtomicBool::new(false)));
    let store = Tight { inner: MemoryStore::new(), full: Arc::clone(&full) };
    let nine = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let clock = Clock::Fixed(instant(nine));
    let mut engine = Engine::open(store, Arc::new(desk), Arc::new(words), clock).unwrap();
    let opener = Opener { authserv_id: None, bot, bytes_max: 1_000_000 };
    let mut inbox = MaildirBox::open(folder.path(), opener, Arrival::AtOnce).unwrap();
    let mut courier = MaildirCourier::open(folder.path()).unwrap();
    let maildir = Maildir::open(folder.path()).unwrap();
    let filed = || Folder::ALL.map(|kind| maildir.filed(kind).unwrap().len());
    fs::write(folder.path().join("inbox/een.eml"), request(1)).unwrap();

    full.store(true, Ordering::Relaxed);
    let error = rounds::intake(&mut engine, &mut inbox).unwrap_err().to_string();
    assert!(error.contains("data") && error.contains("free some space"), "{error}");
    assert_eq!(filed(), [0, 0, 0]);
    assert!(engine.notices(RoomName::Console).is_empty(), "staff were told of what was not stored");
    assert_eq!(rounds::send(&mut engine, &mut courier).unwrap(), 0);

    full.store(false, Ordering::Relaxed);
    rounds::intake(&mut engine, &mut inbox).unwrap();
    // A letter is marked before it is tried: no room for the mark, no try.
    full.store(true, Ordering::Relaxed);
    rounds::send(&mut engine, &mut courier).unwrap_err();
    assert_eq!(fs::read_dir(folder.path().join("sent/new")).unwrap().count(), 0);
    full.store(false, Ordering::Relaxed);
    assert_eq!(rounds::send(&mut engine, &mut courier).unwrap(), 1);
    assert_eq!(filed(), [1, 0, 0]);
    assert_eq!(engine.state().visits().count(), 1);
}

/// A small disk, unmounted when it is dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted(at: &Path) -> Option<Self> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
            .arg(at)
            .output()
            .ok()?;
        mount.status.success().then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn the_program_on_a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let home = Home::new();
    // The mail is on another disk than the store, as it is with IMAP.
    home.set("folder = \"data/mail\"", "folder = \"mail\"");
    fs::create_dir_all(home.path("data")).unwrap();
    let Some(_disk) = SmallDisk::mounted(&home.path("data")) else {
        println!("NOT TESTED: only root may mount the small disk that this test fills");
        return;
    };
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    fs::write(home.path("mail/inbox/een.eml"), request(1)).unwrap();
    let ballast = home.path("data/ballast");
    fill(&ballast);
    let (ok, _, errors) = home.once("");
    assert!(!ok, "a full disk must be said");
    assert!(errors.contains("data") && errors.contains("space"), "{errors}");
    assert!(home.path("mail/inbox/een.eml").exists(), "the mail must wait");
    assert_eq!(home.sent("mail").len(), 0);

    fs::remove_file(&ballast).unwrap();
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    assert!(home.path("mail/verwerkt/een.eml").exists());
    assert_eq!(home.sent("mail").len(), 1);
}

/// Writes until nothing more fits.
fn fill(ballast: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(ballast).unwrap();
    for size in [64 * 1024, 512, 1] {
        while file.write_all(&vec![b'x'; size]).is_ok() {}
    }
}
