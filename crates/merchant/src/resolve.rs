//! A person decides about a checkout in review.

use leptos_paypal_core::{CheckoutId, CheckoutStatus, Ruling};

use crate::ledger::{NewResolution, Resolved};
use crate::merchant::Inner;
use crate::server_path::ServerProblem;
use crate::{Merchant, quote};

/// As long as a note gets, in characters.
const NOTE_CHARS: usize = 1000;

impl Merchant {
    /// Decides about a checkout in review: accepted, it counts as paid and is
    /// fulfilled; rejected, it stays in review, with the note, until the money
    /// went back. The same key is the same decision. The status afterwards.
    ///
    /// # Errors
    /// `checkout_unknown`, `not_possible`, `note_unusable`.
    pub async fn resolve(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        ruling: Ruling,
        note: &str,
    ) -> Result<CheckoutStatus, ServerProblem> {
        let resolution = NewResolution {
            idempotency_key,
            ruling,
            note: note.trim(),
        };
        self.0.resolve(id, &resolution).await
    }
}

impl Inner {
    pub(crate) async fn resolve(
        &self,
        id: &CheckoutId,
        resolution: &NewResolution<'_>,
    ) -> Result<CheckoutStatus, ServerProblem> {
        if resolution.note.is_empty() || resolution.note.chars().count() > NOTE_CHARS {
            return Err(ServerProblem::Note { limit: NOTE_CHARS });
        }
        if !quote::is_key(resolution.idempotency_key) {
            return Err(ServerProblem::NotPossible(
                "the idempotency key has to have 8 to 128 visible ASCII characters",
            ));
        }
        let now = self.config.clock.now();
        match self.ledger.resolve(id, resolution, now).await? {
            Resolved::Recorded(outcome) => self.moved(&outcome),
            Resolved::CheckoutUnknown => return Err(ServerProblem::CheckoutUnknown),
            Resolved::NotInReview(_) => {
                return Err(ServerProblem::NotPossible(
                    "only a checkout in review can be accepted or rejected",
                ));
            }
            Resolved::KeyTaken => {
                return Err(ServerProblem::NotPossible(
                    "this idempotency key belongs to another decision",
                ));
            }
        }
        let checkout = self.ledger.checkout(id).await?;
        Ok(checkout.ok_or(ServerProblem::CheckoutUnknown)?.status)
    }
}
