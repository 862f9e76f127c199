//! The real program and its post: Dovecot, Postfix and smtp-sink, over connections of every kind, beside
//! a colleague in the same mailbox, on a network that fails.
//!
//! What is counted is what the world sees: the letters in the sink and the mails in the folders. `tests/run`
//! runs these, because they need the servers installed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/program.rs"]
mod program;
#[path = "support/servers.rs"]
mod servers;
#[path = "support/token_server.rs"]
mod token_server;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use program::{Home, plain};
use servers::{BOT, Dovecot, Line, Neighbour, Postfix, Proxy, Sink};
use token_server::TokenServer;

/// A desk whose mailbox is at Dovecot, and whose letters go to the sink unless config says otherwise.
struct Desk {
    home: Home,
    dovecot: Dovecot,
    sink: Sink,
}

/// The request of an office of its own, to the bot of this desk.
fn request(number: usize) -> String {
    program::request(number).replace("werkbezoek@m50.example", BOT.name)
}

impl Desk {
    fn open() -> Self {
        let desk = Self::without_servers_named();
        desk.names(&plain(desk.dovecot.imap), &plain(desk.sink.port));
        desk
    }

    /// The servers are there, and config does not say where.
    fn without_servers_named() -> Self {
        let home = Home::new();
        home.set("werkbezoek@m50.example", BOT.name);
        home.set("answers_per_day = 200", "answers_per_day = 2000");
        Self { home, dovecot: Dovecot::start(), sink: Sink::start(&[]) }
    }

    /// Says in config where the servers are.
    fn names(&self, imap: &str, smtp: &str) {
        self.home.over_servers((BOT.name, BOT.password), imap, smtp);
    }

    fn pass(&self) -> String {
        let (ok, said, errors) = self.home.once("");
        assert!(ok, "{errors}");
        said + &errors
    }

    /// What lies in a folder, which need not be there.
    fn listing(&self, folder: &str) -> Vec<(u32, String)> {
        let mut onlooker = self.dovecot.onlooker();
        let there = onlooker.folders().unwrap().iter().any(|name| name == folder);
        if there { onlooker.listing(folder).unwrap() } else { Vec::new() }
    }

    fn lying(&self, folder: &str) -> usize {
        self.listing(folder).len()
    }

    /// The mails that are put away, by their Message-ID. Two clients that move a mail in the same
    /// moment may both succeed, so that it lies in two places.
    fn put_away(&self) -> BTreeSet<String> {
        let listing = |folder| self.listing(folder).into_iter().map(|(_, id)| id);
        listing("Verwerkt").chain(listing("Ter beoordeling")).collect()
    }

    /// How often each address was written to.
    fn written_to(&self) -> BTreeMap<String, usize> {
        let mut count = BTreeMap::new();
        for letter in self.sink.mails() {
            for address in letter.to {
                *count.entry(address).or_default() += 1;
            }
        }
        count
    }

    /// Every one of these requests was answered once, and its mail is put away.
    fn each_answered_once(&self, numbers: std::ops::Range<usize>) {
        let offices = numbers.clone().map(|number| (format!("sanne@kantoor{number}.example"), 1));
        assert_eq!(self.written_to(), offices.collect::<BTreeMap<String, usize>>());
        assert_eq!(self.lying("INBOX"), 0);
        assert_eq!(self.put_away().len(), numbers.len());
    }
}

/// The live bot, gone at the end of the test however that ends.
struct Live<'a> {
    home: &'a Home,
    child: Child,
}

impl<'a> Live<'a> {
    fn start(home: &'a Home) -> Self {
        Self { home, child: home.live() }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.path("log")).unwrap()
    }
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Waits until it is so; what stood in the bot's log if it never was.
fn until(what: &str, at_most: Duration, bot: &Live<'_>, is_so: impl Fn() -> bool) -> Duration {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < at_most, "{what}: not within {at_most:?}\n{}", bot.log());
        thread::sleep(Duration::from_millis(100));
    }
    begun.elapsed()
}

const SOON: Duration = Duration::from_secs(60);

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn a_request_is_answered_over_tls_and_the_copy_lies_in_sent() {
    for (security, of_imap, of_smtp) in [("tls", 1, 1), ("starttls", 0, 0)] {
        let desk = Desk::without_servers_named();
        let postfix = Postfix::start(&desk.dovecot, &desk.sink);
        let (imap, smtp) = (
            [desk.dovecot.imap, desk.dovecot.imaps][of_imap],
            [postfix.submission, postfix.submissions][of_smtp],
        );
        let tls = format!("security = \"{security}\"\nca_file = {:?}", desk.dovecot.ca());
        desk.names(&format!("port = {imap}\n{tls}"), &format!("port = {smtp}\n{tls}"));
        desk.dovecot.deliver(request(1));
        desk.pass();
        desk.pass();
        let begun = Instant::now();
        while desk.written_to().is_empty() && begun.elapsed() < SOON {
            thread::sleep(Duration::from_millis(50));
        }
        desk.each_answered_once(1..2);
        assert_eq!(desk.lying("Sent"), desk.sink.mails().len(), "{security}");
    }
}

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn a_token_opens_the_mailbox_and_the_sending_server() {
    let desk = Desk::without_servers_named();
    let postfix = Postfix::start(&desk.dovecot, &desk.sink);
    let token = desk.dovecot.token(BOT, 600);
    let answer = format!("{{\"access_token\":\"{token}\",\"expires_in\":600}}");
    let tokens = TokenServer::start(vec![(200, answer)]);
    let tls = format!("security = \"starttls\"\nca_file = {:?}", desk.dovecot.ca());
    let by_token = format!("\n[mail.oauth]\ntoken_endpoint = \"{}\"", tokens.endpoint());
    desk.names(
        &format!("port = {}\n{tls}", desk.dovecot.imap),
        &format!("port = {}\n{tls}\n{by_token}", postfix.submission),
    );
    desk.home.set("password_file = \"password\"", "");
    desk.home.set(
        &by_token,
        &format!("{by_token}\nclient_id = \"bot\"\nclient_secret_file = \"password\""),
    );
    desk.dovecot.deliver(request(1));
    desk.pass();
    let begun = Instant::now();
    while desk.written_to().is_empty() && begun.elapsed() < SOON {
        thread::sleep(Duration::from_millis(50));
    }
    desk.each_answered_once(1..2);
    // One token serves reading, sending and the copy in Sent.
    assert_eq!(tokens.asked().len(), 1);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_wrong_password_loses_nothing_and_says_what_to_do() {
    let desk = Desk::open();
    desk.dovecot.deliver(request(1));
    fs::write(desk.home.path("password"), "verkeerd").unwrap();
    let (ok, _, errors) = desk.home.once("");
    assert!(!ok && errors.contains("log in") && errors.contains("password"), "{errors}");
    assert!(!errors.contains("verkeerd"), "{errors}");
    assert_eq!(desk.lying("INBOX"), 1);
    fs::write(desk.home.path("password"), BOT.password).unwrap();
    desk.pass();
    desk.each_answered_once(1..2);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn the_same_mail_under_a_second_number_is_answered_once() {
    let desk = Desk::open();
    desk.dovecot.deliver(request(1));
    let mut client = desk.dovecot.onlooker();
    client.open("INBOX").unwrap();
    client.ask("UID COPY 1 INBOX").unwrap();
    desk.pass();
    client.open("INBOX").unwrap();
    assert_eq!(desk.lying("INBOX"), 0);
    desk.dovecot.append("INBOX", request(1));
    desk.pass();
    assert_eq!(desk.written_to()["sanne@kantoor1.example"], 1);
    assert_eq!(desk.lying("INBOX"), 0);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn five_hundred_mails_with_new_numbers_are_answered_no_second_time() {
    let mut desk = Desk::open();
    let mut client = desk.dovecot.onlooker();
    for number in 0..500 {
        client.append("INBOX", request(number).as_bytes()).unwrap();
    }
    desk.pass();
    desk.each_answered_once(0..500);
    // Somebody restores the mailbox: all lies in the inbox again, under other numbers.
    for folder in ["Verwerkt", "Ter beoordeling"] {
        let mut client = desk.dovecot.onlooker();
        if !client.listing(folder).unwrap().is_empty() {
            client.open(folder).unwrap();
            client.move_to("1:*", "INBOX").unwrap();
        }
    }
    let letters = desk.sink.mails().len();
    desk.dovecot.renumber("INBOX");
    desk.pass();
    assert_eq!(desk.sink.mails().len(), letters);
    desk.each_answered_once(0..500);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_mailbox_full_of_old_mail_is_shown_to_staff_and_answered_by_nobody() {
    let desk = Desk::open();
    let mut client = desk.dovecot.onlooker();
    let date = "\"12-Jan-2026 09:00:00 +0100\"";
    for number in 0..50 {
        client.append_dated("INBOX", date, request(number).as_bytes()).unwrap();
    }
    desk.dovecot.deliver(request(50));
    desk.pass();
    assert_eq!(desk.written_to().get("sanne@kantoor50.example"), Some(&1));
    assert_eq!(desk.written_to().get("sanne@kantoor7.example"), None);
    assert_eq!((desk.lying("INBOX"), desk.lying("Ter beoordeling")), (0, 50));
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_mail_that_is_too_large_is_fetched_by_its_head_and_holds_up_nobody() {
    let desk = Desk::open();
    let large = request(1) + &"Dit is een heel lange mail.\r\n".repeat(1_400_000);
    desk.dovecot.append("INBOX", large);
    desk.dovecot.deliver(request(2));
    desk.pass();
    assert_eq!(desk.written_to().get("sanne@kantoor2.example"), Some(&1));
    assert_eq!(desk.lying("INBOX"), 0);
    let letters = desk.sink.mails().len();
    desk.pass();
    assert_eq!(desk.sink.mails().len(), letters);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_colleague_who_moves_and_flags_mail_changes_nothing_about_the_answers() {
    let desk = Desk::open();
    for number in 0..20 {
        desk.dovecot.deliver(request(number));
    }
    let neighbour = Neighbour::start(desk.dovecot.imap, ["INBOX", "Trash"], 11);
    let bot = Live::start(&desk.home);
    for number in 20..60 {
        desk.dovecot.deliver(request(number));
        thread::sleep(Duration::from_millis(100));
    }
    let deeds = neighbour.finish();
    until("an empty inbox", SOON, &bot, || {
        desk.lying("INBOX") == 0 && desk.written_to().len() >= 60
    });
    drop(bot);
    assert!(deeds > 20, "the colleague did only {deeds} things");
    assert_eq!(desk.lying("Trash"), 0);
    desk.each_answered_once(0..60);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn servers_that_are_restarted_under_the_bot_are_met_again() {
    let mut desk = Desk::open();
    let bot = Live::start(&desk.home);
    desk.dovecot.deliver(request(0));
    until("a first answer", SOON, &bot, || desk.written_to().len() == 1);
    desk.dovecot.restart();
    desk.dovecot.deliver(request(1));
    until("an answer after the mailbox was away", SOON, &bot, || desk.written_to().len() == 2);
    desk.sink.stop();
    desk.dovecot.deliver(request(2));
    until("a mail put away", SOON, &bot, || desk.lying("INBOX") == 0);
    desk.sink.restart(&[]);
    drop(bot);
    // The next try is minutes away, and a new start makes it no sooner.
    let said = desk.home.once("systeem status\n").1;
    assert!(said.contains("Brieven: 1 wachtend, 0 onzeker, 0 bij een mens"), "{said}");
    desk.dovecot.deliver(request(3));
    desk.pass();
    let offices: Vec<String> = desk.written_to().into_keys().collect();
    assert_eq!(offices, [0, 1, 3].map(|number| format!("sanne@kantoor{number}.example")));
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_network_that_falls_silent_is_noticed_within_two_minutes() {
    let desk = Desk::without_servers_named();
    let proxy = Proxy::start(desk.dovecot.imap);
    desk.names(&plain(proxy.port), &plain(desk.sink.port));
    let bot = Live::start(&desk.home);
    desk.dovecot.deliver(request(0));
    until("a first answer", SOON, &bot, || desk.written_to().len() == 1);
    // As when a firewall has forgotten the connection: nothing comes, and nobody says so.
    proxy.abandon();
    desk.dovecot.deliver(request(1));
    let noticed = until("an answer on a new connection", Duration::from_secs(120), &bot, || {
        desk.written_to().len() == 2
    });
    // As when the cable is out: new connections do not come about either.
    proxy.set_both(Line::Silent);
    desk.dovecot.deliver(request(2));
    thread::sleep(Duration::from_secs(90));
    assert_eq!(desk.written_to().len(), 2);
    proxy.set_both(Line::Open);
    until("an answer when the network is back", Duration::from_secs(90), &bot, || {
        desk.written_to().len() == 3
    });
    println!("noticed after {noticed:?}");
    drop(bot);
    desk.each_answered_once(0..3);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_letter_whose_answer_is_lost_is_not_sent_again() {
    let mut desk = Desk::open();
    desk.sink.restart(&["-q", "."]);
    desk.dovecot.deliver(request(1));
    desk.pass();
    desk.sink.restart(&[]);
    desk.pass();
    desk.pass();
    assert_eq!(desk.written_to().get("sanne@kantoor1.example"), Some(&1));
    let said = desk.home.once("systeem status\n").1;
    assert!(said.contains("Brieven: 0 wachtend, 1 onzeker, 0 bij een mens"), "{said}");
}

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn our_own_copy_by_blind_recipient_comes_in_and_is_answered_by_nobody() {
    let desk = Desk::without_servers_named();
    let postfix = Postfix::start(&desk.dovecot, &desk.sink);
    let tls = format!("security = \"tls\"\nca_file = {:?}", desk.dovecot.ca());
    desk.home.set("# own_copy = \"append\"", "own_copy = \"bcc\"");
    desk.names(
        &format!("port = {}\n{tls}", desk.dovecot.imaps),
        &format!("port = {}\n{tls}", postfix.submissions),
    );
    desk.dovecot.deliver(request(1));
    desk.pass();
    let begun = Instant::now();
    while desk.lying("INBOX") == 0 && begun.elapsed() < SOON {
        thread::sleep(Duration::from_millis(50));
    }
    let copies = desk.lying("INBOX");
    desk.pass();
    desk.pass();
    assert_eq!(copies, desk.sink.mails().len());
    assert_eq!((desk.lying("INBOX"), desk.lying("Sent")), (0, 0));
    assert_eq!(desk.written_to().get("sanne@kantoor1.example"), Some(&1));
}
