//! Catalogue of the merchant server.

use leptos_paypal_core::{Currency, Money, PricingRules, Product, WeightUnit};
use serde::Deserialize;

use crate::http_client::{PlanBody, TermBody};
use crate::offers::{DonationAmount, DonationOffer, Offers, SubscriptionOffer};

/// The catalogue in one currency.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Catalogue {
    pub(crate) currency: Currency,
    pub(crate) pricing: PricingRules,
    pub(crate) products: Vec<Product>,
    #[serde(default)]
    subscriptions: Vec<SubscriptionBody>,
    #[serde(default)]
    donations: Vec<DonationBody>,
    /// Unit of the articles' weights; PayPal's default where a server of
    /// another shape does not tell it.
    #[serde(default)]
    pub(crate) weight_unit: WeightUnit,
}

#[derive(Clone, Debug, Deserialize)]
struct SubscriptionBody {
    id: String,
    name: String,
    #[serde(default)]
    trial: Option<TermBody>,
    #[serde(default)]
    second_trial: Option<TermBody>,
    regular: TermBody,
    #[serde(default)]
    recurrences: Option<u8>,
}

#[derive(Clone, Debug, Deserialize)]
struct DonationBody {
    id: String,
    purpose: String,
    #[serde(default)]
    fixed: Option<String>,
    #[serde(default)]
    suggested: Option<String>,
    #[serde(default)]
    least: Option<String>,
    #[serde(default)]
    most: Option<String>,
}

impl Catalogue {
    /// Subscriptions and donations. One that cannot be read is left out.
    pub(crate) fn take_offers(&mut self) -> Offers {
        let currency = self.currency;
        let subscriptions = std::mem::take(&mut self.subscriptions).into_iter();
        let donations = std::mem::take(&mut self.donations).into_iter();
        Offers {
            subscriptions: subscriptions
                .filter_map(|body| body.offer(currency))
                .collect(),
            donations: donations.filter_map(|body| body.offer(currency)).collect(),
        }
    }
}

impl SubscriptionBody {
    fn offer(self, currency: Currency) -> Option<SubscriptionOffer> {
        let plan = PlanBody {
            trial: self.trial,
            second_trial: self.second_trial,
            regular: self.regular,
            recurrences: self.recurrences,
        };
        Some(SubscriptionOffer {
            id: self.id,
            name: self.name,
            plan: plan.plan(currency)?,
        })
    }
}

impl DonationBody {
    fn offer(self, currency: Currency) -> Option<DonationOffer> {
        let money = |text: Option<String>| match text {
            Some(text) => Money::parse(&text, currency).ok().map(Some),
            None => Some(None),
        };
        Some(DonationOffer {
            id: self.id,
            purpose: self.purpose,
            amount: match (money(self.fixed)?, money(self.suggested)?) {
                (Some(fixed), _) => DonationAmount::Fixed(fixed),
                (None, Some(suggested)) => DonationAmount::Suggested(suggested),
                (None, None) => DonationAmount::Open,
            },
            least: money(self.least)?,
            most: money(self.most)?,
        })
    }
}
