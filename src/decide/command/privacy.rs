//! The personal data of somebody: all that is kept, erased on request, and how long it is kept.
//!
//! A look gives the number with which the erasing is typed. The number is made from what was seen and
//! from whoever saw it: when anything changed since, or on another day, it fits no more. It is kept
//! nowhere.

use super::super::schedule;
use super::super::work::Work;
use super::{Speaker, queue};
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::desk::Desk;
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::Letter;
use crate::domain::mail::MailRecord;
use crate::domain::notice::{
    CasePart, CaseTerms, Erased, NextTerm, PersonCase, PersonFile, PrivacySaying, Refusal, Saying,
};
use crate::domain::state::{ArchiveKey, Change, Key, Preview, State};
use crate::domain::sweep::{Closed, Person, Sweep};
use crate::domain::time::{local, today};
use crate::domain::visit::Visit;

/// Cases shown of which something is erased next.
const NEXT_MAX: usize = 10;

/// The look through the archive that this needs.
pub(super) fn sweep(state: &State, command: &PrivacyCommand) -> Sweep {
    match command {
        PrivacyCommand::Look { address } | PrivacyCommand::Erase { address, .. } => {
            Sweep::Person(Person::new(address, state.visits()))
        }
        PrivacyCommand::Terms => Sweep::Closed(Closed::default()),
    }
}

pub(super) fn obey(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    command: &PrivacyCommand,
    swept: Option<&Sweep>,
) -> Result<(), Refusal> {
    match (command, swept) {
        (PrivacyCommand::Terms, Some(Sweep::Closed(closed))) => {
            terms(work, speaker, closed);
            Ok(())
        }
        (PrivacyCommand::Look { .. }, Some(Sweep::Person(person))) => look(work, speaker, person),
        (PrivacyCommand::Erase { number, .. }, Some(Sweep::Person(person))) => {
            erase(work, speaker, person, *number)
        }
        // The engine always looks first.
        (PrivacyCommand::Look { .. } | PrivacyCommand::Erase { .. } | PrivacyCommand::Terms, _) => {
            Err(Refusal::NothingKept)
        }
    }
}

fn look(work: &mut Work<'_>, speaker: Speaker<'_>, person: &Person) -> Result<(), Refusal> {
    let file = Box::new(file(work, speaker, person)?);
    work.answer(speaker.spot, Saying::Privacy(PrivacySaying::File { file }));
    Ok(())
}

/// All that is kept of a person, for a room in which that may be read.
fn file(work: &Work<'_>, speaker: Speaker<'_>, person: &Person) -> Result<PersonFile, Refusal> {
    if !speaker.spot.room.is_ours() {
        return Err(Refusal::NotInThisRoom);
    }
    let open = work.state.visits().filter(|visit| person.wrote(visit));
    let cases: Vec<PersonCase> =
        open.chain(&person.closed).map(|visit| case_of(work.desk, visit)).collect();
    let file = PersonFile {
        address: person.address.clone(),
        number: number(work, speaker, person, &cases),
        cases,
        mails: mails(work, person).cloned().collect(),
        letters: letters(work, person).map(|letter| letter.id.clone()).collect(),
        previews: previews(work, person).map(|preview| preview.number).collect(),
        notices: person.notices.len(),
        is_counted: work.state.tally(&person.address).is_some(),
        elsewhere: person.elsewhere.clone(),
    };
    if is_empty(&file) { Err(Refusal::NothingKept) } else { Ok(file) }
}

fn is_empty(file: &PersonFile) -> bool {
    file.cases.is_empty()
        && file.mails.is_empty()
        && file.letters.is_empty()
        && file.previews.is_empty()
        && file.elsewhere.is_empty()
        && file.notices == 0
        && !file.is_counted
}

fn case_of(desk: &Desk, visit: &Visit) -> PersonCase {
    let terms = visit.ended.as_ref().map(|ended| {
        let [needs, text, contact, all] = schedule::terms(desk, visit, today(ended.at));
        CaseTerms { needs, text, contact, all }
    });
    PersonCase { visit: Box::new(visit.clone()), terms }
}

/// Mails that wait and that they wrote, that belong to their cases, or that name them.
fn mails<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w MailRecord> + use<'w> {
    let of_case = |mail: &MailRecord| mail.visit.is_some_and(|id| person.cases.contains(&id));
    work.state.mails().filter(move |mail| of_case(mail) || person.stands_in(mail))
}

/// Letters to them and about their cases, those to the contact person included.
fn letters<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w Letter> + use<'w> {
    let of_case = |id: &LetterId| id.visit().is_some_and(|id| person.cases.contains(&id));
    work.state.letters().filter(move |letter| of_case(&letter.id) || person.stands_in(letter))
}

/// A preview that was confirmed holds whole visits and letters, so that it can be called back.
fn previews<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w Preview> + use<'w> {
    let of_case = |preview: &Preview| preview.versions.keys().any(|id| person.cases.contains(id));
    work.state.previews().filter(move |preview| of_case(preview) || person.stands_in(preview))
}

/// Four digits that only this person, on this day, and of exactly this can have been given.
fn number(work: &Work<'_>, speaker: Speaker<'_>, person: &Person, cases: &[PersonCase]) -> u32 {
    let seen: Vec<(VisitId, u32)> =
        cases.iter().map(|case| (case.visit.id, case.visit.version)).collect();
    let mails: Vec<Option<u32>> = mails(work, person).map(|mail| mail.queue_number).collect();
    let (staff, day, address) = (&speaker.staff.id.0, work.today(), &person.address);
    let text = format!("privacy {address} {staff} {day} {seen:?} {mails:?}");
    let hex: String = work.desk.key.sign(&text).chars().take(8).collect();
    1000 + u32::from_str_radix(&hex, 16).unwrap_or_default() % 9000
}

fn erase(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    person: &Person,
    number: u32,
) -> Result<(), Refusal> {
    let file = file(work, speaker, person)?;
    let now = local(work.now);
    let ahead = file.cases.iter().find_map(|case| {
        let agreed = case.visit.appointment.as_ref().filter(|agreed| agreed.slot.end > now)?;
        let stands = !case.visit.stage.is_final();
        stands.then_some(Refusal::VisitAhead { case: case.visit.id, slot: agreed.slot })
    });
    if let Some(refusal) = ahead {
        return Err(refusal);
    }
    if number != file.number {
        return Err(Refusal::NotThisNumber);
    }
    let erased = Erased {
        cases: file.cases.iter().map(|case| case.visit.id).collect(),
        mails: file.mails.len(),
        letters: file.letters.len(),
        previews: file.previews.len(),
        notices: file.notices,
        elsewhere: file.elsewhere.clone(),
    };
    carry_out(work, person, file);
    work.answer(speaker.spot, Saying::Privacy(PrivacySaying::Erased { erased }));
    Ok(())
}

/// A mail that waited stays known by its key, as every mail that was handled: the same mail in the box
/// would otherwise be taken in anew.
fn carry_out(work: &mut Work<'_>, person: &Person, file: PersonFile) {
    for PersonCase { visit, .. } in file.cases {
        let is_open = work.state.visit(visit.id).is_some();
        for hold in visit.holds(work.now).filter(|_| is_open) {
            work.free(hold.wijk.clone());
        }
        work.change(if is_open {
            Change::Remove { key: Key::Visit(visit.id) }
        } else {
            Change::Erase { key: ArchiveKey::Visit(visit.id) }
        });
    }
    file.mails.into_iter().for_each(|mail| queue::settled(work, mail, None));
    let letters = file.letters.into_iter().map(Key::Letter);
    let previews = file.previews.into_iter().map(Key::Preview);
    let notices = person.notices.iter().copied().map(Key::Notice);
    let tally = file.is_counted.then(|| Key::Tally(person.address.clone()));
    for key in letters.chain(previews).chain(notices).chain(tally) {
        work.change(Change::Remove { key });
    }
}

fn terms(work: &mut Work<'_>, speaker: Speaker<'_>, closed: &Closed) {
    let today = work.today();
    let next = |visit: &Visit| {
        let ended = crate::domain::time::today(visit.ended.as_ref()?.at);
        let parts = [CasePart::Needs, CasePart::Text, CasePart::Contact, CasePart::All];
        let days = schedule::terms(work.desk, visit, ended);
        let mut ahead = days.into_iter().zip(parts).filter(|(on, _)| *on > today);
        ahead.next().map(|(on, part)| NextTerm { on, case: visit.id, part })
    };
    let mut all: Vec<NextTerm> = closed.visits.iter().filter_map(next).collect();
    all.sort();
    let more = all.len().saturating_sub(NEXT_MAX);
    all.truncate(NEXT_MAX);
    let retention = work.desk.retention.clone();
    let saying = PrivacySaying::Terms { retention, next: all, more };
    work.answer(speaker.spot, Saying::Privacy(saying));
}
