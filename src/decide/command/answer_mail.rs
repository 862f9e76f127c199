//! An answer to a mail from the queue, to whoever wrote it.
//!
//! The office of a case is answered as with `bezoek antwoord`, its host in the same case and in the
//! thread of their own mail, so that what they write back is known to be about it. Anybody else gets a
//! letter outside any case. The mail stays in the queue: whether it is dealt with, staff say.

use super::super::steps;
use super::super::work::Work;
use super::{open_case, queue};
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind};
use crate::domain::mail::MailRecord;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Mailbox;
use crate::domain::visit::Visit;

/// What answering comes to, to be shown first.
pub(super) fn meant(work: &Work<'_>, number: u32) -> Result<PreviewOf, Refusal> {
    let (mail, to) = find(work, number)?;
    let visit = mail.visit.and_then(|id| work.state.visit(id));
    if let Some(visit) = visit.filter(|visit| visit.writer.mailbox.address == to.address) {
        return Ok(PreviewOf::Reply { case: visit.id });
    }
    let (case, beside) = match visit {
        Some(visit) if is_host_of(work, visit, &to) => (Some(visit.id), None),
        Some(visit) => (None, Some(visit.id)),
        None => (None, None),
    };
    // A mail may be answered twice: each time it is another letter.
    let nth = work.state.counters().previews.saturating_add(1);
    Ok(PreviewOf::AnswerMail { number, case, beside, nth })
}

pub(super) fn send(
    work: &mut Work<'_>,
    number: u32,
    case: Option<VisitId>,
    nth: u32,
    text: &str,
) -> Result<(), Refusal> {
    let (mail, to) = find(work, number)?;
    let Some(id) = case else {
        let draft = loose(work, &mail, to, nth, text);
        work.send(draft);
        return Ok(());
    };
    let mut case = open_case(work, id)?;
    let host = work.desk.contact_at(&to.address).cloned();
    let host = host.ok_or(Refusal::CannotAnswer { number })?;
    let draft = case.to_host(work, LetterKind::MailAnswer, &host);
    draft.thread = queue::thread_of(&mail);
    draft.facts.text = Some(text.to_owned());
    work.finish(case);
    Ok(())
}

fn is_host_of(work: &Work<'_>, visit: &Visit, who: &Mailbox) -> bool {
    steps::host_of(work, visit).is_some_and(|host| host.address == who.address)
}

/// The mail, and who reads the answer to it.
fn find(work: &Work<'_>, number: u32) -> Result<(MailRecord, Mailbox), Refusal> {
    let mail = queue::waiting(work, number)?;
    let usable = |from: &Mailbox| {
        from.address.is_sendable()
            && !from.address.is_unread()
            && from.address != work.desk.bot.address
    };
    let from = mail.from.clone().filter(usable).filter(|_| mail.report.is_none());
    from.map(|from| (mail, from)).ok_or(Refusal::CannotAnswer { number })
}

fn loose(work: &Work<'_>, mail: &MailRecord, to: Mailbox, nth: u32, text: &str) -> LetterDraft {
    let kind = LetterKind::MailAnswer;
    LetterDraft {
        id: LetterId::passing_on(&mail.key, kind.slug(), nth),
        kind,
        to,
        cc: Vec::new(),
        language: super::super::facts::read_text(work, &mail.text, mail.received).language,
        thread: queue::thread_of(mail),
        answers: None,
        visit: None,
        host: None,
        facts: Facts { text: Some(text.to_owned()), ..Facts::default() },
        invitation: None,
        not_before: work.leave_at,
        is_last: false,
    }
}
