//! Specimens of what the caretaker of the bot hears.

use super::{Saying, case, now};
use crate::domain::ids::{LetterId, WijkId};
use crate::domain::logbook::{Deed, Ending, Fault, LogHead, Logged, Object};
use crate::domain::room::{RoomName, StaffId};

pub(super) fn sayings() -> Vec<Saying> {
    let faults =
        [Fault::Missing { number: 3 }, Fault::Changed { number: 4 }, Fault::Foreign { number: 9 }];
    let mut all = vec![logbook(0, 1, None), logbook(1, 1, None), logbook(7, 12, None)];
    all.extend(faults.map(|fault| logbook(2, 1, Some(fault))));
    all
}

/// A page of so many entries.
fn logbook(count: usize, pages: usize, fault: Option<Fault>) -> Saying {
    let mut head = LogHead::default();
    let mut entries: Vec<Logged> = deeds()
        .into_iter()
        .take(count)
        .map(|deed| head.add(deed, crate::domain::time::today(now())).0)
        .collect();
    entries.reverse();
    Saying::Logbook { entries, page: 1, pages, total: head.last, fault, seal: head.seal }
}

fn deeds() -> Vec<Deed> {
    let letter = LetterId::new("wb-2026-014.voorstel.1");
    let wijk = WijkId::new("vollenhoven");
    let refused = || Ending::Refused { why: "no_right".to_owned() };
    vec![
        deed("bezoek_neem", Some(Object::Case { case: case(14) }), Ending::Done),
        Deed {
            preview: Some(7),
            ..deed("bezoek_stel_voor", Some(Object::Case { case: case(14) }), Ending::Shown)
        },
        Deed { preview: Some(7), room: RoomName::Discord, ..deed("ja", None, Ending::Done) },
        deed("wachtrij_lees", Some(Object::Mail { number: 3 }), refused()),
        deed("brief_laat", Some(Object::Letter { letter }), Ending::Failed),
        deed("wijk_toon", Some(Object::Wijk { wijk }), refused()),
        Deed {
            verb: None,
            ..deed("", None, Ending::NotUnderstood { why: "ambiguous_moment".to_owned() })
        },
    ]
}

fn deed(verb: &str, object: Option<Object>, ending: Ending) -> Deed {
    Deed {
        at: now(),
        by: StaffId("discord:80351110224678912".to_owned()),
        room: RoomName::Console,
        verb: Some(verb.to_owned()),
        object,
        preview: None,
        ending,
    }
}
