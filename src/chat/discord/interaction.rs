//! What staff do on Discord, as lines of the one grammar: commands, buttons, windows.
//!
//! Only people in our guild are heard. Inside the thread of a case its number may be left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use serenity::model::application::{
    ActionRowComponent, CommandDataOption, CommandDataOptionValue, CommandInteraction,
    ComponentInteraction, Interaction, ModalInteraction,
};
use serenity::model::guild::Member;
use serenity::model::id::GuildId;

use super::register;
use super::{Room, custom};
use crate::chat::command::options::{line, options};
use crate::chat::completion::CASE;
use crate::chat::room::Speaker;
use crate::domain::help;
use crate::domain::notice::HelpPage;
use crate::domain::people::Role;
use crate::domain::room::{Seen, StaffId};

/// A line that somebody said, and how they are answered.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) id: u64,
    pub(super) token: String,
    pub(super) application: u64,
    pub(super) from: Speaker,
    pub(super) line: String,
    pub(super) seen: Option<Seen>,
    /// Only the asker sees the answer.
    pub(super) quiet: bool,
}

impl Asked {
    /// Where the answer goes, in our own words: the token stays here.
    pub(super) fn place(&self) -> String {
        format!("i:{}", self.id)
    }
}

impl Room {
    pub(super) async fn hear(self: &Arc<Self>, interaction: Interaction) {
        match &interaction {
            Interaction::Ping(ping) => {
                self.respond(ping.id.get(), &ping.token, &json!({ "type": 1 })).await;
            }
            Interaction::Command(command) => self.hear_command(command).await,
            Interaction::Component(press) => self.hear_press(press).await,
            Interaction::Autocomplete(typing) => self.suggest(typing).await,
            Interaction::Modal(window) => self.hear_window(window).await,
            _ => tracing::debug!("an interaction of a kind that came later than this program"),
        }
    }

    async fn hear_command(self: &Arc<Self>, command: &CommandInteraction) {
        let Some(from) = self.sender(command.guild_id, command.member.as_deref()) else { return };
        let Some((page, mut values)) = filled_in(command) else { return };
        let wants_case = options(page).iter().any(|option| option.name == CASE && option.required);
        if wants_case && let Some(case) = self.places.case_in(command.channel_id.get()) {
            values.entry(CASE.to_owned()).or_insert_with(|| case.to_string());
        }
        self.converse(Asked {
            id: command.id.get(),
            token: command.token.clone(),
            application: command.application_id.get(),
            from,
            line: line(page, &values),
            seen: None,
            quiet: is_quiet(Some(page)),
        })
        .await;
    }

    async fn hear_press(self: &Arc<Self>, press: &ComponentInteraction) {
        let Some(from) = self.sender(press.guild_id, press.member.as_ref()) else { return };
        let custom = &press.data.custom_id;
        if let Some(window) = custom::window(custom) {
            let opened = json!({ "type": 9, "data": window });
            self.respond(press.id.get(), &press.token, &opened).await;
            return;
        }
        let Some((line, seen)) = custom::pressed(custom) else { return };
        self.converse(Asked {
            id: press.id.get(),
            token: press.token.clone(),
            application: press.application_id.get(),
            from,
            quiet: is_quiet(custom::page_of(&line)),
            line,
            seen,
        })
        .await;
    }

    async fn hear_window(self: &Arc<Self>, window: &ModalInteraction) {
        let Some(from) = self.sender(window.guild_id, window.member.as_ref()) else { return };
        let Some((line, seen)) = custom::pressed(&window.data.custom_id) else { return };
        self.converse(Asked {
            id: window.id.get(),
            token: window.token.clone(),
            application: window.application_id.get(),
            from,
            quiet: is_quiet(custom::page_of(&line)),
            line: custom::filled_in(&line, &written(window)),
            seen,
        })
        .await;
    }

    async fn suggest(&self, typing: &CommandInteraction) {
        if self.sender(typing.guild_id, typing.member.as_deref()).is_none() {
            return;
        }
        let Some(field) = typing.data.autocomplete() else { return };
        let cases = self.places.open_cases();
        let choices = register::suggest(&self.completions, field.name, field.value, &cases);
        let response = json!({ "type": 8, "data": { "choices": choices } });
        self.respond(typing.id.get(), &typing.token, &response).await;
    }

    /// Whoever it was, if it was a person in our guild.
    fn sender(&self, guild: Option<GuildId>, member: Option<&Member>) -> Option<Speaker> {
        let ours = guild.is_some_and(|guild| guild.get() == self.settings.guild);
        let member = member.filter(|member| ours && !member.user.bot)?;
        let user = &member.user;
        let name = member.nick.as_ref().or(user.global_name.as_ref()).unwrap_or(&user.name);
        Some(Speaker {
            id: StaffId(format!("discord:{}", user.id)),
            name: name.clone(),
            roles: member.roles.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Answers that anybody may ask for are seen by the asker alone: looking something up is nobody else's
/// business, and it keeps the channel to what is done.
fn is_quiet(page: Option<&HelpPage>) -> bool {
    page.is_none_or(|page| page.role == Role::Lezer)
}

/// The page of a command, and what was filled in. `None` for a command that we did not register.
fn filled_in(
    command: &CommandInteraction,
) -> Option<(&'static HelpPage, BTreeMap<String, String>)> {
    let (verb, filled) = match command.data.options.first() {
        Some(CommandDataOption {
            name, value: CommandDataOptionValue::SubCommand(filled), ..
        }) => (name.as_str(), filled),
        Some(_) | None => ("", &command.data.options),
    };
    let ours = |page: &&HelpPage| page.group == command.data.name && page.verb == verb;
    let page = help::pages().iter().find(ours)?;
    let values =
        filled.iter().filter_map(|option| Some((option.name.clone(), text_of(&option.value)?)));
    Some((page, values.collect()))
}

/// What was filled in, as it stands in a line. `None` for a flag that is off, and for kinds that no
/// command of ours takes.
fn text_of(value: &CommandDataOptionValue) -> Option<String> {
    if let CommandDataOptionValue::Boolean(said) = value {
        return said.then(String::new);
    }
    let number = value.as_i64().map(|number| number.to_string());
    number.or_else(|| value.as_str().map(str::to_owned))
}

/// What stands in the field of the window.
fn written(window: &ModalInteraction) -> String {
    let fields = window.data.components.iter().flat_map(|row| &row.components);
    let text = fields.filter_map(|field| {
        let ActionRowComponent::InputText(text) = field else { return None };
        text.value.clone().filter(|_| text.custom_id == custom::FIELD)
    });
    text.collect()
}
