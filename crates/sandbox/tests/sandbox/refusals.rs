//! Forms that PayPal would not take.

use crate::harness::{Harness, buy_now, text, upload};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, StatusCode};

/// The variables of a form.
type Fields = Vec<(String, String)>;

#[tokio::test]
async fn what_is_refused_names_the_variable_and_the_rule() {
    let sandbox = Harness::start().await;
    let long = "x".repeat(128);
    let table: &[(Fields, &str, &str)] = &[
        (buy_now(&[("cmd", "-")]), "cmd_missing", "cmd"),
        (buy_now(&[("cmd", "_pay")]), "cmd_unknown", "cmd"),
        (
            buy_now(&[("cmd", "_xclick-auto-billing")]),
            "cmd_unsupported",
            "cmd",
        ),
        (
            buy_now(&[("cmd", "_ext-enter")]),
            "redirect_cmd_invalid",
            "redirect_cmd",
        ),
        (
            buy_now(&[("cmd", "_ext-enter"), ("redirect_cmd", "_s-xclick")]),
            "redirect_cmd_invalid",
            "redirect_cmd",
        ),
        (
            buy_now(&[("hosted_button_id", "ABC")]),
            "hosted_button_id_not_allowed",
            "hosted_button_id",
        ),
        (
            buy_now(&[("business", "-")]),
            "business_missing",
            "business",
        ),
        (
            buy_now(&[("business", "nobody@example.com")]),
            "business_unknown",
            "business",
        ),
        (
            buy_now(&[("currency_code", "usd")]),
            "currency_unknown",
            "currency_code",
        ),
        (
            buy_now(&[("currency_code", "")]),
            "currency_unknown",
            "currency_code",
        ),
        (
            buy_now(&[("currency_code", "RUB")]),
            "currency_unknown",
            "currency_code",
        ),
        (
            buy_now(&[("amount", "1,000.00")]),
            "amount_unreadable",
            "amount",
        ),
        (buy_now(&[("amount", "-5")]), "amount_unreadable", "amount"),
        (
            buy_now(&[("amount", "9.999")]),
            "amount_unreadable",
            "amount",
        ),
        (buy_now(&[("amount", "0.00")]), "total_zero", "amount"),
        (
            buy_now(&[("amount", "10000.01")]),
            "total_above_maximum",
            "amount",
        ),
        (
            buy_now(&[("quantity", "0")]),
            "quantity_invalid",
            "quantity",
        ),
        (buy_now(&[("quantity", "")]), "quantity_invalid", "quantity"),
        (
            buy_now(&[("quantity", "-1")]),
            "quantity_invalid",
            "quantity",
        ),
        (
            buy_now(&[("quantity", "+1")]),
            "quantity_invalid",
            "quantity",
        ),
        (
            buy_now(&[("quantity", "1.5")]),
            "quantity_invalid",
            "quantity",
        ),
        (
            buy_now(&[("quantity", "99999999999")]),
            "quantity_invalid",
            "quantity",
        ),
        (
            buy_now(&[("quantity", "4000000000")]),
            "total_above_maximum",
            "amount",
        ),
        (
            buy_now(&[("discount_amount", "10.00")]),
            "discount_not_below_price",
            "discount_amount",
        ),
        (
            buy_now(&[("discount_amount", "1"), ("discount_amount2", "10.01")]),
            "discount_not_below_price",
            "discount_amount2",
        ),
        (
            upload(&[
                ("quantity_1", "2"),
                ("discount_rate_1", "50"),
                ("discount_amount_cart", "10.00"),
            ]),
            "discount_not_below_price",
            "discount_amount_cart",
        ),
        (
            buy_now(&[("discount_rate", "100.5")]),
            "discount_not_below_price",
            "discount_rate",
        ),
        (
            buy_now(&[("discount_rate", "10"), ("discount_rate2", "101")]),
            "discount_not_below_price",
            "discount_rate2",
        ),
        (
            upload(&[("discount_rate_1", "250")]),
            "discount_not_below_price",
            "discount_rate_1",
        ),
        (
            upload(&[("discount_rate_cart", "101")]),
            "discount_not_below_price",
            "discount_rate_cart",
        ),
        (
            buy_now(&[("discount_rate", "100")]),
            "discount_not_below_price",
            "discount_rate",
        ),
        (
            buy_now(&[("invoice", &long)]),
            "invoice_too_long",
            "invoice",
        ),
        (upload(&[("upload", "-")]), "cart_mode_invalid", "upload"),
        (upload(&[("add", "1")]), "cart_mode_invalid", "upload"),
        (upload(&[("display", "1")]), "cart_mode_invalid", "upload"),
        (upload(&[("amount_1", "-")]), "item_incomplete", "amount_1"),
        (
            upload(&[("item_name_1", "-")]),
            "item_incomplete",
            "item_name_1",
        ),
        (
            upload(&[("amount_1", "-"), ("item_name_1", "-")]),
            "items_missing",
            "item_name_1",
        ),
        (
            upload(&[("item_name_2", "Pen")]),
            "item_incomplete",
            "amount_2",
        ),
        (upload(&[("amount_1", "")]), "amount_unreadable", "amount_1"),
        (
            upload(&[("quantity_1", "0")]),
            "quantity_invalid",
            "quantity_1",
        ),
        (upload(&[("amount_1", "0")]), "total_zero", "amount_1"),
        (
            upload(&[("discount_amount_1", "10")]),
            "discount_not_below_price",
            "discount_amount_1",
        ),
        (
            upload(&[("discount_amount_cart", "10")]),
            "discount_not_below_price",
            "discount_amount_cart",
        ),
        (
            upload(&[("discount_rate_cart", "100")]),
            "discount_not_below_price",
            "discount_rate_cart",
        ),
        (
            buy_now(&[("cmd", "_cart"), ("add", "1"), ("amount", "-")]),
            "amount_missing",
            "amount",
        ),
    ];
    for (fields, code, variable) in table {
        let problem = sandbox.refused(fields).await;
        assert_eq!(problem["code"], *code, "{fields:?}: {problem}");
        assert_eq!(problem["variable"], *variable, "{problem}");
        for word in ["detail", "rule", "documented"] {
            assert!(!text(&problem[word]).is_empty(), "{problem}");
        }
    }
    assert_eq!(sandbox.get("payments").await, serde_json::json!([]));
}

#[tokio::test]
async fn a_browser_gets_a_page_that_explains_the_refusal() {
    let sandbox = Harness::start().await;
    let response = sandbox
        .post_form(&buy_now(&[("amount", "<b>ten</b>")]))
        .await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(response.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    let page = response.text().await.unwrap();
    assert!(
        page.contains("This form was refused") && page.contains("amount"),
        "{page}"
    );
    assert!(!page.contains("<b>ten</b>"), "escaped");
}

#[tokio::test]
async fn a_body_beyond_a_megabyte_is_not_read() {
    let sandbox = Harness::start().await;
    let body = "a".repeat(1024 * 1024 + 1);
    let response = sandbox
        .client
        .post(sandbox.url("/webscr"))
        .header(ACCEPT, "text/html")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_invoice_is_paid_once() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[("invoice", "ORDER-1")]);
    // Two open checkouts are no harm until one of them is paid.
    let (first, second) = (sandbox.open(&form).await, sandbox.open(&form).await);
    sandbox.approve(&first).await;
    let problem = sandbox.refused(&form).await;
    assert_eq!(problem["code"], "duplicate_invoice");
    let (status, problem) = sandbox
        .control(Method::POST, &format!("checkouts/{second}/approve"), None)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["code"], "duplicate_invoice");
}

#[tokio::test]
async fn accept_decides_between_page_and_problem_details() {
    let sandbox = Harness::start().await;
    let (page, problem) = ("text/html; charset=utf-8", "application/problem+json");
    for (accept, kind) in [
        ("*/*", page),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            page,
        ),
        ("application/json;q=0", page),
        ("text/html, application/json; q=0.0", page),
        ("application/json;q=0.9, text/html", page),
        ("application/json", problem),
        ("Application/JSON; charset=utf-8", problem),
        ("application/problem+json", problem),
        ("application/json, text/plain, */*", problem),
        ("text/html;q=0.5, application/json;q=0.8", problem),
        ("text/html, application/json", problem),
    ] {
        let response = sandbox
            .client
            .post(sandbox.url("/webscr"))
            .header(ACCEPT, accept)
            .body("cmd=_xclick")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(response.headers()[CONTENT_TYPE], kind, "{accept}");
    }
}
