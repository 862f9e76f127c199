//! How long a writer waits when the bot has nothing else to do: from the mail in the mailbox to the
//! answer at the sink, its final dot included.
//!
//! Dovecot gathers what happens for half a second before it tells who waits (IDLE), whatever the client
//! does. A proxy in between notes when it told, so what is the bot's own can be said apart.

use std::process::{Child, Stdio};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use crate::mails;
use crate::office::{Office, memory_of};
use crate::ours;
use crate::servers::{Proxy, Way};

const ROUNDS: usize = 20;
const PATIENCE: Duration = Duration::from_secs(30);
/// A bot that has handled a mail needs so long to put it away and wait again.
const PAUSE: Duration = Duration::from_millis(700);

/// Prints how long it took.
pub(crate) fn print() {
    let office = Office::with_mails(0);
    let (mail, post) = (Proxy::start(office.dovecot.imap), Proxy::start(office.sink.port));
    let told = mail.listen_for(Way::ToClient, " EXISTS\r\n");
    let waits = mail.listen_for(Way::ToServer, " IDLE\r\n");
    let answered = post.listen_for(Way::ToServer, "\r\n.\r\n");
    let home = ours::home(mail.port, post.port);
    let mut command = home.command(false);
    let bot = Ended(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    waits.recv_timeout(PATIENCE).unwrap();
    let (mut own, mut whole) = (Vec::new(), Vec::new());
    for number in 0..ROUNDS {
        thread::sleep(PAUSE);
        drain(&told);
        let start = Instant::now();
        office.dovecot.deliver(mails::mail(number));
        let at = answered.recv_timeout(PATIENCE).unwrap();
        own.push(at - told.try_iter().next().unwrap());
        whole.push(at - start);
    }
    let memory = memory_of(&bot.0).unwrap();
    println!("{ROUNDS} mails to an idle bot, one at a time");
    println!("{:>40} {:>8.1} ms, median (aim: 50)", "server tells -> answer sent", median(own));
    println!("{:>40} {:>8.1} ms, median", "mail delivered -> answer sent", median(whole));
    println!("{:>40} {:>8.1} MB", "memory of the live bot", memory.last);
}

fn drain(told: &Receiver<Instant>) {
    while told.try_recv().is_ok() {}
}

/// In milliseconds.
fn median(mut all: Vec<Duration>) -> f64 {
    all.sort();
    all[all.len() / 2].as_secs_f64() * 1000.0
}

/// The live bot; it ends with the benchmark, whatever becomes of that.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
