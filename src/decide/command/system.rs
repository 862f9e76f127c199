//! The bot as a whole: how it stands, and a pause in which no letter leaves.
//!
//! During a pause mail is read and decided as always. The letters wait with their identity and leave
//! in order afterwards; what is no longer true by then is dropped, as after an outage.

use super::super::work::Work;
use super::Speaker;
use crate::domain::notice::{Refusal, Saying};
use crate::domain::post::{Outbox, Paused, Status};
use crate::domain::sweep::Sweep;

pub(super) fn status(work: &mut Work<'_>, speaker: Speaker<'_>) {
    let post = work.state.post();
    let status = Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        address: work.desk.bot.address.to_string(),
        last_mail: post.last_mail,
        mails_waiting: work.state.mails().count(),
        cases: work.state.visits().count(),
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
    work.post().paused = None;
    let waiting = Outbox::count(work.state.letters()).waiting;
    let by = speaker.staff.name.clone();
    work.tell(Saying::Resumed { paused, by, waiting });
    Ok(())
}
