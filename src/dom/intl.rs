//! Money, numbers, periods, days and plurals in the buyer's language, by the browser's
//! `Intl`. Amounts go in as exact decimal text, never as floats.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use leptos_paypal_core::form::{BillingPeriod, PeriodUnit};
use leptos_paypal_core::{Money, Weight, WeightUnit};
use wasm_bindgen::{JsCast, JsValue};

/// An amount as the buyer reads it: "$19.95", "19,95 €".
pub(crate) fn money(locale: &str, amount: Money) -> String {
    let code = amount.currency().code();
    let decimal = amount.text();
    let formatter = || {
        let decimals = amount.currency().decimals();
        number_format(
            locale,
            &[
                ("style", "currency".into()),
                ("currency", code.into()),
                ("minimumFractionDigits", decimals.into()),
                ("maximumFractionDigits", decimals.into()),
            ],
        )
    };
    let Some(text) = format(&[locale, code], formatter, &decimal) else {
        return plain_money(amount);
    };
    // From right to left, "US$" would come apart: it is kept together.
    if text.contains('\u{200f}') {
        format!("\u{2066}{text}\u{2069}")
    } else {
        text
    }
}

/// An amount without `Intl`, as a server writes it: "USD 19.95".
pub(crate) fn plain_money(amount: Money) -> String {
    format!("{}\u{a0}{}", amount.currency().code(), amount.text())
}

/// A count as the buyer reads it.
pub(crate) fn count(locale: &str, count: u32) -> String {
    let formatter = || number_format(locale, &[]);
    let text = count.to_string();
    format(&[locale, ""], formatter, &text).unwrap_or(text)
}

/// A weight as the buyer reads it: "0.45 lb", "1,2 kg".
pub(crate) fn weight(locale: &str, weight: Weight, unit: WeightUnit) -> String {
    let name = match unit {
        WeightUnit::Lbs => "pound",
        WeightUnit::Kgs => "kilogram",
    };
    let formatter = || number_format(locale, &[("style", "unit".into()), ("unit", name.into())]);
    format(&[locale, name], formatter, &weight.text()).unwrap_or_else(|| plain_weight(weight, unit))
}

/// A weight without `Intl`, as a server writes it: "0.45 lbs".
pub(crate) fn plain_weight(weight: Weight, unit: WeightUnit) -> String {
    format!("{}\u{a0}{}", weight.text(), unit.as_str())
}

/// A period as the buyer reads it: "14 days", "1 Monat".
pub(crate) fn period(locale: &str, period: BillingPeriod) -> String {
    let name = match period.unit() {
        PeriodUnit::Day => "day",
        PeriodUnit::Week => "week",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
    };
    let formatter = || {
        number_format(
            locale,
            &[
                ("style", "unit".into()),
                ("unit", name.into()),
                ("unitDisplay", "long".into()),
            ],
        )
    };
    let length = period.length().to_string();
    format(&[locale, name], formatter, &length).unwrap_or_else(|| period.to_string())
}

/// A day such as `2027-05-01` as the buyer reads it: "May 1, 2027".
pub(crate) fn date(locale: &str, day: &str) -> String {
    let options = Object::new();
    let formatted = || {
        // The day is the same everywhere.
        for (name, value) in [("dateStyle", "long"), ("timeZone", "UTC")] {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        let format = bound_format("DateTimeFormat", locale, &options)?;
        let date = js_sys::Date::new(&day.into());
        format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
    };
    formatted().unwrap_or_else(|| day.to_owned())
}

/// The plural category of a count: `one`, `few`, `other`, ….
pub(crate) fn plural(locale: &str, count: u32) -> Option<String> {
    let rules = construct("PluralRules", locale, &Object::new())?;
    let select: Function = Reflect::get(&rules, &"select".into())
        .ok()?
        .dyn_into()
        .ok()?;
    select.call1(&rules, &count.into()).ok()?.as_string()
}

/// Formats `decimal` by the formatter of `key`, which is made once: making one
/// costs far more than using it.
fn format(
    key: &[&str; 2],
    make: impl FnOnce() -> Option<Function>,
    decimal: &str,
) -> Option<String> {
    thread_local! {
        static FORMATTERS: RefCell<Vec<([String; 2], Option<Function>)>> = const { RefCell::new(Vec::new()) };
    }
    let formatter = FORMATTERS.with_borrow_mut(|known| {
        if let Some((_, formatter)) = known.iter().find(|(made, _)| made == key) {
            return formatter.clone();
        }
        let formatter = make();
        known.push((key.map(str::to_owned), formatter.clone()));
        formatter
    })?;
    let text = formatter.call1(&JsValue::UNDEFINED, &decimal.into());
    text.ok()?.as_string()
}

/// `format` of a new `Intl.NumberFormat`, to which it is bound.
fn number_format(locale: &str, options: &[(&str, JsValue)]) -> Option<Function> {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), value).ok()?;
    }
    bound_format("NumberFormat", locale, &object)
}

/// `format` of a new formatter of `Intl`, to which it is bound.
fn bound_format(class: &str, locale: &str, options: &Object) -> Option<Function> {
    let formatter = construct(class, locale, options)?;
    Reflect::get(&formatter, &"format".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// A new `Intl` object; `None` for a locale that is none, which throws.
fn construct(class: &str, locale: &str, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&locale.into(), options)).ok()
}
