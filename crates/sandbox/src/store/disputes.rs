//! Reversals, disputes and chargebacks: money that PayPal takes back.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::dispute::{
    Dispute, DisputeKind, DisputeOutcome, DisputeReason, Reversal, ReversalReason,
};
use super::error::StoreError;
use super::events::EventKind;
use super::payments::{Payment, PaymentStatus};

impl Payment {
    /// The reversal that stands, if one does.
    pub(crate) fn standing_reversal(&self) -> Option<&Reversal> {
        self.reversals.last().filter(|last| !last.is_cancel)
    }
}

impl Store {
    /// Takes what is left of a payment back to the buyer, with its fee; the
    /// payee's balance may become negative, as at PayPal.
    pub(crate) fn reverse(
        &mut self,
        txn_id: &str,
        reason: ReversalReason,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.reverse_in_case(txn_id, reason, None, now)
    }

    fn reverse_in_case(
        &mut self,
        txn_id: &str,
        reason: ReversalReason,
        dispute: Option<&Dispute>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let payment = self.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        let mut payment = payment.clone();
        payment.check_refundable()?;
        let gross = payment.refundable();
        let fee = payment.fee_for_refund(gross);
        let net = gross.minus(fee)?;
        self.book(&payment.payee, net.negated())?;
        self.book(&payment.payer.id, gross)?;
        payment.status = PaymentStatus::Reversed;
        self.note_reversal(payment, (reason, false), (gross, fee), dispute, now);
        Ok(())
    }

    /// Gives the money of a reversal to the payee again.
    pub(crate) fn cancel_reversal(
        &mut self,
        txn_id: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.cancel_reversal_in_case(txn_id, None, now)
    }

    fn cancel_reversal_in_case(
        &mut self,
        txn_id: &str,
        dispute: Option<&Dispute>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let payment = self.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        let mut payment = payment.clone();
        let Some(standing) = payment.standing_reversal().cloned() else {
            return Err(StoreError::NotReversed {
                status: payment.status,
            });
        };
        let net = standing.gross.minus(standing.fee)?;
        self.book(&payment.payer.id, standing.gross.negated())?;
        self.book(&payment.payee, net)?;
        payment.status = if payment.refunds.is_empty() {
            PaymentStatus::Completed
        } else {
            PaymentStatus::PartiallyRefunded
        };
        let sums = (standing.gross, standing.fee);
        self.note_reversal(payment, (standing.reason, true), sums, dispute, now);
        Ok(())
    }

    fn note_reversal(
        &mut self,
        mut payment: Payment,
        (reason, is_cancel): (ReversalReason, bool),
        (gross, fee): (Money, Money),
        dispute: Option<&Dispute>,
        now: Timestamp,
    ) {
        let reversal = Reversal {
            txn_id: self.ids.transaction(),
            reason,
            is_cancel,
            gross,
            fee,
            created: now,
        };
        payment.reversals.push(reversal.clone());
        payment.updated = now;
        let event = EventKind::PaymentReversed {
            payment: Box::new(payment.clone()),
            reversal,
            dispute: dispute.cloned().map(Box::new),
        };
        self.emit(event, now);
        self.replace(payment);
    }

    /// Opens a case about a payment; answers its id. A chargeback reverses the
    /// payment at once.
    pub(crate) fn open_dispute(
        &mut self,
        txn_id: &str,
        kind: DisputeKind,
        reason: DisputeReason,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let payment = self.payment(txn_id).ok_or(StoreError::UnknownPayment)?;
        payment.check_refundable()?;
        let amount = payment.refundable();
        let is_open = |own: &Dispute| own.txn_id == txn_id && own.outcome.is_none();
        if self.disputes.iter().any(is_open) {
            return Err(StoreError::AlreadyDisputed);
        }
        let dispute = Dispute {
            id: self.ids.dispute(),
            txn_id: txn_id.to_owned(),
            kind,
            reason,
            amount,
            opened: now,
            updated: now,
            outcome: None,
        };
        let id = dispute.id.clone();
        self.tell_of_dispute(&dispute, now);
        if kind == DisputeKind::Chargeback {
            self.reverse_in_case(txn_id, ReversalReason::Chargeback, Some(&dispute), now)?;
        }
        self.disputes.push(dispute);
        Ok(id)
    }

    /// Decides a case. Money moves unless it is already where it belongs.
    pub(crate) fn decide_dispute(
        &mut self,
        id: &str,
        outcome: DisputeOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let place = self.disputes.iter().position(|own| own.id == id);
        let place = place.ok_or(StoreError::UnknownDispute)?;
        let mut dispute = self.disputes[place].clone();
        if dispute.outcome.is_some() {
            return Err(StoreError::DisputeDecided);
        }
        dispute.outcome = Some(outcome);
        dispute.updated = now;
        let txn_id = dispute.txn_id.clone();
        let payment = self.payment(&txn_id).ok_or(StoreError::UnknownPayment)?;
        let is_reversed = payment.standing_reversal().is_some();
        match (outcome, is_reversed) {
            // What was refunded meanwhile is with the buyer already.
            (DisputeOutcome::Buyer, false) if payment.check_refundable().is_ok() => {
                let reason = ReversalReason::BuyerComplaint;
                self.reverse_in_case(&txn_id, reason, Some(&dispute), now)?;
            }
            (DisputeOutcome::Seller, true) => {
                self.cancel_reversal_in_case(&txn_id, Some(&dispute), now)?;
            }
            _ => {}
        }
        self.tell_of_dispute(&dispute, now);
        self.disputes[place] = dispute;
        Ok(())
    }

    fn tell_of_dispute(&mut self, dispute: &Dispute, now: Timestamp) {
        let Some(payment) = self.payment(&dispute.txn_id).cloned() else {
            return;
        };
        let event = EventKind::DisputeUpdated {
            payment: Box::new(payment),
            dispute: Box::new(dispute.clone()),
        };
        self.emit(event, now);
    }
}
