//! What the words of one piece of a signature make of it: a name, a function, an organisation, a
//! department, a closing line.

use std::sync::LazyLock;

use super::super::super::lexer::lowered;
use super::super::super::parts::Parts;
use super::super::super::sieve::Sieve;
use super::lists::{
    BEFORE_GREETING, CALLINGS, CLOSINGS, DEPARTMENTS, DESKS, DISCLAIMERS, ENDINGS, FUNCTIONS,
    GREETS, JOINERS, ORGANISATIONS, PAIRS, PRESS,
};

fn is_press(word: &str) -> bool {
    PRESS.iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// Words that are looked for in every line and stand in few: a look at their first letters, or at
/// their last, tells nearly all others apart.
#[derive(Debug)]
struct Marks {
    begins: Sieve,
    ends: Sieve,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let mut marks = Marks { begins: Sieve::default(), ends: Sieve::default() };
    ORGANISATIONS.iter().filter_map(|word| head(word)).for_each(|head| marks.begins.add(head));
    let ends = ENDINGS.iter().chain(PRESS);
    ends.filter_map(|word| tail(word)).for_each(|tail| marks.ends.add(tail));
    marks
});

impl Marks {
    /// Whether a word may be one that begins the name of an organisation.
    fn may_begin(&self, word: &str) -> bool {
        head(word).is_some_and(|head| self.begins.may_have(head))
    }

    /// Whether it may end as the name of an organisation or of a newspaper does.
    fn may_end(&self, word: &str) -> bool {
        tail(word).is_some_and(|tail| self.ends.may_have(tail))
    }
}

/// The first three letters and the length, as a number.
fn head(word: &str) -> Option<u32> {
    let [a, b, c] = *word.as_bytes().first_chunk()?;
    Some(u32::from_le_bytes([a, b, c, word.len() as u8]))
}

/// The last two letters, as a number.
fn tail(word: &str) -> Option<u32> {
    word.as_bytes().last_chunk().map(|last| u32::from(u16::from_le_bytes(*last)))
}

const SECRETARIAT: &str = "secretariaat";

/// The desk that a piece names, without the organisation behind it.
pub(super) fn desk(piece: &str) -> Option<&str> {
    const WORDS_MOST: usize = 5;
    if !may_be_desk(piece) {
        return None;
    }
    let head = workplace_at(piece).map_or(piece, |at| piece.get(..at).unwrap_or(piece));
    let head = without_joiners(head);
    let lower = lowered(head);
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or("");
    let joined = DESKS.contains(&first) && words.next().is_some_and(|w| matches!(w, "&" | "en"));
    let names = DESKS.contains(&&*lower)
        || joined
        || first.ends_with(SECRETARIAT)
        || lower.starts_with("kabinet van");
    (names && head.split_whitespace().count() <= WORDS_MOST).then_some(head)
}

/// Whether a piece begins as the name of a desk does.
fn may_be_desk(piece: &str) -> bool {
    const BEGINS: &[&str] = &["kabinet", "public"];
    let first = piece.split_whitespace().next().unwrap_or("");
    begins_with(first, DESKS)
        || begins_with(first, BEGINS)
        || first.len() >= SECRETARIAT.len() && lowered(first).contains(SECRETARIAT)
}

/// Where in the name of a desk the organisation begins; a board is whom the desk serves.
fn workplace_at(piece: &str) -> Option<usize> {
    const BOARDS: &[&str] = &["college", "raad", "gemeenteraad"];
    let at = organisation_at(piece).filter(|at| *at > 0)?;
    (!begins_with(piece.get(at..)?, BOARDS)).then_some(at)
}

/// The organisation behind the name of a desk: "Redactie Het Streekblad".
pub(super) fn workplace(piece: &str) -> Option<&str> {
    workplace_at(piece).and_then(|at| piece.get(at..)).map(str::trim)
}

const LONGEST_SHORT_GREETING: usize = 14;

/// Whether a text begins with one of these, in capitals or not.
fn begins_with(text: &str, starts: &[&str]) -> bool {
    let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
    starts.iter().any(|start| {
        start.as_bytes().first().copied() == first
            && text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}

pub(super) fn is_closing(piece: &str) -> bool {
    begins_with(piece, CLOSINGS) || is_short_greeting(piece) || thanks(piece)
}

/// "Thx, Femke", "Dank,"; "Dankert Bos" is somebody.
fn thanks(piece: &str) -> bool {
    const THANKS: &[&str] = &["dank", "thx", "tnx", "thanks", "thank"];
    let first = piece.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    THANKS.iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// "M.vr.gr.,", "Hart. gr.": a greeting in nothing but short words.
fn is_short_greeting(piece: &str) -> bool {
    let mut words = piece.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_of = |word: &str, list: &[&str]| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    // "M. Hart" is somebody.
    let mut greets = false;
    piece.len() <= LONGEST_SHORT_GREETING
        && words.all(|word| {
            greets |= is_of(word, GREETS);
            greets || is_of(word, BEFORE_GREETING)
        })
        && greets
}

/// "wijkverbinder", "gastvrouw wijkhuis Noord": what is written small under a name says what somebody
/// is, where it stands alone or begins with a word for a person.
pub(super) fn is_calling(piece: &str) -> bool {
    const SHORTEST: usize = 6;
    const WORDS_MOST: usize = 5;
    let mut words = piece.split_whitespace();
    let Some(first) = words.next() else { return false };
    let small = first.len() >= SHORTEST && first.chars().all(char::is_lowercase);
    let more = words.count();
    let person = || CALLINGS.iter().any(|end| first.ends_with(end));
    small && (more == 0 || more < WORDS_MOST && person())
}

pub(super) fn is_disclaimer(line: &str) -> bool {
    const LONGEST_LINE: usize = 160;
    line.len() > LONGEST_LINE || begins_with(line, DISCLAIMERS)
}

pub(super) fn has_function(piece: &str) -> bool {
    static PARTS: LazyLock<Parts<()>> =
        LazyLock::new(|| Parts::new(FUNCTIONS.iter().map(|part| ((), *part))));
    PARTS.are_in(&lowered(piece))
}

pub(super) fn is_department(piece: &str) -> bool {
    let is_one_of = |word: &str, words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    let mut words =
        piece.split_whitespace().skip_while(|word| is_one_of(word, &["het", "de", "the"]));
    is_one_of(words.next().unwrap_or(""), DEPARTMENTS) || piece.contains('@')
}

fn ends_with_department(head: &str) -> bool {
    head.split_whitespace().last().is_some_and(is_department) && has_function(head)
}

/// "Gemeente Bergwijk", "De Tweede Kamer", "Nordic Institute for ...".
pub(super) fn begins_with_organisation(piece: &str) -> bool {
    organisation_at(piece) == Some(0)
}

/// Where the name of an organisation begins, in bytes.
fn organisation_at(piece: &str) -> Option<usize> {
    let lower = lowered(piece);
    let named = words(&lower).find(|(at, word)| {
        MARKS.may_begin(word) && ORGANISATIONS.contains(word)
            || lower.get(*at..).is_some_and(begins_with_pair)
    });
    if let Some((at, _)) = named {
        let article = matches!(lower.get(..at), Some("de " | "the " | "het "));
        return Some(if article { 0 } else { at });
    }
    let capital = piece.chars().next().is_some_and(char::is_uppercase);
    let several = words(&lower).nth(1).is_some();
    let tells = |(_, word): (usize, &str)| {
        MARKS.may_end(word) && (several && is_ending(word) || is_press(word))
    };
    (capital && words(&lower).any(tells)).then(|| behind_post(&lower))
}

/// "Tweede Kamer der Staten-Generaal", but not "Tweede Kamerlid".
fn begins_with_pair(rest: &str) -> bool {
    let whole = |pair: &&&str| {
        let behind = rest.strip_prefix(**pair);
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphabetic))
    };
    begins_with(rest, PAIRS) && PAIRS.iter().any(|pair| whole(&pair))
}

fn is_ending(word: &str) -> bool {
    ENDINGS.iter().any(|end| word == *end || end.len() > 4 && word.ends_with(end))
}

/// The words of a piece, without the signs behind them, and where each begins.
fn words(lower: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    lower.split(' ').map(move |word| {
        let at = next;
        next += word.len() + 1;
        (at, word.trim_end_matches([',', ')', ':']))
    })
}

/// "Eindredacteur Streekblad", "Redactie Het Streekblad": where the first word is a post, the
/// organisation begins behind it.
fn behind_post(lower: &str) -> usize {
    let mut words = words(lower);
    let post = words.next().is_some_and(|(_, word)| has_function(word) || DESKS.contains(&word));
    let second = words.next().filter(|_| post);
    second.map_or(0, |(at, _)| at)
}

const MEMBER: &[&str] = &["lid", "member"];

/// Function and organisation of a piece that may hold both: "raadsgriffier gemeente Waalmonde".
pub(super) fn post(piece: &str) -> (Option<&str>, Option<&str>) {
    if has_number(piece) || piece.len() > 120 {
        return (None, None);
    }
    match organisation_at(piece) {
        Some(0) => (None, Some(piece)),
        // "Managementondersteuner directie Stad en Wijk": a department has such words in its name.
        Some(at) if piece.get(..at).is_some_and(ends_with_department) => (Some(piece), None),
        // "Voorzitter college van bestuur", "redacteur regio": of which they are.
        Some(at) if piece.get(at..).is_some_and(is_of_post) && has_function(piece) => {
            (Some(piece), None)
        }
        Some(at) => {
            let (head, tail) = (piece.get(..at).unwrap_or(""), piece.get(at..).unwrap_or(""));
            if MEMBER.contains(&&*lowered(without_joiners(head))) {
                // Of what they are a member is what they are.
                (Some(piece), None)
            } else if has_function(head) {
                (Some(without_joiners(head)), Some(tail.trim()))
            } else {
                let function = has_function(piece);
                // "Aedes vereniging van woningcorporaties": its own name comes first.
                let named = head.chars().next().is_some_and(char::is_uppercase);
                (function.then_some(piece), (named && !function).then_some(piece))
            }
        }
        None if has_function(piece) => at_joiner(piece),
        None => (None, None),
    }
}

/// A number, not the figures of "D66" and "JA21".
fn has_number(piece: &str) -> bool {
    let begins = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "+(".contains(c));
    piece.bytes().any(|byte| byte.is_ascii_digit()) && piece.split(' ').any(begins)
}

/// A board or a beat: it tells more of a function, and names no organisation.
fn is_of_post(tail: &str) -> bool {
    const BOARDS: &[&str] = &[
        "college van bestuur",
        "raad van bestuur",
        "raad van toezicht",
        "raad van commissarissen",
    ];
    let tail = lowered(tail.trim());
    // "Secretaresse college": a bare word names no body.
    BOARDS.contains(&&*tail) || matches!(&*tail, "regio" | "college" | "raad" | "gemeenteraad")
}

/// "Redacteur bij Radio Wijk", "Projectleider @ Platform": the joint says that an organisation follows.
fn at_joiner(piece: &str) -> (Option<&str>, Option<&str>) {
    let joins = |word: &str| matches!(word, "bij" | "@" | "at");
    let joiners: &[&str] =
        if piece.split(' ').any(joins) { &[" bij ", " @ ", " at "] } else { &[] };
    for joiner in joiners {
        if let Some((head, tail)) = piece.split_once(*joiner)
            && has_function(head)
        {
            let tail = tail.trim_start_matches("de ").trim_start_matches("het ").trim();
            let capital = tail.chars().next().is_some_and(char::is_uppercase);
            if capital {
                return (Some(head.trim()), Some(tail));
            }
        }
    }
    (Some(piece), None)
}

fn without_joiners(head: &str) -> &str {
    let mut rest = head.trim();
    while let Some(shorter) = rest.rsplit_once(' ').filter(|(_, last)| JOINERS.contains(last)) {
        rest = shorter.0.trim();
    }
    rest.trim_end_matches([',', '-', '–', ' '])
}

/// Whether a piece is the name of who signed: `known` when the sender's name has a word of it.
pub(super) fn is_name(piece: &str, first: bool, known: bool) -> bool {
    const WORDS_MOST: usize = 6;
    let words = piece.split_whitespace().count();
    let odd = |byte: u8| matches!(byte, b'@' | b':' | b'?' | b'/' | b'0'..=b'9');
    if words > WORDS_MOST || piece.bytes().any(odd) {
        return false;
    }
    let function = || has_function(piece) && !has_family_of_makers(piece);
    let other = || function() || organisation_at(piece).is_some() || is_department(piece);
    let short =
        || first && words <= 2 && piece.chars().all(|c| c.is_alphabetic() || " -.'’".contains(c));
    known || (looks_like_name(piece) || short()) && !other()
}

/// "Theo Rademaker": behind a first name, a trade is the name of a family.
fn has_family_of_makers(piece: &str) -> bool {
    const TRADES: &[&str] = &["maker", "makers", "meester", "meesters"];
    let Some((first, family)) = piece.trim().rsplit_once(' ') else { return false };
    let upper = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let lower = lowered(family);
    let trade = TRADES.iter().any(|end| lower.len() > end.len() && lower.ends_with(end));
    trade && upper(first) && upper(family) && !has_function(first)
}

/// The name without "mevrouw", degrees behind it and pronouns in brackets.
pub(super) fn bare_name(piece: &str) -> &str {
    const BEFORE: [&str; 12] = [
        "Mevrouw ", "mevrouw ", "Mw. ", "mw. ", "Dhr. ", "dhr. ", "Mevr. ", "mevr. ", "mevr ",
        "mw ", "De heer ", "de heer ",
    ];
    // "Truus en de rest" is Truus.
    const OTHERS: [&str; 6] = [
        " en de rest",
        " en de anderen",
        " en het team",
        " en alle ",
        " and the rest",
        " and the team",
    ];
    const BEHIND: [&str; 12] = [
        " MSc", " MA", " BA", " BSc", " PhD", " LLM", " MBA", " LL.M.", " MPA", " RO", " RA",
        " B.A.",
    ];
    let bracket = if piece.ends_with(')') { piece.rfind(" (") } else { None };
    let piece = bracket.and_then(|at| piece.get(..at)).unwrap_or(piece).trim();
    let piece = BEFORE.iter().find_map(|title| piece.strip_prefix(title)).unwrap_or(piece);
    let piece = BEHIND.iter().find_map(|degree| piece.strip_suffix(degree)).unwrap_or(piece);
    let piece = OTHERS.iter().find_map(|others| Some(piece.split_once(others)?.0)).unwrap_or(piece);
    piece.trim_end_matches(['.', ',', '!', ' '])
}

/// Mostly words with capitals, and nothing that no name holds.
pub(super) fn looks_like_name(text: &str) -> bool {
    const TITLES: [&str; 7] = ["mr.", "dr.", "drs.", "ir.", "prof.", "ing.", "ds."];
    const WORDS_MOST: usize = 5;
    let is_upper = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if !is_upper(text) && !TITLES.iter().any(|title| text.starts_with(title)) {
        return false;
    }
    // A line of a letter is told apart from a name by its first few words.
    let words = text.split_whitespace().take(WORDS_MOST + 1).count();
    (1..=WORDS_MOST).contains(&words)
        && !text.bytes().any(|b| matches!(b, b'@' | b':' | b'?' | b'!' | b'/' | b';' | b'0'..=b'9'))
        && text.split_whitespace().filter(|word| is_upper(word)).count() * 2 >= words
}
