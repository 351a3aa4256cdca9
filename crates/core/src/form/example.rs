//! Forms with every variable filled, and carts of any shape: what the tests of
//! this crate and of those that read its forms start from.

mod carts;
mod documented;

pub use carts::{Numbers, cart};
pub use documented::{ITEM_VARIABLES, PAGE, SUBSCRIPTION_VARIABLES, VARIABLES, unsettled};

use super::{
    AbsoluteUrl, BillingPeriod, CartUpload, EncryptedForm, Form, FormOption, HexColor,
    HostedButton, ItemCommand, Modify, NoShipping, PageVariables, PaymentAction, PaymentVariables,
    Phone, Prefill, PricedChoice, PricedOption, Recurrence, ReturnMethod, SavedButton, SingleItem,
    Subscription, SubscriptionPlan, SubscriptionTerm, UploadItem,
};
use crate::{CoreError, Currency, Money, Rate, WeightUnit};

fn usd(text: &str) -> Result<Option<Money>, CoreError> {
    Money::parse(text, Currency::USD).map(Some)
}

fn rate(text: &str) -> Result<Option<Rate>, CoreError> {
    text.parse().map(Some)
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "every field of the forms is optional"
)]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn option(name: &str, value: &str) -> FormOption {
    FormOption {
        name: name.to_owned(),
        value: text(value),
    }
}

/// A payment with every variable that Buy Now and cart upload both know, from
/// a buyer in the United States.
///
/// # Errors
/// None: the values are valid.
pub fn payment() -> Result<PaymentVariables, CoreError> {
    let url = |variable, url| AbsoluteUrl::parse(variable, url).map(Some);
    let color = |variable, color| HexColor::parse(variable, color).map(Some);
    Ok(PaymentVariables {
        business: "merchant@example.com".parse()?,
        currency: Currency::USD,
        notify_url: url("notify_url", "https://shop.example/paypal/ipn")?,
        bn: text("Example_ShoppingCart_WPS_US"),
        custom: text("co_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        invoice: text("INV-2026-0001"),
        address_override: true,
        paymentaction: Some(PaymentAction::Sale),
        undefined_quantity: false,
        shopping_url: None,
        return_url: url("return", "https://shop.example/return?checkout=co_1")?,
        cancel_return: url(
            "cancel_return",
            "https://shop.example/return?checkout=co_1&cancelled=1",
        )?,
        rm: Some(ReturnMethod::Post),
        cbt: text("Back to the shop"),
        no_shipping: Some(NoShipping::Required),
        no_note: Some(false),
        cn: text("A note for us"),
        lc: Some("en_US".parse()?),
        page: PageVariables {
            image_url: url("image_url", "https://shop.example/logo.png")?,
            page_style: text("primary"),
            cpp_header_image: url("cpp_header_image", "https://shop.example/head.png")?,
            cpp_headerback_color: color("cpp_headerback_color", "ffffff")?,
            cpp_headerborder_color: color("cpp_headerborder_color", "0A7F2E")?,
            cpp_payflow_color: color("cpp_payflow_color", "f4f4f4")?,
            cpp_logo_image: url("cpp_logo_image", "https://shop.example/small.png")?,
            cpp_cart_border_color: color("cpp_cart_border_color", "0a7f2e")?,
            cs: Some(false),
        },
        buyer: Prefill {
            email: text("buyer@example.com"),
            first_name: text("Bea"),
            last_name: text("Müller-Buyer"),
            address1: text("1 Main St"),
            address2: text("Flat 2"),
            city: text("San José"),
            state: text("CA"),
            zip: text("95131"),
            country: Some("US".parse()?),
            night_phone: Some(Phone::us("night_phone", "402", "555", "0100")?),
            day_phone: Some(Phone::us("day_phone", "402", "555", "0101")?),
        },
    })
}

fn ten_options() -> Vec<FormOption> {
    let names = [
        "Size", "Colour", "Print", "Glaze", "Handle", "Lid", "Box", "Card", "Ribbon", "Note",
    ];
    names.iter().map(|name| option(name, "Large")).collect()
}

/// Buy Now with every variable: a priced option, flat tax, reductions by
/// amount.
///
/// # Errors
/// None: the values are valid.
pub fn buy_now() -> Result<SingleItem, CoreError> {
    let mut form = SingleItem::new(ItemCommand::BuyNow, payment()?);
    form.amount = usd("18.00")?;
    form.item_name = text("Mug");
    form.item_number = text("MUG");
    form.quantity = 5;
    form.payment.undefined_quantity = true;
    form.weight = Some("0.45".parse()?);
    form.weight_unit = Some(WeightUnit::Kgs);
    form.options = ten_options();
    // Ten choices, the last of them chosen.
    let mut choices = Vec::new();
    for minor in 0..10_i64 {
        choices.push(PricedChoice {
            select: if minor == 9 {
                "Large".to_owned()
            } else {
                minor.to_string()
            },
            amount: Money::from_minor(2000 + minor * 50, Currency::USD)?,
        });
    }
    form.priced_option = Some(PricedOption { index: 1, choices });
    form.shipping = usd("4.00")?;
    form.shipping2 = usd("0.50")?;
    form.handling = usd("0.25")?;
    form.tax = usd("7.77")?;
    form.discount_amount = usd("1.50")?;
    form.discount_amount2 = usd("2.25")?;
    form.discount_num = Some(3);
    Ok(form)
}

/// Buy Now with tax and reductions by rate.
///
/// # Errors
/// None: the values are valid.
pub fn buy_now_by_rates() -> Result<SingleItem, CoreError> {
    let mut form = buy_now()?;
    form.tax = None;
    form.tax_rate = rate("8.25")?;
    form.discount_amount = None;
    form.discount_amount2 = None;
    form.discount_rate = rate("12.5")?;
    form.discount_rate2 = rate("33.333")?;
    Ok(form)
}

/// Add to Cart with every variable.
///
/// # Errors
/// None: the values are valid.
pub fn add_to_cart() -> Result<SingleItem, CoreError> {
    let mut form = buy_now()?;
    form.command = ItemCommand::AddToCart;
    form.payment.undefined_quantity = false;
    form.handling_cart = usd("1.00")?;
    form.payment.paymentaction = None;
    form.payment.shopping_url =
        AbsoluteUrl::parse("shopping_url", "https://shop.example/").map(Some)?;
    Ok(form)
}

/// A donation with every variable that donations know.
///
/// # Errors
/// None: the values are valid.
pub fn donation() -> Result<SingleItem, CoreError> {
    let mut form = SingleItem::new(ItemCommand::Donate, payment()?);
    form.amount = usd("25.00")?;
    form.item_name = text("Clay for the school");
    form.item_number = text("CLAY");
    form.payment.paymentaction = None;
    form.payment.page.cpp_logo_image = None;
    form.payment.page.cpp_cart_border_color = None;
    Ok(form)
}

/// A subscription with every variable: two trials and twelve payments.
///
/// # Errors
/// None: the values are valid.
pub fn subscription() -> Result<Subscription, CoreError> {
    let term = |amount, period: &str| {
        Ok::<_, CoreError>(SubscriptionTerm {
            amount: Money::parse(amount, Currency::USD)?,
            period: period.parse()?,
        })
    };
    let mut payment = donation()?.payment;
    payment.no_note = None;
    payment.cn = None;
    let mut plan = SubscriptionPlan::new(term("20.00", "1 M")?);
    plan.item_name = text("Tea of the month");
    plan.item_number = text("TEA-CLUB");
    plan.options = ten_options();
    plan.options.truncate(6);
    plan.trial = Some(term("0.00", "14 D")?);
    plan.second_trial = Some(SubscriptionTerm {
        amount: Money::parse("9.50", Currency::USD)?,
        period: BillingPeriod::MONTH,
    });
    plan.recurrence = Recurrence::Times(12);
    plan.reattempt = Some(false);
    plan.modify = Some(Modify::NewOnly);
    plan.usr_manage = true;
    Ok(Subscription { payment, plan })
}

/// A button saved at PayPal, with everything that a page can add.
///
/// # Errors
/// None: the values are valid.
pub fn hosted_button() -> Result<HostedButton, CoreError> {
    let payment = payment()?;
    let mut button = HostedButton::new("6RNT8A4HBBJRE".parse()?);
    button.options = ten_options();
    button.custom = payment.custom;
    button.notify_url = payment.notify_url;
    Ok(button)
}

/// A cart upload with every variable of its items, three of them.
///
/// # Errors
/// None: the values are valid.
pub fn upload() -> Result<CartUpload, CoreError> {
    let mut items = Vec::new();
    for (name, price, quantity) in [
        ("Mug", "18.00", 3),
        ("Tea 茶", "9.99", 2),
        ("Tray", "40.00", 1),
    ] {
        let mut item = UploadItem::new(name.to_owned(), Money::parse(price, Currency::USD)?);
        item.item_number = text(name);
        item.quantity = quantity;
        item.options = ten_options();
        item.weight = Some("0.45".parse()?);
        item.shipping = usd("4.00")?;
        item.shipping2 = usd("0.50")?;
        item.handling = usd("0.25")?;
        item.tax = usd("1.10")?;
        if quantity == 2 {
            item.discount_rate = rate("33.333")?;
        } else {
            item.discount_amount = usd("1.50")?;
        }
        items.push(item);
    }
    let mut form = CartUpload::new(payment()?, items);
    form.handling_cart = usd("1.00")?;
    form.weight_unit = Some(WeightUnit::Kgs);
    Ok(form)
}

/// A cart upload whose tax, weight and reduction belong to the cart.
///
/// # Errors
/// None: the values are valid.
pub fn upload_cart_wide() -> Result<CartUpload, CoreError> {
    let mut form = upload()?;
    for item in &mut form.items {
        item.discount_rate = None;
    }
    form.tax_cart = usd("6.00")?;
    form.discount_amount_cart = usd("10.00")?;
    form.weight_cart = Some("3.50".parse()?);
    Ok(form)
}

/// A cart upload whose reduction is a rate of the cart.
///
/// # Errors
/// None: the values are valid.
pub fn upload_cart_rate() -> Result<CartUpload, CoreError> {
    let mut form = upload_cart_wide()?;
    for item in &mut form.items {
        item.discount_amount = None;
    }
    form.discount_amount_cart = None;
    form.discount_rate_cart = rate("7.5")?;
    Ok(form)
}

/// Forms of every kind that pays or shows a cart.
///
/// # Errors
/// None: the values are valid.
pub fn every_form() -> Result<Vec<(&'static str, Form)>, CoreError> {
    let single = |form| Form::Single(Box::new(form));
    let cart = |form| Form::Cart(Box::new(form));
    let mut display = add_to_cart()?.payment;
    display.shopping_url = None;
    display.page.cpp_logo_image = None;
    display.page.cpp_cart_border_color = None;
    let mut abroad = upload()?;
    abroad.payment.buyer.country = Some("GB".parse()?);
    abroad.payment.buyer.night_phone = Some(Phone::abroad("night_phone", "44", "2079460000")?);
    abroad.payment.buyer.day_phone = None;
    Ok(vec![
        ("buy now", single(buy_now()?)),
        ("buy now by rates", single(buy_now_by_rates()?)),
        ("add to cart", single(add_to_cart()?)),
        ("donation", single(donation()?)),
        ("upload", cart(upload()?)),
        ("upload, cart-wide", cart(upload_cart_wide()?)),
        ("upload, cart rate", cart(upload_cart_rate()?)),
        ("upload, buyer abroad", cart(abroad)),
        ("display", Form::Display(Box::new(display))),
        (
            "ext-enter buy now",
            Form::ExtEnter(Box::new(single(buy_now()?))),
        ),
        (
            "ext-enter upload",
            Form::ExtEnter(Box::new(cart(upload_cart_wide()?))),
        ),
    ])
}

/// Subscriptions and saved buttons: forms that have no total of their own.
///
/// With [`every_form`] they carry every variable there is.
///
/// # Errors
/// None: the values are valid.
pub fn forms_without_total() -> Result<Vec<(&'static str, Form)>, CoreError> {
    let saved = |form| Form::Saved(Box::new(form));
    Ok(vec![
        (
            "subscription",
            Form::Subscription(Box::new(subscription()?)),
        ),
        (
            "hosted button",
            saved(SavedButton::Hosted(hosted_button()?)),
        ),
        (
            "encrypted form",
            saved(SavedButton::Encrypted(EncryptedForm::from_base64(
                "TUlJQg==",
            )?)),
        ),
    ])
}
