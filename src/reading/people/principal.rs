//! The guest for whom is asked.
//!
//! An office with a name goes before an office alone, that before a name with "mevrouw" or "de heer",
//! that before a bare name that wants to come. An office that is met, greeted or thanked is not the
//! guest's.

use super::super::body::Body;
use super::super::cursor::Tokens;
use super::super::lexer::{self, Sentence};
use super::super::token::{Token, Word};
use super::name::{is_honorific, is_particle, name_end, skip_titles};
use super::office::{civil_servant_at, is_group, leader_at, of_council, office_at};
use crate::domain::people::Office;
use crate::domain::reading::Principal;

/// The guest; `writer` is who signed.
pub(crate) fn principal(
    body: &Body<'_>,
    signature: &[&str],
    writer: Option<&str>,
) -> Option<Principal> {
    let seen = Seen::look(body, signature, writer);
    let Seen { named, office, titled, bare } = seen;
    if named.is_some() {
        return named;
    }
    match (office, titled.or(bare)) {
        (_, Some(leader)) if leader.office.is_some() => Some(leader),
        (Some(office), Some(person)) if office.office != Some(Office::Ambtenaar) => {
            Some(Principal { office: office.office, ..person })
        }
        (Some(office), _) => Some(office),
        (None, Some(person)) => Some(person),
        (None, None) => in_signature(signature),
    }
}

/// The best of each kind that the text holds.
#[derive(Default)]
struct Seen {
    named: Option<Principal>,
    office: Option<Principal>,
    titled: Option<Principal>,
    bare: Option<Principal>,
}

impl Seen {
    fn look(body: &Body<'_>, signature: &[&str], writer: Option<&str>) -> Self {
        let t = body.tokens();
        let mut seen = Self::default();
        let mut civil = None;
        for &sentence in &body.sentences {
            let scene = Scene { body, t, sentence, signature, writer };
            for at in sentence.from..sentence.to {
                if let Some((office, next)) = office_at(t, at) {
                    scene.take_office(office, at, next, &mut seen);
                } else if seen.office.is_none() && civil.is_none() {
                    civil = scene.civil_servants(at);
                }
                if seen.named.is_some() {
                    return seen;
                }
                scene.take_leader(at, &mut seen);
                scene.take_person(at, &mut seen);
            }
        }
        seen.office = seen.office.or_else(|| fraction(body)).or(civil);
        seen
    }
}

const YOURS: &[&str] = &["uw", "jullie", "your"];
const TALKS: &[&str] = &[
    "spreken",
    "spreekt",
    "praten",
    "praat",
    "gesprek",
    "gesprekken",
    "ontmoeten",
    "ontmoeting",
    "kennismaken",
    "overleg",
    "overleggen",
    "contact",
    "bellen",
    "bel",
    "speak",
    "talk",
    "meet",
    "meeting",
    "gesproken",
    "collega",
    "neem",
    "mailen",
];
const MET: &[&str] = &["met", "with", "door", "by", "aan"];
const DETERMINERS: &[&str] = &["de", "het", "een", "onze", "ons", "the", "a", "our", "mijn"];
const GREETS: &[&str] = &[
    "geachte",
    "geacht",
    "beste",
    "dag",
    "hallo",
    "hoi",
    "dear",
    "hi",
    "hello",
    "waarde",
    "lieve",
    "goedemorgen",
    "goedemiddag",
    "goedenavond",
    "goedendag",
];
const COMES: &[&str] = &[
    "wil",
    "willen",
    "wilt",
    "zou",
    "zouden",
    "kan",
    "kunnen",
    "komt",
    "komen",
    "kom",
    "bezoekt",
    "bezoeken",
    "brengt",
    "brengen",
    "bezoek",
    "werkbezoek",
    "langskomen",
    "langs",
    "gaat",
    "neemt",
    "verhinderd",
    "ziek",
    "aanwezig",
    "deelnemen",
    "heeft",
    "moet",
    "wants",
    "would",
    "could",
    "come",
    "visit",
    "comes",
    "will",
    "kiest",
    "past",
    "schikt",
    "agenda",
    "aansluiten",
];
const VISITS: &[&str] = &[
    "bezoek",
    "werkbezoek",
    "bezoeken",
    "bezoekt",
    "komen",
    "komt",
    "kom",
    "langs",
    "kijken",
    "langskomen",
    "kennismaken",
    "kennen",
    "zien",
    "delegatie",
    "groep",
    "gezelschap",
    "deelnemers",
    "visit",
    "come",
    "see",
    "learn",
    "delegation",
    "group",
    "studiebezoek",
    "ontvangen",
];

/// A sentence in its mail.
struct Scene<'s, 'a, 't> {
    body: &'s Body<'t>,
    t: Tokens<'a, 't>,
    sentence: Sentence,
    signature: &'s [&'s str],
    writer: Option<&'s str>,
}

impl Scene<'_, '_, '_> {
    fn any(&self, words: &[&str]) -> bool {
        (self.sentence.from..self.sentence.to).any(|at| self.t.is(at, words))
    }

    fn take_office(&self, office: Office, at: usize, next: usize, seen: &mut Seen) {
        if self.is_another_one(at) || self.greets(at) || self.meets(at) {
            return;
        }
        let group = self.t.before(next).is_some_and(|token| is_group(&token.lower));
        let behind = self.name_before(at).or_else(|| self.name_behind(next, office));
        let behind = behind.filter(|_| !group);
        if self.receives(behind.map_or(next, |(_, to)| to)) || self.advises(at) {
            return;
        }
        let found = |name: Option<String>, from, to| Principal {
            name,
            office: Some(office),
            span: self.t.span(from, to),
        };
        match behind {
            Some((from, to)) => {
                let name = self.name(from, to);
                seen.named = Some(found(Some(name), at.min(from), next.max(to)));
            }
            // Of ministers in general one speaks without asking them to come.
            None if self.t.is(at, &["ministers", "bewindslieden"]) => {}
            None => {
                seen.office.get_or_insert_with(|| found(None, at, next));
            }
        }
    }

    /// "Eén van de raadsleden", "de wethouder van jullie": an office, but not the guest's.
    fn is_another_one(&self, at: usize) -> bool {
        let one = at >= 3 && self.t.is(at - 2, &["van"]) && self.t.is(at - 1, &["de"]);
        let colleague =
            at >= 2 && self.t.was(at, &["-"]) && self.t.is(at - 2, &["collega", "oud", "ex"]);
        one && self.t.is(at - 3, &["één", "een", "eén"]) || self.t.was(at, YOURS) || colleague
    }

    /// "Burgemeester Bos ontvangt ons", "de wethouder heeft ons uitgenodigd": a host.
    fn receives(&self, at: usize) -> bool {
        const HOSTS: &[&str] = &[
            "ontvangt",
            "ontving",
            "verwelkomt",
            "uitgenodigd",
            "nodigde",
            "nodigt",
            "receives",
            "invited",
        ];
        const NEAR: usize = 6;
        (at..self.sentence.to.min(at + NEAR)).any(|at| self.t.is(at, HOSTS))
    }

    /// "op advies van wethouder Bos": one who only sent the writer here.
    fn advises(&self, at: usize) -> bool {
        let from = if self.t.was(at, DETERMINERS) { at - 1 } else { at };
        const SENT: &[&str] = &["advies", "uitnodiging", "tip", "aanraden"];
        self.t.was(from, &["via"])
            || self.t.was(from, &["van"]) && from > 0 && self.t.was(from - 1, SENT)
    }

    /// "Onze directeur, Henk de Vries,".
    fn take_leader(&self, at: usize, seen: &mut Seen) {
        if seen.titled.is_some() {
            return;
        }
        let Some((office, next)) = leader_at(self.t, at) else { return };
        let named = self.name_behind(next, office).filter(|_| {
            !self.greets(at) && !self.meets(at) && !self.is_another_one(at) && self.any(COMES)
        });
        seen.titled = named
            .and_then(|(from, to)| self.person(from, to))
            .map(|person| Principal { office: Some(office), ..person });
    }

    /// "Geachte wethouder De Vries,".
    fn greets(&self, at: usize) -> bool {
        let from = self.sentence.from;
        let stops = |i: usize| {
            matches!(self.t.word(i), Word::Sign(',' | '!' | ':'))
                || i > from && self.t.get(i).is_some_and(|token| token.breaks > 0)
        };
        self.t.is(from, GREETS) && !(from..at).any(stops)
    }

    /// "in gesprek met de burgemeester", "ontvangen door wethouder Bos".
    fn meets(&self, at: usize) -> bool {
        let noun = if self.t.was(at, DETERMINERS) || self.t.was(at, YOURS) { at - 1 } else { at };
        let heer = if self.t.was(noun, DETERMINERS) { noun - 1 } else { noun };
        (self.t.was(noun, MET) || self.t.was(heer, MET)) && self.any(TALKS)
    }

    fn civil_servants(&self, at: usize) -> Option<Principal> {
        let end = civil_servant_at(self.t, at)?;
        let theirs = self.t.was(at, &["zijn", "haar", "hun"])
            && !(at >= 2 && self.t.is(at - 2, &["wij", "we"]));
        let guests = self.any(VISITS) && !self.meets(at) && !theirs;
        let span = self.t.span(at, end);
        guests.then_some(Principal { name: None, office: Some(Office::Ambtenaar), span })
    }

    /// The name behind an office: at once, behind titles, or behind a comma and the portfolio.
    fn name_behind(&self, at: usize, office: Office) -> Option<(usize, usize)> {
        let t = self.t;
        let direct = skip_titles(t, at);
        if self.same_paragraph(direct)
            && (direct > at || self.begins_name(direct, office))
            && let Some(end) = name_end(t, direct)
            && !(end == direct + 1 && t.is(direct, PORTFOLIOS))
        {
            return Some((direct, end));
        }
        const FARTHEST: usize = 16;
        let mut next = at;
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
            } else if !self.is_portfolio(next) {
                return None;
            }
            next += 1;
        }
        None
    }

    fn same_paragraph(&self, at: usize) -> bool {
        self.t.get(at).is_none_or(|token| token.breaks <= 1)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.t.is(at, COMES)
    }

    /// "wethouder Van Dijk" and "Kamerlid van der Berg", but not "wethouder van Onderwijs" or "raadslid
    /// van de VVD".
    fn begins_name(&self, at: usize, office: Office) -> bool {
        let Some(token) = self.t.get(at) else { return false };
        if !is_particle(&token.lower) || token.starts_upper() {
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

    /// "Karin Tolsma, wethouder in Waterkant, ..." and "Ruben Ostendorf (Kamerlid)".
    fn name_before(&self, at: usize) -> Option<(usize, usize)> {
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
        let fits = |&from: &usize| {
            let start = skip_titles(self.t, from);
            name_end(self.t, start) == Some(comma)
                && (start > from
                    || comma - from >= 2 && self.t.get(from).is_some_and(Token::starts_upper))
                && office_at(self.t, from).is_none()
                && !self.t.is(from, NO_NAMES)
        };
        let from = (first..comma).find(fits)?;
        (!self.t.is(from, GREETS)).then_some((skip_titles(self.t, from), comma))
    }

    /// A name with "mevrouw" or "de heer", behind "namens", or at the head of a clause.
    fn take_person(&self, at: usize, seen: &mut Seen) {
        let t = self.t;
        let Some(token) = t.get(at) else { return };
        if seen.titled.is_none() && is_honorific(token) && self.any(COMES) {
            let start = skip_titles(t, at);
            if !self.greets(at) && !self.meets(at) && !self.any(&["contact", "bel", "bellen"]) {
                seen.titled = name_end(t, start).and_then(|end| self.person(start, end));
            }
        }
        if seen.titled.is_none() && t.was(at, &["namens"]) && token.starts_upper() {
            seen.titled = name_end(t, at)
                .filter(|end| end - at >= 2 && !is_body(token))
                .and_then(|end| self.person(at, end));
        }
        if seen.bare.is_none() && token.starts_upper() && self.heads_clause(at) {
            seen.bare = name_end(t, at)
                .and_then(|end| {
                    let whole = end - at >= 2 && token.text.chars().count() > 1;
                    let acts = self.asked_before(at) || self.inverted(at) || t.is(end, BARE_VERBS);
                    let known = (at..end).all(|i| !t.get(i).is_some_and(is_body));
                    (whole && acts && known && !self.greets(at)).then_some(end)
                })
                .and_then(|end| self.person(at, end));
        }
    }

    /// "Kan Marieke v Dijk ... langskomen?": a name right behind the verb that asks.
    fn asked_before(&self, at: usize) -> bool {
        const ASKS: &[&str] = &["kan", "mag", "can", "could", "zou", "may"];
        at == self.sentence.from + 1 && self.t.is(self.sentence.from, ASKS)
    }

    /// "Op 3 december komt Hidde Sluiter graag langs".
    fn inverted(&self, at: usize) -> bool {
        const VERBS: &[&str] = &["zou", "komt", "kan", "wil", "is", "moet", "bezoekt", "would"];
        self.t.was(at, VERBS) && (self.any(VISITS) || self.any(&["ziek", "verhinderd"]))
    }

    fn heads_clause(&self, at: usize) -> bool {
        let t = self.t;
        let plain = t.word(at) == Word::Other && !t.is(at, NO_NAMES);
        let head = at == self.sentence.from
            || matches!(t.word(at - 1), Word::Sign(':' | ',' | ';'))
            || t.was(at, &["dat", "omdat", "maar", "want", "als", "that"]);
        plain && (head || self.asked_before(at) || self.inverted(at))
    }

    fn person(&self, from: usize, to: usize) -> Option<Principal> {
        let name = self.name(from, to);
        let is_writer = self.writer.is_some_and(|writer| writer.eq_ignore_ascii_case(&name));
        (!is_writer).then(|| Principal {
            name: Some(name),
            office: None,
            span: self.t.span(from, to),
        })
    }

    /// The words of a name; "Haverkort van Waterkant" loses the place if the mail has a "gemeente
    /// Waterkant".
    fn name(&self, from: usize, to: usize) -> String {
        let van = (from + 1..to).find(|&at| self.t.is(at, &["van", "uit"]));
        let place = van.and_then(|van| self.t.get(van + 1)).map(|token| token.lower.as_ref());
        let to = match (van, place) {
            (Some(van), Some(place)) if self.is_place(place) => van,
            _ => to,
        };
        self.body.words(from, to).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_place(&self, place: &str) -> bool {
        const BODIES: &[&str] = &["gemeente", "stad", "provincie", "municipality", "gemeenteraad"];
        let in_line = |line: &&str| {
            let lower = line.to_lowercase();
            lower.contains(place) && BODIES.iter().any(|body| lower.contains(body))
        };
        let t = self.t;
        self.signature.iter().any(|line| in_line(line))
            || (1..t.0.len()).any(|at| t.is(at, &[place]) && t.was(at, BODIES))
    }
}

const BARE_VERBS: &[&str] = &[
    "is", "komt", "kan", "wil", "zou", "heeft", "moet", "gaat", "neemt", "bezoekt", "brengt",
    "zal", "mag", "has", "will", "would", "wants", "moest", "wenst", "can", "hoopt", "verheugt",
    "sluit",
];
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
const NO_NAMES: &[&str] = &[
    "de",
    "het",
    "een",
    "onze",
    "ons",
    "wij",
    "we",
    "hij",
    "zij",
    "ze",
    "u",
    "ik",
    "graag",
    "kunt",
    "wilt",
    "helaas",
    "the",
    "our",
    "this",
    "deze",
    "dit",
    "dat",
    "die",
    "als",
    "namens",
    "wijk",
    "station",
    "vergadering",
    "uw",
    "mijn",
    "zijn",
    "haar",
    "in",
    "op",
    "van",
    "voor",
];

/// "VVD", "Gemeente", "Stichting": no person.
fn is_body(token: &Token<'_>) -> bool {
    const BODIES: &[&str] = &[
        "gemeente",
        "provincie",
        "stichting",
        "ministerie",
        "fractie",
        "commissie",
        "vereniging",
        "waterschap",
        "tweede",
        "eerste",
        "kamer",
        "directie",
        "universiteit",
        "hogeschool",
        "raad",
        "college",
        "stad",
        "partij",
        "groep",
        "lijst",
        "radio",
        "wijk",
        "centrum",
        "ministry",
        "staten",
    ];
    let letters = token.text.chars().count();
    token.is_any(BODIES)
        || letters > 1 && !token.text.contains('.') && token.text.chars().all(char::is_uppercase)
}

/// A capital, and none further on: "Berg", not "VVD", "GroenLinks" or "Partij".
fn is_family_name(token: &Token<'_>) -> bool {
    token.starts_upper() && !token.text.chars().skip(1).any(char::is_uppercase) && !is_body(token)
}

/// "De fractie van Lokaal Vooruit in de gemeenteraad": the guests are its members.
fn fraction(body: &Body<'_>) -> Option<Principal> {
    const GROUPS: &[&[&str]] = &[
        &["fractie"],
        &["fractievoorzitter"],
        &["fractieleden"],
        &["gemeenteraad"],
        &["fractiegenoten"],
    ];
    let t = body.tokens();
    body.sentences.iter().find_map(|s| {
        let at = t.find(s.from, s.to, GROUPS)?;
        let office = of_council(t, s.from, s.to)?;
        let comes = (s.from..s.to).any(|at| t.is(at, VISITS));
        let span = t.span(at, at + 1);
        comes.then_some(Principal { name: None, office: Some(office), span })
    })
}

/// "namens Kamerlid Fenna Kooistra" under the sign-off, "secretaresse van wethouder Bos" below it.
fn in_signature(signature: &[&str]) -> Option<Principal> {
    const LINES_READ: usize = 6;
    signature.iter().take(LINES_READ).find_map(|line| {
        let tokens = lexer::lex(line);
        let t = Tokens(&tokens);
        let namens = t.find(0, tokens.len(), &[&["namens"]]).map(|at| at + 1);
        let behind = namens.map(|at| if t.is(at, &["de", "het", "onze"]) { at + 1 } else { at });
        let person = |at: &usize| office_at(t, *at).is_some() && !group(t, *at);
        let at = behind.or_else(|| (1..tokens.len()).find(person))?;
        let (office, next) =
            office_at(t, at).map_or((None, at), |(office, next)| (Some(office), next));
        let start = skip_titles(t, next);
        let named = (office.is_some() || start > next) && !group(t, at);
        let end = name_end(t, start).filter(|_| named);
        let name = end.map(|end| t.slice(line, start, end).to_owned());
        (name.is_some() || office.is_some() && namens.is_some()).then_some(Principal {
            name,
            office,
            span: [0, 0],
        })
    })
}

fn group(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_some_and(|token| is_group(&token.lower))
}
