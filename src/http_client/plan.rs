//! Terms of a subscription as the merchant server writes them.

use leptos_paypal_core::form::{Recurrence, SubscriptionPlan, SubscriptionTerm};
use leptos_paypal_core::{Currency, Money};
use serde::{Deserialize, Serialize};

/// Terms of a subscription, in a currency that is told beside them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlanBody {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) trial: Option<TermBody>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) second_trial: Option<TermBody>,
    pub(crate) regular: TermBody,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recurrences: Option<u8>,
}

/// Price, and the time that it pays for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TermBody {
    amount: String,
    period: String,
}

impl TermBody {
    fn term(&self, currency: Currency) -> Option<SubscriptionTerm> {
        Some(SubscriptionTerm {
            amount: Money::parse(&self.amount, currency).ok()?,
            period: self.period.parse().ok()?,
        })
    }
}

impl PlanBody {
    /// The terms; `None` where an amount or a period cannot be read.
    pub(crate) fn plan(&self, currency: Currency) -> Option<SubscriptionPlan> {
        let mut plan = SubscriptionPlan::new(self.regular.term(currency)?);
        if let Some(trial) = &self.trial {
            plan.trial = Some(trial.term(currency)?);
        }
        if let Some(trial) = &self.second_trial {
            plan.second_trial = Some(trial.term(currency)?);
        }
        plan.recurrence = Recurrence::of(self.recurrences);
        Some(plan)
    }
}

impl From<SubscriptionTerm> for TermBody {
    fn from(term: SubscriptionTerm) -> Self {
        Self {
            amount: term.amount.text(),
            period: term.period.to_string(),
        }
    }
}

impl From<&SubscriptionPlan> for PlanBody {
    fn from(plan: &SubscriptionPlan) -> Self {
        Self {
            trial: plan.trial.map(TermBody::from),
            second_trial: plan.second_trial.map(TermBody::from),
            regular: plan.regular.into(),
            recurrences: plan.recurrence.times(),
        }
    }
}
