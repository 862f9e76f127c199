//! Which slots are held in a wijk, for a host and for whom a writer writes: what planning asks most.
//!
//! Derived from the visits and never on disk. Every hold stands here twice, in the order of time, so
//! that a look at one week costs what is held in that week; what a host holds stands apart for each
//! wijk, since most of it is in their own, where the residents are held too. A writer has few visits,
//! and most have one: of those only the visit is kept. Offers stay in whether or not they expired: that
//! is judged when they are read, as with `State::holds_between`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::brief::{Brief, stands};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::people::Address;
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::Hold;

/// Before every visit.
const FIRST: VisitId = VisitId { year: i32::MIN, number: 0 };

/// When, by which visit, and which of its holds.
type At = (Slot, VisitId, usize);

/// What is held for somebody, and with whom: a host for a wijk, nobody more for a host.
type Agenda<Other> = BTreeMap<At, Kept<Other>>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept<Other> {
    with: Other,
    /// Until when; `None` for an appointment.
    expires: Option<Instant>,
}

/// The agendas of all wijken and of all hosts, and which visits hold something for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Held {
    wijken: BTreeMap<WijkId, Agenda<ContactId>>,
    hosts: BTreeMap<ContactId, BTreeMap<WijkId, Agenda<()>>>,
    writers: BTreeSet<(Address, VisitId)>,
}

impl Held {
    pub(super) fn add(&mut self, visit: &Brief) {
        for (number, hold, expires) in visit.numbered() {
            let at = (hold.slot, hold.visit, number);
            let in_wijk = Kept { with: hold.host.clone(), expires };
            let for_host = Kept { with: (), expires };
            self.wijken.entry(hold.wijk.clone()).or_default().insert(at, in_wijk);
            let of_host = self.hosts.entry(hold.host.clone()).or_default();
            of_host.entry(hold.wijk.clone()).or_default().insert(at, for_host);
            self.writers.insert((visit.writer.clone(), visit.id));
        }
    }

    pub(super) fn remove(&mut self, visit: &Brief) {
        for (number, hold, _) in visit.numbered() {
            let at = (hold.slot, hold.visit, number);
            take(&mut self.wijken, hold.wijk, &at);
            if let Some(of_host) = self.hosts.get_mut(hold.host) {
                take(of_host, hold.wijk, &at);
                if of_host.is_empty() {
                    self.hosts.remove(hold.host);
                }
            }
        }
        self.writers.remove(&(visit.writer.clone(), visit.id));
    }

    /// Of all wijken: day by day, and on a day visit by visit.
    pub(super) fn between(&self, days: (NaiveDate, NaiveDate), now: Instant) -> Vec<Hold<'_>> {
        let numbered = self.wijken.iter().flat_map(|(wijk, agenda)| {
            read(agenda, days, now).map(|(at, kept)| (at.2, kept.hold(at, wijk)))
        });
        let mut numbered: Vec<(usize, Hold<'_>)> = numbered.collect();
        numbered.sort_by_key(|(number, hold)| (hold.slot.day(), hold.visit, *number));
        numbered.into_iter().map(|(_, hold)| hold).collect()
    }

    pub(super) fn in_wijk<'s>(
        &'s self,
        wijk: &WijkId,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'s>> {
        let agenda = self.wijken.get_key_value(wijk);
        agenda.into_iter().flat_map(move |(wijk, agenda)| {
            read(agenda, days, now).map(move |(at, kept)| kept.hold(at, wijk))
        })
    }

    /// What this host holds in the wijken that count, one wijk after the other.
    pub(super) fn for_host<'s>(
        &'s self,
        host: &ContactId,
        counts: impl Fn(&WijkId) -> bool,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'s>> {
        let of_host = self.hosts.get_key_value(host).into_iter();
        let agendas = of_host.flat_map(|(host, agendas)| agendas.iter().map(move |a| (host, a)));
        agendas.filter(move |(_, (wijk, _))| counts(wijk)).flat_map(
            move |(host, (wijk, agenda))| {
                read(agenda, days, now).map(move |((slot, visit, _), kept)| {
                    let firm = kept.expires.is_none();
                    Hold { visit: *visit, wijk, host, slot: *slot, firm }
                })
            },
        )
    }

    /// The visits of a writer that hold something, whether or not it expired.
    pub(super) fn visits_of(&self, writer: &Address) -> impl Iterator<Item = VisitId> {
        let all = (writer.clone(), FIRST)..;
        let own = self.writers.range(all).take_while(move |(address, _)| address == writer);
        own.map(|(_, id)| *id)
    }
}

impl Kept<ContactId> {
    fn hold<'k>(&'k self, (slot, visit, _): &At, wijk: &'k WijkId) -> Hold<'k> {
        let firm = self.expires.is_none();
        Hold { visit: *visit, wijk, host: &self.with, slot: *slot, firm }
    }
}

fn take<Id: Ord, Other>(agendas: &mut BTreeMap<Id, Agenda<Other>>, id: &Id, at: &At) {
    if let Some(agenda) = agendas.get_mut(id) {
        agenda.remove(at);
        if agenda.is_empty() {
            agendas.remove(id);
        }
    }
}

/// What begins on the days from the first up to the second and still stands at `now`.
fn read<Other>(
    agenda: &Agenda<Other>,
    (from, until): (NaiveDate, NaiveDate),
    now: Instant,
) -> impl Iterator<Item = (&At, &Kept<Other>)> {
    let days = start_of(from)..start_of(until.max(from));
    agenda.range(days).filter(move |(_, kept)| stands(kept.expires, now))
}

/// Before everything that begins on this day.
fn start_of(day: NaiveDate) -> At {
    let start = day.and_time(NaiveTime::MIN);
    (Slot { start, end: NaiveDateTime::MIN }, FIRST, 0)
}
