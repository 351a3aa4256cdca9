//! The forms that the component builds come to the same total here, computed
//! by code that shares nothing with it but decimal numbers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

use harness::{Harness, text};
use leptos_paypal_core::form::example::{Numbers, cart, every_form};
use leptos_paypal_core::form::{ItemCommand, PaymentVariables, SingleItem};
use leptos_paypal_core::{CartUpload, Currency, FormTotals, Money, Rate, Totals};
use paypal_sandbox::Config;
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};
use serde_json::{Value, json};

fn generous() -> Config {
    let limit = |currency: &Currency| (*currency, "1000000000".to_owned());
    Config {
        maximum: Currency::ALL.iter().map(limit).collect(),
        ..Config::default()
    }
}

fn assert_same(checkout: &Value, totals: &FormTotals) {
    let pairs = [
        ("items_total", totals.items),
        ("discount", totals.discount),
        ("shipping", totals.shipping),
        ("handling", totals.handling),
        ("tax", totals.tax),
        ("total", totals.total),
    ];
    for (name, money) in pairs {
        assert_eq!(
            text(&checkout[name]),
            money.to_string(),
            "{name} of {checkout}"
        );
    }
    assert_eq!(checkout["currency"], totals.currency.code());
    assert_eq!(
        checkout["ignored"],
        json!([]),
        "nothing that is sent is lost"
    );
}

#[tokio::test]
async fn forms_with_every_variable_are_taken_and_nothing_is_dropped() {
    let sandbox = Harness::start().await;
    for (name, form) in every_form().unwrap() {
        let fields = form.fields().unwrap();
        let is_hosted = fields
            .iter()
            .any(|(name, _)| name == "add" || name == "display");
        if is_hosted {
            let response = sandbox.post_form(&fields).await;
            assert!(
                harness::location(&response).contains("/cart?merchant="),
                "{name}"
            );
            continue;
        }
        let token = sandbox.open(&fields).await;
        let checkout = sandbox.checkout(&token).await;
        assert_same(&checkout, &form.totals().unwrap().unwrap());
        let ordered = form.ordered_items();
        let lines = checkout["lines"].as_array().unwrap();
        assert_eq!(lines.len(), ordered.len(), "{name}");
        for (line, item) in lines.iter().zip(ordered) {
            assert_eq!(line["quantity"], item.quantity);
            assert_eq!(
                line["options"].as_array().unwrap().len(),
                item.options.len()
            );
        }
        assert_eq!(checkout["invoice"], "INV-2026-0001");
    }
}

#[test]
fn random_carts_cost_the_same_in_every_currency() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Harness::with(generous()));
    let strategy = (
        proptest::sample::select(Currency::ALL),
        proptest::sample::select(vec![9_u32, 1_000, 90_000]),
        proptest::collection::vec(any::<u32>(), 60..160),
    );
    TestRunner::new(Runs::with_cases(300))
        .run(&strategy, |(currency, top, numbers)| {
            let (cart, rules) = cart(currency, top, &mut Numbers::new(&numbers)).unwrap();
            let business = "merchant@example.com".parse().unwrap();
            let payment = PaymentVariables::new(business, currency);
            // Carts that come to nothing cannot be paid at all.
            let form = CartUpload::from_cart(&cart, &rules, payment, "Shipping");
            prop_assume!(form.is_ok());
            let form = form.unwrap();
            let fields = form.fields();
            prop_assume!(fields.is_ok());
            let shown = Totals::of(&cart, &rules).unwrap().total;
            runtime.block_on(async {
                let token = sandbox.open(&fields.unwrap()).await;
                let checkout = sandbox.checkout(&token).await;
                assert_same(&checkout, &form.totals().unwrap());
                assert_eq!(text(&checkout["total"]), shown.to_string());
            });
            Ok(())
        })
        .unwrap();
}

#[test]
fn random_single_items_cost_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Harness::with(generous()));
    let rate = || proptest::option::of(1_u32..100_000);
    let minor = |top: i64| proptest::option::of(0..top);
    let strategy = (
        (
            proptest::sample::select(Currency::ALL),
            1_i64..50_000,
            1_u32..9,
        ),
        (minor(900), minor(400), minor(500), minor(500)),
        (rate(), rate(), rate(), proptest::option::of(0_u32..6)),
        (minor(900), minor(900)),
    );
    TestRunner::new(Runs::with_cases(300))
        .run(
            &strategy,
            |((currency, unit, quantity), flat, rates, amounts)| {
                let money = |minor: Option<i64>| {
                    minor.map(|minor| Money::from_minor(minor, currency).unwrap())
                };
                let rate =
                    |rate: Option<u32>| rate.map(|rate| Rate::from_thousandths(rate).unwrap());
                let business = "merchant@example.com".parse().unwrap();
                let mut form = SingleItem::new(
                    ItemCommand::BuyNow,
                    PaymentVariables::new(business, currency),
                );
                form.item_name = Some("Mug".to_owned());
                form.amount = money(Some(unit));
                form.quantity = quantity;
                (form.shipping, form.shipping2, form.handling, form.tax) =
                    (money(flat.0), money(flat.1), money(flat.2), money(flat.3));
                if form.tax.is_none() {
                    form.tax_rate = rate(rates.0);
                }
                if rates.1.is_some() {
                    form.discount_rate = rate(rates.1);
                    form.discount_rate2 = rate(rates.2);
                } else if let Some(first) = amounts.0 {
                    form.discount_amount = money(Some(first % unit));
                    form.discount_amount2 = money(amounts.1.map(|next| next % unit));
                }
                if form.discount_rate2.is_some() || form.discount_amount2.is_some() {
                    form.discount_num = rates.3;
                }
                let fields = form.fields();
                prop_assume!(fields.is_ok());
                runtime.block_on(async {
                    let token = sandbox.open(&fields.unwrap()).await;
                    assert_same(&sandbox.checkout(&token).await, &form.totals().unwrap());
                });
                Ok(())
            },
        )
        .unwrap();
}
