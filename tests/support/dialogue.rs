//! A server on loopback that plays a dialogue from a text file, one line at a time, faults included.
//!
//! The file reads like a session. `S:` is what the server says, `C:` what it must hear (`*` stands for
//! anything, and `$1` in what it says next for what the first star was); `#` opens a comment, and
//! `# name: value` at the top is for the test. What a server does not say in words:
//!
//! | line | the server |
//! |---|---|
//! | `!drop` | closes the connection |
//! | `!accept` | waits for the next connection |
//! | `!stall 3s` | says nothing for so long, or until the other side gives up |
//! | `!half 25` | says this without the end of the line |
//! | `!drip 100ms 250 ok` | says this one byte at a time, with pauses, as long as somebody listens |
//! | `!flood` | says a line without an end, as long as somebody listens |
//! | `!body` | hears lines up to a lone dot, and keeps them as they were before dots were doubled |
//! | `!tls` | begins TLS; `!tls elsewhere` with the certificate of another name |
//! | `!play logged-in` | goes on with what stands in the file of that name beside this one |
//! | `!tls here refused` | begins TLS, and expects that the other side does not want it |
//!
//! What follows `S:` on the lines below it goes out with it in one piece, as from a server that does
//! not wait for its turn. Nobody may say anything but QUIT after the last line, nor connect again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A test that waits this long is stuck.
const STUCK: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Say(String),
    Hear(String),
    Drop,
    Accept,
    Stall(Duration),
    Half(String),
    Drip(Duration, String),
    Flood,
    Body,
    Tls { name: String, refused: bool },
}

/// A dialogue as it stands in its file.
#[derive(Debug, Clone)]
pub(crate) struct Dialogue {
    /// The `# name: value` lines at the top.
    pub(crate) head: BTreeMap<String, String>,
    lines: Vec<(usize, Line)>,
}

impl Dialogue {
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut dialogue = Self { head: BTreeMap::new(), lines: Vec::new() };
        for (at, line) in text.lines().enumerate() {
            if let Some(name) = line.strip_prefix("!play ") {
                let other = Self::read(&path.with_file_name(name).with_extension("txt"));
                dialogue.lines.extend(other.lines);
                continue;
            }
            if let Some(comment) = line.strip_prefix('#') {
                if let Some((name, value)) = comment.split_once(": ")
                    && dialogue.lines.is_empty()
                {
                    dialogue.head.insert(name.trim().to_owned(), value.trim().to_owned());
                }
            } else if !line.trim().is_empty() {
                let parsed = Line::parse(line);
                let parsed = parsed
                    .unwrap_or_else(|| panic!("{}:{}: what is `{line}`?", path.display(), at + 1));
                dialogue.lines.push((at + 1, parsed));
            }
        }
        dialogue
    }

    /// Opens the server.
    pub(crate) fn play(self) -> Playing {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stage = Stage { listener, peer: None, stars: Vec::new(), bodies: Vec::new() };
        let thread = thread::spawn(move || stage.play(&self.lines));
        Playing { port, thread }
    }
}

impl Line {
    fn parse(line: &str) -> Option<Self> {
        if let Some(said) = line.strip_prefix("S:") {
            return Some(Self::Say(said.strip_prefix(' ').unwrap_or(said).to_owned()));
        }
        if let Some(heard) = line.strip_prefix("C:") {
            return Some(Self::Hear(heard.strip_prefix(' ').unwrap_or(heard).to_owned()));
        }
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        Some(match command {
            "!drop" => Self::Drop,
            "!accept" => Self::Accept,
            "!stall" => Self::Stall(time(rest)?),
            "!half" => Self::Half(rest.to_owned()),
            "!drip" => {
                let (pause, text) = rest.split_once(' ')?;
                Self::Drip(time(pause)?, text.to_owned())
            }
            "!flood" => Self::Flood,
            "!body" => Self::Body,
            "!tls" => {
                let name = rest.split(' ').next().filter(|name| !name.is_empty());
                let name = name.unwrap_or("here").to_owned();
                Self::Tls { name, refused: rest.ends_with(" refused") }
            }
            _ => return None,
        })
    }
}

/// `3s` or `100ms`, as a time.
pub(crate) fn time(text: &str) -> Option<Duration> {
    if let Some(millis) = text.strip_suffix("ms") {
        return millis.parse().ok().map(Duration::from_millis);
    }
    text.strip_suffix('s')?.parse().ok().map(Duration::from_secs)
}

/// A server that plays.
#[derive(Debug)]
pub(crate) struct Playing {
    pub(crate) port: u16,
    thread: JoinHandle<Played>,
}

/// How it went.
#[derive(Debug)]
pub(crate) struct Played {
    /// What `!body` kept.
    pub(crate) bodies: Vec<String>,
    /// Where the other side did not keep to the dialogue.
    pub(crate) trouble: Option<String>,
}

impl Playing {
    /// Waits until the dialogue is over.
    pub(crate) fn ended(self) -> Played {
        self.thread.join().unwrap()
    }
}

enum Peer {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Peer {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(stream) => &stream.sock,
        }
    }

    fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.write_all(bytes),
            Self::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        match self {
            Self::Plain(tcp) => tcp.read_exact(&mut byte)?,
            Self::Tls(stream) => stream.read_exact(&mut byte)?,
        }
        Ok(byte[0])
    }

    /// A line without its end.
    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        loop {
            match self.byte()? {
                b'\n' if line.last() == Some(&b'\r') => {
                    line.pop();
                    return Ok(String::from_utf8_lossy(&line).into_owned());
                }
                byte => line.push(byte),
            }
        }
    }

    fn with_tls(self, name: &str) -> io::Result<Self> {
        let Self::Plain(tcp) = self else { return Err(io::Error::other("TLS within TLS")) };
        let connection = ServerConnection::new(certificate(name)).unwrap();
        let mut stream = StreamOwned::new(connection, tcp);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        Ok(Self::Tls(Box::new(stream)))
    }
}

fn certificate(name: &str) -> Arc<ServerConfig> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    let chain = CertificateDer::pem_file_iter(folder.join(format!("{name}.pem"))).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join(format!("{name}.key"))).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain.map(Result::unwrap).collect(), key);
    Arc::new(config.unwrap())
}

struct Stage {
    listener: TcpListener,
    peer: Option<Peer>,
    /// What the stars of the last line heard were.
    stars: Vec<String>,
    bodies: Vec<String>,
}

impl Stage {
    fn play(mut self, lines: &[(usize, Line)]) -> Played {
        let trouble = self.play_all(lines).err();
        self.peer = None;
        Played { bodies: self.bodies, trouble }
    }

    fn play_all(&mut self, lines: &[(usize, Line)]) -> Result<(), String> {
        // Where nothing is to be said, nobody is to come.
        if !lines.is_empty() {
            self.accept()?;
        }
        let mut rest = lines;
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            let at = first.0;
            let said = match &first.1 {
                Line::Say(text) => {
                    let mut said = self.filled(text);
                    while let Some(((_, Line::Say(more)), others)) = rest.split_first() {
                        said.push_str(&self.filled(more));
                        rest = others;
                    }
                    self.say(&said)
                }
                other => self.play_line(other),
            };
            said.map_err(|trouble| format!("line {at}: {trouble}"))?;
        }
        self.end()
    }

    fn play_line(&mut self, line: &Line) -> Result<(), String> {
        match line {
            Line::Say(text) => self.say(&self.filled(text)),
            Line::Hear(pattern) => self.hear(pattern),
            Line::Drop => {
                self.peer = None;
                Ok(())
            }
            Line::Accept => self.accept(),
            Line::Stall(time) => {
                self.stall(*time);
                Ok(())
            }
            Line::Half(text) => self.say(text),
            Line::Drip(pause, text) => {
                self.drip(*pause, text);
                Ok(())
            }
            Line::Flood => {
                self.flood();
                Ok(())
            }
            Line::Body => self.hear_body(),
            Line::Tls { name, refused } => self.begin_tls(name, *refused),
        }
    }

    fn accept(&mut self) -> Result<(), String> {
        self.peer = None;
        let peer = connection(&self.listener, STUCK).ok_or("nobody connected")?;
        peer.set_read_timeout(Some(STUCK)).unwrap();
        peer.set_nodelay(true).unwrap();
        self.peer = Some(Peer::Plain(peer));
        Ok(())
    }

    fn peer(&mut self) -> Result<&mut Peer, String> {
        self.peer.as_mut().ok_or_else(|| "nobody is connected; `!accept` first".to_owned())
    }

    fn say(&mut self, text: &str) -> Result<(), String> {
        self.peer()?.say(text.as_bytes()).map_err(|error| format!("cannot say `{text}`: {error}"))
    }

    fn filled(&self, text: &str) -> String {
        let mut filled = format!("{text}\r\n");
        for (at, star) in self.stars.iter().enumerate() {
            filled = filled.replace(&format!("${}", at + 1), star);
        }
        filled
    }

    fn hear(&mut self, pattern: &str) -> Result<(), String> {
        let line = self.peer()?.line();
        let line = line.map_err(|error| format!("`{pattern}` was not said: {error}"))?;
        let stars = stars(pattern, &line);
        self.stars = stars.ok_or_else(|| format!("`{line}` was said, and not `{pattern}`"))?;
        Ok(())
    }

    fn hear_body(&mut self) -> Result<(), String> {
        let mut body = String::new();
        loop {
            let line = self.peer()?.line().map_err(|error| format!("no end of a body: {error}"))?;
            if line == "." {
                self.bodies.push(body);
                return Ok(());
            }
            body.push_str(line.strip_prefix('.').unwrap_or(&line));
            body.push_str("\r\n");
        }
    }

    fn stall(&mut self, time: Duration) {
        let Some(peer) = &self.peer else { return thread::sleep(time) };
        let until = Instant::now() + time;
        peer.tcp().set_nonblocking(true).unwrap();
        while Instant::now() < until && !matches!(peer.tcp().peek(&mut [0]), Ok(0)) {
            thread::sleep(Duration::from_millis(10));
        }
        peer.tcp().set_nonblocking(false).unwrap();
    }

    fn drip(&mut self, pause: Duration, text: &str) {
        for byte in format!("{text}\r\n").bytes() {
            thread::sleep(pause);
            if self.peer().is_ok_and(|peer| peer.say(&[byte]).is_err()) {
                return;
            }
        }
    }

    fn flood(&mut self) {
        // More than anybody would keep, and not so much that a test takes long.
        for _ in 0..2000 {
            if self.peer().is_ok_and(|peer| peer.say(&[b'x'; 4096]).is_err()) {
                return;
            }
        }
    }

    fn begin_tls(&mut self, name: &str, refused: bool) -> Result<(), String> {
        let peer = self.peer.take().ok_or("nobody is connected")?;
        // A client that finds fault with the certificate says so after its own last word.
        match peer
            .with_tls(name)
            .and_then(|mut peer| refused.then(|| peer.byte()).transpose().map(|_| peer))
        {
            Ok(_) if refused => Err("the certificate was accepted".to_owned()),
            Ok(peer) => {
                self.peer = Some(peer);
                Ok(())
            }
            Err(_) if refused => Ok(()),
            Err(error) => Err(format!("no TLS: {error}")),
        }
    }

    /// The other side may say goodbye, and nothing else.
    fn end(&mut self) -> Result<(), String> {
        if let Some(mut peer) = self.peer.take() {
            match peer.line() {
                Ok(line) if line == "QUIT" => {}
                Ok(line) => return Err(format!("`{line}` was said after the end")),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    return Err("the other side kept the connection".to_owned());
                }
                Err(_) => {}
            }
        }
        match connection(&self.listener, Duration::ZERO) {
            Some(_) => Err("somebody connected after the end".to_owned()),
            None => Ok(()),
        }
    }
}

fn connection(listener: &TcpListener, within: Duration) -> Option<TcpStream> {
    let until = Instant::now() + within;
    listener.set_nonblocking(true).unwrap();
    loop {
        match listener.accept() {
            Ok((peer, _)) => {
                peer.set_nonblocking(false).unwrap();
                return Some(peer);
            }
            Err(_) if Instant::now() < until => thread::sleep(Duration::from_millis(2)),
            Err(_) => return None,
        }
    }
}

/// What the stars stand for, if the line fits the pattern.
fn stars(pattern: &str, line: &str) -> Option<Vec<String>> {
    let mut pieces = pattern.split('*');
    let mut rest = line.strip_prefix(pieces.next()?)?;
    let mut stars = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let at = if pieces.peek().is_some() {
            rest.find(piece)?
        } else {
            rest.len().checked_sub(piece.len()).filter(|at| rest.is_char_boundary(*at))?
        };
        let (star, behind) = rest.split_at(at);
        rest = behind.strip_prefix(piece)?;
        stars.push(star.to_owned());
    }
    rest.is_empty().then_some(stars)
}

#[test]
fn a_star_stands_for_anything() {
    let owned = |stars: &[&str]| Some(stars.iter().map(|star| (*star).to_owned()).collect());
    for (pattern, line, found) in [
        ("QUIT", "QUIT", owned(&[])),
        ("QUIT", "QUITE", None),
        ("EHLO *", "EHLO m50.example", owned(&["m50.example"])),
        ("* LOGIN * *", "a1 LOGIN bot geheim", owned(&["a1", "bot", "geheim"])),
        ("RCPT TO:<*>", "RCPT TO:<a>", owned(&["a"])),
        ("RCPT TO:<*>", "RCPT TO:<a", None),
        ("*", "", owned(&[""])),
    ] {
        assert_eq!(stars(pattern, line), found, "{pattern} / {line}");
    }
}
