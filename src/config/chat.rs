//! Where staff talk with the bot, and what each of them may do there.
//!
//! Whoever is not named here, by account or by a role of Discord, has no right at all.

mod matrix;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use chrono::NaiveTime;
use toml::Spanned;

use super::fault::Faults;
use super::file::{ConfigFile, DiscordFile};
use super::post::{SecretPlace, is_this_machine, secret};
use crate::domain::people::Role;
use crate::domain::room::{RoomName, StaffId};
pub use matrix::{MatrixAccount, MatrixProof};

/// Where staff talk with the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSettings {
    /// The name of who sits at the console.
    pub console_name: String,
    /// Staff by account, with their names and rights.
    pub staff: BTreeMap<StaffId, (String, Role)>,
    /// Present if Discord is one of the rooms.
    pub discord: Option<DiscordAccount>,
    /// Present if Matrix is one of the rooms.
    pub matrix: Option<MatrixAccount>,
}

/// One server of Discord ("guild") and the channel in it where staff are told what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscordAccount {
    pub token: SecretPlace,
    pub guild: u64,
    pub channel: u64,
    /// The roles of that server, by their ids.
    pub roles: BTreeMap<String, Role>,
    /// Another address than Discord's own, on this machine: for tests.
    pub api: Option<String>,
}

pub(super) fn settings(file: &ConfigFile, path: &Path, faults: &mut Faults<'_>) -> ChatSettings {
    let chat = &file.chat;
    let name = chat.console_name.as_ref().map_or("console", |name| &name.0);
    let rooms = chat.rooms.as_ref();
    if let Some(rooms) = rooms.filter(|rooms| rooms.get_ref().is_empty()) {
        let what = "no room in which staff can see requests and answer them";
        faults.at(rooms.span(), what, "write `rooms = [\"console\"]`");
    }
    for room in [RoomName::Console, RoomName::Discord, RoomName::Matrix] {
        let times = |rooms: &&Spanned<Vec<RoomName>>| {
            rooms.get_ref().iter().filter(|named| **named == room).count() > 1
        };
        if let Some(rooms) = rooms.filter(times) {
            let what = format!("the room \"{}\" stands here twice", room.slug());
            faults.at(rooms.span(), what, "name each room once");
        }
    }
    second_pair_of_eyes(file, faults);
    let section = Section { room: RoomName::Discord, title: "Discord", keys: DISCORD_KEYS };
    let discord = section.of(rooms, chat.discord.as_ref(), faults);
    let discord = discord.and_then(|file| discord_account(file, path, faults));
    let section = Section { room: RoomName::Matrix, title: "Matrix", keys: matrix::KEYS };
    let matrix = section.of(rooms, chat.matrix.as_ref(), faults);
    let matrix = matrix.and_then(|file| matrix::account(file, path, faults));
    ChatSettings { console_name: name.to_owned(), staff: staff(file, faults), discord, matrix }
}

const DISCORD_KEYS: &str = "`token_env`, `guild` and `channel`";

/// The section of a room, which is there if the room is named and not otherwise.
struct Section {
    room: RoomName,
    title: &'static str,
    /// What it must have.
    keys: &'static str,
}

impl Section {
    fn of<'a, F>(
        &self,
        rooms: Option<&Spanned<Vec<RoomName>>>,
        file: Option<&'a Spanned<F>>,
        faults: &mut Faults<'_>,
    ) -> Option<&'a Spanned<F>> {
        let Self { room, title, keys } = self;
        let slug = room.slug();
        match (rooms.filter(|rooms| rooms.get_ref().contains(room)), file) {
            (Some(_), Some(_)) => return file,
            (Some(rooms), None) => {
                let what = format!("{title} is a room, and nothing says where");
                faults.at(rooms.span(), what, format!("add a section [chat.{slug}] with {keys}"));
            }
            (None, Some(file)) => {
                let what = format!("there is a section [chat.{slug}], and {title} is no room");
                let remedy = format!("write `rooms = [\"console\", \"{slug}\"]` under [chat]");
                faults.at(file.span(), what, remedy);
            }
            (None, None) => {}
        }
        None
    }
}

/// When staff are told how everything stands, if config does not say.
const DIGEST_AT: (u32, u32) = (8, 30);
/// What stands there for never.
const NEVER: &str = "uit";

pub(super) fn digest(file: &ConfigFile, faults: &mut Faults<'_>) -> Option<NaiveTime> {
    let (hour, minute) = DIGEST_AT;
    let Some(given) = &file.chat.digest else { return NaiveTime::from_hms_opt(hour, minute, 0) };
    let text = given.get_ref().0.as_str();
    let at = NaiveTime::parse_from_str(text, "%H:%M").ok();
    if at.is_none() && text != NEVER {
        let what = format!("`{text}` is no time");
        faults.at(given.span(), what, "write a time, as in \"08:30\", or \"uit\" for never");
    }
    at
}

/// At the console sits one person, and nobody else could say yes.
fn second_pair_of_eyes(file: &ConfigFile, faults: &mut Faults<'_>) {
    let chat = &file.chat;
    let elsewhere = |rooms: &Spanned<Vec<RoomName>>| {
        rooms.get_ref().iter().any(|room| *room != RoomName::Console)
    };
    let asked = chat.four_eyes.as_ref().filter(|asked| *asked.get_ref());
    if let Some(asked) = asked.filter(|_| !chat.rooms.as_ref().is_some_and(elsewhere)) {
        let what = "a second person must say yes, and at the console sits only one";
        faults.at(asked.span(), what, "add a room for the others to `rooms`, or write `false`");
    }
}

fn staff(file: &ConfigFile, faults: &mut Faults<'_>) -> BTreeMap<StaffId, (String, Role)> {
    let mut staff = BTreeMap::new();
    for person in &file.chat.staff {
        let account = &person.account.get_ref().0;
        let is_snowflake = |id: &str| id.parse().is_ok_and(|n: u64| n.to_string() == id);
        let is_account = account.strip_prefix("discord:").is_some_and(is_snowflake)
            || account.strip_prefix("matrix:").is_some_and(matrix::is_user);
        if !is_account {
            let what = format!("`{account}` is no account");
            let remedy = "write \"discord:\" and the number of the user, or \"matrix:\" and the whole name, \
                          as in \"matrix:@noor:m50.example\"; the bot tells it to whoever has no role";
            faults.at(person.account.span(), what, remedy);
        }
        let name = person.name.0.clone();
        if staff.insert(StaffId(account.clone()), (name, person.role)).is_some() {
            let what = format!("`{account}` stands here twice");
            faults.at(person.account.span(), what, "leave one of them out");
        }
    }
    staff
}

fn discord_account(
    file: &Spanned<DiscordFile>,
    path: &Path,
    faults: &mut Faults<'_>,
) -> Option<DiscordAccount> {
    let given = file.get_ref();
    if let Some(token) = &given.token {
        token_in_file(token.span(), "Discord", faults);
        return None;
    }
    let Some(token) = secret(given.token_env.as_ref(), given.token_file.as_ref(), path) else {
        let what = "nothing says where the token of the bot is";
        faults.at(file.span(), what, "add `token_env` or `token_file`");
        return None;
    };
    let api = given.api.as_ref().map(|api| api.get_ref().0.clone());
    let host = api.as_ref().and_then(|api| api.strip_prefix("http://"));
    let host = host.and_then(|rest| rest.split([':', '/']).next());
    if let (Some(span), false) = (given.api.as_ref(), host.is_some_and(is_this_machine)) {
        let what = "the token would go to another address than Discord's";
        faults.at(span.span(), what, "leave `api` out; it is for tests on this machine");
    }
    let roles = [
        (&given.lezer, Role::Lezer),
        (&given.planner, Role::Planner),
        (&given.beheerder, Role::Beheerder),
    ];
    let roles =
        roles.into_iter().filter_map(|(id, role)| Some((snowflake(id.as_ref()?, faults)?, role)));
    let roles = roles.map(|(id, role)| (id.to_string(), role)).collect();
    let guild = snowflake(&given.guild, faults)?;
    let channel = snowflake(&given.channel, faults)?;
    Some(DiscordAccount { token, guild, channel, roles, api })
}

fn token_in_file(span: Range<usize>, maker: &str, faults: &mut Faults<'_>) {
    let remedy = format!(
        "name its place with `token_env` or `token_file`, and have {maker} make a new one: this one \
         has been written down"
    );
    faults.at(span, "a token never stands in this file", remedy);
}

/// An id of Discord; as text, because its numbers are larger than those of some editors.
fn snowflake(text: &Spanned<super::values::Text>, faults: &mut Faults<'_>) -> Option<u64> {
    let id = text.get_ref().0.parse().ok().filter(|id| *id > 0);
    if id.is_none() {
        let what = format!("`{}` is no id of Discord", text.get_ref().0);
        let remedy =
            "in Discord: Developer Mode on, then \"Copy ID\" on the server, channel or role";
        faults.at(text.span(), what, remedy);
    }
    id
}
