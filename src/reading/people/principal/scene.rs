//! A sentence in its mail, and what it does with an office or a person: come, be met, be greeted.

use super::super::super::body::Body;
use super::super::super::classes::Classes;
use super::super::super::cue::{Cue, Phrases};
use super::super::super::cursor::Tokens;
use super::super::super::sentence::Sentence;
use super::super::super::token::{Token, Word};
use super::super::name::{is_honorific, name_end, skip_titles};
use super::super::office::{civil_servant_at, is_group, leader_at};
use super::Seen;
use crate::domain::people::Office;
use crate::domain::reading::Principal;

const DIRECTORS: &[&str] = &["directeur", "directrice", "director"];
const YOURS: &[&str] = &["uw", "jullie", "your"];
pub(crate) const TALKS: Phrases = &[
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
pub(super) const GREETS: &[&str] = &[
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
pub(crate) const COMES: Phrases = &[
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
pub(crate) const VISITS: Phrases = &[
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
pub(super) struct Scene<'s, 'a, 't> {
    pub(super) body: &'s Body<'t>,
    pub(super) t: Tokens<'a, 't>,
    pub(super) sentence: Sentence,
    pub(super) signature: &'s [&'s str],
    pub(super) writer: Option<&'s str>,
}

impl Scene<'_, '_, '_> {
    pub(super) fn says(&self, cue: Cue) -> bool {
        self.sentence.cues.has(cue)
    }

    fn any(&self, words: &[&str]) -> bool {
        self.t.any(self.sentence.from, self.sentence.to, words)
    }

    pub(super) fn take_office(&self, office: Office, at: usize, next: usize, seen: &mut Seen) {
        let aside = self.is_another_one(at) || self.adds(at) || self.is_asked(at, next);
        let aside = aside || self.ends_name(at, next);
        if aside || self.greets(at) || self.meets(at) {
            return;
        }
        let group = self.t.before(next).is_some_and(|token| is_group(token.lower));
        let behind = self.name_before(at).or_else(|| self.name_behind(next, office));
        let behind = behind.filter(|_| !group);
        let end = behind.map_or(next, |(_, to)| to);
        if self.receives(end) || self.advises(at) || self.makes_way(at, end) {
            return;
        }
        let found = |name: Option<String>, from, to| {
            Principal::new(name, Some(office), self.t.span(from, to))
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

    /// "Wethouder Kok zou komen, maar nu komt wethouder Prins", "namens wethouder Kok (die ziek is) vraagt
    /// wethouder Prins": another comes in their place. "Maar dan wel samen met wethouder Prins" brings
    /// one more.
    fn makes_way(&self, at: usize, end: usize) -> bool {
        let (t, to) = (self.t, self.sentence.to);
        let says = |from: usize, words: &[&str]| (from..to).find(|&i| t.is(i, words));
        let behind = |from: usize| t.has(from, to, Cue::Office);
        let now = |but: usize| t.is(but + 1, &["nu", "inmiddels"]) && behind(but);
        let would = || t.is(end, &["zou"]) && says(end, &["maar"]).is_some_and(now);
        let away = |from: usize| {
            let bracket = t.is_sign(end, '(') && t.was(at, &["namens"]);
            bracket && says(from, &["verlof", "ziek", "afwezig", "vakantie"]).is_some()
        };
        // "Niet wethouder Kok, maar haar opvolger, wethouder Prins".
        let not_but =
            || t.was(at, &["niet", "not"]) && says(end, &["maar", "but"]).is_some_and(behind);
        let close = (end..to).find(|&i| t.is_sign(i, ')'));
        let on_leave = || away(end) && close.is_some_and(behind);
        would() || on_leave() || not_but()
    }

    /// "Eén van de raadsleden", "de wethouder van jullie": an office, but not the guest's.
    fn is_another_one(&self, at: usize) -> bool {
        let one = at >= 3 && self.t.is(at - 2, &["van"]) && self.t.is(at - 1, &["de"]);
        let colleague =
            at >= 2 && self.t.was(at, &["-"]) && self.t.is(at - 2, &["collega", "oud", "ex"]);
        one && self.t.is(at - 3, &["één", "een", "eén"])
            || self.t.was(at, YOURS)
            || self.t.was(at, &["geen"])
            // "Als raadslid word ik erop aangesproken": what they are, and nobody comes.
            || self.t.was(at, &["als"]) && !self.says(Cue::GuestComes) && !self.says(Cue::GuestVisits)
            || colleague
    }

    /// "Karel Dijkgraaf", "Jan Schepen": an office behind a given name is that of a forefather.
    fn ends_name(&self, at: usize, next: usize) -> bool {
        /// Offices after which families are called.
        const FAMILIES: &[&str] = &["dijkgraaf", "schepen", "burgemeester"];
        let t = self.t;
        let upper = |i: usize| t.get(i).is_some_and(Token::starts_upper);
        let given = |i: usize| {
            let token = t.get(i).filter(|token| token.starts_upper() && token.word.is_other());
            token.is_some_and(|token| token.cues.number().is_none() && !is_body(token))
        };
        next == at + 1
            && t.is(at, FAMILIES)
            && upper(at)
            && at > self.sentence.from
            && t.get(at).is_some_and(|token| token.breaks == 0)
            && given(at - 1)
            && !upper(next)
            && !t.is_sign(next, ',')
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
        // "Voor het bezoek van de minister op 10 februari ontvangt u ...": the other side does.
        let yours = |verb: usize| verb > at && self.t.is(verb + 1, &["u", "jij", "je", "jullie"]);
        (at..self.sentence.to.min(at + NEAR)).any(|at| self.t.is(at, HOSTS) && !yours(at))
    }

    /// "op advies van wethouder Bos": one who only sent the writer here.
    fn advises(&self, at: usize) -> bool {
        let from = if self.t.was(at, DETERMINERS) { at - 1 } else { at };
        const SENT: &[&str] = &["advies", "uitnodiging", "tip", "aanraden"];
        self.t.was(from, &["via"])
            || self.t.was(from, &["van"]) && from > 0 && self.t.was(from - 1, SENT)
    }

    /// "Onze directeur, Henk de Vries,".
    pub(super) fn take_leader(&self, at: usize, seen: &mut Seen) {
        if seen.titled.is_some() {
            return;
        }
        let Some((office, next)) = leader_at(self.t, at) else { return };
        let for_ours =
            || self.t.was(at, &["onze", "mijn", "our"]) && self.t.was(at - 1, &["voor", "for"]);
        let comes = || self.says(Cue::GuestComes) || self.on_behalf_of(at) || for_ours();
        if !comes() && !self.is_spoken_of_as_guest() {
            return;
        }
        let office = if self.t.is(at, DIRECTORS) && self.of_the_state() {
            Office::Ambtenaar
        } else {
            office
        };
        let named = self
            .name_behind(next, office)
            .filter(|_| !self.greets(at) && !self.meets(at) && !self.is_another_one(at));
        seen.titled = named
            .and_then(|(from, to)| self.person(from, to))
            .map(|person| Principal { office: Some(office), ..person });
    }

    /// "Namens onze plaatsvervangend directeur".
    fn on_behalf_of(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let from = at.saturating_sub(NEAR).max(self.sentence.from);
        (from..=at).any(|i| self.says_behalf(i))
    }

    /// "Namens", "on behalf of", "in opdracht van" right before.
    fn says_behalf(&self, at: usize) -> bool {
        let t = self.t;
        let of = |noun: &[&str]| t.was(at - 1, noun) && t.was(at, &["of", "van"]);
        t.was(at, &["namens"])
            || at > self.sentence.from + 1 && of(&["behalf", "opdracht", "verzoek", "request"])
    }

    /// "Namens Karin Post", "namens teamvoorzitter mr. Karin Post".
    fn is_behalf_of_name(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let t = self.t;
        let small = |i: usize| {
            t.is_sign(i, '.') || t.get(i).is_some_and(|w| w.word.is_other() && !w.starts_upper())
        };
        let from = at.saturating_sub(NEAR).max(self.sentence.from);
        let behalf = (from..=at).rev().find(|&i| self.says_behalf(i));
        behalf.is_some_and(|behalf| {
            (behalf..at).all(|i| small(i) && !t.is(i, DETERMINERS) && !t.is(i, YOURS))
        })
    }

    /// "De Kinderombudsman, mevrouw Karin Post, bereidt een advies voor. Zij zou graag ...": between commas
    /// the name of whoever the letter is about.
    fn is_apposition(&self, at: usize) -> bool {
        /// So far before the name titles may begin, and so long may be who bears it.
        const TITLES: usize = 4;
        const DESCRIBED: usize = 10;
        let t = self.t;
        let from = self.sentence.from;
        if !t.is(from, DETERMINERS) || at > from + DESCRIBED + TITLES {
            return false;
        }
        let titled = |start: &usize| skip_titles(t, *start) == at && t.is_sign(*start - 1, ',');
        let first = (from + 2).max(at.saturating_sub(TITLES));
        let Some(start) = (first..=at).find(titled) else { return false };
        let plain =
            |i: usize| !matches!(t.word(i), Word::Sign(sign) if sign != '-') && !t.is(i, YOURS);
        (from + 1..start - 1).all(plain) && self.is_spoken_of_as_guest()
    }

    /// Somewhere the one who is spoken of comes: "zij zou u graag bezoeken".
    fn is_spoken_of_as_guest(&self) -> bool {
        const SPOKEN_OF: &[&str] = &["hij", "zij", "ze", "he", "she"];
        let comes = |s: &Sentence| {
            (s.cues.has(Cue::GuestVisits) || s.cues.has(Cue::GuestComes))
                && (s.from..s.to).any(|at| self.t.is(at, SPOKEN_OF))
        };
        self.body.sentences.iter().any(comes)
    }

    /// "Er sluiten twee raadsleden extra aan": more of those who come, and not whom it is asked for.
    fn adds(&self, at: usize) -> bool {
        let there = (self.sentence.from..at).any(|i| self.t.is(i, &["er"]));
        let counted = at > 0 && self.t.count(at - 1).is_some();
        there && counted && self.any(&["extra", "bij", "erbij", "aan", "mee"])
    }

    /// Who signs works at a ministry, so that its directors are civil servants.
    fn of_the_state(&self) -> bool {
        self.signature.iter().any(|line| {
            let lower = line.to_lowercase();
            ["ministerie", "rijksdienst", "ministry"].iter().any(|body| lower.contains(body))
        })
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
        (self.t.was(noun, MET) || self.t.was(heer, MET)) && self.says(Cue::TalksToGuest)
    }

    /// "Aan de wethouder vragen wij een inleiding": who is to do something for the guest.
    fn is_asked(&self, at: usize, next: usize) -> bool {
        let noun = if self.t.was(at, DETERMINERS) { at - 1 } else { at };
        let label = noun.checked_sub(1).filter(|sign| self.t.word(*sign) == Word::Sign(':'));
        let asked = self.t.is(next, &["vragen", "vraag", "verzoeken", "verzoek"]);
        asked && self.t.was(label.unwrap_or(noun), &["aan"])
    }

    pub(super) fn civil_servants(&self, at: usize) -> Option<Principal> {
        let end = civil_servant_at(self.t, at)?;
        let theirs = self.t.was(at, &["zijn", "haar", "hun"])
            && !(at >= 2 && self.t.is(at - 2, &["wij", "we"]));
        let guests = !self.meets(at) && !theirs;
        let span = self.t.span(at, end);
        guests.then_some(Principal::new(None, Some(Office::Ambtenaar), span))
    }

    /// A name with "mevrouw" or "de heer", behind "namens", or at the head of a clause.
    pub(super) fn take_person(&self, token: &Token<'_>, at: usize, seen: &mut Seen) {
        let t = self.t;
        if !token.starts_upper() && !is_honorific(token) {
            return;
        }
        let noun = if t.was(at, &["de"]) { at - 1 } else { at };
        let comes = || self.says(Cue::GuestComes) || self.says_behalf(noun);
        if seen.titled.is_none() && is_honorific(token) && comes() {
            let start = skip_titles(t, at);
            if !self.greets(at) && !self.meets(at) && !self.any(&["contact", "bel", "bellen"]) {
                seen.titled = name_end(t, start).and_then(|end| self.person(start, end));
            }
        }
        if seen.titled.is_none() && token.starts_upper() && self.is_apposition(at) {
            seen.titled = name_end(t, at)
                .filter(|end| end - at >= 2 && t.is_sign(*end, ',') && !self.receives(*end))
                .and_then(|end| self.person(at, end));
        }
        if seen.titled.is_none() && token.starts_upper() && self.is_behalf_of_name(at) {
            seen.titled = name_end(t, at)
                .filter(|end| end - at >= 2 && !self.names_firm(at, *end))
                .and_then(|end| self.person(at, end));
        }
        if seen.bare.is_none() && token.starts_upper() && self.heads_clause(at) {
            seen.bare = name_end(t, at)
                .and_then(|end| {
                    let whole = end - at >= 2 && token.length() > 1;
                    let acts = self.asked_before(at) || self.inverted(at) || t.is(end, BARE_VERBS);
                    let known = (at..end).all(|i| !t.get(i).is_some_and(is_body));
                    let guest = known && !self.greets(at) && !self.takes_over_from_writer(end);
                    (whole && acts && guest).then_some(end)
                })
                .and_then(|end| self.person(at, end));
        }
    }

    /// "Namens Haarzicht Wonen": a body, or a name that says what a firm does.
    fn names_firm(&self, from: usize, to: usize) -> bool {
        let t = self.t;
        t.get(from).is_some_and(is_body) || (from..to).any(|at| t.listed(at, Cue::Theme))
    }

    /// "Fatima Amrani neemt het van mij over": who stands in for the writer, and visits nobody.
    fn takes_over_from_writer(&self, verb: usize) -> bool {
        let t = self.t;
        let mine = || t.find(verb, self.sentence.to, &[&["van", "mij"], &["van", "me"]]).is_some();
        t.is(verb, &["neemt"]) && mine() && self.any(&["over", "waar"])
    }

    /// "Kan Marieke v Dijk ... langskomen?": a name right behind the verb that asks.
    fn asked_before(&self, at: usize) -> bool {
        const ASKS: &[&str] = &["kan", "mag", "can", "could", "zou", "may"];
        at == self.sentence.from + 1 && self.t.is(self.sentence.from, ASKS)
    }

    /// "Op 3 december komt Hidde Sluiter graag langs".
    fn inverted(&self, at: usize) -> bool {
        const VERBS: &[&str] = &["zou", "komt", "kan", "wil", "is", "moet", "bezoekt", "would"];
        self.t.was(at, VERBS) && (self.says(Cue::GuestVisits) || self.any(&["ziek", "verhinderd"]))
    }

    fn heads_clause(&self, at: usize) -> bool {
        let t = self.t;
        if !matches!(t.word(at), Word::Other) || t.listed(at, Cue::NoPerson) {
            return false;
        }
        let head = at == self.sentence.from
            || matches!(t.word(at - 1), Word::Sign(':' | ',' | ';'))
            || t.was(at, &["dat", "omdat", "maar", "want", "als", "that"]);
        head || self.asked_before(at) || self.inverted(at)
    }

    fn person(&self, from: usize, to: usize) -> Option<Principal> {
        let name = self.name(from, to);
        let is_writer = self.writer.is_some_and(|writer| writer.eq_ignore_ascii_case(&name));
        (!is_writer).then(|| Principal::new(Some(name), None, self.t.span(from, to)))
    }
}

const BARE_VERBS: &[&str] = &[
    "is", "komt", "kan", "wil", "zou", "heeft", "moet", "gaat", "neemt", "bezoekt", "brengt",
    "zal", "mag", "has", "will", "would", "wants", "moest", "wenst", "can", "hoopt", "verheugt",
    "sluit",
];
/// Words with which no name begins, though they may have a capital.
pub(crate) const NO_NAMES: Phrases = &[
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
pub(super) fn is_body(token: &Token<'_>) -> bool {
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
    token.is_any(BODIES) || token.length() > 1 && token.may_be(Classes::SHOUTED)
}
