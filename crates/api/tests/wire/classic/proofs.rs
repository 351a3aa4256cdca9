//! Refusals before anything is sent.

use leptos_paypal_api::PurchaseProblem;
use leptos_paypal_api::classic::{Encoding, Item, PaymentDetails, SetExpressCheckout};
use leptos_paypal_core::{Currency, Money};
use proptest::prelude::*;

use super::requests::everything;
use super::{answering, client, fixtures};
use crate::fixtures::money;

fn problem(change: impl FnOnce(&mut PaymentDetails)) -> PurchaseProblem {
    let mut payment = everything().payment;
    change(&mut payment);
    payment.check().unwrap_err()
}

#[test]
fn sums_are_proved() {
    let usd = |text| money(text, Currency::USD);
    everything().payment.check().unwrap();
    let cases: [(&str, PurchaseProblem); 8] = [
        (
            "totals_mismatch",
            problem(|payment| payment.total = usd("41.00")),
        ),
        (
            "totals_mismatch",
            problem(|payment| payment.items_total = Some(usd("36.00"))),
        ),
        (
            "totals_mismatch",
            problem(|payment| payment.items_total = None),
        ),
        (
            "totals_mismatch",
            problem(|payment| payment.tax = Some(usd("1.00"))),
        ),
        (
            "totals_mismatch",
            problem(|payment| payment.items[0].quantity = 3),
        ),
        (
            "amount_negative",
            problem(|payment| payment.shipping = Some(usd("4.00").negated())),
        ),
        (
            "amount_positive",
            problem(|payment| payment.shipping_discount = Some(usd("3.00"))),
        ),
        (
            "nothing_to_pay",
            problem(|payment| payment.total = usd("0.00")),
        ),
    ];
    for (index, (code, problem)) in cases.iter().enumerate() {
        assert_eq!(problem.code(), *code, "{index}: {problem}");
    }
    // Parts without the items' total are a mismatch, too.
    let mut payment = PaymentDetails::new(usd("5.00"));
    payment.shipping = Some(usd("5.00"));
    assert_eq!(payment.check().unwrap_err().code(), "totals_mismatch");
}

#[test]
fn currencies_never_mix() {
    let euro = money("4.00", Currency::EUR);
    for change in [
        (|payment: &mut PaymentDetails, euro| payment.shipping = Some(euro)) as fn(&mut _, _),
        |payment, euro| payment.items[0].amount = euro,
        |payment, euro| payment.items[0].tax = Some(euro),
        |payment, euro| payment.total = euro,
    ] {
        let problem = problem(|payment| change(payment, euro));
        assert!(
            matches!(problem.code(), "currency_mixed" | "totals_mismatch"),
            "{problem}"
        );
    }
}

#[test]
fn lengths_are_those_of_the_field_tables() {
    let long = |chars: usize| Some("ä".repeat(chars));
    for (limit, set) in [
        (
            127,
            (|payment, text| payment.description = text) as fn(&mut PaymentDetails, _),
        ),
        (256, |payment, text| payment.custom = text),
        (127, |payment, text| payment.invoice = text),
        (2048, |payment, text| payment.notify_url = text),
        (127, |payment, text| payment.items[0].number = text),
        (40, |payment, text| {
            payment.ship_to.as_mut().unwrap().city = text
        }),
    ] {
        let mut payment = everything().payment;
        set(&mut payment, long(limit));
        payment.check().unwrap();
        let problem = problem(|payment| set(payment, long(limit + 1)));
        assert_eq!(problem.code(), "text_too_long");
    }
}

#[tokio::test]
async fn nothing_is_sent_that_does_not_sum_up() {
    for encoding in super::BOTH {
        let server = answering(fixtures::answer("SetExpressCheckout", encoding)).await;
        let mut request = everything();
        request.payment.total = money("41.00", Currency::USD);
        let client = client(&server, encoding);
        let error = client.set_express_checkout(&request).await.unwrap_err();
        assert_eq!(error.code(), "totals_mismatch");
        assert!(!error.is_outcome_unknown() && !error.is_passing());
        assert!(server.calls().is_empty());
    }
}

fn texts() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{0,100}"
}

proptest! {
    /// Amounts have the decimals of their currency, and sum up to the total
    /// that is sent, whatever the cart.
    #[test]
    fn every_payment_that_passes_sums_up_on_the_wire(
        currency in proptest::sample::select(&[Currency::USD, Currency::JPY, Currency::HUF, Currency::TWD][..]),
        prices in proptest::collection::vec((1_i64..100_000, 1_u32..5, texts()), 1..5),
        shipping in 0_i64..10_000,
        off in 0_i64..1,
    ) {
        let of = |minor| Money::from_minor(minor, currency).unwrap();
        let goods: i64 = prices.iter().map(|(price, quantity, _)| price * i64::from(*quantity)).sum();
        let payment = PaymentDetails {
            items_total: Some(of(goods)),
            shipping: Some(of(shipping)),
            shipping_discount: Some(of(-off)),
            items: prices.iter().map(|(price, quantity, name)| Item {
                name: name.clone(),
                description: None,
                number: None,
                quantity: *quantity,
                amount: of(*price),
                tax: None,
            }).collect(),
            ..PaymentDetails::new(of(goods + shipping - off))
        };
        prop_assert_eq!(payment.check(), Ok(()));
        let request = SetExpressCheckout::new(payment, "https://a.example/", "https://b.example/");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let body = runtime.block_on(super::requests::sent(
            "SetExpressCheckout",
            Encoding::Nvp,
            async |client: leptos_paypal_api::classic::ClassicClient| {
                client.set_express_checkout(&request).await
            },
        ));
        let mut sum = 0;
        let mut total = None;
        let mut quantity = 0;
        for (name, value) in form_urlencoded::parse(body.as_bytes()) {
            let minor = || Money::parse_signed(&value, currency).map(Money::minor).unwrap();
            match &*name {
                "PAYMENTREQUEST_0_AMT" => total = Some(minor()),
                "PAYMENTREQUEST_0_SHIPPINGAMT" | "PAYMENTREQUEST_0_SHIPDISCAMT" => sum += minor(),
                name if name.starts_with("L_PAYMENTREQUEST_0_QTY") => quantity = value.parse::<i64>().unwrap(),
                name if name.starts_with("L_PAYMENTREQUEST_0_AMT") => sum += minor() * quantity,
                _ => {}
            }
            let has_point = name.ends_with("AMT") && value.contains('.');
            prop_assert_eq!(has_point, name.ends_with("AMT") && currency.decimals() > 0, "{}", value);
        }
        prop_assert_eq!(total, Some(sum));
    }
}
