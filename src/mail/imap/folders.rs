//! The folders of a mailbox: found by use or by name, and ours made when they are absent.
//!
//! The trap: some servers keep every folder below INBOX, and refuse one beside it.

use super::error::ImapError;
use super::session::{Place, Session, Usage};
use crate::config::post::FolderNames;
use crate::mail::Folder;

/// How servers and mail programs call the folder of what was sent, for those that do not say.
const SENT: [&str; 6] =
    ["Sent", "Sent Items", "Sent Messages", "Verzonden items", "Verzonden", "Sent Mail"];
const JUNK: [&str; 6] = ["Junk", "Junk Email", "Junk E-mail", "Spam", "Ongewenste e-mail", "Bulk"];

/// Where what lies, by the names that the server knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folders {
    processed: String,
    review: String,
    quarantine: String,
    pub(super) sent: Option<String>,
    pub(super) junk: Option<String>,
}

impl Folders {
    pub(super) fn name(&self, folder: Folder) -> &str {
        match folder {
            Folder::Verwerkt => &self.processed,
            Folder::TerBeoordeling => &self.review,
            Folder::Quarantaine => &self.quarantine,
        }
    }

    /// Finds all folders, and makes those of ours that are absent.
    pub(super) fn prepare(session: &mut Session, names: &FolderNames) -> Result<Self, ImapError> {
        let places = session.places()?;
        Ok(Self {
            processed: found_or_made(session, &places, &names.processed)?,
            review: found_or_made(session, &places, &names.review)?,
            quarantine: found_or_made(session, &places, &names.quarantine)?,
            sent: sent(&places, names),
            junk: junk(&places, names),
        })
    }

    /// The names of ours that are absent.
    pub(super) fn missing(places: &[Place], names: &FolderNames) -> Vec<String> {
        let ours = Folder::ALL.into_iter().map(|folder| named(names, folder));
        ours.filter(|name| by_name(places, name).is_none()).map(ToOwned::to_owned).collect()
    }
}

/// What config calls a folder of ours.
pub(super) fn named(names: &FolderNames, folder: Folder) -> &str {
    match folder {
        Folder::Verwerkt => &names.processed,
        Folder::TerBeoordeling => &names.review,
        Folder::Quarantaine => &names.quarantine,
    }
}

/// The folder of what was sent, by a name in config, its use, or the usual names.
pub(super) fn sent(places: &[Place], names: &FolderNames) -> Option<String> {
    by_use(places, names.sent.as_deref(), Usage::Sent, &SENT)
}

/// The folder of what a filter took for junk.
pub(super) fn junk(places: &[Place], names: &FolderNames) -> Option<String> {
    by_use(places, names.junk.as_deref(), Usage::Junk, &JUNK)
}

fn found_or_made(session: &mut Session, places: &[Place], name: &str) -> Result<String, ImapError> {
    if let Some(found) = by_name(places, name) {
        return Ok(found.to_owned());
    }
    let Err(error) = session.create(name) else { return Ok(name.to_owned()) };
    let delimiter = places.iter().map(|place| place.delimiter.as_str()).find(|d| !d.is_empty());
    match delimiter.filter(|_| error.refused) {
        Some(delimiter) => {
            let below = format!("INBOX{delimiter}{name}");
            session.create(&below).map_err(|_| error)?;
            Ok(below)
        }
        None => Err(error),
    }
}

/// A folder of this name, at the top or right below INBOX.
pub(super) fn by_name<'p>(places: &'p [Place], name: &str) -> Option<&'p str> {
    let is_it = |place: &&Place| {
        let below = format!("INBOX{}{name}", place.delimiter);
        place.name.eq_ignore_ascii_case(name)
            || (!place.delimiter.is_empty() && place.name.eq_ignore_ascii_case(&below))
    };
    places.iter().find(is_it).map(|place| place.name.as_str())
}

fn by_use(places: &[Place], named: Option<&str>, usage: Usage, usual: &[&str]) -> Option<String> {
    if let Some(name) = named {
        // What config names is believed, listed or not: a wrong name shows when it is opened.
        return Some(by_name(places, name).unwrap_or(name).to_owned());
    }
    let by_usage = places.iter().find(|place| place.usage == Some(usage));
    let by_usage = by_usage.map(|place| place.name.as_str());
    let found = by_usage.or_else(|| usual.iter().find_map(|name| by_name(places, name)));
    found.map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, delimiter: &str, usage: Option<Usage>) -> Place {
        Place { name: name.to_owned(), delimiter: delimiter.to_owned(), usage }
    }

    #[test]
    fn folders_are_found_at_the_top_or_below_the_inbox() {
        let places = [place("INBOX", ".", None), place("INBOX.Verwerkt", ".", None)];
        assert_eq!(by_name(&places, "Verwerkt"), Some("INBOX.Verwerkt"));
        assert_eq!(by_name(&places, "Quarantaine"), None);
        let flat = [place("verwerkt", "/", None)];
        assert_eq!(by_name(&flat, "Verwerkt"), Some("verwerkt"));
    }

    #[test]
    fn config_goes_before_use_and_use_before_the_usual_name() {
        let places = [
            place("Sent", "/", None),
            place("Uit", "/", Some(Usage::Sent)),
            place("Gestuurd", "/", None),
        ];
        let sent = |named| by_use(&places, named, Usage::Sent, &SENT);
        assert_eq!(sent(Some("Gestuurd")).as_deref(), Some("Gestuurd"));
        assert_eq!(sent(None).as_deref(), Some("Uit"));
        assert_eq!(by_use(&places[..1], None, Usage::Sent, &SENT).as_deref(), Some("Sent"));
        assert_eq!(by_use(&places, None, Usage::Junk, &JUNK), None);
    }
}
