//! `herinner ...`: sets, shows and wipes reminders of staff. `decide/memo.rs` tells them.

use super::super::work::Work;
use super::super::{memo, schedule};
use super::{Speaker, open_case};
use crate::domain::command::{Case as CaseId, MemoCommand, Moment};
use crate::domain::notice::{MemoLine, MemoSaying, Refusal, Saying};
use crate::domain::staffroom::{Memo, StaffRecord};
use crate::domain::state::Record;
use crate::domain::time::{Instant, instant};

pub(super) fn obey(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    command: &MemoCommand,
) -> Result<(), Refusal> {
    let saying = match command {
        MemoCommand::Set { case, for_all, moment, text } => {
            set(work, speaker, (*case, *for_all), moment, text)?
        }
        MemoCommand::List => MemoSaying::List { lines: list(work, speaker) },
        MemoCommand::Wipe { number } => wipe(work, speaker, *number),
    };
    work.answer(speaker.spot, Saying::Memo(saying));
    Ok(())
}

fn set(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    (case, for_all): (Option<CaseId>, bool),
    moment: &Moment,
    text: &str,
) -> Result<MemoSaying, Refusal> {
    if let Some(case) = case {
        open_case(work, case)?;
    }
    let at = begin_of(moment);
    if at <= work.now {
        return Ok(MemoSaying::InThePast { at });
    }
    work.counters().memos += 1;
    let number = work.counters().memos;
    let memo = Memo {
        number,
        at,
        case,
        text: text.to_owned(),
        of: speaker.staff.id.clone(),
        by: speaker.staff.name.clone(),
        room: speaker.spot.room,
        for_all,
    };
    let line = memo::line(work, &memo, speaker.spot.room);
    work.put(Record::Staff(StaffRecord::Memo(memo)));
    Ok(MemoSaying::Set { line })
}

/// A day begins when staff do.
fn begin_of(moment: &Moment) -> Instant {
    match moment {
        Moment::Exact { slot } => instant(slot.start),
        Moment::From { start } => instant(*start),
        Moment::Day { day } => schedule::morning(*day),
    }
}

/// One's own and those for all, the earliest first.
fn list(work: &Work<'_>, speaker: Speaker<'_>) -> Vec<MemoLine> {
    let of_speaker = |memo: &&Memo| memo.is_for(&speaker.staff.id);
    let mut memos: Vec<&Memo> = work.state.staff().memos().filter(of_speaker).collect();
    memos.sort_by_key(|memo| (memo.at, memo.number));
    memos.into_iter().map(|memo| memo::line(work, memo, speaker.spot.room)).collect()
}

fn wipe(work: &mut Work<'_>, speaker: Speaker<'_>, number: u32) -> MemoSaying {
    let memo = work.state.staff().memo(number);
    if memo.is_none_or(|memo| !memo.is_for(&speaker.staff.id)) {
        return MemoSaying::NoSuchMemo { number };
    }
    memo::wipe(work, number);
    MemoSaying::Wiped { number }
}
