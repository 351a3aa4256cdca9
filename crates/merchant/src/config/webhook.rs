//! Settings of the webhook.

use leptos_paypal_api::webhook::{TrustAnchors, WebhookId};

/// Verification of a webhook message.
#[derive(Clone, Debug)]
pub enum WebhookVerification {
    /// Here, by PayPal's certificate and its chain.
    Chain(TrustAnchors),
    /// By asking PayPal.
    Api,
}

/// A webhook that PayPal delivers to this server.
#[derive(Clone, Debug)]
pub struct WebhookSettings {
    /// The webhook's id, from the developer site.
    pub id: WebhookId,
    /// Way in which messages are verified.
    pub verification: WebhookVerification,
}
