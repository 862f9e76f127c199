//! A party that is the subject of its sentence: "De minister en vier ambtenaren bezoeken u".

use super::super::counted::is_bound;
use super::super::more::each_with;
use super::super::{Size, has_principal};
use super::words::EACH;
use super::{Scene, Sum};
use crate::reading::cue::Cue;

impl Scene<'_, '_> {
    /// "De minister en vier ambtenaren bezoeken", "Zes Statenleden komen graag", "Negen Kamerleden en
    /// de griffier".
    pub(super) fn subjects(&self) -> Option<Size> {
        if !self.has(Cue::PartyVerbs) || self.has(Cue::PartyTalks) || self.is_more() {
            return None;
        }
        let t = self.t;
        (self.s.from..self.s.to).find_map(|at| {
            let at_head = at == self.s.from || self.is_behind_head(at) || t.count(at).is_some();
            if !at_head
                || self.t.was(at, &["niet", "not"])
                || self.is_mine(at)
                || self.is_of_each(at)
                || is_bound(t, at)
                || self.is_of_ministry(at)
                || at > self.s.from
                    && t.was(at, &["van", "over", "met", "voor", "of", "aan", "tot"])
                    && t.count(at).is_none()
            {
                return None;
            }
            let list = self.list(at, self.s.to, false)?;
            let along = t.is(at, &["met", "with"]) && has_principal(t, self.s.from, at);
            if along || self.inside_company(at, list) {
                return None;
            }
            let with = t.was(at, &["met", "en", "plus", "door"])
                && has_principal(t, self.s.from, at)
                && !self.is_we_with(at - 1)
                || t.was(at, &["met"]) && !self.has(Cue::PartyWe) && self.comes_alone_in_verb(at)
                || t.was(at, &["with"]) && self.names_visitor(at)
                || (list.size.to..self.s.to).any(|i| t.is(i, &["mee"]))
                    && has_principal(t, self.s.from, at);
            let size = if with { list.size.and(1) } else { list.size };
            let counts = (list.size.from..list.size.to).any(|i| t.count(i).is_some_and(|n| n > 1));
            // One noun with several names: "Kamerleden Haakma, Ostendorf en Sluiter".
            let names = list.items == 1 && !counts && !list.myself;
            let listed = list.items > 1 && self.is_subject(list.size.to);
            (size.max > 1 && (counts || names || listed)).then(|| each_with(t, self.s, size))
        })
    }

    /// "De minister van Volkshuisvesting en Ruimtelijke Ordening": what they are minister of.
    fn is_of_ministry(&self, at: usize) -> bool {
        let t = self.t;
        let capital = |at: usize| t.get(at).is_some_and(|word| word.starts_upper());
        let named = |i: usize| capital(i) || t.is(i, &["en", ","]) || t.is_sign(i, ',');
        let of = (self.s.from..at).rev().find(|&i| !named(i));
        of.is_some_and(|of| {
            of + 1 < at && t.is(of, &["van", "voor"]) && of > 0 && t.listed(of - 1, Cue::Office)
        })
    }

    /// "Zit in de raad en wil met 2 fractiegenoten komen kijken": who leaves out "ik" comes too.
    fn comes_alone_in_verb(&self, at: usize) -> bool {
        const OPENS: &[&str] = &["wil", "zou", "kom"];
        at > self.s.from + 1 && self.t.is(at - 2, OPENS) && self.t.was(at - 2, &["en"])
    }

    /// "2 auto's van 4 personen", "haar collega's, elk met een adviseur": so many in each of them.
    fn is_of_each(&self, at: usize) -> bool {
        let t = self.t;
        let many = |at: usize| t.count(at).is_some_and(|count| count > 1);
        t.was(at, &["van", "of"]) && at >= self.s.from + 3 && many(at - 3)
            || t.was(at, &["met", "with"]) && t.was(at - 1, EACH)
            || t.was(at, EACH)
    }

    /// "Ambassador Brendan Ward would like to visit ..., with two colleagues": who comes stands at the head.
    fn names_visitor(&self, at: usize) -> bool {
        let capital = |at: usize| self.t.get(at).is_some_and(|word| word.starts_upper());
        let named = capital(self.s.from) && capital(self.s.from + 1);
        named && self.has(Cue::PartyVisits) && self.s.from + 1 < at
    }

    /// The end of a list that "met" opens: "met zijn kabinetschef en twee diensthoofden".
    fn inside_company(&self, at: usize, list: Sum) -> bool {
        let opens = (self.s.from..at).find(|&i| self.t.is(i, &["met", "with"]));
        opens.filter(|i| i + 1 < at).is_some_and(|i| {
            let longer = self.list(i + 1, self.s.to, false);
            longer.is_some_and(|sum| sum.items > 1 && sum.size.to >= list.size.to)
        })
    }

    /// The verb follows the list at once.
    fn is_subject(&self, at: usize) -> bool {
        const FINITE: &[&str] = &[
            "willen", "komen", "bezoeken", "zouden", "gaan", "kunnen", "brengen", "would", "will",
            "come", "are", "reizen", "attend",
        ];
        self.t.is(at, FINITE) || self.t.is(at + 1, FINITE)
    }
}
