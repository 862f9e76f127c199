//! Somebody who types at the console of the real program, faster than anybody can, and reads what it says.
//!
//! Each line asks after a case of its own that does not exist, so its answer names it: none can be lost
//! or doubled unseen. All of them are decided, stored and shown like any other command.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::Home;

/// An answer that takes longer is lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// The case that is asked after before the load begins.
const FIRST: u32 = 1;

/// The live bot, with its keyboard and what it prints.
pub(crate) struct Typist {
    bot: Child,
    keys: ChildStdin,
    answers: Receiver<(u32, Instant)>,
}

/// What came of it.
pub(crate) struct Load {
    /// How long each answer took, the shortest first.
    took: Vec<Duration>,
    /// Numbers that were answered otherwise than once, and how often.
    pub(crate) not_once: BTreeMap<u32, usize>,
}

impl Typist {
    /// At a live bot that has said something already.
    pub(crate) fn at(home: &Home) -> Self {
        let mut command = home.command(false);
        let mut bot = command.stderr(Stdio::null()).spawn().unwrap();
        let mut keys = bot.stdin.take().unwrap();
        let printed = BufReader::new(bot.stdout.take().unwrap());
        let (says, answers) = channel();
        thread::spawn(move || {
            for line in printed.lines() {
                let Ok(line) = line else { return };
                let answered = number(&line).map(|number| (number, Instant::now()));
                if answered.is_some_and(|answered| says.send(answered).is_err()) {
                    return;
                }
            }
        });
        writeln!(keys, "{}", question(FIRST)).unwrap();
        assert_eq!(answers.recv_timeout(PATIENCE).unwrap().0, FIRST);
        Self { bot, keys, answers }
    }

    /// Types so many lines a second for so long, and waits for their answers.
    pub(crate) fn types(&mut self, a_second: u32, time: Duration) -> Load {
        let count = (f64::from(a_second) * time.as_secs_f64()) as u32;
        let began = Instant::now();
        let mut asked = BTreeMap::new();
        for nth in 1..=count {
            let (number, due) = (FIRST + nth, began + Duration::from_secs(1) * nth / a_second);
            thread::sleep(due.saturating_duration_since(Instant::now()));
            // From when it was due: a bot that does not read is late too.
            asked.insert(number, due);
            writeln!(self.keys, "{}", question(number)).unwrap();
        }
        self.gather(&asked)
    }

    fn gather(&self, asked: &BTreeMap<u32, Instant>) -> Load {
        let mut times: BTreeMap<u32, usize> = asked.keys().map(|number| (*number, 0)).collect();
        let mut took = Vec::new();
        let missing = |times: &BTreeMap<u32, usize>| times.values().any(|times| *times == 0);
        while missing(&times) {
            let Ok((number, at)) = self.answers.recv_timeout(PATIENCE) else { break };
            *times.entry(number).or_default() += 1;
            took.extend(asked.get(&number).map(|asked| at.saturating_duration_since(*asked)));
        }
        // What comes twice comes soon.
        while let Ok((number, _)) = self.answers.recv_timeout(Duration::from_millis(500)) {
            *times.entry(number).or_default() += 1;
        }
        took.sort();
        times.retain(|_, times| *times != 1);
        Load { took, not_once: times }
    }
}

impl Drop for Typist {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.bot.kill();
        _ = self.bot.wait();
    }
}

impl Load {
    /// The time within which so many of a hundred were answered.
    pub(crate) fn percentile(&self, of_hundred: usize) -> Duration {
        let at = (self.took.len() * of_hundred / 100).min(self.took.len() - 1);
        self.took[at]
    }
}

/// Years ago, so that no case has this number.
fn question(number: u32) -> String {
    format!("bezoek toon 2001-{number:03}")
}

/// The case that the answer does not find.
fn number(line: &str) -> Option<u32> {
    let (_, rest) = line.split_once("WB-2001-")?;
    rest.trim_end_matches('.').parse().ok()
}
