//! A fake Discord on loopback, as strict as the real one: what it would refuse it refuses, and what it
//! would quietly get wrong (a mention, a nonce that is missing) it keeps as a complaint.
//!
//! `rest` answers calls, `gateway` holds the socket, `strict` knows the rules, `people` press and type,
//! `markdown` reads a message as a person sees it. It breaks on command: see `Fault`.

#[path = "discord/gateway.rs"]
pub(crate) mod gateway;
#[path = "discord/markdown.rs"]
pub(crate) mod markdown;
#[path = "discord/people.rs"]
pub(crate) mod people;
#[path = "discord/rest.rs"]
mod rest;
#[path = "discord/strict.rs"]
mod strict;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

pub(crate) const TOKEN: &str = "fake.token.of-a-test";
pub(crate) const APPLICATION: u64 = 42;
pub(crate) const GUILD: u64 = 1000;
pub(crate) const CHANNEL: u64 = 2000;

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// Nothing is done.
    Status(u16),
    TooMany {
        seconds: f64,
        global: bool,
    },
    /// It is done, and nothing more for so long.
    UsedUp {
        seconds: f64,
    },
    /// It is done, and the answer is lost.
    AnswerLost,
    /// The line goes dead, and nothing is done.
    Dropped,
    /// Nothing is done and nothing is said.
    Hangs,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) content: String,
    pub(crate) components: Value,
    pub(crate) nonce: String,
    pub(crate) edits: u32,
    pub(crate) deleted: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Thread {
    pub(crate) name: String,
    pub(crate) archived: bool,
    pub(crate) deleted: bool,
    renamed: u32,
}

/// What became of something that a person did.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) token: String,
    kind: u64,
    at: Instant,
    /// The first answer, whole.
    pub(crate) response: Option<Value>,
    /// What the asker reads: the answer and what follows it.
    pub(crate) messages: Vec<Message>,
}

impl Interaction {
    pub(crate) fn is_quiet(&self) -> bool {
        self.response.as_ref().is_some_and(|response| response["data"]["flags"] == 64)
    }

    /// As a person reads it.
    pub(crate) fn text(&self) -> String {
        let texts = self.messages.iter().map(|message| markdown::read(&message.content).text);
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// Everything that there is.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) messages: BTreeMap<u64, Message>,
    pub(crate) threads: BTreeMap<u64, Thread>,
    pub(crate) interactions: BTreeMap<u64, Interaction>,
    pub(crate) commands: Value,
    /// Every call: when, and `POST /channels/2000/messages`.
    pub(crate) calls: Vec<(Instant, String)>,
    pub(crate) complaints: Vec<String>,
    faults: VecDeque<(String, Fault)>,
    pub(crate) gateway: gateway::Gateway,
    /// The next number for anything.
    last: u64,
    /// What `GET /gateway` says instead of the truth.
    pub(crate) gateway_elsewhere: Option<String>,
}

impl World {
    fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    fn complain(&mut self, about: &str, what: impl IntoIterator<Item = String>) {
        self.complaints.extend(what.into_iter().map(|what| format!("{about}: {what}")));
    }
}

/// A running fake; ends with the test, which fails when it had anything to complain about.
pub(crate) struct Discord {
    state: Arc<State>,
    pub(crate) address: String,
}

pub(crate) struct State {
    world: Mutex<World>,
    /// Something changed that a test may wait for.
    changed: Notify,
    /// Something is to go out over the socket.
    out: Notify,
    socket_address: String,
}

impl State {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }
}

impl Discord {
    pub(crate) async fn start() -> Self {
        let calls = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sockets = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let state = Arc::new(State {
            world: Mutex::new(World { last: 5000, ..World::default() }),
            changed: Notify::new(),
            out: Notify::new(),
            socket_address: format!("ws://{}", sockets.local_addr().unwrap()),
        });
        let address = format!("http://{}", calls.local_addr().unwrap());
        tokio::spawn(rest::serve(calls, Arc::clone(&state)));
        tokio::spawn(gateway::serve(sockets, Arc::clone(&state)));
        Self { state, address }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.state.world()
    }

    /// The next call that begins like this goes wrong.
    pub(crate) fn fault(&self, call: &str, fault: Fault) {
        self.world().faults.push_back((call.to_owned(), fault));
    }

    /// Waits until something is so; fails the test when it does not come.
    pub(crate) async fn until<T>(&self, what: &str, is_so: impl Fn(&World) -> Option<T>) -> T {
        self.until_within(Duration::from_secs(20), what, is_so).await
    }

    pub(crate) async fn until_within<T>(
        &self,
        time: Duration,
        what: &str,
        is_so: impl Fn(&World) -> Option<T>,
    ) -> T {
        let wait = async {
            loop {
                if let Some(found) = is_so(&self.world()) {
                    return found;
                }
                // The clock of the test may be what is waited for, too.
                _ = timeout(Duration::from_millis(20), self.state.changed.notified()).await;
            }
        };
        match timeout(time, wait).await {
            Ok(found) => found,
            Err(_) => panic!("{what} does not come; calls: {:#?}", self.calls("")),
        }
    }

    /// The calls that begin like this.
    pub(crate) fn calls(&self, like: &str) -> Vec<String> {
        let world = self.world();
        let calls = world.calls.iter().map(|(_, call)| call);
        calls.filter(|call| call.starts_with(like)).cloned().collect()
    }

    /// The messages that stand in a channel or a thread, as people read them.
    pub(crate) fn read(&self, channel: u64) -> Vec<String> {
        let world = self.world();
        let there = world.messages.values().filter(|m| m.channel == channel && !m.deleted);
        there.map(|message| markdown::read(&message.content).text).collect()
    }

    /// The one thread with a name like this that was not deleted, and its number.
    pub(crate) fn thread(&self, name: &str) -> Option<(u64, Thread)> {
        let world = self.world();
        let found = world.threads.iter().find(|(_, t)| t.name.contains(name) && !t.deleted);
        found.map(|(id, thread)| (*id, thread.clone()))
    }

    /// Somebody deletes a message by hand.
    pub(crate) fn delete_message(&self, id: u64) {
        self.world().messages.get_mut(&id).unwrap().deleted = true;
    }

    /// Somebody deletes a thread by hand.
    pub(crate) fn delete_thread(&self, id: u64) {
        self.world().threads.get_mut(&id).unwrap().deleted = true;
    }

    pub(crate) async fn pause(&self, millis: u64) {
        sleep(Duration::from_millis(millis)).await;
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let complaints = std::mem::take(&mut self.world().complaints);
        assert!(complaints.is_empty(), "the fake complains: {complaints:#?}");
    }
}
