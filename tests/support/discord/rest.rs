//! Calls to the fake: just enough HTTP to be asked by any client, and what each call does.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{
    APPLICATION, CHANNEL, Fault, GUILD, Interaction, Message, State, TOKEN, Thread, World, strict,
};

/// Discord tells the asker after this that nothing happened.
const SIGN_WITHIN: Duration = Duration::from_secs(3);
const TOKEN_LIVES: Duration = Duration::from_secs(15 * 60);

pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        _ = stream.set_nodelay(true);
        tokio::spawn(connection(stream, Arc::clone(&state)));
    }
}

struct Call {
    method: String,
    path: String,
    authorization: String,
    agent: String,
    body: Value,
}

struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Value,
}

fn ok(body: Value) -> Reply {
    Reply { status: 200, headers: vec![], body }
}

fn refuse(status: u16, code: u32, message: &str) -> Reply {
    Reply { status, headers: vec![], body: json!({ "code": code, "message": message }) }
}

async fn connection(mut stream: TcpStream, state: Arc<State>) {
    let mut buffer = Vec::new();
    while let Some(call) = read(&mut stream, &mut buffer).await {
        let fault = note(&state, &call);
        let reply = match fault {
            Some(Fault::Dropped) => return,
            Some(Fault::Hangs) => {
                // Longer than any client waits.
                tokio::time::sleep(Duration::from_secs(120)).await;
                return;
            }
            Some(Fault::Status(status)) => refuse(status, 0, "as the test wants it"),
            Some(Fault::TooMany { seconds, global }) => too_many(seconds, global),
            Some(Fault::UsedUp { seconds }) => used_up(answer(&state, &call), seconds),
            Some(Fault::AnswerLost) | None => answer(&state, &call),
        };
        state.changed.notify_waiters();
        if fault == Some(Fault::AnswerLost) || write(&mut stream, &reply).await.is_none() {
            return;
        }
    }
}

/// Keeps that there was a call, and finds what is to go wrong with it.
fn note(state: &State, call: &Call) -> Option<Fault> {
    let mut world = state.world();
    let name = format!("{} {}", call.method, call.path);
    world.calls.push((Instant::now(), name.clone()));
    let at = world.faults.iter().position(|(like, _)| name.starts_with(like.as_str()))?;
    world.faults.remove(at).map(|(_, fault)| fault)
}

fn too_many(seconds: f64, global: bool) -> Reply {
    let mut headers = vec![("retry-after", seconds.to_string())];
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    let body = json!({ "message": "You are being rate limited.", "retry_after": seconds, "global": global });
    Reply { status: 429, headers, body }
}

/// Says that the route takes no more for so long.
fn used_up(mut reply: Reply, seconds: f64) -> Reply {
    reply.headers.push(("x-ratelimit-limit", "5".to_owned()));
    reply.headers.push(("x-ratelimit-remaining", "0".to_owned()));
    reply.headers.push(("x-ratelimit-reset-after", seconds.to_string()));
    reply
}

/// One request. `None` when the client is done.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Call> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let header = |name: &str| {
        let line = head.lines().find(|line| line.to_lowercase().starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let length: usize = header("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
    while buffer.len() < end + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = serde_json::from_slice(&buffer[end..end + length]).unwrap_or(Value::Null);
    buffer.drain(..end + length);
    let mut words = head.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let path = path.trim_start_matches("/api/v10").split('?').next()?.to_owned();
    let authorization = header("authorization").unwrap_or_default();
    let agent = header("user-agent").unwrap_or_default();
    Some(Call { method, path, authorization, agent, body })
}

async fn write(stream: &mut TcpStream, reply: &Reply) -> Option<()> {
    let body = if reply.status == 204 { String::new() } else { reply.body.to_string() };
    let mut head = format!("HTTP/1.1 {} X\r\ncontent-length: {}\r\n", reply.status, body.len());
    head.push_str("content-type: application/json\r\n");
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await.ok()
}

fn answer(state: &State, call: &Call) -> Reply {
    let mut world = state.world();
    let path: Vec<&str> = call.path.split('/').skip(1).collect();
    let own = call.authorization == format!("Bot {TOKEN}");
    if !own && path != ["gateway"] {
        return refuse(401, 0, "401: Unauthorized");
    }
    if !call.agent.starts_with("DiscordBot (") {
        world.complain(&call.path, [format!("the agent is `{}`", call.agent)]);
    }
    match (call.method.as_str(), path.as_slice()) {
        ("GET", ["gateway"]) => {
            let elsewhere = world.gateway_elsewhere.clone();
            ok(json!({ "url": elsewhere.unwrap_or_else(|| state.socket_address.clone()) }))
        }
        ("GET", ["applications", "@me"]) => ok(json!({ "id": APPLICATION.to_string() })),
        ("GET", ["channels", id]) if number(id) == CHANNEL => {
            ok(json!({ "id": *id, "guild_id": GUILD.to_string(), "type": 0 }))
        }
        ("PUT", ["applications", _, "guilds", guild, "commands"]) => {
            set_commands(&mut world, number(guild), &call.body)
        }
        ("POST", ["channels", id, "messages"]) => post(&mut world, number(id), &call.body),
        ("PATCH", ["channels", channel, "messages", id]) => {
            edit(&mut world, number(channel), number(id), &call.body)
        }
        ("DELETE", ["channels", _, "messages", id]) => delete(&mut world, number(id)),
        ("POST", ["channels", _, "messages", id, "threads"]) => {
            make_thread(&mut world, number(id), &call.body)
        }
        ("PATCH", ["channels", id]) => set_thread(&mut world, number(id), &call.body),
        ("POST", ["interactions", id, token, "callback"]) => {
            respond(&mut world, number(id), token, &call.body)
        }
        ("PATCH", ["webhooks", app, token, "messages", "@original"])
            if number(app) == APPLICATION =>
        {
            edit_answer(&mut world, token, &call.body)
        }
        ("POST", ["webhooks", app, token]) if number(app) == APPLICATION => {
            follow_up(&mut world, token, &call.body)
        }
        _ => refuse(404, 0, "404: Not Found"),
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}

/// What is wrong is complained about, and refused as Discord would.
fn refused(world: &mut World, about: &str, wrong: Vec<String>) -> Option<Reply> {
    if wrong.is_empty() {
        return None;
    }
    let message = format!("Invalid Form Body: {}", wrong.join("; "));
    world.complain(about, wrong);
    Some(refuse(400, 50035, &message))
}

fn set_commands(world: &mut World, guild: u64, body: &Value) -> Reply {
    if guild != GUILD {
        return refuse(403, 50001, "Missing Access");
    }
    if let Some(refusal) = refused(world, "commands", strict::commands(body)) {
        return refusal;
    }
    world.commands = body.clone();
    ok(json!([]))
}

fn is_open(world: &World, channel: u64) -> bool {
    channel == CHANNEL || world.threads.get(&channel).is_some_and(|thread| !thread.deleted)
}

fn post(world: &mut World, channel: u64, body: &Value) -> Reply {
    if !is_open(world, channel) {
        return refuse(404, 10003, "Unknown Channel");
    }
    if let Some(refusal) = refused(world, "a message", strict::posted(body)) {
        return refusal;
    }
    let nonce = body["nonce"].as_str().unwrap_or_default();
    if let Some(first) = world.messages.values().find(|message| message.nonce == nonce) {
        return ok(json!({ "id": first.id.to_string() }));
    }
    // Whatever is said in a thread takes it out of the archive.
    if let Some(thread) = world.threads.get_mut(&channel) {
        thread.archived = false;
    }
    let message = new_message(world, channel, body);
    let id = message.id.to_string();
    world.messages.insert(message.id, message);
    ok(json!({ "id": id }))
}

fn new_message(world: &mut World, channel: u64, body: &Value) -> Message {
    Message {
        id: world.next(),
        channel,
        content: body["content"].as_str().unwrap_or_default().to_owned(),
        components: body["components"].clone(),
        nonce: body["nonce"].as_str().unwrap_or_default().to_owned(),
        edits: 0,
        deleted: false,
    }
}

fn edit(world: &mut World, channel: u64, id: u64, body: &Value) -> Reply {
    if !is_open(world, channel) {
        return refuse(404, 10003, "Unknown Channel");
    }
    if world.threads.get(&channel).is_some_and(|thread| thread.archived) {
        return refuse(400, 50083, "Thread is archived");
    }
    if let Some(refusal) = refused(world, "an edit", strict::edited(body)) {
        return refusal;
    }
    let there = |message: &&mut Message| message.channel == channel && !message.deleted;
    let Some(message) = world.messages.get_mut(&id).filter(there) else {
        return refuse(404, 10008, "Unknown Message");
    };
    renew(message, body);
    ok(json!({ "id": id.to_string() }))
}

fn renew(message: &mut Message, body: &Value) {
    message.content = body["content"].as_str().unwrap_or_default().to_owned();
    message.components = body["components"].clone();
    message.edits += 1;
}

fn delete(world: &mut World, id: u64) -> Reply {
    match world.messages.get_mut(&id).filter(|message| !message.deleted) {
        Some(message) => {
            message.deleted = true;
            Reply { status: 204, headers: vec![], body: Value::Null }
        }
        None => refuse(404, 10008, "Unknown Message"),
    }
}

fn make_thread(world: &mut World, message: u64, body: &Value) -> Reply {
    if world.messages.get(&message).is_none_or(|message| message.deleted) {
        return refuse(404, 10008, "Unknown Message");
    }
    if world.threads.contains_key(&message) {
        return refuse(400, 160_004, "A thread has already been created for this message");
    }
    if let Some(refusal) = refused(world, "a thread", strict::thread(body)) {
        return refusal;
    }
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    world.threads.insert(message, Thread { name, ..Thread::default() });
    ok(json!({ "id": message.to_string() }))
}

fn set_thread(world: &mut World, id: u64, body: &Value) -> Reply {
    if let Some(refusal) = refused(world, "a thread", strict::thread(body)) {
        return refusal;
    }
    let Some(thread) = world.threads.get_mut(&id).filter(|thread| !thread.deleted) else {
        return refuse(404, 10003, "Unknown Channel");
    };
    if let Some(name) = body["name"].as_str() {
        thread.renamed += 1;
        if thread.renamed > 2 {
            return too_many(600.0, false);
        }
        thread.name = name.to_owned();
    }
    thread.archived = body["archived"].as_bool().unwrap_or(thread.archived);
    ok(json!({ "id": id.to_string() }))
}

fn respond(world: &mut World, id: u64, token: &str, body: &Value) -> Reply {
    let Some(asked) = world.interactions.get(&id).filter(|asked| asked.token == token) else {
        return refuse(404, 10062, "Unknown interaction");
    };
    if asked.response.is_some() {
        return refuse(400, 40060, "Interaction has already been acknowledged.");
    }
    if asked.at.elapsed() > SIGN_WITHIN {
        return refuse(404, 10062, "Unknown interaction");
    }
    let kind = asked.kind;
    if let Some(refusal) = refused(world, "a first answer", strict::response(body, kind)) {
        return refusal;
    }
    if let Some(asked) = world.interactions.get_mut(&id) {
        asked.response = Some(body.clone());
    }
    Reply { status: 204, headers: vec![], body: Value::Null }
}

/// The interaction of a token that still lives and had its first sign.
fn of_token<'w>(world: &'w mut World, token: &str) -> Option<&'w mut Interaction> {
    let lives =
        |asked: &&mut Interaction| asked.response.is_some() && asked.at.elapsed() < TOKEN_LIVES;
    world.interactions.values_mut().find(|asked| asked.token == token).filter(lives)
}

fn edit_answer(world: &mut World, token: &str, body: &Value) -> Reply {
    if let Some(refusal) = refused(world, "an answer", strict::edited(body)) {
        return refusal;
    }
    let new = new_message(world, 0, body);
    let Some(asked) = of_token(world, token) else {
        return refuse(404, 10015, "Unknown Webhook");
    };
    match asked.messages.first_mut() {
        Some(first) => renew(first, body),
        None => asked.messages.push(new),
    }
    ok(json!({}))
}

fn follow_up(world: &mut World, token: &str, body: &Value) -> Reply {
    if let Some(refusal) = refused(world, "a follow-up", strict::followed_up(body)) {
        return refusal;
    }
    let new = new_message(world, 0, body);
    let Some(asked) = of_token(world, token) else {
        return refuse(404, 10015, "Unknown Webhook");
    };
    let quiet = asked.is_quiet();
    asked.messages.push(new);
    if quiet != (body["flags"].as_u64().unwrap_or_default() & 64 != 0) {
        world.complain("a follow-up", ["is seen by others than its answer".to_owned()]);
    }
    ok(json!({}))
}
