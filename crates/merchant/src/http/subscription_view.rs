//! Subscription and donation as clients see them.

use jiff::Timestamp;
use jiff::civil::Date;
use leptos_paypal_core::form::{SubscriptionPlan, SubscriptionTerm};
use leptos_paypal_core::{Money, SubscriptionStatus};
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::{DonationAmount, DonationOffer, SubscriptionOffer};
use crate::ledger::{StoredDonation, SubscriptionSummary};

/// Plan of a subscription.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SubscriptionPlan)]
pub(super) struct PlanView {
    #[schema(required)]
    trial: Option<TermView>,
    #[schema(required)]
    second_trial: Option<TermView>,
    regular: TermView,
    /// Number of regular payments; null when it goes on until somebody cancels.
    #[schema(required)]
    recurrences: Option<u8>,
}

/// Price, and the time that it pays for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SubscriptionTerm)]
struct TermView {
    /// Decimal in the currency around it.
    amount: String,
    /// Length and unit: `14 D`, `2 W`, `1 M`, `1 Y`.
    period: String,
}

impl From<SubscriptionTerm> for TermView {
    fn from(term: SubscriptionTerm) -> Self {
        Self {
            amount: term.amount.to_string(),
            period: term.period.to_string(),
        }
    }
}

impl From<&SubscriptionPlan> for PlanView {
    fn from(plan: &SubscriptionPlan) -> Self {
        Self {
            trial: plan.trial.map(TermView::from),
            second_trial: plan.second_trial.map(TermView::from),
            regular: plan.regular.into(),
            recurrences: plan.recurrence.times(),
        }
    }
}

/// Subscription of a checkout.
#[derive(Serialize, ToSchema)]
#[schema(as = Subscription)]
pub(super) struct SubscriptionView {
    /// Its id in the catalogue.
    id: String,
    name: String,
    status: SubscriptionStatus,
    plan: PlanView,
    /// PayPal's id of it.
    #[schema(required)]
    subscr_id: Option<String>,
    #[schema(required)]
    started_at: Option<Timestamp>,
    /// Number of payments whose money is there.
    payments: u32,
    /// Amount of these payments, without what went back of them.
    paid: String,
    /// Payment that is expected next.
    #[schema(required)]
    next_payment: Option<NextPaymentView>,
    /// The day after the last period that is paid for, or that is free.
    #[schema(required)]
    paid_until: Option<Date>,
}

/// Payment that is expected.
#[derive(Serialize, ToSchema)]
#[schema(as = NextPayment)]
struct NextPaymentView {
    /// Day on which it is due; it can be one off.
    due: Date,
    amount: String,
}

impl From<SubscriptionSummary> for SubscriptionView {
    fn from(subscription: SubscriptionSummary) -> Self {
        let started_at = subscription.started_at;
        Self {
            id: subscription.offer.into(),
            name: subscription.name,
            status: subscription.status,
            plan: (&subscription.plan).into(),
            subscr_id: subscription.subscr_id,
            started_at: started_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
            payments: subscription.payments,
            paid: subscription.paid.to_string(),
            next_payment: subscription.next.map(|next| NextPaymentView {
                due: next.due,
                amount: next.amount.to_string(),
            }),
            paid_until: subscription.paid_until,
        }
    }
}

/// Donation of a checkout.
#[derive(Serialize, ToSchema)]
#[schema(as = Donation)]
pub(super) struct DonationView {
    /// Its id in the catalogue.
    id: String,
    purpose: String,
    /// Amount of the donation; null while the donor has yet to type it at PayPal.
    #[schema(required)]
    amount: Option<String>,
}

impl DonationView {
    /// With the amount that was asked for, or that was paid.
    pub(super) fn new(donation: StoredDonation, asked: Money, paid: Option<Money>) -> Self {
        let asked = (!donation.is_open).then_some(asked);
        Self {
            id: donation.id.into(),
            purpose: donation.purpose,
            amount: asked.or(paid).map(|amount| amount.to_string()),
        }
    }
}

/// Subscription of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = SubscriptionOffer)]
pub(super) struct SubscriptionOfferView {
    id: String,
    name: String,
    #[serde(flatten)]
    plan: PlanView,
}

impl From<&SubscriptionOffer> for SubscriptionOfferView {
    fn from(offer: &SubscriptionOffer) -> Self {
        Self {
            id: offer.id.to_string(),
            name: offer.name.clone(),
            plan: (&offer.plan).into(),
        }
    }
}

/// Donation of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = DonationOffer)]
pub(super) struct DonationOfferView {
    id: String,
    purpose: String,
    /// The one amount that can be given.
    #[schema(required)]
    fixed: Option<String>,
    /// Amount that is suggested.
    #[schema(required)]
    suggested: Option<String>,
    /// Smallest amount.
    #[schema(required)]
    least: Option<String>,
    /// Largest amount.
    #[schema(required)]
    most: Option<String>,
}

impl From<&DonationOffer> for DonationOfferView {
    fn from(offer: &DonationOffer) -> Self {
        let (fixed, suggested) = match offer.amount {
            DonationAmount::Fixed(amount) => (Some(amount), None),
            DonationAmount::Suggested(amount) => (None, Some(amount)),
            DonationAmount::Open => (None, None),
        };
        let told = |amount: Option<Money>| amount.map(|amount| amount.to_string());
        Self {
            id: offer.id.to_string(),
            purpose: offer.purpose.clone(),
            fixed: told(fixed),
            suggested: told(suggested),
            least: told(offer.limits.least),
            most: told(offer.limits.most),
        }
    }
}
