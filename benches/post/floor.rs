//! The floor: the same mails fetched, stored and answered by one thread that does no work in between.
//!
//! Fifty at a time are fetched with `imap`, written to a file with one sync, and each is handed to the
//! server over one connection, a reply for each command. What is sent is the mail itself. Not with
//! `lettre`, which lets the final dot wait 40 ms for an acknowledgement (Nagle): a floor must be low.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;

use imap::Client;

use crate::servers::BOT;

const TOGETHER: usize = 50;

/// Returns how many mails it answered.
pub(crate) fn run(imap_port: u16, smtp_port: u16, file: &Path) -> usize {
    let mut client = Client::new(connected(imap_port));
    client.read_greeting().unwrap();
    let mut session = client.login(BOT.name, BOT.password).map_err(|(error, _)| error).unwrap();
    let there = session.select("INBOX").unwrap().exists as usize;
    let mut smtp = Smtp::greeted(smtp_port);
    let mut records = File::create(file).unwrap();
    for first in (1..=there).step_by(TOGETHER) {
        let last = there.min(first + TOGETHER - 1);
        let found = session.fetch(format!("{first}:{last}"), "(UID BODY.PEEK[])").unwrap();
        let bodies: Vec<&[u8]> = found.iter().filter_map(|mail| mail.body()).collect();
        bodies.iter().for_each(|body| records.write_all(body).unwrap());
        records.sync_data().unwrap();
        for (at, body) in bodies.iter().enumerate() {
            smtp.send(&format!("bureau@kantoor{}.example", first + at), body);
        }
    }
    session.logout().unwrap();
    there
}

fn connected(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

struct Smtp(BufReader<TcpStream>);

impl Smtp {
    fn greeted(port: u16) -> Self {
        let mut smtp = Self(BufReader::new(connected(port)));
        smtp.hear();
        smtp.ask(b"EHLO m50.example\r\n");
        smtp
    }

    /// None of the mails has a line that begins with a dot.
    fn send(&mut self, to: &str, mail: &[u8]) {
        self.ask(b"MAIL FROM:<werkbezoek@m50.example>\r\n");
        self.ask(format!("RCPT TO:<{to}>\r\n").as_bytes());
        self.ask(b"DATA\r\n");
        self.ask(&[mail, b".\r\n"].concat());
    }

    fn ask(&mut self, words: &[u8]) {
        self.0.get_mut().write_all(words).unwrap();
        self.hear();
    }

    fn hear(&mut self) {
        let mut line = String::new();
        while line.is_empty() || line.as_bytes()[3] == b'-' {
            line.clear();
            self.0.read_line(&mut line).unwrap();
        }
        assert!(line.starts_with(['2', '3']), "{line}");
    }
}
