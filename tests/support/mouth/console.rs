//! The console: lines go in through a pipe, as from a keyboard, and what it prints is read.
//!
//! It has no buttons: whoever would press one types the line that stands there. It has one chair: who sits
//! in it changes with the transcript.

use std::io::{self, BufReader, PipeWriter, Write};
use std::sync::{Arc, Mutex};

use werkbezoek::chat::console::{Console, Look, lines};
use werkbezoek::domain::room::{Button, RoomName};

use crate::lent::AtWork;
use crate::mouth::{Mouth, Told, button, said_by};
use crate::world::World;

/// What was printed and not read yet.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) struct AtTheConsole {
    room: AtWork,
    keys: PipeWriter,
    paper: Paper,
    buttons: Vec<Button>,
    read: Vec<Told>,
}

impl AtTheConsole {
    pub(crate) fn open(world: &mut World) -> Self {
        let (typed, keys) = io::pipe().unwrap();
        let paper = Paper::default();
        let console = Console::new(paper.clone(), Look::of(false, None))
            .hearing(lines(BufReader::new(typed)).unwrap());
        let room = AtWork::open(world, RoomName::Console, |_| console);
        Self { room, keys, paper, buttons: Vec::new(), read: Vec::new() }
    }
}

impl Mouth for AtTheConsole {
    fn say(&mut self, world: &mut World, line: &str) {
        writeln!(self.keys, "{line}").unwrap();
        let Self { room, paper, buttons, read, .. } = self;
        room.hear(world, |_, notice| {
            buttons.extend(notice.buttons.clone());
            read.push(paper.take());
        });
    }

    fn press(&mut self, world: &mut World, label: &str, text: &str) {
        let line = said_by(&button(&self.buttons, label), text);
        self.say(world, &line);
    }

    fn read(&mut self, world: &mut World) -> Vec<Told> {
        let Self { room, paper, buttons, read, .. } = self;
        room.show(world, |_, notice| {
            buttons.extend(notice.buttons.clone());
            read.push(paper.take());
        });
        std::mem::take(&mut self.read)
    }
}

impl Paper {
    /// One notice: its first line stands at the margin, the others under it.
    fn take(&self) -> Told {
        let text = String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap();
        let lines = text.lines().enumerate().map(|(number, line)| match number {
            0 => line.to_owned(),
            _ if line.is_empty() => String::new(),
            _ => line.strip_prefix("  ").expect("a margin").to_owned(),
        });
        Told { lines: lines.collect(), buttons: Vec::new() }
    }
}
