//! Sums of orders with shipping and tax of the profile, whatever rates and carts.

use crate::harness::{Harness, text, upload};
use crate::selling_rules::settings;
use leptos_paypal_core::{Currency, Money};
use paypal_sandbox::Config;
use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, TestRunner};
use reqwest::Method;
use serde_json::json;
use tokio::runtime::Runtime;

/// The parts that are shown add up to what is paid.
#[test]
fn the_sum_of_what_is_shown_is_what_is_paid() {
    let runtime = Runtime::new().unwrap();
    const CURRENCIES: [Currency; 2] = [Currency::USD, Currency::JPY];
    let most = CURRENCIES.map(|currency| {
        let most = Money::from_minor(99_999_999_999, currency).unwrap();
        (currency, most.to_string())
    });
    let sandbox = runtime.block_on(Harness::with(Config {
        maximum: most.into(),
        ..Config::default()
    }));
    let money = |currency: Currency, minor: i64| Money::from_minor(minor, currency).unwrap();
    let line = (
        1..200_000_i64,
        1..9_u32,
        prop::option::of(0..900_i64),
        prop::option::of(0..900_i64),
    );
    let cases = (
        prop::sample::select(&CURRENCIES[..]),
        prop::collection::vec(line, 1..4),
        0..3_usize,
        (1..100_000_u32, 1..100_000_u32, any::<bool>()),
        prop::option::of(0..500_i64),
    );
    let mut runner = TestRunner::new(Cases {
        failure_persistence: None,
        ..Cases::with_cases(150)
    });
    runner
        .run(&cases, |(currency, lines, basis, (percent, tax, on_shipping), discount)| {
            let rate = |thousandths: u32| format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            let basis = ["amount", "quantity", "weight"][basis];
            let rules = json!({
                "shipping": {"domestic": {"basis": basis, "currency": currency.code(), "tiers": [
                    {"from": "0", "charge": money(currency, 499).to_string()},
                    {"from": "3", "percent": rate(percent)},
                ]}},
                "sales_tax": [{"country": "US", "rate": rate(tax), "on_shipping": on_shipping}],
            });
            let mut fields = vec![("currency_code".to_owned(), currency.code().to_owned())];
            for (index, (price, quantity, shipping, tax)) in lines.iter().enumerate() {
                let mut add = |name: &str, value: String| {
                    fields.push((format!("{name}_{}", index + 1), value));
                };
                add("item_name", "Thing".to_owned());
                add("amount", money(currency, *price).to_string());
                add("quantity", quantity.to_string());
                add("weight", "0.75".to_owned());
                if let Some(shipping) = shipping {
                    add("shipping", money(currency, *shipping).to_string());
                }
                if let Some(tax) = tax {
                    add("tax", money(currency, *tax).to_string());
                }
            }
            let goods: i64 = lines.iter().map(|line| line.0 * i64::from(line.1)).sum();
            if let Some(discount) = discount.filter(|discount| *discount < goods) {
                fields.push(("discount_amount_cart".to_owned(), money(currency, discount).to_string()));
            }
            let borrowed: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let form = upload(&borrowed);
            runtime.block_on(async {
                settings(&sandbox, "merchant@example.com", rules).await;
                let token = sandbox.open(&form).await;
                let funds = json!({"currency": currency.code(), "amount": money(currency, 99_999_999).to_string()});
                sandbox.control(Method::POST, "accounts/buyer@example.com/funds", Some(funds)).await;
                sandbox.approve(&token).await;
                let checkout = sandbox.checkout(&token).await;
                let part = |name: &str| Money::parse(text(&checkout[name]), currency).unwrap().minor();
                let sum = part("items_total") - part("discount")
                    + part("shipping") + part("handling") + part("tax");
                assert_eq!(sum, part("total"), "{form:?}: {checkout}");
                assert_eq!(sandbox.payment_of(&token).await["gross"], checkout["total"]);
                // The reckoning of the tax once more, in whole numbers.
                let own = lines.iter().filter(|line| line.3.is_none());
                let taxed: i64 = own.clone().map(|line| line.0 * i64::from(line.1)).sum();
                let shipping: i64 = own.map(|line| line.2.unwrap_or(0)).sum();
                let discount = part("discount");
                let profile = |name: &str| {
                    let amount = &checkout["profile_charges"][name];
                    amount.as_str().map_or(0, |amount| Money::parse(amount, currency).unwrap().minor())
                };
                let base = taxed - (discount * taxed * 2 + goods) / (goods * 2)
                    + if on_shipping { shipping + profile("shipping") } else { 0 };
                let expected = if taxed == 0 { 0 } else { (base * i64::from(tax) * 2 + 100_000) / 200_000 };
                assert_eq!(profile("tax"), expected, "{form:?}: {checkout}");
            });
            Ok(())
        })
        .unwrap();
}
