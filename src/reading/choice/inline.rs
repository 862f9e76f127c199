//! Answers written under the quoted lines of an offer: "Ja, deze graag".

use super::{Rank, fits};
use crate::domain::mail::{Zone, ZoneKind};
use crate::domain::reading::Offered;
use crate::reading::body::Body;
use crate::reading::lexer::{Both, lowered};
use crate::reading::{Context, wishes};

/// The option under whose line a yes stands, and the text of that yes. Two yeses that weigh the same
/// choose nothing.
pub(crate) fn between_the_lines<'m>(
    zones: &'m [Zone],
    context: &Context<'_>,
) -> Option<(u32, &'m str)> {
    let mut quoted = "";
    let mut taken: Vec<(u32, Rank, &str)> = Vec::new();
    for zone in zones {
        match zone.kind {
            ZoneKind::Quoted => {
                quoted = zone.text.lines().rfind(|line| !bare(line).is_empty()).unwrap_or("");
            }
            ZoneKind::Own => {
                let answer = zone.text.trim();
                if let (Some(rank), Some(option)) = (yes(answer), option_of(quoted, context)) {
                    taken.push((option, rank, answer));
                }
            }
            ZoneKind::Signature | ZoneKind::Banner => {}
        }
    }
    let best = taken.iter().map(|(_, rank, _)| *rank).max()?;
    let mut tops = taken.iter().filter(|(_, rank, _)| *rank == best);
    let &(option, _, answer) = tops.next()?;
    tops.next().is_none().then_some((option, answer))
}

/// What stands under the lines of options other than this one: it says nothing of this one.
pub(crate) fn under_other_lines<'m>(
    zones: &'m [Zone],
    context: &Context<'_>,
    option: u32,
) -> Vec<&'m str> {
    let mut of_another = false;
    let mut under = Vec::new();
    for zone in zones {
        match zone.kind {
            ZoneKind::Quoted => {
                let line = zone.text.lines().rfind(|line| !bare(line).is_empty()).unwrap_or("");
                of_another = option_of(line, context).is_some_and(|named| named != option);
            }
            ZoneKind::Own if of_another => under.push(zone.text.trim()),
            ZoneKind::Own | ZoneKind::Signature | ZoneKind::Banner => {}
        }
    }
    under
}

fn bare(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t', '-', '*', '•', '|']).trim()
}

/// The offer that a quoted line names, by its number or else by its moment.
fn option_of(quoted: &str, context: &Context<'_>) -> Option<u32> {
    let line = bare(quoted);
    let known = |option: &u32| context.offered.iter().any(|offer| offer.option == *option);
    let head = line.split(['.', ')', ':']).next().unwrap_or("").trim();
    let head = head.strip_prefix("Optie ").or(head.strip_prefix("Option ")).unwrap_or(head);
    let number = head.parse().ok().filter(known);
    number.or_else(|| {
        let lower = lowered(line);
        let body = Body::new(Both { text: line, lower: &lower });
        let found = wishes::read(&body, context).found;
        let named = |offer: &&Offered| found.iter().any(|wish| fits(&wish.when, offer));
        let mut offers = context.offered.iter().filter(named);
        let first = offers.next()?;
        offers.next().is_none().then_some(first.option)
    })
}

/// How plainly a few words under a line say yes.
fn yes(text: &str) -> Option<Rank> {
    const PLAIN: &[&str] = &[
        "ja",
        "deze",
        "akkoord",
        "prima",
        "graag",
        "yes",
        "dit past",
        "past",
        "goed",
        "doen",
        "top",
        "perfect",
        "uitstekend",
        "hier kiezen",
        "die graag",
        "dit wordt",
        "dat wordt",
        "is goed",
        "komt goed uit",
        "this one",
        "fine",
        "onze voorkeur",
        "heeft onze voorkeur",
        "voorkeur",
        "liefst deze",
        "dit is",
        "oké",
        "ok",
        "okay",
        "dat is goed",
        "dat past",
        "wij kiezen",
        "we kiezen",
        "deze nemen",
        "schikt",
    ];
    const FEASIBLE: &[&str] =
        &["kan", "dit kan", "dat kan", "lukt", "zou kunnen", "mogelijk", "eventueel"];
    const NO: &[&str] = &["niet", "geen ", "helaas", "onmogelijk", "not ", "cannot", "nee"];
    let lower = text.lines().next().unwrap_or("").to_lowercase();
    if NO.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            let rest = lower.strip_prefix(word);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        })
    };
    if begins(FEASIBLE) {
        Some(Rank::Possible)
    } else if lower.contains("voorkeur") || lower.contains("deze graag") || lower.contains("vast") {
        Some(Rank::Preferred)
    } else {
        begins(PLAIN).then_some(Rank::Wanted)
    }
}
