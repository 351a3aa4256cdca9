//! Every variable of PayPal's tables can be set in the server's configuration,
//! or the server has decided it.

use std::sync::Arc;

use leptos_paypal_core::form::PayPalPage;
use leptos_paypal_core::form::example::{PAGE, unsettled};
use paypal_merchant::{Catalogue, Config};
use serde_json::{Value, json};

use crate::harness::{Shop, fresh_key};

const NOWHERE: &str = "http://127.0.0.1:9";

/// Variables that no form of the server has, with the reason.
const DECIDED: &[(&str, &str)] = &[
    ("hosted_button_id", "the form is made here, not at PayPal"),
    (
        "undefined_quantity",
        "of `paypal-merchant button buynow`; the server sells what was ordered",
    ),
    ("add", "of `paypal-merchant button addtocart`"),
    ("shopping_url", "of `paypal-merchant button addtocart`"),
    ("display", "of `paypal-merchant button viewcart`"),
    ("option_index", "the price of a choice is the amount"),
    ("option_select", "as option_index"),
    ("option_amount", "as option_index"),
    ("tax", "in tax_cart"),
    ("tax_rate", "in tax_cart"),
    (
        "discount_amount",
        "in discount_amount_cart, so that nothing is left to round",
    ),
    ("discount_amount2", "as discount_amount"),
    ("discount_rate", "as discount_amount"),
    ("discount_rate2", "as discount_amount"),
    ("discount_num", "as discount_amount"),
    ("discount_rate_cart", "as discount_amount"),
];

/// An article with all that it can have, and a cart with all that it can have
/// in dollars.
fn catalogue() -> Value {
    let euros = |value: &str| json!({"value": value, "currency": "EUR"});
    let dollars = |value: &str| json!({"value": value, "currency": "USD"});
    let options = (0..10)
        .map(|number| json!({"name": format!("Option {number}"), "choices": [{"value": "Yes"}]}));
    json!({
        "currencies": ["USD", "EUR"],
        "weight_unit": "kgs",
        "pricing": {"USD": {
            "shipping": {"first": dollars("4.90")}, "handling": dollars("1.00"),
            "discount": {"rate": "10"}, "tax": {"rate": "8.25"}, "weight": "2.50",
        }},
        "products": [{
            "sku": "MUG", "name": "Mug", "prices": {"USD": "18.00", "EUR": "17.00"},
            "weight": "0.45", "options": options.collect::<Vec<_>>(),
            "charges": {"EUR": {
                "shipping": {"first": euros("2.00"), "further": euros("1.00")},
                "handling": euros("0.50"), "tax": euros("1.10"),
                "discount": {"amounts": {"first": euros("2.00"), "further": euros("1.00"), "num": 2}},
            }},
        }],
    })
}

fn order(currency: &str) -> Value {
    let chosen = (0..10).map(|number| json!({"name": format!("Option {number}"), "value": "Yes"}));
    json!({
        "idempotency_key": fresh_key(), "path": "form", "currency": currency,
        "lines": [{"sku": "MUG", "quantity": 4, "options": chosen.collect::<Vec<_>>()}],
    })
}

#[tokio::test]
async fn every_variable_leaves_with_a_form_or_is_decided() {
    let change = |config: &mut Config| {
        config.catalogue = Catalogue::parse(&catalogue().to_string()).unwrap();
        config.paypal_page = PayPalPage::from_variables(PAGE.iter().copied()).unwrap();
    };
    let shop = Shop::changed(NOWHERE, None, Arc::new(change)).await;
    let mut posted = Vec::new();
    for currency in ["USD", "EUR"] {
        let created = shop.create(&order(currency)).await;
        let fields = created["fields"].as_array().unwrap().clone();
        if currency == "EUR" {
            // 2.00 of the first, 1.00 of each of two more.
            assert!(
                fields.contains(&json!(["discount_amount_cart", "4.00"])),
                "{fields:?}"
            );
        }
        posted.extend(fields);
    }
    let names = posted.iter().filter_map(|field| field[0].as_str());
    assert_eq!(unsettled(names, DECIDED), Vec::<&str>::new());
}
