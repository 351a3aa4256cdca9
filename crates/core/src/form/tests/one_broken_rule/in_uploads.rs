//! Cart uploads.

use super::{Broken, TOO_MUCH, assert_broken, usd};
use crate::form::{CartUpload, FormOption, example};
use crate::{Currency, Money};

#[test]
fn cart_upload() {
    let rules: &[Broken<CartUpload>] = &[
        // Required.
        (|form| form.items.clear(), "item_name_1", "variable_missing"),
        (
            |form| form.items[1].item_name.clear(),
            "item_name_2",
            "variable_missing",
        ),
        (
            |form| form.items[2].item_name = "  ".into(),
            "item_name_3",
            "variable_missing",
        ),
        // Quantities and options.
        (
            |form| form.items[0].quantity = 0,
            "quantity_1",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].options[3].name.clear(),
            "os3_2",
            "variable_needs",
        ),
        (
            |form| {
                form.items[1].options[3] = FormOption {
                    name: String::new(),
                    value: None,
                }
            },
            "on3_2",
            "variable_missing",
        ),
        // Amounts: sign, size, shipping's own bound.
        (
            |form| form.items[0].amount = form.items[0].amount.negated(),
            "amount_1",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].amount = usd(TOO_MUCH).unwrap(),
            "amount_2",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].quantity = u32::MAX,
            "amount_2",
            "variable_out_of_range",
        ),
        (
            |form| form.items[0].handling = usd(TOO_MUCH),
            "handling_1",
            "variable_out_of_range",
        ),
        (
            |form| form.items[2].tax = usd(TOO_MUCH),
            "tax_3",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].shipping = usd("1000.00"),
            "shipping_2",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].shipping2 = usd("1000.00"),
            "shipping2_2",
            "variable_out_of_range",
        ),
        (
            |form| form.handling_cart = usd(TOO_MUCH),
            "handling_cart",
            "variable_out_of_range",
        ),
        (
            |form| form.tax_cart = usd(TOO_MUCH),
            "tax_cart",
            "variable_out_of_range",
        ),
        (
            |form| form.handling_cart = form.handling_cart.map(Money::negated),
            "handling_cart",
            "variable_out_of_range",
        ),
        // The sum of it all.
        (
            |form| form.tax_cart = usd("9999999.99"),
            "amount_1",
            "variable_out_of_range",
        ),
        (
            |form| {
                for item in &mut form.items {
                    item.amount = Money::zero(Currency::USD);
                    item.discount_amount = None;
                    item.discount_rate = None;
                }
            },
            "amount_1",
            "variable_out_of_range",
        ),
        // What has no effect without something else.
        (
            |form| form.items[0].shipping = None,
            "shipping2_1",
            "variable_needs",
        ),
        // Reductions.
        (
            |form| form.items[0].discount_amount = usd("18.00"),
            "discount_amount_1",
            "variable_out_of_range",
        ),
        (
            |form| form.items[1].discount_amount = usd("1.00"),
            "discount_rate_2",
            "variable_not_with",
        ),
        (
            |form| form.items[1].discount_rate = Some("100".parse().unwrap()),
            "discount_rate_2",
            "variable_out_of_range",
        ),
        (
            |form| form.discount_amount_cart = usd("1.00"),
            "tax_1",
            "variable_not_with",
        ),
        (
            |form| form.discount_rate_cart = Some("5".parse().unwrap()),
            "tax_1",
            "variable_not_with",
        ),
        // Variables of other commands.
        (
            |form| form.payment.shopping_url = form.payment.return_url.clone(),
            "shopping_url",
            "variable_not_for_command",
        ),
    ];
    assert_broken(rules, example::upload, CartUpload::fields);

    let cart_wide: &[Broken<CartUpload>] = &[
        (|form| form.tax_cart = None, "tax_1", "variable_not_with"),
        (
            |form| form.discount_rate_cart = Some("5".parse().unwrap()),
            "discount_rate_cart",
            "variable_not_with",
        ),
        (
            |form| form.items[1].discount_rate = Some("5".parse().unwrap()),
            "discount_rate_2",
            "variable_not_with",
        ),
        // 54.00 + 19.98 + 40.00.
        (
            |form| form.discount_amount_cart = usd("113.98"),
            "discount_amount_cart",
            "variable_out_of_range",
        ),
    ];
    assert_broken(cart_wide, example::upload_cart_wide, CartUpload::fields);

    let cart_rate: &[Broken<CartUpload>] = &[
        (
            |form| form.discount_rate_cart = Some("100".parse().unwrap()),
            "discount_rate_cart",
            "variable_out_of_range",
        ),
        (
            |form| form.items[0].discount_amount = usd("1.00"),
            "discount_amount_1",
            "variable_not_with",
        ),
        // Rounds to everything.
        (
            |form| {
                form.items.truncate(1);
                form.items[0].amount = usd("0.01").unwrap();
                form.discount_rate_cart = Some("99.999".parse().unwrap());
            },
            "discount_rate_cart",
            "variable_out_of_range",
        ),
    ];
    assert_broken(cart_rate, example::upload_cart_rate, CartUpload::fields);
}
