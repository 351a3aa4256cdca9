//! A PayPal that says what it is told to: for what the sandbox does not do
//! wrong by itself.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

/// Answers by the end of the path; what is not told is made up.
pub struct Scripted {
    pub url: String,
    script: Arc<Script>,
    served: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Script {
    url: Mutex<String>,
    answers: Mutex<Vec<(&'static str, StatusCode, Value)>>,
    gates: Mutex<Vec<(&'static str, Arc<Gate>)>>,
    count: AtomicUsize,
    /// Payments and orders by their path.
    made: Mutex<BTreeMap<String, Value>>,
}

/// Requests that wait for their answers.
pub struct Gate {
    arrived: AtomicUsize,
    open: Semaphore,
}

impl Gate {
    /// Number of requests that came, answered or not.
    pub fn arrived(&self) -> usize {
        self.arrived.load(Ordering::SeqCst)
    }

    /// Has all of them answered, and those that come.
    pub fn release(&self) {
        self.open.close();
    }

    async fn pass(&self) {
        self.arrived.fetch_add(1, Ordering::SeqCst);
        // Nobody gets a permit: it is closed in the end.
        let _ = self.open.acquire().await;
    }
}

impl Scripted {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Script::default());
        script.url.lock().unwrap().clone_from(&url);
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&script));
        let served = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            script,
            served,
        }
    }

    /// From now on every path that ends so is answered so.
    pub fn will(&self, end: &'static str, status: u16, body: Value) {
        let mut answers = self.script.answers.lock().unwrap();
        answers.retain(|(known, ..)| *known != end);
        answers.push((end, StatusCode::from_u16(status).unwrap(), body));
    }

    /// From now on such paths are answered as they were before [`Self::will`].
    pub fn recover(&self, end: &str) {
        let mut answers = self.script.answers.lock().unwrap();
        answers.retain(|(known, ..)| *known != end);
    }

    /// From now on no path that ends so is answered before the gate is released.
    pub fn hold(&self, end: &'static str) -> Arc<Gate> {
        let gate = Arc::new(Gate {
            arrived: AtomicUsize::new(0),
            open: Semaphore::new(0),
        });
        let mut gates = self.script.gates.lock().unwrap();
        gates.push((end, Arc::clone(&gate)));
        gate
    }

    /// Changes a payment or order, as PayPal tells it when asked.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut Value)) {
        let mut made = self.script.made.lock().unwrap();
        let (_, whole) = made
            .iter_mut()
            .find(|(path, _)| path.ends_with(id))
            .expect("a payment or order");
        change(whole);
    }

    /// The money of an order moved.
    pub fn captured(&self, order: &str, capture: &Value) {
        self.change(order, |order| {
            order["status"] = json!("COMPLETED");
            order["purchase_units"][0]["payments"] = json!({"captures": [capture]});
        });
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.served.abort();
    }
}

async fn answer(State(script): State<Arc<Script>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let gate = script
        .gates
        .lock()
        .unwrap()
        .iter()
        .find(|(end, _)| path.ends_with(end))
        .map(|(_, gate)| Arc::clone(gate));
    if let Some(gate) = gate {
        gate.pass().await;
    }
    let told = script
        .answers
        .lock()
        .unwrap()
        .iter()
        .find(|(end, ..)| path.ends_with(end))
        .map(|(_, status, body)| (*status, Json(body.clone())));
    if let Some(told) = told {
        return told.into_response();
    }
    if path == "/v1/oauth2/token" {
        return Json(json!({
            "scope": "x", "access_token": "A21AA", "token_type": "Bearer", "app_id": "APP-1",
            "expires_in": 32400, "nonce": "x",
        }))
        .into_response();
    }
    // The post-back of IPN messages.
    if path == "/cgi-bin/webscr" {
        return "VERIFIED".into_response();
    }
    if request.method() == Method::POST && path == "/v2/checkout/orders" {
        return make(&script, request, &path, "CREATED").await;
    }
    if request.method() == Method::POST && path == "/v1/payments/payment" {
        return make(&script, request, &path, "created").await;
    }
    let made = script.made.lock().unwrap().get(&path).cloned();
    if let (&Method::GET, Some(made)) = (request.method(), made) {
        return Json(made).into_response();
    }
    (
        StatusCode::NOT_FOUND,
        Json(json!({"name": "RESOURCE_NOT_FOUND"})),
    )
        .into_response()
}

async fn make(script: &Script, request: Request, path: &str, status: &str) -> Response {
    let body = axum::body::to_bytes(request.into_body(), 1 << 20)
        .await
        .unwrap();
    let mut made: Value = serde_json::from_slice(&body).unwrap();
    let number = script.count.fetch_add(1, Ordering::SeqCst);
    let url = script.url.lock().unwrap().clone();
    let (id, token, field, rel) = if path.starts_with("/v1") {
        let id = format!("PAYID-{number:024}");
        (id, format!("EC-{number:017}"), "state", "approval_url")
    } else {
        let id = format!("5O19012{number:010}");
        (id.clone(), id, "status", "approve")
    };
    made["id"] = json!(id);
    made[field] = json!(status);
    let href = format!("{url}/checkoutnow?token={token}");
    made["links"] = json!([{"rel": rel, "href": href, "method": "GET"}]);
    let mut all = script.made.lock().unwrap();
    all.insert(format!("{path}/{id}"), made.clone());
    (StatusCode::CREATED, Json(made)).into_response()
}
