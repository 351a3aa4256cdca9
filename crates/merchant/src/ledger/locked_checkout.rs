//! Checkout as it stands, held by the transaction that may move it.

use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::ipn::ExpectedAmount;
use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutState, CheckoutStatus, OrderedItem, PaymentState,
    ReviewReason, SubscriptionState,
};

use super::donations::StoredDonation;
use super::order_state::OrderState;
use super::sql::{from_row, query};
use super::{Connection, LedgerError, OrderKind, Write, resolutions, rows, subscriptions, unclear};

/// A checkout inside the transaction that may move it.
pub(super) struct LockedCheckout {
    pub(super) id: CheckoutId,
    path: String,
    pub(super) kind: OrderKind,
    /// Reason that no payment of an adopted checkout fits.
    misfit: Option<ReviewReason>,
    /// Amount of a payment that fits.
    pub(super) amount: ExpectedAmount,
    pub(super) ordered: Vec<OrderedItem>,
    pub(super) state: OrderState,
    /// Its place in the books.
    pub(super) status: CheckoutStatus,
    /// True when a message that moved it is looked at anew, so that the state
    /// is not where the books are.
    pub(super) is_anew: bool,
    pub(super) reason_detail: Option<String>,
}

struct LockedCheckoutRow {
    path: String,
    misfit: Option<String>,
    order_kind: String,
    donation: Option<String>,
    currency: String,
    total: i64,
    ordered: String,
    status: String,
    hint: String,
    reason_detail: Option<String>,
}

from_row!(LockedCheckoutRow {
    path,
    misfit,
    order_kind,
    donation,
    currency,
    total,
    ordered,
    status,
    hint,
    reason_detail
});

impl LockedCheckout {
    /// Returns true when its payment was made by one of PayPal's APIs.
    pub(super) fn is_by_api(&self) -> bool {
        matches!(self.path.as_str(), "server" | "client")
    }

    /// The event as it counts for this checkout: a payment of an adopted one
    /// whose articles the shop does not sell fits nothing, whoever tells it.
    pub(super) fn judged(&self, event: &CheckoutEvent) -> CheckoutEvent {
        let mut event = event.clone();
        if let (
            Some(misfit),
            CheckoutEvent::Payment {
                state, mismatches, ..
            },
        ) = (self.misfit, &mut event)
            && *state != PaymentState::Failed
            && !mismatches.contains(&misfit)
        {
            mismatches.push(misfit);
        }
        event
    }

    /// The plan of a subscription.
    pub(super) fn plan(&self) -> Option<&SubscriptionPlan> {
        self.state.subscription().map(|(plan, _)| plan)
    }
}

/// The checkout as it stands, held until the transaction ends.
pub(super) async fn lock_checkout(
    write: &mut Write,
    id: &str,
) -> Result<Option<LockedCheckout>, LedgerError> {
    write.lock_checkout(id).await?;
    read_checkout(write, id).await
}

/// The checkout as it stands, for whoever does not move it.
pub(super) async fn read_checkout(
    connection: &mut Connection,
    id: &str,
) -> Result<Option<LockedCheckout>, LedgerError> {
    let row: Option<LockedCheckoutRow> = query(
        "SELECT path, misfit, order_kind, donation, currency, total, ordered, status, hint, reason_detail
         FROM checkouts WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let currency = rows::currency(&row.currency)?;
    let total = rows::money(row.total, currency)?;
    let (kind, hint) = (OrderKind::read(&row.order_kind)?, rows::status(&row.hint)?);
    let (amount, state) = match kind {
        OrderKind::Cart => (total.into(), None),
        OrderKind::Donation => {
            let donation = StoredDonation::read(row.donation.as_deref())?;
            (donation.expected(total), None)
        }
        OrderKind::Subscription => {
            let plan = subscriptions::plan(connection, id, currency).await?;
            let state = SubscriptionState::with_hint(plan, hint);
            (ExpectedAmount::Judged(currency), Some(state))
        }
    };
    let mut events = Vec::new();
    for payment in rows::payments(connection, id).await? {
        events.push(payment.subscription_event()?);
    }
    if state.is_some() {
        events.extend(subscriptions::notices(connection, id).await?);
    }
    let unclear = unclear::events(connection, id).await?;
    let decisions = resolutions::decisions(connection, id).await?;
    events.extend(unclear.into_iter().chain(decisions).map(Into::into));
    let new = match state {
        Some(state) => state.into(),
        None => OrderState::Single(CheckoutState::with_hint(total, hint)),
    };
    Ok(Some(LockedCheckout {
        id: rows::checkout_id(id)?,
        path: row.path,
        misfit: rows::reason(row.misfit.as_deref())?,
        kind,
        amount,
        ordered: rows::from_json("ordered items", &row.ordered)?,
        state: new.after(&events),
        status: rows::status(&row.status)?,
        is_anew: false,
        reason_detail: row.reason_detail,
    }))
}
