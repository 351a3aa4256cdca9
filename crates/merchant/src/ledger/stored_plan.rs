//! Plan of a subscription, as it is stored.

use leptos_paypal_core::Currency;
use leptos_paypal_core::form::{BillingPeriod, Recurrence, SubscriptionPlan, SubscriptionTerm};
use serde::{Deserialize, Serialize};

use super::{LedgerError, rows};

/// Plan as it is stored; its amounts are minor units of the checkout's currency.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredPlan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trial: Option<StoredTerm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second_trial: Option<StoredTerm>,
    regular: StoredTerm,
    /// Number of regular payments; none without an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recurrences: Option<u8>,
}

#[derive(Serialize, Deserialize)]
struct StoredTerm {
    amount: i64,
    period: String,
}

impl From<SubscriptionTerm> for StoredTerm {
    fn from(term: SubscriptionTerm) -> Self {
        Self {
            amount: term.amount.minor(),
            period: term.period.to_string(),
        }
    }
}

impl StoredTerm {
    fn read(&self, currency: Currency) -> Result<SubscriptionTerm, LedgerError> {
        let period: Result<BillingPeriod, _> = self.period.parse();
        Ok(SubscriptionTerm {
            amount: rows::money(self.amount, currency)?,
            period: period.map_err(|_| LedgerError::Unreadable {
                what: "a period",
                value: self.period.clone(),
            })?,
        })
    }
}

impl StoredPlan {
    pub(super) fn of(plan: &SubscriptionPlan) -> Self {
        Self {
            trial: plan.trial.map(StoredTerm::from),
            second_trial: plan.second_trial.map(StoredTerm::from),
            regular: plan.regular.into(),
            recurrences: plan.recurrence.times(),
        }
    }

    pub(super) fn read(&self, currency: Currency) -> Result<SubscriptionPlan, LedgerError> {
        let term = |term: &Option<StoredTerm>| {
            let term = term.as_ref().map(|term| term.read(currency));
            term.transpose()
        };
        let mut plan = SubscriptionPlan::new(self.regular.read(currency)?);
        plan.trial = term(&self.trial)?;
        plan.second_trial = term(&self.second_trial)?;
        plan.recurrence = Recurrence::of(self.recurrences);
        Ok(plan)
    }
}
