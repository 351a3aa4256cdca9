//! The sandbox's time: the machine's, shifted, or standing still for tests.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

/// The clock of every part of the sandbox.
///
/// Clones share one time. Whoever changes it wakes the notification sender, so
/// retries can be played through without waiting.
#[derive(Clone, Debug)]
pub struct Clock {
    time: Arc<Mutex<Time>>,
    changed: Arc<Notify>,
}

#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum Time {
    Running { ahead: SignedDuration },
    Standing { at: Timestamp },
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn real() -> Self {
        Self::with(Time::Running {
            ahead: SignedDuration::ZERO,
        })
    }

    /// A clock that stands at `at` until it is set or advanced.
    #[must_use]
    pub fn standing(at: Timestamp) -> Self {
        Self::with(Time::Standing { at })
    }

    fn with(time: Time) -> Self {
        Self {
            time: Arc::new(Mutex::new(time)),
            changed: Arc::new(Notify::new()),
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self.time() {
            Time::Running { ahead } => Timestamp::now()
                .saturating_add(ahead)
                .unwrap_or(Timestamp::MAX),
            Time::Standing { at } => at,
        }
    }

    /// Returns whether this is the machine's time, unshifted.
    #[must_use]
    pub fn is_real(&self) -> bool {
        matches!(self.time(), Time::Running { ahead } if ahead.is_zero())
    }

    /// Stops the clock at `at`.
    pub fn set(&self, at: Timestamp) {
        self.change(|_| Time::Standing { at });
    }

    /// Moves the time by `seconds`, back when negative. A running clock keeps
    /// running, a standing one stands at the new time.
    pub fn advance(&self, seconds: i64) {
        let by = SignedDuration::from_secs(seconds);
        self.change(|time| match time {
            Time::Running { ahead } => Time::Running {
                ahead: ahead.saturating_add(by),
            },
            Time::Standing { at } => Time::Standing {
                at: at.saturating_add(by).unwrap_or(at),
            },
        });
    }

    /// Back to the machine's time.
    pub fn run_real(&self) {
        self.change(|_| Time::Running {
            ahead: SignedDuration::ZERO,
        });
    }

    /// Ends at `due`, or when somebody changes the clock or calls
    /// [`Clock::wake`]. Without `due` only the latter.
    pub(crate) async fn wait_until(&self, due: Option<Timestamp>) {
        let sleep = match (self.time(), due) {
            (Time::Running { .. }, Some(due)) => {
                // A day at most: the waiter looks again anyway.
                let wait = due.duration_since(self.now());
                Some(
                    wait.clamp(SignedDuration::ZERO, SignedDuration::from_hours(24))
                        .unsigned_abs(),
                )
            }
            _ => None,
        };
        match sleep {
            Some(wait) => {
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    () = self.changed.notified() => {}
                }
            }
            None => self.changed.notified().await,
        }
    }

    /// Ends the current, or the next, [`Clock::wait_until`].
    pub(crate) fn wake(&self) {
        self.changed.notify_one();
    }

    /// The time as it is kept across restarts.
    pub(crate) fn kept(&self) -> Time {
        self.time()
    }

    /// Goes on as a clock of an earlier process.
    pub(crate) fn restore(&self, time: Time) {
        self.change(|_| time);
    }

    fn time(&self) -> Time {
        *self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, to: impl FnOnce(Time) -> Time) {
        {
            let mut time = self.time.lock().unwrap_or_else(PoisonError::into_inner);
            *time = to(*time);
        }
        self.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_moves_only_when_told() {
        let start: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let clock = Clock::standing(start);
        assert_eq!(clock.now(), start);
        clock.advance(3600);
        assert_eq!(clock.now(), "2026-03-01T13:00:00Z".parse().unwrap());
        clock.advance(i64::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
        assert!(!clock.is_real());
        clock.run_real();
        assert!(clock.is_real());
    }
}
