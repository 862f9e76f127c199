//! Discord, as people use it: commands with their fields, buttons, and windows that ask for text.

use std::collections::BTreeMap;

use serde_json::Value;
use tempfile::TempDir;
use werkbezoek::chat::completion::Completions;
use werkbezoek::chat::discord::{About, Discord, DiscordSettings};
use werkbezoek::domain::help;
use werkbezoek::domain::notice::{HelpPage, Notice, Saying};
use werkbezoek::domain::room::RoomName;

use crate::fake::people::Person;
use crate::fake::{self, CHANNEL, GUILD, Message, TOKEN, markdown};
use crate::lent::AtWork;
use crate::mouth::{Mouth, Told, account, can_be_said, fields};
use crate::world::World;

pub(crate) struct OnDiscord {
    room: AtWork,
    fake: fake::Discord,
    /// What the room remembers; gone with it.
    _folder: TempDir,
    /// The buttons under everything that was read.
    components: Vec<Value>,
    /// How many messages of each answer were read.
    answers: BTreeMap<u64, usize>,
    read: Vec<Told>,
}

impl OnDiscord {
    pub(crate) fn open(world: &mut World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (about, places) = (about(world), folder.path().join("places.json"));
        let mut started = None;
        let room = AtWork::open(world, RoomName::Discord, |runtime| {
            let fake = runtime.block_on(fake::Discord::start());
            let (token, api) = (TOKEN.to_owned().into(), Some(fake.address.clone()));
            started = Some(fake);
            let (guild, channel, roles) = (GUILD, CHANNEL, BTreeMap::new());
            let settings = DiscordSettings { token, guild, channel, roles, api, places };
            Discord::new(settings, about, Completions::default())
        });
        let (fake, components, answers) = (started.unwrap(), Vec::new(), BTreeMap::new());
        Self { room, fake, _folder: folder, components, answers, read: Vec::new() }
    }

    /// Has what somebody did carried out, and reads what comes of it.
    fn carry_out(&mut self, world: &mut World) {
        let Self { room, fake, components, answers, read, .. } = self;
        room.hear(world, |_, notice| read.push(look(fake, notice, (components, answers))));
    }
}

impl Mouth for OnDiscord {
    fn say(&mut self, world: &mut World, line: &str) {
        if !can_be_said(RoomName::Discord, world, line) {
            return;
        }
        let filled = fields::filled_in(line).unwrap();
        let name = format!("{} {}", filled.page.group, filled.page.verb);
        let values = filled.values();
        let values: Vec<(&str, Value)> =
            values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        self.fake.command(&who(world), CHANNEL, name.trim(), &values);
        self.carry_out(world);
    }

    fn press(&mut self, world: &mut World, label: &str, text: &str) {
        let named = |rows: &&Value| {
            let rows = rows.as_array().unwrap().iter();
            let mut buttons = rows.flat_map(|row| row["components"].as_array().unwrap());
            buttons.any(|button| button["label"] == label)
        };
        let components = self.components.iter().rev().find(named);
        let components = components.unwrap_or_else(|| panic!("no button `{label}`")).clone();
        let pressed = self.fake.press(&who(world), &components, label);
        // A window may open first; what is waited for here is either that or the sign.
        let sign = self.room.runtime.block_on(
            self.fake.until("a sign", |fake| fake.interactions.get(&pressed)?.response.clone()),
        );
        if sign["type"] == 9 {
            self.fake.submit(&who(world), &sign["data"], text);
        }
        self.carry_out(world);
    }

    fn read(&mut self, world: &mut World) -> Vec<Told> {
        let Self { room, fake, components, answers, read, .. } = self;
        room.show(world, |_, notice| read.push(look(fake, notice, (components, answers))));
        std::mem::take(&mut self.read)
    }
}

/// Whoever is at work.
fn who(world: &World) -> Person {
    let staff = &world.staff;
    Person { id: account(&staff.name, staff.role), name: "Iemand", bot: false, guild: GUILD }
}

/// A notice as a person reads it, in as many messages as it took, and its buttons.
fn look(
    fake: &fake::Discord,
    notice: &Notice,
    (components, answers): (&mut Vec<Value>, &mut BTreeMap<u64, usize>),
) -> Told {
    let messages = messages(fake, notice, answers);
    let texts = messages.iter().map(|message| markdown::read(&message.content).text);
    let text = texts.collect::<Vec<_>>().join("\n");
    let under = messages.last().map(|message| message.components.clone()).unwrap_or_default();
    let rows = under.as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap());
    let labels = buttons.map(|button| button["label"].as_str().unwrap().to_owned()).collect();
    components.push(Value::Array(rows));
    Told { lines: text.lines().map(str::to_owned).collect(), buttons: labels }
}

/// The messages of a notice: what follows in the answer to whoever asked, or what bears its number.
fn messages(
    fake: &fake::Discord,
    notice: &Notice,
    answers: &mut BTreeMap<u64, usize>,
) -> Vec<Message> {
    let world = fake.world();
    let asked = notice.spot.place.strip_prefix("i:").map(|id| id.parse::<u64>().unwrap());
    if let Some((id, answer)) = asked.and_then(|id| Some((id, world.interactions.get(&id)?))) {
        let read = answers.entry(id).or_default();
        let new = answer.messages.iter().skip(*read).cloned().collect::<Vec<_>>();
        *read += new.len();
        return new;
    }
    let number = format!("n{}.", notice.id.0);
    world.messages.values().filter(|message| message.nonce.starts_with(&number)).cloned().collect()
}

/// What help says of each command.
fn about(world: &World) -> About {
    let (desk, words) = (world.engine.desk(), world.engine.words());
    let sentence = |page: &HelpPage| {
        let saying = Saying::Help { about: Some(page.clone()), pages: Vec::new() };
        let told = words.notice(desk, world.engine.now(), &saying, RoomName::Discord).unwrap();
        (page.key.to_owned(), told.lines[0].clone())
    };
    help::pages().iter().map(sentence).collect()
}
