//! Snapshot of a payment of the classic API, by its transactions.

use leptos_paypal_api::classic::{RefundedTransaction, TransactionDetails, TransactionStatus};
use leptos_paypal_core::ipn::{PaymentStatus, PendingReason, ReasonCode};
use leptos_paypal_core::{Money, MoneyBackKind, TxnId};

use super::snapshot::{BuyerState, ExpectedOrder, OrderDetails, PaymentSnapshot, ReportedPayment};
use crate::ledger::Fact;

impl ExpectedOrder<'_> {
    /// Snapshot of a checkout's transactions. Where there are none, nothing can
    /// come of its session any more.
    pub(crate) fn snapshot_classic(&self, transactions: &[TransactionDetails]) -> PaymentSnapshot {
        let facts: Vec<_> = transactions
            .iter()
            .flat_map(|transaction| self.transaction_classic(transaction, transactions))
            .collect();
        PaymentSnapshot {
            buyer: if facts.is_empty() {
                BuyerState::Gone
            } else {
                BuyerState::Done
            },
            payer_id: None,
            facts,
            names_payees: true,
        }
    }

    fn transaction_classic(
        &self,
        transaction: &TransactionDetails,
        all: &[TransactionDetails],
    ) -> Vec<Fact> {
        let payment = &transaction.payment;
        if payment.amount.is_some_and(Money::is_negative) {
            return self.money_back_classic(transaction).into_iter().collect();
        }
        let id = &payment.transaction_id;
        // The authorization itself stays `Completed` when it was captured: the
        // money is in the capture.
        let is_authorization = payment.is_authorization()
            || (self.authorizes == Some(true) && payment.parent.is_none());
        let status = match payment.status.payment_status() {
            PaymentStatus::Completed if is_authorization => PaymentStatus::Pending,
            status => status,
        };
        let reason = payment.pending_reason.as_ref();
        let reported = ReportedPayment {
            txn_id: id,
            amount: payment.amount,
            fee: payment.fee,
            detail: if is_authorization {
                Some(PendingReason::Authorization.to_string())
            } else {
                reason.map(ToString::to_string)
            },
            details: OrderDetails {
                account_id: transaction.receiver.id.as_deref(),
                email: transaction.receiver.email.as_deref(),
                custom: transaction.custom.as_deref(),
                invoice: transaction.invoice.as_deref(),
                authorizes: payment.is_authorization().then_some(true),
            },
        };
        let mut facts = vec![self.payment_fact(&reported, status)];
        let takes_back = |other: &TransactionDetails| {
            let amount = other.payment.amount;
            other.payment.parent.as_ref() == Some(id) && amount.is_some_and(Money::is_negative)
        };
        // Money that is told to be back, without a transaction that says how.
        let is_back = matches!(
            payment.status,
            TransactionStatus::Refunded | TransactionStatus::Reversed
        );
        if is_back && !all.iter().any(takes_back) {
            facts.push(self.money_back(id, id, MoneyBackKind::Reversal, payment.amount));
        }
        facts
    }

    /// A transaction that took money back, once it has.
    fn money_back_classic(&self, transaction: &TransactionDetails) -> Option<Fact> {
        let payment = &transaction.payment;
        let is_done = payment.status.payment_status() == PaymentStatus::Completed;
        let kind = match &payment.reason {
            None | Some(ReasonCode::Refund | ReasonCode::Other(_)) => MoneyBackKind::Refund,
            Some(_) => MoneyBackKind::Reversal,
        };
        let parent = payment.parent.as_ref().filter(|_| is_done)?;
        Some(self.money_back(&payment.transaction_id, parent, kind, payment.amount))
    }

    /// A refund, once the money went back.
    pub(crate) fn refund_classic(
        &self,
        refund: &RefundedTransaction,
        parent: &TxnId,
    ) -> Option<Fact> {
        let is_pending = refund.pending_reason.is_some();
        (!is_pending).then(|| {
            self.money_back(
                &refund.refund_id,
                parent,
                MoneyBackKind::Refund,
                refund.gross,
            )
        })
    }
}
