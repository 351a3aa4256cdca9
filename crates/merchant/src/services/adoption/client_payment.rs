//! Payment that a page made by itself, as PayPal tells it.

use jiff::Timestamp;
use leptos_paypal_api::PurchasedItem;
use leptos_paypal_api::v1::{self, PaymentIntent};
use leptos_paypal_api::v2::{self, OrderIntent};
use leptos_paypal_core::{CheckoutId, Money};

use crate::ledger::ApiCall;
use crate::server_path::Api;
use crate::services::payments::{
    ExpectedOrder, OrderDetails, PaymentSnapshot, details_v1, details_v2,
};

/// PayPal's answer about a payment.
#[derive(Debug)]
enum Answer {
    Order(Box<v2::Order>),
    Payment(Box<v1::Payment>),
}

/// Payment with the call that brought it.
#[derive(Debug)]
pub(super) struct ClientPayment {
    answer: Answer,
    call: ApiCall,
}

/// Transaction of a payment (v1), or purchase unit of an order (v2).
pub(super) struct Unit<'a> {
    pub(super) details: OrderDetails<'a>,
    pub(super) amount: Option<Money>,
    pub(super) items: &'a [PurchasedItem],
}

impl ClientPayment {
    pub(super) fn order(order: v2::Order, call: ApiCall) -> Self {
        Self {
            answer: Answer::Order(Box::new(order)),
            call,
        }
    }

    pub(super) fn payment(payment: v1::Payment, call: ApiCall) -> Self {
        Self {
            answer: Answer::Payment(Box::new(payment)),
            call,
        }
    }

    /// The call that brought it.
    pub(super) const fn call(&self) -> &ApiCall {
        &self.call
    }

    /// PayPal's id of it.
    pub(super) fn id(&self) -> &str {
        match &self.answer {
            Answer::Order(order) => order.id.as_str(),
            Answer::Payment(payment) => payment.id.as_str(),
        }
    }

    /// API that made it.
    pub(super) const fn api(&self) -> Api {
        match self.answer {
            Answer::Order(_) => Api::OrdersV2,
            Answer::Payment(_) => Api::PaymentsV1,
        }
    }

    /// Returns whether money is at first only reserved.
    pub(super) fn authorizes(&self) -> bool {
        match &self.answer {
            Answer::Order(order) => order.intent == OrderIntent::Authorize,
            Answer::Payment(payment) => payment.intent == PaymentIntent::Authorize,
        }
    }

    /// Time of its creation, in milliseconds since 1970, where PayPal tells.
    pub(super) fn created_at(&self) -> Option<i64> {
        let time = match &self.answer {
            Answer::Order(order) => order.create_time.as_deref(),
            Answer::Payment(payment) => payment.create_time.as_deref(),
        };
        let time: Timestamp = time?.parse().ok()?;
        Some(time.as_millisecond())
    }

    /// Everything that it pays for; one unit in practice.
    pub(super) fn units(&self) -> Vec<Unit<'_>> {
        match &self.answer {
            Answer::Order(order) => {
                let units = order.purchase_units.iter();
                let unit = |unit| -> Unit<'_> {
                    let unit: &v2::PurchaseUnit = unit;
                    Unit {
                        details: details_v2(order, unit),
                        amount: unit.amount.or_else(|| moved(&unit.payments)),
                        items: &unit.items,
                    }
                };
                units.map(unit).collect()
            }
            Answer::Payment(payment) => {
                let transactions = payment.transactions.iter();
                let unit = |transaction| -> Unit<'_> {
                    let transaction: &v1::Transaction = transaction;
                    Unit {
                        details: details_v1(payment, transaction),
                        amount: transaction.amount,
                        items: &transaction.items,
                    }
                };
                transactions.map(unit).collect()
            }
        }
    }

    /// The checkout that it names: the first id that can be a page's own.
    pub(super) fn checkout_id(&self) -> Option<CheckoutId> {
        self.units()
            .iter()
            .flat_map(|unit| [unit.details.custom, unit.details.invoice])
            .flatten()
            .find_map(|name| name.parse().ok())
    }

    /// The payment, held against an order.
    pub(super) fn snapshot(&self, order: &ExpectedOrder<'_>) -> PaymentSnapshot {
        match &self.answer {
            Answer::Order(answer) => order.snapshot_v2(answer),
            Answer::Payment(answer) => order.snapshot_v1(answer),
        }
    }
}

/// Amount of the money of a unit whose own amount is not told.
fn moved(payments: &v2::Payments) -> Option<Money> {
    let captured = payments.captures.iter().map(|capture| capture.amount);
    let reserved = payments.authorizations.iter().map(|it| it.amount);
    captured.chain(reserved).flatten().next()
}
