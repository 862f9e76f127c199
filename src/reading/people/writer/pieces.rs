//! A line of a signature, cut where it goes on to another thing.
//!
//! Bars, bullets and dashes always cut; a comma only behind a name or a function, for "Ministerie van
//! Volksgezondheid, Welzijn en Sport" is one name.

use super::words::{begins_with_organisation, has_function, looks_like_name};

/// The pieces of a line, without the marks around them.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let dashes = [" - ", " – ", " — ", " / ", "\t"];
    let mut pieces: Vec<&str> = vec![line];
    if line.bytes().any(may_cut) {
        pieces = line.split(['|', '•', '·', '●']).collect();
        for dash in dashes {
            pieces = pieces.into_iter().flat_map(|piece| piece.split(dash)).collect();
        }
    }
    let cut = pieces.into_iter().flat_map(at_commas).flat_map(at_bracket).map(clean);
    cut.filter(|piece| !piece.is_empty()).collect()
}

/// A byte of a bar, a bullet or a dash; most lines have none.
fn may_cut(byte: u8) -> bool {
    matches!(byte, b'|' | b'-' | b'/' | b'\t') || !byte.is_ascii()
}

/// "Anna de Wit, adviseur, gemeente Bergwijk": up to the first organisation.
fn at_commas(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(piece);
    std::iter::from_fn(move || {
        let piece = rest.take()?;
        let Some((head, tail)) = cut_at_comma(piece) else { return Some(piece) };
        rest = Some(tail);
        Some(head)
    })
}

fn cut_at_comma(piece: &str) -> Option<(&str, &str)> {
    let at = piece.as_bytes().array_windows().position(|pair| pair == b", ")?;
    let (head, tail) = (piece.get(..at)?, piece.get(at + 2..)?);
    let organisation = begins_with_organisation(head.trim());
    let address = || tail.bytes().any(|byte| byte.is_ascii_digit());
    let cuts = if organisation { address() } else { named_or_posted(head) };
    cuts.then_some((head, tail))
}

fn named_or_posted(head: &str) -> bool {
    looks_like_name(head.trim()) || has_function(head)
}

/// "Eva Bos (gemeente Waterkant)", but not "Eva Bos (zij/haar)".
fn at_bracket(piece: &str) -> impl Iterator<Item = &str> {
    let inner = piece.trim().strip_suffix(')').and_then(|piece| piece.split_once(" ("));
    let (head, inner) = inner
        .filter(|(_, inner)| begins_with_organisation(inner) || has_function(inner))
        .map_or((piece, None), |(head, inner)| (head, Some(inner)));
    std::iter::once(head).chain(inner)
}

fn clean(piece: &str) -> &str {
    let piece = piece.trim().trim_start_matches(['[', '*', '>', '_', '"']);
    let piece = piece.trim_end_matches([']', '*', ',', '_', '"', ';']).trim();
    if piece.starts_with('(')
        && piece.ends_with(')')
        && !piece.contains(|c: char| c.is_ascii_digit())
    {
        return piece.trim_matches(['(', ')']);
    }
    piece
}
