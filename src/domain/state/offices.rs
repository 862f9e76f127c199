//! Which open visits were asked for from which domain. Derived from the visits and never on disk.
//!
//! Every mail that carries no key of ours asks it. The brief of a visit has the address; here stands a
//! digest of its domain only, which is short: two domains that share one cost a look at a brief more.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hasher};

use super::brief::Brief;
use crate::domain::ids::VisitId;

/// After every visit.
const LAST: VisitId = VisitId { year: i32::MAX, number: u32::MAX };
/// Before every visit.
const FIRST: VisitId = VisitId { year: i32::MIN, number: 0 };

/// The open visits by the digest of the domain that their writer wrote from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Offices(BTreeSet<(u64, VisitId)>);

impl Offices {
    pub(super) fn add(&mut self, visit: &Brief) {
        self.0.insert((digest(visit.writer.domain()), visit.id));
    }

    pub(super) fn remove(&mut self, visit: &Brief) {
        self.0.remove(&(digest(visit.writer.domain()), visit.id));
    }

    /// All visits of this domain, and perhaps one of another.
    pub(super) fn near(&self, domain: &str) -> impl Iterator<Item = VisitId> {
        let digest = digest(domain);
        self.0.range((digest, FIRST)..=(digest, LAST)).map(|(_, visit)| *visit)
    }
}

fn digest(domain: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(domain.as_bytes());
    hasher.finish()
}
