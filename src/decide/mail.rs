//! Routes a mail: first by what kind of sender wrote it, then by the conversation it belongs to.
//!
//! Every path ends in exactly one filing. A mail that a machine wrote is never answered; a forged one
//! changes nothing; one without a key of ours can open a conversation but not touch one.

use super::conversation::{self, Conversation, Speaker};
use super::work::{Allowance, Work};
use super::{answer, calendar_answer, facts, inquiry, machine, request};
use crate::domain::event::{Incoming, Unreadable};
use crate::domain::ids::{LetterId, MailKey, VisitId};
use crate::domain::letter::{Facts, LetterDraft, LetterKind, Question};
use crate::domain::mail::{Authenticity, Filing, Mail, SenderKind, Why};
use crate::domain::notice::Saying;
use crate::domain::people::{Address, Mailbox};
use crate::domain::reading::{Intent, Reading};
use crate::domain::visit::Thread;

/// More copies than this are not for a machine to send.
const COPIES_MAX: usize = 10;

pub(super) fn arrived(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    if let Some(known) = &incoming.known {
        return work.seen_before(known.filing.clone());
    }
    match mail.verdict.kind {
        SenderKind::Own => machine::own_copy(work, mail),
        SenderKind::Bounce => machine::returned(work, mail),
        SenderKind::Delay | SenderKind::Receipt => machine::report(work, mail),
        SenderKind::AutoReply => machine::away(work, incoming),
        // A group address writes as a list does; with our key it is an answer.
        SenderKind::List if conversation::visit_named(work.desk, mail).is_some() => {
            human(work, incoming);
        }
        SenderKind::List => machine::list(work, mail),
        SenderKind::Calendar => calendar_answer::received(work, incoming),
        SenderKind::Human => human(work, incoming),
    }
}

/// Something in the box is no mail: it is set aside, and staff hear where.
pub(super) fn unreadable(work: &mut Work<'_>, key: &MailKey, file: &str, why: &Unreadable) {
    let detail = match why {
        Unreadable::Empty => "empty".to_owned(),
        Unreadable::NotAMail => "no mail".to_owned(),
        Unreadable::Poison { reason } => reason.clone(),
    };
    work.quarantine(key, detail.clone());
    work.tell(Saying::MailQuarantined { file: file.to_owned(), why: detail });
}

fn human(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    let Some(from) = &mail.from else {
        return work.wait(mail, None, Why::NothingToRead);
    };
    if mail.authenticity == Authenticity::Fail {
        return work.wait(mail, None, Why::ForgedSender);
    }
    if mail.zones.iter().all(|zone| zone.text.trim().is_empty()) && mail.subject.trim().is_empty() {
        let too_large = mail.bytes > work.desk.limits.mail_bytes_max;
        return unread(work, mail, from, too_large);
    }
    match conversation::of(work, incoming) {
        Conversation::Open { visit, letter, speaker: Speaker::Office } => {
            answer::received(work, visit.id, mail, letter.as_ref());
        }
        Conversation::Open { visit, letter, speaker: Speaker::Host } => {
            answer::from_host(work, visit.id, mail, letter.as_ref());
        }
        Conversation::Open { visit, speaker: Speaker::Stranger, .. } => {
            work.wait(mail, Some(visit.id), Why::OtherDomain);
        }
        Conversation::Ended { visit, speaker: Speaker::Office } => {
            after_the_end(work, mail, from, visit.id);
        }
        Conversation::Ended { visit, speaker: Speaker::Host | Speaker::Stranger } => {
            work.wait(mail, Some(visit.id), Why::CaseClosed);
        }
        Conversation::None | Conversation::Forgotten => opening(work, mail, from),
    }
}

/// A mail outside any conversation: a request, a question, or something for a person.
fn opening(work: &mut Work<'_>, mail: &Mail, from: &Mailbox) {
    let reading = facts::read_mail(work, mail, None);
    if work.desk.contact_at(&from.address).is_some() {
        return work.wait(mail, None, Why::NotUnderstood);
    }
    match aim(&reading) {
        Aim::Request => request::received(work, mail, from, &reading),
        Aim::Question => inquiry::received(work, mail, from, &reading),
        Aim::Thanks => work.noted(mail, None),
        Aim::Person(why) => hand_over(work, mail, from, &reading, why),
    }
}

/// What a mail outside a conversation is after.
enum Aim {
    Request,
    Question,
    Thanks,
    Person(Why),
}

fn aim(reading: &Reading) -> Aim {
    if reading.has(Intent::Privacy) {
        Aim::Person(Why::Privacy)
    } else if reading.has(Intent::Complaint) {
        Aim::Person(Why::Complaint)
    } else if reading.has(Intent::VisitRequest) {
        Aim::Request
    } else if is_about_a_case(reading) {
        // It speaks of an offer or an appointment, without the key that would prove which.
        Aim::Person(Why::KeyWithoutFittingSender)
    } else if reading.has(Intent::Inquiry) || !reading.questions.is_empty() {
        Aim::Question
    } else if reading.has(Intent::Thanks) {
        Aim::Thanks
    } else {
        Aim::Person(Why::NotUnderstood)
    }
}

fn is_about_a_case(reading: &Reading) -> bool {
    [Intent::Choose, Intent::Change, Intent::Cancel, Intent::ProposeOther, Intent::Decline]
        .iter()
        .any(|intent| reading.has(*intent))
}

/// A mail about a visit that has ended: a new request starts a new case, anything else is for staff.
fn after_the_end(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, visit: VisitId) {
    let reading = facts::read_mail(work, mail, None);
    match aim(&reading) {
        Aim::Request => request::received(work, mail, from, &reading),
        Aim::Thanks => work.noted(mail, Some(visit)),
        Aim::Question | Aim::Person(_) => work.wait(mail, Some(visit), Why::CaseClosed),
    }
}

/// Nothing could be read: ask once for plain text, and let staff know.
fn unread(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, too_large: bool) {
    let why = if too_large { Why::TooLarge } else { Why::NothingToRead };
    work.wait(mail, None, why);
    if let Ok(is_last) = permit(work, mail, &from.address, Weight::Courtesy) {
        let mut draft = loose(work, mail, from, LetterKind::Question, is_last);
        draft.facts.question = Some(Question::PlainText);
        work.loose_letter(draft);
    }
}

/// A person takes over; the writer hears so.
pub(super) fn hand_over(
    work: &mut Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    reading: &Reading,
    why: Why,
) {
    work.wait(mail, None, why);
    if let Ok(is_last) = permit(work, mail, &from.address, Weight::Courtesy) {
        let mut draft = loose(work, mail, from, LetterKind::HandOver, is_last);
        draft.language = reading.language;
        work.loose_letter(draft);
    }
}

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
/// mail. When a colleague wrote, the one who asked for the visit gets a copy: the invitation is theirs.
pub(super) fn address_to(work: &Work<'_>, draft: &mut LetterDraft, mail: &Mail, is_last: bool) {
    draft.answers = Some(mail.key.clone());
    draft.is_last = is_last;
    let colleague = mail.from.clone().filter(|from| from.address != draft.to.address);
    let copy = match colleague {
        // An invitation goes to the attendee it names, or calendars do not match the two.
        Some(from) if draft.invitation.is_some() => Some(from),
        Some(from) => Some(std::mem::replace(&mut draft.to, from)),
        None => None,
    };
    draft.cc = copies(work, draft, mail);
    let missing = |copy: &Mailbox| draft.cc.iter().all(|cc| cc.address != copy.address);
    if let Some(copy) = copy.filter(missing) {
        draft.cc.insert(0, copy);
    }
}

/// Recipients come only from the mail being answered, never from what is remembered.
fn copies(work: &Work<'_>, draft: &LetterDraft, mail: &Mail) -> Vec<Mailbox> {
    let bot = &work.desk.bot.address;
    let is_bot = |address: &Address| {
        let local = address.local_part().split('+').next().unwrap_or("");
        address.domain() == bot.domain() && local == bot.local_part()
    };
    let mut seen = vec![draft.to.address.clone()];
    let mut out = Vec::new();
    for mailbox in mail.to.iter().chain(&mail.cc) {
        if !is_bot(&mailbox.address) && !seen.contains(&mailbox.address) && out.len() < COPIES_MAX {
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
        language: crate::domain::reading::Language::Nl,
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

/// The filing of a mail that was answered with the letter of this kind decided last.
pub(super) fn answered(letter: LetterId) -> Filing {
    Filing::Answered { letter }
}
