//! A fictional case: who asks, what was offered, what was agreed.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, MailKey, VisitId, WijkId};
use crate::domain::letter::{Facts, GivenAnswer, LetterKind, Noted, PassedMail};
use crate::domain::people::{Address, Mailbox, Need, Office, Party, Theme};
use crate::domain::reading::{Language, Modality, NamedPeriod, When, Wish};
use crate::domain::reason::Reason;
use crate::domain::time::{Slot, instant};
use crate::domain::visit::{
    Appointment, Correspondent, Guest, Offer, OfferOption, Origin, Request, Stage, Thread, Visit,
};

use super::reasons::questions;

pub(super) fn id() -> VisitId {
    VisitId { year: 2026, number: 14 }
}

/// A visit that the same mail asks for.
pub(super) fn other_id() -> VisitId {
    VisitId { year: 2026, number: 15 }
}

pub(super) fn mail() -> MailKey {
    MailKey::new("3f2a9c7d51e84b60a1c2d3e4f5061728")
}

/// An address that is known to be one; the fallback keeps this free of panics.
pub(super) fn mailbox(name: Option<&str>, address: &str) -> Mailbox {
    let shown = name.map(ToOwned::to_owned);
    match Address::parse(address) {
        Some(address) => Mailbox { name: shown, address },
        None => mailbox(name, "nobody@m50.example"),
    }
}

pub(super) fn writer() -> Mailbox {
    mailbox(Some("Pien de Groot"), "p.degroot@tweedekamer.example")
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

pub(super) fn wall(year: i32, month: u32, at: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(year, month, at).and_hms_opt(hour, minute, 0).unwrap_or(NaiveDateTime::MIN)
}

pub(super) fn slots() -> [Slot; 3] {
    [(15, 10), (18, 13), (22, 10)].map(|(at, hour)| Slot {
        start: wall(2027, 1, at, hour, 0),
        end: wall(2027, 1, at, hour + 2, 30),
    })
}

pub(super) fn thread() -> Thread {
    Thread {
        subject: "Werkbezoek Kamerlid De Wit".to_owned(),
        in_reply_to: Some("20261120.0932@tweedekamer.example".to_owned()),
        references: vec!["20261118.1500@tweedekamer.example".to_owned()],
    }
}

pub(super) fn all_needs() -> Vec<Need> {
    vec![Need::Pers, Need::Ov, Need::Dieet, Need::Beveiliging]
}

pub(super) fn appointment() -> Appointment {
    let [slot, ..] = slots();
    Appointment {
        wijk: WijkId::new("vollenhoven"),
        slot,
        host: ContactId::new("vollenhoven-1"),
        uid: "wb-2026-014@m50.example".to_owned(),
        sequence: 0,
        confirmed_at: super::now(),
        before: None,
        stood_down: Default::default(),
        answers: BTreeMap::new(),
        sent: BTreeMap::new(),
        shut: None,
        told: Default::default(),
        shut_told: Default::default(),
        meeting_point: None,
        programme: Vec::new(),
    }
}

pub(super) fn options() -> Vec<OfferOption> {
    let why = [
        vec![Reason::GuestWants { text: "op een vrijdag in januari".to_owned() }],
        vec![Reason::SuitsOffice { office: Office::Kamerlid }],
        vec![Reason::SchoolHoliday { name: "Voorjaarsvakantie".to_owned() }],
    ];
    let numbered = slots().into_iter().zip(why).zip(1..);
    let host = ContactId::new("vollenhoven-1");
    numbered
        .map(|((slot, reasons), option)| OfferOption {
            reasons,
            ..OfferOption::new(option, slot, host.clone())
        })
        .collect()
}

/// A visit of which everything is known.
pub(super) fn visit(stage: Stage, language: Language) -> Visit {
    let wijk = WijkId::new("vollenhoven");
    let expires = instant(wall(2026, 11, 27, 17, 0));
    Visit {
        guest: Guest {
            name: Some("Sanne de Wit".to_owned()),
            office: Office::Kamerlid,
            party: Some(Party { min: 4, max: 6 }),
            party_agreed: None,
            needs: vec![Need::Rolstoel, Need::Foto],
            phone: Some("06 5550 0123".to_owned()),
        },
        writer: Correspondent {
            mailbox: writer(),
            organisation: Some("Tweede Kamer".to_owned()),
            phone: Some("070 555 07 89".to_owned()),
            language,
            undeliverable: false,
            no_address: false,
        },
        thread: thread(),
        request: request(),
        wijk: Some(wijk.clone()),
        host: Some(ContactId::new("vollenhoven-1")),
        offer: Some(Offer { version: 1, wijk, options: options(), expires, prolonged: false }),
        offers_made: 1,
        appointment: has_appointment(stage).then(appointment),
        ..bare_visit(stage, language)
    }
}

/// A visit of which only the writer's address is known.
pub(super) fn bare_visit(stage: Stage, language: Language) -> Visit {
    let mailbox = Mailbox { name: None, ..writer() };
    Visit {
        id: id(),
        version: 1,
        stage,
        opened: super::now(),
        guest: Guest {
            name: None,
            office: Office::Other,
            party: None,
            party_agreed: None,
            needs: Vec::new(),
            phone: None,
        },
        writer: Correspondent {
            mailbox,
            organisation: None,
            phone: None,
            language,
            undeliverable: false,
            no_address: false,
        },
        thread: Thread::default(),
        request: Request::default(),
        wijk: None,
        wijk_choice: None,
        host: None,
        offer: None,
        offers_made: 0,
        loose_ends: Vec::new(),
        day_with: Vec::new(),
        older_offers: Vec::new(),
        asked: None,
        numbered: None,
        waits: None,
        plan_b: None,
        called_off: None,
        consent: None,
        appointment: None,
        owner: None,
        letters: BTreeMap::new(),
        trail: Vec::new(),
        due: Vec::new(),
        ended: None,
    }
}

fn has_appointment(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::AcceptedWithReservation | Stage::Confirmed | Stage::HeldVisit | Stage::Cancelled
    )
}

fn request() -> Request {
    let wish = |text: &str, modality, when| Wish {
        when,
        modality,
        text: text.to_owned(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    };
    Request {
        wijken: vec![WijkId::new("vollenhoven")],
        by_municipality: Vec::new(),
        themes: vec![Theme::Leefbaarheid, Theme::Participatie],
        wishes: vec![
            wish(
                "op een vrijdag in januari",
                Modality::Want,
                When::Set {
                    weekdays: vec![5],
                    nth: Vec::new(),
                    from: None,
                    until: None,
                    within: None,
                },
            ),
            wish("niet op 29 januari", Modality::Cannot, When::Date(day(2027, 1, 29))),
        ],
        duration_minutes: Some(150),
        no_press: false,
        call_back: None,
        like: None,
        text: "Kan ons Kamerlid op een vrijdag in januari langskomen in Vollenhoven?".to_owned(),
        mail: Some(mail()),
        written: None,
        origin: Origin::default(),
    }
}

/// The facts that a letter of this kind comes with.
pub(super) fn facts(kind: LetterKind, language: Language) -> Facts {
    let [first, second, _] = slots();
    let nothing = Facts::default();
    match kind {
        LetterKind::Question => Facts { question: questions().into_iter().next(), ..nothing },
        LetterKind::Offer => Facts { recess: Some(recess()), ..offering() },
        LetterKind::NothingFree => Facts {
            reasons: vec![Reason::KamerDay, Reason::WeekFull { max: 1 }],
            lasts: Some(150),
            ..offering()
        },
        LetterKind::SlotGone => Facts { slot: Some(first), ..offering() },
        LetterKind::CounterDeclined => {
            let reasons = vec![Reason::Holiday { name: "Tweede Paasdag".to_owned() }];
            Facts { slot: Some(second), reasons, ..offering() }
        }
        LetterKind::Change | LetterKind::HostUpdate => {
            Facts { slot: Some(first), previous_slot: Some(second), ..nothing }
        }
        LetterKind::CancelledByUs | LetterKind::HostCancellation => Facts {
            slot: Some(first),
            text: Some(by_language(
                language,
                "Het buurthuis is dan dicht.",
                "The centre is closed.",
            )),
            ..nothing
        },
        LetterKind::Reminder | LetterKind::HostReminder => {
            Facts { slot: Some(first), days_before: Some(3), ..nothing }
        }
        LetterKind::HostMail => Facts {
            text: Some(staff_text(language)),
            passed_mail: Some(PassedMail {
                from: Some(writer()),
                subject: thread().subject,
                received: super::now(),
            }),
            ..nothing
        },
        LetterKind::Information => Facts { answers: answers(language), ..nothing },
        LetterKind::FreeText | LetterKind::MailAnswer => {
            Facts { text: Some(staff_text(language)), ..nothing }
        }
        LetterKind::YesQuestion => Facts { slot: Some(first), voice: Some(Voice::Host), ..nothing },
        LetterKind::AwaitsYes
        | LetterKind::YesNotNeeded
        | LetterKind::Confirmation
        | LetterKind::CancelledByGuest
        | LetterKind::Thanks
        | LetterKind::HostInvitation
        | LetterKind::HostHeldQuestion => Facts { slot: Some(first), ..nothing },
        LetterKind::DetailsNoted => Facts { noted: noted(), ..nothing },
        LetterKind::Receipt
        | LetterKind::ChangeReceived
        | LetterKind::OfferLapsed
        | LetterKind::WaitLapsed => nothing,
        LetterKind::HandOver => Facts { reassures: true, ..nothing },
        LetterKind::Waiting => Facts { expires: offering().expires, ..nothing },
    }
}

fn noted() -> Noted {
    let needs = vec![Need::Rolstoel, Need::Pers, Need::Foto, Need::Ov, Need::Lunch];
    Noted { guest: true, party: true, needs, no_press: false, phone: true }
}

fn offering() -> Facts {
    let expires = instant(wall(2026, 11, 27, 17, 0));
    Facts { options: options(), expires: Some(expires), ..Facts::default() }
}

fn recess() -> NamedPeriod {
    NamedPeriod { name: "Kerstreces".to_owned(), start: day(2026, 12, 18), end: day(2027, 1, 11) }
}

fn by_language(language: Language, dutch: &str, english: &str) -> String {
    match language {
        Language::Nl => dutch.to_owned(),
        Language::En | Language::Other => english.to_owned(),
    }
}

fn answers(language: Language) -> Vec<GivenAnswer> {
    vec![GivenAnswer {
        question: by_language(language, "Wat is M50?", "What is M50?"),
        knowledge: "wat-is-m50".to_owned(),
        answer: by_language(
            language,
            "M50 is een groep van middelgrote gemeenten.\n\nSamen vragen zij aandacht voor hun wijken.",
            "M50 is a group of medium-sized municipalities.\n\nThey speak up for their neighbourhoods.",
        ),
    }]
}

fn staff_text(language: Language) -> String {
    by_language(
        language,
        "De fietstocht kan ook bij regen.\nWij hebben poncho's.\n\nTot ziens in de wijk!",
        "The bicycle tour goes on when it rains.\nWe have ponchos.\n\nSee you there!",
    )
}
