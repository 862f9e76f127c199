//! What damage does to the store on disk: to the index nothing at all, to the journal nothing before
//! the damaged place, and never a silent wrong answer.
//!
//! sled prints its panics while it is being damaged; that noise is expected.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at once, in its helpers too"
)]

#[path = "store/samples.rs"]
mod samples;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use samples::*;
use werkbezoek::domain::state::{ArchiveKey, Change};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::sled::{CutKind, Options, Recovery, SledStore};
use werkbezoek::store::{Store, StoreError, Version};

/// A store that was closed in order, with a snapshot and a journal, and its model.
struct World {
    folder: tempfile::TempDir,
    model: MemoryStore,
}

impl World {
    fn new(commits: u64, compact_after: Option<u64>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SledStore::open(folder.path()).unwrap().0;
        let mut model = MemoryStore::new();
        let mut dice = Dice::new(11);
        for version in 0..commits {
            let batch = any_batch(&mut dice);
            model.commit(Version(version), &batch).unwrap();
            store.commit(Version(version), &batch).unwrap();
            if compact_after == Some(version) {
                store.compact().unwrap();
            }
        }
        Self { folder, model }
    }

    fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), copy.path());
        copy
    }

    fn assert_same(&mut self, store: &mut SledStore, what: &str) {
        assert_same(store, &mut self.model, what);
    }
}

fn assert_same(store: &mut SledStore, model: &mut MemoryStore, what: &str) {
    assert_eq!(store.load().unwrap(), model.load().unwrap(), "{what}");
    for key in archive_keys() {
        assert_eq!(store.archived(&key).unwrap(), model.archived(&key).unwrap(), "{what}");
    }
    let expired = |store: &dyn Store| store.expired(day(99), 99).unwrap();
    assert_eq!(expired(store), expired(model), "{what}");
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_look_at_the_whole_store_finds_a_rotten_byte_in_either_file() {
    let world = World::new(30, Some(20));
    let folder = world.copy();
    let store = SledStore::open(folder.path()).unwrap().0;
    store.verify().unwrap();
    for name in ["snapshot-1", "journal-1"] {
        let path = folder.path().join(name);
        let sound = fs::read(&path).unwrap();
        let mut rotten = sound.clone();
        let middle = rotten.len() / 2;
        rotten[middle] ^= 1;
        fs::write(&path, &rotten).unwrap();
        let error = store.verify().unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
        fs::write(&path, &sound).unwrap();
        store.verify().unwrap();
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { files.extend(files_below(&entry)) } else { files.push(entry) }
    }
    files.sort();
    files
}

fn open(folder: &Path) -> (SledStore, Recovery) {
    SledStore::open(folder).unwrap()
}

// ---- the index ----

/// Damages the files of sled in some way, and says how.
fn damage(index: &Path, dice: &mut Dice) -> String {
    let files = files_below(index);
    // The file with the records is the one that matters most; the others get their turn.
    let db = files.iter().find(|file| file.ends_with("db")).unwrap();
    let any = &files[dice.below(files.len() as u64) as usize];
    let file = if dice.below(4) > 0 { db } else { any };
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let mut bytes = fs::read(file).unwrap();
    let length = bytes.len() as u64;
    // Mostly within the part that is in use: sled makes its file longer than it needs.
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(1, |last| last as u64 + 1);
    let within = if dice.below(4) > 0 { used } else { length };
    let place = dice.below(within) as usize;
    let how = match dice.below(8) {
        0..=2 => {
            for _ in 0..=dice.below(3) {
                let at = dice.below(used) as usize;
                bytes[at] ^= 1 << dice.below(8);
            }
            format!("bits flipped in {name}")
        }
        3..=4 => {
            bytes.truncate(place);
            format!("{name} cut to {place} bytes")
        }
        5..=6 => {
            let end = (place + (32 << 10)).min(bytes.len());
            bytes[place..end].fill(0);
            format!("{name} zeroed from {place} to {end}")
        }
        _ => {
            fs::remove_file(file).unwrap();
            return format!("{name} deleted");
        }
    };
    fs::write(file, bytes).unwrap();
    how
}

// Three kinds of store, 60 damages each.

#[test]
fn no_damage_of_the_index_changes_what_a_store_with_snapshot_and_journal_holds() {
    survives_damage_of_its_index(World::new(60, Some(40)), 2026);
}

#[test]
fn no_damage_of_the_index_changes_what_a_store_with_a_journal_only_holds() {
    survives_damage_of_its_index(World::new(60, None), 2027);
}

#[test]
fn no_damage_of_the_index_changes_what_a_store_with_a_snapshot_only_holds() {
    survives_damage_of_its_index(World::new(15, Some(14)), 2028);
}

fn survives_damage_of_its_index(mut world: World, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut rebuilt = 0;
    for round in 0..60 {
        let copy = world.copy();
        let index = index_in(copy.path());
        let how = damage(&index, &mut dice);
        let what = format!("round {round}: {how}");
        let (mut store, recovery) = open(copy.path());
        assert!(recovery.journal.is_none(), "{what}: {recovery}");
        rebuilt += u32::from(recovery.index.is_some());
        world.assert_same(&mut store, &what);
        // It works on, and comes back once more.
        let (_, version) = store.load().unwrap();
        store.commit(version, &[put_visit(77, 1)]).unwrap();
        drop(store);
        let (mut store, recovery) = open(copy.path());
        assert!(recovery.is_clean(), "{what}: {recovery}");
        assert_eq!(store.load().unwrap().0.visit(visit_id(77)).unwrap().version, 1, "{what}");
    }
    // Much of it must be real damage, or the test shows nothing.
    assert!(rebuilt >= 10, "only {rebuilt} of 60 were noticed");
}

fn index_in(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.into_iter().find(|path| name(path).starts_with("index-")).unwrap()
}

#[test]
fn an_index_that_is_gone_is_built_again() {
    for compact_after in [None, Some(20), Some(29)] {
        let mut world = World::new(30, compact_after);
        let folder = world.copy();
        fs::remove_dir_all(index_in(folder.path())).unwrap();
        let (mut store, recovery) = open(folder.path());
        assert!(recovery.journal.is_none(), "{recovery}");
        world.assert_same(&mut store, "folder gone");
    }
}

#[test]
fn an_older_index_catches_up_from_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, mut model) = (open(folder.path()).0, MemoryStore::new());
    let mut dice = Dice::new(5);
    let mut older = None;
    for version in 0..40 {
        if version == 25 {
            drop(store);
            let copy = tempfile::tempdir().unwrap();
            copy_folder(&index_in(folder.path()), copy.path());
            older = Some(copy);
            store = open(folder.path()).0;
        }
        let batch = any_batch(&mut dice);
        store.commit(Version(version), &batch).unwrap();
        model.commit(Version(version), &batch).unwrap();
    }
    drop(store);
    let index = index_in(folder.path());
    fs::remove_dir_all(&index).unwrap();
    fs::create_dir(&index).unwrap();
    copy_folder(older.unwrap().path(), &index);
    let (mut store, recovery) = open(folder.path());
    assert!(recovery.is_clean(), "{recovery}");
    assert_eq!(recovery.replayed, 15);
    assert_same(&mut store, &mut model, "older index");
}

#[test]
fn an_index_of_another_generation_or_another_store_is_not_believed() {
    let mut world = World::new(30, Some(10));
    let other = World::new(30, None);
    let folder = world.copy();
    let index = index_in(folder.path());
    fs::remove_dir_all(&index).unwrap();
    fs::create_dir(&index).unwrap();
    copy_folder(&index_in(other.folder.path()), &index);
    let (mut store, recovery) = open(folder.path());
    assert!(recovery.index.is_some());
    world.assert_same(&mut store, "another index");
}

// ---- the journal ----

/// The store after so many commits, each of which puts one visit.
fn simple_store(commits: u64) -> (tempfile::TempDir, Vec<u64>) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).0;
    let mut ends = vec![0];
    for version in 0..commits {
        store.commit(Version(version), &[put_visit(version as u32, 1)]).unwrap();
        ends.push(store.journal_bytes());
    }
    (folder, ends)
}

fn journal(folder: &Path) -> PathBuf {
    folder.join("journal-0")
}

#[test]
fn a_torn_tail_is_found_named_and_set_aside() {
    let (folder, ends) = simple_store(6);
    let whole = fs::read(journal(folder.path())).unwrap();
    let last = ends[5] as usize;
    for left in [1, 7, 15, 16, 17, 400, whole.len() - last - 1] {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(folder.path(), copy.path());
        fs::write(journal(copy.path()), &whole[..last + left]).unwrap();
        let (mut store, recovery) = open(copy.path());
        let cut = recovery.journal.clone().unwrap();
        assert_eq!((cut.at, cut.kind, cut.bytes), (ends[5], CutKind::Tail, left as u64));
        assert_eq!(fs::read(&cut.aside).unwrap(), &whole[last..last + left]);
        let said = recovery.to_string();
        assert!(said.contains("journal-0") && said.contains(&format!("byte {}", cut.at)), "{said}");
        let (state, version) = store.load().unwrap();
        assert_eq!((state.visits().count(), version), (5, Version(5)));
        // What is cut off does not come back.
        store.commit(version, &[put_visit(50, 1)]).unwrap();
        drop(store);
        let (mut store, recovery) = open(copy.path());
        assert!(recovery.is_clean(), "{recovery}");
        assert_eq!(store.load().unwrap().1, Version(6));
    }
}

#[test]
fn a_flip_anywhere_in_the_journal_keeps_all_that_stands_before_it() {
    let (folder, ends) = simple_store(6);
    let whole = fs::read(journal(folder.path())).unwrap();
    let mut dice = Dice::new(17);
    for _ in 0..40 {
        let place = dice.below(whole.len() as u64) as usize;
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << dice.below(8);
        let copy = tempfile::tempdir().unwrap();
        copy_folder(folder.path(), copy.path());
        fs::write(journal(copy.path()), &bytes).unwrap();
        let before = ends.iter().rposition(|end| *end <= place as u64).unwrap();
        let (mut store, recovery) = open(copy.path());
        let cut = recovery.journal.unwrap();
        assert_eq!(cut.at, ends[before], "flipped at {place}");
        let kind =
            if before == 5 { CutKind::Tail } else { CutKind::Middle { next: ends[before + 1] } };
        assert_eq!(cut.kind, kind, "flipped at {place}");
        assert_eq!(fs::read(&cut.aside).unwrap(), &bytes[ends[before] as usize..]);
        let (state, version) = store.load().unwrap();
        assert_eq!((state.visits().count(), version), (before, Version(before as u64)));
        // The index knew more than the journal has left; it is set aside too, not thrown away.
        let aside = recovery.index.unwrap().aside.unwrap();
        assert!(aside.to_str().unwrap().contains("index.ahead-1"), "{}", aside.display());
    }
}

#[test]
fn damage_of_index_and_journal_at_once_keeps_what_stands_before() {
    let (folder, ends) = simple_store(6);
    let mut dice = Dice::new(23);
    for _ in 0..20 {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(folder.path(), copy.path());
        damage(&index_in(copy.path()), &mut dice);
        File::options()
            .write(true)
            .open(journal(copy.path()))
            .unwrap()
            .set_len(ends[4] + 9)
            .unwrap();
        let (mut store, recovery) = open(copy.path());
        assert_eq!(recovery.journal.unwrap().at, ends[4]);
        assert_eq!(store.load().unwrap().0.visits().count(), 4);
    }
}

// ---- the snapshot ----

#[test]
fn a_rotten_snapshot_is_an_error_that_names_its_place_and_never_a_wrong_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).0;
    let mut model = MemoryStore::new();
    let batch: Vec<Change> = (0..12)
        .map(|n| archive_visit(n, 1, day(u64::from(n))))
        .chain((20..24).map(|n| put_visit(n, 1)))
        .collect();
    store.commit(Version(0), &batch).unwrap();
    model.commit(Version(0), &batch).unwrap();
    store.compact().unwrap();
    drop(store);
    let snapshot = folder.path().join("snapshot-1");
    let whole = fs::read(&snapshot).unwrap();
    let mut dice = Dice::new(29);
    let mut named = 0;
    for round in 0..60 {
        let place = dice.below(whole.len() as u64) as usize;
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << dice.below(8);
        fs::write(&snapshot, &bytes).unwrap();
        // Every other time the index is to be built from it.
        if round % 2 == 0 && index_exists(folder.path()) {
            fs::remove_dir_all(index_in(folder.path())).unwrap();
        }
        named += usize::from(errors_or_same(folder.path(), &mut model));
    }
    assert!(named > 40, "only {named} of 60 flips were noticed");
    fs::write(&snapshot, &whole).unwrap();
    let (mut store, _) = open(folder.path());
    assert_same(&mut store, &mut model, "snapshot as it was");
}

fn index_exists(folder: &Path) -> bool {
    folder.join("index-1").exists()
}

/// True when something said `Damaged`; what is answered must be right.
fn errors_or_same(folder: &Path, model: &mut MemoryStore) -> bool {
    let (mut store, _) = match SledStore::open_with(folder, Options::default()) {
        Ok(opened) => opened,
        Err(error) => return is_damage(&error),
    };
    let mut noticed = false;
    match store.load() {
        Ok(loaded) => assert_eq!(loaded, model.load().unwrap()),
        Err(error) => noticed |= is_damage(&error),
    }
    for key in (0..12).map(|number| ArchiveKey::Visit(visit_id(number))) {
        match store.archived(&key) {
            Ok(record) => assert_eq!(record, model.archived(&key).unwrap()),
            Err(error) => noticed |= is_damage(&error),
        }
    }
    match store.expired(day(99), 99) {
        Ok(keys) => assert_eq!(keys, model.expired(day(99), 99).unwrap()),
        Err(error) => noticed |= is_damage(&error),
    }
    noticed
}

fn is_damage(error: &StoreError) -> bool {
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains("snapshot-1"), "{error}");
    true
}
