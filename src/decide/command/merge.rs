//! Two cases of one request become one: what the second has and the first lacks goes to the first, its
//! mails and its trail too, and the second ends without a letter.
//!
//! Only a case in which nothing was offered or agreed can go under: whoever was promised something
//! waits for it.

use std::collections::BTreeSet;

use super::super::change;
use super::super::work::{Case, Work};
use super::{Speaker, done, invite, open_case, preview};
use crate::domain::ids::VisitId;
use crate::domain::mail::MailRecord;
use crate::domain::notice::{Apart, DoneWhat, HeardInMail, Refusal};
use crate::domain::people::Office;
use crate::domain::reading::Wish;
use crate::domain::state::{Brief, Record};
use crate::domain::trail::Step;
use crate::domain::visit::{Guest, Stage, Visit};

pub(super) fn merge(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    (id, other): (VisitId, VisitId),
    regardless: bool,
) -> Result<(), Refusal> {
    if id == other {
        return Err(Refusal::CannotJoin { case: id, other, why: Apart::OneCase });
    }
    let (mut first, mut second) = (open_case(work, id)?, open_case(work, other)?);
    may_go_under(&second.visit)?;
    if !regardless && is_other_guest(&first.visit.guest, &second.visit.guest) {
        return Err(Refusal::CannotJoin { case: id, other, why: Apart::OtherGuest });
    }
    let was_unknown = first.visit.writer.no_address;
    let before = first.visit.clone();
    take_over(&mut first.visit, &second.visit);
    let heard = taken_over(&before, &first.visit, &second.visit);
    let guest = left_out(&first.visit.guest, &second.visit.guest);
    let known_now = was_unknown && !first.visit.writer.no_address;
    first.note(speaker.actor(), Step::Merged { with: other });
    second.note(speaker.actor(), Step::WentInto { case: id });
    second.end(Stage::Lapsed, speaker.actor(), None);
    bring_mails(work, other, id);
    unlink(work, other, id);
    if known_now {
        invite::owe(work, &mut first);
    }
    // Whoever receives counts on how many come: what the second case adds is news to them.
    change::tell_host(work, &mut first, &before.guest);
    let visit = Box::new(first.visit.clone());
    work.finish(first);
    work.finish(second);
    done(work, speaker, DoneWhat::Merged { visit, other, heard, guest });
    let confirmation = invite::to_show(work, id).filter(|_| known_now);
    preview::show_any(work, speaker, confirmation)
}

/// What the first has of the second from now on; how many come, if that stays as it was.
fn taken_over(before: &Visit, first: &Visit, second: &Visit) -> HeardInMail {
    let is_new = |wish: &&Wish| !before.request.wishes.contains(*wish);
    let party = first.guest.party;
    HeardInMail {
        wishes: first.request.wishes.iter().filter(is_new).cloned().collect(),
        wijken: Vec::new(),
        minutes: first
            .request
            .duration_minutes
            .filter(|_| before.request.duration_minutes.is_none()),
        party: party.filter(|party| before.guest.party != Some(*party)),
        party_left: second.guest.party.filter(|other| party != Some(*other)),
    }
}

/// Who was to come in the second, if that is somebody else than who comes.
fn left_out(guest: &Guest, other: &Guest) -> Option<Guest> {
    (other.name.is_some() && is_other_guest(guest, other)).then(|| other.clone())
}

fn may_go_under(visit: &Visit) -> Result<(), Refusal> {
    match visit.stage {
        Stage::Requested | Stage::AskedForDetails | Stage::AwaitingApproval => Ok(()),
        stage @ (Stage::Proposed
        | Stage::AcceptedWithReservation
        | Stage::Confirmed
        | Stage::HeldVisit
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow) => Err(Refusal::CannotMerge { case: visit.id, stage }),
    }
}

/// Surnames decide where both are known; without them the offices do.
fn is_other_guest(one: &Guest, other: &Guest) -> bool {
    let surname = |name: &str| name.split_whitespace().last().map(str::to_lowercase);
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => surname(one) != surname(other),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            let are_known = one.office != Office::Other && other.office != Office::Other;
            are_known && one.office != other.office
        }
    }
}

/// Fills in what the first does not know. Of two answers to one question its own stands, but for how
/// many come: that is what the office wrote last.
fn take_over(first: &mut Visit, second: &Visit) {
    take_over_guest(first, second);
    take_over_writer(first, second);
    let (ours, theirs) = (&mut first.request, &second.request);
    if ours.wijken.is_empty() && first.wijk.is_none() {
        ours.wijken = theirs.wijken.clone();
        ours.by_municipality = theirs.by_municipality.clone();
        first.wijk = second.wijk.clone();
        first.wijk_choice = second.wijk_choice.clone();
    }
    add(&mut ours.themes, &theirs.themes);
    for wish in &theirs.wishes {
        let is_known = |known: &Wish| known.when == wish.when && known.modality == wish.modality;
        if !ours.wishes.iter().any(is_known) {
            ours.wishes.push(wish.clone());
        }
    }
    ours.duration_minutes = ours.duration_minutes.or(theirs.duration_minutes);
    ours.no_press |= theirs.no_press;
    // The text begins with the words of the one that is there.
    if ours.text.is_empty() {
        ours.written = theirs.written;
    }
    ours.mail = ours.mail.take().or_else(|| theirs.mail.clone());
    let texts = [ours.text.as_str(), theirs.text.as_str()];
    ours.text = texts.map(str::trim).join("\n\n").trim().to_owned();
    ours.origin.beside.retain(|beside| *beside != second.id);
    first.day_with.retain(|with| *with != second.id);
    if first.day_with.is_empty() {
        first.day_with = second.day_with.iter().copied().filter(|with| *with != first.id).collect();
    }
    first.opened = first.opened.min(second.opened);
    first.trail.extend(second.trail.iter().cloned());
    first.trail.sort_by_key(|entry| entry.at);
}

fn take_over_guest(first: &mut Visit, second: &Visit) {
    let is_news = is_of_one_writer(first, second) && first.opened <= second.opened;
    let (ours, theirs) = (&mut first.guest, &second.guest);
    ours.name = ours.name.take().or_else(|| theirs.name.clone());
    if ours.office == Office::Other {
        ours.office = theirs.office;
    }
    let (stands, other) =
        if is_news { (theirs.party, ours.party) } else { (ours.party, theirs.party) };
    ours.party = stands.or(other);
    ours.phone = ours.phone.take().or_else(|| theirs.phone.clone());
    add(&mut ours.needs, &theirs.needs);
}

/// Letters go to whoever wrote the first, or to the other where nobody knows an address; and answer
/// the last mail of that person.
fn take_over_writer(first: &mut Visit, second: &Visit) {
    if first.writer.no_address {
        let phone = first.writer.phone.take();
        first.writer = second.writer.clone();
        first.writer.phone = first.writer.phone.take().or(phone);
    }
    let one_writer = is_of_one_writer(first, second);
    let has_mail = second.thread.in_reply_to.is_some();
    let later = second.opened >= first.opened || first.thread.in_reply_to.is_none();
    if one_writer && has_mail && later {
        first.thread = second.thread.clone();
    }
    first.writer.phone = first.writer.phone.take().or_else(|| second.writer.phone.clone());
    let organisation = first.writer.organisation.take();
    first.writer.organisation = organisation.or_else(|| second.writer.organisation.clone());
}

fn is_of_one_writer(first: &Visit, second: &Visit) -> bool {
    first.writer.mailbox.address == second.writer.mailbox.address
}

fn add<T: Clone + PartialEq>(ours: &mut Vec<T>, theirs: &[T]) {
    for item in theirs {
        if !ours.contains(item) {
            ours.push(item.clone());
        }
    }
}

/// The mails of a case that still wait for a person belong to the other from now on.
fn bring_mails(work: &mut Work<'_>, from: VisitId, to: VisitId) {
    let mails = work.state.mails().filter(|mail| mail.visit == Some(from));
    let mails: Vec<MailRecord> = mails.cloned().collect();
    for mail in mails {
        work.put(Record::Mail(Box::new(MailRecord { visit: Some(to), ..mail })));
    }
}

/// Who was asked for beside the second, or was to come on one day with it, has to do with the first.
fn unlink(work: &mut Work<'_>, from: VisitId, to: VisitId) {
    let linked = |visit: &&Brief| visit.linked.contains(&from) && visit.id != to;
    let linked = work.state.briefs().filter(linked).filter_map(|visit| work.state.visit(visit.id));
    let visits: Vec<Visit> = linked.cloned().collect();
    for mut visit in visits {
        renamed(&mut visit.day_with, from, to);
        renamed(&mut visit.request.origin.beside, from, to);
        work.keep(Case::of(visit, work.now));
    }
}

fn renamed(ids: &mut Vec<VisitId>, from: VisitId, to: VisitId) {
    let new: BTreeSet<VisitId> = ids.iter().map(|id| if *id == from { to } else { *id }).collect();
    *ids = new.into_iter().collect();
}
