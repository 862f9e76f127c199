//! A fictional desk with two wijken.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use crate::domain::availability::Availability;
use crate::domain::consent::Voice;
use crate::domain::desk::{
    Approval, Desk, GeneralContact, Limits, OfficeHours, Planning, Recipient, ReminderRule,
    Retention, SigningKey,
};
use crate::domain::ids::{ContactId, WijkId};
use crate::domain::people::{Address, Contact, Mailbox, Office, Theme};
use crate::domain::room::RoomName;
use crate::domain::wijk::{Hours, OpenDay, ProgrammeLine, SchoolRegion, Wijk};

use super::case::mailbox;

/// The desk of the specimens. Its key is no secret.
pub fn desk() -> Desk {
    let bot = mailbox(Some("Werkbezoeken M50"), "werkbezoek@m50.example");
    let contacts = [host(), backup()];
    Desk {
        general: general(&bot),
        bot,
        organisation: "M50".to_owned(),
        wijken: [wijk("vollenhoven", "Vollenhoven", "Zeist"), bare_wijk()]
            .map(|wijk| (wijk.id.clone(), wijk))
            .into(),
        contacts: contacts.map(|contact| (contact.id.clone(), contact)).into(),
        planning: planning(),
        recess: Vec::new(),
        school_holidays: Vec::new(),
        confirm: vec![Voice::Office],
        approval: Approval::Always,
        checks_senders: false,
        plus_addresses: true,
        vip_domains: Vec::new(),
        reminders: vec![ReminderRule {
            days_before: 3,
            at: clock(9),
            to: vec![Recipient::Office, Recipient::Host],
        }],
        office_hours: OfficeHours { from: clock(8), until: clock(18) },
        limits: limits(),
        rooms: vec![RoomName::Console],
        digest: None,
        staff: Vec::new(),
        four_eyes: false,
        retention: Retention {
            text_days: 90,
            contact_days: 365,
            unwanted_days: 30,
            core_days: 1825,
            mail_file_days: 400,
            log_days: 730,
        },
        export_folder: "data/export".into(),
        knowledge: Vec::new(),
        key: SigningKey::new("the key of the specimens"),
    }
}

fn general(bot: &Mailbox) -> GeneralContact {
    GeneralContact {
        name: "Noor Verbeek".to_owned(),
        address: Address::parse("noor.verbeek@m50.example").unwrap_or(bot.address.clone()),
        phone: Some("030 555 01 23".to_owned()),
    }
}

pub(super) fn host() -> Contact {
    contact("vollenhoven-1", "Fatima El Idrissi", "f.elidrissi@zeist.example")
}

fn backup() -> Contact {
    contact("vollenhoven-2", "Joost Brandsma", "j.brandsma@zeist.example")
}

fn contact(id: &str, name: &str, address: &str) -> Contact {
    Contact {
        id: ContactId::new(id),
        name: name.to_owned(),
        address: mailbox(None, address).address,
        phone: Some("030 555 04 56".to_owned()),
        available: Availability::default(),
    }
}

pub(super) fn wijk(id: &str, name: &str, municipality: &str) -> Wijk {
    let hours = vec![Hours { from: clock(9), until: clock(17) }];
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
        meeting_point: Some("Buurthuis De Koppeling, Laan van Vollenhoven 1".to_owned()),
        programme: programme(),
        station: Some("Driebergen-Zeist".to_owned()),
        themes: vec![Theme::Leefbaarheid, Theme::Veiligheid],
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

fn programme() -> Vec<ProgrammeLine> {
    let line = |after_minutes, what: &str| ProgrammeLine { after_minutes, what: what.to_owned() };
    vec![line(0, "koffie in het buurthuis"), line(30, "wandeling door de wijk")]
}

/// A wijk of which little is known yet.
fn bare_wijk() -> Wijk {
    Wijk {
        meeting_point: None,
        programme: Vec::new(),
        station: None,
        themes: Vec::new(),
        ..wijk("wilgensingel", "Wilgensingel", "Raalte")
    }
}

fn planning() -> Planning {
    Planning {
        notice_days: [(Office::Other, 14), (Office::Bewindspersoon, 90)].into(),
        ahead_days_max: 365,
        options_max: 3,
        hold_working_days: 5,
        never_same_day: Vec::new(),
        offices: BTreeMap::new(),
        also_closed: Vec::new(),
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

fn clock(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN)
}
