//! What the largest mails that are read cost, beside reading the same bytes from disk and hashing them
//! once: `cargo bench --bench large_mails`. The promise is 100 ms a mail; the ratio says how much of
//! that is ours.
//!
//! Then it walks the hostile mails of `tests/hostile/mails.rs`, and fails when one costs more than that.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop and speak")]

#[path = "../tests/hostile/mails.rs"]
mod hostile;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};
use werkbezoek::domain::mail::Reporter;
use werkbezoek::domain::people::Address;
use werkbezoek::mail::opener::Opener;
use werkbezoek::mail::parse::parse;

const ROUNDS: usize = 9;
const HOSTILE_ROUNDS: usize = 3;
/// Of processor time.
const TIME_MAX: Duration = Duration::from_millis(100);
const BYTES: usize = 25 * 1024 * 1024;
const HEAD: &str = "From: Tineke Bos <t.bos@kamer.example>\nTo: werkbezoek@m50.example\n\
    Subject: Werkbezoek\nMessage-ID: <groot@kamer.example>\nMIME-Version: 1.0\n";

fn main() {
    let bot = Address::parse("werkbezoek@m50.example").unwrap();
    let folder = std::env::temp_dir().join(format!("large-mails-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    println!("{:<24} {:>9} {:>9} {:>7}", "mail of 25 MB", "floor ms", "ours ms", "ratio");
    for (name, mail) in mails() {
        let path = folder.join("mail.eml");
        std::fs::write(&path, mail).unwrap();
        let floor = best(ROUNDS, || {
            black_box(Sha256::digest(std::fs::read(&path).unwrap()));
        });
        let ours = best(ROUNDS, || {
            black_box(whole(&path, &bot));
        });
        println!("{name:<24} {:>9.1} {:>9.1} {:>7.2}", ms(floor), ms(ours), ms(ours) / ms(floor));
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let slow = hostile_mails(bot);
    assert!(slow.is_empty(), "over {} ms: {}", ms(TIME_MAX), slow.join(", "));
}

/// Prints what each hostile mail costs; answers those that cost too much.
fn hostile_mails(bot: Address) -> Vec<&'static str> {
    println!("\n{:<40} {:>9}", "hostile mail", "ours ms");
    let authserv_id = Some(Reporter::Named("mx.m50.example".to_owned()));
    let opener = Opener { authserv_id, bot, bytes_max: hostile::BYTES_MAX as u64 };
    let mut slow = Vec::new();
    for (name, make) in hostile::ALL {
        let mail = make();
        let ours = best(HOSTILE_ROUNDS, || {
            black_box(opener.event(hostile::fetched(&mail), String::new(), None));
        });
        println!("{name:<40} {:>9.1}", ms(ours));
        if ours > TIME_MAX {
            slow.push(*name);
        }
    }
    slow
}

/// The best of some rounds counts, as whatever else the machine does only makes a round slower.
fn best(rounds: usize, work: impl Fn()) -> Duration {
    let round = || {
        let start = spent();
        work();
        spent().saturating_sub(start)
    };
    (0..rounds).map(|_| round()).min().unwrap_or_default()
}

/// The time that this thread had on a processor (Linux, proc_pid_schedstat(5)): waiting for others on a
/// busy machine is no cost of the mail. Giving way brings the count up to date.
fn spent() -> Duration {
    std::thread::yield_now();
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = line.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap())
}

fn whole(path: &Path, bot: &Address) -> bool {
    parse(&std::fs::read(path).unwrap(), Some(&Reporter::Named("mx.m50.example".to_owned())), bot)
        .is_ok()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn mails() -> Vec<(&'static str, String)> {
    let base64 = "TWVldCBpbiBWb2xsZW5ob3ZlLCBhbHMgaGV0IHJlZ2VudCBkYW4gcmVnZW50IGhldCBoYXJkZXIu\n";
    let words = "Wij komen graag kijken hoe het in de wijk gaat, en nemen de tijd ervoor.\n";
    let quoted = "Wij komen graag k=69jken, caf=C3=A9 de Brink, en nemen de tijd =\nervoor.\n";
    let filled = |head: &str, piece: &str| {
        let count = (BYTES - HEAD.len() - head.len()) / piece.len();
        format!("{HEAD}{head}{}", piece.repeat(count))
    };
    let attached = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
        Kan het op 3 maart?\n--b\nContent-Type: application/pdf; name=plan.pdf\n\
        Content-Transfer-Encoding: base64\n\n";
    let photo = format!(
        "--b\nContent-Type: image/jpeg; name=foto.jpg\nContent-Transfer-Encoding: base64\n\n{}",
        base64.repeat(30_000)
    );
    vec![
        ("one attachment", filled(attached, base64)),
        ("ten photos", filled("Content-Type: multipart/mixed; boundary=b\n\n", &photo)),
        ("plain text", filled("Content-Type: text/plain\n\n", words)),
        ("quoted-printable", filled("Content-Transfer-Encoding: quoted-printable\n\n", quoted)),
        ("base64 text", filled("Content-Transfer-Encoding: base64\n\n", base64)),
        ("HTML", filled("Content-Type: text/html\n\n", "<p>Wij komen graag <b>kijken</b>.</p>\n")),
        (
            "small parts",
            filled(
                "Content-Type: multipart/mixed; boundary=b\n\n",
                &format!("--b\nContent-Transfer-Encoding: base64\n\n{}", base64.repeat(17)),
            ),
        ),
        ("empty lines", filled("\n", "\n")),
        ("CR line ends", filled("Content-Type: text/plain\n\n", words).replace('\n', "\r")),
    ]
}
