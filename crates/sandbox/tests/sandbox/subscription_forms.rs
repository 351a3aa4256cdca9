//! Forms of subscriptions: the rules, the buyer's pages and the return.

use crate::harness::subscriptions::{messages, start, subscribe, subscribed, types};
use crate::harness::{self, Harness, encode, field, location, text};
use leptos_paypal_core::form::example;
use paypal_sandbox::{AccountConfig, Config};
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use serde_json::json;

/// Variables that a form has in place of the usual ones.
type Variables<'v> = &'v [(&'v str, &'v str)];

#[tokio::test]
async fn what_is_refused_names_the_variable_and_the_rule() {
    let sandbox = Harness::start().await;
    let table: &[(Variables<'_>, &str, &str)] = &[
        (&[("business", "-")], "business_missing", "business"),
        (&[("a3", "-")], "subscription_term_missing", "a3"),
        (&[("p3", "-")], "subscription_term_missing", "p3"),
        (&[("t3", "")], "subscription_term_missing", "t3"),
        (&[("a3", "0.00")], "total_zero", "a3"),
        (&[("a3", "9,00")], "amount_unreadable", "a3"),
        (&[("a3", "10000.01")], "total_above_maximum", "a3"),
        (&[("p3", "25")], "subscription_period_invalid", "p3"),
        (&[("p3", "0")], "subscription_period_invalid", "p3"),
        (&[("p3", "1.5")], "subscription_period_invalid", "p3"),
        (&[("t3", "m")], "subscription_period_invalid", "t3"),
        (
            &[("p3", "91"), ("t3", "D")],
            "subscription_period_invalid",
            "p3",
        ),
        (
            &[("a1", "0"), ("p1", "1")],
            "subscription_term_missing",
            "t1",
        ),
        (
            &[("a1", "x"), ("p1", "1"), ("t1", "D")],
            "amount_unreadable",
            "a1",
        ),
        (
            &[("a2", "0"), ("p2", "1"), ("t2", "D")],
            "second_trial_alone",
            "a2",
        ),
        (&[("srt", "1")], "srt_invalid", "srt"),
        (&[("srt", "53")], "srt_invalid", "srt"),
        (&[("srt", "many")], "srt_invalid", "srt"),
        (&[("modify", "1")], "modify_unsupported", "modify"),
        (&[("modify", "2")], "modify_unsupported", "modify"),
    ];
    for (more, code, variable) in table {
        let refused = sandbox.refused(&subscribe(more)).await;
        assert_eq!(
            (text(&refused["code"]), text(&refused["variable"])),
            (*code, *variable),
            "{more:?}"
        );
    }
}

#[tokio::test]
async fn what_does_not_count_is_listed() {
    let sandbox = Harness::start().await;
    let token = sandbox
        .open(&subscribe(&[
            ("cmd", "_ext-enter"),
            ("redirect_cmd", "_xclick-subscriptions"),
            ("src", "0"),
            ("srt", "12"),
            ("p1", "1"),
            ("amount", "5.00"),
            ("shipping", "1.00"),
            ("no_note", "0"),
            ("sra", "2"),
            ("paymentaction", "order"),
            ("on0", "Size"),
            ("os0", "Large"),
        ]))
        .await;
    let checkout = sandbox.checkout(&token).await;
    let mut ignored: Vec<&str> = checkout["ignored"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["variable"]))
        .collect();
    ignored.sort_unstable();
    let expected = [
        "amount",
        "no_note",
        "p1",
        "paymentaction",
        "shipping",
        "sra",
        "srt",
    ];
    assert_eq!(ignored, expected);
    assert_eq!(checkout["total"], "9.00");
    assert_eq!(checkout["plan"], json!(["9.00 USD for 1 month, once"]));
    assert_eq!(checkout["lines"][0]["options"][0]["value"], "Large");
    let buy_now = harness::buy_now(&[("a3", "9.00")]);
    let token = sandbox.open(&buy_now).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(checkout["ignored"][0]["reason"], "not used by _xclick");
}

#[tokio::test]
async fn a_form_with_every_variable_is_taken_whole() {
    let sandbox = Harness::start().await;
    let form = example::subscription().unwrap();
    let token = sandbox.open(&form.fields().unwrap()).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(checkout["ignored"], json!([]));
    let first = form.plan.first_amount().to_string();
    assert_eq!(checkout["total"], first);
    assert_eq!(
        checkout["plan"],
        json!([
            "Free for the first 14 days",
            "Then 9.50 USD for 1 month",
            "Then 20.00 USD every month, 12 times",
        ])
    );
    let ordered = &form.ordered_items()[0];
    let line = &checkout["lines"][0];
    assert_eq!(line["item_name"], ordered.name);
    assert_eq!(line["item_number"], json!(ordered.number));
    assert_eq!(line["options"], json!(ordered.options));
}

/// Logs in and presses the button of the review page; the answer to that.
async fn click(sandbox: &Harness, token: &str) -> (String, reqwest::Response) {
    let url = sandbox.url(&format!("/checkoutnow?token={token}"));
    let get = || async {
        sandbox
            .client
            .get(&url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let page = get().await;
    let csrf = field(&page, "csrf");
    let start = [("token", token), ("csrf", &csrf)];
    let (email, password) = (field(&page, "email"), field(&page, "password"));
    let login = [&start[..], &[("email", &email), ("password", &password)]].concat();
    sandbox.post("/checkoutnow/login", encode(&login)).await;
    let review = get().await;
    (
        review,
        sandbox.post("/checkoutnow/pay", encode(&start)).await,
    )
}

#[tokio::test]
async fn the_buyer_reads_the_plan_agrees_and_returns() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let free = [
        ("a1", "0.00"),
        ("p1", "7"),
        ("t1", "D"),
        ("return", "https://shop.example/back?co=1"),
        ("usr_manage", "1"),
    ];
    let token = sandbox.open(&subscribe(&free)).await;
    let (review, answer) = click(&sandbox, &token).await;
    assert!(review.contains("Free for the first 7 days"), "{review}");
    assert!(review.contains("Then 9.00 USD every month until you cancel"));
    assert!(review.contains("Agree and subscribe"));
    // No transaction, no PDT.
    assert_eq!(location(&answer), "https://shop.example/back?co=1");
    let done = sandbox.url(&format!("/checkoutnow?token={token}"));
    let done = sandbox.client.get(done).send().await.unwrap();
    let done = done.text().await.unwrap();
    assert!(
        done.contains("You are subscribed") && done.contains("pp-"),
        "{done}"
    );
    assert!(!done.contains("txn-id"));

    let paid = [("return", "https://shop.example/back"), ("custom", "m7")];
    let token = sandbox.open(&subscribe(&paid)).await;
    let (_, answer) = click(&sandbox, &token).await;
    let url = url::Url::parse(&location(&answer)).unwrap();
    let pairs: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    let payment = sandbox.payment_of(&token).await;
    assert_eq!(pairs["tx"], text(&payment["txn_id"]));
    assert_eq!(
        (pairs["amt"].as_str(), pairs["cm"].as_str()),
        ("9.00", "m7")
    );
    assert_eq!(pairs["item_number"], "CLUB");
    let lookup = [
        ("cmd", "_notify-synch"),
        ("tx", &pairs["tx"]),
        ("at", "sandbox-pdt-token"),
    ];
    let answer = sandbox.post("/cgi-bin/webscr", encode(&lookup)).await;
    let answer = answer.text().await.unwrap();
    assert!(answer.starts_with("SUCCESS\n") && answer.contains("\ntxn_type=subscr_payment\n"));
    assert!(answer.contains("\nsubscr_id=I-"), "{answer}");
}

#[tokio::test]
async fn a_return_by_post_has_the_variables_of_the_sign_up() {
    let merchant = AccountConfig {
        pdt: false,
        ..AccountConfig::merchant()
    };
    let sandbox = Harness::with(Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    })
    .await;
    let form = subscribe(&[("return", "https://shop.example/back"), ("rm", "2")]);
    let token = sandbox.open(&form).await;
    let answer = sandbox.approve(&token).await;
    assert_eq!(answer["method"], "POST");
    let fields: Vec<(String, String)> = serde_json::from_value(answer["fields"].clone()).unwrap();
    let has = |name: &str, value: &str| fields.contains(&(name.to_owned(), value.to_owned()));
    assert!(
        has("txn_type", "subscr_signup") && has("mc_amount3", "9.00"),
        "{fields:?}"
    );
}

#[tokio::test]
async fn the_buyer_finds_and_cancels_the_subscription() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[("item_name", "<b>Tea</b>")])).await;
    for alias in ["merchant%40example.com", "MERCHANT23456"] {
        let find = sandbox.url(&format!("/cgi-bin/webscr?cmd=_subscr-find&alias={alias}"));
        let answer = sandbox.client.get(find).send().await.unwrap();
        assert_eq!(
            location(&answer),
            sandbox.url("/subscriptions?merchant=MERCHANT23456")
        );
    }
    let unknown = sandbox.url("/cgi-bin/webscr?cmd=_subscr-find&alias=nobody");
    assert_eq!(
        sandbox.client.get(unknown).send().await.unwrap().status(),
        404
    );
    let url = sandbox.url("/subscriptions?merchant=MERCHANT23456");
    let page = sandbox
        .client
        .get(&url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!page.contains(&id), "{page}");
    let login = |password: &str| {
        encode(&[
            ("merchant", "MERCHANT23456"),
            ("email", "buyer@example.com"),
            ("password", password),
        ])
    };
    let wrong = sandbox.post("/subscriptions/login", login("wrong")).await;
    assert_eq!(wrong.status(), 403);
    let right = sandbox
        .post("/subscriptions/login", login(&field(&page, "password")))
        .await;
    let cookie = right.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let page = || async {
        let request = sandbox.client.get(&url).header(COOKIE, &cookie);
        request.send().await.unwrap().text().await.unwrap()
    };
    let shown = page().await;
    assert!(
        shown.contains(&id) && shown.contains("&#60;b&#62;Tea"),
        "{shown}"
    );
    let cancel = |csrf: String, cookie: &str| {
        let body = encode(&[("csrf", csrf.as_str()), ("subscr_id", &id)]);
        let request = sandbox.client.post(sandbox.url("/subscriptions/cancel"));
        request.header(COOKIE, cookie).body(body).send()
    };
    let csrf = field(&shown, "csrf");
    for (csrf, cookie) in [("guess".to_owned(), cookie.as_str()), (csrf.clone(), "")] {
        assert_eq!(cancel(csrf, cookie).await.unwrap().status(), 403);
    }
    assert_eq!(cancel(csrf, &cookie).await.unwrap().status(), 303);
    let shown = page().await;
    assert!(
        shown.contains("Cancelled") && shown.contains("Paid until"),
        "{shown}"
    );
    assert!(!shown.contains("Cancel subscription"));
    let messages = messages(&sandbox).await;
    assert_eq!(types(&messages)[2], "subscr_cancel");
}

#[tokio::test]
async fn people_cancel_on_the_page_of_all_subscriptions() {
    let sandbox = start("2026-02-12T12:00:00Z").await;
    let id = subscribed(&sandbox, &subscribe(&[])).await;
    let url = sandbox.url("/_sandbox/subscriptions");
    let page = || async {
        let request = sandbox.client.get(&url).header(ACCEPT, "text/html");
        request.send().await.unwrap().text().await.unwrap()
    };
    let shown = page().await;
    let cancel = format!("/_sandbox/subscriptions/{id}/cancel");
    assert!(
        shown.contains(&cancel) && shown.contains("buyer@example.com"),
        "{shown}"
    );
    let pressed = sandbox
        .client
        .post(sandbox.url(&cancel))
        .header(ACCEPT, "text/html")
        .header(ORIGIN, sandbox.url(""))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .send()
        .await
        .unwrap();
    assert_eq!(location(&pressed), url);
    let shown = page().await;
    assert!(
        shown.contains("Cancelled") && !shown.contains(&cancel),
        "{shown}"
    );
}

#[tokio::test]
async fn a_saved_button_subscribes() {
    let sandbox = Harness::start().await;
    let call = [
        ("METHOD", "BMCreateButton"),
        ("VERSION", "204"),
        ("USER", "merchant_api1.example.com"),
        ("PWD", "sandbox-password"),
        ("SIGNATURE", "sandbox-signature"),
        ("BUTTONTYPE", "SUBSCRIBE"),
        ("L_BUTTONVAR0", "item_name=Tea club"),
        ("L_BUTTONVAR1", "a3=9.00"),
        ("L_BUTTONVAR2", "p3=1"),
        ("L_BUTTONVAR3", "t3=M"),
        ("L_BUTTONVAR4", "src=1"),
        ("L_BUTTONVAR5", "no_note=1"),
    ];
    let answer = sandbox
        .post("/nvp", encode(&call))
        .await
        .text()
        .await
        .unwrap();
    let answer = harness::message::decoded(&answer);
    let button = [
        ("cmd", "_s-xclick"),
        ("hosted_button_id", &answer["HOSTEDBUTTONID"]),
    ];
    let button = button.map(|(name, value)| (name.to_owned(), value.to_owned()));
    subscribed(&sandbox, &button).await;
    assert_eq!(sandbox.balances("USD").await.1, "9.00");
    let unknown = [("cmd", "_s-xclick"), ("hosted_button_id", "NOBODY")];
    let unknown = unknown.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(
        sandbox.refused(&unknown).await["code"],
        "hosted_button_unknown"
    );
}
