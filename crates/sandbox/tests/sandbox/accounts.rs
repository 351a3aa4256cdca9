//! Accounts: created, changed and given money, by programs and on the pages.

use crate::harness::{Harness, buy_now, location, text};
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

#[tokio::test]
async fn the_pages_do_the_same() {
    let sandbox = Harness::start().await;
    let page = sandbox.sandbox_page("/_sandbox/accounts/new").await;
    assert!(page.contains("action=\"/_sandbox/accounts\""));
    let refused = sandbox
        .send_form(
            "/_sandbox/accounts",
            "email=merchant%40example.com&type=premier&first_name=Kim",
        )
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("role=\"alert\"") && page.contains("value=\"Kim\""),
        "{page}"
    );
    let form = "email=kim%40example.com&type=premier&first_name=Kim&last_name=Lee&business_name=\
        &country=US&password=pw&balances.USD=50.00&balances.EUR=&address.street=&address.city=";
    let made = sandbox.send_form("/_sandbox/accounts", form).await;
    assert_eq!(
        made.status(),
        StatusCode::SEE_OTHER,
        "{}",
        made.text().await.unwrap()
    );
    let kim = sandbox.get("accounts/kim@example.com").await;
    assert_eq!(kim["balances"]["USD"], "50.00");
    assert!(kim["settings"]["address"].is_null() || kim["settings"]["address"]["street"] == "");
    let home = format!("/_sandbox/accounts/{}", text(&kim["id"]));
    let told = format!("{home}?done=created");
    assert!(location(&made).ends_with(&told), "{}", location(&made));
    let page = sandbox.sandbox_page(&told).await;
    assert!(
        page.contains("Logged in as") && page.contains(">Created.<"),
        "{page}"
    );
    assert!(
        !sandbox
            .sandbox_page(&home)
            .await
            .contains("role=\"status\"")
    );

    let added = sandbox
        .send_form(&format!("{home}/funds"), "amount=1.50&currency=USD")
        .await;
    assert_eq!(added.status(), StatusCode::SEE_OTHER);
    let page = sandbox.sandbox_page(&home).await;
    assert!(
        page.contains("value=\"51.50\"") && page.contains("Money added"),
        "{page}"
    );

    let settings = format!("{home}/settings");
    assert!(
        sandbox
            .sandbox_page(&settings)
            .await
            .contains("name=\"ipn_url\"")
    );
    let form = "ipn=false&ipn=true&ipn_url=http%3A%2F%2F127.0.0.1%3A9%2Fipn&pdt=false\
        &currencies=&currencies=USD&currencies=EUR&encrypted_forms_only=false\
        &encrypted_forms_only=true&fee_rate=2.9&fee_fixed.USD=0.30";
    let saved = sandbox.send_form(&home, form).await;
    assert_eq!(
        saved.status(),
        StatusCode::SEE_OTHER,
        "{}",
        saved.text().await.unwrap()
    );
    let told = format!("{settings}?done=saved");
    assert!(location(&saved).ends_with(&told), "{}", location(&saved));
    assert!(sandbox.sandbox_page(&told).await.contains(">Saved.<"));
    let kim = sandbox.get("accounts/kim@example.com").await;
    assert_eq!(kim["settings"]["ipn_url"], "http://127.0.0.1:9/ipn");
    assert_eq!(kim["settings"]["pdt"], false);
    assert_eq!(kim["settings"]["currencies"], json!(["USD", "EUR"]));
    assert_eq!(kim["settings"]["encrypted_forms_only"], true);
    assert_eq!(kim["balances"]["USD"], "51.50");
    assert!(
        sandbox.sandbox_page(&settings).await.contains(
            "id=\"takes-EUR\" name=\"currencies\" type=\"checkbox\" value=\"EUR\" checked"
        )
    );
    let refused = sandbox.send_form(&home, "ipn_url=nowhere").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("value=\"nowhere\""));
}

#[tokio::test]
async fn faults_of_a_new_account_lead_to_their_field_or_to_none() {
    let sandbox = Harness::start().await;
    let post = async |form: &str| {
        let refused = sandbox.send_form("/_sandbox/accounts", form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        refused.text().await.unwrap()
    };
    for (email, fault) in [
        ("", "An account needs an email address."),
        (
            "merchant%40example.com",
            "Another account has the email address &#34;merchant@example.com&#34;.",
        ),
        ("kim", "&#34;kim&#34; is not an email address."),
    ] {
        let page = post(&format!("email={email}&type=personal")).await;
        assert!(
            page.contains(&format!("<a href=\"#email\">{fault}</a>")),
            "{page}"
        );
    }
    let page = post("email=kim%40example.com&type=personal&balances.USD=lots").await;
    assert!(
        page.contains("is not an amount in USD") && !page.contains("href=\"#email\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_button_that_fails_leads_back_to_its_page() {
    let sandbox = Harness::start().await;
    let home = "/_sandbox/accounts/BUYER23456789";
    let funds = format!("{home}/funds");
    let form = "amount=lots&currency=USD";
    let refused = sandbox.send_form_from(home, &funds, form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains(&format!("href=\"{home}\">Go back</a>"))
            && page.contains("use digits and a point, such as 19.95."),
        "{page}"
    );
    let elsewhere = sandbox.send_form_from("/elsewhere", &funds, form).await;
    assert!(!elsewhere.text().await.unwrap().contains("Go back"));
}

#[tokio::test]
async fn a_denied_payment_has_neither_fee_nor_net() {
    let sandbox = Harness::start().await;
    let fee = json!({"fee_rate": "2.9"});
    let account = "accounts/merchant@example.com";
    sandbox.control(Method::PATCH, account, Some(fee)).await;
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox.paid(&buy_now(&[])).await;
    assert_ne!(payment["fee"], "0.00");
    let txn_id = text(&payment["txn_id"]);
    let path = format!("payments/{txn_id}/settle");
    let denied = json!({"status": "Denied"});
    sandbox.control(Method::POST, &path, Some(denied)).await;
    let merchant = sandbox.get("accounts/MERCHANT23456").await;
    assert_eq!(merchant["activity"][0]["status"], "Denied");
    assert_eq!(merchant["activity"][0]["fee"], "0.00");
    let path = format!("/_sandbox/accounts/MERCHANT23456/transactions/{txn_id}");
    let page = sandbox.sandbox_page(&path).await;
    assert!(!page.contains("<dt>Net</dt>"), "{page}");
}

#[tokio::test]
async fn a_merchant_refunds_on_the_page_of_the_transaction() {
    let sandbox = Harness::start().await;
    let payment = sandbox
        .paid(&buy_now(&[("item_name", "Blue mug"), ("invoice", "inv-7")]))
        .await;
    let txn_id = text(&payment["txn_id"]);
    let path = format!("/_sandbox/accounts/MERCHANT23456/transactions/{txn_id}");
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains("Payment received") && page.contains("Blue mug") && page.contains("inv-7")
    );
    let refund = format!("/_sandbox/payments/{txn_id}/refund");
    let refunded = sandbox.send_form_from(&path, &refund, "amount=4.00").await;
    assert_eq!(refunded.status(), StatusCode::SEE_OTHER);
    assert!(
        location(&refunded).ends_with(&path),
        "{}",
        location(&refunded)
    );
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains("Refund sent")
            && page.contains("name=\"amount\"")
            && page.contains("value=\"6.00\""),
        "{page}"
    );
    assert_eq!(
        sandbox.balances("USD").await,
        ("4994.00".to_owned(), "6.00".to_owned())
    );
    // The buyer sees it and refunds nothing.
    let page = sandbox
        .sandbox_page(&format!(
            "/_sandbox/accounts/BUYER23456789/transactions/{txn_id}"
        ))
        .await;
    assert!(
        page.contains("Payment sent")
            && page.contains("Refund received")
            && !page.contains(">Refund</button>")
    );
    let shop = sandbox.get("accounts/MERCHANT23456").await;
    assert_eq!(shop["activity"][0]["kind"], "refund_sent");
    assert_eq!(shop["activity"][0]["gross"], "-4.00");
    let unknown = sandbox
        .client
        .get(sandbox.url("/_sandbox/accounts/MERCHANT23456/transactions/NONE"));
    assert_eq!(
        unknown.send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
}

/// Forms are taken from the sandbox's own pages alone.
#[tokio::test]
async fn forms_of_other_sites_change_nothing() {
    let sandbox = Harness::start().await;
    let own = sandbox.url("");
    let own = own.trim_end_matches('/');
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Headers<'_>, u16); 5] = [
        (&[], 415),
        (&[("origin", "http://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", own), ("sec-fetch-site", "cross-site")], 403),
        (&[("origin", own)], 200),
    ];
    for (headers, status) in cases {
        let mut request = sandbox
            .client
            .post(sandbox.url("/_sandbox/accounts/merchant@example.com/funds"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("amount=1.00&currency=USD");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{headers:?}");
    }
    assert_eq!(sandbox.balances("USD").await.1, "1.00");
}
