//! Answers of the merchant server, of servers that hand PayPal's own answers
//! through, and of PayPal itself.

use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{
    CheckoutRef, CheckoutStatus, Money, PayPalAnswer, PayPalRefusal, SubscriptionStatus,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::PlanBody;
use super::paypal_answer::{self, PayPalReading};
use crate::dom::json;

/// The longest that a server may ask to be left alone, in seconds.
const LONGEST_WAIT: u32 = 60;

/// Code of PayPal's refusal of a client id.
pub(crate) const CLIENT_REFUSED: &str = "client_id_refused";

/// Reason why a call brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CallError {
    /// No answer, too late, or one that is not the server's.
    Unreachable,
    /// The server said no.
    Refused(Box<Refusal>),
}

impl CallError {
    /// Returns whether PayPal does not know the client, whatever it asks.
    pub(crate) fn is_about_client(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == CLIENT_REFUSED)
    }

    /// Returns whether the same call may work later.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused(refusal) => refusal.is_temporary,
        }
    }
}

/// Refusal of a server: its problem details, or PayPal's own error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The stable code of the problem.
    pub(crate) code: String,
    /// True when the same call may work later.
    pub(crate) is_temporary: bool,
    /// Seconds that the server wants to be left alone.
    pub(crate) retry_after: u32,
    /// Address where the buyer can choose another way to pay. Not checked.
    pub(crate) approval_url: Option<String>,
    /// The total the server wants instead.
    pub(crate) total: Option<Money>,
    /// The terms of a subscription that the server has instead.
    pub(crate) plan: Option<SubscriptionPlan>,
}

impl Refusal {
    /// A refusal for good.
    pub(crate) fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            is_temporary: false,
            retry_after: 0,
            approval_url: None,
            total: None,
            plan: None,
        }
    }
}

/// A checkout as a server tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckoutResponse {
    pub(crate) id: CheckoutRef,
    pub(crate) status: CheckoutStatus,
    pub(crate) reason: Option<String>,
    pub(crate) total: Option<Money>,
    pub(crate) transaction: Option<String>,
    /// Address where the buyer can still agree. Not checked.
    pub(crate) approval_url: Option<String>,
    /// The form that leads to PayPal: its action and its fields. Not checked.
    pub(crate) form: Option<(String, Vec<(String, String)>)>,
    /// True when it is PayPal's own answer, handed through.
    pub(crate) is_paypals: bool,
    pub(crate) subscription: Option<SubscriptionResponse>,
}

/// Subscription of a checkout as a server tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SubscriptionResponse {
    pub(crate) status: SubscriptionStatus,
    /// True while nothing has been paid, and the first period is free.
    pub(crate) is_free_so_far: bool,
    /// Day (`2027-05-01`) and amount of the payment that is expected next.
    pub(crate) next_payment: Option<(String, Money)>,
}

/// A checkout of the merchant server.
#[derive(Deserialize)]
struct CheckoutBody {
    checkout_id: CheckoutRef,
    status: CheckoutStatus,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    total: Option<String>,
    #[serde(default)]
    payment: Option<PaymentBody>,
    #[serde(default)]
    approval_url: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    fields: Option<Vec<(String, String)>>,
    #[serde(default)]
    subscription: Option<SubscriptionBody>,
}

/// Subscription of a checkout of the merchant server.
#[derive(Deserialize)]
struct SubscriptionBody {
    status: SubscriptionStatus,
    plan: PlanBody,
    payments: u32,
    #[serde(default)]
    next_payment: Option<NextPaymentBody>,
}

#[derive(Deserialize)]
struct NextPaymentBody {
    due: String,
    amount: String,
}

impl SubscriptionBody {
    fn response(self, currency: Option<&str>) -> Option<SubscriptionResponse> {
        let currency = currency?.parse().ok()?;
        let plan = self.plan.plan(currency)?;
        let next = self.next_payment.and_then(|next| {
            let amount = Money::parse(&next.amount, currency).ok()?;
            Some((next.due, amount))
        });
        Some(SubscriptionResponse {
            status: self.status,
            is_free_so_far: self.payments == 0 && plan.first_amount().is_zero(),
            next_payment: next,
        })
    }
}

#[derive(Deserialize)]
struct PaymentBody {
    txn_id: String,
}

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

impl From<CheckoutBody> for CheckoutResponse {
    fn from(body: CheckoutBody) -> Self {
        let currency = body.currency.as_deref();
        Self {
            subscription: body.subscription.and_then(|body| body.response(currency)),
            total: total(body.total.as_deref(), currency),
            transaction: body.payment.map(|payment| payment.txn_id),
            form: body.action.zip(body.fields),
            id: body.checkout_id,
            status: body.status,
            reason: body.reason,
            approval_url: body.approval_url,
            is_paypals: false,
        }
    }
}

impl From<PayPalAnswer> for CheckoutResponse {
    fn from(answer: PayPalAnswer) -> Self {
        Self {
            id: answer.id,
            status: answer.status,
            reason: None,
            total: answer.total,
            transaction: answer.transaction,
            approval_url: answer.approval_url,
            form: None,
            is_paypals: true,
            subscription: None,
        }
    }
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

/// `total` in `currency`, both as flat text.
fn total(total: Option<&str>, currency: Option<&str>) -> Option<Money> {
    Money::parse(total?, currency?.parse().ok()?).ok()
}
