//! Authorisations and orders: captured, authorised again, voided.

use jiff::{SignedDuration, Timestamp};
use leptos_paypal_core::Money;

use super::Store;
use super::error::StoreError;
use super::ledger::check_balance;
use super::order::PaymentAction;
use super::payments::{Payment, PaymentStatus, PendingReason};

/// Period in which an authorisation can be captured.
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
    ) -> Result<String, StoreError> {
        self.capture_as(txn_id, amount, is_final, None, now)
    }

    /// Captures under an invoice number of the capture's own.
    pub(crate) fn capture_as(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        is_final: bool,
        invoice: Option<String>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let (mut parent, amount) = self.check_capture(txn_id, amount, now)?;
        parent.order.invoice = invoice.or(parent.order.invoice);
        if self.decline_fault() {
            return Err(StoreError::Declined);
        }
        let payee = self.accounts.get(&parent.payee);
        let accepts = payee.is_none_or(|payee| payee.accepts(amount.currency()));
        let pending = self
            .pending_fault()
            .or_else(|| (!accepts).then_some(PendingReason::MultiCurrency));
        let status = pending.map_or(PaymentStatus::Completed, PaymentStatus::Pending);
        let child = self.create_child(parent, amount, PaymentAction::Sale, status, now)?;
        self.update_captured(txn_id, is_final, now);
        Ok(child)
    }

    /// Authorises `amount`, or all that is left, of an order; answers the
    /// authorisation's own transaction id.
    pub(crate) fn authorize(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let (parent, amount) = self.check_capture(txn_id, amount, now)?;
        let status = PaymentStatus::Pending(PendingReason::Authorization);
        self.create_child(parent, amount, PaymentAction::Authorization, status, now)
    }

    /// The authorisation or order, and what is taken of it.
    fn check_capture(
        &self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<(Payment, Money), StoreError> {
        let parent = self.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        parent.check_capturable(now)?;
        let left = self.capturable(parent);
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount > left || amount.currency() != left.currency() {
            return Err(StoreError::CaptureAmount {
                amount: amount.to_string(),
                left: left.to_string(),
            });
        }
        Ok((parent.clone(), amount))
    }

    fn create_child(
        &mut self,
        parent: Payment,
        amount: Money,
        action: PaymentAction,
        status: PaymentStatus,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let buyer = self
            .accounts
            .get(&parent.payer.id)
            .ok_or(StoreError::NoBuyer)?;
        check_balance(buyer, amount)?;
        let payee = self
            .accounts
            .get(&parent.payee)
            .ok_or(StoreError::UnknownPayment)?;
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
            reversals: Vec::new(),
            initial_reason: status.pending_reason(),
            parent: Some(parent.txn_id.clone()),
            ..parent
        };
        self.record(child, now)
    }

    /// After a capture: partly or wholly captured.
    fn update_captured(&mut self, txn_id: &str, is_final: bool, now: Timestamp) {
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
    ) -> Result<(), StoreError> {
        let payment = self.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        payment.check_capturable(now)?;
        if let Some(amount) = amount.filter(|amount| *amount > payment.gross) {
            return Err(StoreError::ReauthorizationAmount {
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

    /// The same under an id of its own, which stands for the authorisation
    /// from then on; answers the id.
    pub(crate) fn reauthorize_by_id(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        self.reauthorize(txn_id, amount, now)?;
        let id = self.ids.transaction();
        self.reauthorizations.insert(id.clone(), txn_id.to_owned());
        Ok(id)
    }

    /// The authorisation that a reauthorisation stands for.
    pub(crate) fn reauthorized(&self, id: &str) -> Option<&str> {
        self.reauthorizations.get(id).map(String::as_str)
    }

    /// Voids an authorisation or an order.
    pub(crate) fn void(&mut self, txn_id: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut payment = self
            .payment(txn_id)
            .ok_or(StoreError::UnknownPayment)?
            .clone();
        payment.check_open()?;
        payment.status = PaymentStatus::Voided;
        payment.updated = now;
        self.announce(&payment, now);
        self.replace(payment);
        Ok(())
    }

    /// Captures of an authorisation, and captures and authorisations of an order.
    pub(crate) fn children(&self, txn_id: &str) -> impl Iterator<Item = &Payment> {
        self.payments
            .iter()
            .filter(move |payment| payment.parent.as_deref() == Some(txn_id))
    }

    /// The amount that can still be captured of an authorisation or an order.
    pub(crate) fn capturable(&self, payment: &Payment) -> Money {
        let none = Money::zero(payment.currency());
        let taken = self
            .children(&payment.txn_id)
            .filter(|child| child.status.is_effective())
            .map(|child| child.gross);
        // The parts never exceed the whole, so the sum is in range.
        let taken = Money::sum(payment.currency(), taken).unwrap_or(payment.gross);
        payment.gross.minus(taken).unwrap_or(none)
    }
}

impl Payment {
    /// Refuses unless this is an authorisation or an order of which something
    /// can still be captured.
    fn check_open(&self) -> Result<(), StoreError> {
        match self.status {
            PaymentStatus::Pending(PendingReason::Authorization | PendingReason::Order)
            | PaymentStatus::PartiallyCaptured => Ok(()),
            status => Err(StoreError::NotOpen { status }),
        }
    }

    /// The same, and that an authorisation is not too old.
    pub(crate) fn check_capturable(&self, now: Timestamp) -> Result<(), StoreError> {
        self.check_open()?;
        let age = now.duration_since(self.authorized);
        if self.order.action == PaymentAction::Authorization && age > AUTHORIZATION_LIFETIME {
            return Err(StoreError::AuthorizationExpired);
        }
        Ok(())
    }
}
