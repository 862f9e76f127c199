//! One mail that asks for more than one visit: a case for each, and one letter that speaks of all.
//!
//! Only where the mail leaves no doubt which day goes with which wijk: "op 3 december naar Vollenhoven
//! en op 10 december naar Dommelbergen". Two wijken to choose from, or two without a day of their own,
//! are one request. The trap: what answers that one letter may be about any of the visits, so it
//! changes none by itself.

use std::collections::BTreeSet;

use super::reply::{self, courtesy};
use super::work::{Case, Work};
use super::{facts, steps, which};
use crate::domain::ids::{LetterId, VisitId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::people::Mailbox;
use crate::domain::reading::{Intent, Modality, Reading, Span, When, Wish};
use crate::domain::visit::{Origin, Stage, Visit};
use crate::reading::speaks_of_both;

/// Words that leave a choice between what stands before and behind them.
const CHOICE: [&str; 2] = ["of", "or"];

/// Opens a case for each part of a mail. Staff see them all with a plan; the writer hears once.
pub(super) fn received(
    work: &mut Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    parts: &[Reading<'_>],
    origin: &Origin,
) {
    let mut cases: Vec<Case> =
        parts.iter().map(|part| facts::new_case(work, mail, from, part)).collect();
    let ids: Vec<VisitId> = cases.iter().map(|case| case.visit.id).collect();
    for case in &mut cases {
        let others = ids.iter().filter(|id| **id != case.visit.id);
        case.visit.request.origin = Origin { beside: others.copied().collect(), ..origin.clone() };
        reply::note_reply_to(case, mail);
        steps::before_staff(work, case);
    }
    let mut cases = cases.into_iter();
    let Some(mut first) = cases.next() else { return };
    let others: Vec<Case> = cases.collect();
    let beside = others.iter().map(|case| case.visit.clone()).collect();
    if let Some(letter) = courtesy(work, &mut first, mail, LetterKind::Receipt) {
        first.amend(&letter, |draft| draft.facts.beside = beside);
    }
    for case in std::iter::once(first).chain(others) {
        work.finish(case);
    }
}

/// Whether an answer may be about another visit than the one whose key it carries: the first letter
/// spoke of all, and until each has its dates there is no other.
pub(super) fn may_mean_another(
    work: &Work<'_>,
    visit: &Visit,
    letter: Option<&LetterId>,
    reading: &Reading<'_>,
) -> bool {
    let only_thanks = !reading.intents.is_empty()
        && reading.intents.iter().all(|found| found.value == Intent::Thanks);
    let shared = letter.is_some_and(|id| id.kind() == Some(LetterKind::Receipt));
    let early = visit.stage == Stage::AwaitingApproval;
    let others = &visit.request.origin.beside;
    let open = others.iter().any(|other| work.state.is_open(*other));
    open && !only_thanks && (shared || early)
}

/// The other open visit of the same day, mail or writer that a mail speaks of too, or names instead:
/// half of what it says is not done in silence, and nothing to the wrong one.
pub(super) fn of_both(work: &Work<'_>, visit: &Visit, reading: &Reading<'_>) -> Option<VisitId> {
    let linked = visit.day_with.iter().chain(&visit.request.origin.beside).copied();
    let writer = &visit.writer.mailbox.address;
    let colleagues = work.state.asked_from(writer.domain());
    let of_writer = colleagues.filter(|other| other.writer == *writer);
    let of_writer = of_writer.map(|other| other.id).filter(|other| *other != visit.id);
    let open = |other: &VisitId| work.state.is_open(*other);
    let others: Vec<VisitId> = linked.filter(open).chain(of_writer).collect();
    let first = others.first().copied()?;
    if speaks_of_both(&reading.text) {
        return Some(first);
    }
    others.into_iter().find(|other| which::names(work, *other, Some(visit), reading))
}

/// Whether a mail about a visit that is agreed asks for another one: of another guest, in another wijk,
/// or beside this one in so many words. Taken in, it would change the guest, the wijk and the wishes of
/// this one.
pub(super) fn asks_for_another(visit: &Visit, reading: &Reading<'_>) -> bool {
    let asked = reading.has(Intent::VisitRequest);
    let Some(agreed) = visit.appointment.as_ref().filter(|_| asked) else { return false };
    let moves = reading.has(Intent::Change) || reading.has(Intent::ProposeOther);
    let here = reading.wijken.iter().any(|found| found.value == agreed.wijk);
    let name = reading.principal.as_ref().and_then(|principal| principal.name.as_deref());
    name.is_some_and(|name| !facts::is_known_as(visit, name))
        || !moves && !here && !reading.wijken.is_empty()
        || reading.one_more.is_some()
}

/// The readings of a mail that asks for more visits, one for each; empty if it asks for one.
pub(super) fn parts<'t>(reading: &Reading<'t>) -> Vec<Reading<'t>> {
    let groups = groups(reading);
    let wijken: BTreeSet<&WijkId> = groups.iter().filter_map(|group| group.wijk).collect();
    let each_has_days = groups.iter().all(|group| group.days > 0);
    if groups.len() < 2 || wijken.len() < groups.len() || !each_has_days {
        return Vec::new();
    }
    let choice = groups.windows(2).any(|pair| match pair {
        [one, next] => leaves_a_choice(&reading.text, [one.span[1], next.span[0]]),
        _ => false,
    });
    if choice {
        return Vec::new();
    }
    groups.iter().map(|group| part(reading, group, &groups)).collect()
}

/// A wijk and the days that stand with it.
#[derive(Debug, Default)]
struct Group<'r> {
    wijk: Option<&'r WijkId>,
    days: usize,
    span: Span,
}

/// What a mail names, in the order in which it stands there, cut where the next visit begins: each
/// has the same order, the day first or the wijk first.
fn groups<'r>(reading: &'r Reading<'_>) -> Vec<Group<'r>> {
    let wijken = reading.wijken.iter().map(|found| (found.span, Some(&found.value)));
    let days = reading.when.iter().filter(|wish| is_day(wish)).map(|wish| (wish.span, None));
    let mut named: Vec<(Span, Option<&WijkId>)> = wijken.chain(days).collect();
    named.sort_by_key(|(span, _)| *span);
    let wijk_first = named.first().is_some_and(|(_, wijk)| wijk.is_some());
    let mut groups: Vec<Group<'r>> = Vec::new();
    for (span, wijk) in named {
        let begins = groups.last().is_none_or(|group| match wijk_first {
            true => wijk.is_some() && group.wijk != wijk,
            false => wijk.is_none() && group.wijk.is_some(),
        });
        if begins {
            groups.push(Group { wijk, days: usize::from(wijk.is_none()), span });
        } else if let Some(group) = groups.last_mut() {
            if wijk.is_some_and(|_| group.wijk.is_some() && group.wijk != wijk) {
                return Vec::new();
            }
            group.days += usize::from(wijk.is_none());
            group.wijk = group.wijk.or(wijk);
            group.span[1] = span[1];
        }
    }
    groups
}

/// Whether a wish names a day on which a visit is wanted.
fn is_day(wish: &Wish) -> bool {
    let wanted = match wish.modality {
        Modality::Want | Modality::Prefer => true,
        Modality::Cannot | Modality::Fixed | Modality::Deadline | Modality::Past => false,
    };
    wanted
        && match wish.when {
            When::Date(_)
            | When::DateTime(_)
            | When::DateRange { .. }
            | When::DateTimeRange { .. }
            | When::Set { .. } => true,
            When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => false,
        }
}

fn leaves_a_choice(text: &str, [from, to]: Span) -> bool {
    let between: String = text.chars().skip(from).take(to.saturating_sub(from)).collect();
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    words.any(|word| CHOICE.iter().any(|choice| word.eq_ignore_ascii_case(choice)))
}

/// What the mail says of one visit: its wijk, its days, and everything that is said of no other.
fn part<'t>(reading: &Reading<'t>, group: &Group<'_>, all: &[Group<'_>]) -> Reading<'t> {
    let inside =
        |group: &Group<'_>, span: Span| group.span[0] <= span[0] && span[1] <= group.span[1];
    let others = |span| all.iter().any(|other| other.span != group.span && inside(other, span));
    let mut part = reading.clone();
    part.wijken.retain(|found| Some(&found.value) == group.wijk);
    part.when.retain(|wish| !others(wish.span));
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Context, Gazetteer, Policy, read_text};
    use crate::words::specimen;

    /// Each visit of a mail as `wijk: words of its days`.
    fn asked(text: &str) -> Vec<String> {
        let mut desk = specimen::desk();
        let mut other = desk.wijken.values().next().unwrap().clone();
        (other.id, other.name) = (WijkId::new("dommelbergen"), "Dommelbergen".to_owned());
        desk.wijken.insert(other.id.clone(), other);
        let (places, policy) = (Gazetteer::new(&desk.wijken), Policy::default());
        let now =
            chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        let reading = read_text(text, &context);
        let told = |part: &Reading<'_>| {
            let days: Vec<&str> = part.when.iter().map(|wish| wish.text.as_str()).collect();
            format!("{}: {}", part.wijken[0].value, days.join(", "))
        };
        parts(&reading).iter().map(told).collect()
    }

    #[test]
    fn each_wijk_with_a_day_of_its_own_is_a_visit() {
        for text in [
            "Wij komen graag op 3 december naar Vollenhoven en op 10 december naar Dommelbergen.",
            "Graag een werkbezoek aan Vollenhoven op 3 december en aan Dommelbergen op 10 december.",
            "Op 3 december willen wij naar Vollenhoven. Op 10 december willen wij naar Dommelbergen.",
        ] {
            let visits = ["vollenhoven: 3 december", "dommelbergen: 10 december"];
            assert_eq!(asked(text), visits, "{text}");
        }
        let text = "Wij komen graag op 3 of 4 december naar Vollenhoven en op 10 december naar Dommelbergen.";
        assert_eq!(asked(text).len(), 2, "{:?}", asked(text));
    }

    #[test]
    fn a_choice_between_wijken_or_a_day_for_both_is_one_visit() {
        for text in [
            "Wij komen graag op 3 december naar Vollenhoven of op 10 december naar Dommelbergen.",
            "Wij komen graag naar Vollenhoven en Dommelbergen op 3 december.",
            "Wij komen graag op 3 december naar Vollenhoven of Dommelbergen.",
            "Wij komen graag op 3 of 10 december naar Vollenhoven.",
            "Wij komen op 3 december naar Vollenhoven; op 10 december kunnen wij niet.",
            "Wij komen graag naar Vollenhoven.",
        ] {
            assert!(asked(text).is_empty(), "{text}: {:?}", asked(text));
        }
    }
}
