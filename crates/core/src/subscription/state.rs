//! Facts about a subscription.

use std::collections::{BTreeMap, BTreeSet};

use super::{SubscriptionEvent, SubscriptionId, SubscriptionNotice};
use crate::form::SubscriptionPlan;
use crate::{CheckoutState, CheckoutStatus, TxnId, transition};

/// Notices about one subscription at PayPal. A form that is posted twice makes
/// two subscriptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) signed_up_at: Option<i64>,
    changes: BTreeSet<String>,
    /// Failures by name, each with the time from which on a payment makes it
    /// good.
    pub(super) failures: BTreeMap<String, i64>,
    pub(super) cancelled_at: Option<i64>,
    pub(super) ended_at: Option<i64>,
}

/// Subscription and time of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PaidFor {
    pub(super) subscription: Option<SubscriptionId>,
    pub(super) at: i64,
}

/// State of one subscription: every fact that its status depends on.
///
/// - Money, refunds and decisions count as in a [`CheckoutState`].
/// - Each payment takes a period of the plan, in the order of PayPal's dates:
///   first trial, second trial, regular. An amount that is not due is
///   `amount_mismatch`; one more than the plan has, `too_many_payments`.
/// - A failed payment is made good by a later one.
/// - A cancelled subscription still takes the payments that were under way.
/// - A second subscription of the same checkout is `subscribed_twice` until one
///   of the two is over and its money has gone back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionState {
    pub(super) plan: SubscriptionPlan,
    pub(super) money: CheckoutState,
    pub(super) paid_for: BTreeMap<TxnId, PaidFor>,
    pub(super) agreements: BTreeMap<SubscriptionId, Agreement>,
}

impl SubscriptionState {
    /// A subscription whose form was just made.
    #[must_use]
    pub const fn new(plan: SubscriptionPlan) -> Self {
        Self::with_hint(plan, CheckoutStatus::Created)
    }

    /// A subscription whose last hint left its checkout at `hint`. Its other
    /// events have to be applied again, in any order.
    #[must_use]
    pub const fn with_hint(plan: SubscriptionPlan, hint: CheckoutStatus) -> Self {
        Self {
            money: CheckoutState::with_hint(plan.regular.amount, hint),
            plan,
            paid_for: BTreeMap::new(),
            agreements: BTreeMap::new(),
        }
    }

    /// The plan that was offered.
    #[must_use]
    pub const fn plan(&self) -> &SubscriptionPlan {
        &self.plan
    }

    /// Facts about its money. The status of this state is that of a single
    /// order; [`SubscriptionState::judge`] has the subscription's.
    #[must_use]
    pub const fn money(&self) -> &CheckoutState {
        &self.money
    }

    /// The subscriptions that PayPal has told of, as the shop's.
    pub fn agreements(&self) -> impl Iterator<Item = &SubscriptionId> {
        self.agreements.keys()
    }

    /// The state after `event`. Every event is taken in every state, and one
    /// that is repeated changes nothing.
    #[must_use]
    pub fn after(&self, event: &SubscriptionEvent) -> Self {
        let mut next = self.clone();
        next.hear(event);
        next
    }

    fn hear(&mut self, event: &SubscriptionEvent) {
        if let Some(event) = event.checkout_event() {
            self.money = transition(&self.money, &event).state;
        }
        match event {
            SubscriptionEvent::Checkout(_) => {}
            SubscriptionEvent::Payment {
                subscription,
                txn_id,
                at,
                ..
            } => {
                let heard = PaidFor {
                    subscription: subscription.clone(),
                    at: *at,
                };
                match self.paid_for.get_mut(txn_id) {
                    Some(known) => {
                        known.at = known.at.min(heard.at);
                        // Of two names the smaller, so that their order leaves no trace.
                        known.subscription = match (known.subscription.take(), heard.subscription) {
                            (Some(known), Some(heard)) => Some(known.min(heard)),
                            (known, heard) => known.or(heard),
                        };
                    }
                    None => drop(self.paid_for.insert(txn_id.clone(), heard)),
                }
            }
            SubscriptionEvent::Notice {
                subscription,
                notice,
            } => {
                let agreement = self.agreements.entry(subscription.clone());
                agreement.or_default().hear(notice);
            }
        }
    }
}

impl Agreement {
    fn hear(&mut self, notice: &SubscriptionNotice) {
        match notice {
            SubscriptionNotice::SignedUp { at } => earliest(&mut self.signed_up_at, *at),
            SubscriptionNotice::Modified { name, .. } => {
                self.changes.insert(name.clone());
            }
            SubscriptionNotice::PaymentFailed { name, at } => {
                let since = self.failures.entry(name.clone()).or_insert(*at);
                *since = (*since).min(*at);
            }
            SubscriptionNotice::Cancelled { at } => earliest(&mut self.cancelled_at, *at),
            SubscriptionNotice::Ended { at } => earliest(&mut self.ended_at, *at),
        }
    }
}

/// Of several times that are told for one thing the first counts.
fn earliest(known: &mut Option<i64>, at: i64) {
    *known = Some(known.map_or(at, |known| known.min(at)));
}
