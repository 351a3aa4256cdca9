//! `cmd=_notify-validate`: whether a message is PayPal's own.

use backon::Retryable;

use super::{AskProblem, PayPal};

const COMMAND: &[u8] = b"cmd=_notify-validate&";
/// `VERIFIED` and `INVALID` are shorter; an error page is not read.
const LIMIT: usize = 4 * 1024;

/// What PayPal says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// It is PayPal's.
    Verified,
    /// It is not, or it was changed on the way.
    Invalid,
}

impl PayPal {
    /// Posts a message back, byte for byte, and says what PayPal says.
    ///
    /// # Errors
    /// [`AskProblem`] when PayPal could not be asked: that is neither of the
    /// two answers, and the message has to wait.
    pub async fn verify(&self, raw: &[u8]) -> Result<Verification, AskProblem> {
        let ask = || async {
            let body = [COMMAND, raw].concat();
            let answer = self.post(&self.verify_url, body, LIMIT).await?;
            match answer.trim_ascii() {
                b"VERIFIED" => Ok(Verification::Verified),
                b"INVALID" => Ok(Verification::Invalid),
                other => {
                    let start = String::from_utf8_lossy(&other[..other.len().min(64)]);
                    Err(AskProblem::Answer(start.into_owned()))
                }
            }
        };
        ask.retry(self.pauses()).await
    }
}
