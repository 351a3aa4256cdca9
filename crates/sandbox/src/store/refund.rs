//! Refunds.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::error::StoreError;
use super::events::EventKind;
use super::ledger::check_balance;
use super::payments::{Payment, PaymentStatus, Refund, RefundNote};

impl Store {
    /// Sends money back: `amount`, or all that is left. Answers the refund's
    /// own transaction id. The fee goes back in proportion.
    pub(crate) fn refund(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        note: RefundNote,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let mut payment = self
            .payment(txn_id)
            .ok_or(StoreError::UnknownPayment)?
            .clone();
        payment.check_refundable()?;
        let left = payment.refundable();
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount > left || amount.currency() != left.currency() {
            return Err(StoreError::RefundAmount {
                amount: amount.to_string(),
                left: left.to_string(),
            });
        }
        let fee = payment.fee_for_refund(amount);
        let net = amount.minus(fee)?;
        let payee = self
            .accounts
            .get(&payment.payee)
            .ok_or(StoreError::UnknownPayment)?;
        check_balance(payee, net)?;
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

    /// A refund to or through an account, with the payment that it is of.
    pub(crate) fn refund_of(
        &self,
        account: &AccountId,
        refund_id: &str,
    ) -> Result<(&Payment, &Refund), StoreError> {
        let own = self
            .payments
            .iter()
            .filter(|payment| payment.is_of(account));
        own.flat_map(|payment| payment.refunds.iter().map(move |refund| (payment, refund)))
            .find(|(_, refund)| refund.txn_id == refund_id)
            .ok_or(StoreError::UnknownPayment)
    }
}

impl Payment {
    /// Refuses unless there is money to be sent back.
    pub(crate) fn check_refundable(&self) -> Result<(), StoreError> {
        match self.status {
            PaymentStatus::Completed | PaymentStatus::PartiallyRefunded => Ok(()),
            status => Err(StoreError::NotRefundable { status }),
        }
    }
}
