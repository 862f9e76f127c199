//! A party that is added up: the guest and those who come along.

use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::figure::skip_about;
use super::list::{Sum, skip_attachment, sum};
use super::more::{each_with, with_others};
use super::nouns::is_company;
use super::{Guests, Size, has_guest, has_principal};

mod subject;
pub(crate) mod words;

use words::{ALONG, EACH, NOT, ONE, OTHERS, PRESENT, YOURS};

/// A list that is said to be the whole.
pub(super) fn whole(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    Scene { t, s, guests: Guests { someone: false, beside: false } }.consists()
}

/// The guest and the company.
pub(super) fn summed<'a>(t: Tokens<'a, '_>, s: &'a Sentence, guests: Guests) -> Option<Size> {
    let scene = Scene { t, s, guests };
    scene
        .bracketed()
        .or_else(|| scene.besides())
        .or_else(|| scene.announced())
        .or_else(|| scene.has_along())
        .or_else(|| scene.concerns())
        .or_else(|| scene.accompanied())
        .or_else(|| scene.takes())
        .or_else(|| scene.would_take())
        .or_else(|| scene.comes_with())
        .or_else(|| scene.goes_along())
        .or_else(|| scene.and_myself())
        .or_else(|| scene.subjects())
        .or_else(|| scene.with())
        .or_else(|| scene.telegram())
        .or_else(|| scene.plus_one())
}

/// Those who go along as well, in a sentence that says no more than that.
pub(super) fn more(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let scene = Scene { t, s, guests: Guests { someone: true, beside: true } };
    if !scene.any(ALONG) || scene.has(Cue::PartyNot) {
        return None;
    }
    scene.heads().into_iter().find_map(|from| scene.list(from, s.to, false)).map(|list| list.size)
}

/// "Ik sluit zelf ook aan": the writer comes beside those who were counted.
pub(super) fn myself_too(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    let says = |words: &[&str]| (s.from..s.to).any(|at| t.is(at, words));
    let joins =
        s.cues.has(Cue::PartyGoes) && says(&["mee", "aan"]) || says(&["bij"]) && says(&["ben"]);
    let alone = s.cues.has(Cue::PartyNot) || s.asks;
    says(&["ik", "i"]) && says(&["ook", "zelf"]) && joins && !alone
}

/// "En ik ga mee als secretaris", "; ik schuif zelf ook aan": further on in the sentence of the others.
pub(super) fn joins_them(t: Tokens<'_, '_>, s: &Sentence, from: usize) -> bool {
    const JOIN: &[&str] = &["ga", "kom", "sluit", "schuif", "loop", "reis", "join"];
    let says = |words: &[&str]| (from..s.to).any(|at| t.is(at, words));
    let with = |at: usize| t.is(at, JOIN) && (t.was(at, &["ik", "i"]) || t.is(at + 1, &["ik"]));
    let joins = (from..s.to).any(with) && says(&["mee", "aan", "them"]);
    joins && !s.asks && !s.cues.has(Cue::PartyWe) && !says(NOT)
}

/// A sentence, and whom the mail names.
struct Scene<'a, 't> {
    t: Tokens<'a, 't>,
    s: &'a Sentence,
    guests: Guests,
}

/// No sum is larger than this: more are said as a whole.
const SUM_MOST: u32 = 60;

impl Scene<'_, '_> {
    fn has(&self, cue: Cue) -> bool {
        self.s.cues.has(cue)
    }

    /// The first phrase of a list: where, and of how many words.
    fn first(&self, cue: Cue) -> Option<(usize, usize)> {
        if !self.has(cue) {
            return None;
        }
        self.t.first(self.s.from, self.s.to, cue)
    }

    fn any(&self, words: &[&str]) -> bool {
        (self.s.from..self.s.to).any(|at| self.t.is(at, words))
    }

    fn list(&self, from: usize, to: usize, loose: bool) -> Option<Sum> {
        const DELTAS: &[&str] = &["minder", "extra", "meer", "fewer", "more", "erbij"];
        let list = sum(self.t, from, to, loose)?;
        (list.size.max <= SUM_MOST && !self.t.is(list.size.to, DELTAS)).then_some(list)
    }

    /// "Het gezelschap bestaat uit ...", "Wie: 9 collega's": the list is the whole. "Met wie" is beside
    /// the writer.
    fn consists(&self) -> Option<Size> {
        let (at, words) = self.first(Cue::PartyConsists)?;
        let beside = self.t.is(at, &["wie"]) && self.t.was(at, &["met", "door"]);
        let list = self.list(at + words, self.s.to, false).filter(|_| !beside)?;
        (list.size.max > 1 || !self.t.is(at, &["wie"])).then_some(list.size)
    }

    /// "Het gaat om 28 leerlingen en 3 docenten", "wij rekenen op 14 Statenleden": who reckons on a
    /// guide counts no guest, and nor does who reckons on those of the other side.
    fn concerns(&self) -> Option<Size> {
        let (at, words) = self.first(Cue::PartyConcerns)?;
        let from = skip_about(self.t, at + words);
        let reckons = self.t.is(at, &["reken", "rekenen", "rekent"]);
        if reckons && (self.t.count(from).is_none_or(|count| count < 2) || self.any(YOURS)) {
            return None;
        }
        // "Het gaat om vier imkers en een stagiaire": beside somebody whom we know the others are people.
        let people = |list: &Sum| {
            let known = |at: usize| self.t.get(at).is_some_and(|word| is_company(word));
            list.items > 1 && (list.size.from..list.size.to).any(known)
        };
        let loose = || self.list(from, self.s.to, true).filter(people);
        let list = self.list(from, self.s.to, false).or_else(loose)?;
        (list.size.max > 1 && !self.has(Cue::PartyTalks)).then_some(list.size)
    }

    /// "Ons bestuur (vijf huisartsen en een apotheker)": in brackets, who the members are.
    fn bracketed(&self) -> Option<Size> {
        let t = self.t;
        let body = |at: usize| t.listed(at, Cue::PartyGroup) || t.listed(at, Cue::PartyBody);
        let ours = |at: usize| t.listed(at, Cue::PartyDeterminer);
        let comes = self.has(Cue::PartyWe) && self.has(Cue::PartyVerbs);
        // "Wij met de commissie Samenleving (9 leden en de griffier)".
        let named = |at: usize| comes && at >= 3 && body(at - 2) && ours(at - 3);
        let opens = |at: &usize| {
            t.is_sign(*at, '(') && *at >= 2 && (body(at - 1) && ours(at - 2) || named(*at))
        };
        let open = (self.s.from + 2..self.s.to).find(opens)?;
        let close = (open..self.s.to).find(|&at| t.is_sign(at, ')'))?;
        let list = self.list(open + 1, close, true)?;
        (list.size.max > 1 && list.size.to + 3 >= close).then_some(list.size)
    }

    /// "vergezeld door een adviseur en door mijzelf".
    fn accompanied(&self) -> Option<Size> {
        let (at, words) = self.first(Cue::PartyAccompanied)?;
        let loose = words > 2 || self.t.is(at, &["vergezeld", "vergezellen", "accompanied"]);
        if self.has(Cue::PartyTalks) && !loose {
            return None;
        }
        let from = at + words;
        let list = self.list(from, self.s.to, loose)?;
        Some(Size { from: at, ..list.size }.and(self.guests_before(at)))
    }

    /// "Twee van onze wethouders willen samen met ...", "18 studenten, begeleid door ...": as many as
    /// are counted, else one.
    fn guests_before(&self, at: usize) -> u32 {
        const FARTHEST: usize = 3;
        let t = self.t;
        let people =
            |from: usize| (from..at.min(from + FARTHEST)).any(|i| t.get(i).is_some_and(is_company));
        let counted = (self.s.from..at).find(|&i| t.count(i).is_some() && people(i + 1));
        counted.and_then(|i| t.count(i)).filter(|n| (2..=SUM_MOST).contains(n)).unwrap_or(1)
    }

    /// "neemt de wijkmanager en een beleidsadviseur mee".
    fn takes(&self) -> Option<Size> {
        let t = self.t;
        let (at, _) = self.first(Cue::PartyTakes)?;
        if self.has(Cue::PartyNot) {
            return None;
        }
        let to = (at..self.s.to).find(|&i| t.is(i, ALONG));
        let english = t.is(at, &["bring", "brings", "bringing"]);
        let to = to.or_else(|| english.then_some(self.s.to))?;
        // "Brengt een tolk mee en een assistent": the list goes on behind the verb.
        let goes_on = t.is(to + 1, &["en", "plus", "and"])
            && (t.count(to + 2).is_some() || t.is(to + 2, ONE));
        let to = if goes_on { self.s.to } else { to };
        let list = (at + 1..to.min(at + 4)).find_map(|from| self.list(from, to, !english))?;
        Some(Size { from: at, ..list.size }.and(1))
    }

    /// "Kan ik een collega meenemen?"
    fn would_take(&self) -> Option<Size> {
        let t = self.t;
        let (to, _) = self.first(Cue::PartyTakeAlong)?;
        let list = (self.s.from..to)
            .filter(|&at| !self.has(Cue::PartyNot) && (t.is(at, ONE) || t.count(at).is_some()))
            .find_map(|from| self.list(from, to, false))?;
        Some(list.size.and(1))
    }

    /// "komt met haar medewerker en twee fractiegenoten": only people count, not the train.
    fn comes_with(&self) -> Option<Size> {
        let t = self.t;
        let (at, words) = self.first(Cue::PartyComesWith)?;
        let from = skip_about(t, at + words);
        // "Uw voorstel is met de minister besproken".
        let talks = |list: &Sum| (list.size.to..self.s.to).any(|i| t.listed(i, Cue::PartyTalks));
        if t.is(at, &["is", "ben"]) && self.list(from, self.s.to, false).is_some_and(|l| talks(&l))
        {
            return None;
        }
        // "Met zijn vader, zijn juf en mij": who comes with the writer is a person.
        let with_me =
            || self.list(from, self.s.to, true).filter(|list| list.myself && list.items > 1);
        if let Some(size) = self.youth(from) {
            return Some(Size { from: at, ..size });
        }
        let list = with_me().or_else(|| self.list(from, self.s.to, false))?;
        let size = Size { from: at, ..list.size };
        Some(if self.counts_us(at, list) { size } else { size.and(1) })
    }

    /// "Wij zijn met 7 jongeren en 1 begeleider": elsewhere those are whom one comes for.
    fn youth(&self, from: usize) -> Option<Size> {
        const YOUTH: &[&str] = &["jongeren", "kinderen", "tieners", "jeugdigen"];
        let t = self.t;
        let count = t.count(from).filter(|count| *count > 1 && *count <= SUM_MOST)?;
        let ours = self.has(Cue::PartyWe) && t.is(from + 1, YOUTH);
        let size = Size { min: count, max: count, from, to: from + 2 };
        ours.then(|| with_others(t, self.s, size))
    }

    /// "Wij komen met vier collega's": they are we. "Wij komen met een collega" are two.
    fn counts_us(&self, at: usize, list: Sum) -> bool {
        self.has(Cue::PartyWe) && list.size.max > 1 && !has_principal(self.t, self.s.from, at)
    }

    /// "De gemeentesecretaris en de bestuursadviseur gaan met hem mee".
    fn goes_along(&self) -> Option<Size> {
        let t = self.t;
        let goes = self.has(Cue::PartyAlso) && self.has(Cue::PartyGoes) && self.guests.someone;
        if !goes || self.has(Cue::PartyNot) || self.is_more() {
            return None;
        }
        let from = self.heads();
        // "Zijn secretaris en een hydroloog gaan mee": up to the verb all are people.
        let whole = |from: usize, strict: Sum| {
            let loose = self.list(from, self.s.to, true);
            let goes =
                |all: &Sum| (strict.size.to..=all.size.to).any(|at| t.listed(at, Cue::PartyGoes));
            loose.filter(goes).unwrap_or(strict)
        };
        let mut listed = from
            .into_iter()
            .filter_map(|from| self.list(from, self.s.to, false).map(|strict| whole(from, strict)));
        let list = listed.next()?;
        let goes = (self.s.from..self.s.to).any(|i| t.is(i, &["mee", "along"]))
            || self.any(&["sluit", "sluiten", "naast", "behalve"])
            || self.any(&["join"]) && self.along_with()
            || self.any(&["vergezelt", "vergezellen", "begeleidt", "begeleiden"]);
        let counted = list.size.min > 1 || self.with_guest();
        (goes && counted).then(|| {
            let named = (list.size.from..list.size.to).any(|i| t.listed(i, Cue::Office));
            let whole = named && list.items > 1 && !self.with_guest();
            if whole { list.size } else { list.size.and(1) }
        })
    }

    /// "De burgemeester komt ook mee": more of we do not know how many.
    fn is_more(&self) -> bool {
        self.any(&["ook", "also"]) && self.any(ALONG) && !self.guests.beside && !self.along_with()
    }

    /// Somebody who comes is named, with or without those who go along.
    fn with_guest(&self) -> bool {
        self.along_with() || has_guest(self.s)
    }

    /// "met hem mee", "Met haar komen ... mee".
    fn along_with(&self) -> bool {
        const WITH: &[&[&str]] = &[
            &["met", "hem"],
            &["met", "haar"],
            &["met", "mij"],
            &["with", "him"],
            &["with", "her"],
            &["with", "me"],
            &["met", "de"],
            &["join", "me"],
            &["join", "him"],
            &["join", "her"],
        ];
        self.t.find(self.s.from, self.s.to, WITH).is_some()
    }

    fn is_behind_head(&self, at: usize) -> bool {
        matches!(self.t.word_before(at), Word::Sign(',' | ':' | '(' | ')' | '-' | '*' | '•'))
            || self.t.before(at).is_some_and(|word| word.cues.has(Cue::PartyHead))
    }

    /// Where a list may begin: the sentence, and behind the verb of "Er gaan ... mee".
    fn heads(&self) -> Vec<usize> {
        let t = self.t;
        let verb = (self.s.from..self.s.to).find(|&at| t.listed(at, Cue::PartyGoes));
        let mut heads = Vec::new();
        if !t.is(self.s.from, &["met", "samen", "naast", "behalve", "with"]) {
            heads.push(self.s.from);
        }
        if t.is(self.s.from, &["ook", "en", "verder", "daarnaast", "er"]) {
            heads.push(self.s.from + 1);
        }
        heads.extend(verb.into_iter().flat_map(|at| [at + 1, at + 2, at + 3]));
        heads
    }

    /// "alleen zijzelf en ik", "mijn collega en ik komen graag".
    fn and_myself(&self) -> Option<Size> {
        let only =
            self.any(&["just", "only"]) || self.t.find(self.s.from, self.s.to, PRESENT).is_some();
        let us = (self.has(Cue::PartyVisits) || only) && self.has(Cue::PartyMyself);
        if !us || self.any(&["bereikbaar", "contact"]) {
            return None;
        }
        (self.s.from..self.s.to).find_map(|at| {
            let with = self.t.was(at, &["met", "with"]) && self.t.count(at).is_some();
            let fresh = with || at == self.s.from || !matches!(self.t.word(at - 1), Word::Other);
            let head = fresh || self.is_behind_head(at);
            if !head {
                return None;
            }
            let list = self.list(at, self.s.to, false)?;
            let size = each_with(self.t, self.s, list.size);
            (list.myself && list.items > 1).then_some(size)
        })
    }

    /// "Wil met twee collega's langskomen": who leaves out "ik" comes too.
    fn is_mine(&self, at: usize) -> bool {
        self.t.was(at, &["met", "with"]) && self.leaves_out_i()
    }

    /// "Ik wil vragen of wij met zes managers mogen komen": the six are we, whoever asks.
    fn is_we_with(&self, with: usize) -> bool {
        self.t.is(with, &["met", "with"]) && self.t.was_cue(with, Cue::PartyWe)
    }

    fn leaves_out_i(&self) -> bool {
        const OPENS: &[&str] = &["wil", "zou", "kom"];
        let other = |at: usize| self.t.is(at + 1, OTHERS);
        self.t.is(self.s.from, OPENS) && !other(self.s.from)
    }

    /// "1 verslaggever, 1 fotograaf.": a sentence that is nothing but a list with a number in it, or
    /// behind it a word to the reader: "kan dat?", "dus dat is overzichtelijk".
    fn telegram(&self) -> Option<Size> {
        const TO_YOU: &[&str] = &["kan", "mag", "past", "lukt", "is", "dus", "meer"];
        let t = self.t;
        let list = self.list(self.s.from, self.s.to, false)?;
        let size = each_with(t, self.s, list.size);
        let end = size.to + usize::from(t.is(size.to, &["zelf"]));
        let closed = t.is_sign(end, ',') && t.is(end + 1, TO_YOU);
        let mut rest = end..self.s.to;
        let whole = closed || !self.s.asks && rest.all(|at| matches!(t.word(at), Word::Sign(_)));
        let counts = (self.s.from..size.to).any(|at| t.count(at).is_some());
        (whole && counts && (list.items > 1 || size != list.size)).then_some(size)
    }

    /// "Naast mijzelf komen er drie collega's", "behalve de wethouder komt ook de griffier".
    fn besides(&self) -> Option<Size> {
        let t = self.t;
        if !t.is(self.s.from, &["naast", "behalve", "besides"]) || self.has(Cue::PartyTalks) {
            return None;
        }
        let first = self.list(self.s.from + 1, self.s.to, false)?;
        let verb = skip_attachment(t, first.size.to, self.s.to);
        let goes = (verb..self.s.to.min(verb + 2)).find(|&at| t.listed(at, Cue::PartyGoes))?;
        let start = (goes + 1..self.s.to).find(|&at| !t.is(at, &["er", "ook", "nog"]))?;
        let others = self.list(start, self.s.to, false)?;
        Some(Size { from: self.s.from, ..first.size.plus(others.size) })
    }

    /// "Vanuit de provincie: gedeputeerde Lamers en twee ambtenaren", "onze groep: ...".
    fn announced(&self) -> Option<Size> {
        const OURS: &[&str] =
            &["vanuit", "namens", "onze", "aanmelding", "aanmelden", "mee", "deelnemers", "our"];
        let t = self.t;
        let colon = (self.s.from..self.s.to).find(|&at| t.is_sign(at, ':'))?;
        let ours = (self.s.from..colon).any(|at| t.is(at, OURS));
        let list = self.list(colon + 1, self.s.to, false).filter(|_| ours)?;
        // "Vijf Kamerleden, en van het bureau nog eens drie man".
        let more = (list.size.to..self.s.to).any(|at| t.count(at).is_some());
        (list.items > 1 && !more && !self.has(Cue::PartyTalks)).then_some(list.size)
    }

    /// "De minister heeft twee adviseurs bij zich".
    fn has_along(&self) -> Option<Size> {
        let t = self.t;
        let to = t.find(self.s.from, self.s.to, &[&["bij", "zich"]])?;
        let has = (self.s.from..to).find(|&at| t.is(at, &["heeft"]))?;
        let people = |at: usize| t.listed(at, Cue::PartyPeople).then(|| t.count(at - 1)).flatten();
        let count = (has + 2..to).find_map(people);
        let list = self.list(has + 1, to, false).map(|list| list.size);
        let size = list.or_else(|| {
            let count = count.filter(|count| *count <= SUM_MOST)?;
            Some(Size { min: count, max: count, from: has, to })
        })?;
        Some(size.and(1))
    }

    /// "Graag ontvangst van wethouder Mol + 1".
    fn plus_one(&self) -> Option<Size> {
        const NAME_TOKENS: usize = 5;
        let (t, s) = (self.t, self.s);
        if !has_guest(s) {
            return None;
        }
        let plus = (s.from..s.to).find(|&at| t.is_sign(at, '+') || t.is(at, &["plus"]))?;
        t.count(plus + 1)?;
        let first = plus.saturating_sub(NAME_TOKENS).max(s.from);
        let list = (first..plus).find_map(|from| self.list(from, s.to, false))?;
        (list.items > 1 && list.size.to > plus + 1).then_some(list.size)
    }

    /// "Graag kom ik met een collega langs", "zou graag met mijn fractiegenoot komen kijken".
    fn with(&self) -> Option<Size> {
        let t = self.t;
        let guest = has_guest(self.s) || self.has(Cue::PartyWe) || self.leaves_out_i();
        if !guest || !self.has(Cue::PartyVisits) || self.has(Cue::PartyTalks) {
            return None;
        }
        if self.has(Cue::PartyNot) && !self.any(&["mee"]) {
            return None;
        }
        let at = (self.s.from..self.s.to).find(|&at| {
            // "Haar collega's, elk met een adviseur": how many those are nobody counted.
            let each = t.was(at, EACH);
            !each
                && t.is(at, &["met", "with", "plus"])
                && self.list(at + 1, self.s.to, false).is_some()
        })?;
        let list = self.list(at + 1, self.s.to, false)?;
        let size = Size { from: at, ..list.size };
        let we = self.is_we_with(at) || !has_guest(self.s);
        let us = self.has(Cue::PartyWe) && list.size.max > 1 && we;
        Some(if us { size } else { size.and(1) })
    }
}
