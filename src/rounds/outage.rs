//! Watches whether one side of the post can be reached, and says what staff must hear of it.
//!
//! Pure: what a round came to and the time go in, an event comes out. Whether staff were told before,
//! perhaps by an earlier start of the program, is not known here: `decide` has that in its state and
//! says nothing twice, so a doubtful event costs nothing.

use chrono::Duration;

use crate::domain::event::Event;
use crate::domain::post::Side;
use crate::domain::time::Instant;

/// A server that is away for a moment is no news.
const TELL_AFTER: Duration = Duration::minutes(5);
/// A server that answered this recently is probably there.
const SURE_FOR: Duration = Duration::minutes(1);
/// Catching up may take long; that the server is back should not.
const CATCH_UP_MAX: Duration = Duration::minutes(1);

/// What is known of one side.
#[derive(Debug)]
pub struct Watch {
    side: Side,
    reach: Reach,
    /// When the server last answered.
    answered: Option<Instant>,
}

#[derive(Debug, PartialEq, Eq)]
enum Reach {
    /// The program just started.
    Unknown,
    Up,
    Down {
        since: Instant,
        reason: String,
        told: bool,
    },
    /// It answers again, and what waited is taken in.
    Back {
        since: Instant,
        mails: usize,
        caught_up: bool,
    },
}

impl Watch {
    pub fn new(side: Side) -> Self {
        Self { side, reach: Reach::Unknown, answered: None }
    }

    /// The server answered a moment ago.
    pub fn is_sure(&self, now: Instant) -> bool {
        self.answered.is_some_and(|answered| (now - answered).abs() < SURE_FOR)
    }

    pub fn is_down(&self) -> bool {
        matches!(self.reach, Reach::Down { .. })
    }

    /// The server could not be reached.
    pub fn failed(&mut self, now: Instant, why: String) {
        match &mut self.reach {
            Reach::Down { reason, .. } => *reason = why,
            Reach::Unknown | Reach::Up | Reach::Back { .. } => {
                self.reach = Reach::Down { since: now, reason: why, told: false };
            }
        }
    }

    /// The server answered. `mails` were taken in; 0 when no more wait.
    pub fn worked(&mut self, now: Instant, mails: usize) {
        self.answered = Some(now);
        let nothing_left = mails == 0;
        match &mut self.reach {
            Reach::Up => {}
            Reach::Back { mails: so_far, caught_up, .. } => {
                *so_far += mails;
                *caught_up |= nothing_left;
            }
            Reach::Unknown | Reach::Down { .. } => {
                self.reach = Reach::Back { since: now, mails, caught_up: nothing_left };
            }
        }
    }

    /// What to tell now; the same until `told` says that it is on disk.
    pub fn news(&self, now: Instant) -> Option<Event> {
        let side = self.side;
        match &self.reach {
            Reach::Unknown | Reach::Up | Reach::Down { told: true, .. } => None,
            Reach::Down { since, reason, told: false } => {
                let (since, reason) = (*since, reason.clone());
                (now - since >= TELL_AFTER).then_some(Event::Outage { side, since, reason })
            }
            Reach::Back { since, mails, caught_up } => (*caught_up || now - *since >= CATCH_UP_MAX)
                .then_some(Event::Recovered { side, mails: *mails }),
        }
    }

    /// The news is on disk.
    pub fn told(&mut self) {
        match &mut self.reach {
            Reach::Down { told, .. } => *told = true,
            Reach::Back { .. } => self.reach = Reach::Up,
            Reach::Unknown | Reach::Up => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        crate::domain::time::instant(chrono::NaiveDateTime::default()) + Duration::minutes(minutes)
    }

    /// Takes the news, as a round does.
    fn heard(watch: &mut Watch, now: Instant) -> Option<Event> {
        let news = watch.news(now)?;
        watch.told();
        Some(news)
    }

    fn failed(watch: &mut Watch, minute: i64, why: &str) -> Option<Event> {
        watch.failed(at(minute), why.to_owned());
        heard(watch, at(minute))
    }

    fn worked(watch: &mut Watch, minute: i64, mails: usize) -> Option<Event> {
        watch.worked(at(minute), mails);
        heard(watch, at(minute))
    }

    #[test]
    fn an_outage_is_told_after_five_minutes_and_once() {
        let mut watch = Watch::new(Side::Inbox);
        worked(&mut watch, 0, 0);
        assert_eq!(failed(&mut watch, 1, "no answer"), None);
        assert_eq!(failed(&mut watch, 5, "no answer"), None);
        let reason = "wrong password".to_owned();
        let outage = Event::Outage { side: Side::Inbox, since: at(1), reason };
        assert_eq!(failed(&mut watch, 6, "wrong password"), Some(outage));
        assert_eq!(failed(&mut watch, 60, "wrong password"), None);
    }

    #[test]
    fn a_moment_is_no_news_and_does_not_add_up() {
        let mut watch = Watch::new(Side::Outbox);
        for minute in [0, 4, 8, 12] {
            assert_eq!(failed(&mut watch, minute, "no answer"), None, "minute {minute}");
            worked(&mut watch, minute + 1, 0);
        }
    }

    #[test]
    fn the_mails_of_catching_up_are_counted_until_none_waits() {
        let mut watch = Watch::new(Side::Inbox);
        failed(&mut watch, 0, "no answer");
        assert!(failed(&mut watch, 9, "no answer").is_some());
        watch.worked(at(10), 64);
        assert_eq!(watch.news(at(10)), None);
        watch.worked(at(10), 7);
        let back = Event::Recovered { side: Side::Inbox, mails: 71 };
        assert_eq!(worked(&mut watch, 10, 0), Some(back));
        assert_eq!(worked(&mut watch, 11, 3), None);
    }

    #[test]
    fn mail_that_never_stops_does_not_keep_the_news_back() {
        let mut watch = Watch::new(Side::Inbox);
        failed(&mut watch, 0, "no answer");
        watch.worked(at(10), 64);
        let back = Event::Recovered { side: Side::Inbox, mails: 128 };
        assert_eq!(worked(&mut watch, 11, 64), Some(back));
    }

    #[test]
    fn the_first_success_after_a_start_is_told_because_nobody_knows_what_was_told_before() {
        let mut watch = Watch::new(Side::Outbox);
        let back = Event::Recovered { side: Side::Outbox, mails: 0 };
        assert_eq!(worked(&mut watch, 0, 0), Some(back));
        assert_eq!(worked(&mut watch, 1, 0), None);
    }

    #[test]
    fn news_that_could_not_be_stored_comes_again() {
        let mut watch = Watch::new(Side::Inbox);
        watch.failed(at(0), "no answer".to_owned());
        assert!(watch.news(at(6)).is_some());
        assert!(watch.news(at(7)).is_some());
    }
}
