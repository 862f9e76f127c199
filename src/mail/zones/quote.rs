//! Finds what was copied from an earlier mail: `>` lines, the sentence above them, copied headers.
//!
//! A copied header counts only when it looks like one that a program made: sender, date of sending
//! and a third line next to each other, the sender with an address (or a time of day behind the
//! date), and a date that is not in the future.

use chrono::{Duration, NaiveDate};

use super::{Letterhead, Line};
use crate::domain::mail::ZoneKind;
use crate::domain::people::{Address, Mailbox};
use crate::domain::time;
use crate::mail::phrases::Section;

/// No copied header is longer, however many people it went to; keeps the search linear.
const HEADER_LINES_MAX: usize = 60;

/// A mail that was passed on: at which lines its text stands, that text as it was written, and by whom.
pub(super) struct Inner {
    pub(super) body: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) from: Option<Mailbox>,
    /// When, where the copied header says so.
    pub(super) day: Option<NaiveDate>,
}

/// Marks the quoted lines. If the mail was passed on, answers where the inner mail begins, unless we
/// wrote that ourselves.
pub(super) fn mark(lines: &mut [Line<'_>], head: &Letterhead<'_>) -> Option<Inner> {
    let mut at = 0;
    let mut passed_on = None;
    while let Some(line) = lines.get(at) {
        let found = if is_marked(line) {
            marked_here(lines, at, head)
        } else {
            begins_here(lines, at, head)
        };
        match found {
            Found::Nothing => at += 1,
            Found::Lines(count) => {
                quote(lines, at, at + count);
                at += count;
            }
            Found::PassedOn { inner, ours } => {
                quote(lines, at, inner.end);
                at = inner.end;
                passed_on = passed_on.or((!ours).then_some(inner));
            }
            Found::Rest { body, forwarded, ours } => {
                let end = lines.len();
                quote(lines, at, end);
                let header = lines.get(at..body).unwrap_or_default();
                let from = header.iter().find_map(sender);
                let day = header.iter().find_map(written_on);
                let text = lines.iter().skip(body).map(|line| line.text).collect();
                return passed_on.or((forwarded && !ours).then_some(Inner {
                    body,
                    end,
                    text,
                    from,
                    day,
                }));
            }
        }
    }
    passed_on
}

/// Copied lines that a mail program marked with `>`.
fn is_marked(line: &Line<'_>) -> bool {
    line.text.trim_start().starts_with('>') && !is_groupwise(&line.lower)
}

/// A copied line; or, in a mail that was passed on, the line above the copied header, which the iPhone
/// marks too. In an answer it is part of what is answered.
fn marked_here(lines: &[Line<'_>], at: usize, head: &Letterhead<'_>) -> Found {
    let inner = head.forwarded.then(|| marked_mail(lines, at, head)).flatten();
    inner.unwrap_or(Found::Lines(1))
}

/// A mail that was passed on with each of its lines marked, as Apple Mail does.
fn marked_mail(lines: &[Line<'_>], at: usize, head: &Letterhead<'_>) -> Option<Found> {
    let opening = unmarked(lines.get(at)?);
    if !opens_forward(&opening.lower) {
        return None;
    }
    let copied = lines.iter().skip(at + 1).take_while(|line| line.is_blank() || is_marked(line));
    let inside: Vec<Line<'_>> = copied.map(unmarked).collect();
    let block = Block::at(&inside, next_full(&inside, 0));
    if block.labels < 2 {
        return None;
    }
    let from = inside.iter().take(block.end).find_map(sender);
    let day = block.date.as_deref().and_then(day_of);
    let text = inside.iter().skip(block.end).map(|line| line.text).collect();
    let (body, end) = (at + 1 + block.end, at + 1 + inside.len());
    let ours = is_ours(&block.from, head);
    Some(Found::PassedOn { inner: Inner { body, end, text, from, day }, ours })
}

/// The line without one mark.
fn unmarked<'a>(line: &Line<'a>) -> Line<'a> {
    let bare = line.text.trim_start().strip_prefix('>');
    let text = bare.map_or(line.text, |bare| bare.strip_prefix(' ').unwrap_or(bare));
    Line::new(text)
}

/// The line that mail programs put above a mail that is passed on.
fn opens_forward(lower: &str) -> bool {
    let words = words_of_separator(lower);
    let dashed = lower.starts_with("--") && lower.ends_with("--");
    (dashed && Section::ForwardSeparator.has(words))
        || Section::ForwardOpening.has(words.trim_end_matches(':').trim_end())
}

fn words_of_separator(lower: &str) -> &str {
    lower.trim_matches(|c: char| c == '-' || c == '_' || c == '*' || c.is_whitespace())
}

fn quote(lines: &mut [Line<'_>], from: usize, to: usize) {
    for line in lines.iter_mut().take(to).skip(from) {
        line.kind = ZoneKind::Quoted;
    }
}

/// The day in a line `Verzonden: vrijdag 26 februari 2027 16:00` of a copied header.
fn written_on(line: &Line<'_>) -> Option<NaiveDate> {
    let (Label::Date, value) = label(&line.lower)? else { return None };
    day_of(value)
}

/// Who stands in a line `Van: Iris de Groot <i.degroot@provincie.example>` of a copied header.
fn sender(line: &Line<'_>) -> Option<Mailbox> {
    let (Label::From, _) = label(&line.lower)? else { return None };
    let (_, value) = line.text.split_once(':')?;
    let value = value.trim_matches(['*', '_', ' ', '\t', '\r', '\n']);
    let (name, rest) = value.split_once(['<', '[', '(']).unwrap_or(("", value));
    let address = rest.trim_start_matches("mailto:").split(['>', ']', ')', ' ']).next()?;
    let name = name.trim().trim_matches('"');
    Some(Mailbox {
        name: (!name.is_empty()).then(|| name.to_owned()),
        address: Address::parse(address)?,
    })
}

enum Found {
    Nothing,
    /// These lines only.
    Lines(usize),
    /// Marked lines up to the end of a mail that was passed on.
    PassedOn {
        inner: Inner,
        ours: bool,
    },
    /// Everything from here. The copied text itself begins at line `body`.
    Rest {
        body: usize,
        forwarded: bool,
        ours: bool,
    },
}

fn begins_here(lines: &[Line<'_>], at: usize, head: &Letterhead<'_>) -> Found {
    let Some(line) = lines.get(at) else { return Found::Nothing };
    if line.is_blank() {
        return Found::Nothing;
    }
    if is_groupwise(&line.lower) {
        return Found::Rest {
            body: at + 1,
            forwarded: head.forwarded,
            ours: is_ours(&line.lower, head),
        };
    }
    if let Some(found) = marked_mail(lines, at, head) {
        return found;
    }
    if let Some(forwarded) = separator(lines, at) {
        let next = next_full(lines, at + 1);
        let block = Block::at(lines, next);
        let ours = is_ours(&block.from, head);
        return Found::Rest { body: block.end, forwarded: forwarded || head.forwarded, ours };
    }
    let start = if is_rule(&line.lower) { next_full(lines, at + 1) } else { at };
    let names_sender = lines.get(start).and_then(|line| label(&line.lower));
    let block = match names_sender {
        Some((Label::From, _)) => Block::at(lines, start),
        Some(_) | None => Block::default(),
    };
    if block.is_copied_header(head) {
        let ours = is_ours(&block.from, head);
        return Found::Rest { body: block.end, forwarded: head.forwarded, ours };
    }
    attribution(lines, at, head)
}

fn is_ours(text: &str, head: &Letterhead<'_>) -> bool {
    head.bot.is_some_and(|bot| text.contains(bot.as_str()))
}

fn next_full(lines: &[Line<'_>], from: usize) -> usize {
    let blanks = lines.iter().skip(from).take_while(|line| line.is_blank()).count();
    from + blanks
}

/// `>>> M50 <w@m50.example> 05-11-2024 10:12 >>>`
fn is_groupwise(lower: &str) -> bool {
    lower.starts_with(">>> ") && lower.ends_with(">>>") && lower.len() > 12 && has_clock(lower)
}

/// A line of underscores or dashes, as Outlook draws above a copied header.
fn is_rule(lower: &str) -> bool {
    lower.len() >= 8 && lower.chars().all(|c| c == '_' || c == '-')
}

/// `-----Oorspronkelijk bericht-----`, or the line with which Apple Mail passes a mail on: whether
/// it says that the mail was passed on.
fn separator(lines: &[Line<'_>], at: usize) -> Option<bool> {
    let lower = &lines.get(at)?.lower;
    let words = words_of_separator(lower);
    if lower.starts_with("--") && lower.ends_with("--") {
        if Section::ForwardSeparator.has(words) {
            return Some(true);
        }
        return Section::Separator.has(words).then_some(false);
    }
    let opens = Section::ForwardOpening.has(words.trim_end_matches(':').trim_end());
    // Looked at only then: most lines of a mail are no opening, and a block may be long.
    let labelled = || Block::at(lines, next_full(lines, at + 1)).labels >= 2;
    (opens && labelled()).then_some(true)
}

/// A run of lines `Label: value`.
#[derive(Debug, Default)]
struct Block {
    from: String,
    date: Option<String>,
    to: bool,
    subject: bool,
    /// How many of the five kinds of line stand in it.
    labels: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Date,
    To,
    Cc,
    Subject,
    Other,
}

impl Block {
    fn at(lines: &[Line<'_>], start: usize) -> Self {
        let mut block = Self { end: start, ..Self::default() };
        let mut seen: Vec<Label> = Vec::new();
        let mut at = start;
        while let Some(line) = lines.get(at).filter(|_| at < start + HEADER_LINES_MAX) {
            if line.is_blank() {
                // Outlook's copied header may have each of its lines in a paragraph.
                at += 1;
                let goes_on = lines.get(at).is_some_and(|next| label(&next.lower).is_some());
                if goes_on && !seen.is_empty() { continue } else { break }
            }
            match label(&line.lower) {
                Some((kind, _)) if kind != Label::Other && seen.contains(&kind) => break,
                Some((kind, value)) => {
                    block.take(kind, value);
                    seen.push(kind);
                }
                // Addresses that did not fit on their line.
                None if continues(&seen, &line.lower) => {}
                None => break,
            }
            at += 1;
            block.end = at;
        }
        block.labels = seen.iter().filter(|kind| **kind != Label::Other).count();
        block
    }

    fn take(&mut self, kind: Label, value: &str) {
        match kind {
            Label::From => self.from = value.to_owned(),
            Label::Date => self.date = Some(value.to_owned()),
            Label::To => self.to = true,
            Label::Subject => self.subject = true,
            Label::Cc | Label::Other => {}
        }
    }

    fn is_copied_header(&self, head: &Letterhead<'_>) -> bool {
        let Some(date) = &self.date else { return false };
        if self.labels < 3 || self.from.is_empty() {
            return false;
        }
        let addressed = self.from.contains('@');
        let stamped = has_clock(date) && self.to && self.subject && !has_clock(&self.from);
        match (day_of(date), head.sent) {
            (Some(day), Some(sent)) => {
                let newest = time::today(sent) + Duration::days(1);
                day <= newest && (addressed || stamped)
            }
            (Some(_), None) => addressed || stamped,
            (None, _) => addressed,
        }
    }
}

fn label(lower: &str) -> Option<(Label, &str)> {
    let bare = lower.trim_start_matches(['*', '_', '|', ' ', '\t']);
    let (name, value) = bare.split_once(':')?;
    let name = name.trim_end_matches(['*', '_', ' ', '\t']);
    let value = value.trim_matches(['*', '_', ' ', '\t']);
    let kinds = [
        (Section::LabelFrom, Label::From),
        (Section::LabelDate, Label::Date),
        (Section::LabelTo, Label::To),
        (Section::LabelCc, Label::Cc),
        (Section::LabelSubject, Label::Subject),
        (Section::LabelOther, Label::Other),
    ];
    kinds.iter().find(|(section, _)| section.has(name)).map(|(_, label)| (*label, value))
}

fn continues(seen: &[Label], lower: &str) -> bool {
    matches!(seen.last(), Some(Label::From | Label::To | Label::Cc))
        && (lower.contains('@') || lower.ends_with(';') || lower.ends_with(','))
        && !lower.ends_with(['.', '?', '!'])
}

/// The sentence that mail programs put above a quote, over at most four lines.
fn attribution(lines: &[Line<'_>], at: usize, head: &Letterhead<'_>) -> Found {
    let mut sentence = String::new();
    for (nth, line) in lines.iter().skip(at).take(4).enumerate() {
        if line.is_blank() || line.text.trim_start().starts_with('>') {
            break;
        }
        sentence = format!("{sentence} {}", line.lower).trim().to_owned();
        if !line.lower.ends_with(':') {
            continue;
        }
        let after = at + nth + 1;
        let marked = lines
            .get(next_full(lines, after))
            .is_some_and(|next| next.text.trim_start().starts_with('>'));
        return match weigh(&sentence) {
            Attribution::Certain | Attribution::Likely if marked => Found::Lines(nth + 1),
            Attribution::Certain => {
                let ours = is_ours(&sentence, head);
                Found::Rest { body: after, forwarded: head.forwarded, ours }
            }
            Attribution::Likely | Attribution::No => Found::Nothing,
        };
    }
    Found::Nothing
}

enum Attribution {
    Certain,
    /// Only when marked lines follow.
    Likely,
    No,
}

fn weigh(sentence: &str) -> Attribution {
    let Some(verb) = Section::QuoteVerb.found_in(sentence) else { return Attribution::No };
    let opening = sentence.split([' ', ',']).next().unwrap_or_default();
    let after = sentence.split(verb).nth(1).unwrap_or_default().trim();
    let opens =
        Section::QuoteOpening.has(opening) || Section::QuoteInner.found_in(sentence).is_some();
    if !opens || sentence.len() > 300 {
        return Attribution::No;
    }
    let name = after.split([' ', ':']).next().unwrap_or_default();
    let dated = day_of(sentence).is_some() && has_clock(sentence);
    let addressed = sentence.contains('@');
    if (dated || addressed) && !Section::Pronoun.has(name) {
        Attribution::Certain
    } else {
        Attribution::Likely
    }
}

/// Whether a time of day stands in it: `10:12`.
fn has_clock(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    chars.windows(4).any(|window| match window {
        [a, ':', b, c] => a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit(),
        _ => false,
    })
}

/// The first full date in a line: `dinsdag 5 november 2024`, `November 5, 2024`, `05-11-2024`,
/// `2024-11-05`.
fn day_of(lower: &str) -> Option<NaiveDate> {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|window| match window {
        [a, b, c] => day_in(a, b, c),
        _ => None,
    })
}

fn day_in(a: &str, b: &str, c: &str) -> Option<NaiveDate> {
    let number = |word: &str| word.parse::<u32>().ok();
    let year = |word: &str| word.parse::<i32>().ok().filter(|year| (1990..2100).contains(year));
    if let (Some(year), Some(month), Some(day)) = (year(a), number(b), number(c)) {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let year = year(c)?;
    match (number(a), number(b)) {
        (Some(day), None) => NaiveDate::from_ymd_opt(year, month(b)?, day),
        (None, Some(day)) => NaiveDate::from_ymd_opt(year, month(a)?, day),
        (Some(day), Some(month)) => NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, day, month)),
        (None, None) => None,
    }
}

/// The number of a month by its Dutch, English or German name, in full or short.
fn month(word: &str) -> Option<u32> {
    let short: String = word.chars().take(3).collect();
    let number = match short.as_str() {
        "jan" => 1,
        "feb" => 2,
        "maa" | "mrt" | "mar" | "mär" => 3,
        "apr" => 4,
        "mei" | "may" | "mai" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "okt" | "oct" => 10,
        "nov" => 11,
        "dec" | "dez" => 12,
        _ => return None,
    };
    Some(number)
}
