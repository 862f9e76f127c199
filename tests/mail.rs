//! Real-looking mail and what is made of it: each `tests/corpus/NAME.eml` with its `NAME.expected`.
//!
//! When an outcome differs it is written to `NAME.expected.new`: look at it, and rename it if it is
//! right. All persons are made up.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that cannot read the corpus must fail the test that called it"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use werkbezoek::domain::event::Unreadable;
use werkbezoek::domain::mail::{CalendarAnswer, Mail, Reporter, SenderKind, ZoneKind};
use werkbezoek::domain::people::{Address, Mailbox};
use werkbezoek::domain::time::local;
use werkbezoek::mail::parse::{parse, parse_head, raw_key};
use werkbezoek::mail::zones::{Letterhead, divide};

fn ours() -> Reporter {
    Reporter::Named("mx.m50.example".to_owned())
}

fn bot() -> Address {
    Address::parse("werkbezoek@m50.example").unwrap()
}

fn read(bytes: &[u8]) -> Result<Mail, Unreadable> {
    parse(bytes, Some(&ours()), &bot())
}

fn corpus(folder: &str, extension: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(files.len() > 20, "corpus {folder} is missing");
    files
}

fn mail(name: &str) -> Mail {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    read(&fs::read(path).unwrap()).unwrap()
}

/// What a mail was taken for, as a person can read it. Lines without news are left out.
fn described(outcome: &Result<Mail, Unreadable>) -> String {
    let mail = match outcome {
        Ok(mail) => mail,
        Err(why) => return format!("unreadable: {why:?}\n"),
    };
    let mut out = String::new();
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    };
    let people = |all: &[Mailbox]| all.iter().map(person).collect::<Vec<_>>().join(", ");
    let one = |mailbox: &Option<Mailbox>| mailbox.as_ref().map(person).unwrap_or_default();
    line("kind", format!("{:?}", mail.verdict.kind));
    line("signs", mail.verdict.signs.join("; "));
    line("authenticity", format!("{:?}", mail.authenticity));
    line("from", one(&mail.from));
    line("sender", one(&mail.sender));
    line("reply to", one(&mail.reply_to));
    line("cc", people(&mail.cc));
    let delivered: Vec<&str> = mail.delivered_to.iter().map(Address::as_str).collect();
    line("delivered to", delivered.join(", "));
    line("subject", mail.subject.clone());
    line("in reply to", mail.in_reply_to.join(", "));
    if mail.wants_no_auto_reply {
        line("asks", "no automatic reply".into());
    }
    line("calendar", mail.calendar.as_ref().map(|c| c.method.clone()).unwrap_or_default());
    if let Some(answer) = mail.calendar.as_ref().and_then(|calendar| calendar.answer.as_ref()) {
        line("answers", answer_line(answer));
    }
    if let Some(report) = &mail.report {
        line("about", report.about.clone().unwrap_or_default());
        line("recipient", report.recipient.as_ref().map(ToString::to_string).unwrap_or_default());
        line("status", report.status.clone().unwrap_or_default());
    }
    line("attachments", mail.attachments.join(", "));
    line("remarks", mail.remarks.join("; "));
    for zone in &mail.zones {
        for text in zone.text.lines() {
            line(&format!("  {:?}", zone.kind), text.to_owned());
        }
    }
    out
}

/// Who says what of which version, when it was written, and which moment it names on our clock.
fn answer_line(answer: &CalendarAnswer) -> String {
    let known = |part: Option<String>| part.unwrap_or_else(|| "?".to_owned());
    let minute = |at: chrono::NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    let slot = answer.slot.map(|slot| format!("{} until {}", minute(slot.start), minute(slot.end)));
    format!(
        "{} {} version {} of {}, written {}, {}, comment {}",
        known(answer.attendee.as_ref().map(ToString::to_string)),
        known(answer.attendance.map(|attendance| format!("{attendance:?}"))),
        answer.sequence,
        answer.uid,
        known(answer.stamp.map(|at| minute(local(at)))),
        known(slot),
        known(answer.comment.clone()),
    )
}

fn person(mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) => format!("{name} <{}>", mailbox.address),
        None => mailbox.address.to_string(),
    }
}

#[test]
fn every_mail_in_the_corpus_is_read_as_expected() {
    let mut wrong = Vec::new();
    for path in corpus("", "eml") {
        let found = described(&read(&fs::read(&path).unwrap()));
        let beside = path.with_extension("expected");
        if fs::read_to_string(&beside).unwrap_or_default() != found {
            fs::write(path.with_extension("expected.new"), found).unwrap();
            wrong.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    assert!(wrong.is_empty(), "read otherwise than expected, see tests/corpus/*.new: {wrong:?}");
}

#[test]
fn dutch_replies_keep_the_writers_words_and_nothing_else() {
    let sent = "2024-11-06T09:00:00Z".parse().ok();
    for path in corpus("replies", "txt") {
        let text = fs::read_to_string(&path).unwrap().replace('\u{feff}', "");
        let zones = divide(&text, &Letterhead { sent, ..Letterhead::default() }).zones;
        let all: String = zones.iter().map(|zone| zone.text.as_str()).collect();
        assert_eq!(all, text, "{}: text was lost", path.display());
        let own: String = zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::Own)
            .map(|zone| zone.text.as_str())
            .collect();
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
        assert_eq!(lines(&own), lines(&expected), "{}", path.display());
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[test]
fn a_second_delivery_has_the_same_key_and_another_text_another_one() {
    let first = mail("verzoek-platte-tekst.eml");
    assert_eq!(first.key, mail("verzoek-platte-tekst-tweede-kopie.eml").key);
    assert_eq!(first.key.as_str().len(), 32);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/verzoek-platte-tekst.eml");
    let text = fs::read_to_string(path).unwrap();
    let key = |text: &str| read(text.as_bytes()).unwrap().key;
    for same in [
        text.replace("Return-Path: <cie.biza", "Return-Path: <anders"),
        format!("Delivered-To: ander@m50.example\n{text}"),
        text.replace('\n', "\r\n"),
        format!("From MAILER Tue Nov  5 11:02:13 2024\n{text}\n\n"),
    ] {
        assert_eq!(key(&same), first.key);
    }
    for other in [
        text.replace("3 december", "4 december"),
        text.replace("6751c499", "6751c498"),
        text.replace("Subject: Werkbezoek", "Subject: Bezoek"),
        text.replace("From: Griffie", "From: De griffie"),
    ] {
        assert_ne!(key(&other), first.key);
    }
}

#[test]
fn a_mail_without_an_id_gets_the_same_one_every_time() {
    let mail = mail("zonder-message-id.eml");
    assert_eq!(mail.message_id, format!("{}@without-message-id.invalid", mail.key));
}

#[test]
fn of_a_mail_that_is_too_large_only_the_header_is_used() {
    let head =
        b"From: Eva <e@kamer.example>\nSubject: Foto's\nMessage-ID: <groot@kamer.example>\n\nHal";
    let size = 40 * 1024 * 1024;
    let mail = parse_head(head, size, 25 * 1024 * 1024, Some(&ours()), &bot()).unwrap();
    assert_eq!(mail.remarks, ["larger than 25 MB"]);
    assert_eq!((mail.bytes, mail.zones.len(), mail.subject.as_str()), (size, 0, "Foto's"));
    assert_eq!(mail.verdict.kind, SenderKind::Human);
}

#[test]
fn a_mail_that_is_too_large_has_the_same_key_by_whatever_way_it_came() {
    let head =
        "From: Eva <e@kamer.example>\nSubject: Foto's\nMessage-ID: <groot@kamer.example>\n\n";
    let key = |head: &str, size| {
        parse_head(head.as_bytes(), size, 1_000, Some(&ours()), &bot()).unwrap().key
    };
    let way = "Delivered-To: alias@m50.example\nReceived: from mx by inner; Tue, 5 Nov 2024\n";
    assert_eq!(key(head, 40_000), key(&format!("{way}{head}"), 40_000 + way.len() as u64));
    assert_ne!(key(head, 40_000), key(&head.replace("groot", "groter"), 40_000));
    assert_ne!(key(head, 40_000), read(head.as_bytes()).unwrap().key);
}

#[test]
fn unreadable_files_have_a_key_as_well() {
    assert_ne!(raw_key(b""), raw_key(b"x"));
    assert_eq!(raw_key(b"x").as_str().len(), 32);
}

#[test]
fn a_mail_cut_off_anywhere_is_still_read_and_loses_no_text() {
    for path in corpus("", "eml") {
        let bytes = fs::read(&path).unwrap();
        for length in (0..bytes.len()).step_by(97) {
            let outcome = read(&bytes[..length]);
            let poisoned = matches!(outcome, Err(Unreadable::Poison { .. }));
            assert!(!poisoned, "{} at {length}: {outcome:?}", path.display());
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]
    #[test]
    fn zones_lose_nothing(picks in proptest::collection::vec(0_usize..16, 0..30)) {
        const LINES: [&str; 16] = [
            "\n", "> oud\n", "Dag\n", "Van: A <a@b.example>\n", "Verzonden: 1 mei 2024 10:00\n",
            "Aan: C\n", "Onderwerp: D\n", "Met vriendelijke groet,\n", "-- \n", "PS: nee\n",
            "-----Oorspronkelijk bericht-----\n", "Op 1 mei 2024 om 10:00 schreef A <a@b.example>:\n",
            "[EXTERN]\n", "________________\n", "Begin doorgestuurd bericht:\n", "einde",
        ];
        let text: String = picks.iter().map(|pick| LINES[*pick]).collect();
        for forwarded in [false, true] {
            let head = Letterhead { sent: "2024-11-06T09:00:00Z".parse().ok(), forwarded, bot: None };
            let all: String = divide(&text, &head).zones.iter().map(|zone| zone.text.as_str()).collect();
            proptest::prop_assert_eq!(&all, &text);
        }
    }
}
