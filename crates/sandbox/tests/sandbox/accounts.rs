//! Accounts: created, changed and given money by programs.

use crate::harness::{Harness, buy_now, text};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// An account by the control API.
async fn create(sandbox: &Harness, body: Value) -> (StatusCode, Value) {
    sandbox.control(Method::POST, "accounts", Some(body)).await
}

#[tokio::test]
async fn an_account_is_created_and_can_be_paid_at_once() {
    let sandbox = Harness::start().await;
    let (status, shop) = create(
        &sandbox,
        json!({
            "email": "shop@example.com", "type": "business", "country": "DE",
            "business_name": "Kiln & Leaf", "password": "secret",
            "address": {"street": "Hauptstr. 1", "city": "Bonn", "zip": "53111", "country_code": "DE"},
            "balances": {"EUR": "12.50"},
        }),
    )
    .await;
    assert_eq!(status, StatusCode::CREATED, "{shop}");
    assert_eq!(shop["balances"]["EUR"], "12.50");
    assert_eq!(shop["classic"]["user"], "shop_api1.example.com");
    assert_eq!(text(&shop["settings"]["pdt_token"]).len(), 59);
    let payment = sandbox
        .paid(&buy_now(&[("business", "shop@example.com")]))
        .await;
    assert_eq!(payment["payee_id"], shop["id"]);
    let shop = sandbox.get("accounts/shop@example.com").await;
    assert_eq!(shop["balances"]["USD"], "10.00");
    assert_eq!(shop["activity"][0]["kind"], "payment_received");
    assert_eq!(shop["activity"][0]["counterparty"], "Test Buyer");
}

#[tokio::test]
async fn a_premier_account_buys_and_a_personal_one_logs_in() {
    let sandbox = Harness::start().await;
    for kind in ["premier", "personal"] {
        let email = format!("{kind}@example.com");
        let body = json!({"email": email, "type": kind, "balances": {"USD": "20.00"}});
        let (status, account) = create(&sandbox, body).await;
        assert_eq!(status, StatusCode::CREATED, "{account}");
        assert_eq!(account["classic"].is_null(), kind == "personal");
        let token = sandbox.open(&buy_now(&[])).await;
        let path = format!("checkouts/{token}/approve");
        let approve = Some(json!({"buyer": email}));
        let (status, answer) = sandbox.control(Method::POST, &path, approve).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let account = sandbox.get(&format!("accounts/{email}")).await;
        assert_eq!(account["balances"]["USD"], "10.00");
        assert_eq!(account["activity"][0]["gross"], "-10.00");
    }
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused_and_nothing_is_kept() {
    let sandbox = Harness::start().await;
    let before = sandbox.get("accounts").await;
    for (body, status, code) in [
        (json!({}), 422, "config_email"),
        (json!({"email": "nobody"}), 422, "config_email"),
        (
            json!({"email": "MERCHANT@example.com"}),
            422,
            "config_email",
        ),
        (
            json!({"email": "a@b.c", "id": "MERCHANT23456"}),
            422,
            "config_account_id",
        ),
        (
            json!({"email": "a@b.c", "country": "Germany"}),
            422,
            "config_country",
        ),
        (
            json!({"email": "a@b.c", "balances": {"JPY": "1.5"}}),
            422,
            "config_amount",
        ),
        (
            json!({"email": "a@b.c", "ipn_url": "ftp://x/"}),
            422,
            "config_url",
        ),
        (
            json!({"email": "a@b.c", "type": "corporate"}),
            400,
            "body_unreadable",
        ),
        (
            json!({"email": "a@b.c", "colour": "red"}),
            400,
            "body_unreadable",
        ),
        (json!([1]), 400, "body_unreadable"),
        (
            json!({"email": "a@b.c", "rest_app": {"client_id": "sandbox-client", "secret": "x"}}),
            422,
            "client_id_taken",
        ),
    ] {
        let (answered, problem) = create(&sandbox, body.clone()).await;
        assert_eq!(answered.as_u16(), status, "{body}: {problem}");
        assert_eq!(problem["code"], code, "{body}: {problem}");
    }
    assert_eq!(sandbox.get("accounts").await, before);
}

#[tokio::test]
async fn settings_are_changed_while_it_runs() {
    let sandbox = Harness::start().await;
    let patch = json!({
        "return_url": "http://shop.test/thanks", "pdt": false, "encrypted_forms_only": true,
        "address": {"street": "2 Side St", "city": "Reno"},
    });
    let path = "accounts/MERCHANT23456";
    let (status, account) = sandbox.control(Method::PATCH, path, Some(patch)).await;
    assert_eq!(status, StatusCode::OK, "{account}");
    assert_eq!(account["settings"]["encrypted_forms_only"], true);
    assert_eq!(account["settings"]["address"]["city"], "Reno");
    // The rest stays as it was.
    assert_eq!(account["settings"]["pdt_token"], "sandbox-pdt-token");
    assert_eq!(account["classic"]["signature"], "sandbox-signature");
    for (patch, status, code) in [
        (json!({"balances": {"USD": "1"}}), 422, "field_fixed"),
        (json!({"id": "BUYER23456789"}), 422, "field_fixed"),
        (json!({"email": "buyer@example.com"}), 422, "config_email"),
        (json!({"ipn": "yes"}), 400, "body_unreadable"),
    ] {
        let (answered, problem) = sandbox.control(Method::PATCH, path, Some(patch)).await;
        assert_eq!(answered.as_u16(), status, "{problem}");
        assert_eq!(problem["code"], code, "{problem}");
    }
    let (status, problem) = sandbox.control(Method::PATCH, "accounts/x@y.z", None).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::NOT_FOUND, &json!("account_unknown"))
    );
    let (_, account) = sandbox
        .control(Method::POST, "accounts/MERCHANT23456/pdt-token", None)
        .await;
    assert_ne!(account["settings"]["pdt_token"], "sandbox-pdt-token");
}

#[tokio::test]
async fn the_accounts_return_address_counts_where_the_form_names_none() {
    let sandbox = Harness::start().await;
    let patch = json!({"return_url": "http://shop.test/thanks"});
    sandbox
        .control(Method::PATCH, "accounts/merchant@example.com", Some(patch))
        .await;
    let token = sandbox.open(&buy_now(&[])).await;
    let answer = sandbox.approve(&token).await;
    let url = text(&answer["redirect_url"]);
    assert!(url.starts_with("http://shop.test/thanks?tx="), "{url}");
    let form = buy_now(&[("return", "http://shop.test/own")]);
    let token = sandbox.open(&form).await;
    let answer = sandbox.approve(&token).await;
    let url = text(&answer["redirect_url"]);
    assert!(url.starts_with("http://shop.test/own?tx="), "{url}");
}

#[tokio::test]
async fn a_currency_that_is_not_taken_waits_for_the_merchant() {
    let sandbox = Harness::start().await;
    let patch = json!({"currencies": ["USD"]});
    sandbox
        .control(Method::PATCH, "accounts/merchant@example.com", Some(patch))
        .await;
    let payment = sandbox.paid(&buy_now(&[])).await;
    assert_eq!(payment["status"], "Completed");
    let payment = sandbox.paid(&buy_now(&[("currency_code", "EUR")])).await;
    assert_eq!(payment["status"], "Pending");
    assert_eq!(payment["pending_reason"], "multi_currency");
    assert_eq!(sandbox.balances("EUR").await.1, "0.00");
    assert!(
        sandbox
            .get("faults/struck")
            .await
            .as_object()
            .unwrap()
            .is_empty()
    );
    let path = format!("payments/{}/settle", text(&payment["txn_id"]));
    let (status, _) = sandbox
        .control(Method::POST, &path, Some(json!({"status": "Completed"})))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(sandbox.balances("EUR").await.1, "10.00");
}

#[tokio::test]
async fn money_is_added_to_the_cent() {
    let sandbox = Harness::start().await;
    let path = "accounts/merchant@example.com/funds";
    let add = |body| sandbox.control(Method::POST, path, Some(body));
    let (status, account) = add(json!({"currency": "USD", "amount": "0.01"})).await;
    assert_eq!(status, StatusCode::OK, "{account}");
    assert_eq!(account["balances"]["USD"], "0.01");
    assert_eq!(account["activity"][0]["kind"], "funds_added");
    for (body, status) in [
        (json!({"currency": "USD", "amount": "0.00"}), 422),
        (json!({"currency": "USD", "amount": "-1.00"}), 422),
        (json!({"currency": "JPY", "amount": "1.5"}), 422),
        (json!({"currency": "XXX", "amount": "1"}), 400),
        (json!({"currency": "USD"}), 400),
    ] {
        assert_eq!(add(body).await.0.as_u16(), status);
    }
    assert_eq!(sandbox.balances("USD").await.1, "0.01");
}
