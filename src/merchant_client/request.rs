//! Requests to the merchant server.

use leptos_paypal_core::{Cart, ChosenOption, Money, ReturnQuery};
use serde::Serialize;

use crate::checkout::Attempt;

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
    expected_total: String,
    lines: Vec<RequestLine<'a>>,
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
            expected_total: total.text(),
            lines: lines.collect(),
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
