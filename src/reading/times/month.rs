//! Reads a month by itself: "in maart", "april niet", "augustus kan", "september is te laat".
//!
//! The trap is the name: "Mei kan niet komen" may be a colleague, and "maart" is one letter from
//! "maakt". A month counts behind a word that leads to it, or where all that is said of it is whether
//! it suits.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Days, Grammar, Year};
use crate::reading::cue::Cue;
use crate::reading::token::{Token, Word};

/// Words that may follow "april niet".
const BEHIND_JUDGEMENT: &[&str] = &[
    "graag", "meer", "en", "of", "maar", "want", "omdat", "i.v.m", "i.v.m.", "ivm", "wegens",
    "vanwege", "door", "mogelijk", "pas",
];

/// Who does so means a time: "op november mikken".
const AIMS: &[&str] = &[
    "mik", "mikken", "mikt", "richten", "richt", "gericht", "koersen", "koers", "inzetten",
    "gokken", "gok", "hopen", "hoop", "rekenen", "reken",
];
/// So far before the month it stands.
const AIMS_TOKENS: usize = 5;

/// Verbs that say of a month whether it suits.
const SUITS: &[&str] = &["kan", "is", "wordt", "gaat", "heeft", "komt", "lijkt"];
/// All that may stand beside them.
const BESIDE: &[&str] = &[
    "niet",
    "wel",
    "ook",
    "nog",
    "al",
    "meer",
    "te",
    "krap",
    "laat",
    "vroeg",
    "snel",
    "vol",
    "druk",
    "dicht",
    "lastig",
    "moeilijk",
    "prima",
    "goed",
    "beter",
    "best",
    "het",
    "de",
    "ons",
    "mij",
    "uit",
    "liever",
    "ideaal",
    "perfect",
    "mogelijk",
    "onmogelijk",
    "haalbaar",
    "geen",
    "een",
    "optie",
    "probleem",
    "onze",
    "voorkeur",
    "helemaal",
    "zeker",
    "eventueel",
    "uitgesloten",
    "volgepland",
    "volgeboekt",
    "helaas",
    "erg",
    "heel",
    "eigenlijk",
    "toch",
    "weer",
    "in",
    "principe",
    "leeg",
    "vrij",
    "vakantietijd",
    "rustig",
    "rustiger",
    "bespreekbaar",
    "niks",
    "niets",
    "denkbaar",
    "doenlijk",
    "werkbaar",
    "handig",
    "handiger",
    "onhandig",
    "gunstig",
    "gunstiger",
    "ongunstig",
    "geschikt",
    "geschikter",
    "drukker",
    "meteen",
    "daarentegen",
    "echter",
    "zo",
    "als",
    "vrijwel",
    "nagenoeg",
    "onbezet",
    "open",
    "bij",
    "voor",
    "altijd",
    "hopeloos",
    "rampzalig",
    "ramp",
    "drama",
    "gekkenhuis",
];
/// A clause that only says whether something suits is short.
const CLAUSE_TOKENS: usize = 7;

impl Grammar<'_, '_> {
    /// A month by itself. "Mei" and "Juni" are also names of people, so it counts only behind a word
    /// such as "in" or "begin", or before a year.
    pub(super) fn lone_month(&self, at: usize, month: u32) -> Option<(Days, usize)> {
        let t = self.t;
        let (days, next) = self.month_and_year(at, month);
        let dated = !matches!(days, Days::Month { year: Year::Unsaid, .. });
        let led = t.was(
            at,
            &[
                "in", "maand", "na", "vanaf", "tot", "of", "en", "voor", "vóór", "during", "until",
                "after", "before", "aan", "de", "tussen", "heel", "and", "or", "half", "t/m",
                "van", "between", "sinds", "rond", "vroeg", "komende", "met", "naar",
            ],
        ) || t.was(at, &["dan"]) && t.was(at - 1, &["eerder", "later", "vroeger"])
            || t.before(at).is_some_and(|dash| dash.is_dash())
                && matches!(t.word_before(at - 1), Word::Month(_))
            || self.is_aimed_at(at)
            || self.begins_months(at, next)
            || self.heads_clause(at, next)
            || self.heads_sentence(at, next)
            || self.is_judged(at, next)
            || self.is_said_to_suit(at, next);
        // "Mei Ling en April": Dutch months have no capital, Dutch names do.
        let weak = t.was(at, &["of", "en", "de", "voor", "van"])
            && t.get(at).is_some_and(Token::starts_upper);
        let alone = t.get(at - at.min(1)).is_none_or(|_| at == 0) && t.get(next).is_none();
        let bare = self.policy.bare && self.is_not_a_word(at, month);
        (led && !weak || dated || alone || bare).then_some((days, next))
    }

    /// "Liever november", "wij mikken op maart": a small letter behind a wish.
    fn is_aimed_at(&self, at: usize) -> bool {
        let t = self.t;
        let aims = || (at.saturating_sub(AIMS_TOKENS)..at).any(|i| t.is(i, AIMS));
        let behind = || (at + 1..at + 3).any(|i| t.is(i, AIMS));
        let wished = t.was(at, &["liever", "liefst"]) || t.was(at, &["op"]) && (aims() || behind());
        // "Liefst Jan" is a colleague, in whatever letters.
        let sure = |month: &Token<'_>| month.lower.len() > 3 || month.is("mei");
        wished && t.get(at).is_some_and(|month| sure(month) && !month.starts_upper())
    }

    /// The "jan" of "jan-feb 2027", the "mei" of "mei tot maart", of "april, mei en juni".
    fn begins_months(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let joint = t.get(next).is_some_and(|sign| sign.is_dash() || sign.is_sign('/'))
            || t.is(next, &["tot", "t/m"]);
        let upper = |at: usize| t.get(at).is_some_and(Token::starts_upper);
        // "April en juni kunnen": the first word of a sentence has its capital anyhow.
        let head =
            || t.before(at).is_none_or(|sign| matches!(sign.word, Word::Sign('.' | '?' | '!')));
        let listed = t.is(next, &["en", "of"]) && !upper(next + 1) && (!upper(at) || head());
        matches!(t.word(next + 1), Word::Month(_)) && (joint && !upper(at) || listed)
    }

    /// "...; april biedt meer mogelijkheden": a small letter at the head of a clause, and a verb.
    fn heads_clause(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let verb = t.get(next).is_some_and(|word| word.cues.has(Cue::Verb));
        let head = t.before(at).is_some_and(|sign| sign.is_sign(';') || sign.is_sign(','));
        head && verb && !t.get(at).is_some_and(Token::starts_upper)
    }

    /// "Juni zit helemaal dicht": a month at the head of a sentence, and what is said of a time.
    fn heads_sentence(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let verb = t.is(next, &["zit", "lukt", "past", "valt", "ligt", "schikt"]);
        let head = t.before(at).is_none_or(|sign| matches!(sign.word, Word::Sign('.' | '?' | '!')))
            || t.get(at).is_some_and(|month| month.breaks > 0);
        verb && head
    }

    /// "Maart kan, april niet en mei weer wel", "juli valt af, augustus ook": a month at the head of what is said of it in one word.
    fn is_judged(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let said = if t.is(next, &["weer", "ook", "liever"]) { next + 1 } else { next };
        let behind = t
            .get(said + 1)
            .is_none_or(|word| matches!(word.word, Word::Sign(_)) || word.is_any(BEHIND_JUDGEMENT));
        let ends = t.get(next + 1).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        let also =
            t.is(next, &["ook"]) && ends && matches!(t.word_before(at), Word::Sign(',' | ';'));
        self.heads(at) && (behind && t.is(said, &["niet", "wel"]) || also)
    }

    /// "may", "mar" and "dec" are months only where something leads to them.
    fn is_not_a_word(&self, at: usize, month: u32) -> bool {
        month != 5 || self.t.is(at, &["mei"])
    }

    /// "Augustus kan, juli niet", "september is te laat": all that is said is whether it suits.
    fn is_said_to_suit(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let ends = |at: &usize| t.get(*at).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        let next = next + usize::from(t.is(next, &["daarentegen", "echter"]));
        t.is(next, SUITS)
            && self.heads(at)
            && (next + 1..next + CLAUSE_TOKENS)
                .find(|at| ends(at) || !t.is(*at, BESIDE))
                .is_some_and(|end| ends(&end) || t.is(end, BEHIND_JUDGEMENT))
    }

    /// The head of a sentence, or of a clause in small letters.
    fn heads(&self, at: usize) -> bool {
        let t = self.t;
        let upper = t.get(at).is_some_and(Token::starts_upper);
        t.before(at).is_none_or(|before| match before.word {
            Word::Sign('.' | '?' | '!') => true,
            Word::Sign(',' | ';' | ':') => !upper,
            _ => !upper && before.is_any(&["maar", "liever", "alleen", "want", "dus", "en"]),
        })
    }
}
