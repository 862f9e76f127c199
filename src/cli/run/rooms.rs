//! The rooms of the live bot: each on a thread of its own, begun anew when it ends in trouble.
//!
//! The thread is the side of the desk (`rounds::rooms`) and may wait for the disk; the room itself is a
//! task on a runtime of its own, so that neither its heartbeats nor its staff wait for another room.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::sync::Mutex;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task;
use tokio::time::timeout;

use crate::chat::room::{Heard, Owed, Room, RoomError};
use crate::clock::Clock;
use crate::engine::queue::Submit;
use crate::mail::nap;
use crate::rounds::backoff::Backoff;
use crate::rounds::rooms::{LINES_MAX, Talk};
use crate::store::StoreError;

/// How often the engine is asked for notices when nobody says anything.
const BEAT: Duration = Duration::from_millis(100);
/// Messages under way between the two sides.
const UNDER_WAY: usize = 64;
/// How long a room may take to say goodbye, with its last words.
const LEAVE: Duration = Duration::from_secs(6);
/// A room that stayed this long was well.
const WELL: Duration = Duration::from_secs(60);

/// What is said of a panic. Its own message may quote a guest, and is not repeated.
const FAULT: &str = "a fault in the program; its log says where, tell the makers";

/// Why a conversation ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    /// The bot stops.
    Stopped,
    InTrouble(String),
}

/// Keeps a room open until told to stop.
///
/// # Errors
/// No thread could be started.
pub(super) fn room_thread<D, R>(
    name: &str,
    stop: &Arc<AtomicBool>,
    mut talk: Talk<D>,
    room: R,
) -> io::Result<JoinHandle<()>>
where
    D: Submit + Send + 'static,
    R: Room + 'static,
{
    let (stop, task, room) = (Arc::clone(stop), name.to_owned(), Arc::new(Mutex::new(room)));
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        let mut backoff = Backoff::default();
        while !stop.load(Ordering::Relaxed) {
            let begun = Instant::now();
            let why = match open(&mut talk, &room, &stop) {
                Ok(Ended::Stopped) => return,
                Ok(Ended::InTrouble(why)) => why,
                Err(error) => error.to_string(),
            };
            tracing::error!(task, why, "this room ended; it is opened again");
            talk.ended(Clock::System.now(), why);
            // Staff in the other rooms hear of it although this one ends at once, each time.
            let _ = guarded(&mut talk, Vec::new());
            if begun.elapsed() > WELL {
                backoff.reset();
            }
            nap(backoff.next(chance()), &stop);
        }
    })
}

/// Opens the room once and talks with it to its end. A panic in the room ends the room.
fn open<D, R>(talk: &mut Talk<D>, room: &Arc<Mutex<R>>, stop: &Arc<AtomicBool>) -> io::Result<Ended>
where
    D: Submit,
    R: Room + 'static,
{
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let (owed, mut to_show) = channel(UNDER_WAY);
    let (says, heard) = channel(UNDER_WAY);
    let room = Arc::clone(room);
    let task = runtime.spawn(async move { room.lock().await.run(&mut to_show, &says).await });
    talk.begin();
    let ended = runtime.block_on(converse(talk, (owed, heard), task, stop));
    runtime.shutdown_timeout(LEAVE);
    Ok(ended)
}

async fn converse<D: Submit>(
    talk: &mut Talk<D>,
    (owed, mut heard): (Sender<Owed>, Receiver<Heard>),
    room: task::JoinHandle<Result<(), RoomError>>,
    stop: &AtomicBool,
) -> Ended {
    let mut waiting = VecDeque::new();
    while !stop.load(Ordering::Relaxed) {
        let mut news = Vec::new();
        match timeout(BEAT, heard.recv()).await {
            Ok(Some(first)) => news.push(first),
            Ok(None) => return Ended::InTrouble(why_it_ended(room.await)),
            Err(_) => {}
        }
        while let Some(next) = (news.len() < LINES_MAX).then(|| heard.try_recv().ok()).flatten() {
            news.push(next);
        }
        match guarded(talk, news) {
            Ok(Ok(more)) => waiting.extend(more),
            // The engine is gone: the bot stops.
            Ok(Err(_)) => return Ended::Stopped,
            Err(_) => return Ended::InTrouble(FAULT.to_owned()),
        }
        hand_over(&owed, &mut waiting);
    }
    drop(owed);
    let mut news = Vec::new();
    let goodbye = async {
        while let Some(last) = heard.recv().await {
            news.push(last);
        }
    };
    let _ = timeout(LEAVE, goodbye).await;
    // Whatever comes of it: the bot stops.
    let _ = guarded(talk, news);
    Ended::Stopped
}

/// A round with the desk. A line or a card on which it panics must not take the bot along.
fn guarded<D: Submit>(
    talk: &mut Talk<D>,
    news: Vec<Heard>,
) -> thread::Result<Result<Vec<Owed>, StoreError>> {
    catch_unwind(AssertUnwindSafe(|| talk.round(Clock::System.now(), news)))
}

/// As much as the room takes now: the two sides never wait for each other.
fn hand_over(owed: &Sender<Owed>, waiting: &mut VecDeque<Owed>) {
    while let Some(first) = waiting.pop_front() {
        match owed.try_send(first) {
            Ok(()) => {}
            Err(TrySendError::Full(first) | TrySendError::Closed(first)) => {
                return waiting.push_front(first);
            }
        }
    }
}

fn why_it_ended(ended: Result<Result<(), RoomError>, task::JoinError>) -> String {
    match ended {
        Ok(Ok(())) => "it ended by itself".to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => FAULT.to_owned(),
    }
}

/// Spreads the tries of bots that lost the same server.
pub(super) fn chance() -> f64 {
    f64::from(Clock::System.now().timestamp_subsec_micros() % 1_000) / 1_000.0
}
