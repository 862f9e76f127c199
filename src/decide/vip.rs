//! Whether a mail claims to come from a protected domain (`security.vip_domains`) without proof.
//!
//! Says nothing about the mail itself: a claim without proof goes to a person, who knows the people.
//! The trap: our server can prove that a look-alike sent its own mail. That proves nothing about the
//! name it wears, so for look-alikes no proof counts.

use crate::domain::desk::Desk;
use crate::domain::mail::{Authenticity, Mail};

/// Letters that look like another one or two: in small print, or in another script. Pairs come first.
const LOOKS_LIKE: [(&str, &str); 22] = [
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("а", "a"),
    ("е", "e"),
    ("о", "o"),
    ("р", "p"),
    ("с", "c"),
    ("у", "y"),
    ("х", "x"),
    ("і", "l"),
    ("ј", "j"),
    ("ѕ", "s"),
    ("к", "k"),
    ("т", "t"),
    ("м", "m"),
    ("ο", "o"),
    ("α", "a"),
];

/// Whether the sender shows a protected domain that nobody proved to be theirs.
pub(super) fn is_unproven(desk: &Desk, mail: &Mail) -> bool {
    let Some(from) = &mail.from else { return false };
    let domain = from.address.domain();
    if desk.vip_domains.iter().any(|vip| is_within(domain, vip)) {
        return desk.checks_senders && mail.authenticity != Authenticity::Pass;
    }
    let name = from.name.as_deref().unwrap_or_default().to_lowercase();
    desk.vip_domains.iter().any(|vip| resembles(domain, vip) || names(&name, vip))
}

fn is_within(domain: &str, vip: &str) -> bool {
    domain == vip || domain.strip_suffix(vip).is_some_and(|left| left.ends_with('.'))
}

/// Whether a display name shows the domain: `tweedekamer.nl | De Wit`.
fn names(name: &str, vip: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-')
        .any(|word| is_within(word.trim_matches('.'), vip))
}

/// Whether a domain that is not the protected one could be taken for it.
fn resembles(domain: &str, vip: &str) -> bool {
    if has_labels(domain, vip) {
        return true;
    }
    let end = last_labels(domain, vip.split('.').count());
    is_slip(end, vip) || seeming(end).eq(seeming(vip)) || is_foreign(end, vip)
}

/// Whether all labels of the protected domain stand one after the other in the other.
fn has_labels(domain: &str, vip: &str) -> bool {
    domain.match_indices(vip).any(|(at, _)| {
        let parts = (domain.get(..at), domain.get(at..).and_then(|from| from.strip_prefix(vip)));
        let (Some(before), Some(behind)) = parts else { return false };
        (before.is_empty() || before.ends_with('.'))
            && (behind.is_empty() || behind.starts_with('.'))
    })
}

/// As many labels from the end of a domain, or all that it has.
fn last_labels(domain: &str, count: usize) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(at, _)| at + 1);
    let start = count.checked_sub(1).and_then(|before| dots.nth(before)).unwrap_or_default();
    domain.get(start..).unwrap_or(domain)
}

/// Whether one slip of the pen lies between two domains.
fn is_slip(domain: &str, vip: &str) -> bool {
    // The distance is dear and asked of each protected domain; lengths tell most of them apart.
    domain.chars().count().abs_diff(vip.chars().count()) <= 1
        && strsim::osa_distance(domain, vip) <= 1
}

/// The letters in which a domain seems to be written, one after the other.
fn seeming(domain: &str) -> impl Iterator<Item = &str> {
    let mut rest = domain;
    std::iter::from_fn(move || {
        let end = rest.ceil_char_boundary(1);
        let as_it_is = rest.get(..end).filter(|letter| !letter.is_empty())?;
        let odd = LOOKS_LIKE.iter().find(|(odd, _)| rest.starts_with(odd));
        let (taken, letter) = odd.copied().unwrap_or((as_it_is, as_it_is));
        rest = rest.strip_prefix(taken)?;
        Some(letter)
    })
}

/// Whether a name in other scripts (RFC 3492, or as it is) has what it has in common with a protected
/// one in the same order, and at most half of it is other letters.
fn is_foreign(domain: &str, vip: &str) -> bool {
    let pairs = domain.split('.').zip(vip.split('.'));
    let mut found = false;
    for (label, wanted) in pairs {
        let is_odd = label.starts_with("xn--") || !label.is_ascii();
        found |= is_odd && fits(&ascii_part(label), wanted);
        if !is_odd && label != wanted {
            return false;
        }
    }
    found
}

/// The letters of a label that are written in ASCII; in Punycode they stand before the last hyphen.
fn ascii_part(label: &str) -> String {
    match label.strip_prefix("xn--") {
        Some(coded) => coded.rsplit_once('-').map_or("", |(plain, _)| plain).to_owned(),
        None => label.chars().filter(char::is_ascii).collect(),
    }
}

fn fits(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.len() * 2 >= whole.len() && part.chars().all(|wanted| rest.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_alike_is_seen_and_another_organisation_is_not() {
        for domain in [
            "rnlnisterie.example",
            "ministerle.example",
            "minister1e.example",
            "minlsterie.example",
            "minsiterie.example",
            "ministerie-.example",
            "ministerie.example.elders.example",
            "mail.ministerle.example",
            "mіnisterie.example",
            "xn--mnisterie-66k.example",
        ] {
            assert!(resembles(domain, "ministerie.example"), "{domain}");
        }
        for domain in [
            "ministerie.elders.example",
            "griffie.example",
            "xn--mnchen-3ya.example",
            "nieuwministerie.example",
            "kamer.example",
        ] {
            assert!(!resembles(domain, "ministerie.example"), "{domain}");
        }
    }

    #[test]
    fn a_name_may_wear_a_domain() {
        for name in
            ["ministerie.example | bos", "j.bos@ministerie.example", "\"pers.ministerie.example\""]
        {
            assert!(names(name, "ministerie.example"), "{name}");
        }
        assert!(!names("tineke van het ministerie", "ministerie.example"));
    }
}
