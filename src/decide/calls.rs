//! Whom staff must ring about a visit, because no letter tells them in time.
//!
//! A visit is called off just before its day, or its when, where or who changes then; or what was
//! decided lies here in a pause. What is owed is remembered (`kept`) until staff say that they rang; of
//! what stands, the outbox says in a pause who has not read it. What nobody says is forgotten once the
//! day is past.

mod kept;

use std::collections::BTreeSet;

use super::in_queue;
use super::work::Work;
use crate::domain::calendar::working_days_after;
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, VisitId};
use crate::domain::letter::LetterKind;
use crate::domain::notice::{HostPhone, OfficePhone, ToCall};
use crate::domain::people::{Actor, Address};
use crate::domain::staffroom::Call;
use crate::domain::time::{Instant, Slot, instant};
use crate::domain::trail::{Entry, Step};
use crate::domain::visit::{Appointment, LetterFate, Visit, Word};

pub(super) use kept::{
    ToldOff, forget_past, made, no_more_standing, owe, owe_news, post_goes_again, taken_back,
};

/// In a pause nobody knows when letters leave: what comes within this is told by telephone.
const AHEAD_WORKING_DAYS: u32 = 5;

/// All who are to be rung, what comes first before the rest.
pub(super) fn all(work: &Work<'_>) -> Vec<ToCall> {
    let kept = work.state.staff().calls().map(|call| call.case);
    let letters = work.state.letters().filter(|letter| work.is_paused() && tells(letter.kind));
    let cases: BTreeSet<VisitId> = kept.chain(letters.filter_map(|letter| letter.visit)).collect();
    let mut calls: Vec<ToCall> = cases.into_iter().filter_map(|id| about(work, id)).collect();
    calls.sort_by_key(|call| (call.slot, call.case));
    calls
}

/// Who is to be rung about a case, if it is not too far ahead to wait for the post.
pub(super) fn about(work: &Work<'_>, id: VisitId) -> Option<ToCall> {
    let end = working_days_after(work.today(), AHEAD_WORKING_DAYS);
    let is_due = |call: &ToCall| call.by_phone || call.slot.day() <= end;
    to_make(work, id).filter(|call| is_due(call) && !is_over(work, call.slot))
}

fn to_make(work: &Work<'_>, id: VisitId) -> Option<ToCall> {
    let kept = work.call_now(id);
    let owed = kept.filter(|call| call.made.is_none()).and_then(|call| as_kept(work, call));
    let unread = unread(work, id, kept.filter(|call| call.made.is_some()));
    match (owed, unread) {
        (Some(owed), Some(unread)) => Some(both(owed, unread)),
        (owed, unread) => owed.or(unread),
    }
}

/// What is owed from before, and what lies here in a pause beside it.
fn both(owed: ToCall, unread: ToCall) -> ToCall {
    let mut hosts = owed.hosts;
    hosts.extend(unread.hosts);
    hosts.sort();
    hosts.dedup();
    ToCall {
        slot: owed.slot.min(unread.slot),
        now_at: owed.now_at.or(unread.now_at),
        is_near: owed.is_near || unread.is_near,
        by_phone: owed.by_phone || unread.by_phone,
        hosts,
        office: owed.office.or(unread.office),
        ..unread
    }
}

/// What was owed, without the contact persons who spoke since.
fn as_kept(work: &Work<'_>, call: &Call) -> Option<ToCall> {
    let Call { case, slot, by_phone, .. } = *call;
    let visit = work.visit_now(case);
    let agreed = visit.and_then(standing);
    let spoke =
        |host: &ContactId| visit.is_some_and(|it| has_answered(work, it, host, call.decided));
    let hosts = call.hosts.iter().filter(|host| !spoke(host));
    let hosts: Vec<HostPhone> = hosts.map(|host| phone_of(work, visit, host)).collect();
    let office = call.office.then(|| visit.map(office_of).unwrap_or_default());
    let is_anybody = office.is_some() || !hosts.is_empty();
    is_anybody.then(|| ToCall {
        case,
        wijk: call.wijk.clone(),
        slot,
        // What was off may have been agreed anew since.
        is_off: call.is_off && agreed.is_none(),
        now_at: agreed.map(|agreed| agreed.slot).filter(|agreed| *agreed != slot),
        is_near: is_near(work, slot),
        is_unsent: work.is_paused(),
        by_phone,
        hosts,
        office,
    })
}

/// In a pause: who has a letter here about what stands, decided since they were told last; and who was
/// told by telephone that they receive, and does not any more.
fn unread(work: &Work<'_>, id: VisitId, rung: Option<&Call>) -> Option<ToCall> {
    let visit = work.visit_now(id).filter(|_| work.is_paused())?;
    let agreed = standing(visit)?;
    let readers = readers(work, visit, rung.and_then(|call| call.made), tells);
    let receives = rung.and_then(|call| call.receives.as_ref().zip(Some(call.slot)));
    let in_vain = receives.filter(|(host, _)| visit.host.as_ref() != Some(host));
    let known = readers.iter().filter_map(|to| agreed.told.get(*to)).map(|told| told.slot);
    let known = known.chain(in_vain.map(|(_, slot)| slot));
    let ahead = known.chain([agreed.slot]).filter(|slot| !is_over(work, *slot));
    let slot = ahead.min().filter(|_| !readers.is_empty() || in_vain.is_some())?;
    let contact = |to: &&Address| work.desk.contact_at(to).map(|host| &host.id);
    let to_office = readers.iter().any(|to| contact(to).is_none());
    let mut hosts: Vec<&ContactId> = readers.iter().filter_map(contact).collect();
    let host_in_vain = in_vain.map(|(host, _)| host).filter(|host| !hosts.contains(host));
    hosts.extend(host_in_vain);
    Some(ToCall {
        case: id,
        wijk: agreed.wijk.clone(),
        slot,
        is_off: false,
        now_at: (agreed.slot != slot).then_some(agreed.slot),
        is_near: is_near(work, slot),
        is_unsent: true,
        by_phone: host_in_vain.is_some(),
        hosts: hosts.into_iter().map(|host| phone_of(work, Some(visit), host)).collect(),
        office: to_office.then(|| office_of(visit)),
    })
}

/// For whom a letter of such a kind lies here, also one that is decided just now, and who did not speak
/// since.
fn readers<'w>(
    work: &'w Work<'_>,
    visit: &'w Visit,
    since: Option<Instant>,
    which: fn(LetterKind) -> bool,
) -> BTreeSet<&'w Address> {
    let decided = visit.letters.iter().filter(|(_, trace)| trace.fate == LetterFate::Decided);
    let here = decided.filter_map(|(id, _)| work.state.letter(id));
    let unread = here
        .filter(|letter| letter.is_unsent() && since.is_none_or(|since| since < letter.decided));
    let new = work.letters().iter().filter(|draft| draft.id.visit() == Some(visit.id));
    let unread = unread.map(|letter| (letter.kind, &letter.to.address, letter.decided));
    let all = unread.chain(new.map(|draft| (draft.kind, &draft.to.address, work.now)));
    let knows = |to: &Address, decided: Instant| {
        let host = work.desk.contact_at(to);
        host.is_some_and(|host| has_answered(work, visit, &host.id, Some(decided)))
    };
    let all = all.filter(|(kind, to, decided)| which(*kind) && !knows(to, *decided));
    all.map(|(_, to, _)| to).collect()
}

/// Whether this contact person said since then that they cannot, or that they receive what stands.
/// What they wrote themselves may be an answer to something older, so of their words only a no counts.
fn has_answered(work: &Work<'_>, visit: &Visit, host: &ContactId, since: Option<Instant>) -> bool {
    let Some(since) = since else { return false };
    let receives = visit.host.as_ref() == Some(host);
    let mut set: Option<&ContactId> = None;
    let says_so = |Entry { by, step, .. }: &Entry| {
        let no = Step::VoiceSaid { voice: Voice::Host, yes: false };
        let yes = Step::VoiceSaid { voice: Voice::Host, yes: true };
        let declined =
            matches!(step, Step::CalendarAnswered { word: Word::Declined, counts: true, .. });
        *step == no || (*step == yes && *by != Actor::Host) || (declined && *by == Actor::Host)
    };
    let said = visit.trail.iter().any(|entry| {
        if let Step::HostSet { host } = &entry.step {
            set = Some(host);
        }
        entry.at >= since && set == Some(host) && says_so(entry)
    });
    said || (receives && work.host_has_accepted(visit))
}

/// Whether a letter of this kind tells of what was agreed, or that somebody is not to receive.
fn tells(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Confirmation
            | LetterKind::Change
            | LetterKind::HostInvitation
            | LetterKind::HostUpdate
            | LetterKind::HostCancellation
    )
}

/// What is agreed, and not shut.
fn standing(visit: &Visit) -> Option<&Appointment> {
    visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none())
}

/// Who need not receive any more is rung for that.
fn phone_of(work: &Work<'_>, visit: Option<&Visit>, host: &ContactId) -> HostPhone {
    let host_phone = work.desk.contact(host).and_then(|contact| contact.phone.clone());
    let stands = visit.filter(|visit| standing(visit).is_some());
    let need_not = stands.is_some_and(|visit| visit.host.as_ref() != Some(host));
    HostPhone { host: host.clone(), host_phone, need_not }
}

fn office_of(visit: &Visit) -> OfficePhone {
    OfficePhone { name: visit.writer.mailbox.name.clone(), phone: visit.writer.phone.clone() }
}

/// Whether it is today or on the next working day.
fn is_near(work: &Work<'_>, slot: Slot) -> bool {
    in_queue::is_near(work, slot) || slot.day() <= working_days_after(work.today(), 1)
}

fn is_over(work: &Work<'_>, slot: Slot) -> bool {
    instant(slot.end) <= work.now
}
