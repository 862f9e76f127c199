//! The console: the room of whoever sits at the machine, and therefore the local beheerder.
//!
//! Lines come in, notices go out; what a line means is up to `command`, and the end of the input
//! ends the room, not the bot. In a terminal there is a prompt and some emphasis, in a pipe plain
//! text only, so that a script can read along. A line that is too long is passed over with a word about
//! it; an input that cannot be read is over. Two traps. A blocked read of stdin cannot be
//! cancelled, so it has a thread of its own, which dies with the process; as a tokio task it would
//! hold up the shutdown. And a notice may hold a guest's words, so no control character reaches the
//! terminal.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::domain::ids::NoticeId;
use crate::domain::notice::{Audience, Notice};
use crate::domain::people::{Role, Staff};

/// The name of the room, in `Audience::Room` and `Event::StaffSaid`.
pub const ROOM: &str = "console";

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

/// The person at the console, by the name that config gives them.
pub fn staff(name: Option<&str>) -> Staff {
    Staff { name: name.unwrap_or(ROOM).to_owned(), role: Role::Beheerder }
}

/// What came in up to the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A line without its end; it may be empty.
    Line(String),
    /// More than a line may hold; nothing of it is kept.
    TooLong,
}

/// Something that happened in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A line was typed; it may be empty.
    Said(String),
    /// A notice is on the screen.
    Shown(NoticeId),
}

/// Why the room ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The input is at its end; everything typed was passed on. Notices may still be shown.
    InputOver,
    /// Nobody sends notices or listens any more: the bot stops.
    BotStopped,
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

    /// A prompt in a terminal only; colour too, unless `NO_COLOR` is set and not empty
    /// (<https://no-color.org>).
    pub fn of(terminal: bool, no_color: Option<&OsStr>) -> Self {
        let colour = terminal && no_color.is_none_or(OsStr::is_empty);
        Self { prompt: terminal, colour }
    }
}

/// The room: where it prints and how.
#[derive(Debug)]
pub struct Console<W> {
    out: W,
    look: Look,
}

impl<W: Write> Console<W> {
    pub fn new(out: W, look: Look) -> Self {
        Self { out, look }
    }

    /// Passes lines on and shows notices until either ends. Notices for other rooms are passed
    /// over. Never waits for the engine alone, so the two cannot wait for each other.
    ///
    /// # Errors
    /// Writing the output failed.
    pub async fn run(
        &mut self,
        lines: &mut Receiver<io::Result<Typed>>,
        notices: &mut Receiver<Notice>,
        heard: &Sender<Heard>,
    ) -> io::Result<Ended> {
        let mut waiting = VecDeque::new();
        let mut input_over = false;
        self.prompt()?;
        while !(input_over && waiting.is_empty()) {
            tokio::select! {
                permit = heard.reserve(), if !waiting.is_empty() => match permit {
                    Ok(permit) => _ = waiting.pop_front().map(|first| permit.send(first)),
                    Err(_) => return Ok(Ended::BotStopped),
                },
                line = lines.recv(), if !input_over && waiting.len() < LINES_AHEAD => match line {
                    Some(typed) => {
                        waiting.extend(self.take(typed)?.map(Heard::Said));
                        self.prompt()?;
                    }
                    None => input_over = true,
                },
                notice = notices.recv() => match notice {
                    Some(notice) => waiting.extend(self.show_here(&notice)?),
                    None => {
                        waiting.into_iter().for_each(|event| _ = heard.try_send(event));
                        return Ok(Ended::BotStopped);
                    }
                },
            }
        }
        Ok(Ended::InputOver)
    }

    /// As `run`, after the input is over: shows notices until the bot stops.
    ///
    /// # Errors
    /// Writing the output failed.
    pub async fn run_on(
        &mut self,
        notices: &mut Receiver<Notice>,
        heard: &Sender<Heard>,
    ) -> io::Result<Ended> {
        self.look.prompt = false;
        let (_open, mut silence) = channel(1);
        self.run(&mut silence, notices, heard).await
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

    fn show_here(&mut self, notice: &Notice) -> io::Result<Option<Heard>> {
        if !concerns(notice) {
            return Ok(None);
        }
        self.show(notice)?;
        self.prompt()?;
        Ok(Some(Heard::Shown(notice.id)))
    }

    /// Prints a notice: the first line at the margin, the rest indented under it.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn show(&mut self, notice: &Notice) -> io::Result<()> {
        let mut text = String::new();
        if self.look.prompt {
            text.push_str(CLEAR_LINE);
        }
        let lines = notice.lines.iter().flat_map(|line| line.split('\n'));
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

/// Whether a notice is to be seen here.
pub fn concerns(notice: &Notice) -> bool {
    match &notice.audience {
        Audience::Everyone => true,
        Audience::Room { room } => room == ROOM,
    }
}

fn printable(line: &str) -> String {
    line.replace(char::is_control, "\u{fffd}")
}

/// The lines typed at stdin of this process.
///
/// # Errors
/// No thread could be started.
pub fn stdin_lines() -> io::Result<Receiver<io::Result<Typed>>> {
    lines(BufReader::new(io::stdin()))
}

/// Reads lines in a thread of its own until the input ends, fails or nobody listens.
///
/// # Errors
/// No thread could be started.
pub fn lines(mut input: impl BufRead + Send + 'static) -> io::Result<Receiver<io::Result<Typed>>> {
    let (sender, receiver) = channel(LINES_AHEAD);
    thread::Builder::new().name(ROOM.to_owned()).spawn(move || {
        while let Some(line) = next_line(&mut input).transpose() {
            let failed = line.is_err();
            if sender.blocking_send(line).is_err() || failed {
                return;
            }
        }
    })?;
    Ok(receiver)
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
    use super::*;
    use chrono::DateTime;

    const PIPE: Look = Look { prompt: false, colour: false };
    const TERMINAL: Look = Look { prompt: true, colour: true };

    fn notice(id: u64, audience: Audience, lines: &[&str]) -> Notice {
        let lines = lines.iter().map(ToString::to_string).collect();
        Notice { id: NoticeId(id), at: DateTime::UNIX_EPOCH, audience, lines }
    }

    fn here() -> Audience {
        Audience::Room { room: ROOM.to_owned() }
    }

    fn shown(look: Look, lines: &[&str]) -> String {
        let mut console = Console::new(Vec::new(), look);
        console.show(&notice(1, here(), lines)).unwrap();
        String::from_utf8(console.out).unwrap()
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
        assert_eq!(staff(None).name, "console");
        assert_eq!(staff(Some("Fatima")), Staff { name: "Fatima".into(), role: Role::Beheerder });
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
        let mut lines = lines(io::Cursor::new(typed)).unwrap();
        let (heard, mut engine) = channel(8);
        let (_notices, mut none) = channel(1);
        let mut console = Console::new(Vec::new(), PIPE);
        let run = console.run(&mut lines, &mut none, &heard).await.unwrap();
        assert_eq!(run, Ended::InputOver);
        assert_eq!(engine.try_recv(), Ok(Heard::Said("wieben".into())));
        let shown = String::from_utf8(console.out).unwrap();
        assert!(shown.contains("type it in parts"), "{shown}");
    }

    #[tokio::test]
    async fn an_input_that_cannot_be_read_is_over_and_the_room_says_so() {
        let (typing, mut lines) = channel(2);
        typing.send(Err(io::Error::other("the terminal is gone"))).await.unwrap();
        drop(typing);
        let (heard, _engine) = channel(8);
        let (_notices, mut none) = channel(1);
        let mut console = Console::new(Vec::new(), PIPE);
        let run = console.run(&mut lines, &mut none, &heard).await.unwrap();
        assert_eq!(run, Ended::InputOver);
        assert!(String::from_utf8(console.out).unwrap().contains("the terminal is gone"));
    }

    #[tokio::test]
    async fn after_the_input_is_over_room_and_engine_cannot_wait_for_each_other() {
        // Both channels hold one, and the engine listens only after it said everything.
        let (sender, mut notices) = channel(1);
        let (heard, mut engine) = channel(1);
        let room = tokio::spawn(async move {
            Console::new(Vec::new(), PIPE).run_on(&mut notices, &heard).await
        });
        let talks = async {
            for id in 0..50 {
                sender.send(notice(id, here(), &["x"])).await.unwrap();
            }
            for id in 0..50 {
                assert_eq!(engine.recv().await, Some(Heard::Shown(NoticeId(id))));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(5), talks).await.unwrap();
        drop(sender);
        assert_eq!(room.await.unwrap().unwrap(), Ended::BotStopped);
    }

    #[tokio::test]
    async fn the_end_of_the_input_ends_the_room_after_everything_was_passed_on() {
        let mut lines = lines(&b"ja 7\nwieben\n"[..]).unwrap();
        // Room for one: the room has to wait for the engine, and still reads on.
        let (heard, mut engine) = channel(1);
        let (_notices, mut none) = channel(1);
        let room = tokio::spawn(async move {
            Console::new(Vec::new(), PIPE).run(&mut lines, &mut none, &heard).await
        });
        assert_eq!(engine.recv().await, Some(Heard::Said("ja 7".into())));
        assert_eq!(engine.recv().await, Some(Heard::Said("wieben".into())));
        assert_eq!(room.await.unwrap().unwrap(), Ended::InputOver);
    }

    #[tokio::test]
    async fn a_notice_for_this_room_is_shown_and_reported_and_another_is_not() {
        let (_typing, mut lines) = channel(1);
        let (sender, mut notices) = channel(8);
        let (heard, mut engine) = channel(8);
        let elsewhere = Audience::Room { room: "discord".into() };
        for (id, audience) in [(1, here()), (2, elsewhere), (3, Audience::Everyone)] {
            sender.send(notice(id, audience, &[&id.to_string()])).await.unwrap();
        }
        drop(sender);
        let mut console = Console::new(Vec::new(), PIPE);
        let run = console.run(&mut lines, &mut notices, &heard).await.unwrap();
        assert_eq!(run, Ended::BotStopped);
        assert_eq!(console.out, b"1\n3\n");
        let mut reported = Vec::new();
        while let Ok(event) = engine.try_recv() {
            reported.push(event);
        }
        assert_eq!(reported, [Heard::Shown(NoticeId(1)), Heard::Shown(NoticeId(3))]);
    }
}
