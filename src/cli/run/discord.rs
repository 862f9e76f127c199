//! The room on Discord, as config names it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;

use super::rooms::room_thread;
use crate::chat::completion::Completions;
use crate::chat::discord::{About, Discord, DiscordSettings};
use crate::chat::room::Directory;
use crate::cli::Failure;
use crate::clock::Clock;
use crate::config::chat::ChatSettings;
use crate::config::{Config, chat};
use crate::domain::desk::Desk;
use crate::domain::help;
use crate::domain::notice::{HelpPage, Saying};
use crate::domain::room::RoomName;
use crate::engine::queue::Queue;
use crate::rounds::rooms::Talk;
use crate::words::Words;

/// The thread of the room.
pub(super) fn thread(
    config: &Config,
    given: &chat::DiscordAccount,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    (desk, words): (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    let settings = DiscordSettings {
        token: given.token.read()?,
        guild: given.guild,
        channel: given.channel,
        roles: given.roles.clone(),
        api: given.api.clone(),
        places: config.store.folder.join("discord.json"),
    };
    let room = Discord::new(settings, about(&desk, &words)?, Completions::new(&desk));
    let talk =
        Talk::new(queue.clone(), (desk, words), RoomName::Discord, directory(&config.chat, given));
    Ok(room_thread(RoomName::Discord.slug(), stop, talk, room)?)
}

fn directory(chat: &ChatSettings, given: &chat::DiscordAccount) -> Directory {
    Directory { people: chat.staff.clone(), roles: given.roles.clone() }
}

/// What help says of each command, for the descriptions that Discord shows.
fn about(desk: &Desk, words: &Words) -> Result<About, Failure> {
    let sentence = |page: &HelpPage| {
        let saying = Saying::Help { about: Some(page.clone()), pages: Vec::new() };
        let told = words.notice(desk, Clock::System.now(), &saying, RoomName::Discord)?;
        Ok((page.key.to_owned(), told.lines.into_iter().next().unwrap_or_default()))
    };
    help::pages().iter().map(sentence).collect()
}
