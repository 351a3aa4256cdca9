//! Registering webhooks, and looking at what they were told.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::resources::money::{member, text};
use crate::rest::{ApiVersion, Call, Detail, IncomingRequest, Operation, Reply, RestError, serve};
use crate::state::State;
use crate::store::http_url;
use crate::store::webhooks::{Webhook, WebhookEvent};
use crate::webhooks::certificate::signer;
use crate::webhooks::{NewEvent, raise, send_event};

const MANAGE: Operation = Operation::new(ApiVersion::V1);
const MAX_WEBHOOKS: usize = 10;
const MAX_TYPES: usize = 500;

/// Event types of this sandbox, with their descriptions.
const EVENT_TYPES: &[(&str, &str)] = &[
    ("PAYMENT.SALE.COMPLETED", "A sale completes."),
    (
        "PAYMENT.SALE.PENDING",
        "The state of a sale changes to pending.",
    ),
    (
        "PAYMENT.SALE.DENIED",
        "The state of a sale changes from pending to denied.",
    ),
    ("PAYMENT.SALE.REFUNDED", "A merchant refunds a sale."),
    (
        "PAYMENT.AUTHORIZATION.CREATED",
        "A payment authorization is created.",
    ),
    (
        "PAYMENT.AUTHORIZATION.VOIDED",
        "A payment authorization is voided.",
    ),
    (
        "PAYMENT.ORDER.CREATED",
        "An order of Payments v1 is created.",
    ),
    ("PAYMENT.ORDER.VOIDED", "An order of Payments v1 is voided."),
    ("PAYMENT.CAPTURE.COMPLETED", "A payment capture completes."),
    (
        "PAYMENT.CAPTURE.PENDING",
        "The state of a payment capture changes to pending.",
    ),
    ("PAYMENT.CAPTURE.DENIED", "A payment capture is denied."),
    (
        "PAYMENT.CAPTURE.REFUNDED",
        "A merchant refunds a payment capture.",
    ),
    (
        "PAYMENTS.PAYMENT.CREATED",
        "A buyer approves a payment of Payments v1.",
    ),
    (
        "CHECKOUT.ORDER.APPROVED",
        "A buyer approved a checkout order.",
    ),
    ("CHECKOUT.ORDER.COMPLETED", "A checkout order is processed."),
];

fn shown(webhook: &Webhook) -> Value {
    let own = format!("{}/v1/notifications/webhooks/{}", webhook.base, webhook.id);
    json!({
        "id": webhook.id,
        "url": webhook.url,
        "event_types": named(&webhook.event_types),
        "links": [
            {"href": own, "rel": "self", "method": "GET"},
            {"href": own, "rel": "update", "method": "PATCH"},
            {"href": own, "rel": "delete", "method": "DELETE"},
        ],
    })
}

fn named(types: &[String]) -> Value {
    let all = types.iter().map(|name| {
        let known = EVENT_TYPES.iter().find(|(known, _)| known == name);
        match known {
            Some((_, words)) => json!({"name": name, "description": words, "status": "ENABLED"}),
            None => json!({"name": name}),
        }
    });
    Value::Array(all.collect())
}

fn every_type() -> Vec<String> {
    EVENT_TYPES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect()
}

fn read_url(value: Option<&Value>) -> Result<String, RestError> {
    let url = value.and_then(text).unwrap_or_default();
    if url.len() > 2048 || http_url(&url).is_none() {
        let detail = Detail::v1("url", "Not a valid webhook URL");
        return Err(RestError::validation(vec![detail]));
    }
    Ok(url)
}

fn read_types(value: Option<&Value>) -> Result<Vec<String>, RestError> {
    let wrong = |issue: &str| RestError::validation(vec![Detail::v1("event_types", issue)]);
    let list = value.and_then(Value::as_array);
    let Some(list) = list.filter(|list| !list.is_empty() && list.len() <= MAX_TYPES) else {
        return Err(wrong("Required field is missing: 1 to 500 event types"));
    };
    let name = |one: &Value| member(one, "name").and_then(text);
    list.iter()
        .map(|one| name(one).ok_or_else(|| wrong("An event type has no name")))
        .collect()
}

pub(super) async fn create(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    let response = serve(&state, &incoming, MANAGE, |call| {
        let url = read_url(member(&call.body, "url"))?;
        let event_types = read_types(member(&call.body, "event_types"))?;
        let own = call.store.webhooks.webhooks.iter();
        let own: Vec<&Webhook> = own.filter(|webhook| webhook.app == call.app).collect();
        if own.len() >= MAX_WEBHOOKS {
            return Err(RestError::v1(
                "WEBHOOK_NUMBER_LIMIT_EXCEEDED",
                "Webhook number exceeds 10",
            ));
        }
        if own.iter().any(|webhook| webhook.url == url) {
            return Err(RestError::v1(
                "WEBHOOK_URL_ALREADY_EXISTS",
                "Webhook URL already exists",
            ));
        }
        let webhook = Webhook {
            id: call.store.ids.transaction(),
            app: call.app.clone(),
            url,
            event_types,
            base: call.base.clone(),
        };
        let answer = shown(&webhook);
        call.store.webhooks.webhooks.push(webhook);
        Ok(Reply::created(answer))
    });
    // The key will be needed soon, and is made beside other work.
    tokio::spawn(async { signer().await.is_some() });
    response
}

fn find<'a>(call: &'a Call<'_>, id: &str) -> Result<&'a Webhook, RestError> {
    let found = call.store.webhooks.webhook(id, &call.app);
    found.ok_or_else(|| RestError::unknown(ApiVersion::V1))
}

pub(super) async fn list(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let all = call.store.webhooks.webhooks.iter();
        let own = all.filter(|webhook| webhook.app == call.app);
        let own: Vec<Value> = own.map(shown).collect();
        Ok(Reply::ok(json!({"webhooks": own})))
    })
}

pub(super) async fn read(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        Ok(Reply::ok(shown(find(call, &id)?)))
    })
}

/// Replaces `/url` or `/event_types`.
pub(super) async fn patch(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let mut changed = find(call, &id)?.clone();
        for operation in call.body.as_array().into_iter().flatten() {
            match operation.get("path").and_then(Value::as_str) {
                Some("/url") => changed.url = read_url(member(operation, "value"))?,
                Some("/event_types") => {
                    changed.event_types = read_types(member(operation, "value"))?;
                }
                _ => {
                    let detail = Detail::v1("path", "Only /url and /event_types can be replaced");
                    return Err(RestError::validation(vec![detail]));
                }
            }
        }
        let answer = shown(&changed);
        let all = call.store.webhooks.webhooks.iter_mut();
        for webhook in all.filter(|webhook| webhook.id == id) {
            *webhook = changed.clone();
        }
        Ok(Reply::ok(answer))
    })
}

pub(super) async fn delete(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        find(call, &id)?;
        let all = &mut call.store.webhooks.webhooks;
        all.retain(|webhook| webhook.id != id);
        Ok(Reply::empty())
    })
}

pub(super) async fn types_of(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let types = named(&find(call, &id)?.event_types);
        Ok(Reply::ok(json!({"event_types": types})))
    })
}

pub(super) async fn types(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |_| {
        Ok(Reply::ok(json!({"event_types": named(&every_type())})))
    })
}

/// Newest first; `page_size`, `transaction_id` and `event_type` choose.
pub(super) async fn events(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let size = call.query("page_size").and_then(|text| text.parse().ok());
        let (about, kind) = (call.query("transaction_id"), call.query("event_type"));
        let wanted = |event: &&WebhookEvent| {
            event.app == call.app
                && about.is_none_or(|id| event.body["resource"]["id"] == id)
                && kind.is_none_or(|kind| event.body["event_type"] == kind)
        };
        let found = call.store.webhooks.events.iter().rev().filter(wanted);
        let found: Vec<Value> = found
            .take(size.unwrap_or(10))
            .map(|event| event.body.clone())
            .collect();
        Ok(Reply::ok(json!({"events": found, "count": found.len()})))
    })
}

fn find_event(call: &Call<'_>, id: &str) -> Result<Value, RestError> {
    let mut all = call.store.webhooks.events.iter();
    let found = all.find(|event| event.id == id && event.app == call.app);
    let found = found.map(|event| event.body.clone());
    found.ok_or_else(|| RestError::unknown(ApiVersion::V1))
}

pub(super) async fn event(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        Ok(Reply::ok(find_event(call, &id)?))
    })
}

/// Sends an event again, to the webhooks that are named or to all.
pub(super) async fn resend(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let body = find_event(call, &id)?;
        let named = member(&call.body, "webhook_ids").and_then(Value::as_array);
        let is_named =
            |webhook: &&Webhook| named.is_none_or(|ids| ids.iter().any(|id| *id == webhook.id));
        let all = call.store.webhooks.webhooks.iter();
        let own = all.filter(|webhook| webhook.app == call.app);
        let chosen: Vec<Webhook> = own.filter(is_named).cloned().collect();
        for webhook in chosen {
            send_event(call.store, &webhook, &body, call.now);
        }
        Ok(Reply::new(StatusCode::ACCEPTED, body))
    })
}

/// An invented event, to see that it arrives.
pub(super) async fn simulate(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, MANAGE, |call| {
        let wanted = member(&call.body, "event_type").and_then(text);
        let known = EVENT_TYPES
            .iter()
            .find(|(name, _)| Some(*name) == wanted.as_deref());
        let Some((event_type, words)) = known else {
            let detail = Detail::v1("event_type", "Not an event type of this sandbox");
            return Err(RestError::validation(vec![detail]));
        };
        if let Some(id) = member(&call.body, "webhook_id").and_then(text) {
            find(call, &id)?;
        }
        let news = NewEvent {
            event_type,
            resource_type: "simulated",
            resource_version: "1.0",
            summary: (*words).to_owned(),
            resource: json!({"id": call.store.ids.transaction()}),
        };
        let (app, now) = (call.app.clone(), call.now);
        raise(call.store, &app, news, now);
        let made = call.store.webhooks.events.last();
        let body = made.map_or_else(|| json!({}), |event| event.body.clone());
        Ok(Reply::new(StatusCode::ACCEPTED, body))
    })
}
