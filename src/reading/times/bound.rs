//! Reads what bounds a time and what only lasts: "uiterlijk vrijdag", "2016 of later", "binnen vijf
//! werkdagen", "meer dan twee weken na Pasen", "anderhalf uur".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Bound, Days, Grammar, Phrase, Point};
use crate::reading::cue::{Cue, Phrases};

impl Grammar<'_, '_> {
    pub(super) fn bound(self, at: usize) -> Option<(Bound, usize)> {
        if self.policy.voor_is_before && self.t.is(at, &["tegen"]) {
            return Some((Bound::Before, at + 1));
        }
        if !self.t.listed(at, Cue::OpensBound) {
            return None;
        }
        BOUNDS
            .iter()
            .find(|(_, words)| self.t.are(at, words))
            .map(|(bound, words)| (*bound, at + words.len()))
    }

    /// `vrijdag of later`, `1 maart op zijn laatst`, `2016 en hoger`.
    pub(super) fn bound_behind(self, p: &mut Phrase) {
        let open = matches!(p.bound, None | Some(Bound::BeforeOrFor));
        // "een dag eerder of later" names two days.
        let sides = self.other_side(p).is_some();
        if !open || p.end.is_some() || p.start.days.is_none() || sides {
            return;
        }
        let later: &[&[&str]; 8] = &[
            &["of", "later"],
            &["en", "later"],
            &["of", "erna"],
            &["en", "daarna"],
            &["of", "daarna"],
            &["en", "hoger"],
            &["of", "hoger"],
            &["op", "zijn", "vroegst"],
        ];
        let sooner: &[&[&str]; 7] = &[
            &["of", "eerder"],
            &["en", "eerder"],
            &["en", "daarvoor"],
            &["of", "daarvoor"],
            &["of", "ervoor"],
            &["op", "zijn", "laatst"],
            &["ten", "laatste"],
        ];
        // "Van 1 november af is ..."; "wij zeggen het bezoek van 14 januari af" is another "af".
        let verb = self.t.listed(p.to + 1, Cue::Verb);
        if self.t.is(p.to, &["af"]) && verb && self.t.was(p.from, &["van"]) {
            p.bound = Some(Bound::From);
            p.to += 1;
            return;
        }
        if let Some(words) = self.t.any_of(p.to, later) {
            p.bound = Some(Bound::From);
            p.to += words;
        } else if let Some(words) = self.t.any_of(p.to, sooner) {
            p.bound = Some(Bound::UpTo);
            p.to += words;
        }
    }

    /// `meer dan twee weken na Pasen`, `minder dan drie dagen na morgen`: a half line, or the row in
    /// between.
    pub(super) fn compared(self, at: usize) -> Option<Phrase> {
        let t = self.t;
        if !t.is(at, &["meer", "langer", "ruim", "more", "minder", "korter", "less"]) {
            return None;
        }
        let more: &[&[&str]; 4] =
            &[&["meer", "dan"], &["langer", "dan"], &["ruim"], &["more", "than"]];
        let less: &[&[&str]; 3] = &[&["minder", "dan"], &["korter", "dan"], &["less", "than"]];
        let is_more = t.any_of(at, more);
        let words = is_more.or_else(|| t.any_of(at, less))?;
        let (Days::Shift { from, by }, to) = self.counted(at + words)? else { return None };
        if *from == Days::Previous || by.is_clock() {
            return None;
        }
        let back = by.whole_seconds() < 0;
        let day = |days| Point { days: Some(days), time: None };
        let anchor = (*from).clone();
        let moved = Days::Shift { from, by };
        let p = Phrase { from: at, to, ..Phrase::default() };
        if is_more.is_some() {
            let bound = Some(if back { Bound::Before } else { Bound::From });
            return Some(Phrase { bound, start: day(moved), ..p });
        }
        let (start, end) = if back { (moved, anchor) } else { (anchor, moved) };
        Some(Phrase { start: day(start), end: Some((day(end), false)), ..p })
    }
}

/// The first words of all bounds, of days and of hours: where none of them stands, none is looked for.
pub(crate) const OPENS: Phrases = &[
    "after",
    "before",
    "by",
    "eerder",
    "eindigend",
    "from",
    "hoger",
    "later",
    "latest",
    "met",
    "na",
    "niet",
    "op",
    "per",
    "sedert",
    "since",
    "sinds",
    "t/m",
    "ten",
    "till",
    "tot",
    "uiterlijk",
    "until",
    "vanaf",
    "voor",
    "voorafgaand",
    "vóór",
    "zo",
];

const BOUNDS: &[(Bound, &[&str])] = &[
    (Bound::Through, &["tot", "en", "met"]),
    (Bound::Through, &["t/m"]),
    (Bound::Through, &["voor", "of", "in"]),
    (Bound::Through, &["niet", "later", "dan", "of", "in"]),
    (Bound::UpTo, &["op", "of", "eerder", "dan"]),
    (Bound::Before, &["eindigend", "met"]),
    (Bound::UpTo, &["uiterlijk", "op"]),
    (Bound::UpTo, &["uiterlijk", "in"]),
    (Bound::UpTo, &["uiterlijk", "tot"]),
    (Bound::Before, &["uiterlijk", "voor"]),
    (Bound::Before, &["uiterlijk", "vóór"]),
    (Bound::UpTo, &["uiterlijk"]),
    (Bound::UpTo, &["ten", "laatste", "op"]),
    (Bound::UpTo, &["ten", "laatste"]),
    (Bound::UpTo, &["op", "z'n", "laatst"]),
    (Bound::UpTo, &["op", "z’n", "laatst"]),
    (Bound::UpTo, &["op", "zijn", "laatst", "op"]),
    (Bound::UpTo, &["op", "zijn", "laatst"]),
    (Bound::UpTo, &["niet", "later", "dan"]),
    (Bound::UpTo, &["op", "of", "voor"]),
    (Bound::UpTo, &["op", "of", "vóór"]),
    (Bound::UpTo, &["voor", "of", "op"]),
    (Bound::UpTo, &["by"]),
    (Bound::UpTo, &["latest"]),
    (Bound::Before, &["vóór"]),
    (Bound::Before, &["voorafgaand", "aan"]),
    (Bound::Before, &["eerder", "dan"]),
    (Bound::BeforeOrFor, &["voor"]),
    (Bound::Before, &["before"]),
    (Bound::Before, &["tot", "aan"]),
    (Bound::Before, &["tot"]),
    (Bound::Before, &["until"]),
    (Bound::From, &["na", "of", "op"]),
    (Bound::From, &["na", "of", "gelijk", "aan"]),
    (Bound::From, &["later", "dan", "of", "op"]),
    (Bound::From, &["later", "dan", "of", "gelijk", "aan"]),
    (Bound::From, &["zo", "vroeg", "als"]),
    (Bound::From, &["sedert"]),
    (Bound::From, &["op", "of", "na"]),
    (Bound::From, &["niet", "eerder", "dan"]),
    (Bound::From, &["niet", "vroeger", "dan"]),
    (Bound::From, &["niet", "vóór"]),
    (Bound::After, &["na", "afloop", "van"]),
    (Bound::After, &["na"]),
    (Bound::After, &["after"]),
    (Bound::After, &["later", "dan"]),
    (Bound::After, &["hoger", "dan"]),
    (Bound::From, &["op", "z'n", "vroegst"]),
    (Bound::From, &["op", "z’n", "vroegst"]),
    (Bound::From, &["ten", "vroegste", "op"]),
    (Bound::From, &["ten", "vroegste"]),
    (Bound::From, &["op", "zijn", "vroegst", "op"]),
    (Bound::From, &["op", "zijn", "vroegst"]),
    (Bound::From, &["met", "ingang", "van"]),
    (Bound::From, &["vanaf"]),
    (Bound::From, &["sinds"]),
    (Bound::From, &["since"]),
    (Bound::From, &["from"]),
    (Bound::From, &["per"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_begins_with_a_word_that_opens_one() {
        for (_, words) in BOUNDS {
            assert!(words.first().is_some_and(|first| OPENS.contains(first)), "{words:?}");
        }
    }
}
