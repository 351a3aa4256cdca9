//! Decisions of a person about checkouts in review.

use leptos_paypal_api::Clock;
use leptos_paypal_core::{CheckoutId, CheckoutStatus};

use super::payments::PaymentError;
use super::quote::is_key;
use super::transitions::TransitionObserver;
use crate::ledger::{Ledger, NewResolution, Resolved};

/// Longest note, in characters.
const NOTE_CHARS: usize = 1000;

/// Service for checkouts in review.
#[derive(Debug)]
pub(crate) struct Review {
    pub(super) ledger: Ledger,
    pub(super) clock: Clock,
    pub(super) transitions: TransitionObserver,
}

impl Review {
    /// Records a decision. Returns the status afterwards.
    pub(crate) async fn resolve(
        &self,
        id: &CheckoutId,
        resolution: &NewResolution<'_>,
    ) -> Result<CheckoutStatus, PaymentError> {
        if resolution.note.is_empty() || resolution.note.chars().count() > NOTE_CHARS {
            return Err(PaymentError::Note { limit: NOTE_CHARS });
        }
        if !is_key(resolution.idempotency_key) {
            return Err(PaymentError::NotPossible(
                "the idempotency key has to have 8 to 128 visible ASCII characters",
            ));
        }
        let now = self.clock.now();
        match self.ledger.resolve(id, resolution, now).await? {
            Resolved::Recorded(outcome) => self.transitions.observe(&outcome),
            Resolved::CheckoutUnknown => return Err(PaymentError::CheckoutUnknown),
            Resolved::NotInReview(_) => {
                return Err(PaymentError::NotPossible(
                    "only a checkout in review can be accepted or rejected",
                ));
            }
            Resolved::KeyTaken => {
                return Err(PaymentError::NotPossible(
                    "this idempotency key belongs to another decision",
                ));
            }
        }
        let checkout = self.ledger.checkout(id).await?;
        Ok(checkout.ok_or(PaymentError::CheckoutUnknown)?.status)
    }
}
