//! Sends notifications, apart from the requests that cause them: a listener
//! posts back while its own delivery is still open.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};

use crate::clock::Clock;
use crate::notify::body;
use crate::store::data_file::DataFile;
use crate::store::notifications::{Attempt, Delivery, ListenerResponse};
use crate::store::webhooks::Transmission;
use crate::store::{SharedStore, Store};
use crate::webhooks::certificate;

/// Time that a listener has to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A notification on its way.
struct Outgoing {
    id: String,
    url: String,
    body: String,
    /// The body as it was before it was tampered with.
    signed: String,
    tampered: bool,
    transmission: Option<Transmission>,
    /// The store's when it was taken.
    generation: u64,
}

/// The sender of notifications. Clones are the same sender.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    store: SharedStore,
    clock: Clock,
    client: reqwest::Client,
    /// The only hosts that are sent to; every host when there is none.
    hosts: Option<Vec<String>>,
    /// Data file that attempts are kept in, if there is one.
    data: Option<Arc<DataFile>>,
}

impl Sender {
    pub(crate) fn new(
        store: SharedStore,
        clock: Clock,
        hosts: Option<Vec<String>>,
        data: Option<Arc<DataFile>>,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            store,
            clock,
            client: client()?,
            hosts,
            data,
        })
    }

    /// Sends whatever is due, until it is dropped.
    pub(crate) async fn run(self) {
        loop {
            let now = self.clock.now();
            let (batch, in_order, next) = {
                let mut store = self.store.lock();
                let in_order = store.faults.ipn.reverse;
                let (batch, next) = take_due(&mut store, now);
                (batch, in_order, next)
            };
            if in_order && batch.len() > 1 {
                let sender = self.clone();
                tokio::spawn(async move {
                    for outgoing in batch.into_iter().rev() {
                        sender.deliver(outgoing).await;
                    }
                });
            } else {
                for outgoing in batch {
                    let sender = self.clone();
                    tokio::spawn(async move { sender.deliver(outgoing).await });
                }
            }
            self.clock.wait_until(next).await;
        }
    }

    async fn deliver(&self, outgoing: Outgoing) {
        let at = self.clock.now();
        let answer = if self.may_notify(&outgoing.url) {
            self.send(&outgoing).await
        } else {
            ListenerResponse::Failed(
                "its host is not among those that notifications are sent to".to_owned(),
            )
        };
        tracing::info!(
            id = outgoing.id,
            url = outgoing.url,
            answer = answer.words(),
            "notification sent"
        );
        let now = self.clock.now();
        let attempt = Attempt {
            at,
            answer,
            tampered: outgoing.tampered,
        };
        let mut store = self.store.lock();
        // After a reset, nobody asks for the answer.
        if store.generation != outgoing.generation {
            return;
        }
        if let Some(message) = store.notification_mut(&outgoing.id) {
            message.record(attempt, now);
        }
        if let Some(data) = &self.data {
            data.save(&mut store, &self.clock);
        }
        drop(store);
        self.clock.wake();
    }

    async fn send(&self, outgoing: &Outgoing) -> ListenerResponse {
        let request = self.client.post(&outgoing.url);
        let request = match &outgoing.transmission {
            Some(transmission) => {
                let signed = outgoing.signed.as_bytes();
                event_headers(request, transmission, signed).await
            }
            None => request
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(USER_AGENT, "paypal-sandbox IPN"),
        };
        let sent = request.body(outgoing.body.clone()).send().await;
        match sent {
            Ok(response) => ListenerResponse::Status(response.status().as_u16()),
            Err(error) => ListenerResponse::Failed(reason(&error)),
        }
    }

    /// Returns whether notifications may be sent to this address.
    fn may_notify(&self, url: &str) -> bool {
        let Some(hosts) = &self.hosts else {
            return true;
        };
        let Ok(url) = url::Url::parse(url) else {
            return false;
        };
        // An IPv6 address is in brackets there.
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
    }
}

/// The client for deliveries: no redirects, no proxy, thirty seconds.
fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // As PayPal writes them, for listeners that know no other case.
        .http1_title_case_headers()
        .timeout(TIMEOUT)
        .build()
}

/// Marks what is due as in flight; answers it and when to look again.
fn take_due(store: &mut Store, now: Timestamp) -> (Vec<Outgoing>, Option<Timestamp>) {
    if store.faults.ipn.hold {
        return (Vec::new(), None);
    }
    let tamper = store.faults.ipn.tamper.clone();
    let mut batch = Vec::new();
    let mut next: Option<Timestamp> = None;
    let generation = store.generation;
    let Store {
        notifications,
        struck,
        ..
    } = store;
    for place in 0..notifications.len() {
        match notifications[place].delivery {
            Delivery::Waiting { due } if due <= now => {
                let Some(message) = notifications.change(place) else {
                    continue;
                };
                message.delivery = Delivery::InFlight;
                if tamper.is_some() {
                    struck.note("ipn.tamper");
                }
                batch.push(Outgoing {
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
    (batch, next)
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
    let signature = match certificate::signer().await {
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

/// Words for a message that could not be sent.
pub(crate) fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "no answer within 30 seconds".to_owned()
    } else if error.is_connect() {
        "connection refused".to_owned()
    } else {
        "the connection broke".to_owned()
    }
}
