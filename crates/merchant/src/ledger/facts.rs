//! Facts from PayPal's APIs and webhooks, recorded in one transaction with their source.

use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, CheckoutId, Money, PaymentState, ReviewReason};

use super::advance::{Changes, advance};
use super::event_context::{EventContext, Source};
use super::locked_checkout::lock_checkout;
use super::payments::{self, NewPayment};
use super::sql::query;
use super::{ApiCall, Ledger, LedgerError, Outcome, Write, calls, reconciliation, rows};

/// One thing that is known about money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Event for the checkout's state machine.
    pub event: CheckoutEvent,
    /// PayPal's word for it, as messages have it.
    pub status: PaymentStatus,
    /// PayPal's fee.
    pub fee: Option<Money>,
    /// Reason of a pending state.
    pub detail: Option<String>,
    /// Part that does not fit the order, or reason why there is no money, for people.
    pub note: Option<String>,
}

impl Fact {
    /// Adds a difference from the order to a payment that has not failed.
    pub(crate) fn add_mismatch(&mut self, reason: ReviewReason, detail: &str) {
        let CheckoutEvent::Payment {
            state, mismatches, ..
        } = &mut self.event
        else {
            return;
        };
        if *state == PaymentState::Failed {
            return;
        }
        mismatches.push(reason);
        let told = self.note.take();
        let texts = [Some(detail.to_owned()), told].into_iter().flatten();
        self.note = Some(texts.collect::<Vec<_>>().join("; "));
    }
}

/// Everything that one answer or webhook tells about a checkout.
#[derive(Clone, Copy, Debug)]
pub struct FactReport<'a> {
    /// Cause of the question: `return`, `reconcile`, `webhook`, `admin`,
    /// `adopted`.
    pub cause: &'static str,
    /// Fact of a kind that moves no money.
    pub hint: Option<&'a CheckoutEvent>,
    /// Facts about money.
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
    pub async fn record_facts(
        &self,
        checkout: &CheckoutId,
        report: &FactReport<'_>,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        let call = match report.call {
            Some(call) => Some(calls::insert(&mut write, checkout, call, now).await?),
            None => None,
        };
        let source = Source {
            api_call: call,
            ..Source::default()
        };
        let outcome = self
            .record_facts_in(&mut write, checkout, report, source, now)
            .await?;
        write.commit().await?;
        Ok(outcome)
    }

    /// The same inside a transaction.
    pub(super) async fn record_facts_in(
        &self,
        write: &mut Write,
        checkout: &CheckoutId,
        report: &FactReport<'_>,
        source: Source,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut changes = Changes::default();
        let context = EventContext {
            cause: report.cause,
            detail: None,
            note: None,
            source,
            now,
            fulfils: self.fulfils,
        };
        for fact in report.facts {
            let Some(known) = lock_checkout(write, checkout.as_str()).await? else {
                break;
            };
            let event = known.judged(&fact.event);
            let new = NewPayment {
                checkout: checkout.as_str(),
                event: &event,
                paid_for: None,
                status: fact.status.clone(),
                fee: fact.fee,
                detail: fact.detail.as_deref(),
                source,
                now,
            };
            if !payments::merge(write, &new).await? {
                continue;
            }
            let context = context.detailed(fact.note.as_deref());
            changes = changes.then(advance(write, known, &[event.into()], context).await?);
        }
        if let Some(hint) = report.hint
            && let Some(known) = lock_checkout(write, checkout.as_str()).await?
        {
            let hint = hint.clone().into();
            changes = changes.then(advance(write, known, &[hint], context).await?);
        }
        // Also where nothing new was told of a checkout whose end is known.
        let (status,): (String,) = query("SELECT status FROM checkouts WHERE id = $1")
            .bind(checkout.as_str())
            .fetch_one(write)
            .await?;
        if rows::status(&status)?.is_settled() {
            reconciliation::leave_alone(write, checkout.as_str()).await?;
        }
        Ok(Outcome::of("told", Some(checkout.clone()), changes))
    }
}
