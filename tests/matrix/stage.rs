//! A homeserver, the people on it, and the bot.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::program::{Home, request};
use super::servers::Synapse;
use super::servers::people::{People, Row};

pub(super) struct Stage {
    pub(super) synapse: Synapse,
    pub(super) people: People,
    pub(super) home: Home,
    /// Of Noor, who is a planner; Piet is in it too and has no role.
    pub(super) room: String,
    bot: Option<Child>,
}

impl Stage {
    pub(super) fn open(encrypted: bool) -> Self {
        let synapse = Synapse::start();
        let people = People::at(&synapse);
        people.register("bot", "geheim");
        people.enter("noor");
        people.enter("piet");
        let room = people.make_room("noor", encrypted);
        people.invite("noor", &room, "piet");
        people.join("piet", &room);
        let home = Home::new();
        configure(&home, &synapse.address(), &room);
        Self { synapse, people, home, room, bot: None }
    }

    /// Puts a token where config may say that it is.
    pub(super) fn give_token(&self, token: &str) {
        secret(&self.home, "token", token);
    }

    pub(super) fn start_bot(&mut self) {
        self.bot = Some(self.home.live());
    }

    /// As whoever runs it does.
    pub(super) fn stop_bot(&mut self) {
        let mut bot = self.bot.take().unwrap();
        let told = Command::new("kill").arg(bot.id().to_string()).status().unwrap();
        assert!(told.success());
        assert!(bot.wait().unwrap().success(), "{}", self.log());
    }

    /// As a power cut does.
    pub(super) fn kill_bot(&mut self) {
        let mut bot = self.bot.take().unwrap();
        bot.kill().unwrap();
        bot.wait().unwrap();
    }

    /// Noor invites the bot, and it comes.
    pub(super) fn let_in(&self) {
        self.people.invite("noor", &self.room, "bot");
        soon("the bot comes in", || (self.bot_is()? == "join").then_some(()));
        for name in ["noor", "piet"] {
            let knows = || self.people.knows(name, &self.room, "bot").then_some(());
            soon("people hear that it came", knows);
        }
    }

    pub(super) fn bot_is(&self) -> Option<String> {
        self.people.membership("noor", &self.room, "bot")
    }

    pub(super) fn say(&self, line: &str) -> String {
        self.people.say("noor", &self.room, &json!({ "msgtype": "m.text", "body": line }))
    }

    pub(super) fn say_in(&self, thread: &str, line: &str) -> String {
        let relation = json!({ "rel_type": "m.thread", "event_id": thread });
        let content = json!({ "msgtype": "m.text", "body": line, "m.relates_to": relation });
        self.people.say("noor", &self.room, &content)
    }

    /// A request, with these words at its end.
    pub(super) fn mail_comes(&self, number: usize, words: &str) {
        let mail = request(number).replace("Met vriendelijke groet", words);
        let inbox = self.home.path("data/mail/inbox");
        fs::create_dir_all(&inbox).unwrap();
        fs::write(inbox.join(format!("{number}.eml")), mail).unwrap();
    }

    pub(super) fn seen(&self) -> Vec<Row> {
        self.people.seen("noor", &self.room)
    }

    /// The first thing of the bot in the room that is so.
    pub(super) fn until(&self, what: &str, is_it: impl Fn(&Row) -> bool) -> Row {
        let look = || self.seen().into_iter().find(|row| row.is_of_bot() && is_it(row));
        within_a_minute(look)
            .unwrap_or_else(|| panic!("not seen: {what}\n{:#?}\n{}", self.seen(), self.log()))
    }

    /// The texts of the bot, without edits.
    pub(super) fn said_by_bot(&self) -> Vec<String> {
        let seen = self.seen().into_iter().filter(|row| row.is_of_bot() && row.is_message());
        seen.map(|row| row.body().to_owned()).collect()
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.home.path("log")).unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(mut bot) = self.bot.take() {
            _ = bot.kill();
            _ = bot.wait();
        }
    }
}

fn configure(home: &Home, homeserver: &str, room: &str) {
    secret(home, "wachtwoord", "geheim");
    home.set("rooms = [\"console\"]", "rooms = [\"console\", \"matrix\"]");
    home.set("undo_seconds = 60", "undo_seconds = 1");
    let section = format!(
        "\n[chat.matrix]\nhomeserver = \"{homeserver}\"\nuser = \"@bot:m50.example\"\n\
         password_file = \"wachtwoord\"\nroom = \"{room}\"\nallow_unencrypted = false\n\n\
         [[chat.staff]]\naccount = \"matrix:@noor:m50.example\"\nname = \"Noor\"\n\
         role = \"planner\"\n\n[store]\n"
    );
    home.set("\n[store]\n", &section);
}

fn secret(home: &Home, name: &str, secret: &str) {
    let path = home.path(name);
    fs::write(&path, secret).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// Waits for what other processes do; it comes within a minute or never.
pub(super) fn soon<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within_a_minute(look).unwrap_or_else(|| panic!("not within a minute: {what}"))
}

fn within_a_minute<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if let Some(seen) = look() {
            return Some(seen);
        }
        thread::sleep(Duration::from_millis(100));
    }
    None
}
