//! Asking PayPal whether a message is its own.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Transmission, WebhookId, WebhookProblem};
use crate::call::Call;
use crate::lenient::or_default;
use crate::{Answer, Client};
use leptos_paypal_core::open_enum;

const VERIFY: &str = "/v1/notifications/verify-webhook-signature";

open_enum! {
    /// `verification_status`. Only `SUCCESS` is a yes.
    #[non_exhaustive]
    VerificationStatus { Success = "SUCCESS", Failure = "FAILURE" }
}

/// The calls of Webhooks v1.
#[derive(Clone, Copy, Debug)]
pub struct Webhooks<'c>(&'c Client);

impl Client {
    /// Webhooks v1.
    #[must_use]
    pub const fn webhooks(&self) -> Webhooks<'_> {
        Webhooks(self)
    }
}

#[derive(Serialize)]
struct Question<'a> {
    #[serde(flatten)]
    transmission: &'a Transmission,
    webhook_id: &'a WebhookId,
    webhook_event: &'a RawValue,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Verdict {
    #[serde(deserialize_with = "or_default")]
    verification_status: VerificationStatus,
}

impl Webhooks<'_> {
    /// Asks whether PayPal signed this body for this webhook. The body is sent
    /// as it came, byte for byte: written anew, its checksum would be another.
    ///
    /// Messages of PayPal's webhook simulator do not verify.
    ///
    /// # Errors
    /// `webhook_body` when the body is not JSON, and what any call can fail
    /// with.
    pub async fn verify(
        &self,
        transmission: &Transmission,
        webhook_id: &WebhookId,
        raw: &[u8],
    ) -> Result<Answer<VerificationStatus>, WebhookProblem> {
        let webhook_event =
            serde_json::from_slice::<&RawValue>(raw).map_err(|problem| WebhookProblem::Body {
                problem: problem.to_string(),
            })?;
        let question = Question {
            transmission,
            webhook_id,
            webhook_event,
        };
        let call = Call::ask("verify webhook signature", VERIFY)?.json(&question)?;
        let answer = self
            .0
            .call(&call)
            .await?
            .read::<Verdict>(call.operation())?;
        Ok(Answer {
            value: answer.value.verification_status,
            status: answer.status,
            debug_id: answer.debug_id,
            warnings: answer.warnings,
            body: answer.body,
        })
    }
}
