//! What is owed to somebody by telephone, from when it is decided until staff say that they rang.
//!
//! What is taken back takes along what was owed for it, and nothing older. Whoever was rung about what
//! is taken back is to be rung again: no letter tells them.

use super::{has_answered, is_near, is_over, readers, standing, tells, to_make};
use crate::decide::work::Work;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::letter::{Changed, LetterDraft, LetterKind};
use crate::domain::notice::ToCall;
use crate::domain::staffroom::{Call, StaffKey, StaffRecord};
use crate::domain::state::{Change, Key, Record};
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Stage, Visit};

/// Who was told by letter that a visit is off, and when they take it to be.
#[derive(Debug, Default)]
pub(in crate::decide) struct ToldOff {
    pub(in crate::decide) host: Option<(ContactId, Slot)>,
    pub(in crate::decide) office: Option<Slot>,
    /// It called the visit off.
    pub(in crate::decide) office_knows: bool,
}

/// A visit is off, and a letter says so to whoever knew of it. If it is near, or no letter leaves, they
/// are to be rung; and so is still whoever may not know of an earlier day that it is off.
pub(in crate::decide) fn owe(work: &mut Work<'_>, visit: &Visit, told: ToldOff) {
    let Some(agreed) = &visit.appointment else { return };
    let rung = work.call_now(visit.id).filter(|call| call.made.is_some()).cloned();
    let since = rung.as_ref().and_then(|call| call.made);
    let need_not = need_not(work, visit, since);
    no_more_standing(work, visit, agreed.slot);
    let (host, when) = told.host.unzip();
    let by_phone = rung.as_ref().and_then(|call| call.receives.clone());
    let by_phone = by_phone.filter(|rung| host.as_ref() != Some(rung));
    let office_by_phone = rung.is_some_and(|call| call.office) && !told.office_knows;
    let others = !need_not.is_empty() || by_phone.is_some() || office_by_phone;
    let slots = when.into_iter().chain(told.office).chain(others.then_some(agreed.slot));
    let is_urgent = |slot: &Slot| is_near(work, *slot) || work.is_paused();
    let slot = slots.min().filter(|slot| !is_over(work, *slot) && is_urgent(slot));
    let earlier = owed_now(work, visit.id);
    let Some(slot) = slot.into_iter().chain(earlier.as_ref().map(|call| call.slot)).min() else {
        return;
    };
    let mut call = earlier.unwrap_or_else(|| blank(visit.id, &agreed.wijk, slot));
    (call.slot, call.is_off) = (slot, true);
    call.office |= told.office.is_some() || office_by_phone;
    call.by_phone |= by_phone.is_some();
    add(&mut call.hosts, host.into_iter().chain(need_not).chain(by_phone));
    owe_now(work, call);
}

/// In a pause: the contact persons for whom a letter lies here that says that they need not receive.
fn need_not(work: &Work<'_>, visit: &Visit, since: Option<Instant>) -> Vec<ContactId> {
    let says_so = |kind| kind == LetterKind::HostCancellation;
    let readers = readers(work, visit, since, says_so);
    let readers = readers.into_iter().filter(|_| work.is_paused());
    readers.filter_map(|to| work.desk.contact_at(to)).map(|host| host.id.clone()).collect()
}

/// When, where or who of a visit that stands is another now: whom a letter tells too late is to be
/// rung, whoever brought it about. In a pause the letters that lie here say so.
pub(in crate::decide) fn owe_news(work: &mut Work<'_>, visit: &Visit, letters: &[LetterDraft]) {
    let is_firm = visit.stage == Stage::Confirmed && !work.is_paused();
    let Some(agreed) = standing(visit).filter(|_| is_firm) else { return };
    let late = letters.iter().filter(|draft| is_news(draft) && !knows(work, visit, draft));
    let late: Vec<(&LetterDraft, Slot)> =
        late.filter_map(|draft| late_for(work, draft).map(|slot| (draft, slot))).collect();
    let Some(slot) = late.iter().map(|(_, slot)| *slot).min() else { return };
    let writer = &visit.writer.mailbox.address;
    let office = late.iter().any(|(draft, _)| draft.to.address == *writer);
    let hosts = late.iter().filter_map(|(draft, _)| work.desk.contact_at(&draft.to.address));
    let hosts: Vec<ContactId> = hosts.map(|host| host.id.clone()).collect();
    if !office && hosts.is_empty() {
        return;
    }
    let earlier = owed_now(work, visit.id);
    let mut call = earlier.unwrap_or_else(|| blank(visit.id, &agreed.wijk, slot));
    (call.slot, call.is_off) = (call.slot.min(slot), false);
    call.office |= office;
    add(&mut call.hosts, hosts);
    owe_now(work, call);
}

/// Whether a letter tells of another moment, place or person.
fn is_news(draft: &LetterDraft) -> bool {
    let matters = |changed: &Changed| match changed {
        Changed::Guest | Changed::Wijk | Changed::Place | Changed::Host => true,
        Changed::Party | Changed::Needs | Changed::Phone | Changed::Contact => false,
    };
    let update = matches!(draft.kind, LetterKind::Change | LetterKind::HostUpdate);
    let is_new = draft.facts.previous_slot.is_some() || draft.facts.changed.iter().any(matters);
    tells(draft.kind) && (!update || is_new)
}

/// An office that gets an answer chose itself, and a contact person who just said no knows.
fn knows(work: &Work<'_>, visit: &Visit, draft: &LetterDraft) -> bool {
    let host = work.desk.contact_at(&draft.to.address);
    let said_so = host.is_some_and(|host| has_answered(work, visit, &host.id, Some(work.now)));
    draft.answers.is_some() || said_so
}

/// The moment for which a letter comes late: when they take the visit to be, or when it is now.
fn late_for(work: &Work<'_>, draft: &LetterDraft) -> Option<Slot> {
    let moments = draft.facts.previous_slot.into_iter().chain(draft.facts.slot);
    moments.filter(|slot| is_near(work, *slot) && !is_over(work, *slot)).min()
}

/// Staff told whoever was to be told; says whether anybody was.
pub(in crate::decide) fn made(work: &mut Work<'_>, id: VisitId) -> bool {
    let Some(call) = to_make(work, id) else { return false };
    if !work.is_paused() {
        forget(work, id);
        return true;
    }
    let earlier = work.call_now(id).filter(|call| call.made.is_some());
    let visit = work.visit_now(id).filter(|visit| standing(visit).is_some());
    let listed: Vec<ContactId> = call.hosts.into_iter().map(|one| one.host).collect();
    let expects = |host: &&ContactId| {
        listed.contains(host) || earlier.is_some_and(|call| call.receives.as_ref() == Some(host))
    };
    let receives = visit.and_then(|visit| visit.host.as_ref()).filter(expects).cloned();
    let mut hosts = earlier.map(|call| call.hosts.clone()).unwrap_or_default();
    let office = call.office.is_some() || earlier.is_some_and(|call| call.office);
    add(&mut hosts, listed);
    let (is_off, made) = (call.is_off, Some(work.now));
    let call = blank(id, &call.wijk, call.slot);
    keep(work, Call { is_off, hosts, office, made, receives, ..call });
    true
}

/// The post is about to go again: a letter is in time for what is not near. Gives what is, or what no
/// letter tells, which staff still have to tell.
pub(in crate::decide) fn post_goes_again(work: &mut Work<'_>) -> Vec<ToCall> {
    let left = super::all(work).into_iter().filter(|call| call.is_near || call.by_phone);
    let left: Vec<ToCall> = left.map(|call| ToCall { is_unsent: false, ..call }).collect();
    let kept: Vec<VisitId> = work.state.staff().calls().map(|call| call.case).collect();
    kept.into_iter().for_each(|id| forget(work, id));
    for call in &left {
        let ToCall { is_off, by_phone, .. } = *call;
        let hosts = call.hosts.iter().map(|one| one.host.clone()).collect();
        let office = call.office.is_some();
        let blank = blank(call.case, &call.wijk, call.slot);
        keep(work, Call { is_off, hosts, office, by_phone, ..blank });
    }
    left
}

/// What was decided at this moment is taken back, and the visit is as it was: nobody is rung about what
/// was decided, but who was owed a call before still is. Whoever was rung since, is rung again.
pub(in crate::decide) fn taken_back(work: &mut Work<'_>, visit: &Visit, decided: Instant) {
    let Some(call) = work.call_now(visit.id).cloned() else { return };
    let is_rung = call.made.is_some_and(|made| made >= decided);
    let slot = visit.appointment.as_ref().map(|agreed| agreed.slot);
    match call.before {
        _ if is_rung => {
            let (hosts, office, is_off) = (call.hosts, call.office, slot.is_none());
            let blank = blank(call.case, &call.wijk, slot.unwrap_or(call.slot));
            owe_now(work, Call { is_off, hosts, office, by_phone: true, ..blank });
        }
        Some(before) if call.decided == Some(decided) => keep(work, *before),
        None if call.decided == Some(decided) => forget(work, visit.id),
        Some(_) | None => {}
    }
}

fn forget(work: &mut Work<'_>, id: VisitId) {
    if work.call_now(id).is_some() {
        work.change(Change::Remove { key: Key::Staff(StaffKey::Call(id)) });
    }
}

/// The visit is at this moment no more: that it stood then is nothing to ring about, but for whoever
/// need not receive any more.
pub(in crate::decide) fn no_more_standing(work: &mut Work<'_>, visit: &Visit, slot: Slot) {
    let owed = work.call_now(visit.id).filter(|call| call.made.is_none());
    let Some(mut call) = owed.filter(|call| !call.is_off && call.slot == slot).cloned() else {
        return;
    };
    call.hosts.retain(|host| visit.host.as_ref() != Some(host));
    call.office = false;
    owe_now(work, call);
}

/// Whose day is past; in a pause it says of which day the letters are that lie here.
pub(in crate::decide) fn forget_past(work: &mut Work<'_>) {
    let past = |call: &&Call| call.slot.day() < work.today() && !work.is_paused();
    let past: Vec<VisitId> =
        work.state.staff().calls().filter(past).map(|call| call.case).collect();
    past.into_iter().for_each(|id| forget(work, id));
}

/// What is owed to anybody about this visit.
fn owed_now(work: &Work<'_>, id: VisitId) -> Option<Call> {
    let owed = work.call_now(id).filter(|call| call.made.is_none());
    owed.filter(|call| call.office || !call.hosts.is_empty()).cloned()
}

/// Owes it from now on, and remembers what was owed until now.
fn owe_now(work: &mut Work<'_>, call: Call) {
    let until_now = work.call_now(call.case).cloned();
    let before = match until_now {
        Some(until_now) if until_now.decided == Some(work.now) => until_now.before,
        Some(until_now) => Some(Box::new(until_now)),
        None => None,
    };
    let decided = Some(work.now);
    keep(work, Call { decided, before, ..call });
}

fn blank(case: VisitId, wijk: &WijkId, slot: Slot) -> Call {
    Call {
        case,
        wijk: wijk.clone(),
        slot,
        is_off: false,
        hosts: Vec::new(),
        office: false,
        made: None,
        decided: None,
        before: None,
        receives: None,
        by_phone: false,
    }
}

fn add(hosts: &mut Vec<ContactId>, more: impl IntoIterator<Item = ContactId>) {
    for host in more {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
}

fn keep(work: &mut Work<'_>, call: Call) {
    work.put(Record::Staff(StaffRecord::Call(call)));
}
