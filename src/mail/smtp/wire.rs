//! A connection to a mail server: bytes out, replies in, and no wait without an end.
//!
//! Not lettre's own: its limit is for each read, so that a server that sends a byte now and then holds
//! it for ever; it keeps a line without an end in memory; and it still believes what was said before
//! TLS began. Here every wait has one deadline, and whoever speaks without being asked is not believed.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

/// RFC 5321, 4.5.3.1.5 says 512; some servers write more.
const LINE_BYTES_MAX: usize = 4096;
const LINES_MAX: usize = 100;
/// As much of a reply is kept for staff.
const REPLY_CHARS_MAX: usize = 400;

/// What a server answered (RFC 5321, 4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) lines: Vec<String>,
}

/// What the first digit of a reply means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Done,
    GoOn,
    Later,
    Never,
}

impl Reply {
    pub(super) fn class(&self) -> Class {
        match self.code / 100 {
            2 => Class::Done,
            3 => Class::GoOn,
            4 => Class::Later,
            _ => Class::Never,
        }
    }

    /// The enhanced status code (RFC 2034): the first word of the text, if it is one.
    pub(super) fn status(&self) -> Option<(u16, u16, u16)> {
        let word = self.lines.first()?.split_ascii_whitespace().next()?;
        let mut numbers = word.splitn(3, '.').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some((next()?, next()?, next()?))
    }
}

/// As staff read it: on one line, and not for ever.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{} {}", self.code, self.lines.join(" "));
        let visible = text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c });
        f.write_str(&visible.take(REPLY_CHARS_MAX).collect::<String>())
    }
}

/// A socket with one deadline for all that is read and written until the next is set.
#[derive(Debug)]
struct Socket {
    tcp: TcpStream,
    until: Instant,
}

impl Socket {
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(late()) } else { Ok(left) }
    }
}

impl Read for Socket {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(self.left()?))?;
        self.tcp.read(into).map_err(named)
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(self.left()?))?;
        self.tcp.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

fn late() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "no answer in time")
}

/// Tries each address until one answers, all within one wait. Each gets its share of what is left of
/// it: where IPv6 leads nowhere, its address comes first and never answers.
fn reach(addresses: &[SocketAddr], until: Instant) -> io::Result<TcpStream> {
    let mut failed = io::Error::new(ErrorKind::NotFound, "the name has no address");
    for (address, yet_to_try) in addresses.iter().zip((1..=addresses.len()).rev()) {
        let left = until.saturating_duration_since(Instant::now());
        let share = left / u32::try_from(yet_to_try).unwrap_or(u32::MAX);
        if share.is_zero() {
            return Err(late());
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(tcp) => return Ok(tcp),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// Unix calls a timeout "would block".
fn named(error: io::Error) -> io::Error {
    if error.kind() == ErrorKind::WouldBlock { late() } else { error }
}

#[derive(Debug)]
enum Stream {
    Plain(Socket),
    Tls(Box<StreamOwned<ClientConnection, Socket>>),
}

impl Stream {
    fn socket(&mut self) -> &mut Socket {
        match self {
            Self::Plain(socket) => socket,
            Self::Tls(stream) => &mut stream.sock,
        }
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(into),
            Self::Tls(stream) => stream.read(into),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.write_all(bytes),
            Self::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }
}

/// The connection, and what was heard and not yet asked for.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    heard: Vec<u8>,
}

impl Wire {
    /// Connects to a host, whichever of its addresses answers. Asking for the addresses is the system's
    /// and has its own limit.
    pub(super) fn connect(host: &str, port: u16, within: Duration) -> io::Result<Self> {
        let until = Instant::now() + within;
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
        let tcp = reach(&addresses, until)?;
        // A command is one small packet, and waits for its answer.
        tcp.set_nodelay(true)?;
        Ok(Self { stream: Stream::Plain(Socket { tcp, until }), heard: Vec::new() })
    }

    /// Begins TLS. What was said before it counts for nothing, so nothing may be left of it.
    pub(super) fn secured(
        mut self,
        config: Arc<ClientConfig>,
        name: ServerName<'static>,
        within: Duration,
    ) -> io::Result<Self> {
        self.refuse_unasked()?;
        self.allow(within);
        let Stream::Plain(socket) = self.stream else { return Ok(self) };
        let connection = ClientConnection::new(config, name).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, socket);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        Ok(Self { stream: Stream::Tls(Box::new(stream)), heard: self.heard })
    }

    /// All that is said and heard from now on may take as long as this, together.
    pub(super) fn allow(&mut self, within: Duration) {
        self.stream.socket().until = Instant::now() + within;
    }

    pub(super) fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.refuse_unasked()?;
        self.stream.write_all(bytes)
    }

    /// One whole reply.
    pub(super) fn reply(&mut self) -> io::Result<Reply> {
        let mut reply: Option<Reply> = None;
        loop {
            let line = self.line()?;
            let (code, more, text) = parts(&line).ok_or_else(|| nonsense("this is no reply"))?;
            let so_far = reply.get_or_insert_with(|| Reply { code, lines: Vec::new() });
            if so_far.code != code || so_far.lines.len() == LINES_MAX {
                return Err(nonsense("a reply that does not end, or contradicts itself"));
            }
            so_far.lines.push(text.to_owned());
            if !more && let Some(reply) = reply {
                return Ok(reply);
            }
        }
    }

    /// We never ask while an answer is to come, so that nothing can lie here when we begin to speak: it
    /// would be taken for the answer to what we ask next.
    pub(super) fn refuse_unasked(&self) -> io::Result<()> {
        if self.heard.is_empty() { Ok(()) } else { Err(nonsense("it spoke without being asked")) }
    }

    fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.heard.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.heard.drain(..=end).collect();
                let line = String::from_utf8_lossy(&line);
                return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
            }
            if self.heard.len() > LINE_BYTES_MAX {
                return Err(nonsense("a line that does not end"));
            }
            let mut piece = [0; 1024];
            match self.stream.read(&mut piece) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(read) => self.heard.extend(piece.iter().take(read)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

fn nonsense(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

/// The code of a line, whether more lines follow, and its text. A server may leave out the text and
/// the space before it.
fn parts(line: &str) -> Option<(u16, bool, &str)> {
    let (code, rest) = line.split_at_checked(3)?;
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let code = code.parse().ok().filter(|code| digits && (200..600).contains(code))?;
    if let Some(text) = rest.strip_prefix('-') {
        return Some((code, true, text));
    }
    let text = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
    Some((code, false, text))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// An address that answers nobody, as long as what comes with it is kept: its queue is full.
    fn dead_address() -> (SocketAddr, (socket2::Socket, Vec<TcpStream>)) {
        let socket =
            socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        socket.listen(0).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        let moment = Duration::from_millis(100);
        let waiting = std::iter::from_fn(|| TcpStream::connect_timeout(&address, moment).ok());
        let waiting = waiting.collect();
        (address, (socket, waiting))
    }

    #[test]
    fn an_address_that_never_answers_leaves_time_for_the_next() {
        let (dead, _queue) = dead_address();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let alive = listener.local_addr().unwrap();
        let began = Instant::now();
        let within = Duration::from_secs(2);
        let reached = reach(&[dead, dead, alive], began + within).unwrap();
        assert_eq!(reached.peer_addr().unwrap(), alive);
        assert!(began.elapsed() < within);
        let failed = reach(&[dead, dead], Instant::now() + within / 4).unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::TimedOut);
    }

    #[test]
    fn a_line_of_a_reply_is_taken_apart() {
        for (line, found) in [
            ("250 ok", Some((250, false, "ok"))),
            ("250-SIZE 42", Some((250, true, "SIZE 42"))),
            ("354", Some((354, false, ""))),
            ("250", Some((250, false, ""))),
            ("2506 ok", None),
            ("25", None),
            ("+50 ok", None),
            ("650 ok", None),
            ("150 wait", None),
            ("* OK ready", None),
            ("", None),
            ("é50 ok", None),
        ] {
            assert_eq!(parts(line), found, "{line}");
        }
    }

    #[test]
    fn the_status_is_the_first_word_and_nothing_else() {
        for (text, status) in [
            ("5.7.60 SMTP; not as this sender", Some((5, 7, 60))),
            ("5.2.252", Some((5, 2, 252))),
            ("no 5.7.1", None),
            ("5.7", None),
            ("5.7.1.2 x", None),
            ("10.0.0.999999 x", None),
            ("", None),
        ] {
            assert_eq!(
                Reply { code: 550, lines: vec![text.to_owned()] }.status(),
                status,
                "{text}"
            );
        }
    }

    #[test]
    fn a_reply_for_staff_is_one_short_line() {
        let lines = vec!["5.1.1 \u{1b}[31mno".to_owned(), "such user ".repeat(100)];
        let shown = Reply { code: 550, lines }.to_string();
        assert!(shown.starts_with("550 5.1.1  [31mno such user"), "{shown}");
        assert_eq!(shown.chars().count(), REPLY_CHARS_MAX);
    }
}
