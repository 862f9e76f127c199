//! The mailbox on a real disk: what waits, what moves, what survives a crash.

use std::collections::BTreeSet;

use super::*;
use crate::domain::ids::LetterId;
use crate::domain::letter::{Handover, Letter, LetterKind, LetterState};
use crate::domain::people::{Address, Mailbox};
use crate::domain::time::Instant as Moment;
use crate::mail::opener::Opener;

const MB: u64 = 1024 * 1024;

fn opener(bot: Address) -> Opener {
    Opener { authserv_id: None, bot, bytes_max: MB }
}

fn open() -> (tempfile::TempDir, Maildir) {
    let root = tempfile::tempdir().unwrap();
    let maildir = Maildir::open(root.path()).unwrap();
    (root, maildir)
}

fn names(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.as_str()).collect()
}

fn letter(id: &str, mime: &str) -> Letter {
    Letter {
        id: LetterId::new(id),
        kind: LetterKind::Offer,
        message_id: "v1.x@m50.example".into(),
        visit: None,
        answers: None,
        to: Mailbox { name: None, address: Address::parse("a@kamer.example").unwrap() },
        cc: Vec::new(),
        subject: "Voorstel".into(),
        mime: mime.into(),
        decided: Moment::default(),
        not_before: Moment::default(),
        attempts: 0,
        state: LetterState::Waiting { next: Moment::default() },
    }
}

#[test]
fn waiting_lists_all_three_places_in_order_and_nothing_unfinished() {
    let (root, mut maildir) = open();
    for file in [
        "inbox/new/b",
        "inbox/cur/a:2,S",
        "inbox/c.eml",
        "inbox/tmp/x",
        "inbox/.hidden",
        "inbox/d.part",
        "inbox/e.tmp",
        "verwerkt/old.eml",
    ] {
        fs::write(root.path().join(file), "From: a@b.example\n\nDag").unwrap();
    }
    assert_eq!(names(&maildir.waiting(false).unwrap()), ["a:2,S", "b", "c.eml"]);
}

#[test]
fn a_plain_file_that_grows_waits_until_it_stood_still_for_a_second() {
    let (root, mut maildir) = open();
    let path = root.path().join("inbox/a.eml");
    let start = Instant::now();
    let mut at = |ms| {
        let found = maildir.waiting_at(start + Duration::from_millis(ms), true).unwrap();
        names(&found).join(" ")
    };
    fs::write(&path, "From: ").unwrap();
    assert_eq!(at(0), "", "first sight");
    assert_eq!(at(5), "", "two looks in a row prove nothing");
    fs::write(&path, "From: a@b.example\n\nDag").unwrap();
    assert_eq!(at(1_100), "", "it grew");
    assert_eq!(at(2_000), "", "less than a second ago");
    assert_eq!(at(2_100), "a.eml");
}

#[test]
fn of_a_large_mail_only_the_beginning_is_read() {
    let (root, mut maildir) = open();
    fs::write(root.path().join("inbox/a.eml"), "x".repeat(3 * MB as usize)).unwrap();
    let entry = maildir.waiting(false).unwrap().remove(0);
    match maildir.read(&entry, 2 * MB).unwrap() {
        (head, Some(size)) => assert_eq!((head.len(), size), (64 * 1024, 3 * MB)),
        (_, None) => panic!("read whole"),
    }
    assert!(
        matches!(maildir.read(&entry, 3 * MB).unwrap(), (all, None) if all.len() as u64 == 3 * MB)
    );
}

#[test]
fn filing_never_overwrites_and_may_be_done_twice() {
    let (root, mut maildir) = open();
    let inbox = root.path().join("inbox/a.eml");
    for text in ["een", "twee", "drie"] {
        fs::write(&inbox, text).unwrap();
        let entry = maildir.waiting(false).unwrap().remove(0);
        maildir.file(&entry, Folder::Verwerkt).unwrap();
        assert!(!inbox.exists());
        maildir.file(&entry, Folder::Verwerkt).unwrap();
    }
    assert_eq!(maildir.filed(Folder::Verwerkt).unwrap(), ["a-2.eml", "a-3.eml", "a.eml"]);
    let texts = ["a.eml", "a-2.eml", "a-3.eml"]
        .map(|name| fs::read_to_string(root.path().join("verwerkt").join(name)).unwrap());
    assert_eq!(texts, ["een", "twee", "drie"]);
}

#[test]
fn filing_what_is_nowhere_is_an_error_with_its_place_and_a_remedy() {
    let (root, mut maildir) = open();
    fs::write(root.path().join("inbox/a.eml"), "x").unwrap();
    let entry = maildir.waiting(false).unwrap().remove(0);
    fs::remove_file(root.path().join("inbox/a.eml")).unwrap();
    let error = maildir.file(&entry, Folder::Quarantaine).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("quarantaine/a.eml: not there; check the path"), "{error}");
}

#[test]
fn a_letter_is_delivered_once_however_often_it_is_tried() {
    let (root, maildir) = open();
    let offer = letter("wb-2026-014.voorstel.1", "Subject: Voorstel\r\n\r\nDag");
    assert!(!maildir.find_copy(&offer).unwrap());
    assert!(
        matches!(maildir.deliver(&offer), Handover::Accepted { reply, .. } if reply.contains("written"))
    );
    assert!(
        matches!(maildir.deliver(&offer), Handover::Accepted { reply, .. } if reply.contains("already"))
    );
    let (new, cur) = (root.path().join("sent/new"), root.path().join("sent/cur"));
    // A mail program looked at it.
    fs::rename(new.join("wb-2026-014.voorstel.1.eml"), cur.join("wb-2026-014.voorstel.1.eml:2,S"))
        .unwrap();
    assert!(
        matches!(maildir.deliver(&offer), Handover::Accepted { reply, .. } if reply.contains("already"))
    );
    assert_eq!(fs::read_dir(&new).unwrap().count(), 0);
    assert!(maildir.find_copy(&offer).unwrap());
    // One identity is the beginning of another.
    assert!(!maildir.find_copy(&letter("wb-2026-014.voorstel", "x")).unwrap());
}

#[test]
fn a_half_written_letter_of_a_crash_is_written_anew_and_whole() {
    let (root, maildir) = open();
    let offer = letter("a", "Subject: Voorstel\r\n\r\nDag");
    fs::write(root.path().join("sent/tmp/a.eml"), "Subj").unwrap();
    assert!(matches!(maildir.deliver(&offer), Handover::Accepted { .. }));
    assert_eq!(fs::read_to_string(root.path().join("sent/new/a.eml")).unwrap(), offer.mime);
    assert_eq!(fs::read_dir(root.path().join("sent/tmp")).unwrap().count(), 0);
}

#[test]
fn a_disk_that_refuses_defers_the_letter_and_says_why() {
    let (root, maildir) = open();
    fs::remove_dir_all(root.path().join("sent/tmp")).unwrap();
    let handover = maildir.deliver(&letter("a", "x"));
    assert!(
        matches!(&handover, Handover::Deferred { reply } if reply.contains("sent/tmp/a.eml: not there")),
        "{handover:?}"
    );
}

#[test]
fn an_identity_cannot_leave_its_folder() {
    let (root, maildir) = open();
    for id in ["../../x", "a/b", ".hidden", ""] {
        assert!(matches!(maildir.deliver(&letter(id, "x")), Handover::Accepted { .. }), "{id}");
        assert!(maildir.find_copy(&letter(id, "x")).unwrap(), "{id}");
    }
    assert_eq!(fs::read_dir(root.path().join("sent/new")).unwrap().count(), 4);
}

#[test]
fn another_letter_under_the_same_name_is_refused_and_no_copy() {
    let (root, maildir) = open();
    let name = "wb-2026-014.voorstel.1";
    assert!(matches!(maildir.deliver(&letter(name, "aan Anna")), Handover::Accepted { .. }));
    // The store was restored from a backup and gives the number out again.
    let other = letter(name, "aan Bart");
    assert!(!maildir.find_copy(&other).unwrap());
    let handover = maildir.deliver(&other);
    assert!(
        matches!(&handover, Handover::Refused { reply } if reply.contains("restored from a backup")),
        "{handover:?}"
    );
    let kept = root.path().join(format!("sent/new/{name}.eml"));
    assert_eq!(fs::read_to_string(kept).unwrap(), "aan Anna");
}

fn days_ago(days: u64) -> SystemTime {
    SystemTime::from(Clock::System.now()) - Duration::from_secs(days * 86_400)
}

fn aged(path: &Path, days: u64) {
    fs::write(path, "From: a@b.example\n\nDag").unwrap();
    File::open(path).unwrap().set_modified(days_ago(days)).unwrap();
}

#[test]
fn a_term_runs_from_the_day_of_arrival_and_not_from_the_time_of_the_original() {
    let (root, mut maildir) = open();
    aged(&root.path().join("inbox/oud.eml"), 5_000);
    let entry = maildir.waiting(false).unwrap().remove(0);
    maildir.file(&entry, Folder::TerBeoordeling).unwrap();
    let terms = Terms { handled: days_ago(400), unwanted: days_ago(30) };
    let entry = maildir.in_folder(Folder::TerBeoordeling).unwrap().remove(0);
    maildir.file(&entry, Folder::Verwerkt).unwrap();
    assert_eq!(maildir.forget(terms).unwrap(), 0);
    assert_eq!(maildir.filed(Folder::Verwerkt).unwrap(), ["oud.eml"]);
}

#[test]
fn a_review_does_not_prolong_a_term() {
    let (root, maildir) = open();
    aged(&root.path().join("ter-beoordeling/a.eml"), 401);
    let entry = maildir.in_folder(Folder::TerBeoordeling).unwrap().remove(0);
    maildir.file(&entry, Folder::Verwerkt).unwrap();
    let terms = Terms { handled: days_ago(400), unwanted: days_ago(30) };
    assert_eq!(maildir.forget(terms).unwrap(), 1);
}

#[test]
fn what_lies_in_quarantine_has_a_term_of_its_own() {
    let (root, maildir) = open();
    for folder in ["verwerkt", "quarantaine", "ter-beoordeling", "sent/new"] {
        aged(&root.path().join(folder).join("a.eml"), 31);
    }
    let terms = Terms { handled: days_ago(400), unwanted: days_ago(30) };
    assert_eq!(maildir.forget(terms).unwrap(), 1);
    assert!(maildir.filed(Folder::Quarantaine).unwrap().is_empty());
}

#[test]
fn a_file_under_review_that_cannot_be_read_does_not_hide_the_others() {
    use crate::mail::Mailbox as _;
    let root = tempfile::tempdir().unwrap();
    let bot = Address::parse("bot@m50.example").unwrap();
    let mut inbox = MaildirBox::open(root.path(), opener(bot), Arrival::AtOnce).unwrap();
    let review = root.path().join("ter-beoordeling");
    fs::write(review.join("a.eml"), "").unwrap();
    fs::write(review.join("b.eml"), "From: a@b.example\nSubject: x\n\nDag").unwrap();
    let listed = |inbox: &mut MaildirBox| {
        let found = inbox.for_review().unwrap();
        found.into_iter().map(|(entry, _)| entry.name).collect::<Vec<_>>()
    };
    assert_eq!(listed(&mut inbox), ["b.eml"]);
    // It is not read again: what it holds by now makes no difference.
    fs::write(review.join("a.eml"), "From: a@b.example\nSubject: x\n\nDag").unwrap();
    assert_eq!(listed(&mut inbox), ["b.eml"]);
}

#[test]
fn failures_are_counted_for_a_mail_and_not_for_a_name() {
    use crate::mail::Mailbox as _;
    let root = tempfile::tempdir().unwrap();
    let bot = Address::parse("bot@m50.example").unwrap();
    let mut inbox = MaildirBox::open(root.path(), opener(bot), Arrival::AtOnce).unwrap();
    let path = root.path().join("inbox/a.eml");
    fs::write(&path, "From: a@b.example\n\nDag").unwrap();
    let entry = inbox.fetch(1, &BTreeSet::new()).unwrap().remove(0).entry;
    assert_eq!([(); 2].map(|()| inbox.count_failure(&entry)), [1, 2]);
    fs::remove_file(&path).unwrap();
    assert!(inbox.fetch(1, &BTreeSet::new()).unwrap().is_empty());
    fs::write(&path, "From: a@b.example\n\nEen andere mail").unwrap();
    let entry = inbox.fetch(1, &BTreeSet::new()).unwrap().remove(0).entry;
    assert_eq!(inbox.count_failure(&entry), 1);
}
