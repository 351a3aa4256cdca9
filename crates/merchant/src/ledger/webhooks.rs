//! Webhook messages: kept as they came, before anything is made of them.

use leptos_paypal_core::CheckoutId;

use super::advance::Changes;
use super::event_context::Source;
use super::sql::{from_row, query};
use super::{FactReport, Inbox, Ledger, LedgerError, Outcome, WebhookNumber, text};

/// A webhook message that was just delivered.
#[derive(Clone, Copy, Debug)]
pub struct NewWebhook<'a> {
    /// `WH-…`.
    pub event_id: &'a str,
    /// `event_type`.
    pub event_type: &'a str,
    /// The headers that are signed, as JSON.
    pub transmission: &'a str,
    /// The body as it came.
    pub raw: &'a [u8],
}

/// Result of storing a webhook message that was just delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredWebhook {
    /// It is to be verified and recorded.
    Open(WebhookNumber),
    /// The event was verified and recorded before.
    Done(WebhookNumber),
}

/// A webhook message that waits to be verified.
#[derive(Clone, Debug)]
pub struct WaitingWebhook {
    /// Its number.
    pub id: WebhookNumber,
    /// The headers that are signed, as JSON.
    pub transmission: String,
    /// The body as it came.
    pub raw: Vec<u8>,
    /// Number of attempts that failed.
    pub attempts: u32,
}

/// A webhook message in a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSummary {
    /// Its number.
    pub id: i64,
    /// `WH-…`.
    pub event_id: String,
    /// `event_type`.
    pub event_type: String,
    /// Time of arrival, in milliseconds since 1970.
    pub received_at: i64,
    /// `waiting`, `verified`, `invalid` or `given_up`.
    pub verification: String,
    /// Reason why it could not be verified the last time.
    pub problem: Option<String>,
    /// The verdict's stable name.
    pub verdict: Option<String>,
    /// The verdict with its values.
    pub verdict_detail: Option<String>,
    /// The body as it came.
    pub raw: Vec<u8>,
}

from_row!(WebhookSummary {
    id,
    event_id,
    event_type,
    received_at,
    verification,
    problem,
    verdict,
    verdict_detail,
    raw
});

struct WaitingRow {
    id: i64,
    transmission: String,
    raw: Vec<u8>,
    attempts: i64,
}

from_row!(WaitingRow {
    id,
    transmission,
    raw,
    attempts
});

/// Verdict on a verified webhook message.
#[derive(Clone, Copy, Debug)]
pub struct WebhookVerdict<'a> {
    /// Its stable name: `accepted`, `unknown_order`, `not_a_payment`.
    pub code: &'static str,
    /// For people.
    pub detail: &'a str,
    /// The checkout it is about.
    pub checkout: Option<&'a CheckoutId>,
}

impl Ledger {
    /// Keeps a webhook message. An event that was verified and recorded is
    /// kept once. When there are too many that nobody has verified, the oldest
    /// goes.
    ///
    /// # Errors
    /// `database`.
    pub async fn store_webhook(
        &self,
        new: &NewWebhook<'_>,
        now: i64,
        next_attempt_at: i64,
    ) -> Result<StoredWebhook, LedgerError> {
        let mut write = self.write().await?;
        write.lock("event", new.event_id).await?;
        let done: Option<(i64,)> = query(
            "UPDATE webhooks SET deliveries = deliveries + 1
             WHERE id = (SELECT id FROM webhooks
                WHERE event_id = $1 AND verification = 'verified' AND processed_at IS NOT NULL
                LIMIT 1)
             RETURNING id",
        )
        .bind(text(new.event_id))
        .fetch_optional(&mut write)
        .await?;
        if let Some((id,)) = done {
            write.commit().await?;
            return Ok(StoredWebhook::Done(WebhookNumber(id)));
        }
        // Every delivery is signed anew: the newest signature counts.
        let open: Option<(i64,)> = query(
            "UPDATE webhooks SET deliveries = deliveries + 1, transmission = $1
             WHERE id = (SELECT id FROM webhooks
                WHERE event_id = $2 AND verification = 'waiting' AND raw = $3 LIMIT 1)
             RETURNING id",
        )
        .bind(text(new.transmission))
        .bind(text(new.event_id))
        .bind(new.raw)
        .fetch_optional(&mut write)
        .await?;
        if let Some((id,)) = open {
            write.commit().await?;
            return Ok(StoredWebhook::Open(WebhookNumber(id)));
        }
        write
            .make_room(Inbox::Webhooks, self.limits.waiting, new.raw.len())
            .await?;
        let (id,): (i64,) = query(
            "INSERT INTO webhooks (event_id, event_type, transmission, raw, received_at,
                verification, next_attempt_at)
             VALUES ($1, $2, $3, $4, $5, 'waiting', $6) RETURNING id",
        )
        .bind(text(new.event_id))
        .bind(text(new.event_type))
        .bind(text(new.transmission))
        .bind(new.raw)
        .bind(now)
        .bind(next_attempt_at)
        .fetch_one(&mut write)
        .await?;
        write.commit().await?;
        Ok(StoredWebhook::Open(WebhookNumber(id)))
    }

    /// The message is not PayPal's. Of such messages the newest are kept.
    ///
    /// # Errors
    /// `database`.
    pub async fn webhook_invalid(
        &self,
        id: WebhookNumber,
        problem: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        self.reject(Inbox::Webhooks, id.0, Some(problem), now).await
    }

    /// Nobody could tell whether it is PayPal's, or what became of its payment;
    /// `next_attempt_at` of `None` gives up.
    ///
    /// # Errors
    /// `database`.
    pub async fn webhook_unasked(
        &self,
        id: WebhookNumber,
        problem: &str,
        next_attempt_at: Option<i64>,
    ) -> Result<(), LedgerError> {
        self.put_off(Inbox::Webhooks, id.0, problem, next_attempt_at)
            .await
    }

    /// The webhook message that has been due the longest, put off until
    /// `taken_until`.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_due_webhook(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<WaitingWebhook>, LedgerError> {
        let row: Option<WaitingRow> = self.take_first(Inbox::Webhooks, now, taken_until).await?;
        Ok(row.map(|row| WaitingWebhook {
            id: WebhookNumber(row.id),
            transmission: row.transmission,
            raw: row.raw,
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        }))
    }

    /// Records what a verified webhook message tells: once for each event,
    /// however often and wherever it is delivered.
    ///
    /// # Errors
    /// `database`.
    pub async fn record_webhook(
        &self,
        id: WebhookNumber,
        event_id: &str,
        verdict: &WebhookVerdict<'_>,
        report: &FactReport<'_>,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut write = self.write().await?;
        write.lock("event", event_id).await?;
        let done: Option<(i64,)> = query(
            "SELECT id FROM webhooks
             WHERE event_id = $1 AND verification = 'verified' AND processed_at IS NOT NULL
             LIMIT 1",
        )
        .bind(text(event_id))
        .fetch_optional(&mut write)
        .await?;
        let code = if done.is_some() {
            "duplicate"
        } else {
            verdict.code
        };
        let checkout = verdict.checkout.cloned();
        let mut outcome = Outcome::of(code, checkout, Changes::default());
        if done.is_none()
            && let Some(checkout) = verdict.checkout
        {
            let source = Source {
                webhook: Some(id),
                ..Source::default()
            };
            let told = self
                .record_facts_in(&mut write, checkout, report, source, now)
                .await?;
            outcome = Outcome {
                verdict: code,
                ..told
            };
        }
        query(
            "UPDATE webhooks SET verification = 'verified', attempts = attempts + 1,
                next_attempt_at = NULL, problem = NULL, verdict = $1, verdict_detail = $2,
                checkout_id = $3, processed_at = $4
             WHERE id = $5",
        )
        .bind(outcome.verdict)
        .bind(text(verdict.detail))
        .bind(verdict.checkout.map(CheckoutId::as_str))
        .bind(now)
        .bind(id.0)
        .execute(&mut write)
        .await?;
        write.commit().await?;
        Ok(outcome)
    }

    /// The webhook messages about a checkout, the first one first.
    ///
    /// # Errors
    /// `database`.
    pub async fn webhooks(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Vec<WebhookSummary>, LedgerError> {
        query(
            "SELECT id, event_id, event_type, received_at, verification, problem, verdict,
                verdict_detail, raw
             FROM webhooks WHERE checkout_id = $1 ORDER BY id LIMIT 1000",
        )
        .bind(checkout.as_str())
        .fetch_all(&mut self.read().await?)
        .await
    }
}

#[cfg(test)]
mod tests;
