//! A server whose answers a test writes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use jiff::Timestamp;
use leptos_paypal_api::{Client, ClientConfig, Clock, Credentials, RetryPolicy};
use leptos_paypal_core::Environment;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

pub const CLIENT_ID: &str = "test-client";
pub const SECRET: &str = "the-secret-of-the-app";
pub const TOKEN_PATH: &str = "/v1/oauth2/token";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: Method,
    pub path: String,
    pub query: Option<String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub type Reply = Response<Body>;

/// Answer of the server, by the request and how many of its path came before.
type Script = dyn Fn(&Seen, usize) -> Option<Reply> + Send + Sync;

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers by `script`; token requests it leaves alone get a token, and
    /// where it says nothing else the server never answers.
    pub async fn start(
        script: impl Fn(&Seen, usize) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self {
            address,
            seen: Arc::default(),
        };
        let script: Arc<Script> = Arc::new(script);
        let seen = Arc::clone(&server.seen);
        let router = Router::new().fallback(
            move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
                let request = Seen {
                    method,
                    path: uri.path().to_owned(),
                    query: uri.query().map(str::to_owned),
                    headers,
                    body,
                };
                let before = {
                    let mut seen = seen.lock().unwrap();
                    let before = seen.iter().filter(|old| old.path == request.path).count();
                    seen.push(request.clone());
                    before
                };
                let reply = script(&request, before).or_else(|| {
                    (request.path == TOKEN_PATH).then(|| token(&format!("token-{before}")))
                });
                async move {
                    let Some(mut reply) = reply else {
                        return std::future::pending().await;
                    };
                    if let Some(Held(until)) = reply.extensions_mut().remove() {
                        until.notified().await;
                    }
                    reply
                }
            },
        );
        tokio::spawn(async move { axum::serve(listener, router).await });
        server
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything that arrived, token requests apart.
    pub fn calls(&self) -> Vec<Seen> {
        let seen = self.seen.lock().unwrap();
        let calls = seen.iter().filter(|request| request.path != TOKEN_PATH);
        calls.cloned().collect()
    }

    pub fn token_requests(&self) -> Vec<Seen> {
        let seen = self.seen.lock().unwrap();
        let tokens = seen.iter().filter(|request| request.path == TOKEN_PATH);
        tokens.cloned().collect()
    }

    pub fn client(&self) -> Client {
        Client::new(self.config()).unwrap()
    }

    pub fn config(&self) -> ClientConfig {
        config(&self.base())
    }
}

/// Quick, but patient enough for a busy machine.
pub fn config(base: &str) -> ClientConfig {
    let environment: Environment = base.parse().unwrap();
    let mut config = ClientConfig::new(environment, Credentials::new(CLIENT_ID, SECRET));
    config.retry_policy = retry_policy();
    config
}

pub fn retry_policy() -> RetryPolicy {
    RetryPolicy {
        timeout: Duration::from_secs(20),
        retries: 2,
        pause: Duration::from_millis(1),
        longest_pause: Duration::from_secs(1),
    }
}

/// A clock that stands where it is put.
#[derive(Clone, Default)]
pub struct Hands(Arc<Mutex<i64>>);

impl Hands {
    pub fn advance(&self, seconds: i64) {
        *self.0.lock().unwrap() += seconds * 1000;
    }

    pub fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.0);
        Clock::new(move || Timestamp::from_millisecond(*hands.lock().unwrap()).unwrap())
    }
}

pub fn answer(status: u16, body: impl Into<Body>) -> Reply {
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .header("content-type", "application/json")
        .header("paypal-debug-id", "b1d1f06c7246c")
        .body(body.into())
        .unwrap()
}

pub fn json_answer(status: u16, body: &Value) -> Reply {
    answer(status, body.to_string())
}

pub fn with_header(mut reply: Reply, name: &'static str, value: &str) -> Reply {
    reply.headers_mut().insert(name, value.parse().unwrap());
    reply
}

#[derive(Clone)]
struct Held(Arc<Notify>);

/// Keeps a reply back until `until` is notified.
pub fn held(mut reply: Reply, until: &Arc<Notify>) -> Reply {
    reply.extensions_mut().insert(Held(Arc::clone(until)));
    reply
}

pub fn token(token: &str) -> Reply {
    json_answer(
        200,
        &json!({
            "scope": "https://uri.paypal.com/services/payments/payment",
            "access_token": token,
            "token_type": "Bearer",
            "app_id": "APP-80W284485P519543T",
            "expires_in": 32400,
            "nonce": "2026-11-21T12:00:00Z",
        }),
    )
}

/// An order with nothing but what is required.
pub fn order() -> Value {
    json!({"id": "5O190127TN364715T", "status": "CREATED", "links": []})
}

pub fn order_id() -> leptos_paypal_api::OrderId {
    "5O190127TN364715T".parse().unwrap()
}

pub fn request_id() -> leptos_paypal_api::RequestId {
    "co_aaaaaaaaaaaaaaaaaaaaaaaaaa-capture".parse().unwrap()
}
