//! What the REST APIs refuse, and how they say so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;
#[path = "harness/rest.rs"]
mod rest;

use harness::text;
use reqwest::{Method, StatusCode};
use rest::{Rest, link, order, payment, query_of, value};
use serde_json::{Value, json};

fn usd(value: &str) -> Value {
    json!({"currency_code": "USD", "value": value})
}

#[tokio::test]
async fn tokens_have_all_six_fields_and_end() {
    let rest = Rest::start().await;
    let (status, token) = rest
        .harness
        .token_for("sandbox-client", "sandbox-secret")
        .await;
    assert_eq!(status, StatusCode::OK);
    for name in ["scope", "access_token", "token_type", "app_id", "nonce"] {
        assert!(!text(&token[name]).is_empty(), "{name}");
    }
    assert_eq!(token["expires_in"], 32_400);
    for (id, secret) in [
        ("sandbox-client", "wrong"),
        ("nobody", "sandbox-secret"),
        ("nobody", ""),
    ] {
        let (status, body) = rest.harness.token_for(id, secret).await;
        assert_eq!(
            (status, &body["error"]),
            (StatusCode::UNAUTHORIZED, &json!("invalid_client"))
        );
    }
    for (body, error) in [
        ("", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
    ] {
        let request = rest
            .harness
            .client
            .post(rest.harness.url("/v1/oauth2/token"));
        let request = request.basic_auth("sandbox-client", Some("sandbox-secret"));
        let answer = request.body(body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(answer["error"], error);
    }
    rest.get("/v1/payments/payment").await.expect(200);
    rest.harness.sandbox.clock().advance(32_400);
    let late = rest.get("/v1/payments/payment").await;
    assert_eq!(late.refused(), (401, "AUTHENTICATION_FAILURE".to_owned()));
}

#[tokio::test]
async fn a_client_id_alone_can_check_out_and_nothing_else() {
    let mut rest = Rest::start().await;
    let (_, token) = rest.harness.token_for("sandbox-client", "").await;
    rest.token = text(&token["access_token"]).to_owned();
    let own = rest
        .post("/v1/payments/payment", payment("sale", "USD", "5.00"))
        .await
        .expect(201);
    let token = query_of(link(&own, "approval_url"));
    let back = rest.approve(value(&token, "token")).await;
    let execute = format!("/v1/payments/payment/{}/execute", text(&own["id"]));
    let done = rest
        .post(&execute, json!({"payer_id": value(&back, "PayerID")}))
        .await
        .expect(200);
    let sale = text(&done["transactions"][0]["related_resources"][0]["sale"]["id"]).to_owned();
    for path in [
        "/v1/payments/payment".to_owned(),
        format!("/v1/payments/sale/{sale}"),
        "/v1/notifications/webhooks".to_owned(),
    ] {
        let refused = rest.get(&path).await;
        assert_eq!(
            (refused.status, &refused.body["name"]),
            (StatusCode::FORBIDDEN, &json!("NOT_AUTHORIZED")),
            "{path}"
        );
    }
    let refund = rest
        .post(&format!("/v1/payments/sale/{sale}/refund"), json!({}))
        .await;
    assert_eq!(refund.status, StatusCode::FORBIDDEN);

    let preflight = rest
        .harness
        .client
        .request(Method::OPTIONS, rest.harness.url("/v2/checkout/orders"));
    let preflight = preflight
        .header("origin", "http://shop.test")
        .send()
        .await
        .unwrap();
    assert!(preflight.status().is_success());
    assert_eq!(preflight.headers()["access-control-allow-origin"], "*");
    let allowed = preflight.headers()["access-control-allow-headers"]
        .to_str()
        .unwrap();
    assert!(allowed.contains("Authorization") && allowed.contains("PayPal-Request-Id"));
}

/// A shop and a browser that knows its client id, which is public.
async fn shop_and_browser() -> (Rest, String) {
    let mut config = paypal_sandbox::Config::default();
    config.accounts.push(paypal_sandbox::AccountConfig {
        email: "stranger@example.com".to_owned(),
        ..paypal_sandbox::AccountConfig::default()
    });
    let rest = Rest::on(harness::Harness::with(config).await).await;
    let (_, token) = rest.harness.token_for("sandbox-client", "").await;
    let browser = text(&token["access_token"]).to_owned();
    (rest, browser)
}

#[tokio::test]
async fn a_client_id_alone_reaches_nothing_that_the_shop_made() {
    let (mut rest, browser) = shop_and_browser().await;
    let shop = rest.token.clone();
    for agreed in [false, true] {
        let order = order("CAPTURE", "USD", "5.00");
        let order = rest.post("/v2/checkout/orders", order).await.expect(201);
        let payment = payment("sale", "USD", "5.00");
        let payment = rest.post("/v1/payments/payment", payment).await.expect(201);
        let token = query_of(link(&payment, "approval_url"));
        let mut payer = "NOBODY2345678".to_owned();
        if agreed {
            rest.approve(text(&order["id"])).await;
            let back = rest.approve(value(&token, "token")).await;
            value(&back, "PayerID").clone_into(&mut payer);
        }
        let order = format!("/v2/checkout/orders/{}", text(&order["id"]));
        let payment = format!("/v1/payments/payment/{}", text(&payment["id"]));
        let amount = json!([{"op": "replace", "path": "/intent", "value": "AUTHORIZE"}]);
        let execution = json!({"payer_id": payer});
        rest.token.clone_from(&browser);
        for answer in [
            rest.get(&order).await,
            rest.get(&payment).await,
            rest.patch(&order, amount.clone()).await,
            rest.patch(&payment, amount).await,
            rest.post(&format!("{order}/capture"), json!({})).await,
            rest.post(&format!("{order}/authorize"), json!({})).await,
            rest.post(&format!("{order}/confirm-payment-source"), json!({}))
                .await,
            rest.post(&format!("{payment}/execute"), execution).await,
        ] {
            assert_eq!(answer.refused(), (403, "PERMISSION_DENIED".to_owned()));
        }
        rest.token.clone_from(&shop);
        rest.get(&order).await.expect(200);
    }
}

#[tokio::test]
async fn a_client_id_alone_does_not_change_who_is_paid() {
    let (mut rest, browser) = shop_and_browser().await;
    rest.token = browser;
    let order = order("CAPTURE", "USD", "5.00");
    let order = rest.post("/v2/checkout/orders", order).await.expect(201);
    let payment = payment("sale", "USD", "5.00");
    let payment = rest.post("/v1/payments/payment", payment).await.expect(201);
    let v2 = format!("/v2/checkout/orders/{}", text(&order["id"]));
    let v1 = format!("/v1/payments/payment/{}", text(&payment["id"]));
    let unit = |payee: &str| json!({"amount": usd("5.00"), "payee": {"email_address": payee}, "reference_id": payee});
    for (path, change) in [
        (
            &v2,
            json!([{"op": "add", "path": "/purchase_units/0/payee",
            "value": {"email_address": "stranger@example.com"}}]),
        ),
        (
            &v2,
            json!([{"op": "add", "path": "/purchase_units/@reference_id=='default'/payee/email_address",
            "value": "stranger@example.com"}]),
        ),
        (
            &v2,
            json!([{"op": "replace", "path": "/purchase_units/0", "value": unit("stranger@example.com")}]),
        ),
        (
            &v2,
            json!([{"op": "add", "path": "/purchase_units/0/reference_id", "value": "first"},
                {"op": "add", "path": "/purchase_units/-", "value": unit("stranger@example.com")}]),
        ),
        (
            &v1,
            json!([{"op": "add", "path": "/transactions/0/payee",
            "value": {"email": "stranger@example.com"}}]),
        ),
    ] {
        let refused = rest.patch(path, change.clone()).await;
        assert_eq!(
            refused.refused(),
            (403, "PERMISSION_DENIED".to_owned()),
            "{change}"
        );
    }
    // Everything else of its own it can change.
    let amount =
        json!([{"op": "replace", "path": "/purchase_units/0/amount", "value": usd("6.00")}]);
    rest.patch(&v2, amount).await.expect(204);
    let amount = json!([{"op": "replace", "path": "/transactions/0/amount",
        "value": {"total": "6.00", "currency": "USD"}}]);
    let changed = rest.patch(&v1, amount).await.expect(200);
    assert_eq!(
        changed["transactions"][0]["payee"]["email"],
        "merchant@example.com"
    );
}

/// The ids of the shop's requests follow from what its buyers are told.
#[tokio::test]
async fn a_client_id_alone_gets_no_results_of_the_shops_requests() {
    let (mut rest, browser) = shop_and_browser().await;
    let shop = rest.token.clone();
    let id = [("paypal-request-id", "create-7")];
    let order = order("CAPTURE", "USD", "5.00");
    rest.token.clone_from(&browser);
    let theirs = rest
        .post_with("/v2/checkout/orders", &id, order.clone())
        .await
        .expect(201);
    rest.token = shop;
    let own = rest
        .post_with("/v2/checkout/orders", &id, order.clone())
        .await
        .expect(201);
    assert_ne!(own["id"], theirs["id"]);
    rest.token = browser;
    let again = rest
        .post_with("/v2/checkout/orders", &id, order)
        .await
        .expect(200);
    assert_eq!(again["id"], theirs["id"]);
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

#[tokio::test]
async fn the_intent_of_an_order_is_patched() {
    let rest = Rest::start().await;
    let made = rest.post("/v2/checkout/orders", order("AUTHORIZE", "USD", "10.00"));
    let id = text(&made.await.expect(201)["id"]).to_owned();
    let path = format!("/v2/checkout/orders/{id}");
    let capture = json!([{"op": "replace", "path": "/intent", "value": "CAPTURE"}]);
    rest.patch(&path, capture).await.expect(204);
    let order = rest.get(&path).await.expect(200);
    assert_eq!(order["intent"], "CAPTURE");
    assert_eq!(
        link(&order, "capture"),
        rest.harness.url(&format!("{path}/capture"))
    );
    rest.approve(&id).await;
    let late = rest.post(&format!("{path}/authorize"), json!({})).await;
    assert_eq!(late.status, 422, "{}", late.body);
    let done = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(done.expect(201)["status"], "COMPLETED");
}

#[tokio::test]
async fn orders_are_patched_until_they_are_captured() {
    let rest = Rest::start().await;
    let id = text(
        &rest
            .post("/v2/checkout/orders", order("CAPTURE", "USD", "10.00"))
            .await
            .expect(201)["id"],
    )
    .to_owned();
    let path = format!("/v2/checkout/orders/{id}");
    let change =
        |path: &str, value: Value| json!([{"op": "replace", "path": path, "value": value}]);
    let amount = "/purchase_units/@reference_id=='default'/amount";
    rest.patch(&path, change(amount, usd("12.00")))
        .await
        .expect(204);
    for (change, issue) in [
        (change("/status", json!("COMPLETED")), "NOT_PATCHABLE"),
        (
            change("status", json!("COMPLETED")),
            "INVALID_JSON_POINTER_FORMAT",
        ),
        (
            change("/purchase_units/@reference_id=='other'/amount", usd("1.00")),
            "REFERENCE_ID_NOT_FOUND",
        ),
        (change(amount, usd("0.001")), "DECIMAL_PRECISION"),
    ] {
        assert_eq!(
            rest.patch(&path, change).await.refused(),
            (422, issue.to_owned())
        );
    }
    rest.approve(&id).await;
    rest.post(&format!("{path}/capture"), json!({}))
        .await
        .expect(201);
    assert_eq!(rest.harness.balances("USD").await.1, "12.00");
    let late = rest.patch(&path, change(amount, usd("13.00"))).await;
    assert_eq!(late.refused(), (422, "ORDER_ALREADY_COMPLETED".to_owned()));
}

#[tokio::test]
async fn authorisations_are_captured_in_parts_and_let_go() {
    let rest = Rest::start().await;
    let id = text(
        &rest
            .post("/v2/checkout/orders", order("AUTHORIZE", "USD", "10.00"))
            .await
            .expect(201)["id"],
    )
    .to_owned();
    rest.approve(&id).await;
    let path = format!("/v2/checkout/orders/{id}");
    let wrong = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(
        wrong.refused(),
        (422, "ACTION_DOES_NOT_MATCH_INTENT".to_owned())
    );
    let done = rest
        .post(&format!("{path}/authorize"), json!({}))
        .await
        .expect(201);
    let authorization = &done["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!(authorization["status"], "CREATED");
    assert_eq!(rest.harness.balances("USD").await.1, "0.00");
    let path = format!("/v2/payments/authorizations/{}", text(&authorization["id"]));
    let part = |value: &str| json!({"amount": usd(value)});
    rest.post(&format!("{path}/capture"), part("4.00"))
        .await
        .expect(201);
    let over = rest.post(&format!("{path}/capture"), part("6.01")).await;
    assert_eq!(
        over.refused(),
        (422, "MAX_CAPTURE_AMOUNT_EXCEEDED".to_owned())
    );
    assert_eq!(
        rest.get(&path).await.expect(200)["status"],
        "PARTIALLY_CAPTURED"
    );
    rest.post(&format!("{path}/capture"), json!({}))
        .await
        .expect(201);
    assert_eq!(
        rest.harness.balances("USD").await,
        ("4990.00".into(), "10.00".into())
    );
    let more = rest.post(&format!("{path}/capture"), json!({})).await;
    assert_eq!(
        more.refused(),
        (422, "AUTHORIZATION_ALREADY_CAPTURED".to_owned())
    );
    let void = rest.post(&format!("{path}/void"), Value::Null).await;
    assert_eq!(void.refused(), (422, "PREVIOUSLY_CAPTURED".to_owned()));

    let created = rest
        .post("/v1/payments/payment", payment("order", "USD", "8.00"))
        .await
        .expect(201);
    let token = query_of(link(&created, "approval_url"));
    let back = rest.approve(value(&token, "token")).await;
    let execute = format!("/v1/payments/payment/{}/execute", text(&created["id"]));
    let done = rest
        .post(&execute, json!({"payer_id": value(&back, "PayerID")}))
        .await
        .expect(200);
    let order = &done["transactions"][0]["related_resources"][0]["order"];
    assert_eq!(order["state"], "PENDING");
    let path = format!("/v1/payments/orders/{}", text(&order["id"]));
    let part = json!({"amount": {"currency": "USD", "total": "3.00"}});
    let reserved = rest
        .post(&format!("{path}/authorize"), part.clone())
        .await
        .expect(201);
    assert_eq!(reserved["state"], "authorized");
    let captured = rest
        .post(&format!("{path}/capture"), part)
        .await
        .expect(201);
    assert_eq!(captured["state"], "completed");
    assert_eq!(
        rest.post(&format!("{path}/do-void"), Value::Null)
            .await
            .expect(200)["state"],
        "VOIDED"
    );
    let again = rest.post(&format!("{path}/do-void"), Value::Null).await;
    assert_eq!(again.refused(), (400, "ORDER_CANNOT_BE_VOIDED".to_owned()));
    assert_eq!(rest.harness.balances("USD").await.1, "13.00");
}
