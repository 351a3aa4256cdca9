//! What Orders v2 and Payments v2 tell.

use leptos_paypal_api::v2::{
    self, Authorization, AuthorizationStatus, Capture, CaptureStatus, OrderIntent, OrderStatus,
    PurchaseUnit, Refund, RefundStatus,
};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{MoneyBackKind, TxnId};

use super::told::{Buyer, Order, OrderDetails, Paid, Told, undescribed};
use crate::ledger::Fact;

impl Order<'_> {
    /// Everything an order tells.
    pub(super) fn told_v2(&self, order: &v2::Order) -> Told {
        let mut facts = Vec::new();
        let mut names_payees = true;
        for unit in &order.purchase_units {
            let details = details(order, unit);
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
                    facts.push(self.gone_v2(capture));
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
            _ if !facts.is_empty() => Buyer::Done,
            OrderStatus::Approved => Buyer::Agreed,
            OrderStatus::Voided => Buyer::Gone,
            OrderStatus::Completed => Buyer::Done,
            _ => Buyer::Undecided,
        };
        let payer_id = order
            .payer
            .as_ref()
            .and_then(|payer| payer.payer_id.clone());
        Told {
            buyer,
            payer_id,
            facts,
            names_payees,
        }
    }

    /// The whole of a capture, taken back.
    pub(super) fn gone_v2(&self, capture: &Capture) -> Fact {
        let kind = MoneyBackKind::Reversal;
        self.back(&capture.id, &capture.id, kind, capture.amount)
    }

    pub(super) fn capture_v2(&self, capture: &Capture, details: &OrderDetails<'_>) -> Fact {
        let status = match capture.status {
            CaptureStatus::Completed
            | CaptureStatus::PartiallyRefunded
            | CaptureStatus::Refunded => PaymentStatus::Completed,
            CaptureStatus::Declined => PaymentStatus::Denied,
            CaptureStatus::Failed => PaymentStatus::Failed,
            CaptureStatus::Pending => PaymentStatus::Pending,
            _ => undescribed(capture.status.as_str()),
        };
        let paid = Paid {
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
        self.payment(&paid, status)
    }

    pub(super) fn authorization_v2(
        &self,
        authorization: &Authorization,
        details: &OrderDetails<'_>,
    ) -> Fact {
        let status = match authorization.status {
            AuthorizationStatus::Voided => PaymentStatus::Voided,
            AuthorizationStatus::Denied => PaymentStatus::Denied,
            AuthorizationStatus::Expired => PaymentStatus::Expired,
            AuthorizationStatus::Created
            | AuthorizationStatus::Pending
            | AuthorizationStatus::PartiallyCaptured
            | AuthorizationStatus::Captured => PaymentStatus::Pending,
            _ => undescribed(authorization.status.as_str()),
        };
        let paid = Paid {
            txn_id: &authorization.id,
            amount: authorization.amount,
            fee: None,
            detail: Some("authorization".to_owned()),
            details: *details,
        };
        self.payment(&paid, status)
    }

    /// A refund, once the money went back.
    pub(super) fn refund_v2(&self, refund: &Refund, parent: &TxnId) -> Option<Fact> {
        (refund.status == RefundStatus::Completed)
            .then(|| self.back(&refund.id, parent, MoneyBackKind::Refund, refund.amount))
    }
}

fn details<'a>(order: &v2::Order, unit: &'a PurchaseUnit) -> OrderDetails<'a> {
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
pub(super) fn captured(refund: &Refund) -> Option<TxnId> {
    let link = refund.links.rel("up")?;
    let (rest, id) = link.rsplit_once('/')?;
    rest.ends_with("/captures").then(|| id.parse().ok())?
}
