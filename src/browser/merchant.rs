//! Calls to the merchant server.

use leptos_paypal_core::paypal_answer::{Json, approval_url};
use leptos_paypal_core::{
    CartLine, CheckoutRef, CheckoutStatus, Money, PayPalAnswer, PayPalRefusal, digits,
};
use wasm_bindgen::JsValue;

use super::js::{self, Object};
use super::task::once;
use super::{page, read, write};
use crate::record::Record;

/// How long the server may take.
const TIMEOUT_MS: u32 = 20_000;

/// The longest that a server may ask to be left alone, in seconds.
const LONGEST_WAIT: u32 = 60;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CallProblem {
    /// No answer, too late, or one that is not the server's.
    Unreachable,
    /// The server said no.
    Refused(Box<Refusal>),
}

/// What a server says when it says no: its problem details, or PayPal's own
/// error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The stable name of the problem.
    pub(crate) code: String,
    /// Whether the same call may work later.
    pub(crate) passes: bool,
    /// How long the server wants to be left alone, in seconds.
    pub(crate) wait: u32,
    /// Where the buyer can choose another way to pay. Not checked.
    pub(crate) approval: Option<String>,
    /// The total the server wants instead.
    pub(crate) total: Option<Money>,
}

/// What has become of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) name: CheckoutRef,
    pub(crate) status: CheckoutStatus,
    pub(crate) reason: Option<String>,
    pub(crate) total: Option<Money>,
    pub(crate) transaction: Option<String>,
    /// Where the buyer can still agree. Not checked.
    pub(crate) approval: Option<String>,
    /// Whether it is PayPal's own answer, handed through.
    pub(crate) raw: bool,
}

/// PayPal's own answers are read by the core.
struct Answer(JsValue);

impl Json for Answer {
    fn member(&self, name: &str) -> Option<Self> {
        js::given(&self.0, name).map(Self)
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn entries(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for entry in js::list(&self.0) {
            all.push(Self(entry));
        }
        all
    }
}

/// Tells a server something, or only asks where `told` is undefined. Its answer
/// is for [`looked`] and [`form`].
pub(crate) fn ask(url: &str, told: &JsValue, then: impl FnOnce(JsValue) + 'static) {
    page::call(url, told, TIMEOUT_MS, once(then));
}

/// A wish for a checkout of `lines`, or for the one made with the same key.
pub(crate) fn wish(record: &Record, lines: &[CartLine]) -> JsValue {
    let body = Object::new();
    for (name, kept) in [
        ("idempotency_key", "key"),
        ("path", "path"),
        ("api", "api"),
        ("locale", "locale"),
        ("currency", "currency"),
        ("expected_total", "total"),
    ] {
        body.put(name, &record.field(kept));
    }
    let mut all: Vec<JsValue> = Vec::new();
    for line in lines {
        let written = Object::new();
        written.text("sku", line.item.sku.as_str());
        written.number("quantity", line.quantity);
        written.put("options", &write::chosen(&line.item.options));
        all.push(written.into());
    }
    body.put("lines", &all.into());
    body.into()
}

/// The form that a server made: where it is posted to, and the pairs of texts
/// that are. Undefined when they cannot be read.
pub(crate) fn form(answer: &JsValue) -> (Option<String>, JsValue) {
    let body = js::get(answer, "2");
    let fields = page::pairs(&js::get(&body, "fields"));
    (js::text(&body, "action"), fields)
}

/// What a server said.
pub(crate) fn looked(answer: &JsValue) -> Result<Progress, CallProblem> {
    progress(&judge(answer)?).ok_or(CallProblem::Unreachable)
}

fn progress(answer: &JsValue) -> Option<Progress> {
    if js::given(answer, "checkout_id").is_none() {
        let read = PayPalAnswer::read(&Answer(answer.clone()))?;
        return Some(Progress {
            name: read.name,
            status: read.status,
            reason: None,
            total: read.total,
            transaction: read.transaction,
            approval: read.approval_url,
            raw: true,
        });
    }
    Some(Progress {
        status: read::status(answer, "status")?,
        name: read::name(answer, "checkout_id")?,
        reason: js::text(answer, "reason"),
        total: read::total(answer),
        transaction: js::text(&js::get(answer, "payment"), "txn_id"),
        approval: js::text(answer, "approval_url"),
        raw: false,
    })
}

/// The answer's JSON, if it is a good one. It comes with HTTP status and
/// `Retry-After` in seconds.
fn judge(answer: &JsValue) -> Result<JsValue, CallProblem> {
    let Some(status) = js::integer(answer, "0") else {
        return Err(CallProblem::Unreachable);
    };
    let body = js::get(answer, "2");
    let read = Answer(body.clone());
    let mut passes = status == 429;
    let code = match PayPalRefusal::read(&read) {
        // Some servers hand PayPal's errors through with a 200.
        Some(refusal) => {
            passes |= refusal == PayPalRefusal::Passing;
            refusal.code().to_owned()
        }
        None if (200..300).contains(&status) => return Ok(body),
        None => {
            // A gateway's own words are not the shop's.
            if status >= 500 && js::given(&body, "retryable").is_none() {
                return Err(CallProblem::Unreachable);
            }
            passes |= js::flag(&body, "retryable");
            js::text(&body, "code").unwrap_or_else(|| ["http_", &digits(status.into())].concat())
        }
    };
    Err(CallProblem::Refused(Box::new(Refusal {
        code,
        passes,
        wait: LONGEST_WAIT.min(js::integer(answer, "1").unwrap_or(0)),
        approval: js::text(&body, "approval_url").or_else(|| approval_url(&read)),
        total: read::total(&body),
    })))
}
