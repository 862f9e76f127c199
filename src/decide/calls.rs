//! Whom staff must ring about a visit, because no letter tells them in time.
//!
//! A visit is called off just before its day, or what was decided lies here in a pause. What is off is
//! remembered (`staffroom::Call`) until staff say that they rang; of what stands, the outbox says in a
//! pause who has not read it. What nobody says is forgotten once the day is past.

use std::collections::BTreeSet;

use super::work::Work;
use super::{in_queue, steps};
use crate::domain::calendar::working_days_after;
use crate::domain::ids::{ContactId, VisitId};
use crate::domain::letter::LetterKind;
use crate::domain::notice::{HostPhone, OfficePhone, ToCall};
use crate::domain::people::Address;
use crate::domain::staffroom::{Call, StaffKey, StaffRecord};
use crate::domain::state::{Change, Key, Record};
use crate::domain::time::{Instant, Slot, instant};
use crate::domain::visit::{LetterFate, Visit};

/// In a pause nobody knows when letters leave: what comes within this is told by telephone.
const AHEAD_WORKING_DAYS: u32 = 5;

/// Who was told by letter that a visit is off, and when they take it to be.
#[derive(Debug, Default)]
pub(super) struct ToldOff {
    pub(super) host: Option<(ContactId, Slot)>,
    pub(super) office: Option<Slot>,
}

/// A visit is off, and a letter says so to whoever knew of it. If it is near, or no letter leaves, they
/// are to be rung; and so is still whoever may not know of an earlier day that it is off.
pub(super) fn owe(work: &mut Work<'_>, visit: &Visit, told: ToldOff) {
    let Some(agreed) = &visit.appointment else { return };
    no_more_standing(work, visit.id, agreed.slot);
    let (mut host, when) = told.host.unzip();
    let slot = when.into_iter().chain(told.office).min();
    let is_urgent = |slot: &Slot| is_near(work, *slot) || work.is_paused();
    let slot = slot.filter(|slot| !is_over(work, *slot) && is_urgent(slot));
    let earlier = work.call_now(visit.id).filter(|call| call.made.is_none()).cloned();
    let Some(slot) = slot.into_iter().chain(earlier.as_ref().map(|call| call.slot)).min() else {
        return;
    };
    let mut hosts = earlier.as_ref().map(|call| call.hosts.clone()).unwrap_or_default();
    hosts.extend(host.take().filter(|host| !hosts.contains(host)));
    let office = told.office.is_some() || earlier.is_some_and(|call| call.office);
    let (case, wijk, made) = (visit.id, agreed.wijk.clone(), None);
    keep(work, Call { case, wijk, slot, is_off: true, hosts, office, made });
}

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
    to_make(work, id).filter(|call| call.slot.day() <= end && !is_over(work, call.slot))
}

fn to_make(work: &Work<'_>, id: VisitId) -> Option<ToCall> {
    match work.call_now(id) {
        Some(call) if call.made.is_none() => Some(as_kept(work, call)),
        Some(Call { made, .. }) => unread(work, id, *made),
        None => unread(work, id, None),
    }
}

fn as_kept(work: &Work<'_>, call: &Call) -> ToCall {
    let Call { case, slot, is_off, .. } = *call;
    let visit = work.visit_now(case).filter(|_| !is_off);
    let agreed = visit.and_then(|visit| visit.appointment.as_ref()).map(|agreed| agreed.slot);
    ToCall {
        case,
        wijk: call.wijk.clone(),
        slot,
        is_off,
        now_at: agreed.filter(|agreed| *agreed != slot),
        is_near: is_near(work, slot),
        is_unsent: work.is_paused(),
        hosts: call.hosts.iter().map(|host| phone_of(work, host)).collect(),
        office: call.office.then(|| work.visit_now(case).map(office_of).unwrap_or_default()),
    }
}

/// In a pause: who has a letter here about what stands, decided since they were told last.
fn unread(work: &Work<'_>, id: VisitId, since: Option<Instant>) -> Option<ToCall> {
    let visit = work.visit_now(id).filter(|_| work.is_paused())?;
    let agreed = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none())?;
    let readers = readers(work, visit, since);
    let known = readers.iter().filter_map(|to| agreed.told.get(*to)).map(|told| told.slot);
    let ahead = known.chain([agreed.slot]).filter(|slot| !is_over(work, *slot));
    let slot = ahead.min().filter(|_| !readers.is_empty())?;
    let contact = |to: &&Address| work.desk.contact_at(to).map(|host| &host.id);
    let to_office = readers.iter().any(|to| contact(to).is_none());
    Some(ToCall {
        case: id,
        wijk: agreed.wijk.clone(),
        slot,
        is_off: false,
        now_at: (agreed.slot != slot).then_some(agreed.slot),
        is_near: is_near(work, slot),
        is_unsent: true,
        hosts: readers.iter().filter_map(contact).map(|host| phone_of(work, host)).collect(),
        office: to_office.then(|| office_of(visit)),
    })
}

/// For whom a letter lies here that tells of what was agreed, also one that is decided just now.
fn readers<'w>(
    work: &'w Work<'_>,
    visit: &'w Visit,
    since: Option<Instant>,
) -> BTreeSet<&'w Address> {
    let decided = visit.letters.iter().filter(|(_, trace)| trace.fate == LetterFate::Decided);
    let here = decided.filter_map(|(id, _)| work.state.letter(id));
    let unread = here.filter(|letter| {
        steps::is_unsent(letter) && since.is_none_or(|since| since < letter.decided)
    });
    let new = work.letters().iter().filter(|draft| draft.id.visit() == Some(visit.id));
    let unread = unread.map(|letter| (letter.kind, &letter.to.address));
    let all = unread.chain(new.map(|draft| (draft.kind, &draft.to.address)));
    all.filter(|(kind, _)| tells(*kind)).map(|(_, to)| to).collect()
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

fn phone_of(work: &Work<'_>, host: &ContactId) -> HostPhone {
    let host_phone = work.desk.contact(host).and_then(|contact| contact.phone.clone());
    HostPhone { host: host.clone(), host_phone }
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

/// Staff told whoever was to be told; says whether anybody was.
pub(super) fn made(work: &mut Work<'_>, id: VisitId) -> bool {
    let Some(call) = to_make(work, id) else { return false };
    match work.is_paused() && !call.is_off {
        true => {
            let made = Some(work.now);
            let ToCall { case, wijk, slot, is_off, .. } = call;
            let (hosts, office) = (Vec::new(), false);
            keep(work, Call { case, wijk, slot, is_off, hosts, office, made });
        }
        false => forget(work, id),
    }
    true
}

/// The post is about to go again: a letter is in time for what is not near. Gives what is, which staff
/// still have to tell.
pub(super) fn post_goes_again(work: &mut Work<'_>) -> Vec<ToCall> {
    let near = all(work).into_iter().filter(|call| call.is_near);
    let near: Vec<ToCall> = near.map(|call| ToCall { is_unsent: false, ..call }).collect();
    let kept: Vec<VisitId> = work.state.staff().calls().map(|call| call.case).collect();
    kept.into_iter().for_each(|id| forget(work, id));
    for call in &near {
        let ToCall { case, slot, is_off, .. } = *call;
        let (wijk, office) = (call.wijk.clone(), call.office.is_some());
        let hosts = call.hosts.iter().map(|one| one.host.clone()).collect();
        keep(work, Call { case, wijk, slot, is_off, hosts, office, made: None });
    }
    near
}

/// A visit that was off stands as it did: nobody is rung about that. Of an earlier day, which some may
/// not know to be off, they still are.
pub(super) fn stands_again(work: &mut Work<'_>, visit: &Visit) {
    let Some(call) = work.call_now(visit.id).filter(|call| call.is_off).cloned() else { return };
    let slot = visit.appointment.as_ref().map(|agreed| agreed.slot);
    match slot == Some(call.slot) {
        true => forget(work, visit.id),
        false => keep(work, Call { is_off: false, ..call }),
    }
}

fn forget(work: &mut Work<'_>, id: VisitId) {
    if work.call_now(id).is_some() {
        work.change(Change::Remove { key: Key::Staff(StaffKey::Call(id)) });
    }
}

/// The visit is at this moment no more: that it stood then is nothing to ring about.
pub(super) fn no_more_standing(work: &mut Work<'_>, id: VisitId, slot: Slot) {
    if work.call_now(id).is_some_and(|call| !call.is_off && call.slot == slot) {
        forget(work, id);
    }
}

/// Whose day is past; in a pause it says of which day the letters are that lie here.
pub(super) fn forget_past(work: &mut Work<'_>) {
    let past = |call: &&Call| call.slot.day() < work.today() && !work.is_paused();
    let past: Vec<VisitId> =
        work.state.staff().calls().filter(past).map(|call| call.case).collect();
    past.into_iter().for_each(|id| forget(work, id));
}

fn keep(work: &mut Work<'_>, call: Call) {
    work.put(Record::Staff(StaffRecord::Call(call)));
}
