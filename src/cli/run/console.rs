//! The console, as config names it.

use std::borrow::Cow;
use std::io::{self, stdout};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;

use super::rooms::room_thread;
use crate::chat::completion::Completions;
use crate::chat::console::terminal::{Known, OpenCases, Terminal};
use crate::chat::console::{self, Console, Lines, Look};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::desk::Desk;
use crate::domain::ids::VisitId;
use crate::domain::notice::Saying;
use crate::domain::room::RoomName;
use crate::domain::visit::Visit;
use crate::engine::queue::Queue;
use crate::engine::visits::Lookup;
use crate::rounds::rooms::Talk;
use crate::words::Words;

/// Cases looked up in one go.
const SOME: usize = 64;

/// Where staff type at this process. Whatever waits there for a key cannot be called back, so that it
/// stays when the bot begins anew.
#[derive(Debug)]
pub(super) enum Keyboard {
    Terminal(Terminal),
    Pipe(Lines),
}

impl Keyboard {
    fn open(folder: &Path) -> io::Result<Self> {
        match Terminal::open(folder.join("console-history")) {
            Some(terminal) => Ok(Self::Terminal(terminal)),
            None => console::stdin_lines().map(Self::Pipe),
        }
    }
}

/// The thread of the room.
pub(super) fn thread(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    (desk, words): (Arc<Desk>, Arc<Words>),
    keyboard: &mut Option<Keyboard>,
) -> Result<JoinHandle<()>, Failure> {
    let known = Known {
        completions: Completions::new(&desk),
        cases: open_cases(queue.clone(), desk.clone(), words.clone()),
    };
    let directory = console::directory(&config.chat.console_name);
    let talk = Talk::new(queue.clone(), (desk, words), RoomName::Console, directory);
    let (name, look) = (RoomName::Console.slug(), Look::detect());
    let opened = match keyboard.take() {
        Some(opened) => opened,
        None => Keyboard::open(&config.store.folder)?,
    };
    let thread = match keyboard.insert(opened) {
        Keyboard::Terminal(terminal) => {
            terminal.serve(known);
            let room = Console::new(terminal.printer(), look.with_editor());
            room_thread(name, stop, talk, room.hearing(terminal.lines()))
        }
        Keyboard::Pipe(lines) => {
            room_thread(name, stop, talk, Console::new(stdout(), look).hearing(lines.clone()))
        }
    };
    Ok(thread?)
}

/// The open cases as their threads are called, the newest first.
fn open_cases(queue: Queue, desk: Arc<Desk>, words: Arc<Words>) -> OpenCases {
    Box::new(move || {
        let open = queue.look(|desk| desk.state().briefs().map(|visit| visit.id).collect());
        let mut open: Vec<VisitId> = open.unwrap_or_default();
        open.reverse();
        let case = |visit: Visit| {
            let (id, now) = (visit.id.to_string(), Clock::System.now());
            let title = Saying::Title { visit: Box::new(visit) };
            let title = words.notice(&desk, now, &title, RoomName::Console);
            let title = title.map_or_else(|_| id.clone(), |told| told.lines.join(" "));
            (id, title)
        };
        let some = |ids: &[VisitId]| {
            let ids = ids.to_vec();
            let visit = |desk: &dyn Lookup, id| desk.visit(id).ok().map(Cow::into_owned);
            let visits = queue.look(move |desk| {
                ids.into_iter().filter_map(|id| visit(desk, id)).collect::<Vec<_>>()
            });
            visits.unwrap_or_default()
        };
        open.chunks(SOME).flat_map(some).map(case).collect()
    })
}
