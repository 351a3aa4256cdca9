//! A cart, on its way to PayPal.

use leptos_paypal_api::v1::NewPayment;
use leptos_paypal_api::v2::NewOrder;
use leptos_paypal_api::{Client, Purchase};
use serde_json::json;

use crate::fixtures::{CANCEL_URL, RETURN_URL, cart, checkout};
use crate::requests::{line, sent};
use crate::server::request_id;

#[tokio::test]
async fn a_cart_becomes_a_payment_and_an_order() {
    let (cart, totals) = cart();
    let checkout = checkout();
    let payee = "merchant@example.com".to_owned().try_into().unwrap();
    let mut purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);
    purchase.payee = Some(&payee);
    purchase.locale = Some("de-DE");
    let payment = NewPayment::of(&purchase).unwrap();
    let id = request_id();
    let seen = sent(async |client: Client| client.payments_v1().create(&payment, &id).await).await;
    assert_eq!(line(&seen).0, "POST /v1/payments/payment");
    let body = seen.json();
    assert_eq!(body["intent"], "sale");
    assert_eq!(body["payer"], json!({"payment_method": "paypal"}));
    assert_eq!(body["application_context"]["locale"], "de_DE");
    let transaction = &body["transactions"][0];
    assert_eq!(
        transaction["amount"],
        json!({
            "currency": "USD",
            "total": "50.27",
            "details": {
                "subtotal": "45.99",
                "tax": "3.38",
                "shipping": "4.90",
                "handling_fee": "1.00",
                "shipping_discount": "-5.00",
            },
        })
    );
    assert_eq!(
        transaction["item_list"]["items"][0],
        json!({
            "name": "Mug",
            "description": "Size: Large",
            "sku": "MUG",
            "quantity": "2",
            "price": "18.00",
            "currency": "USD",
        })
    );
    assert_eq!(transaction["custom"], checkout.as_str());
    assert_eq!(transaction["invoice_number"], checkout.as_str());
    assert_eq!(
        transaction["payee"],
        json!({"email": "merchant@example.com"})
    );

    let order = NewOrder::of(&purchase).unwrap();
    let seen = sent(async |client: Client| client.orders_v2().create(&order, &id).await).await;
    assert_eq!(
        line(&seen),
        ("POST /v2/checkout/orders".to_owned(), true, true)
    );
    let body = seen.json();
    let usd = |value: &str| json!({"currency_code": "USD", "value": value});
    let unit = &body["purchase_units"][0];
    assert_eq!(
        unit["amount"],
        json!({
            "currency_code": "USD",
            "value": "50.27",
            "breakdown": {
                "item_total": usd("45.99"),
                "shipping": usd("4.90"),
                "handling": usd("1.00"),
                "tax_total": usd("3.38"),
                "discount": usd("5.00"),
            },
        })
    );
    assert_eq!(unit["items"][1]["name"].as_str().unwrap().len(), 127);
    assert_eq!(unit["custom_id"], checkout.as_str());
    assert_eq!(
        unit["payee"],
        json!({"email_address": "merchant@example.com"})
    );
    let context = &body["payment_source"]["paypal"]["experience_context"];
    assert_eq!(context["return_url"], RETURN_URL);
    assert_eq!(context["user_action"], "PAY_NOW");
    assert_eq!(context["locale"], "de-DE");
}
