//! Names of persons: capitals, initials and the particles between them.
//!
//! "L. van Asperen", "mr. J.P. de Graaf", "El Idrissi", "Van der Kamp-de Wit". A particle in lower
//! case belongs to a name; a "van" behind a whole name begins a place ("Tom Haverkort van Waterkant"),
//! unless what stood before were two given names.

use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::token::{Token, Word};

/// A name has no more tokens than this.
const TOKENS_MOST: usize = 11;

pub(crate) const PARTICLES: Phrases = &[
    "van", "de", "der", "den", "ten", "ter", "v", "v.d", "v.d.", "vd", "el", "al", "von", "het",
    "in", "'t", "’t", "op", "te", "la", "le", "bin", "ben", "d'", "di", "da", "dos", "du", "zu",
    "af",
];
/// With these a place begins behind a whole name, unless an article follows.
const TO_PLACES: &[&str] = &["van", "in", "te", "op", "het", "al"];
const ARTICLES: &[&str] = &["de", "der", "den", "het", "'t", "’t"];
/// Given names that often stand second.
const SECOND_GIVEN: &[&str] = &[
    "jan",
    "willem",
    "peter",
    "paul",
    "marie",
    "anne",
    "kees",
    "pieter",
    "hendrik",
    "maria",
    "louise",
    "karel",
    "piet",
    "henk",
    "johan",
    "ali",
    "mohamed",
    "elisabeth",
    "jaap",
];
/// "Kan Kamerlid Bol MORGEN langskomen": capitals that press, and no part of a name.
const SHOUTED: &[&str] = &[
    "morgen",
    "vandaag",
    "overmorgen",
    "nu",
    "graag",
    "wil",
    "willen",
    "kan",
    "komt",
    "komen",
    "dringend",
    "spoed",
    "naar",
    "niet",
    "svp",
    "aub",
    "please",
    "urgent",
    "tomorrow",
    "today",
];
pub(crate) const TITLES: Phrases = &[
    "mevrouw",
    "mevr",
    "mw",
    "heer",
    "dhr",
    "meneer",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dr",
    "drs",
    "mr",
    "ir",
    "ing",
    "prof",
    "ds",
    "jhr",
    "mevr.",
    "mw.",
    "dhr.",
    "mr.",
    "drs.",
    "dr.",
    "ir.",
    "professor",
    "madam",
    "h.e.",
    "excellency",
    "excellentie",
];
pub(crate) const HONORIFICS: Phrases =
    &["mevrouw", "mevr", "mw", "heer", "dhr", "meneer", "mrs", "ms", "madam"];

pub(super) fn is_particle(lower: &str) -> bool {
    PARTICLES.contains(&lower)
}

/// The same of a word in the text.
pub(super) fn is_particle_here(token: &Token<'_>) -> bool {
    token.cues.has(Cue::Particle)
}

/// "mevrouw", "de heer": somebody is named next. Not the titles of study.
pub(super) fn is_honorific(token: &Token<'_>) -> bool {
    token.cues.has(Cue::Honorific)
}

/// The first token behind titles: "de heer", "mevrouw drs.", "mr.".
pub(crate) fn skip_titles(t: Tokens<'_, '_>, at: usize) -> usize {
    let mut next = at;
    if t.is(next, &["de", "den"]) && t.is(next + 1, &["heer", "heren"]) {
        next += 1;
    }
    while t.listed(next, Cue::PersonTitle) {
        next += 1;
        while t.get(next).is_some_and(|token| token.is_sign('.') && token.glued) {
            next += 1;
        }
    }
    next
}

/// Where the name that begins at `at` ends.
pub(crate) fn name_end(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    let mut end = None;
    let mut whole = Words::default();
    while next - at < TOKENS_MOST
        && let Some(token) = t.get(next)
    {
        if next > at && token.breaks > 0 && (whole.is_person() || !is_wrapped(t, next)) {
            break;
        }
        let particle = is_particle_here(token);
        if particle && !token.starts_upper() {
            let place = begins_place(t, next);
            if place && (whole.is_person() || whole.capitals > 0 && token.is("in")) {
                break;
            }
        } else if is_name_word(t, next)
            && !(next > at && (is_shouted(t, next) || is_pronoun(t, next)))
        {
            whole.take(token);
            end = Some(next + 1);
        } else if !(next > at && (is_hyphen(t, next) || is_dot_of_initial(t, next))) {
            break;
        }
        next += 1;
    }
    end.filter(|&end| (at..end).any(|i| t.get(i).is_some_and(|w| is_proper(w))))
}

/// "Jan Wil Smit" goes on with a name, "JAN BOL WIL GRAAG" does not.
fn is_shouted(t: Tokens<'_, '_>, at: usize) -> bool {
    let goes_on = is_name_word(t, at + 1) && !t.is(at + 1, SHOUTED);
    t.is(at, SHOUTED) && !(t.is(at, &["wil"]) && goes_on)
}

/// "On behalf of Ms Korhonen I would like": an initial has a dot, or another name behind it.
fn is_pronoun(t: Tokens<'_, '_>, at: usize) -> bool {
    let follows = t.get(at + 1);
    t.is(at, &["i"]) && follows.is_some_and(|next| next.length() > 1 && !next.starts_upper())
}

/// What the words so far amount to.
#[derive(Default)]
struct Words {
    capitals: usize,
    initials: usize,
    second_given: bool,
    /// It begins as a family name does: "Van Dijk".
    family: bool,
}

impl Words {
    fn take(&mut self, token: &Token<'_>) {
        self.family |= self.capitals + self.initials == 0 && is_particle_here(token);
        if is_initial(token) {
            self.initials += 1;
        } else if !is_particle_here(token) {
            self.capitals += 1;
            self.second_given = self.capitals == 2 && token.is_any(SECOND_GIVEN);
        }
    }

    /// A family name with something before it.
    fn is_person(&self) -> bool {
        let before = usize::from(self.initials > 0) + usize::from(self.family);
        self.capitals > 0 && self.capitals + before >= 2 && !self.second_given
    }
}

fn begins_place(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, TO_PLACES) && !t.is(at + 1, ARTICLES)
}

/// A capital, letters only, and no word of the calendar; a word before a colon is a field of a form.
fn is_name_word(t: Tokens<'_, '_>, at: usize) -> bool {
    let Some(token) = t.get(at) else { return false };
    let calendar = matches!(
        token.word,
        Word::Weekday { short: false, .. } | Word::WeekdayPart(..) | Word::Weekdays(_)
    );
    token.starts_upper()
        && !calendar
        && !(token.breaks > 0 && t.get(at + 1).is_some_and(|next| next.is_sign(':')))
        && token.lower.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’'))
}

fn is_initial(token: &Token<'_>) -> bool {
    token.length() == 1 || token.lower.ends_with('.')
}

fn is_proper(token: &Token<'_>) -> bool {
    token.starts_upper() && !is_particle_here(token) && !is_initial(token)
}

fn is_hyphen(t: Tokens<'_, '_>, at: usize) -> bool {
    let glued = |i: usize| t.get(i).is_some_and(|token| token.glued);
    t.get(at).is_some_and(|token| token.is_dash())
        && glued(at)
        && glued(at + 1)
        && t.get(at + 1).is_some_and(|n| n.starts_upper() || is_particle_here(n))
}

/// The dot of "J." and "Ph."; a dot behind a longer word ends the sentence.
fn is_dot_of_initial(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_some_and(|token| token.is_sign('.') && token.glued)
        && t.before(at).is_some_and(|before| before.length() <= 2)
}

/// Lines shorter than this were ended by the writer.
const WRAPPED_LINE_CHARS: usize = 45;

/// A mail program broke the line inside a name: "Kamerlid Ruben\nOstendorf".
fn is_wrapped(t: Tokens<'_, '_>, at: usize) -> bool {
    const LOOK_BACK: usize = 30;
    let Some(before) = t.before(at) else { return false };
    let start = (at.saturating_sub(LOOK_BACK)..at)
        .rev()
        .find(|&i| i == 0 || t.get(i).is_some_and(|token| token.breaks > 0))
        .and_then(|i| t.get(i))
        .map_or(0, |token| token.span()[0]);
    t.get(at).is_some_and(|token| token.breaks == 1)
        && before.span()[1].saturating_sub(start) >= WRAPPED_LINE_CHARS
}

#[cfg(test)]
mod tests {
    use super::super::super::lexer::{Both, lex, lowered};
    use super::*;

    fn name(text: &str) -> Option<&str> {
        let lower = lowered(text);
        let tokens = lex(Both { text, lower: &lower });
        let t = Tokens(&tokens);
        name_end(t, 0).map(|end| t.slice(text, 0, end))
    }

    #[test]
    fn names_are_taken_whole() {
        for (text, expected) in [
            ("L. van Asperen, brengt", "L. van Asperen"),
            ("Van den Broek wil graag", "Van den Broek"),
            ("Tom Haverkort van Waterkant bezoekt", "Tom Haverkort"),
            ("Anna van der Berg van Zeist", "Anna van der Berg"),
            ("Jan Willem van Dijk komt", "Jan Willem van Dijk"),
            ("J.P. de Graaf komt", "J.P. de Graaf"),
            ("Karin Tolsma-de Wit komt", "Karin Tolsma-de Wit"),
            ("Willem-Jan Postma gaat", "Willem-Jan Postma"),
            ("Van Dijk van Zeist komt", "Van Dijk"),
            ("Karim el Idrissi komt", "Karim el Idrissi"),
            ("Smeenk in Waterkant", "Smeenk"),
            ("Jan in 't Veld komt", "Jan in 't Veld"),
            ("Ruben Ostendorf\nAantal: 4", "Ruben Ostendorf"),
            ("Liisa Korhonen I would like", "Liisa Korhonen"),
            ("Juan Carlos I. is coming", "Juan Carlos I"),
        ] {
            assert_eq!(name(text), Some(expected), "{text}");
        }
        assert_eq!(name("van de gemeente"), None);
        assert_eq!(name("wil graag"), None);
    }
}
