//! Snapshot of a payment of Payments v1.

use leptos_paypal_api::v1::{
    Authorization, Capture, CaptureState, Payment, PaymentIntent, PaymentState, Refund,
    RefundState, RelatedResource, Sale, SaleState, Transaction,
};
use leptos_paypal_core::{MoneyBackKind, TxnId};

use super::snapshot::{BuyerState, ExpectedOrder, OrderDetails, PaymentSnapshot, ReportedPayment};
use crate::ledger::Fact;

impl ExpectedOrder<'_> {
    /// Snapshot of a payment.
    pub(crate) fn snapshot_v1(&self, payment: &Payment) -> PaymentSnapshot {
        let mut facts = Vec::new();
        let mut names_payees = true;
        for transaction in &payment.transactions {
            let details = details_v1(payment, transaction);
            names_payees &= details.names_payee();
            for related in &transaction.related_resources {
                facts.extend(self.related_v1(transaction, related, &details));
            }
        }
        let payer_id = payment
            .payer
            .as_ref()
            .and_then(|payer| payer.payer_info.payer_id.clone());
        let buyer = match payment.state {
            _ if !facts.is_empty() => BuyerState::Done,
            // The buyer can agree to it again, with another means of payment.
            PaymentState::Failed if payment.links.rel("approval_url").is_some() => {
                BuyerState::Undecided
            }
            PaymentState::Failed | PaymentState::Canceled | PaymentState::Expired => {
                BuyerState::Gone
            }
            PaymentState::Created if payer_id.is_some() => BuyerState::Approved,
            _ => BuyerState::Undecided,
        };
        PaymentSnapshot {
            buyer,
            payer_id,
            facts,
            names_payees,
        }
    }

    fn related_v1(
        &self,
        transaction: &Transaction,
        related: &RelatedResource,
        details: &OrderDetails<'_>,
    ) -> Vec<Fact> {
        // Money that is told to be back, without a refund that says how.
        let refunded = |id: &TxnId| {
            transaction.related_resources.iter().any(|other| {
                other.refund.as_ref().is_some_and(|refund| {
                    refund.sale_id.as_ref() == Some(id) || refund.capture_id.as_ref() == Some(id)
                })
            })
        };
        let gone = |id: &TxnId, amount| self.money_back(id, id, MoneyBackKind::Reversal, amount);
        let mut facts = Vec::new();
        if let Some(sale) = &related.sale {
            facts.extend(self.sale(sale, details));
            if sale.state == SaleState::Refunded && !refunded(&sale.id) {
                facts.push(gone(&sale.id, sale.amount));
            }
        }
        if let Some(authorization) = &related.authorization {
            facts.push(self.authorization_v1(authorization, details));
        }
        if let Some(capture) = &related.capture {
            facts.push(self.capture_v1(capture, details));
            if capture.state == CaptureState::Refunded && !refunded(&capture.id) {
                facts.push(gone(&capture.id, capture.amount));
            }
        }
        if let Some(refund) = &related.refund {
            facts.extend(self.refund_v1(refund));
        }
        facts
    }

    /// A sale, and its reversal where that is its state.
    pub(crate) fn sale(&self, sale: &Sale, details: &OrderDetails<'_>) -> Vec<Fact> {
        let status = sale.state.payment_status();
        let paid = ReportedPayment {
            txn_id: &sale.id,
            amount: sale.amount,
            fee: sale.transaction_fee,
            detail: sale.reason_code.clone(),
            details: *details,
        };
        let mut facts = vec![self.payment_fact(&paid, status)];
        if sale.state == SaleState::Reversed {
            let kind = MoneyBackKind::Reversal;
            facts.push(self.money_back(&sale.id, &sale.id, kind, sale.amount));
        }
        facts
    }

    pub(crate) fn authorization_v1(
        &self,
        authorization: &Authorization,
        details: &OrderDetails<'_>,
    ) -> Fact {
        let status = authorization.state.payment_status();
        let paid = ReportedPayment {
            txn_id: &authorization.id,
            amount: authorization.amount,
            fee: None,
            detail: Some("authorization".to_owned()),
            details: *details,
        };
        self.payment_fact(&paid, status)
    }

    pub(crate) fn capture_v1(&self, capture: &Capture, details: &OrderDetails<'_>) -> Fact {
        let status = capture.state.payment_status();
        let paid = ReportedPayment {
            txn_id: &capture.id,
            amount: capture.amount,
            fee: capture.transaction_fee,
            detail: capture.reason_code.clone(),
            details: *details,
        };
        self.payment_fact(&paid, status)
    }

    /// A refund, once the money went back.
    pub(crate) fn refund_v1(&self, refund: &Refund) -> Option<Fact> {
        let parent = refund.sale_id.as_ref().or(refund.capture_id.as_ref())?;
        self.refund_v1_of(refund, parent)
    }

    pub(crate) fn refund_v1_of(&self, refund: &Refund, parent: &TxnId) -> Option<Fact> {
        (refund.state == RefundState::Completed)
            .then(|| self.money_back(&refund.id, parent, MoneyBackKind::Refund, refund.amount))
    }
}

/// The order that a transaction of a payment belongs to.
pub(crate) fn details_v1<'a>(payment: &Payment, transaction: &'a Transaction) -> OrderDetails<'a> {
    let payee = transaction.payee.as_ref();
    OrderDetails {
        account_id: payee.and_then(|payee| payee.merchant_id.as_deref()),
        email: payee.and_then(|payee| payee.email.as_deref()),
        custom: transaction.custom.as_deref(),
        invoice: transaction.invoice_number.as_deref(),
        authorizes: match payment.intent {
            PaymentIntent::Sale => Some(false),
            PaymentIntent::Authorize => Some(true),
            _ => None,
        },
    }
}
