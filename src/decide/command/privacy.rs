//! The personal data of somebody: all that is kept, erased on request, and how long it is kept.
//!
//! A look gives the number with which the erasing is typed. The number is made from what was seen and
//! from whoever saw it: when anything changed since, or on another day, it fits no more. It is kept
//! nowhere.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::super::schedule;
use super::super::work::Work;
use super::{Speaker, queue};
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::desk::Desk;
use crate::domain::ids::{MailKey, VisitId};
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::mail::MailRecord;
use crate::domain::notice::{
    CasePart, CaseTerms, Erased, NextTerm, PersonCase, PersonFile, PrivacySaying, Refusal, Saying,
};
use crate::domain::staffroom::{Memo, OpenQuestion, StaffKey};
use crate::domain::state::{ArchiveKey, Change, Key, Preview};
use crate::domain::sweep::{Closed, Person, Sweep};
use crate::domain::time::{Slot, local, today};
use crate::domain::visit::Visit;

/// Cases shown of which something is erased next.
const NEXT_MAX: usize = 10;

/// The look through the archive that this needs.
pub(super) fn sweep(command: &PrivacyCommand) -> Sweep {
    match command {
        PrivacyCommand::Look { address } | PrivacyCommand::Erase { address, .. } => {
            Sweep::Person(Person::new(address))
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
    let open = work.state.briefs().filter(|visit| visit.writer == person.address);
    let open = open.filter_map(|visit| work.state.visit(visit.id));
    let cases: Vec<PersonCase> =
        open.chain(&person.closed).map(|visit| case_of(work.desk, visit)).collect();
    let file = PersonFile {
        address: person.address.clone(),
        number: number(work, speaker, person, &cases),
        cases,
        mails: mails(work, person).cloned().collect(),
        letters: letters(work, person).map(|letter| letter.id.clone()).collect(),
        previews: previews(work, person).map(|preview| preview.number).collect(),
        memos: memos(work, person).map(|memo| memo.number).collect(),
        questions: questions(work, person).map(|question| question.number).collect(),
        notices: person.notices.len(),
        is_counted: work.state.tally(&person.address).is_some(),
        elsewhere: elsewhere(work, person),
    };
    if is_empty(&file) { Err(Refusal::NothingKept) } else { Ok(file) }
}

fn is_empty(file: &PersonFile) -> bool {
    file.cases.is_empty()
        && file.mails.is_empty()
        && file.letters.is_empty()
        && file.previews.is_empty()
        && file.memos.is_empty()
        && file.questions.is_empty()
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

/// Mails that wait and that they wrote, that belong to their cases, or that name them and belong to
/// nobody's.
fn mails<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w MailRecord> + use<'w> {
    work.state.mails().filter(move |mail| {
        let wrote = person.is(mail.from.as_ref()) || person.is(mail.first_writer.as_ref());
        wrote || mail.visit.map_or_else(|| person.stands_in(mail), |id| person.cases.contains(&id))
    })
}

/// Letters about their cases, those to the contact person included; and outside any case those to them
/// and those that pass on a mail of theirs.
fn letters<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w Letter> + use<'w> {
    let waiting: BTreeSet<&MailKey> = mails(work, person).map(|mail| &mail.key).collect();
    let passes_on = move |letter: &Letter| {
        let mut mails = waiting.iter().copied().chain(person.read());
        letter.kind == LetterKind::HostMail && mails.any(|mail| letter.id.is_of_mail(mail))
    };
    work.state.letters().filter(move |letter| {
        let loose = || person.is(Some(&letter.to)) || passes_on(letter);
        case_with(letter).map_or_else(loose, |id| person.cases.contains(&id))
    })
}

fn case_with(letter: &Letter) -> Option<VisitId> {
    letter.visit.or_else(|| letter.id.visit())
}

/// A preview that was confirmed holds whole visits and letters, so that it can be called back.
fn previews<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w Preview> + use<'w> {
    work.state.previews().filter(move |preview| {
        let of_case = preview.versions.keys().any(|id| person.cases.contains(id));
        of_case || preview.versions.is_empty() && person.stands_in(preview)
    })
}

/// Reminders of staff about their cases, and those in which they are named.
fn memos<'w>(work: &'w Work<'_>, person: &'w Person) -> impl Iterator<Item = &'w Memo> + use<'w> {
    work.state.staff().memos().filter(move |memo| {
        let of_case = memo.case.is_some_and(|id| person.cases.contains(&id));
        of_case || person.is_meant_in(&memo.text)
    })
}

/// Questions for the knowledge base in which they are named.
fn questions<'w>(
    work: &'w Work<'_>,
    person: &'w Person,
) -> impl Iterator<Item = &'w OpenQuestion> + use<'w> {
    work.state.staff().questions().filter(move |question| person.is_meant_in(&question.text))
}

/// Cases of others in which something of theirs stands: there, or in a mail, letter or preview of such
/// a case. Those stay, for somebody else waits for them.
fn elsewhere(work: &Work<'_>, person: &Person) -> Vec<VisitId> {
    let mails = work.state.mails().filter(|mail| person.stands_in(mail));
    let letters = work.state.letters().filter(|letter| person.stands_in(letter));
    let previews = work.state.previews().filter(|preview| person.stands_in(preview));
    let mut cases = person.elsewhere();
    cases.extend(mails.filter_map(|mail| mail.visit));
    cases.extend(letters.filter_map(case_with));
    let are_others =
        |preview: &&Preview| preview.versions.keys().all(|id| !person.cases.contains(id));
    cases.extend(previews.filter(are_others).flat_map(|preview| preview.versions.keys().copied()));
    cases.into_iter().filter(|case| !person.cases.contains(case)).collect()
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
    if let Some((case, slot)) = file.cases.iter().find_map(|case| ahead(&case.visit, now)) {
        return Err(Refusal::VisitAhead { case, slot });
    }
    if number != file.number {
        return Err(Refusal::NotThisNumber);
    }
    let erased = Erased {
        cases: file.cases.iter().map(|case| case.visit.id).collect(),
        mails: file.mails.len(),
        letters: file.letters.len(),
        previews: file.previews.len(),
        memos: file.memos.len(),
        questions: file.questions.len(),
        notices: file.notices,
        elsewhere: file.elsewhere.clone(),
    };
    carry_out(work, person, file);
    work.answer(speaker.spot, Saying::Privacy(PrivacySaying::Erased { erased }));
    Ok(())
}

/// The moment that others count on: it is agreed and still to come, or they were asked for their yes.
fn ahead(visit: &Visit, now: NaiveDateTime) -> Option<(VisitId, Slot)> {
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.slot);
    let asked = visit.consent.as_ref().map(|consent| consent.slot);
    let slot = agreed.filter(|slot| slot.end > now).or(asked)?;
    (!visit.stage.is_final()).then_some((visit.id, slot))
}

/// A mail that waited stays known by its key, as every mail that was handled: the same mail in the box
/// would otherwise be taken in anew.
fn carry_out(work: &mut Work<'_>, person: &Person, file: PersonFile) {
    let theirs: BTreeSet<VisitId> = file.cases.iter().map(|case| case.visit.id).collect();
    for PersonCase { visit, .. } in file.cases {
        let is_open = work.state.is_open(visit.id);
        for hold in visit.holds(work.now).filter(|_| is_open) {
            work.free(hold.wijk.clone());
        }
        work.change(if is_open {
            Change::Remove { key: Key::Visit(visit.id) }
        } else {
            Change::Erase { key: ArchiveKey::Visit(visit.id) }
        });
    }
    for mail in file.mails {
        // What waited for it in a case of somebody else goes on.
        let visit = mail.visit.filter(|id| !theirs.contains(id));
        queue::put_away(work, MailRecord { visit, ..mail }, None);
    }
    let letters = file.letters.into_iter().map(Key::Letter);
    let previews = file.previews.into_iter().map(Key::Preview);
    let memos = file.memos.into_iter().map(StaffKey::Memo);
    let staff = memos.chain(file.questions.into_iter().map(StaffKey::Question)).map(Key::Staff);
    let notices = person.notices.iter().copied().map(Key::Notice);
    let tally = file.is_counted.then(|| Key::Tally(person.address.clone()));
    for key in letters.chain(previews).chain(staff).chain(notices).chain(tally) {
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
