//! Checkouts as servers tell them: the merchant server, and servers that hand
//! PayPal's own answers through.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, PayPalAnswer, SubscriptionStatus};
use serde::Deserialize;

use super::plan::PlanBody;

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
pub(super) struct CheckoutBody {
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

/// `total` in `currency`, both as flat text.
pub(super) fn total(total: Option<&str>, currency: Option<&str>) -> Option<Money> {
    Money::parse(total?, currency?.parse().ok()?).ok()
}
