//! All that we have of a case as one file, for whoever has to account for it or takes it over.
//!
//! The mails of a guest are in the mailbox and letters that left are in Sent: of those it tells how
//! they are found.

use std::collections::BTreeSet;

use super::super::steps::standing_invitation;
use super::super::work::{Case, Work};
use super::{Found, Speaker, file, show};
use crate::domain::command::Case as CaseId;
use crate::domain::desk::Desk;
use crate::domain::export::{Content, Dossier, Elsewhere, Export, Received, Sent};
use crate::domain::ids::LetterId;
use crate::domain::keys;
use crate::domain::letter::{Letter, LetterDraft};
use crate::domain::notice::{ExportSaying, Refusal, Saying};
use crate::domain::state::State;
use crate::domain::sweep::{Mails, Sweep};
use crate::domain::trail::Step;
use crate::domain::visit::{LetterFate, Visit};

/// The look through the archive that this needs.
pub(super) fn sweep(state: &State, id: CaseId, closed: Option<&Visit>) -> Option<Sweep> {
    let visit = state.visit(id).or(closed.filter(|closed| closed.id == id))?;
    Some(Sweep::Mails(Mails::of(visit, state.mails())))
}

pub(super) fn show(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    found: Found<'_>,
) -> Result<(), Refusal> {
    if !speaker.spot.room.is_ours() {
        return Err(Refusal::NotInThisRoom);
    }
    let visit = show::open_or_closed(work, id, found.closed)?;
    let Some(Sweep::Mails(mails)) = found.swept else { return Ok(()) };
    let letters = letters(work, id);
    let dossier = Dossier {
        invitation: invitation(work, &visit).map(Box::new),
        elsewhere: elsewhere(work.desk, &visit, &letters, mails),
        letters,
        visit: *visit,
    };
    let name = format!("{id}.dossier.zip").to_lowercase();
    let export_path =
        file::keep(work, Export { name, content: Content::Dossier(Box::new(dossier)) });
    work.answer(speaker.spot, Saying::Export(ExportSaying::Dossier { case: id, export_path }));
    Ok(())
}

/// Those in the outbox: of a letter that left the store keeps nothing.
fn letters(work: &Work<'_>, id: CaseId) -> Vec<Letter> {
    let ours = |letter: &&Letter| letter.visit == Some(id) || letter.id.visit() == Some(id);
    work.state.letters().filter(ours).cloned().collect()
}

/// As it stands for the office, also when the visit is over; none where config has no such wijk any
/// more, for it says where to be.
fn invitation(work: &Work<'_>, visit: &Visit) -> Option<LetterDraft> {
    let agreed = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none())?;
    work.desk.wijk(&agreed.wijk)?;
    let to_somebody = (!visit.writer.no_address).then_some(&visit.writer.mailbox)?;
    let invitation = standing_invitation(visit, to_somebody);
    let letter = file::unsent(work, Case::of(visit.clone(), work.now));
    Some(LetterDraft { invitation, ..letter })
}

fn elsewhere(desk: &Desk, visit: &Visit, here: &[Letter], mails: &Mails) -> Elsewhere {
    let sent = sent(visit).into_iter().filter(|id| here.iter().all(|letter| letter.id != **id));
    let sent = sent.map(|letter| Sent {
        letter: letter.clone(),
        message_id: keys::message_id_for(desk, letter),
    });
    let known = mails.found().into_iter().map(|mail| Received {
        key: mail.in_box().clone(),
        received: Some(mail.received),
        message_id: Some(mail.message_id.clone()).filter(|id| !id.is_empty()),
    });
    let forgotten = mails.forgotten();
    let forgotten =
        forgotten.map(|key| Received { key: key.clone(), received: None, message_id: None });
    let mails: Vec<Received> = known.chain(forgotten).collect();
    let conversation = conversation(desk, visit, &mails);
    Elsewhere { sent: sent.collect(), mails, conversation }
}

/// Letters that left or may have left: a case that has ended hears no more of its last ones. By its
/// trail those too of a case that went into it.
fn sent(visit: &Visit) -> BTreeSet<&LetterId> {
    let left = visit.trail.iter().filter_map(|entry| {
        let Step::LetterAccepted { letter } = &entry.step else { return None };
        Some(letter)
    });
    let may_have_left = visit.letters.iter().filter(|(_, trace)| match trace.fate {
        LetterFate::Decided | LetterFate::Accepted | LetterFate::WithAPerson => true,
        LetterFate::Refused | LetterFate::CalledBack => false,
    });
    left.chain(may_have_left.map(|(letter, _)| letter)).collect()
}

/// What others wrote in it, each once, as far as no mail is known by that name.
fn conversation(desk: &Desk, visit: &Visit, mails: &[Received]) -> Vec<String> {
    let named = visit.thread.references.iter().chain(&visit.thread.in_reply_to);
    let mut seen: BTreeSet<&str> =
        mails.iter().filter_map(|mail| mail.message_id.as_deref()).collect();
    let theirs = named.filter(|id| keys::letter_of(desk, id).is_none());
    theirs.filter(|id| seen.insert(id.as_str())).cloned().collect()
}
