//! Refusals of the REST APIs: fields, schemas, paths.

use crate::harness::rest::{Rest, order, payment};
use crate::harness::text;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn usd(value: &str) -> Value {
    json!({"currency_code": "USD", "value": value})
}

#[tokio::test]
async fn v1_names_the_field_that_is_wrong() {
    let rest = Rest::start().await;
    let good = payment("sale", "USD", "10.00");
    let item = |price: &str, quantity: &str| json!({"items": [{"name": "x", "price": price, "currency": "USD", "quantity": quantity}]});
    type Change = Box<dyn Fn(&mut Value)>;
    let cases: Vec<(Change, &str)> = vec![
        (Box::new(|p| p["intent"] = json!("buy")), "intent"),
        (Box::new(|p| p["intent"] = Value::Null), "intent"),
        (Box::new(|p| p["payer"] = json!({})), "payer.payment_method"),
        (
            Box::new(|p| p["redirect_urls"]["cancel_url"] = Value::Null),
            "redirect_urls.cancel_url",
        ),
        (
            Box::new(|p| p["redirect_urls"]["return_url"] = json!("javascript:1")),
            "redirect_urls.return_url",
        ),
        (Box::new(|p| p["transactions"] = json!([])), "transactions"),
        (
            Box::new(|p| p["transactions"][0]["amount"]["currency"] = json!("XXX")),
            "transactions[0].amount.currency",
        ),
        (
            Box::new(|p| p["transactions"][0]["amount"]["total"] = json!("1.005")),
            "transactions[0].amount.total",
        ),
        (
            Box::new(|p| p["transactions"][0]["amount"]["total"] = json!("12345678.00")),
            "transactions[0].amount.total",
        ),
        (
            Box::new(|p| p["transactions"][0]["amount"]["total"] = json!("0.00")),
            "transactions[0].amount.total",
        ),
        (
            Box::new(|p| {
                p["transactions"][0]["amount"]["details"] =
                    json!({"subtotal": "9.00", "tax": "0.99"})
            }),
            "transactions[0].amount",
        ),
        (
            Box::new(move |p| p["transactions"][0]["item_list"] = item("5.00", "3")),
            "transactions[0]",
        ),
        (
            Box::new(move |p| p["transactions"][0]["item_list"] = item("5.00", "0")),
            "transactions[0].item_list.items[0].quantity",
        ),
        (
            Box::new(|p| p["transactions"][0]["payee"] = json!({"email": "nobody@example.com"})),
            "transactions[0].payee",
        ),
    ];
    for (change, field) in cases {
        let mut body = good.clone();
        change(&mut body);
        let refused = rest.post("/v1/payments/payment", body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{field}");
        assert_eq!(refused.body["name"], "VALIDATION_ERROR");
        assert_eq!(
            refused.body["details"][0]["field"], field,
            "{}",
            refused.body
        );
    }
    let broken = rest
        .harness
        .call(
            &rest.token,
            Method::POST,
            "/v1/payments/payment",
            &[],
            Some("{"),
        )
        .await;
    assert_eq!(broken.refused(), (400, "MALFORMED_REQUEST".to_owned()));
    let unknown = rest.get("/v1/payments/payment/PAYID-UNKNOWN").await;
    assert_eq!(unknown.refused(), (404, "INVALID_RESOURCE_ID".to_owned()));
    let mut discounted = good;
    discounted["transactions"][0]["item_list"] = json!({"items": [
        {"name": "Hat", "price": "12.00", "currency": "USD", "quantity": "1"},
        {"name": "Less", "price": "-2.00", "currency": "USD", "quantity": "1"},
    ]});
    rest.post("/v1/payments/payment", discounted)
        .await
        .expect(201);
}

#[tokio::test]
async fn v2_points_at_what_is_wrong() {
    let rest = Rest::start().await;
    let items =
        json!([{"name": "x", "quantity": "2", "unit_amount": usd("5.00"), "tax": usd("1.00")}]);
    let unit = |change: Value| {
        let mut body = order("CAPTURE", "USD", "10.00");
        for (name, value) in change.as_object().unwrap() {
            body["purchase_units"][0][name] = value.clone();
        }
        body
    };
    let amount = |breakdown: Value| json!({"currency_code": "USD", "value": "10.00", "breakdown": breakdown});
    let two = json!({"intent": "AUTHORIZE", "purchase_units": [{"amount": usd("1.00")}, {"amount": usd("1.00")}]});
    for (body, status, issue, field) in [
        (json!({}), 400, "MISSING_REQUIRED_PARAMETER", "/intent"),
        (
            json!({"intent": "CAPTURE", "purchase_units": []}),
            400,
            "INVALID_ARRAY_MIN_ITEMS",
            "/purchase_units",
        ),
        (
            order("BUY", "USD", "1.00"),
            400,
            "INVALID_PARAMETER_VALUE",
            "/intent",
        ),
        (
            order("CAPTURE", "USD", "1,00"),
            400,
            "INVALID_PARAMETER_SYNTAX",
            "/purchase_units/0/amount/value",
        ),
        (
            order("CAPTURE", "XXX", "1.00"),
            422,
            "INVALID_CURRENCY_CODE",
            "/purchase_units/0/amount/currency_code",
        ),
        (
            order("CAPTURE", "USD", "0"),
            422,
            "CANNOT_BE_ZERO_OR_NEGATIVE",
            "/purchase_units/0/amount/value",
        ),
        (
            order("CAPTURE", "USD", "-1.00"),
            422,
            "CANNOT_BE_ZERO_OR_NEGATIVE",
            "/purchase_units/0/amount/value",
        ),
        (
            order("CAPTURE", "USD", "1.005"),
            422,
            "DECIMAL_PRECISION",
            "/purchase_units/0/amount/value",
        ),
        (
            order("CAPTURE", "USD", "9999999999999999.00"),
            422,
            "MAX_VALUE_EXCEEDED",
            "/purchase_units/0/amount/value",
        ),
        (
            unit(json!({"items": items})),
            422,
            "ITEM_TOTAL_REQUIRED",
            "/purchase_units/0/amount/breakdown/item_total",
        ),
        (
            unit(json!({"items": items, "amount": amount(json!({"item_total": usd("10.00")}))})),
            422,
            "TAX_TOTAL_REQUIRED",
            "/purchase_units/0/amount/breakdown/tax_total",
        ),
        (
            unit(
                json!({"items": items, "amount": amount(json!({"item_total": usd("9.00"), "tax_total": usd("1.00")}))}),
            ),
            422,
            "ITEM_TOTAL_MISMATCH",
            "/purchase_units/0/amount/breakdown/item_total/value",
        ),
        (
            unit(json!({"amount": amount(json!({"item_total": usd("9.00")}))})),
            422,
            "AMOUNT_MISMATCH",
            "/purchase_units/0/amount/value",
        ),
        (
            unit(
                json!({"amount": amount(json!({"item_total": {"currency_code": "EUR", "value": "10.00"}}))}),
            ),
            422,
            "MULTI_CURRENCY_ORDER",
            "/purchase_units/0/amount/breakdown/item_total/currency_code",
        ),
        (
            unit(
                json!({"amount": amount(json!({"item_total": usd("11.00"), "discount": usd("-1.00")}))}),
            ),
            422,
            "CANNOT_BE_NEGATIVE",
            "/purchase_units/0/amount/breakdown/discount/value",
        ),
        (
            unit(json!({"payee": {"email_address": "nobody@example.com"}})),
            422,
            "PAYEE_ACCOUNT_INVALID",
            "/purchase_units/0/payee",
        ),
        (
            unit(json!({"shipping": {"address": {"country_code": "usa"}}})),
            400,
            "INVALID_STRING_LENGTH",
            "/purchase_units/0/shipping/address/country_code",
        ),
        (two, 422, "UNSUPPORTED_INTENT", "/intent"),
    ] {
        let refused = rest.post("/v2/checkout/orders", body.clone()).await;
        assert_eq!(refused.refused(), (status, issue.to_owned()), "{body}");
        assert_eq!(
            refused.body["details"][0]["field"], field,
            "{}",
            refused.body
        );
    }
    let sourced = json!({"intent": "CAPTURE", "purchase_units": [{"amount": usd("1.00")}], "payment_source": {"paypal": {}}});
    let refused = rest.post("/v2/checkout/orders", sourced).await;
    assert_eq!(
        refused.refused(),
        (400, "PAYPAL_REQUEST_ID_REQUIRED".to_owned())
    );
    let unknown = rest.get("/v2/checkout/orders/UNKNOWN").await;
    assert_eq!(unknown.refused(), (404, "INVALID_RESOURCE_ID".to_owned()));
}

#[tokio::test]
async fn what_the_sandbox_has_not_is_refused_in_paypals_format() {
    let rest = Rest::start().await;
    for path in [
        "/v1/billing/plans",
        "/v1/payment-experience/web-profiles",
        "/v1/payments/payouts",
        "/v1/payments/payment/PAYID-X/unknown",
        "/v2/invoicing/invoices",
        "/v3/vault/payment-tokens",
    ] {
        let answer = rest.post(path, json!({"name": "x"})).await;
        assert_eq!(answer.refused(), (404, "RESOURCE_NOT_FOUND".to_owned()));
        let message = text(&answer.body["message"]);
        assert!(message.contains(&format!("POST {path}")), "{message}");
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
    }
    for (path, method) in [
        ("/v1/payments/payment/PAYID-X", Method::DELETE),
        ("/v1/notifications/webhooks", Method::PUT),
        ("/v2/checkout/orders", Method::GET),
    ] {
        let answer = rest
            .harness
            .call(&rest.token, method, path, &[], None)
            .await;
        assert_eq!(answer.refused(), (405, "METHOD_NOT_SUPPORTED".to_owned()));
    }
}
