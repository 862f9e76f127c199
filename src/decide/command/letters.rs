//! Letters of which nobody knows whether they arrived: a person says whether they go once more.

use super::super::delivery;
use super::super::work::Work;
use super::{Speaker, done};
use crate::domain::ids::LetterId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::notice::{DoneWhat, PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::post::LetterInDoubt;
use crate::domain::state::{Change, Key};
use crate::domain::trail::Step;
use crate::domain::visit::LetterFate;

/// All of them, the oldest first.
pub(in crate::decide) fn in_doubt(work: &Work<'_>) -> Vec<LetterInDoubt> {
    let letters = work.state.letters().filter(|letter| letter.state == LetterState::WithAPerson);
    let mut lines: Vec<LetterInDoubt> = letters
        .map(|letter| LetterInDoubt {
            letter: letter.id.clone(),
            to: letter.to.address.to_string(),
            subject: letter.subject.clone(),
            decided: letter.decided,
        })
        .collect();
    lines.sort_by_key(|line| line.decided);
    lines
}

fn find(work: &Work<'_>, id: &LetterId) -> Result<Letter, Refusal> {
    let found = work.state.letter(id).filter(|letter| letter.state == LetterState::WithAPerson);
    found.cloned().ok_or_else(|| Refusal::NoSuchLetter { letter: id.clone() })
}

/// What sending it again would do, for a preview.
pub(super) fn again(work: &Work<'_>, id: &LetterId) -> Result<PreviewOf, Refusal> {
    let letter = find(work, id)?;
    if delivery::is_of_the_past(work, &letter) {
        return Err(Refusal::LetterOfThePast { letter: letter.id });
    }
    let to = letter.to.address.to_string();
    Ok(PreviewOf::SendAgain { letter: letter.id, to, subject: letter.subject })
}

/// The same bytes go once more: the reader may have them twice, and the preview said so.
pub(super) fn send_again(work: &mut Work<'_>, id: &LetterId, by: &Actor) -> Result<(), Refusal> {
    let letter = find(work, id)?;
    if let Some(mut case) = letter.visit.and_then(|visit| work.case(visit)) {
        case.note(by.clone(), Step::LetterSentAgain { letter: id.clone() });
        if let Some(trace) = case.visit.letters.get_mut(id) {
            trace.fate = LetterFate::Decided;
        }
        work.finish(case);
    }
    work.send_again(letter);
    Ok(())
}

/// Staff know enough: it arrived, or it need not.
pub(super) fn let_go(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: &LetterId,
) -> Result<(), Refusal> {
    let letter = find(work, id)?;
    if let Some(mut case) = letter.visit.and_then(|visit| work.case(visit)) {
        case.note(speaker.actor(), Step::LetterLet { letter: id.clone() });
        work.keep(case);
    }
    work.change(Change::Remove { key: Key::Letter(id.clone()) });
    done(work, speaker, DoneWhat::LetterLet { letter: id.clone() });
    Ok(())
}
