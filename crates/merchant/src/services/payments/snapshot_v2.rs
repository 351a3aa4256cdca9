//! Snapshot of an order of Orders v2 with its Payments v2 resources.

use leptos_paypal_api::v2::{
    self, Authorization, Capture, CaptureStatus, OrderIntent, OrderStatus, PurchaseUnit, Refund,
    RefundStatus,
};
use leptos_paypal_core::{MoneyBackKind, TxnId};

use super::snapshot::{BuyerState, ExpectedOrder, OrderDetails, PaymentSnapshot, ReportedPayment};
use crate::ledger::Fact;

impl ExpectedOrder<'_> {
    /// Snapshot of an order.
    pub(crate) fn snapshot_v2(&self, order: &v2::Order) -> PaymentSnapshot {
        let mut facts = Vec::new();
        let mut names_payees = true;
        for unit in &order.purchase_units {
            let details = details_v2(order, unit);
            names_payees &= details.names_payee();
            let payments = &unit.payments;
            for authorization in &payments.authorizations {
                facts.push(self.authorization_v2(authorization, &details));
            }
            for capture in &payments.captures {
                facts.push(self.capture_v2(capture, &details));
                if capture.status == CaptureStatus::Refunded && payments.refunds.is_empty() {
                    // Money that is told to be back, without a refund that
                    // says how.
                    facts.push(self.reversed_v2(capture));
                }
            }
            for refund in &payments.refunds {
                // A refund names its capture in a link; with one capture there
                // is no doubt.
                let parent = captured(refund).or_else(|| {
                    let mut captures = payments.captures.iter();
                    captures.next().map(|capture| capture.id.clone())
                });
                facts.extend(parent.and_then(|parent| self.refund_v2(refund, &parent)));
            }
        }
        let buyer = match order.status {
            _ if !facts.is_empty() => BuyerState::Done,
            OrderStatus::Approved => BuyerState::Approved,
            OrderStatus::Voided => BuyerState::Gone,
            OrderStatus::Completed => BuyerState::Done,
            _ => BuyerState::Undecided,
        };
        let payer_id = order
            .payer
            .as_ref()
            .and_then(|payer| payer.payer_id.clone());
        PaymentSnapshot {
            buyer,
            payer_id,
            facts,
            names_payees,
        }
    }

    /// The whole of a capture, taken back.
    pub(crate) fn reversed_v2(&self, capture: &Capture) -> Fact {
        let kind = MoneyBackKind::Reversal;
        self.money_back(&capture.id, &capture.id, kind, capture.amount)
    }

    pub(crate) fn capture_v2(&self, capture: &Capture, details: &OrderDetails<'_>) -> Fact {
        let status = capture.status.payment_status();
        let paid = ReportedPayment {
            txn_id: &capture.id,
            amount: capture.amount,
            fee: capture.seller_receivable_breakdown.paypal_fee,
            detail: capture
                .status_details
                .reason
                .as_ref()
                .map(ToString::to_string),
            details: *details,
        };
        self.payment_fact(&paid, status)
    }

    pub(crate) fn authorization_v2(
        &self,
        authorization: &Authorization,
        details: &OrderDetails<'_>,
    ) -> Fact {
        let status = authorization.status.payment_status();
        let paid = ReportedPayment {
            txn_id: &authorization.id,
            amount: authorization.amount,
            fee: None,
            detail: Some("authorization".to_owned()),
            details: *details,
        };
        self.payment_fact(&paid, status)
    }

    /// A refund, once the money went back.
    pub(crate) fn refund_v2(&self, refund: &Refund, parent: &TxnId) -> Option<Fact> {
        (refund.status == RefundStatus::Completed)
            .then(|| self.money_back(&refund.id, parent, MoneyBackKind::Refund, refund.amount))
    }
}

/// The order that a purchase unit of an order belongs to.
pub(crate) fn details_v2<'a>(order: &v2::Order, unit: &'a PurchaseUnit) -> OrderDetails<'a> {
    let payee = unit.payee.as_ref();
    OrderDetails {
        account_id: payee.and_then(|payee| payee.merchant_id.as_deref()),
        email: payee.and_then(|payee| payee.email_address.as_deref()),
        custom: unit.custom_id.as_deref(),
        invoice: unit.invoice_id.as_deref(),
        authorizes: match order.intent {
            OrderIntent::Capture => Some(false),
            OrderIntent::Authorize => Some(true),
            _ => None,
        },
    }
}

/// The capture that a refund takes back: its `up` link ends in it.
pub(crate) fn captured(refund: &Refund) -> Option<TxnId> {
    let link = refund.links.rel("up")?;
    let (rest, id) = link.rsplit_once('/')?;
    rest.ends_with("/captures").then(|| id.parse().ok())?
}
