//! Specimens of what the caretaker of the bot hears.

use std::collections::BTreeMap;

use super::{
    CommandError, Refusal, Saying, Stage, Why, bare_visit, case, day, desk, mail, now, slot, visit,
    writer,
};
use crate::domain::ids::{LetterId, WijkId};
use crate::domain::logbook::{Deed, Ending, Fault, LogHead, Logged, Object};
use crate::domain::notice::{
    CasePart, CaseTerms, Erased, NextTerm, PersonCase, PersonFile, PrivacySaying,
};
use crate::domain::post::{Outage, Outbox, Side};
use crate::domain::room::{RoomName, StaffId};
use crate::domain::sweep::ConfigFault;

pub(super) fn sayings() -> Vec<Saying> {
    let faults =
        [Fault::Missing { number: 3 }, Fault::Changed { number: 4 }, Fault::Foreign { number: 9 }];
    let mut all = vec![logbook(0, 1, None), logbook(1, 1, None), logbook(7, 12, None)];
    all.extend(checkups());
    all.push(Saying::BeginsAnew);
    all.push(Saying::BegunAnew { by: "Sam".to_owned() });
    all.extend(privacy());
    all.extend(refusals().map(|refusal| Saying::Refused { refusal }));
    let (text, example) = ("jip".to_owned(), "privacy inzage jip@fractie.example".to_owned());
    all.push(Saying::NotUnderstood { error: CommandError::NotAnAddress { text, example } });
    all.extend(faults.map(|fault| logbook(2, 1, Some(fault))));
    all
}

fn refusals() -> [Refusal; 7] {
    let fault = ConfigFault {
        config_place: "config.toml:12: [[wijk]] hosts".to_owned(),
        matter: "no contact `kim`; add it under [[contact]]".to_owned(),
    };
    let faulty = |faults, more| Refusal::ConfigFaulty { faults, more };
    [
        Refusal::NotLive,
        faulty(vec![fault.clone()], 0),
        faulty(vec![fault.clone(), fault], 3),
        Refusal::NotInThisRoom,
        Refusal::NothingKept,
        Refusal::VisitAhead { case: case(14), slot: slot(15, 13) },
        Refusal::NotThisNumber,
    ]
}

fn privacy() -> Vec<Saying> {
    let erased = |count: usize| Erased {
        cases: (14..).take(count).map(case).collect(),
        mails: count,
        letters: 0,
        previews: count,
        memos: count,
        questions: count,
        notices: 0,
        elsewhere: (19..).take(count).map(case).collect(),
    };
    let retention = desk().retention;
    let next = [CasePart::Needs, CasePart::Text, CasePart::Contact, CasePart::All]
        .map(|part| NextTerm { on: day(2027, 3, 1), case: case(14), part });
    let terms = |next: Vec<NextTerm>, more| PrivacySaying::Terms {
        retention: retention.clone(),
        next,
        more,
    };
    let all = vec![
        PrivacySaying::File { file: Box::new(file()) },
        PrivacySaying::Erased { erased: erased(2) },
        PrivacySaying::Erased { erased: erased(0) },
        terms(Vec::new(), 0),
        terms(next.to_vec(), 0),
        terms(next.to_vec(), 12),
    ];
    all.into_iter().map(Saying::Privacy).collect()
}

fn file() -> PersonFile {
    let term = |day_of_january| day(2027, 1, day_of_january);
    let terms = CaseTerms { needs: term(1), text: term(2), contact: term(3), all: term(4) };
    PersonFile {
        address: writer().address,
        cases: vec![
            PersonCase { visit: Box::new(visit(Stage::Closed)), terms: Some(terms) },
            PersonCase { visit: Box::new(bare_visit(Stage::Requested)), terms: None },
        ],
        mails: vec![mail(3, Why::QuestionForAPerson)],
        letters: vec![LetterId::new("wb-2026-014.voorstel.1")],
        previews: vec![7, 8],
        memos: vec![5],
        questions: vec![2, 6],
        notices: 2,
        is_counted: true,
        elsewhere: vec![case(19)],
        number: 4821,
    }
}

fn checkups() -> Vec<Saying> {
    let reason = "imap.m50.example: no answer; look whether the server runs";
    let outage = Outage { since: now(), reason: reason.to_owned() };
    vec![
        Saying::Checkup {
            store: None,
            log: None,
            logged: 12,
            outages: BTreeMap::new(),
            last_mail: Some(now()),
            outbox: Outbox::default(),
        },
        Saying::Checkup {
            store: Some("`snapshot-3` is damaged at byte 4711: a crc does not fit".to_owned()),
            log: Some(Fault::Changed { number: 4 }),
            logged: 12,
            outages: BTreeMap::from([(Side::Inbox, outage.clone()), (Side::Discord, outage)]),
            last_mail: None,
            outbox: Outbox { waiting: 2, under_way: 0, in_doubt: 1, with_a_person: 1 },
        },
    ]
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
        Deed {
            room: RoomName::Matrix,
            ..deed("wachtrij_lees", Some(Object::Mail { number: 3 }), refused())
        },
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
