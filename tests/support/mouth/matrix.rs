//! Matrix, as people use it: lines in an encrypted room, and a reaction where yes or no is asked. The
//! homeserver is a real one (Synapse), and their clients share no code with ours (matrix-nio).
//!
//! One homeserver, one device of the bot and one client for each person serve every transcript; each
//! transcript has a room of its own. Everybody reads the same there, so what is read is what one sees.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;
use werkbezoek::chat::matrix::{Matrix, MatrixSettings, Proof};
use werkbezoek::chat::room::Directory;
use werkbezoek::domain::notice::Notice;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{Button, RoomName, StaffId};

use crate::lent::AtWork;
use crate::mouth::{Mouth, PEOPLE, Told, button, said_by};
use crate::servers::Synapse;
use crate::servers::people::{NO, People, Row, YES};
use crate::world::World;

const BOT: &str = "bot";
const PASSWORD: &str = "geheim";
/// Whoever makes the rooms, and reads them.
const HOST: &str = "noor";

/// A reaction, and what its button is called elsewhere.
const SIGNS: [(&str, &str); 2] = [(YES, "Ja"), (NO, "Nee")];

/// What is there for all rooms.
pub(crate) struct Homeserver {
    synapse: Synapse,
    people: People,
    /// The session of the bot and its keys.
    folder: TempDir,
}

impl Homeserver {
    pub(crate) fn start() -> Rc<Self> {
        let synapse = Synapse::start();
        let people = People::at(&synapse);
        people.register(BOT, PASSWORD);
        for name in names() {
            people.enter(&name);
        }
        Rc::new(Self { synapse, people, folder: tempfile::tempdir().unwrap() })
    }

    /// A room of everybody but the bot.
    fn room(&self) -> String {
        let room = self.people.make_room(HOST, true);
        for name in names().filter(|name| name != HOST) {
            self.people.invite(HOST, &room, &name);
            self.people.join(&name, &room);
        }
        room
    }

    /// Until everybody has heard that it came: a client encrypts for whom it knows.
    fn wait_for_bot(&self, room: &str) {
        let begun = Instant::now();
        while !names().all(|name| self.people.knows(&name, room, BOT)) {
            assert!(begun.elapsed() < Duration::from_secs(60), "the bot does not come in");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn settings(&self, room: &str) -> MatrixSettings {
        MatrixSettings {
            homeserver: self.synapse.address(),
            user: format!("@{BOT}:m50.example"),
            proof: Proof::Password(PASSWORD.to_owned().into()),
            room: room.to_owned(),
            allow_unencrypted: false,
            roots: Vec::new(),
            folder: self.folder.path().join("matrix"),
            directory: directory(),
        }
    }
}

/// What everybody is called on the homeserver.
fn names() -> impl Iterator<Item = String> {
    PEOPLE.into_iter().map(str::to_lowercase)
}

/// Everybody may speak; who they are at the desk, and what they may do there, is for the transcript.
fn directory() -> Directory {
    let person = |name: &str| (account(name), (name.to_owned(), Role::Planner));
    Directory { people: PEOPLE.into_iter().map(person).collect(), roles: BTreeMap::new() }
}

fn account(name: &str) -> StaffId {
    StaffId(format!("matrix:@{}:m50.example", name.to_lowercase()))
}

pub(crate) struct OnMatrix {
    work: AtWork,
    eyes: Eyes,
}

/// Whoever reads a room.
struct Eyes {
    at: Rc<Homeserver>,
    room: String,
    /// How much of it was read.
    passed: usize,
    buttons: Vec<Button>,
    /// The last message that can be answered so, by what its button is called.
    asking: BTreeMap<&'static str, String>,
    read: Vec<Told>,
}

impl OnMatrix {
    pub(crate) fn open(at: &Rc<Homeserver>, world: &mut World) -> Self {
        let room = at.room();
        // The bot waits for news from the homeserver: this is the first.
        at.people.invite(HOST, &room, BOT);
        let settings = at.settings(&room);
        let work = AtWork::open(world, RoomName::Matrix, |_| Matrix::new(settings));
        at.wait_for_bot(&room);
        Self { work, eyes: Eyes::open(at, room) }
    }

    fn say_in(&mut self, world: &mut World, line: &str) {
        let speaker = world.staff.name.to_lowercase();
        let content = json!({ "msgtype": "m.text", "body": line });
        self.eyes.at.people.say(&speaker, &self.eyes.room, &content);
        self.carry_out(world);
    }

    fn carry_out(&mut self, world: &mut World) {
        let Self { work, eyes, .. } = self;
        let spoke = work.hear(world, |_, notice| eyes.look(notice));
        assert_eq!(spoke, account(&world.staff.name));
    }
}

impl Mouth for OnMatrix {
    fn say(&mut self, world: &mut World, line: &str) {
        self.say_in(world, line);
    }

    fn press(&mut self, world: &mut World, label: &str, text: &str) {
        let Some((key, _)) = SIGNS.iter().find(|(_, called)| *called == label) else {
            let line = said_by(&button(&self.eyes.buttons, label), text);
            return self.say_in(world, &line);
        };
        let speaker = world.staff.name.to_lowercase();
        let Eyes { at, room, asking, .. } = &self.eyes;
        at.people.react(&speaker, room, &asking[label], key);
        self.carry_out(world);
    }

    fn read(&mut self, world: &mut World) -> Vec<Told> {
        let Self { work, eyes, .. } = self;
        work.show(world, |_, notice| eyes.look(notice));
        std::mem::take(&mut self.eyes.read)
    }
}

impl Eyes {
    fn open(at: &Rc<Homeserver>, room: String) -> Self {
        Self {
            at: Rc::clone(at),
            room,
            passed: 0,
            buttons: Vec::new(),
            asking: BTreeMap::new(),
            read: Vec::new(),
        }
    }

    /// Reads what stands there since: a notice, in as many messages as it took, and its signs. The cards
    /// that came before it are no part of it.
    fn look(&mut self, notice: &Notice) {
        let new = self.at.people.caught_up(HOST, &self.room, self.passed);
        self.passed += new.len();
        let new: Vec<&Row> = new.iter().filter(|row| row.is_of_bot()).collect();
        let messages: Vec<&Row> =
            new.iter().copied().filter(|row| row.is_message() && belongs(row, notice)).collect();
        let signs = new.iter().filter_map(|row| row.reacts());
        let signs = signs.filter_map(|(on, key)| {
            let (_, called) = SIGNS.iter().find(|(sign, _)| *sign == key)?;
            Some((on.clone(), *called))
        });
        let signs: Vec<(String, &'static str)> = signs.collect();
        let lines = messages.iter().flat_map(|row| row.body().lines().map(str::to_owned)).collect();
        self.buttons.extend(notice.buttons.clone());
        let buttons = signs.iter().map(|(_, called)| (*called).to_owned()).collect();
        self.asking.extend(signs.into_iter().map(|(on, called)| (called, on)));
        self.read.push(Told { lines, buttons });
    }
}

/// Whether a message stands where a notice goes: below what was asked, in the thread of its case, or in the
/// room.
fn belongs(message: &Row, notice: &Notice) -> bool {
    let asked = notice.spot.place.split(' ').next().unwrap_or_default();
    match (asked, notice.about) {
        ("", Some(_)) => message.thread().is_some(),
        ("", None) => message.thread().is_none(),
        (asked, _) => message.answers(asked),
    }
}
