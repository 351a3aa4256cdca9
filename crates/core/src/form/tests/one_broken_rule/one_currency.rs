//! Every amount in another currency, one at a time.

use crate::form::{CartUpload, SingleItem, example};
use crate::{Currency, Money};

type Mixed<Form> = (fn(&mut Form), &'static str);

#[test]
fn one_form_has_one_currency() {
    fn yen(amount: &mut Option<Money>) {
        *amount = Some(Money::from_minor(1, Currency::JPY).unwrap());
    }
    let upload: &[Mixed<CartUpload>] = &[
        (
            |form| form.items[1].amount = Money::from_minor(999, Currency::EUR).unwrap(),
            "amount_2",
        ),
        (|form| yen(&mut form.items[0].shipping), "shipping_1"),
        (|form| yen(&mut form.items[0].shipping2), "shipping2_1"),
        (|form| yen(&mut form.items[2].handling), "handling_3"),
        (|form| yen(&mut form.items[2].tax), "tax_3"),
        (
            |form| yen(&mut form.items[0].discount_amount),
            "discount_amount_1",
        ),
        (|form| yen(&mut form.handling_cart), "handling_cart"),
        (|form| yen(&mut form.tax_cart), "tax_cart"),
        (
            |form| yen(&mut form.discount_amount_cart),
            "discount_amount_cart",
        ),
        // All of them are in the wrong one then.
        (|form| form.payment.currency = Currency::EUR, "amount_1"),
    ];
    for (mix, variable) in upload {
        let mut form = example::upload().unwrap();
        mix(&mut form);
        let error = form.fields().unwrap_err();
        assert_eq!(
            (error.variable(), error.code()),
            (Some(*variable), "variable_currency")
        );
        assert_eq!(form.totals().unwrap_err(), error);
    }
    let single: &[Mixed<SingleItem>] = &[
        (|form| yen(&mut form.amount), "amount"),
        (|form| yen(&mut form.shipping), "shipping"),
        (|form| yen(&mut form.shipping2), "shipping2"),
        (|form| yen(&mut form.handling), "handling"),
        (|form| yen(&mut form.handling_cart), "handling_cart"),
        (|form| yen(&mut form.tax), "tax"),
        (|form| yen(&mut form.discount_amount), "discount_amount"),
        (|form| yen(&mut form.discount_amount2), "discount_amount2"),
        (
            |form| {
                let choice = &mut form.priced_option.as_mut().unwrap().choices[9];
                choice.amount = Money::from_minor(1, Currency::JPY).unwrap();
            },
            "option_amount9",
        ),
    ];
    for (mix, variable) in single {
        let mut form = example::add_to_cart().unwrap();
        mix(&mut form);
        let error = form.fields().unwrap_err();
        assert_eq!(
            (error.variable(), error.code()),
            (Some(*variable), "variable_currency")
        );
    }
}
