//! Reads a day of which only the number is said: "8 niet, 9 en 10 wel", "op 9 kan ik", "alleen 10
//! past", "liever 9 dan 10".
//!
//! The trap is every other number. It must open its clause, and all that the clause says besides is
//! whether it suits; and it is a day only where an offer or a date just named gives the month, which
//! `resolve` knows.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::hour::Point;
use super::{Days, Grammar};
use crate::reading::cue::Cue;
use crate::reading::token::Word;

/// Words behind which such a number opens its clause.
const OPENS: &[&str] = &[
    "op", "de", "en", "of", "maar", "alleen", "enkel", "noch", "kan", "past", "lukt", "zijn", "on",
    "and", "or", "but", "only",
];
/// Words that say it themselves, before the number: "niet 8, wel 9", "liever 9 dan 10".
const LEADS: &[&str] =
    &["op", "niet", "wel", "liever", "liefst", "anders", "dan", "van", "on", "not", "than"];
/// Words that say it themselves, behind the number.
const SAYS: &[&str] = &[
    "beschikbaar",
    "nog",
    "liever",
    "wel",
    "niet",
    "ook",
    "graag",
    "helaas",
    "heel",
    "mogelijk",
    "prima",
    "not",
    "please",
];
/// Words before a lone hour.
const HOURS_LED: &[&str] = &["liever", "of", "en", "maar", "dan", "ook"];
const AND: &[&str] = &["en", "of", "noch", "and", "or"];
const SUITS: &[&str] = &[
    "zit", "zitten", "wordt", "kan", "kunnen", "past", "passen", "lukt", "lukken", "schikt",
    "schikken", "is", "zijn", "valt", "vallen", "komt", "komen", "gaat", "heeft", "works", "suits",
];
/// All that may stand beside the verb.
const BESIDE: &[&str] = &[
    "meer",
    "vol",
    "vrij",
    "liever",
    "wel",
    "niet",
    "ook",
    "helaas",
    "prima",
    "goed",
    "beter",
    "best",
    "beste",
    "het",
    "ons",
    "mij",
    "me",
    "eventueel",
    "allebei",
    "beide",
    "beiden",
    "ik",
    "wij",
    "we",
    "hij",
    "zij",
    "ze",
    "zeker",
    "uit",
    "af",
    "uitstekend",
    "perfect",
    "nog",
    "toch",
    "geen",
    "probleem",
    "akkoord",
    "mogelijk",
    "onmogelijk",
    "lastig",
    "ok",
    "oké",
    "onze",
    "voorkeur",
    "de",
    "not",
    "too",
    "fine",
];

impl Grammar<'_, '_> {
    pub(super) fn lone_day(&self, at: usize) -> Option<(Days, usize)> {
        let t = self.t;
        let day = self.day_number(at)?;
        let first = self.first_of_row(at);
        let opens = t.was(first, OPENS)
            || t.get(first)?.breaks > 0
            || t.before(first).is_none_or(|before| {
                matches!(before.word, Word::Sign(',' | ';' | '.' | '!' | '?'))
            });
        let behind = self.behind_row(at + 1);
        // The "4e" of "op de 2e, 4e en 9e".
        let row = first < at && t.was(first, &["de"]) && matches!(t.word(at), Word::Ordinal(_));
        if self.goes_on_from_hour(first) {
            return None;
        }
        let says =
            opens && self.says_whether(behind) || (row || self.is_led(first)) && self.ends(behind);
        let numbered = t.was(first.saturating_sub(1), &["nr", "no", "nummer", "optie"]);
        (says && !numbered && !self.counts_people(at)).then_some((Days::LoneDay(day), at + 1))
    }

    /// "10 uur is te vroeg, 11 wel": the sentence before the comma is about an hour and no day.
    fn goes_on_from_hour(&self, at: usize) -> bool {
        /// "uur is te vroeg,".
        const SENTENCE_TOKENS: usize = 8;
        let t = self.t;
        let Some(comma) = at.checked_sub(1).filter(|&comma| t.is_sign(comma, ',')) else {
            return false;
        };
        let sign = |at: &usize| matches!(t.word(*at), Word::Sign(_));
        let head = (comma.saturating_sub(SENTENCE_TOKENS)..comma).rev().find(sign);
        let head = head.map_or_else(|| comma.saturating_sub(SENTENCE_TOKENS), |sign| sign + 1);
        let head = if t.is(head, &["om"]) { head + 1 } else { head };
        matches!(t.word(head), Word::Digits { .. }) && t.is(head + 1, &["uur", "u"])
    }

    /// "niet 8", "liever 9 dan 10", "alleen op 9".
    fn is_led(&self, at: usize) -> bool {
        let t = self.t;
        let than = t.was(at, &["dan", "than"]) && self.day_number(at.wrapping_sub(2)).is_some();
        let instead = at > 3 && t.are(at - 3, &["in", "plaats", "van"]);
        t.was(at, LEADS) && (than || instead || !t.was(at, &["dan", "than", "van"]))
    }

    fn day_number(&self, at: usize) -> Option<u32> {
        match self.t.word(at) {
            Word::Digits { value: day @ 1..=31, len: 1 | 2 } => Some(day),
            // "de 9e en 10e"; "de tweede" is rather an option.
            Word::Ordinal(day @ 1..=31) => {
                self.t.get(at)?.lower.starts_with(|c: char| c.is_ascii_digit()).then_some(day)
            }
            _ => None,
        }
    }

    /// The "8" of "8, 9 en 10".
    fn first_of_row(&self, at: usize) -> usize {
        let t = self.t;
        let mut first = at;
        while let Some(joint) = first.checked_sub(1)
            && (t.is(joint, AND) || t.is_sign(joint, ','))
            && let Some(before) = joint.checked_sub(1)
            && self.day_number(before).is_some()
        {
            first = before;
        }
        first
    }

    /// Past the ", 9 en 10" that may follow, and the "dan 10" of "liever 9 dan 10".
    fn behind_row(&self, at: usize) -> usize {
        let t = self.t;
        let mut next = at;
        while t.is(next, AND) || t.is(next, &["dan", "than"]) || t.is_sign(next, ',') {
            let led = usize::from(t.is(next + 1, &["op", "de", "on", "ook"]));
            if self.day_number(next + 1 + led).is_none() {
                break;
            }
            next += 2 + led;
        }
        next
    }

    fn ends(&self, at: usize) -> bool {
        let t = self.t;
        t.get(at).is_none_or(|end| matches!(end.word, Word::Sign(_)) || end.breaks > 0)
            || t.is(at, &["maar", "en", "of", "dus", "want", "but", "and"])
    }

    /// "wel", "kan niet", "is prima", ": ja": to the end of the clause.
    fn says_whether(&self, at: usize) -> bool {
        let t = self.t;
        let sign = usize::from(matches!(t.word(at), Word::Sign(':' | '-' | '–' | '=')));
        if t.is(at + sign, &["ja", "nee", "neen", "yes", "no"]) {
            return self.ends(at + sign + 1);
        }
        if !t.is(at, SUITS) && !t.is(at, SAYS) {
            return false;
        }
        let end = (at + 1..at + 8).find(|&i| self.ends(i) || !t.is(i, BESIDE));
        end.is_some_and(|end| self.ends(end))
    }

    /// "Van de twaalf personen eten er 9 mee, 3 niet."
    fn counts_people(&self, at: usize) -> bool {
        (at.saturating_sub(12)..at).any(|i| {
            self.t.is_cue(i, Cue::PartyPerson)
                || self.t.is_cue(i, Cue::PartyPeople)
                || self.t.is_cue(i, Cue::PartyGroup)
                || matches!(self.t.word(i), Word::Other) && self.counts_something(i)
        })
    }

    /// "10.30 is goed", "liever 14.00 dan 15.00": all that the clause says of the number is whether it
    /// suits, and people meet then.
    pub(super) fn lone_hour(&self, at: usize, point: &Point) -> bool {
        let t = self.t;
        let heads = t.before(at).is_none_or(|before| {
            matches!(before.word, Word::Sign(',' | ';' | '.' | '!' | '?'))
                || before.is_any(HOURS_LED)
        });
        let meets = (7..=22).contains(&point.clock.hour) && point.clock.minute.is_multiple_of(5);
        meets && heads && self.says_whether(point.next)
    }
}
