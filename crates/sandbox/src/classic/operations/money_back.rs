//! Transactions that follow a payment: its refunds, its reversals, and the ends
//! of these.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use crate::classic::words::{self, Word};
use crate::store::payments::Payment;

/// A transaction that moved the money of a payment back, or to the payee again.
#[derive(Clone, Debug)]
pub(super) struct MoneyBack {
    pub(super) txn_id: String,
    pub(super) at: Timestamp,
    pub(super) kind: MoneyBackKind,
    /// As the payee sees it: negative when it went back.
    pub(super) gross: Money,
    /// The fee that the payee paid (negative), or got back.
    pub(super) fee: Money,
    /// `REASONCODE`.
    pub(super) reason: Word,
}

/// Kind of such a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MoneyBackKind {
    Refund,
    Reversal,
    CanceledReversal,
}

impl MoneyBackKind {
    /// `TYPE` of `TransactionSearch`.
    pub(super) const fn search_type(self) -> &'static str {
        match self {
            Self::Refund => "Refund",
            Self::Reversal => "Reversal",
            Self::CanceledReversal => "Canceled Reversal",
        }
    }

    /// `PAYMENTSTATUS`.
    pub(super) const fn payment_status(self) -> Word {
        match self {
            Self::Refund => ("Completed", "Completed"),
            Self::Reversal => ("Reversed", "Reversed"),
            Self::CanceledReversal => ("Canceled-Reversal", "Canceled-Reversal"),
        }
    }
}

/// All such transactions of a payment.
pub(super) fn money_back(payment: &Payment) -> impl Iterator<Item = MoneyBack> {
    let refunds = payment.refunds.iter().map(|refund| MoneyBack {
        txn_id: refund.txn_id.clone(),
        at: refund.created,
        kind: MoneyBackKind::Refund,
        gross: refund.gross.negated(),
        fee: refund.fee,
        reason: ("refund", "refund"),
    });
    let reversals = payment.reversals.iter().map(|reversal| {
        let (kind, gross, fee) = if reversal.is_cancel {
            let fee = reversal.fee.negated();
            (MoneyBackKind::CanceledReversal, reversal.gross, fee)
        } else {
            let gross = reversal.gross.negated();
            (MoneyBackKind::Reversal, gross, reversal.fee)
        };
        MoneyBack {
            txn_id: reversal.txn_id.clone(),
            at: reversal.created,
            kind,
            gross,
            fee,
            reason: words::reversal_reason(reversal.reason),
        }
    });
    refunds.chain(reversals)
}
