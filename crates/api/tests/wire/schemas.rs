//! Requests against PayPal's own OpenAPI descriptions, where they are at hand:
//! in the directory that `PAYPAL_OPENAPI` names, or in `../shared/openapi` seen
//! from the project's root. They are not part of this repository.

use std::path::PathBuf;

use leptos_paypal_api::v1::{self, NewPayment};
use leptos_paypal_api::v2::{self, ApplicationContext, NewOrder};
use leptos_paypal_api::{Client, Intent, Purchase};
use leptos_paypal_core::Currency;
use serde_json::Value;

use crate::fixtures::{CANCEL_URL, RETURN_URL, cart, checkout, money};
use crate::missing;
use crate::requests::sent;
use crate::server::request_id;

const OPENAPI: &str = "get it from paypal/paypal-rest-api-specifications, folder openapi, and set PAYPAL_OPENAPI to its directory";

/// The description of one API, or nothing where there is none.
fn description(file: &str) -> Option<Value> {
    let directory = std::env::var_os("PAYPAL_OPENAPI").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../shared/openapi"
            ))
        },
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(directory.join(file)) else {
        missing::skip(file, OPENAPI, std::env::var_os("PAYPAL_OPENAPI").is_some());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// A validator of what is posted to one path.
fn validator(mut api: Value, path: &str) -> jsonschema::Validator {
    let pointer = path.replace('~', "~0").replace('/', "~1");
    let schema = api
        .pointer(&format!(
            "/paths/{pointer}/post/requestBody/content/application~1json/schema"
        ))
        .unwrap_or_else(|| panic!("no request body at {path}"))
        .clone();
    // References lead from the root.
    let root = api.as_object_mut().unwrap();
    root.insert("allOf".to_owned(), Value::Array(vec![schema]));
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft4)
        .build(&api)
        .unwrap()
}

fn check(validator: &jsonschema::Validator, what: &str, body: &Value) {
    let problems: Vec<_> = validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{what}: {problems:?}\n{body:#}");
}

#[tokio::test]
async fn payments_v1_take_what_is_sent() {
    let Some(api) = description("payments_payment_v1.json") else {
        return;
    };
    let (cart, totals) = cart();
    let checkout = checkout();
    let mut purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);
    purchase.brand_name = Some("The Shop");
    purchase.locale = Some("de-DE");
    let id = request_id();
    let validator_of = |path| validator(api.clone(), path);
    let create = validator_of("/v1/payments/payment");
    for intent in [Intent::Capture, Intent::Authorize] {
        purchase.intent = intent;
        let mut payment = NewPayment::of(&purchase).unwrap();
        payment.transactions[0].payment_options = Some(v1::PaymentOptions::ImmediatePay);
        let seen =
            sent(async |client: Client| client.payments_v1().create(&payment, &id).await).await;
        check(&create, "create", &seen.json());
        let mut wrong = seen.json();
        wrong["intent"] = "steal".into();
        assert!(!create.is_valid(&wrong), "the schema is looked at");
    }
    let payment = "PAYID-1".parse().unwrap();
    let txn = "4RR959492F879224U".parse().unwrap();
    let five = money("5.00", Currency::USD);
    let seen =
        sent(async |client: Client| client.payments_v1().execute(&payment, "A", &id).await).await;
    check(
        &validator_of("/v1/payments/payment/{payment_id}/execute"),
        "execute",
        &seen.json(),
    );
    let refund = v1::RefundRequest::of(Some(five));
    let seen =
        sent(async |client: Client| client.payments_v1().refund_sale(&txn, &refund, &id).await)
            .await;
    check(
        &validator_of("/v1/payments/sale/{sale_id}/refund"),
        "refund",
        &seen.json(),
    );
    let capture = v1::CaptureRequest {
        amount: five.into(),
        is_final_capture: true,
    };
    let seen = sent(async |client: Client| {
        client
            .payments_v1()
            .capture_authorization(&txn, &capture, &id)
            .await
    })
    .await;
    check(
        &validator_of("/v1/payments/authorization/{authorization_id}/capture"),
        "capture",
        &seen.json(),
    );
    let seen =
        sent(async |client: Client| client.payments_v1().reauthorize(&txn, five, &id).await).await;
    check(
        &validator_of("/v1/payments/authorization/{authorization_id}/reauthorize"),
        "reauthorize",
        &seen.json(),
    );
}

#[tokio::test]
async fn orders_v2_take_what_is_sent() {
    let Some(api) = description("checkout_orders_v2.json") else {
        return;
    };
    let (cart, totals) = cart();
    let checkout = checkout();
    let payee = "ABCDEFGHJKLMN".to_owned().try_into().unwrap();
    let mut purchase = Purchase::new(&checkout, &cart, &totals, RETURN_URL, CANCEL_URL);
    purchase.brand_name = Some("The Shop");
    purchase.locale = Some("de-DE");
    purchase.payee = Some(&payee);
    let id = request_id();
    let create = validator(api.clone(), "/v2/checkout/orders");
    for intent in [Intent::Capture, Intent::Authorize] {
        for needs_shipping in [true, false] {
            purchase.intent = intent;
            purchase.needs_shipping = needs_shipping;
            let mut order = NewOrder::of(&purchase).unwrap();
            let seen =
                sent(async |client: Client| client.orders_v2().create(&order, &id).await).await;
            check(&create, "create", &seen.json());
            let mut wrong = seen.json();
            wrong["purchase_units"][0]["items"][0]["quantity"] = "0".into();
            assert!(!create.is_valid(&wrong), "the schema is looked at");

            order.payment_source = None;
            order.application_context = Some(ApplicationContext {
                return_url: Some(RETURN_URL.to_owned()),
                cancel_url: Some(CANCEL_URL.to_owned()),
                ..ApplicationContext::default()
            });
            let seen =
                sent(async |client: Client| client.orders_v2().create(&order, &id).await).await;
            check(&create, "create, older settings", &seen.json());
        }
    }
}

#[tokio::test]
async fn payments_v2_take_what_is_sent() {
    let Some(api) = description("payments_payment_v2.json") else {
        return;
    };
    let id = request_id();
    let txn = "4RR959492F879224U".parse().unwrap();
    let yen = money("500", Currency::JPY);
    let validator_of = |path| validator(api.clone(), path);
    let capture = v2::CaptureRequest {
        amount: Some(yen),
        invoice_id: Some("1".to_owned()),
        final_capture: true,
        note_to_payer: Some("Thank you".to_owned()),
    };
    let seen = sent(async |client: Client| {
        client
            .payments_v2()
            .capture_authorization(&txn, &capture, &id)
            .await
    })
    .await;
    check(
        &validator_of("/v2/payments/authorizations/{authorization_id}/capture"),
        "capture",
        &seen.json(),
    );
    let refund = v2::RefundRequest {
        amount: Some(yen),
        invoice_id: Some("1".to_owned()),
        note_to_payer: Some("Sorry".to_owned()),
    };
    let seen = sent(async |client: Client| {
        client
            .payments_v2()
            .refund_capture(&txn, &refund, &id)
            .await
    })
    .await;
    check(
        &validator_of("/v2/payments/captures/{capture_id}/refund"),
        "refund",
        &seen.json(),
    );
    let seen =
        sent(async |client: Client| client.payments_v2().reauthorize(&txn, yen, &id).await).await;
    check(
        &validator_of("/v2/payments/authorizations/{authorization_id}/reauthorize"),
        "reauthorize",
        &seen.json(),
    );
}
