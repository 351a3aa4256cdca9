//! Registered webhooks and the events that happened.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::certificate::CERTIFICATE_PATH;
use crate::rest::time;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::notifications::Notification;

/// Somebody who wants to be told.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(super) id: String,
    pub(super) app: AccountId,
    pub(super) url: String,
    /// Names, or `*` for all.
    pub(super) event_types: Vec<String>,
    /// The address under which the app knows this sandbox: for links.
    pub(super) base: String,
}

impl Webhook {
    fn wants(&self, event_type: &str) -> bool {
        let mut types = self.event_types.iter();
        types.any(|wanted| wanted == "*" || wanted == event_type)
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) app: AccountId,
    pub(super) body: Value,
}

/// What belongs to one sending of one event to one webhook.
#[derive(Clone, Debug)]
pub(crate) struct Transmission {
    pub(crate) event_id: String,
    pub(crate) webhook_id: String,
    pub(crate) id: String,
    /// As it is in the header, which is signed.
    pub(crate) time: String,
    pub(crate) certificate_url: String,
}

/// Everything about webhooks.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub(super) webhooks: Vec<Webhook>,
    pub(super) events: Vec<Event>,
}

impl Registry {
    pub(super) fn webhook(&self, id: &str, app: &AccountId) -> Option<&Webhook> {
        let mut all = self.webhooks.iter();
        all.find(|webhook| webhook.id == id && webhook.app == *app)
    }

    /// The address by which an app knows this sandbox, if it has a webhook.
    pub(super) fn base(&self, app: &AccountId) -> Option<&str> {
        let mut all = self.webhooks.iter();
        Some(all.find(|webhook| webhook.app == *app)?.base.as_str())
    }
}

/// An event in the making.
pub(super) struct News {
    pub(super) event_type: &'static str,
    pub(super) resource_type: &'static str,
    pub(super) resource_version: &'static str,
    pub(super) summary: String,
    pub(super) resource: Value,
}

impl Store {
    /// Keeps an event and tells every webhook of the app that wants it.
    pub(super) fn raise(&mut self, app: &AccountId, news: News, now: Timestamp) {
        let Some(base) = self.webhooks.base(app).map(str::to_owned) else {
            return;
        };
        let id = self.ids.event();
        let own = format!("{base}/v1/notifications/webhooks-events/{id}");
        let body = json!({
            "id": id,
            "event_version": "1.0",
            "create_time": time(now),
            "resource_type": news.resource_type,
            "resource_version": news.resource_version,
            "event_type": news.event_type,
            "summary": news.summary,
            "resource": news.resource,
            "links": [
                {"href": own, "rel": "self", "method": "GET"},
                {"href": format!("{own}/resend"), "rel": "resend", "method": "POST"},
            ],
        });
        self.webhooks.events.push(Event {
            id: id.clone(),
            app: app.clone(),
            body: body.clone(),
        });
        let wanted: Vec<Webhook> = self
            .webhooks
            .webhooks
            .iter()
            .filter(|webhook| webhook.app == *app && webhook.wants(news.event_type))
            .cloned()
            .collect();
        for webhook in wanted {
            self.send_event(&webhook, &body, now);
        }
    }

    /// Queues an event for one webhook.
    pub(super) fn send_event(&mut self, webhook: &Webhook, body: &Value, now: Timestamp) {
        let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let about = body["resource"]["id"].as_str().unwrap_or_default();
        let transmission = Transmission {
            event_id: word("id"),
            webhook_id: webhook.id.clone(),
            id: self.ids.uuid(),
            time: time(now),
            certificate_url: format!("{}{CERTIFICATE_PATH}", webhook.base),
        };
        let notification = Notification::new(
            self.ids.transaction(),
            webhook.url.clone(),
            (about.to_owned(), word("event_type")),
            body.to_string(),
            now,
        );
        self.notify(notification.signed(transmission));
    }
}
