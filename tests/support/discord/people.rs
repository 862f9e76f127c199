//! People on the fake Discord: they give commands, press buttons, fill in windows and begin to type.
//!
//! They can only do what Discord offers them: a command that was registered, a button that stands there.

use std::time::Instant;

use serde_json::{Value, json};

use super::{APPLICATION, CHANNEL, Discord, GUILD, Interaction};

/// Somebody in the guild, or a bot, or somebody elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) bot: bool,
    pub(crate) guild: u64,
}

pub(crate) const NOOR: Person = Person { id: 7, name: "Noor", bot: false, guild: GUILD };

impl Discord {
    /// `/bezoek neem zaak:14`, typed in a channel or a thread.
    pub(crate) fn command(
        &self,
        who: &Person,
        channel: u64,
        command: &str,
        values: &[(&str, Value)],
    ) -> u64 {
        let data = self.filled_in(command, values);
        self.interact(who, channel, 2, &data)
    }

    /// Begins to fill in an option.
    pub(crate) fn types(&self, who: &Person, command: &str, option: &str, typed: &str) -> u64 {
        let data = self.filled_in(command, &[(option, json!(typed))]);
        let mut data = data;
        let verb = data["options"][0]["options"].is_array();
        let field =
            if verb { &mut data["options"][0]["options"][0] } else { &mut data["options"][0] };
        field["focused"] = json!(true);
        self.interact(who, CHANNEL, 4, &data)
    }

    /// Presses the button with this label under a message.
    pub(crate) fn press(&self, who: &Person, components: &Value, label: &str) -> u64 {
        let rows = components.as_array().cloned().unwrap_or_default();
        let buttons = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap());
        let mut fitting = buttons.filter(|button| button["label"] == label);
        let custom = fitting
            .next()
            .unwrap_or_else(|| panic!("no button `{label}` in {components}"))["custom_id"]
            .clone();
        self.press_id(who, custom.as_str().unwrap())
    }

    pub(crate) fn press_id(&self, who: &Person, custom: &str) -> u64 {
        self.interact(who, CHANNEL, 3, &json!({ "custom_id": custom, "component_type": 2 }))
    }

    /// Fills in the window that an interaction opened.
    pub(crate) fn submit(&self, who: &Person, window: &Value, text: &str) -> u64 {
        let field = &window["components"][0]["components"][0];
        let filled = json!({ "type": 4, "custom_id": field["custom_id"], "value": text });
        let row = json!({ "type": 1, "components": [filled] });
        let data = json!({ "custom_id": window["custom_id"], "components": [row] });
        self.interact(who, CHANNEL, 5, &data)
    }

    /// Waits for the answer to what somebody did.
    pub(crate) async fn answered(&self, id: u64) -> Interaction {
        let answered = self.until("an answer", |world| {
            let asked = world.interactions.get(&id)?;
            let told = asked.response.as_ref().is_some_and(|answer| answer["type"] != 5);
            (told || !asked.messages.is_empty()).then(|| asked.clone())
        });
        answered.await
    }

    /// The command as Discord sends it, once it is sure that it was registered so.
    fn filled_in(&self, command: &str, values: &[(&str, Value)]) -> Value {
        let commands = self.world().commands.clone();
        let (group, verb) = command.split_once(' ').unwrap_or((command, ""));
        let registered = named(&commands, group);
        let takes = if verb.is_empty() { registered } else { named(&registered["options"], verb) };
        let mut options = Vec::new();
        for (name, value) in values {
            let kind = named(&takes["options"], name)["type"].clone();
            options.push(json!({ "name": name, "type": kind, "value": value }));
        }
        let options = match verb {
            "" => json!(options),
            verb => json!([{ "name": verb, "type": 1, "options": options }]),
        };
        json!({ "id": "77", "name": group, "type": 1, "options": options })
    }

    fn interact(&self, who: &Person, channel: u64, kind: u64, data: &Value) -> u64 {
        let (id, token) = {
            let mut world = self.world();
            let id = world.next();
            let token = format!("token-of-{id}");
            world.interactions.insert(
                id,
                Interaction {
                    token: token.clone(),
                    kind,
                    at: Instant::now(),
                    response: None,
                    messages: Vec::new(),
                },
            );
            (id, token)
        };
        let mut interaction = json!({
            "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
            "token": token, "version": 1, "data": data,
            "guild_id": who.guild.to_string(), "channel_id": channel.to_string(),
            "member": member(who), "locale": "nl", "guild_locale": "nl", "entitlements": [],
            "app_permissions": "0", "context": 0, "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": {},
        });
        if kind == 3 {
            interaction["message"] = message(channel);
        }
        self.dispatch("INTERACTION_CREATE", &interaction);
        id
    }
}

/// What was registered under a name.
fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    let found = list.as_array().and_then(|list| list.iter().find(|thing| thing["name"] == name));
    found.unwrap_or_else(|| panic!("nobody registered `{name}`"))
}

fn member(who: &Person) -> Value {
    json!({
        "user": {
            "id": who.id.to_string(), "username": format!("user{}", who.id), "global_name": "Global",
            "discriminator": "0", "avatar": null, "bot": who.bot,
        },
        "nick": who.name, "roles": ["900", "901"], "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": false, "mute": false, "flags": 0, "permissions": "0",
    })
}

/// A message as it comes with a press; what stands in it does not matter.
fn message(channel: u64) -> Value {
    json!({
        "id": "88", "channel_id": channel.to_string(), "content": "",
        "author": { "id": "43", "username": "werkbezoek", "discriminator": "0", "avatar": null, "bot": true },
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "type": 0,
    })
}
