//! Rules of the variables that every form carries.

use super::Broken;
use crate::form::{
    AbsoluteUrl, CountryCode, Form, HexColor, Locale, PaymentVariables, Phone, example,
};
use crate::{CoreError, Payee};

#[test]
fn payment_pages_and_buyer() {
    let rules: &[Broken<PaymentVariables>] = &[
        (
            |payment| {
                payment.return_url = None;
                payment.cbt = None;
            },
            "rm",
            "variable_needs",
        ),
        (
            |payment| {
                payment.return_url = None;
                payment.rm = None;
            },
            "cbt",
            "variable_needs",
        ),
        (
            |payment| payment.no_note = Some(true),
            "cn",
            "variable_not_with",
        ),
        (
            |payment| payment.custom = Some("a\nb".into()),
            "custom",
            "variable_invalid",
        ),
        (
            |payment| payment.invoice = Some("a\0b".into()),
            "invoice",
            "variable_invalid",
        ),
        (
            |payment| payment.buyer.address1 = None,
            "address_override",
            "variable_needs",
        ),
        (
            |payment| payment.buyer.city = None,
            "address_override",
            "variable_needs",
        ),
        (
            |payment| payment.buyer.country = None,
            "address_override",
            "variable_needs",
        ),
        (
            |payment| payment.buyer.state = None,
            "address_override",
            "variable_needs",
        ),
        (
            |payment| payment.buyer.zip = Some(String::new()),
            "address_override",
            "variable_needs",
        ),
        (
            |payment| payment.buyer.email = Some("bea".into()),
            "email",
            "variable_invalid",
        ),
        (
            |payment| payment.buyer.state = Some("C1".into()),
            "state",
            "variable_invalid",
        ),
        (
            |payment| {
                payment.buyer.country = Some("DE".parse().unwrap());
                payment.buyer.day_phone = None;
            },
            "night_phone_c",
            "variable_not_with",
        ),
        (
            |payment| {
                payment.buyer.day_phone =
                    Some(Phone::abroad("day_phone", "44", "20794600").unwrap());
            },
            "day_phone_b",
            "variable_invalid",
        ),
    ];
    for wrap in [false, true] {
        for (place, (break_rule, variable, code)) in rules.iter().enumerate() {
            let mut single = example::buy_now().unwrap();
            break_rule(&mut single.payment);
            let mut upload = example::upload().unwrap();
            break_rule(&mut upload.payment);
            for form in [Form::Single(Box::new(single)), Form::Cart(Box::new(upload))] {
                let form = if wrap {
                    Form::ExtEnter(Box::new(form))
                } else {
                    form
                };
                let error = form.fields().expect_err(variable);
                assert_eq!(error.variable(), Some(*variable), "rule {place}: {error}");
                assert_eq!(error.code(), *code, "rule {place}: {error}");
                assert_eq!(form.totals().unwrap_err(), error);
            }
        }
    }
}

/// Values that are wrong by themselves are never made into a form.
#[test]
fn values_that_are_wrong_by_themselves() {
    let parsed: &[(Option<CoreError>, &str)] = &[
        (AbsoluteUrl::parse("notify_url", "/ipn").err(), "notify_url"),
        (
            HexColor::parse("cpp_payflow_color", "#fff").err(),
            "cpp_payflow_color",
        ),
        ("nobody".parse::<Payee>().err(), "business"),
        ("english".parse::<Locale>().err(), "lc"),
        ("Germany".parse::<CountryCode>().err(), "country"),
        (
            Phone::us("night_phone", "1", "555", "0100").err(),
            "night_phone_a",
        ),
    ];
    for (error, variable) in parsed {
        let error = error.as_ref().expect(variable);
        assert_eq!(
            (error.variable(), error.code()),
            (Some(*variable), "variable_invalid")
        );
    }
}

#[test]
fn only_buy_now_and_uploads_are_wrapped() {
    let wrapped = |inner| Form::ExtEnter(Box::new(inner)).fields();
    let add = Form::Single(Box::new(example::add_to_cart().unwrap()));
    let donation = Form::Single(Box::new(example::donation().unwrap()));
    let display = Form::Display(Box::new(example::payment().unwrap()));
    let twice = Form::ExtEnter(Box::new(Form::Cart(Box::new(example::upload().unwrap()))));
    for inner in [add, donation, display, twice] {
        assert_eq!(wrapped(inner).unwrap_err().variable(), Some("redirect_cmd"));
    }
}
