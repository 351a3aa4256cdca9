//! Variables of a subscription: `a3`, `p3`, `t3`, those of trials, `src`, `srt`
//! and the like.

use leptos_paypal_core::form::{
    BillingPeriod, PeriodUnit, Recurrence, SubscriptionPlan, SubscriptionTerm,
};
use leptos_paypal_core::{Currency, Money};

use super::item::MAX_NAME;
use super::options;
use super::reader::Reader;
use super::refusal::{Refusal, RefusalKind};
use crate::store::checkout_details::{Asks, BuyerInput};
use crate::store::order::Line;

/// Subscription of a form, and its first payment as a line.
pub(super) struct SubscriptionForm {
    pub(super) plan: SubscriptionPlan,
    pub(super) line: Line,
    pub(super) asks: Asks,
}

/// Reads a subscription.
pub(super) fn read(
    reader: &mut Reader<'_>,
    currency: Currency,
    input: &BuyerInput,
) -> Result<SubscriptionForm, Refusal> {
    let asks = Asks {
        name: !reader.has_filled("item_name"),
        ..Asks::default()
    };
    let name = match &input.item_name {
        Some(typed) if asks.name => typed.chars().take(MAX_NAME).collect(),
        _ => reader.text("item_name", MAX_NAME).unwrap_or_default(),
    };
    let number = reader.text("item_number", MAX_NAME).unwrap_or_default();
    let Some(regular) = term(reader, 3, currency)? else {
        let detail = "a3 is missing: send the regular price with p3 and t3";
        return Err(Refusal::new(RefusalKind::TermMissing, "a3", detail));
    };
    if !regular.amount.is_positive() {
        let detail = "a3 is zero: only a trial can be free";
        return Err(Refusal::new(RefusalKind::TotalZero, "a3", detail));
    }
    let trial = term(reader, 1, currency)?;
    let second_trial = term(reader, 2, currency)?;
    if trial.is_none() && second_trial.is_some() {
        let detail = "a2 came without a1: the first trial is a1";
        return Err(Refusal::new(RefusalKind::SecondTrial, "a2", detail));
    }
    let mut plan = SubscriptionPlan::new(regular);
    plan.item_name = Some(name.clone());
    plan.trial = trial;
    plan.second_trial = second_trial;
    plan.recurrence = recurrence(reader)?;
    plan.reattempt = Some(reader.word("sra", &[("1", true), ("0", false)], true));
    plan.usr_manage = reader.word("usr_manage", &[("0", false), ("1", true)], false);
    check_modify(reader)?;
    let (first, zero) = (plan.first_amount(), Money::zero(currency));
    let line = Line {
        name,
        description: String::new(),
        number,
        quantity: 1,
        unit_price: first,
        options: options::read(reader, None),
        goods: first,
        discount: zero,
        shipping: zero,
        handling: zero,
        tax: zero,
    };
    Ok(SubscriptionForm { plan, line, asks })
}

/// Reads `a`, `p` and `t` of a number; none where there is no price.
fn term(
    reader: &mut Reader<'_>,
    number: u8,
    currency: Currency,
) -> Result<Option<SubscriptionTerm>, Refusal> {
    let [a, p, t] = ["a", "p", "t"].map(|letter| format!("{letter}{number}"));
    let Some(amount) = reader.price(&a, currency)? else {
        for variable in [&p, &t] {
            if reader.has_filled(variable) {
                reader.ignore(variable, format!("there is no {a} with it"));
            }
        }
        return Ok(None);
    };
    let missing = |variable: &str| {
        let detail = format!("{a} came without {variable}: send price, length and unit");
        Refusal::new(RefusalKind::TermMissing, variable, detail)
    };
    let length = reader.filled(&p).ok_or_else(|| missing(&p))?;
    let unit = reader.filled(&t).ok_or_else(|| missing(&t))?;
    let invalid = |variable: &str, value: &str, detail: String| {
        Refusal::new(RefusalKind::PeriodInvalid, variable, detail).with_value(value)
    };
    let known = PeriodUnit::ALL
        .into_iter()
        .find(|known| known.as_str() == unit);
    let Some(known) = known else {
        let detail = format!("{t} is {unit:?}: use D, W, M or Y");
        return Err(invalid(&t, unit, detail));
    };
    let digits = length.bytes().all(|byte| byte.is_ascii_digit());
    let count = length.parse().ok().filter(|_| digits).unwrap_or(u8::MAX);
    match BillingPeriod::new(&p, count, known) {
        Ok(period) => Ok(Some(SubscriptionTerm { amount, period })),
        Err(_) => {
            let (least, most) = known.lengths().into_inner();
            let detail = format!("{p} is {length:?}: with {unit} it is {least} to {most}");
            Err(invalid(&p, length, detail))
        }
    }
}

fn recurrence(reader: &mut Reader<'_>) -> Result<Recurrence, Refusal> {
    if !reader.word("src", &[("0", false), ("1", true)], false) {
        reader.ignore("srt", "payments recur only with src=1");
        return Ok(Recurrence::Once);
    }
    let Some(text) = reader.filled("srt") else {
        return Ok(Recurrence::UntilCancelled);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let times = text.parse().ok().filter(|_| digits);
    let known = Recurrence::MIN_TIMES..=Recurrence::MAX_TIMES;
    match times.filter(|times| known.contains(times)) {
        Some(times) => Ok(Recurrence::Times(times)),
        None => {
            let detail = format!("srt is {text:?}: use 2 to 52, or leave it out");
            Err(Refusal::new(RefusalKind::TimesInvalid, "srt", detail).with_value(text))
        }
    }
}

/// A form that was to change a subscription would begin another one.
fn check_modify(reader: &mut Reader<'_>) -> Result<(), Refusal> {
    match reader.filled("modify") {
        None | Some("0") => Ok(()),
        Some(value) => {
            let detail =
                format!("modify is {value:?}: forms have changed no subscription since March 2019");
            Err(Refusal::new(RefusalKind::Modify, "modify", detail).with_value(value))
        }
    }
}
