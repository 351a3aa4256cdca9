//! Backoff of work that waits in the ledger.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// Pauses that double from the first to the longest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    pub(super) first: Duration,
    pub(super) longest: Duration,
}

impl Backoff {
    /// Pause after so many attempts, in milliseconds. The attempts are counted
    /// in the ledger, since another instance may make the next one.
    pub(super) fn pause(self, attempts: impl TryInto<usize>) -> i64 {
        let mut pauses = ExponentialBuilder::new()
            .with_min_delay(self.first)
            .with_max_delay(self.longest)
            .without_max_times()
            .build();
        let pause = pauses.nth(attempts.try_into().unwrap_or(0));
        super::milliseconds(pause.unwrap_or(self.longest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_a_limit() {
        let backoff = Backoff {
            first: Duration::from_secs(60),
            longest: Duration::from_secs(3600),
        };
        let minutes: Vec<_> = (0..9_i64).map(|n| backoff.pause(n) / 60_000).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(backoff.pause(200_u32), 3_600_000);
        assert_eq!(backoff.pause(-1_i64), 60_000);
    }
}
