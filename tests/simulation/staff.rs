//! What staff type: every command of the house, with arguments that often fit and sometimes do not.

use chrono::{Datelike, Days};
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, today};

use crate::chance::Chance;

/// A line as it is typed.
pub(crate) fn line(desk: &Desk, state: &State, now: Instant, chance: &mut Chance) -> String {
    let case = case(state, chance);
    let day = today(now) + Days::new(chance.between(0, 60) as u64);
    let moment = |chance: &mut Chance, add: u64| {
        let day = day + Days::new(add);
        let date = format!("{}-{}-{}", day.day(), day.month(), day.year());
        match chance.below(3) {
            0 => date,
            _ => format!("{date} {}:00", chance.between(9, 15)),
        }
    };
    let wijken: Vec<_> = desk.wijken.keys().collect();
    let wijk = chance.pick(&wijken);
    let hosts: Vec<_> = desk.contacts.keys().collect();
    let host = chance.pick(&hosts);
    let number = state.counters().queue.saturating_sub(chance.below(3) as u32);
    let preview = state.counters().previews.saturating_sub(chance.below(2) as u32);
    match chance.below(53) {
        0..=3 => format!("bezoek stel-voor {case}"),
        4 => format!("bezoek stel-voor {case} {}; {}", moment(chance, 0), moment(chance, 1)),
        5 => format!("bezoek stel-voor {case} wijk={wijk}"),
        6 | 7 => format!("bezoek bevestig {case} {}", chance.between(1, 3)),
        8 => format!("bezoek bevestig {case} {}", moment(chance, 0)),
        9 => format!("bezoek bevestig {case}"),
        10 => format!("bezoek verzet {case} naar {}", moment(chance, 0)),
        11 => format!("bezoek verzet {case}"),
        12 => format!("bezoek annuleer {case} wegens griep"),
        13 => format!("bezoek wijs-af {case}"),
        14 => format!("bezoek afronden {case}"),
        15 => format!("bezoek afronden {case} niet-doorgegaan"),
        16 => format!("bezoek antwoord {case} Parkeren kan achter het wijkcentrum."),
        17 => format!("bezoek notitie {case} teruggebeld"),
        18 => format!("bezoek gasten {case} {}", chance.between(1, 15)),
        19 => format!("bezoek neem {case}"),
        20 => format!("wijk sluit {wijk} {} wegens feest", moment(chance, 0)),
        21 => format!("wijk open {wijk}"),
        22 => format!("wijk vervang {wijk} door {host}"),
        23 => format!("wijk vervang {wijk} door {host} zaak={case}"),
        24 => format!("wachtrij koppel {number} aan {case}"),
        25 => format!("wachtrij nieuw {number}"),
        26 => format!("wachtrij ongewenst {number}"),
        27 => chance
            .pick(&[
                "bezoek overzicht",
                "agenda",
                "wachtrij",
                "wijk",
                "onzin",
                "hulp",
                "systeem logboek",
            ])
            .to_string(),
        28 => format!("bezoek waarom {case}"),
        29..=36 => "ja".to_owned(),
        37 => format!("ja {preview}"),
        38 => "nee".to_owned(),
        39 => "systeem pauze".to_owned(),
        40 | 41 => "systeem hervat".to_owned(),
        42 => format!("brief laat {}", letter(state, chance)),
        43 => format!("bezoek blad {case}"),
        44 => format!("bezoek plek {case} Buurtkamer Noord, Voorbeeldlaan {number}"),
        45 => format!("bezoek programma {case} 10:00 koffie; 10:30 wandeling"),
        46 | 47 => {
            let voice = chance.pick(&["contactpersoon", "bewoners", "collega"]);
            format!("bezoek akkoord {case} {voice}{}", chance.pick(&["", "", " nee"]))
        }
        48 => format!("bezoek voorbehoud {case} {}", chance.between(1, 3)),
        _ => "herroep".to_owned(),
    }
}

/// Sending one again would break the promise of one letter each, and is for a person to weigh.
fn letter(state: &State, chance: &mut Chance) -> String {
    let letters: Vec<_> = state.letters().map(|letter| letter.id.clone()).collect();
    if letters.is_empty() {
        "wb-2027-001.voorstel.1".into()
    } else {
        chance.pick(&letters).to_string()
    }
}

fn case(state: &State, chance: &mut Chance) -> String {
    let visits: Vec<_> = state.visits().map(|visit| visit.id).collect();
    if visits.is_empty() || chance.one_in(20) {
        return "WB-2027-001".to_owned();
    }
    chance.pick(&visits).to_string()
}
