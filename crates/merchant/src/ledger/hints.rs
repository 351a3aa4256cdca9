//! Hints: what moves a checkout only as long as no money has touched it.

use leptos_paypal_core::{CheckoutEvent, CheckoutId};

use super::advance::advance;
use super::event_context::{EventContext, Source};
use super::locked_checkout::lock_checkout;
use super::sql::query;
use super::{Ledger, LedgerError, Outcome};

/// Cause of a change of status that no message tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser came back by `cancel_return`.
    BuyerCancelled,
    /// Nobody paid in time.
    Expired,
}

impl Cause {
    const fn as_str(self) -> &'static str {
        match self {
            Self::BuyerCancelled => "buyer_cancelled",
            Self::Expired => "expired",
        }
    }

    const fn event(self) -> CheckoutEvent {
        match self {
            Self::BuyerCancelled => CheckoutEvent::BuyerCancelled,
            Self::Expired => CheckoutEvent::TimeOver,
        }
    }
}

impl Ledger {
    /// Takes a hint: it moves only what no money has touched. `None` when
    /// there is no such checkout.
    ///
    /// # Errors
    /// `database`.
    pub async fn hint(
        &self,
        id: &CheckoutId,
        cause: Cause,
        now: i64,
    ) -> Result<Option<Outcome>, LedgerError> {
        let mut write = self.write().await?;
        let Some(known) = lock_checkout(&mut write, id.as_str()).await? else {
            return Ok(None);
        };
        let event = cause.event().into();
        let context = EventContext {
            cause: cause.as_str(),
            detail: None,
            note: None,
            source: Source::default(),
            now,
            fulfils: self.fulfils,
        };
        let changes = advance(&mut write, known, &[event], context).await?;
        write.commit().await?;
        Ok(Some(Outcome::of("hint", Some(id.clone()), changes)))
    }

    /// Lets every checkout expire that was made before `made_before` and that
    /// nobody has paid.
    ///
    /// # Errors
    /// `database`.
    pub async fn expire(&self, made_before: i64, now: i64) -> Result<u64, LedgerError> {
        // Only a selection, so that not every checkout is read: the rule of what may
        // expire decides once more for each.
        let due: Vec<(String,)> = query(
            "SELECT id FROM checkouts
             WHERE status IN ('created', 'approved')
                AND (order_kind <> 'subscription' OR status = 'created')
                AND created_at < $1 LIMIT 500",
        )
        .bind(made_before)
        .fetch_all(&mut self.read().await?)
        .await?;
        let mut expired = 0;
        for (id,) in due {
            let Ok(id) = id.parse() else { continue };
            let outcome = self.hint(&id, Cause::Expired, now).await?;
            expired += u64::from(outcome.is_some_and(|outcome| outcome.changed.is_some()));
        }
        Ok(expired)
    }
}
