//! How long a room waits before it tries something again.

use std::time::Duration;

use tokio::time::sleep;

/// Before the `nth` time again: half a second, doubling up to a minute.
pub(super) fn pause(nth: u32) -> Duration {
    Duration::from_millis(500)
        .saturating_mul(2_u32.saturating_pow(nth))
        .min(Duration::from_secs(60))
}

pub(super) async fn wait(nth: u32) {
    sleep(pause(nth)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_have_an_end() {
        assert_eq!(pause(0), Duration::from_millis(500));
        assert_eq!(pause(3), Duration::from_secs(4));
        assert_eq!(pause(400), Duration::from_secs(60));
    }
}
