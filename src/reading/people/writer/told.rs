//! What writers tell of themselves in the text: "Mijn naam is ...", "ik ben bereikbaar op ...", the
//! fields of a form.

use super::super::super::body::Body;
use super::super::super::cue::{Cue, Cues, Phrases};
use super::super::super::cursor::Tokens;
use super::super::super::sentence::Sentence;
use super::super::super::token::{Token, Word};
use super::super::name::name_end;
use super::super::phone::phone;
use super::words::{has_function, looks_like_name, post};
use crate::domain::reading::Writer;

/// Adds what the text tells; a number told in the text goes before that of the signature when it is
/// said to be the right one.
pub(super) fn learn(writer: &mut Writer, body: &Body<'_>) {
    from_form(writer, body);
    let t = body.tokens();
    const SELF: &Cues = &Cues::these(&[Cue::WriterSelf]);
    for sentence in body.saying(SELF).filter(|s| s.cues.meets(SELF)) {
        if writer.name.is_none() {
            writer.name = introduced(body, t, sentence);
        }
        if writer.function.is_none() || writer.organisation.is_none() {
            let (function, organisation) = employed(body, t, sentence);
            writer.function = writer.function.take().or(function);
            writer.organisation = writer.organisation.take().or(organisation);
        }
        let corrects = sentence.cues.has(Cue::WriterCorrects);
        if (writer.phone.is_none() || corrects) && sentence.cues.has(Cue::WriterReached) {
            let number = phone(body.sentence_text(sentence));
            writer.phone = number.or(writer.phone.take());
        }
    }
}

pub(crate) const INTRODUCES: Phrases = &["mijn naam is", "ik ben", "ik heet", "my name is", "i am"];
pub(crate) const WORKS: Phrases =
    &["ik ben", "ben ik", "werk als", "werkzaam als", "i am", "ik werk", "i work"];
pub(crate) const FIRST_PERSON: Phrases = &["ik", "mij", "me", "mijn", "my", "i", "m'n"];
pub(crate) const REACHED: Phrases = &[
    "bereikbaar",
    "telefoonnummer",
    "nummer",
    "bellen",
    "bel",
    "mobiel",
    "bereiken",
    "reach",
    "call",
    "phone",
    "reached",
    "telefonisch",
];
pub(crate) const CORRECTS: Phrases =
    &["nieuw", "nieuwe", "gewijzigd", "juiste", "voortaan", "new", "veranderd"];

/// `Contactpersoon: Ruud Timmer, 06 5550 0199`.
fn from_form(writer: &mut Writer, body: &Body<'_>) {
    let mut applicant = None;
    for (colon, _) in body.text.match_indices(':') {
        let Some((key, value)) = field(body.text, colon) else { continue };
        match key.to_lowercase().as_str() {
            "aanvrager" | "naam aanvrager" => applicant = Some(value),
            "contactpersoon" | "contact" | "naam" | "name" | "uw naam" => {
                let name = value.split([',', '(']).next().unwrap_or(value).trim();
                if looks_like_name(name) {
                    writer.name.get_or_insert_with(|| name.to_owned());
                }
                writer.phone = writer.phone.take().or_else(|| phone(value));
            }
            "telefoon" | "telefoonnummer" | "tel" | "tel." | "mobiel" | "phone" | "telephone" => {
                writer.phone = writer.phone.take().or_else(|| phone(value));
            }
            "organisatie" | "organisation" | "organization" => {
                writer.organisation.get_or_insert_with(|| value.to_owned());
            }
            "functie" | "function" | "position" => {
                writer.function.get_or_insert_with(|| value.to_owned());
            }
            _ => {}
        }
    }
    // Who applies is who wrote, unless somebody else is to be reached: then it is for whom, if that is
    // a body.
    let Some(value) = applicant else { return };
    let name = value.split([',', '(']).next().unwrap_or(value).trim();
    if writer.name.is_none() && looks_like_name(name) {
        writer.name = Some(name.to_owned());
        writer.phone = writer.phone.take().or_else(|| phone(value));
    } else if !looks_like_name(name) || is_body(name) {
        writer.organisation.get_or_insert_with(|| name.to_owned());
    }
}

/// "Raad Zuid", "Gemeente Ede": capitals that are no person.
fn is_body(name: &str) -> bool {
    post(name).1.is_some() || BODIES.iter().any(|body| name.to_lowercase().starts_with(body))
}

/// The first word of bodies that have no name of an organisation in them.
const BODIES: &[&str] =
    &["raad ", "gemeente ", "fractie ", "commissie ", "college ", "provincie ", "bestuur "];

/// The key before the first colon of a line, and the value behind it; more fields than one may share a
/// line: "Aanvrager: Jan Bos / Contactpersoon: Karin Post".
fn field(text: &str, colon: usize) -> Option<(&str, &str)> {
    const LONGEST_KEY: usize = 24;
    let (before, behind) = (text.get(..colon)?, text.get(colon + 1..)?);
    // No further back than another colon: a line of nothing but colons is walked through once.
    let end = before.bytes().rposition(|byte| matches!(byte, b'\n' | b':' | b'/' | b'|' | b';'));
    let key = before.get(end.map_or(0, |at| at + 1)..)?;
    let opens_line = !before.strip_suffix(key)?.ends_with(':');
    if !opens_line || key.trim().len() > LONGEST_KEY {
        return None;
    }
    let line = behind.split('\n').next()?;
    let next = line.find(':').and_then(|colon| line.get(..colon)?.rfind(['/', '|', ';']));
    let value = next.map_or(line, |end| line.get(..end).unwrap_or(line)).trim();
    (!value.is_empty()).then_some((key.trim(), value))
}

/// "Mijn naam is Sanne Bos", "Ik ben Noor Vermaat".
fn introduced(body: &Body<'_>, t: Tokens<'_, '_>, s: Sentence) -> Option<String> {
    let at = behind(t, s, Cue::WriterIntroduced)?;
    t.get(at).filter(|token| token.starts_upper())?;
    let name = name_end(t, at).map(|end| one_line(body.words(at, end)))?;
    (!has_function(&name)).then_some(name)
}

/// Behind the first phrase of a list.
fn behind(t: Tokens<'_, '_>, s: Sentence, cue: Cue) -> Option<usize> {
    if !s.cues.has(cue) {
        return None;
    }
    t.first(s.from, s.to, cue).map(|(at, words)| at + words)
}

/// "Ik werk als beleidsadviseur bij de gemeente Bergwijk".
fn employed(body: &Body<'_>, t: Tokens<'_, '_>, s: Sentence) -> (Option<String>, Option<String>) {
    let Some(start) = behind(t, s, Cue::WriterWorks) else {
        return (None, None);
    };
    let start = skip_aside(t, start);
    // "Ik ben geen raadslid meer."
    if t.is(start, &["geen", "niet", "no", "not"]) {
        return (None, None);
    }
    let start = if t.is(start, &["een", "de", "het", "a", "an", "the", "als", "as"]) {
        start + 1
    } else {
        start
    };
    // "Ik ben Eva Bos, beleidsadviseur bij ...".
    let named = name_end(t, start).filter(|&end| matches!(t.word(end), Word::Sign(',')));
    let start = named.map_or(start, |end| end + 1);
    const LONGEST_POST: usize = 14;
    let stops = |&at: &usize| {
        matches!(t.word(at), Word::Sign('.' | ',' | ';' | '(' | '!'))
            || t.is(at, &["en", "and", "die", "wil", "zou", "om", "met"])
            || t.is(at, &["in"]) && t.get(at + 1).is_some_and(Token::starts_upper)
            || t.get(at).is_some_and(|token| token.breaks > 1)
    };
    let end = (start..s.to.min(start + LONGEST_POST))
        .find(stops)
        .unwrap_or(s.to.min(start + LONGEST_POST));
    let at =
        t.find(start, end, &[&["bij"], &["van"], &["voor"], &["aan"], &["at"], &["for"], &["of"]]);
    let title = body.words(start, at.unwrap_or(end));
    let function = Some(one_line(title)).filter(|title| has_function(title));
    let behind = at.map(|at| skip_article(t, at + 1)).filter(|&from| from < end);
    let organisation = behind.and_then(|from| {
        let text = body.words(from, end);
        let named = t.get(from).is_some_and(Token::starts_upper) && function.is_some();
        let known = post(text).1.is_some();
        (named || known).then(|| one_line(text))
    });
    (function, organisation)
}

/// "ik ben zoals je weet sinds mei wethouder": what stands between the verb and the post.
fn skip_aside(t: Tokens<'_, '_>, at: usize) -> usize {
    const KNOWN: &[&[&str]; 3] =
        &[&["zoals", "je", "weet"], &["zoals", "u", "weet"], &["zoals", "jullie", "weten"]];
    const SMALL: &[&str] = &["nu", "al", "ook", "zelf", "momenteel", "tevens", "namelijk"];
    let mut next = at;
    loop {
        if let Some(words) = t.any_of(next, KNOWN) {
            next += words;
        } else if t.is(next, &["sinds", "since"]) {
            next += 2;
        } else if t.is(next, SMALL) {
            next += 1;
        } else {
            return next;
        }
    }
}

fn skip_article(t: Tokens<'_, '_>, at: usize) -> usize {
    if t.is(at, &["de", "het", "the"]) && !t.get(at).is_some_and(Token::starts_upper) {
        at + 1
    } else {
        at
    }
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
