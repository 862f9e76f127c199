//! Before anything else: is this Discord, does it know us, and is the channel there? Then the commands.
//!
//! Asked in this order so that the first thing that is wrong is the one that is named.

use reqwest::Method;
use serde_json::Value;

use super::api::Refused;
use super::{DiscordError, Room};

impl Room {
    /// The address of the gateway, once all is well.
    pub(super) async fn open(&self, commands: &Value) -> Result<String, DiscordError> {
        let gateway = self.gateway().await?;
        let application = self.application().await?;
        self.find_channel().await?;
        self.set_commands(application, commands).await?;
        Ok(gateway)
    }

    /// serenity asks this too, and when it gets no answer it goes to the real gateway without a word.
    async fn gateway(&self) -> Result<String, DiscordError> {
        let answer = self.api.call(Method::GET, "/gateway", None).await;
        let answer = answer.map_err(|refused| DiscordError::Gateway(refused.message))?;
        let found = answer.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
        if self.api.stays_here() && host(&found) != host(self.api.base()) {
            let api = self.api.base().to_owned();
            return Err(DiscordError::OtherGateway { api, found });
        }
        Ok(found)
    }

    async fn application(&self) -> Result<u64, DiscordError> {
        let answer = self.api.call(Method::GET, "/applications/@me", None).await;
        let answer = answer.map_err(|_| DiscordError::WrongToken)?;
        id_of(&answer, "id").ok_or(DiscordError::WrongToken)
    }

    async fn find_channel(&self) -> Result<(), DiscordError> {
        let channel = self.settings.channel;
        let answer = self.api.call(Method::GET, &format!("/channels/{channel}"), None).await;
        let answer = answer.map_err(|refused| self.hopeless(channel, refused))?;
        match id_of(&answer, "guild_id") {
            Some(guild) if guild == self.settings.guild => Ok(()),
            Some(_) | None => Err(DiscordError::OtherGuild(channel, self.settings.guild)),
        }
    }

    /// Sets all commands at once; those that are no more go.
    async fn set_commands(&self, application: u64, commands: &Value) -> Result<(), DiscordError> {
        let guild = self.settings.guild;
        let path = format!("/applications/{application}/guilds/{guild}/commands");
        let answer = self.api.call(Method::PUT, &path, Some(commands)).await;
        answer.map(|_| ()).map_err(|refused| match refused.status {
            401 => DiscordError::WrongToken,
            403 | 404 => DiscordError::NotInvited(guild),
            _ => DiscordError::Commands(refused.message),
        })
    }

    /// What a refusal in a channel means when nothing can be done about it.
    pub(super) fn hopeless(&self, channel: u64, refused: Refused) -> DiscordError {
        match refused.status {
            401 => DiscordError::WrongToken,
            404 => DiscordError::UnknownChannel(channel),
            _ => DiscordError::NotAllowed(channel, refused.message),
        }
    }
}

/// The host in an address, without scheme, port and path.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', ':', '?']).next()
}

/// An id as Discord writes it: a number in a string.
pub(super) fn id_of(answer: &Value, name: &str) -> Option<u64> {
    answer.get(name)?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_found_in_an_address() {
        assert_eq!(host("ws://127.0.0.1:81/?v=10"), Some("127.0.0.1"));
        assert_eq!(host("http://127.0.0.1:80"), Some("127.0.0.1"));
        assert_eq!(host("wss://gateway.discord.gg"), Some("gateway.discord.gg"));
        assert_eq!(host("nothing"), None);
    }
}
