//! Config: `config.toml`, the files it names, and the desk that follows from them.
//!
//! Everything is checked before anything runs. A file that is no TOML stops at its first fault; rules
//! are checked all together, and each fault names its file, line, key and remedy. Paths count from the
//! folder that holds `config.toml`. Config does not change under a desk at work: what staff have read
//! again is for a desk that begins anew.

mod build;
pub mod chat;
mod explain;
mod fault;
mod file;
pub mod holidays;
mod key;
pub mod knowledge;
mod offices;
pub mod post;
mod templates;
mod values;
mod wijken;

use std::path::{Path, PathBuf};

pub use fault::{ConfigError, Fault};
use file::{ConfigFile, TransportFile};
pub use key::KeySource;
use key::{KeyPlace, WhenAbsent};

use crate::domain::desk::{Desk, SigningKey};
use crate::domain::mail::Reporter;
use build::Tables;
use chat::ChatSettings;
use fault::Faults;
use post::PostSettings;

/// Everything the program needs to start.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the core decides by.
    pub desk: Desk,
    pub mail: MailSettings,
    pub chat: ChatSettings,
    pub store: StoreSettings,
    pub feed: FeedSettings,
    pub files: Files,
    /// Name (`nl/voorstel.md`) and source of every template, for `Words::from_sources`.
    pub templates: Vec<(String, String)>,
    pub key_source: KeySource,
}

/// In `authserv_id`: our mail server names itself in no report.
const NAMELESS: &str = "none";

/// How mail comes and goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    pub transport: Transport,
    /// How the reports of our own mail server on senders are known; `None`: no report is trusted.
    pub authserv_id: Option<Reporter>,
}

/// What carries mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// A folder in which mail is put down and picked up.
    Maildir { folder: PathBuf },
    /// A mailbox on a server, and a server that sends.
    Imap(Box<PostSettings>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    pub folder: PathBuf,
}

/// Where the agenda is written as files to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSettings {
    pub folder: PathBuf,
}

/// The other files that config is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub config: PathBuf,
    /// The folder of the templates.
    pub templates: PathBuf,
    pub knowledge: PathBuf,
    pub school_holidays: PathBuf,
}

impl Config {
    /// Reads config and all files it names. Makes the signing key at the first start.
    ///
    /// # Errors
    /// Everything that is wrong in any of the files, each with its remedy.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        load(path, &environment, WhenAbsent::Make)
    }

    /// Reads config as `load` does and changes nothing on disk: without a key file yet,
    /// `key_source` is `NotYet` and the desk signs nothing that holds.
    ///
    /// # Errors
    /// As `load`.
    pub fn look(path: &Path) -> Result<Self, ConfigError> {
        load(path, &environment, WhenAbsent::LeaveIt)
    }

    /// Takes `text` for a `config.toml` in the current folder and reads no other file: no knowledge,
    /// no school holidays, no templates.
    ///
    /// # Errors
    /// As `load`.
    pub fn from_text(text: &str, key: SigningKey) -> Result<Self, ConfigError> {
        let name = "config.toml";
        let file: ConfigFile = explain::parse(name, text)?;
        let mut faults = Faults::new(name, text);
        let path = Path::new(name);
        let export_folder = export_folder(&file, path);
        let (knowledge, school_holidays) = Default::default();
        let tables = Tables { knowledge, school_holidays, export_folder, key };
        let config = assemble(&file, path, tables, &mut faults);
        faults.finish()?;
        Ok(config)
    }
}

/// A value that is no text becomes one that is no key either: better than passing over it.
fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn load(
    path: &Path,
    environment: &dyn Fn(&str) -> Option<String>,
    when_absent: WhenAbsent,
) -> Result<Config, ConfigError> {
    let name = path.display().to_string();
    let text = read(path)?;
    let file: ConfigFile = explain::parse(&name, &text)?;
    let mut faults = Faults::new(&name, &text);
    let files = files(&file, path);
    let place = key_place(&file, path, environment);
    // No key is made for a config that cannot run.
    let key = faults.take(key::read(place, WhenAbsent::LeaveIt).map(Some));
    let (key, source) = key.unwrap_or((SigningKey::new(Vec::new()), KeySource::Given));
    let tables = Tables {
        knowledge: faults.take(parsed(&files.knowledge, knowledge::parse)),
        school_holidays: faults.take(parsed(&files.school_holidays, holidays::parse)),
        export_folder: export_folder(&file, path),
        key,
    };
    let templates = faults.take(templates::read(&files.templates));
    let mut config = assemble(&file, path, tables, &mut faults);
    if let Transport::Imap(post) = &config.mail.transport {
        for place in post.secrets() {
            faults.take(place.read().map(drop));
        }
    }
    faults.finish()?;
    (config.templates, config.key_source) = (templates, source);
    if when_absent == WhenAbsent::Make && matches!(config.key_source, KeySource::NotYet { .. }) {
        let place = key_place(&file, path, environment);
        (config.desk.key, config.key_source) = key::read(place, WhenAbsent::Make)?;
    }
    Ok(config)
}

fn assemble(file: &ConfigFile, path: &Path, tables: Tables, faults: &mut Faults<'_>) -> Config {
    Config {
        desk: build::desk(file, tables, faults),
        mail: mail(file, path, faults),
        chat: chat::settings(file, path, faults),
        store: StoreSettings { folder: store_folder(file, path) },
        feed: feed(file, path, faults),
        files: files(file, path),
        templates: Vec::new(),
        key_source: KeySource::Given,
    }
}

fn mail(file: &ConfigFile, path: &Path, faults: &mut Faults<'_>) -> MailSettings {
    let named = file.mail.folder.as_ref();
    let folder = mail_folder(file, path);
    if folder == store_folder(file, path) {
        let what = "mail and store would share one folder";
        faults.at(named.map(toml::Spanned::span), what, "give mail a folder of its own");
    }
    let transport = match file.mail.transport.as_ref().map(toml::Spanned::get_ref) {
        None | Some(TransportFile::Maildir) => Transport::Maildir { folder },
        // Without settings a fault was noted, and nothing uses what is made here.
        Some(TransportFile::Imap) => {
            if named.is_some() {
                let what = "`folder` is for mail in folders on this machine";
                let remedy = "put a # before it, or say transport = \"maildir\"";
                faults.at(named.map(toml::Spanned::span), what, remedy);
            }
            match post::settings(file, path, faults) {
                Some(settings) => Transport::Imap(Box::new(settings)),
                None => Transport::Maildir { folder },
            }
        }
    };
    let authserv_id = file.mail.authserv_id.as_ref().map(|text| match text.0.to_lowercase() {
        none if none == NAMELESS => Reporter::Nameless,
        name => Reporter::Named(name),
    });
    MailSettings { transport, authserv_id }
}

fn feed(file: &ConfigFile, path: &Path, faults: &mut Faults<'_>) -> FeedSettings {
    let store = store_folder(file, path);
    let Some(named) = &file.feed.folder else {
        return FeedSettings { folder: store.join("agenda") };
    };
    let folder = beside(path, &named.get_ref().0);
    if folder == store || folder == mail_folder(file, path) {
        let what = "the files of the agenda would lie among those of store or mail";
        faults.at(Some(named.span()), what, "give them a folder of their own");
    }
    FeedSettings { folder }
}

fn store_folder(file: &ConfigFile, path: &Path) -> PathBuf {
    beside(path, file.store.folder.as_ref().map_or(Path::new("data"), |place| &place.0))
}

/// Beside the records: what is written there is as private as they are.
fn export_folder(file: &ConfigFile, path: &Path) -> PathBuf {
    store_folder(file, path).join("export")
}

fn mail_folder(file: &ConfigFile, path: &Path) -> PathBuf {
    let named = file.mail.folder.as_ref();
    beside(path, named.map_or(Path::new("data/mail"), |place| &place.get_ref().0))
}

fn files(file: &ConfigFile, path: &Path) -> Files {
    let or = |place: &Option<values::Place>, default: &str| {
        beside(path, place.as_ref().map_or(Path::new(default), |place| &place.0))
    };
    Files {
        config: path.to_owned(),
        templates: or(&file.files.templates, "templates"),
        knowledge: or(&file.files.knowledge, "templates/kennis.toml"),
        school_holidays: or(&file.files.school_holidays, "templates/kalender/schoolvakanties.toml"),
    }
}

fn key_place<'a>(
    file: &'a ConfigFile,
    path: &Path,
    environment: &dyn Fn(&str) -> Option<String>,
) -> KeyPlace<'a> {
    let name = file.security.key_env.as_ref().map(|name| name.0.as_str());
    KeyPlace {
        environment: name.and_then(|name| environment(name).map(|value| (name, value))),
        named: file.security.key_file.as_ref().map(|place| beside(path, &place.0)),
        default: store_folder(file, path).join("signing.key"),
    }
}

/// A path in config counts from the folder of the config file.
fn beside(config: &Path, place: &Path) -> PathBuf {
    config.parent().map_or_else(|| place.to_owned(), |folder| folder.join(place))
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|error| {
        let remedy = "put the file there as UTF-8 text, or name another place";
        ConfigError::about(&path.display().to_string(), format!("cannot be read: {error}"), remedy)
    })
}

fn parsed<T>(
    path: &Path,
    parse: fn(&str, &str) -> Result<T, ConfigError>,
) -> Result<T, ConfigError> {
    parse(&path.display().to_string(), &read(path)?)
}

#[cfg(test)]
mod tests;
