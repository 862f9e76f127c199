//! The name that belongs to an office: behind it, behind its portfolio, or before it.

use super::super::super::classes::Classes;
use super::super::super::cue::Cue;
use super::super::super::token::{Token, Word};
use super::super::name::{is_particle_here, name_end, skip_titles};
use super::super::office::{is_group, office_at};
use super::scene::{GREETS, Scene, is_body};
use crate::domain::people::Office;

impl Scene<'_, '_, '_> {
    /// The name behind an office: at once, behind titles, or behind a comma and the portfolio.
    pub(super) fn name_behind(&self, at: usize, office: Office) -> Option<(usize, usize)> {
        let t = self.t;
        let mut direct = skip_titles(t, at);
        // "Directeur Wonen Anna Bos".
        if t.is(direct, PORTFOLIOS) && name_end(t, direct + 1).is_some_and(|end| end > direct + 2) {
            direct += 1;
        }
        if self.same_paragraph(direct)
            && (direct > at || self.begins_name(direct, office))
            && let Some(end) = name_end(t, direct)
            && !(end == direct + 1 && t.is(direct, PORTFOLIOS))
        {
            return Some((direct, end));
        }
        const FARTHEST: usize = 16;
        let mut next = at;
        let mut of = false;
        while next < self.sentence.to && next - at < FARTHEST && self.same_paragraph(next) {
            if matches!(t.word(next), Word::Sign(',' | '(')) {
                let start = skip_titles(t, next + 1);
                let end = name_end(t, start).filter(|end| {
                    let ends = matches!(t.word(*end), Word::Sign(',' | ')' | '.'));
                    start > next + 1 || end - start >= 2 && (ends || self.is_verb(*end))
                });
                if let Some(end) = end {
                    return Some((start, end));
                }
            } else if !(self.is_portfolio(next) || of && self.names_matter(next)) {
                return None;
            }
            of |= t.is(next, &["van", "voor", "for"]);
            next += 1;
        }
        None
    }

    fn same_paragraph(&self, at: usize) -> bool {
        self.t.get(at).is_none_or(|token| token.breaks <= 1)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.t.listed(at, Cue::GuestComes)
    }

    /// "wethouder Van Dijk" and "Kamerlid van der Berg", but not "wethouder van Onderwijs" or "raadslid
    /// van de VVD".
    fn begins_name(&self, at: usize, office: Office) -> bool {
        let Some(token) = self.t.get(at) else { return false };
        if !is_particle_here(token) || token.starts_upper() {
            return true;
        }
        const OF: &[&str] = &["van", "in", "op", "te", "het", "al", "de"];
        let article = self.t.is(at + 1, &["der", "den", "de", "'t", "’t"]);
        let family = self.t.get(at + 2).is_some_and(is_family_name);
        let of_state = office == Office::Bewindspersoon && self.t.is(at + 1, &["de"]);
        !token.is_any(OF) || article && family && !of_state
    }

    fn is_portfolio(&self, at: usize) -> bool {
        const WORDS: &[&str] = &[
            "van",
            "voor",
            "in",
            "bij",
            "uit",
            "namens",
            "of",
            "for",
            "de",
            "het",
            "en",
            "and",
            "the",
            "gemeente",
            "ministerie",
            "fractie",
            "provincie",
            "tweede",
            "kamer",
            "onze",
            "provinciale",
            "staten",
            "&",
            "-",
            "/",
        ];
        let capital = self.t.get(at).is_some_and(Token::starts_upper);
        capital || self.t.is(at, WORDS)
    }

    /// "Schepen van samenleven en wonen": behind "van" any word may be what the office is for.
    fn names_matter(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Other) && !self.is_verb(at)
    }

    /// "Karin Tolsma, wethouder in Waterkant, ..." and "Ruben Ostendorf (Kamerlid)".
    pub(super) fn name_before(&self, at: usize) -> Option<(usize, usize)> {
        const BETWEEN: &[&str] = &["tweede", "eerste", "onze", "de", "het", "als", "ons"];
        const LONGEST: usize = 7;
        let mut comma = at.checked_sub(1)?;
        while comma > self.sentence.from && self.t.is(comma, BETWEEN) {
            comma -= 1;
        }
        if !matches!(self.t.word(comma), Word::Sign(',' | '(')) {
            return None;
        }
        let first = comma.saturating_sub(LONGEST).max(self.sentence.from);
        // The W of "B&W van Ede (burgemeester, vijf wethouders)" is nobody's initial.
        let whole = |from: usize| !self.t.before(from).is_some_and(|sign| sign.is_sign('&'));
        let fits = |&from: &usize| {
            let start = skip_titles(self.t, from);
            name_end(self.t, start) == Some(comma)
                && whole(from)
                && (start > from
                    || comma - from >= 2 && self.t.get(from).is_some_and(Token::starts_upper))
                && office_at(self.t, from).is_none()
                && !self.t.listed(from, Cue::NoPerson)
        };
        let from = (first..comma).find(fits)?;
        (!self.t.is(from, GREETS)).then_some((skip_titles(self.t, from), comma))
    }

    /// The words of a name; "Haverkort van Waterkant" loses the place if the mail has a "gemeente
    /// Waterkant".
    pub(super) fn name(&self, from: usize, to: usize) -> String {
        let van = (from + 1..to).find(|&at| self.t.is(at, &["van", "uit"]));
        let place = van.and_then(|van| self.t.get(van + 1)).map(|token| token.lower);
        let article = van.map(|van| van + 1).filter(|at| self.t.is(*at, &["de", "het"]));
        let group = article
            .and_then(|at| self.t.get(at + 1))
            .is_some_and(|token| is_group(token.lower) || is_body(token));
        let to = match (van, place) {
            (Some(van), _) if group => van,
            (Some(van), Some(place)) if self.is_place(place) => van,
            _ => to,
        };
        let words = self.body.words(from, to).split_whitespace().collect::<Vec<_>>().join(" ");
        // "Ms Carrasco's programme"
        let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s"));
        bare.map_or(words.clone(), str::to_owned)
    }

    fn is_place(&self, place: &str) -> bool {
        const BODIES: &[&str] = &["gemeente", "stad", "provincie", "municipality", "gemeenteraad"];
        let in_line = |line: &&str| {
            let lower = line.to_lowercase();
            lower.contains(place) && BODIES.iter().any(|body| lower.contains(body))
        };
        let t = self.t;
        self.signature.iter().any(in_line)
            || (1..t.0.len()).any(|at| t.is(at, &[place]) && t.was(at, BODIES))
    }
}

/// A portfolio where a name could stand: "wethouder Wonen".
const PORTFOLIOS: &[&str] = &[
    "wonen",
    "onderwijs",
    "financiën",
    "zorg",
    "jeugd",
    "veiligheid",
    "ruimte",
    "economie",
    "cultuur",
    "sport",
    "welzijn",
    "wmo",
    "participatie",
    "duurzaamheid",
    "klimaat",
    "mobiliteit",
    "sociaal",
    "openbaar",
    "bestuur",
    "publieke",
    "volkshuisvesting",
    "armoede",
    "wijken",
    "financien",
    "leefbaarheid",
    "verkeer",
    "werk",
    "bouwen",
    "stedelijke",
    "sociale",
    "housing",
    "education",
];

/// A capital, and none further on: "Berg", not "VVD", "GroenLinks" or "Partij".
fn is_family_name(token: &Token<'_>) -> bool {
    token.starts_upper() && !token.may_be(Classes::CAPITAL_INSIDE) && !is_body(token)
}
