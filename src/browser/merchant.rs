//! Calls to the merchant server.

use leptos_paypal_core::paypal_answer::{Json, approval_url};
use leptos_paypal_core::{
    CartLine, CheckoutRef, CheckoutStatus, Currency, Money, PayPalAnswer, PayPalRefusal, digits,
};
use wasm_bindgen::JsValue;

use super::task::answer;
use super::{js, page, write};
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

/// A checkout that can be paid.
pub(crate) struct Created {
    pub(crate) name: CheckoutRef,
    pub(crate) status: CheckoutStatus,
    pub(crate) total: Option<Money>,
    pub(crate) way: Option<Way>,
}

/// How the browser gets to PayPal.
pub(crate) enum Way {
    /// By posting a form.
    Form {
        action: String,
        fields: Vec<(String, String)>,
    },
    /// By going to where the buyer agrees.
    Page(String),
    /// To the order of this name, wherever PayPal is.
    Order,
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
        js::list(self.0.clone()).into_iter().map(Self).collect()
    }
}

/// Creates a checkout of `lines`, or finds the one made with the same key.
pub(crate) async fn create(
    url: &str,
    record: &Record,
    lines: &[CartLine],
) -> Result<Created, CallProblem> {
    let optional = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, write::text);
    let (path, api) = record.path.names();
    let body = js::object(&[
        ("idempotency_key", write::text(record.key.as_str())),
        ("path", write::text(path)),
        ("api", optional(api)),
        ("locale", optional(record.locale.as_deref())),
        ("currency", write::text(record.total.currency().code())),
        ("expected_total", write::text(&record.total.text())),
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
    let answer = call("POST", url, Some(&body)).await?;
    created(answer).ok_or(CallProblem::Unreachable)
}

fn created(answer: JsValue) -> Option<Created> {
    if js::given(&answer, "checkout_id").is_none() {
        let read = PayPalAnswer::read(&Answer(answer))?;
        return Some(Created {
            // A v1 payment cannot be reached without its link.
            way: match read.approval_url {
                Some(url) => Some(Way::Page(url)),
                None => {
                    (!read.name.as_str().bytes().any(|byte| byte == b'-')).then_some(Way::Order)
                }
            },
            name: read.name,
            status: read.status,
            total: read.total,
        });
    }
    Some(Created {
        name: js::text(&answer, "checkout_id")?.parse().ok()?,
        status: status(&answer)?,
        total: total(&answer),
        way: match js::text(&answer, "action") {
            Some(action) => Some(Way::Form {
                action,
                fields: js::entries(&answer, "fields")
                    .iter()
                    .map(|pair| Some((js::text(pair, "0")?, js::text(pair, "1")?)))
                    .collect::<Option<_>>()?,
            }),
            None => js::text(&answer, "approval_url").map(Way::Page),
        },
    })
}

/// Asks what has become of a checkout; the first time with what the return
/// page got, for the server to make something of.
pub(crate) async fn look(url: &str, told: Option<&JsValue>) -> Result<Progress, CallProblem> {
    let method = if told.is_some() { "POST" } else { "GET" };
    let answer = call(method, url, told).await?;
    progress(answer).ok_or(CallProblem::Unreachable)
}

fn progress(answer: JsValue) -> Option<Progress> {
    if js::given(&answer, "checkout_id").is_none() {
        let read = PayPalAnswer::read(&Answer(answer))?;
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
        name: js::text(&answer, "checkout_id")?.parse().ok()?,
        status: status(&answer)?,
        reason: js::text(&answer, "reason"),
        total: total(&answer),
        transaction: js::text(&js::get(&answer, "payment"), "txn_id"),
        approval: js::text(&answer, "approval_url"),
        raw: false,
    })
}

fn status(answer: &JsValue) -> Option<CheckoutStatus> {
    CheckoutStatus::from_name(&js::text(answer, "status")?)
}

/// `total` in `currency`, both as flat text.
fn total(answer: &JsValue) -> Option<Money> {
    let currency: Currency = js::text(answer, "currency")?.parse().ok()?;
    Money::parse(&js::text(answer, "total")?, currency).ok()
}

async fn call(method: &str, url: &str, body: Option<&JsValue>) -> Result<JsValue, CallProblem> {
    let (status, wait, answer) = fetch(method, url, body)
        .await
        .ok_or(CallProblem::Unreachable)?;
    judge(status, wait, answer)
}

fn judge(status: u32, wait: u32, answer: JsValue) -> Result<JsValue, CallProblem> {
    let answer = Answer(answer);
    let refusal = PayPalRefusal::read(&answer);
    let Answer(body) = &answer;
    let mut passes = status == 429;
    let code = match refusal {
        // Some servers hand PayPal's errors through with a 200.
        Some(refusal) => {
            passes |= refusal == PayPalRefusal::Passing;
            refusal.code().to_owned()
        }
        None if (200..300).contains(&status) => return Ok(answer.0),
        None => {
            // A gateway's own words are not the shop's.
            if status >= 500 && js::given(body, "retryable").is_none() {
                return Err(CallProblem::Unreachable);
            }
            passes |= js::flag(body, "retryable");
            js::text(body, "code").unwrap_or_else(|| ["http_", &digits(status.into())].concat())
        }
    };
    Err(CallProblem::Refused(Box::new(Refusal {
        code,
        passes,
        wait,
        approval: js::text(body, "approval_url").or_else(|| approval_url(&answer)),
        total: total(body),
    })))
}

/// HTTP status, `Retry-After` in seconds, and the answer's JSON.
async fn fetch(method: &str, url: &str, body: Option<&JsValue>) -> Option<(u32, u32, JsValue)> {
    let body = body.cloned().unwrap_or_default();
    let answer = answer(|then| page::call(method, url, &body, TIMEOUT_MS, then)).await;
    let wait = js::integer(&answer, "1").unwrap_or(0);
    let json = js::get(&answer, "2");
    Some((js::integer(&answer, "0")?, LONGEST_WAIT.min(wait), json))
}
