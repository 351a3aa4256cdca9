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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{AccountConfig, Config};
    use crate::forms;
    use crate::params::Params;
    use crate::store::forms::{Command, Form};
    use crate::store::payments::RefundNote;
    use leptos_paypal_core::Currency;
    use proptest::prelude::*;

    fn store() -> Store {
        let mut merchant = AccountConfig::merchant();
        merchant.fee_rate = Some("2.9".parse().unwrap());
        merchant.fee_fixed.insert(Currency::USD, "0.30".to_owned());
        Store::new(&Config {
            accounts: vec![merchant, AccountConfig::buyer()],
            ..Config::default()
        })
        .unwrap()
    }

    fn order(store: &mut Store, minor: i64, now: Timestamp) -> String {
        let amount = Money::from_minor(minor, Currency::USD).unwrap();
        let body =
            format!("cmd=_xclick&business=merchant%40example.com&item_name=x&amount={amount}");
        let params = Params::read(&[], body.as_bytes(), encoding_rs::UTF_8);
        let form = Form::Posted {
            command: Command::BuyNow,
            params,
            outside: Vec::new(),
        };
        forms::open_checkout(store, form, now).unwrap()
    }

    /// Sum of the two balances and of the fees that PayPal kept.
    fn all_money(store: &Store) -> i64 {
        let balances = store
            .accounts
            .iter()
            .map(|account| account.balance(Currency::USD).minor());
        let kept = store
            .payments
            .iter()
            .filter(|payment| {
                !matches!(
                    payment.status,
                    PaymentStatus::Pending(_) | PaymentStatus::Denied | PaymentStatus::Failed
                )
            })
            .map(|payment| {
                let back: i64 = payment
                    .refunds
                    .iter()
                    .map(|refund| refund.fee.minor())
                    .sum();
                payment.fee.minor() - back
            });
        balances.sum::<i64>() + kept.sum::<i64>()
    }

    proptest! {
        #[test]
        fn money_is_neither_made_nor_lost(steps in proptest::collection::vec((0..4_u8, 0..8_usize, 1..200_000_i64), 1..40)) {
            let mut store = store();
            let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
            let buyer = store.accounts.named("buyer@example.com").unwrap().id.clone();
            for (step, which, minor) in steps {
                let txn_id = store.payments.get(which).map(|payment| payment.txn_id.clone()).unwrap_or_default();
                store.faults.payment.pending = (step == 1).then_some(crate::PendingReason::Echeck);
                match step {
                    0 | 1 => {
                        let token = order(&mut store, minor, now);
                        let _ = store.pay(&token, &buyer, None, now);
                    }
                    2 => {
                        let amount = Money::from_minor(minor, Currency::USD).unwrap();
                        let part = (minor % 3 > 0).then_some(amount);
                        let _ = store.refund(&txn_id, part, RefundNote::default(), now);
                    }
                    _ => {
                        let to = if minor % 2 == 0 { Settlement::Completed } else { Settlement::Denied };
                        let _ = store.settle(&txn_id, to, now);
                    }
                }
                prop_assert_eq!(all_money(&store), 500_000);
                for account in store.accounts.iter() {
                    prop_assert!(!account.balance(Currency::USD).is_negative());
                }
                for payment in &store.payments {
                    prop_assert!(!payment.refundable().is_negative());
                    prop_assert_eq!(payment.status == PaymentStatus::Refunded, payment.refundable().is_zero());
                }
            }
        }
    }
}
