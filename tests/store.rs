//! One contract for every store: what the seam promises, whatever stands behind it.
//!
//! What only the store on disk must do (locks, schemas, full disks, crashes) stands below the
//! contract; what damage does to it stands in `damage.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at once, in its helpers too"
)]

#[path = "store/samples.rs"]
mod samples;

use std::io::BufRead;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::{fs, io};

use samples::*;
use werkbezoek::domain::post::PostBook;
use werkbezoek::domain::state::{ArchiveKey, Change, Counters, Key, Record, SCHEMA, State};
use werkbezoek::store::disk::Disk;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::shared::SharedStore;
use werkbezoek::store::sled::{Options, SledStore};
use werkbezoek::store::{Store, StoreError, Version};

// ---- the contract ----

/// Runs `promise` against each store, always with an empty one.
fn each_store(promise: impl Fn(&mut dyn Store)) {
    promise(&mut MemoryStore::new());
    promise(&mut SharedStore::new(MemoryStore::new()));
    let folder = tempfile::tempdir().unwrap();
    promise(&mut SledStore::open(folder.path().join("plain")).unwrap().0);
    // So short a journal is compacted after every commit.
    let options = Options { journal_max: 1, ..Options::default() };
    promise(&mut SledStore::open_with(folder.path().join("compact"), options).unwrap().0);
}

#[test]
fn a_new_store_is_empty_and_at_version_0() {
    each_store(|store| {
        assert_eq!(store.load().unwrap(), (State::default(), Version(0)));
        assert_eq!(store.archived(&ArchiveKey::Visit(visit_id(1))).unwrap(), None);
        assert_eq!(store.expired(day(9999), 10).unwrap(), []);
    });
}

#[test]
fn every_kind_of_record_comes_back_as_it_went() {
    each_store(|store| {
        let records = one_of_each();
        let puts: Vec<Change> =
            records.iter().map(|record| Change::Put { record: record.clone() }).collect();
        let mut model = State::default();
        puts.iter().for_each(|change| model.apply(change));
        assert_eq!(store.commit(Version(0), &puts).unwrap(), Version(1));
        assert_eq!(store.load().unwrap(), (model, Version(1)));
        let removes: Vec<Change> =
            records.iter().map(|record| Change::Remove { key: record.key() }).collect();
        store.commit(Version(1), &removes).unwrap();
        assert_eq!(store.load().unwrap(), (State::default(), Version(2)));
    });
}

#[test]
fn a_commit_on_an_older_version_is_refused_and_leaves_no_trace() {
    each_store(|store| {
        store.commit(Version(0), &[put_visit(1, 1)]).unwrap();
        for outdated in [Version(0), Version(2)] {
            let refused = store.commit(outdated, &[put_visit(2, 1)]);
            assert!(matches!(refused, Err(StoreError::Conflict(Version(1)))), "{refused:?}");
        }
        let (state, version) = store.load().unwrap();
        assert_eq!((state.visits().count(), version), (1, Version(1)));
    });
}

#[test]
fn a_closed_visit_leaves_the_live_state_and_can_be_asked_for() {
    each_store(|store| {
        store.commit(Version(0), &[put_visit(1, 1), put_visit(2, 1)]).unwrap();
        let close = archive_visit(1, 2, day(30));
        store.commit(Version(1), std::slice::from_ref(&close)).unwrap();
        let (state, _) = store.load().unwrap();
        assert_eq!(state.visits().map(|visit| visit.id).collect::<Vec<_>>(), [visit_id(2)]);
        let Change::Archive { record, .. } = close else { unreachable!() };
        assert_eq!(store.archived(&ArchiveKey::Visit(visit_id(1))).unwrap(), Some(record));
        assert_eq!(store.archived(&ArchiveKey::Visit(visit_id(2))).unwrap(), None);
    });
}

#[test]
fn terms_come_oldest_first_and_follow_the_last_archiving() {
    each_store(|store| {
        let visit = |number| ArchiveKey::Visit(visit_id(number));
        let changes: Vec<Change> =
            [(1, 30), (2, 10), (3, 20)].map(|(id, term)| archive_visit(id, 1, day(term))).into();
        store.commit(Version(0), &changes).unwrap();
        assert_eq!(store.expired(day(9), 10).unwrap(), []);
        assert_eq!(store.expired(day(20), 10).unwrap(), [visit(2), visit(3)]);
        assert_eq!(store.expired(day(99), 2).unwrap(), [visit(2), visit(3)]);
        assert_eq!(store.expired(day(99), 0).unwrap(), []);
        // Wiped of its text, kept for longer.
        store.commit(Version(1), &[archive_visit(2, 2, day(40))]).unwrap();
        assert_eq!(store.expired(day(99), 10).unwrap(), [visit(3), visit(1), visit(2)]);
        let Some(Record::Visit(again)) = store.archived(&visit(2)).unwrap() else { panic!() };
        assert_eq!(again.version, 2);
        store.commit(Version(2), &[Change::Erase { key: visit(3) }]).unwrap();
        assert_eq!(store.expired(day(99), 10).unwrap(), [visit(1), visit(2)]);
        assert_eq!(store.archived(&visit(3)).unwrap(), None);
    });
}

#[test]
fn the_last_change_of_a_batch_counts() {
    each_store(|store| {
        let key = ArchiveKey::Visit(visit_id(1));
        let batch = [
            put_visit(1, 1),
            archive_visit(1, 2, day(5)),
            Change::Erase { key: key.clone() },
            put_visit(1, 3),
            archive_visit(1, 4, day(7)),
        ];
        store.commit(Version(0), &batch).unwrap();
        assert_eq!(store.load().unwrap().0, State::default());
        assert_eq!(store.expired(day(6), 9).unwrap(), []);
        assert_eq!(store.expired(day(7), 9).unwrap(), [key]);
    });
}

#[test]
fn a_record_without_an_archive_is_only_let_go() {
    each_store(|store| {
        let record = Record::Letter(Box::new(letter(1)));
        store.commit(Version(0), &[Change::Put { record: record.clone() }]).unwrap();
        store.commit(Version(1), &[Change::Archive { record, erase_on: day(1) }]).unwrap();
        assert_eq!(store.load().unwrap().0, State::default());
        assert_eq!(store.expired(day(99), 9).unwrap(), []);
    });
}

#[test]
fn all_stores_agree_after_any_history() {
    each_store(|store| {
        let mut model = MemoryStore::new();
        let mut dice = Dice::new(7);
        for version in 0..60 {
            let batch = any_batch(&mut dice);
            model.commit(Version(version), &batch).unwrap();
            store.commit(Version(version), &batch).unwrap();
            if version % 20 == 10 {
                store.compact().unwrap();
            }
        }
        assert_same(store, &mut model);
    });
}

fn assert_same(store: &mut dyn Store, model: &mut dyn Store) {
    assert_eq!(store.load().unwrap(), model.load().unwrap());
    let at = model.load().unwrap().1;
    for number in 0..12 {
        let key = Key::Body(letter(number).id);
        assert_eq!(
            store.open_record(at, &key).unwrap(),
            model.open_record(at, &key).unwrap(),
            "{key:?}"
        );
    }
    for key in archive_keys() {
        assert_eq!(store.archived(&key).unwrap(), model.archived(&key).unwrap(), "{key:?}");
    }
    for (by, most, path) in [(0, 99, ""), (12, 99, "log/"), (12, 3, "m"), (99, 99, "visit/WB")] {
        let found =
            |store: &dyn Store| (store.expired(day(by), most), store.archive_behind(path, most));
        assert_eq!(format!("{:?}", found(store)), format!("{:?}", found(model)));
    }
}

// ---- two engines ----

#[test]
fn of_two_engines_on_one_store_one_wins_and_the_other_decides_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = SharedStore::new(SledStore::open(folder.path()).unwrap().0);
    let work = |mut mine: SharedStore<SledStore>, first: u32| {
        for number in first..first + 20 {
            loop {
                let (state, version) = mine.load().unwrap();
                let seen = state.visits().count() as u32;
                match mine.commit(version, &[put_visit(number, seen)]) {
                    Ok(_) => break,
                    Err(StoreError::Conflict(_)) => {}
                    Err(other) => panic!("{other}"),
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| work(store.clone(), 100));
        scope.spawn(|| work(store.clone(), 200));
    });
    let (state, version) = store.clone().load().unwrap();
    assert_eq!(version, Version(40));
    // Each saw all that went before: no decision was taken on an outdated state.
    let mut seen: Vec<u32> = state.visits().map(|visit| visit.version).collect();
    seen.sort();
    assert_eq!(seen, (0..40).collect::<Vec<_>>());
}

#[test]
fn a_second_program_is_told_that_the_store_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let first = SledStore::open(folder.path()).unwrap();
    let second = SledStore::open(folder.path());
    assert!(matches!(second, Err(StoreError::InUse(_))), "{second:?}");
    drop(first);
    assert!(SledStore::open(folder.path()).is_ok());
}

// ---- on disk ----

/// A store with some history, and its model.
fn with_history(path: &Path, options: Options, commits: u64) -> (SledStore, MemoryStore) {
    let mut store = SledStore::open_with(path, options).unwrap().0;
    let mut model = MemoryStore::new();
    let mut dice = Dice::new(3);
    for version in 0..commits {
        let batch = any_batch(&mut dice);
        model.commit(Version(version), &batch).unwrap();
        store.commit(Version(version), &batch).unwrap();
    }
    (store, model)
}

#[test]
fn everything_is_there_after_a_restart() {
    for journal_max in [1, 20_000, u64::MAX] {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { journal_max, ..Options::default() };
        let (store, mut model) = with_history(folder.path(), options.clone(), 40);
        drop(store);
        let (mut store, recovery) = SledStore::open_with(folder.path(), options).unwrap();
        assert!(recovery.is_clean(), "{recovery}");
        assert_same(&mut store, &mut model);
    }
}

#[test]
fn what_was_erased_is_physically_gone_after_a_compaction() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SledStore::open(folder.path()).unwrap().0;
    store.commit(Version(0), &[put_visit(424_242, 1), put_visit(1, 1)]).unwrap();
    store.commit(Version(1), &[archive_visit(424_242, 2, day(1))]).unwrap();
    store.compact().unwrap();
    assert!(holds(folder.path(), "Voorbeeld 424242"), "the search finds nothing at all");
    store
        .commit(Version(2), &[Change::Erase { key: ArchiveKey::Visit(visit_id(424_242)) }])
        .unwrap();
    store.compact().unwrap();
    assert!(!holds(folder.path(), "Voorbeeld 424242"));
    drop(store);
    assert!(!holds(folder.path(), "Voorbeeld 424242"));
    let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
    assert!(recovery.is_clean(), "{recovery}");
    assert_eq!(store.load().unwrap().0.visits().count(), 1);
}

/// Whether any file below `folder` holds `text`.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn a_journal_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_history(folder.path(), Options::default(), 3);
    drop(store);
    let journal = folder.path().join("journal-0");
    let before = fs::read(&journal).unwrap();
    let mut after = before.clone();
    let newer = format!("{}\n{{\"change\":\"something new\"}}\n", SCHEMA + 1);
    after.extend(frame(4, newer.as_bytes()));
    fs::write(&journal, &after).unwrap();
    let refused = SledStore::open(folder.path());
    let newer = matches!(&refused, Err(StoreError::NewerSchema { found, known: SCHEMA, .. }) if *found > SCHEMA);
    assert!(newer, "{refused:?}");
    assert_eq!(fs::read(&journal).unwrap(), after);
}

#[test]
fn a_journal_of_an_older_program_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_history(folder.path(), Options::default(), 3);
    drop(store);
    let journal = folder.path().join("journal-0");
    let older = format!("1\n{}\n", json(&Change::Put { record: Record::Counters(counters(12)) }));
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend(frame(4, older.as_bytes()));
    fs::write(&journal, &bytes).unwrap();
    let (mut store, _) = SledStore::open(folder.path()).unwrap();
    let (state, _) = store.load().unwrap();
    assert_eq!(state.counters(), &counters(12));
    assert_eq!(state.post(), &PostBook::default());
}

fn counters(notices: u64) -> Counters {
    Counters { notices, ..Counters::default() }
}

fn json(change: &Change) -> String {
    serde_json::to_string(change).unwrap()
}

/// A frame, written by hand from the description in `store/frame.rs`.
fn frame(sequence: u64, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_le_bytes();
    let sequence = sequence.to_le_bytes();
    let crc = crc32fast::hash(&[&length[..], &sequence, payload].concat()).to_le_bytes();
    [&length[..], &crc, &sequence, payload].concat()
}

#[test]
fn a_journal_written_by_hand_opens() {
    let folder = tempfile::tempdir().unwrap();
    let remove = serde_json::to_string(&Change::Remove { key: Key::Preview(9) }).unwrap();
    fs::write(folder.path().join("journal-0"), frame(1, format!("1\n{remove}\n").as_bytes()))
        .unwrap();
    let (mut store, _) = SledStore::open(folder.path()).unwrap();
    assert_eq!(store.load().unwrap(), (State::default(), Version(1)));
}

#[test]
fn a_store_without_its_journal_is_not_taken_for_a_new_one() {
    for journal_max in [1, u64::MAX] {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { journal_max, ..Options::default() };
        drop(with_history(folder.path(), options, 5));
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let journal = names.into_iter().find(|path| path.to_str().unwrap().contains("journal-"));
        fs::remove_file(journal.unwrap()).unwrap();
        let refused = SledStore::open(folder.path());
        assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    }
}

// ---- a disk that fails ----

/// Fails from the `left`-th write on; below zero it does not count.
#[derive(Debug)]
struct FaultyDisk {
    left: AtomicI64,
    /// Also refuses to undo, as a disk does that is gone altogether.
    dead: bool,
}

impl FaultyDisk {
    fn new(left: i64, dead: bool) -> Arc<Self> {
        Arc::new(Self { left: AtomicI64::new(left), dead })
    }

    fn step(&self) -> io::Result<()> {
        match self.left.fetch_sub(1, Ordering::SeqCst) {
            ..=0 => Err(io::Error::new(io::ErrorKind::StorageFull, "no space left on device")),
            _ => Ok(()),
        }
    }

    fn undo_step(&self) -> io::Result<()> {
        if self.dead { self.step() } else { Ok(()) }
    }

    fn mend(&self) {
        self.left.store(i64::MAX, Ordering::SeqCst);
    }
}

impl Disk for FaultyDisk {
    fn write(&self, file: &mut fs::File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            // A full disk takes a part first.
            io::Write::write_all(file, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        io::Write::write_all(file, bytes)
    }

    fn sync(&self, file: &fs::File) -> io::Result<()> {
        // The sync of an undone write goes through unless the disk is dead.
        let undoing = !self.dead && self.left.load(Ordering::SeqCst) <= 0;
        if undoing { Ok(()) } else { self.step().and_then(|()| file.sync_data()) }
    }

    fn truncate(&self, file: &fs::File, length: u64) -> io::Result<()> {
        self.undo_step()?;
        file.set_len(length)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        fs::File::open(folder)?.sync_all()
    }
}

#[test]
fn a_full_disk_fails_the_commit_and_nothing_of_it_stays() {
    let folder = tempfile::tempdir().unwrap();
    let disk = FaultyDisk::new(i64::MAX, false);
    let options = Options { disk: disk.clone(), ..Options::default() };
    let (mut store, mut model) = with_history(folder.path(), options, 10);
    let length = store.journal_bytes();
    disk.left.store(0, Ordering::SeqCst);
    for _ in 0..3 {
        let failed = store.commit(Version(10), &[put_visit(99, 1)]);
        assert!(matches!(failed, Err(StoreError::Io { .. })), "{failed:?}");
        assert_same(&mut store, &mut model);
        let on_disk = fs::metadata(folder.path().join("journal-0")).unwrap().len();
        assert_eq!(on_disk, length);
    }
    disk.mend();
    for half in [&mut store as &mut dyn Store, &mut model] {
        assert_eq!(half.commit(Version(10), &[put_visit(5, 1)]).unwrap(), Version(11));
    }
    drop(store);
    let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
    assert!(recovery.is_clean(), "{recovery}");
    assert_same(&mut store, &mut model);
}

#[test]
fn a_disk_that_cannot_undo_halts_the_store_until_it_is_opened_anew() {
    let folder = tempfile::tempdir().unwrap();
    let disk = FaultyDisk::new(i64::MAX, true);
    let options = Options { disk: disk.clone(), ..Options::default() };
    let (mut store, mut model) = with_history(folder.path(), options, 10);
    disk.left.store(0, Ordering::SeqCst);
    let failed = store.commit(Version(10), &[put_visit(99, 1)]);
    assert!(matches!(failed, Err(StoreError::Io { .. })), "{failed:?}");
    disk.mend();
    let halted = store.commit(Version(10), &[put_visit(99, 1)]);
    assert!(matches!(halted, Err(StoreError::Halted { .. })), "{halted:?}");
    assert_same(&mut store, &mut model);
    drop(store);
    let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
    assert!(recovery.journal.is_some(), "half a frame was left: {recovery}");
    assert_same(&mut store, &mut model);
    store.commit(Version(10), &[put_visit(99, 1)]).unwrap();
}

#[test]
fn a_compaction_that_stops_at_any_step_loses_nothing() {
    let mut stopped = 0;
    for steps in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let disk = FaultyDisk::new(i64::MAX, true);
        let options = Options { disk: disk.clone(), journal_max: u64::MAX };
        let (mut store, mut model) = with_history(folder.path(), options, 12);
        store.compact().unwrap();
        for half in [&mut store as &mut dyn Store, &mut model] {
            half.commit(Version(12), &[archive_visit(3, 9, day(3)), put_visit(4, 9)]).unwrap();
        }
        disk.left.store(steps, Ordering::SeqCst);
        let done = store.compact().is_ok();
        disk.mend();
        // As after a crash: what this program does from now on does not count.
        assert_same(&mut store, &mut model);
        if let Ok(version) = store.commit(Version(13), &[put_visit(6, 6)]) {
            model.commit(Version(13), &[put_visit(6, 6)]).unwrap();
            assert_eq!(version, Version(14));
        }
        drop(store);
        let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
        assert!(recovery.journal.is_none(), "stopped at step {steps}: {recovery}");
        assert_same(&mut store, &mut model);
        store.compact().unwrap();
        assert_same(&mut store, &mut model);
        if done {
            break;
        }
        stopped += 1;
    }
    assert!(stopped >= 8, "a compaction writes, syncs and renames more than {stopped} times");
}

// ---- a program that is killed ----

/// The other side of the test below: commits until it is killed, and says so each time.
#[test]
#[ignore = "started by `a_killed_program_loses_nothing_that_was_confirmed`"]
fn commit_until_killed() {
    let Ok(folder) = std::env::var("WERKBEZOEK_KILL_ME_IN") else { return };
    let options = Options { journal_max: 60_000, ..Options::default() };
    let (mut store, recovery) = SledStore::open_with(folder, options).unwrap();
    assert!(recovery.index.is_none(), "{recovery}");
    let mut version = store.load().unwrap().1;
    loop {
        version = store.commit(version, &batch_at(version)).unwrap();
        println!("confirmed {}", version.0);
    }
}

/// What is committed at a version: always the same.
fn batch_at(version: Version) -> Vec<Change> {
    any_batch(&mut Dice::new(version.0))
}

#[test]
fn a_killed_program_loses_nothing_that_was_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut confirmed = 0;
    for round in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "commit_until_killed", "--nocapture"])
            .env("WERKBEZOEK_KILL_ME_IN", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = io::BufReader::new(child.stdout.take().unwrap()).lines();
        // Killed at the moment of a line, so in the middle of the next commit or compaction.
        let mut left = 20 + 7 * round;
        for line in lines.map_while(Result::ok) {
            let Some(version) = line.strip_prefix("confirmed ") else { continue };
            confirmed = version.parse().unwrap();
            left -= 1;
            if left == 0 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(left <= 0, "the child stopped by itself");
        let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
        assert!(recovery.index.is_none(), "{recovery}");
        let version = store.load().unwrap().1;
        assert!(version.0 >= confirmed, "confirmed {confirmed}, found {}", version.0);
        let mut model = MemoryStore::new();
        for at in (0..version.0).map(Version) {
            model.commit(at, &batch_at(at)).unwrap();
        }
        assert_same(&mut store, &mut model);
    }
}

// ---- a disk that is really full ----

/// Give it a folder on a small file system, empty, of 2 to 50 MB:
/// `mount -t tmpfs -o size=8m none /mnt/small; WERKBEZOEK_SMALL_DISK=/mnt/small cargo test --test store -- --ignored really_full`
#[test]
#[ignore = "needs a small file system of its own"]
fn a_really_full_disk_fails_commits_and_loses_nothing() {
    let small = std::env::var("WERKBEZOEK_SMALL_DISK").expect("WERKBEZOEK_SMALL_DISK is not set");
    let small = Path::new(&small);
    let folder = tempfile::tempdir_in(small).unwrap();
    let ballast = small.join("ballast");
    fs::write(&ballast, vec![7; 1 << 20]).unwrap();
    let mut store = SledStore::open(folder.path()).unwrap().0;
    let mut model = MemoryStore::new();
    let mut refused = 0;
    for number in 0..40_000 {
        let version = model.load().unwrap().1;
        let batch = [put_visit(number % 300, number)];
        match store.commit(version, &batch) {
            Ok(_) => drop(model.commit(version, &batch).unwrap()),
            Err(StoreError::Io { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        if refused == 20 {
            break;
        }
    }
    assert_eq!(refused, 20, "the file system is too large for this test");
    fs::remove_file(&ballast).unwrap();
    assert_eq!(store.load().unwrap(), model.load().unwrap());
    drop(store);
    let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
    assert!(recovery.journal.is_none(), "{recovery}");
    assert_eq!(store.load().unwrap(), model.load().unwrap());
}
