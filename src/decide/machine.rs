//! Mails that a machine wrote: never answered, each with its own use.

use super::conversation::{self, Conversation, Speaker};
use super::work::Work;
use super::{delivery, facts};
use crate::domain::event::Incoming;
use crate::domain::keys;
use crate::domain::letter::Sighting;
use crate::domain::mail::{Filing, Mail, SenderKind, Why};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::trail::Step;

/// A letter of ours that came back: proof that it went out, if that was in doubt.
pub(super) fn own_copy(work: &mut Work<'_>, mail: &Mail) {
    let letter = keys::letter_of(work.desk, &mail.message_id);
    if let Some(id) = &letter {
        delivery::looked_for(work, id, Sighting::Seen);
    }
    work.file(mail, letter.and_then(|id| id.visit()), Filing::Filed { why: Why::OwnCopy });
}

/// A bounce: the letter it is about did not arrive, and the address is marked.
pub(super) fn returned(work: &mut Work<'_>, mail: &Mail) {
    let about = mail.report.as_ref().and_then(|report| report.about.as_deref());
    let letter = about.and_then(|id| keys::letter_of(work.desk, id));
    let Some(letter) = letter else {
        return work.wait(mail, None, Why::LetterReturned);
    };
    let visit = letter.visit();
    delivery::returned(work, &letter, mail.report.as_ref());
    work.file(mail, visit, Filing::Filed { why: Why::MachineWrote { kind: mail.verdict.kind } });
}

/// A delay or a receipt: noted.
pub(super) fn report(work: &mut Work<'_>, mail: &Mail) {
    let about = mail.report.as_ref().and_then(|report| report.about.as_deref());
    let letter = about.and_then(|id| keys::letter_of(work.desk, id));
    if let Some(letter) = letter.as_ref().filter(|_| mail.verdict.kind == SenderKind::Delay) {
        delivery::held_up(work, letter, mail.report.as_ref());
    }
    let visit = letter.and_then(|letter| letter.visit());
    work.file(mail, visit, Filing::Filed { why: Why::MachineWrote { kind: mail.verdict.kind } });
}

/// A newsletter.
pub(super) fn list(work: &mut Work<'_>, mail: &Mail) {
    work.file(mail, None, Filing::Filed { why: Why::MachineWrote { kind: mail.verdict.kind } });
}

/// An out-of-office mail: shown to staff. Never an answer; it neither prolongs nor releases a hold.
pub(super) fn away(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    let kind = mail.verdict.kind;
    let (visit, speaker) = match conversation::of(work, incoming) {
        Conversation::Open { visit, speaker, .. } => (Some(visit.id), speaker),
        Conversation::None
        | Conversation::Ended { .. }
        | Conversation::Forgotten
        | Conversation::TwoVisits => (None, Speaker::Stranger),
    };
    if let Some(mut case) = visit.and_then(|id| work.case(id)) {
        let reading = facts::read_mail(work, mail, None);
        let text = reading.text.into_owned();
        let from_us = mail.from.as_ref().and_then(|from| work.desk.contact_at(&from.address));
        let host = from_us.filter(|_| speaker == Speaker::Host).map(|host| host.id.clone());
        let by = if host.is_some() { Actor::Host } else { Actor::Guest };
        case.note(by, Step::Away { text: text.clone() });
        let (from, end, deputy) =
            reading.away.map_or((None, None, None), |away| (away.from, away.until, away.deputy));
        let until = end.and_then(|end| end.pred_opt());
        case.tell(move |visit| Saying::Away { visit, host, text, from, until, deputy });
        work.finish(case);
    } else if mail.verdict.by_words {
        // "Ik ben met vakantie" may be all of a notice, or half of what a person writes.
        return work.wait(mail, None, Why::NotUnderstood);
    }
    work.file(mail, visit, Filing::Filed { why: Why::MachineWrote { kind } });
}
