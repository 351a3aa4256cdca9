//! Calls to the merchant server, or to a server that hands PayPal's own answers
//! through.

mod request;
mod response;

use gloo_net::http::{Method, Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::JsString;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCredentials, RequestInit};

pub(crate) use request::{CompleteRequest, CreateRequest};
pub(crate) use response::{CallError, Catalogue, CheckoutResponse, Refusal};

use crate::dom::json;
use response::Answer;

/// Milliseconds that the server may take.
const TIMEOUT_MS: u32 = 20_000;

/// Sends a request about a checkout.
pub(crate) async fn post(
    url: &str,
    request: &impl Serialize,
) -> Result<CheckoutResponse, CallError> {
    let body = json::to_text(request);
    call(Method::POST, url, Some(body)).await?.into_checkout()
}

/// Asks for the status of a checkout.
pub(crate) async fn get(url: &str) -> Result<CheckoutResponse, CallError> {
    call(Method::GET, url, None).await?.into_checkout()
}

/// Fetches something else of the server's.
pub(crate) async fn fetch<T: DeserializeOwned>(url: &str) -> Result<T, CallError> {
    call(Method::GET, url, None).await?.into_value()
}

async fn call(method: Method, url: &str, body: Option<JsString>) -> Result<Answer, CallError> {
    let abort = AbortController::new().map_err(|_| CallError::Unreachable)?;
    let request = request(method, url, body.as_ref(), &abort.signal());
    let request = request.map_err(|_| CallError::Unreachable)?;
    // Also covers a body that never ends.
    let timeout = Timeout::new(TIMEOUT_MS, move || abort.abort());
    let response = send(request).await;
    let answer = read(response.map_err(|_| CallError::Unreachable)?).await;
    drop(timeout);
    answer
}

/// A request to exactly `url`: gloo-net's own builder changes the query of one.
fn request(
    method: Method,
    url: &str,
    body: Option<&JsString>,
    signal: &AbortSignal,
) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_method(method.as_str());
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(signal));
    if let Some(body) = body {
        init.set_body(body);
    }
    let request = web_sys::Request::new_with_str_and_init(url, &init)?;
    request.headers().set("accept", "application/json")?;
    if body.is_some() {
        request.headers().set("content-type", "application/json")?;
    }
    Ok(request.into())
}

/// Sends a request. A page may have put its own `fetch` in place, whose promise
/// rejects with anything; gloo-net's `send` panics unless that is an `Error`.
async fn send(request: Request) -> Result<Response, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response = JsFuture::from(window.fetch_with_request(&request.into())).await?;
    Ok(response.dyn_into::<web_sys::Response>()?.into())
}

async fn read(response: Response) -> Result<Answer, CallError> {
    let text = response.text().await.map_err(|_| CallError::Unreachable)?;
    let retry_after = response.headers().get("retry-after");
    Ok(Answer {
        status: response.status(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body: json::parse(&text).unwrap_or_default(),
    })
}
