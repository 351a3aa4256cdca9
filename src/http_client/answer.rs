//! Answers of the merchant server, of servers that hand PayPal's own answers
//! through, and of PayPal itself.

use leptos_paypal_core::PayPalRefusal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::call_error::{CallError, Refusal};
use super::checkout_response::{CheckoutBody, CheckoutResponse, total};
use super::paypal_answer::{self, PayPalReading};
use super::plan::PlanBody;
use crate::dom::json;

/// The longest that a server may ask to be left alone, in seconds.
const LONGEST_WAIT: u32 = 60;

/// Problem details of the merchant server (RFC 9457, with its own members).
#[derive(Default, Deserialize)]
struct ProblemBody {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    retryable: Option<bool>,
    #[serde(default)]
    approval_url: Option<String>,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    total: Option<String>,
    #[serde(default)]
    plan: Option<PlanBody>,
}

/// Raw response: status, `Retry-After` in seconds, and the body as JSON.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(super) retry_after: Option<u32>,
    pub(crate) body: JsValue,
}

impl Answer {
    /// The checkout, if it is a good answer.
    pub(crate) async fn into_checkout(self) -> Result<CheckoutResponse, CallError> {
        let (body, paypals) = self.into_body().await?;
        let own = json::read::<CheckoutBody>(body).map(CheckoutResponse::from);
        own.or(paypals.checkout).ok_or(CallError::Unreachable)
    }

    /// The body as `T`, if it is a good answer.
    pub(crate) async fn into_value<T: DeserializeOwned>(self) -> Result<T, CallError> {
        let (body, _) = self.into_body().await?;
        json::read(body).ok_or(CallError::Unreachable)
    }

    /// Nothing, if it is a good answer.
    pub(crate) async fn into_done(self) -> Result<(), CallError> {
        self.into_body().await.map(drop)
    }

    async fn into_body(self) -> Result<(JsValue, PayPalReading), CallError> {
        let paypals = paypal_answer::read(&self.body).await?;
        let refusal = paypals.refusal;
        // Some servers hand PayPal's errors through with a 200.
        if refusal.is_none() && (200..300).contains(&self.status) {
            return Ok((self.body, paypals));
        }
        let problem = json::read::<ProblemBody>(self.body).unwrap_or_default();
        // A gateway's own words are not the shop's.
        if refusal.is_none() && self.status >= 500 && problem.retryable.is_none() {
            return Err(CallError::Unreachable);
        }
        let is_temporary = match refusal {
            Some(refusal) => refusal == PayPalRefusal::Passing,
            None => problem.retryable == Some(true),
        };
        let code = match refusal {
            Some(refusal) => refusal.code().to_owned(),
            None => problem
                .code
                .unwrap_or_else(|| format!("http_{}", self.status)),
        };
        Err(CallError::Refused(Box::new(Refusal {
            code,
            is_temporary: is_temporary || self.status == 429,
            retry_after: self.retry_after.unwrap_or(0).min(LONGEST_WAIT),
            approval_url: problem.approval_url.or(paypals.approval_url),
            plan: problem
                .plan
                .and_then(|plan| plan.plan(problem.currency.as_deref()?.parse().ok()?)),
            total: total(problem.total.as_deref(), problem.currency.as_deref()),
        })))
    }
}
