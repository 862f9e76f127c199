//! The stage itself: what `tests/support/servers.rs` promises to the tests that meet real servers.
//!
//! Those that need Dovecot and Postfix are run by `tests/run`, which installs them where it may.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/servers.rs"]
mod servers;

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use servers::{
    BOT, COLLEAGUE, Dialogue, Dovecot, Fault, Line, Neighbour, Onlooker, Postfix, Proxy, Sink, Way,
    free_ports,
};

/// A mail of an office, with a line that begins with a dot.
fn mail(number: usize) -> String {
    format!(
        "From: Sanne <sanne@kantoor{number}.example>\r\nTo: bot@m50.example\r\nSubject: Werkbezoek\r\n\
         Date: Mon, 1 Mar 2027 09:00:00 +0100\r\n\
         Message-ID: <verzoek{number}@kantoor{number}.example>\r\n\r\nGoedemorgen,\r\n.\r\n..Groet\r\n"
    )
}

/// What a listing shows of such a mail.
fn listed(uid: u32, number: usize) -> (u32, String) {
    (uid, format!("verzoek{number}@kantoor{number}.example"))
}

/// Waits for what another process does; it comes within seconds or never.
fn soon<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if let Some(seen) = look() {
            return seen;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("not within 30 seconds: {what}");
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn mail_is_delivered_appended_listed_and_still_there_after_a_restart() {
    let mut dovecot = Dovecot::start();
    assert_eq!(dovecot.listing("INBOX"), []);
    dovecot.deliver(mail(1));
    dovecot.deliver_to("bot+sleutel@m50.example", mail(2));
    dovecot.append("INBOX", mail(3));
    dovecot.append("Sent", "Subject: zonder naam\r\n\r\n");
    let inbox = [listed(1, 1), listed(2, 2), listed(3, 3)];
    assert_eq!(dovecot.listing("INBOX"), inbox);
    assert_eq!(dovecot.listing("Sent"), [(1, String::new())]);
    let mut folders = dovecot.onlooker().folders().unwrap();
    folders.sort();
    assert_eq!(folders, ["INBOX", "Junk", "Sent", "Trash"]);
    let delivered = dovecot.onlooker().mail("INBOX", 1).unwrap();
    assert!(delivered.ends_with(mail(1).as_bytes()), "{}", String::from_utf8_lossy(&delivered));
    assert_eq!(dovecot.onlooker().mail("INBOX", 3).unwrap(), mail(3).as_bytes());
    dovecot.restart();
    assert_eq!(dovecot.listing("INBOX"), inbox);
    dovecot.deliver_to(COLLEAGUE.name, mail(4));
    let mut colleague = Onlooker::enter(dovecot.imap, COLLEAGUE).unwrap();
    assert_eq!(colleague.listing("INBOX").unwrap(), [listed(1, 4)]);
    dovecot.stop();
    assert!(Onlooker::connect(dovecot.imap).is_err());
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn looking_leaves_no_trace_and_a_change_of_numbers_leaves_every_mail() {
    let mut dovecot = Dovecot::start();
    for number in 1..=3 {
        dovecot.deliver(mail(number));
    }
    let mut client = dovecot.onlooker();
    client.open("INBOX").unwrap();
    client.move_to("1", "Junk").unwrap();
    client.mail("INBOX", 2).unwrap();
    let flags = client.ask("UID FETCH 1:* (FLAGS)").unwrap();
    assert!(flags.iter().all(|said| !said.text.contains(r"\Seen")), "{flags:?}");
    let before = client.uid_validity("INBOX").unwrap();
    dovecot.renumber("INBOX");
    assert_ne!(dovecot.onlooker().uid_validity("INBOX").unwrap(), before);
    assert_eq!(dovecot.listing("INBOX"), [listed(1, 2), listed(2, 3)]);
    assert_eq!(dovecot.listing("Junk"), [listed(1, 1)]);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_token_logs_in_and_one_that_is_over_does_not() {
    let dovecot = Dovecot::start();
    let try_token = |seconds| {
        let token = dovecot.token(BOT, seconds);
        let proof = format!("user={}\u{1}auth=Bearer {token}\u{1}\u{1}", BOT.name);
        let mut client = Onlooker::connect(dovecot.imap).unwrap();
        // After a refusal the server explains itself, and waits for a line before it says NO.
        client.waits_at_most(Duration::from_secs(1)).unwrap();
        client.ask(&format!("AUTHENTICATE XOAUTH2 {}", base64(proof.as_bytes())))
    };
    assert!(try_token(60).is_ok());
    assert!(try_token(-60).is_err());
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut all = [0; 4];
        all[1..=three.len()].copy_from_slice(three);
        let bits = u32::from_be_bytes(all);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// A conversation under TLS by OpenSSL, which is nobody's library here.
struct Secured {
    smtp: Dialogue,
    program: Child,
}

impl Secured {
    /// Nothing is said before the certificate is found to be good.
    fn with(dovecot: &Dovecot, port: u16, starttls: Option<&str>) -> Self {
        let mut command = Command::new("openssl");
        command.args(["s_client", "-quiet", "-verify_return_error", "-verify_hostname"]);
        command.arg("localhost").arg("-connect").arg(format!("127.0.0.1:{port}"));
        command.arg("-CAfile").arg(dovecot.ca());
        command.args(starttls.map(|protocol| ["-starttls", protocol]).into_iter().flatten());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let (hears, says) = (program.stdout.take().unwrap(), program.stdin.take().unwrap());
        Self { smtp: Dialogue::over(hears, says), program }
    }
}

impl Drop for Secured {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

fn log_in(smtp: &mut Dialogue) {
    let proof = base64(format!("\0{}\0{}", BOT.name, BOT.password).as_bytes());
    assert_eq!(smtp.ask(&format!("AUTH PLAIN {proof}")).code, 235);
}

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn a_letter_is_taken_under_tls_after_a_login_and_goes_where_it_must() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let postfix = Postfix::start(&dovecot, &sink);
    let mut secured = Secured::with(&dovecot, postfix.submission, Some("smtp"));
    let smtp = &mut secured.smtp;
    assert_eq!(smtp.ask("EHLO tests.example").code, 250);
    let before = smtp.hand_over(BOT.name, "sanne@kantoor.example", b"Subject: a\r\n\r\n");
    assert_eq!(before.code, 554, "{}", before.text);
    log_in(smtp);
    for recipient in ["sanne@kantoor.example", "bot+sleutel@m50.example"] {
        let reply = smtp.hand_over(BOT.name, recipient, mail(1).as_bytes());
        assert_eq!(reply.code, 250, "{}", reply.text);
    }
    soon("a mail in the box", || (dovecot.listing("INBOX") == [listed(1, 1)]).then_some(()));
    let taken = soon("a mail in the sink", || sink.mails().into_iter().next());
    assert_eq!((taken.from.as_str(), taken.to), (BOT.name, vec!["sanne@kantoor.example".into()]));
    assert!(taken.bytes.ends_with(mail(1).as_bytes()), "{}", String::from_utf8_lossy(&taken.bytes));
    soon("an empty queue", || (postfix.waiting() == 0).then_some(()));
    let mut implicit = Secured::with(&dovecot, postfix.submissions, None);
    assert_eq!(implicit.smtp.reply().code, 220);
    assert_eq!(implicit.smtp.ask("EHLO tests.example").code, 250);
    log_in(&mut implicit.smtp);
}

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn postfix_asks_for_tls_takes_mail_from_outside_and_fails_on_command() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let mut postfix = Postfix::start(&dovecot, &sink);
    let mut plain = Dialogue::at(postfix.submission);
    let offers = plain.ask("EHLO tests.example");
    assert!(offers.text.contains("STARTTLS") && !offers.text.contains("AUTH"), "{}", offers.text);
    let answer = |recipient: &str| {
        let mut outside = Dialogue::at(postfix.mx);
        outside.ask("EHLO kantoor.example");
        let long = format!("{}{}", mail(1), "Nog een regel.\r\n".repeat(100));
        outside.hand_over("sanne@kantoor.example", recipient, long.as_bytes()).code
    };
    assert_eq!(answer("elders@kantoor.example"), 554, "it must not relay for strangers");
    assert_eq!(answer("niemand@m50.example"), 550);
    let faults = [(Fault::Soft, 451), (Fault::Hard, 550), (Fault::Full, 552), (Fault::None, 250)];
    for (fault, code) in faults {
        postfix.fault(fault);
        assert_eq!(answer(BOT.name), code, "{fault:?}");
    }
    postfix.fault(Fault::Slow);
    let begun = Instant::now();
    assert_eq!(answer(BOT.name), 250);
    assert!(begun.elapsed() >= Duration::from_secs(3), "{:?}", begun.elapsed());
    postfix.restart();
    Dialogue::at(postfix.mx);
}

#[test]
#[ignore = "needs Dovecot and Postfix; tests/run runs it"]
fn a_letter_that_the_world_refuses_comes_back_as_a_real_bounce() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&["-f", "RCPT"]));
    let postfix = Postfix::start(&dovecot, &sink);
    let mut secured = Secured::with(&dovecot, postfix.submission, Some("smtp"));
    let smtp = &mut secured.smtp;
    smtp.ask("EHLO tests.example");
    log_in(smtp);
    assert_eq!(smtp.hand_over(BOT.name, "weg@kantoor.example", mail(1).as_bytes()).code, 250);
    soon("a bounce", || dovecot.listing("INBOX").first().map(|_| ()));
    let bounce = dovecot.onlooker().mail("INBOX", 1).unwrap();
    let bounce = String::from_utf8_lossy(&bounce);
    assert!(
        bounce.contains("multipart/report") && bounce.contains("weg@kantoor.example"),
        "{bounce}"
    );
    assert_eq!(sink.mails(), []);
}

#[test]
#[ignore = "needs Postfix's smtp-sink; tests/run runs it"]
fn the_sink_keeps_the_bytes_and_may_never_say_so() {
    let mut sink = Sink::start(&[]);
    let mut smtp = Dialogue::at(sink.port);
    smtp.ask("EHLO tests.example");
    let reply = smtp.hand_over(BOT.name, "sanne@kantoor.example", mail(1).as_bytes());
    assert_eq!(reply.code, 250);
    sink.restart(&["-q", "."]);
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, sink.port)).unwrap();
    let envelope = "MAIL FROM:<bot@m50.example>\r\nRCPT TO:<sanne@kantoor.example>\r\nDATA\r\n";
    let letter = mail(2).replace("\r\n.", "\r\n..");
    write!(stream, "HELO tests.example\r\n{envelope}{letter}.\r\n").unwrap();
    let mut heard = String::new();
    stream.read_to_string(&mut heard).unwrap();
    assert!(heard.trim_end().lines().last().unwrap().starts_with("354"), "{heard}");
    let bytes: Vec<Vec<u8>> = sink.mails().into_iter().map(|taken| taken.bytes).collect();
    assert_eq!(bytes, [mail(1).into_bytes(), mail(2).into_bytes()]);
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_neighbour_moves_and_flags_and_leaves_every_mail_where_it_was() {
    let mut dovecot = Dovecot::start();
    for number in 1..=12 {
        dovecot.deliver(mail(number));
    }
    let neighbour = Neighbour::start(dovecot.imap, ["INBOX", "Trash"], 7);
    thread::sleep(Duration::from_secs(1));
    dovecot.restart();
    thread::sleep(Duration::from_secs(1));
    let deeds = neighbour.finish();
    assert!(deeds > 20, "only {deeds}");
    assert_eq!(dovecot.listing("Trash"), []);
    let inbox = dovecot.listing("INBOX");
    let mut ids: Vec<&str> = inbox.iter().map(|(_, id)| id.as_str()).collect();
    ids.sort_unstable();
    let mut expected: Vec<String> = (1..=12).map(|number| listed(0, number).1).collect();
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert!(inbox.iter().any(|(uid, _)| *uid > 12), "nothing was moved away and back");
}

#[test]
#[ignore = "needs Dovecot; tests/run runs it"]
fn a_server_behind_a_silent_network_is_heard_again_when_it_speaks() {
    let dovecot = Dovecot::start();
    let proxy = Proxy::start(dovecot.imap);
    let mut client = Onlooker::enter(proxy.port, BOT).unwrap();
    client.ask("NOOP").unwrap();
    client.waits_at_most(Duration::from_millis(300)).unwrap();
    proxy.set_both(Line::Silent);
    let error = client.ask("NOOP").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    proxy.set_both(Line::Open);
    client.waits_at_most(Duration::from_secs(20)).unwrap();
    // The answer that was late comes first, then this one's.
    client.ask("NOOP").unwrap();
    proxy.cut();
    assert!(client.ask("NOOP").is_err());
    Onlooker::enter(proxy.port, BOT).unwrap();
}

/// Says back whatever it hears.
fn echo() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || std::io::copy(&mut stream.try_clone().unwrap(), &mut stream));
        }
    });
    port
}

/// How long an echo of one byte takes; `None` if it does not come within 200 ms.
fn round_trip(mut stream: &TcpStream) -> Option<Duration> {
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let begun = Instant::now();
    stream.write_all(b"x").unwrap();
    stream.read_exact(&mut [0]).ok().map(|()| begun.elapsed())
}

#[test]
fn a_proxy_is_late_one_way_and_abandons_what_stood() {
    let proxy = Proxy::start(echo());
    let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port)).unwrap();
    let old = connect();
    round_trip(&old).unwrap();
    assert_eq!(proxy.connections(), 1);
    proxy.set(Way::ToServer, Line::Late(Duration::from_millis(60)));
    assert!(round_trip(&old).unwrap() >= Duration::from_millis(60));
    proxy.set(Way::ToServer, Line::Open);
    proxy.abandon();
    assert_eq!(round_trip(&old), None);
    round_trip(&connect()).unwrap();
    assert_eq!(round_trip(&old), None);
}

#[test]
fn a_proxy_is_silent_one_way_and_loses_nothing() {
    let proxy = Proxy::start(echo());
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port)).unwrap();
    proxy.set(Way::ToClient, Line::Silent);
    assert_eq!(round_trip(&stream), None);
    proxy.set(Way::ToClient, Line::Open);
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.read_exact(&mut [0]).unwrap();
    proxy.set(Way::ToClient, Line::Cut);
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    // The other way still goes.
    stream.write_all(b"x").unwrap();
}

#[test]
fn every_port_is_given_once() {
    let mut ports = free_ports::<100>();
    ports.sort_unstable();
    assert!(ports.windows(2).all(|pair| pair[0] < pair[1]), "{ports:?}");
    assert!(ports.iter().all(|port| (10_000..32_000).contains(port)), "{ports:?}");
}

/// Has bash run a few lines with what the scripts share.
fn script(lines: &str) -> (bool, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers");
    let mut command = Command::new("bash");
    command.current_dir(folder).arg("-c").arg(format!("source ./common.sh; {lines}"));
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_not_installed_is_named_with_the_remedy() {
    let (ok, complaint) = script("need no-such-server dovecot-imapd");
    assert!(!ok);
    assert!(complaint.contains("no-such-server is not there"), "{complaint}");
    assert!(complaint.contains("apt-get install dovecot-imapd"), "{complaint}");
}
