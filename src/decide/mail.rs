//! Routes a mail: first by what kind of sender wrote it, then by the conversation it belongs to.
//!
//! Every path ends in exactly one filing. A mail that a machine wrote is never answered; a forged one
//! changes nothing; one without a key of ours can open a conversation but not touch one.

use super::conversation::{self, Conversation, Speaker};
use super::reply::{first_word, hand_over, has_word, loose, to_person};
use super::work::Work;
use super::{answer, calendar_answer, facts, host, inquiry, machine, request, vip, which};
use crate::domain::event::{Incoming, Unreadable};
use crate::domain::ids::{MailKey, VisitId};
use crate::domain::letter::{LetterKind, Question};
use crate::domain::mail::{Authenticity, Filing, Mail, SenderKind, Why};
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Mailbox};
use crate::domain::reading::{Found, Intent, Language, Reading};
use crate::domain::visit::Visit;

pub(super) fn arrived(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    match incoming.known.as_ref().map(|known| &known.filing) {
        // What was wrong with it then may be mended now, or nobody would have put it back.
        None | Some(Filing::Quarantined { .. }) => {}
        Some(
            filing
            @ (Filing::Answered { .. } | Filing::Filed { .. } | Filing::WaitsForStaff { .. }),
        ) => return work.seen_before(filing.clone()),
    }
    if mail.authenticity == Authenticity::Fail && may_change_something(work, mail) {
        return work.wait(mail, None, Why::ForgedSender);
    }
    if vip::is_unproven(work.desk, mail) && acts_for_its_sender(work, mail) {
        let about = conversation::visit_named(work.desk, mail);
        let open = about.filter(|id| work.state.is_open(*id));
        return work.wait(mail, open, Why::VipNotProven);
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
        SenderKind::Calendar => calendar(work, incoming),
        SenderKind::Human => human(work, incoming),
    }
}

/// Whether a mail could change anything if its sender were believed. A newsletter or a receipt cannot,
/// and mailing lists break signatures every day: those are put away as always.
fn may_change_something(work: &Work<'_>, mail: &Mail) -> bool {
    match mail.verdict.kind {
        SenderKind::Delay | SenderKind::Receipt => false,
        SenderKind::List => conversation::visit_named(work.desk, mail).is_some(),
        SenderKind::Human
        | SenderKind::AutoReply
        | SenderKind::Bounce
        | SenderKind::Own
        | SenderKind::Calendar => true,
    }
}

/// Whether a mail speaks for the one it shows as its sender. A mail server does not: the key in what it
/// sends back is its proof.
fn acts_for_its_sender(work: &Work<'_>, mail: &Mail) -> bool {
    mail.verdict.kind != SenderKind::Bounce && may_change_something(work, mail)
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
    let Some(from) = conversation::writer(mail) else {
        return work.wait(mail, None, Why::NothingToRead);
    };
    if let Some((why, visit)) = hindrance(work, incoming, from) {
        return work.wait(mail, visit, why);
    }
    if let Some(why) = unreadable_part(work, mail) {
        return unread(work, mail, from, why);
    }
    match conversation::of(work, incoming) {
        Conversation::Open { visit, speaker: Speaker::Office, .. }
            if answer::is_over(work, visit) =>
        {
            after_the_day(work, mail, from, visit);
        }
        Conversation::Open { visit, letter, speaker: Speaker::Office } => {
            answer::received(work, visit.id, mail, letter.as_ref());
        }
        Conversation::Open { visit, letter, speaker: Speaker::Host } => {
            host::wrote(work, visit.id, mail, letter.as_ref());
        }
        Conversation::Open { visit, speaker: Speaker::Stranger, .. } => {
            work.wait(mail, Some(visit.id), Why::OtherDomain);
        }
        Conversation::Ended { visit, speaker: Speaker::Office } => {
            after_the_end(work, mail, from, visit);
        }
        Conversation::Ended { visit, speaker: Speaker::Host | Speaker::Stranger } => {
            work.wait(mail, Some(visit.id), Why::CaseClosed);
        }
        Conversation::TwoVisits => work.wait(mail, None, Why::TwoVisits),
        Conversation::None | Conversation::Forgotten => opening(work, mail, from),
    }
}

/// An answer from a calendar. What holds for a person's mail holds for it too; of one that is too large
/// nobody knows what it says.
fn calendar(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    let too_large = mail.bytes > work.desk.limits.mail_bytes_max;
    let hindered = match conversation::writer(mail) {
        None => Some((Why::NothingToRead, None)),
        Some(_) if too_large => Some((Why::TooLarge, None)),
        Some(from) => hindrance(work, incoming, from),
    };
    match hindered {
        Some((why, visit)) => work.wait(mail, visit, why),
        None => calendar_answer::received(work, incoming),
    }
}

/// Why a mail is for a person before anybody reads it, with the open visit that it names.
fn hindrance(
    work: &Work<'_>,
    incoming: &Incoming,
    from: &Mailbox,
) -> Option<(Why, Option<VisitId>)> {
    if came_long_ago(work, incoming) {
        let visit = conversation::visit_named(work.desk, &incoming.mail);
        let open = visit.filter(|id| work.state.is_open(*id));
        return Some((Why::CameLongAgo, open));
    }
    let unusable = !from.address.is_sendable() || from.address.is_unread();
    unusable.then_some((Why::AddressUnusable, None))
}

/// A box that was in use before us, or numbered anew, is full of mail that needs no answer any more.
fn came_long_ago(work: &Work<'_>, incoming: &Incoming) -> bool {
    let days = chrono::Duration::days(i64::from(work.desk.limits.answer_within_days));
    incoming.arrived.is_some_and(|arrived| work.now - arrived > days)
}

/// Why the text of a mail says nothing, if so. A subject alone can be a request, but not when there
/// was a text that we could not read: then it is only half of what was written.
fn unreadable_part(work: &Work<'_>, mail: &Mail) -> Option<Why> {
    if mail.bytes > work.desk.limits.mail_bytes_max {
        return Some(Why::TooLarge);
    }
    let empty = mail.zones.iter().all(|zone| zone.text.trim().is_empty());
    let no_more = mail.subject.trim().is_empty() || !mail.remarks.is_empty();
    (empty && no_more).then_some(Why::NothingToRead)
}

/// A mail outside any conversation: a request, a question, or something for a person.
fn opening(work: &mut Work<'_>, mail: &Mail, from: &Mailbox) {
    if let Some(inner) = mail.as_first_written()
        && passed_on(work, mail, &inner)
    {
        return;
    }
    let reading = facts::read_mail(work, mail, None);
    inquiry::hear(work, &reading, reading.language);
    let visits = which::perhaps(work, &from.address, Some(&reading));
    let of_those = which::are_meant(work, &from.address, &visits, &reading);
    work.is_perhaps_about(visits);
    if work.desk.contact_at(&from.address).is_some() {
        return work.wait(mail, None, Why::NotUnderstood);
    }
    match aim(&reading) {
        Aim::Request if of_those => {
            hand_over(work, mail, from, &reading, Why::KeyWithoutFittingSender, None);
        }
        Aim::Request => request::received(work, mail, from, &reading, None),
        Aim::Question => inquiry::received(work, mail, from, &reading),
        Aim::Thanks => work.noted(mail, None),
        // Nothing proves which.
        Aim::Case => hand_over(work, mail, from, &reading, Why::KeyWithoutFittingSender, None),
        Aim::Person(why) => hand_over(work, mail, from, &reading, why, None),
    }
}

/// A request that somebody passed on is a request of whoever wrote it; says whether it was one.
fn passed_on(work: &mut Work<'_>, mail: &Mail, inner: &Mail) -> bool {
    let reading = facts::read_mail(work, inner, None);
    let may_ask = inner.from.as_ref().is_some_and(|from| {
        from.address.is_sendable() && work.desk.contact_at(&from.address).is_none()
    });
    let is_request = may_ask && matches!(aim(&reading), Aim::Request);
    if is_request {
        inquiry::hear(work, &reading, reading.language);
        request::passed_on(work, mail, inner, &reading);
    }
    is_request
}

/// What a mail outside a conversation is after.
enum Aim {
    Request,
    Question,
    Thanks,
    /// An offer or an appointment.
    Case,
    Person(Why),
}

fn aim(reading: &Reading) -> Aim {
    if reading.has(Intent::Privacy) {
        Aim::Person(Why::Privacy)
    } else if reading.has(Intent::Complaint) {
        Aim::Person(Why::Complaint)
    } else if reading.language == Language::Other {
        // What is understood of a language that we do not read may be the lesser half.
        Aim::Person(Why::NotUnderstood)
    } else if let Some(Found { value: errand, .. }) = reading.errand {
        Aim::Person(Why::Errand { errand })
    } else if reading.has(Intent::VisitRequest) {
        Aim::Request
    } else if is_about_a_case(reading) {
        Aim::Case
    } else if reading.has(Intent::Inquiry) || !reading.questions.is_empty() {
        Aim::Question
    } else if reading.has(Intent::Thanks) && says_nothing_else(reading) {
        Aim::Thanks
    } else {
        Aim::Person(Why::NotUnderstood)
    }
}

/// Thanks are filed and read by nobody: whoever names a moment with them has more to say.
fn says_nothing_else(reading: &Reading) -> bool {
    reading.doubts.is_empty() && !facts::names_moments(reading)
}

fn is_about_a_case(reading: &Reading) -> bool {
    [Intent::Choose, Intent::Change, Intent::Cancel, Intent::ProposeOther, Intent::Decline]
        .iter()
        .any(|intent| reading.has(*intent))
}

/// A mail about a visit whose time is over, whether or not anybody said by now that it took place:
/// what is past is neither moved nor called off, and another visit is another case.
fn after_the_day(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, visit: &Visit) {
    let reading = facts::read_mail(work, mail, None);
    inquiry::hear(work, &reading, visit.writer.language);
    let Some(mut case) = work.case(visit.id) else { return };
    facts::receive(&mut case, mail, &reading, Actor::Guest);
    match aim(&reading) {
        Aim::Request => {
            work.finish(case);
            request::received(work, mail, from, &reading, Some(visit));
        }
        Aim::Thanks => {
            work.noted(mail, Some(visit.id));
            work.finish(case);
        }
        Aim::Question => inquiry::in_case(work, case, mail, &reading),
        Aim::Case => to_person(work, case, mail, Why::NotUnderstood),
        Aim::Person(why) => to_person(work, case, mail, why),
    }
}

/// A mail about a visit that has ended: a new request starts a new case, anything else is for staff.
fn after_the_end(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, visit: &Visit) {
    let reading = facts::read_mail(work, mail, None);
    inquiry::hear(work, &reading, reading.language);
    match aim(&reading) {
        Aim::Request => request::received(work, mail, from, &reading, Some(visit)),
        Aim::Thanks => work.noted(mail, Some(visit.id)),
        Aim::Question | Aim::Case | Aim::Person(_) => {
            hand_over(work, mail, from, &reading, Why::CaseClosed, Some(visit.id));
        }
    }
}

/// Nothing could be read: ask once for plain text, and let staff know.
fn unread(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, why: Why) {
    let asked = has_word(work, mail, |_| true);
    work.wait(mail, None, why);
    if asked {
        return;
    }
    if let Ok(is_last) = first_word(work, mail, &from.address) {
        let mut draft = loose(work, mail, from, LetterKind::Question, is_last);
        draft.facts.question = Some(Question::PlainText);
        work.send(draft);
    }
}
