//! Properties of donations and subscriptions.

use leptos_paypal::core::form::{
    BillingPeriod, FormOption, Recurrence, SubscriptionPlan, SubscriptionTerm,
};
use leptos_paypal::core::{ChosenOption, CoreError, Currency, Money, Sku};
use leptos_paypal::{CheckoutError, DonationAmount};
use wasm_bindgen::JsValue;

use crate::error::ElementsError;
use crate::member::{number_text, read, value};

/// A donation, as a page describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Donation {
    /// Id in the server's catalogue.
    pub(super) offer: Option<String>,
    pub(super) name: Option<String>,
    pub(super) number: Option<String>,
    pub(super) amount: DonationAmount,
}

/// A subscription, as a page describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subscription {
    /// Id in the server's catalogue.
    pub(super) offer: Option<String>,
    /// Terms that the page says itself.
    pub(super) plan: Option<SubscriptionPlan>,
}

/// Reads a donation. `price` fixes its amount, `suggested` proposes one.
///
/// # Errors
/// An error that names the property that cannot be used.
pub(super) fn donation(given: JsValue) -> Result<Donation, ElementsError> {
    let amount = match (money(&given, "price")?, money(&given, "suggested")?) {
        (_, Some(suggested)) => DonationAmount::Suggested(suggested),
        (Some(fixed), None) => DonationAmount::Fixed(fixed),
        (None, None) => DonationAmount::Open,
    };
    Ok(Donation {
        offer: offer(&given)?,
        name: text(&given, "name")?,
        number: text(&given, "sku")?,
        amount,
    })
}

/// Reads a subscription: an offer of the server's, or a plan.
///
/// # Errors
/// An error that names the property that is missing or cannot be used.
pub(super) fn subscription(given: JsValue) -> Result<Subscription, ElementsError> {
    let offer = offer(&given)?;
    let has_plan = offer.is_none() || value(&given, "price")?.is_some();
    Ok(Subscription {
        plan: has_plan.then(|| plan(&given)).transpose()?,
        offer,
    })
}

/// Id of an offer: of the letters of an article number.
fn offer(given: &JsValue) -> Result<Option<String>, ElementsError> {
    let Some(id) = text(given, "offer")? else {
        return Ok(None);
    };
    match id.parse::<Sku>() {
        Ok(_) => Ok(Some(id)),
        Err(error) => Err(rule("offer", id)(error)),
    }
}

/// Reads the plan of a subscription.
fn plan(given: &JsValue) -> Result<SubscriptionPlan, ElementsError> {
    let amount = money(given, "price")?.ok_or(CheckoutError::OptionMissing {
        option: "price",
        hint: "set it to a decimal number such as 18.00",
    })?;
    let period = period(given, "every")?.unwrap_or(BillingPeriod::MONTH);
    let mut plan = SubscriptionPlan::new(SubscriptionTerm { amount, period });
    plan.item_name = text(given, "name")?;
    plan.item_number = text(given, "sku")?;
    plan.trial = trial(given, "trial", "trialPrice")?;
    plan.second_trial = trial(given, "secondTrial", "secondTrialPrice")?;
    if let Some(times) = text(given, "times")? {
        let parsed = times.trim().parse().ok();
        let times = parsed.ok_or_else(|| {
            let message = format!("times is \"{times}\": use a whole number from 2 to 52");
            ElementsError::new("variable_out_of_range", message).about("times", &times.into())
        })?;
        plan.recurrence = Recurrence::Times(times);
    }
    if let Some(options) = value(given, "options")? {
        let chosen: Vec<ChosenOption> = read("options", options)?;
        let options = chosen.into_iter().map(|option| FormOption {
            name: option.name,
            value: Some(option.value),
        });
        plan.options = options.collect();
    }
    Ok(plan)
}

/// A trial; one without a price is free.
fn trial(
    given: &JsValue,
    length: &'static str,
    price: &'static str,
) -> Result<Option<SubscriptionTerm>, ElementsError> {
    let amount = money(given, price)?;
    let Some(period) = period(given, length)? else {
        return match amount {
            None => Ok(None),
            Some(_) => Err(CheckoutError::OptionMissing {
                option: length,
                hint: "set it to the length of the trial, such as 7 D",
            }
            .into()),
        };
    };
    let amount = amount.map_or_else(|| Ok(Money::zero(currency(given)?)), Ok::<_, ElementsError>);
    Ok(Some(SubscriptionTerm {
        amount: amount?,
        period,
    }))
}

fn period(given: &JsValue, name: &'static str) -> Result<Option<BillingPeriod>, ElementsError> {
    let parse = |text: String| BillingPeriod::parse(name, &text).map_err(rule(name, text));
    text(given, name)?.map(parse).transpose()
}

fn money(given: &JsValue, name: &'static str) -> Result<Option<Money>, ElementsError> {
    let Some(text) = text(given, name)? else {
        return Ok(None);
    };
    let amount = Money::parse(&text, currency(given)?);
    amount.map(Some).map_err(rule(name, text))
}

fn currency(given: &JsValue) -> Result<Currency, ElementsError> {
    let name = "currency";
    let text = text(given, name)?.unwrap_or_default();
    text.parse().map_err(rule(name, text))
}

fn rule(name: &'static str, text: String) -> impl FnOnce(CoreError) -> ElementsError {
    move |error| ElementsError::rule(name, &error).about(name, &text.into())
}

/// A text, or a number as text.
fn text(given: &JsValue, name: &'static str) -> Result<Option<String>, ElementsError> {
    let Some(found) = value(given, name)? else {
        return Ok(None);
    };
    match number_text(&found) {
        Some(number) => Ok(Some(number)),
        None => read(name, found).map(Some),
    }
}
