//! What somebody did in the room, read from an event as the homeserver gives it.
//!
//! Typed text and reactions say something; edits, what programs say (`m.notice`) and everything else do
//! not. An edit of a command is no new command: it may have been carried out already.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::content::Where;

/// A command that took longer than this to arrive is not done: whoever typed it has gone on.
const TOO_OLD: Duration = Duration::from_secs(5 * 60);

#[derive(Debug, Deserialize)]
pub(super) struct Event {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) sender: String,
    pub(super) event_id: String,
    #[serde(default)]
    pub(super) content: Value,
    state_key: Option<String>,
    #[serde(default)]
    unsigned: Unsigned,
}

#[derive(Debug, Default, Deserialize)]
struct Unsigned {
    /// Milliseconds, by the homeserver's clock alone.
    age: Option<i64>,
    #[serde(default)]
    prev_content: Value,
}

/// What an event says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    Line { line: String, thread: Option<String> },
    Pressed { on: String, key: String },
}

impl Event {
    /// # Errors
    /// What is no event.
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    pub(super) fn spoken(&self) -> Option<Spoken> {
        let text = |pointer: &str| self.content.pointer(pointer).and_then(Value::as_str);
        match self.kind.as_str() {
            "m.room.message" => {
                let said = text("/msgtype") == Some("m.text")
                    && text("/m.relates_to/rel_type") != Some("m.replace");
                let body = text("/body").filter(|_| said)?;
                let is_reply = text("/m.relates_to/m.in_reply_to/event_id").is_some();
                let line = if is_reply { without_quote(body) } else { body.to_owned() };
                Some(Spoken::Line { line, thread: self.thread().map(str::to_owned) })
            }
            "m.reaction" => {
                let (on, key) = (text("/m.relates_to/event_id")?, text("/m.relates_to/key")?);
                Some(Spoken::Pressed { on: on.to_owned(), key: key.to_owned() })
            }
            _ => None,
        }
    }

    /// The message that its thread hangs on.
    pub(super) fn thread(&self) -> Option<&str> {
        let relation = self.content.get("m.relates_to")?;
        let is_thread = relation.get("rel_type").and_then(Value::as_str) == Some("m.thread");
        relation.get("event_id").and_then(Value::as_str).filter(|_| is_thread)
    }

    /// Without an age nobody can tell, and then it is not done either.
    pub(super) fn is_too_old(&self) -> bool {
        let age = self.unsigned.age.map(|age| Duration::from_millis(age.try_into().unwrap_or(0)));
        age.is_none_or(|age| age > TOO_OLD)
    }

    /// Whether this is how somebody came into the room.
    pub(super) fn is_arrival_of(&self, user: &str) -> bool {
        let joined = |content: &Value| {
            content.get("membership").and_then(Value::as_str).is_some_and(|it| it == "join")
        };
        self.kind == "m.room.member"
            && self.state_key.as_deref() == Some(user)
            && joined(&self.content)
            && !joined(&self.unsigned.prev_content)
    }
}

/// A reply without what it replies to: older programs put that before it, in lines with `> `.
fn without_quote(body: &str) -> String {
    let is_quote = |line: &&str| line.starts_with('>');
    let own: Vec<&str> = body.lines().skip_while(is_quote).collect();
    own.join("\n").trim_start_matches('\n').to_owned()
}

/// Where an answer goes, in our own words.
pub(super) fn place(to: &str, thread: Option<&str>) -> String {
    thread.map_or_else(|| to.to_owned(), |thread| format!("{to} {thread}"))
}

pub(super) fn placed(place: &str) -> Where<'_> {
    match place.split_once(' ') {
        _ if place.is_empty() => Where::Room,
        Some((to, thread)) => Where::Answer { to, thread: Some(thread) },
        None => Where::Answer { to: place, thread: None },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(kind: &str, content: &Value) -> Event {
        let event = json!({
            "type": kind, "sender": "@noor:m50.example", "event_id": "$vraag", "content": content,
            "unsigned": { "age": 20 },
        });
        Event::read(&event.to_string()).unwrap()
    }

    fn line(content: &Value) -> Option<Spoken> {
        event("m.room.message", content).spoken()
    }

    fn says(line: &str, thread: Option<&str>) -> Option<Spoken> {
        Some(Spoken::Line { line: line.to_owned(), thread: thread.map(str::to_owned) })
    }

    #[test]
    fn what_people_type_is_heard_and_what_programs_say_is_not() {
        assert_eq!(line(&json!({ "msgtype": "m.text", "body": "ja 7" })), says("ja 7", None));
        for msgtype in ["m.notice", "m.emote", "m.image"] {
            assert_eq!(line(&json!({ "msgtype": msgtype, "body": "ja 7" })), None, "{msgtype}");
        }
        let edit = json!({
            "msgtype": "m.text", "body": "* ja 8", "m.new_content": { "body": "ja 8" },
            "m.relates_to": { "rel_type": "m.replace", "event_id": "$eerder" },
        });
        assert_eq!(line(&edit), None);
        assert_eq!(event("m.room.topic", &json!({ "topic": "ja 7" })).spoken(), None);
    }

    #[test]
    fn a_reply_is_heard_without_what_it_replies_to_and_a_thread_is_told() {
        let reply = json!({
            "msgtype": "m.text", "body": "> <@bot:m50.example> Akkoord?\n> ja 7\n\nja 7",
            "m.relates_to": { "m.in_reply_to": { "event_id": "$e" } },
        });
        assert_eq!(line(&reply), says("ja 7", None));
        let thread = json!({
            "msgtype": "m.text", "body": "bezoek toon",
            "m.relates_to": { "rel_type": "m.thread", "event_id": "$kaart" },
        });
        assert_eq!(line(&thread), says("bezoek toon", Some("$kaart")));
    }

    #[test]
    fn what_came_late_is_too_old_and_so_is_what_has_no_age() {
        let aged = |unsigned: &Value| {
            let event =
                json!({ "type": "x", "sender": "@a:b", "event_id": "$e", "unsigned": unsigned });
            Event::read(&event.to_string()).unwrap().is_too_old()
        };
        assert!(!aged(&json!({ "age": 299_000 })));
        assert!(!aged(&json!({ "age": -5 })));
        assert!(aged(&json!({ "age": 301_000 })));
        assert!(aged(&json!({})));
    }

    #[test]
    fn a_new_name_is_no_arrival() {
        let member = |before: &str| {
            let event = json!({
                "type": "m.room.member", "sender": "@bot:b", "state_key": "@bot:b", "event_id": "$e",
                "content": { "membership": "join" },
                "unsigned": { "prev_content": { "membership": before } },
            });
            Event::read(&event.to_string()).unwrap().is_arrival_of("@bot:b")
        };
        assert!(member("invite"));
        assert!(!member("join"));
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        assert_eq!(placed(""), Where::Room);
        assert_eq!(placed(&place("$a", None)), Where::Answer { to: "$a", thread: None });
        let thread = Where::Answer { to: "$a", thread: Some("$b") };
        assert_eq!(placed(&place("$a", Some("$b"))), thread);
    }
}
