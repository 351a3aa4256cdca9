//! Sends events to the webhooks that want them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::certificate::CERTIFICATE_PATH;
use crate::resources::time;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::notifications::Notification;
use crate::store::webhooks::{Transmission, Webhook, WebhookEvent};

/// An event in the making.
pub(crate) struct NewEvent {
    pub(crate) event_type: &'static str,
    pub(crate) resource_type: &'static str,
    pub(crate) resource_version: &'static str,
    pub(crate) summary: String,
    pub(crate) resource: Value,
}

/// Keeps an event and tells every webhook of the app that wants it.
pub(crate) fn raise(store: &mut Store, app: &AccountId, news: NewEvent, now: Timestamp) {
    let Some(base) = store.webhooks.base(app).map(str::to_owned) else {
        return;
    };
    let id = store.ids.event();
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
    store.webhooks.events.push(WebhookEvent {
        id: id.clone(),
        app: app.clone(),
        body: body.clone(),
    });
    let wanted: Vec<Webhook> = store
        .webhooks
        .webhooks
        .iter()
        .filter(|webhook| webhook.app == *app && webhook.is_subscribed_to(news.event_type))
        .cloned()
        .collect();
    for webhook in wanted {
        send_event(store, &webhook, &body, now);
    }
}

/// Queues an event for one webhook.
pub(crate) fn send_event(store: &mut Store, webhook: &Webhook, body: &Value, now: Timestamp) {
    let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let about = body["resource"]["id"].as_str().unwrap_or_default();
    let transmission = Transmission {
        event_id: word("id"),
        webhook_id: webhook.id.clone(),
        id: store.ids.uuid(),
        time: time(now),
        certificate_url: format!("{}{CERTIFICATE_PATH}", webhook.base),
    };
    let notification = Notification::new(
        store.ids.transaction(),
        webhook.url.clone(),
        (about.to_owned(), word("event_type")),
        body.to_string(),
        now,
    );
    store.notify(notification.with_transmission(transmission));
}
