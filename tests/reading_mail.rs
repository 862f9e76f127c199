//! What only a whole mail can show: zones, the sender's kind, the subject.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it stands")]

use chrono::NaiveDateTime;
use werkbezoek::domain::ids::MailKey;
use werkbezoek::domain::mail::{Authenticity, Mail, SenderKind, SenderVerdict, Zone, ZoneKind};
use werkbezoek::domain::people::{Address, Mailbox};
use werkbezoek::domain::reading::{Intent, Offered, Reading};
use werkbezoek::domain::time::Slot;
use werkbezoek::reading::{Context, Gazetteer, Policy, read};

fn mail(kind: SenderKind, subject: &str, zones: &[(ZoneKind, &str)]) -> Mail {
    let address = Address::parse("t.bos@hardenveld.example").unwrap();
    Mail {
        key: MailKey::new("0"),
        message_id: "0@hardenveld.example".into(),
        in_reply_to: Vec::new(),
        references: Vec::new(),
        from: Some(Mailbox { name: Some("Bos, Tineke".into()), address }),
        sender: None,
        reply_to: None,
        to: Vec::new(),
        cc: Vec::new(),
        delivered_to: Vec::new(),
        subject: subject.into(),
        date: None,
        zones: zones
            .iter()
            .map(|(kind, text)| Zone { kind: *kind, text: (*text).into() })
            .collect(),
        verdict: SenderVerdict { kind, signs: Vec::new() },
        authenticity: Authenticity::Unknown,
        wants_no_auto_reply: false,
        calendar: None,
        report: None,
        attachments: Vec::new(),
        bytes: 0,
        remarks: Vec::new(),
    }
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn reading(mail: &Mail) -> Reading {
    let offered: Vec<Offered> = [(1, "2027-01-11"), (2, "2027-01-14")]
        .iter()
        .map(|(option, day)| {
            let at = |hour: &str| moment(&format!("{day}T{hour}"));
            Offered { option: *option, slot: Slot { start: at("10:00"), end: at("12:00") } }
        })
        .collect();
    let context = Context {
        now: moment("2026-11-25T09:00"),
        places: &Gazetteer::default(),
        offered: &offered,
        periods: &[],
        policy: &Policy::default(),
    };
    read(mail, &context)
}

#[test]
fn an_absence_has_a_period_and_a_deputy_and_chooses_nothing() {
    let text = "Ik ben afwezig van 11 tot en met 22 januari. Neem voor 14 januari contact op met mijn collega Anna de Vries.";
    let found = reading(&mail(SenderKind::AutoReply, "Afwezig", &[(ZoneKind::Own, text)]));
    let away = found.away.unwrap();
    assert_eq!(away.from.unwrap().to_string(), "2027-01-11");
    assert_eq!(away.until.unwrap().to_string(), "2027-01-23");
    assert_eq!(away.deputy.as_deref(), Some("Anna de Vries"));
    assert_eq!(found.choice, None);
    assert!(found.intents.is_empty());
}

#[test]
fn an_answer_under_a_quoted_option_takes_it() {
    let zones = [
        (ZoneKind::Quoted, "> 1. maandag 11 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Nee, dat lukt niet."),
        (ZoneKind::Quoted, "> 2. donderdag 14 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Ja, deze graag."),
    ];
    let found = reading(&mail(SenderKind::Human, "Re: Voorstel", &zones));
    assert_eq!(found.choice.as_ref().map(|choice| choice.option), Some(2));
    assert!(found.has(Intent::Choose));
}

#[test]
fn what_is_quoted_is_no_wish() {
    let zones =
        [(ZoneKind::Own, "Bedankt, tot dan!"), (ZoneKind::Quoted, "> optie 1 of 11 januari?")];
    let found = reading(&mail(SenderKind::Human, "Re: Voorstel", &zones));
    assert_eq!((found.choice, found.when.len()), (None, 0));
}

#[test]
fn without_a_text_the_subject_speaks() {
    let found = reading(&mail(SenderKind::Human, "Kan 15 februari om 10.00 uur?", &[]));
    assert_eq!(found.when.len(), 1);
    assert_eq!(found.text, "Kan 15 februari om 10.00 uur?");
}

#[test]
fn the_sender_is_the_writer_when_nobody_signs() {
    let found = reading(&mail(SenderKind::Human, "Vraag", &[(ZoneKind::Own, "Kan het morgen?")]));
    assert_eq!(found.writer.unwrap().name.as_deref(), Some("Tineke Bos"));
}
