//! A desk: one mailbox with its wijken, its contact persons and its rules.
//!
//! This is what `config.toml` says, in the words of the house; `config` reads the file and makes it.
//! It does not change while the program runs.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

use super::consent::Voice;
use super::ids::{ContactId, WijkId};
use super::people::{Address, Contact, Mailbox, Office};
use super::reading::NamedPeriod;
use super::room::{RoomName, Staff};
use super::time::{Days, Instant, Slot, today};
use super::wijk::{Hours, OpenDay, SchoolRegion, Wijk};

/// Everything that config decides.
#[derive(Debug, Clone)]
pub struct Desk {
    /// As the letters sign: `Werkbezoeken M50`. Its address is From and ORGANIZER, for ever.
    pub bot: Mailbox,
    pub organisation: String,
    /// The person a guest can always reach.
    pub general: GeneralContact,
    pub wijken: BTreeMap<WijkId, Wijk>,
    pub contacts: BTreeMap<ContactId, Contact>,
    pub planning: Planning,
    pub recess: Vec<NamedPeriod>,
    pub school_holidays: Vec<SchoolHoliday>,
    pub approval: Approval,
    /// Whose yes a visit needs, where its wijk says nothing else. The office is always one of them.
    pub confirm: Vec<Voice>,
    /// Our own mail server reports on senders (`mail.authserv_id`): of whom it says nothing, a mail has
    /// less authority.
    pub checks_senders: bool,
    /// Our mail server takes mail for `bot+anything@...` as mail for `bot@...`
    /// (`mail.plus_addresses`): letters may ask for answers there.
    pub plus_addresses: bool,
    /// Domains in whose name one does not act without proof (`security.vip_domains`), in lower case.
    pub vip_domains: Vec<String>,
    pub reminders: Vec<ReminderRule>,
    pub office_hours: OfficeHours,
    pub limits: Limits,
    /// The rooms in which staff are told what happens.
    pub rooms: Vec<RoomName>,
    /// When they are told on a working day how everything stands; `None` for never.
    pub digest: Option<NaiveTime>,
    /// Who of staff has an account, with their rights (`[[chat.staff]]`).
    pub staff: Vec<Staff>,
    /// What is written to the office of a bewindspersoon needs the yes of a second person.
    pub four_eyes: bool,
    pub retention: Retention,
    /// Where files go that staff ask for.
    pub export_folder: PathBuf,
    pub knowledge: Vec<Knowledge>,
    pub key: SigningKey,
}

/// The contact that the position paper publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GeneralContact {
    pub name: String,
    pub address: Address,
    pub phone: Option<String>,
}

/// The numbers behind an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    pub notice_days: BTreeMap<Office, u32>,
    pub ahead_days_max: u32,
    /// What config says of the agenda of an office, beside what the planner knows of The Hague.
    pub offices: BTreeMap<Office, OfficeRule>,
    pub options_max: usize,
    /// How long an offer holds its slots.
    pub hold_working_days: u32,
    /// Wijken too far apart for one day.
    pub never_same_day: Vec<(WijkId, WijkId)>,
    /// Names of holidays on which work goes on in principle (`Goede Vrijdag`, `Bevrijdingsdag`) but
    /// this desk receives nobody.
    pub also_closed: Vec<String>,
}

impl Planning {
    /// How far ahead a guest of this office plans.
    pub fn ahead_days_for(&self, office: Option<Office>) -> u32 {
        let own = office.and_then(|office| self.offices.get(&office)?.ahead_days_max);
        own.map_or(self.ahead_days_max, |own| own.min(self.ahead_days_max))
    }

    /// What keeps a guest of this office, week after week.
    pub fn busy(&self, office: Option<Office>) -> &[Busy] {
        let rule = office.and_then(|office| self.offices.get(&office));
        rule.map_or(&[], |rule| &rule.busy)
    }

    pub fn notice_days_for(&self, office: Office) -> u32 {
        self.notice_days
            .get(&office)
            .or_else(|| self.notice_days.get(&Office::Other))
            .copied()
            .unwrap_or(14)
    }
}

/// The agenda of an office.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeRule {
    pub busy: Vec<Busy>,
    /// Where this office wants no visit as far ahead as others.
    pub ahead_days_max: Option<u32>,
}

/// What keeps the guests of an office on some days of the week: all day, or for some hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    pub days: Vec<OpenDay>,
    pub hours: Option<Hours>,
    pub why: String,
}

impl Busy {
    pub fn is_on(&self, weekday: Weekday) -> bool {
        self.days.contains(&OpenDay::from(weekday))
    }

    /// Whether it keeps them for some of a slot.
    pub fn is_during(&self, slot: Slot) -> bool {
        let day = slot.day();
        let hours =
            |hours: Hours| Slot { start: day.and_time(hours.from), end: day.and_time(hours.until) };
        self.is_on(day.weekday()) && self.hours.is_none_or(|busy| hours(busy).overlaps(&slot))
    }
}

/// Whether staff look at every request before dates go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    Always,
    Never,
}

/// A school holiday in some regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    pub name: String,
    pub days: Days,
    pub regions: Vec<SchoolRegion>,
}

/// When whom is reminded of a confirmed visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRule {
    pub days_before: u32,
    pub at: NaiveTime,
    pub to: Vec<Recipient>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Office,
    Host,
}

impl Recipient {
    pub fn slug(self) -> &'static str {
        match self {
            Self::Office => "kantoor",
            Self::Host => "gastheer",
        }
    }
}

/// When letters that the clock causes may leave: any day, between these hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeHours {
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// Bounds on what the bot does by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one mail; a larger one is not read but goes to a person.
    pub mail_bytes_max: u64,
    /// Automatic answers to one address in a day; the last of them says so.
    pub answers_per_address_per_day: u32,
    pub answers_per_day: u32,
    /// Seconds in which staff can call back a letter.
    pub undo_seconds: u32,
    /// Hours in which somebody of staff should take a new request.
    pub nudge_hours: u32,
    /// Days after its arrival in which a mail may get an automatic answer.
    pub answer_within_days: u32,
    /// Hours after which a letter whose fate is unknown goes to a person.
    pub unknown_hours_max: u32,
}

/// How long personal data stays, in days after closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    pub text_days: u32,
    pub contact_days: u32,
    pub unwanted_days: u32,
    /// The case core: date, wijk, office, organisation.
    pub core_days: u32,
    /// Files of handled mail and of sent letters, from the day they came.
    pub mail_file_days: u32,
    /// Entries of the logbook, from the day of the command.
    pub log_days: u32,
}

/// An answer that the bot may give, in our own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knowledge {
    pub id: String,
    pub questions: Vec<String>,
    /// Empty: a person answers.
    pub answer: String,
    pub answer_en: String,
    pub source: Option<String>,
    pub as_of: Option<NaiveDate>,
}

impl Desk {
    pub fn wijk(&self, id: &WijkId) -> Option<&Wijk> {
        self.wijken.get(id)
    }

    /// Whose yes a visit to this wijk needs beside that of the office.
    pub fn voices_in(&self, wijk: &WijkId) -> Vec<Voice> {
        let own = self.wijk(wijk).and_then(|wijk| wijk.confirm.as_ref());
        let needs = own.unwrap_or(&self.confirm).iter();
        needs.copied().filter(|voice| *voice != Voice::Office).collect()
    }

    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// The contact person whose address this is.
    pub fn contact_at(&self, address: &Address) -> Option<&Contact> {
        self.contacts.values().find(|contact| contact.address == *address)
    }

    pub fn recess_on(&self, day: NaiveDate) -> Option<&NamedPeriod> {
        self.recess.iter().find(|recess| recess.start <= day && day < recess.end)
    }

    /// The first day that notice allows for a guest of this office.
    pub fn first_day_for(&self, office: Office, now: Instant) -> NaiveDate {
        today(now) + chrono::Days::new(u64::from(self.planning.notice_days_for(office)))
    }
}

/// The secret that signs our Message-IDs and addresses (HMAC-SHA-256, RFC 2104), laid into the hash
/// once. Never printed. HMAC takes keys of any length: there always is one.
#[derive(Clone)]
pub struct SigningKey(Option<Hmac<Sha256>>);

impl SigningKey {
    pub fn new(secret: impl Into<Vec<u8>>) -> Self {
        Self(Hmac::new_from_slice(&secret.into()).ok())
    }

    /// Sixteen hexadecimal characters (64 bits) that only the holder of the key can make for `text`.
    pub fn sign(&self, text: &str) -> String {
        format!("{:016x}", self.digest(text).unwrap_or_default())
    }

    /// Compares in constant time.
    pub fn verifies(&self, text: &str, signature: &str) -> bool {
        let wanted = self.sign(text);
        // Where there is no key nothing is ours.
        self.0.is_some()
            && wanted.len() == signature.len()
            && wanted.bytes().zip(signature.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b)) == 0
    }

    /// The first 64 bits of it.
    fn digest(&self, text: &str) -> Option<u64> {
        let mac = self.0.clone()?.chain_update(text);
        mac.finalize().into_bytes().first_chunk().copied().map(u64::from_be_bytes)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}
