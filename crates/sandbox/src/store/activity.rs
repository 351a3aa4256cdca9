//! History of one account: payments, money sent back, money added.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::error::StoreError;
use super::payments::{Payment, PaymentStatus};

/// Money that was added to a balance from outside.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Deposit {
    pub(crate) txn_id: String,
    pub(crate) account: AccountId,
    pub(crate) amount: Money,
    pub(crate) created: Timestamp,
}

/// Kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum ActivityKind {
    PaymentSent,
    PaymentReceived,
    RefundSent,
    RefundReceived,
    Reversal,
    ReversalCanceled,
    FundsAdded,
}

impl ActivityKind {
    /// The words on pages.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::PaymentSent => "Payment sent",
            Self::PaymentReceived => "Payment received",
            Self::RefundSent => "Refund sent",
            Self::RefundReceived => "Refund received",
            Self::Reversal => "Reversal",
            Self::ReversalCanceled => "Reversal cancelled",
            Self::FundsAdded => "Money added",
        }
    }
}

/// One entry, with the amounts as the account sees them.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    pub(crate) at: Timestamp,
    pub(crate) txn_id: String,
    /// The payment that it is of.
    pub(crate) payment: Option<String>,
    pub(crate) kind: ActivityKind,
    /// Name of the other side.
    pub(crate) counterparty: String,
    pub(crate) status: &'static str,
    /// Negative where money left the account.
    pub(crate) gross: Money,
    /// Negative where the account was charged.
    pub(crate) fee: Money,
}

impl Activity {
    /// Gross and fee together.
    pub(crate) fn net(&self) -> Money {
        // Sums of amounts that were booked are in range.
        self.gross.plus(self.fee).unwrap_or(self.gross)
    }
}

impl Store {
    /// Adds money to a balance from outside, as from a bank; answers the
    /// transaction id.
    pub(crate) fn deposit(
        &mut self,
        account: &AccountId,
        amount: Money,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        if !amount.is_positive() {
            return Err(StoreError::DepositAmount {
                amount: amount.to_string(),
            });
        }
        self.book(account, amount)?;
        let txn_id = self.ids.transaction();
        self.deposits.push(Deposit {
            txn_id: txn_id.clone(),
            account: account.clone(),
            amount,
            created: now,
        });
        Ok(txn_id)
    }

    /// Everything that an account sent and received, newest first.
    pub(crate) fn activity(&self, account: &AccountId) -> Vec<Activity> {
        let mut all = Vec::new();
        for payment in &self.payments {
            if payment.payee == *account {
                self.of_payment(payment, true, &mut all);
            } else if payment.payer.id == *account {
                self.of_payment(payment, false, &mut all);
            }
        }
        let own = self.deposits.iter();
        all.extend(
            own.filter(|deposit| deposit.account == *account)
                .map(|deposit| Activity {
                    at: deposit.created,
                    txn_id: deposit.txn_id.clone(),
                    payment: None,
                    kind: ActivityKind::FundsAdded,
                    counterparty: "Bank account".to_owned(),
                    status: PaymentStatus::Completed.into_str(),
                    gross: deposit.amount,
                    fee: Money::zero(deposit.amount.currency()),
                }),
        );
        // The order of what happened at the same moment stays.
        all.sort_by_key(|entry| entry.at);
        all.reverse();
        all
    }

    fn of_payment(&self, payment: &Payment, received: bool, all: &mut Vec<Activity>) {
        let zero = Money::zero(payment.currency());
        let (kind, back, other) = if received {
            let payer = &payment.payer;
            (
                ActivityKind::PaymentReceived,
                ActivityKind::RefundSent,
                payer.full_name(),
            )
        } else {
            let payee = self.accounts.get(&payment.payee);
            let name = payee.map_or_else(|| payment.payee_email.clone(), |own| own.display_name());
            (
                ActivityKind::PaymentSent,
                ActivityKind::RefundReceived,
                name,
            )
        };
        let entry = |at, txn_id: &str, kind, status, gross: Money, fee: Money| Activity {
            at,
            txn_id: txn_id.to_owned(),
            payment: Some(payment.txn_id.clone()),
            kind,
            counterparty: other.clone(),
            status,
            gross: if received { gross } else { gross.negated() },
            fee: if received { fee } else { zero },
        };
        // While money has not moved there is no fee yet.
        let status = payment.status;
        let fee = if status.pending_reason().is_some() || status.has_failed() {
            zero
        } else {
            payment.fee.negated()
        };
        all.push(entry(
            payment.created,
            &payment.txn_id,
            kind,
            payment.status.into_str(),
            payment.gross,
            fee,
        ));
        for reversal in &payment.reversals {
            let (kind, gross, fee) = if reversal.is_cancel {
                let fee = reversal.fee.negated();
                (ActivityKind::ReversalCanceled, reversal.gross, fee)
            } else {
                let gross = reversal.gross.negated();
                (ActivityKind::Reversal, gross, reversal.fee)
            };
            all.push(entry(
                reversal.created,
                &reversal.txn_id,
                kind,
                PaymentStatus::Completed.into_str(),
                gross,
                fee,
            ));
        }
        for refund in &payment.refunds {
            all.push(entry(
                refund.created,
                &refund.txn_id,
                back,
                PaymentStatus::Completed.into_str(),
                refund.gross.negated(),
                refund.fee,
            ));
        }
    }
}
