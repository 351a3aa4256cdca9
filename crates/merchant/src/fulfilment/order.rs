//! Paid order, as the shop's system gets it.

use jiff::Timestamp;
use leptos_paypal_core::{ChosenOption, Currency};
use serde::Serialize;

use crate::ledger::{Checkout, FulfilmentKind};

/// A paid order, as the shop's system gets it. It gets it at least once:
/// `checkout_id` tells a repetition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaidOrder {
    /// The checkout, and the idempotency key.
    pub checkout_id: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// Amount that was paid.
    pub total: String,
    /// The payment at PayPal.
    pub txn_id: Option<String>,
    /// Time of the payment.
    pub paid_at: Option<Timestamp>,
    /// `paid`, or `cancelled` when the money went back after the order was
    /// taken.
    pub kind: &'static str,
    /// Lines of the order; none of a donation.
    pub lines: Vec<PaidLine>,
    /// The donation, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub donation: Option<PaidDonation>,
    /// The shop's own note of the checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
}

/// A donation that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaidDonation {
    /// The donation of the catalogue.
    pub id: String,
    /// Its purpose.
    pub purpose: String,
}

/// One line of a paid order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaidLine {
    /// The article.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Number of units.
    pub quantity: u32,
    /// The buyer's choices.
    pub options: Vec<ChosenOption>,
    /// The price of one.
    pub price: String,
}

impl PaidOrder {
    pub(crate) fn of(checkout: &Checkout, paid_at: i64, kind: FulfilmentKind) -> Self {
        Self {
            checkout_id: checkout.id.to_string(),
            currency: checkout.amount().currency(),
            total: checkout.amount().to_string(),
            txn_id: checkout
                .payment
                .as_ref()
                .map(|payment| payment.txn_id.to_string()),
            paid_at: Timestamp::from_millisecond(paid_at).ok(),
            kind: kind.as_str(),
            lines: checkout
                .lines
                .iter()
                .map(|line| PaidLine {
                    sku: line.sku.to_string(),
                    name: line.name.clone(),
                    quantity: line.quantity,
                    options: line.options.clone(),
                    price: line.price.to_string(),
                })
                .collect(),
            donation: checkout.donation.as_ref().map(|donation| PaidDonation {
                id: donation.id.to_string(),
                purpose: donation.purpose.clone(),
            }),
            custom: checkout.custom.clone(),
        }
    }
}
