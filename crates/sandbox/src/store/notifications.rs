//! Notifications to merchants: IPN messages and webhook events, sent or due.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use jiff::{SignedDuration, Timestamp};

use super::webhooks::Transmission;

/// Re-sends of an IPN message after the first attempt (IPN help text: at most
/// 15).
const MAX_RESENDS: usize = 15;

/// The same for a webhook: 25 attempts in all, within three days.
const MAX_EVENT_RESENDS: usize = 24;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const MAX_PAUSE: Duration = Duration::from_secs(6 * 3600);

/// Pauses between attempts: doubling, from one second to six hours.
fn pauses(resends: usize) -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(MAX_PAUSE)
        .with_factor(2.0)
        .with_max_times(resends)
        .build()
}

/// A message to a merchant, kept as it is sent.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Notification {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) txn_id: String,
    pub(crate) payment_status: String,
    /// The body, byte for byte: urlencoded, or JSON for a webhook.
    pub(crate) body: String,
    pub(crate) created: Timestamp,
    pub(crate) delivery: Delivery,
    pub(crate) attempts: Vec<Attempt>,
    /// True when it was posted back and found to be true.
    pub(crate) verified: bool,
    /// Of a webhook's event; an IPN has none.
    pub(crate) transmission: Option<Transmission>,
    /// Number of pauses of the schedule that are used up.
    used: usize,
    /// Deliveries that are owed besides the current one.
    copies: u32,
}

/// Status of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Delivery {
    Waiting {
        due: Timestamp,
    },
    InFlight,
    Delivered,
    /// Lost on purpose.
    Dropped,
    /// Every attempt failed.
    GivenUp,
}

/// One attempt with its result.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Attempt {
    pub(crate) at: Timestamp,
    pub(crate) answer: ListenerResponse,
    /// True when the message was changed on the way.
    pub(crate) tampered: bool,
}

/// A listener's response.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum ListenerResponse {
    Status(u16),
    /// No answer: why, in a few words.
    Failed(String),
}

impl ListenerResponse {
    /// Only a 200 counts; a redirect is not followed.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Status(200))
    }

    pub(crate) fn words(&self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::Failed(reason) => reason.clone(),
        }
    }
}

impl Notification {
    pub(crate) fn new(
        id: String,
        url: String,
        (txn_id, payment_status): (String, String),
        body: String,
        created: Timestamp,
    ) -> Self {
        Self {
            id,
            url,
            txn_id,
            payment_status,
            body,
            created,
            delivery: Delivery::Waiting { due: created },
            attempts: Vec::new(),
            verified: false,
            transmission: None,
            used: 0,
            copies: 0,
        }
    }

    /// Makes it a webhook's.
    pub(crate) fn with_transmission(mut self, transmission: Transmission) -> Self {
        self.transmission = Some(transmission);
        self
    }

    /// The word in JSON.
    pub(crate) const fn kind(&self) -> &'static str {
        match self.transmission {
            Some(_) => "webhook",
            None => "ipn",
        }
    }

    /// Returns whether the listener took it: any 2xx of a webhook's, 200 alone for IPN.
    fn is_accepted(&self, answer: &ListenerResponse) -> bool {
        match (&self.transmission, answer) {
            (Some(_), ListenerResponse::Status(status)) => (200..300).contains(status),
            _ => answer.is_success(),
        }
    }

    const fn max_resends(&self) -> usize {
        match self.transmission {
            Some(_) => MAX_EVENT_RESENDS,
            None => MAX_RESENDS,
        }
    }

    /// Plans the first delivery.
    pub(crate) fn plan(&mut self, delay_ms: u32, copies: u32) {
        let delay = SignedDuration::from_millis(i64::from(delay_ms));
        self.copies = copies;
        self.delivery = Delivery::Waiting {
            due: later(self.created, delay),
        };
    }

    /// Sends it once more, whatever happened before, with a fresh schedule.
    pub(crate) fn resend(&mut self, now: Timestamp) {
        self.used = 0;
        match self.delivery {
            Delivery::InFlight => self.copies += 1,
            _ => self.delivery = Delivery::Waiting { due: now },
        }
    }

    /// After the end of a process: what was on its way is sent again.
    pub(crate) fn recover(&mut self) {
        if self.delivery == Delivery::InFlight {
            let due = self.created;
            self.delivery = Delivery::Waiting { due };
        }
    }

    /// Notes an attempt and plans what follows: doubling pauses from one
    /// second, or owed copies at once.
    pub(crate) fn record(&mut self, attempt: Attempt, now: Timestamp) {
        let success = self.is_accepted(&attempt.answer);
        self.attempts.push(attempt);
        self.delivery = if success && self.copies > 0 {
            self.copies -= 1;
            Delivery::Waiting { due: now }
        } else if success {
            Delivery::Delivered
        } else if let Some(due) = self.next_attempt(now) {
            Delivery::Waiting { due }
        } else {
            Delivery::GivenUp
        };
    }

    /// When a failed message is sent again, by the sandbox's clock.
    fn next_attempt(&mut self, now: Timestamp) -> Option<Timestamp> {
        let pause = pauses(self.max_resends()).nth(self.used)?;
        self.used += 1;
        let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
        Some(later(now, pause))
    }

    /// The word in JSON and on the page.
    pub(crate) const fn state(&self, held: bool) -> &'static str {
        match self.delivery {
            Delivery::Waiting { .. } if held => "held",
            Delivery::Waiting { .. } | Delivery::InFlight => "waiting",
            Delivery::Delivered => "delivered",
            Delivery::Dropped => "dropped",
            Delivery::GivenUp => "given up",
        }
    }

    /// When the next attempt is due.
    pub(crate) const fn due(&self) -> Option<Timestamp> {
        match self.delivery {
            Delivery::Waiting { due } => Some(due),
            _ => None,
        }
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(at: Timestamp, status: u16) -> Attempt {
        Attempt {
            at,
            answer: ListenerResponse::Status(status),
            tampered: false,
        }
    }

    #[test]
    fn pauses_double_from_a_second_and_end_after_fifteen_resends() {
        let start: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let mut message = Notification::new(
            "id".to_owned(),
            "http://shop.test/".to_owned(),
            ("T".to_owned(), "Completed".to_owned()),
            String::new(),
            start,
        );
        let mut now = start;
        let mut pauses = Vec::new();
        while let Some(due) = message.due() {
            pauses.push(due.duration_since(now).as_secs());
            now = due;
            message.delivery = Delivery::InFlight;
            message.record(answered(now, 500), now);
        }
        let doubling: Vec<i64> = std::iter::once(0).chain((0..15).map(|n| 1 << n)).collect();
        assert_eq!(pauses, doubling);
        assert_eq!(message.attempts.len(), 16);
        assert_eq!(message.delivery, Delivery::GivenUp);
        message.resend(now);
        assert_eq!(message.due(), Some(now));
        message.record(answered(now, 200), now);
        assert_eq!(message.delivery, Delivery::Delivered);
    }

    #[test]
    fn a_webhooks_pauses_end_after_24_resends_within_three_days() {
        let all: Vec<u64> = pauses(MAX_EVENT_RESENDS)
            .map(|pause| pause.as_secs())
            .collect();
        let doubling = (0..24).map(|n| (1 << n).min(MAX_PAUSE.as_secs()));
        assert_eq!(all, doubling.collect::<Vec<u64>>());
        assert!(all.iter().sum::<u64>() < 3 * 24 * 3600);
    }

    #[test]
    fn only_200_is_success() {
        for status in [201, 204, 301, 302, 404, 500] {
            assert!(!ListenerResponse::Status(status).is_success(), "{status}");
        }
        assert!(ListenerResponse::Status(200).is_success());
    }
}
