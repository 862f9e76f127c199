//! A small IMAP client of the tests' own: a second opinion about what is in the box.
//!
//! It shares nothing with the client that the bot uses. Plain text, one command at a time; looking
//! changes nothing (EXAMINE, BODY.PEEK).

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use super::User;

#[derive(Debug)]
pub(crate) struct Onlooker {
    stream: BufReader<TcpStream>,
    asked: usize,
}

/// A line of an answer: its text without the literals in it (RFC 9051, 4.3), and those.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) literals: Vec<Vec<u8>>,
}

impl Onlooker {
    /// Connects and logs in.
    pub(crate) fn enter(port: u16, user: User) -> io::Result<Self> {
        let mut onlooker = Self::connect(port)?;
        onlooker.ask(&format!("LOGIN {} {}", user.name, user.password))?;
        Ok(onlooker)
    }

    /// Connects and hears the greeting.
    pub(crate) fn connect(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        let mut onlooker = Self { stream: BufReader::new(stream), asked: 0 };
        onlooker.waits_at_most(Duration::from_secs(20))?;
        onlooker.hear()?;
        Ok(onlooker)
    }

    pub(crate) fn waits_at_most(&self, time: Duration) -> io::Result<()> {
        self.stream.get_ref().set_read_timeout(Some(time))
    }

    /// Gives a command; what was said before `OK`. Anything but `OK` is an error.
    pub(crate) fn ask(&mut self, command: &str) -> io::Result<Vec<Said>> {
        self.send(command)?;
        self.answer()
    }

    pub(crate) fn folders(&mut self) -> io::Result<Vec<String>> {
        let said = self.ask(r#"LIST "" "*""#)?;
        let name = |said: &Said| {
            // * LIST (\HasNoChildren) "/" "Ter beoordeling"
            let (_, name) = said.text.split_once(r#" "/" "#)?;
            Some(name.trim_matches('"').to_owned())
        };
        Ok(said.iter().filter_map(name).collect())
    }

    pub(crate) fn uid_validity(&mut self, folder: &str) -> io::Result<u32> {
        let said = self.ask(&format!(r#"STATUS "{folder}" (UIDVALIDITY)"#))?;
        Ok(said.iter().find_map(|said| number_after(&said.text, "UIDVALIDITY ")).unwrap())
    }

    /// UID and Message-ID (without its brackets; empty if there is none) of each mail.
    pub(crate) fn listing(&mut self, folder: &str) -> io::Result<Vec<(u32, String)>> {
        self.ask(&format!(r#"EXAMINE "{folder}""#))?;
        let said = self.ask("UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")?;
        Ok(said.iter().filter_map(uid_and_message_id).collect())
    }

    /// The UIDs of the mails that are marked as deleted and still there.
    pub(crate) fn deleted(&mut self, folder: &str) -> io::Result<Vec<u32>> {
        self.ask(&format!(r#"EXAMINE "{folder}""#))?;
        let said = self.ask("UID SEARCH DELETED")?;
        let found = said.iter().filter_map(|said| said.text.strip_prefix("* SEARCH "));
        Ok(found.flat_map(|uids| uids.split(' ').filter_map(|uid| uid.parse().ok())).collect())
    }

    /// The bytes of a mail.
    pub(crate) fn mail(&mut self, folder: &str, uid: u32) -> io::Result<Vec<u8>> {
        self.ask(&format!(r#"EXAMINE "{folder}""#))?;
        let said = self.ask(&format!("UID FETCH {uid} (BODY.PEEK[])"))?;
        let mail = said.into_iter().find_map(|said| said.literals.into_iter().next());
        mail.ok_or_else(|| io::Error::other(format!("no mail {uid} in {folder}")))
    }

    pub(crate) fn append(&mut self, folder: &str, mail: &[u8]) -> io::Result<()> {
        self.append_dated(folder, "", mail)
    }

    /// As if it had come then: `"12-Jan-2026 09:00:00 +0100"`, quotes included, or nothing for now.
    pub(crate) fn append_dated(&mut self, folder: &str, date: &str, mail: &[u8]) -> io::Result<()> {
        self.send(&format!(r#"APPEND "{folder}" {date} {{{}}}"#, mail.len()).replace("  ", " "))?;
        let invitation = self.hear()?;
        if !invitation.text.starts_with('+') {
            return Err(io::Error::other(invitation.text));
        }
        self.stream.get_mut().write_all(mail)?;
        self.stream.get_mut().write_all(b"\r\n")?;
        self.answer()?;
        Ok(())
    }

    /// Opens a folder, to change what lies in it.
    pub(crate) fn open(&mut self, folder: &str) -> io::Result<()> {
        self.ask(&format!(r#"SELECT "{folder}""#)).map(drop)
    }

    /// Moves mails of the open folder.
    pub(crate) fn move_to(&mut self, uids: &str, folder: &str) -> io::Result<()> {
        self.ask(&format!(r#"UID MOVE {uids} "{folder}""#)).map(drop)
    }

    /// Changes flags in the open folder: `+FLAGS (\Seen)`.
    pub(crate) fn store(&mut self, uid: u32, flags: &str) -> io::Result<()> {
        self.ask(&format!("UID STORE {uid} {flags}")).map(drop)
    }

    fn send(&mut self, command: &str) -> io::Result<()> {
        self.asked += 1;
        // In one piece: a line in two packets waits for an acknowledgement in between.
        let line = format!("{} {command}\r\n", self.tag());
        self.stream.get_mut().write_all(line.as_bytes())
    }

    fn tag(&self) -> String {
        format!("t{}", self.asked)
    }

    fn answer(&mut self) -> io::Result<Vec<Said>> {
        let tag = format!("{} ", self.tag());
        let mut before = Vec::new();
        loop {
            let said = self.hear()?;
            match said.text.strip_prefix(&tag) {
                Some(end) if end.starts_with("OK") => return Ok(before),
                Some(_) => return Err(io::Error::other(said.text)),
                None => before.push(said),
            }
        }
    }

    /// A line, with the literals that it announces.
    fn hear(&mut self) -> io::Result<Said> {
        let mut said = Said::default();
        loop {
            let mut line = Vec::new();
            self.stream.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            said.text.push_str(String::from_utf8_lossy(&line).trim_end());
            let Some(length) = announced(&said.text) else { return Ok(said) };
            let mut literal = vec![0; length];
            self.stream.read_exact(&mut literal)?;
            said.literals.push(literal);
        }
    }
}

/// The length in `... {123}` at the end of a line.
fn announced(line: &str) -> Option<usize> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.parse().ok()
}

fn number_after(text: &str, word: &str) -> Option<u32> {
    let (_, rest) = text.split_once(word)?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn uid_and_message_id(said: &Said) -> Option<(u32, String)> {
    let uid = number_after(&said.text, "UID ")?;
    let header = String::from_utf8_lossy(said.literals.first()?);
    let value = header.split_once(':').map_or("", |(_, value)| value.trim());
    Some((uid, value.trim_start_matches('<').trim_end_matches('>').to_owned()))
}
