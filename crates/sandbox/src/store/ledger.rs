//! Movements of money between accounts.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::{Account, AccountId};
use super::error::StoreError;
use super::events::EventKind;
use super::payments::{Payment, PaymentStatus, Settlement};

impl Store {
    /// Ends a pending payment; money moves when it is completed.
    pub(crate) fn settle(
        &mut self,
        txn_id: &str,
        to: Settlement,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let payment = self
            .payment(txn_id)
            .ok_or(StoreError::UnknownPayment)?
            .clone();
        if payment.status.pending_reason().is_none() {
            return Err(StoreError::NotPending {
                status: payment.status,
            });
        }
        let status = match to {
            Settlement::Completed => {
                let payer = self
                    .accounts
                    .get(&payment.payer.id)
                    .ok_or(StoreError::NoBuyer)?;
                check_balance(payer, payment.gross)?;
                self.transfer(&payment)?;
                PaymentStatus::Completed
            }
            Settlement::Denied => PaymentStatus::Denied,
            Settlement::Failed => PaymentStatus::Failed,
        };
        let payment = Payment {
            status,
            updated: now,
            ..payment
        };
        self.announce(&payment, now);
        self.replace(payment);
        Ok(())
    }

    /// Tells that a payment was made or changed.
    pub(super) fn announce(&mut self, payment: &Payment, now: Timestamp) {
        self.emit(EventKind::PaymentUpdated(Box::new(payment.clone())), now);
    }

    pub(super) fn replace(&mut self, payment: Payment) {
        let is_it = |old: &Payment| old.txn_id == payment.txn_id;
        if let Some(old) = self.payments.find_mut(is_it) {
            *old = payment;
        }
    }

    /// From the payer to the payee, less the fee.
    pub(super) fn transfer(&mut self, payment: &Payment) -> Result<(), StoreError> {
        let net = payment.gross.minus(payment.fee)?;
        self.book(&payment.payer.id, payment.gross.negated())?;
        self.book(&payment.payee, net)
    }

    pub(super) fn book(&mut self, account: &AccountId, amount: Money) -> Result<(), StoreError> {
        let account = self.accounts.get_mut(account).ok_or(StoreError::NoBuyer)?;
        account.credit(amount).map_err(StoreError::Money)
    }
}

/// Refuses `amount` where the account has less.
pub(crate) fn check_balance(account: &Account, amount: Money) -> Result<(), StoreError> {
    let balance = account.balance(amount.currency());
    if balance < amount {
        return Err(StoreError::InsufficientFunds {
            balance: format!("{balance} {}", balance.currency()),
            total: format!("{amount} {}", amount.currency()),
        });
    }
    Ok(())
}
