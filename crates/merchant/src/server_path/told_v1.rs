//! What Payments v1 tells.

use leptos_paypal_api::v1::{
    Authorization, AuthorizationState, Capture, CaptureState, Payment, PaymentState, Refund,
    RefundState, Sale, SaleState,
};
use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{MoneyBackKind, TxnId};

use super::told::{Buyer, Order, Paid, Told};
use crate::ledger::Fact;

impl Order<'_> {
    /// Everything a payment tells.
    pub(super) fn told_v1(&self, payment: &Payment) -> Told {
        let payees: Vec<&str> = payment
            .transactions
            .iter()
            .filter_map(|transaction| transaction.payee.as_ref())
            .flat_map(|payee| [payee.email.as_deref(), payee.merchant_id.as_deref()])
            .flatten()
            .collect();
        let mut facts = Vec::new();
        for related in payment.related() {
            if let Some(sale) = &related.sale {
                facts.extend(self.sale(sale, &payees));
            }
            if let Some(authorization) = &related.authorization {
                facts.push(self.authorization_v1(authorization, &payees));
            }
            if let Some(capture) = &related.capture {
                facts.push(self.capture_v1(capture, &payees));
            }
            if let Some(refund) = &related.refund {
                facts.extend(self.refund_v1(refund));
            }
        }
        let payer_id = payment
            .payer
            .as_ref()
            .and_then(|payer| payer.payer_info.payer_id.clone());
        let buyer = match payment.state {
            _ if !facts.is_empty() => Buyer::Done,
            PaymentState::Failed | PaymentState::Canceled | PaymentState::Expired => Buyer::Gone,
            PaymentState::Created if payer_id.is_some() => Buyer::Agreed,
            _ => Buyer::Undecided,
        };
        Told {
            buyer,
            payer_id,
            facts,
        }
    }

    /// A sale, and its reversal where that is its state.
    pub(super) fn sale(&self, sale: &Sale, payees: &[&str]) -> Vec<Fact> {
        let status = match sale.state {
            SaleState::Completed
            | SaleState::PartiallyRefunded
            | SaleState::Refunded
            | SaleState::Reversed => PaymentStatus::Completed,
            SaleState::Denied => PaymentStatus::Denied,
            // Also a state that nobody has heard of: nothing is believed.
            _ => PaymentStatus::Pending,
        };
        let paid = Paid {
            txn_id: &sale.id,
            amount: sale.amount,
            fee: sale.transaction_fee,
            detail: sale.reason_code.clone(),
            payees: payees.to_vec(),
        };
        let mut facts = vec![self.payment(&paid, status)];
        if sale.state == SaleState::Reversed {
            let kind = MoneyBackKind::Reversal;
            facts.push(self.back(&sale.id, &sale.id, kind, sale.amount));
        }
        facts
    }

    pub(super) fn authorization_v1(&self, authorization: &Authorization, payees: &[&str]) -> Fact {
        let status = match authorization.state {
            AuthorizationState::Voided => PaymentStatus::Voided,
            AuthorizationState::Expired => PaymentStatus::Expired,
            AuthorizationState::Denied => PaymentStatus::Denied,
            _ => PaymentStatus::Pending,
        };
        let paid = Paid {
            txn_id: &authorization.id,
            amount: authorization.amount,
            fee: None,
            detail: Some("authorization".to_owned()),
            payees: payees.to_vec(),
        };
        self.payment(&paid, status)
    }

    pub(super) fn capture_v1(&self, capture: &Capture, payees: &[&str]) -> Fact {
        let status = match capture.state {
            CaptureState::Completed | CaptureState::Refunded | CaptureState::PartiallyRefunded => {
                PaymentStatus::Completed
            }
            CaptureState::Denied => PaymentStatus::Denied,
            _ => PaymentStatus::Pending,
        };
        let paid = Paid {
            txn_id: &capture.id,
            amount: capture.amount,
            fee: capture.transaction_fee,
            detail: capture.reason_code.clone(),
            payees: payees.to_vec(),
        };
        self.payment(&paid, status)
    }

    /// A refund, once the money went back.
    pub(super) fn refund_v1(&self, refund: &Refund) -> Option<Fact> {
        let parent = refund.sale_id.as_ref().or(refund.capture_id.as_ref())?;
        self.refund_v1_of(refund, parent)
    }

    pub(super) fn refund_v1_of(&self, refund: &Refund, parent: &TxnId) -> Option<Fact> {
        (refund.state == RefundState::Completed)
            .then(|| self.back(&refund.id, parent, MoneyBackKind::Refund, refund.amount))
    }
}
