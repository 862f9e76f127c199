//! The console in a terminal: lines that can be edited, with history and completion.
//!
//! The editor has a thread, because it waits for keys. What is shown meanwhile goes through its
//! printer, which takes the line that is being typed away and puts it back. Ctrl-C stops the bot as it
//! does everywhere; Ctrl-D ends the input. Three traps. In raw mode Ctrl-C is a key and no signal. A
//! program that stops while the editor waits would leave the terminal raw; `KeptTerminal` mends that.
//! And an editor that waits cannot be called back: it outlives the desk, and is told to `serve` the
//! next one.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use nix::sys::signal::{Signal, raise};
use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Context, Editor, ExternalPrinter, Helper};
use rustyline::{highlight::Highlighter, hint::Hinter, validate::Validator};
use tokio::sync::mpsc::{Sender, channel};

use super::{LINE_BYTES_MAX, LINES_AHEAD, Lines, PROMPT, Typed};
use crate::chat::completion::{Completions, Suggestion};

/// Lines that are remembered: they may name somebody, so no more than one leafs back through.
const HISTORY_MAX: usize = 200;

/// Asks which cases are open, when somebody wants one completed.
pub type OpenCases = Box<dyn Fn() -> Vec<Suggestion> + Send>;

/// What can be suggested to whoever types.
pub struct Known {
    pub completions: Completions,
    pub cases: OpenCases,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

/// A terminal with somebody at it.
#[derive(Debug)]
pub struct Terminal {
    printer: Printer,
    lines: Lines,
    suggests: Suggesting,
}

impl Terminal {
    /// Opens the editor. `None` where nobody sits at a terminal that can be written back and forth in.
    /// What was typed is remembered in `history`, a file for its owner alone.
    pub fn open(history: PathBuf) -> Option<Self> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return None;
        }
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .max_history_size(HISTORY_MAX)
            .map(|config| config.auto_add_history(true).build());
        let mut editor: Editor<Suggesting, FileHistory> = Editor::with_config(config.ok()?).ok()?;
        // A terminal that cannot move its cursor has none.
        let printer = Printer::new(editor.create_external_printer().ok()?);
        // The first time there is none.
        _ = editor.load_history(&history);
        let suggests = Suggesting::default();
        editor.set_helper(Some(suggests.clone()));
        let (sender, lines) = channel(LINES_AHEAD);
        let thread = thread::Builder::new().name("input".to_owned());
        thread.spawn(move || read(editor, &history, &sender)).ok()?;
        Some(Self { printer, lines: lines.into(), suggests })
    }

    /// Suggests what a desk knows, instead of what the one before it did.
    pub fn serve(&self, known: Known) {
        *self.suggests.known() = Some(known);
    }

    /// Where notices go.
    pub fn printer(&self) -> Printer {
        self.printer.clone()
    }

    pub fn lines(&self) -> Lines {
        self.lines.clone()
    }
}

/// Reads lines until the input ends, fails or nobody listens.
fn read(
    mut editor: Editor<Suggesting, FileHistory>,
    history: &Path,
    lines: &Sender<io::Result<Typed>>,
) {
    loop {
        let typed = match editor.readline(PROMPT) {
            Ok(line) if line.len() as u64 > LINE_BYTES_MAX => Ok(Typed::TooLong),
            Ok(line) => Ok(Typed::Line(line)),
            // The window has another size.
            Err(ReadlineError::Signal(_)) => continue,
            Err(ReadlineError::Eof) => return,
            Err(ReadlineError::Interrupted) => {
                // The bot stops as it does for whoever watches it.
                _ = raise(Signal::SIGTERM);
                return;
            }
            Err(error) => Err(io::Error::other(error)),
        };
        if let Err(error) = editor.append_history(history) {
            tracing::warn!(%error, "what was typed is not remembered for the next time");
        }
        let failed = typed.is_err();
        if lines.blocking_send(typed).is_err() || failed {
            return;
        }
    }
}

/// Writes above the line that is being typed.
#[derive(Clone)]
pub struct Printer {
    printer: Arc<Mutex<dyn ExternalPrinter + Send>>,
    text: Vec<u8>,
}

impl Printer {
    fn new(printer: impl ExternalPrinter + Send + 'static) -> Self {
        Self { printer: Arc::new(Mutex::new(printer)), text: Vec::new() }
    }
}

impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Printer")
    }
}

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// In one piece: the line that is being typed moves only once.
    fn flush(&mut self) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.text).into_owned();
        self.text.clear();
        let mut printer = self.printer.lock().unwrap_or_else(PoisonError::into_inner);
        printer.print(text).map_err(io::Error::other)
    }
}

/// The terminal as it was before anybody typed; dropping this makes it so again.
#[derive(Debug)]
pub struct KeptTerminal(Option<Termios>);

impl KeptTerminal {
    pub fn new() -> Self {
        Self(tcgetattr(io::stdin()).ok())
    }
}

impl Default for KeptTerminal {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for KeptTerminal {
    fn drop(&mut self) {
        if let Some(was) = &self.0 {
            // There is nothing left to do if even that fails.
            _ = tcsetattr(io::stdin(), SetArg::TCSADRAIN, was);
        }
    }
}

/// Suggests what is known at the moment; nothing before anybody serves it.
#[derive(Debug, Clone, Default)]
struct Suggesting(Arc<Mutex<Option<Known>>>);

impl Suggesting {
    fn known(&self) -> MutexGuard<'_, Option<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Completer for Suggesting {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> Result<(usize, Vec<Pair>), ReadlineError> {
        let typed = line.get(..at).unwrap_or(line);
        let start = typed.rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let found = self
            .known()
            .as_ref()
            .map_or_else(Vec::new, |known| known.completions.of_line(typed, &(known.cases)()));
        // A key wants its value behind it, every other word a space.
        let ended = |name: &str| if name.ends_with('=') { "" } else { " " };
        let pair = |(name, shown): Suggestion| Pair {
            replacement: format!("{name}{}", ended(&name)),
            display: shown,
        };
        Ok((start, found.into_iter().map(pair).collect()))
    }
}

impl Hinter for Suggesting {
    type Hint = String;
}

impl Highlighter for Suggesting {}
impl Validator for Suggesting {}
impl Helper for Suggesting {}
