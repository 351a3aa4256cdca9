//! Charging a buyer for any API: a sale, an authorisation or an order.

use encoding_rs::Encoding;
use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::card::Card;
use super::error::StoreError;
use super::ledger::check_balance;
use super::order::{Order, OrderKind, PaymentAction};
use super::payments::{Api, Origin, Payer, Payment, PaymentStatus, PendingReason};

/// A payment that is to be made.
pub(crate) struct Charge {
    pub(crate) api: Api,
    /// The checkout's, where one led to it.
    pub(crate) token: Option<String>,
    pub(crate) origin: Option<Origin>,
    pub(crate) order: Order,
    pub(crate) payer: Payer,
    pub(crate) payee: AccountId,
    /// The order's own; the account's when there is none.
    pub(crate) notify_url: Option<String>,
    pub(crate) charset: &'static Encoding,
}

impl Store {
    /// Refuses charges that cannot all be made.
    pub(super) fn check_charges(&self, charges: &[Charge]) -> Result<(), StoreError> {
        let mut invoices = Vec::new();
        for charge in charges {
            self.check_charge(charge)?;
            if let Some(invoice) = &charge.order.invoice {
                let payee = self.accounts.get(&charge.payee);
                let minds = payee.is_some_and(|payee| payee.settings.block_duplicate_invoices);
                if minds && invoices.contains(&(&charge.payee, invoice)) {
                    return Err(StoreError::DuplicateInvoice {
                        invoice: invoice.clone(),
                    });
                }
                invoices.push((&charge.payee, invoice));
            }
        }
        Ok(())
    }

    /// Refuses a charge by the rules that do not depend on the buyer's balance.
    fn check_charge(&self, charge: &Charge) -> Result<(), StoreError> {
        let payee = self
            .accounts
            .get(&charge.payee)
            .ok_or(StoreError::UnknownCheckout)?;
        if charge.payer.id == payee.id {
            return Err(StoreError::OwnAccount);
        }
        if !charge.order.total.is_positive() {
            return Err(StoreError::AmountMissing);
        }
        // Every payment of a subscription has the same.
        let invoice = charge.order.invoice.as_ref();
        let invoice = invoice.filter(|_| charge.order.kind != OrderKind::Subscription);
        if let Some(invoice) = invoice
            && self.is_duplicate(payee, invoice)
        {
            return Err(StoreError::DuplicateInvoice {
                invoice: invoice.clone(),
            });
        }
        Ok(())
    }

    /// Makes the payment: a sale moves money, an authorisation or an order
    /// waits to be captured. Answers the transaction id.
    pub(crate) fn charge(&mut self, charge: Charge, now: Timestamp) -> Result<String, StoreError> {
        let Charge { order, payer, .. } = &charge;
        let total = order.total;
        let buyer = self.accounts.get(&payer.id).ok_or(StoreError::NoBuyer)?;
        let payee = self
            .accounts
            .get(&charge.payee)
            .ok_or(StoreError::UnknownCheckout)?;
        self.check_charge(&charge)?;
        let is_refused = payer.card.as_ref().and_then(Card::refusal).is_some();
        let mut faulty = false;
        let pending = match (order.action, self.faults.payment.pending) {
            _ if is_refused => None,
            (PaymentAction::Authorization, _) => Some(PendingReason::Authorization),
            (PaymentAction::Order, _) => Some(PendingReason::Order),
            (PaymentAction::Sale, Some(reason)) => {
                faulty = true;
                Some(reason)
            }
            (PaymentAction::Sale, None) => {
                (!payee.accepts(total.currency())).then_some(PendingReason::MultiCurrency)
            }
        };
        check_balance(buyer, total)?;
        let fee = match order.kind {
            // Who receives a transfer pays nothing for it.
            OrderKind::Transfer => Money::zero(total.currency()),
            _ => payee.fee(total)?,
        };
        let payment = Payment {
            txn_id: String::new(),
            api: charge.api,
            token: charge.token,
            status: match pending {
                _ if is_refused => PaymentStatus::Denied,
                Some(reason) => PaymentStatus::Pending(reason),
                None => PaymentStatus::Completed,
            },
            created: now,
            updated: now,
            authorized: now,
            payee: payee.id.clone(),
            payee_email: payee.email.clone(),
            gross: total,
            fee,
            notify_url: charge.notify_url.or_else(|| {
                let settings = &payee.settings;
                settings.ipn_url.clone().filter(|_| settings.ipn)
            }),
            payer: charge.payer,
            order: charge.order,
            charset: charge.charset,
            refunds: Vec::new(),
            reversals: Vec::new(),
            initial_reason: pending,
            parent: None,
            origin: charge.origin,
        };
        if faulty {
            self.struck.note("payment.pending");
        }
        self.record(payment, now)
    }

    /// Moves the money of a completed payment, tells the merchant, keeps it.
    pub(super) fn record(
        &mut self,
        payment: Payment,
        now: Timestamp,
    ) -> Result<String, StoreError> {
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
}
