//! Catalogue of the shop, and carts that buyers make of it.

use fastrand::Rng;
use serde_json::{Value, json};

pub const CURRENCIES: [&str; 3] = ["USD", "EUR", "JPY"];

pub const CATALOGUE: &str = r#"{
    "currencies": ["USD", "EUR", "JPY"],
    "pricing": {
        "USD": {"shipping": {"first": {"value": "4.90", "currency": "USD"}}, "tax": {"rate": "8.25"}},
        "JPY": {"shipping": {"first": {"value": "1500", "currency": "JPY"}}}
    },
    "products": [
        {"sku": "MUG", "name": "Mug \"O'Neill\" <b>& 茶 🍵", "prices": {"USD": "18.00", "EUR": "17.00", "JPY": "2600"},
         "options": [{"name": "Size", "choices": [{"value": "Small"},
            {"value": "Large", "prices": {"USD": "24.00", "EUR": "22.00", "JPY": "3400"}}]}]},
        {"sku": "TEA", "name": "Zoë's tea", "prices": {"USD": "9.99", "EUR": "9.50", "JPY": "1200"}},
        {"sku": "PIN", "name": "Pin", "prices": {"USD": "0.85", "EUR": "0.80", "JPY": "90"}}
    ]
}"#;

/// One to three articles in one of the currencies.
pub fn cart(rng: &mut Rng, key: &str) -> Value {
    let size = if rng.bool() { "Large" } else { "Small" };
    let mut lines = vec![json!({
        "sku": "MUG", "quantity": rng.u32(1..4), "options": [{"name": "Size", "value": size}],
    })];
    for sku in ["TEA", "PIN"] {
        if rng.bool() {
            lines.push(json!({"sku": sku, "quantity": rng.u32(1..6)}));
        }
    }
    json!({
        "idempotency_key": key,
        "currency": CURRENCIES[rng.usize(..CURRENCIES.len())],
        "lines": lines,
    })
}

/// A small amount in a currency.
pub const fn small(currency: &str) -> &'static str {
    match currency.as_bytes() {
        b"JPY" => "100",
        _ => "1.00",
    }
}
