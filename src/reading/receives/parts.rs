//! The parts of a host's answer: what each clause says, and what it does to a yes or a no beside it.

use super::visit::AskedVisit;
use super::words::*;

/// What one part of a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `bare`: no more than a nod. `able`: that they can, or are there. `likes`: that it is nice.
    Yes {
        bare: bool,
        able: bool,
        likes: bool,
    },
    /// `bare`: no more than a shake of the head.
    No {
        bare: bool,
        regrets: bool,
    },
    Regret,
    Nothing,
    /// Says nothing by itself, and does not go with a no.
    Welcome,
    /// Other words. Some take a part of a yes, others turn a no into half of a yes.
    Aside {
        hedges: bool,
        turns: bool,
        /// They speak of themselves.
        own: bool,
    },
    /// A yes may depend on some, others ask for another moment.
    Question {
        risks: bool,
        moves: bool,
    },
    Unclear,
}

/// They can, or are there.
const ABLE: Part = Part::Yes { bare: false, able: true, likes: false };

/// The words between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) words: Vec<String>,
    /// A question mark ends its sentence.
    asked: bool,
    /// It ends at that mark.
    last: bool,
    /// It begins with a "maar".
    contrasts: bool,
    /// A name stands in it, or another word with a capital behind its first.
    capital: bool,
}

/// What each part says. Behind a plain no a reason of one's own says nothing more.
pub(super) fn read(clauses: &[Clause]) -> Vec<Part> {
    let regrets = clauses.iter().flat_map(|clause| &clause.words).any(|word| is_in(REGRETS, word));
    let mut refused = false;
    let read = |clause: &Clause| {
        let mut said = part(clause);
        let aside = matches!(said, Part::Aside { .. });
        if aside && regrets && is_off_duty(&clause.words) {
            said = Part::No { bare: false, regrets };
        } else if aside && refused && is_own_reason(&clause.words) {
            said = Part::Nothing;
        } else if said == Part::Nothing
            && refused
            && clause.words.iter().any(|word| is_in(THERE, word))
        {
            said = Part::Unclear;
        }
        refused |= matches!(said, Part::No { .. });
        said
    };
    clauses.iter().map(read).collect()
}

fn is_off_duty(words: &[String]) -> bool {
    let known = |word: &String| is_in(BESIDE, word) || is_in(OFF_DUTY, word);
    words.iter().any(|word| is_in(OFF_DUTY, word)) && words.iter().all(known)
}

fn is_own_reason(words: &[String]) -> bool {
    let has = |list| words.iter().any(|word| is_in(list, word));
    let known = |word: &String| [BESIDE, AWAY, REASON_WORDS].iter().any(|list| is_in(list, word));
    (has(AWAY) || has(ABROAD)) && !has(OTHERS) && words.iter().all(known)
}

fn part(clause: &Clause) -> Part {
    let words = &clause.words;
    if is_question(clause) {
        return question(clause);
    }
    // "Ik lig met griep op bed": where somebody is away, so is what a reason is made of.
    let away = words.iter().any(|word| is_in(AWAY, word));
    let known = |word: &String| {
        super::answers(word) || is_in(BESIDE, word) || away && is_in(REASON_WORDS, word)
    };
    if words.iter().all(known) && !names_other_time(words) {
        return of_known_words(words);
    }
    aside(clause)
}

fn is_question(clause: &Clause) -> bool {
    let mut words = clause.words.iter();
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let unmarked =
        ASKS.iter().any(|(one, other)| one == first && second.is_some_and(|word| word == other));
    unmarked || clause.asked && (clause.last || is_in(OPENS, first))
}

fn question(clause: &Clause) -> Part {
    let words = &clause.words;
    let has = |list| words.iter().any(|word| is_in(list, word));
    let other = names_other_time(words);
    // "Of bedoelt u de 16e?"
    let corrects = words.first().is_some_and(|word| word == "of" || word == "or");
    let risks = other || corrects || clause.contrasts || has(RISKS);
    Part::Question { risks, moves: other || corrects || has(MOVES) }
}

/// Of a part in which each word is known.
fn of_known_words(words: &[String]) -> Part {
    let has = |list| words.iter().any(|word| is_in(list, word));
    let (no, denies, away) = (has(NO), has(DENIES), has(AWAY));
    let calls_off = has(CALLS_OFF) && has(SELF) && !denies;
    let regrets = has(REGRETS);
    // "Ik kan de gast niet ontvangen" is of oneself, "de groep komt niet" is not.
    let own = has(SELF) && has(CAN) && !has(OF_OTHERS);
    if (no || denies || away) && has(OTHERS) && !own
        || away && has(NOW)
        || denies && has(UNTIL) && !regrets
    {
        return Part::Unclear;
    }
    if has(OF_OTHERS) && has(OTHERS) && !has(SELF) || denies_a_part(words) {
        return Part::Unclear;
    }
    // "Leuk dat jullie komen!" is of others, whoever can.
    if has(AGREES) && !has(SELF) && words.iter().any(|word| word == "dat" || word == "that") {
        return Part::Yes { bare: false, able: false, likes: true };
    }
    let there = has(THERE) && has(AM) && !has(OTHERS);
    let can = |word: &String| is_in(CAN, word) && (has(SELF) || !is_in(ARRIVED, word));
    match (has(AGREES), words.iter().any(can) || there) {
        (false, true | false) if calls_off => Part::No { bare: false, regrets },
        // "Nee, dat kan" and "ik ben niet verhinderd" are not what they begin with.
        (false, true) if (no || away) && !denies => Part::Unclear,
        (true, true | false) if no || denies || away || has(CALLS_OFF) => Part::Unclear,
        (false, true | false) if denies && (away || has(CALLS_OFF)) => Part::Unclear,
        (false, true | false) if no || denies || away => {
            Part::No { bare: !denies && !away, regrets }
        }
        (true | false, true) => ABLE,
        (true, false) => {
            let likes = words.iter().all(|word| !is_in(AGREES, word) || is_in(LIKES, word));
            Part::Yes { bare: has(BARE), able: false, likes }
        }
        (false, false) if regrets => Part::Regret,
        (false, false) => Part::Nothing,
    }
}

/// "Ik kan ze niet allemaal ontvangen".
fn denies_a_part(words: &[String]) -> bool {
    let denied = words.iter().skip_while(|word| !is_in(DENIES, word));
    denied.into_iter().any(|word| is_in(PARTLY, word))
}

/// Of a part with a word that is not known, or another time.
fn aside(clause: &Clause) -> Part {
    let words = &clause.words;
    let has = |list| words.iter().any(|word| is_in(list, word));
    let other_time = names_other_time(words);
    let supposes = has(SUPPOSES);
    let thanks = words.first().is_some_and(|word| is_in(THANKS, word));
    // "Bedankt dat jullie iemand anders zoeken" says more than thanks.
    let courtesy =
        |word: &String| [THANKS, COURTESIES, BESIDE, WELCOMES].iter().any(|list| is_in(list, word));
    if thanks && !other_time && words.iter().all(courtesy) && !clause.contrasts {
        return Part::Nothing;
    }
    let welcome =
        |word: &String| is_in(BESIDE, word) || is_in(WELCOMES, word) || welcomes_with(words, word);
    if words.iter().all(welcome) && !other_time && !has(DENIES) && !clause.contrasts {
        return if has(ACCEPTED) { ABLE } else { Part::Welcome };
    }
    if has(PAST) && !supposes {
        return Part::Aside { hedges: false, turns: false, own: false };
    }
    // "Kees kan wel", "vraag Kees maar": whom they think of.
    let suggests = clause.capital
        && !has(SELF)
        && !other_time
        && words.iter().all(|word| word != "over" && word != "neemt")
        || words.first().is_some_and(|word| word == "vraag" || word == "ask");
    let away = has(AWAY) && !has(CAN);
    let denied = has(DENIES) || words.iter().any(|word| word == "geen");
    let there = has(SELF) && has(AM) && has(THERE) && !denied;
    let turns = supposes
        || there
        || !denied && !suggests && !away && has(TURNS)
        || clause.contrasts && !denied;
    let stands_in = has(STANDS_IN) && !has(SELF);
    let hedges = supposes || other_time || clause.contrasts || stands_in || has(HEDGES);
    Part::Aside { hedges, turns, own: has(SELF) }
}

fn welcomes_with(words: &[String], word: &str) -> bool {
    WELCOMES_TOGETHER.iter().any(|(one, other)| {
        let both = words.iter().any(|w| w == one) && words.iter().any(|w| w == other);
        both && (word == *one || word == *other)
    })
}

fn names_other_time(words: &[String]) -> bool {
    let day = |word: &&str| WEEKDAYS.contains(word) || MONTHS.contains(word);
    let digits = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    words.iter().map(String::as_str).any(|word| {
        day(&word) || digits(&word) || is_in(OTHER_TIMES, word) || ORDINALS.contains(&word)
    })
}

/// The parts of a text. Writers break their lines anywhere, so a line ends nothing; a greeting ends at
/// its comma.
pub(super) fn clauses(lines: &[&str], visit: &AskedVisit<'_>) -> Vec<Clause> {
    let raw = raw(&lines.join(" "));
    let named = raw.into_iter().filter_map(|raw| {
        let own = raw.words.iter().all(|word| visit.is_of_host(&word.to_lowercase()));
        let capital = raw.has_capital();
        let contrasts =
            raw.words.first().is_some_and(|word| is_in(CONTRASTS, &word.to_lowercase()));
        let words = as_one(visit.named_plainly(raw.in_small_letters()));
        let clause = Clause { words, asked: raw.asked, last: raw.last, contrasts, capital };
        (!own && !clause.words.is_empty()).then_some(clause)
    });
    named.collect()
}

/// The words of each part, and whether it is asked.
pub(super) fn told(lines: &[&str]) -> Vec<(Vec<String>, bool)> {
    let parts = raw(&lines.join(" ")).into_iter().map(|raw| (raw.in_small_letters(), raw.asked));
    parts.filter(|(words, _)| !words.is_empty()).collect()
}

/// The words between two marks as they are written.
struct Raw {
    words: Vec<String>,
    asked: bool,
    last: bool,
    opens: bool,
}

impl Raw {
    /// Without the word that joins it to what stands before, and the stress of "dóór".
    fn in_small_letters(&self) -> Vec<String> {
        let words = self.words.iter().map(|word| word.to_lowercase().replace('ó', "o"));
        words.skip_while(|word| is_in(JOINS, word)).collect()
    }

    fn has_capital(&self) -> bool {
        let behind = self.words.iter().skip(usize::from(self.opens));
        behind.into_iter().any(|word| word.starts_with(char::is_uppercase))
            || self.opens && self.words.first().is_some_and(|word| is_strange(word))
    }
}

fn raw(text: &str) -> Vec<Raw> {
    let mut all = Vec::new();
    for sentence in sentences(text) {
        let asked = sentence.ends_with('?');
        let split = pieces(sentence).map(words_of).flat_map(split_at_joints);
        let pieces: Vec<Vec<String>> = split.filter(|words| !words.is_empty()).collect();
        let count = pieces.len();
        let piece = |(at, words)| Raw { words, asked, last: at + 1 == count, opens: at == 0 };
        all.extend(pieces.into_iter().enumerate().map(piece));
    }
    all
}

/// A word with a capital that opens a sentence and is none that we know: a name.
fn is_strange(word: &str) -> bool {
    let lower = word.to_lowercase();
    let known = [BESIDE, WELCOMES, GREETS, THANKS, OPENS, SUPPOSES, HEDGES]
        .iter()
        .any(|list| is_in(list, &lower));
    word.starts_with(char::is_uppercase) && !known && !super::answers(&lower)
}

const CONTRASTS: &str = "maar but";
/// What may open a clause and says how it hangs together.
const JOINS: &str = "maar want dus en omdat but because so and";
/// Behind an "en" one of these begins a clause of its own.
const VERBS: &str = "kan kunnen haal red ben ontvang kom zal ga moet heb zet can am";

/// "Ik lig ziek op bed en haal vrijdag niet": two clauses.
fn split_at_joints(words: Vec<String>) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let next = words.get(at + 1).map(|next| next.to_lowercase());
        let joins = next.is_some_and(|next| {
            is_in("maar want omdat dus but because", &lower)
                || is_in("en and", &lower) && is_in(VERBS, &next)
        });
        if joins && at > 0 {
            parts.push(Vec::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push(word.clone());
        }
    }
    parts
}

/// Two words that say one thing become that.
fn as_one(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let pair = TOGETHER
            .iter()
            .find(|(one, other, _)| *other == word && out.last().is_some_and(|last| last == one));
        if let Some((_, _, said)) = pair {
            out.pop();
            out.extend(said.iter().map(|&word| word.to_owned()));
        } else {
            out.push(word);
        }
    }
    out
}

/// The sentences, each with its mark; a point between digits ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(end) = end_of_sentence(rest) {
        let (head, tail) = rest.split_at(end);
        out.push(head.trim());
        rest = tail;
    }
    out.push(rest.trim());
    out
}

fn end_of_sentence(text: &str) -> Option<usize> {
    let mark = |(at, c): &(usize, char)| {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        matches!(c, '.' | '!' | '?')
            && !(*c == '.' && next.is_some_and(|next| next.is_ascii_digit()))
    };
    text.char_indices().find(mark).map(|(at, c)| at + c.len_utf8())
}

fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split([',', ';', '\u{2014}', '\u{2013}', '(', ')']).flat_map(|piece| piece.split(": "))
}

/// Its words, hours and numbers whole.
fn words_of(piece: &str) -> Vec<String> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '\'');
    let words = piece.split(|c: char| !inside(c));
    let bare = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of each part between two marks, in small letters.
pub(super) fn plain_clauses(lines: &[&str]) -> Vec<Vec<String>> {
    let marks = ['.', '!', ',', ';', ':', '\u{2014}'];
    let text = lines.join(" ").to_lowercase();
    let parts = text.split(marks).map(|part| {
        let words = part.split(|c: char| !c.is_alphabetic());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    });
    parts.filter(|words| !words.is_empty()).collect()
}

pub(in crate::reading) fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}
