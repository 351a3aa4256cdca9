//! What PayPal's APIs and webhooks tell, in one transaction with who told it.

use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, CheckoutId, CheckoutStatus, Money};

use super::advance::{advance, known};
use super::because::{Because, Source};
use super::payments::{self, NewPayment};
use super::sql::query;
use super::{ApiCall, Ledger, LedgerError, Outcome, Write, calls, rows, server_payments};

/// One thing that is known about money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it means.
    pub event: CheckoutEvent,
    /// PayPal's word for it, as messages have it.
    pub status: PaymentStatus,
    /// What PayPal kept.
    pub fee: Option<Money>,
    /// Why it is not further.
    pub detail: Option<String>,
    /// Part that does not fit the order, or reason why there is no money, for people.
    pub note: Option<String>,
}

/// Everything that one answer or webhook tells about a checkout.
#[derive(Clone, Copy, Debug)]
pub struct Learnt<'a> {
    /// Who wanted to know: `return`, `reconcile`, `webhook`, `admin`.
    pub cause: &'static str,
    /// What is told where no money has moved.
    pub hint: Option<&'a CheckoutEvent>,
    /// What is told about money.
    pub facts: &'a [Fact],
    /// The call that told it.
    pub call: Option<&'a ApiCall>,
}

impl Ledger {
    /// Records what PayPal told and moves the checkout. What is known already
    /// changes nothing, whoever tells it.
    ///
    /// # Errors
    /// `database`.
    pub async fn learn(
        &self,
        checkout: &CheckoutId,
        learnt: &Learnt<'_>,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        let call = match learnt.call {
            Some(call) => Some(calls::insert(&mut write, checkout, call, now).await?),
            None => None,
        };
        let source = Source {
            api_call: call,
            ..Source::default()
        };
        let outcome = self
            .learn_in(&mut write, checkout, learnt, source, now)
            .await?;
        write.commit().await?;
        Ok(outcome)
    }

    /// The same inside a transaction.
    pub(super) async fn learn_in(
        &self,
        write: &mut Write,
        checkout: &CheckoutId,
        learnt: &Learnt<'_>,
        source: Source,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut changed: Option<(CheckoutStatus, CheckoutStatus)> = None;
        let mut moved = |step: Option<(CheckoutStatus, CheckoutStatus)>| {
            if let Some((from, to)) = step {
                changed = Some((changed.map_or(from, |(first, _)| first), to));
            }
        };
        let because = Because {
            cause: learnt.cause,
            detail: None,
            source,
            now,
            fulfils: self.fulfils,
        };
        for fact in learnt.facts {
            let Some(known) = known(write, checkout.as_str()).await? else {
                break;
            };
            let new = NewPayment {
                checkout: checkout.as_str(),
                event: &fact.event,
                status: fact.status.clone(),
                fee: fact.fee,
                detail: fact.detail.as_deref(),
                source,
                now,
            };
            if !payments::merge(write, &new).await? {
                continue;
            }
            let because = because.detailed(fact.note.as_deref());
            moved(advance(write, known, &fact.event, because).await?);
        }
        if let Some(hint) = learnt.hint
            && let Some(known) = known(write, checkout.as_str()).await?
        {
            moved(advance(write, known, hint, because).await?);
        }
        // Also where nothing new was told of a checkout whose end is known.
        let (status,): (String,) = query("SELECT status FROM checkouts WHERE id = $1")
            .bind(checkout.as_str())
            .fetch_one(write)
            .await?;
        if rows::status(&status)?.is_settled() {
            server_payments::leave_alone(write, checkout.as_str()).await?;
        }
        Ok(Outcome {
            verdict: "told",
            checkout: Some(checkout.clone()),
            changed,
        })
    }
}
