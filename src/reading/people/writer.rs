//! Who wrote: from the lines under the sign-off and the signature zone, else from the text and the
//! sender.
//!
//! A signature is a column of name, function, organisation and number, with departments, addresses
//! and slogans in between; each piece is judged by its own words (`words`). The traps: "mede namens
//! de burgemeester" under the greeting, and a name that holds a word of a function.

use super::super::body::Body;
use super::phone::{phone, without_phone};
use super::sender::sender_name;
use crate::domain::reading::Writer;

mod lists;
mod pieces;
pub(in crate::reading) mod told;
mod words;

use pieces::pieces;
use words::{is_closing, is_department, is_disclaimer, looks_like_name};

/// What follows is a disclaimer.
const LINES_READ: usize = 14;

/// Who wrote, from signature, text and sender.
pub(crate) fn writer(body: &Body<'_>, signature: &[&str], sender: Option<&str>) -> Option<Writer> {
    let person = sender.and_then(sender_name);
    let tail = unannounced(body, signature, person.as_deref());
    let mut writer = signed_as(tail.as_deref().unwrap_or(signature), person.as_deref());
    told::learn(&mut writer, body);
    finished(writer, person)
}

/// The lines of a signature that stands in the text itself, because no greeting announces it.
pub(super) fn unannounced<'t>(
    body: &Body<'t>,
    signature: &[&str],
    person: Option<&str>,
) -> Option<Vec<&'t str>> {
    let mut lines = signature.iter().take_while(|line| !is_disclaimer(line));
    let signed = lines.any(|line| tells_something(line));
    if signed { None } else { tail(body, person) }
}

/// Who wrote, from signature and sender alone: what a machine says around it is not the writer's.
pub(crate) fn signed(signature: &[&str], sender: Option<&str>) -> Option<Writer> {
    let person = sender.and_then(sender_name);
    finished(signed_as(signature, person.as_deref()), person)
}

fn finished(mut writer: Writer, person: Option<String>) -> Option<Writer> {
    writer.name = writer.name.or(person);
    (writer != Writer::default()).then_some(writer)
}

fn signed_as(signature: &[&str], person: Option<&str>) -> Writer {
    let mut writer = Writer::default();
    let mut first = true;
    let lines = signature.iter().take(LINES_READ).take_while(|line| !is_disclaimer(line));
    for line in lines.clone() {
        writer.phone = writer.phone.or_else(|| phone(line));
        for piece in pieces(line) {
            writer.learn(piece, first, person);
            first &= !has_letters(piece);
        }
    }
    // Who names no function of their own is known by the desk at which they sit.
    let desk = || lines.flat_map(|line| pieces(line)).find_map(words::desk).map(str::to_owned);
    writer.function = writer.function.or_else(desk);
    writer
}

fn has_letters(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
}

fn letters(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Not the line of a telephone: "Verstuurd vanaf mijn iPhone".
fn tells_something(line: &str) -> bool {
    has_letters(line) && !is_closing(line)
}

/// The lines of a signature that no greeting announces: from the line on that is the sender's name,
/// or the last one if it is a name.
fn tail<'t>(body: &Body<'t>, person: Option<&str>) -> Option<Vec<&'t str>> {
    let mut lines: Vec<&str> = body.text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let last = lines.len().checked_sub(1)?;
    let start = (lines.len().saturating_sub(LINES_READ)..lines.len()).find(|&at| {
        lines.get(at).is_some_and(|line| {
            let alone = at == last && last_block(body.text).is_none();
            looks_like_name(line) && (person.is_some_and(|p| share_a_word(line, p)) || alone)
                || at == last && person.is_some_and(|p| is_one_line(line, p))
        })
    });
    let Some(start) = start else { return last_block(body.text) };
    (start > 0).then(|| lines.split_off(start))
}

/// "DJ Pol - Baronieblad - 06 5550 6612": a whole signature on the last line.
fn is_one_line(line: &str, person: &str) -> bool {
    let pieces = pieces(line);
    let named = |piece: &&str| looks_like_name(piece) && share_a_word(piece, person);
    pieces.len() > 1 && pieces.first().is_some_and(named)
}

/// The last paragraph, if it opens with a name and its lines are short.
fn last_block(text: &str) -> Option<Vec<&str>> {
    const LONGEST_LINE: usize = 60;
    let mut block: Vec<&str> =
        text.trim_end().lines().rev().map(str::trim).take_while(|line| !line.is_empty()).collect();
    block.reverse();
    let name = block.first().is_some_and(|line| words::is_name(line, false, false));
    (name && block.len() > 1 && block.iter().all(|line| line.len() < LONGEST_LINE)).then_some(block)
}

/// "Groetjes van Eva"; the "van" of somebody's name stays.
fn without_from<'p>(piece: &'p str, person: Option<&str>) -> &'p str {
    let own = person.is_some_and(|p| p.to_lowercase().ends_with(&piece.to_lowercase()));
    piece.strip_prefix("van ").filter(|_| !own).unwrap_or(piece)
}

/// "Mirthe" and "Mirthe Kolk" are one person; particles prove nothing.
fn share_a_word(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    a.split_whitespace().map(letters).any(|word| {
        word.chars().count() > 2
            && !super::name::is_particle(&word)
            && b.split_whitespace().any(|other| letters(other) == word)
    })
}

impl Writer {
    fn learn(&mut self, piece: &str, first: bool, person: Option<&str>) {
        let bare = without_phone(piece).trim();
        // One letter is the label of what was a number: "T 070 555 01 42".
        let is_label = bare.len() < piece.trim().len() && letters(bare) == 1;
        let piece = bare;
        if !has_letters(piece) || is_label || is_closing(piece) {
            return;
        }
        let known = person.is_some_and(|person| share_a_word(piece, person));
        let bare = without_from(words::bare_name(piece), person);
        if self.name.is_none() && words::is_name(bare, first, known) {
            self.name = Some(bare.to_owned());
            return;
        }
        let desk = words::desk(piece);
        if desk.is_some() || is_department(piece) {
            let beside = desk.and(words::workplace(piece));
            self.organisation = self.organisation.take().or(beside.map(str::to_owned));
            return;
        }
        let (function, organisation) = words::post(piece);
        if self.function.is_none() && function.is_some() {
            self.function = function.map(str::to_owned);
            self.organisation = self.organisation.take().or(organisation.map(str::to_owned));
        } else if self.knows_only_a_name() && words::is_calling(piece) {
            self.function = Some(piece.to_owned());
        } else if self.organisation.is_none() {
            let unknown = || self.unknown(piece, known).filter(|_| function.is_none());
            self.organisation = organisation.or_else(unknown).map(str::to_owned);
        }
    }

    fn knows_only_a_name(&self) -> bool {
        self.name.is_some() && self.function.is_none() && self.organisation.is_none()
    }

    /// Under a name or a function an unknown name with capitals is where one works.
    fn unknown<'p>(&self, piece: &'p str, known: bool) -> Option<&'p str> {
        let whole = self.function.is_some() || piece.split_whitespace().count() >= 2;
        let another = !known && self.name.as_deref().is_some_and(|name| !share_a_word(piece, name));
        (whole && another && letters(piece) > 1 && looks_like_name(piece)).then_some(piece)
    }
}
