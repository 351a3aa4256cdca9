//! Subscription or donation of the server's catalogue, read at the click.

use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{Currency, Money};

use crate::attempt::{Attempt, Attempts};
use crate::dom::random;
use crate::phase::CheckoutFailure;

/// Subscription or donation of the server's catalogue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OfferOrder {
    /// Id in the catalogue.
    pub(crate) id: String,
    pub(crate) kind: OfferOrderKind,
    pub(crate) currency: Currency,
    /// The first payment that the buyer has seen, or agreed to since; `None`
    /// where the page has shown none.
    pub(crate) total: Option<Money>,
}

/// Subject of an offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OfferOrderKind {
    /// With the terms that the buyer has seen, or agreed to since.
    Subscription(Option<SubscriptionPlan>),
    /// With the amount that the donor has chosen.
    Donation(Option<Money>),
}

impl OfferOrder {
    /// A subscription on the terms that the buyer has seen.
    pub(crate) fn subscription(
        id: String,
        shown: Option<SubscriptionPlan>,
        currency: Currency,
    ) -> Self {
        let total = shown.as_ref().map(SubscriptionPlan::first_amount);
        Self {
            id,
            currency: total.map_or(currency, Money::currency),
            total,
            kind: OfferOrderKind::Subscription(shown),
        }
    }

    /// A donation of the amount that the donor has chosen, or else of the
    /// `fixed` one that the donor has seen.
    pub(crate) fn donation(
        id: String,
        chosen: Option<Money>,
        fixed: Option<Money>,
        currency: Currency,
    ) -> Self {
        let total = chosen.or(fixed);
        Self {
            id,
            currency: total.map_or(currency, Money::currency),
            total,
            kind: OfferOrderKind::Donation(chosen),
        }
    }

    /// Returns whether the donor types the amount at PayPal, as far as the page
    /// knows.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.kind, OfferOrderKind::Donation(_)) && self.total.is_none()
    }

    /// With what the buyer agrees to by pressing once more.
    pub(crate) fn agreed(mut self, failure: Option<&CheckoutFailure>) -> Self {
        let Some(failure) = failure else { return self };
        if let Some(total) = failure.new_total {
            self.total = Some(total);
        }
        if let OfferOrderKind::Subscription(shown) = &mut self.kind
            && let Some(plan) = &failure.new_plan
        {
            self.total = Some(plan.first_amount());
            *shown = Some(SubscriptionPlan::clone(plan));
        }
        self
    }

    /// Content by which this order is told from others.
    fn content(&self) -> String {
        let Self { id, kind, .. } = self;
        let subject = match kind {
            OfferOrderKind::Subscription(plan) => {
                let terms = plan.as_ref().map(|plan| {
                    let terms = [plan.trial, plan.second_trial, Some(plan.regular)];
                    let terms = terms.into_iter().flatten();
                    let texts = terms.map(|term| format!("{} {}", term.amount, term.period));
                    let times = plan
                        .recurrence
                        .times()
                        .map_or_else(String::new, |times| format!(" {times}"));
                    texts.collect::<Vec<_>>().join(", ") + &times
                });
                format!("subscription {}", terms.unwrap_or_default())
            }
            OfferOrderKind::Donation(_) => "donation".to_owned(),
        };
        format!("{id} {subject}")
    }

    /// The attempt to pay for this order: the one there is already among `attempts`, so that a
    /// retry is the same checkout, or a new one. `None` where the browser has
    /// no randomness for a key.
    pub(crate) fn attempt(&self, attempts: &Attempts) -> Option<Attempt> {
        let key = random::checkout_id()?;
        let wanted = Attempt::of_form(key, self.currency, self.total, self.content());
        Some(attempts.same(wanted))
    }
}
