//! Mails that are built to hurt: each costs little time and memory, ends as a mail or as the reason why
//! it is none, and brings no control character in. `hostile/mails.rs` makes them; none is stored.
//!
//! One test and one thread, because the memory of a process is counted and not that of a thread.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "hostile/mails.rs"]
mod mails;

use std::time::Duration;

use peak_alloc::PeakAlloc;
use werkbezoek::domain::event::{Event, Unreadable};
use werkbezoek::domain::mail::{Authenticity, Mail, Reporter};
use werkbezoek::domain::people::{Address, Mailbox};
use werkbezoek::mail::opener::{Opener, Raw};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn ours() -> Reporter {
    Reporter::Named("mx.m50.example".to_owned())
}

/// Beside the mail itself, which its reader holds.
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The promise is 100 ms. A debug build is some twenty times slower, but what is quadratic takes minutes
/// there.
const TIME_MAX: Duration = Duration::from_millis(if cfg!(debug_assertions) { 10_000 } else { 100 });

#[test]
fn a_hostile_mail_costs_little_and_ends_well() {
    let opener = Opener {
        authserv_id: Some(ours()),
        bot: Address::parse("werkbezoek@m50.example").unwrap(),
        bytes_max: mails::BYTES_MAX as u64,
    };
    // What is made once, such as tables of phrases, is no cost of a mail.
    let _ = opener.event(Raw::Whole(b"Subject: eerst\n\nDag\n"), String::new(), None);
    let mut faults = Vec::new();
    for (name, make) in mails::ALL {
        let bytes = make();
        MEMORY.reset_peak_usage();
        let (before, start) = (MEMORY.current_usage(), spent());
        let outcome = opened(opener.event(mails::fetched(&bytes), String::new(), None));
        let (taken, took) = (spent().saturating_sub(start), MEMORY.peak_usage() - before);
        println!("{name}: {} MB, {} MB more, {taken:?}", bytes.len() >> 20, took >> 20);
        if taken > TIME_MAX {
            faults.push(format!("{name}: took {taken:?}"));
        }
        if took > BYTES_MAX {
            faults.push(format!("{name}: took {} MB", took >> 20));
        }
        if name.contains("go through") && outcome.is_err() {
            faults.push(format!("{name}: {outcome:?}"));
        }
        faults.extend(fault(&outcome).map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn opened(event: Event) -> Result<Mail, Unreadable> {
    if let Event::MailUnreadable { why, .. } = &event {
        return Err(why.clone());
    }
    let Event::MailArrived(incoming) = event else { unreachable!("neither a mail nor none") };
    Ok(incoming.mail)
}

/// The time that this thread had on a processor (Linux, proc_pid_schedstat(5)): waiting for others on a
/// busy machine is no cost of the mail. Giving way brings the count up to date.
fn spent() -> Duration {
    std::thread::yield_now();
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = line.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap())
}

fn fault(outcome: &Result<Mail, Unreadable>) -> Option<String> {
    match outcome {
        Err(Unreadable::Poison { reason }) if reason.contains("gave up") => {
            Some("a parser panicked".to_owned())
        }
        Err(_) => None,
        Ok(mail) if mail.authenticity == Authenticity::Pass => Some("it was believed".to_owned()),
        Ok(mail) => unclean(mail),
    }
}

/// The first field with a character that could end a header, or that no reader sees.
fn unclean(mail: &Mail) -> Option<String> {
    let people = [&mail.from, &mail.sender, &mail.reply_to].into_iter().flatten();
    let people: Vec<&Mailbox> = people.chain(&mail.to).chain(&mail.cc).collect();
    let names = people.iter().filter_map(|mailbox| mailbox.name.as_deref());
    let addresses = people.iter().map(|mailbox| &mailbox.address).chain(&mail.delivered_to);
    let lists = [&mail.in_reply_to, &mail.references, &mail.attachments, &mail.remarks];
    let signs = mail.verdict.signs.iter().chain(lists.into_iter().flatten());
    let bare = signs.chain([&mail.message_id, &mail.subject]).map(String::as_str);
    let mut fields = names.chain(addresses.map(Address::as_str)).chain(bare);
    let bad = fields.find(|field| field.contains(char::is_control));
    let mut texts = mail.zones.iter().map(|zone| zone.text.as_str());
    let unseen = |c: char| c.is_control() && c != '\n' && c != '\t';
    bad.or_else(|| texts.find(|text| text.contains(unseen))).map(|field| {
        let shown: String = field.chars().take(60).collect();
        format!("a control character in {shown:?}")
    })
}
