//! Amounts in the JSON of both versions.

use leptos_paypal_core::Money;
use serde_json::{Map, Value, json};

/// `{"currency_code", "value"}`.
pub(crate) fn v2(money: Money) -> Value {
    json!({"currency_code": money.currency().code(), "value": money.to_string()})
}

/// `{"currency", "total"}`.
pub(crate) fn v1(money: Money) -> Value {
    json!({"currency": money.currency().code(), "total": money.to_string()})
}

/// `{"currency", "value"}`, as fees are written in v1.
pub(crate) fn v1_value(money: Money) -> Value {
    json!({"currency": money.currency().code(), "value": money.to_string()})
}

/// Text of a JSON string, or of a number from a client that is not strict.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A member that is there and not `null`.
pub(crate) fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).filter(|found| !found.is_null())
}

/// Copies the texts of `names` that are there.
pub(crate) fn copy_texts(from: &Value, names: &[&str], into: &mut Map<String, Value>) {
    for name in names {
        if let Some(found) = member(from, name).and_then(text) {
            into.insert((*name).to_owned(), Value::String(found));
        }
    }
}
