//! Subscriptions and donations of a catalogue file.

use std::collections::BTreeMap;

use leptos_paypal_core::form::{
    BillingPeriod, Modify, Payee, PaymentVariables, Recurrence, SingleItem, Subscription,
    SubscriptionPlan, SubscriptionTerm,
};
use leptos_paypal_core::{Currency, Sku};
use serde::Deserialize;

use super::{content, price, repeated, rule};
use crate::catalogue::{
    CatalogueProblem, DonationAmount, DonationLimits, DonationOffer, SubscriptionOffer,
};

type Prices = BTreeMap<Currency, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubscriptionEntry {
    id: Sku,
    name: String,
    trial: Option<TermEntry>,
    second_trial: Option<TermEntry>,
    regular: TermEntry,
    /// Number of regular payments; until cancelled when not given.
    recurrences: Option<u8>,
    /// PayPal tries a failed payment twice more.
    reattempt: Option<bool>,
    /// PayPal's `modify`.
    modify: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermEntry {
    prices: Prices,
    /// Length and unit, such as `1 M`.
    period: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DonationEntry {
    id: Sku,
    purpose: String,
    #[serde(default)]
    fixed: Prices,
    #[serde(default)]
    suggested: Prices,
    #[serde(default)]
    least: Prices,
    #[serde(default)]
    most: Prices,
}

/// Ids are there once, in whatever currency.
pub(super) fn check_ids(
    subscriptions: &[SubscriptionEntry],
    donations: &[DonationEntry],
) -> Result<(), CatalogueProblem> {
    let ids: Vec<_> = subscriptions.iter().map(|entry| &entry.id).collect();
    if let Some(twice) = repeated(&ids) {
        return Err(content("subscriptions", format!("{twice} is there twice")));
    }
    let ids: Vec<_> = donations.iter().map(|entry| &entry.id).collect();
    match repeated(&ids) {
        Some(twice) => Err(content("donations", format!("{twice} is there twice"))),
        None => Ok(()),
    }
}

/// A payment that no buyer makes, to prove a form with.
fn payment(currency: Currency) -> Result<PaymentVariables, CatalogueProblem> {
    let business: Payee = "shop@example.com".parse().map_err(rule("the proof"))?;
    Ok(PaymentVariables::new(business, currency))
}

impl SubscriptionEntry {
    /// The subscription in one currency, proved by its form.
    pub(super) fn offer(
        &self,
        index: usize,
        currency: Currency,
        currencies: &[Currency],
    ) -> Result<SubscriptionOffer, CatalogueProblem> {
        let place = format!("subscriptions[{index}] {:?}", self.id.as_str());
        let term = |name: &str, entry: &TermEntry| {
            let place = format!("{place}, {name}");
            Ok::<_, CatalogueProblem>(SubscriptionTerm {
                amount: price(&entry.prices, currency, currencies, &place)?,
                period: BillingPeriod::parse("period", &entry.period).map_err(rule(&place))?,
            })
        };
        let mut plan = SubscriptionPlan::new(term("regular", &self.regular)?);
        let trial = self.trial.as_ref().map(|entry| term("trial", entry));
        let second = self.second_trial.as_ref();
        let second = second.map(|entry| term("second_trial", entry));
        plan.trial = trial.transpose()?;
        plan.second_trial = second.transpose()?;
        plan.item_name = Some(self.name.clone());
        plan.item_number = Some(self.id.as_str().to_owned());
        plan.recurrence = Recurrence::of(self.recurrences);
        plan.reattempt = self.reattempt;
        plan.modify = match self.modify {
            None => None,
            Some(0) => Some(Modify::NewOnly),
            Some(1) => Some(Modify::NewOrChange),
            Some(_) => Some(Modify::ChangeOnly),
        };
        let payment = payment(currency)?;
        let form = Subscription {
            payment,
            plan: plan.clone(),
        };
        form.fields()
            .map_err(rule(&format!("{place} in {currency}")))?;
        Ok(SubscriptionOffer {
            id: self.id.clone(),
            name: self.name.clone(),
            plan,
        })
    }
}

impl DonationEntry {
    /// The donation in one currency, proved by its form.
    pub(super) fn offer(
        &self,
        index: usize,
        currency: Currency,
        currencies: &[Currency],
    ) -> Result<DonationOffer, CatalogueProblem> {
        let place = format!("donations[{index}] {:?}", self.id.as_str());
        let amount = |name: &str, prices: &Prices| {
            if prices.is_empty() {
                return Ok(None);
            }
            price(prices, currency, currencies, &format!("{place}, {name}")).map(Some)
        };
        let limits = DonationLimits {
            least: amount("least", &self.least)?,
            most: amount("most", &self.most)?,
        };
        let amount = match (
            amount("fixed", &self.fixed)?,
            amount("suggested", &self.suggested)?,
        ) {
            (Some(_), Some(_)) => {
                return Err(content(&place, "take either \"fixed\" or \"suggested\""));
            }
            (Some(fixed), None) => DonationAmount::Fixed(fixed),
            (None, Some(suggested)) => DonationAmount::Suggested(suggested),
            (None, None) => DonationAmount::Open,
        };
        if let (Some(least), Some(most)) = (limits.least, limits.most)
            && least > most
        {
            return Err(content(&place, "\"least\" is more than \"most\""));
        }
        let proved = match amount {
            DonationAmount::Fixed(amount) | DonationAmount::Suggested(amount) => Some(amount),
            DonationAmount::Open => None,
        };
        let allowed = limits.expected(currency);
        if let Some(amount) = proved
            && !allowed.fits(amount)
        {
            let problem = format!("{amount} is not within its limits: {allowed}");
            return Err(content(&place, problem));
        }
        let mut form = SingleItem::donation(payment(currency)?, Some(self.purpose.clone()), proved);
        form.item_number = Some(self.id.as_str().to_owned());
        form.fields()
            .map_err(rule(&format!("{place} in {currency}")))?;
        Ok(DonationOffer {
            id: self.id.clone(),
            purpose: self.purpose.clone(),
            amount,
            limits,
        })
    }
}
