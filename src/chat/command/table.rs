//! The table of everything that can be typed: a help page and the parser behind it.
//!
//! Group and verb come from the help page and from nowhere else.

use super::arguments::{Arguments, read_case};
use super::near::{first_word, nearest, squash};
use super::{
    ParseContext, bezoek, export, figures, knowledge, lists, memo, privacy, system, wachtrij, wijk,
};
use crate::domain::command::{Command, CommandError};
use crate::domain::help;
use crate::domain::notice::HelpPage;

/// Reads what follows the verb.
type Parser = fn(&mut Arguments<'_>) -> Result<Command, CommandError>;

/// One command that can be typed.
pub(crate) struct Entry {
    pub(crate) page: HelpPage,
    pub(crate) parse: Parser,
    /// Meant when the group stands alone.
    default: bool,
}

const fn entry(page: HelpPage, parse: Parser) -> Entry {
    Entry { page, parse, default: false }
}

const fn default(page: HelpPage, parse: Parser) -> Entry {
    Entry { page, parse, default: true }
}

/// In the order in which help lists them.
pub(crate) static ENTRIES: &[Entry] = &[
    default(help::OVERVIEW, lists::overview),
    default(help::AGENDA, lists::agenda),
    default(help::DAY, lists::day),
    entry(help::SHOW, bezoek::show),
    entry(help::SEARCH, bezoek::search),
    entry(help::WHY, bezoek::why),
    entry(help::NEW, bezoek::new),
    entry(help::TAKE, bezoek::take),
    entry(help::RELEASE, bezoek::release),
    entry(help::PASS_ON, bezoek::pass_on),
    entry(help::PROPOSE, bezoek::propose),
    entry(help::CONFIRM, bezoek::confirm),
    entry(help::RESERVE, bezoek::reserve),
    entry(help::MOVE, bezoek::reschedule),
    entry(help::CANCEL, bezoek::cancel),
    entry(help::DECLINE, bezoek::decline),
    entry(help::REOPEN, bezoek::reopen),
    entry(help::COMPLETE, bezoek::complete),
    entry(help::REPLY, bezoek::reply),
    entry(help::CONSENT, bezoek::consent),
    entry(help::WAIT, bezoek::wait),
    entry(help::NOTE, bezoek::note),
    entry(help::PARTY, bezoek::party),
    entry(help::TOGETHER, bezoek::together),
    entry(help::MERGE, bezoek::merge),
    entry(help::PROGRAMME, bezoek::programme),
    entry(help::PLACE, bezoek::place),
    entry(help::SHEET, bezoek::sheet),
    default(help::WRITER, bezoek::writer),
    default(help::CALLED, bezoek::called),
    default(help::SHOW_WIJK, wijk::show),
    entry(help::CONTACTS, wijk::contacts),
    entry(help::CLOSE_WIJK, wijk::close),
    entry(help::OPEN_WIJK, wijk::open),
    entry(help::REPLACE_HOST, wijk::replace_host),
    default(help::QUEUE, wachtrij::list),
    entry(help::READ_MAIL, wachtrij::read),
    entry(help::LINK_MAIL, wachtrij::link),
    entry(help::OPEN_MAIL, wachtrij::open),
    entry(help::DISMISS_MAIL, wachtrij::dismiss),
    entry(help::QUEUE_AGAIN, wachtrij::again),
    entry(help::FORWARD_MAIL, wachtrij::forward),
    entry(help::ANSWER_MAIL, wachtrij::answer),
    entry(help::SEND_AGAIN, system::send_again),
    entry(help::LET_GO, system::let_go),
    entry(help::memo::SET, memo::set),
    default(help::memo::LIST, memo::list),
    entry(help::memo::WIPE, memo::wipe),
    entry(help::knowledge::ASK, knowledge::ask),
    default(help::knowledge::SHOW, knowledge::show),
    entry(help::knowledge::REPORT, knowledge::report),
    entry(help::knowledge::REPORTED, knowledge::reported),
    entry(help::knowledge::SETTLE, knowledge::settle),
    default(help::STATUS, system::status),
    entry(help::PAUSE, system::pause),
    entry(help::RESUME, system::resume),
    entry(help::RELOAD, system::reload),
    entry(help::CHECKUP, system::checkup),
    entry(help::LOGBOOK, system::logbook),
    entry(help::LOOK, privacy::look),
    entry(help::ERASE, privacy::erase),
    default(help::TERMS, privacy::terms),
    entry(help::export::PUBLIC_LINE, export::public_line),
    entry(help::export::INVITATION, export::invitation),
    entry(help::export::TABLE, export::table),
    entry(help::export::DOSSIER, export::dossier),
    default(help::FIGURES, figures::figures),
    default(help::YES, lists::yes),
    default(help::NO, lists::no),
    default(help::UNDO, lists::undo),
    default(help::WHO_AM_I, lists::who_am_i),
    default(help::HELP, lists::help),
];

/// Words that staff try first, and the group that they mean.
const ALSO: [(&str, &str); 2] = [("help", "hulp"), ("wie-ben-ik", "wieben")];

/// Words that staff try for a command that has another name; only ever suggested.
const MEANT: [(&str, &str); 5] = [
    ("wie", "wieben"),
    ("blokkeer", "wijk sluit"),
    ("verplaats", "bezoek verzet"),
    ("afzeggen", "bezoek annuleer"),
    ("weigeren", "bezoek wijs-af"),
];

/// A verb this long says what is meant, whatever ending it was given: `verzetten`.
const STEM_LETTERS: usize = 5;

/// Finds the command that `line` begins with, and what follows it.
///
/// `groep [werkwoord]`; a verb with a hyphen may be two words.
pub(crate) fn find<'l>(
    line: &'l str,
    context: &ParseContext<'_>,
) -> Result<(&'static Entry, &'l str), CommandError> {
    let (word, rest) = first_word(line);
    let group = group_of(word).ok_or_else(|| unknown(word, like_line(word, rest, context)))?;
    let entries = || ENTRIES.iter().filter(move |entry| entry.page.group == group);
    if let Some(entry) = entries().find(|entry| entry.page.verb.is_empty()) {
        return Ok((entry, rest));
    }
    // A key names no verb: `wachtrij pagina=2` is more about what the group alone means.
    if rest.is_empty() || first_word(rest).0.contains('=') {
        return entries().find(|entry| entry.default).map(|entry| (entry, rest)).ok_or_else(|| {
            CommandError::Missing { what: "werkwoord".to_owned(), example: example_of(group) }
        });
    }
    if let Some(found) = entries().find_map(|entry| Some((entry, after_verb(entry, rest)?))) {
        return Ok(found);
    }
    let (word, _) = first_word(rest);
    Err(unknown(word, like_verb(group, rest, context)))
}

fn group_of(word: &str) -> Option<&'static str> {
    let word = squash(word);
    let meant = ALSO.iter().find(|(also, _)| squash(also) == word).map(|(_, group)| *group);
    let named = || ENTRIES.iter().map(|entry| entry.page.group).find(|g| squash(g) == word);
    meant.or_else(named)
}

/// What follows the verb of `entry` in `rest`, if `rest` begins with it.
fn after_verb<'l>(entry: &Entry, rest: &'l str) -> Option<&'l str> {
    let verb = squash(entry.page.verb);
    let (first, behind_first) = first_word(rest);
    if squash(first) == verb {
        return Some(behind_first);
    }
    let (second, behind_second) = first_word(behind_first);
    let in_two = entry.page.verb.contains('-') && squash(&format!("{first}{second}")) == verb;
    in_two.then_some(behind_second)
}

/// What somebody may have meant with a line that begins with no group: with the case that stands
/// behind a verb, so that it can be said as it is.
fn like_line(word: &str, rest: &str, context: &ParseContext<'_>) -> Option<String> {
    let meant = like_group(word)?;
    let (case, _) = first_word(rest);
    let of_cases = meant.split(' ').next() == Some(help::SHOW.group);
    let with_case = of_cases && meant.contains(' ') && read_case(case, context).is_some();
    Some(if with_case { format!("{meant} {case}") } else { meant })
}

/// What somebody may have meant who began with `word`: a group, or a verb without its group.
fn like_group(word: &str) -> Option<String> {
    let groups = ENTRIES.iter().map(|entry| entry.page.group);
    let also = ALSO.iter().map(|(also, _)| *also);
    let verbs = || ENTRIES.iter().map(|entry| entry.page.verb).filter(|verb| !verb.is_empty());
    let typed = squash(word);
    let whole = |verb: &str| {
        let entry = ENTRIES.iter().find(|entry| squash(entry.page.verb) == squash(verb))?;
        Some(format!("{} {}", entry.page.group, entry.page.verb))
    };
    let same = || verbs().find(|verb| squash(verb) == typed);
    let near_group = || nearest(word, groups.chain(also)).map(str::to_owned);
    let other_name = || MEANT.iter().find(|(other, _)| typed.starts_with(other));
    let longer = || {
        let stem = |verb: &&str| typed.starts_with(&squash(verb)) && verb.len() >= STEM_LETTERS;
        verbs().find(stem)
    };
    let begins = || MEANT.iter().find(|(other, _)| typed == *other);
    same()
        .and_then(whole)
        .or_else(|| begins().map(|(_, command)| (*command).to_owned()))
        .or_else(near_group)
        .or_else(|| nearest(word, verbs()).or_else(longer).and_then(whole))
        .or_else(|| other_name().map(|(_, command)| (*command).to_owned()))
}

/// What somebody may have meant who typed `rest` behind `group`: another verb, two words for one,
/// or nothing but the case or the wijk to look at.
fn like_verb(group: &str, rest: &str, context: &ParseContext<'_>) -> Option<String> {
    let (first, behind_first) = first_word(rest);
    let (second, _) = first_word(behind_first);
    let verbs = || ENTRIES.iter().filter(|e| e.page.group == group).map(|e| e.page.verb);
    let in_two = format!("{first}{second}");
    // Help on a group is asked for by its name.
    if group_of(first) == Some(help::HELP.group) {
        return Some(format!("{} {group}", help::HELP.group));
    }
    let verb = nearest(first, verbs())
        .or_else(|| nearest(&in_two, verbs().filter(|verb| verb.contains('-'))));
    let case = || read_case(first, context).filter(|_| group == help::SHOW.group);
    let wijk = || context.wijk_named(rest).filter(|_| group == help::SHOW_WIJK.group);
    verb.map(|verb| format!("{group} {verb}"))
        .or_else(|| case().map(|case| format!("{group} {} {case}", help::SHOW.verb)))
        .or_else(|| wijk().map(|wijk| format!("{group} {} {wijk}", help::SHOW_WIJK.verb)))
}

fn example_of(group: &str) -> String {
    ENTRIES
        .iter()
        .find(|entry| entry.page.group == group)
        .map(|entry| entry.page.example.to_owned())
        .unwrap_or_default()
}

fn unknown(word: &str, did_you_mean: Option<String>) -> CommandError {
    CommandError::Unknown { word: word.to_owned(), did_you_mean }
}
