//! Messages as Matrix takes them, in which guest text can do nothing.
//!
//! There is a plain `body` and no HTML, so nothing in it is markup. An empty `m.mentions` says that
//! nobody is meant, whatever name stands in the text: with it, programs no longer search for names.
//! `m.notice` is what programs say to people: no other bot answers it.

use serde_json::{Map, Value, json};

use crate::domain::room::{Button, Seen};

/// What an event may hold is 65,536 bytes, and encryption adds a third and more.
const BODY_BYTES_MAX: usize = 20_000;

const ELLIPSIS: &str = "\u{2026}";

/// The place in a message where its reactions and what they say are kept. Only we read it, and only
/// from our own messages.
const BUTTONS: &str = "werkbezoek.buttons";

/// Where a message belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where<'a> {
    Room,
    /// In the thread below this message.
    Thread(&'a str),
    /// An answer to a message, in its thread if it has one.
    Answer {
        to: &'a str,
        thread: Option<&'a str>,
    },
}

/// The bodies that show these lines, at least one. Cut between lines where possible.
pub(super) fn bodies(lines: &[String]) -> Vec<String> {
    let mut bodies = vec![String::new()];
    for (at, line) in lines.iter().enumerate() {
        for (nth, part) in parts(line).into_iter().enumerate() {
            let fits = bodies.last().is_some_and(|body| body.len() + part.len() < BODY_BYTES_MAX);
            match bodies.last_mut().filter(|_| fits) {
                Some(body) => {
                    body.push_str(if at > 0 && nth == 0 { "\n" } else { "" });
                    body.push_str(&part);
                }
                None => bodies.push(part),
            }
        }
    }
    bodies.retain(|body| !body.trim().is_empty());
    if bodies.is_empty() {
        bodies.push(ELLIPSIS.to_owned());
    }
    bodies
}

/// A line that is too long for a message, in pieces.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in line.chars() {
        let full = parts.last().is_some_and(|part| part.len() + c.len_utf8() >= BODY_BYTES_MAX);
        match parts.last_mut().filter(|_| !full) {
            Some(part) => part.push(c),
            None => parts.push(c.to_string()),
        }
    }
    parts
}

/// What stands on a card: one message.
pub(super) fn card_body(lines: &[String]) -> String {
    let mut bodies = bodies(lines).into_iter();
    let first = bodies.next().unwrap_or_default();
    let more = bodies.next().is_some();
    first + if more { ELLIPSIS } else { "" }
}

pub(super) fn message(body: &str, place: Where<'_>, buttons: &[Button]) -> Value {
    let mut content = text(body);
    match place {
        Where::Room => {}
        // The reply is for programs that know no threads.
        Where::Thread(root) => {
            let reply = json!({ "event_id": root });
            content.insert(
                "m.relates_to".to_owned(),
                json!({ "rel_type": "m.thread", "event_id": root, "is_falling_back": true, "m.in_reply_to": reply }),
            );
        }
        Where::Answer { to, thread: None } => {
            let reply = json!({ "m.in_reply_to": { "event_id": to } });
            content.insert("m.relates_to".to_owned(), reply);
        }
        Where::Answer { to, thread: Some(root) } => {
            let reply = json!({ "event_id": to });
            content.insert(
                "m.relates_to".to_owned(),
                json!({ "rel_type": "m.thread", "event_id": root, "is_falling_back": false, "m.in_reply_to": reply }),
            );
        }
    }
    let pressed: Map<String, Value> = reactions(buttons)
        .map(|(key, button)| (key.to_owned(), json!({ "says": button.says, "seen": button.seen })))
        .collect();
    if !pressed.is_empty() {
        content.insert(BUTTONS.to_owned(), pressed.into());
    }
    content.into()
}

/// Another text for a message that stands there.
pub(super) fn edit(event: &str, body: &str) -> Value {
    // For programs that know no edits, which show it as a message of its own.
    let mut content = text(&format!("* {body}"));
    content.insert("m.new_content".to_owned(), text(body).into());
    content
        .insert("m.relates_to".to_owned(), json!({ "rel_type": "m.replace", "event_id": event }));
    content.into()
}

pub(super) fn reaction(event: &str, key: &str) -> Value {
    json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": event, "key": key } })
}

fn text(body: &str) -> Map<String, Value> {
    let fields = [("msgtype", json!("m.notice")), ("body", json!(body)), ("m.mentions", json!({}))];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The reactions that press a button. Only yes and no have one; what else can be done is typed, and
/// stands in the text.
pub(super) fn reactions(buttons: &[Button]) -> impl Iterator<Item = (&'static str, &Button)> {
    buttons.iter().filter_map(|button| Some((key(button)?, button)))
}

fn key(button: &Button) -> Option<&'static str> {
    match button.says.split_whitespace().next()? {
        "ja" => Some("\u{2705}"),
        "nee" => Some("\u{274c}"),
        _ => None,
    }
}

/// What pressing this reaction on a message of ours says.
pub(super) fn pressed(content: &Value, key: &str) -> Option<(String, Option<Seen>)> {
    // Some programs add which of its two looks a sign must have.
    let button = content.get(BUTTONS)?.get(key.trim_end_matches('\u{fe0f}'))?;
    let says = button.get("says")?.as_str()?.to_owned();
    let seen = button.get("seen").cloned().and_then(|seen| serde_json::from_value(seen).ok());
    Some((says, seen.flatten()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::VisitId;

    fn of(lines: &[&str]) -> Vec<String> {
        bodies(&lines.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_body_is_the_lines_and_nothing_else() {
        assert_eq!(of(&["een", "", "<b>@room</b> **twee**"]), ["een\n\n<b>@room</b> **twee**"]);
        assert_eq!(of(&[]), [ELLIPSIS]);
        let message = message("<b>@room</b>", Where::Room, &[]);
        let expected = json!({ "msgtype": "m.notice", "body": "<b>@room</b>", "m.mentions": {} });
        assert_eq!(message, expected);
    }

    #[test]
    fn what_is_too_long_is_cut_between_lines_and_only_then_in_them() {
        let long = "é".repeat(7_000);
        assert_eq!(of(&[&long, &long]), [long.clone(), long.clone()]);
        let bodies = of(&["kort", &"é".repeat(25_000)]);
        assert!(bodies.len() > 2 && bodies.iter().all(|body| body.len() <= BODY_BYTES_MAX));
        assert_eq!(bodies.concat().matches('é').count(), 25_000);
        assert!(card_body(&[long.clone(), long]).ends_with(ELLIPSIS));
    }

    #[test]
    fn yes_and_no_can_be_pressed_and_say_what_their_buttons_say() {
        let seen = Seen { case: VisitId { year: 2026, number: 3 }, version: 5 };
        let button = |says: &str| Button { label: "x".into(), says: says.into(), seen: Some(seen) };
        let buttons = [button("ja 7"), button("nee 7"), button("bezoek neem 3")];
        let content = message("Akkoord?", Where::Thread("$kaart"), &buttons);
        assert_eq!(pressed(&content, "\u{2705}\u{fe0f}"), Some(("ja 7".to_owned(), Some(seen))));
        assert_eq!(pressed(&content, "\u{274c}"), Some(("nee 7".to_owned(), Some(seen))));
        assert_eq!(pressed(&content, "\u{1f44d}"), None);
        assert_eq!(pressed(&json!({ "body": "Akkoord?" }), "\u{2705}"), None);
        assert_eq!(reactions(&buttons).count(), 2);
    }

    #[test]
    fn an_edit_calls_nobody_either() {
        let edit = edit("$kaart", "@room");
        assert_eq!(edit["m.new_content"]["m.mentions"], json!({}));
        assert_eq!(edit["m.mentions"], json!({}));
    }
}
