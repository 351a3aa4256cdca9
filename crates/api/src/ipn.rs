//! `cmd=_notify-validate`: whether a message is PayPal's own. What it says is
//! read by [`leptos_paypal_core::ipn`].

use crate::{Webscr, WebscrError};

const COMMAND: &[u8] = b"cmd=_notify-validate&";
/// `VERIFIED` and `INVALID` are shorter; an error page is not read.
const LIMIT: usize = 4 * 1024;

/// PayPal's verdict on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// It is PayPal's.
    Verified,
    /// It is not, or it was changed on the way.
    Invalid,
}

impl Webscr {
    /// Posts a message back, byte for byte, and says what PayPal says. Where
    /// PayPal refuses to read the message at all (400, 413, 422 and the like),
    /// it is not PayPal's.
    ///
    /// # Errors
    /// [`WebscrError`] when PayPal could not be asked: that is neither of the
    /// two answers, and the message has to wait.
    pub async fn verify_ipn(&self, raw: &[u8]) -> Result<Verification, WebscrError> {
        self.with_retries(self.retries(), || async {
            let form = [COMMAND, raw].concat();
            let answer = match self.post(self.verify_url(), form, LIMIT).await {
                Err(WebscrError::Status(400 | 411 | 413 | 414 | 415 | 422 | 431)) => {
                    return Ok(Verification::Invalid);
                }
                answer => answer?,
            };
            match answer.trim_ascii() {
                b"VERIFIED" => Ok(Verification::Verified),
                b"INVALID" => Ok(Verification::Invalid),
                other => Err(WebscrError::answer(other)),
            }
        })
        .await
    }
}
