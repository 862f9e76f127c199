//! The stream under the IMAP client: TCP or TLS, with deadlines that hold.
//!
//! The client library removes timeouts after IDLE, reads for ever when it is dropped, and panics when
//! a server says something between IDLE and its `+`. So time is kept here and not there: every read
//! ends at the deadline that `Control` holds, however many bytes trickle in, and what comes before
//! the `+` is held back until after it (RFC 2177 allows a server to say it).

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use imap::extensions::idle::SetReadTimeout;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use socket2::{SockRef, TcpKeepalive};

use super::Patience;

/// The longest sleep in a read: the deadline and the wish to stop are looked at this often.
const SLICE: Duration = Duration::from_millis(200);
/// What comes this long after the deadline is still heard.
const GRACE: Duration = Duration::from_secs(2);
/// A connection on which nothing is said is probed after this, and every so often again.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// A line before IDLE's `+` longer than this is no answer to anything.
const HELD_BYTES_MAX: usize = 64 * 1024;

/// Holds the time of a connection from outside: the stream itself belongs to the client.
#[derive(Debug, Clone)]
pub(super) struct Control {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    deadline: Mutex<Instant>,
    /// When this is set, a read that waits ends as if its time were over.
    stop: Mutex<Option<Arc<AtomicBool>>>,
    socket: TcpStream,
    /// Something went wrong since the end of IDLE; the client keeps what happens there to itself.
    failed: AtomicBool,
}

impl Control {
    /// Whatever is read or written from now on must be done within `limit`.
    pub(super) fn allow(&self, limit: Duration) {
        *self.shared.deadline.lock().unwrap_or_else(PoisonError::into_inner) =
            Instant::now() + limit;
    }

    /// Whoever waits in a read comes back when `stop` is set; with `None` nothing but time ends it.
    pub(super) fn heed(&self, stop: Option<Arc<AtomicBool>>) {
        *self.shared.stop.lock().unwrap_or_else(PoisonError::into_inner) = stop;
    }

    /// Cuts the connection; whoever reads from it is told so.
    pub(super) fn cut(&self) {
        // One that is cut already is what was wanted.
        let _ = self.shared.socket.shutdown(Shutdown::Both);
    }

    /// Whether something went wrong after the end of IDLE.
    pub(super) fn has_failed(&self) -> bool {
        self.shared.failed.load(Ordering::Relaxed)
    }

    fn note(&self, failed: bool) {
        self.shared.failed.store(failed, Ordering::Relaxed);
    }

    /// How long ago the time was over; `None` while there is some left.
    fn over(&self) -> Option<Duration> {
        let deadline = *self.shared.deadline.lock().unwrap_or_else(PoisonError::into_inner);
        Instant::now().checked_duration_since(deadline)
    }

    fn is_told_to_stop(&self) -> bool {
        let stop = self.shared.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
    }
}

/// A connection to a mail server.
#[derive(Debug)]
pub(super) struct Wire {
    inner: Inner,
    control: Control,
    /// Lines that were read ahead while IDLE had no answer yet, in the order in which they are given.
    ready: VecDeque<u8>,
    after_idle: bool,
    /// How long the server has to answer DONE.
    done: Duration,
}

#[derive(Debug)]
enum Inner {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Wire {
    /// Connects to the first address of `host` that answers.
    ///
    /// # Errors
    /// When the name is not known or nobody answers.
    pub(super) fn connect(host: &str, port: u16, patience: Patience) -> io::Result<Self> {
        let mut failed = io::Error::new(ErrorKind::NotFound, "the name has no address");
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, patience.connect) {
                Ok(socket) => return Self::over(socket, patience),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    fn over(socket: TcpStream, patience: Patience) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(SLICE))?;
        socket.set_write_timeout(Some(SLICE))?;
        let probes = TcpKeepalive::new().with_time(KEEPALIVE).with_interval(KEEPALIVE);
        SockRef::from(&socket).set_tcp_keepalive(&probes)?;
        let shared = Shared {
            deadline: Mutex::new(Instant::now() + patience.connect),
            stop: Mutex::new(None),
            socket: socket.try_clone()?,
            failed: AtomicBool::new(false),
        };
        let control = Control { shared: Arc::new(shared) };
        let (ready, after_idle) = Default::default();
        let (inner, done) = (Inner::Plain(socket), patience.done);
        Ok(Self { inner, control, ready, after_idle, done })
    }

    pub(super) fn control(&self) -> Control {
        self.control.clone()
    }

    /// The same connection under TLS; the certificate must be that of `name`.
    ///
    /// # Errors
    /// When the other side speaks no TLS, or is not who it should be.
    pub(super) fn secured(
        self,
        name: ServerName<'static>,
        config: Arc<ClientConfig>,
    ) -> io::Result<Self> {
        let Inner::Plain(socket) = self.inner else { return Ok(self) };
        let connection = ClientConnection::new(config, name).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, socket);
        while stream.conn.is_handshaking() {
            retried(&self.control, || stream.conn.complete_io(&mut stream.sock))?;
        }
        Ok(Self { inner: Inner::Tls(Box::new(stream)), ..self })
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let inner = &mut self.inner;
        let result = retried(&self.control, || match inner {
            Inner::Plain(socket) => socket.read(buffer),
            Inner::Tls(stream) => stream.read(buffer),
        });
        if !matches!(result, Ok(1..)) {
            self.control.note(true);
        }
        match result {
            // Many servers close without the closing words of TLS. What was read is whole or it is
            // not by its own count of bytes, so the end is just the end.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(0),
            other => other,
        }
    }

    /// Reads up to the answer to IDLE and puts it before what the server said first.
    fn order_after_idle(&mut self) -> io::Result<()> {
        let mut before = Vec::new();
        loop {
            let line = self.receive_line()?;
            let is_untagged = line.starts_with(b"* ");
            if !is_untagged {
                self.after_idle = false;
                self.ready.extend(line);
                self.ready.extend(before);
                return Ok(());
            }
            before.extend(line);
            if before.len() > HELD_BYTES_MAX {
                return Err(io::Error::other("endless talk before the answer to IDLE"));
            }
        }
    }

    fn receive_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut byte = [0_u8; 1];
        while !line.ends_with(b"\n") && line.len() < HELD_BYTES_MAX {
            if self.receive(&mut byte)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            line.extend(byte);
        }
        Ok(line)
    }
}

/// Tries again as long as nothing came and there is time.
fn retried<T>(control: &Control, mut action: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match action() {
            Err(error) if waits(&error) => {
                if control.over().is_some() || control.is_told_to_stop() {
                    return Err(io::Error::new(ErrorKind::TimedOut, "no answer in time"));
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Bytes that trickle in for ever must not outlast the deadline either; those that come
            // just then are still heard.
            Ok(_) if control.over().is_some_and(|over| over > GRACE) => {
                return Err(io::Error::new(ErrorKind::TimedOut, "no whole answer in time"));
            }
            other => return other,
        }
    }
}

fn waits(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.after_idle {
            self.order_after_idle()?;
        }
        if self.ready.is_empty() {
            return self.receive(buffer);
        }
        self.ready.read(buffer)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.ends_with(b" IDLE\r\n") {
            self.after_idle = true;
        }
        let inner = &mut self.inner;
        retried(&self.control, || match inner {
            Inner::Plain(socket) => socket.write(bytes),
            Inner::Tls(stream) => stream.write(bytes),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let inner = &mut self.inner;
        retried(&self.control, || match inner {
            Inner::Plain(socket) => socket.flush(),
            Inner::Tls(stream) => stream.flush(),
        })
    }
}

impl SetReadTimeout for Wire {
    /// How long IDLE may last. The client takes the limit away before it says DONE; there is none
    /// without a limit here.
    fn set_read_timeout(&mut self, timeout: Option<Duration>) -> imap::error::Result<()> {
        if timeout.is_none() {
            self.control.heed(None);
            // That the wait ended is no failure.
            self.control.note(false);
        }
        self.control.allow(timeout.unwrap_or(self.done));
        Ok(())
    }
}
