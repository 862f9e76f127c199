//! The logbook: every command leaves an entry in the commit that carries it out, and `systeem logboek`
//! shows the last ones.

use chrono::Days;
use serde::Serialize;

use super::Speaker;
use crate::decide::work::Work;
use crate::domain::command::{Command, CommandError};
use crate::domain::help;
use crate::domain::logbook::{Deed, Ending, LogHead, Object};
use crate::domain::notice::{DoneWhat, Saying};
use crate::domain::state::{Change, Record};
use crate::domain::sweep::{LogPage, Sweep};

/// Entries on a page.
const PAGE: u64 = 10;

/// Writes down what somebody said and what came of it.
pub(super) fn note(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    said: &Result<Command, CommandError>,
    answer: &Result<(), Saying>,
) {
    let ending = ending(work, answer);
    write(work, speaker, said, ending);
}

/// Writes down what somebody said that could not be decided.
pub(super) fn write(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    said: &Result<Command, CommandError>,
    ending: Ending,
) {
    let command = said.as_ref().ok();
    let object = command.and_then(Command::object).filter(|object| is_known(work, object));
    let deed = Deed {
        at: work.now,
        by: speaker.staff.id.clone(),
        room: speaker.spot.room,
        verb: command.map(|command| help::page(command).key.to_owned()),
        object,
        preview: command.and_then(answered).or_else(|| shown(work)),
        ending,
    };
    let term = work.today() + Days::new(u64::from(work.desk.retention.log_days));
    let (logged, erase_on) = work.counters().log.add(deed, term);
    work.change(Change::Archive { record: Record::Logged(Box::new(logged)), erase_on });
}

/// The name of a letter is the one id that can be typed freely: of no letter of ours it is just text.
fn is_known(work: &Work<'_>, object: &Object) -> bool {
    match object {
        Object::Letter { letter } => work.state.letter(letter).is_some(),
        Object::Case { .. } | Object::Mail { .. } | Object::Wijk { .. } => true,
    }
}

fn ending(work: &Work<'_>, answer: &Result<(), Saying>) -> Ending {
    let asks = |saying: &Saying| matches!(saying, Saying::Preview { .. });
    match answer {
        Ok(()) if work.sayings().any(asks) => Ending::Shown,
        Ok(()) => Ending::Done,
        Err(Saying::NotUnderstood { error }) => {
            Ending::NotUnderstood { why: name_of(error, "error") }
        }
        Err(saying) => Ending::Refused { why: name_of(saying, "refusal") },
    }
}

/// The tag by which a variant is known, wherever in the value it stands.
fn name_of(value: &impl Serialize, tag: &str) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let inner = json.get(tag).filter(|inner| inner.is_object());
    let name = inner.unwrap_or(&json).get(tag).and_then(serde_json::Value::as_str);
    name.unwrap_or_default().to_owned()
}

/// The preview that a command names.
fn answered(command: &Command) -> Option<u32> {
    if let Command::Yes { preview } | Command::No { preview } | Command::Undo { preview } = command
    {
        return *preview;
    }
    None
}

/// The preview that it made, or that a bare yes or no meant.
fn shown(work: &Work<'_>) -> Option<u32> {
    work.sayings().find_map(|saying| {
        if let Saying::Preview { number, .. }
        | Saying::Going { number, .. }
        | Saying::Done { what: DoneWhat::Dropped { number } } = saying
        {
            return Some(*number);
        }
        None
    })
}

/// What the engine is to look up for a page.
pub(super) fn sweep(head: &LogHead, page: usize) -> Sweep {
    Sweep::Log(LogPage::new(head, page, PAGE))
}

pub(super) fn show(work: &mut Work<'_>, speaker: Speaker<'_>, swept: Option<&Sweep>) {
    let Some(Sweep::Log(found)) = swept else { return };
    let saying = Saying::Logbook {
        fault: found.fault(),
        entries: found.entries.clone(),
        page: found.page,
        pages: found.pages,
        total: found.total,
        seal: work.state.counters().log.seal.clone(),
    };
    work.answer(speaker.spot, saying);
}
