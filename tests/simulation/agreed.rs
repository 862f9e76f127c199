//! What was agreed, held against what people said and against what their calendars show. Written
//! without the code under test: it reads the records and the letters, and judges them by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{LetterId, MailKey, VisitId};
use werkbezoek::domain::letter::{Letter, LetterKind};
use werkbezoek::domain::people::Actor;
use werkbezoek::domain::state::{ArchiveKey, Record, State};
use werkbezoek::domain::time::{Slot, local};
use werkbezoek::domain::trail::Step;
use werkbezoek::domain::visit::{LetterFate, Stage, Visit};
use werkbezoek::store::Store;

use crate::calendars::{Object, may_bear_one, object_in};
use crate::faults::Disk;
use crate::writers::Says;

/// What people said, so that it is known on whose word something moves.
#[derive(Debug, Default)]
pub(crate) struct Said {
    mails: BTreeMap<MailKey, Says>,
    handled: BTreeSet<MailKey>,
    staff: bool,
    before: Arc<State>,
}

impl Said {
    pub(crate) fn in_mail(&mut self, key: MailKey, says: Says) {
        self.mails.insert(key, says);
    }

    /// Staff may move what they like.
    pub(crate) fn by_staff(&mut self) {
        self.staff = true;
    }

    /// No appointment moves or ends by itself: somebody said so since the last look.
    pub(crate) fn look(&mut self, disk: &Disk, state: &Arc<State>, broken: &mut Vec<String>) {
        let is_known = |key: &MailKey| {
            let archived = || disk.archived(&ArchiveKey::Mail(key.clone())).unwrap();
            state.mail(key).is_some() || archived().is_some()
        };
        let unheard = self.mails.keys().filter(|key| !self.handled.contains(*key));
        let new: Vec<MailKey> = unheard.filter(|key| is_known(key)).cloned().collect();
        if !self.staff {
            let heard: Vec<&Says> = new.iter().map(|key| &self.mails[key]).collect();
            for visit in self.before.visits().filter(|visit| visit.stage == Stage::Confirmed) {
                broken.extend(moved_by_itself(disk, state, visit, &heard));
            }
        }
        self.handled.extend(new);
        (self.staff, self.before) = (false, Arc::clone(state));
    }
}

fn moved_by_itself(disk: &Disk, state: &State, before: &Visit, heard: &[&Says]) -> Option<String> {
    let stood = before.appointment.as_ref()?.slot;
    let about = |says: &&&Says| says.visit == Some(before.id);
    let mut heard = heard.iter().filter(about);
    match state.visit(before.id).map(|after| after.appointment.as_ref()) {
        Some(Some(now)) if now.slot == stood => None,
        Some(Some(now)) => {
            // What takes the place of a version has a higher one.
            let is_this = |(slot, version)| slot == now.slot && version < now.sequence;
            let asked = heard.any(|says| says.words || says.moves_to.is_some_and(is_this));
            (!asked).then(|| format!("{} moved to {} by itself", before.id, now.slot.start))
        }
        Some(None) => Some(format!("{} lost its appointment", before.id)),
        None => {
            let ended = archived(disk, before.id)?.stage;
            let off = matches!(ended, Stage::Cancelled | Stage::Declined | Stage::Lapsed);
            let asked = heard.any(|says| says.words);
            (off && !asked).then(|| format!("{} ended as {ended:?} by itself", before.id))
        }
    }
}

fn archived(disk: &Disk, id: VisitId) -> Option<Visit> {
    match disk.archived(&ArchiveKey::Visit(id)).unwrap() {
        Some(Record::Visit(visit)) => Some(*visit),
        Some(_) | None => None,
    }
}

/// A reader, and whether they read as a host: somebody may be guest and host at once.
type Reader = (String, bool);

/// In fine weather everybody's calendar shows what stands, and nothing that does not.
pub(crate) fn calendars_tell_the_truth(
    disk: &Disk,
    state: &State,
    desk: &Desk,
    letters: &[Letter],
    broken: &mut Vec<String>,
) {
    let mut shown: BTreeMap<VisitId, BTreeMap<Reader, Object>> = BTreeMap::new();
    for letter in letters.iter().filter(|letter| may_bear_one(letter.kind)) {
        let (Some(visit), Some(object)) = (letter.visit, object_in(&letter.mime)) else { continue };
        let reader = (object.attendee.clone(), letter.kind.is_for_host());
        let entry = shown.entry(visit).or_default().entry(reader).or_insert(object.clone());
        if entry.sequence < object.sequence {
            *entry = object;
        }
    }
    for (id, calendars) in &shown {
        let open = state.visit(*id).cloned();
        let Some(visit) = open.or_else(|| archived(disk, *id)) else { continue };
        // What did not arrive can tell nothing.
        if !arrived(&visit) {
            continue;
        }
        let expected = expected(desk, &visit);
        for (reader, object) in calendars {
            let shows = (object.method == "REQUEST").then_some(object.start);
            let stands = expected.get(reader).map(|slot| slot.start);
            if shows != stands {
                broken.push(format!(
                    "{id} ({:?}): the calendar of {reader:?} shows {shows:?}, but it is {stands:?}",
                    visit.stage
                ));
            }
        }
        for reader in expected.keys().filter(|reader| !calendars.contains_key(*reader)) {
            broken.push(format!("{id}: {reader:?} never had it in a calendar"));
        }
    }
}

/// Whether the bot kept a letter here because the day of the visit was past when the post went again: of
/// that day staff told them by telephone.
fn was_too_late(visit: &Visit, letter: &LetterId) -> bool {
    let day = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    visit.trail.iter().any(|entry| {
        let kept = matches!(&entry.step, Step::LetterCalledBack { letter: kept } if kept == letter);
        kept && entry.by == Actor::Bot && day.is_some_and(|day| day < local(entry.at).date())
    })
}

/// Whether every letter of this visit that can bear an object arrived, and somebody reads them.
fn arrived(visit: &Visit) -> bool {
    let fates = visit.letters.iter();
    let mut of_calendars = fates.filter(|(id, _)| id.kind().is_some_and(may_bear_one));
    !visit.writer.undeliverable
        && !visit.writer.no_address
        && of_calendars.all(|(id, trace)| {
            matches!(trace.fate, LetterFate::Accepted | LetterFate::CalledBack)
                && !was_too_late(visit, id)
        })
}

/// What stands in whose calendar: of a visit that is on, in that of the guest and of the host.
fn expected(desk: &Desk, visit: &Visit) -> BTreeMap<Reader, Slot> {
    let on = match visit.stage {
        Stage::Confirmed | Stage::HeldVisit | Stage::Closed | Stage::NoShow => true,
        Stage::Requested
        | Stage::AskedForDetails
        | Stage::AwaitingApproval
        | Stage::Proposed
        | Stage::AcceptedWithReservation
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed => false,
    };
    let agreed = visit.appointment.iter().filter(|_| on);
    let readers = |agreed: &werkbezoek::domain::visit::Appointment| {
        let guest = (visit.writer.mailbox.address.to_string().to_lowercase(), false);
        let host = desk.contacts.get(&agreed.host).map(|host| host.address.to_string());
        let host = host.map(|host| (host.to_lowercase(), true));
        host.into_iter().chain([guest]).map(|reader| (reader, agreed.slot)).collect::<Vec<_>>()
    };
    agreed.flat_map(readers).collect()
}

/// One question back about an appointment is help; of a second the guest hears from a person.
pub(crate) fn asks_once(state: &State, broken: &mut Vec<String>) {
    for visit in state.visits().filter(|visit| visit.stage == Stage::Confirmed) {
        let agreed = |step: &Step| matches!(step, Step::StageReached { stage: Stage::Confirmed });
        let since = visit.trail.iter().rev().take_while(|entry| !agreed(&entry.step));
        let asked = since.filter(|entry| match &entry.step {
            Step::LetterDecided { letter } => letter.kind() == Some(LetterKind::Question),
            _ => false,
        });
        if asked.count() > 1 {
            broken.push(format!("{}: the guest was asked twice", visit.id));
        }
    }
}
