//! The time, from outside.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// Where the time comes from: the machine, or a test.
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
        let by = jiff::SignedDuration::from_secs(i64::from(seconds));
        Self::new(move || {
            let now = Timestamp::now();
            now.saturating_add(by).unwrap_or(now)
        })
    }

    /// A time of one's own.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time now, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)().as_millisecond()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
