//! Transmission ids of verified webhook messages: each means one body.

use super::sql::query;
use super::{Inbox, Ledger, LedgerError, WebhookNumber, text};

fn sha256(body: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, body);
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Ledger {
    /// Records that the message `id` is PayPal's, as `raw` with `transmission_id`,
    /// before anybody is asked about it. Returns false when that id had another body
    /// before: then the message is refused.
    ///
    /// # Errors
    /// `database`.
    pub async fn record_transmission(
        &self,
        id: WebhookNumber,
        transmission_id: &str,
        raw: &[u8],
        now: i64,
    ) -> Result<bool, LedgerError> {
        let mut write = self.write().await?;
        let (transmission, body) = (text(transmission_id), sha256(raw));
        write.lock("transmission", &transmission).await?;
        query(
            "INSERT INTO webhook_transmissions (id, body_sha256, recorded_at)
             VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&*transmission)
        .bind(&body)
        .bind(now)
        .execute(&mut write)
        .await?;
        let (first,): (String,) =
            query("SELECT body_sha256 FROM webhook_transmissions WHERE id = $1")
                .bind(&*transmission)
                .fetch_one(&mut write)
                .await?;
        let is_first = first == body;
        if is_first {
            // From now on it has its place among those that are PayPal's.
            query(
                "UPDATE webhooks SET verified_at = COALESCE(verified_at, $1)
                 WHERE id = $2 AND verification = 'waiting'",
            )
            .bind(now)
            .bind(id.0)
            .execute(&mut write)
            .await?;
        } else {
            let problem = "its transmission id came with another body before";
            self.reject_in(&mut write, Inbox::Webhooks, id.0, Some(problem), now)
                .await?;
        }
        write.commit().await?;
        Ok(is_first)
    }

    /// Returns whether a verified message had the same transmission id and another
    /// body.
    ///
    /// # Errors
    /// `database`.
    pub async fn has_other_body(
        &self,
        transmission_id: &str,
        raw: &[u8],
    ) -> Result<bool, LedgerError> {
        let first: Option<(String,)> =
            query("SELECT body_sha256 FROM webhook_transmissions WHERE id = $1")
                .bind(text(transmission_id))
                .fetch_optional(&mut self.read().await?)
                .await?;
        Ok(first.is_some_and(|(first,)| first != sha256(raw)))
    }

    /// Forgets the transmission ids of before `before`: messages so old are
    /// refused for their age.
    ///
    /// # Errors
    /// `database`.
    pub async fn forget_transmissions(&self, before: i64) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query("DELETE FROM webhook_transmissions WHERE recorded_at < $1")
            .bind(before)
            .execute(&mut write)
            .await?;
        write.commit().await
    }
}
