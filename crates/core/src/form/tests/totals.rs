//! Totals of forms, worked out by hand.

use crate::form::example;
use crate::{Currency, Money};

fn usd(text: &str) -> Money {
    Money::parse(text, Currency::USD).unwrap()
}

fn parts(totals: &crate::FormTotals) -> [String; 6] {
    [
        totals.items,
        totals.discount,
        totals.shipping,
        totals.handling,
        totals.tax,
        totals.total,
    ]
    .map(|part| part.to_string())
}

#[test]
fn one_product_by_amounts() {
    let totals = example::buy_now().unwrap().totals().unwrap();
    // 5 × 24.50, the chosen option's price; 1.50 + 3 × 2.25; 4.00 + 4 × 0.50.
    let expected = ["122.50", "8.25", "6.00", "0.25", "7.77", "128.27"];
    assert_eq!(parts(&totals), expected);
    assert_eq!(totals.lines.len(), 1);
}

#[test]
fn one_product_by_rates() {
    let mut form = example::buy_now_by_rates().unwrap();
    let totals = form.totals().unwrap();
    // 12.5 % of 24.50 is 3.0625; 33.333 % of 73.50 is 24.499755;
    // 8.25 % of 94.94 is 7.83255.
    let expected = ["122.50", "27.56", "6.00", "0.25", "7.83", "109.02"];
    assert_eq!(parts(&totals), expected);
    // Without a rate for further units the first alone is reduced.
    form.discount_rate2 = None;
    form.discount_num = None;
    assert_eq!(form.totals().unwrap().discount, usd("3.06"));
    // Without a limit every further one is: 33.333 % of 98.00 is 32.66634.
    form.discount_rate2 = Some("33.333".parse().unwrap());
    assert_eq!(form.totals().unwrap().discount, usd("35.73"));
}

#[test]
fn a_reduction_without_a_second_is_taken_once() {
    let mut form = example::buy_now().unwrap();
    form.discount_amount2 = None;
    form.discount_num = None;
    assert_eq!(form.totals().unwrap().discount, usd("1.50"));
    // More allowed than there are units.
    form.discount_amount2 = Some(usd("2.25"));
    form.discount_num = Some(99);
    assert_eq!(form.totals().unwrap().discount, usd("10.50"));
    form.shipping2 = None;
    assert_eq!(form.totals().unwrap().shipping, usd("4.00"));
}

#[test]
fn carts() {
    // 54.00 + 19.98 + 40.00; 1.50 + 6.66 + 1.50; 5.00 + 4.50 + 4.00.
    let upload = example::upload().unwrap().totals().unwrap();
    let expected = ["113.98", "9.66", "13.50", "1.75", "3.30", "122.87"];
    assert_eq!(parts(&upload), expected);
    let wide = example::upload_cart_wide().unwrap().totals().unwrap();
    let expected = ["113.98", "10.00", "13.50", "1.75", "6.00", "125.23"];
    assert_eq!(parts(&wide), expected);
    assert!(wide.lines.iter().all(|line| line.discount.is_zero()));
    // 7.5 % of 113.98 is 8.5485.
    let rate = example::upload_cart_rate().unwrap().totals().unwrap();
    let expected = ["113.98", "8.55", "13.50", "1.75", "6.00", "126.68"];
    assert_eq!(parts(&rate), expected);
}

#[test]
fn an_amount_that_the_buyer_types_has_no_total() {
    let mut form = example::donation().unwrap();
    assert_eq!(form.totals().unwrap().total, usd("25.00"));
    form.amount = None;
    assert!(form.fields().is_ok());
    assert_eq!(form.totals().unwrap_err().variable(), Some("amount"));
}
