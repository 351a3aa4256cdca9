//! Moves a checkout by one event, in one transaction with its cause.

use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutStatus, ReviewReason, SubscriptionEvent, SubscriptionStatus,
};

use super::event_context::EventContext;
use super::locked_checkout::LockedCheckout;
use super::order_state::OrderState;
use super::sql::query;
use super::{
    LedgerError, Write, fulfilments, reconciliation, subscription_fulfilments, subscriptions, text,
};

/// Changes by some events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Status of the checkout before and after, when it has another one now.
    pub(super) status: Option<(CheckoutStatus, CheckoutStatus)>,
    /// The same of the subscription.
    pub(super) subscription: Option<(SubscriptionStatus, SubscriptionStatus)>,
    /// The shop's own system is to be told something.
    pub(super) tells: bool,
}

impl Changes {
    /// These changes, and then `later` ones.
    pub(super) fn then(self, later: Self) -> Self {
        Self {
            status: join(self.status, later.status),
            subscription: join(self.subscription, later.subscription),
            tells: self.tells || later.tells,
        }
    }
}

fn join<T: Copy>(first: Option<(T, T)>, later: Option<(T, T)>) -> Option<(T, T)> {
    match (first, later) {
        (Some((from, _)), Some((_, to))) => Some((from, to)),
        (first, later) => first.or(later),
    }
}

/// Moves the checkout and adds to its history. A hint that changes nothing
/// leaves no trace.
pub(super) async fn advance(
    write: &mut Write,
    known: LockedCheckout,
    events: &[SubscriptionEvent],
    context: EventContext<'_>,
) -> Result<Changes, LedgerError> {
    let next = known.state.after(events);
    if next == known.state {
        return if known.is_anew {
            reapply(write, known, context).await
        } else {
            Ok(Changes::default())
        };
    }
    let from = if known.is_anew {
        known.status
    } else {
        known.state.status()
    };
    let moved = StatusChange {
        reason_detail: reason_detail(&known, &next, events, context.detail),
        is_anew: known.is_anew,
        before: known.state,
        after: next,
        from,
    };
    store(write, &known.id, &moved, events, context).await
}

/// Moves the checkout to where it stands without a message that was not
/// understood, and tells nothing now.
pub(super) async fn reapply(
    write: &mut Write,
    known: LockedCheckout,
    context: EventContext<'_>,
) -> Result<Changes, LedgerError> {
    let moved = StatusChange {
        from: known.status,
        reason_detail: known.state.reason().and(known.reason_detail),
        before: known.state.clone(),
        after: known.state,
        is_anew: known.is_anew,
    };
    if moved.changes().is_none() {
        return Ok(Changes::default());
    }
    store(write, &known.id, &moved, &[], context).await
}

/// The values behind the reason of a review.
fn reason_detail(
    known: &LockedCheckout,
    next: &OrderState,
    events: &[SubscriptionEvent],
    detail: Option<&str>,
) -> Option<String> {
    let reason = next.reason()?;
    let told = detail.map(str::to_owned);
    match events.last() {
        // A decision's note is in the history; the values behind the review stay.
        Some(SubscriptionEvent::Checkout(CheckoutEvent::Decision { .. })) => {
            known.reason_detail.clone()
        }
        // The one that is weightier is known already.
        Some(SubscriptionEvent::Checkout(CheckoutEvent::Unclear { reason: other, .. }))
            if *other != reason =>
        {
            known.reason_detail.clone().or(told)
        }
        _ => told
            .or_else(|| next.reason_detail())
            .or_else(|| known.reason_detail.clone()),
    }
}

/// State of a checkout now, and before.
struct StatusChange {
    before: OrderState,
    after: OrderState,
    from: CheckoutStatus,
    reason_detail: Option<String>,
    /// True when a message that moved it is looked at anew.
    is_anew: bool,
}

impl StatusChange {
    fn changes(&self) -> Option<(CheckoutStatus, CheckoutStatus)> {
        let to = self.after.status();
        (self.from != to).then_some((self.from, to))
    }
}

async fn store(
    write: &mut Write,
    id: &CheckoutId,
    moved: &StatusChange,
    events: &[SubscriptionEvent],
    context: EventContext<'_>,
) -> Result<Changes, LedgerError> {
    let to = moved.after.status();
    let reason = moved.after.reason().map(ReviewReason::as_str);
    query(
        "UPDATE checkouts SET status = $1, hint = $2, reason = $3, reason_detail = $4, updated_at = $5
         WHERE id = $6",
    )
    .bind(to.as_str())
    .bind(moved.after.hint().as_str())
    .bind(reason)
    .bind(moved.reason_detail.as_deref().map(text))
    .bind(context.now)
    .bind(id.as_str())
    .execute(write)
    .await?;
    query(
        "INSERT INTO events (checkout_id, at, cause, from_status, to_status, reason, detail,
            message_id, api_call_id, webhook_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id.as_str())
    .bind(context.now)
    .bind(context.cause)
    .bind(moved.from.as_str())
    .bind(to.as_str())
    .bind(reason)
    .bind(context.detail.or(context.note).map(text))
    .bind(context.source.message.map(|id| id.0))
    .bind(context.source.api_call.map(|id| id.0))
    .bind(context.source.webhook.map(|id| id.0))
    .execute(write)
    .await?;
    if to.is_settled() {
        reconciliation::leave_alone(write, id.as_str()).await?;
    }
    let mut changes = Changes {
        status: moved.changes(),
        ..Changes::default()
    };
    let after = moved.after.subscription();
    if let (Some((_, before)), Some((plan, after))) = (moved.before.subscription(), after) {
        subscriptions::update(write, id.as_str(), plan, after, context.now).await?;
        changes.subscription =
            (before.status != after.status).then_some((before.status, after.status));
        if context.fulfils {
            let both = (before, after);
            changes.tells = subscription_fulfilments::enqueue(
                write,
                id.as_str(),
                both,
                events,
                moved.is_anew,
                context.now,
            )
            .await?;
        }
        return Ok(changes);
    }
    if to == CheckoutStatus::Paid && context.fulfils {
        fulfilments::insert(write, id.as_str(), context.now).await?;
    }
    if moved.from != to && context.fulfils {
        fulfilments::look_again(write, id.as_str(), context.now).await?;
        changes.tells = to == CheckoutStatus::Paid || to.has_money_gone();
    }
    Ok(changes)
}
