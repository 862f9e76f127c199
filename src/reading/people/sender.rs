//! The person behind the name of a sender.

use super::name::is_particle;

/// Words of a label that is a desk and no person.
const DESKS: &[&str] = &[
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
    "bureau",
    "ministerie",
    "gemeente",
    "stichting",
    "redactie",
    "kabinet",
    "afdeling",
    "team",
    "reply",
    "contact",
    "office",
    "klantcontact",
    "staatssecretaris",
    "minister",
    "provincie",
    "servicedesk",
    "helpdesk",
    "bestuur",
    "wethouder",
    "burgemeester",
    "wijkcentrum",
    "buurtcentrum",
    "dorpshuis",
    "wijkhuis",
    "buurthuis",
    "bibliotheek",
];

/// `Vermeer, Daan` -> `Daan Vermeer`; `Vries, J. de (Janneke)` -> `Janneke de Vries`. An office is no
/// person.
pub(super) fn sender_name(label: &str) -> Option<String> {
    let label = label.split(" – ").next().unwrap_or(label);
    let label = label.split(" | ").next().unwrap_or(label);
    let label = label.split(" - ").next().unwrap_or(label).trim().trim_matches(['\'', '"']);
    let lower = label.to_lowercase();
    if label.is_empty() || label.contains('@') || DESKS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let Some((last, first)) = label.split_once(',') else {
        return Some(label.split('(').next().unwrap_or(label).trim().to_owned());
    };
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
        for (label, name) in [
            ("Vermeer, Daan", Some("Daan Vermeer")),
            ("Bakker, A. (Annelies)", Some("Annelies Bakker")),
            ("Kamp, Lianne van der", Some("Lianne van der Kamp")),
            ("Anna de Wit | Gemeente Bergwijk", Some("Anna de Wit")),
            ("Griffie Waalmonde", None),
            ("Bureau Staatssecretaris SZW", None),
        ] {
            assert_eq!(sender_name(label).as_deref(), name, "{label}");
        }
    }
}
