//! A room, the fake Discord that it is in, and a stand-in for the desk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::DateTime;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use werkbezoek::chat::completion::Completions;
use werkbezoek::chat::discord::{About, Discord, DiscordError, DiscordSettings};
use werkbezoek::chat::room::{Card, Heard, Owed, Said};
use werkbezoek::domain::ids::{NoticeId, VisitId};
use werkbezoek::domain::notice::Notice;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{Button, RoomName, Seen, Spot};

use super::fake;

/// What the stand-in for the desk heard.
#[derive(Debug, Default)]
pub(super) struct Heards {
    pub(super) said: Vec<Said>,
    pub(super) shown: Vec<u64>,
    pub(super) back: usize,
    pub(super) holds: Vec<VisitId>,
}

pub(super) struct Stage {
    pub(super) fake: fake::Discord,
    pub(super) owed: mpsc::Sender<Owed>,
    pub(super) heard: Arc<Mutex<Heards>>,
    room: JoinHandle<Result<(), DiscordError>>,
    folder: Arc<tempfile::TempDir>,
}

/// Answers nothing by itself from this number on; the tests number their own notices below it.
const ANSWERS_FROM: u64 = 10_000;

impl Stage {
    /// A room that is connected.
    pub(super) async fn open() -> Self {
        let fake = fake::Discord::start().await;
        let stage = Self::around(fake, Arc::new(tempfile::tempdir().unwrap()));
        stage.connected().await;
        stage
    }

    /// A room that may never come to work.
    pub(super) fn around(fake: fake::Discord, folder: Arc<tempfile::TempDir>) -> Self {
        let (owed, owes) = mpsc::channel(1000);
        let (hears, heard) = mpsc::channel(1000);
        let mut room = Discord::new(
            settings(&fake, folder.path().join("places.json")),
            about(),
            completions(),
        );
        let running = tokio::spawn(async move {
            let mut owes = owes;
            room.run(&mut owes, &hears).await
        });
        let kept = Arc::new(Mutex::new(Heards::default()));
        tokio::spawn(desk(heard, owed.downgrade(), Arc::clone(&kept)));
        Self { fake, owed, heard: kept, room: running, folder }
    }

    pub(super) async fn connected(&self) {
        self.fake.until("a connection", |world| world.gateway.connected.then_some(())).await;
    }

    /// The desk closes, and a new one opens with a new room at the same Discord.
    pub(super) async fn restart(self) -> Self {
        let Self { fake, owed, room, folder, .. } = self;
        drop(owed);
        room.await.unwrap().unwrap();
        fake.until("the end of the connection", |w| (!w.gateway.connected).then_some(())).await;
        let stage = Self::around(fake, folder);
        stage.connected().await;
        stage
    }

    /// How the room ends.
    pub(super) async fn ends(self) -> (Result<(), DiscordError>, fake::Discord) {
        (self.room.await.unwrap(), self.fake)
    }

    pub(super) async fn notice(&self, id: u64, about: Option<u32>, lines: &[&str]) {
        let notice =
            notice(id, "", about.map(case), lines.iter().map(ToString::to_string).collect());
        self.owed.send(Owed::Notice(Box::new(notice))).await.unwrap();
    }

    pub(super) async fn card(&self, card: Card) {
        self.owed.send(Owed::Card(Box::new(card))).await.unwrap();
    }

    /// Waits until the room says that a notice stands there.
    pub(super) async fn shown(&self, id: u64) {
        let heard = Arc::clone(&self.heard);
        self.fake
            .until("a notice", |_| heard.lock().unwrap().shown.contains(&id).then_some(()))
            .await;
    }

    pub(super) fn said(&self) -> Vec<Said> {
        self.heard.lock().unwrap().said.clone()
    }
}

fn settings(fake: &fake::Discord, places: PathBuf) -> DiscordSettings {
    DiscordSettings {
        token: fake::TOKEN.to_owned().into(),
        guild: fake::GUILD,
        channel: fake::CHANNEL,
        roles: [("900".to_owned(), Role::Lezer), ("901".to_owned(), Role::Planner)].into(),
        api: Some(fake.address.clone()),
        places,
    }
}

/// The sentences that staff read, as they stand in the template.
fn about() -> About {
    let template = include_str!("../../templates/chat/hulp.txt");
    let entry = |line: &str| {
        let (key, text) = line.trim().strip_prefix('"')?.split_once("\": \"")?;
        Some((key.to_owned(), text.trim_end_matches(',').trim_end_matches('"').to_owned()))
    };
    template.lines().filter_map(entry).collect::<BTreeMap<_, _>>()
}

fn completions() -> Completions {
    let wijken = ["Vollenhoven", "Noord"].map(|name| (name.to_lowercase(), name.to_owned()));
    Completions { wijken: wijken.into(), ..Completions::default() }
}

/// Keeps what it hears, and answers each line with what it heard.
async fn desk(
    mut heard: mpsc::Receiver<Heard>,
    owed: mpsc::WeakSender<Owed>,
    kept: Arc<Mutex<Heards>>,
) {
    let mut answers = ANSWERS_FROM;
    while let Some(heard) = heard.recv().await {
        match heard {
            Heard::Said(said) => {
                answers += 1;
                kept.lock().unwrap().said.push(said.clone());
                let Some(owed) = owed.upgrade() else { return };
                _ = owed.send(answer(answers, &said)).await;
            }
            Heard::Shown(notice) => kept.lock().unwrap().shown.push(notice.0),
            Heard::Holds(cases) => kept.lock().unwrap().holds = cases,
            Heard::Back => kept.lock().unwrap().back += 1,
            Heard::Away { .. } | Heard::TooLate { .. } => {}
        }
    }
}

/// A stranger is turned away; a long answer is asked for with `hulp lang`.
fn answer(id: u64, said: &Said) -> Owed {
    let place = said.place.clone();
    if said.line == "hulp vreemde" {
        return Owed::Aside { place, lines: vec!["U heeft hier geen rechten.".to_owned()] };
    }
    let mut lines = vec![format!("U zei: {}", said.line)];
    if let Some(Seen { case, version }) = said.seen {
        lines.push(format!("{case} toen het versie {version} was"));
    }
    if said.line == "hulp lang" {
        lines.extend((1..=100).map(|n| format!("regel {n} {}", "x".repeat(50))));
    }
    Owed::Notice(Box::new(notice(id, &place, None, lines)))
}

pub(super) fn case(number: u32) -> VisitId {
    VisitId { year: 2026, number }
}

pub(super) fn notice(id: u64, place: &str, about: Option<VisitId>, lines: Vec<String>) -> Notice {
    let spot = Spot { room: RoomName::Discord, place: place.to_owned() };
    let (at, buttons, mentions, folded, stays_whole) =
        (DateTime::UNIX_EPOCH, vec![], None, None, false);
    Notice { id: NoticeId(id), at, spot, about, lines, buttons, folded, mentions, stays_whole }
}

pub(super) fn button(label: &str, says: &str, seen: Option<(u32, u32)>) -> Button {
    let seen = seen.map(|(number, version)| Seen { case: case(number), version });
    Button { label: label.to_owned(), says: says.to_owned(), seen }
}

pub(super) fn card(number: u32, version: u32, title: &str, line: &str) -> Card {
    Card {
        case: case(number),
        version,
        title: title.to_owned(),
        lines: vec![line.to_owned()],
        buttons: vec![button("Neem", &format!("bezoek neem {number}"), Some((number, version)))],
        closed: false,
    }
}
