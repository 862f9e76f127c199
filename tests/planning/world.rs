//! A small desk to plan on: three wijken, five hosts, and visits that hold something.
//!
//! Everybody here is made up. One host receives in two wijken, so that travel matters.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::*;
use werkbezoek::domain::ids::{ContactId, VisitId, WijkId};
use werkbezoek::domain::people::{Address, Contact, Mailbox, Office, Theme};
use werkbezoek::domain::reading::{Language, Modality, NamedPeriod, When, Wish};
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::state::{Change, Record, State};
use werkbezoek::domain::time::{Days, Instant, Slot, instant};
use werkbezoek::domain::visit::*;
use werkbezoek::domain::wijk::*;
use werkbezoek::planning::Ask;

pub(crate) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub(crate) fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

pub(crate) fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// What the clock shows in the Netherlands.
pub(crate) fn at(text: &str) -> Instant {
    instant(wall(text))
}

/// `2027-03-22 10:00-12:30`.
pub(crate) fn slot(text: &str) -> Slot {
    let (start, until) = text.rsplit_once('-').unwrap();
    let start = wall(start);
    Slot { start, end: start.date().and_time(time(until)) }
}

pub(crate) fn wijk_id(id: &str) -> WijkId {
    WijkId::new(id)
}

pub(crate) fn contact_id(id: &str) -> ContactId {
    ContactId::new(id)
}

fn mailbox(name: &str) -> Mailbox {
    let address = format!("{}@m50.example", name.to_lowercase().replace(' ', "."));
    Mailbox { name: Some(name.to_owned()), address: Address::parse(&address).unwrap() }
}

fn hours(from: &str, until: &str) -> Hours {
    Hours { from: time(from), until: time(until) }
}

fn wijk(id: &str, region: SchoolRegion, hosts: &[&str]) -> Wijk {
    let office_hours = vec![hours("09:00", "12:30"), hours("13:00", "17:30")];
    Wijk {
        id: wijk_id(id),
        name: id.to_owned(),
        also_known_as: vec![],
        municipality: "Voorbeeld".to_owned(),
        not_to_confuse_with: vec![],
        province: "Utrecht".to_owned(),
        school_region: region,
        carnival: region == SchoolRegion::Zuid,
        description: String::new(),
        meeting_point: None,
        programme: vec![],
        station: None,
        themes: vec![],
        hosts: hosts.iter().copied().map(ContactId::new).collect(),
        open_on: BTreeMap::new(),
        school_holidays: Vec::new(),
        residents: None,
        confirm: None,
        opening: (1..=5).map(|number| (OpenDay(number), office_hours.clone())).collect(),
        closed: vec![],
        visits_per_week_max: 1,
        visits_per_day_max: 1,
        party_max: 12,
        duration_minutes: 150,
        buffer_minutes: 30,
        travel_minutes: BTreeMap::new(),
    }
}

fn contacts() -> BTreeMap<ContactId, Contact> {
    let names = [
        ("v-1", "Noor Voorbeeld"),
        ("v-2", "Sam Voorbeeld"),
        ("w-1", "Kim Voorbeeld"),
        ("d-1", "Robin Voorbeeld"),
        ("rond", "Alex Voorbeeld"),
    ];
    let contact = |(id, name)| {
        let address = mailbox(name).address;
        (
            contact_id(id),
            Contact {
                id: contact_id(id),
                name: name.to_owned(),
                address,
                phone: None,
                available: Default::default(),
            },
        )
    };
    names.into_iter().map(contact).collect()
}

fn wijken() -> BTreeMap<WijkId, Wijk> {
    let mut vollenhoven = wijk("vollenhoven", SchoolRegion::Midden, &["v-1", "v-2", "rond"]);
    vollenhoven.themes = vec![Theme::Huisvesting, Theme::Jeugd];
    vollenhoven.travel_minutes = [(wijk_id("dommelbergen"), 60)].into();
    let mut wilgensingel = wijk("wilgensingel", SchoolRegion::Noord, &["w-1"]);
    wilgensingel.themes = vec![Theme::Huisvesting];
    let mut dommelbergen = wijk("dommelbergen", SchoolRegion::Zuid, &["d-1", "rond"]);
    dommelbergen.themes = vec![Theme::Veiligheid];
    [vollenhoven, wilgensingel, dommelbergen].map(|wijk| (wijk.id.clone(), wijk)).into()
}

pub(crate) fn recess(name: &str, start: &str, end: &str) -> NamedPeriod {
    NamedPeriod { name: name.to_owned(), start: day(start), end: day(end) }
}

pub(crate) fn desk() -> Desk {
    Desk {
        bot: mailbox("Werkbezoeken M50"),
        organisation: "M50".to_owned(),
        general: GeneralContact {
            name: "Jip Voorbeeld".to_owned(),
            address: mailbox("Jip Voorbeeld").address,
            phone: None,
        },
        wijken: wijken(),
        contacts: contacts(),
        planning: Planning {
            notice_days: [
                (Office::Kamerlid, 14),
                (Office::Bewindspersoon, 90),
                (Office::Other, 10),
            ]
            .into(),
            ahead_days_max: 365,
            options_max: 3,
            hold_working_days: 5,
            offices: BTreeMap::new(),
            never_same_day: vec![(wijk_id("wilgensingel"), wijk_id("dommelbergen"))],
            also_closed: vec![],
        },
        recess: vec![
            recess("voorjaarsreces", "2027-02-19", "2027-03-02"),
            recess("herfstreces", "2027-10-15", "2027-10-26"),
        ],
        school_holidays: vec![SchoolHoliday {
            name: "voorjaarsvakantie".to_owned(),
            days: Days { start: day("2027-02-20"), end: day("2027-03-01") },
            regions: vec![SchoolRegion::Noord, SchoolRegion::Midden],
        }],
        confirm: vec![Voice::Office],
        approval: Approval::Always,
        checks_senders: false,
        plus_addresses: false,
        vip_domains: Vec::new(),
        reminders: vec![],
        office_hours: OfficeHours { from: time("08:00"), until: time("18:00") },
        limits: Limits {
            mail_bytes_max: 1 << 20,
            answers_per_address_per_day: 4,
            answers_per_day: 100,
            undo_seconds: 60,
            nudge_hours: 24,
            answer_within_days: 14,
            unknown_hours_max: 4,
        },
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
        knowledge: vec![],
        key: SigningKey::new("a key for tests"),
    }
}

/// An ask of a guest who said nothing but who they are.
pub(crate) fn ask(office: Office, wishes: &[Wish]) -> Ask<'_> {
    Ask { wishes, ..Ask::of_anybody(office) }
}

pub(crate) fn wish(modality: Modality, when: When, text: &str) -> Wish {
    Wish { when, modality, text: text.to_owned(), span: [0, 0], alternatives: vec![], why: None }
}

pub(crate) fn want(when: When, text: &str) -> Wish {
    wish(Modality::Want, when, text)
}

pub(crate) fn visit_id(number: u32) -> VisitId {
    VisitId { year: 2026, number }
}

/// A visit that holds nothing yet.
pub(crate) fn visit(number: u32) -> Visit {
    Visit {
        id: visit_id(number),
        version: 1,
        stage: Stage::Requested,
        opened: at("2026-11-02 09:00"),
        guest: Guest {
            name: None,
            office: Office::Other,
            party: None,
            party_agreed: None,
            needs: vec![],
            phone: None,
        },
        writer: Correspondent {
            mailbox: mailbox("Robin Secretariaat"),
            organisation: None,
            phone: None,
            language: Language::Nl,
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
        loose_ends: vec![],
        day_with: vec![],
        older_offers: vec![],
        asked: None,
        numbered: None,
        waits: None,
        plan_b: None,
        called_off: None,
        consent: None,
        appointment: None,
        owner: None,
        letters: BTreeMap::new(),
        trail: vec![],
        due: vec![],
        ended: None,
    }
}

pub(crate) fn named(mut visit: Visit, name: &str) -> Visit {
    visit.guest.name = Some(name.to_owned());
    visit
}

pub(crate) fn option(option: u32, slot: Slot, host: &str) -> OfferOption {
    OfferOption::new(option, slot, contact_id(host))
}

pub(crate) fn confirmed(number: u32, wijk: &str, host: &str, slot: Slot) -> Visit {
    Visit {
        stage: Stage::Confirmed,
        wijk: Some(wijk_id(wijk)),
        appointment: Some(Appointment {
            wijk: wijk_id(wijk),
            slot,
            host: contact_id(host),
            uid: format!("{number}@m50.example"),
            sequence: 0,
            confirmed_at: at("2026-11-02 09:00"),
            before: None,
            stood_down: Default::default(),
            told: Default::default(),
            shut_told: Default::default(),
            answers: Default::default(),
            sent: Default::default(),
            shut: None,
            meeting_point: None,
            programme: vec![],
        }),
        ..visit(number)
    }
}

pub(crate) fn offered(
    number: u32,
    wijk: &WijkId,
    options: Vec<OfferOption>,
    expires: Instant,
) -> Visit {
    Visit {
        stage: Stage::Proposed,
        wijk: Some(wijk.clone()),
        offer: Some(Offer { version: 1, wijk: wijk.clone(), options, expires, prolonged: false }),
        ..visit(number)
    }
}

pub(crate) fn put(state: &mut State, visit: Visit) {
    state.apply(&Change::Put { record: Record::Visit(Box::new(visit)) });
}

pub(crate) fn state(visits: impl IntoIterator<Item = Visit>) -> State {
    let mut state = State::default();
    visits.into_iter().for_each(|visit| put(&mut state, visit));
    state
}
