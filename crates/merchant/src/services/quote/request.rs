//! Request for a checkout.

use leptos_paypal_core::form::{BillingPeriod, SubscriptionPlan, SubscriptionTerm};
use leptos_paypal_core::{ChosenOption, CoreError, Money, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::QuoteError;
use super::custom::is_custom;

/// Request for a checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckoutRequest {
    /// The client's name for this attempt, 8 to 128 visible ASCII characters.
    pub idempotency_key: String,
    /// Way to PayPal: `form` or `server`.
    #[serde(default = "form")]
    pub path: String,
    /// API that makes the payment of the server path; the shop's choice when
    /// not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// The language of PayPal's pages on the server path: `de-DE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// In which currency.
    pub currency: String,
    /// The total that the buyer was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<String>,
    /// Lines of the order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RequestLine>,
    /// A subscription, in place of lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<RequestSubscription>,
    /// A donation, in place of lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub donation: Option<RequestDonation>,
    /// The shop's own note, such as an order number, at most 226 characters. It
    /// stays with the checkout, and is not sent to PayPal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
}

/// One article of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestLine {
    /// The article number.
    pub sku: Sku,
    /// Number of units.
    pub quantity: u32,
    /// The buyer's choices.
    #[serde(default)]
    pub options: Vec<ChosenOption>,
}

/// Subscription of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestSubscription {
    /// Its id in the catalogue.
    pub id: Sku,
    /// Terms that the buyer was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_plan: Option<RequestPlan>,
}

/// Terms of a subscription, as the catalogue answers with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestPlan {
    /// The first trial.
    #[serde(default)]
    pub trial: Option<RequestTerm>,
    /// The second trial.
    #[serde(default)]
    pub second_trial: Option<RequestTerm>,
    /// The regular price and its period.
    pub regular: RequestTerm,
    /// Number of regular payments; without it, until somebody cancels.
    #[serde(default)]
    pub recurrences: Option<u8>,
}

/// Price, and the time that it pays for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestTerm {
    /// Decimal in the currency of the request.
    pub amount: String,
    /// Length and unit: `14 D`, `2 W`, `1 M`, `1 Y`.
    pub period: String,
}

impl RequestPlan {
    /// Returns whether these are the terms of a plan.
    ///
    /// # Errors
    /// The rule that an amount or a period breaks.
    pub(super) fn is_of(&self, plan: &SubscriptionPlan) -> Result<bool, CoreError> {
        let currency = plan.regular.amount.currency();
        let read = |term: &RequestTerm| {
            Ok::<_, CoreError>(SubscriptionTerm {
                amount: Money::parse(&term.amount, currency)?,
                period: BillingPeriod::parse("period", &term.period)?,
            })
        };
        let trial = self.trial.as_ref().map(read).transpose()?;
        let second_trial = self.second_trial.as_ref().map(read).transpose()?;
        Ok(trial == plan.trial
            && second_trial == plan.second_trial
            && read(&self.regular)? == plan.regular
            && self.recurrences == plan.recurrence.times())
    }
}

/// Donation of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestDonation {
    /// Its id in the catalogue.
    pub id: Sku,
    /// Amount that the donor gives. When not given: the fixed or suggested one,
    /// else the donor types it at PayPal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
}

fn form() -> String {
    "form".to_owned()
}

/// Returns whether a text can be an idempotency key.
pub(crate) fn is_key(key: &str) -> bool {
    (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Checks a request as far as nothing but the request is needed.
pub(crate) fn check(request: &CheckoutRequest) -> Result<(), QuoteError> {
    if !is_key(&request.idempotency_key) {
        return Err(QuoteError::IdempotencyKey);
    }
    if let Some(locale) = &request.locale {
        check_locale(locale)?;
    }
    if request
        .custom
        .as_deref()
        .is_some_and(|text| !is_custom(text))
    {
        return Err(QuoteError::Custom);
    }
    let has_offer = [request.subscription.is_some(), request.donation.is_some()];
    let offers = has_offer.iter().filter(|has_one| **has_one).count();
    match (request.lines.is_empty(), offers) {
        (true, 0) => Err(QuoteError::Empty),
        (false, 0) | (true, 1) => Ok(()),
        _ => Err(QuoteError::OrderAmbiguous),
    }
}

/// `de`, `de-DE`, `zh-Hant-TW`: what PayPal's schema takes.
fn check_locale(locale: &str) -> Result<(), QuoteError> {
    let mut parts = locale.split('-');
    let is = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let reads = parts
        .next()
        .is_some_and(|part| is(part, &[2]) && part.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| is(part, &[2, 3, 4]))
        && locale.len() <= 10;
    if reads {
        Ok(())
    } else {
        Err(QuoteError::Locale(locale.to_owned()))
    }
}
