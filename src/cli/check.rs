//! `werkbezoek check`: looks at everything the bot needs and says what is not in order.
//!
//! A line for each thing, `ok`, `warning` or `error`, with the remedy. It looks and changes nothing:
//! no key is made, no mail is read, and a running bot does not notice. Mail servers that config names
//! are asked (`post`); without a network that is said, and the rest is looked at all the same.

mod post;

use std::io::{self, Write};
use std::path::Path;

use chrono::{Months, NaiveDate};

use crate::config::post::SecretPlace;
use crate::config::{Config, ConfigError, Fault, KeySource, Transport};
use crate::domain::desk::Desk;
use crate::domain::ids::ContactId;
use crate::domain::mail::Reporter;
use crate::domain::people::Address;
use crate::domain::room::RoomName;
use crate::domain::sweep::ConfigFault;
use crate::domain::time::{Instant, today};
use crate::mail::tls;
use crate::store::look::{Found, look};
use crate::words::chat_specimen::{self, chat_specimens};
use crate::words::{Words, WordsError, specimen};

/// Tables must reach this far, because guests ask months ahead.
const TABLE_MONTHS: u32 = 6;

/// How a check came out; the worst line decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    Ok,
    Warning,
    Error,
}

impl Health {
    /// 1 when the bot should not start like this, else 0.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Ok | Self::Warning => 0,
            Self::Error => 1,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Hands on what is found and remembers the worst.
struct Report<'a> {
    tell: &'a mut dyn FnMut(Health, &str, &str) -> io::Result<()>,
    worst: Health,
}

impl Report<'_> {
    fn line(&mut self, health: Health, about: &str, what: &str) -> io::Result<()> {
        self.worst = self.worst.max(health);
        (self.tell)(health, about, what)
    }

    fn ok(&mut self, about: &str, what: &str) -> io::Result<()> {
        self.line(Health::Ok, about, what)
    }

    fn warning(&mut self, about: &str, what: &str) -> io::Result<()> {
        self.line(Health::Warning, about, what)
    }

    fn error(&mut self, about: &str, what: &str) -> io::Result<()> {
        self.line(Health::Error, about, what)
    }
}

/// Checks the config at `path` and all that hangs on it, and writes a line for each thing to `out`.
///
/// # Errors
/// Only when `out` cannot be written; what is wrong with the desk is in the lines and in `Health`.
pub fn check(path: &Path, out: &mut dyn Write, now: Instant) -> io::Result<Health> {
    let mut tell = |health: Health, about: &str, what: &str| {
        writeln!(out, "{:<8} {about}: {what}", health.label())
    };
    let mut report = Report { tell: &mut tell, worst: Health::Ok };
    match Config::look(path) {
        Ok(config) => whole(&config, now, &mut report)?,
        Err(error) => faults(&error, &mut report)?,
    }
    let worst = report.worst;
    let closing = match worst {
        Health::Ok => "everything is in order",
        Health::Warning => "the bot can start; look at the warnings first",
        Health::Error => "the bot cannot start like this; mend the errors",
    };
    writeln!(out, "{closing}")?;
    Ok(worst)
}

/// The config at `path`, or what keeps a bot from starting with it, as far as that shows on this
/// machine: no server is asked, and the store is that of the bot that runs.
pub(super) fn reread(path: &Path, now: Instant) -> Result<Config, Vec<ConfigFault>> {
    let config = Config::look(path).map_err(|error| {
        let named =
            |fault: &Fault| ConfigFault { config_place: fault.place(), matter: fault.matter() };
        error.faults.iter().map(named).collect::<Vec<_>>()
    })?;
    let mut faults = Vec::new();
    let mut tell = |health: Health, about: &str, what: &str| {
        if health == Health::Error {
            faults.push(ConfigFault { config_place: about.to_owned(), matter: what.to_owned() });
        }
        Ok(())
    };
    // Whoever is told here never fails.
    _ = own(&config, now, &mut Report { tell: &mut tell, worst: Health::Ok });
    if faults.is_empty() { Ok(config) } else { Err(faults) }
}

/// What lies on this machine.
fn own(config: &Config, now: Instant, report: &mut Report<'_>) -> io::Result<()> {
    templates(config, now, report)?;
    key(&config.key_source, report)?;
    folders(config, report)?;
    rooms(config, report)
}

fn faults(error: &ConfigError, report: &mut Report<'_>) -> io::Result<()> {
    for fault in &error.faults {
        report.error("config", &fault.to_string())?;
    }
    Ok(())
}

/// What the rooms need before they can be opened. Whether their servers take the secret shows at the
/// start.
fn rooms(config: &Config, report: &mut Report<'_>) -> io::Result<()> {
    if let Some(discord) = &config.chat.discord {
        if !cfg!(feature = "discord") {
            report.error(
                "Discord",
                "this program was built without it; build it with `--features discord`",
            )?;
        }
        let (channel, guild) = (discord.channel, discord.guild);
        let what = format!("channel {channel} in guild {guild}; the token is there");
        room("Discord", &discord.token, &what, report)?;
    }
    if let Some(matrix) = &config.chat.matrix {
        if !cfg!(feature = "matrix") {
            report.error(
                "Matrix",
                "this program was built without it; build it with `--features matrix`",
            )?;
        }
        let what = format!("{} in room {}; the secret is there", matrix.user, matrix.room);
        room("Matrix", matrix.proof.place(), &what, report)?;
        if let Some(Err(error)) = matrix.ca_file.as_deref().map(tls::certificates_in) {
            report.error("Matrix", &error.to_string())?;
        }
        if matrix.allow_unencrypted {
            let what = "`allow_unencrypted`: who runs the homeserver may read along, and may speak as staff";
            report.warning("Matrix", what)?;
        }
    }
    Ok(())
}

fn room(name: &str, secret: &SecretPlace, what: &str, report: &mut Report<'_>) -> io::Result<()> {
    match secret.read() {
        Ok(_) => report.ok(name, what),
        Err(error) => faults(&error, report),
    }
}

fn whole(config: &Config, now: Instant, report: &mut Report<'_>) -> io::Result<()> {
    let desk = &config.desk;
    let what = format!(
        "{} ({} wijken, {} contact persons, {} answers)",
        config.files.config.display(),
        desk.wijken.len(),
        desk.contacts.len(),
        desk.knowledge.len()
    );
    report.ok("config", &what)?;
    own(config, now, report)?;
    if let Transport::Imap(settings) = &config.mail.transport {
        post::servers(&desk.bot.address, settings, report)?;
        post::records(&desk.bot.address, settings, report)?;
    }
    senders(config.mail.authserv_id.as_ref(), report)?;
    answers(desk, report)?;
    store(config, report)?;
    tables(desk, now, report)?;
    hosts(desk, report)?;
    placeholders(desk, report)
}

fn templates(config: &Config, now: Instant, report: &mut Report<'_>) -> io::Result<()> {
    let rendered = Words::from_sources(config.templates.iter().cloned())
        .and_then(|words| rehearse(&words, &config.desk, now));
    match rendered {
        Ok(letters) => {
            let what = format!("{} read, {letters} specimens rendered", config.templates.len());
            report.ok("templates", &what)
        }
        Err(error) => report.error("templates", &error.to_string()),
    }
}

/// Renders every specimen, with this desk and with the specimens' own, and counts them: a template
/// that reads well can still name a fact that its letter does not have.
fn rehearse(words: &Words, desk: &Desk, now: Instant) -> Result<usize, WordsError> {
    let letters = specimen::specimens();
    for draft in &letters {
        words.letter(&specimen::desk(), specimen::now(), draft)?;
        words.letter(desk, now, draft)?;
    }
    if let Some(fault) = words.faults_in_letters().into_iter().next() {
        return Err(fault);
    }
    let sayings = chat_specimens();
    for saying in &sayings {
        for room in [RoomName::Console, RoomName::Discord] {
            words.notice(&chat_specimen::desk(), chat_specimen::now(), saying, room)?;
        }
    }
    rehearse_files(words)?;
    Ok(letters.len() + sayings.len())
}

/// Files have templates of their own, read only when staff ask for one.
fn rehearse_files(words: &Words) -> Result<(), WordsError> {
    let desk = chat_specimen::desk();
    words.table(&desk, &chat_specimen::rows())?;
    words.dossier(&desk, &chat_specimen::dossier())?;
    Ok(())
}

/// Whether anybody can be proved to be who they say. That our server strips what others write under its
/// name cannot be seen from here (RFC 8601, 5), so it is said.
fn senders(authserv_id: Option<&Reporter>, report: &mut Report<'_>) -> io::Result<()> {
    match authserv_id {
        Some(Reporter::Named(id)) => {
            let what = "counts what our mail server reports as";
            let remedy = "that server must take such reports out of mail that comes in";
            report.ok("senders", &format!("{what} `{id}` in the topmost report; {remedy}"))
        }
        Some(Reporter::Nameless) => {
            let what = "counts the topmost report if it names no server";
            let remedy = "our mail server must write one on every mail that comes in";
            report.ok("senders", &format!("{what}; {remedy}"))
        }
        None => {
            let what =
                "no `authserv_id` under [mail], so nobody is proven: a forged sender is believed";
            let remedy = "ask who runs the mail server for it";
            report.warning("senders", &format!("{what}, of a protected domain too; {remedy}"))
        }
    }
}

/// Where answers go. Whether the server takes a plus cannot be asked without sending mail.
fn answers(desk: &Desk, report: &mut Report<'_>) -> io::Result<()> {
    let bot = &desk.bot.address;
    if desk.plus_addresses {
        let tried = bot.with_detail("proef");
        let what = "go to an address with a plus (`plus_addresses`)";
        let remedy = format!("send a mail to {tried} and see that it arrives, or they all bounce");
        return report.ok("answers", &format!("{what}; {remedy}"));
    }
    report.ok("answers", &format!("go to {bot}; the Message-ID that they name tells the case"))
}

/// Whether the store opens, and what opening it would mend. A copy is opened, so nothing changes.
fn store(config: &Config, report: &mut Report<'_>) -> io::Result<()> {
    let folder = &config.store.folder;
    let place = folder.display();
    match look(folder) {
        Ok(Found::Nothing) => report.ok("store", &format!("{place} is made at the first start")),
        Ok(Found::InUse) => report.ok("store", &format!("{place} is in use by a running bot")),
        Ok(Found::Opens { version, open_visits, recovery }) => {
            let what = format!("{place} opens: {open_visits} open visits, commit {}", version.0);
            report.ok("store", &what)?;
            match &recovery.journal {
                Some(cut) => report.error("store", &format!("{cut}")),
                None => Ok(()),
            }
        }
        Err(error) => report.error("store", &error.to_string()),
    }
}

fn key(source: &KeySource, report: &mut Report<'_>) -> io::Result<()> {
    match source {
        KeySource::Environment { name } => {
            report.ok("signing key", &format!("from environment variable {name}"))
        }
        KeySource::File { path, .. } => report.ok("signing key", &path.display().to_string()),
        KeySource::NotYet { path } => {
            let what = format!("{} is made at the first start; back it up then", path.display());
            report.ok("signing key", &what)
        }
        KeySource::Given => report.ok("signing key", "given by the program"),
    }
}

fn folders(config: &Config, report: &mut Report<'_>) -> io::Result<()> {
    let mail = match &config.mail.transport {
        Transport::Maildir { folder } => Some(("mail folder", folder)),
        Transport::Imap(_) => None,
    };
    for (about, folder) in std::iter::once(("store folder", &config.store.folder)).chain(mail) {
        let place = folder.display();
        match writable(folder) {
            Ok(true) => report.ok(about, &format!("{place} can be written"))?,
            Ok(false) => report.ok(about, &format!("{place} is made at the first start"))?,
            Err(error) => {
                let remedy = "let the account that runs werkbezoek write there";
                report.error(about, &format!("{place} cannot be written: {error}; {remedy}"))?;
            }
        }
    }
    Ok(())
}

/// Whether the folder is there, and an error when it, or the folder it would come in, takes no files.
/// Rights are tried, not read: a read-only disk looks writable to whoever reads them.
fn writable(folder: &Path) -> io::Result<bool> {
    let exists = folder.try_exists()?;
    let near = |path: &&Path| path.as_os_str().is_empty() || path.exists();
    let nearest = folder.ancestors().find(near).unwrap_or(folder);
    let probe = nearest.join(".werkbezoek-check");
    std::fs::File::options().write(true).create(true).truncate(false).open(&probe)?;
    std::fs::remove_file(&probe)?;
    Ok(exists)
}

fn tables(desk: &Desk, now: Instant, report: &mut Report<'_>) -> io::Result<()> {
    report.ok("public holidays", "by rule, for every year")?;
    let recess = desk.recess.iter().map(|recess| recess.end).max();
    let remedy = "add [[recess]] to config from tweedekamer.nl";
    table("recess", recess, remedy, now, report)?;
    let school = desk.school_holidays.iter().map(|holiday| holiday.days.end).max();
    let remedy = "add the new school years from rijksoverheid.nl";
    table("school holidays", school, remedy, now, report)
}

/// A table that stops too early is quietly wrong: the days behind its end all look fine. `end` is the
/// first day that the table no longer covers.
fn table(
    about: &str,
    end: Option<NaiveDate>,
    remedy: &str,
    now: Instant,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let wanted = today(now) + Months::new(TABLE_MONTHS);
    match end {
        None => report.warning(about, &format!("none are known; {remedy}")),
        Some(end) if end <= wanted => {
            let last = end.pred_opt().unwrap_or(end);
            let what = format!("known until {last} only, wanted until {wanted}; {remedy}");
            report.warning(about, &what)
        }
        Some(end) => report.ok(about, &format!("known until {}", end.pred_opt().unwrap_or(end))),
    }
}

/// What works, and leaves guests without a host when one person is ill, or without a place to go to.
fn hosts(desk: &Desk, report: &mut Report<'_>) -> io::Result<()> {
    for wijk in desk.wijken.values().filter(|wijk| wijk.hosts.len() < 2) {
        let what = "only one contact person; add a backup to `hosts`";
        report.warning(&format!("wijk `{}`", wijk.id), what)?;
    }
    for wijk in desk.wijken.values().filter(|wijk| wijk.meeting_point.is_none()) {
        let what = "no `meeting_point`; without it letters say that the place follows";
        report.warning(&format!("wijk `{}`", wijk.id), what)?;
    }
    let unused = |id: &&ContactId| desk.wijken.values().all(|wijk| !wijk.hosts.contains(id));
    for id in desk.contacts.keys().filter(unused) {
        let what = "host of no wijk; add it to the `hosts` of one, or take it out";
        report.warning(&format!("contact `{id}`"), what)?;
    }
    Ok(())
}

fn placeholders(desk: &Desk, report: &mut Report<'_>) -> io::Result<()> {
    let contacts = desk.contacts.values().map(|c| (format!("contact `{}`", c.id), &c.address));
    let ours = [
        ("address of the bot".to_owned(), &desk.bot.address),
        ("general contact".to_owned(), &desk.general.address),
    ];
    for (about, address) in ours.into_iter().chain(contacts) {
        if is_placeholder(address) {
            let what = "still a placeholder (.example); fill in the real address";
            report.warning(&about, what)?;
        }
    }
    Ok(())
}

/// Domains that exist for examples only (RFC 2606): mail to them never arrives.
fn is_placeholder(address: &Address) -> bool {
    address.domain() == "example"
        || [".example", ".invalid", ".test", ".localhost"]
            .iter()
            .any(|ending| address.domain().ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        crate::domain::time::instant(
            chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap(),
        )
    }

    /// The shipped config, checked from a folder of its own so that nothing in the repository changes.
    fn shipped(now: &str, change: impl Fn(String) -> String) -> (Health, String) {
        let home = tempfile::tempdir().unwrap();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(repository.join("config.toml")).unwrap();
        let path = home.path().join("config.toml");
        std::fs::write(&path, change(text)).unwrap();
        std::os::unix::fs::symlink(repository.join("templates"), home.path().join("templates"))
            .unwrap();
        let mut out = Vec::new();
        let health = check(&path, &mut out, at(now)).unwrap();
        assert!(!home.path().join("data").exists(), "check changed something on disk");
        (health, String::from_utf8(out).unwrap())
    }

    #[test]
    fn whoever_checks_senders_hears_what_the_mail_server_must_do() {
        let (_, out) =
            shipped("2026-11-25 12:00", |text| text.replace("# authserv_id =", "authserv_id ="));
        assert!(
            out.contains("ok       senders: counts what our mail server reports as `mx."),
            "{out}"
        );
    }

    #[test]
    fn where_answers_go_is_said() {
        let plus = "# plus_addresses = false";
        let (_, out) = shipped("2026-11-25 12:00", |text| text);
        assert!(out.contains("ok       answers: go to werkbezoek@m50.example; "), "{out}");
        let (_, out) =
            shipped("2026-11-25 12:00", |text| text.replace(plus, "plus_addresses = true"));
        assert!(out.contains("send a mail to werkbezoek+proef@m50.example"), "{out}");
    }

    #[test]
    fn the_shipped_config_may_start_with_warnings_that_name_what_to_fill_in() {
        let (health, out) = shipped("2026-11-25 12:00", |text| text);
        assert_eq!(health, Health::Warning, "{out}");
        assert!(out.contains("warning  recess: none are known; add [[recess]]"), "{out}");
        assert!(out.contains("ok       school holidays: known until 2029-01-07"), "{out}");
        assert!(out.contains("warning  contact `wilgensingel-2`: still a placeholder"), "{out}");
        assert!(!out.contains("general contact"), "{out}");
        assert!(out.contains("warning  senders: no `authserv_id` under [mail]"), "{out}");
        let places = out.matches("no `meeting_point`").count();
        let wijken = include_str!("../../config.toml").matches("\n[[wijk]]").count();
        assert_eq!(places, wijken, "{out}");
    }

    #[test]
    fn a_table_must_reach_six_months_ahead() {
        let recess =
            "\n[[recess]]\nname = \"voorjaarsreces\"\nfrom = 2027-02-19\nuntil = 2027-03-01\n";
        let with_recess = |text| text + recess;
        let (_, out) = shipped("2026-09-01 12:00", with_recess);
        assert!(out.contains("recess: known until 2027-03-01\n"), "{out}");
        let (_, out) = shipped("2026-09-02 12:00", with_recess);
        assert!(
            out.contains("warning  recess: known until 2027-03-01 only, wanted until 2027-03-02")
        );
        let (_, out) = shipped("2028-09-01 12:00", |text| text);
        assert!(out.contains("warning  school holidays: known until 2029-01-07 only"), "{out}");
    }

    #[test]
    fn a_wijk_without_a_backup_and_a_contact_without_a_wijk_are_told() {
        let (health, out) = shipped("2026-11-25 12:00", |text| {
            text.replace("[\"wilgensingel-1\", \"wilgensingel-2\"]", "[\"wilgensingel-1\"]")
        });
        assert_eq!(health, Health::Warning);
        assert!(out.contains("warning  wijk `wilgensingel`: only one contact person"), "{out}");
        assert!(out.contains("warning  contact `wilgensingel-2`: host of no wijk"), "{out}");
        assert!(!out.contains("wijk `vollenhoven`: only"), "{out}");
    }

    #[test]
    fn a_broken_config_is_an_error_with_every_fault() {
        let (health, out) = shipped("2026-11-25 12:00", |text| {
            text.replace("hosts = [\"vollenhoven-1\"", "hosts = [\"vollenhoven-9\"")
                .replace("from = \"08:00\"", "from = \"20:30\"")
        });
        assert_eq!(health.exit_code(), 1);
        assert_eq!(out.matches("error    config: ").count(), 2, "{out}");
    }

    #[test]
    fn a_template_that_does_not_parse_is_an_error() {
        let key = crate::domain::desk::SigningKey::new(*b"test");
        let text = include_str!("../../tests/config/good.toml");
        let mut config = Config::from_text(text, key).unwrap();
        config.templates = vec![("a.txt".to_owned(), "{% if %}".to_owned())];
        let mut out = String::new();
        let mut tell = |_: Health, _: &str, what: &str| {
            out.push_str(what);
            Ok(())
        };
        let mut report = Report { tell: &mut tell, worst: Health::Ok };
        templates(&config, at("2026-11-25 12:00"), &mut report).unwrap();
        assert_eq!(report.worst, Health::Error);
        assert!(out.contains("template `a.txt`, line 1"));
    }
}
