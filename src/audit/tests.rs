//! Each way in which a mail is accounted for or not, with records and a box made up here.

use super::*;
use crate::domain::mail::Why;
use crate::domain::state::Change;
use crate::domain::time::today;
use crate::domain::visit::{LetterTrace, Stage};
use crate::store::Version;
use crate::store::memory::MemoryStore;
use crate::words::{chat_specimen, specimen};

fn key(name: &str) -> MailKey {
    MailKey::new(name)
}

fn line(name: &str, minutes: i64) -> CensusLine {
    let since = Some(specimen::now() - Duration::minutes(minutes));
    CensusLine { name: name.to_owned(), key: Some(key(name)), since, is_deleted: false }
}

fn folder(folder: Option<Folder>, lines: Vec<CensusLine>) -> CensusFolder {
    let name = folder.map_or("inbox", Folder::name).to_owned();
    CensusFolder { folder, name, mails: lines.len(), lines }
}

/// Records of these mails, as the bot makes them.
fn records(filings: &[(&str, Filing)], more: Vec<Change>) -> Records<MemoryStore> {
    let mut changes = more;
    for (name, filing) in filings {
        let record = Record::Mail(Box::new(MailRecord {
            queue_number: Some(3),
            ..record(key(name), filing.clone())
        }));
        changes.push(match filing {
            Filing::WaitsForStaff { .. } => Change::Put { record },
            Filing::Answered { .. } | Filing::Filed { .. } | Filing::Quarantined { .. } => {
                Change::Archive { record, erase_on: today(specimen::now()) }
            }
        });
    }
    let mut store = MemoryStore::new();
    store.commit(Version::default(), &changes).unwrap();
    Records::of(store).unwrap()
}

fn record(key: MailKey, filing: Filing) -> MailRecord {
    MailRecord {
        key,
        message_id: String::new(),
        received: specimen::now(),
        from: None,
        first_writer: None,
        subject: String::new(),
        text: String::new(),
        in_reply_to: None,
        references: Vec::new(),
        visit: None,
        filing,
        queue_number: None,
        remarks: Vec::new(),
        quoted_lines: 0,
        names: None,
        perhaps: Vec::new(),
        report: None,
        again_of: None,
    }
}

fn filed() -> Filing {
    Filing::Filed { why: Why::Noted }
}

fn waits() -> Filing {
    Filing::WaitsForStaff { why: Why::NotUnderstood }
}

fn faults(census: &[CensusFolder], records: &Records<MemoryStore>) -> Vec<(String, Fault)> {
    let audit = audit(census, records, specimen::now()).unwrap();
    audit.findings.into_iter().map(|found| (found.mail, found.fault)).collect()
}

#[test]
fn a_mail_in_the_inbox_has_a_minute() {
    let lines = vec![line("new", 0), line("old", 2)];
    let found = faults(&[folder(None, lines)], &records(&[], Vec::new()));
    assert_eq!(found, [("old".to_owned(), Fault::NotHandled)]);
}

#[test]
fn a_mail_lies_where_its_record_says() {
    let records = records(&[("waits", waits()), ("filed", filed())], Vec::new());
    let review = Some(Folder::TerBeoordeling);
    let right = [
        folder(review, vec![line("waits", 9)]),
        folder(Some(Folder::Verwerkt), vec![line("filed", 9)]),
    ];
    assert_eq!(faults(&right, &records), []);
    let wrong = [folder(None, vec![line("filed", 9)]), folder(review, vec![line("waits", 9)])];
    let belongs = Folder::Verwerkt;
    assert_eq!(faults(&wrong, &records), [("filed".to_owned(), Fault::Misplaced { belongs })]);
}

#[test]
fn a_mail_that_was_put_back_from_quarantine_is_to_be_handled() {
    let records = records(&[("odd", Filing::Quarantined { why: "no mail".into() })], Vec::new());
    let back = [folder(None, vec![line("odd", 9)])];
    assert_eq!(faults(&back, &records), [("odd".to_owned(), Fault::NotHandled)]);
}

#[test]
fn a_mail_that_waits_and_was_taken_away_is_missed() {
    let found = faults(&[], &records(&[("waits", waits())], Vec::new()));
    assert_eq!(found, [("queue 3".to_owned(), Fault::Gone)]);
}

/// `wachtrij terug`: the mail lies where it lay, and is accounted for by its own record.
#[test]
fn a_mail_that_waits_once_more_lies_under_its_own_name() {
    let again = MailRecord {
        again_of: Some(key("filed")),
        queue_number: Some(4),
        ..record(key("again"), waits())
    };
    let again = Change::Put { record: Record::Mail(Box::new(again)) };
    let lies = folder(Some(Folder::Verwerkt), vec![line("filed", 9)]);
    assert_eq!(faults(&[lies], &records(&[("filed", filed())], vec![again])), []);
}

#[test]
fn what_cannot_be_read_or_is_counted_and_not_listed_is_a_fault() {
    let unreadable = CensusLine { key: None, ..line("locked", 9) };
    let lies = CensusFolder { mails: 3, ..folder(Some(Folder::Verwerkt), vec![unreadable]) };
    let found = faults(&[lies], &records(&[], Vec::new()));
    let unlisted = ("?".to_owned(), Fault::Unlisted { mails: 2 });
    assert_eq!(found, [("locked".to_owned(), Fault::Unreadable), unlisted]);
}

#[test]
fn a_mail_marked_as_deleted_is_nobody_s_any_more() {
    let deleted = CensusLine { is_deleted: true, key: None, ..line("gone", 9) };
    assert_eq!(faults(&[folder(None, vec![deleted])], &records(&[], Vec::new())), []);
}

#[test]
fn an_answer_is_in_the_outbox_or_has_an_outcome() {
    let visit = chat_specimen::visit(Stage::Proposed);
    let letter = LetterId::about(visit.id, "voorstel", "1");
    let answered = Filing::Answered { letter: letter.clone() };
    let with = |fate: Option<LetterFate>| {
        let mut visit = visit.clone();
        visit.letters.clear();
        let trace = |fate| LetterTrace { decided: specimen::now(), fate };
        visit.letters.extend(fate.map(|fate| (letter.clone(), trace(fate))));
        let put = Change::Put { record: Record::Visit(Box::new(visit)) };
        let census = [folder(Some(Folder::Verwerkt), vec![line("asked", 9)])];
        faults(&census, &records(&[("asked", answered.clone())], vec![put]))
    };
    let lost = [("asked".to_owned(), Fault::AnswerLost { letter: letter.clone() })];
    assert_eq!(with(Some(LetterFate::Decided)), lost);
    assert_eq!(with(None), lost);
    for fate in [LetterFate::Accepted, LetterFate::Refused, LetterFate::WithAPerson] {
        assert_eq!(with(Some(fate)), []);
    }
}

#[test]
fn only_what_two_looks_find_is_wrong() {
    let verwerkt = |names: &[&str]| {
        let lines = names.iter().map(|name| line(name, 9)).collect();
        let census = [folder(Some(Folder::Verwerkt), lines)];
        audit(&census, &records(&[], Vec::new()), specimen::now()).unwrap()
    };
    let (first, second) = (verwerkt(&["stray", "moving"]), verwerkt(&["stray", "arriving"]));
    let both = second.confirming(&first);
    let names: Vec<&str> = both.findings.iter().map(|found| found.mail.as_str()).collect();
    assert_eq!(names, ["stray"]);
    let standings: Vec<&Standing> =
        both.rows[0].lines.iter().map(|(_, standing)| standing).collect();
    assert_eq!(standings, [&Standing::Unaccounted(Fault::NoRecord), &Standing::NotYet]);
}
