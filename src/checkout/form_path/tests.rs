//! Every variable of PayPal's tables leaves with a form, or the component has
//! decided it.

use std::sync::Arc;

use leptos_paypal_core::form::example::{PAGE, unsettled};
use leptos_paypal_core::form::{AbsoluteUrl, PayPalPage};
use leptos_paypal_core::{
    Cart, CartAction, CartItem, ChosenOption, Currency, Environment, PricingRules, Totals,
    WeightUnit,
};
use serde_json::{Value, json};

use super::*;

/// Variables that no configuration sets, with the reason.
const DECIDED: &[(&str, &str)] = &[
    ("hosted_button_id", "of <HostedButton>"),
    ("add", "of <AddToPayPalCart>"),
    ("display", "of <ViewPayPalCart>"),
    ("shopping_url", "as add; refused for other forms"),
    ("option_index", "the price of a choice is the amount"),
    ("option_select", "as option_index"),
    ("option_amount", "as option_index"),
    (
        "tax_rate",
        "sent as an amount, so that nothing is left to round",
    ),
    ("discount_rate", "as tax_rate"),
    ("discount_rate2", "as tax_rate"),
    ("discount_rate_cart", "as tax_rate"),
];

fn usd(value: &str) -> Value {
    json!({"value": value, "currency": "USD"})
}

fn config(pricing: &Value, page: &[(&str, &str)]) -> CheckoutConfig {
    let url = |name, path| {
        let url = format!("https://shop.example/{path}");
        Some(AbsoluteUrl::parse(name, &url).unwrap())
    };
    let mut config = CheckoutConfig::new(Environment::Live, Currency::USD);
    config.business = Some("shop@example.com".parse().unwrap());
    config.return_url = url("return", "thanks");
    config.cancel_url = url("cancel_return", "cart");
    config.notify_url = url("notify_url", "ipn");
    config.weight_unit = WeightUnit::Kgs;
    config.paypal_page = PayPalPage::from_variables(page.iter().copied()).unwrap();
    config.pricing = serde_json::from_value::<PricingRules>(pricing.clone()).unwrap();
    config
}

fn article() -> CartItem {
    let mut item: CartItem = serde_json::from_value(json!({
        "sku": "MUG", "name": "Mug", "price": usd("18.00"), "weight": "0.45",
        "shipping": {"first": usd("2.00"), "further": usd("1.00")},
        "handling": usd("0.50"), "tax": usd("1.10"),
        "discount": {"amounts": {"first": usd("2.00"), "further": usd("1.00"), "num": 2}},
    }))
    .unwrap();
    item.options = (0..10)
        .map(|number| ChosenOption {
            name: format!("Option {number}"),
            value: "Yes".to_owned(),
        })
        .collect();
    item
}

fn form(config: &CheckoutConfig, single: bool) -> Result<Vec<(String, String)>, CoreError> {
    let cart = Cart::new(Currency::USD).reduce(CartAction::Add {
        item: Arc::new(article()),
        quantity: 3,
    })?;
    let total = Totals::of(&cart, &config.pricing)?.total;
    let order = Order::of(single, cart, total);
    let payment = config.payment_variables(&config.paypal_page, Currency::USD, "co_1")?;
    fields(&order, config, payment)
}

#[test]
fn every_variable_leaves_with_a_form_or_is_decided() {
    let none = json!({"currency": "USD"});
    let all = json!({
        "currency": "USD", "shipping": {"first": usd("4.90")}, "handling": usd("1.00"),
        "discount": {"amount": usd("3.00")}, "tax": {"rate": "8.25"}, "weight": "2.50",
    });
    let buy_now = [PAGE, &[("undefined_quantity", "1")]].concat();
    let forms = [
        form(&config(&all, PAGE), false),
        form(&config(&none, PAGE), false),
        form(&config(&none, &buy_now), true),
    ];
    let forms = forms.map(Result::unwrap).concat();
    let names = forms.iter().map(|field| field.0.as_str());
    assert_eq!(unsettled(names, DECIDED), Vec::<&str>::new());
}

#[test]
fn a_setting_that_does_not_suit_a_form_is_named() {
    let none = json!({"currency": "USD"});
    for (name, value, single) in [
        ("undefined_quantity", "1", false),
        ("shopping_url", "https://shop.example/", false),
        ("shopping_url", "https://shop.example/", true),
    ] {
        let error = form(&config(&none, &[(name, value)]), single).unwrap_err();
        assert_eq!(error.variable(), Some(name));
        assert_eq!(error.code(), "variable_not_for_command");
    }
}
