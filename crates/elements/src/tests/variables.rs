//! Every variable of PayPal's tables leaves with a form that the options make, or
//! is decided.

use leptos_paypal_core::form::example::{PAGE, unsettled};

use super::*;

/// Variables that no option sets, with the reason.
const DECIDED: &[(&str, &str)] = &[
    ("hosted_button_id", "the attribute hosted-button-id"),
    ("add", "the label addtocart"),
    ("display", "the label viewcart"),
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

fn article() -> Value {
    let options = (0..10)
        .map(|number| json!({"name": format!("Option {number}"), "choices": [{"value": "Yes"}]}));
    json!({
        "sku": "MUG", "name": "Mug", "price": usd("18.00"), "weight": "0.45",
        "shipping": {"first": usd("2.00"), "further": usd("1.00")},
        "handling": usd("0.50"), "tax": usd("1.10"),
        "discount": {"amounts": {"first": usd("2.00"), "further": usd("1.00"), "num": 2}},
        "options": options.collect::<Vec<_>>(),
    })
}

/// Options with all that a page can say, the variables of `page` among them.
fn whole(pricing: Value, page: &[(&str, &str)]) -> Value {
    let mut options = options();
    let page = page
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)));
    options["paypalPage"] = Value::Object(page.collect());
    options["returnUrl"] = json!("https://shop.example/thanks");
    options["cancelUrl"] = json!("https://shop.example/cart");
    options["notifyUrl"] = json!("https://shop.example/ipn");
    options["weightUnit"] = json!("kgs");
    options["pricing"] = pricing;
    options
}

/// The fields of the form that `checkout` tells of.
async fn fields(options: &Value, single: bool) -> Vec<Value> {
    configure(js(options)).unwrap();
    // The variables of PayPal's pages are read in a part of the module.
    settle().await;
    cart_clear().unwrap();
    let host = host();
    let events = EventLog::on("checkout", true);
    let article = json!({"product": article(), "quantity": 3});
    if single {
        cart_checkout(host.clone(), js(&article)).unwrap();
    } else {
        cart_add(js(&article["product"]), JsValue::UNDEFINED, 3.into()).unwrap();
        cart_checkout(host.clone(), js(&json!({}))).unwrap();
    }
    settle().await;
    host.remove();
    serde_json::from_str(&events.last("fields")).unwrap()
}

#[wasm_bindgen_test]
async fn every_variable_leaves_with_a_form_or_is_decided() {
    let all = json!({
        "shipping": {"first": usd("4.90")}, "handling": usd("1.00"),
        "discount": {"amount": usd("3.00")}, "tax": {"rate": "8.25"}, "weight": "2.50",
    });
    let none = json!({});
    let buy_now = [PAGE, &[("undefined_quantity", "1")]].concat();
    let posted = [
        fields(&whole(all, PAGE), false).await,
        fields(&whole(none.clone(), PAGE), false).await,
        fields(&whole(none, &buy_now), true).await,
    ]
    .concat();
    let names = posted.iter().filter_map(|field| field["name"].as_str());
    assert_eq!(unsettled(names, DECIDED), Vec::<&str>::new());
}
