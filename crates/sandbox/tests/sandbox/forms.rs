//! Totals of forms.

use crate::harness::{Harness, buy_now, text, upload};

/// `items_total`, `discount`, `shipping`, `handling`, `tax`, `total`.
type Sums<'a> = [&'a str; 6];

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
        // A further unit may be free, the first one may not.
        (
            &[
                ("quantity", "2"),
                ("discount_amount", "0"),
                ("discount_amount2", "10.00"),
            ],
            ["20.00", "10.00", "0.00", "0.00", "0.00", "10.00"],
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
        // The cart's reduction replaces the lines' of its own kind only.
        (
            &[("discount_amount_1", "1"), ("discount_rate_cart", "50")],
            ["19.99", "11.00", "0.00", "0.00", "0.00", "8.99"],
        ),
        (
            &[("discount_rate_2", "50"), ("discount_amount_cart", "2")],
            ["19.99", "7.00", "0.00", "0.00", "0.00", "12.99"],
        ),
        (
            &[("discount_rate_cart", "99.999"), ("shipping_1", "1")],
            ["19.99", "19.99", "1.00", "0.00", "0.00", "1.00"],
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
