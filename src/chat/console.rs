//! The console: the room of whoever sits at the machine, and therefore the local beheerder.
//!
//! Lines come in, notices go out; what a line means is up to `command`, and the end of the input
//! ends the room, not the bot. In a terminal there is a prompt and some emphasis, in a pipe plain
//! text only, so that a script can read along. A line that is too long is passed over with a word about
//! it; an input that cannot be read is over. Two traps. A blocked read of stdin cannot be
//! cancelled, so it has a thread of its own, which dies with the process; as a tokio task it would
//! hold up the shutdown. Its lines (`Lines`) therefore outlive the room, and the next one hears on
//! where it ended. And a notice may hold a guest's words, so no control character reaches the terminal.

pub mod terminal;

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::sync::Arc;
use std::thread;

use tokio::sync::Mutex;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::room::{Directory, Heard, Owed, Room, RoomError, Said, Speaker};
use crate::domain::people::Role;
use crate::domain::room::{RoomName, Staff, StaffId};

/// Bytes of one line. Longer is no command, and its rest must not become one.
const LINE_BYTES_MAX: u64 = 16 * 1024;

/// Lines read ahead of the engine.
const LINES_AHEAD: usize = 16;

const PROMPT: &str = "> ";
/// ECMA-48: back to the first column and clear the line; bold; faint; as before.
const CLEAR_LINE: &str = "\r\u{1b}[K";
const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const NORMAL: &str = "\u{1b}[0m";

/// Who may type here: whoever sits at the machine, by the name that config gives them.
pub fn directory(name: &str) -> Directory {
    Directory {
        people: [(id(), (name.to_owned(), Role::Beheerder))].into(),
        roles: BTreeMap::new(),
    }
}

/// The person at the console.
pub fn staff(name: &str) -> Staff {
    Staff::new(RoomName::Console.slug(), name, Role::Beheerder)
}

fn id() -> StaffId {
    StaffId(RoomName::Console.slug().to_owned())
}

/// What came in up to the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A line without its end; it may be empty.
    Line(String),
    /// More than a line may hold; nothing of it is kept.
    TooLong,
}

/// Lines as they are typed, for one room after another.
#[derive(Debug, Clone)]
pub struct Lines(Arc<Mutex<Receiver<io::Result<Typed>>>>);

impl Lines {
    /// The next line; `None` once there are no more. None is lost when nobody waits for it any longer.
    async fn next(&self) -> Option<io::Result<Typed>> {
        self.0.lock().await.recv().await
    }
}

impl From<Receiver<io::Result<Typed>>> for Lines {
    fn from(lines: Receiver<io::Result<Typed>>) -> Self {
        Self(Arc::new(Mutex::new(lines)))
    }
}

/// How notices look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    prompt: bool,
    colour: bool,
}

impl Look {
    /// What suits stdout of this process.
    pub fn detect() -> Self {
        Self::of(io::stdout().is_terminal(), std::env::var_os("NO_COLOR").as_deref())
    }

    /// What suits an editor that draws its own prompt.
    pub fn with_editor(self) -> Self {
        Self { prompt: false, ..self }
    }

    /// A prompt in a terminal only; colour too, unless `NO_COLOR` is set and not empty
    /// (<https://no-color.org>).
    pub fn of(terminal: bool, no_color: Option<&OsStr>) -> Self {
        let colour = terminal && no_color.is_none_or(OsStr::is_empty);
        Self { prompt: terminal, colour }
    }
}

/// The room: where it prints and how, and what is typed.
#[derive(Debug)]
pub struct Console<W> {
    out: W,
    look: Look,
    /// `None` once the input is over, and where a script is read by somebody else.
    lines: Option<Lines>,
    /// It was opened before, and broke.
    again: bool,
}

impl<W: Write + Send> Room for Console<W> {
    /// Never waits for the desk alone, so the two cannot wait for each other; only when it owes nothing
    /// any more, for then it hears. The end of the input ends nothing: notices are shown until the bot
    /// stops.
    async fn run(
        &mut self,
        owed: &mut Receiver<Owed>,
        heard: &Sender<Heard>,
    ) -> Result<(), RoomError> {
        // That it is back is only known when something can be written.
        if std::mem::replace(&mut self.again, true) {
            self.out.write_all(b"\n")?;
            self.out.flush()?;
        }
        let mut waiting = VecDeque::from([Heard::Back]);
        self.prompt()?;
        loop {
            tokio::select! {
                permit = heard.reserve(), if !waiting.is_empty() => match permit {
                    Ok(permit) => _ = waiting.pop_front().map(|first| permit.send(first)),
                    Err(_) => return Ok(()),
                },
                line = next(self.lines.as_ref()), if waiting.len() < LINES_AHEAD => match line {
                    Some(typed) => {
                        waiting.extend(self.take(typed)?.map(said));
                        self.prompt()?;
                    }
                    None => {
                        self.lines = None;
                        self.look.prompt = false;
                    }
                },
                something = owed.recv() => match something {
                    Some(something) => {
                        waiting.extend(self.show_owed(&something)?);
                        self.prompt()?;
                    }
                    None => {
                        for last in waiting {
                            // Nobody hears it if the desk has gone.
                            _ = heard.send(last).await;
                        }
                        return Ok(());
                    }
                },
            }
        }
    }
}

/// The next line; waits for ever once there are no more.
async fn next(lines: Option<&Lines>) -> Option<io::Result<Typed>> {
    match lines {
        Some(lines) => lines.next().await,
        None => std::future::pending().await,
    }
}

fn said(line: String) -> Heard {
    let name = RoomName::Console.slug().to_owned();
    let from = Speaker { id: id(), name, roles: Vec::new() };
    Heard::Said(Said { from, place: String::new(), line, seen: None })
}

impl From<io::Error> for RoomError {
    fn from(error: io::Error) -> Self {
        Self(format!("the console cannot be written: {error}"))
    }
}

impl<W: Write> Console<W> {
    pub fn new(out: W, look: Look) -> Self {
        Self { out, look, lines: None, again: false }
    }

    /// With lines to hear.
    pub fn hearing(self, lines: Lines) -> Self {
        Self { lines: Some(lines), ..self }
    }

    fn show_owed(&mut self, owed: &Owed) -> io::Result<Option<Heard>> {
        match owed {
            Owed::Notice(notice) => {
                self.show(&notice.lines)?;
                Ok(Some(Heard::Shown(notice.id)))
            }
            Owed::Aside { lines, .. } => self.show(lines).map(|()| None),
            // Who types here asks with `overzicht` how things stand.
            Owed::Card(_) => Ok(None),
        }
    }

    /// The line that was typed; what is none is answered here.
    ///
    /// # Errors
    /// Writing the output failed.
    pub fn take(&mut self, typed: io::Result<Typed>) -> io::Result<Option<String>> {
        let complaint = match typed {
            Ok(Typed::Line(line)) => return Ok(Some(line)),
            Ok(Typed::TooLong) => {
                format!("console: a line of more than {LINE_BYTES_MAX} bytes; type it in parts")
            }
            Err(error) => format!("console: {error}; what is typed here is not heard any more"),
        };
        writeln!(self.out, "{}", printable(&complaint))?;
        self.out.flush()?;
        Ok(None)
    }

    /// Prints a notice: the first line at the margin, the rest indented under it.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn show(&mut self, lines: &[String]) -> io::Result<()> {
        let mut text = String::new();
        if self.look.prompt {
            text.push_str(CLEAR_LINE);
        }
        let lines = lines.iter().flat_map(|line| line.split('\n'));
        for (number, line) in lines.enumerate() {
            let margin = if number == 0 || line.is_empty() { "" } else { "  " };
            let (before, after) = self.emphasis(number, line);
            text.extend([margin, before, &printable(line), after, "\n"]);
        }
        // In one piece: standard output writes each line by itself otherwise.
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// The answer stands out; the text of a letter, quoted with a bar, stands back.
    fn emphasis(&self, number: usize, line: &str) -> (&'static str, &'static str) {
        match (self.look.colour, number) {
            (true, 0) => (BOLD, NORMAL),
            (true, _) if line.trim_start().starts_with('|') => (FAINT, NORMAL),
            (true | false, _) => ("", ""),
        }
    }

    fn prompt(&mut self) -> io::Result<()> {
        if self.look.prompt {
            self.out.write_all(CLEAR_LINE.as_bytes())?;
            self.out.write_all(PROMPT.as_bytes())?;
            self.out.flush()?;
        }
        Ok(())
    }
}

fn printable(line: &str) -> String {
    line.replace(char::is_control, "\u{fffd}")
}

/// The lines typed at stdin of this process.
///
/// # Errors
/// No thread could be started.
pub fn stdin_lines() -> io::Result<Lines> {
    lines(BufReader::new(io::stdin()))
}

/// Reads lines in a thread of its own until the input ends, fails or nobody listens.
///
/// # Errors
/// No thread could be started.
pub fn lines(mut input: impl BufRead + Send + 'static) -> io::Result<Lines> {
    let (sender, receiver) = channel(LINES_AHEAD);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        while let Some(line) = next_line(&mut input).transpose() {
            let failed = line.is_err();
            if sender.blocking_send(line).is_err() || failed {
                return;
            }
        }
    })?;
    Ok(receiver.into())
}

/// The next line, `None` at the end of the input. What is no UTF-8 shows as `�`.
///
/// # Errors
/// The input cannot be read.
pub fn next_line(input: &mut impl BufRead) -> io::Result<Option<Typed>> {
    let mut bytes = Vec::new();
    let mut bounded = input.by_ref().take(LINE_BYTES_MAX);
    if bounded.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bounded.limit() == 0 && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Some(Typed::TooLong));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(Typed::Line(text.trim_end_matches(['\n', '\r']).to_owned())))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::ids::NoticeId;
    use crate::domain::notice::Notice;
    use crate::domain::room::Spot;

    const PIPE: Look = Look { prompt: false, colour: false };
    const TERMINAL: Look = Look { prompt: true, colour: true };

    fn notice(id: u64) -> Owed {
        let (at, spot, lines) = (DateTime::UNIX_EPOCH, Spot::default(), vec![id.to_string()]);
        let (id, about, buttons, mentions) = (NoticeId(id), None, Vec::new(), None);
        let (folded, stays_whole) = (None, false);
        Owed::Notice(Box::new(Notice {
            id,
            at,
            spot,
            about,
            lines,
            buttons,
            folded,
            mentions,
            stays_whole,
        }))
    }

    fn shown(look: Look, lines: &[&str]) -> String {
        let mut console = Console::new(Vec::new(), look);
        console.show(&lines.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap();
        String::from_utf8(console.out).unwrap()
    }

    fn line(line: &str) -> Heard {
        said(line.to_owned())
    }

    #[test]
    fn in_a_pipe_a_notice_is_plain() {
        let lines = ["Bevestigd.", "WB-2026-014", "", "a\nb", "| brief"];
        assert_eq!(shown(PIPE, &lines), "Bevestigd.\n  WB-2026-014\n\n  a\n  b\n  | brief\n");
    }

    #[test]
    fn in_a_terminal_the_answer_stands_out() {
        let expected = "\r\u{1b}[K\u{1b}[1mBevestigd.\u{1b}[0m\n  \u{1b}[2m| brief\u{1b}[0m\n";
        assert_eq!(shown(TERMINAL, &["Bevestigd.", "| brief"]), expected);
    }

    #[test]
    fn a_guest_cannot_steer_the_terminal() {
        assert_eq!(shown(PIPE, &["a\u{1b}[2Jb\u{9b}c\rd"]), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\n");
    }

    #[test]
    fn no_color_is_respected_when_it_is_not_empty() {
        assert_eq!(Look::of(true, None), TERMINAL);
        assert_eq!(Look::of(true, Some(OsStr::new(""))), TERMINAL);
        let plain = Look { prompt: true, colour: false };
        assert_eq!(Look::of(true, Some(OsStr::new("1"))), plain);
        assert_eq!(Look::of(false, None), PIPE);
    }

    #[test]
    fn whoever_sits_at_the_machine_is_beheerder() {
        let Heard::Said(said) = line("wieben") else { panic!("no line") };
        let staff = directory("Fatima").staff(&said.from).unwrap();
        assert_eq!(staff, super::staff("Fatima"));
        assert_eq!(staff.role, Role::Beheerder);
    }

    #[test]
    fn lines_end_where_the_input_ends() {
        let mut input: &[u8] = b"wieben\r\n\nhul\xffp";
        let mut next = || next_line(&mut input).unwrap();
        for line in ["wieben", "", "hul\u{fffd}p"] {
            assert_eq!(next(), Some(Typed::Line(line.to_owned())));
        }
        assert_eq!(next(), None);
    }

    #[test]
    fn of_a_line_that_is_too_long_nothing_becomes_a_command_and_the_next_one_does() {
        let fits = "x".repeat(LINE_BYTES_MAX as usize - 1) + "\n";
        assert!(matches!(next_line(&mut fits.as_bytes()).unwrap(), Some(Typed::Line(_))));
        let longer = "x".repeat(3 * LINE_BYTES_MAX as usize) + "\nwieben\n";
        let mut input = longer.as_bytes();
        assert_eq!(next_line(&mut input).unwrap(), Some(Typed::TooLong));
        assert_eq!(next_line(&mut input).unwrap(), Some(Typed::Line("wieben".into())));
        assert_eq!(next_line(&mut input).unwrap(), None);
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_gets_a_remedy_and_the_room_goes_on() {
        let typed = "x".repeat(LINE_BYTES_MAX as usize + 1) + "\nwieben\n";
        let lines = lines(io::Cursor::new(typed)).unwrap();
        let (tell, mut heard) = channel(8);
        let (owed, mut to_show) = channel(1);
        let mut console = Console::new(Vec::new(), PIPE).hearing(lines);
        let desk = async {
            assert_eq!(heard.recv().await, Some(Heard::Back));
            assert_eq!(heard.recv().await, Some(line("wieben")));
            drop(owed);
        };
        let (run, ()) = tokio::join!(console.run(&mut to_show, &tell), desk);
        run.unwrap();
        let shown = String::from_utf8(console.out).unwrap();
        assert!(shown.contains("type it in parts"), "{shown}");
    }

    #[tokio::test]
    async fn an_input_that_cannot_be_read_is_over_and_the_room_says_so_and_goes_on() {
        let (typing, lines) = channel(2);
        typing.send(Err(io::Error::other("the terminal is gone"))).await.unwrap();
        drop(typing);
        let (tell, mut heard) = channel(8);
        let (owed, mut to_show) = channel(1);
        let mut console = Console::new(Vec::new(), PIPE).hearing(lines.into());
        let desk = async {
            assert_eq!(heard.recv().await, Some(Heard::Back));
            owed.send(notice(7)).await.unwrap();
            assert_eq!(heard.recv().await, Some(Heard::Shown(NoticeId(7))));
            drop(owed);
        };
        let (run, ()) = tokio::join!(console.run(&mut to_show, &tell), desk);
        run.unwrap();
        let shown = String::from_utf8(console.out).unwrap();
        assert!(shown.contains("the terminal is gone") && shown.contains('7'), "{shown}");
    }

    /// Sixteen lines are read ahead, and the way to the desk holds one.
    #[tokio::test]
    async fn of_what_was_typed_nothing_is_lost_between_one_room_and_the_next() {
        let typed: Vec<String> = (0..100).map(|number| format!("{number}\n")).collect();
        let lines = lines(io::Cursor::new(typed.concat())).unwrap();
        let mut arrived = Vec::new();
        while arrived.len() < 100 {
            let (owed, mut to_show) = channel(1);
            let (tell, mut heard) = channel(1);
            let mut console = Console::new(Vec::new(), PIPE).hearing(lines.clone());
            let room = tokio::spawn(async move { console.run(&mut to_show, &tell).await });
            assert_eq!(heard.recv().await, Some(Heard::Back));
            arrived.push(heard.recv().await.unwrap());
            tokio::task::yield_now().await;
            drop(owed);
            while let Some(last) = heard.recv().await {
                arrived.push(last);
            }
            room.await.unwrap().unwrap();
        }
        let all: Vec<Heard> = typed.iter().map(|typed| line(typed.trim_end())).collect();
        assert_eq!(arrived, all);
    }

    #[tokio::test]
    async fn room_and_desk_cannot_wait_for_each_other() {
        // Both channels hold one, and the desk listens only after it said everything.
        let (owed, mut to_show) = channel(1);
        let (tell, mut heard) = channel(1);
        let room =
            tokio::spawn(
                async move { Console::new(Vec::new(), PIPE).run(&mut to_show, &tell).await },
            );
        let talks = async {
            for id in 0..50 {
                owed.send(notice(id)).await.unwrap();
            }
            assert_eq!(heard.recv().await, Some(Heard::Back));
            for id in 0..50 {
                assert_eq!(heard.recv().await, Some(Heard::Shown(NoticeId(id))));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(5), talks).await.unwrap();
        drop(owed);
        room.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn what_was_shown_is_reported_and_something_beside_the_record_is_not() {
        let (owed, mut to_show) = channel(8);
        let (tell, mut heard) = channel(8);
        let aside = Owed::Aside { place: String::new(), lines: vec!["2".to_owned()] };
        for something in [notice(1), aside, notice(3)] {
            owed.send(something).await.unwrap();
        }
        drop(owed);
        let mut console = Console::new(Vec::new(), PIPE);
        console.run(&mut to_show, &tell).await.unwrap();
        assert_eq!(console.out, b"1\n2\n3\n");
        for expected in [Heard::Back, Heard::Shown(NoticeId(1)), Heard::Shown(NoticeId(3))] {
            assert_eq!(heard.try_recv(), Ok(expected));
        }
    }
}
