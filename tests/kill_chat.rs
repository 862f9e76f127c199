//! The real program with two rooms, killed again and again while requests come in.
//!
//! On Discord each stands once: what is posted bears the number of its notice, and Discord takes no number
//! twice. The console has nothing like it: what it printed just before the end it prints again, and nothing
//! is missing there.

#![allow(dead_code, reason = "the fake has more than this test uses")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "simulation/chance.rs"]
mod chance;
#[path = "support/discord.rs"]
mod fake;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use chance::Chance;
use fake::{CHANNEL, GUILD, Message, TOKEN, World};
use program::{Home, request};
use tokio::time::sleep;

const KILLS: usize = 8;
const REQUESTS_A_LIFE: usize = 3;
/// On a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_killed_says_everything_once_where_that_can_be() {
    let fake = fake::Discord::start().await;
    let home = home(&fake);
    let mut chance = Chance::of(7, 0);
    let mut requests = 0;
    for _ in 0..KILLS {
        let mut program = home.live();
        for _ in 0..REQUESTS_A_LIFE {
            requests += 1;
            comes_in(&home, requests);
            sleep(Duration::from_millis(chance.between(50, 900) as u64)).await;
        }
        program.kill().unwrap();
        program.wait().unwrap();
    }
    let mut program = home.live();
    let all = |world: &World| (told(world).len() >= requests).then_some(());
    fake.until_within(PATIENCE, "the last request", all).await;
    // What comes twice comes soon.
    sleep(Duration::from_secs(2)).await;
    program.kill().unwrap();
    program.wait().unwrap();
    each_stands_once(&fake.world(), requests);
    let printed = fs::read_to_string(home.path("log")).unwrap();
    for number in 1..=requests {
        let case = format!("-{number:03} ");
        assert!(printed.contains(&case), "{case} was never printed:\n{printed}");
    }
}

/// The config that ships, with both rooms.
fn home(fake: &fake::Discord) -> Home {
    let home = Home::new();
    home.set("rooms = [\"console\"]", "rooms = [\"console\", \"discord\"]");
    home.set("answers_per_day = 200", "answers_per_day = 10000");
    let token = home.path("discord-token");
    fs::write(&token, TOKEN).unwrap();
    fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).unwrap();
    let section = format!(
        "\n[chat.discord]\ntoken_file = \"discord-token\"\nguild = \"{GUILD}\"\n\
         channel = \"{CHANNEL}\"\nbeheerder = \"901\"\napi = \"{}\"\n\n[store]\n",
        fake.address
    );
    home.set("\n[store]\n", &section);
    home
}

fn comes_in(home: &Home, number: usize) {
    let file = format!("verzoek{number}.eml");
    fs::write(home.path(&file), request(number)).unwrap();
    let inbox = home.path("data/mail/inbox/new");
    fs::create_dir_all(&inbox).unwrap();
    fs::rename(home.path(&file), inbox.join(&file)).unwrap();
}

/// The notices that stand on Discord: a card bears another kind of number.
fn told(world: &World) -> Vec<&Message> {
    world.messages.values().filter(|message| message.nonce.starts_with('n')).collect()
}

fn each_stands_once(world: &World, requests: usize) {
    assert_eq!(world.threads.len(), requests, "a thread for each case: {:#?}", world.threads);
    for thread in world.threads.keys() {
        let here: Vec<&Message> =
            told(world).into_iter().filter(|message| message.channel == *thread).collect();
        assert_eq!(here.len(), 1, "{here:#?}");
    }
    let cards = world.messages.values().filter(|message| message.channel == CHANNEL);
    assert_eq!(cards.count(), requests, "a card for each case, and nothing else in the channel");
}
