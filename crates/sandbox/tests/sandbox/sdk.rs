//! The browser SDKs' paths: scripts, windows of checkouts, and what a page may
//! do with a client id. What the scripts do is tried in a browser, in the
//! workspace's `tests/sdk`.

use crate::harness::classic::two_sellers;
use crate::harness::rest::{self, Rest, order};
use crate::harness::{Harness, encode, field, location, text};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

impl Rest {
    async fn file(&self, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = self.harness.client.get(self.harness.url(path));
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        (status, headers, answer.text().await.unwrap())
    }

    /// Presses a button of the buyer's pages; answers where it leads.
    async fn press(&self, what: &str, token: &str, page: &str, more: &[(&str, &str)]) -> String {
        let csrf = field(page, "csrf");
        let form = [&[("token", token), ("csrf", csrf.as_str())], more].concat();
        let answer = self
            .harness
            .post(&format!("/checkoutnow/{what}"), encode(&form))
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        location(&answer)
    }

    /// Logs the buyer in and agrees, in a window of an SDK's.
    async fn agree_in_window(&self, token: &str, query: &str) -> String {
        let path = format!("/checkoutnow?token={token}&{query}");
        let (_, _, page) = self.file(&path).await;
        let (email, password) = (field(&page, "email"), field(&page, "password"));
        let login = [("email", email.as_str()), ("password", password.as_str())];
        self.press("login", token, &page, &login).await;
        self.press("pay", token, &page, &[]).await
    }
}

const WINDOW: &str =
    "opener=https%3A%2F%2Fshop.test%3A8443%2Fcart&presentation=popup&client_id=sandbox-client";

/// Message of the page in the window, and its recipient.
fn told(page: &str) -> (Value, String) {
    let attribute = |name: &str| {
        let start = page.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        let end = start + page[start..].find('"').unwrap();
        page[start..end]
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
    };
    (
        serde_json::from_str(&attribute("data-message")).unwrap(),
        attribute("data-origin"),
    )
}

#[tokio::test]
async fn scripts_are_served_to_pages_of_every_origin() {
    let rest = Rest::start().await;
    for path in [
        "/sdk/js?client-id=sandbox-client&currency=EUR&components=buttons,marks",
        "/sdk/js?client-id=test",
        "/web-sdk/v6/core",
        "/web-sdk/v6/core?debug=true&paypal-sdk-retry=1",
        "/api/checkout.js",
        "/api/checkout.min.js?v=1",
    ] {
        let (status, headers, script) = rest.file(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(text_of(&headers, "content-type").starts_with("text/javascript"));
        assert_eq!(text_of(&headers, "access-control-allow-origin"), "*");
        assert_eq!(
            text_of(&headers, "cross-origin-resource-policy"),
            "cross-origin"
        );
        for word in ["eval(", "new Function", "innerHTML", "document.write"] {
            assert!(!script.contains(word), "{path} has {word}");
        }
    }
}

fn text_of<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers[name].to_str().unwrap()
}

#[tokio::test]
async fn a_query_that_paypal_refuses_is_an_error_as_a_script() {
    let rest = Rest::start().await;
    for (query, reason) in [
        ("", "Expected client-id to be passed"),
        (
            "client-id=some\"body",
            "client-id not recognized for either production or sandbox: some\\\"body",
        ),
        ("client-id=test&color=red", "Disallowed query param: color"),
        ("client-id=test&currency=usd", "currency: usd"),
        ("client-id=test&intent=sale", "intent: sale"),
        (
            "client-id=test&components=buttons,x",
            "components: buttons,x",
        ),
        ("client-id=test&commit=yes", "commit: yes"),
    ] {
        let (status, _, script) = rest.file(&format!("/sdk/js?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(script.starts_with("throw new Error(\"SDK Validation error: '"));
        assert!(script.contains(reason), "{query}: {script}");
    }
}

#[tokio::test]
async fn an_agreed_order_is_told_to_its_page_with_a_token_for_it_alone() {
    let mut rest = Rest::start().await;
    let (own, other) = (
        rest.post("/v2/checkout/orders", order("CAPTURE", "USD", "5.00"))
            .await
            .expect(201),
        rest.post("/v2/checkout/orders", order("CAPTURE", "USD", "6.00"))
            .await
            .expect(201),
    );
    let id = text(&own["id"]).to_owned();
    let end = rest.agree_in_window(&id, WINDOW).await;
    assert!(end.ends_with(&format!("/checkoutnow/window?token={id}")));
    let (status, _, page) = rest.file(&format!("/checkoutnow/window?token={id}")).await;
    assert_eq!(status, StatusCode::OK);
    let (message, origin) = told(&page);
    assert_eq!(origin, "https://shop.test:8443");
    assert_eq!(message["event"], "approve");
    assert_eq!(message["token"], *id);
    assert_eq!(message["payerId"], "BUYER23456789");
    rest.token = text(&message["accessToken"]).to_owned();
    let foreign = format!("/v2/checkout/orders/{}", text(&other["id"]));
    assert_eq!(rest.get(&foreign).await.status, StatusCode::FORBIDDEN);
    let capture = format!("/v2/checkout/orders/{id}/capture");
    rest.post(&capture, json!({})).await.expect(201);
    assert_eq!(
        rest.get("/v1/payments/payment").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_cancelled_checkout_is_told_without_a_token() {
    let rest = Rest::start().await;
    let own = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "5.00"))
        .await
        .expect(201);
    let id = text(&own["id"]);
    let window = format!("/checkoutnow?token={id}&{WINDOW}");
    let (_, headers, page) = rest.file(&window).await;
    let policy = text_of(&headers, "content-security-policy");
    assert!(policy.contains("frame-ancestors 'none'"));
    let end = rest.press("cancel", id, &page, &[]).await;
    let (_, _, page) = rest.file(&end[end.find("/checkoutnow").unwrap()..]).await;
    let (message, _) = told(&page);
    assert_eq!(message["event"], "cancel");
    assert_eq!(message["accessToken"], Value::Null);
    // The same checkout, opened without a word of a window: back to the shop.
    let request = rest
        .harness
        .client
        .get(rest.harness.url(&format!("/checkoutnow?token={id}")));
    let answer = request
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    let page = answer.text().await.unwrap();
    let end = rest.press("cancel", id, &page, &[]).await;
    assert!(!end.contains("/checkoutnow/window"), "{end}");
}

#[tokio::test]
async fn only_the_page_that_waits_may_frame_a_checkout() {
    let rest = Rest::start().await;
    let own = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "5.00"))
        .await
        .expect(201);
    let id = text(&own["id"]);
    let path = format!("/checkoutnow?token={id}");
    for (query, ancestors) in [
        (
            "opener=https%3A%2F%2Fshop.test&presentation=modal",
            "https://shop.test",
        ),
        (
            "opener=https%3A%2F%2Fshop.test&presentation=popup",
            "'none'",
        ),
        ("opener=javascript%3Aalert(1)&presentation=modal", "'none'"),
        ("opener=*&presentation=modal", "'none'"),
        (
            "opener=https%3A%2F%2Fshop.test&presentation=modal&ancestors=https%3A%2F%2Fouter.test%2Fpage+*+null+javascript%3A1+'self'",
            "https://shop.test https://outer.test",
        ),
        (
            "opener=https%3A%2F%2Fshop.test&presentation=popup&ancestors=https%3A%2F%2Fouter.test",
            "'none'",
        ),
    ] {
        let (_, headers, _) = rest.file(&format!("{path}&{query}")).await;
        let policy = text_of(&headers, "content-security-policy");
        assert!(
            policy.contains(&format!("frame-ancestors {ancestors};")),
            "{query}: {policy}"
        );
    }
}

#[tokio::test]
async fn terms_of_a_checkout_are_told_by_every_id_of_it() {
    let rest = Rest::start().await;
    let own = rest
        .post("/v2/checkout/orders", order("AUTHORIZE", "EUR", "5.00"))
        .await
        .expect(201);
    let (status, _, terms) = rest
        .file(&format!("/sdk/checkouts/{}", text(&own["id"])))
        .await;
    assert_eq!(status, StatusCode::OK);
    let terms: Value = serde_json::from_str(&terms).unwrap();
    assert_eq!(
        terms,
        json!({
            "token": own["id"],
            "intent": "authorize",
            "currency": "EUR",
            "payees": [{"merchantId": "MERCHANT23456", "email": "merchant@example.com"}],
            "appSwitch": true,
        })
    );
    let payment = rest::payment("sale", "USD", "5.00");
    let payment = rest.post("/v1/payments/payment", payment).await.expect(201);
    let (_, _, terms) = rest
        .file(&format!("/sdk/checkouts/{}", text(&payment["id"])))
        .await;
    let terms: Value = serde_json::from_str(&terms).unwrap();
    assert!(text(&terms["token"]).starts_with("EC-"));
    let (status, ..) = rest.file("/sdk/checkouts/EC-0").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn terms_name_every_payee_once() {
    let rest = Rest::on(Harness::with(two_sellers()).await).await;
    let payees = async |id: &str| {
        let (_, _, terms) = rest.file(&format!("/sdk/checkouts/{id}")).await;
        let terms: Value = serde_json::from_str(&terms).unwrap();
        let payees = terms["payees"].as_array().unwrap().clone();
        let emails = payees.iter().map(|payee| text(&payee["email"]).to_owned());
        emails.collect::<Vec<_>>()
    };
    let both = ["merchant@example.com", "seller@example.com"];
    let seller = json!({"email_address": "seller@example.com"});
    let unit = |reference: &str, payee: &Value| {
        let amount = json!({"currency_code": "USD", "value": "5.00"});
        json!({"reference_id": reference, "amount": amount, "payee": payee})
    };
    let mut several = order("CAPTURE", "USD", "5.00");
    several["purchase_units"] = json!([
        unit("a", &json!({})),
        unit("b", &seller),
        unit("c", &seller)
    ]);
    let several = rest.post("/v2/checkout/orders", several).await.expect(201);
    assert_eq!(payees(text(&several["id"])).await, both);

    let mut payment = rest::payment("sale", "USD", "5.00");
    payment["transactions"][0]["payee"] = json!({"email": "seller@example.com"});
    let payment = rest.post("/v1/payments/payment", payment).await.expect(201);
    assert_eq!(payees(text(&payment["id"])).await, both[1..]);

    let parallel = [
        ("PAYMENTREQUEST_0_AMT", "10.00"),
        ("PAYMENTREQUEST_0_PAYMENTREQUESTID", "first"),
        ("PAYMENTREQUEST_1_AMT", "5.50"),
        ("PAYMENTREQUEST_1_PAYMENTREQUESTID", "second"),
        (
            "PAYMENTREQUEST_1_SELLERPAYPALACCOUNTID",
            "seller@example.com",
        ),
    ];
    let token = rest.harness.set_express(&parallel).await;
    assert_eq!(payees(&token).await, both);
}

#[tokio::test]
async fn eligible_methods_depend_on_country_currency_and_flow() {
    let rest = Rest::start().await;
    let find = async |body: Value| {
        let found = rest.post("/v2/payments/find-eligible-methods", body).await;
        let found = found.expect(200);
        let methods = found["eligible_methods"].as_object().unwrap().clone();
        methods.keys().cloned().collect::<Vec<String>>().join(" ")
    };
    let unit = |currency: &str| json!([{"amount": {"currency_code": currency}}]);
    let all = "advanced_cards basic_cards paypal paypal_credit paypal_pay_later venmo";
    assert_eq!(find(json!({})).await, all);
    let german = json!({"customer": {"country_code": "DE"}, "purchase_units": unit("EUR")});
    assert_eq!(
        find(german).await,
        "advanced_cards basic_cards paypal paypal_pay_later"
    );
    let yen = json!({"purchase_units": unit("JPY")});
    assert_eq!(find(yen).await, "advanced_cards basic_cards paypal");
    let saved = json!({"preferences": {"payment_flow": "VAULT_WITHOUT_PAYMENT"}});
    assert_eq!(find(saved).await, "");
    let only = |kind: &str| {
        let constraint = json!({"constraint_type": kind, "payment_sources": ["PAYPAL"]});
        json!({"preferences": {"payment_source_constraint": constraint}})
    };
    assert_eq!(find(only("INCLUDE")).await, "paypal");
    assert_eq!(
        find(only("EXCLUDE")).await,
        "advanced_cards basic_cards paypal_credit paypal_pay_later venmo"
    );
}

#[tokio::test]
async fn a_client_token_is_a_jwt_with_a_browsers_rights() {
    let mut rest = Rest::start().await;
    let request = rest
        .harness
        .client
        .post(rest.harness.url("/v1/oauth2/token"));
    let request = request.basic_auth("sandbox-client", Some("sandbox-secret"));
    let body = "grant_type=client_credentials&response_type=client_token&domains[]=shop.test";
    let answer = request.body(body).send().await.unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    rest.token = text(&answer["access_token"]).to_owned();
    assert_eq!(rest.token.split('.').count(), 3);
    let path = "/v2/payments/find-eligible-methods";
    rest.post(path, json!({})).await.expect(200);
    let payments = rest.get("/v1/payments/payment").await;
    assert_eq!(payments.status, StatusCode::FORBIDDEN);
}
