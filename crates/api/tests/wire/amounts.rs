//! The parts always sum to the total, in both generations.

use std::sync::Arc;

use leptos_paypal_api::v1::NewPayment;
use leptos_paypal_api::v2::NewOrder;
use leptos_paypal_api::{Purchase, PurchaseProblem};
use leptos_paypal_core::{
    Cart, CartAction, CartDiscount, CartItem, Currency, LineDiscount, Money, PricingRules, Rate,
    ShippingRule, TaxRule, Totals,
};
use proptest::prelude::*;
use serde_json::Value;

use crate::fixtures::{CANCEL_URL, RETURN_URL, checkout};

fn minor(currency: Currency, minor: i64) -> Money {
    Money::from_minor(minor, currency).unwrap()
}

/// A cart of lines of price, quantity and discount, priced by rules.
fn priced(
    currency: Currency,
    lines: &[(i64, u32, u32)],
    shipping: i64,
    handling: i64,
    rates: (u32, u32),
) -> (Cart, Totals) {
    let mut cart = Cart::new(currency);
    for (index, (price, quantity, discount)) in lines.iter().enumerate() {
        let sku = index.to_string().parse().unwrap();
        let mut item = CartItem::new(sku, format!("Article {index}"), minor(currency, *price));
        item.discount = Rate::from_thousandths(*discount)
            .ok()
            .map(LineDiscount::Rate);
        let action = CartAction::Add {
            item: Arc::new(item),
            quantity: *quantity,
        };
        cart = cart.reduce(action).unwrap();
    }
    let mut rules = PricingRules::none(currency);
    rules.shipping = Some(ShippingRule {
        first: minor(currency, shipping),
        further: None,
        free_from: None,
    });
    rules.handling = Some(minor(currency, handling));
    rules.discount = Rate::from_thousandths(rates.0).ok().map(CartDiscount::Rate);
    rules.tax = Rate::from_thousandths(rates.1).ok().map(|rate| TaxRule {
        rate,
        on_shipping: true,
    });
    let totals = Totals::of(&cart, &rules).unwrap();
    (cart, totals)
}

/// Reads a decimal with exactly the currency's decimals, in minor units.
fn read(text: &Value, currency: Currency) -> i64 {
    let text = text.as_str().unwrap();
    let (_, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert_eq!(fraction.len(), usize::from(currency.decimals()), "{text}");
    text.replace('.', "").parse().unwrap()
}

proptest! {
    #[test]
    fn what_is_sent_adds_up(
        currency in proptest::sample::select(Currency::ALL),
        lines in proptest::collection::vec((1..500_000_i64, 1..20_u32, 0..99_000_u32), 1..6),
        shipping in 0..10_000_i64,
        handling in 0..1_000_i64,
        discount in 0..99_000_u32,
        tax in 0..30_000_u32,
    ) {
        let (cart, totals) = priced(currency, &lines, shipping, handling, (discount, tax));
        let checkout = checkout();
        let purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);

        let order = serde_json::to_value(NewOrder::of(&purchase).unwrap()).unwrap();
        let unit = &order["purchase_units"][0];
        let goods: i64 = unit["items"].as_array().unwrap().iter().map(|item| {
            let quantity: i64 = item["quantity"].as_str().unwrap().parse().unwrap();
            read(&item["unit_amount"]["value"], currency) * quantity
        }).sum();
        let mut sum = 0;
        for (name, part) in unit["amount"]["breakdown"].as_object().unwrap() {
            prop_assert_eq!(&part["currency_code"], currency.code());
            let amount = read(&part["value"], currency);
            prop_assert!(amount >= 0);
            sum += if name.ends_with("discount") { -amount } else { amount };
        }
        prop_assert_eq!(read(&unit["amount"]["breakdown"]["item_total"]["value"], currency), goods);
        prop_assert_eq!(read(&unit["amount"]["value"], currency), sum);
        prop_assert_eq!(sum, totals.total.minor());

        let payment = match NewPayment::of(&purchase) {
            Ok(payment) => serde_json::to_value(payment).unwrap(),
            Err(PurchaseProblem::TooLarge { amount, limit, .. }) => {
                prop_assert!(amount.to_string().len() > limit);
                return Ok(());
            }
            Err(problem) => panic!("{problem}"),
        };
        let transaction = &payment["transactions"][0];
        let goods: i64 = transaction["item_list"]["items"].as_array().unwrap().iter().map(|item| {
            assert_eq!(item["currency"], currency.code());
            let quantity: i64 = item["quantity"].as_str().unwrap().parse().unwrap();
            read(&item["price"], currency) * quantity
        }).sum();
        let details = transaction["amount"]["details"].as_object().unwrap();
        prop_assert_eq!(read(&details["subtotal"], currency), goods);
        // The discount is negative and added like everything else.
        let sum: i64 = details.values().map(|part| read(part, currency)).sum();
        prop_assert_eq!(read(&transaction["amount"]["total"], currency), sum);
        prop_assert_eq!(sum, totals.total.minor());
    }
}

fn problem(cart: &Cart, totals: &Totals) -> PurchaseProblem {
    let checkout = checkout();
    let purchase = Purchase::new(&checkout, cart, totals, RETURN_URL, CANCEL_URL);
    let v1 = NewPayment::of(&purchase).unwrap_err();
    assert_eq!(NewOrder::of(&purchase).unwrap_err(), v1);
    v1
}

#[test]
fn totals_of_something_else_are_refused() {
    let currency = Currency::EUR;
    let (cart, totals) = priced(currency, &[(1000, 2, 0)], 500, 0, (0, 0));
    let (other, _) = priced(currency, &[(1100, 2, 0)], 500, 0, (0, 0));
    let (longer, _) = priced(currency, &[(1000, 1, 0), (1000, 1, 0)], 500, 0, (0, 0));
    assert_eq!(problem(&other, &totals).code(), "totals_mismatch");
    assert_eq!(problem(&longer, &totals).code(), "totals_mismatch");
    let mut wrong = totals.clone();
    wrong.total = minor(currency, wrong.total.minor() - 1);
    assert_eq!(problem(&cart, &wrong).code(), "totals_mismatch");
    let mut negative = totals.clone();
    negative.shipping = minor(currency, -500);
    negative.total = minor(currency, 1500);
    assert_eq!(problem(&cart, &negative).code(), "amount_negative");
    let (dollars, _) = priced(Currency::USD, &[(1000, 2, 0)], 500, 0, (0, 0));
    assert_eq!(problem(&dollars, &totals).code(), "totals_mismatch");
}

#[test]
fn nothing_is_not_paid() {
    let (cart, totals) = priced(Currency::EUR, &[(0, 1, 0)], 0, 0, (0, 0));
    assert_eq!(problem(&cart, &totals).code(), "nothing_to_pay");
    let (empty, totals) = priced(Currency::EUR, &[], 0, 0, (0, 0));
    assert_eq!(problem(&empty, &totals).code(), "nothing_to_pay");
}

#[test]
fn payments_v1_take_ten_characters() {
    let checkout = checkout();
    for (price, fits) in [(999_999_999, true), (1_000_000_000, false)] {
        let (cart, totals) = priced(Currency::EUR, &[(price, 1, 0)], 0, 0, (0, 0));
        let purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);
        assert_eq!(NewPayment::of(&purchase).is_ok(), fits, "{price}");
        assert!(NewOrder::of(&purchase).is_ok());
    }
}
