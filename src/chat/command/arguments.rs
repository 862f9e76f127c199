//! What follows the verb, taken piece by piece: a case, a number, a wijk, a contact person, text.
//!
//! Each piece is taken off the front. What nobody took is an error at the end, never skipped.

use super::ParseContext;
use super::keys::{Keyed, keyed};
use super::near::first_word;
use super::near::{nearest, squash};
use crate::domain::command::{Case, CommandError};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::notice::HelpPage;
use crate::domain::people::Address;
use crate::domain::wijk::Wijk;
use chrono::Datelike;

/// The part of a line that is still to be read.
pub(crate) struct Arguments<'a> {
    page: &'a HelpPage,
    rest: &'a str,
    pub(super) context: &'a ParseContext<'a>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(page: &'a HelpPage, rest: &'a str, context: &'a ParseContext<'a>) -> Self {
        Self { page, rest: rest.trim(), context }
    }

    /// An example of the command that is being read, for an error to show.
    pub(super) fn example(&self) -> String {
        self.page.example.to_owned()
    }

    pub(super) fn missing(&self, what: &str) -> CommandError {
        CommandError::Missing { what: what.to_owned(), example: self.example() }
    }

    /// An error for a word that nobody took.
    pub(super) fn end(&self) -> Result<(), CommandError> {
        match first_word(self.rest) {
            ("", _) => Ok(()),
            (word, _) => Err(CommandError::Unknown { word: word.to_owned(), did_you_mean: None }),
        }
    }

    pub(super) fn word(&mut self) -> Option<&'a str> {
        let (word, rest) = first_word(self.rest);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Takes the next word if it is `word`, as in `naar` before a moment.
    pub(super) fn skip(&mut self, word: &str) -> bool {
        let (next, rest) = first_word(self.rest);
        let is_it = squash(next) == word;
        if is_it {
            self.rest = rest;
        }
        is_it
    }

    /// Takes `pagina=<nummer>` off the end; the first page without it.
    pub(super) fn page(&mut self) -> Result<usize, CommandError> {
        let (before, last) = match self.rest.rsplit_once(char::is_whitespace) {
            Some((before, last)) => (before, last),
            None => ("", self.rest),
        };
        let Some(("pagina", number)) = last.split_once('=') else { return Ok(1) };
        self.rest = before.trim_end();
        self.page_in(number)
    }

    pub(super) fn page_in(&self, number: &str) -> Result<usize, CommandError> {
        Ok(self.number_in(number)?.try_into().unwrap_or(usize::MAX))
    }

    /// Everything that is left.
    pub(super) fn take_rest(&mut self) -> &'a str {
        std::mem::take(&mut self.rest)
    }

    /// Everything that is left, which must be something. `what` names it in the error.
    pub(super) fn text(&mut self, what: &str) -> Result<String, CommandError> {
        match self.take_rest() {
            "" => Err(self.missing(what)),
            text => Ok(text.to_owned()),
        }
    }

    /// Everything that is left, with its `key=value` words set apart.
    pub(super) fn keyed(&mut self, known: &[&'static str]) -> Result<Keyed, CommandError> {
        keyed(self.take_rest(), known).map_err(|wrong| wrong.error(self.page.example))
    }

    /// An address as mail programs copy it, with or without marks around it.
    pub(super) fn address(&mut self) -> Result<Address, CommandError> {
        let word = self.word().ok_or_else(|| self.missing("adres"))?;
        let bare = word.trim_matches(['<', '>', '`', ',', ';']);
        let wrong =
            || CommandError::NotAnAddress { text: word.to_owned(), example: self.example() };
        Address::parse(bare).ok_or_else(wrong)
    }

    /// `zaak := ['zaak='] ['WB-'] [jaar '-'] nummer`
    pub(super) fn case(&mut self) -> Result<Case, CommandError> {
        let word = self.word().ok_or_else(|| self.missing("zaak"))?;
        self.case_in(word)
    }

    pub(super) fn case_in(&self, word: &str) -> Result<Case, CommandError> {
        read_case(word, self.context)
            .ok_or_else(|| CommandError::NoSuchCase { text: word.to_owned() })
    }

    pub(super) fn number(&mut self) -> Result<u32, CommandError> {
        let word = self.word().ok_or_else(|| self.missing("nummer"))?;
        self.number_in(word)
    }

    pub(super) fn number_in(&self, word: &str) -> Result<u32, CommandError> {
        read_number(word).ok_or_else(|| self.not_a_number(word))
    }

    pub(super) fn not_a_number(&self, word: &str) -> CommandError {
        CommandError::NotANumber { text: word.to_owned(), example: self.example() }
    }

    /// The number that may follow; anything else is an error.
    pub(super) fn optional_number(&mut self) -> Result<Option<u32>, CommandError> {
        self.word().map(|word| self.number_in(word)).transpose()
    }

    /// The wijk that the rest begins with, by any of its names, the longest first: `heerlen noord`
    /// is one wijk although `heerlen` may be another.
    pub(super) fn wijk(&mut self) -> Result<WijkId, CommandError> {
        let count = self.rest.split_whitespace().count().min(NAME_WORDS_MAX);
        for words in (1..=count).rev() {
            let name: Vec<&str> = self.rest.split_whitespace().take(words).collect();
            if let Some(wijk) = self.context.wijk_named(&name.join(" ")) {
                (0..words).for_each(|_| _ = self.word());
                return Ok(wijk);
            }
        }
        let word = self.word().ok_or_else(|| self.missing("wijk"))?;
        Err(self.no_such_wijk(word))
    }

    pub(super) fn wijk_in(&self, name: &str) -> Result<WijkId, CommandError> {
        self.context.wijk_named(name).ok_or_else(|| self.no_such_wijk(name))
    }

    /// Suggests ids, because those name one wijk: all that share the name, or else the nearest.
    fn no_such_wijk(&self, name: &str) -> CommandError {
        let sharing: Vec<&str> =
            self.context.wijken_named(&squash(name)).map(|wijk| wijk.id.as_str()).collect();
        let did_you_mean = match sharing.as_slice() {
            [] => {
                let names = self.context.wijken.values().flat_map(names_of);
                let wijk = nearest(name, names).and_then(|near| self.context.wijk_named(near));
                wijk.map(|wijk| wijk.to_string())
            }
            shared => Some(shared.join(" / ")),
        };
        CommandError::NoSuchWijk { text: name.to_owned(), did_you_mean }
    }

    /// A contact person by id, by name or by part of the name; first among the hosts of `wijk`,
    /// then among all. A name that fits two people is an error.
    pub(super) fn host_in(&self, name: &str, wijk: &WijkId) -> Result<ContactId, CommandError> {
        let hosts = self.context.wijken.get(wijk).map(|w| w.hosts.as_slice()).unwrap_or_default();
        self.contact_in(name, hosts)
    }

    /// A contact person, first among these and then among all.
    pub(super) fn contact_in(
        &self,
        name: &str,
        hosts: &[ContactId],
    ) -> Result<ContactId, CommandError> {
        let everybody: Vec<ContactId> = self.context.contacts.keys().cloned().collect();
        let found = self.context.contact_named(name, hosts);
        found.or_else(|| self.context.contact_named(name, &everybody)).ok_or_else(|| {
            let known = if hosts.is_empty() { &everybody } else { hosts };
            CommandError::NoSuchHost {
                text: name.to_owned(),
                known: known.iter().map(ToString::to_string).collect(),
            }
        })
    }
}

/// No wijk has a name of more words than this.
const NAME_WORDS_MAX: usize = 6;

fn names_of(wijk: &Wijk) -> impl Iterator<Item = &str> {
    let others = wijk.also_known_as.iter().map(String::as_str);
    [wijk.name.as_str(), wijk.id.as_str()].into_iter().chain(others)
}

/// To look for a wijk, that of its municipality does as well.
fn finds(wijk: &Wijk, name: &str) -> bool {
    squash(&wijk.municipality) == name || names_of(wijk).any(|other| squash(other) == name)
}

impl ParseContext<'_> {
    /// The one wijk with this id, name or other spelling; `None` if there is none or more than one.
    pub(super) fn wijk_named(&self, name: &str) -> Option<WijkId> {
        let name = squash(name);
        let by_id = self.wijken.keys().find(|id| squash(id.as_str()) == name);
        let by_name = || only(self.wijken_named(&name)).map(|wijk| &wijk.id);
        by_id.or_else(by_name).filter(|_| !name.is_empty()).cloned()
    }

    /// All wijken that are looked for by this name, or by that of their municipality.
    pub(super) fn wijken_in(&self, name: &str) -> Vec<WijkId> {
        let name = squash(name);
        let found = self.wijken.values().filter(|wijk| !name.is_empty() && finds(wijk, &name));
        found.map(|wijk| wijk.id.clone()).collect()
    }

    /// Every wijk that has this name among its names; `name` is squashed.
    fn wijken_named(&self, name: &str) -> impl Iterator<Item = &Wijk> {
        self.wijken.values().filter(move |wijk| names_of(wijk).any(|other| squash(other) == name))
    }

    fn contact_named(&self, name: &str, among: &[ContactId]) -> Option<ContactId> {
        let name = squash(name);
        let full_name = |id: &ContactId| self.contacts.get(id).map(|c| c.name.as_str());
        let whole = |id: &&ContactId| {
            squash(id.as_str()) == name || full_name(id).is_some_and(|full| squash(full) == name)
        };
        let part = |id: &&ContactId| {
            full_name(id).is_some_and(|full| full.split_whitespace().any(|w| squash(w) == name))
        };
        let found = only(among.iter().filter(whole));
        found.or_else(|| only(among.iter().filter(part))).filter(|_| !name.is_empty()).cloned()
    }
}

/// The item if there is exactly one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Reads `WB-2026-014`, `2026-014` or `14`, in any case and with a comma or colon behind it.
pub(super) fn read_case(word: &str, context: &ParseContext<'_>) -> Option<Case> {
    let word = word.trim_end_matches([':', ',', '.', ';']).to_lowercase();
    let word = word.strip_prefix("zaak=").unwrap_or(&word);
    let word = word.strip_prefix('#').unwrap_or(word);
    let word = word.strip_prefix("wb-").unwrap_or(word);
    let (year, number) = match word.split_once('-') {
        Some((year, number)) if year.len() == 4 => (read_number(year)?, number),
        Some(_) => return None,
        None => (context.now.year().try_into().ok()?, word),
    };
    Some(VisitId { year: year.try_into().ok()?, number: read_number(number)? })
}

/// A number from 1 on, digits only: `+3` and `3e` are none.
pub(super) fn read_number(word: &str) -> Option<u32> {
    let digits = word.chars().all(|c| c.is_ascii_digit());
    word.parse().ok().filter(|number| digits && *number > 0)
}
