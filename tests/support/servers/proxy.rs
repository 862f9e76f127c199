//! A network between a client and a server on this machine that fails as networks do.
//!
//! Silence is what a lost route looks like to both ends: connections stand, and nothing comes. The bytes
//! are not lost: TCP sends them again, so they arrive when the network is back.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

/// What happens to the bytes that go one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Open,
    /// Each piece comes so much later.
    Late(Duration),
    /// Nothing comes until the line is open again.
    Silent,
    /// The receiving end hears that the connection is over; the other way goes on.
    Cut,
}

#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    network: Arc<Network>,
    listener: Option<JoinHandle<()>>,
}

/// What the threads of a proxy share.
#[derive(Debug)]
struct Network {
    server: u16,
    /// To the server, to the client.
    lines: Mutex<[Line; 2]>,
    connections: Mutex<Vec<Weak<Connection>>>,
    listeners: Mutex<Vec<Listener>>,
    over: AtomicBool,
}

/// Somebody who wants to know when words go by.
#[derive(Debug)]
struct Listener {
    way: Way,
    words: &'static str,
    tell: Sender<Instant>,
}

#[derive(Debug)]
struct Connection {
    client: TcpStream,
    server: TcpStream,
    abandoned: AtomicBool,
}

/// How long a thread takes to notice that the network has changed.
const NOTICE: Duration = Duration::from_millis(5);

impl Proxy {
    /// In front of a server on this machine.
    pub(crate) fn start(server: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let network = Arc::new(Network {
            server,
            lines: Mutex::new([Line::Open; 2]),
            connections: Mutex::default(),
            listeners: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let shared = Arc::clone(&network);
        let listener = Some(thread::spawn(move || shared.accept(&listener)));
        Self { port, network, listener }
    }

    /// For all connections, also those that are yet to come.
    pub(crate) fn set(&self, way: Way, line: Line) {
        self.network.lines.lock().unwrap()[way as usize] = line;
    }

    pub(crate) fn set_both(&self, line: Line) {
        *self.network.lines.lock().unwrap() = [line; 2];
    }

    /// The connections of now stay silent for ever, as when a firewall has forgotten them; new ones pass.
    pub(crate) fn abandon(&self) {
        for connection in self.network.standing() {
            connection.abandoned.store(true, Ordering::SeqCst);
        }
    }

    /// Ends the connections of now, for both ends to hear; new ones pass.
    pub(crate) fn cut(&self) {
        self.network.standing().iter().for_each(|connection| connection.end());
    }

    /// Tells when words go by, each time just before they are passed on. Only words that come in one
    /// piece are heard.
    pub(crate) fn listen_for(&self, way: Way, words: &'static str) -> Receiver<Instant> {
        let (tell, told) = mpsc::channel();
        self.network.listeners.lock().unwrap().push(Listener { way, words, tell });
        told
    }

    /// How many connections go through it now.
    pub(crate) fn connections(&self) -> usize {
        self.network.standing().len()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.network.over.store(true, Ordering::SeqCst);
        self.cut();
        // Whoever waits for a connection gets one, and sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        let _ = self.listener.take().map(JoinHandle::join);
    }
}

impl Network {
    fn accept(self: Arc<Self>, listener: &TcpListener) {
        for client in listener.incoming() {
            if self.over.load(Ordering::SeqCst) {
                return;
            }
            let client = client.unwrap();
            // Where there is no server, the client hears the end at once.
            let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server)) else {
                continue;
            };
            // It adds no delay but the one that was asked for.
            client.set_nodelay(true).and(server.set_nodelay(true)).unwrap();
            let connection = Connection { client, server, abandoned: AtomicBool::new(false) };
            let connection = Arc::new(connection);
            self.connections.lock().unwrap().push(Arc::downgrade(&connection));
            for way in [Way::ToServer, Way::ToClient] {
                let (network, connection) = (Arc::clone(&self), Arc::clone(&connection));
                thread::spawn(move || network.carry(&connection, way));
            }
        }
    }

    /// Carries bytes one way until an end has enough.
    fn carry(&self, connection: &Connection, way: Way) {
        let (mut from, mut to) = match way {
            Way::ToServer => (&connection.client, &connection.server),
            Way::ToClient => (&connection.server, &connection.client),
        };
        from.set_read_timeout(Some(NOTICE)).unwrap();
        let mut piece = [0; 16 * 1024];
        while self.is_open(connection, way) {
            let length = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
                {
                    continue;
                }
                Err(_) => break,
            };
            if let Line::Late(time) = self.line(way) {
                thread::sleep(time);
            }
            self.overhear(way, &piece[..length]);
            // It may have fallen silent since.
            if !self.is_open(connection, way) || to.write_all(&piece[..length]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    }

    /// Waits while the line is silent; false once it is cut.
    fn is_open(&self, connection: &Connection, way: Way) -> bool {
        while !self.over.load(Ordering::SeqCst) {
            match self.line(way) {
                Line::Cut => return false,
                Line::Open | Line::Late(_) if !connection.abandoned.load(Ordering::SeqCst) => {
                    return true;
                }
                Line::Open | Line::Late(_) | Line::Silent => thread::sleep(NOTICE),
            }
        }
        false
    }

    fn overhear(&self, way: Way, piece: &[u8]) {
        for listener in self.listeners.lock().unwrap().iter().filter(|one| one.way == way) {
            let words = listener.words.as_bytes();
            if piece.windows(words.len()).any(|window| window == words) {
                // Nobody may be listening any more.
                let _ = listener.tell.send(Instant::now());
            }
        }
    }

    fn line(&self, way: Way) -> Line {
        self.lines.lock().unwrap()[way as usize]
    }

    /// The connections that neither end has closed; the others are forgotten.
    fn standing(&self) -> Vec<Arc<Connection>> {
        let mut connections = self.connections.lock().unwrap();
        connections.retain(|connection| connection.strong_count() > 0);
        connections.iter().filter_map(Weak::upgrade).collect()
    }
}

impl Connection {
    fn end(&self) {
        let _ = self.client.shutdown(Shutdown::Both);
        let _ = self.server.shutdown(Shutdown::Both);
    }
}
