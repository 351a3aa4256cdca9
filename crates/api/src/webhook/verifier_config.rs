//! Configuration of a verifier.

use leptos_paypal_core::Environment;

use super::{TrustAnchors, WebhookId};
use crate::{Clock, RetryPolicy};

/// Configuration of a [`Verifier`](super::Verifier).
#[derive(Clone, Debug)]
pub struct VerifierConfig {
    /// Environment that sends; certificates are fetched from its hosts alone.
    pub environment: Environment,
    /// The webhook's id.
    pub webhook_id: WebhookId,
    /// Trust anchors.
    pub anchors: TrustAnchors,
    /// Time limits for fetching a certificate; it is fetched once for each
    /// message, since PayPal sends the message again.
    pub retry_policy: RetryPolicy,
    /// Source of the time.
    pub clock: Clock,
}
