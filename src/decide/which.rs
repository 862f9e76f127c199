//! Which visits somebody means who has more than one: by the wijk, the day or the guest that they name.
//!
//! Without a key of ours that is a hint for staff and changes nothing. With one it keeps the visit in
//! whose conversation it stands from what is said of another.

use std::collections::BTreeSet;

use super::work::Work;
use super::{conversation, facts, in_queue};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::names::words_of_names;
use crate::domain::people::Address;
use crate::domain::reading::{Modality, Reading, Wish};
use crate::domain::state::Brief;
use crate::domain::time::{Slot, instant};
use crate::domain::visit::Visit;
use crate::reading::{beyond_greeting, speaks_of_both};

/// A contact person who writes within so many days of a visit means that one, as far as anybody can
/// tell.
const NEAR_DAYS: i64 = 7;

/// The open visits that whoever writes without a key of ours may mean, the likeliest first: what the
/// mail names before what comes next. For who asked for visits those, and of their office what the mail
/// names, as after a colleague whom they follow up; for a contact person what is near.
pub(super) fn perhaps(
    work: &Work<'_>,
    from: &Address,
    reading: Option<&Reading<'_>>,
) -> Vec<VisitId> {
    let domain = from.domain();
    let host = work.desk.contact_at(from).map(|host| &host.id);
    let own = |visit: &Brief| visit.writer == *from;
    let asked = work.state.asked_from(domain).any(own);
    let of_office = |visit: &Brief| asked && is_of_one_office(&visit.writer, from);
    let is_named = |id| reading.is_some_and(|reading| names(work, id, None, reading));
    let received = |visit: &Brief| host.is_some_and(|host| receives(work, host, visit));
    let meant =
        |visit: &&Brief| own(visit) || received(visit) || of_office(visit) && is_named(visit.id);
    // Nobody but a contact person means a visit that others asked for.
    let elsewhere = host.into_iter().flat_map(|_| work.state.briefs());
    let elsewhere = elsewhere.filter(|visit| visit.writer.domain() != domain && received(visit));
    let here = work.state.asked_from(domain).filter(meant);
    let mut visits: Vec<&Brief> = here.chain(elsewhere).collect();
    visits.sort_by_key(|visit| {
        let start = visit.agreed().map(|agreed| instant(agreed.slot.start));
        (!is_named(visit.id), start.is_none(), start, visit.id)
    });
    visits.into_iter().map(|visit| visit.id).collect()
}

/// Whether this is the contact person of a visit that is near.
fn receives(work: &Work<'_>, host: &ContactId, visit: &Brief) -> bool {
    let agreed = visit.agreed().filter(|agreed| agreed.host == host);
    let is_near =
        |slot: Slot| work.now < instant(slot.end) && in_queue::days_to(work, slot) <= NEAR_DAYS;
    agreed.is_some_and(|agreed| is_near(agreed.slot))
}

/// Two addresses of an organisation, and of no provider that strangers share.
pub(super) fn is_of_one_office(one: &Address, other: &Address) -> bool {
    one.domain() == other.domain() && !conversation::is_shared(one.domain())
}

/// Whether a mail names a visit, by what it does not share with `beside`, the one in whose conversation
/// it stands.
pub(super) fn names(
    work: &Work<'_>,
    id: VisitId,
    beside: Option<&Visit>,
    reading: &Reading<'_>,
) -> bool {
    let Some(visit) = work.state.visit(id) else { return false };
    let wijk = visit.in_wijk().filter(|wijk| beside.and_then(Visit::in_wijk) != Some(*wijk));
    let kept = |day| {
        let mut kept = beside.into_iter().flat_map(Visit::kept);
        kept.any(|(hold, _)| hold.slot.day() == day)
    };
    let day = agreed_day(visit).filter(|day| !kept(*day));
    let known = beside.map(guest).unwrap_or_default();
    // Whoever greets "heer Smit" may greet one of ours.
    let said = words_of_names(beyond_greeting(&reading.text));
    let family = visit.guest.name.as_deref().and_then(|name| name.split_whitespace().next_back());
    wijk.is_some_and(|wijk| reading.wijken.iter().any(|found| found.value == *wijk))
        || day.is_some_and(|day| reading.when.iter().any(|wish| wish.when.day() == Some(day)))
        || family.is_some_and(|family| !known.contains(family) && said.contains(family))
}

fn agreed_day(visit: &Visit) -> Option<chrono::NaiveDate> {
    visit.appointment.as_ref().map(|agreed| agreed.slot.day())
}

fn guest(visit: &Visit) -> BTreeSet<&str> {
    words_of_names(visit.guest.name.as_deref().unwrap_or_default())
}

/// Whether a mail without a key of ours that asks for a visit, as its words go, speaks of those
/// that its writer has: of both, in the wijken of them all, or of the day on which one is agreed.
pub(super) fn are_meant(
    work: &Work<'_>,
    from: &Address,
    visits: &[VisitId],
    reading: &Reading<'_>,
) -> bool {
    let known = || visits.iter().filter_map(|id| work.state.visit(*id));
    let own = known().filter(|visit| visit.writer.mailbox.address == *from).count();
    let here: BTreeSet<&WijkId> = known().filter_map(Visit::in_wijk).collect();
    let named: BTreeSet<&WijkId> = reading.wijken.iter().map(|found| &found.value).collect();
    let is_agreed = |wish: &Wish| {
        let day = wish.when.day().filter(|_| wish.modality == Modality::Fixed);
        day.is_some() && known().any(|visit| agreed_day(visit) == day)
    };
    let of_both = || named.len() > 1 || speaks_of_both(&reading.text);
    let speaks_of_them = own > 1 && of_both() || own > 0 && reading.when.iter().any(is_agreed);
    // Whoever names another guest asks for one visit more.
    let guest = reading.principal.as_ref().and_then(|guest| guest.name.as_deref());
    let another = |name: &str| !known().any(|visit| facts::is_known_as(visit, name));
    named.is_subset(&here) && speaks_of_them && !guest.is_some_and(another)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::state::{Change, Record, State};
    use crate::domain::visit::Stage;
    use crate::words::{chat_specimen, specimen};

    /// Whether a mail of a writer with these visits, each of a guest in a wijk, is about those.
    fn meant(visits: [(&str, &str); 2], text: &str) -> bool {
        let (desk, now, mut state) = (specimen::desk(), specimen::now(), State::default());
        for (number, (guest, wijk)) in (1..).zip(visits) {
            let mut visit = chat_specimen::visit(Stage::AwaitingApproval);
            visit.id = VisitId { year: 2026, number };
            visit.guest.name = Some(guest.to_owned());
            visit.wijk = Some(WijkId::new(wijk));
            state.apply(&Change::Put { record: Record::Visit(Box::new(visit)) });
        }
        let work = Work::new(&desk, &state, now);
        let visits = [1, 2].map(|number| VisitId { year: 2026, number });
        let reading = facts::read_text(&work, text, now);
        let from = chat_specimen::visit(Stage::Requested).writer.mailbox.address;
        are_meant(&work, &from, &visits, &reading)
    }

    #[test]
    fn who_names_another_guest_asks_for_one_visit_more() {
        let of_two = [("Karin Postma", "vollenhoven"), ("Jan Smit", "dommelbergen")];
        let graag = |who: &str| format!("{who} wil graag beide wijken bezoeken.");
        assert!(meant(of_two, "Kunnen beide bezoeken een uur later?"));
        assert!(meant(of_two, &graag("Statenlid Karin Postma")));
        assert!(!meant(of_two, &graag("Statenlid Wim Bos")));
    }
}
