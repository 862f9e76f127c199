//! Who of staff looks after a case: somebody takes it, gives it up, or passes it on.
//!
//! The guest notices nothing. What changed hands is told to all, because a room has no door of its own
//! for each person.

use super::super::schedule;
use super::super::work::{Case, Work};
use super::{Speaker, done, open_case};
use crate::domain::command::Case as CaseId;
use crate::domain::help::squash;
use crate::domain::notice::{DoneWhat, PreviewOf, Refusal, Saying};
use crate::domain::people::Role;
use crate::domain::room::Staff;
use crate::domain::trail::Step;
use crate::domain::visit::Stage;

pub(super) fn take(work: &mut Work<'_>, speaker: Speaker<'_>, id: CaseId) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    let name = speaker.staff.name.clone();
    give(&mut case, speaker, name.clone());
    work.finish(case);
    done(work, speaker, DoneWhat::Taken { case: id, name });
    Ok(())
}

/// From now on somebody of staff looks after the case.
pub(super) fn give(case: &mut Case, speaker: Speaker<'_>, name: String) {
    case.visit.owner = Some(name.clone());
    case.note(speaker.actor(), Step::Taken { name });
    schedule::taken(&mut case.visit);
}

/// Who offers or agrees moments in a case that nobody has looks after it from now on. Says whether it
/// came to that.
pub(super) fn by_deed(work: &mut Work<'_>, speaker: Speaker<'_>, deed: &PreviewOf) -> bool {
    let (PreviewOf::Offer { case, .. } | PreviewOf::Confirm { case, .. }) = deed else {
        return false;
    };
    let Some(mut case) = work.case(*case).filter(|case| case.visit.owner.is_none()) else {
        return false;
    };
    give(&mut case, speaker, speaker.staff.name.clone());
    work.keep(case);
    true
}

pub(super) fn release(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    if case.visit.owner.take().is_none() {
        return Err(Refusal::NotTaken { case: id });
    }
    case.note(speaker.actor(), Step::Released);
    if case.visit.stage == Stage::AwaitingApproval && case.visit.waits.is_none() {
        schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    }
    tell_all(&mut case, speaker);
    work.finish(case);
    done(work, speaker, DoneWhat::Released { case: id });
    Ok(())
}

pub(super) fn pass_on(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    to: &str,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    let name = colleague(work, to)?;
    if name == speaker.staff.name {
        return Err(Refusal::ToOneself { case: id });
    }
    give(&mut case, speaker, name.clone());
    tell_all(&mut case, speaker);
    work.finish(case);
    done(work, speaker, DoneWhat::Taken { case: id, name });
    Ok(())
}

fn tell_all(case: &mut Case, speaker: Speaker<'_>) {
    let by = speaker.staff.name.clone();
    case.tell(|visit| Saying::PassedOn { visit, by });
}

/// The one person who can take a case and has this name, or whose name has this word.
fn colleague(work: &Work<'_>, named: &str) -> Result<String, Refusal> {
    let wanted = squash(named);
    let is_whole = |staff: &&&Staff| squash(&staff.name) == wanted;
    let has_word =
        |staff: &&&Staff| staff.name.split_whitespace().any(|word| squash(word) == wanted);
    let able = able(work);
    let whole: Vec<&&Staff> = able.iter().filter(is_whole).collect();
    let part: Vec<&&Staff> = able.iter().filter(has_word).collect();
    match (whole.as_slice(), part.as_slice()) {
        ([only], _) | ([], [only]) => Ok(only.name.clone()),
        (_, _) => {
            let staff = able.iter().map(|staff| staff.name.clone()).collect();
            Err(Refusal::NoSuchStaff { word: named.to_owned(), staff })
        }
    }
}

/// Who of staff may do what a planner does.
pub(super) fn able<'a>(work: &Work<'a>) -> Vec<&'a Staff> {
    work.desk.staff.iter().filter(|staff| staff.role >= Role::Planner).collect()
}
