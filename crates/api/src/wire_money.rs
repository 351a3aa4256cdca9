//! Money in PayPal's answers.

use leptos_paypal_core::Money;
use leptos_paypal_core::paypal::amount;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads either generation's amount: `currency_code`/`value` (v2),
/// `currency`/`total` or `currency`/`value` (v1).
///
/// Nothing when there is none, or one that is not money: a currency that
/// nobody knows, too many decimals, a JSON number. Whoever needs an amount
/// then sees that there is none.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    Value::deserialize(deserializer).map(|value| of(&value))
}

pub(crate) fn of(value: &Value) -> Option<Money> {
    let text = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| value.get(name))
            .and_then(Value::as_str)
    };
    let currency = text(["currency_code", "currency"])?;
    amount(text(["value", "total"])?, currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos_paypal_core::Currency;
    use leptos_paypal_core::paypal::wire_money::V2;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_is_not_money_is_nothing() {
        for value in [
            json!(null),
            json!("19.95"),
            json!({}),
            json!({"value": "1.00"}),
            json!({"currency": "USD"}),
            json!({"currency": "USD", "value": 1.5}),
            json!({"currency": "USD", "value": "1.005"}),
            json!({"currency": "USD", "value": "1,00"}),
            json!({"currency": "XXX", "value": "1.00"}),
            json!({"currency": "JPY", "value": "100.50"}),
            json!({"currency": "USD", "value": "99999999999999999999"}),
        ] {
            assert_eq!(of(&value), None, "{value}");
        }
        let yen = of(&json!({"currency": "JPY", "total": "1500.00"})).unwrap();
        assert_eq!(yen.minor(), 1500);
    }

    proptest! {
        #[test]
        fn both_generations_read_back(
            minor in -1_000_000_000_i64..1_000_000_000,
            currency in proptest::sample::select(Currency::ALL),
        ) {
            let money = Money::from_minor(minor, currency).unwrap();
            let v2 = serde_json::to_value(V2(money)).unwrap();
            prop_assert_eq!(of(&v2), Some(money));
            let v1 = json!({"currency": currency.code(), "total": money.to_string()});
            prop_assert_eq!(of(&v1), Some(money));
        }
    }
}
