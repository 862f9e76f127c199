//! What lies in the inbox, as far as we know: the cursor, and the mails that wait.
//!
//! The cursor is the next UID under the folder's UIDVALIDITY; flags, dates and sequence numbers say
//! nothing. It is not stored: at every connect, and every few minutes, the whole folder is listed, and
//! what lies there and was not put away waits. A mail that was handled before is known by its content,
//! so that a folder with new numbers, or a record lost and found, answers nobody twice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::session::{Listed, Uid};

/// The inbox as it was last seen.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    validity: Option<u32>,
    /// The UID from which on nothing was listed yet.
    next: Uid,
    waiting: BTreeMap<Uid, Listed>,
    later: BTreeMap<Uid, Instant>,
    /// How often a mail could not be handled.
    failures: BTreeMap<Uid, u32>,
    /// When the whole folder was last listed.
    compared: Option<Instant>,
}

impl Inbox {
    /// The folder was opened. When its mails have other numbers than before, nothing that was known of
    /// the old ones holds.
    pub(super) fn opened(&mut self, validity: u32) {
        if self.validity != Some(validity) {
            *self = Self { validity: Some(validity), ..Self::default() };
        }
    }

    pub(super) fn validity(&self) -> Option<u32> {
        self.validity
    }

    /// The connection is new: whatever happened meanwhile, the whole folder is looked at.
    pub(super) fn must_compare(&mut self) {
        self.compared = None;
    }

    /// From which UID on to list: all of them when that is due.
    pub(super) fn list_from(&self, now: Instant, every: Duration) -> Uid {
        let due = self.compared.is_none_or(|compared| now.duration_since(compared) >= every);
        if due { 1 } else { self.next }
    }

    /// What the server lists from `first` on. A mail that somebody marked as deleted is gone.
    pub(super) fn heard(&mut self, now: Instant, first: Uid, listed: &[Listed]) {
        if first <= 1 {
            self.compared = Some(now);
            self.waiting.clear();
            self.failures.retain(|uid, _| listed.iter().any(|mail| mail.uid == *uid));
        }
        for mail in listed {
            self.next = self.next.max(mail.uid.saturating_add(1));
            if mail.is_deleted {
                self.waiting.remove(&mail.uid);
            } else {
                self.waiting.insert(mail.uid, *mail);
            }
        }
        self.next = self.next.max(1);
        self.later.retain(|uid, _| self.waiting.contains_key(uid));
    }

    /// Of the mails that are free, the ones to read now, oldest first: at most `most`, and no more than
    /// fit in `bytes` unless it is one alone.
    pub(super) fn ready(
        &mut self,
        now: Instant,
        (most, bytes): (usize, u64),
        is_free: impl Fn(Uid) -> bool,
    ) -> Vec<Listed> {
        self.later.retain(|_, until| *until > now);
        let mut left = bytes;
        let mut ready = Vec::new();
        let can_wait = |mail: &&Listed| self.later.contains_key(&mail.uid) || !is_free(mail.uid);
        for mail in self.waiting.values().filter(|mail| !can_wait(mail)) {
            if ready.len() >= most || (mail.bytes > left && !ready.is_empty()) {
                break;
            }
            left = left.saturating_sub(mail.bytes);
            ready.push(*mail);
        }
        ready
    }

    /// The mail lies there no more.
    pub(super) fn gone(&mut self, uid: Uid) {
        self.waiting.remove(&uid);
        self.later.remove(&uid);
        self.failures.remove(&uid);
    }

    pub(super) fn count_failure(&mut self, uid: Uid) -> u32 {
        let failures = self.failures.entry(uid).or_default();
        *failures = failures.saturating_add(1);
        *failures
    }

    /// The mail was listed and not given: it may be gone, and if it is listed again, it is not.
    pub(super) fn not_given(&mut self, uid: Uid) {
        self.waiting.remove(&uid);
        self.later.remove(&uid);
    }

    pub(super) fn leave_until(&mut self, then: Instant, uid: Uid) {
        self.later.insert(uid, then);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(180);

    fn mail(uid: Uid, bytes: u64) -> Listed {
        Listed { uid, bytes, arrived: None, is_deleted: false }
    }

    fn uids(ready: &[Listed]) -> Vec<Uid> {
        ready.iter().map(|mail| mail.uid).collect()
    }

    fn any(_: Uid) -> bool {
        true
    }

    fn open() -> (Inbox, Instant) {
        let mut inbox = Inbox::default();
        inbox.opened(7);
        (inbox, Instant::now())
    }

    #[test]
    fn the_first_look_is_at_everything_and_the_next_at_what_is_new() {
        let (mut inbox, now) = open();
        assert_eq!(inbox.list_from(now, EVERY), 1);
        inbox.heard(now, 1, &[mail(3, 10), mail(9, 10)]);
        assert_eq!(inbox.list_from(now, EVERY), 10);
        inbox.heard(now, 10, &[mail(12, 10)]);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [3, 9, 12]);
        assert_eq!(inbox.list_from(now + EVERY, EVERY), 1);
    }

    #[test]
    fn a_mail_with_a_lower_number_is_found_when_the_folder_is_compared() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(9, 10)]);
        inbox.gone(9);
        inbox.heard(now, 1, &[mail(4, 10)]);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [4]);
    }

    #[test]
    fn what_somebody_took_away_or_deleted_is_not_waited_for() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(1, 10), mail(2, 10), mail(3, 10)]);
        let deleted = Listed { is_deleted: true, ..mail(2, 10) };
        inbox.heard(now, 1, &[deleted, mail(3, 10)]);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [3]);
    }

    #[test]
    fn a_large_mail_is_read_alone() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(1, 600), mail(2, 600), mail(3, 5_000), mail(4, 10)]);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [1]);
        inbox.gone(1);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [2]);
        inbox.gone(2);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [3]);
    }

    #[test]
    fn a_mail_that_is_under_way_is_not_given_again() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(1, 10), mail(2, 10), mail(3, 10)]);
        assert_eq!(uids(&inbox.ready(now, (1, 1_000), |uid| uid > 1)), [2]);
    }

    #[test]
    fn a_mail_left_for_later_holds_up_no_other() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(1, 10), mail(2, 10)]);
        inbox.leave_until(now + EVERY, 1);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [2]);
        assert_eq!(uids(&inbox.ready(now + EVERY, (64, 1_000), any)), [1, 2]);
    }

    #[test]
    fn under_new_numbers_nothing_old_is_believed() {
        let (mut inbox, now) = open();
        inbox.heard(now, 1, &[mail(1, 10)]);
        inbox.opened(8);
        assert!(inbox.ready(now, (64, 1_000), any).is_empty());
        assert_eq!(inbox.list_from(now, EVERY), 1);
        inbox.heard(now, 1, &[mail(2, 10)]);
        inbox.opened(8);
        assert_eq!(uids(&inbox.ready(now, (64, 1_000), any)), [2]);
    }
}
