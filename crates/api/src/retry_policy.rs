//! Timeouts and retries of calls to PayPal.

use std::time::Duration;

use backon::ExponentialBuilder;

/// Timeouts and retries for calls to PayPal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The longest one attempt may take, from connecting to the last byte.
    pub timeout: Duration,
    /// Retries of a call that may be repeated.
    pub retries: usize,
    /// The pause before the first repetition; it doubles, and up to its own
    /// length is added at random so that many clients do not come at once.
    pub pause: Duration,
    /// The longest pause, before what is added. A `Retry-After` beyond it ends the call with its
    /// error, and whoever called decides when to come back.
    pub longest_pause: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts of 20 seconds: PayPal's captures can take several.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            retries: 2,
            pause: Duration::from_millis(300),
            longest_pause: Duration::from_secs(5),
        }
    }
}

impl RetryPolicy {
    /// For the post-back of IPN: PayPal waits about 30 seconds for the answer
    /// to its message, and is to get one even when three attempts time out.
    #[must_use]
    pub fn post_back() -> Self {
        Self {
            timeout: Duration::from_secs(8),
            ..Self::default()
        }
    }

    pub(crate) const fn backoff(&self) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(self.pause)
            .with_max_delay(self.longest_pause)
            .with_max_times(self.retries)
            .with_jitter()
    }

    /// Time to wait before the next attempt: as planned, longer when the
    /// answer asked for it; nothing when it asked for more than is waited.
    pub(crate) fn wait(&self, planned: Duration, asked: Option<Duration>) -> Option<Duration> {
        match asked {
            Some(asked) if asked > self.longest_pause => None,
            Some(asked) => Some(asked.max(planned)),
            None => Some(planned),
        }
    }
}

#[cfg(test)]
mod tests {
    use backon::BackoffBuilder;

    use super::*;

    #[test]
    fn pauses_are_few_and_grow_with_jitter() {
        let retry_policy = RetryPolicy {
            retries: 4,
            pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(60),
            ..RetryPolicy::default()
        };
        let pauses: Vec<_> = retry_policy.backoff().build().collect();
        assert_eq!(pauses.len(), 4);
        for (attempt, pause) in pauses.iter().enumerate() {
            let least = Duration::from_millis(100 << attempt);
            assert!(
                *pause >= least && *pause <= least * 2,
                "{attempt}: {pause:?}"
            );
        }
        let other: Vec<_> = retry_policy.backoff().build().collect();
        assert_ne!(pauses, other, "without jitter all clients come at once");
    }

    #[test]
    fn retry_after_is_kept_up_to_the_longest_pause() {
        let retry_policy = RetryPolicy::default();
        let planned = Duration::from_millis(300);
        let wait =
            |seconds: Option<u64>| retry_policy.wait(planned, seconds.map(Duration::from_secs));
        assert_eq!(wait(None), Some(planned));
        assert_eq!(wait(Some(0)), Some(planned));
        assert_eq!(wait(Some(4)), Some(Duration::from_secs(4)));
        assert_eq!(wait(Some(6)), None);
    }
}
