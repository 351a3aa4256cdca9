//! Taking money for any API: at once, reserved, captured, let go.

use encoding_rs::Encoding;
use jiff::{SignedDuration, Timestamp};
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::ledger::{LedgerError, enough};
use super::order::{Order, PaymentAction};
use super::payments::{Api, Origin, Payer, Payment, PaymentStatus, PendingReason};

/// How long an authorisation can be captured.
pub(crate) const AUTHORIZATION_LIFETIME: SignedDuration = SignedDuration::from_hours(29 * 24);

/// Everything about a payment that is to be made.
pub(crate) struct Charge {
    pub(crate) api: Api,
    /// The checkout's.
    pub(crate) token: String,
    pub(crate) origin: Option<Origin>,
    pub(crate) order: Order,
    pub(crate) payer: Payer,
    pub(crate) payee: AccountId,
    /// The order's own; the account's when there is none.
    pub(crate) notify_url: Option<String>,
    pub(crate) charset: &'static Encoding,
}

impl Store {
    /// Makes the payment: a sale moves money, an authorisation or an order
    /// waits to be captured. Answers the transaction id.
    pub(crate) fn charge(&mut self, charge: Charge, now: Timestamp) -> Result<String, LedgerError> {
        let Charge { order, payer, .. } = &charge;
        let total = order.total;
        let buyer = self.accounts.get(&payer.id).ok_or(LedgerError::NoBuyer)?;
        let payee = self
            .accounts
            .get(&charge.payee)
            .ok_or(LedgerError::UnknownCheckout)?;
        if buyer.id == payee.id {
            return Err(LedgerError::OwnAccount);
        }
        if !total.is_positive() {
            return Err(LedgerError::AmountMissing);
        }
        if let Some(invoice) = &order.invoice
            && self.is_duplicate(payee, invoice)
        {
            return Err(LedgerError::DuplicateInvoice {
                invoice: invoice.clone(),
            });
        }
        let pending = match (order.action, self.faults.payment.pending) {
            (PaymentAction::Authorization, _) => Some(PendingReason::Authorization),
            (PaymentAction::Order, _) => Some(PendingReason::Order),
            (PaymentAction::Sale, reason) => reason,
        };
        enough(buyer, total)?;
        let payment = Payment {
            txn_id: String::new(),
            api: charge.api,
            token: Some(charge.token),
            status: pending.map_or(PaymentStatus::Completed, PaymentStatus::Pending),
            created: now,
            updated: now,
            authorized: now,
            payee: payee.id.clone(),
            payee_email: payee.email.clone(),
            gross: total,
            fee: payee.fee(total)?,
            notify_url: charge.notify_url.or_else(|| {
                let settings = &payee.settings;
                settings.ipn_url.clone().filter(|_| settings.ipn)
            }),
            payer: charge.payer,
            order: charge.order,
            charset: charge.charset,
            refunds: Vec::new(),
            first_reason: pending,
            parent: None,
            origin: charge.origin,
        };
        if payment.is_sale() && pending.is_some() {
            self.struck.note("payment.pending");
        }
        self.record(payment, now)
    }

    /// Moves the money of a completed payment, tells the merchant, keeps it.
    fn record(&mut self, payment: Payment, now: Timestamp) -> Result<String, LedgerError> {
        if payment.status == PaymentStatus::Completed {
            self.transfer(&payment)?;
        }
        let txn_id = self.ids.transaction();
        let payment = Payment {
            txn_id: txn_id.clone(),
            ..payment
        };
        self.announce(&payment, now);
        self.payments.push(payment);
        Ok(txn_id)
    }

    /// Takes `amount`, or all that is left, of an authorisation or an order;
    /// answers the capture's own transaction id. Nothing more can be taken
    /// after a final capture.
    pub(crate) fn capture(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        is_final: bool,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        if self.declines() {
            return Err(LedgerError::Declined);
        }
        let pending = self.pends();
        let status = pending.map_or(PaymentStatus::Completed, PaymentStatus::Pending);
        let child = self.take(txn_id, amount, PaymentAction::Sale, status, now)?;
        self.mark(txn_id, is_final, now);
        Ok(child)
    }

    /// Authorises `amount`, or all that is left, of an order.
    pub(crate) fn reserve(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let status = PaymentStatus::Pending(PendingReason::Authorization);
        self.take(txn_id, amount, PaymentAction::Authorization, status, now)
    }

    fn take(
        &mut self,
        txn_id: &str,
        amount: Option<Money>,
        action: PaymentAction,
        status: PaymentStatus,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let parent = self.open(txn_id)?.clone();
        let left = self.capturable(&parent);
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount > left || amount.currency() != left.currency() {
            return Err(LedgerError::CaptureAmount {
                amount: amount.to_string(),
                left: left.to_string(),
            });
        }
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
            parent: Some(txn_id.to_owned()),
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

    /// A fresh period in which an authorisation can be captured.
    pub(crate) fn renew(&mut self, txn_id: &str, now: Timestamp) {
        if let Some(mut payment) = self.payment(txn_id).cloned() {
            payment.authorized = now;
            payment.updated = now;
            self.replace(payment);
        }
    }

    /// Lets an authorisation or an order go.
    pub(crate) fn void(&mut self, txn_id: &str, now: Timestamp) -> Result<(), LedgerError> {
        let mut payment = self.open(txn_id)?.clone();
        payment.status = PaymentStatus::Voided;
        payment.updated = now;
        self.announce(&payment, now);
        self.replace(payment);
        Ok(())
    }

    /// An authorisation or order that can still be captured.
    fn open(&self, txn_id: &str) -> Result<&Payment, LedgerError> {
        let payment = self.payment(txn_id).ok_or(LedgerError::UnknownPayment)?;
        let open = matches!(
            payment.status,
            PaymentStatus::Pending(PendingReason::Authorization | PendingReason::Order)
                | PaymentStatus::PartiallyCaptured
        );
        if open {
            Ok(payment)
        } else {
            Err(LedgerError::NotOpen {
                status: payment.status.word(),
            })
        }
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
    /// Whether an authorisation is too old to be captured.
    pub(crate) fn is_too_old(&self, now: Timestamp) -> bool {
        now.duration_since(self.authorized) > AUTHORIZATION_LIFETIME
    }
}
