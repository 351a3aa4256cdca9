//! The control API.

use crate::harness::{self, Harness, buy_now, text};
use paypal_sandbox::Config;
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn the_first_state_is_the_documented_one() {
    let sandbox = Harness::start().await;
    assert_eq!(sandbox.get("health").await, json!({"status": "ok"}));
    assert_eq!(sandbox.get("health/").await, json!({"status": "ok"}));
    let accounts = sandbox.get("accounts").await;
    let (merchant, buyer) = (&accounts[0], &accounts[1]);
    assert_eq!(merchant["email"], "merchant@example.com");
    assert_eq!(merchant["type"], "business");
    assert_eq!(buyer["email"], "buyer@example.com");
    assert_eq!(buyer["type"], "personal");
    for account in [merchant, buyer] {
        let id = text(&account["id"]);
        assert!(id.len() == 13 && !id.contains(['0', '1', 'I', 'O']), "{id}");
    }
    for (currency, amount) in [
        ("USD", "5000.00"),
        ("EUR", "5000.00"),
        ("JPY", "500000"),
        ("HUF", "500000"),
    ] {
        let (buyer, merchant) = sandbox.balances(currency).await;
        assert_eq!(buyer, amount);
        assert!(
            merchant.bytes().all(|byte| matches!(byte, b'0' | b'.')),
            "{merchant}"
        );
    }
    for list in ["payments", "notifications"] {
        assert_eq!(sandbox.get(list).await, json!([]));
    }
}

#[tokio::test]
async fn cancelling_leads_back_without_data_and_can_be_thought_over() {
    let sandbox = Harness::start().await;
    let back = "https://shop.example/return?checkout=1&cancelled=1";
    let token = sandbox.open(&buy_now(&[("cancel_return", back)])).await;
    let path = format!("checkouts/{token}/cancel");
    let (status, answer) = sandbox.control(Method::POST, &path, None).await;
    assert_eq!(
        (status, &answer["redirect_url"]),
        (StatusCode::OK, &json!(back))
    );
    assert_eq!(sandbox.checkout(&token).await["status"], "cancelled");
    assert_eq!(sandbox.get("payments").await, json!([]));
    sandbox.approve(&token).await;
    assert_eq!(sandbox.checkout(&token).await["status"], "paid");
}

#[tokio::test]
async fn what_cannot_be_paid_says_why() {
    let sandbox = Harness::start().await;
    let missing = sandbox
        .control(Method::POST, "checkouts/EC-NOTHING/approve", None)
        .await;
    assert_eq!(
        (missing.0, &missing.1["code"]),
        (StatusCode::NOT_FOUND, &json!("checkout_unknown"))
    );
    let refuse =
        async |fields: Vec<(String, String)>, body: Option<serde_json::Value>, code: &str| {
            let token = sandbox.open(&fields).await;
            let path = format!("checkouts/{token}/approve");
            let (status, problem) = sandbox.control(Method::POST, &path, body).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(problem["code"], code);
            token
        };
    let dear = refuse(
        buy_now(&[("amount", "5000.01")]),
        None,
        "insufficient_funds",
    )
    .await;
    assert_eq!(sandbox.checkout(&dear).await["status"], "declined");
    refuse(buy_now(&[("amount", "-")]), None, "amount_missing").await;
    refuse(
        buy_now(&[("amount", "-")]),
        Some(json!({"amount": "x"})),
        "amount_unreadable",
    )
    .await;
    refuse(
        buy_now(&[]),
        Some(json!({"buyer": "merchant@example.com"})),
        "own_account",
    )
    .await;
    refuse(
        buy_now(&[]),
        Some(json!({"buyer": "nobody@example.com"})),
        "buyer_missing",
    )
    .await;
    // An address that overrides and is not whole is no address.
    let without = [
        ("no_shipping", "2"),
        ("address_override", "1"),
        ("address1", "1 Rue"),
    ];
    refuse(buy_now(&without), None, "address_missing").await;
    sandbox.faults(json!({"payment": {"decline": true}})).await;
    let declined = refuse(buy_now(&[]), None, "payment_declined").await;
    sandbox.faults(harness::no_faults()).await;
    sandbox.approve(&declined).await;
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
}

#[tokio::test]
async fn the_buyer_completes_what_the_form_leaves_open() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[("cmd", "_donations"), ("amount", "-"), ("item_name", "-")]);
    let token = sandbox.open(&form).await;
    assert_eq!(
        sandbox.checkout(&token).await["asks"],
        json!({"amount": true, "item_name": true, "quantity": false})
    );
    let body = json!({"amount": "7.50", "item_name": "For the school"});
    let path = format!("checkouts/{token}/approve");
    let (status, answer) = sandbox.control(Method::POST, &path, Some(body)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(sandbox.payment_of(&token).await["gross"], "7.50");
    let form = buy_now(&[
        ("undefined_quantity", "1"),
        ("shipping", "1"),
        ("shipping2", "0.50"),
    ]);
    let token = sandbox.open(&form).await;
    let path = format!("checkouts/{token}/approve");
    sandbox
        .control(Method::POST, &path, Some(json!({"quantity": 3})))
        .await;
    assert_eq!(sandbox.payment_of(&token).await["gross"], "32.00");
    // A click alone is enough where nothing but the item's name is open.
    let nameless = sandbox.open(&buy_now(&[("item_name", "-")])).await;
    sandbox.approve(&nameless).await;
    assert_eq!(sandbox.payment_of(&nameless).await["gross"], "10.00");
    let token = sandbox.open(&buy_now(&[])).await;
    let path = format!("checkouts/{token}/approve");
    let (status, _) = sandbox
        .control(Method::POST, &path, Some(serde_json::Value::Null))
        .await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_reset_brings_the_first_state_back() {
    let config = Config {
        seed: Some(1),
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-03-01T12:00:00Z"})),
        )
        .await;
    let first = sandbox.paid(&buy_now(&[])).await;
    sandbox.faults(json!({"ipn": {"hold": true}})).await;
    let (status, _) = sandbox.control(Method::POST, "reset", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(sandbox.get("payments").await, json!([]));
    let start = ("5000.00".to_owned(), "0.00".to_owned());
    assert_eq!(sandbox.balances("USD").await, start);
    assert_eq!(sandbox.get("faults").await["ipn"]["hold"], false);
    assert_eq!(sandbox.get("clock").await["real"], true);
    // With a seed the same requests give the same ids.
    let again = sandbox.paid(&buy_now(&[])).await;
    assert_eq!(first["txn_id"], again["txn_id"]);
    assert_eq!(first["token"], again["token"]);
}

#[tokio::test]
async fn the_clock_can_be_set_and_a_checkout_grows_too_old() {
    let sandbox = Harness::start().await;
    let (_, clock) = sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-03-01T12:00:00Z"})),
        )
        .await;
    assert_eq!(clock, json!({"now": "2026-03-01T12:00:00Z", "real": false}));
    let token = sandbox.open(&buy_now(&[])).await;
    assert_eq!(
        sandbox.checkout(&token).await["created_at"],
        "2026-03-01T12:00:00Z"
    );
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"advance_seconds": 3 * 3600 + 1})),
        )
        .await;
    assert_eq!(sandbox.checkout(&token).await["status"], "expired");
    let (status, problem) = sandbox
        .control(Method::POST, &format!("checkouts/{token}/approve"), None)
        .await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::GONE, &json!("checkout_expired"))
    );
    let (_, clock) = sandbox.control(Method::PUT, "clock", Some(json!({}))).await;
    assert_eq!(clock["real"], true);
}

#[tokio::test]
async fn http_faults_hit_paypals_paths_and_never_the_control_api() {
    let sandbox = Harness::start().await;
    sandbox
        .faults(json!({"http": {"status": 503, "path": "/cgi-bin"}}))
        .await;
    assert_eq!(
        sandbox.post_form(&buy_now(&[])).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    let elsewhere = sandbox
        .post("/webscr", harness::encode(&buy_now(&[])))
        .await;
    assert_eq!(elsewhere.status(), StatusCode::SEE_OTHER);
    sandbox.faults(json!({"http": {"status": 500}})).await;
    let everywhere = sandbox
        .post("/webscr", harness::encode(&buy_now(&[])))
        .await;
    assert_eq!(everywhere.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(sandbox.get("health").await["status"], "ok");
    sandbox.faults(harness::no_faults()).await;
    sandbox.open(&buy_now(&[])).await;
    for wrong in [
        json!({"http": {"status": 99}}),
        json!({"typo": 1}),
        json!([1]),
    ] {
        let (status, problem) = sandbox.control(Method::PUT, "faults", Some(wrong)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    }
}

#[tokio::test]
async fn people_see_everything_and_press_buttons() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[
        ("item_name", "<i>Mug</i>"),
        ("notify_url", "http://127.0.0.1:9/ipn"),
    ]);
    let payment = sandbox.paid(&form).await;
    for path in ["/_sandbox/", "/_sandbox"] {
        let response = sandbox.client.get(sandbox.url(path)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        let page = response.text().await.unwrap();
        for part in [
            text(&payment["txn_id"]),
            "merchant@example.com",
            "http://127.0.0.1:9/ipn",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("<i>Mug"));
    }
    let pressed = sandbox
        .client
        .post(sandbox.url("/_sandbox/reset"))
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(pressed.status(), StatusCode::SEE_OTHER);
    assert_eq!(harness::location(&pressed), sandbox.url("/_sandbox/"));
    for (asset, kind) in [
        ("base.css", "text/css"),
        ("return.js", "text/javascript"),
        ("mark.svg", "image/svg"),
    ] {
        let response = sandbox
            .client
            .get(sandbox.url(&format!("/_sandbox/assets/{asset}")))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(
            response.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with(kind)
        );
    }
}
