//! Takes phone numbers, postcodes, amounts and numbered references out of the running for dates.

use crate::reading::classes::Classes;
use crate::reading::token::{Token, Word};

/// Marks every number that cannot be a time as odd; `numbers` stand in these places.
pub(super) fn guard(tokens: &mut [Token<'_>], numbers: &[usize]) {
    let mut odd = Vec::new();
    for &at in numbers {
        if tokens.get(at).is_some_and(|token| is_no_time(tokens, at, token)) {
            odd.push(at);
        }
        odd.extend(phone_number(tokens, at));
    }
    for at in odd {
        if let Some(token) = tokens.get_mut(at) {
            token.make_odd();
        }
    }
}

fn is_no_time(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(at + 1);
    // "nummer 3" is how people pick from a list of three.
    let pick = token.lower.len() == 1 && before.is_some_and(|b| b.is_any(&["nummer", "nr"]));
    let is_dated = matches!(next.map(|next| next.word), Some(Word::Month(_)));
    let is_reference =
        !pick && !is_dated && (before.is_some_and(introduces_reference) || is_told(tokens, at));
    let is_house = before.is_some_and(|street| is_house_number(street, token));
    let is_amount = before.is_some_and(|b| b.is_any(&["€", "eur"]))
        || next.is_some_and(|a| a.is_any(&["euro", "%", "procent"]));
    // The "3am" of "3am3io" in an address on the web.
    let in_code = matches!(token.word, Word::Clock { half: Some(_), .. })
        && next.is_some_and(|next| next.glued && next.lower.starts_with(char::is_alphanumeric));
    let is_postcode = next.is_some_and(|next| is_postcode(token, next));
    let small = matches!(
        token.word, Word::Pair { left, right, sign: '/', .. } if left < right && right <= 10
    );
    is_reference
        || is_house
        || in_code
        || is_amount
        || is_postcode
        || small && is_fraction(tokens, at)
}

/// "1/3 van de kosten", "waarvan 1/3 voor rekening van": a part of a whole.
fn is_fraction(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    let of = word(at + 1, &["van", "of"]) && word(at + 2, &["de", "het", "alle", "onze", "the"]);
    of || at > 0 && word(at - 1, &["waarvan", "ruim"]) || word(at + 1, &["deel"])
}

fn introduces_reference(token: &Token<'_>) -> bool {
    token.is_any(&[
        "artikel",
        "art",
        "versie",
        "nr",
        "nummer",
        "bijlage",
        "pagina",
        "blz",
        "kenmerk",
        "paragraaf",
        "kamerstuk",
        "kamerstukken",
        "postbus",
        "kamer",
        "lid",
        "article",
        "page",
        "version",
        "room",
        "zaaknummer",
        "dossier",
        "motie",
        "regel",
        "besluit",
        "factuur",
        "rapport",
        "lokaal",
    ])
}

/// "Ons kenmerk is 2026-11", "Dossier: 12-10".
fn is_told(tokens: &[Token<'_>], at: usize) -> bool {
    let told = |i: usize| tokens.get(i).is_some_and(|word| word.is("is") || word.is_sign(':'));
    at > 1
        && told(at - 1)
        && tokens.get(at - 2).is_some_and(|name| {
            name.is_any(&[
                "kenmerk",
                "zaaknummer",
                "dossier",
                "dossiernummer",
                "nummer",
                "nr",
                "versie",
                "motie",
                "factuurnummer",
                "ordernummer",
                "postbus",
                "pagina",
                "bijlage",
            ])
        })
}

/// The 4/6 of "Dorpsstraat 4/6": two houses and no date.
fn is_house_number(street: &Token<'_>, number: &Token<'_>) -> bool {
    matches!(number.word, Word::Pair { sign: '/' | '-', .. })
        && street.starts_upper()
        && STREETS.iter().any(|end| street.lower.ends_with(end))
}

/// How the names of streets end.
const STREETS: [&str; 12] = [
    "straat", "laan", "weg", "plein", "kade", "gracht", "singel", "hof", "dreef", "dijk", "steeg",
    "park",
];

fn is_postcode(number: &Token<'_>, letters: &Token<'_>) -> bool {
    number.lower.len() == 4
        && matches!(number.word, Word::Digits { .. })
        && letters.lower.len() == 2
        && letters.length() == 2
        && letters.may_be(Classes::SHOUTED)
}

/// The indices of a row of digit groups that together make a phone number: nine digits or more,
/// beginning with 0 or behind a plus sign.
fn phone_number(tokens: &[Token<'_>], at: usize) -> Vec<usize> {
    let plus = at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.is_sign('+'));
    let zero = tokens.get(at).is_some_and(|t| t.lower.starts_with('0'));
    if !plus && !zero {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut digits = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        let date = matches!(token.word, Word::FullDate { .. });
        if date {
            break;
        }
        let groups = token.lower.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'));
        let joint = matches!(token.word, Word::Sign('(' | ')' | '-'));
        let ends = index > at && (token.breaks > 0 || !(groups || joint));
        if ends || digits > DIGITS_MOST {
            break;
        }
        digits += token.lower.chars().filter(char::is_ascii_digit).count();
        if !joint {
            found.push(index);
        }
    }
    if digits >= 9 { found } else { Vec::new() }
}

/// No phone number is longer; a row of many numbers is looked at piece by piece.
const DIGITS_MOST: usize = 20;
