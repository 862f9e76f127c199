//! How long to wait after a failure: a second, then twice as long each time, up to a minute.
//!
//! With jitter, so that bots that lost the same server do not come back at once. Pure: the chance is
//! handed in.

use std::time::Duration;

/// The longest wait: what is mended is noticed within this.
const SECONDS_MAX: u32 = 60;

/// Failures in a row.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The wait after one more failure; `chance` is between 0 and 1.
    pub fn next(&mut self, chance: f64) -> Duration {
        let doubled = 1_u32.checked_shl(self.failures).unwrap_or(SECONDS_MAX).clamp(1, SECONDS_MAX);
        self.failures = (self.failures + 1).min(SECONDS_MAX.ilog2() + 1);
        // Between three quarters and the whole: never longer than promised.
        Duration::from_secs(doubled.into()).mul_f64(1.0 - chance.clamp(0.0, 1.0) / 4.0)
    }

    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute_and_begin_anew() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..9).map(|_| backoff.next(0.0).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        backoff.reset();
        assert_eq!(backoff.next(0.0), Duration::from_secs(1));
        assert_eq!(backoff.next(1.0), Duration::from_millis(1500));
    }
}
