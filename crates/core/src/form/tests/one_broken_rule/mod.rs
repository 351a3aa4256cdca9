//! One rule broken at a time, in forms with every variable filled: the error
//! names the variable as it would have been posted.

mod in_one_product;
mod in_subscriptions;
mod in_the_payment;
mod in_uploads;
mod one_currency;

use crate::{CoreError, Currency, Money};

fn usd(text: &str) -> Option<Money> {
    Some(Money::parse(text, Currency::USD).unwrap())
}

/// The largest amount PayPal takes and one cent more.
const TOO_MUCH: &str = "10000000.00";

type Fields = Result<Vec<(String, String)>, CoreError>;

/// A change that breaks a rule, the variable to be named, and the code.
type Broken<Form> = (fn(&mut Form), &'static str, &'static str);

fn assert_broken<Form>(
    rules: &[Broken<Form>],
    form: fn() -> Result<Form, CoreError>,
    fields: fn(&Form) -> Fields,
) {
    for (place, (break_rule, variable, code)) in rules.iter().enumerate() {
        let mut form = form().unwrap();
        assert!(fields(&form).is_ok(), "the form is broken already");
        break_rule(&mut form);
        let Err(error) = fields(&form) else {
            panic!("rule {place}: {variable} was not refused");
        };
        assert_eq!(error.variable(), Some(*variable), "rule {place}: {error}");
        assert_eq!(error.code(), *code, "rule {place}: {error}");
        assert!(error.to_string().starts_with(*variable));
    }
}
