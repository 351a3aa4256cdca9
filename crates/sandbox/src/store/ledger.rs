//! Where money moves: paying, settling, refunding.

use jiff::Timestamp;
use leptos_paypal_core::{CoreError, Money};
use thiserror::Error;

use super::Store;
use super::accounts::{Account, AccountId};
use super::charge::Charge;
use super::checkouts::{Checkout, CheckoutStatus};
use super::events::EventKind;
use super::payments::{Api, Payer, Payment, PaymentStatus, Refund, RefundNote, Settlement};

/// Why a payment, a settlement or a refund did not happen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum LedgerError {
    #[error("there is no checkout with this token")]
    UnknownCheckout,
    #[error("this checkout is too old: start again from the shop")]
    Expired,
    #[error("nobody is logged in to pay")]
    NoBuyer,
    #[error("an account cannot pay itself")]
    OwnAccount,
    #[error("the amount is still missing: the buyer types it")]
    AmountMissing,
    #[error("an address is needed and there is none that can be used")]
    AddressMissing,
    #[error("{balance} is not enough for {total}")]
    InsufficientFunds { balance: String, total: String },
    #[error("the payment was declined")]
    Declined,
    #[error("the payment was refused: {issue}")]
    Refused { issue: String },
    #[error("invoice {invoice:?} is already paid")]
    DuplicateInvoice { invoice: String },
    #[error("there is no payment with this transaction id")]
    UnknownPayment,
    #[error("the payment is {status}, only a pending one can be settled")]
    NotPending { status: &'static str },
    #[error("the payment is {status}, only a completed one can be refunded")]
    NotRefundable { status: &'static str },
    #[error(
        "the payment is {status}, only an open authorisation or order can be captured or voided"
    )]
    NotOpen { status: &'static str },
    #[error("{amount} cannot be captured: {left} is left of the authorisation")]
    CaptureAmount { amount: String, left: String },
    #[error("{amount} cannot be refunded: {left} is left of the payment")]
    RefundAmount { amount: String, left: String },
    #[error("{0}")]
    Money(#[from] CoreError),
}

impl LedgerError {
    /// A stable name for programs.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCheckout => "checkout_unknown",
            Self::Expired => "checkout_expired",
            Self::NoBuyer => "buyer_missing",
            Self::OwnAccount => "own_account",
            Self::AmountMissing => "amount_missing",
            Self::AddressMissing => "address_missing",
            Self::InsufficientFunds { .. } => "insufficient_funds",
            Self::Declined => "payment_declined",
            Self::Refused { .. } => "payment_refused",
            Self::DuplicateInvoice { .. } => "duplicate_invoice",
            Self::UnknownPayment => "payment_unknown",
            Self::NotPending { .. } => "payment_not_pending",
            Self::NotRefundable { .. } => "payment_not_refundable",
            Self::NotOpen { .. } => "payment_not_open",
            Self::CaptureAmount { .. } => "capture_amount_invalid",
            Self::RefundAmount { .. } => "refund_amount_invalid",
            Self::Money(error) => error.code(),
        }
    }
}

impl Store {
    /// Pays a checkout. Paying again changes nothing and answers the same
    /// transaction id: a double click is one payment.
    pub(crate) fn pay(
        &mut self,
        token: &str,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(LedgerError::UnknownCheckout)?;
        if let CheckoutStatus::Paid { txn_id } = &checkout.status {
            return Ok(txn_id.clone());
        }
        let result = self.make_payment(&checkout.clone(), buyer, memo, now);
        if let Some(checkout) = self.checkouts.get_mut(token) {
            checkout.status = match &result {
                Ok(txn_id) => CheckoutStatus::Paid {
                    txn_id: txn_id.clone(),
                },
                Err(LedgerError::Declined | LedgerError::InsufficientFunds { .. }) => {
                    CheckoutStatus::Declined
                }
                Err(_) => checkout.status.clone(),
            };
        }
        result
    }

    fn make_payment(
        &mut self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let reading = &checkout.reading;
        let order = &reading.order;
        let total = order.total;
        if checkout.is_expired(now) {
            return Err(LedgerError::Expired);
        }
        if !total.is_positive() {
            return Err(LedgerError::AmountMissing);
        }
        let payer = self.payer(checkout, buyer, memo)?;
        if self.declines() {
            return Err(LedgerError::Declined);
        }
        let settings = &self
            .accounts
            .get(&checkout.payee)
            .ok_or(LedgerError::UnknownCheckout)?
            .settings;
        let charge = Charge {
            api: Api::Form,
            token: checkout.token.clone(),
            origin: None,
            order: order.clone(),
            payer,
            payee: checkout.payee.clone(),
            notify_url: reading.journey.notify_url.clone(),
            charset: reading.journey.charset.unwrap_or(settings.charset),
        };
        self.charge(charge, now)
    }

    /// The buyer as the merchant is told, with the address to send to.
    pub(crate) fn payer(
        &self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
    ) -> Result<Payer, LedgerError> {
        let account = self.accounts.get(buyer).ok_or(LedgerError::NoBuyer)?;
        let prefill = &checkout.reading.prefill;
        let ship_to = prefill.ship_to(account.address.as_ref());
        if ship_to.is_none() && prefill.requires_address() {
            return Err(LedgerError::AddressMissing);
        }
        Ok(Payer {
            id: account.id.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            country: account.country.clone(),
            ship_to,
            memo,
        })
    }

    /// Ends a pending payment; money moves when it is completed.
    pub(crate) fn settle(
        &mut self,
        txn_id: &str,
        to: Settlement,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let payment = self
            .payment(txn_id)
            .ok_or(LedgerError::UnknownPayment)?
            .clone();
        if payment.status.pending_reason().is_none() {
            return Err(LedgerError::NotPending {
                status: payment.status.word(),
            });
        }
        let status = match to {
            Settlement::Completed => {
                let payer = self
                    .accounts
                    .get(&payment.payer.id)
                    .ok_or(LedgerError::NoBuyer)?;
                enough(payer, payment.gross)?;
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

    /// Sends money back: `amount`, or all that is left. Answers the refund's
    /// own transaction id. The fee goes back in proportion.
    pub(crate) fn refund(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        note: RefundNote,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let mut payment = self
            .payment(txn_id)
            .ok_or(LedgerError::UnknownPayment)?
            .clone();
        if !matches!(
            payment.status,
            PaymentStatus::Completed | PaymentStatus::PartiallyRefunded
        ) {
            return Err(LedgerError::NotRefundable {
                status: payment.status.word(),
            });
        }
        let left = payment.refundable();
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount > left || amount.currency() != left.currency() {
            return Err(LedgerError::RefundAmount {
                amount: amount.to_string(),
                left: left.to_string(),
            });
        }
        let fee = payment.fee_for_refund(amount);
        let net = amount.minus(fee)?;
        let payee = self
            .accounts
            .get(&payment.payee)
            .ok_or(LedgerError::UnknownPayment)?;
        enough(payee, net)?;
        self.book(&payment.payee.clone(), net.negated())?;
        self.book(&payment.payer.id.clone(), amount)?;
        let refund = Refund {
            txn_id: self.ids.transaction(),
            gross: amount,
            fee,
            created: now,
            note,
        };
        let refund_id = refund.txn_id.clone();
        payment.refunds.push(refund.clone());
        payment.updated = now;
        payment.status = if payment.refundable().is_zero() {
            PaymentStatus::Refunded
        } else {
            PaymentStatus::PartiallyRefunded
        };
        let event = EventKind::PaymentRefunded {
            payment: Box::new(payment.clone()),
            refund,
        };
        self.emit(event, now);
        self.replace(payment);
        Ok(refund_id)
    }

    pub(super) fn announce(&mut self, payment: &Payment, now: Timestamp) {
        self.emit(EventKind::PaymentUpdated(Box::new(payment.clone())), now);
    }

    pub(super) fn replace(&mut self, payment: Payment) {
        if let Some(old) = self
            .payments
            .iter_mut()
            .find(|old| old.txn_id == payment.txn_id)
        {
            *old = payment;
        }
    }

    /// From the payer to the payee, less the fee.
    pub(super) fn transfer(&mut self, payment: &Payment) -> Result<(), LedgerError> {
        let net = payment.gross.minus(payment.fee)?;
        self.book(&payment.payer.id, payment.gross.negated())?;
        self.book(&payment.payee, net)
    }

    fn book(&mut self, account: &AccountId, amount: Money) -> Result<(), LedgerError> {
        let account = self.accounts.get_mut(account).ok_or(LedgerError::NoBuyer)?;
        account.credit(amount).map_err(LedgerError::Money)
    }
}

pub(crate) fn enough(account: &Account, amount: Money) -> Result<(), LedgerError> {
    let balance = account.balance(amount.currency());
    if balance < amount {
        return Err(LedgerError::InsufficientFunds {
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
        };
        forms::open_checkout(store, form, now).unwrap()
    }

    /// What the two accounts have, and what PayPal kept of the payments.
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
