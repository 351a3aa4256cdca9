//! The time, from outside.

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

/// Source of the time: the machine, or a test.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn real() -> Self {
        Self::new(Timestamp::now)
    }

    /// A clock that goes so many seconds ahead of the machine's.
    #[must_use]
    pub fn ahead(seconds: u32) -> Self {
        let by = SignedDuration::from_secs(i64::from(seconds));
        Self::new(move || {
            let now = Timestamp::now();
            now.saturating_add(by).unwrap_or(now)
        })
    }

    /// A time of one's own.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)().as_millisecond()
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, 0 before that.
    pub(crate) fn now_seconds(&self) -> u64 {
        u64::try_from(self.now() / 1000).unwrap_or(0)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::real()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
