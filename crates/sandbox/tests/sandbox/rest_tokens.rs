//! Access tokens, and what a client id alone may do.

use crate::harness::rest::{Rest, link, order, payment, query_of, value};
use crate::harness::{self, text};
use reqwest::{Method, StatusCode};
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
