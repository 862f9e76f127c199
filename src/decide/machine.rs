//! Mails that a machine wrote: never answered, each with its own use.

use chrono::NaiveDate;

use super::conversation::{self, Conversation, Speaker};
use super::work::Work;
use super::{delivery, facts, host};
use crate::domain::event::Incoming;
use crate::domain::ids::ContactId;
use crate::domain::keys;
use crate::domain::letter::Sighting;
use crate::domain::mail::{Filing, Mail, SenderKind, Why};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::reading::Away;
use crate::domain::time::today;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Visit};

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

/// An out-of-office mail: shown to staff. Never an answer; it neither prolongs nor releases a hold. A
/// host who is away when the guest comes is to be replaced, unless staff know better.
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
        let away = reading.away.unwrap_or_default();
        if host.as_ref().is_some_and(|host| is_needed(work, &case.visit, host, &away)) {
            case.visit.leave_loose(Loose::HostAway, work.now);
        }
        let lapses = case.visit.offer.as_ref().map(|offer| offer.expires);
        let lapses = lapses.filter(|_| host.is_none()).filter(|end| is_away_on(&away, today(*end)));
        let Away { from, until: back, deputy } = away;
        let until = back.and_then(|back| back.pred_opt());
        let step = Step::Away { text: text.clone(), until, deputy: deputy.clone() };
        case.note(by, step);
        case.tell(move |visit| Saying::Away { visit, host, text, from, until, deputy, lapses });
        work.finish(case);
    } else if mail.verdict.by_words {
        // "Ik ben met vakantie" may be all of a notice, or half of what a person writes.
        return work.wait(mail, None, Why::NotUnderstood);
    }
    work.file(mail, visit, Filing::Filed { why: Why::MachineWrote { kind } });
}

/// Whether this host is to receive the guest while they are away, or somebody stands in for them
/// nobody knows how long.
fn is_needed(work: &Work<'_>, visit: &Visit, host: &ContactId, away: &Away) -> bool {
    let agreed = visit.appointment.as_ref().filter(|agreed| agreed.host == *host);
    let day = agreed.map(|agreed| agreed.slot.day());
    let for_how_long_nobody_knows = away.from.is_none() && away.until.is_none();
    let then = |day| match for_how_long_nobody_knows {
        true => away.deputy.is_some(),
        false => is_away_on(away, day),
    };
    host::is_ahead(work, visit) && day.is_some_and(then)
}

/// Whether this day lies in the period that is named; without an end it has none.
fn is_away_on(away: &Away, day: NaiveDate) -> bool {
    let begun = away.from.is_none_or(|from| from <= day);
    let lasts = away.until.is_none_or(|back| day < back);
    (away.from.is_some() || away.until.is_some()) && begun && lasts
}
