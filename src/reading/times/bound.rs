//! Reads what bounds a time and what only lasts: "uiterlijk vrijdag", "2016 of later", "binnen vijf
//! werkdagen", "meer dan twee weken na Pasen", "anderhalf uur".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::phrase::is_row;
use super::{Bound, Days, Grammar, Phrase, Point};
use crate::reading::cue::{Cue, Phrases};

impl Grammar<'_, '_> {
    pub(super) fn bound(&self, at: usize) -> Option<(Bound, usize)> {
        if self.policy.voor_is_before && self.t.is(at, &["tegen"]) {
            return Some((Bound::Before, at + 1));
        }
        if !self.t.listed(at, Cue::OpensBound) {
            return None;
        }
        let first = self.t.get(at)?;
        let (_, tails) = BOUNDS.iter().find(|(word, _)| first.is(word))?;
        let (bound, tail) = tails.iter().find(|(_, tail)| self.t.are(at + 1, tail))?;
        let next = at + 1 + tail.len();
        // "Reactie gewenst vóór: 1 december".
        let heads = !first.is("voor") && self.t.is_sign(next, ':');
        Some((*bound, next + usize::from(heads)))
    }

    /// `na de raadsvergadering van 5 november`, `vóór de verkiezingen van 17 maart`: from that day on,
    /// or up to it. A letter of a day was written then.
    pub(super) fn bound_by_event(&self, p: &mut Phrase) {
        let t = self.t;
        let Some(noun) = p.from.checked_sub(2).filter(|_| t.was(p.from, &["van", "op"])) else {
            return;
        };
        let led = t.was(noun, &["de", "het"])
            && noun > 1
            && t.is(noun - 2, &["na", "vanaf", "vóór", "tot"]);
        let written = t.get(noun).is_some_and(|word| word.cues.has(Cue::Written));
        let one_day = p.start.days.as_ref().is_some_and(|days| !is_row(days));
        if led
            && one_day
            && !written
            && p.bound.is_none()
            && p.end.is_none()
            && p.start.time.is_none()
        {
            p.bound = Some(match t.get(noun - 2) {
                Some(word) if word.is("na") => Bound::After,
                Some(word) if word.is("vanaf") => Bound::From,
                Some(_) | None => Bound::Before,
            });
        }
    }

    /// `vrijdag of later`, `1 maart op zijn laatst`, `2016 en hoger`.
    pub(super) fn bound_behind(&self, p: &mut Phrase) {
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
        if !self.t.is(p.to, &["of", "en", "op", "ten"]) {
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
    pub(super) fn compared(&self, at: usize) -> Option<Phrase> {
        let t = self.t;
        let opens =
            ["meer", "langer", "ruim", "more", "minder", "korter", "less", "binnen", "within"];
        if !t.is(at, &opens) {
            return None;
        }
        let more: &[&[&str]; 4] =
            &[&["meer", "dan"], &["langer", "dan"], &["ruim"], &["more", "than"]];
        let less: &[&[&str]; 5] =
            &[&["minder", "dan"], &["korter", "dan"], &["less", "than"], &["binnen"], &["within"]];
        let is_more = t.any_of(at, more);
        let words = is_more.or_else(|| t.any_of(at, less))?;
        let (Days::Shift { from, by }, to) = self.counted(at + words)? else { return None };
        let within = t.is(at, &["binnen", "within"]);
        if *from == Days::Previous || by.is_clock() || within && *from == Days::FromToday(0) {
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
    "no",
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

/// The words behind the first of a bound, and what they make of it.
type Tails = &'static [(Bound, &'static [&'static str])];

/// By their first words: the words behind it, and what they bound; of two the first that stands here.
const BOUNDS: &[(&str, Tails)] = &[
    ("tot", &[(Bound::Through, &["en", "met"]), (Bound::Before, &["aan"]), (Bound::Before, &[])]),
    ("t/m", &[(Bound::Through, &[])]),
    (
        "voor",
        &[(Bound::Through, &["of", "in"]), (Bound::UpTo, &["of", "op"]), (Bound::BeforeOrFor, &[])],
    ),
    (
        "niet",
        &[
            (Bound::Through, &["later", "dan", "of", "in"]),
            (Bound::UpTo, &["later", "dan"]),
            (Bound::From, &["eerder", "dan"]),
            (Bound::From, &["vroeger", "dan"]),
            (Bound::From, &["vóór"]),
        ],
    ),
    (
        "op",
        &[
            (Bound::UpTo, &["of", "eerder", "dan"]),
            (Bound::UpTo, &["z'n", "laatst"]),
            (Bound::UpTo, &["z’n", "laatst"]),
            (Bound::UpTo, &["zijn", "laatst", "op"]),
            (Bound::UpTo, &["zijn", "laatst"]),
            (Bound::UpTo, &["of", "voor"]),
            (Bound::UpTo, &["of", "vóór"]),
            (Bound::From, &["of", "na"]),
            (Bound::From, &["zijn", "vroegst", "op"]),
            (Bound::From, &["zijn", "vroegst", "in"]),
            (Bound::From, &["z'n", "vroegst", "in"]),
            (Bound::From, &["z’n", "vroegst", "in"]),
            (Bound::From, &["z'n", "vroegst", "op"]),
            (Bound::From, &["z’n", "vroegst", "op"]),
            (Bound::From, &["zijn", "vroegst"]),
            (Bound::From, &["z’n", "vroegst"]),
            (Bound::From, &["z'n", "vroegst"]),
        ],
    ),
    ("eindigend", &[(Bound::Before, &["met"])]),
    (
        "uiterlijk",
        &[
            (Bound::UpTo, &["op"]),
            (Bound::UpTo, &["in"]),
            (Bound::UpTo, &["tot"]),
            (Bound::Before, &["voor"]),
            (Bound::Before, &["vóór"]),
            (Bound::UpTo, &[]),
        ],
    ),
    (
        "ten",
        &[
            (Bound::UpTo, &["laatste", "op"]),
            (Bound::UpTo, &["laatste"]),
            (Bound::From, &["vroegste", "op"]),
            (Bound::From, &["vroegste", "in"]),
            (Bound::From, &["vroegste"]),
        ],
    ),
    ("no", &[(Bound::UpTo, &["later", "than"]), (Bound::From, &["earlier", "than"])]),
    ("by", &[(Bound::UpTo, &[])]),
    ("latest", &[(Bound::UpTo, &[])]),
    ("vóór", &[(Bound::Before, &[])]),
    ("voorafgaand", &[(Bound::Before, &["aan"])]),
    ("eerder", &[(Bound::Before, &["dan"])]),
    ("before", &[(Bound::Before, &[])]),
    ("until", &[(Bound::Before, &[])]),
    (
        "na",
        &[
            (Bound::From, &["of", "op"]),
            (Bound::From, &["of", "gelijk", "aan"]),
            (Bound::After, &["afloop", "van"]),
            (Bound::After, &[]),
        ],
    ),
    (
        "later",
        &[
            (Bound::From, &["dan", "of", "op"]),
            (Bound::From, &["dan", "of", "gelijk", "aan"]),
            (Bound::After, &["dan"]),
        ],
    ),
    ("zo", &[(Bound::From, &["vroeg", "als"])]),
    ("sedert", &[(Bound::From, &[])]),
    ("after", &[(Bound::After, &[])]),
    ("hoger", &[(Bound::After, &["dan"])]),
    ("met", &[(Bound::From, &["ingang", "van"])]),
    ("vanaf", &[(Bound::From, &[])]),
    ("sinds", &[(Bound::From, &[])]),
    ("since", &[(Bound::From, &[])]),
    ("from", &[(Bound::From, &[])]),
    ("per", &[(Bound::From, &[])]),
];

#[cfg(test)]
mod tests {
    use super::super::phrase::begin::goes_on_at;
    use super::*;

    #[test]
    fn every_bound_begins_with_a_word_that_opens_one() {
        for (first, tails) in BOUNDS {
            assert!(OPENS.contains(first), "{first}");
            let mut words = tails.iter().flat_map(|(_, tail)| tail.iter());
            assert!(words.all(|word| goes_on_at(word)), "{tails:?}");
        }
    }
}
