//! Calls to the merchant server.

use js_sys::Reflect;
use leptos_paypal_core::{CartLine, CheckoutId, CheckoutStatus, Currency, Money};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestInit, Response};

use super::{js, write};

/// How long the server may take.
const TIMEOUT_MS: i32 = 20_000;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CallProblem {
    /// No answer, too late, or one that is not the server's.
    Unreachable,
    /// The server said no: its problem details.
    Refused {
        /// The stable name of the problem.
        code: String,
        /// The whole answer.
        body: JsValue,
    },
}

/// Where a checkout can be paid.
pub(crate) struct Created {
    pub(crate) id: CheckoutId,
    pub(crate) status: CheckoutStatus,
    pub(crate) total: Money,
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

/// What has become of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) id: CheckoutId,
    pub(crate) status: CheckoutStatus,
    pub(crate) reason: Option<String>,
    pub(crate) total: Option<Money>,
    pub(crate) transaction: Option<String>,
}

/// Creates a checkout of `lines`, or finds the one made with the same key.
pub(crate) async fn create(
    server: &str,
    key: &str,
    lines: &[CartLine],
    expected: Money,
) -> Result<Created, CallProblem> {
    let body = js::object(&[
        ("idempotency_key", write::text(key)),
        ("path", write::text("form")),
        ("currency", write::text(expected.currency().code())),
        ("expected_total", write::text(&expected.to_string())),
        (
            "lines",
            js::array(lines.iter().map(|line| {
                js::object(&[
                    ("sku", write::text(line.item.sku.as_str())),
                    ("quantity", line.quantity.into()),
                    ("options", write::chosen(&line.item.options)),
                ])
            })),
        ),
    ]);
    let answer = call("POST", &[server, "/checkouts"].concat(), Some(&body)).await?;
    let read = || {
        Some(Created {
            id: js::text(&answer, "checkout_id")?.parse().ok()?,
            status: status(&answer)?,
            total: total(&answer)?,
            action: js::text(&answer, "action")?,
            fields: js::entries(&answer, "fields")
                .iter()
                .map(|pair| Some((element(pair, 0)?, element(pair, 1)?)))
                .collect::<Option<_>>()?,
        })
    };
    read().ok_or(CallProblem::Unreachable)
}

/// Asks what has become of a checkout; the first time with the query that the
/// return page got, for the server to make something of.
pub(crate) async fn look(
    server: &str,
    id: &CheckoutId,
    query: Option<&str>,
) -> Result<Progress, CallProblem> {
    let url = [server, "/checkouts/", id.as_str()].concat();
    let answer = match query {
        None => call("GET", &url, None).await?,
        Some(query) => {
            let body = js::object(&[("query", write::text(query))]);
            call("POST", &[&*url, "/complete"].concat(), Some(&body)).await?
        }
    };
    progress(&answer)
}

fn progress(answer: &JsValue) -> Result<Progress, CallProblem> {
    let read = || {
        Some(Progress {
            id: js::text(answer, "checkout_id")?.parse().ok()?,
            status: status(answer)?,
            reason: js::text(answer, "reason"),
            total: total(answer),
            transaction: js::text(&js::get(answer, "payment"), "txn_id"),
        })
    };
    read().ok_or(CallProblem::Unreachable)
}

fn status(answer: &JsValue) -> Option<CheckoutStatus> {
    CheckoutStatus::from_name(&js::text(answer, "status")?)
}

/// `total` in `currency`, both as flat text.
pub(crate) fn total(answer: &JsValue) -> Option<Money> {
    let currency: Currency = js::text(answer, "currency")?.parse().ok()?;
    Money::parse(&js::text(answer, "total")?, currency).ok()
}

fn element(pair: &JsValue, index: u32) -> Option<String> {
    Reflect::get_u32(pair, index).ok()?.as_string()
}

async fn call(method: &str, url: &str, body: Option<&JsValue>) -> Result<JsValue, CallProblem> {
    let (status, answer) = fetch(method, url, body)
        .await
        .map_err(|_| CallProblem::Unreachable)?;
    if (200..300).contains(&status) {
        return Ok(answer);
    }
    // A gateway's own words are not the shop's.
    if status >= 500 {
        return Err(CallProblem::Unreachable);
    }
    Err(CallProblem::Refused {
        code: js::text(&answer, "code").unwrap_or_else(|| ["http_", &status.to_string()].concat()),
        body: answer,
    })
}

async fn fetch(method: &str, url: &str, body: Option<&JsValue>) -> Result<(u16, JsValue), JsValue> {
    let window = leptos::prelude::window();
    let abort = AbortController::new()?;
    let options = RequestInit::new();
    options.set_method(method);
    options.set_credentials(RequestCredentials::SameOrigin);
    options.set_signal(Some(&abort.signal()));
    let headers = vec![("accept", write::text("application/json"))];
    let headers = match body {
        Some(body) => {
            options.set_body(&write::text(&js::stringify(body).unwrap_or_default()));
            [
                headers,
                vec![("content-type", write::text("application/json"))],
            ]
            .concat()
        }
        None => headers,
    };
    options.set_headers(&js::object(&headers));

    // Also covers a body that never ends.
    let late = Closure::once_into_js(move || abort.abort());
    let timer = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(late.unchecked_ref(), TIMEOUT_MS)?;
    let answer = async {
        let response = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await?;
        let response: Response = response.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?;
        let json = text.as_string().and_then(|text| js::parse(&text));
        Ok((response.status(), json.unwrap_or(JsValue::NULL)))
    }
    .await;
    window.clear_timeout_with_handle(timer);
    answer
}
