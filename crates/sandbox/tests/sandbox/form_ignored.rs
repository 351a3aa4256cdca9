//! Variables of forms that do not count, and why.

use crate::harness::{Harness, buy_now, text, upload};

/// The variables of a form.
type Fields = Vec<(String, String)>;

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
            upload(&[("discount_amount_1", "1"), ("discount_amount_cart", "2")]),
            "discount_amount_1",
            "discount_amount_cart replaces",
            "8.00",
        ),
        (
            upload(&[("discount_rate_1", "10"), ("discount_rate_cart", "50")]),
            "discount_rate_1",
            "discount_rate_cart replaces",
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
            buy_now(&[
                ("quantity", "2"),
                ("discount_rate", "5x"),
                ("discount_rate2", "50"),
            ]),
            "discount_rate2",
            "no discount_rate",
            "20.00",
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
