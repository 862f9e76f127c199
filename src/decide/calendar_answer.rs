//! An answer from a calendar (RFC 5546 REPLY or COUNTER): which visit it is about, whether it
//! counts, and what it leads to.
//!
//! The UID says which visit is meant; it is a key of ours, like a Message-ID. What an answer does
//! stands in one table (`table`, written out in ARCHITECTURE.md). `guest` and `host` carry it out.
//! What the table leaves to staff is shown to them with what it says, and changes nothing.

mod counter;
mod guest;
mod host;
mod table;

use super::answer;
use super::conversation::{self, Conversation};
use super::work::{Case, Work};
use crate::domain::desk::Desk;
use crate::domain::event::Incoming;
use crate::domain::ids::VisitId;
use crate::domain::keys;
use crate::domain::mail::{Attendance, Authenticity, CalendarAnswer, Filing, Mail, Why};
use crate::domain::notice::{Attendee, CalendarNews, Saying};
use crate::domain::people::{Actor, Address};
use crate::domain::trail::Step;
use crate::domain::visit::{Answered, Appointment, Stage, Visit, Word};
use table::{Age, Verdict, Version};

pub(super) fn received(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    let Some(answer) = answer_in(mail) else { return by_headers(work, incoming, None) };
    let Some(id) = keys::visit_of_uid(work.desk, &answer.uid) else {
        return by_headers(work, incoming, Some(answer));
    };
    match work.case(id) {
        Some(case) if is_about(&case.visit, answer) => judge(work, case, mail, answer),
        Some(case) => shown(work, mail, Some(&case.visit), answer),
        None => work.wait(mail, Some(id), Why::CaseClosed),
    }
}

fn answer_in(mail: &Mail) -> Option<&CalendarAnswer> {
    mail.calendar.as_ref().and_then(|calendar| calendar.answer.as_ref())
}

/// The visit whose calendar object a mail answers, open or not.
pub(super) fn visit_named(desk: &Desk, mail: &Mail) -> Option<VisitId> {
    answer_in(mail).and_then(|answer| keys::visit_of_uid(desk, &answer.uid))
}

/// Whether the visit stands in calendars, under this UID.
fn is_about(visit: &Visit, answer: &CalendarAnswer) -> bool {
    let agreed = visit.appointment.as_ref();
    let is_this = agreed.is_some_and(|agreed| agreed.uid.eq_ignore_ascii_case(&answer.uid));
    is_this && visit.stage == Stage::Confirmed
}

/// No event of ours: the conversation may tell which visit is meant, and a person sees it.
fn by_headers(work: &mut Work<'_>, incoming: &Incoming, answer: Option<&CalendarAnswer>) {
    let visit = match conversation::of(work, incoming) {
        Conversation::Open { visit, .. } | Conversation::Ended { visit, .. } => Some(visit),
        Conversation::None | Conversation::Forgotten | Conversation::TwoVisits => None,
    };
    match answer {
        Some(answer) => shown(work, &incoming.mail, visit, answer),
        None => {
            let id = visit.map(|visit| visit.id);
            work.wait(&incoming.mail, id, Why::CalendarAnswer);
        }
    }
}

/// Staff see it, and nothing changes.
fn shown(work: &mut Work<'_>, mail: &Mail, visit: Option<&Visit>, answer: &CalendarAnswer) {
    let news = news(work, mail, answer, visit);
    work.hear_calendar(news);
    let id = visit.map(|visit| visit.id);
    work.file(mail, id, Filing::WaitsForStaff { why: Why::CalendarAnswer });
}

/// An answer about a visit that stands: what the table says of it.
fn judge(work: &mut Work<'_>, mut case: Case, mail: &Mail, answer: &CalendarAnswer) {
    let Some(agreed) = case.visit.appointment.clone() else { return };
    let Some(attendee) = answer.attendee.clone().filter(|attendee| fits(mail, attendee)) else {
        return shown(work, mail, Some(&case.visit), answer);
    };
    let word = word(mail, answer);
    let invited = invited(work, &case.visit, &attendee);
    let last = agreed.answers.get(&attendee);
    let (version, age) = (version(&agreed, &attendee, answer), age(last, answer, word.as_ref()));
    let verdict = table::verdict(invited, version, age, word.as_ref());
    let news = news(work, mail, answer, Some(&case.visit));
    // Of who is no attendee, or answers what we never sent, nothing is kept.
    let is_heard = verdict == Verdict::Noted || (invited.is_some() && version != Version::Higher);
    let Some(word) = word.filter(|_| is_heard) else {
        return shown(work, mail, Some(&case.visit), answer);
    };
    let by = invited.or(known_host(work, &attendee)).map_or(Actor::Guest, actor);
    let counts = verdict != Verdict::Noted;
    let text = words(mail, answer);
    case.note(by, Step::CalendarAnswered { word: word.clone(), counts, text: text.clone() });
    if counts {
        keep(work, &mut case, attendee, answer, word.clone());
    }
    carry_out(work, case, verdict, Said { mail, answer, word, text, news });
}

/// An answer that was judged, with everything that goes with it.
struct Said<'a> {
    mail: &'a Mail,
    answer: &'a CalendarAnswer,
    word: Word,
    /// What the attendee typed.
    text: Option<String>,
    news: CalendarNews,
}

fn carry_out(work: &mut Work<'_>, case: Case, verdict: Verdict, said: Said<'_>) {
    // What somebody says whom our own server cannot prove changes nothing that was agreed.
    if verdict.changes() && work.is_unproven(said.mail) {
        return to_staff(work, case, said, Why::SenderNotProven);
    }
    // What is past is not moved or called off any more, and nobody is asked which of the two is meant.
    if verdict.changes() && answer::is_over(work, &case.visit) {
        return to_staff(work, case, said, Why::CalendarAnswer);
    }
    match verdict {
        Verdict::Staff => to_staff(work, case, said, Why::CalendarAnswer),
        Verdict::Noted => noted(work, case, said),
        Verdict::AskedAgain => guest::asked_again(work, case, said),
        Verdict::Comes => guest::comes(work, case, said),
        Verdict::Perhaps => perhaps(work, case, said),
        Verdict::WhatIsMeant => guest::declined(work, case, said),
        Verdict::Weighed => counter::weighed(work, case, said),
        Verdict::Receives => host::receives(work, case, said),
        Verdict::BackupAsked => host::declined(work, case, said),
    }
}

/// A person decides; that this was answered is remembered.
fn to_staff(work: &mut Work<'_>, case: Case, said: Said<'_>, why: Why) {
    work.hear_calendar(said.news);
    work.wait(said.mail, Some(case.visit.id), why);
    work.keep(case);
}

/// A fact that needs nothing more, and makes no preview outdated.
fn noted(work: &mut Work<'_>, case: Case, said: Said<'_>) {
    work.noted(said.mail, Some(case.visit.id));
    work.keep(case);
}

/// "Perhaps" leaves everything as it is, but staff should know.
fn perhaps(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    let text = said.text.clone();
    if let (Some(Attendee::Host), Some(text)) = (said.news.attendee, text) {
        return host::wavers(work, case, said, text);
    }
    let news = said.news.clone();
    case.tell(move |visit| Saying::CalendarSays { visit, news, mails: Vec::new() });
    match said.news.attendee {
        Some(Attendee::Guest) => guest::comes(work, case, said),
        Some(Attendee::Host) | None => noted(work, case, said),
    }
}

fn keep(work: &Work<'_>, case: &mut Case, attendee: Address, answer: &CalendarAnswer, word: Word) {
    let answered = Answered { sequence: answer.sequence, stamp: answer.stamp, word, at: work.now };
    if let Some(agreed) = &mut case.visit.appointment {
        agreed.answers.insert(attendee, answered);
    }
}

/// Somebody who received the guest until another took over.
fn known_host(work: &Work<'_>, address: &Address) -> Option<Attendee> {
    work.desk.contact_at(address).map(|_| Attendee::Host)
}

fn actor(attendee: Attendee) -> Actor {
    match attendee {
        Attendee::Guest => Actor::Guest,
        Attendee::Host => Actor::Host,
    }
}

/// What the button says, as far as we know it.
fn word(mail: &Mail, answer: &CalendarAnswer) -> Option<Word> {
    match (method(mail), answer.attendance) {
        ("COUNTER", _) => Some(Word::OtherMoment { slot: answer.slot }),
        ("REPLY", Some(Attendance::Accepted)) => Some(Word::Accepted),
        ("REPLY", Some(Attendance::Tentative)) => Some(Word::Tentative),
        ("REPLY", Some(Attendance::Declined)) => Some(Word::Declined),
        ("REPLY", Some(Attendance::Delegated)) => Some(Word::Delegated),
        ("REPLY", None) | (_, _) => None,
    }
}

fn method(mail: &Mail) -> &str {
    mail.calendar.as_ref().map_or("", |calendar| calendar.method.as_str())
}

/// Which version is answered, seen from the one that this attendee was sent last.
fn version(agreed: &Appointment, attendee: &Address, answer: &CalendarAnswer) -> Version {
    match answer.sequence.cmp(&agreed.sent_to(attendee)) {
        std::cmp::Ordering::Less => Version::Lower,
        std::cmp::Ordering::Equal => Version::Current,
        std::cmp::Ordering::Greater => Version::Higher,
    }
}

/// How an answer stands to the last one of the same attendee (RFC 5546, 2.1.5). Of two answers that
/// say the same moment of writing, another word is news: some calendars do not write a new one.
fn age(last: Option<&Answered>, answer: &CalendarAnswer, word: Option<&Word>) -> Age {
    let Some(last) = last else { return Age::Newer };
    if answer.sequence != last.sequence {
        return if answer.sequence < last.sequence { Age::Older } else { Age::Newer };
    }
    match (answer.stamp, last.stamp) {
        (Some(now), Some(before)) if now < before => Age::Older,
        (Some(now), Some(before)) if now > before => Age::Newer,
        (Some(_) | None, Some(_) | None) if word == Some(&last.word) => Age::Same,
        (Some(_) | None, Some(_) | None) => Age::Newer,
    }
}

/// What the attendee typed: in a calendar that has a field for it, or in the mail. What a calendar
/// writes there itself tells in the third person who answered.
fn words(mail: &Mail, answer: &CalendarAnswer) -> Option<String> {
    let own = mail.own_text().trim().to_owned();
    let names = |name: &str| !name.is_empty() && own.contains(name);
    let tells_of_its_writer = mail.from.as_ref().is_some_and(|from| {
        from.name.as_deref().is_some_and(names) || names(from.address.as_str())
    });
    let typed = answer.text_is_typed || !tells_of_its_writer;
    let own = Some(own).filter(|text| typed && !text.is_empty());
    answer.comment.clone().or(own)
}

/// An answer held against the visit that it is about.
fn news(
    work: &Work<'_>,
    mail: &Mail,
    answer: &CalendarAnswer,
    visit: Option<&Visit>,
) -> CalendarNews {
    let agreed = visit.and_then(|visit| visit.appointment.as_ref());
    let current = agreed.filter(|agreed| agreed.uid.eq_ignore_ascii_case(&answer.uid));
    let counters = method(mail) == "COUNTER";
    let text = mail.own_text();
    let comment = answer.comment.clone().or_else(|| Some(text.trim().to_owned()));
    let attendee = answer.attendee.as_ref();
    let is_old = |(agreed, attendee)| version(agreed, attendee, answer) == Version::Lower;
    CalendarNews {
        attendance: answer.attendance.filter(|_| !counters),
        address: attendee.cloned(),
        attendee: attendee.zip(visit).and_then(|(address, visit)| invited(work, visit, address)),
        delegated_to: answer.delegated_to.clone(),
        proposed: answer.slot.filter(|_| counters),
        comment: comment.filter(|comment| !comment.is_empty()),
        sent_by_another: attendee.is_some_and(|address| !fits(mail, address)),
        outdated: current.zip(attendee).is_some_and(is_old),
        agreed: agreed.map(|agreed| agreed.slot),
    }
}

/// As whom this address was invited to the visit, if it was.
fn invited(work: &Work<'_>, visit: &Visit, address: &Address) -> Option<Attendee> {
    let host = visit.appointment.as_ref().and_then(|agreed| work.desk.contact(&agreed.host));
    if *address == visit.writer.mailbox.address {
        Some(Attendee::Guest)
    } else {
        host.filter(|host| host.address == *address).map(|_| Attendee::Host)
    }
}

/// Whoever answers writes the mail; a colleague may, when our own server knows the organisation. Of
/// an address at a provider that strangers share nobody is a colleague.
fn fits(mail: &Mail, attendee: &Address) -> bool {
    mail.from.as_ref().is_some_and(|from| {
        let domain = from.address.domain();
        let colleague = domain == attendee.domain() && !conversation::is_shared(domain);
        from.address == *attendee || (colleague && mail.authenticity == Authenticity::Pass)
    })
}
