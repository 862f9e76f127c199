//! The courier against servers that fail in every way a server can: each file of `tests/dialogues/smtp/`
//! is a session with its fault, and says in its head what must become of the letter.
//!
//! | head | meaning |
//! |---|---|
//! | `handover` | what becomes of each letter, in order |
//! | `reply` | stands in what the last handover says |
//! | `copies refused` | who among the copies was refused, and with what words; nobody else was |
//! | `letters` | how many are handed over, one when absent |
//! | `copies` | how many get a copy: Pien, then Daan |
//! | `login` | `password`, `token` (a new one for each question), `no token` (none to be had) |
//! | `security`, `own copy` | as in config |
//! | `ca file` | `none`, or `gone`; else the issuer of the tests is trusted |
//! | `fresh`, `idle`, `closed` | that part of the courier's patience |
//! | `check` | what `werkbezoek check` says of this server, instead of all about letters |
//! | `rest` | after each letter there is none for so long |
//!
//! What the server kept must be the stored bytes in every dialogue.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/dialogue.rs"]
mod dialogue;
#[path = "support/servers.rs"]
mod servers;
#[path = "support/token_server.rs"]
mod token_server;
#[path = "support/world.rs"]
#[allow(dead_code, reason = "a courier of its own stands in for the post of this world")]
mod world;

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use dialogue::{Dialogue, time};
use servers::Sink;
use token_server::TokenServer;
use werkbezoek::config::post::{
    FolderNames, Login, OAuth, OwnCopy, PostSettings, Proof, SecretPlace, Security, Server,
};
use werkbezoek::domain::letter::{Handover, Letter, Sighting};
use werkbezoek::engine::Committed;
use werkbezoek::mail::maildir::Maildir;
use werkbezoek::mail::oauth::Tokens;
use werkbezoek::mail::smtp::{CopyFinder, Patience, SmtpCourier, examine};
use werkbezoek::mail::{Courier, MailError};
use world::{World, eml};

/// Dialogues played at once; most of what they do is wait.
const AT_ONCE: usize = 8;

#[test]
fn every_dialogue_ends_as_its_head_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/smtp");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: VecDeque<PathBuf> = files.collect();
    assert!(files.len() > 100, "only {} dialogues found", files.len());
    let (files, faults) = (Mutex::new(files), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(file) = { files.lock().unwrap().pop_front() } {
                    let found = faults_of(&file);
                    faults.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Plays one dialogue; what did not go as it says.
fn faults_of(file: &Path) -> Vec<String> {
    let dialogue = Dialogue::read(file);
    let head = Head(dialogue.head.clone());
    let letter = letter(head.number("copies", 0));
    let playing = dialogue.play();
    let stage = Stage::set(&head, playing.port);
    let mut faults = match head.get("check") {
        Some(expected) => stage.check_differs(expected),
        None => head.differs(&stage.handovers(&head, &letter)),
    };
    let played = playing.ended();
    faults.extend(played.trouble);
    if played.bodies.iter().any(|body| *body != letter.mime) {
        faults.push("other bytes came than were stored".to_owned());
    }
    let name = file.file_name().unwrap().to_string_lossy();
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// What stands above a dialogue.
struct Head(BTreeMap<String, String>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn number(&self, name: &str, otherwise: usize) -> usize {
        self.get(name).map_or(otherwise, |value| value.parse().unwrap())
    }

    fn time(&self, name: &str) -> Option<Duration> {
        self.get(name).map(|value| time(value).unwrap())
    }

    /// Where what became of the letters is not what was to become of them.
    fn differs(&self, handovers: &[Handover]) -> Vec<String> {
        let named: Vec<&str> = handovers.iter().map(name_of).collect();
        let last = handovers.last().unwrap();
        let refused = match last {
            Handover::Accepted { copies_refused, .. } => copies_refused.as_slice(),
            Handover::Deferred { .. }
            | Handover::Refused { .. }
            | Handover::Unknown
            | Handover::NotTried
            | Handover::Unreadable => &[],
        };
        let refused =
            refused.iter().map(|copy| format!("{} {}", copy.address.as_str(), copy.reply));
        let refused: Vec<String> = refused.collect();
        let mut faults = Vec::new();
        let mut compare = |what: &str, expected: &str, found: &str| {
            if expected != found {
                faults.push(format!("{what} `{found}` and not `{expected}`"));
            }
        };
        compare("handover", self.get("handover").unwrap_or("not stated"), &named.join(", "));
        compare("copies refused", self.get("copies refused").unwrap_or(""), &refused.join(", "));
        if let Some(reply) = self.get("reply")
            && !said(last).contains(reply)
        {
            faults.push(format!("`{}` does not say `{reply}`", said(last)));
        }
        faults
    }
}

fn name_of(handover: &Handover) -> &'static str {
    match handover {
        Handover::Accepted { .. } => "accepted",
        Handover::Deferred { .. } => "deferred",
        Handover::Refused { .. } => "refused",
        Handover::Unknown => "unknown",
        Handover::NotTried => "not tried",
    }
}

fn said(handover: &Handover) -> &str {
    match handover {
        Handover::Accepted { reply, .. }
        | Handover::Deferred { reply }
        | Handover::Refused { reply } => reply,
        Handover::Unknown | Handover::NotTried => "",
    }
}

/// A letter that the engine made, with so many copies.
fn letter(copies: usize) -> Committed<Letter> {
    let mut world = World::new("2027-03-01 09:00", |desk| desk.limits.undo_seconds = 0);
    let names = ["Pien <pien@kantoor.example>", "Daan <daan@elders.example>"];
    let mut headers = vec![
        ("From", "Sanne <sanne@kantoor.example>".to_owned()),
        ("To", "werkbezoek@m50.example".to_owned()),
        ("Subject", "Werkbezoek".to_owned()),
        ("Message-ID", "<verzoek@kantoor.example>".to_owned()),
    ];
    if copies > 0 {
        headers.push(("Cc", names[..copies].join(", ")));
    }
    let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    world.mail(&eml(&headers, "Graag komen wij op werkbezoek in de wijk Vollenhoven.\n"));
    let letter = world.engine.take_letters(Vec::new(), 1).unwrap().remove(0);
    assert_eq!(letter.cc.len(), copies);
    letter
}

/// What a courier needs besides the server.
struct Stage {
    post: PostSettings,
    patience: Patience,
    _tokens: Option<TokenServer>,
    _folder: tempfile::TempDir,
}

impl Stage {
    fn set(head: &Head, port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let issuer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls/issuer.pem");
        let tokens = match head.get("login") {
            Some("token") => Some(["token-1", "token-2"].map(granted).to_vec()),
            Some("no token") => Some(vec![(401, NO_TOKEN.to_owned())]),
            Some(_) | None => None,
        };
        let tokens = tokens.map(TokenServer::start);
        let server = Server {
            host: "127.0.0.1".to_owned(),
            port,
            security: match head.get("security") {
                None => Security::None,
                Some("tls") => Security::Tls,
                Some("starttls") => Security::StartTls,
                Some(other) => panic!("what is security `{other}`?"),
            },
            ca_file: match head.get("ca file") {
                None => Some(issuer),
                Some("none") => None,
                Some("gone") => Some(folder.path().join("gone.pem")),
                Some(other) => panic!("what is ca file `{other}`?"),
            },
            login: head.get("login").map(|login| Login {
                user: "bot".to_owned(),
                proof: match (login, &tokens) {
                    ("password", None) => Proof::Password(secret(folder.path(), "geheim")),
                    (_, Some(tokens)) => Proof::OAuth(Box::new(oauth(folder.path(), tokens))),
                    (other, None) => panic!("what is login `{other}`?"),
                },
            }),
        };
        let own_copy = match head.get("own copy") {
            None => OwnCopy::Server,
            Some("bcc") => OwnCopy::Bcc,
            Some(other) => panic!("what is own copy `{other}`?"),
        };
        let patience = Patience {
            fresh: head.time("fresh").unwrap_or(LONG),
            idle: head.time("idle").unwrap_or(LONG),
            closed: head.time("closed").unwrap_or(LONG),
            ..QUICK
        };
        Self { post: post(server, own_copy), patience, _tokens: tokens, _folder: folder }
    }

    /// Hands over as many letters as the head says.
    fn handovers(&self, head: &Head, letter: &Committed<Letter>) -> Vec<Handover> {
        let mut courier = self.courier(Box::new(NoFolder));
        let mut handovers = Vec::new();
        for _ in 0..head.number("letters", 1) {
            handovers.push(courier.deliver(letter));
            if let Some(pause) = head.time("rest") {
                thread::sleep(pause);
                courier.rest();
            }
        }
        handovers
    }

    /// Where `check` does not say what it was to say.
    fn check_differs(&self, expected: &str) -> Vec<String> {
        let (desk, _) = world::shipped();
        let found = examine(&self.post.smtp, &desk.bot.address, &Tokens::new(), self.patience);
        let found = found.map_or_else(|error| error.to_string(), |()| "ok".to_owned());
        if found.contains(expected) {
            return Vec::new();
        }
        vec![format!("check says `{found}` and not `{expected}`")]
    }

    fn courier(&self, finder: Box<dyn CopyFinder + Send>) -> SmtpCourier {
        courier(&self.post, self.patience, finder)
    }
}

const LONG: Duration = Duration::from_secs(60);

/// Long enough for a busy machine, and short enough for a dialogue that stalls.
const QUICK: Patience = Patience {
    connect: Duration::from_millis(1500),
    reply: Duration::from_millis(1500),
    dot: Duration::from_millis(2000),
    fresh: LONG,
    idle: LONG,
    closed: LONG,
    copy: LONG,
};

const NO_TOKEN: &str =
    r#"{"error": "invalid_client", "error_description": "the secret has run out"}"#;

fn granted(token: &str) -> (u16, String) {
    (200, format!(r#"{{"access_token": "{token}", "expires_in": 3600}}"#))
}

fn secret(folder: &Path, words: &str) -> SecretPlace {
    let file = folder.join(words);
    fs::write(&file, words).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    SecretPlace::File(file)
}

fn oauth(folder: &Path, tokens: &TokenServer) -> OAuth {
    OAuth {
        token_endpoint: tokens.endpoint(),
        client_id: "werkbezoek".to_owned(),
        client_secret: Some(secret(folder, "clientgeheim")),
        scope: None,
        refresh_token: None,
        ca_file: None,
    }
}

fn post(smtp: Server, own_copy: OwnCopy) -> PostSettings {
    PostSettings {
        // Nobody reads mail here.
        imap: smtp.clone(),
        smtp,
        folders: FolderNames::default(),
        own_copy,
        poll: LONG,
        dkim_selectors: Vec::new(),
    }
}

fn courier(
    post: &PostSettings,
    patience: Patience,
    finder: Box<dyn CopyFinder + Send>,
) -> SmtpCourier {
    let (desk, _) = world::shipped();
    SmtpCourier::new(post, desk.bot.address, Tokens::new(), finder, patience)
}

/// No folder of what was sent, and nobody who asks for it.
struct NoFolder;

impl CopyFinder for NoFolder {
    fn find(&mut self, _: &str) -> Result<bool, MailError> {
        panic!("nothing is in doubt here");
    }

    fn append(&mut self, _: &[u8]) -> Result<(), MailError> {
        panic!("the server keeps the copy");
    }
}

// ---- our own copies ----

/// A folder in memory that fails a few times first.
#[derive(Clone, Default)]
struct Folder(Arc<Mutex<(usize, Vec<String>)>>);

impl Folder {
    fn failing(times: usize) -> Self {
        Self(Arc::new(Mutex::new((times, Vec::new()))))
    }

    fn kept(&self) -> Vec<String> {
        self.0.lock().unwrap().1.clone()
    }

    fn works(&self) -> Result<(), MailError> {
        let failures = &mut self.0.lock().unwrap().0;
        if *failures == 0 {
            return Ok(());
        }
        *failures -= 1;
        // An error of a real mailbox: only it can make one.
        Err(Maildir::open(Path::new("/dev/null/nowhere")).unwrap_err().into())
    }
}

impl CopyFinder for Folder {
    fn find(&mut self, message_id: &str) -> Result<bool, MailError> {
        self.works()?;
        let named = format!("Message-ID: <{message_id}>");
        Ok(self.kept().iter().any(|copy| copy.contains(&named)))
    }

    fn append(&mut self, mime: &[u8]) -> Result<(), MailError> {
        self.works()?;
        self.0.lock().unwrap().1.push(String::from_utf8(mime.to_vec()).unwrap());
        Ok(())
    }
}

/// A server that takes one letter, and the courier that keeps its copies in this folder.
fn with_folder(
    folder: &Folder,
    own_copy: OwnCopy,
    dialogue: &str,
) -> (SmtpCourier, dialogue::Playing) {
    let folder_of = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/smtp");
    let playing = Dialogue::read(&folder_of.join(dialogue)).play();
    let mut stage = Stage::set(&Head(BTreeMap::new()), playing.port);
    stage.post.own_copy = own_copy;
    stage.patience.copy = Duration::ZERO;
    (stage.courier(Box::new(folder.clone())), playing)
}

#[test]
fn a_copy_that_cannot_be_kept_is_tried_again_and_is_no_failure_of_the_letter() {
    for (failures, kept) in [(0, 1), (1, 1), (4, 1), (5, 0)] {
        let (folder, letter) = (Folder::failing(failures), letter(0));
        let (mut courier, playing) = with_folder(&folder, OwnCopy::Append, "dot-taken.txt");
        assert_eq!(name_of(&courier.deliver(&letter)), "accepted");
        assert_eq!(folder.kept().len(), usize::from(failures == 0));
        for _ in 0..10 {
            courier.rest();
        }
        assert_eq!(folder.kept(), vec![letter.mime.clone(); kept], "{failures} failures");
        drop(courier);
        assert_eq!(playing.ended().trouble, None);
    }
}

#[test]
fn a_letter_that_did_not_surely_leave_gets_no_copy() {
    for dialogue in ["dot-drop.txt", "dot-soft.txt", "dot-hard.txt"] {
        let folder = Folder::default();
        let (mut courier, playing) = with_folder(&folder, OwnCopy::Append, dialogue);
        courier.deliver(&letter(0));
        courier.rest();
        assert_eq!(folder.kept(), [""; 0], "{dialogue}");
        drop(courier);
        assert_eq!(playing.ended().trouble, None);
    }
}

#[test]
fn a_copy_proves_that_a_letter_left_and_its_absence_proves_nothing() {
    let letter = letter(0);
    for (own_copy, copy, failures, seen) in [
        (OwnCopy::Append, true, 0, Sighting::Seen),
        (OwnCopy::Append, false, 0, Sighting::NotSeen),
        (OwnCopy::Append, true, 1, Sighting::NotSeen),
        (OwnCopy::Server, true, 0, Sighting::Seen),
        (OwnCopy::Server, false, 0, Sighting::NotSeen),
        (OwnCopy::Bcc, true, 0, Sighting::NotSeen),
    ] {
        let folder = Folder::failing(failures);
        folder.0.lock().unwrap().1.extend(copy.then(|| letter.mime.clone()));
        let mut stage = Stage::set(&Head(BTreeMap::new()), 1);
        stage.post.own_copy = own_copy;
        let sighting = stage.courier(Box::new(folder)).sighting(&letter);
        assert_eq!(sighting, seen, "{own_copy:?}, {copy}, {failures}");
    }
}

// ---- a server that is not ours ----

/// What smtp-sink does, what the courier says of it, and what the sink has kept by then.
#[test]
#[ignore = "needs Postfix's smtp-sink; tests/run runs it"]
fn the_sink_has_the_stored_bytes_and_the_courier_tells_the_truth() {
    let letter = letter(2);
    for (options, handover, kept) in [
        (&[][..], "accepted", 1),
        (&["-q", "."], "unknown", 1),
        (&["-r", "."], "deferred", 1),
        (&["-f", "."], "refused", 1),
        (&["-r", "RCPT"], "deferred", 0),
        (&["-f", "RCPT"], "refused", 0),
        (&["-f", "DATA"], "refused", 0),
        (&["-q", "DATA"], "deferred", 0),
        (&["-Q", "MAIL"], "deferred", 0),
        (&["-W", ".:5"], "unknown", 1),
    ] {
        let sink = Sink::start(options);
        let stage = Stage::set(&Head(BTreeMap::new()), sink.port);
        let said = stage.courier(Box::new(NoFolder)).deliver(&letter);
        assert_eq!(name_of(&said), handover, "{options:?}: {said:?}");
        let mails = sink.mails();
        assert_eq!(mails.len(), kept, "{options:?}");
        for mail in mails {
            assert_eq!(mail.from, "werkbezoek@m50.example");
            let all = ["sanne@kantoor.example", "pien@kantoor.example", "daan@elders.example"];
            assert_eq!(mail.to, all);
            assert_eq!(String::from_utf8(mail.bytes).unwrap(), letter.mime);
        }
    }
}

#[test]
#[ignore = "needs Postfix's smtp-sink; tests/run runs it"]
fn a_server_that_is_away_is_in_trouble_until_it_is_back() {
    let mut sink = Sink::start(&[]);
    let mut stage = Stage::set(&Head(BTreeMap::new()), sink.port);
    stage.patience.closed = Duration::ZERO;
    let mut courier = stage.courier(Box::new(NoFolder));
    assert_eq!(courier.trouble(), None);
    sink.stop();
    let said = courier.deliver(&letter(0));
    assert_eq!(name_of(&said), "deferred", "{said:?}");
    let trouble = courier.trouble().unwrap();
    assert!(trouble.contains("check `host` and `port`"), "{trouble}");
    sink.restart(&[]);
    assert_eq!(courier.trouble(), None);
    assert_eq!(name_of(&courier.deliver(&letter(0))), "accepted");
}
