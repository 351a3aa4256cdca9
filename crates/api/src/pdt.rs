//! `cmd=_notify-synch`: Payment Data Transfer.

use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::{IpnMessage, MAX_BYTES};
use secrecy::{ExposeSecret, SecretString};

use crate::{Webscr, WebscrError};

/// PayPal allows it; a buyer waits for the answer, so more is too long.
const RETRIES: usize = 1;

impl Webscr {
    /// Looks up a transaction of the account whose identity token
    /// is `token`.
    ///
    /// # Errors
    /// [`WebscrError`], among them `pdt_refused` for a transaction that is not
    /// this account's.
    pub async fn look_up(
        &self,
        tx: &TxnId,
        token: &SecretString,
    ) -> Result<IpnMessage, WebscrError> {
        self.with_retries(RETRIES, || async {
            let form = form_urlencoded::Serializer::new(String::new())
                .append_pair("cmd", "_notify-synch")
                .append_pair("tx", tx.as_str())
                .append_pair("at", token.expose_secret())
                .finish();
            let answer = self
                .post(self.webscr_url(), form.into_bytes(), MAX_BYTES)
                .await?;
            let message = IpnMessage::from_pdt(&answer)?;
            let told = message.get("txn_id").unwrap_or_default();
            if told != tx.as_str() {
                return Err(WebscrError::OtherTransaction {
                    asked: tx.to_string(),
                    told: told.chars().take(64).collect(),
                });
            }
            Ok(message)
        })
        .await
    }
}
