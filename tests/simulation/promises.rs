//! What must be true of everything that is on disk, after every step. Written without the code under
//! test: it reads the records and judges them by itself.

use std::collections::BTreeSet;

use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{ContactId, MailKey, VisitId, WijkId};
use werkbezoek::domain::mail::MailRecord;
use werkbezoek::domain::state::{ArchiveKey, Record, State};
use werkbezoek::domain::time::{Instant, Slot};
use werkbezoek::domain::trail::{Entry, Step};
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::store::Store;

use crate::faults::Disk;
use crate::letterbox::Letterbox;

/// What is looked at.
pub(crate) struct OnDisk<'a> {
    pub(crate) disk: &'a Disk,
    pub(crate) state: &'a State,
    pub(crate) desk: &'a Desk,
    /// The latest moment that the clock ever showed: an offer that expired then holds nothing, even
    /// if the clock ran back.
    pub(crate) latest: Instant,
    pub(crate) letterbox: &'a Letterbox,
    pub(crate) mails: &'a BTreeSet<MailKey>,
}

/// Every promise that is broken, in words.
pub(crate) fn broken(on_disk: &OnDisk<'_>) -> Vec<String> {
    let mut broken = Vec::new();
    overlaps(on_disk, &mut broken);
    visits(on_disk, &mut broken);
    mails(on_disk, &mut broken);
    letters(on_disk, &mut broken);
    logbook(on_disk, &mut broken);
    broken
}

/// A slot kept from others.
struct Claim<'a> {
    visit: VisitId,
    wijk: &'a WijkId,
    host: &'a ContactId,
    /// By writer and name; nobody when no name is known.
    guest: Option<(&'a str, &'a str)>,
    slot: Slot,
    firm: bool,
}

fn claims<'a>(visit: &'a Visit, latest: Instant) -> Vec<Claim<'a>> {
    let mut claims = Vec::new();
    let writer = visit.writer.mailbox.address.as_str();
    let guest = visit.guest.name.as_deref().map(|name| (writer, name));
    if let Some(agreed) = &visit.appointment {
        let (wijk, host, slot) = (&agreed.wijk, &agreed.host, agreed.slot);
        claims.push(Claim { visit: visit.id, wijk, host, guest, slot, firm: true });
    }
    if let Some(offer) = &visit.offer {
        // Each is held until its own end, which may be before that of its offer.
        for option in offer.options.iter().filter(|it| latest < offer.held_until(it)) {
            let (wijk, host, slot) = (&offer.wijk, &option.host, option.slot);
            claims.push(Claim { visit: visit.id, wijk, host, guest, slot, firm: false });
        }
    }
    claims
}

/// No wijk and no host has two visits at once, held slots included, and no guest has agreed to two.
fn overlaps(on_disk: &OnDisk<'_>, broken: &mut Vec<String>) {
    let claims: Vec<Claim<'_>> =
        on_disk.state.visits().flat_map(|visit| claims(visit, on_disk.latest)).collect();
    for (nth, one) in claims.iter().enumerate() {
        for other in &claims[nth + 1..] {
            let together = one.slot.start < other.slot.end && other.slot.start < one.slot.end;
            if one.visit == other.visit || !together {
                continue;
            }
            let how = |claim: &Claim<'_>| if claim.firm { "agreed" } else { "offered" };
            let agreed = one.firm && other.firm;
            let one_guest = agreed && one.guest.is_some() && one.guest == other.guest;
            let who = match (one.wijk == other.wijk, one.host == other.host) {
                (true, _) => format!("wijk {}", one.wijk),
                (false, true) => format!("host {}", one.host),
                (false, false) if one_guest => "guest".to_owned(),
                (false, false) => continue,
            };
            broken.push(format!(
                "{who} twice: {} {} {} and {} {} {}",
                one.visit,
                how(one),
                one.slot.start,
                other.visit,
                how(other),
                other.slot.start
            ));
        }
    }
}

fn visits(on_disk: &OnDisk<'_>, broken: &mut Vec<String>) {
    for visit in on_disk.state.visits() {
        stages(visit, broken);
        appointment(on_disk.desk, visit, broken);
        if visit.stage.is_final() {
            broken.push(format!("{} has ended ({:?}) and is still live", visit.id, visit.stage));
        }
    }
    for (year, count) in &on_disk.state.counters().visits {
        for number in 1..=*count {
            let id = VisitId { year: *year, number };
            let archived = on_disk.disk.archived(&ArchiveKey::Visit(id)).unwrap();
            match (on_disk.state.visit(id), archived) {
                (Some(_), Some(_)) => broken.push(format!("{id} is live and archived")),
                (None, Some(Record::Visit(visit))) => stages(&visit, broken),
                (None, None) => broken.push(format!("{id} is nowhere")),
                (Some(_), None) | (None, Some(_)) => {}
            }
        }
    }
}

/// Every change of stage in the trail is a legal one, and the last is where the visit stands.
fn stages(visit: &Visit, broken: &mut Vec<String>) {
    let mut stage = Stage::Requested;
    let mut reached = vec![stage];
    for entry in &visit.trail {
        if let Step::PutBack { stage: before } = &entry.step {
            if !reached.contains(before) {
                broken.push(format!("{}: put back to {before:?}, where it never was", visit.id));
            }
            stage = *before;
        }
        let Step::StageReached { stage: next } = &entry.step else { continue };
        reached.push(*next);
        if !stage.may_become().contains(next) {
            broken.push(format!("{}: {stage:?} became {next:?}", visit.id));
        }
        stage = *next;
    }
    if stage != visit.stage {
        broken.push(format!("{}: trail ends in {stage:?}, stage is {:?}", visit.id, visit.stage));
    }
}

/// A visit that is on has a moment and somebody who receives.
fn appointment(desk: &Desk, visit: &Visit, broken: &mut Vec<String>) {
    let is_on = match visit.stage {
        Stage::Confirmed | Stage::HeldVisit | Stage::AcceptedWithReservation => true,
        Stage::Requested
        | Stage::AskedForDetails
        | Stage::AwaitingApproval
        | Stage::Proposed
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow => false,
    };
    let host = visit.host.as_ref().filter(|host| desk.contacts.contains_key(*host));
    match &visit.appointment {
        Some(agreed) if host == Some(&agreed.host) => {}
        Some(_) => broken.push(format!("{}: its host and its appointment differ", visit.id)),
        None if is_on => broken.push(format!("{}: {:?} without a date", visit.id, visit.stage)),
        None => {}
    }
    // Other dates for a reservation: it is held beside the offer, until the office chooses.
    let reserved = |entry: &Entry| {
        matches!(entry.step, Step::StageReached { stage: Stage::AcceptedWithReservation })
    };
    let moves = matches!(visit.stage, Stage::Proposed | Stage::AwaitingApproval)
        && visit.trail.iter().any(reserved);
    if visit.appointment.is_some() && !is_on && !moves {
        broken.push(format!("{}: {:?} with a date", visit.id, visit.stage));
    }
}

/// Every mail that was handed in is known in one way, or still in the box.
fn mails(on_disk: &OnDisk<'_>, broken: &mut Vec<String>) {
    for key in on_disk.mails {
        let waits = on_disk.state.mail(key).is_some();
        let archived = match on_disk.disk.archived(&ArchiveKey::Mail(key.clone())).unwrap() {
            Some(Record::Mail(mail)) => {
                personal(&mail, broken);
                true
            }
            Some(_) | None => false,
        };
        match (waits, archived) {
            (true, true) => broken.push(format!("mail {key} waits and is archived")),
            (false, false) if !on_disk.letterbox.holds(key) => {
                broken.push(format!("mail {key} is lost"));
            }
            (true, false) | (false, true | false) => {}
        }
    }
    let numbers: Vec<u32> = on_disk.state.mails().filter_map(|mail| mail.queue_number).collect();
    let different: BTreeSet<&u32> = numbers.iter().collect();
    if numbers.len() != different.len() || numbers.len() != on_disk.state.mails().count() {
        broken.push("the queue of staff has a number twice, or a mail without one".to_owned());
    }
}

/// What is kept of a mail that was handled says nothing about anybody.
fn personal(mail: &MailRecord, broken: &mut Vec<String>) {
    let nothing = mail.from.is_none()
        && mail.subject.is_empty()
        && mail.text.is_empty()
        && mail.message_id.is_empty()
        && mail.in_reply_to.is_none()
        && mail.references.is_empty();
    if !nothing {
        broken.push(format!("the archive knows who wrote mail {}", mail.key));
    }
}

/// Letters go to people we know: writers and hosts.
fn letters(on_disk: &OnDisk<'_>, broken: &mut Vec<String>) {
    for letter in on_disk.state.letters() {
        let to = &letter.to.address;
        let is_host = on_disk.desk.contacts.values().any(|contact| contact.address == *to);
        let to_nobody = ["nieuws@", "mailer-daemon@"].iter().any(|who| to.as_str().contains(who));
        // Staff may open a case for a host; then the host is its writer.
        let live = letter.visit.and_then(|id| on_disk.state.visit(id));
        let writes = match live {
            Some(visit) => visit.writer.mailbox.address == *to,
            None => letter.visit.is_some(),
        };
        let wrong = if letter.kind.is_for_host() { !is_host } else { is_host && !writes };
        if to_nobody || wrong {
            broken.push(format!("letter {} goes to {to}", letter.id));
        }
    }
}

/// Each entry follows on the one before it, and none is missing at either end.
fn logbook(on_disk: &OnDisk<'_>, broken: &mut Vec<String>) {
    let head = &on_disk.state.counters().log;
    let mut seal = &head.anchor;
    let records = on_disk.disk.archive_behind("log/", usize::MAX).unwrap();
    let mut numbers = head.gone + 1..=head.last;
    for record in &records {
        let Record::Logged(logged) = record else { break };
        if Some(logged.number) != numbers.next() || logged.before != *seal {
            broken.push(format!("entry {} of the logbook follows on no other", logged.number));
        }
        seal = &logged.seal;
    }
    if numbers.next().is_some() || *seal != head.seal {
        broken.push("the logbook is not whole".to_owned());
    }
}
