//! One of everything that the bot can say in chat, with a desk to say it at: for `werkbezoek check`,
//! which renders them all, and for the tests.
//!
//! Fictional people, `.example` addresses. A new variant of `Saying`, or of what it carries, gets a
//! specimen here; the matches without `_` in `tests/chat_words.rs` stop the build until it has.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::availability::Availability;
use crate::domain::command::CommandError;
use crate::domain::consent::Voice;
use crate::domain::desk::{
    Approval, Desk, GeneralContact, Limits, OfficeHours, Planning, Retention, SigningKey,
};
use crate::domain::ids::{ContactId, LetterId, MailKey, VisitId, WijkId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind};
use crate::domain::mail::{DeliveryReport, Filing, MailRecord, SenderKind, Why};
use crate::domain::notice::{
    AgendaLine, DoneWhat, HelpPage, Passage, PreviewOf, Refusal, Saying, WijkView,
};
use crate::domain::people::{Actor, Address, Contact, Mailbox, Need, Office, Party, Role, Theme};
use crate::domain::reading::{Doubt, Language, Modality, When, Wish};
use crate::domain::reason::{CabinetDuty, DayVerdict, Reason, Suits, WijkChoice};
use crate::domain::room::RoomName;
use crate::domain::time::{Days, Instant, Slot, instant};
use crate::domain::trail::{Entry, Finding, Step};
use crate::domain::visit::{
    Answered, Appointment, Correspondent, Ended, Guest, Offer, OfferOption, Origin, Request, Stage,
    Thread, Visit, Word,
};
use crate::domain::wijk::{ClosedPeriod, Hours, OpenDay, SchoolRegion, Wijk};

mod beheer;
mod consent;
mod export;
mod figures;
mod hands;
mod mails;
mod post;
mod previews;
mod refusals;
mod rooms;
mod sayings;
mod sheet;
mod staff;
mod steps;

pub use export::{dossier, rows};
pub use sayings::chat_specimens;
pub use steps::{reasons, steps};

/// The moment at which the specimens are spoken: Wednesday 25 November 2026, 10:30.
pub fn now() -> Instant {
    instant(day(2026, 11, 25).and_time(clock(10, 30)))
}

/// A desk with two wijken and three contact persons.
pub fn desk() -> Desk {
    let contacts =
        [contact("vollenhoven-1", "Anna de Wit"), contact("vollenhoven-2", "Bram Yıldız")];
    let wijken = [wijk("vollenhoven", "Vollenhoven", "Zeist"), wijk("noord", "Noord", "Raalte")];
    Desk {
        bot: Mailbox {
            name: Some("Werkbezoeken M50".to_owned()),
            address: address("werkbezoek@m50.example"),
        },
        organisation: "M50".to_owned(),
        general: GeneralContact {
            name: "Robin Voorbeeld".to_owned(),
            address: address("robin@m50.example"),
            phone: Some("030 000 00 00".to_owned()),
        },
        wijken: wijken.into_iter().map(|wijk| (wijk.id.clone(), wijk)).collect(),
        contacts: contacts.into_iter().map(|contact| (contact.id.clone(), contact)).collect(),
        planning: Planning {
            notice_days: BTreeMap::from([(Office::Kamerlid, 14)]),
            ahead_days_max: 365,
            options_max: 3,
            hold_working_days: 5,
            never_same_day: Vec::new(),
            offices: BTreeMap::new(),
            also_closed: Vec::new(),
        },
        recess: Vec::new(),
        school_holidays: Vec::new(),
        confirm: vec![Voice::Office],
        approval: Approval::Always,
        checks_senders: false,
        plus_addresses: false,
        vip_domains: Vec::new(),
        reminders: Vec::new(),
        office_hours: OfficeHours { from: clock(8, 0), until: clock(18, 0) },
        limits: limits(),
        rooms: vec![RoomName::Console],
        digest: None,
        staff: Vec::new(),
        four_eyes: false,
        retention: Retention {
            text_days: 90,
            contact_days: 365,
            unwanted_days: 30,
            core_days: 3650,
            mail_file_days: 400,
            log_days: 730,
        },
        export_folder: "data/export".into(),
        knowledge: Vec::new(),
        key: SigningKey::new("specimen"),
    }
}

fn limits() -> Limits {
    Limits {
        mail_bytes_max: 25_000_000,
        answers_per_address_per_day: 5,
        answers_per_day: 200,
        undo_seconds: 60,
        nudge_hours: 4,
        answer_within_days: 14,
        unknown_hours_max: 4,
    }
}

/// A contact person whose address follows from the id.
pub fn contact(id: &str, name: &str) -> Contact {
    Contact {
        id: ContactId::new(id),
        name: name.to_owned(),
        address: address(&format!("{id}@wijk.example")),
        phone: Some("06 00 00 00 01".to_owned()),
        available: Availability::default(),
    }
}

/// A wijk that is open on working days.
pub fn wijk(id: &str, name: &str, municipality: &str) -> Wijk {
    let hours = vec![Hours { from: clock(9, 0), until: clock(17, 0) }];
    Wijk {
        id: WijkId::new(id),
        name: name.to_owned(),
        also_known_as: Vec::new(),
        municipality: municipality.to_owned(),
        not_to_confuse_with: Vec::new(),
        province: "Utrecht".to_owned(),
        school_region: SchoolRegion::Midden,
        carnival: false,
        description: String::new(),
        meeting_point: Some("Wijkcentrum De Koppeling, Voorbeeldlaan 1, Zeist".to_owned()),
        programme: Vec::new(),
        station: None,
        themes: vec![Theme::Huisvesting],
        hosts: vec![ContactId::new("vollenhoven-1"), ContactId::new("vollenhoven-2")],
        open_on: BTreeMap::new(),
        school_holidays: Vec::new(),
        residents: None,
        confirm: None,
        opening: (1..=5).map(|day| (OpenDay(day), hours.clone())).collect(),
        closed: Vec::new(),
        visits_per_week_max: 1,
        visits_per_day_max: 1,
        party_max: 12,
        duration_minutes: 150,
        buffer_minutes: 30,
        travel_minutes: BTreeMap::new(),
    }
}

/// A visit in which everything is filled in, at a stage.
pub fn visit(stage: Stage) -> Visit {
    Visit {
        id: case(14),
        version: 7,
        stage,
        opened: instant(day(2026, 11, 24).and_time(clock(16, 5))),
        guest: Guest {
            name: Some("Jip Fictief".to_owned()),
            office: Office::Kamerlid,
            party: Some(Party { min: 4, max: 6 }),
            party_agreed: None,
            needs: vec![Need::Pers, Need::Rolstoel],
            phone: Some("06 00 00 00 14".to_owned()),
        },
        writer: Correspondent {
            mailbox: writer(),
            organisation: Some("Fractie Voorbeeld".to_owned()),
            phone: Some("070 000 00 00".to_owned()),
            language: Language::Nl,
            undeliverable: false,
            no_address: false,
        },
        thread: Thread { subject: "Werkbezoek Vollenhoven".to_owned(), ..Thread::default() },
        request: request(),
        wijk: Some(WijkId::new("vollenhoven")),
        wijk_choice: Some(WijkChoice::Named),
        host: Some(ContactId::new("vollenhoven-1")),
        offer: (stage == Stage::Proposed).then(offer),
        offers_made: 1,
        loose_ends: Vec::new(),
        day_with: Vec::new(),
        older_offers: Vec::new(),
        asked: None,
        numbered: None,
        waits: None,
        plan_b: None,
        called_off: None,
        consent: None,
        appointment: has_appointment(stage).then(appointment),
        owner: Some("Noor".to_owned()),
        letters: BTreeMap::new(),
        trail: steps(),
        due: Vec::new(),
        ended: stage.is_final().then(ended),
    }
}

/// The same visit with nothing known that need not be known.
pub fn bare_visit(stage: Stage) -> Visit {
    let mut visit = visit(stage);
    visit.id = VisitId { year: 2025, number: 3 };
    visit.guest = Guest {
        name: None,
        office: Office::Other,
        party: None,
        party_agreed: None,
        needs: Vec::new(),
        phone: None,
    };
    visit.writer.mailbox.name = None;
    visit.writer.organisation = None;
    visit.writer.phone = None;
    visit.request = Request::default();
    (visit.wijk, visit.wijk_choice, visit.host, visit.offer) = (None, None, None, None);
    (visit.appointment, visit.owner, visit.ended) = (None, None, None);
    visit.trail = Vec::new();
    visit
}

fn has_appointment(stage: Stage) -> bool {
    matches!(stage, Stage::AcceptedWithReservation | Stage::Confirmed | Stage::HeldVisit)
}

fn writer() -> Mailbox {
    Mailbox { name: Some("Sam Secretaris".to_owned()), address: address("sam@fractie.example") }
}

fn request() -> Request {
    let friday = day(2027, 1, 15);
    let wish = |when, modality, text: &str| Wish {
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
        themes: vec![Theme::Huisvesting, Theme::Jeugd],
        wishes: vec![
            wish(When::Date(friday), Modality::Want, "vrijdag 15 januari"),
            wish(When::Date(friday), Modality::Cannot, "liever niet in de ochtend"),
        ],
        duration_minutes: Some(150),
        no_press: false,
        call_back: None,
        like: None,
        text: "Beste collega's,\n\nkan ons Kamerlid vrijdag 15 januari komen?".to_owned(),
        mail: Some(MailKey::new("3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a")),
        written: None,
        origin: Origin::default(),
    }
}

fn offer() -> Offer {
    Offer {
        version: 1,
        wijk: WijkId::new("vollenhoven"),
        options: options(),
        expires: instant(day(2026, 12, 2).and_time(clock(17, 0))),
        prolonged: false,
    }
}

/// Two options with their reasons.
pub fn options() -> Vec<OfferOption> {
    let option = |number, slot, reasons| OfferOption {
        reasons,
        ..OfferOption::new(number, slot, ContactId::new("vollenhoven-1"))
    };
    let wants = Reason::GuestWants { text: "vrijdag 15 januari".to_owned() };
    vec![
        option(1, slot(15, 13), vec![wants, Reason::SuitsOffice { office: Office::Kamerlid }]),
        option(2, slot(18, 10), vec![Reason::InRecess { name: "kerstreces".to_owned() }]),
    ]
}

fn appointment() -> Appointment {
    Appointment {
        wijk: WijkId::new("vollenhoven"),
        slot: slot(15, 13),
        host: ContactId::new("vollenhoven-1"),
        uid: "wb-2026-014.0123456789abcdef@m50.example".to_owned(),
        sequence: 1,
        confirmed_at: now(),
        before: None,
        stood_down: Default::default(),
        answers: BTreeMap::from([
            (writer().address, answered(1, Word::Accepted)),
            (contact("vollenhoven-1", "Anna de Wit").address, answered(0, Word::Declined)),
        ]),
        sent: Default::default(),
        shut: None,
        told: Default::default(),
        shut_told: Default::default(),
        meeting_point: Some("Buurtkamer Noord".to_owned()),
        programme: Vec::new(),
    }
}

fn answered(sequence: u32, word: Word) -> Answered {
    Answered { sequence, stamp: Some(now()), word, at: now() }
}

fn ended() -> Ended {
    Ended {
        at: now(),
        by: Actor::Staff { name: "Noor".to_owned() },
        reason: Some("de agenda is vol".to_owned()),
        stood: None,
    }
}

fn mail(number: u32, why: Why) -> MailRecord {
    let unread = why == Why::NothingToRead;
    let returned = why == Why::LetterReturned;
    MailRecord {
        key: MailKey::new("0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b"),
        message_id: "vraag@fractie.example".to_owned(),
        received: now(),
        from: Some(writer()),
        first_writer: None,
        subject: "Vraag over het bezoek".to_owned(),
        text: "Goedemorgen,\n\nMogen wij filmen?\n\nSam".to_owned(),
        in_reply_to: None,
        references: Vec::new(),
        visit: Some(case(14)),
        filing: Filing::WaitsForStaff { why },
        remarks: unread.then(|| "winmail.dat only".to_owned()).into_iter().collect(),
        quoted_lines: 3,
        names: None,
        perhaps: Vec::new(),
        report: returned.then(|| DeliveryReport {
            about: None,
            recipient: Some(writer().address),
            status: Some("5.1.1".to_owned()),
        }),
        queue_number: Some(number),
        again_of: None,
    }
}

fn case(number: u32) -> VisitId {
    VisitId { year: 2026, number }
}

fn slot(day_of_january: u32, hour: u32) -> Slot {
    Slot::on(day(2027, 1, day_of_january), clock(hour, 0), 150)
}

fn days() -> Days {
    Days { start: day(2027, 5, 3), end: day(2027, 5, 15) }
}

/// A date that exists; the fallback keeps the library free of panics.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

/// The address that a literal of this file spells.
#[allow(clippy::expect_used, reason = "only literals of the specimens come here; tests render all")]
fn address(text: &str) -> Address {
    Address::parse(text).expect("a specimen's address is one")
}

fn help() -> HelpPage {
    HelpPage {
        group: "bezoek",
        verb: "stel-voor",
        usage: "bezoek stel-voor <zaak> [dagen of tijden] [wijk=...]",
        example: "bezoek stel-voor 14 vrijdag 15 jan 10:00",
        role: Role::Planner,
        key: "bezoek_stel_voor",
    }
}
