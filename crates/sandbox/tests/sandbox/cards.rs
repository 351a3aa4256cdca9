//! Orders paid with a card: confirmed by the browser or the shop, taken as any
//! other, declined by a name on the card; and what is kept of the card.

use crate::harness::Harness;
use crate::harness::rest::{Rest, order};
use crate::harness::{encode, text};
use jiff::Timestamp;
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const NUMBER: &str = "4012888888881881";

fn card() -> Value {
    json!({
        "name": "Ann Miller",
        "number": NUMBER,
        "expiry": "2099-01",
        "security_code": "123",
        "billing_address": {"postal_code": "95131", "country_code": "US"},
    })
}

/// January of next year.
fn next_year() -> String {
    let year: i32 = Timestamp::now().to_string()[..4].parse().unwrap();
    format!("{}-01", year + 1)
}

fn good_card() -> Value {
    let mut card = card();
    card["expiry"] = json!(next_year());
    card
}

fn with(card: Value) -> Value {
    json!({"payment_source": {"card": card}})
}

fn changed(name: &str, value: Value) -> Value {
    let mut card = good_card();
    card[name] = value;
    with(card)
}

/// A client with the rights of a browser.
async fn browser(shop: &Rest) -> String {
    let (_, token) = shop.harness.token_for("sandbox-client", "").await;
    text(&token["access_token"]).to_owned()
}

async fn opened(rest: &Rest, intent: &str) -> String {
    let order = order(intent, "USD", "68.00");
    let made = rest.post("/v2/checkout/orders", order).await.expect(201);
    format!("/v2/checkout/orders/{}", text(&made["id"]))
}

async fn balances(harness: &Harness) -> (String, Option<String>) {
    let accounts = harness.get("accounts").await;
    let of = |email: &str| {
        let accounts = accounts.as_array().unwrap();
        let found = accounts.iter().find(|account| account["email"] == email)?;
        Some(text(&found["balances"]["USD"]).to_owned())
    };
    (
        of("merchant@example.com").unwrap(),
        of("card-bank@sandbox.invalid"),
    )
}

#[tokio::test]
async fn a_card_is_confirmed_in_a_browser_and_taken_by_the_shop() {
    let rest = Rest::start().await;
    let path = opened(&rest, "CAPTURE").await;
    let confirm = format!("{path}/confirm-payment-source");
    let body = with(good_card()).to_string();
    let token = browser(&rest).await;
    let call = |body: String| {
        let (harness, token, confirm) = (&rest.harness, &token, &confirm);
        async move {
            let prefer = [("prefer", "return=representation")];
            let called = harness.call(token, Method::POST, confirm, &prefer, Some(&body));
            called.await
        }
    };
    let confirmed = call(body.clone()).await.expect(200);
    assert_eq!(confirmed["status"], "APPROVED");
    let source = json!({"card": {
        "name": "Ann Miller", "last_digits": "1881", "expiry": next_year(), "brand": "VISA", "type": "CREDIT",
    }});
    assert_eq!(confirmed["payment_source"], source);
    // The order of the shop's server stays its own.
    assert_eq!(confirmed["purchase_units"], Value::Null);
    for (method, own) in [
        (Method::GET, path.clone()),
        (Method::POST, format!("{path}/capture")),
    ] {
        let refused = rest
            .harness
            .call(&token, method, &own, &[], Some("{}"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let taken = rest.post(&format!("{path}/capture"), json!({})).await;
    let taken = taken.expect(201);
    assert_eq!(taken["status"], "COMPLETED");
    assert_eq!(taken["payment_source"], source);
    assert_eq!(taken["payer"], Value::Null);
    let capture = &taken["purchase_units"][0]["payments"]["captures"][0];
    let capture = rest
        .get(&format!("/v2/payments/captures/{}", text(&capture["id"])))
        .await
        .expect(200);
    assert_eq!(capture["status"], "COMPLETED");
    assert_eq!(capture["processor_response"]["response_code"], "0000");
    assert_eq!(
        balances(&rest.harness).await,
        ("68.00".to_owned(), Some("999932.00".to_owned()))
    );
    let payments = rest.harness.get("payments").await;
    assert_eq!(payments[0]["card"], "Visa ending in 1881");
    let mails = rest
        .harness
        .get("accounts/merchant@example.com/mails")
        .await;
    assert!(
        text(&mails[0]["text"]).contains("Card: Visa ending in 1881"),
        "{mails}"
    );
    let (status, refused) = call(body).await.refused();
    assert_eq!(
        (status, refused.as_str()),
        (422, "ORDER_CANNOT_BE_CONFIRMED")
    );
    // A refund goes back to the card's bank.
    let refund = format!("/v2/payments/captures/{}/refund", text(&capture["id"]));
    rest.post(&refund, json!({})).await.expect(201);
    assert_eq!(
        balances(&rest.harness).await,
        ("0.00".to_owned(), Some("1000000.00".to_owned()))
    );
}

#[tokio::test]
async fn a_declined_card_takes_nothing_and_ends_the_order() {
    let rest = Rest::start().await;
    for (trigger, code) in [
        ("CCREJECT-REFUSED", "0500"),
        ("CCREJECT-SF", "9500"),
        ("CCREJECT-EC", "5400"),
        ("CCREJECT-IRC", "5180"),
        ("CCREJECT-IF", "5120"),
        ("CCREJECT-LS", "9520"),
        ("CCREJECT-IA", "1330"),
        ("CCREJECT-BANK_ERROR", "5100"),
        ("CCREJECT-CVV_F", "00N7"),
    ] {
        let path = opened(&rest, "CAPTURE").await;
        let confirm = format!("{path}/confirm-payment-source");
        let confirmed = rest.post(&confirm, changed("name", json!(trigger))).await;
        assert_eq!(confirmed.expect(200)["status"], "APPROVED");
        let taken = rest.post(&format!("{path}/capture"), json!({})).await;
        let taken = taken.expect(201);
        assert_eq!(taken["status"], "COMPLETED");
        let capture = &taken["purchase_units"][0]["payments"]["captures"][0];
        assert_eq!(capture["status"], "DECLINED");
        let response = json!({"avs_code": "G", "cvv_code": "P", "response_code": code});
        assert_eq!(capture["processor_response"], response);
        let again = rest.post(&format!("{path}/capture"), json!({})).await;
        assert_eq!(again.refused().1, "ORDER_ALREADY_CAPTURED");
    }
    let path = opened(&rest, "AUTHORIZE").await;
    let confirm = format!("{path}/confirm-payment-source");
    rest.post(&confirm, changed("name", json!("CCREJECT-IF")))
        .await
        .expect(200);
    let held = rest
        .post(&format!("{path}/authorize"), json!({}))
        .await
        .expect(201);
    let authorization = &held["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!(authorization["status"], "DENIED");
    assert_eq!(balances(&rest.harness).await.0, "0.00");
    // Nor can the order be paid on PayPal's pages then.
    let id = path.rsplit('/').next().unwrap();
    let approve = format!("checkouts/{id}/approve");
    let (status, _) = rest.harness.control(Method::POST, &approve, None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_card_is_authorized_and_captured_later() {
    let rest = Rest::start().await;
    let path = opened(&rest, "AUTHORIZE").await;
    let confirm = format!("{path}/confirm-payment-source");
    rest.post(&confirm, with(good_card())).await.expect(200);
    let held = rest
        .post(&format!("{path}/authorize"), json!({}))
        .await
        .expect(201);
    let authorization = &held["purchase_units"][0]["payments"]["authorizations"][0];
    assert_eq!(authorization["status"], "CREATED");
    let capture = format!(
        "/v2/payments/authorizations/{}/capture",
        text(&authorization["id"])
    );
    rest.post(&capture, json!({})).await.expect(201);
    assert_eq!(balances(&rest.harness).await.0, "68.00");
}

#[tokio::test]
async fn a_card_that_cannot_be_is_refused_without_its_number() {
    let rest = Rest::start().await;
    let path = opened(&rest, "CAPTURE").await;
    let confirm = format!("{path}/confirm-payment-source");
    let american =
        json!({"number": "371449635398431", "expiry": next_year(), "security_code": "123"});
    for (body, status, issue) in [
        (
            changed("number", json!("4012888888881882")),
            422,
            "INVALID_CARD_NUMBER",
        ),
        (
            changed("number", json!("9012888888881881")),
            422,
            "CARD_TYPE_NOT_SUPPORTED",
        ),
        (
            changed("number", json!("4012 8888 8888 1881")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (
            changed("number", json!({"a": NUMBER})),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (changed("number", Value::Null), 422, "CARD_NUMBER_REQUIRED"),
        (changed("expiry", json!("2020-01")), 422, "CARD_EXPIRED"),
        (
            changed("expiry", json!("2099-01")),
            422,
            "INVALID_EXPIRY_DATE",
        ),
        (
            changed("expiry", json!("2030-13")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (
            changed("expiry", json!("+030-11")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (changed("expiry", Value::Null), 422, "CARD_EXPIRY_REQUIRED"),
        (
            changed("security_code", json!("1234")),
            422,
            "INVALID_SECURITY_CODE_LENGTH",
        ),
        (
            changed("security_code", json!("12x")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (changed("name", json!("")), 400, "INVALID_STRING_LENGTH"),
        (
            changed(
                "attributes",
                json!({"vault": {"store_in_vault": "ON_SUCCESS"}}),
            ),
            422,
            "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE",
        ),
        (with(american), 422, "INVALID_SECURITY_CODE_LENGTH"),
        (with(json!(NUMBER)), 422, "CARD_NUMBER_REQUIRED"),
    ] {
        let answer = rest.post(&confirm, body).await;
        assert_eq!(answer.refused(), (status, issue.to_owned()));
        assert!(
            !answer.body.to_string().contains("88888888"),
            "{}",
            answer.body
        );
    }
    let unknown = "/v2/checkout/orders/UNKNOWN/confirm-payment-source";
    assert_eq!(
        rest.post(unknown, with(good_card())).await.status,
        StatusCode::NOT_FOUND
    );
    let with_number = |path: &str, body: Value| {
        let headers = [("paypal-request-id", "one")];
        let (rest, path) = (&rest, path.to_owned());
        async move { rest.post_with(&path, &headers, body).await }
    };
    let mut direct = order("CAPTURE", "USD", "1.00");
    direct["payment_source"] = json!({"card": good_card()});
    let refused = with_number("/v2/checkout/orders", direct).await;
    assert_eq!(refused.refused(), (400, "NOT_SUPPORTED".to_owned()));
    let mut by_token = order("CAPTURE", "USD", "1.00");
    by_token["payment_source"] = json!({"card": {"single_use_token": "invented"}});
    let refused = with_number("/v2/checkout/orders", by_token).await;
    assert_eq!(refused.refused(), (400, "NOT_SUPPORTED".to_owned()));
}

#[tokio::test]
async fn an_order_that_saves_its_payment_source_is_refused() {
    let rest = Rest::start().await;
    for name in ["paypal", "card"] {
        let mut saving = order("CAPTURE", "USD", "1.00");
        let vault = json!({"store_in_vault": "ON_SUCCESS", "usage_type": "MERCHANT"});
        saving["payment_source"] = json!({name: {"attributes": {"vault": vault}}});
        let headers = [("paypal-request-id", name)];
        let refused = rest
            .post_with("/v2/checkout/orders", &headers, saving)
            .await;
        let issue = "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE";
        assert_eq!(refused.refused(), (422, issue.to_owned()));
    }
}

#[tokio::test]
async fn three_d_secure_that_an_order_wants_is_told() {
    let rest = Rest::start().await;
    let mut asked = order("CAPTURE", "USD", "5.00");
    let attributes = json!({"verification": {"method": "SCA_ALWAYS"}});
    asked["payment_source"] = json!({"card": {"attributes": attributes}});
    let headers = [("paypal-request-id", "three-d")];
    let made = rest
        .post_with("/v2/checkout/orders", &headers, asked)
        .await
        .expect(201);
    assert_eq!(made["status"], "CREATED");
    let path = format!("/v2/checkout/orders/{}", text(&made["id"]));
    let confirm = format!("{path}/confirm-payment-source");
    let confirmed = rest.post(&confirm, with(good_card())).await.expect(200);
    let result = &confirmed["payment_source"]["card"]["authentication_result"];
    assert_eq!(result["liability_shift"], "POSSIBLE");
}

#[tokio::test]
async fn an_account_can_take_no_cards() {
    let merchant = AccountConfig {
        cards: false,
        ..AccountConfig::merchant()
    };
    let rest = Rest::on(
        Harness::with(Config {
            accounts: vec![merchant, AccountConfig::buyer()],
            ..Config::default()
        })
        .await,
    )
    .await;
    let find = async || {
        let found = rest.post("/v2/payments/find-eligible-methods", json!({}));
        found.await.expect(200)["eligible_methods"].clone()
    };
    assert_eq!(find().await["advanced_cards"], Value::Null);
    let path = opened(&rest, "CAPTURE").await;
    let confirm = format!("{path}/confirm-payment-source");
    let refused = rest.post(&confirm, with(good_card())).await;
    assert_eq!(refused.refused().1, "PAYEE_NOT_ENABLED_FOR_CARD_PROCESSING");
    let on = Some(json!({"cards": true}));
    let account = "accounts/merchant@example.com";
    let (status, _) = rest.harness.control(Method::PATCH, account, on).await;
    assert_eq!(status, StatusCode::OK);
    let vendors = &find().await["advanced_cards"]["vendors"];
    assert!(
        vendors
            .as_array()
            .unwrap()
            .iter()
            .any(|vendor| vendor["network"] == "VISA")
    );
    rest.post(&confirm, with(good_card())).await.expect(200);
}

#[tokio::test]
async fn nobody_logs_in_as_the_bank_of_the_cards() {
    let rest = Rest::start().await;
    let path = opened(&rest, "CAPTURE").await;
    let confirm = format!("{path}/confirm-payment-source");
    rest.post(&confirm, with(good_card())).await.expect(200);
    let other = opened(&rest, "CAPTURE").await;
    let token = other.rsplit('/').next().unwrap();
    let page = rest.harness.url(&format!("/checkoutnow?token={token}"));
    let page = rest.harness.client.get(page).send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("card-bank"));
    let form = [
        ("token", token),
        ("email", "card-bank@sandbox.invalid"),
        ("password", ""),
    ];
    let refused = rest.harness.post("/checkoutnow/login", encode(&form)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
