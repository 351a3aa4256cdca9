//! Registered webhooks, and the events that they were sent.

use serde_json::Value;

use super::accounts::AccountId;

/// A registered webhook.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Webhook {
    pub(crate) id: String,
    pub(crate) app: AccountId,
    pub(crate) url: String,
    /// Names, or `*` for all.
    pub(crate) event_types: Vec<String>,
    /// The address under which the app knows this sandbox: for links.
    pub(crate) base: String,
}

impl Webhook {
    /// Returns whether it is told of events of this type.
    pub(crate) fn is_subscribed_to(&self, event_type: &str) -> bool {
        let mut types = self.event_types.iter();
        types.any(|wanted| wanted == "*" || wanted == event_type)
    }
}

/// An event as it was sent.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct WebhookEvent {
    pub(crate) id: String,
    pub(crate) app: AccountId,
    pub(crate) body: Value,
}

/// One transmission of an event to a webhook.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Transmission {
    pub(crate) event_id: String,
    pub(crate) webhook_id: String,
    pub(crate) id: String,
    /// As it is in the header, which is signed.
    pub(crate) time: String,
    pub(crate) certificate_url: String,
}

/// Webhooks of all apps, and their events.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Webhooks {
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) events: Vec<WebhookEvent>,
}

impl Webhooks {
    pub(crate) fn webhook(&self, id: &str, app: &AccountId) -> Option<&Webhook> {
        let mut all = self.webhooks.iter();
        all.find(|webhook| webhook.id == id && webhook.app == *app)
    }

    /// The address by which an app knows this sandbox, if it has a webhook.
    pub(crate) fn base(&self, app: &AccountId) -> Option<&str> {
        let mut all = self.webhooks.iter();
        Some(all.find(|webhook| webhook.app == *app)?.base.as_str())
    }
}
