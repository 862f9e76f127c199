//! A small world for tests: the production engine with a clock that is set by hand, mail handed over
//! as bytes, a courier that can be made to fail, and everything that came out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDateTime;
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::desk::{Desk, SigningKey};
use werkbezoek::domain::event::{Event, Incoming, Unreadable};
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::keys;
use werkbezoek::domain::letter::{Handover, Letter, Sighting};
use werkbezoek::domain::mail::{Mail, Reporter};
use werkbezoek::domain::notice::Notice;
use werkbezoek::domain::people::{Address, Role};
use werkbezoek::domain::room::{RoomName, Seen, Spot, Staff};
use werkbezoek::domain::sweep::ConfigFault;
use werkbezoek::domain::time::{instant, local};
use werkbezoek::engine::{Committed, ConfigOnDisk, Engine, Outcome};
use werkbezoek::mail::parse::{parse, parse_head, raw_key};
use werkbezoek::rounds::{self, Courier, rooms};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::words::Words;

/// What is read of a mail that is too large.
const HEAD_BYTES: usize = 64 * 1024;

/// What a courier does with the next letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    Fine,
    /// The server says: later.
    Defers,
    /// The server says: never.
    Refuses,
    /// The bytes go out and the answer is lost; whether a copy is seen differs.
    Loses {
        copy_seen: bool,
    },
}

/// Keeps what was sent.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) weather: Weather,
    pub(crate) sent: Vec<Letter>,
}

impl Courier for Post {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        match self.weather {
            Weather::Fine => {
                self.sent.push((**letter).clone());
                Handover::accepted("250 ok")
            }
            Weather::Defers => Handover::Deferred { reply: "451 later".to_owned() },
            Weather::Refuses => Handover::Refused { reply: "550 unknown".to_owned() },
            Weather::Loses { .. } => {
                self.sent.push((**letter).clone());
                Handover::Unknown
            }
        }
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        let sent = self.sent.iter().any(|sent| sent.id == letter.id);
        match self.weather {
            Weather::Loses { copy_seen: false } => Sighting::NotSeen,
            _ if sent => Sighting::Seen,
            Weather::Fine | Weather::Defers | Weather::Refuses | Weather::Loses { .. } => {
                Sighting::NotSeen
            }
        }
    }
}

/// Config on disk: what is wrong with it.
#[derive(Debug)]
#[allow(dead_code, reason = "only transcripts say how it stands")]
pub(crate) struct Disk(pub(crate) Vec<ConfigFault>);

#[allow(dead_code, reason = "only transcripts say how it stands")]
impl Disk {
    /// A line for each fault, as `place | what is wrong; remedy`.
    pub(crate) fn with(lines: &[String]) -> Self {
        let fault = |line: &String| {
            let (place, matter) = line.split_once(" | ").unwrap();
            ConfigFault { config_place: place.to_owned(), matter: matter.to_owned() }
        };
        Self(lines.iter().map(fault).collect())
    }
}

impl ConfigOnDisk for Disk {
    fn faults(&self) -> Vec<ConfigFault> {
        self.0.clone()
    }
}

/// The engine and its surroundings.
pub(crate) struct World {
    pub(crate) engine: Engine<MemoryStore>,
    pub(crate) post: Post,
    pub(crate) staff: Staff,
}

impl World {
    /// The desk of `config.toml` as it ships, with whatever a test changes, at a local time.
    pub(crate) fn new(at: &str, change: impl FnOnce(&mut Desk)) -> Self {
        let (mut desk, words) = shipped();
        // What is told each morning is in the way of every other test.
        desk.digest = None;
        change(&mut desk);
        let clock = Clock::Fixed(instant(moment(at)));
        let engine =
            Engine::open(MemoryStore::default(), Arc::new(desk), Arc::new(words), clock).unwrap();
        let post = Post { weather: Weather::Fine, sent: Vec::new() };
        let staff = Staff::new("noor", "Noor", Role::Beheerder);
        Self { engine, post, staff }
    }

    pub(crate) fn now(&self) -> NaiveDateTime {
        local(self.engine.now())
    }

    pub(crate) fn set_clock(&mut self, at: NaiveDateTime) {
        self.engine.set_clock(Clock::Fixed(instant(at)));
    }

    /// Hands a mail over, as bytes.
    pub(crate) fn mail(&mut self, bytes: &[u8]) -> Outcome {
        let event = match self.parsed(bytes) {
            Ok(mail) => Event::MailArrived(Box::new(Incoming {
                mail,
                file: "test.eml".to_owned(),
                known: None,
                closed_visit: None,
                arrived: None,
            })),
            Err(why) => {
                let (key, file) = (raw_key(bytes), "test.eml".to_owned());
                Event::MailUnreadable { key, file, why, known: None }
            }
        };
        let mut outcomes = self.engine.handle(vec![event]).unwrap();
        outcomes.remove(0)
    }

    /// As a mailbox reads it: of a mail that is too large only the beginning.
    fn parsed(&self, bytes: &[u8]) -> Result<Mail, Unreadable> {
        let (desk, server) = (self.engine.desk(), Reporter::Named("mx.m50.example".to_owned()));
        let (size, most) = (bytes.len() as u64, desk.limits.mail_bytes_max);
        if size <= most {
            return parse(bytes, Some(&server), &desk.bot.address);
        }
        parse_head(&bytes[..HEAD_BYTES], size, most, Some(&server), &desk.bot.address)
    }

    /// Says a line at the console.
    pub(crate) fn say(&mut self, line: &str) {
        self.say_in(RoomName::Console, line, None);
    }

    /// Says a line in a room, or presses the button that says it.
    pub(crate) fn say_in(&mut self, room: RoomName, line: &str, pressed: Option<Seen>) {
        let Some(event) = self.heard(room, line, pressed) else { return };
        let outcomes = self.engine.handle(vec![event]).unwrap();
        assert!(outcomes.iter().all(|o| o.failed.is_none()), "{line}: {outcomes:?}");
    }

    /// A line as an event; `None` when there is nothing on it.
    pub(crate) fn heard(&self, room: RoomName, line: &str, pressed: Option<Seen>) -> Option<Event> {
        let (desk, now) = (self.engine.desk(), self.engine.now());
        let mut event = rooms::heard(desk, now, &self.staff, &Spot::in_room(room), line)?;
        if let Event::StaffSaid { seen, .. } = &mut event {
            *seen = pressed;
        }
        Some(event)
    }

    /// Lets what is due happen, sends what may leave, and returns the letters sent and the notices.
    pub(crate) fn settle(&mut self) -> (Vec<Letter>, Vec<Notice>) {
        (self.sent(), self.shown(RoomName::Console))
    }

    /// Lets what is due happen, sends what may leave, and returns that.
    pub(crate) fn sent(&mut self) -> Vec<Letter> {
        self.engine.tick().unwrap();
        let before = self.post.sent.len();
        rounds::look(&mut self.engine, &mut self.post).unwrap();
        rounds::send(&mut self.engine, &mut self.post).unwrap();
        self.post.sent[before..].to_vec()
    }

    /// Shows everything that a room is owed.
    pub(crate) fn shown(&mut self, room: RoomName) -> Vec<Notice> {
        let notices: Vec<Notice> =
            self.engine.notices(room).iter().map(|notice| (**notice).clone()).collect();
        let shown = notices.iter().map(|n| Event::NoticeShown { notice: n.id }).collect();
        self.engine.handle(shown).unwrap();
        notices
    }

    /// When something will happen by itself, if that is before `until`.
    pub(crate) fn next_before(&self, until: NaiveDateTime) -> Option<NaiveDateTime> {
        let due = self.engine.next_due().map(local)?;
        (due <= until).then(|| due.max(self.now()))
    }

    /// Stops the engine and starts a new one on what is stored.
    pub(crate) fn restart(self) -> Self {
        let desk = self.engine.desk().clone();
        let words = self.engine.words().clone();
        let clock = Clock::Fixed(self.engine.now());
        let engine = Engine::open(self.engine.into_store(), desk, words, clock).unwrap();
        Self { engine, post: self.post, staff: self.staff }
    }

    /// Another engine for the same desk, with an empty store.
    pub(crate) fn engine_beside(&self) -> Engine<MemoryStore> {
        let (desk, words) = (self.engine.desk().clone(), self.engine.words().clone());
        let clock = Clock::Fixed(self.engine.now());
        Engine::open(MemoryStore::default(), desk, words, clock).unwrap()
    }

    /// The Message-ID of the letter whose identity ends in `voorstel.1`, say, about a case.
    pub(crate) fn message_id(&self, case: &str, letter: &str) -> String {
        let id = LetterId::new(format!("{}.{letter}", case.to_lowercase()));
        keys::message_id_for(self.engine.desk(), &id)
    }
}

/// The shipped config and templates, with a key of the tests.
pub(crate) fn shipped() -> (Desk, Words) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let mut config = Config::look(&path).unwrap();
    // What is said in a test names no folder of this machine.
    config.desk.export_folder = "data/export".into();
    config.desk.key = SigningKey::new(*b"a key that only the tests know");
    // Recorded letters name nobody who exists.
    config.desk.general.name = "Robin Voorbeeld".to_owned();
    config.desk.general.phone = Some("030 000 00 00".to_owned());
    if let Some(address) = Address::parse("robin@m50.example") {
        config.desk.general.address = address;
    }
    let words = Words::from_sources(config.templates).unwrap();
    (config.desk, words)
}

/// `2027-03-01 09:00` as a local moment.
pub(crate) fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .unwrap_or_else(|_| panic!("`{text}` is no moment; write it as 2027-03-01 09:00"))
}

/// A mail as a client would write it, from a few header values and a text.
pub(crate) fn eml(headers: &BTreeMap<String, String>, text: &str) -> Vec<u8> {
    let mut out = String::new();
    for (name, value) in headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("MIME-Version: 1.0\r\n");
    if !headers.contains_key("Content-Type") {
        out.push_str("Content-Type: text/plain; charset=utf-8\r\n");
        out.push_str("Content-Transfer-Encoding: 8bit\r\n");
    }
    out.push_str("\r\n");
    out.push_str(&text.replace('\n', "\r\n"));
    out.into_bytes()
}
