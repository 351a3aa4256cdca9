//! `POST /v1/notifications/verify-webhook-signature`.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::Response;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::config::Verification;
use crate::rest::{ApiVersion, Call, Detail, IncomingRequest, Operation, Reply, RestError, serve};
use crate::state::State;
use crate::store::notifications::Notification;
use crate::webhooks::certificate::{self, CERTIFICATE_PATH, Signer, message};

/// The request, with the event as it came, byte for byte.
#[derive(Deserialize)]
struct Question<'a> {
    auth_algo: String,
    cert_url: String,
    transmission_id: String,
    transmission_sig: String,
    transmission_time: String,
    webhook_id: String,
    #[serde(borrow)]
    webhook_event: &'a RawValue,
}

/// Fields and their longest lengths.
const FIELDS: &[(&str, usize)] = &[
    ("auth_algo", 100),
    ("cert_url", 500),
    ("transmission_id", 50),
    ("transmission_sig", 500),
    ("transmission_time", 100),
    ("webhook_id", 50),
];

pub(super) async fn verify(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    let signer = certificate::signer().await;
    let body = incoming.body.clone();
    serve(&state, &incoming, Operation::new(ApiVersion::V1), |call| {
        check(&call.body)?;
        let question: Question<'_> =
            serde_json::from_slice(&body).map_err(|_| RestError::malformed(ApiVersion::V1))?;
        let is_true = signer.is_some_and(|signer| answer(call, signer, &question));
        if is_true {
            let id = &question.transmission_id;
            let is_it = |sent: &Notification| {
                let transmission = sent.transmission.as_ref();
                transmission.is_some_and(|own| own.id == *id)
            };
            if let Some(sent) = call.store.notifications.find_mut(is_it) {
                sent.verified = true;
            }
        }
        let status = if is_true { "SUCCESS" } else { "FAILURE" };
        Ok(Reply::ok(json!({"verification_status": status})))
    })
}

fn check(body: &Value) -> Result<(), RestError> {
    let mut details = Vec::new();
    for (name, max) in FIELDS {
        match body.get(name).and_then(Value::as_str) {
            None => details.push(Detail::v1(*name, "Required field is missing")),
            Some(text) if text.len() > *max => {
                details.push(Detail::v1(*name, format!("Longer than {max} characters")));
            }
            Some(_) => {}
        }
    }
    if !body.get("webhook_event").is_some_and(Value::is_object) {
        details.push(Detail::v1("webhook_event", "Required field is missing"));
    }
    if details.is_empty() {
        Ok(())
    } else {
        Err(RestError::validation(details))
    }
}

fn answer(call: &Call<'_>, signer: &Signer, question: &Question<'_>) -> bool {
    let webhooks = &call.store.webhooks;
    if webhooks.webhook(&question.webhook_id, &call.app).is_none()
        || question.auth_algo != "SHA256withRSA"
        || !question.cert_url.ends_with(CERTIFICATE_PATH)
    {
        return false;
    }
    let holds = |event: &[u8]| {
        let message = message(
            &question.transmission_id,
            &question.transmission_time,
            &question.webhook_id,
            event,
        );
        signer.verifies(&message, &question.transmission_sig)
    };
    let raw = question.webhook_event.get();
    if holds(raw.as_bytes()) {
        return true;
    }
    if call.store.verification == Verification::Strict {
        return false;
    }
    // Many clients parse the event and write it again: the same content will do.
    let parsed: Option<Value> = serde_json::from_str(raw).ok();
    let known = call.store.notifications.iter().find(|sent| {
        let own = sent.transmission.as_ref();
        own.is_some_and(|own| own.id == question.transmission_id)
    });
    known.is_some_and(|sent| {
        let content: Option<Value> = serde_json::from_str(&sent.body).ok();
        content.is_some() && content == parsed && holds(sent.body.as_bytes())
    })
}
