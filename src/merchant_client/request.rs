//! Requests to the merchant server.

use leptos_paypal_core::{Cart, ChosenOption, Money, ReturnQuery};
use serde::Serialize;

use crate::attempt::Attempt;
use crate::config::CheckoutPath;
use crate::http_client::PlanBody;
use crate::offers::{OfferOrder, OfferOrderKind};

/// `POST /checkouts`: creates a checkout, or finds the one with the same key.
#[derive(Serialize)]
pub(crate) struct CreateRequest<'a> {
    idempotency_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
    currency: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_total: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<RequestLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<RequestSubscription<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    donation: Option<RequestDonation<'a>>,
}

#[derive(Serialize)]
struct RequestSubscription<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_plan: Option<PlanBody>,
}

#[derive(Serialize)]
struct RequestDonation<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
}

#[derive(Serialize)]
struct RequestLine<'a> {
    sku: &'a str,
    quantity: u32,
    options: &'a [ChosenOption],
}

impl<'a> CreateRequest<'a> {
    /// A request for what is in `cart`.
    pub(crate) fn new(attempt: &'a Attempt, cart: &'a Cart, total: Money) -> Self {
        let (path, api) = attempt.path();
        let lines = cart.lines().iter().map(|line| RequestLine {
            sku: line.item.sku.as_str(),
            quantity: line.quantity,
            options: &line.item.options,
        });
        Self {
            idempotency_key: attempt.key.as_str(),
            path,
            api,
            locale: attempt.locale(),
            currency: total.currency().code(),
            expected_total: Some(total.text()),
            lines: lines.collect(),
            subscription: None,
            donation: None,
        }
    }

    /// A request for something that the server offers beside its articles. It
    /// goes by a form alone.
    pub(crate) fn of_offer(attempt: &'a Attempt, order: &'a OfferOrder) -> Self {
        let id = order.id.as_str();
        let (subscription, donation) = match &order.kind {
            OfferOrderKind::Subscription(plan) => {
                let expected_plan = plan.as_ref().map(PlanBody::from);
                (Some(RequestSubscription { id, expected_plan }), None)
            }
            OfferOrderKind::Donation(amount) => {
                let amount = amount.map(Money::text);
                (None, Some(RequestDonation { id, amount }))
            }
        };
        Self {
            idempotency_key: attempt.key.as_str(),
            path: Some(CheckoutPath::Form.names().0),
            api: None,
            locale: None,
            currency: order.currency.code(),
            expected_total: order.total.map(Money::text),
            lines: Vec::new(),
            subscription,
            donation,
        }
    }
}

/// `POST /checkouts/{id}/complete`: hands over the query of the return page.
#[derive(Serialize)]
pub(crate) struct CompleteRequest<'a> {
    /// The query as it came.
    query: &'a str,
    /// The names that PayPal's own buttons tell their servers.
    #[serde(rename = "paymentID", skip_serializing_if = "Option::is_none")]
    payment_id: Option<&'a str>,
    #[serde(rename = "orderID", skip_serializing_if = "Option::is_none")]
    order_id: Option<&'a str>,
    #[serde(rename = "payerID", skip_serializing_if = "Option::is_none")]
    payer_id: Option<&'a str>,
}

impl<'a> CompleteRequest<'a> {
    /// For the merchant server, which reads the query itself.
    pub(crate) const fn query(query: &'a str) -> Self {
        Self {
            query,
            payment_id: None,
            order_id: None,
            payer_id: None,
        }
    }

    /// For a server of another shape.
    pub(crate) fn with_names(query: &'a str, returned: &'a ReturnQuery) -> Self {
        Self {
            query,
            payment_id: returned.payment_id.as_deref(),
            order_id: returned.token.as_deref(),
            payer_id: returned.payer_id.as_deref(),
        }
    }
}
