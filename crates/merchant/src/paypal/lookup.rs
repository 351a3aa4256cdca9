//! `cmd=_notify-synch`: Payment Data Transfer.

use backon::{ConstantBuilder, Retryable};
use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::{IpnMessage, MAX_BYTES};
use secrecy::ExposeSecret;

use super::{AskProblem, PayPal};

impl PayPal {
    /// Whether transactions can be looked up.
    #[must_use]
    pub const fn can_look_up(&self) -> bool {
        self.pdt_token.is_some()
    }

    /// What PayPal knows of a transaction of the shop's own account; `None`
    /// without an identity token. Asked again once, as PayPal allows.
    ///
    /// # Errors
    /// [`AskProblem`], among them `pdt_refused` for a transaction that is not
    /// this account's.
    pub async fn look_up(&self, tx: &TxnId) -> Result<Option<IpnMessage>, AskProblem> {
        let Some(token) = &self.pdt_token else {
            return Ok(None);
        };
        let ask = || async {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair("cmd", "_notify-synch")
                .append_pair("tx", tx.as_str())
                .append_pair("at", token.expose_secret())
                .finish();
            let answer = self
                .post(&self.webscr_url, body.into_bytes(), MAX_BYTES)
                .await?;
            let message = IpnMessage::from_pdt(&answer)?;
            if message.get("txn_id") == Some(tx.as_str()) {
                Ok(Some(message))
            } else {
                let other = message.get("txn_id").unwrap_or_default();
                Err(AskProblem::Answer(format!("txn_id={other}")))
            }
        };
        let once_more = ConstantBuilder::new()
            .with_delay(self.patience.pause)
            .with_max_times(1);
        ask.retry(once_more).await
    }
}
