//! Authorisations and orders: captured, authorised again, voided.

use jiff::{SignedDuration, Timestamp};
use leptos_paypal_core::Money;

use super::Store;
use super::error::LedgerError;
use super::ledger::enough;
use super::order::PaymentAction;
use super::payments::{Payment, PaymentStatus, PendingReason};

/// How long an authorisation can be captured.
pub(crate) const AUTHORIZATION_LIFETIME: SignedDuration = SignedDuration::from_hours(29 * 24);

impl Store {
    /// Captures `amount`, or all that is left, of an authorisation or an order;
    /// answers the capture's own transaction id. Nothing more can be captured
    /// after a final capture.
    pub(crate) fn capture(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        is_final: bool,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let (parent, amount) = self.check_capture(txn_id, amount, now)?;
        if self.declines() {
            return Err(LedgerError::Declined);
        }
        let pending = self.pends();
        let status = pending.map_or(PaymentStatus::Completed, PaymentStatus::Pending);
        let child = self.take(parent, amount, PaymentAction::Sale, status, now)?;
        self.mark(txn_id, is_final, now);
        Ok(child)
    }

    /// Authorises `amount`, or all that is left, of an order; answers the
    /// authorisation's own transaction id.
    pub(crate) fn authorize(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let (parent, amount) = self.check_capture(txn_id, amount, now)?;
        let status = PaymentStatus::Pending(PendingReason::Authorization);
        self.take(parent, amount, PaymentAction::Authorization, status, now)
    }

    /// The authorisation or order, and what is taken of it.
    fn check_capture(
        &self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<(Payment, Money), LedgerError> {
        let parent = self.payment(txn_id).ok_or(LedgerError::UnknownPayment)?;
        parent.check_capturable(now)?;
        let left = self.capturable(parent);
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount > left || amount.currency() != left.currency() {
            return Err(LedgerError::CaptureAmount {
                amount: amount.to_string(),
                left: left.to_string(),
            });
        }
        Ok((parent.clone(), amount))
    }

    fn take(
        &mut self,
        parent: Payment,
        amount: Money,
        action: PaymentAction,
        status: PaymentStatus,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let buyer = self
            .accounts
            .get(&parent.payer.id)
            .ok_or(LedgerError::NoBuyer)?;
        enough(buyer, amount)?;
        let payee = self
            .accounts
            .get(&parent.payee)
            .ok_or(LedgerError::UnknownPayment)?;
        let fee = payee.fee(amount)?;
        let mut order = parent.order.clone();
        order.action = action;
        let child = Payment {
            txn_id: String::new(),
            status,
            created: now,
            updated: now,
            authorized: now,
            order,
            gross: amount,
            fee,
            refunds: Vec::new(),
            first_reason: status.pending_reason(),
            parent: Some(parent.txn_id.clone()),
            ..parent
        };
        self.record(child, now)
    }

    /// After a capture: partly or wholly captured.
    fn mark(&mut self, txn_id: &str, is_final: bool, now: Timestamp) {
        let Some(mut parent) = self.payment(txn_id).cloned() else {
            return;
        };
        parent.status = if is_final || self.capturable(&parent).is_zero() {
            PaymentStatus::Captured
        } else {
            PaymentStatus::PartiallyCaptured
        };
        parent.updated = now;
        self.replace(parent);
    }

    /// Gives an authorisation a fresh period in which it can be captured, for
    /// at most the amount that it is of.
    pub(crate) fn reauthorize(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let payment = self.payment(txn_id).ok_or(LedgerError::UnknownPayment)?;
        payment.check_capturable(now)?;
        if let Some(amount) = amount.filter(|amount| *amount > payment.gross) {
            return Err(LedgerError::ReauthorizationAmount {
                amount: amount.to_string(),
                gross: payment.gross.to_string(),
            });
        }
        let mut payment = payment.clone();
        payment.authorized = now;
        payment.updated = now;
        self.replace(payment);
        Ok(())
    }

    /// Voids an authorisation or an order.
    pub(crate) fn void(&mut self, txn_id: &str, now: Timestamp) -> Result<(), LedgerError> {
        let mut payment = self
            .payment(txn_id)
            .ok_or(LedgerError::UnknownPayment)?
            .clone();
        payment.check_open()?;
        payment.status = PaymentStatus::Voided;
        payment.updated = now;
        self.announce(&payment, now);
        self.replace(payment);
        Ok(())
    }

    /// What came of an authorisation or an order.
    pub(crate) fn children(&self, txn_id: &str) -> impl Iterator<Item = &Payment> {
        self.payments
            .iter()
            .filter(move |payment| payment.parent.as_deref() == Some(txn_id))
    }

    /// What can still be taken of an authorisation or an order.
    pub(crate) fn capturable(&self, payment: &Payment) -> Money {
        let none = Money::zero(payment.currency());
        let taken = self
            .children(&payment.txn_id)
            .filter(|child| child.status.stands())
            .map(|child| child.gross);
        // The parts never exceed the whole, so the sum is in range.
        let taken = Money::sum(payment.currency(), taken).unwrap_or(payment.gross);
        payment.gross.minus(taken).unwrap_or(none)
    }
}

impl Payment {
    /// Refuses unless this is an authorisation or an order of which something
    /// can still be captured.
    fn check_open(&self) -> Result<(), LedgerError> {
        match self.status {
            PaymentStatus::Pending(PendingReason::Authorization | PendingReason::Order)
            | PaymentStatus::PartiallyCaptured => Ok(()),
            status => Err(LedgerError::NotOpen { status }),
        }
    }

    /// The same, and that an authorisation is not too old.
    pub(crate) fn check_capturable(&self, now: Timestamp) -> Result<(), LedgerError> {
        self.check_open()?;
        let age = now.duration_since(self.authorized);
        if self.order.action == PaymentAction::Authorization && age > AUTHORIZATION_LIFETIME {
            return Err(LedgerError::AuthorizationExpired);
        }
        Ok(())
    }
}
