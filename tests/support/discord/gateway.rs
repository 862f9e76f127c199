//! The socket of the fake: HELLO, IDENTIFY, READY, heartbeats, RESUME and everything that ends one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::{APPLICATION, Discord, GUILD, State, TOKEN};

const HEARTBEAT: Duration = Duration::from_millis(1000);

/// What the gateway knows.
#[derive(Default)]
pub(crate) struct Gateway {
    /// What was said over the socket, in order: `IDENTIFY`, `RESUME`, `HEARTBEAT`.
    pub(crate) heard: Vec<&'static str>,
    pub(crate) connected: bool,
    connections: u64,
    /// Everything since the session began, so that a RESUME can be given what it missed.
    events: Vec<Value>,
    session: u64,
    orders: Vec<Order>,
    /// Heartbeats get no answer.
    pub(crate) deaf: bool,
    /// Takes no RESUME: INVALID_SESSION, which may be resumed again or not.
    pub(crate) invalid: Option<bool>,
    /// IDENTIFY is answered with this code.
    pub(crate) turned_away: Option<u16>,
}

/// What is done to a connection.
#[derive(Debug, Clone)]
enum Order {
    Close(u16),
    /// The line goes dead.
    Drop,
    /// Op 7.
    Reconnect,
}

type Socket = WebSocketStream<TcpStream>;

impl Discord {
    pub(super) fn dispatch(&self, name: &str, data: &Value) {
        let mut world = self.world();
        world.gateway.dispatch(name, data);
        drop(world);
        self.state.out.notify_waiters();
    }

    pub(crate) fn close_with(&self, code: u16) {
        self.order(Order::Close(code));
    }

    pub(crate) fn drop_line(&self) {
        self.order(Order::Drop);
    }

    pub(crate) fn ask_to_reconnect(&self) {
        self.order(Order::Reconnect);
    }

    fn order(&self, order: Order) {
        self.world().gateway.orders.push(order);
        self.state.out.notify_waiters();
    }

    /// How often this was said over the socket.
    pub(crate) fn heard(&self, what: &str) -> usize {
        self.world().gateway.heard.iter().filter(|heard| **heard == what).count()
    }
}

impl Gateway {
    fn begin(&mut self) -> u64 {
        self.connected = true;
        self.connections += 1;
        self.connections
    }

    /// The client may have begun another one already.
    fn end(&mut self, number: u64) {
        self.connected &= self.connections != number;
    }

    fn dispatch(&mut self, name: &str, data: &Value) {
        let sequence = self.events.len() + 1;
        self.events.push(json!({ "op": 0, "t": name, "s": sequence, "d": data }));
    }
}

pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, Arc::clone(&state)));
    }
}

async fn connection(stream: TcpStream, state: Arc<State>) -> Option<()> {
    _ = stream.set_nodelay(true);
    let mut socket = tokio_tungstenite::accept_async(stream).await.ok()?;
    let interval = u64::try_from(HEARTBEAT.as_millis()).unwrap();
    send(&mut socket, &json!({ "op": 10, "d": { "heartbeat_interval": interval } })).await?;
    let mut sent = greet(&mut socket, &state).await?;
    let number = state.world().gateway.begin();
    state.changed.notify_waiters();
    let ended = talk(&mut socket, &state, &mut sent).await;
    state.world().gateway.end(number);
    ended
}

/// IDENTIFY or RESUME; how many events this connection has had then.
async fn greet(socket: &mut Socket, state: &State) -> Option<usize> {
    loop {
        let said = hear(socket).await?;
        match said["op"].as_u64() {
            Some(1) => beat(socket, state).await?,
            Some(2) => return identify(socket, state, &said["d"]).await,
            Some(6) => {
                if let Some(sent) = resume(socket, state, &said["d"]).await? {
                    return Some(sent);
                }
            }
            _ => {
                state.world().complain("the gateway", [format!("said before IDENTIFY: {said}")]);
                return None;
            }
        }
    }
}

async fn identify(socket: &mut Socket, state: &State, data: &Value) -> Option<usize> {
    let (refused, ready) = {
        let mut world = state.world();
        world.gateway.heard.push("IDENTIFY");
        if data["intents"] != 0 {
            world.complain("IDENTIFY", [format!("intents {}", data["intents"])]);
        }
        let wrong = (data["token"] != format!("Bot {TOKEN}")).then_some(4004);
        world.gateway.session += 1;
        world.gateway.events.clear();
        let ready = ready(world.gateway.session, &state.socket_address);
        world.gateway.dispatch("READY", &ready);
        (world.gateway.turned_away.take().or(wrong), world.gateway.events[0].clone())
    };
    if let Some(code) = refused {
        close(socket, code).await;
        return None;
    }
    send(socket, &ready).await?;
    Some(1)
}

fn ready(session: u64, address: &str) -> Value {
    json!({
        "v": 10,
        "user": { "id": "43", "username": "werkbezoek", "discriminator": "0", "bot": true, "avatar": null },
        "guilds": [{ "id": GUILD.to_string(), "unavailable": true }],
        "session_id": session.to_string(),
        "resume_gateway_url": address,
        "shard": [0, 1],
        "application": { "id": APPLICATION.to_string(), "flags": 0 },
    })
}

/// `Some(None)` when the session is invalid and the client has to say who it is.
async fn resume(socket: &mut Socket, state: &State, data: &Value) -> Option<Option<usize>> {
    let (invalid, missed) = {
        let mut world = state.world();
        world.gateway.heard.push("RESUME");
        let known = data["session_id"].as_str() == Some(&world.gateway.session.to_string());
        let invalid = world.gateway.invalid.take().or((!known).then_some(false));
        let had = usize::try_from(data["seq"].as_u64().unwrap_or_default()).unwrap();
        if invalid.is_none() {
            world.gateway.dispatch("RESUMED", &json!({}));
        }
        (invalid, world.gateway.events.iter().skip(had).cloned().collect::<Vec<Value>>())
    };
    if let Some(may_resume) = invalid {
        send(socket, &json!({ "op": 9, "d": may_resume })).await?;
        return Some(None);
    }
    for event in &missed {
        send(socket, event).await?;
    }
    Some(Some(state.world().gateway.events.len()))
}

/// Passes events on and answers heartbeats until the connection ends.
async fn talk(socket: &mut Socket, state: &State, sent: &mut usize) -> Option<()> {
    loop {
        let out = state.out.notified();
        let (events, orders) = {
            let mut world = state.world();
            let events: Vec<Value> = world.gateway.events.iter().skip(*sent).cloned().collect();
            (events, std::mem::take(&mut world.gateway.orders))
        };
        for event in &events {
            send(socket, event).await?;
            *sent += 1;
        }
        for order in orders {
            match order {
                Order::Close(code) => {
                    close(socket, code).await;
                    return None;
                }
                Order::Drop => return None,
                Order::Reconnect => send(socket, &json!({ "op": 7, "d": null })).await?,
            }
        }
        tokio::select! {
            () = out => {}
            // A notification that came between two looks is not missed for long.
            () = sleep(Duration::from_millis(50)) => {}
            said = hear(socket) => match said?["op"].as_u64() {
                Some(1) => beat(socket, state).await?,
                Some(3) => {}
                _ => state.world().complain("the gateway", ["said twice who it is".to_owned()]),
            },
        }
    }
}

async fn beat(socket: &mut Socket, state: &State) -> Option<()> {
    let deaf = {
        let mut world = state.world();
        world.gateway.heard.push("HEARTBEAT");
        world.gateway.deaf
    };
    if deaf { Some(()) } else { send(socket, &json!({ "op": 11 })).await }
}

async fn send(socket: &mut Socket, value: &Value) -> Option<()> {
    socket.send(Message::Text(value.to_string())).await.ok()
}

/// What the client says; `None` when it is gone.
async fn hear(socket: &mut Socket) -> Option<Value> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return serde_json::from_str(&text).ok(),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

async fn close(socket: &mut Socket, code: u16) {
    let frame = CloseFrame { code: code.into(), reason: "as the test wants it".into() };
    _ = socket.close(Some(frame)).await;
    // Until the client has closed too, as a polite server does.
    let until = Instant::now() + Duration::from_secs(1);
    while Instant::now() < until {
        let said = timeout(Duration::from_millis(200), socket.next()).await;
        if matches!(said, Ok(None | Some(Err(_)))) {
            return;
        }
    }
}
