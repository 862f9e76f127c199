//! The console in a terminal: the real program behind a pseudo-terminal, as `script` makes one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop, helpers included"
)]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use program::{Home, request};

/// To look config over takes an unoptimised program on a busy machine half a minute.
const LONG: Duration = Duration::from_secs(180);

/// The live bot in a terminal of which everything that it shows goes to the file `screen`; `None` where
/// there is no `script` (util-linux).
fn in_a_terminal(home: &Home) -> Option<Child> {
    let program = format!("{} run --config config.toml", env!("CARGO_BIN_EXE_werkbezoek"));
    let mut command = Command::new("script");
    command.args(["--quiet", "--flush", "--return", "--command", &program, "screen"]);
    command.current_dir(home.path("")).env("WERKBEZOEK_KEY", "07".repeat(32));
    command.env("TERM", "xterm").env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

/// Waits until the screen showed `text`.
fn shown(home: &Home, text: &str) {
    let until = Instant::now() + LONG;
    let screen = || fs::read(home.path("screen")).unwrap_or_default();
    while Instant::now() < until {
        if String::from_utf8_lossy(&screen()).contains(text) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("`{text}` was never shown:\n{}", String::from_utf8_lossy(&screen()));
}

fn typed(bot: &mut Child, keys: &str) {
    let typing = bot.stdin.as_mut().unwrap();
    typing.write_all(keys.as_bytes()).unwrap();
    typing.flush().unwrap();
}

#[test]
fn lines_are_completed_remembered_and_not_spoiled_by_what_comes_in() {
    let home = Home::new();
    let Some(mut bot) = in_a_terminal(&home) else { return };
    shown(&home, "> ");
    typed(&mut bot, "wieb\t\r");
    shown(&home, "beheerder");
    // Half a line stands there when a request comes in; it is finished afterwards.
    typed(&mut bot, "bezoek to");
    fs::write(home.path("data/mail/inbox/new/1.eml"), request(3)).unwrap();
    shown(&home, "Zaak: WB-");
    typed(&mut bot, "\tWB\t\r");
    shown(&home, "Waarom het zo ging");
    // Up twice: what was said first.
    typed(&mut bot, "\u{1b}[A\u{1b}[A\u{3}");
    assert!(bot.wait().unwrap().success());
    let history = home.path("data/console-history");
    let remembered = fs::read_to_string(&history).unwrap();
    assert!(remembered.contains("wieben \nbezoek toon WB-"), "{remembered}");
    assert_eq!(fs::metadata(&history).unwrap().permissions().mode() & 0o777, 0o600);
    shown(&home, "everything is stored");
}

#[test]
fn whoever_sits_there_types_on_when_the_bot_begins_anew() {
    let home = Home::new();
    let Some(mut bot) = in_a_terminal(&home) else { return };
    shown(&home, "> ");
    typed(&mut bot, "systeem herlaad\r");
    shown(&home, "De bot begint nu opnieuw");
    // Half a line stands there meanwhile.
    typed(&mut bot, "wieb");
    shown(&home, "De bot werkt weer");
    typed(&mut bot, "\t\r");
    shown(&home, "beheerder");
    // The cases that are suggested are those of the desk that is open now.
    fs::write(home.path("data/mail/inbox/new/1.eml"), request(3)).unwrap();
    shown(&home, "Zaak: WB-");
    typed(&mut bot, "bezoek toon WB\t\r");
    shown(&home, "Waarom het zo ging");
    typed(&mut bot, "\u{3}");
    assert!(bot.wait().unwrap().success());
    shown(&home, "werkbezoek: stopped");
}
