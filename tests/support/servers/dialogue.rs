//! SMTP and LMTP as a person types them: a line, then the reply.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// A conversation with a mail server over whatever carries it.
pub(crate) struct Dialogue {
    hears: Box<dyn BufRead>,
    says: Box<dyn Write>,
}

/// A reply of a server: its code, and its lines without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) code: u16,
    pub(crate) text: String,
}

impl fmt::Debug for Dialogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dialogue")
    }
}

impl Dialogue {
    pub(crate) fn over(hears: impl Read + 'static, says: impl Write + 'static) -> Self {
        Self { hears: Box::new(BufReader::new(hears)), says: Box::new(says) }
    }

    /// In plain text with a server on this machine; the greeting is heard.
    pub(crate) fn at(port: u16) -> Self {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut dialogue = Self::over(stream.try_clone().unwrap(), stream);
        assert_eq!(dialogue.reply().code, 220);
        dialogue
    }

    pub(crate) fn ask(&mut self, line: &str) -> Reply {
        self.says.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        self.says.flush().unwrap();
        self.reply()
    }

    /// Hands a mail over for one recipient: the first reply that refuses it, or the last one. The
    /// conversation is ready for the next.
    pub(crate) fn hand_over(&mut self, from: &str, to: &str, mail: &[u8]) -> Reply {
        for line in [&format!("MAIL FROM:<{from}>"), &format!("RCPT TO:<{to}>"), "DATA"] {
            let reply = self.ask(line);
            if reply.code >= 400 {
                self.ask("RSET");
                return reply;
            }
        }
        self.says.write_all(&on_the_wire(mail)).unwrap();
        self.says.flush().unwrap();
        self.reply()
    }

    /// A reply of one line or more (RFC 5321, 4.2.1).
    pub(crate) fn reply(&mut self) -> Reply {
        let mut text = String::new();
        loop {
            let mut line = String::new();
            self.hears.read_line(&mut line).unwrap();
            let (code, rest) =
                line.split_at_checked(3).unwrap_or_else(|| panic!("no reply: {line:?}"));
            text.push_str(rest.get(1..).unwrap_or_default());
            if !rest.starts_with('-') {
                return Reply { code: code.parse().unwrap(), text: text.trim_end().to_owned() };
            }
        }
    }
}

/// Lines with the ends of mail, a dot before a dot (RFC 5321, 4.5.2), and the final dot.
fn on_the_wire(mail: &[u8]) -> Vec<u8> {
    let mut wire = Vec::new();
    let mail = mail.strip_suffix(b"\n").unwrap_or(mail);
    for line in mail.split(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            wire.push(b'.');
        }
        wire.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}
