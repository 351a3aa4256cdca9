//! Verification that a webhook message is PayPal's.

use leptos_paypal_api::Clock as ApiClock;
use leptos_paypal_api::webhook::{
    Transmission, VerificationStatus, Verifier, VerifierConfig, WebhookId, WebhookProblem,
};

use super::{WebhookSettings, WebhookVerification};
use crate::merchant::Inner;
use crate::{Config, MerchantError};

/// Way in which messages are told from others'.
#[derive(Debug)]
pub(crate) enum Verifying {
    Chain(Verifier),
    Api(WebhookId),
}

impl Verifying {
    pub(crate) fn new(config: &Config) -> Result<Option<Self>, MerchantError> {
        let Some(settings) = &config.webhook else {
            return Ok(None);
        };
        let WebhookSettings { id, verification } = settings.clone();
        Ok(Some(match verification {
            WebhookVerification::Api => Self::Api(id),
            WebhookVerification::Chain(anchors) => {
                let clock = config.clock.clone();
                Self::Chain(Verifier::new(VerifierConfig {
                    environment: config.environment.clone(),
                    webhook_id: id,
                    anchors,
                    patience: config.patience,
                    clock: ApiClock::new(move || clock.now()),
                })?)
            }
        }))
    }
}

impl Inner {
    pub(super) async fn verify(
        &self,
        transmission: &Transmission,
        raw: &[u8],
    ) -> Result<(), WebhookProblem> {
        match &self.webhook {
            Some(Verifying::Chain(verifier)) => verifier.verify(transmission, raw).await,
            Some(Verifying::Api(id)) => {
                let Some(client) = &self.rest else {
                    return Err(WebhookProblem::NoTrust {
                        problem: "there are no credentials to ask PayPal with".to_owned(),
                    });
                };
                let answer = client.webhooks().verify(transmission, id, raw).await?;
                match answer.value {
                    VerificationStatus::Success => Ok(()),
                    _ => Err(WebhookProblem::Signature),
                }
            }
            None => Err(WebhookProblem::NoTrust {
                problem: "no webhook id is set".to_owned(),
            }),
        }
    }
}

impl From<WebhookProblem> for MerchantError {
    fn from(problem: WebhookProblem) -> Self {
        Self::Webhook(Box::new(problem))
    }
}
