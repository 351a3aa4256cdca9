//! Buy Now, Add to Cart and donations.

use super::{Broken, TOO_MUCH, assert_broken, usd};
use crate::Money;
use crate::form::{ItemCommand, SingleItem, example};

#[test]
fn one_product() {
    let rules: &[Broken<SingleItem>] = &[
        (
            |form| form.quantity = 0,
            "quantity",
            "variable_out_of_range",
        ),
        (
            |form| form.amount = form.amount.map(Money::negated),
            "amount",
            "variable_out_of_range",
        ),
        (
            |form| form.amount = usd(TOO_MUCH),
            "amount",
            "variable_out_of_range",
        ),
        (
            |form| form.quantity = u32::MAX,
            "amount",
            "variable_out_of_range",
        ),
        (|form| form.shipping = None, "shipping2", "variable_needs"),
        (
            |form| form.shipping = usd("1000.00"),
            "shipping",
            "variable_out_of_range",
        ),
        (
            |form| form.handling_cart = usd("1.00"),
            "handling_cart",
            "variable_not_for_command",
        ),
        (
            |form| form.tax_rate = Some("7".parse().unwrap()),
            "tax_rate",
            "variable_not_with",
        ),
        // Reductions; the chosen option makes the price 24.50.
        (
            |form| form.discount_amount = usd("24.50"),
            "discount_amount",
            "variable_out_of_range",
        ),
        (
            |form| form.discount_amount2 = usd("24.50"),
            "discount_amount2",
            "variable_out_of_range",
        ),
        (
            |form| form.discount_amount = None,
            "discount_amount2",
            "variable_needs",
        ),
        (
            |form| form.discount_amount2 = None,
            "discount_num",
            "variable_needs",
        ),
        (
            |form| form.discount_rate = Some("5".parse().unwrap()),
            "discount_rate",
            "variable_not_with",
        ),
        (
            |form| form.discount_rate2 = Some("5".parse().unwrap()),
            "discount_rate2",
            "variable_needs",
        ),
        // Options with prices.
        (
            |form| form.priced_option.as_mut().unwrap().index = 10,
            "option_index",
            "variable_needs",
        ),
        (
            |form| form.options.truncate(1),
            "option_index",
            "variable_needs",
        ),
        (
            |form| {
                form.priced_option.as_mut().unwrap().choices[4]
                    .select
                    .clear()
            },
            "option_select4",
            "variable_missing",
        ),
        (
            |form| form.priced_option.as_mut().unwrap().choices[4].select = "3".into(),
            "option_select4",
            "variable_invalid",
        ),
        (
            |form| {
                let choice = &mut form.priced_option.as_mut().unwrap().choices[4];
                choice.amount = choice.amount.negated();
            },
            "option_amount4",
            "variable_out_of_range",
        ),
        (
            |form| form.options[1].value = None,
            "os1",
            "variable_missing",
        ),
        (
            |form| form.options[1].value = Some("Huge".into()),
            "os1",
            "variable_invalid",
        ),
        (|form| form.options[5].name.clear(), "os5", "variable_needs"),
        // Variables of other commands.
        (
            |form| form.payment.shopping_url = form.payment.return_url.clone(),
            "shopping_url",
            "variable_not_for_command",
        ),
        (
            |form| {
                form.command = ItemCommand::AddToCart;
                form.payment.paymentaction = None;
            },
            "undefined_quantity",
            "variable_not_for_command",
        ),
        (
            |form| {
                form.command = ItemCommand::AddToCart;
                form.payment.undefined_quantity = false;
            },
            "paymentaction",
            "variable_not_for_command",
        ),
    ];
    assert_broken(rules, example::buy_now, SingleItem::fields);

    let by_rates: &[Broken<SingleItem>] = &[
        (
            |form| form.tax = usd("1.00"),
            "tax_rate",
            "variable_not_with",
        ),
        (
            |form| form.discount_rate = None,
            "discount_rate2",
            "variable_needs",
        ),
        (
            |form| form.discount_rate = Some("100".parse().unwrap()),
            "discount_rate",
            "variable_out_of_range",
        ),
        (
            |form| form.discount_amount = usd("1.00"),
            "discount_rate",
            "variable_not_with",
        ),
        (
            |form| form.discount_amount2 = usd("1.00"),
            "discount_amount2",
            "variable_needs",
        ),
        (
            |form| form.discount_rate2 = None,
            "discount_num",
            "variable_needs",
        ),
        // Rounds to everything.
        (
            |form| {
                form.priced_option = None;
                form.amount = usd("0.01");
                form.quantity = 1;
                form.discount_rate = Some("99.999".parse().unwrap());
            },
            "amount",
            "variable_out_of_range",
        ),
    ];
    assert_broken(by_rates, example::buy_now_by_rates, SingleItem::fields);

    let add: &[Broken<SingleItem>] = &[
        (|form| form.amount = None, "amount", "variable_missing"),
        (
            |form| form.payment.undefined_quantity = true,
            "undefined_quantity",
            "variable_not_for_command",
        ),
        (
            |form| form.handling_cart = form.handling_cart.map(Money::negated),
            "handling_cart",
            "variable_out_of_range",
        ),
    ];
    assert_broken(add, example::add_to_cart, SingleItem::fields);

    let donation: &[Broken<SingleItem>] = &[
        (
            |form| form.quantity = 2,
            "quantity",
            "variable_not_for_command",
        ),
        (
            |form| form.payment.undefined_quantity = true,
            "undefined_quantity",
            "variable_not_for_command",
        ),
        (
            |form| form.options = example::buy_now().unwrap().options,
            "on0",
            "variable_not_for_command",
        ),
        (
            |form| form.shipping = usd("1.00"),
            "shipping",
            "variable_not_for_command",
        ),
        (
            |form| form.handling = usd("1.00"),
            "handling",
            "variable_not_for_command",
        ),
        (
            |form| form.tax = usd("1.00"),
            "tax",
            "variable_not_for_command",
        ),
        (
            |form| form.tax_rate = Some("5".parse().unwrap()),
            "tax_rate",
            "variable_not_for_command",
        ),
        (
            |form| form.discount_amount = usd("1.00"),
            "discount_amount",
            "variable_not_for_command",
        ),
        (
            |form| form.amount = usd("0.00"),
            "amount",
            "variable_out_of_range",
        ),
        (
            |form| form.payment.page = example::payment().unwrap().page,
            "cpp_logo_image",
            "variable_not_for_command",
        ),
    ];
    assert_broken(donation, example::donation, SingleItem::fields);
}
