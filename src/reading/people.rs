//! The guest and the writer: offices, names with their particles, signatures.
//!
//! The principal is read from the text, the writer from the sign-off (then from the signature zone,
//! then from the sender's name). Nobody is made up: no capital, no name. The trap is the function of
//! the writer ("secretaresse van de minister"), which names an office that does not come.

use super::body::Body;
use super::cursor::Tokens;
use super::token::Word;
use crate::domain::people::Office;
use crate::domain::reading::{Principal, Writer};

/// The office that a word names.
pub(crate) fn office(lower: &str) -> Option<Office> {
    Some(match lower {
        "kamerlid" | "kamerleden" | "kamerfractie" => Office::Kamerlid,
        "minister" | "staatssecretaris" | "bewindspersoon" | "minister-president" => {
            Office::Bewindspersoon
        }
        "wethouder" | "wethouders" | "alderman" => Office::Wethouder,
        "burgemeester" | "mayor" => Office::Burgemeester,
        "raadslid" | "raadsleden" | "gemeenteraadslid" => Office::Raadslid,
        "statenlid" | "statenleden" => Office::Statenlid,
        "directeur-generaal"
        | "secretaris-generaal"
        | "dg"
        | "topambtenaar"
        | "programmadirecteur" => Office::Ambtenaar,
        _ => return None,
    })
}

/// The guest for whom is asked.
pub(crate) fn principal(body: &Body<'_>, signature: &[&str]) -> Option<Principal> {
    let t = body.tokens();
    by_office(body, t).or_else(|| asked_for(body, t)).or_else(|| in_signature(signature))
}

fn by_office(body: &Body<'_>, t: Tokens<'_, '_>) -> Option<Principal> {
    let mut best: Option<Principal> = None;
    for &sentence in &body.sentences {
        for at in sentence.from..sentence.to {
            let Some((mut office, next)) = office_at(t, at) else { continue };
            if office == Office::Burgemeester && t.was(at, &["deputy", "vice"]) {
                office = Office::Wethouder;
            }
            if t.is(at, &["ministers", "bewindslieden"]) || is_another_one(t, at) {
                continue;
            }
            let name = name_behind(body, t, next);
            let named = name.is_some();
            let end = name.as_ref().map_or(next, |(_, end)| *end);
            let found = Principal {
                name: name.map(|(name, _)| name),
                office: Some(office),
                span: t.span(at, end),
            };
            if named {
                return Some(found);
            }
            best.get_or_insert(found);
        }
    }
    best
}

/// An office in one token or hyphenated over three ("directeur-generaal").
fn office_at(t: Tokens<'_, '_>, at: usize) -> Option<(Office, usize)> {
    let token = t.get(at)?;
    if t.any_of(at, &[&["directeur", "-", "generaal"], &["secretaris", "-", "generaal"]]).is_some()
    {
        return Some((Office::Ambtenaar, at + 3));
    }
    office(&token.lower).map(|office| (office, at + 1))
}

/// "Eén van de raadsleden", "met ministers op de foto", "de wethouder van onderwijs": an office, but
/// not the guest's.
fn is_another_one(t: Tokens<'_, '_>, at: usize) -> bool {
    at >= 2
        && t.is(at - 2, &["van"])
        && t.is(at - 1, &["de"])
        && at >= 3
        && t.is(at - 3, &["één", "een", "eén"])
}

/// The name after an office, directly or behind a comma.
fn name_behind(body: &Body<'_>, t: Tokens<'_, '_>, at: usize) -> Option<(String, usize)> {
    let start = if t.get(at).is_some_and(|c| c.is_sign(',')) { at + 1 } else { at };
    if t.get(start).is_some_and(|token| token.breaks > 1) {
        return None;
    }
    let end = name_end(t, start)?;
    let words = body.words(start, end).split_whitespace().collect::<Vec<_>>().join(" ");
    // Behind a comma only a whole name counts: "de wethouder, Graag ..." is a new thought.
    let whole = end - start >= 2 || start == at;
    whole.then_some((words, end))
}

/// Where the name that begins at `at` ends: capitals, initials and the particles between them.
pub(crate) fn name_end(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    let mut end = None;
    while let Some(token) = t.get(next) {
        if next > at && (token.breaks > 0 && token.breaks != 1) {
            break;
        }
        let particle = is_particle(&token.lower);
        let capital = token.starts_upper()
            && !matches!(token.word, Word::Weekday { .. })
            && token.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’'));
        let joint = token.is_sign('-')
            && token.glued
            && t.get(next + 1).is_some_and(|n| n.glued && n.starts_upper());
        let dot = token.is_sign('.')
            && token.glued
            && t.before(next).is_some_and(|b| b.text.chars().count() <= 2);
        if capital && !(particle && next > at && end.is_none()) {
            end = Some(next + 1);
        } else if !(particle || joint || dot) || next == at && !particle {
            break;
        }
        next += 1;
        if next - at > 7 {
            break;
        }
    }
    end.filter(|end| {
        (at..*end).any(|i| t.get(i).is_some_and(|w| w.starts_upper() && !is_particle(&w.lower)))
    })
}

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "van"
            | "de"
            | "der"
            | "den"
            | "ten"
            | "ter"
            | "v"
            | "v.d"
            | "vd"
            | "el"
            | "al"
            | "von"
            | "het"
            | "in"
            | "'t"
            | "’t"
            | "op"
            | "te"
            | "la"
            | "le"
            | "bin"
            | "ben"
    )
}

/// "Kan Marieke v Dijk ... langskomen?": a name right behind the verb that asks.
fn asked_for(body: &Body<'_>, t: Tokens<'_, '_>) -> Option<Principal> {
    body.sentences.iter().find_map(|sentence| {
        let asks = t.is(sentence.from, &["kan", "mag", "can", "could", "zou"]);
        let start = sentence.from + 1;
        let first =
            t.get(start).filter(|token| token.starts_upper() && token.word == Word::Other)?;
        let end =
            name_end(t, start).filter(|end| *end - start >= 2 && asks && first.text.len() > 1)?;
        let name = body.words(start, end).to_owned();
        Some(Principal { name: Some(name), office: None, span: t.span(start, end) })
    })
}

/// "namens Kamerlid Fenna Kooistra" under the sign-off.
fn in_signature(signature: &[&str]) -> Option<Principal> {
    signature.iter().find_map(|line| {
        let tokens = super::lexer::lex(line);
        let t = Tokens(&tokens);
        let at = t.find(0, tokens.len(), &[&["namens"]])?;
        let (office, next) = office_at(t, at + 1)?;
        let end = name_end(t, next)?;
        let name = t.slice(line, next, end).to_owned();
        Some(Principal { name: Some(name), office: Some(office), span: [0, 0] })
    })
}

const FUNCTIONS: &[&str] = &[
    "medewerker",
    "adviseur",
    "secretar",
    "griffie",
    "directeur",
    "researcher",
    "verslaggever",
    "journalist",
    "diensthoofd",
    "manager",
    "coördinator",
    "coordinator",
    "ondersteuner",
    "assistent",
    "voorzitter",
    "officer",
    "bestuurder",
    "hoogleraar",
    "professor",
    "redacteur",
    "projectleider",
    "programmaleider",
    "beleids",
    "advisor",
    "adviser",
    "student",
    "raadslid",
];

/// What follows is a disclaimer.
const SIGNATURE_LINES_READ: usize = 14;

const ORGANISATIONS: &[&str] = &[
    "ministerie",
    "gemeente",
    "provincie",
    "stad ",
    "tweede kamer",
    "waterschap",
    "stichting",
    "universit",
    "hogeschool",
    "institute",
    "vereniging",
    "municipality",
    "city of",
    "ministry",
    "eerste kamer",
];

/// Who wrote: from the lines under the sign-off and the signature zone; the name else from the
/// sender.
pub(crate) fn writer(body: &Body<'_>, signature: &[&str], sender: Option<&str>) -> Option<Writer> {
    let mut writer = Writer::default();
    for (index, line) in signature.iter().take(SIGNATURE_LINES_READ).enumerate() {
        for piece in line
            .split(['|', '•', '·'])
            .flat_map(|part| part.split(" - "))
            .map(clean)
            .filter(|piece| !piece.is_empty())
        {
            writer.learn(piece, index == 0);
        }
    }
    writer.learn_from_form(body);
    let own = last_line(body).filter(|line| signature.is_empty() && looks_like_name(line));
    writer.name =
        writer.name.or_else(|| sender.and_then(sender_name)).or_else(|| own.map(str::to_owned));
    (writer != Writer::default()).then_some(writer)
}

fn last_line<'t>(body: &Body<'t>) -> Option<&'t str> {
    body.text.lines().map(str::trim).rfind(|line| !line.is_empty())
}

fn clean(piece: &str) -> &str {
    piece.trim().trim_start_matches(['[', '*', '>']).trim_end_matches([']', '*', ',']).trim()
}

impl Writer {
    fn learn(&mut self, piece: &str, first: bool) {
        let lower = piece.to_lowercase();
        let has = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
        if lower.starts_with("namens")
            || lower.starts_with("verstuurd")
            || lower.starts_with("dit bericht")
        {
            return;
        }
        if self.phone.is_none() {
            self.phone = phone(piece);
        }
        let digits = piece.chars().any(|c| c.is_ascii_digit());
        if self.name.is_none()
            && (first || looks_like_name(piece))
            && !digits
            && !has(FUNCTIONS)
            && !has(ORGANISATIONS)
            && piece.split_whitespace().count() <= 6
        {
            self.name = Some(piece.trim_end_matches('.').to_owned());
        } else if self.function.is_none() && has(FUNCTIONS) && !digits {
            self.function = Some(piece.to_owned());
        } else if self.organisation.is_none() {
            // Under a function an unknown name with capitals is where one works.
            let unknown = self.function.is_some()
                && looks_like_name(piece)
                && self.name.as_deref() != Some(piece);
            let named = has(ORGANISATIONS) && !digits;
            self.organisation = (named || unknown).then(|| piece.to_owned());
        }
    }

    /// `Contactpersoon: Ruud Timmer, 06 5550 0199`.
    fn learn_from_form(&mut self, body: &Body<'_>) {
        for line in body.text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let key = key.trim().to_lowercase();
            if matches!(key.as_str(), "contactpersoon" | "contact" | "naam" | "name") {
                let name = value.split(',').next().unwrap_or(value).trim();
                if looks_like_name(name) {
                    self.name.get_or_insert(name.to_owned());
                }
                self.phone = self.phone.take().or_else(|| phone(value));
            }
        }
    }
}

fn looks_like_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let starts = text.chars().next().is_some_and(char::is_uppercase)
        || text.starts_with("mr.")
        || text.starts_with("dr.")
        || text.starts_with("drs.");
    (1..=5).contains(&words)
        && starts
        && !text.contains(['@', ':', '?', '!', '/'])
        && !text.chars().any(|c| c.is_ascii_digit())
        && text
            .split_whitespace()
            .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
            .count()
            * 2
            >= words
}

/// The first telephone number of a line, as written.
fn phone(line: &str) -> Option<String> {
    let start = line.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let rest = line.get(start..)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | ' ' | '-' | '.')))
        .unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches(['(', ' ', '-', '.']).trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let begins = number.starts_with('0')
        || number.starts_with('+')
        || number.starts_with("(0")
        || number.starts_with("(+");
    if (9..=14).contains(&digits) && begins {
        return Some(number.to_owned());
    }
    // "Plein 12, T 070 ...": try behind the first number.
    let further = rest.get(end.max(1)..)?;
    phone(further)
}

/// `Vermeer, Daan` -> `Daan Vermeer`; `Vries, J. de (Janneke)` -> `Janneke de Vries`. An office is no
/// person.
fn sender_name(label: &str) -> Option<String> {
    let label = label.split(" – ").next().unwrap_or(label).trim();
    let lower = label.to_lowercase();
    let desk = [
        "secretariaat",
        "griffie",
        "fractie",
        "commissie",
        "postbus",
        "info",
        "system",
        "outlook",
        "nieuwsbrief",
        "&",
    ];
    if desk.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let Some((last, first)) = label.split_once(',') else { return Some(label.to_owned()) };
    let (before, called) = match first.split_once('(') {
        Some((before, rest)) => (before, rest.split(')').next()),
        None => (first, None),
    };
    let (initials, particle) = split_particle(before.trim());
    let given = called.map_or(initials, str::trim);
    let parts: Vec<&str> =
        [given, particle, last.trim()].into_iter().filter(|p| !p.is_empty()).collect();
    Some(parts.join(" "))
}

/// `Lianne van der` -> (`Lianne`, `van der`).
fn split_particle(first: &str) -> (&str, &str) {
    let at = first
        .split_whitespace()
        .find(|word| is_particle(word))
        .and_then(|word| first.find(&format!(" {word}")));
    match at {
        Some(at) => (first.get(..at).unwrap_or(first).trim(), first.get(at..).unwrap_or("").trim()),
        None => (first, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_become_people() {
        assert_eq!(sender_name("Vermeer, Daan").as_deref(), Some("Daan Vermeer"));
        assert_eq!(sender_name("Bakker, A. (Annelies)").as_deref(), Some("Annelies Bakker"));
        assert_eq!(sender_name("Kamp, Lianne van der").as_deref(), Some("Lianne van der Kamp"));
        assert_eq!(sender_name("Griffie Waalmonde"), None);
    }

    #[test]
    fn phones_are_found_behind_addresses() {
        assert_eq!(phone("Plein 12, T 070 555 01 23").as_deref(), Some("070 555 01 23"));
        assert_eq!(phone("Tel. 0297 555 088 (ma t/m do)").as_deref(), Some("0297 555 088"));
        assert_eq!(phone("Stadsplein 8"), None);
    }
}
