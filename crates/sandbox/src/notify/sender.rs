//! Sends notifications, apart from the requests that cause them: a listener
//! posts back while its own delivery is still open.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};

use super::encode::body;
use crate::state::State;
use crate::store::Store;
use crate::store::notifications::{Answer, Attempt, Delivery};
use crate::webhooks::{Transmission, certificate};

/// How long a listener may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A delivery to be made.
struct Parcel {
    id: String,
    url: String,
    body: String,
    /// The body as it was before it was tampered with.
    signed: String,
    tampered: bool,
    transmission: Option<Transmission>,
    /// The state's generation: after a reset, nobody asks for the answer.
    generation: u64,
}

/// The client for deliveries: no redirects, no proxy, thirty seconds.
pub(crate) fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // As PayPal writes them, for listeners that know no other case.
        .http1_title_case_headers()
        .timeout(TIMEOUT)
        .build()
}

/// Sends whatever is due, for as long as the state lives in it.
pub(crate) async fn run(state: State) {
    loop {
        let now = state.clock().now();
        let (parcels, in_order, next) = {
            let generation = state.generation();
            let mut store = state.store();
            let in_order = store.faults.ipn.reverse;
            let (parcels, next) = take_due(&mut store, generation, now);
            (parcels, in_order, next)
        };
        if in_order && parcels.len() > 1 {
            let state = state.clone();
            tokio::spawn(async move {
                for parcel in parcels.into_iter().rev() {
                    deliver(&state, parcel).await;
                }
            });
        } else {
            for parcel in parcels {
                let state = state.clone();
                tokio::spawn(async move { deliver(&state, parcel).await });
            }
        }
        state.clock().wait_until(next).await;
    }
}

/// Marks what is due as in flight; answers it and when to look again.
fn take_due(
    store: &mut Store,
    generation: u64,
    now: Timestamp,
) -> (Vec<Parcel>, Option<Timestamp>) {
    if store.faults.ipn.hold {
        return (Vec::new(), None);
    }
    let tamper = store.faults.ipn.tamper.clone();
    let mut parcels = Vec::new();
    let mut next: Option<Timestamp> = None;
    let Store {
        notifications,
        struck,
        ..
    } = store;
    for message in notifications {
        match message.delivery {
            Delivery::Waiting { due } if due <= now => {
                message.delivery = Delivery::InFlight;
                if tamper.is_some() {
                    struck.note("ipn.tamper");
                }
                parcels.push(Parcel {
                    id: message.id.clone(),
                    url: message.url.clone(),
                    body: match &tamper {
                        Some(changes) if message.transmission.is_some() => {
                            tampered_event(&message.body, changes)
                        }
                        Some(changes) => tampered(&message.body, changes),
                        None => message.body.clone(),
                    },
                    // What was true is signed, whatever becomes of it on the way.
                    signed: message.body.clone(),
                    tampered: tamper.is_some(),
                    transmission: message.transmission.clone(),
                    generation,
                });
            }
            Delivery::Waiting { due } => next = Some(next.map_or(due, |next| next.min(due))),
            _ => {}
        }
    }
    (parcels, next)
}

/// The body with some fields replaced, or added, on the way.
fn tampered(encoded: &str, changes: &std::collections::BTreeMap<String, String>) -> String {
    let is_changed = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !changes.contains_key(name)
    };
    let mut pairs: Vec<String> = encoded
        .split('&')
        .filter(is_changed)
        .map(str::to_owned)
        .collect();
    let changes: Vec<(String, String)> = changes.clone().into_iter().collect();
    pairs.push(body(&changes, encoding_rs::UTF_8));
    pairs.join("&")
}

/// An event with some members replaced, or added, on the way.
fn tampered_event(body: &str, changes: &std::collections::BTreeMap<String, String>) -> String {
    let Ok(serde_json::Value::Object(mut event)) = serde_json::from_str(body) else {
        return body.to_owned();
    };
    for (name, value) in changes {
        event.insert(name.clone(), value.clone().into());
    }
    serde_json::Value::Object(event).to_string()
}

/// The headers by which a receiver knows that an event is PayPal's.
async fn event_headers(
    state: &State,
    request: reqwest::RequestBuilder,
    transmission: &Transmission,
    body: &[u8],
) -> reqwest::RequestBuilder {
    let message = certificate::message(
        &transmission.id,
        &transmission.time,
        &transmission.webhook_id,
        body,
    );
    let signature = match state.signer().await {
        Some(signer) => signer.sign(&message),
        None => None,
    };
    request
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, "paypal-sandbox webhook")
        .header("PAYPAL-TRANSMISSION-ID", &transmission.id)
        .header("PAYPAL-TRANSMISSION-TIME", &transmission.time)
        .header("PAYPAL-TRANSMISSION-SIG", signature.unwrap_or_default())
        .header("PAYPAL-CERT-URL", &transmission.certificate_url)
        .header("PAYPAL-AUTH-ALGO", "SHA256withRSA")
}

async fn deliver(state: &State, parcel: Parcel) {
    let at = state.clock().now();
    let answer = if state.may_notify(&parcel.url) {
        send(state, &parcel).await
    } else {
        Answer::Failed("its host is not among those that notifications are sent to".to_owned())
    };
    tracing::info!(
        id = parcel.id,
        url = parcel.url,
        answer = answer.words(),
        "notification sent"
    );
    if state.generation() != parcel.generation {
        return;
    }
    let now = state.clock().now();
    let attempt = Attempt {
        at,
        answer,
        tampered: parcel.tampered,
    };
    if let Some(message) = state.store().notification_mut(&parcel.id) {
        message.record(attempt, now);
    }
    state.clock().wake();
}

async fn send(state: &State, parcel: &Parcel) -> Answer {
    let request = state.client().post(&parcel.url);
    let request = match &parcel.transmission {
        Some(transmission) => {
            let signed = parcel.signed.as_bytes();
            event_headers(state, request, transmission, signed).await
        }
        None => request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(USER_AGENT, "paypal-sandbox IPN"),
    };
    let sent = request.body(parcel.body.clone()).send().await;
    match sent {
        Ok(response) => Answer::Status(response.status().as_u16()),
        Err(error) => Answer::Failed(reason(&error)),
    }
}

fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "no answer within 30 seconds".to_owned()
    } else if error.is_connect() {
        "connection refused".to_owned()
    } else {
        "the connection broke".to_owned()
    }
}
