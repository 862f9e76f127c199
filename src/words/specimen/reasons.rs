//! One of every reason and every question, so that each is put into words at least once.

use crate::domain::consent::Voice;
use crate::domain::letter::Question;
use crate::domain::people::Office;
use crate::domain::reading::When;
use crate::domain::reason::{CabinetDuty, Reason};

use super::case::{day, id, wall};

/// One of every kind.
pub fn reasons() -> Vec<Reason> {
    let text = |text: &str| text.to_owned();
    vec![
        Reason::InThePast,
        Reason::TooSoon { office: Office::Kamerlid, notice_days: 14, first: day(2026, 12, 4) },
        Reason::TooFarAhead,
        Reason::Holiday { name: text("Tweede Paasdag") },
        Reason::WijkClosed { why: text("verbouwing") },
        Reason::OutsideOpeningHours,
        Reason::Taken { by: id() },
        Reason::WeekFull { max: 1 },
        Reason::DayFull { max: 1 },
        Reason::Offered { by: id(), until: super::now() },
        Reason::KamerDay,
        Reason::CabinetDay { what: CabinetDuty::Ministerraad },
        Reason::CabinetDay { what: CabinetDuty::Onderraden },
        Reason::CabinetDay { what: CabinetDuty::Vragenuur },
        Reason::Prinsjesdag,
        Reason::OfficeBusy { why: text("collegevergadering") },
        Reason::GuestCannot { text: text("niet op 29 januari") },
        Reason::NoHost,
        Reason::HostAway,
        Reason::NoYes { voice: Voice::Host },
        Reason::NoYes { voice: Voice::Residents },
        Reason::NoYes { voice: Voice::Staff },
        Reason::PartyTooLarge { max: 12 },
        Reason::OtherWijkSameDay { by: id() },
        Reason::GuestElsewhere { by: id() },
        Reason::TravelTooShort { minutes: 60, by: id() },
        Reason::ThreeWijken,
        Reason::NotTogether { with: id() },
        Reason::RatherNotHoliday { name: text("Goede Vrijdag") },
        Reason::SchoolHoliday { name: text("Voorjaarsvakantie") },
        Reason::Carnival,
        Reason::BridgeDay,
        Reason::StandsIn { visits: 3 },
        Reason::GuestWants { text: text("op een vrijdag") },
        Reason::GuestPrefers { text: text("liefst in de ochtend") },
        Reason::SuitsOffice { office: Office::Kamerlid },
        Reason::SuitsOffice { office: Office::Other },
        Reason::InRecess { name: text("Kerstreces") },
    ]
}

/// One of every kind, and one of every moment in the first.
pub fn questions() -> Vec<Question> {
    let text = |text: &str| text.to_owned();
    vec![
        Question::WhichMoment {
            text: text("vrijdag 14 november"),
            moments: vec![When::Date(day(2026, 11, 13)), When::Date(day(2026, 11, 14))],
        },
        Question::WhichMoment { text: text("ergens in die week"), moments: moments() },
        Question::NoSuchDate {
            text: text("29 februari 2027"),
            nearest: vec![day(2027, 2, 28), day(2027, 3, 1)],
        },
        Question::WhichPlace { text: text("Oosterhout") },
        Question::WhichOption,
        Question::WhenSuits,
        Question::PartyTooLarge { max: 12, asked: 14 },
        Question::PlainText,
        Question::CancelOrMove,
        Question::StillComing,
        Question::OlderOption { options: super::case::options().into_iter().take(2).collect() },
    ]
}

fn moments() -> Vec<When> {
    let (start, end) = (day(2027, 1, 11), day(2027, 1, 16));
    let (from, until) = (wall(2027, 1, 11, 9, 0), wall(2027, 1, 11, 12, 30));
    vec![
        When::DateTime(from),
        When::Time(from.time()),
        When::DateRange { start: Some(start), end: Some(end) },
        When::DateRange { start: None, end: Some(end) },
        When::DateTimeRange { start: Some(from), end: Some(until) },
        When::TimeRange { from: Some(from.time()), until: Some(until.time()) },
        When::TimeRange { from: Some(from.time()), until: None },
        When::Duration { seconds: 5400 },
        When::Set {
            weekdays: vec![1, 5],
            nth: Vec::new(),
            from: Some(from.time()),
            until: None,
            within: None,
        },
        When::Set { weekdays: Vec::new(), nth: Vec::new(), from: None, until: None, within: None },
    ]
}
