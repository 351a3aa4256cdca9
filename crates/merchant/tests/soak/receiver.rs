//! The shop's own system, which is told of paid checkouts.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use ring::hmac;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub const SECRET: &str = "the-shop-s-own-fulfilment-secret";

/// A call that was taken.
#[derive(Clone, Debug)]
pub struct Told {
    pub key: String,
    pub order: Value,
    pub is_signed: bool,
}

/// Notes every call, and refuses some.
pub struct Receiver {
    pub url: String,
    shared: Arc<Shared>,
    served: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    told: Mutex<Vec<Told>>,
    refuses: AtomicBool,
    refused: AtomicU32,
}

impl Receiver {
    pub async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/paid", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let router = Router::new().fallback(take).with_state(shared.clone());
        let served = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            shared,
            served,
        }
    }

    /// Sets whether it answers 500 from now on.
    pub fn refuse(&self, refuses: bool) {
        self.shared.refuses.store(refuses, Ordering::SeqCst);
    }

    pub fn refused(&self) -> u32 {
        self.shared.refused.load(Ordering::SeqCst)
    }

    pub fn told(&self) -> Vec<Told> {
        self.shared.told.lock().unwrap().clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.served.abort();
    }
}

async fn take(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if shared.refuses.load(Ordering::SeqCst) {
        shared.refused.fetch_add(1, Ordering::SeqCst);
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signed = [header("checkout-timestamp").as_bytes(), b".", &body].concat();
    let expected: String = hmac::sign(&key, &signed)
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    shared.told.lock().unwrap().push(Told {
        key: header("idempotency-key"),
        order: serde_json::from_slice(&body).unwrap_or_default(),
        is_signed: header("checkout-signature") == format!("v1={expected}"),
    });
    StatusCode::NO_CONTENT
}
