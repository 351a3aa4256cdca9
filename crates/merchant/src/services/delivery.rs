//! Delivery of messages from PayPal, IPN and webhooks alike, and the pace at
//! which it is asked about those that wait.

use std::time::Duration;

use super::backoff::Backoff;

/// Outcome of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// PayPal said that it is its own, and it was recorded.
    Recorded,
    /// PayPal said that it is not.
    Invalid,
    /// PayPal could not be asked: the message waits, and is to be sent again.
    Unasked,
}

/// A minute, in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// An hour, in milliseconds: the longest pause, and the time that one instance
/// has for a message before another takes it.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// Waiting messages that are asked about in one go.
pub(crate) const AT_ONCE: usize = 200;

/// Pauses between the questions about one message.
pub(super) const BACKOFF: Backoff = Backoff {
    first: Duration::from_secs(60),
    longest: Duration::from_secs(60 * 60),
};

/// Questions in a row that came to nothing.
#[derive(Debug, Default)]
pub(crate) struct InVain(u32);

impl InVain {
    /// Most of them before the rest waits.
    const ENOUGH: u32 = 5;

    /// Counts a question. Returns whether PayPal seems to be away: one message
    /// may be the trouble, but where several are in a row, the others would
    /// wait as long for the same answer.
    pub(crate) const fn is_enough_after(&mut self, delivery: Delivery) -> bool {
        self.0 = match delivery {
            Delivery::Unasked => self.0 + 1,
            Delivery::Recorded | Delivery::Invalid => 0,
        };
        self.0 >= Self::ENOUGH
    }
}
