//! What the bot says about its post as a whole: pauses, outages, Junk, how it stands.

use super::{LetterId, Saying, case, now, slot};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::notice::{HostPhone, OfficePhone, ToCall};
use crate::domain::post::{
    JunkLine, LetterInDoubt, Outage, Outbox, Paused, PostBook, Side, Status,
};

pub(super) fn sayings() -> Vec<Saying> {
    let outage = || outage("imap.gemeente.example: no answer; look whether the server runs");
    let (inbox, outbox) = (Side::Inbox, Side::Outbox);
    let back = |side, mails, waiting| Saying::Recovered {
        side,
        outage: outage(),
        until: now(),
        mails,
        waiting,
    };
    let quiet = Paused { reason: None, ..paused() };
    vec![
        Saying::Paused { paused: paused(), waiting: 3, under_way: 1 },
        Saying::Paused { paused: quiet.clone(), waiting: 0, under_way: 0 },
        resumed(paused(), &["voorstel", "bericht"], &["gastheer-uitnodiging"], &[14]),
        resumed(quiet, &[], &[], &[]),
        Saying::Outage { side: inbox, outage: outage() },
        Saying::Outage { side: outbox, outage: outage() },
        back(inbox, 12, 0),
        back(inbox, 1, 0),
        back(inbox, 0, 0),
        back(outbox, 0, 2),
        back(outbox, 0, 0),
        Saying::BoxRenumbered,
        Saying::Junk { mails: vec![junk("win@loterij.example", "Gewonnen!")], more: 0 },
        Saying::Junk { mails: vec![junk("", ""), junk("a@b.example", "Verzoek")], more: 7 },
        standing(&PostBook::default(), Outbox::default()),
        standing(&troubled(), Outbox { waiting: 3, under_way: 1, in_doubt: 2, with_a_person: 1 }),
        standing(&PostBook { paused: None, ..troubled() }, Outbox::default()),
    ]
}

fn resumed(paused: Paused, leaving: &[&str], dropped: &[&str], unreminded: &[u32]) -> Saying {
    let case = |number: u32| VisitId { year: 2026, number };
    let letters = |kinds: &[&str]| -> Vec<LetterId> {
        kinds.iter().map(|kind| LetterId::about(case(14), kind, "1")).collect()
    };
    Saying::Resumed {
        paused,
        by: "Sam".to_owned(),
        leaving: letters(leaving),
        dropped: letters(dropped),
        reminders: unreminded.len(),
        unreminded: unreminded.iter().copied().map(case).collect(),
        calls: unreminded.iter().map(|_| to_call(false)).collect(),
    }
}

/// Whom to ring: of a visit that is off and whose case is closed, or of one that stands.
pub(super) fn to_call(is_off: bool) -> ToCall {
    let phone = || Some("038 000 00 00".to_owned());
    let host = ContactId::new("vollenhoven-1");
    let host = HostPhone { host, host_phone: phone(), need_not: !is_off };
    let office = OfficePhone { name: Some("Bram Postma".to_owned()), phone: None };
    ToCall {
        case: case(14),
        wijk: WijkId::new("vollenhoven"),
        slot: slot(15, 13),
        is_off,
        now_at: (!is_off).then(|| slot(22, 13)),
        is_near: is_off,
        is_unsent: !is_off,
        by_phone: false,
        hosts: vec![host],
        office: Some(if is_off { OfficePhone::default() } else { office }),
    }
}

fn standing(post: &PostBook, outbox: Outbox) -> Saying {
    let status = Status {
        version: "1.2.3".to_owned(),
        address: "werkbezoek@m50.example".to_owned(),
        last_mail: post.last_mail,
        mails_waiting: 4,
        cases: 12,
        outbox,
        paused: post.paused.clone(),
        outages: post.outages.clone(),
    };
    Saying::Status { status: Box::new(status) }
}

fn troubled() -> PostBook {
    let reason = "smtp.gemeente.example: wrong password; set WERKBEZOEK_PASSWORD";
    PostBook {
        paused: Some(paused()),
        outages: [Side::Outbox, Side::Discord].map(|side| (side, outage(reason))).into(),
        last_mail: Some(now()),
        ..PostBook::default()
    }
}

/// A pause that somebody began an hour ago.
pub(super) fn paused() -> Paused {
    let since = now() - chrono::Duration::hours(1);
    Paused { since, by: "Noor".to_owned(), reason: Some("verkeerde datum".to_owned()) }
}

fn outage(reason: &str) -> Outage {
    Outage { since: now() - chrono::Duration::hours(2), reason: reason.to_owned() }
}

fn junk(from: &str, subject: &str) -> JunkLine {
    JunkLine { from: from.to_owned(), subject: subject.to_owned(), at: now() }
}

/// So many letters of which nobody knows whether they arrived.
pub(super) fn in_doubt(count: u32) -> Vec<LetterInDoubt> {
    let letter = |number| LetterInDoubt {
        letter: LetterId::new(format!("wb-2026-014.voorstel.{number}")),
        to: "sam@fractie.example".to_owned(),
        subject: "Werkbezoek Vollenhoven".to_owned(),
        decided: now(),
    };
    (1..=count).map(letter).collect()
}
