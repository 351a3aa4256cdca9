//! Checkout as PayPal's own answer shows it, for pages whose server hands such
//! answers through.
//!
//! A server that others have written often answers its page with PayPal's own
//! answer: a Payments v1 payment, an Orders v2 order, or PayPal's error. It
//! comes through a server that the page trusts; only the server decides that
//! money is there.

use super::amount::amount;
use super::body::{Amount, PayPalBody, PaymentResource, PurchaseUnit};
use super::states::{money_status, order_status, payment_status};
use crate::{CheckoutRef, CheckoutStatus, Money};

/// Checkout as a payment (v1) or an order (v2) of PayPal shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayPalAnswer {
    /// PayPal's id of the payment (v1) or order (v2).
    pub id: CheckoutRef,
    /// Status of the checkout.
    pub status: CheckoutStatus,
    /// The amount, where the answer has it.
    pub total: Option<Money>,
    /// The sale, capture or authorization.
    pub transaction: Option<String>,
    /// PayPal's approval page. Not checked: see
    /// [`Environment::allows`](crate::Environment::allows).
    pub approval_url: Option<String>,
}

impl PayPalAnswer {
    /// Reads a payment (v1: `id`, `state`) or an order (v2: `id`, `status`).
    /// Nothing for any other JSON. Members that are missing or unknown are
    /// left out; an unknown state of money is never taken for paid.
    #[must_use]
    pub fn from_body(body: &PayPalBody) -> Option<Self> {
        let id = body.id.as_deref()?.parse().ok()?;
        let (mut status, units) = match &body.state {
            Some(state) => (payment_status(state), &body.transactions),
            None => (
                // A server that keeps nothing but the id has made an order.
                body.status
                    .as_deref()
                    .map_or(CheckoutStatus::Created, order_status),
                &body.purchase_units,
            ),
        };
        let mut transaction = None;
        let mut all: Option<CheckoutStatus> = None;
        for resource in units.iter().filter_map(PurchaseUnit::resource) {
            // All of it is paid when each part is.
            if all.is_none_or(|known| known == CheckoutStatus::Paid) {
                all = Some(resource.checkout_status());
                transaction.clone_from(&resource.id);
            }
        }
        if let Some(all) = all {
            status = all;
        }
        let total = match units.as_slice() {
            [unit] => unit.total(),
            _ => None,
        };
        Some(Self {
            id,
            status,
            total,
            transaction,
            approval_url: body.approval_url(),
        })
    }
}

impl PurchaseUnit {
    /// The money of one transaction (v1) or purchase unit (v2): the latest that
    /// came in. Captures count before the authorizations they are made of.
    fn resource(&self) -> Option<&PaymentResource> {
        if let Some(payments) = &self.payments {
            return payments
                .captures
                .last()
                .or_else(|| payments.authorizations.last());
        }
        self.related_resources.iter().rev().find_map(|related| {
            let money = related.sale.as_ref().or(related.order.as_ref());
            let money = money.or(related.authorization.as_ref());
            money.or(related.capture.as_ref())
        })
    }

    /// An order that was captured has its amount in the capture alone.
    fn total(&self) -> Option<Money> {
        let amount = self.amount.as_ref();
        amount.or_else(|| self.resource()?.amount.as_ref())?.money()
    }
}

impl PaymentResource {
    fn checkout_status(&self) -> CheckoutStatus {
        let state = self.state.as_ref().or(self.status.as_ref());
        money_status(state.map_or("", String::as_str))
    }
}

impl Amount {
    fn money(&self) -> Option<Money> {
        let currency = self.currency.as_ref().or(self.currency_code.as_ref())?;
        let value = self.total.as_ref().or(self.value.as_ref())?;
        amount(value, currency).filter(|money| !money.is_negative())
    }
}
