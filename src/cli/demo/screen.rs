//! What the onlooker sees: moments, mails, chat lines, and the thread of the story in between.
//!
//! Plain text in a pipe, colour on a terminal. The words of mails and chat are shown as they are; a
//! control character in them never reaches the terminal. Judges nothing: that is `ending`.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};

use chrono::NaiveDateTime;

use super::post::CalendarObject;
use crate::domain::letter::Letter;
use crate::domain::mail::{Mail, ZoneKind};
use crate::domain::notice::Notice;
use crate::domain::people::Mailbox;
use crate::words::dates::english_date;

/// Lines of a letter that are shown; the rest can be read in its file.
const LETTER_LINES_MAX: usize = 24;
const MARGIN: &str = "          ";

/// How a piece of text stands out on a terminal (ECMA-48).
#[derive(Debug, Clone, Copy)]
enum Style {
    Scene,
    Moment,
    MailIn,
    MailOut,
    Chat,
    Typed,
    Faint,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Scene => "\u{1b}[1;4m",
            Self::Moment => "\u{1b}[1m",
            Self::MailIn => "\u{1b}[36m",
            Self::MailOut => "\u{1b}[32m",
            Self::Chat => "\u{1b}[35m",
            Self::Typed => "\u{1b}[33m",
            Self::Faint => "\u{1b}[2m",
        }
    }
}

/// Where the story is shown.
#[derive(Debug)]
pub(super) struct Screen<W> {
    out: W,
    colour: bool,
    shown_at: Option<NaiveDateTime>,
}

/// Colour on a terminal only, and not when `NO_COLOR` is set (<https://no-color.org>).
pub(super) fn wants_colour() -> bool {
    let no_color = std::env::var_os("NO_COLOR");
    io::stdout().is_terminal() && no_color.as_deref().is_none_or(OsStr::is_empty)
}

impl<W: Write> Screen<W> {
    pub(super) fn new(out: W, colour: bool) -> Self {
        Self { out, colour, shown_at: None }
    }

    /// Plain words of the narrator.
    pub(super) fn tell(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", printable(text))
    }

    /// A new scene of the story.
    pub(super) fn scene(&mut self, title: &str) -> io::Result<()> {
        let title = self.styled(Style::Scene, title);
        writeln!(self.out, "\n{title}")
    }

    /// The moment, once for all that happens in it.
    fn moment(&mut self, at: NaiveDateTime) -> io::Result<()> {
        if self.shown_at == Some(at) {
            return Ok(());
        }
        self.shown_at = Some(at);
        let line = format!("— {}, {} —", english_date(at.date()), at.format("%H:%M"));
        let line = self.styled(Style::Moment, &line);
        writeln!(self.out, "\n{line}")
    }

    /// A mail that was dropped into the inbox: the writer's own words, and what else stands in it.
    pub(super) fn mail_in(&mut self, at: NaiveDateTime, mail: &Mail, file: &str) -> io::Result<()> {
        self.moment(at)?;
        let from = mail.from.as_ref().map(with_address).unwrap_or_default();
        self.labelled(Style::MailIn, "mail in", &format!("From: {from}"))?;
        self.line(&format!("Subject: {}", mail.subject))?;
        self.body(mail.own_text().trim(), usize::MAX)?;
        let others = [
            (ZoneKind::Banner, "warning of the mail server"),
            (ZoneKind::Signature, "signature"),
            (ZoneKind::Quoted, "quoted letter"),
        ];
        let here = |kind| mail.zones.iter().any(|zone| zone.kind == kind);
        let set_aside: Vec<&str> =
            others.into_iter().filter(|(kind, _)| here(*kind)).map(|(_, name)| name).collect();
        let note = match set_aside.as_slice() {
            [] => format!("({file})"),
            names => format!("({file}; set aside: {})", names.join(", ")),
        };
        self.faint(&note)
    }

    /// A letter that left, with the calendar objects in it and where each lies.
    pub(super) fn mail_out(
        &mut self,
        at: NaiveDateTime,
        letter: &Letter,
        text: &str,
        file: &str,
        objects: &[(CalendarObject, String)],
    ) -> io::Result<()> {
        self.moment(at)?;
        let to = with_address(&letter.to);
        self.labelled(Style::MailOut, "mail out", &format!("To: {to}"))?;
        self.line(&format!("Subject: {}", letter.subject))?;
        self.body(text.trim(), LETTER_LINES_MAX)?;
        for (object, place) in objects {
            let line = self.styled(Style::MailOut, &object.in_words());
            writeln!(self.out, "{MARGIN}{line} ({place})")?;
        }
        self.faint(&format!("({file})"))
    }

    /// A line that staff type.
    pub(super) fn typed(&mut self, at: NaiveDateTime, name: &str, said: &str) -> io::Result<()> {
        self.moment(at)?;
        let typed = self.styled(Style::Typed, &format!("{name}> {said}"));
        writeln!(self.out, "{:<10}{typed}", "chat")
    }

    /// What the bot says in chat.
    pub(super) fn notice(&mut self, at: NaiveDateTime, notice: &Notice) -> io::Result<()> {
        self.moment(at)?;
        for (nth, line) in notice.lines.iter().flat_map(|line| line.split('\n')).enumerate() {
            if nth == 0 {
                self.labelled(Style::Chat, "chat", line)?;
            } else if line.trim_start().starts_with('|') {
                self.faint(&format!("  {line}"))?;
            } else if line.is_empty() {
                writeln!(self.out)?;
            } else {
                self.line(&format!("  {line}"))?;
            }
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn labelled(&mut self, style: Style, label: &str, text: &str) -> io::Result<()> {
        let label = self.styled(style, &format!("{label:<10}"));
        writeln!(self.out, "{label}{}", printable(text))
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{MARGIN}{}", printable(text))
    }

    fn faint(&mut self, text: &str) -> io::Result<()> {
        let text = self.styled(Style::Faint, text);
        writeln!(self.out, "{MARGIN}{text}")
    }

    fn body(&mut self, text: &str, most: usize) -> io::Result<()> {
        writeln!(self.out)?;
        let lines: Vec<&str> = text.lines().collect();
        let shown: Vec<&str> = lines.iter().copied().take(most).collect();
        for line in shown.join("\n").trim_end().lines() {
            let margin = if line.trim().is_empty() { "" } else { MARGIN };
            writeln!(self.out, "{margin}{}", printable(line.trim_end()))?;
        }
        if lines.len() > shown.len() {
            self.line("…")?;
        }
        writeln!(self.out)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        let text = printable(text);
        if self.colour { format!("{}{text}\u{1b}[0m", style.code()) } else { text }
    }
}

fn with_address(mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) => format!("{name} <{}>", mailbox.address),
        None => mailbox.address.to_string(),
    }
}

fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::NoticeId;
    use crate::domain::room::Spot;

    fn shown(colour: bool) -> String {
        let mut screen = Screen::new(Vec::new(), colour);
        let at = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let lines = vec!["Nieuw\u{1b}[2J".to_owned(), "| brief".to_owned()];
        let notice = Notice {
            id: NoticeId(1),
            at: chrono::DateTime::UNIX_EPOCH,
            spot: Spot::default(),
            about: None,
            lines,
            buttons: Vec::new(),
            folded: None,
            mentions: None,
            stays_whole: false,
        };
        screen.notice(at, &notice).unwrap();
        screen.typed(at, "Noor", "ja").unwrap();
        String::from_utf8(screen.out).unwrap()
    }

    #[test]
    fn in_a_pipe_everything_is_plain_and_a_moment_is_said_once() {
        let expected = "\n— Monday 1 March 2027, 09:00 —\n\
                        chat      Nieuw\u{fffd}[2J\n            | brief\nchat      Noor> ja\n";
        assert_eq!(shown(false), expected);
    }

    #[test]
    fn on_a_terminal_there_is_colour_and_nobody_else_steers_it() {
        let shown = shown(true);
        assert!(shown.contains("\u{1b}[33mNoor> ja\u{1b}[0m"));
        assert!(!shown.contains("\u{1b}[2J"));
    }
}
