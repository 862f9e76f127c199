//! Specimens of visits in figures.

use super::{Saying, day};
use crate::domain::figures::{Cancelled, Counts, Figures, FirstAnswer, OfOffice, OfWijk};
use crate::domain::ids::WijkId;
use crate::domain::people::Office;
use crate::domain::time::Days;

pub(super) fn sayings() -> Vec<Saying> {
    let since = day(2016, 11, 25);
    let all = [none(), some(1), some(35), some(300), fullest()];
    all.map(|figures| Saying::Figures { figures: Box::new(figures), since }).into()
}

/// A quarter in which nothing happened.
fn none() -> Figures {
    Figures {
        days: Days { start: day(2026, 10, 1), end: day(2027, 1, 1) },
        counts: Counts::default(),
        unsaid: 0,
        no_show: 0,
        cancelled: Cancelled::default(),
        first_answer: FirstAnswer::default(),
        wijken: Vec::new(),
        offices: Vec::new(),
    }
}

fn some(median_minutes: i64) -> Figures {
    Figures {
        counts: counts(4, 2, 1),
        no_show: 1,
        cancelled: Cancelled { by_guest: 1, by_us: 0 },
        first_answer: FirstAnswer { median_minutes: Some(median_minutes), answered: 1, waiting: 0 },
        wijken: vec![of_wijk(Some("vollenhoven"), counts(3, 2, 1)), of_wijk(None, counts(1, 0, 0))],
        offices: vec![of_office(Office::Kamerlid, counts(4, 2, 1))],
        ..none()
    }
}

/// As long as this can be: every kind of guest, and more wijken than there is room for.
fn fullest() -> Figures {
    let wijken = (0..14).map(|nth| match nth {
        0 => of_wijk(Some("vollenhoven"), counts(999, 888, 777)),
        1 => of_wijk(None, counts(400, 0, 0)),
        // Config has it no more.
        _ => of_wijk(Some("een-wijk-met-een-lange-naam-die-er-niet-meer-is"), counts(3, 2, 1)),
    });
    let offices = Office::ALL.into_iter().zip([900, 400, 60, 50, 40, 30, 20, 0]);
    Figures {
        counts: counts(1435, 912, 789),
        unsaid: 12,
        no_show: 3,
        cancelled: Cancelled { by_guest: 101, by_us: 99 },
        first_answer: FirstAnswer { median_minutes: Some(9_000), answered: 1400, waiting: 35 },
        wijken: wijken.collect(),
        offices: offices.map(|(office, asked)| of_office(office, counts(asked, 5, 4))).collect(),
        ..none()
    }
}

fn counts(requests: usize, confirmed: usize, held: usize) -> Counts {
    Counts { requests, confirmed, held }
}

fn of_wijk(wijk: Option<&str>, counts: Counts) -> OfWijk {
    OfWijk { wijk: wijk.map(WijkId::new), counts }
}

fn of_office(office: Office, counts: Counts) -> OfOffice {
    OfOffice { office, counts }
}
