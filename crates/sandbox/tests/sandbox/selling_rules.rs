//! Shipping and sales tax of an account's profile, for forms that name none.

use crate::harness::message::{assert_fields, decoded};
use crate::harness::{Harness, buy_now, encode, field, text, upload};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// Changes settings of an account.
pub async fn settings(sandbox: &Harness, account: &str, patch: Value) -> Value {
    let path = format!("accounts/{account}");
    let (status, account) = sandbox.control(Method::PATCH, &path, Some(patch)).await;
    assert_eq!(status, StatusCode::OK, "{account}");
    account
}

/// Rates of the tests: 5.00 up to 10.00, then 10 %, abroad 3.00 and 6.00 by
/// number; California 8.25 % also of shipping, the country 2 %.
pub fn rules() -> Value {
    json!({
        "shipping": {
            "domestic": {"basis": "amount", "currency": "USD", "tiers": [
                {"from": "0.01", "charge": "5.00"}, {"from": "10.01", "percent": "10"},
            ]},
            "international": {"basis": "quantity", "currency": "USD", "tiers": [
                {"from": "1", "charge": "3.00"}, {"from": "50", "charge": "6.00"},
            ]},
        },
        "sales_tax": [
            {"country": "US", "rate": "2"},
            {"country": "US", "state": "CA", "rate": "8.25", "on_shipping": true},
            {"country": "DE", "rate": "19"},
        ],
    })
}

pub async fn sandbox() -> Harness {
    let sandbox = Harness::start().await;
    settings(&sandbox, "merchant@example.com", rules()).await;
    sandbox
}

/// Shipping, tax and total that are paid for a form.
async fn charged(sandbox: &Harness, fields: &[(String, String)]) -> [String; 3] {
    let token = sandbox.open(fields).await;
    sandbox.approve(&token).await;
    let checkout = sandbox.checkout(&token).await;
    let payment = sandbox.payment_of(&token).await;
    assert_eq!(payment["gross"], checkout["total"], "shown and paid");
    ["shipping", "tax", "total"].map(|name| text(&checkout[name]).to_owned())
}

#[tokio::test]
async fn a_form_that_names_none_is_charged_by_the_profile() {
    let sandbox = sandbox().await;
    // 5.00 of 10.00; 8.25 % of 15.00 is 1.2375.
    assert_eq!(
        charged(&sandbox, &buy_now(&[])).await,
        ["5.00", "1.24", "16.24"]
    );
    // 10 % of 30.00.
    let form = buy_now(&[("quantity", "3")]);
    assert_eq!(charged(&sandbox, &form).await, ["3.00", "2.72", "35.72"]);
    let cart = upload(&[("item_name_2", "Tea"), ("amount_2", "4.00")]);
    assert_eq!(charged(&sandbox, &cart).await, ["1.40", "1.27", "16.67"]);
}

#[tokio::test]
async fn what_the_form_says_goes_before_the_profile() {
    let sandbox = sandbox().await;
    for (more, expected) in [
        (vec![("shipping", "0")], ["0.00", "0.83", "10.83"]),
        (vec![("shipping2", "1.00")], ["0.00", "0.83", "10.83"]),
        (vec![("tax", "0")], ["5.00", "0.00", "15.00"]),
        (vec![("tax_rate", "0")], ["5.00", "0.00", "15.00"]),
        (vec![("tax_rate", "10")], ["5.00", "1.00", "16.00"]),
        (vec![("handling", "1.00")], ["5.00", "1.24", "17.24"]),
        // What cannot be read is not said.
        (vec![("shipping", "free")], ["5.00", "1.24", "16.24"]),
    ] {
        let form = buy_now(&more);
        assert_eq!(charged(&sandbox, &form).await, expected, "{more:?}");
    }
    let two = [("item_name_2", "Tea"), ("amount_2", "4.00")];
    for (more, expected) in [
        (vec![("tax_cart", "0.00")], ["1.40", "0.00", "15.40"]),
        (vec![("handling_cart", "2.00")], ["1.40", "1.27", "18.67"]),
        // The mug's own shipping; the profile's for the tea alone: 5.00 of 4.00.
        (vec![("shipping_1", "1.00")], ["6.00", "1.65", "21.65"]),
        // Tax of the tea alone: 8.25 % of 4.00 and of the shipping.
        (vec![("tax_1", "0")], ["1.40", "0.45", "15.85"]),
        // Half of a discount of the cart is the tea's half.
        (
            vec![("discount_amount_cart", "7.00"), ("shipping_1", "0")],
            ["5.00", "0.99", "12.99"],
        ),
    ] {
        let form = upload(&[&two[..], &more].concat());
        assert_eq!(charged(&sandbox, &form).await, expected, "{more:?}");
    }
}

#[tokio::test]
async fn the_address_of_delivery_decides() {
    let sandbox = sandbox().await;
    let to = |more: &[(&'static str, &'static str)]| {
        let address = [
            ("address_override", "1"),
            ("address1", "Hauptstr. 1"),
            ("city", "Bonn"),
            ("zip", "53111"),
        ];
        buy_now(&[&address[..], more].concat())
    };
    assert_eq!(
        charged(&sandbox, &to(&[("country", "DE")])).await,
        ["3.00", "1.90", "14.90"]
    );
    assert_eq!(
        charged(&sandbox, &to(&[("country", "DE"), ("quantity", "50")])).await,
        ["6.00", "95.00", "601.00"]
    );
    assert_eq!(
        charged(&sandbox, &to(&[("country", "FR")])).await,
        ["3.00", "0.00", "13.00"]
    );
    // Another state than California has the rate of the country.
    assert_eq!(
        charged(&sandbox, &to(&[("country", "US"), ("state", "NV")])).await,
        ["5.00", "0.20", "15.20"]
    );
    assert_eq!(
        charged(&sandbox, &to(&[("country", "US"), ("state", "ca")])).await,
        ["5.00", "1.24", "16.24"]
    );
    // Nothing is delivered.
    let nowhere = buy_now(&[("no_shipping", "1")]);
    assert_eq!(charged(&sandbox, &nowhere).await, ["0.00", "0.00", "10.00"]);
    // The account's home decides what is abroad.
    settings(&sandbox, "merchant@example.com", json!({"country": "DE"})).await;
    assert_eq!(
        charged(&sandbox, &to(&[("country", "DE")])).await,
        ["5.00", "1.90", "16.90"]
    );
}

#[tokio::test]
async fn weights_are_compared_whatever_their_unit() {
    let sandbox = Harness::start().await;
    let by_weight = json!({"shipping": {"domestic": {
        "basis": "weight", "currency": "USD", "weight_unit": "kgs", "tiers": [
            {"from": "0.01", "charge": "3.00"}, {"from": "1.00", "charge": "6.00"},
        ],
    }}});
    settings(&sandbox, "merchant@example.com", by_weight).await;
    for (form, shipping) in [
        (
            buy_now(&[("weight", "0.99"), ("weight_unit", "kgs")]),
            "3.00",
        ),
        (
            buy_now(&[
                ("weight", "0.50"),
                ("weight_unit", "kgs"),
                ("quantity", "2"),
            ]),
            "6.00",
        ),
        // 2.20 lb are 997.9 g, 2.21 lb are 1002.4 g.
        (buy_now(&[("weight", "2.20")]), "3.00"),
        (
            buy_now(&[("weight", "2.21"), ("weight_unit", "lbs")]),
            "6.00",
        ),
        (buy_now(&[]), "0.00"),
        (upload(&[("weight_1", "2.21")]), "6.00"),
        (
            upload(&[("weight_1", "2.21"), ("weight_cart", "0.10")]),
            "3.00",
        ),
    ] {
        let [charged, _, _] = charged(&sandbox, &form).await;
        assert_eq!(charged, shipping, "{form:?}");
    }
    let token = sandbox.open(&buy_now(&[("weight", "heavy")])).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(checkout["ignored"][0]["variable"], "weight");
}

#[tokio::test]
async fn another_currency_has_no_shipping_and_yen_have_no_cents() {
    let sandbox = sandbox().await;
    let euros = buy_now(&[("currency_code", "EUR")]);
    assert_eq!(charged(&sandbox, &euros).await, ["0.00", "0.83", "10.83"]);
    let yen = json!({"shipping": {"domestic": {"basis": "amount", "currency": "JPY", "tiers": [
        {"from": "0", "percent": "2.5"},
    ]}}});
    settings(&sandbox, "merchant@example.com", yen).await;
    let form = buy_now(&[("currency_code", "JPY"), ("amount", "999")]);
    // 24.975, then 8.25 % of 1024.
    assert_eq!(charged(&sandbox, &form).await, ["25", "84", "1108"]);
}

#[tokio::test]
async fn a_profile_can_refuse_the_shipping_of_forms() {
    let sandbox = sandbox().await;
    let patch = json!({"shipping": {"form_overrides": false}});
    settings(&sandbox, "merchant@example.com", patch).await;
    let form = buy_now(&[("shipping", "1.00")]);
    let token = sandbox.open(&form).await;
    let ignored = &sandbox.checkout(&token).await["ignored"];
    assert_eq!(ignored[0]["variable"], "shipping");
    assert!(text(&ignored[0]["reason"]).contains("rates of the account"));
    assert_eq!(charged(&sandbox, &form).await, ["5.00", "1.24", "16.24"]);
    // The rates are of dollars: a form in euros keeps its own.
    let euros = buy_now(&[("shipping", "1.00"), ("currency_code", "EUR"), ("tax", "0")]);
    assert_eq!(charged(&sandbox, &euros).await, ["1.00", "0.00", "11.00"]);
}

#[tokio::test]
async fn donations_and_subscriptions_have_neither() {
    let sandbox = sandbox().await;
    let donation = buy_now(&[("cmd", "_donations")]);
    assert_eq!(
        charged(&sandbox, &donation).await,
        ["0.00", "0.00", "10.00"]
    );
    let subscription = buy_now(&[
        ("cmd", "_xclick-subscriptions"),
        ("amount", "-"),
        ("a3", "9.00"),
        ("p3", "1"),
        ("t3", "M"),
    ]);
    let token = sandbox.open(&subscription).await;
    sandbox.approve(&token).await;
    assert_eq!(sandbox.checkout(&token).await["total"], "9.00");
}

#[tokio::test]
async fn messages_and_history_tell_the_charges() {
    let sandbox = sandbox().await;
    let to = ("notify_url", "http://127.0.0.1:9/ipn");
    sandbox.paid(&buy_now(&[to])).await;
    let cart = sandbox.paid(&upload(&[to])).await;
    let all = sandbox.get("notifications").await;
    let told = |index: usize| decoded(text(&all[index]["body"]));
    assert_fields(
        &told(0),
        &[("shipping", "5.00"), ("tax", "1.24"), ("mc_gross", "16.24")],
    );
    assert_fields(
        &told(1),
        &[
            ("mc_shipping", "5.00"),
            ("mc_handling", "0.00"),
            ("tax", "1.24"),
            ("mc_gross", "16.24"),
            ("mc_gross_1", "10.00"),
        ],
    );
    let path = format!(
        "/_sandbox/accounts/MERCHANT23456/transactions/{}",
        text(&cart["txn_id"])
    );
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains("<dt>Shipping</dt>") && page.contains("<dt>Tax</dt>"),
        "{page}"
    );
}

/// Logs in on the buyer's page; answers the review page.
async fn logged_in(sandbox: &Harness, token: &str, email: &str) -> String {
    let path = format!("/checkoutnow?token={token}");
    let page = sandbox.sandbox_page(&path).await;
    let csrf = field(&page, "csrf");
    let login = [
        ("token", token),
        ("csrf", &csrf),
        ("email", email),
        ("password", "sandbox-password"),
    ];
    sandbox.post("/checkoutnow/login", encode(&login)).await;
    sandbox.sandbox_page(&path).await
}

#[tokio::test]
async fn nobody_pays_charges_that_were_not_shown() {
    let sandbox = sandbox().await;
    let token = sandbox.open(&buy_now(&[])).await;
    assert_eq!(sandbox.checkout(&token).await["total"], "10.00");
    let page = logged_in(&sandbox, &token, "buyer@example.com").await;
    assert!(page.contains(r#"<data value="16.24">"#), "{page}");
    let csrf = field(&page, "csrf");
    let none = json!({"shipping": null, "sales_tax": [{"country": "US", "rate": "50"}]});
    settings(&sandbox, "merchant@example.com", none).await;
    let pay = encode(&[("token", token.as_str()), ("csrf", &csrf)]);
    let answer = sandbox.post("/checkoutnow/pay", pay.clone()).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().await.unwrap();
    assert!(
        page.contains("Shipping or tax of this order has changed"),
        "{page}"
    );
    assert!(page.contains(r#"<data value="15.00">"#), "{page}");
    assert_eq!(sandbox.get("payments").await, json!([]));
    sandbox.post("/checkoutnow/pay", pay).await;
    assert_eq!(sandbox.payment_of(&token).await["gross"], "15.00");
}

#[tokio::test]
async fn who_logs_out_takes_the_address_along() {
    let sandbox = sandbox().await;
    let abroad = json!({
        "email": "anna@example.com", "type": "personal", "balances": {"USD": "50.00"},
        "address": {"street": "Hauptstr. 1", "city": "Bonn", "zip": "53111", "country_code": "DE"},
    });
    sandbox
        .control(Method::POST, "accounts", Some(abroad))
        .await;
    let token = sandbox.open(&buy_now(&[])).await;
    let page = logged_in(&sandbox, &token, "anna@example.com").await;
    assert_eq!(sandbox.checkout(&token).await["total"], "14.90");
    let logout = [("token", token.as_str()), ("csrf", &field(&page, "csrf"))];
    sandbox.post("/checkoutnow/logout", encode(&logout)).await;
    assert_eq!(sandbox.checkout(&token).await["total"], "10.00");
    logged_in(&sandbox, &token, "buyer@example.com").await;
    assert_eq!(sandbox.checkout(&token).await["total"], "16.24");
}

#[tokio::test]
async fn an_amount_that_the_buyer_types_is_charged_once_it_is_shown() {
    let sandbox = sandbox().await;
    let token = sandbox.open(&buy_now(&[("amount", "-")])).await;
    let page = logged_in(&sandbox, &token, "buyer@example.com").await;
    let csrf = field(&page, "csrf");
    let pay = encode(&[
        ("token", token.as_str()),
        ("csrf", &csrf),
        ("amount", "8.00"),
    ]);
    let answer = sandbox.post("/checkoutnow/pay", pay).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().await.unwrap();
    // The total is shown, and what was typed is still there.
    assert!(page.contains(r#"<data value="14.07">"#), "{page}");
    assert_eq!(field(&page, "amount"), "8.00");
}
