//! The mailbox on a server, against servers that play a dialogue from `tests/dialogues/imap/`.
//!
//! The head of each file says what is done (`# does:`) and what comes of it (`# finds:`), one for
//! each. `UPDATE=1` writes down what came of it; whoever uses that judges what it wrote.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/dialogue.rs"]
#[allow(dead_code, reason = "each test that includes this uses its part")]
mod dialogue;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use dialogue::Dialogue;
use werkbezoek::config::post::{
    FolderNames, Login, OwnCopy, PostSettings, Proof, SecretPlace, Security, Server,
};
use werkbezoek::domain::event::Event;
use werkbezoek::domain::people::Address;
use werkbezoek::mail::imap::{ImapBox, ImapCensus, ImapEntry, Patience, SentFolder};
use werkbezoek::mail::oauth::Tokens;
use werkbezoek::mail::opener::Opener;
use werkbezoek::mail::smtp::CopyFinder;
use werkbezoek::mail::{Census, Folder, Mailbox, Terms};

/// Short enough for a test, and long enough for a slow machine.
const PATIENCE: Patience = Patience {
    connect: Duration::from_secs(2),
    login: Duration::from_millis(900),
    command: Duration::from_millis(900),
    done: Duration::from_millis(900),
    look: Duration::from_millis(50),
    later: Duration::from_millis(100),
};
/// A dialogue whose other side waits longer than all its patience together hangs.
const LONGEST: Duration = Duration::from_secs(12);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/imap")
}

/// What the dialogues' server is for the bot.
fn settings(dialogue: &Dialogue, port: u16, password: &Path) -> PostSettings {
    let tls = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    let server = Server {
        host: "127.0.0.1".to_owned(),
        port,
        security: match dialogue.head.get("security").map(String::as_str) {
            Some("tls") => Security::Tls,
            Some("starttls") => Security::StartTls,
            _ => Security::None,
        },
        ca_file: Some(tls.join("issuer.pem")),
        login: Some(Login {
            user: "bot".to_owned(),
            proof: Proof::Password(SecretPlace::File(password.to_owned())),
        }),
    };
    PostSettings {
        imap: server.clone(),
        smtp: server,
        folders: FolderNames::default(),
        own_copy: OwnCopy::Append,
        poll: Duration::from_secs(180),
        dkim_selectors: Vec::new(),
    }
}

/// The bot's side of a dialogue.
struct Bot {
    mailbox: ImapBox,
    census: ImapCensus,
    sent: SentFolder,
    /// What the last look found.
    found: Vec<ImapEntry>,
}

impl Bot {
    fn new(settings: PostSettings) -> Self {
        let opener = Opener {
            authserv_id: None,
            bot: Address::parse("werkbezoek@m50.example").unwrap(),
            bytes_max: 100_000,
        };
        let tokens = Tokens::new();
        let sent = SentFolder::new(settings.clone(), tokens.clone(), PATIENCE);
        let census = ImapCensus::new(settings.clone(), tokens.clone(), opener.clone(), PATIENCE);
        let mailbox = ImapBox::new(settings, tokens, opener, PATIENCE);
        Self { mailbox, census, sent, found: Vec::new() }
    }

    fn does(&mut self, what: &str) -> String {
        let result = match what {
            "fetch" => self.fetch(),
            "put away" => self.put_away(Folder::Verwerkt),
            "set aside" => self.put_away(Folder::TerBeoordeling),
            "review" => self.mailbox.for_review().map(|found| format!("{} waiting", found.len())),
            "forget" => {
                let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
                let terms = Terms { handled: now, unwanted: now };
                self.mailbox.forget(terms).map(|gone| format!("{gone} gone"))
            }
            "look into junk" => self.junk(),
            "count" => self.counted(),
            "wait" => {
                self.mailbox.wait(Duration::from_millis(400), &Arc::default());
                Ok("waited".to_owned())
            }
            "be woken" => {
                let begun = Instant::now();
                self.mailbox.wait(Duration::from_secs(60), &Arc::default());
                let soon = begun.elapsed() < Duration::from_secs(8);
                Ok(if soon { "woken" } else { "late" }.to_owned())
            }
            "let time pass" => {
                thread::sleep(PATIENCE.later);
                Ok("later".to_owned())
            }
            "stop while waiting" => Ok(self.stopped()),
            "find copy" => self.sent.find("letter@m50.example").map(|found| found.to_string()),
            "append copy" => {
                self.sent.append(b"Subject: a\r\n\r\nb\r\n").map(|()| "done".to_owned())
            }
            other => panic!("what is `{other}`?"),
        };
        result.unwrap_or_else(|error| reason(&error.to_string()))
    }

    fn fetch(&mut self) -> Result<String, werkbezoek::mail::MailError> {
        let arrived = self.mailbox.fetch(10, &BTreeSet::new())?;
        self.found = arrived.iter().map(|mail| mail.entry).collect();
        let names = arrived.iter().map(|mail| match &mail.event {
            Event::MailArrived(incoming) => incoming.mail.subject.clone(),
            Event::MailUnreadable { file, .. } => format!("unreadable {file}"),
            _ => panic!("an event that is no mail"),
        });
        let names: Vec<String> = names.collect();
        Ok(if names.is_empty() { "nothing".to_owned() } else { names.join(" + ") })
    }

    /// Junk that came since the term of `forget`: 15 January 2027, 8 o'clock.
    fn junk(&mut self) -> Result<String, werkbezoek::mail::MailError> {
        let since = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let lines = self.mailbox.junk(since)?;
        let lines = lines.iter().map(|line| format!("{} {} {}", line.at, line.from, line.subject));
        Ok(format!("junk [{}]", lines.collect::<Vec<_>>().join(" + ")))
    }

    fn counted(&mut self) -> Result<String, werkbezoek::mail::MailError> {
        let folders = self.census.count()?;
        let counted = folders.iter().map(|folder| {
            let lines = folder.lines.iter().map(|line| {
                let key = line.key.as_ref().map_or("no key", |_| "key");
                format!("{} {key}{}", line.name, if line.is_deleted { " deleted" } else { "" })
            });
            format!("{} {} [{}]", folder.name, folder.mails, lines.collect::<Vec<_>>().join(" + "))
        });
        Ok(counted.collect::<Vec<_>>().join(" "))
    }

    fn put_away(&mut self, to: Folder) -> Result<String, werkbezoek::mail::MailError> {
        let entries: Vec<(ImapEntry, Folder)> = self.found.iter().map(|e| (*e, to)).collect();
        match self.mailbox.put_away(&entries).into_iter().next() {
            None => Ok("done".to_owned()),
            Some((_, error)) => Err(error),
        }
    }

    /// How soon somebody who waits for long comes back when told to.
    fn stopped(&mut self) -> String {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let teller = thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            told.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        let begun = Instant::now();
        self.mailbox.wait(Duration::from_secs(60), &stop);
        teller.join().unwrap();
        if begun.elapsed() < Duration::from_secs(3) { "stopped" } else { "late" }.to_owned()
    }
}

/// An error without the place, which is another port each time, and without the remedy.
fn reason(error: &str) -> String {
    let (_, what) = error.split_once(": ").unwrap();
    what.split(';').next().unwrap().to_owned()
}

/// Plays one dialogue; what is wrong with it.
fn play(path: &Path, password: &Path) -> Option<String> {
    let dialogue = Dialogue::read(path);
    let does = dialogue.head.get("does").map(String::as_str).unwrap().to_owned();
    let finds = dialogue.head.get("finds").map(String::as_str).unwrap_or_default().to_owned();
    let server = dialogue.clone().play();
    let mut bot = Bot::new(settings(&dialogue, server.port, password));
    let begun = Instant::now();
    let found: Vec<String> = does.split(", ").map(|what| bot.does(what)).collect();
    let (found, took) = (found.join(", "), begun.elapsed());
    drop(bot);
    let played = server.ended();
    let name = path.file_name().unwrap().to_string_lossy();
    if std::env::var_os("UPDATE").is_some() && played.trouble.is_none() {
        let text = fs::read_to_string(path).unwrap();
        let old = format!("# finds: {finds}\n");
        fs::write(path, text.replacen(&old, &format!("# finds: {found}\n"), 1)).unwrap();
        return None;
    }
    let trouble = played.trouble.map(|trouble| format!("{name}: {trouble}; found {found}"));
    let differs = (found != finds).then(|| format!("{name}: found {found}\n    and not {finds}"));
    let late = (took > LONGEST).then(|| format!("{name}: took {took:?}"));
    trouble.or(differs).or(late)
}

#[test]
fn every_dialogue_ends_as_it_says() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| Dialogue::read(path).head.contains_key("does"));
    if let Some(only) = std::env::var_os("ONLY") {
        paths.retain(|path| path.file_stem() == Some(&only));
    }
    assert!(!paths.is_empty(), "no dialogues in {}", folder().display());
    let password = tempfile::NamedTempFile::new().unwrap();
    fs::write(password.path(), "geheim\n").unwrap();
    // They mostly wait.
    let wrong = thread::scope(|scope| {
        let play_some = |paths: &[PathBuf]| -> Vec<String> {
            paths.iter().filter_map(|path| play(path, password.path())).collect()
        };
        let plays = paths.chunks(paths.len().div_ceil(8));
        let plays: Vec<_> = plays.map(|paths| scope.spawn(move || play_some(paths))).collect();
        plays.into_iter().flat_map(|play| play.join().unwrap()).collect::<Vec<String>>()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
