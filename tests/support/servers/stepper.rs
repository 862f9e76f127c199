//! A network between a program and its servers that counts every piece that passes, either way and over
//! all connections together, and ends the program (SIGKILL) at the piece that a test names.
//!
//! What the program had written by then and the network had not yet passed is lost, as when the power
//! fails; what a server had heard, it goes on to do.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Way;

/// When the program is killed, by the number of the piece; the first is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kill {
    Never,
    /// Its piece never arrives.
    Before(usize),
    /// Its piece arrives, and so much later the program ends: time to get as far as a flush.
    After(usize, Duration),
}

/// How a program ended.
#[derive(Debug)]
pub(crate) enum Ended {
    ByItself(ExitStatus),
    /// At this piece, in words.
    Killed(String),
}

#[derive(Debug)]
pub(crate) struct Stepper {
    pub(crate) ports: Vec<u16>,
    steps: Arc<Steps>,
    over: Arc<AtomicBool>,
    listeners: Vec<JoinHandle<()>>,
}

/// What the threads share. Nothing passes while somebody holds it.
#[derive(Debug)]
struct Steps(Mutex<Watch>);

#[derive(Debug)]
struct Watch {
    program: Option<Child>,
    kill: Kill,
    passed: usize,
    killed_at: Option<String>,
    /// What the servers can do and the program is not to hear of.
    hidden: Option<&'static str>,
    /// Connections of an earlier program carry nothing any more.
    run: usize,
}

/// A program that takes this long is stuck.
const STUCK: Duration = Duration::from_secs(60);

impl Stepper {
    /// In front of servers on this machine; `ports` are in the same order.
    /// Of one thing the servers can do, the program does not hear if it is `hidden`.
    pub(crate) fn start(servers: &[u16], hidden: Option<&'static str>) -> Self {
        let (program, killed_at, passed, run) = (None, None, 0, 0);
        let watch = Watch { program, kill: Kill::Never, passed, killed_at, hidden, run };
        let steps = Arc::new(Steps(Mutex::new(watch)));
        let over = Arc::new(AtomicBool::new(false));
        let (mut ports, mut listeners) = (Vec::new(), Vec::new());
        for server in servers {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            ports.push(listener.local_addr().unwrap().port());
            let (steps, over, server) = (Arc::clone(&steps), Arc::clone(&over), *server);
            listeners.push(thread::spawn(move || steps.accept(&listener, server, &over)));
        }
        Self { ports, steps, over, listeners }
    }

    /// Begins a program and waits until it has ended.
    pub(crate) fn run(&self, begin: impl FnOnce() -> Child, kill: Kill) -> Ended {
        {
            let mut watch = self.steps.watch();
            (watch.kill, watch.passed, watch.killed_at) = (kill, 0, None);
            watch.run += 1;
            watch.program = Some(begin());
        }
        let begun = Instant::now();
        loop {
            let mut watch = self.steps.watch();
            let status = watch.program.as_mut().unwrap().try_wait().unwrap();
            match (status, &watch.killed_at) {
                (Some(_), Some(at)) => return Ended::Killed(at.clone()),
                (Some(status), None) => return Ended::ByItself(status),
                (None, _) if begun.elapsed() > STUCK => {
                    watch.program.as_mut().unwrap().kill().unwrap();
                    panic!("the program is stuck after {} steps", watch.passed);
                }
                (None, _) => {}
            }
            drop(watch);
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Stepper {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        for port in &self.ports {
            // Whoever waits for a connection gets one, and sees that it is over.
            let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, *port));
        }
        self.listeners.drain(..).for_each(|listener| listener.join().unwrap());
    }
}

impl Steps {
    fn watch(&self) -> MutexGuard<'_, Watch> {
        self.0.lock().unwrap()
    }

    fn accept(self: Arc<Self>, listener: &TcpListener, server: u16, over: &AtomicBool) {
        for client in listener.incoming() {
            if over.load(Ordering::SeqCst) {
                return;
            }
            let run = self.watch().run;
            let client = client.unwrap();
            let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).unwrap();
            client.set_nodelay(true).and(server.set_nodelay(true)).unwrap();
            let ends = Arc::new([client, server]);
            for way in [Way::ToServer, Way::ToClient] {
                let (steps, ends) = (Arc::clone(&self), Arc::clone(&ends));
                thread::spawn(move || steps.carry(&ends, way, run));
            }
        }
    }

    fn carry(&self, ends: &[TcpStream; 2], way: Way, run: usize) {
        let (mut from, to) = match way {
            Way::ToServer => (&ends[0], &ends[1]),
            Way::ToClient => (&ends[1], &ends[0]),
        };
        let mut piece = [0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut piece) {
            if !self.watch().pass(&piece[..length], to, way, run) {
                break;
            }
        }
        for end in ends {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

impl Watch {
    /// False when nothing is to pass any more.
    fn pass(&mut self, piece: &[u8], mut to: &TcpStream, way: Way, run: usize) -> bool {
        if self.run != run || self.killed_at.is_some() {
            return false;
        }
        self.passed += 1;
        if self.kill == Kill::Before(self.passed) {
            self.end(format!("before {}: {}", self.passed, named(piece, way)));
            return false;
        }
        let passes = to.write_all(&self.without_hidden(piece)).is_ok();
        if let Kill::After(number, pause) = self.kill
            && number == self.passed
        {
            thread::sleep(pause);
            self.end(format!("{pause:?} after {}: {}", self.passed, named(piece, way)));
            return false;
        }
        passes
    }

    /// The same number of bytes, because a piece may end anywhere.
    fn without_hidden(&self, piece: &[u8]) -> Vec<u8> {
        let mut piece = piece.to_vec();
        if let Some(hidden) = self.hidden.map(|hidden| format!(" {hidden} "))
            && String::from_utf8_lossy(&piece).contains("CAPABILITY")
            && let Some(at) = piece.windows(hidden.len()).position(|some| some == hidden.as_bytes())
        {
            piece[at + 1..at + hidden.len() - 1].fill(b'X');
        }
        piece
    }

    fn end(&mut self, at: String) {
        self.program.as_mut().unwrap().kill().unwrap();
        self.killed_at = Some(at);
    }
}

/// A piece as a person recognises it.
fn named(piece: &[u8], way: Way) -> String {
    let text = String::from_utf8_lossy(piece);
    let first: String = text.lines().next().unwrap_or_default().chars().take(70).collect();
    match way {
        Way::ToServer => format!("> {first}"),
        Way::ToClient => format!("< {first}"),
    }
}
