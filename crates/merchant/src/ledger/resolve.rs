//! Records what a person decides about a checkout in review.

use leptos_paypal_core::{CheckoutEvent, CheckoutId, CheckoutStatus, Ruling};

use super::advance::{Changes, advance};
use super::event_context::{EventContext, Source};
use super::locked_checkout::lock_checkout;
use super::resolutions::{LookedAt, NewResolution, insert};
use super::sql::query;
use super::{Ledger, LedgerError, Outcome, text};

/// Result of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// It is in the books, now or since before.
    Recorded(Outcome),
    /// There is no such checkout.
    CheckoutUnknown,
    /// A checkout of another status has nothing to decide.
    NotInReview(CheckoutStatus),
    /// The name belongs to another decision about this checkout.
    KeyTaken,
}

impl Ledger {
    /// Records what a person decided about a checkout in review, and moves
    /// it. The decision is about the payments and messages that are there now:
    /// what comes later is looked at anew.
    ///
    /// # Errors
    /// `database`.
    pub async fn resolve(
        &self,
        id: &CheckoutId,
        resolution: &NewResolution<'_>,
        now: i64,
    ) -> Result<Resolved, LedgerError> {
        let mut write = self.write().await?;
        let Some(known) = lock_checkout(&mut write, id.as_str()).await? else {
            return Ok(Resolved::CheckoutUnknown);
        };
        let recorded = |changes| {
            let verdict = resolution.ruling.as_str();
            Resolved::Recorded(Outcome::of(verdict, Some(id.clone()), changes))
        };
        let note = text(resolution.note);
        let before: Option<(String, String)> = query(
            "SELECT ruling, note FROM resolutions WHERE checkout_id = $1 AND idempotency_key = $2",
        )
        .bind(id.as_str())
        .bind(resolution.idempotency_key)
        .fetch_optional(&mut write)
        .await?;
        if let Some((ruling, known_note)) = before {
            let same = ruling == resolution.ruling.as_str() && known_note == note;
            write.commit().await?;
            return Ok(if same {
                recorded(Changes::default())
            } else {
                Resolved::KeyTaken
            });
        }
        let status = known.state.status();
        if status != CheckoutStatus::Review {
            write.commit().await?;
            return Ok(Resolved::NotInReview(status));
        }
        let looked_at = LookedAt {
            payments: known.state.completed(),
            messages: known.state.unclear(),
        };
        let number = insert(&mut write, id, resolution, &note, &looked_at, now).await?;
        let event = CheckoutEvent::Decision {
            number,
            ruling: resolution.ruling,
            payments: looked_at.payments,
            messages: looked_at.messages,
        };
        let context = EventContext {
            cause: match resolution.ruling {
                Ruling::Accept => "accepted",
                Ruling::Reject => "rejected",
            },
            detail: Some(&note),
            note: None,
            source: Source::default(),
            now,
            fulfils: self.fulfils,
        };
        let changes = advance(&mut write, known, &[event.into()], context).await?;
        write.commit().await?;
        Ok(recorded(changes))
    }
}
