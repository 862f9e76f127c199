//! The post as a whole: servers that are away, come back or number their mails anew, and Junk. And that
//! the bot itself has begun anew.
//!
//! What staff were told stands in the state, so each is told once, also when the program was started
//! anew in between. Whether a server is away is not judged here: the rounds see that.

use chrono::Duration;

use super::work::Work;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::notice::Saying;
use crate::domain::post::{JunkLine, Outage, PostBook, Side};
use crate::domain::state::Record;
use crate::domain::time::{Instant, today};

/// Mails of Junk in one notice.
const JUNK_MAX: usize = 20;
/// The last mail is known to within this: one record for each mail would cost as much as the mail.
const LAST_MAIL_MINUTES: i64 = 1;

/// The program started; if staff had it begin anew, they hear that it works again.
pub(super) fn started(work: &mut Work<'_>) {
    let Some(anew) = work.state.post().anew.clone() else { return };
    work.post().anew = None;
    work.tell(Saying::BegunAnew { by: anew.by });
}

pub(super) fn mail_came(work: &mut Work<'_>) {
    let now = work.now;
    let known = |last: Instant| (now - last).abs() < Duration::minutes(LAST_MAIL_MINUTES);
    if !work.state.post().last_mail.is_some_and(known) {
        work.post().last_mail = Some(now);
    }
}

pub(super) fn out(work: &mut Work<'_>, side: Side, since: Instant, reason: &str) {
    if work.state.post().outages.contains_key(&side) {
        return;
    }
    let outage = Outage { since, reason: reason.to_owned() };
    work.post().outages.insert(side, outage.clone());
    work.tell(Saying::Outage { side, outage });
}

pub(super) fn recovered(work: &mut Work<'_>, side: Side, mails: usize) {
    let Some(outage) = work.state.post().outages.get(&side).cloned() else { return };
    work.post().outages.remove(&side);
    let waiting = match side {
        Side::Inbox | Side::Console | Side::Discord | Side::Matrix => 0,
        Side::Outbox => hurry(work),
    };
    let until = work.now;
    work.tell(Saying::Recovered { side, outage, until, mails, waiting });
}

/// A server that restored its mails from a copy, or was replaced, numbers them anew. Mails are known
/// by their content, so nobody is answered twice; but mail may be lost, and staff should look.
pub(super) fn numbered(work: &mut Work<'_>, numbering: u32) {
    let known = work.state.post().numbering;
    if known == Some(numbering) {
        return;
    }
    work.post().numbering = Some(numbering);
    if known.is_some() {
        work.tell(Saying::BoxRenumbered);
    }
}

/// The letters that the server did not take go now: the waits between their tries grew while it was
/// away. Says how many there are.
fn hurry(work: &mut Work<'_>) -> usize {
    let put_off = |letter: &&Letter| {
        letter.attempts > 0 && matches!(letter.state, LetterState::Waiting { .. })
    };
    let letters: Vec<Letter> = work.state.letters().filter(put_off).cloned().collect();
    let waiting = letters.len();
    for letter in letters {
        let state = LetterState::Waiting { next: work.now };
        work.put(Record::Letter(Box::new(Letter { state, ..letter })));
    }
    waiting
}

/// Once a day: what came since the last time. Nothing is read but who wrote and about what.
pub(super) fn junk_seen(work: &mut Work<'_>, mails: &[JunkLine]) {
    let PostBook { junk_told: told, junk_newest: newest, .. } = *work.state.post();
    if told.is_some_and(|told| today(told) >= work.today()) {
        return;
    }
    let mut fresh: Vec<JunkLine> = mails.to_vec();
    fresh.retain(|mail| newest.is_none_or(|newest| mail.at > newest));
    let Some(newest) = fresh.iter().map(|mail| mail.at).max() else { return };
    fresh.sort_by_key(|mail| mail.at);
    let more = fresh.len().saturating_sub(JUNK_MAX);
    fresh.truncate(JUNK_MAX);
    let now = work.now;
    let book = work.post();
    (book.junk_told, book.junk_newest) = (Some(now), Some(newest));
    work.tell(Saying::Junk { mails: fresh, more });
}
