//! Verification that a webhook message is PayPal's.

use leptos_paypal_api::Client;
use leptos_paypal_api::webhook::{
    Transmission, VerificationStatus, Verifier, VerifierConfig, WebhookId, WebhookProblem,
};

use crate::config::{Config, WebhookSettings, WebhookVerification};
use crate::error::MerchantError;

/// Way in which messages are told from others'.
#[derive(Debug)]
pub(crate) enum Verification {
    /// Here, by PayPal's certificate and its chain.
    Chain(Box<Verifier>),
    /// By asking PayPal; without a client no message is verified.
    Api {
        webhook: WebhookId,
        client: Option<Client>,
    },
}

impl Verification {
    /// The way that `settings` choose.
    pub(in crate::services) fn new(
        settings: &WebhookSettings,
        config: &Config,
        client: Option<&Client>,
    ) -> Result<Self, MerchantError> {
        let WebhookSettings { id, verification } = settings.clone();
        Ok(match verification {
            WebhookVerification::Api => Self::Api {
                webhook: id,
                client: client.cloned(),
            },
            WebhookVerification::Chain(anchors) => {
                Self::Chain(Box::new(Verifier::new(VerifierConfig {
                    environment: config.environment.clone(),
                    webhook_id: id,
                    anchors,
                    retry_policy: config.retry_policy,
                    clock: config.clock.clone(),
                })?))
            }
        })
    }

    pub(super) async fn verify(
        &self,
        transmission: &Transmission,
        raw: &[u8],
    ) -> Result<(), WebhookProblem> {
        match self {
            Self::Chain(verifier) => verifier.verify(transmission, raw).await,
            Self::Api { webhook, client } => {
                let Some(client) = client else {
                    return Err(WebhookProblem::NoTrust {
                        problem: "there are no credentials to ask PayPal with".to_owned(),
                    });
                };
                let answer = client.webhooks().verify(transmission, webhook, raw).await?;
                match answer.value {
                    VerificationStatus::Success => Ok(()),
                    _ => Err(WebhookProblem::Signature),
                }
            }
        }
    }
}
