//! What webscr computes, ignores and refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

use harness::{Harness, buy_now, encode, location, text, upload};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, StatusCode};

/// `items_total`, `discount`, `shipping`, `handling`, `tax`, `total`.
type Sums<'a> = [&'a str; 6];

/// The variables of a form.
type Fields = Vec<(String, String)>;

async fn assert_sums(sandbox: &Harness, fields: &[(String, String)], sums: Sums<'_>) {
    let token = sandbox.open(fields).await;
    let checkout = sandbox.checkout(&token).await;
    let names = [
        "items_total",
        "discount",
        "shipping",
        "handling",
        "tax",
        "total",
    ];
    for (name, sum) in names.iter().zip(sums) {
        assert_eq!(text(&checkout[name]), sum, "{name} of {fields:?}");
    }
    assert_eq!(checkout["ignored"], serde_json::json!([]), "{fields:?}");
}

#[tokio::test]
async fn single_items_add_up_by_the_documented_rules() {
    let sandbox = Harness::start().await;
    let table: &[(&[(&str, &str)], Sums<'_>)] = &[
        (&[], ["10.00", "0.00", "0.00", "0.00", "0.00", "10.00"]),
        (
            &[("quantity", "3")],
            ["30.00", "0.00", "0.00", "0.00", "0.00", "30.00"],
        ),
        // Shipping alone is flat, with shipping2 it is for each further unit.
        (
            &[("quantity", "3"), ("shipping", "4")],
            ["30.00", "0.00", "4.00", "0.00", "0.00", "34.00"],
        ),
        (
            &[("quantity", "3"), ("shipping", "4"), ("shipping2", "0.5")],
            ["30.00", "0.00", "5.00", "0.00", "0.00", "35.00"],
        ),
        (
            &[("quantity", "3"), ("handling", "2.00")],
            ["30.00", "0.00", "0.00", "2.00", "0.00", "32.00"],
        ),
        (
            &[("quantity", "3"), ("tax", "1.50")],
            ["30.00", "0.00", "0.00", "0.00", "1.50", "31.50"],
        ),
        (
            &[("quantity", "3"), ("tax_rate", "7.5")],
            ["30.00", "0.00", "0.00", "0.00", "2.25", "32.25"],
        ),
        // The rate applies to what the discount leaves, rounded half away from zero.
        (
            &[("tax_rate", "8.25"), ("discount_amount", "0.55")],
            ["10.00", "0.55", "0.00", "0.00", "0.78", "10.23"],
        ),
        // discount_amount is taken once, discount_amount2 for further units up to discount_num.
        (
            &[("quantity", "5"), ("discount_amount", "1")],
            ["50.00", "1.00", "0.00", "0.00", "0.00", "49.00"],
        ),
        (
            &[
                ("quantity", "5"),
                ("discount_amount", "1"),
                ("discount_amount2", "2"),
            ],
            ["50.00", "9.00", "0.00", "0.00", "0.00", "41.00"],
        ),
        (
            &[
                ("quantity", "5"),
                ("discount_amount", "1"),
                ("discount_amount2", "2"),
                ("discount_num", "3"),
            ],
            ["50.00", "7.00", "0.00", "0.00", "0.00", "43.00"],
        ),
        // A rate covers the first unit unless the second rate is there.
        (
            &[("quantity", "5"), ("discount_rate", "10")],
            ["50.00", "1.00", "0.00", "0.00", "0.00", "49.00"],
        ),
        (
            &[
                ("quantity", "5"),
                ("discount_rate", "10"),
                ("discount_rate2", "100"),
                ("discount_num", "2"),
            ],
            ["50.00", "21.00", "0.00", "0.00", "0.00", "29.00"],
        ),
        (
            &[
                ("quantity", "5"),
                ("discount_rate", "0"),
                ("discount_rate2", "10"),
            ],
            ["50.00", "4.00", "0.00", "0.00", "0.00", "46.00"],
        ),
    ];
    for (more, sums) in table {
        assert_sums(&sandbox, &buy_now(more), *sums).await;
    }
}

#[tokio::test]
async fn cart_uploads_add_up_by_the_documented_rules() {
    let sandbox = Harness::start().await;
    let pen = [
        ("item_name_2", "Pen"),
        ("amount_2", "3.33"),
        ("quantity_2", "3"),
    ];
    let table: &[(&[(&str, &str)], Sums<'_>)] = &[
        (&[], ["19.99", "0.00", "0.00", "0.00", "0.00", "19.99"]),
        (
            &[
                ("shipping_1", "2"),
                ("shipping_2", "1"),
                ("shipping2_2", "0.25"),
            ],
            ["19.99", "0.00", "3.50", "0.00", "0.00", "23.49"],
        ),
        (
            &[
                ("handling_1", "1"),
                ("handling_2", "1"),
                ("handling_cart", "0.5"),
            ],
            ["19.99", "0.00", "0.00", "2.50", "0.00", "22.49"],
        ),
        (
            &[("tax_1", "1"), ("tax_2", "0.99")],
            ["19.99", "0.00", "0.00", "0.00", "1.99", "21.98"],
        ),
        (
            &[("tax_cart", "3")],
            ["19.99", "0.00", "0.00", "0.00", "3.00", "22.99"],
        ),
        (
            &[("discount_amount_2", "3")],
            ["19.99", "3.00", "0.00", "0.00", "0.00", "16.99"],
        ),
        (
            &[("discount_rate_2", "50")],
            ["19.99", "5.00", "0.00", "0.00", "0.00", "14.99"],
        ),
        (
            &[("discount_amount_cart", "19.98")],
            ["19.99", "19.98", "0.00", "0.00", "0.00", "0.01"],
        ),
        (
            &[("discount_rate_cart", "12.5")],
            ["19.99", "2.50", "0.00", "0.00", "0.00", "17.49"],
        ),
    ];
    for (more, sums) in table {
        let fields = upload(&[&pen[..], more].concat());
        let fields: Vec<_> = fields
            .into_iter()
            .chain([("weight_cart".to_owned(), "1.00".to_owned())])
            .collect();
        assert_sums(&sandbox, &fields, *sums).await;
    }
}

#[tokio::test]
async fn yen_have_no_decimals() {
    let sandbox = Harness::start().await;
    let yen = [
        ("currency_code", "JPY"),
        ("amount", "999"),
        ("quantity", "2"),
        ("tax_rate", "10"),
    ];
    assert_sums(
        &sandbox,
        &buy_now(&yen),
        ["1998", "0", "0", "0", "200", "2198"],
    )
    .await;
    let problem = sandbox.refused(&buy_now(&[("currency_code", "JPY")])).await;
    assert_eq!(problem["code"], "amount_unreadable");
    assert_eq!(problem["value"], "10.00");
}

#[tokio::test]
async fn what_is_dropped_is_listed_with_its_reason() {
    let sandbox = Harness::start().await;
    let long = "x".repeat(300);
    let table: &[(Fields, &str, &str, &str)] = &[
        (
            upload(&[("shipping_1", "undefined")]),
            "shipping_1",
            "not an amount",
            "10.00",
        ),
        (
            upload(&[("tax_cart", "1.005")]),
            "tax_cart",
            "more decimals",
            "10.00",
        ),
        (
            upload(&[("handling_cart", "-1")]),
            "handling_cart",
            "not an amount",
            "10.00",
        ),
        (
            upload(&[("shipping_1", "1000.00")]),
            "shipping_1",
            "999.99",
            "10.00",
        ),
        (
            upload(&[("item_name_3", "Far"), ("amount_3", "1")]),
            "amount_3",
            "after a gap",
            "10.00",
        ),
        (upload(&[("os0_1", "Red")]), "os0_1", "no on0_1", "10.00"),
        (upload(&[("on2_1", "Colour")]), "on2_1", "no os2_1", "10.00"),
        (
            upload(&[("shipping", "5")]),
            "shipping",
            "shipping_1",
            "10.00",
        ),
        (
            upload(&[("tax_1", "1"), ("tax_cart", "2")]),
            "tax_1",
            "tax_cart replaces",
            "12.00",
        ),
        (
            upload(&[("discount_amount_1", "1"), ("discount_rate_cart", "50")]),
            "discount_amount_1",
            "cart's own discount",
            "5.00",
        ),
        (
            upload(&[("discount_rate_cart", "50"), ("discount_amount_cart", "1")]),
            "discount_rate_cart",
            "goes before",
            "9.00",
        ),
        (
            buy_now(&[("tax_cart", "5")]),
            "tax_cart",
            "not used by _xclick",
            "10.00",
        ),
        (
            buy_now(&[("amount_1", "5")]),
            "amount_1",
            "without a number",
            "10.00",
        ),
        (
            buy_now(&[("discount_rate", "5x")]),
            "discount_rate",
            "not a percentage",
            "10.00",
        ),
        (
            buy_now(&[("discount_amount2", "1")]),
            "discount_amount2",
            "no discount_amount",
            "10.00",
        ),
        (
            buy_now(&[("discount_num", "few")]),
            "discount_num",
            "whole number",
            "10.00",
        ),
        (
            buy_now(&[("tax_rate", "0.12345")]),
            "tax_rate",
            "6 characters",
            "10.00",
        ),
        (
            buy_now(&[("tax", "1"), ("tax_rate", "5")]),
            "tax_rate",
            "tax goes before",
            "11.00",
        ),
        (
            buy_now(&[("return", "javascript:alert(1)")]),
            "return",
            "http",
            "10.00",
        ),
        (
            buy_now(&[("notify_url", &format!("http://shop.test/{long}"))]),
            "notify_url",
            "255",
            "10.00",
        ),
        (buy_now(&[("rm", "9")]), "rm", "0, 1, 2", "10.00"),
        (
            buy_now(&[("no_shipping", "x")]),
            "no_shipping",
            "0, 1, 2",
            "10.00",
        ),
        (
            buy_now(&[("country", "USA")]),
            "country",
            "two-letter",
            "10.00",
        ),
        (buy_now(&[("custom", &long)]), "custom", "256", "10.00"),
        (
            buy_now(&[("item_name", &long)]),
            "item_name",
            "127",
            "10.00",
        ),
        (
            buy_now(&[("charset", "klingon")]),
            "charset",
            "encoding",
            "10.00",
        ),
        (
            buy_now(&[("colour", "red")]),
            "colour",
            "not a variable",
            "10.00",
        ),
    ];
    for (fields, variable, reason, total) in table {
        let token = sandbox.open(fields).await;
        let checkout = sandbox.checkout(&token).await;
        let ignored = checkout["ignored"].as_array().unwrap();
        let entry = ignored
            .iter()
            .find(|entry| entry["variable"] == *variable)
            .unwrap_or_else(|| panic!("{variable} is not in {ignored:?}"));
        assert!(text(&entry["reason"]).contains(reason), "{entry}");
        assert_eq!(checkout["total"], *total, "{variable}");
    }
}

#[tokio::test]
async fn what_is_refused_names_the_variable_and_the_rule() {
    let sandbox = Harness::start().await;
    let long = "x".repeat(128);
    let table: &[(Fields, &str, &str)] = &[
        (buy_now(&[("cmd", "-")]), "cmd_missing", "cmd"),
        (buy_now(&[("cmd", "_pay")]), "cmd_unknown", "cmd"),
        (
            buy_now(&[("cmd", "_xclick-subscriptions")]),
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
async fn every_address_of_webscr_takes_post_and_get() {
    let sandbox = Harness::start().await;
    let form = encode(&buy_now(&[("test_ipn", "1")]));
    for path in [
        "/cgi-bin/webscr",
        "/cgi-bin/webscr/",
        "/cgi-bin/webscr?",
        "/row/cgi-bin/webscr",
        "/us/cgi-bin/webscr/",
        "/webscr",
        "/webscr/?test_ipn=1",
    ] {
        let response = sandbox.post(path, form.clone()).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        let address = path.split('?').next().unwrap();
        let get = sandbox.url(&format!("{address}?{form}"));
        let response = sandbox.client.get(get).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "GET {path}");
        assert!(location(&response).contains("token=EC-"));
        assert!(response.headers().contains_key("paypal-debug-id"));
        assert!(response.headers().contains_key(CONTENT_TYPE));
    }
    for path in [
        "/cgi-bin/other",
        "/usa/cgi-bin/webscr",
        "/US/cgi-bin/webscr",
    ] {
        assert_eq!(
            sandbox.post(path, form.clone()).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let put = sandbox
        .client
        .put(sandbox.url("/webscr"))
        .body(form)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn query_and_body_are_one_form_of_any_content_type() {
    let sandbox = Harness::start().await;
    for kind in ["text/plain", "application/json", "multipart/form-data", ""] {
        let mut request = sandbox
            .client
            .post(sandbox.url("/cgi-bin/webscr?cmd=_xclick&amount=7"))
            .body("business=merchant%40example.com&item_name=Cup&amount=8");
        if !kind.is_empty() {
            request = request.header(CONTENT_TYPE, kind);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{kind}");
        let token = location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        assert_eq!(
            sandbox.checkout(&token).await["total"],
            "8.00",
            "the body's value counts"
        );
    }
}

#[tokio::test]
async fn a_form_is_read_in_its_own_charset() {
    let sandbox = Harness::start().await;
    let form = "cmd=_xclick&business=merchant%40example.com&amount=5&item_name=";
    for (rest, name) in [
        ("caf%C3%A9+%F0%9F%8D%B5", "café 🍵"),
        ("caf%C3%A9&charset=utf-8", "café"),
        ("caf%E9+%80&charset=windows-1252", "café €"),
        ("%8A%BF%8E%9A&charset=Shift_JIS", "漢字"),
    ] {
        let response = sandbox.post("/webscr", format!("{form}{rest}")).await;
        let token = location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        let checkout = sandbox.checkout(&token).await;
        assert_eq!(checkout["lines"][0]["item_name"], name);
        assert_eq!(checkout["ignored"], serde_json::json!([]));
    }
}

#[tokio::test]
async fn the_chosen_option_has_its_own_price() {
    let sandbox = Harness::start().await;
    let menu = [
        ("on1", "Size"),
        ("os1", "Large"),
        ("option_index", "1"),
        ("option_select0", "Small"),
        ("option_amount0", "8.00"),
        ("option_select1", "Large"),
        ("option_amount1", "12.00"),
        ("quantity", "2"),
    ];
    assert_sums(
        &sandbox,
        &buy_now(&menu),
        ["24.00", "0.00", "0.00", "0.00", "0.00", "24.00"],
    )
    .await;
    let without = [&menu[..], &[("amount", "-")]].concat();
    assert_sums(
        &sandbox,
        &buy_now(&without),
        ["24.00", "0.00", "0.00", "0.00", "0.00", "24.00"],
    )
    .await;
    // A choice that is not exactly in the menu falls back on the amount.
    let other = [&menu[..], &[("os1", "large")]].concat();
    assert_sums(
        &sandbox,
        &buy_now(&other),
        ["20.00", "0.00", "0.00", "0.00", "0.00", "20.00"],
    )
    .await;
    let problem = sandbox
        .refused(&buy_now(
            &[&menu[..], &[("option_amount1", "12,5")]].concat(),
        ))
        .await;
    assert_eq!(problem["variable"], "option_amount1");
}

#[tokio::test]
async fn ext_enter_is_read_as_the_command_it_wraps() {
    let sandbox = Harness::start().await;
    let buyer = [
        ("cmd", "_ext-enter"),
        ("redirect_cmd", "_xclick"),
        ("first_name", "Ana"),
    ];
    assert_sums(
        &sandbox,
        &buy_now(&buyer),
        ["10.00", "0.00", "0.00", "0.00", "0.00", "10.00"],
    )
    .await;
    let cart = [
        ("cmd", "_ext-enter"),
        ("redirect_cmd", "_cart"),
        ("quantity_1", "2"),
    ];
    assert_sums(
        &sandbox,
        &upload(&cart),
        ["20.00", "0.00", "0.00", "0.00", "0.00", "20.00"],
    )
    .await;
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
async fn links_use_the_address_of_the_client() {
    let sandbox = Harness::start().await;
    let response = sandbox
        .client
        .post(sandbox.url("/webscr"))
        .header("host", "paypal.test:99")
        .body(encode(&buy_now(&[])))
        .send()
        .await
        .unwrap();
    assert!(location(&response).starts_with("http://paypal.test:99/checkoutnow?token=EC-"));
    let config = paypal_sandbox::Config {
        public_url: Some("https://pay.example/".to_owned()),
        ..paypal_sandbox::Config::default()
    };
    let public = Harness::with(config).await;
    let response = public.post_form(&buy_now(&[])).await;
    assert!(location(&response).starts_with("https://pay.example/checkoutnow?token=EC-"));
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
