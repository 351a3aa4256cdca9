//! Calls by HTTP, and what their answers mean.

mod answer;
mod call_error;
mod checkout_response;
pub(crate) mod paypal_answer;
mod plan;

use gloo_net::http::{Method, Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCredentials, RequestInit};

pub(crate) use answer::Answer;
pub(crate) use call_error::{CLIENT_REFUSED, CallError, Refusal};
pub(crate) use checkout_response::{CheckoutResponse, SubscriptionResponse};
pub(crate) use plan::{PlanBody, TermBody};

use crate::dom::json;

/// Milliseconds that an answer may take.
const TIMEOUT_MS: u32 = 20_000;

/// A request: JSON, unless a header says otherwise.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Option<JsString>,
}

impl Call<'_> {
    /// Sends the request, and waits for all of the answer.
    pub(crate) async fn send(self) -> Result<Answer, CallError> {
        let abort = AbortController::new().map_err(|_| CallError::Unreachable)?;
        let request = self.request(&abort.signal());
        let request = request.map_err(|_| CallError::Unreachable)?;
        // Also covers a body that never ends.
        let timeout = Timeout::new(TIMEOUT_MS, move || abort.abort());
        let response = fetch(request).await;
        let answer = read(response.map_err(|_| CallError::Unreachable)?).await;
        drop(timeout);
        answer
    }

    /// A request to exactly the address, which is made as gloo-net's `Request`
    /// out of the browser's: its `RequestBuilder` (0.6) writes the query anew,
    /// and adds a `&` to one that is there.
    fn request(&self, signal: &AbortSignal) -> Result<Request, JsValue> {
        let init = RequestInit::new();
        init.set_method(self.method.as_str());
        init.set_credentials(RequestCredentials::SameOrigin);
        init.set_signal(Some(signal));
        if let Some(body) = &self.body {
            init.set_body(body);
        }
        let request = web_sys::Request::new_with_str_and_init(self.url, &init)?;
        let headers = request.headers();
        headers.set("accept", "application/json")?;
        if self.body.is_some() {
            headers.set("content-type", "application/json")?;
        }
        for (name, value) in self.headers {
            headers.set(name, value)?;
        }
        Ok(request.into())
    }
}

/// Sends a request. A page may have put its own `fetch` in place, whose promise
/// rejects with anything and resolves to anything; gloo-net's `send` (0.6) panics
/// unless the one is an `Error` and the other a `Response`.
async fn fetch(request: Request) -> Result<Response, JsValue> {
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
