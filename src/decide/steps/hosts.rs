//! The contact person of a visit: invited, updated, replaced, told that it is off.
//!
//! Who is invited is waited for: one who says nothing is a case for staff (`Task::HostSilent`). When
//! the wijk closes for the day that was agreed, the host hears at once that it is off, and only once;
//! what is agreed later, or goes ahead after all, is an invitation again.

use super::calendar::{cancellation, invite};
use super::elsewhere;
use super::overtaken::{Unheard, withdraw_from_host};
use crate::decide::schedule;
use crate::decide::work::{Case, Work};
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, LetterId};
use crate::domain::letter::{Changed, Invitation, LetterDraft, LetterKind, Method};
use crate::domain::notice::HostWord;
use crate::domain::people::{Actor, Contact, Mailbox};
use crate::domain::time::{Slot, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Loose, Stage, Told, Visit};

/// Invites the host, updates them, or swaps the old one for the new. Who never heard of the old
/// moment is invited to the new one, or hears nothing.
pub(super) fn tell_hosts(
    work: &Work<'_>,
    case: &mut Case,
    moved_from: Option<&Appointment>,
    unheard: &Unheard,
) {
    let Some(host) = host_of(work, &case.visit) else { return };
    let heard = |previous: &&Appointment| {
        let before = work.desk.contact(&previous.host);
        before.is_none_or(|before| !unheard.host(&before.address) && !is_told(previous, before))
    };
    let moved_from = moved_from.filter(heard);
    // As the one who was to receive until now has it.
    let known = moved_from.map(|previous| match work.desk.contact(&previous.host) {
        Some(before) => unheard.known_to(&before.address, previous),
        None => Told { wijk: previous.wijk.clone(), slot: previous.slot },
    });
    let kind = match moved_from.zip(known.as_ref()) {
        Some((previous, _)) if previous.host == host.id => LetterKind::HostUpdate,
        Some((previous, known)) => {
            remove_host(work, case, &previous.host.clone(), known.slot);
            LetterKind::HostInvitation
        }
        None => LetterKind::HostInvitation,
    };
    let changed = elsewhere(&case.visit, known.as_ref());
    let draft = invite_host(work, case, kind, &host);
    draft.facts.previous_slot = known.map(|known| known.slot);
    draft.facts.changed = changed;
}

/// Asks a host to receive, in their calendar too, and waits for their answer.
fn invite_host<'c>(
    work: &Work<'_>,
    case: &'c mut Case,
    kind: LetterKind,
    host: &Contact,
) -> &'c mut LetterDraft {
    schedule::host_invited(&mut case.visit, work.now);
    let invitation = expect(case, host);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_host(work, kind, host);
    draft.facts.slot = slot;
    draft.invitation = invitation;
    draft
}

/// The visit as it stands for the calendar of a host, who counts on it from now on.
fn expect(case: &mut Case, host: &Contact) -> Option<Invitation> {
    case.visit.appointment.as_mut()?.shut_told.remove(&host.id);
    invite(case, &mailbox(host))
}

/// One attendee less: a CANCEL to that one, the event itself stands (RFC 5546, 3.2.5).
fn remove_host(work: &Work<'_>, case: &mut Case, host: &ContactId, slot: Slot) {
    let Some(contact) = work.desk.contact(host).cloned() else { return };
    let invitation = case.visit.appointment.as_ref().map(|agreed| Invitation {
        method: Method::Cancel,
        uid: agreed.uid.clone(),
        sequence: agreed.sequence,
        slot,
        attendee: mailbox(&contact),
        event_is_off: false,
    });
    let draft = case.to_host(work, LetterKind::HostCancellation, &contact);
    draft.facts.slot = Some(slot);
    draft.invitation = invitation;
}

/// Another host receives: the office sees an update, the old host a CANCEL, the new one an invitation.
pub(in crate::decide) fn replace_host(
    work: &mut Work<'_>,
    case: &mut Case,
    host: &Contact,
    by: Actor,
) {
    swap_hosts(work, case, host, by);
    update_office(work, case, vec![Changed::Host]);
}

/// The host cannot, and a backup is asked. The office hears of it when the backup has said yes, or
/// after a while, because who receives them may change once more; at once when there is no time left.
pub(in crate::decide) fn ask_backup(work: &mut Work<'_>, case: &mut Case, backup: &Contact) {
    swap_hosts(work, case, backup, Actor::Bot);
    if !schedule::backup_asked(&mut case.visit, work.now) {
        update_office(work, case, vec![Changed::Host]);
    }
}

fn swap_hosts(work: &mut Work<'_>, case: &mut Case, host: &Contact, by: Actor) {
    case.note(by, Step::HostSet { host: host.id.clone() });
    case.visit.host = Some(host.id.clone());
    let Some(agreed) = &mut case.visit.appointment else { return };
    let old = std::mem::replace(&mut agreed.host, host.id.clone());
    agreed.stood_down.insert(old.clone());
    agreed.stood_down.remove(&host.id);
    agreed.sequence += 1;
    let slot = agreed.slot;
    let before = work.desk.contact(&old).map(|before| before.address.clone());
    let told = before.as_ref().and_then(|before| agreed.told.get(before)).map(|told| told.slot);
    if case.visit.stage == Stage::Confirmed {
        let held = before.map(|before| withdraw_from_host(work, case, &before));
        // Who was never asked is not told that they need not come.
        let was_asked = held.is_none_or(|held| !held.contains(&LetterKind::HostInvitation));
        if told.is_some() || was_asked {
            remove_host(work, case, &old, told.unwrap_or(slot));
        }
        invite_host(work, case, LetterKind::HostInvitation, host);
    }
}

/// Where they meet, or who comes, is another than was agreed: office and host see so in their
/// calendars. Returns the letter to the office.
pub(in crate::decide) fn update_both(
    work: &Work<'_>,
    case: &mut Case,
    changed: Vec<Changed>,
) -> Option<LetterId> {
    let agreed = case.visit.appointment.as_mut()?;
    agreed.sequence += 1;
    let slot = agreed.slot;
    let letter = update_office(work, case, changed.clone());
    if let Some(host) = host_of(work, &case.visit) {
        let invitation = expect(case, &host);
        let draft = case.to_host(work, LetterKind::HostUpdate, &host);
        (draft.facts.slot, draft.facts.changed) = (Some(slot), changed);
        draft.invitation = invitation;
    }
    letter
}

/// The office sees in its calendar who receives them now, and where; returns the letter.
pub(in crate::decide) fn update_office(
    work: &Work<'_>,
    case: &mut Case,
    changed: Vec<Changed>,
) -> Option<LetterId> {
    schedule::office_heard(&mut case.visit);
    let stands = case.visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    if case.visit.stage != Stage::Confirmed || !stands || case.visit.writer.undeliverable {
        return None;
    }
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let writer = case.visit.writer.mailbox.clone();
    let invitation = invite(case, &writer);
    let draft = case.to_office(work, LetterKind::Change);
    (draft.facts.slot, draft.facts.changed) = (slot, changed);
    draft.invitation = invitation;
    Some(draft.id.clone())
}

/// Whether the last that the host said of what is agreed is a no.
pub(in crate::decide) fn host_said_no(visit: &Visit) -> bool {
    let last = since_host_set(visit).find_map(|step| {
        let Step::VoiceSaid { voice: Voice::Host, yes } = step else { return None };
        Some(*yes)
    });
    last == Some(false)
}

/// Whether the host said yes to what is agreed, with a button or in words.
pub(in crate::decide) fn host_said_yes(work: &Work<'_>, visit: &Visit) -> bool {
    let yes = Step::VoiceSaid { voice: Voice::Host, yes: true };
    work.host_has_accepted(visit) || since_host_set(visit).any(|step| *step == yes)
}

/// The steps since the host of now was set, the last one first.
fn since_host_set(visit: &Visit) -> impl Iterator<Item = &Step> {
    let steps = visit.trail.iter().rev().map(|entry| &entry.step);
    steps.take_while(|step| !matches!(step, Step::HostSet { .. }))
}

/// What the host of what is agreed and still to come was asked, and said. `None` where a person must
/// find that out first.
pub(in crate::decide) fn host_word(work: &Work<'_>, visit: &Visit) -> Option<HostWord> {
    let agreed = visit.appointment.as_ref()?;
    let stands = matches!(visit.stage, Stage::Confirmed | Stage::AcceptedWithReservation);
    if !stands || agreed.shut.is_some() || instant(agreed.slot.start) <= work.now {
        return None;
    }
    if visit.is_loose(Loose::NoHost) {
        return Some(HostWord::No);
    }
    if visit.is_loose(Loose::HostWrote) || visit.is_loose(Loose::HostAway) {
        return None;
    }
    if host_said_yes(work, visit) {
        return Some(HostWord::Yes);
    }
    let host = work.desk.contact(&agreed.host)?;
    let was_asked = agreed.sent.contains_key(&host.address);
    Some(if was_asked { HostWord::Asked } else { HostWord::NotAsked })
}

/// The wijk closes for the day that was agreed: the host hears so, whatever the office makes of it.
/// They are asked anew for any other moment, and for this one if it opens again.
pub(in crate::decide) fn stand_down(work: &Work<'_>, case: &mut Case) {
    let Some(host) = host_of(work, &case.visit).filter(|_| case.visit.stage == Stage::Confirmed)
    else {
        return;
    };
    let agreed = case.visit.appointment.as_mut();
    let Some(agreed) = agreed.filter(|agreed| agreed.shut.is_some() && !is_told(agreed, &host))
    else {
        return;
    };
    agreed.sequence += 1;
    agreed.sent.remove(&host.address);
    agreed.shut_told.insert(host.id.clone());
    let slot = agreed.slot;
    let invitation = cancellation(&case.visit, &mailbox(&host), Some(slot));
    let draft = case.to_host(work, LetterKind::HostCancellation, &host);
    draft.facts.slot = Some(slot);
    draft.invitation = invitation;
}

/// The wijk is open again for the day that was agreed: the host is asked once more.
pub(in crate::decide) fn ask_again(work: &Work<'_>, case: &mut Case) {
    let host = host_of(work, &case.visit).filter(|_| case.visit.stage == Stage::Confirmed);
    let Some((host, agreed)) = host.zip(case.visit.appointment.as_mut()) else { return };
    if agreed.sent.contains_key(&host.address) {
        return;
    }
    agreed.sequence += 1;
    invite_host(work, case, LetterKind::HostInvitation, &host);
}

/// Whether this host knows that nobody is received on the day that was agreed.
fn is_told(agreed: &Appointment, host: &Contact) -> bool {
    agreed.shut.is_some() && agreed.shut_told.contains(&host.id)
}

/// The host of what is off hears so, if they knew of it; gives who they are, and of which moment.
pub(super) fn cancel_host(
    work: &Work<'_>,
    case: &mut Case,
    unheard: &Unheard,
) -> Option<(ContactId, Slot)> {
    let agreed = case.visit.appointment.as_ref()?;
    let host = host_of(work, &case.visit);
    let host = host.filter(|host| !unheard.host(&host.address) && !is_told(agreed, host))?;
    let slot = unheard.known_to(&host.address, agreed).slot;
    let cancellation = cancellation(&case.visit, &mailbox(&host), Some(slot));
    let draft = case.to_host(work, LetterKind::HostCancellation, &host);
    draft.facts.slot = Some(slot);
    draft.invitation = cancellation;
    case.knows(host.id.clone());
    Some((host.id, slot))
}

/// The contact person of a visit.
pub(in crate::decide) fn host_of(work: &Work<'_>, visit: &Visit) -> Option<Contact> {
    visit.host.as_ref().and_then(|host| work.desk.contact(host)).cloned()
}

pub(super) fn mailbox(contact: &Contact) -> Mailbox {
    Mailbox { name: Some(contact.name.clone()), address: contact.address.clone() }
}
