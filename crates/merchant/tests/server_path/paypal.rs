//! A PayPal that says what it is told to: for what the sandbox does not do
//! wrong by itself.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};

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
    orders: AtomicUsize,
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
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.served.abort();
    }
}

async fn answer(State(script): State<Arc<Script>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
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
    if path == "/v2/checkout/orders" && request.method() == Method::POST {
        let number = script.orders.fetch_add(1, Ordering::SeqCst);
        let id = format!("5O19012{number:010}");
        let url = script.url.lock().unwrap().clone();
        let href = format!("{url}/checkoutnow?token={id}");
        let made = json!({
            "id": id, "status": "CREATED",
            "links": [{"rel": "approve", "href": href, "method": "GET"}],
        });
        return (StatusCode::CREATED, Json(made)).into_response();
    }
    (
        StatusCode::NOT_FOUND,
        Json(json!({"name": "RESOURCE_NOT_FOUND"})),
    )
        .into_response()
}
