use std::collections::BTreeSet;

use super::*;
use crate::form::example;
use crate::form::{CartUpload, ItemCommand, SingleItem};

fn texts(fields: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Everything that a form says about pages and buyer can be said here, in
/// the same words.
#[test]
fn a_form_says_what_its_settings_say() {
    let full = example::upload().unwrap();
    let mut bare = CartUpload {
        payment: PaymentVariables::new(full.payment.business.clone(), full.payment.currency),
        ..full.clone()
    };
    bare.payment.return_url.clone_from(&full.payment.return_url);
    let of_order: BTreeSet<_> = bare.fields().unwrap().into_iter().collect();
    let mut variables = full.fields().unwrap();
    let own = ["custom", "invoice", "notify_url", "cancel_return"];
    variables.retain(|field| !of_order.contains(field) && !own.contains(&field.0.as_str()));
    let page = PayPalPage::from_variables(texts(&variables)).unwrap();
    page.apply(&mut bare.payment);
    let mut expected = full.fields().unwrap();
    expected.retain(|field| !own.contains(&field.0.as_str()));
    assert_eq!(bare.fields().unwrap(), expected);
    assert_eq!(PayPalPage::from_variables([]), Ok(PayPalPage::default()));
}

#[test]
fn ext_enter_wraps() {
    let form = || Form::Single(Box::new(example::buy_now().unwrap()));
    let page = PayPalPage::from_variables([("cmd", "_ext-enter")]).unwrap();
    let fields = page.wrap(form()).fields().unwrap();
    let expected = [("cmd", "_ext-enter"), ("redirect_cmd", "_xclick")];
    assert!(texts(&fields).take(2).eq(expected));
    assert_eq!(PayPalPage::default().wrap(form()), form());
}

#[test]
fn unsuitable_variables_are_named() {
    for (variables, named, code) in [
        (vec![("rm", "3")], "rm", "variable_invalid"),
        (vec![("cmd", "_xclick")], "cmd", "variable_invalid"),
        (vec![("cs", "yes")], "cs", "variable_invalid"),
        (vec![("amount", "1.00")], "amount", "variable_invalid"),
        (
            vec![("notify_url", "/ipn")],
            "notify_url",
            "variable_invalid",
        ),
        (
            vec![("undefined_quantity", "2")],
            "undefined_quantity",
            "variable_invalid",
        ),
        (
            vec![("shopping_url", "/shop")],
            "shopping_url",
            "variable_invalid",
        ),
        (vec![("Lc", "de_DE")], "Lc", "variable_invalid"),
        (vec![("lc", "german")], "lc", "variable_invalid"),
        (vec![("country", "Germany")], "country", "variable_invalid"),
        (
            vec![("image_url", "/logo.png")],
            "image_url",
            "variable_invalid",
        ),
        (
            vec![("cpp_payflow_color", "#fff")],
            "cpp_payflow_color",
            "variable_invalid",
        ),
        (
            vec![("day_phone_d", "1")],
            "day_phone_d",
            "variable_invalid",
        ),
        (
            vec![("day_phone_b", "555")],
            "day_phone_a",
            "variable_missing",
        ),
        (
            vec![("night_phone_a", "44")],
            "night_phone_b",
            "variable_missing",
        ),
        (
            vec![("night_phone_a", "44"), ("night_phone_b", "20-79")],
            "night_phone_b",
            "variable_invalid",
        ),
    ] {
        let error = PayPalPage::from_variables(variables).unwrap_err();
        assert_eq!((error.variable(), error.code()), (Some(named), code));
    }
}

/// One is for Buy Now, the other for PayPal's own cart.
#[test]
fn settings_of_one_command_are_refused_by_the_others() {
    let url = "https://shop.example/";
    for (name, value, for_buy_now) in [
        ("undefined_quantity", "1", true),
        ("shopping_url", url, false),
    ] {
        let page = PayPalPage::from_variables([(name, value)]).unwrap();
        let mut upload = example::upload().unwrap();
        page.apply(&mut upload.payment);
        let mut single = SingleItem::new(ItemCommand::BuyNow, upload.payment.clone());
        single.amount = Some(upload.items[0].amount);
        let error = upload.fields().unwrap_err();
        assert_eq!(error.variable(), Some(name));
        assert_eq!(error.code(), "variable_not_for_command");
        let field = (name.to_owned(), value.to_owned());
        assert_eq!(
            single.fields().is_ok_and(|fields| fields.contains(&field)),
            for_buy_now
        );
        single.command = ItemCommand::AddToCart;
        assert_eq!(
            single.fields().is_ok_and(|fields| fields.contains(&field)),
            !for_buy_now
        );
    }
}

/// Rules that depend on the form are checked with the form.
#[test]
fn a_form_names_settings_that_do_not_fit_it() {
    let page = PayPalPage::from_variables([("paymentaction", "authorization")]).unwrap();
    let mut donation: SingleItem = example::donation().unwrap();
    page.apply(&mut donation.payment);
    let error = donation.fields().unwrap_err();
    assert_eq!(error.variable(), Some("paymentaction"));
    assert_eq!(error.code(), "variable_not_for_command");
}
