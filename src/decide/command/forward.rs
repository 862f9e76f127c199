//! A mail from the queue to a contact person, who is to know of it.
//!
//! Only to a contact that config names, never to an address that somebody types. The mail stays in the
//! queue: whether it is dealt with, staff say.

use super::super::work::Work;
use super::queue;
use crate::domain::ids::{ContactId, LetterId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind, PassedMail};
use crate::domain::mail::MailRecord;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::{Contact, Mailbox};
use crate::domain::reading::Language;
use crate::domain::visit::Thread;

/// What passing it on comes to, to be shown first.
pub(super) fn meant(
    work: &Work<'_>,
    number: u32,
    contact: &ContactId,
) -> Result<PreviewOf, Refusal> {
    find(work, number, contact)?;
    // A mail may go to two people, or twice to one: each time it is another letter.
    let nth = work.state.counters().previews.saturating_add(1);
    Ok(PreviewOf::ForwardMail { number, contact: contact.clone(), nth })
}

pub(super) fn send(
    work: &mut Work<'_>,
    number: u32,
    contact: &ContactId,
    nth: u32,
) -> Result<(), Refusal> {
    let (mail, contact) = find(work, number, contact)?;
    let draft = letter(work, &mail, contact, nth);
    work.send(draft);
    Ok(())
}

fn find(
    work: &Work<'_>,
    number: u32,
    contact: &ContactId,
) -> Result<(MailRecord, Contact), Refusal> {
    let mail = queue::waiting(work, number)?;
    let contact = work.desk.contact(contact).cloned().ok_or(Refusal::NoPreview)?;
    Ok((mail, contact))
}

fn letter(work: &Work<'_>, mail: &MailRecord, contact: Contact, nth: u32) -> LetterDraft {
    let kind = LetterKind::HostMail;
    let passed = PassedMail {
        from: mail.from.clone(),
        subject: mail.subject.clone(),
        received: mail.received,
    };
    let text = Some(mail.text.clone()).filter(|text| !text.trim().is_empty());
    LetterDraft {
        id: LetterId::passing_on(&mail.key, kind.slug(), nth),
        kind,
        to: Mailbox { name: Some(contact.name.clone()), address: contact.address.clone() },
        cc: Vec::new(),
        language: Language::Nl,
        thread: Thread::default(),
        answers: None,
        visit: None,
        host: Some(contact),
        facts: Facts { text, passed_mail: Some(passed), ..Facts::default() },
        invitation: None,
        not_before: work.leave_at,
        is_last: false,
    }
}
