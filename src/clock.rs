//! The one place that asks what time it is. Everything else is told.

use crate::domain::time::Instant;

/// A source of the present moment.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A moment that stands still: rehearsals and demonstrations.
    Fixed(Instant),
}

impl Clock {
    /// The present moment.
    #[allow(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => {
                Instant::from_timestamp_micros(micros_since_epoch()).unwrap_or_default()
            }
            Self::Fixed(at) => *at,
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the one clock")]
fn micros_since_epoch() -> i64 {
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
