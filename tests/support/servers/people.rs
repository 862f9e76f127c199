//! People on Matrix: the other end of `people.py`.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use serde_json::{Value, json};

use super::{Synapse, python};

pub(crate) const YES: &str = "\u{2705}";
pub(crate) const NO: &str = "\u{274c}";

/// Everybody at one homeserver.
pub(crate) struct People {
    child: Child,
    ends: Mutex<(ChildStdin, Lines<BufReader<ChildStdout>>)>,
}

/// Something that stands in a room, as somebody sees it there.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) event: String,
    pub(crate) sender: String,
    pub(crate) kind: String,
    pub(crate) content: Value,
    pub(crate) decrypted: bool,
}

impl People {
    pub(crate) fn at(synapse: &Synapse) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers/people.py");
        let mut command = Command::new(python());
        command.arg(script).arg(synapse.address());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ends = Mutex::new((child.stdin.take().unwrap(), lines));
        Self { child, ends }
    }

    fn ask(&self, request: &Value) -> Value {
        let mut ends = self.ends.lock().unwrap();
        writeln!(ends.0, "{request}").unwrap();
        let answer = ends.1.next().unwrap().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(answer.get("error").is_none(), "{request}: {answer}");
        answer["answer"].clone()
    }

    fn ask_text(&self, request: &Value) -> String {
        self.ask(request).as_str().unwrap().to_owned()
    }

    pub(crate) fn register(&self, name: &str, password: &str) {
        self.ask(&json!({ "do": "register", "name": name, "password": password }));
    }

    pub(crate) fn enter(&self, name: &str) {
        self.ask(&json!({ "do": "enter", "name": name }));
    }

    pub(crate) fn make_room(&self, name: &str, encrypted: bool) -> String {
        self.ask_text(&json!({ "do": "make_room", "name": name, "encrypted": encrypted }))
    }

    pub(crate) fn invite(&self, name: &str, room: &str, whom: &str) {
        self.ask(&json!({ "do": "invite", "name": name, "room": room, "whom": whom }));
    }

    pub(crate) fn join(&self, name: &str, room: &str) {
        self.ask(&json!({ "do": "join", "name": name, "room": room }));
    }

    pub(crate) fn membership(&self, name: &str, room: &str, whom: &str) -> Option<String> {
        let request = json!({ "do": "membership", "name": name, "room": room, "whom": whom });
        self.ask(&request).as_str().map(str::to_owned)
    }

    pub(crate) fn knows(&self, name: &str, room: &str, whom: &str) -> bool {
        let request = json!({ "do": "knows", "name": name, "room": room, "whom": whom });
        self.ask(&request) == true
    }

    pub(crate) fn say(&self, name: &str, room: &str, content: &Value) -> String {
        self.ask_text(&json!({ "do": "say", "name": name, "room": room, "content": content }))
    }

    /// As a homeserver could that puts words into somebody's mouth.
    pub(crate) fn say_in_plain(&self, room: &str, name: &str, body: &str) {
        self.ask(&json!({ "do": "say_in_plain", "name": name, "room": room, "body": body }));
    }

    pub(crate) fn react(&self, name: &str, room: &str, event: &str, key: &str) {
        self.ask(&json!({ "do": "react", "name": name, "room": room, "event": event, "key": key }));
    }

    pub(crate) fn seen(&self, name: &str, room: &str) -> Vec<Row> {
        self.rows(&json!({ "do": "seen", "name": name, "room": room }))
    }

    /// Without the first so many, once everything is seen that stands there now.
    pub(crate) fn caught_up(&self, name: &str, room: &str, after: usize) -> Vec<Row> {
        self.rows(&json!({ "do": "caught_up", "name": name, "room": room, "after": after }))
    }

    fn rows(&self, request: &Value) -> Vec<Row> {
        let seen = self.ask(request);
        let row = |row: &Value| Row {
            event: row["event"].as_str().unwrap().to_owned(),
            sender: row["sender"].as_str().unwrap().to_owned(),
            kind: row["type"].as_str().unwrap().to_owned(),
            content: row["content"].clone(),
            decrypted: row["decrypted"].as_bool().unwrap(),
        };
        seen.as_array().unwrap().iter().map(row).collect()
    }

    pub(crate) fn devices(&self, name: &str, password: &str) -> Vec<String> {
        let devices = self.ask(&json!({ "do": "devices", "name": name, "password": password }));
        names(&devices)
    }

    /// Of a session that no client holds.
    pub(crate) fn token(&self, name: &str, password: &str) -> String {
        self.ask_text(&json!({ "do": "token", "name": name, "password": password }))
    }

    /// Ends the session that a token is of.
    pub(crate) fn end(&self, token: &str) {
        self.ask(&json!({ "do": "end", "token": token }));
    }

    /// The devices of somebody that their owner has signed, as a colleague can know.
    pub(crate) fn signed(&self, name: &str, whom: &str) -> Vec<String> {
        names(&self.ask(&json!({ "do": "signed", "name": name, "whom": whom })))
    }
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

impl Drop for People {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

impl Row {
    pub(crate) fn is_of_bot(&self) -> bool {
        self.sender == "@bot:m50.example"
    }

    /// Something new to read, and no edit.
    pub(crate) fn is_message(&self) -> bool {
        self.kind == "m.room.message" && self.edits().is_none()
    }

    pub(crate) fn body(&self) -> &str {
        self.content["body"].as_str().unwrap_or_default()
    }

    fn relation(&self, kind: &str) -> Option<&str> {
        let relation = &self.content["m.relates_to"];
        relation["event_id"].as_str().filter(|_| relation["rel_type"] == kind)
    }

    pub(crate) fn thread(&self) -> Option<&str> {
        self.relation("m.thread")
    }

    pub(crate) fn edits(&self) -> Option<&str> {
        self.relation("m.replace")
    }

    pub(crate) fn reacts(&self) -> Option<(&String, &str)> {
        let Value::String(on) = &self.content["m.relates_to"]["event_id"] else { return None };
        self.content["m.relates_to"]["key"].as_str().map(|key| (on, key))
    }

    pub(crate) fn answers(&self, asked: &str) -> bool {
        self.content["m.relates_to"]["m.in_reply_to"]["event_id"] == asked
    }
}
