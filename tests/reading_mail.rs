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
        verdict: SenderVerdict { kind, signs: Vec::new(), by_words: false },
        authenticity: Authenticity::Unknown,
        wants_no_auto_reply: false,
        calendar: None,
        report: None,
        passed_on: None,
        attachments: Vec::new(),
        bytes: 0,
        remarks: Vec::new(),
    }
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn reading(mail: &Mail) -> Reading<'_> {
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
        explain: false,
        about: None,
        names: &[],
        guest: None,
    };
    read(mail, &context)
}

#[test]
fn an_absence_has_a_period_and_a_deputy_and_chooses_nothing() {
    let text = "Ik ben afwezig van 11 tot en met 22 januari. Neem voor 14 januari contact op met mijn collega Anna de Vries.";
    let written = mail(SenderKind::AutoReply, "Afwezig", &[(ZoneKind::Own, text)]);
    let found = reading(&written);
    let away = found.away.unwrap();
    assert_eq!(away.from.unwrap().to_string(), "2027-01-11");
    assert_eq!(away.until.unwrap().to_string(), "2027-01-23");
    assert_eq!(away.deputy.as_deref(), Some("Anna de Vries"));
    assert_eq!(found.choice, None);
    assert!(found.intents.is_empty());
}

/// Text | from | until (exclusive) | deputy. Read on 25 November 2026.
const ABSENCES: &[[&str; 4]] = &[
    [
        "Ik ben met vakantie tot en met vrijdag 4 december. In dringende gevallen kunt u zich wenden tot mevrouw Anna de Boer.",
        "",
        "2026-12-05",
        "Anna de Boer",
    ],
    ["Ik ben er even niet. Op maandag 7 december lees ik mijn mail weer.", "", "2026-12-07", ""],
    [
        "Van 23 november tot en met 4 december ben ik met verlof. Piet van Dam neemt mijn taken waar.",
        "2026-11-23",
        "2026-12-05",
        "Piet van Dam",
    ],
    [
        "Ik ben afwezig tot 7 december. Kan het niet wachten? Bel dan Sara Janssen, 06 5550 1111.",
        "",
        "2026-12-07",
        "Sara Janssen",
    ],
    ["Ik ben de week van 23 november vrij.", "2026-11-23", "2026-11-30", ""],
    [
        "I am on leave from 23 November and will be back on 7 December. John Brown is covering for me.",
        "2026-11-23",
        "2026-12-07",
        "John Brown",
    ],
    ["Mijn taken worden waargenomen door Lotte Vermeer.", "", "", "Lotte Vermeer"],
    [
        "Neem voor spoed contact op met het secretariaat. Ik ben terug op 7 december.",
        "",
        "2026-12-07",
        "",
    ],
];

#[test]
fn an_absence_is_read_however_it_is_told() {
    for [text, from, until, deputy] in ABSENCES {
        let mail = mail(SenderKind::AutoReply, "Automatisch antwoord", &[(ZoneKind::Own, text)]);
        let away = reading(&mail).away.unwrap();
        let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
        let found = [day(away.from), day(away.until), away.deputy.unwrap_or_default()];
        assert_eq!(found, [*from, *until, *deputy], "{text}");
    }
}

#[test]
fn a_day_off_in_the_week_and_an_answer_term_are_no_absence() {
    for text in [
        "Op woensdag en vrijdag werk ik niet.",
        "Wij hebben uw bericht ontvangen en antwoorden binnen vijf werkdagen.",
    ] {
        let mail = mail(SenderKind::AutoReply, "Automatisch antwoord", &[(ZoneKind::Own, text)]);
        assert_eq!(reading(&mail).away, None, "{text}");
    }
}

#[test]
fn what_stands_under_a_farewell_or_a_rule_is_no_wish() {
    for text in [
        "14 januari past.\n\nFijn weekend!\nTineke",
        "14 januari past.\n\n--\nTineke Bos\nWerkdagen: ma, di",
        "14 januari past.\n\n_____\nTineke Bos\nAanwezig op ma en di",
        "14 januari past.\n\nHoor graag,\nTineke Bos\nma, di en do aanwezig",
        "14 januari past.\n\nHgr,\nTineke\nVrij op 11 januari",
    ] {
        let written = mail(SenderKind::Human, "Re: Voorstel", &[(ZoneKind::Own, text)]);
        let found = reading(&written);
        assert_eq!(found.when.len(), 1, "{text}");
    }
    let text = "14 januari past.\n\nFijne dag!\n\nO ja, kan het op 11 januari misschien ook nog?";
    let written = mail(SenderKind::Human, "Re: Voorstel", &[(ZoneKind::Own, text)]);
    let found = reading(&written);
    assert_eq!(found.when.len(), 2, "a question is no signature");
}

#[test]
fn a_yes_between_the_lines_may_name_no_number() {
    let zones = [
        (ZoneKind::Quoted, "> - maandag 11 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Dan zitten we in Brussel."),
        (ZoneKind::Quoted, "> - donderdag 14 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Deze is goed, leg maar vast."),
    ];
    let written = mail(SenderKind::Human, "Re: Voorstel", &zones);
    let found = reading(&written);
    assert_eq!(found.choice.map(|choice| choice.option), Some(2));
    let both = [
        (ZoneKind::Quoted, "> 1. maandag 11 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Kan."),
        (ZoneKind::Quoted, "> 2. donderdag 14 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Kan ook."),
    ];
    let written = mail(SenderKind::Human, "Re: Voorstel", &both);
    let found = reading(&written);
    assert_eq!(found.choice, None, "two that can be are no choice");
}

#[test]
fn an_answer_under_a_quoted_option_takes_it() {
    let zones = [
        (ZoneKind::Quoted, "> 1. maandag 11 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Nee, dat lukt niet."),
        (ZoneKind::Quoted, "> 2. donderdag 14 januari 2027, 10.00-12.00 uur"),
        (ZoneKind::Own, "Ja, deze graag."),
    ];
    let written = mail(SenderKind::Human, "Re: Voorstel", &zones);
    let found = reading(&written);
    assert_eq!(found.choice.as_ref().map(|choice| choice.option), Some(2));
    assert!(found.has(Intent::Choose));
}

#[test]
fn what_is_quoted_is_no_wish() {
    let zones =
        [(ZoneKind::Own, "Bedankt, tot dan!"), (ZoneKind::Quoted, "> optie 1 of 11 januari?")];
    let written = mail(SenderKind::Human, "Re: Voorstel", &zones);
    let found = reading(&written);
    assert_eq!((found.choice, found.when.len()), (None, 0));
}

#[test]
fn without_a_text_the_subject_speaks() {
    let written = mail(SenderKind::Human, "Kan 15 februari om 10.00 uur?", &[]);
    let found = reading(&written);
    assert_eq!(found.when.len(), 1);
    assert_eq!(found.text, "Kan 15 februari om 10.00 uur?");
}

#[test]
fn the_sender_is_the_writer_when_nobody_signs() {
    let written = mail(SenderKind::Human, "Vraag", &[(ZoneKind::Own, "Kan het morgen?")]);
    let found = reading(&written);
    assert_eq!(found.writer.unwrap().name.as_deref(), Some("Tineke Bos"));
}
