//! Answering a mail: whether an automatic answer may go, to whom, and the letters that several
//! journeys answer with.
//!
//! One mail gets at most one automatic answer, and its recipients come only from that mail.

use super::work::{Allowance, Case, Work};
use super::{conversation, held_back, in_queue};
use crate::domain::desk::Recipient;
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind};
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::people::{Actor, Address, Mailbox};
use crate::domain::reading::{Language, Reading};
use crate::domain::time::{instant, today};
use crate::domain::trail::Step;
use crate::domain::visit::{Stage, Thread};

/// More copies than this are not for a machine to send.
const COPIES_MAX: usize = 10;

/// How much a letter matters to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Good manners: left out when the other side wants no automatic answers, or had enough of them.
    Courtesy,
    /// A question back: it goes also to who wants no automatic answers, but not without end.
    Reply,
    /// What the writer agreed to or called off: it always goes.
    Outcome,
}

/// Whether this mail may be answered automatically; `Ok(true)` when it is the last time today.
pub(super) fn permit(
    work: &mut Work<'_>,
    mail: &Mail,
    address: &Address,
    weight: Weight,
) -> Result<bool, Why> {
    match (weight, work.allowance(address)) {
        (Weight::Courtesy, _) if mail.wants_no_auto_reply => Err(Why::WantsNoAutoReply),
        (Weight::Courtesy | Weight::Reply, Allowance::Spent) => Err(Why::LimitReached),
        (Weight::Outcome, Allowance::Spent) | (_, Allowance::Last) => Ok(true),
        (_, Allowance::Free) => Ok(false),
    }
}

/// Makes a draft the answer to a mail: to whoever wrote it, with everybody else who stood on that
/// mail. When a colleague wrote about the appointment, the one who asked for it gets a copy; what else
/// a colleague asks is between them and us. With an invitation it goes to its attendee alone (RFC
/// 6047): `outcome` makes the copy for the others.
pub(super) fn address_to(work: &Work<'_>, draft: &mut LetterDraft, mail: &Mail, is_last: bool) {
    draft.answers = Some(mail.key.clone());
    draft.is_last = is_last;
    if draft.invitation.is_some() {
        return;
    }
    let wrote = conversation::writer(mail).cloned();
    let colleague = wrote.filter(|wrote| wrote.address != draft.to.address);
    let asker = colleague.map(|from| std::mem::replace(&mut draft.to, from));
    draft.cc = copies(work, draft, mail);
    let missing = |copy: &Mailbox| draft.cc.iter().all(|cc| cc.address != copy.address);
    let concerned = is_about_the_appointment(draft.kind);
    if let Some(copy) = asker.filter(|copy| concerned && missing(copy)) {
        draft.cc.insert(0, copy);
    }
}

/// Whether whoever asked for the visit must see a letter of this kind, whoever it answers.
fn is_about_the_appointment(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::AwaitsYes
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::CounterDeclined
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::Reminder
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::MailAnswer
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded => false,
    }
}

/// Makes a letter of this case the answer to a mail, if there is one. What was asked for or agreed to
/// always goes.
pub(super) fn outcome(
    work: &mut Work<'_>,
    case: &mut Case,
    letter: &LetterId,
    mail: Option<&Mail>,
) {
    let Some(mail) = mail else { return };
    let address = case.visit.writer.mailbox.address.clone();
    let is_last = permit(work, mail, &address, Weight::Outcome).unwrap_or(true);
    let mut others = Vec::new();
    // It has no place for what the knowledge base says: who asked something hears from a person.
    let person_answers = work.heard().questions > 0;
    case.amend(letter, |draft| {
        address_to(work, draft, mail, is_last);
        draft.facts.person_answers = person_answers;
        if draft.invitation.is_some() {
            let wrote = conversation::writer(mail).cloned();
            others.extend(wrote.filter(|wrote| wrote.address != draft.to.address));
            others.extend(copies(work, draft, mail));
        }
    });
    case.copy_without_invitation(letter, others);
}

/// Recipients come only from the mail being answered, never from what is remembered. An address that
/// cannot stand in a header is left out: one odd copy must not hold up the letter.
fn copies(work: &Work<'_>, draft: &LetterDraft, mail: &Mail) -> Vec<Mailbox> {
    let bot = &work.desk.bot.address;
    let is_bot = |address: &Address| {
        let local = address.local_part().split('+').next().unwrap_or("");
        address.domain() == bot.domain() && local == bot.local_part()
    };
    let wrote = conversation::writer(mail).map(|wrote| wrote.address.clone()).into_iter();
    let mut seen: Vec<Address> = wrote.chain([draft.to.address.clone()]).collect();
    let mut out = Vec::new();
    for mailbox in mail.from.iter().chain(&mail.to).chain(&mail.cc) {
        let address = &mailbox.address;
        let fits = address.is_sendable() && !is_bot(address) && !seen.contains(address);
        if fits && out.len() < COPIES_MAX {
            seen.push(mailbox.address.clone());
            out.push(mailbox.clone());
        }
    }
    out
}

/// An answer to a mail that belongs to no visit.
pub(super) fn loose(
    work: &Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    kind: LetterKind,
    is_last: bool,
) -> LetterDraft {
    let mut draft = LetterDraft {
        id: LetterId::answering(&mail.key, kind.slug()),
        kind,
        to: from.clone(),
        cc: Vec::new(),
        language: Language::Nl,
        thread: Thread {
            subject: mail.subject.clone(),
            in_reply_to: Some(mail.message_id.clone()),
            references: mail.references.clone(),
        },
        answers: None,
        visit: None,
        host: None,
        facts: Facts::default(),
        invitation: None,
        not_before: work.now,
        is_last: false,
    };
    address_to(work, &mut draft, mail, is_last);
    draft
}

/// Answers go to whoever wrote. That they are wanted at another organisation, staff see.
pub(super) fn note_reply_to(case: &mut Case, mail: &Mail) {
    if let Some(to) = mail.foreign_reply_to() {
        case.visit.request.origin.answers_to = Some(to.address.clone());
        case.note(Actor::Guest, Step::Noted { text: format!("Reply-To: {}", to.address) });
    }
}

/// Answers a mail with a courtesy letter, with what the knowledge base says to it, and files it; where
/// none may go, staff see the case anyhow. Says which letter goes.
pub(super) fn courtesy(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    kind: LetterKind,
) -> Option<LetterId> {
    let address = case.visit.writer.mailbox.address.clone();
    let mut letter = None;
    let filing = match permit(work, mail, &address, Weight::Courtesy) {
        Ok(is_last) => {
            let answers = work.answers_in(kind);
            let (person_answers, unsure) = (work.heard().leaves_open(), work.heard().says_more);
            let draft = case.to_office(work, kind);
            (draft.facts.answers, draft.facts.person_answers) = (answers, person_answers);
            draft.facts.unsure = unsure;
            address_to(work, draft, mail, is_last);
            letter = Some(draft.id.clone());
            Filing::Answered { letter: draft.id.clone() }
        }
        Err(Why::WantsNoAutoReply) => Filing::Filed { why: Why::Noted },
        Err(why) => Filing::WaitsForStaff { why },
    };
    work.file(mail, Some(case.visit.id), filing);
    letter
}

/// Whether the writer of a mail for staff hears that a person reads it: once a day, as long as one
/// waits. A machine at the other end that answers every mail would hear it for ever.
pub(super) fn first_word(work: &mut Work<'_>, mail: &Mail, address: &Address) -> Result<bool, Why> {
    if has_word(work, mail, |known| today(known.received) == work.today()) {
        return Err(Why::Noted);
    }
    permit(work, mail, address, Weight::Courtesy)
}

/// Whether a mail of the same writer waits, of which they heard.
pub(super) fn has_word(work: &Work<'_>, mail: &Mail, counts: impl Fn(&MailRecord) -> bool) -> bool {
    work.state.mails().any(|known| {
        let told = match &known.filing {
            Filing::WaitsForStaff { why } => is_told(why),
            Filing::Answered { .. } | Filing::Filed { .. } | Filing::Quarantined { .. } => false,
        };
        let address = |from: &Mailbox| from.address.clone();
        told && counts(known) && known.from.as_ref().map(address) == mail.from.as_ref().map(address)
    })
}

/// Whether whoever wrote hears that the mail waits for this reason.
fn is_told(why: &Why) -> bool {
    match why {
        Why::NotUnderstood
        | Why::MayCallOff
        | Why::MayMove
        | Why::OptionChanged { .. }
        | Why::KeyWithoutFittingSender
        | Why::Privacy
        | Why::Complaint
        | Why::QuestionForAPerson
        | Why::SenderNotProven
        | Why::TooLarge
        | Why::CaseClosed
        | Why::TwoVisits
        | Why::AnotherRequest
        | Why::Errand { .. }
        | Why::NothingToRead => true,
        Why::MachineWrote { .. }
        | Why::SaysMore
        | Why::OwnCopy
        | Why::Noted
        | Why::Duplicate
        | Why::ForgedSender
        | Why::VipNotProven
        | Why::OtherDomain
        | Why::WantsNoAutoReply
        | Why::LimitReached
        | Why::LetterReturned
        | Why::CalendarAnswer
        | Why::CameLongAgo
        | Why::AddressUnusable
        | Why::ByStaff => false,
    }
}

/// Staff take the mail; the writer hears so.
pub(super) fn to_person(work: &mut Work<'_>, mut case: Case, mail: &Mail, why: Why) {
    let id = case.visit.id;
    let address = case.visit.writer.mailbox.address.clone();
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    // Of words that nobody understood nobody knows whether they call it off.
    let is_known = !matches!(why, Why::TwoVisits | Why::NotUnderstood);
    let is_firm = case.visit.stage == Stage::Confirmed && is_known;
    let is_ahead = is_firm && slot.is_some_and(|slot| work.now < instant(slot.start));
    work.wait(mail, Some(id), why);
    // Also where it is an earlier mail that may call it off. So near nobody may count on us to read it
    // in time.
    let near = slot.is_some_and(|slot| in_queue::is_near(work, slot));
    let in_doubt = held_back::is_in_doubt(work, &case.visit, Recipient::Office);
    let stands = is_ahead && !near && !in_doubt;
    if let Ok(is_last) = first_word(work, mail, &address) {
        let draft = case.to_office(work, LetterKind::HandOver);
        (draft.facts.reassures, draft.facts.near) = (stands, near);
        address_to(work, draft, mail, is_last);
    }
    work.finish(case);
}

/// What somebody passed on to us has its case; they hear that we have it, nobody else does.
pub(super) fn picked_up(
    work: &mut Work<'_>,
    mail: &Mail,
    by: &Mailbox,
    language: Language,
    case: VisitId,
) {
    let Ok(is_last) = permit(work, mail, &by.address, Weight::Courtesy) else {
        return work.noted(mail, Some(case));
    };
    let mut draft = loose(work, mail, by, LetterKind::HandOver, is_last);
    draft.language = language;
    work.file(mail, Some(case), Filing::Answered { letter: draft.id.clone() });
    work.send(draft);
}

/// A person takes over; the writer hears so. `ended`: the visit, over by now, that the mail is about.
pub(super) fn hand_over(
    work: &mut Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    reading: &Reading,
    why: Why,
    ended: Option<VisitId>,
) {
    work.wait(mail, ended, why);
    if let Ok(is_last) = first_word(work, mail, &from.address) {
        let mut draft = loose(work, mail, from, LetterKind::HandOver, is_last);
        draft.language = reading.language;
        work.send(draft);
    }
}
