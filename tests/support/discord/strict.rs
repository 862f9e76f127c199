//! The rules of Discord, as far as a bot like this meets them. Each function lists what is wrong.

use std::collections::BTreeSet;

use serde_json::Value;

use super::markdown;

pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A message as it is created or edited.
pub(super) fn message(body: &Value, fields: &[&str]) -> Vec<String> {
    let mut wrong = unknown_fields(body, fields);
    let content = body["content"].as_str().unwrap_or_default();
    if content.trim().is_empty() {
        wrong.push("an empty message".to_owned());
    }
    if units(content) > 2000 {
        wrong.push(format!("{} characters", units(content)));
    }
    let (called, rest) = called(content);
    wrong.extend(markdown::read(rest).active.into_iter().map(|mark| format!("not inert: {mark}")));
    if let Some(seen) = content.chars().find(|c| hides(*c)) {
        wrong.push(format!("hides or turns text: {seen:?}"));
    }
    let allowed = match called.as_slice() {
        [] => serde_json::json!({ "parse": [] }),
        roles => serde_json::json!({ "parse": [], "roles": roles }),
    };
    if body["allowed_mentions"] != allowed {
        wrong.push(format!("other mentions than {called:?}: {}", body["allowed_mentions"]));
    }
    wrong.extend(components(&body["components"]));
    wrong
}

/// The roles that a message begins with, and what follows.
fn called(content: &str) -> (Vec<&str>, &str) {
    let mut roles = Vec::new();
    let mut rest = content;
    while let Some((role, behind)) = rest.strip_prefix("<@&").and_then(|r| r.split_once('>')) {
        roles.push(role);
        rest = behind.trim_start();
    }
    (roles, rest)
}

/// Fields of a message in a channel, and what only such a message must have.
pub(super) fn posted(body: &Value) -> Vec<String> {
    let fields = ["content", "nonce", "enforce_nonce", "allowed_mentions", "components", "flags"];
    let mut wrong = message(body, &fields);
    let nonce = body["nonce"].as_str().unwrap_or_default();
    if nonce.is_empty() || units(nonce) > 25 {
        wrong.push(format!("a nonce of {} characters", units(nonce)));
    }
    if body["enforce_nonce"] != true {
        wrong.push("a nonce that is not enforced".to_owned());
    }
    if body["flags"] != 4 {
        wrong.push(format!("flags {} on a message in a channel", body["flags"]));
    }
    wrong
}

pub(super) fn edited(body: &Value) -> Vec<String> {
    let mut wrong = message(body, &["content", "allowed_mentions", "components", "flags"]);
    // Whether only the asker sees it was settled with the first sign.
    if !matches!(body["flags"].as_u64(), None | Some(4)) {
        wrong.push(format!("flags {} on an edit", body["flags"]));
    }
    wrong
}

pub(super) fn followed_up(body: &Value) -> Vec<String> {
    let mut wrong = message(body, &["content", "allowed_mentions", "components", "flags"]);
    if !matches!(body["flags"].as_u64(), None | Some(4 | 64 | 68)) {
        wrong.push(format!("flags {} on a follow-up", body["flags"]));
    }
    wrong
}

/// The first answer to an interaction of a type.
pub(super) fn response(body: &Value, asked: u64) -> Vec<String> {
    let mut wrong = unknown_fields(body, &["type", "data"]);
    let kind = body["type"].as_u64().unwrap_or_default();
    let fits = match asked {
        1 => kind == 1,
        2 => matches!(kind, 4 | 5 | 9),
        3 => matches!(kind, 4..=7 | 9),
        4 => kind == 8,
        _ => matches!(kind, 4..=7),
    };
    if !fits {
        wrong.push(format!("answer {kind} to an interaction {asked}"));
    }
    match kind {
        5 if !matches!(body["data"]["flags"].as_u64(), None | Some(0 | 64)) => {
            wrong.push(format!("flags {} on a sign", body["data"]["flags"]));
        }
        8 => wrong.extend(choices(&body["data"]["choices"])),
        9 => wrong.extend(window(&body["data"])),
        _ => {}
    }
    wrong
}

fn choices(choices: &Value) -> Vec<String> {
    let Some(choices) = choices.as_array() else { return vec!["no choices".to_owned()] };
    let mut wrong = counted("choices", choices.len(), 0, 25);
    for choice in choices {
        wrong.extend(unknown_fields(choice, &["name", "value"]));
        wrong.extend(length("name of a choice", &choice["name"], 1, 100));
        wrong.extend(length("value of a choice", &choice["value"], 1, 100));
    }
    wrong
}

fn window(data: &Value) -> Vec<String> {
    let mut wrong = unknown_fields(data, &["custom_id", "title", "components"]);
    wrong.extend(length("custom_id of a window", &data["custom_id"], 1, 100));
    wrong.extend(length("title of a window", &data["title"], 1, 45));
    let rows = data["components"].as_array().cloned().unwrap_or_default();
    wrong.extend(counted("rows of a window", rows.len(), 1, 5));
    for field in
        rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default())
    {
        let fields = [
            "type",
            "custom_id",
            "style",
            "label",
            "min_length",
            "max_length",
            "required",
            "value",
            "placeholder",
        ];
        wrong.extend(unknown_fields(&field, &fields));
        wrong.extend(length("custom_id of a field", &field["custom_id"], 1, 100));
        wrong.extend(length("label of a field", &field["label"], 1, 45));
        if field["type"] != 4 || !matches!(field["style"].as_u64(), Some(1 | 2)) {
            wrong.push(format!("a field that is none: {field}"));
        }
        if field["max_length"].as_u64().is_some_and(|max| !(1..=4000).contains(&max)) {
            wrong.push(format!("max_length {}", field["max_length"]));
        }
    }
    wrong
}

fn components(components: &Value) -> Vec<String> {
    let Some(rows) = components.as_array() else {
        return if components.is_null() { vec![] } else { vec!["no rows".to_owned()] };
    };
    let mut wrong = counted("rows", rows.len(), 0, 5);
    let mut seen = BTreeSet::new();
    for row in rows {
        wrong.extend(unknown_fields(row, &["type", "components"]));
        let buttons = row["components"].as_array().cloned().unwrap_or_default();
        wrong.extend(counted("buttons in a row", buttons.len(), 1, 5));
        for button in buttons {
            wrong.extend(unknown_fields(
                &button,
                &["type", "style", "label", "custom_id", "disabled"],
            ));
            wrong.extend(length("custom_id", &button["custom_id"], 1, 100));
            wrong.extend(length("label of a button", &button["label"], 1, 80));
            if !seen.insert(button["custom_id"].to_string()) {
                wrong.push(format!("two buttons {}", button["custom_id"]));
            }
            if button["type"] != 2 || !matches!(button["style"].as_u64(), Some(1..=4)) {
                wrong.push(format!("a button that is none: {button}"));
            }
        }
    }
    wrong
}

/// All commands of a guild.
pub(super) fn commands(commands: &Value) -> Vec<String> {
    let Some(commands) = commands.as_array() else { return vec!["no list".to_owned()] };
    let mut wrong = counted("commands", commands.len(), 1, 100);
    wrong.extend(unique("command", commands));
    for command in commands {
        wrong.extend(unknown_fields(command, &["name", "description", "options", "type"]));
        wrong.extend(named(command));
        let options = command["options"].as_array().cloned().unwrap_or_default();
        let has_verbs = options.iter().any(|option| option["type"] == 1);
        if has_verbs && options.iter().any(|option| option["type"] != 1) {
            wrong.push(format!("{}: verbs beside options", command["name"]));
        }
        if has_verbs {
            wrong.extend(counted("verbs", options.len(), 1, 25));
            wrong.extend(unique("verb", &options));
            for verb in &options {
                wrong.extend(named(verb));
                wrong.extend(self::options(&verb["options"]));
            }
        } else {
            wrong.extend(self::options(&command["options"]));
        }
    }
    wrong
}

fn options(options: &Value) -> Vec<String> {
    let options = options.as_array().cloned().unwrap_or_default();
    let mut wrong = counted("options", options.len(), 0, 25);
    wrong.extend(unique("option", &options));
    let required: Vec<bool> = options.iter().map(|option| option["required"] == true).collect();
    if required.windows(2).any(|pair| !pair[0] && pair[1]) {
        wrong.push("a required option behind one that is not".to_owned());
    }
    for option in &options {
        let fields =
            ["type", "name", "description", "required", "autocomplete", "choices", "min_value"];
        wrong.extend(unknown_fields(option, &fields));
        wrong.extend(named(option));
        if !matches!(option["type"].as_u64(), Some(3..=5)) {
            wrong.push(format!("type {} of an option", option["type"]));
        }
        if !option["choices"].is_null() {
            wrong.extend(choices(&option["choices"]));
            if option["autocomplete"] == true {
                wrong.push("choices and autocompletion".to_owned());
            }
        }
    }
    wrong
}

/// The name and the description of a command, a verb or an option.
fn named(thing: &Value) -> Vec<String> {
    let name = thing["name"].as_str().unwrap_or_default();
    let fits = |c: char| {
        matches!(c, '-' | '_' | '\'') || c.is_numeric() || (c.is_alphabetic() && !c.is_uppercase())
    };
    let mut wrong = length("description", &thing["description"], 1, 100);
    if !(1..=32).contains(&units(name)) || !name.chars().all(fits) {
        wrong.push(format!("`{name}` is no name"));
    }
    wrong
}

/// A thread as it is made or changed.
pub(super) fn thread(body: &Value) -> Vec<String> {
    let mut wrong = unknown_fields(body, &["name", "auto_archive_duration", "archived"]);
    if !body["name"].is_null() {
        wrong.extend(length("name of a thread", &body["name"], 1, 100));
    }
    if !matches!(body["auto_archive_duration"].as_u64(), None | Some(60 | 1440 | 4320 | 10080)) {
        wrong.push(format!("auto_archive_duration {}", body["auto_archive_duration"]));
    }
    wrong
}

fn unique(what: &str, things: &[Value]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let again = things.iter().filter(|thing| !seen.insert(thing["name"].to_string()));
    again.map(|thing| format!("{what} {} twice", thing["name"])).collect()
}

fn length(what: &str, value: &Value, least: usize, most: usize) -> Vec<String> {
    let Some(text) = value.as_str() else { return vec![format!("{what} is no text: {value}")] };
    counted(&format!("{what} in characters"), units(text), least, most)
}

fn counted(what: &str, count: usize, least: usize, most: usize) -> Vec<String> {
    let fits = (least..=most).contains(&count);
    if fits { vec![] } else { vec![format!("{count} {what}; {least} to {most} are allowed")] }
}

fn unknown_fields(body: &Value, known: &[&str]) -> Vec<String> {
    let Some(body) = body.as_object() else { return vec![format!("no object: {body}")] };
    let unknown = body.keys().filter(|key| !known.contains(&key.as_str()));
    unknown.map(|key| format!("unknown field `{key}`")).collect()
}

/// Characters that show nothing or turn the direction of others.
fn hides(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
