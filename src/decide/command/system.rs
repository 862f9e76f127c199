//! The bot as a whole: how it stands, and a pause in which no letter leaves.
//!
//! During a pause mail is read and decided as always. The letters wait with their identity and leave
//! in order afterwards; what is no longer true by then is dropped, as after an outage.
//!
//! Config that is read again changes nothing here: whoever carries the bot ends it and begins anew, as
//! soon as `PostBook::anew` says so and whoever asked has read the answer.

use super::super::calls;
use super::super::pause::{self, Over};
use super::super::work::Work;
use super::Speaker;
use crate::domain::notice::{Refusal, Saying};
use crate::domain::post::{Anew, Outbox, Paused, Status};
use crate::domain::sweep::{Reread, Sweep};

/// Faults of config that are named: with the lines around them they fill no more than a message.
const FAULTS_MAX: usize = 8;

pub(super) fn status(work: &mut Work<'_>, speaker: Speaker<'_>) {
    let post = work.state.post();
    let status = Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        address: work.desk.bot.address.to_string(),
        last_mail: post.last_mail,
        mails_waiting: work.state.mails().count(),
        cases: work.state.briefs().count(),
        outbox: Outbox::count(work.state.letters()),
        paused: post.paused.clone(),
        outages: post.outages.clone(),
    };
    work.answer(speaker.spot, Saying::Status { status: Box::new(status) });
}

/// How all that is kept stands. That this answer is read says that the disk can be written: it was
/// stored before it was shown.
pub(super) fn checkup(work: &mut Work<'_>, speaker: Speaker<'_>, swept: Option<&Sweep>) {
    let Some(Sweep::Checkup(found)) = swept else { return };
    let (post, log) = (work.state.post(), &work.state.counters().log);
    let saying = Saying::Checkup {
        store: found.store.clone(),
        log: found.log.ended(),
        logged: log.last - log.gone,
        outages: post.outages.clone(),
        last_mail: post.last_mail,
        outbox: Outbox::count(work.state.letters()),
    };
    work.answer(speaker.spot, saying);
}

pub(super) fn pause(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    if let Some(paused) = work.state.post().paused.clone() {
        return Err(Refusal::AlreadyPaused { paused });
    }
    let (since, by) = (work.now, speaker.staff.name.clone());
    let paused = Paused { since, by, reason: reason.map(str::to_owned) };
    work.post().paused = Some(paused.clone());
    let Outbox { waiting, under_way, .. } = Outbox::count(work.state.letters());
    work.tell(Saying::Paused { paused, waiting, under_way });
    Ok(())
}

pub(super) fn resume(work: &mut Work<'_>, speaker: Speaker<'_>) -> Result<(), Refusal> {
    let paused = work.state.post().paused.clone().ok_or(Refusal::NotPaused)?;
    let calls = calls::post_goes_again(work);
    work.post().paused = None;
    let Over { leaving, dropped, reminders, unreminded } = pause::over(work, paused.since);
    let by = speaker.staff.name.clone();
    work.tell(Saying::Resumed { paused, by, leaving, dropped, reminders, unreminded, calls });
    Ok(())
}

/// Begins anew with config and templates as they lie on disk, if the bot can start with them.
pub(super) fn reload(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    swept: Option<&Sweep>,
) -> Result<(), Refusal> {
    let Some(Sweep::Config(read)) = swept else { return Ok(()) };
    match read {
        Reread::Impossible => Err(Refusal::NotLive),
        Reread::Faulty(faults) => {
            // Who asked before this is about to be told that it begins: not with what is wrong now.
            if work.state.post().anew.is_some() {
                work.post().anew = None;
            }
            let told = faults.iter().take(FAULTS_MAX).cloned().collect();
            let more = faults.len().saturating_sub(FAULTS_MAX);
            Err(Refusal::ConfigFaulty { faults: told, more })
        }
        Reread::Good => {
            let by = speaker.staff.name.clone();
            work.post().anew = Some(Anew { at: work.now, by, room: speaker.spot.room });
            work.answer(speaker.spot, Saying::BeginsAnew);
            Ok(())
        }
    }
}
