//! Totals of the component's forms are those that the sandbox asks for, part by
//! part.

use crate::harness::{self, Harness};
use leptos_paypal_core::form::example::{self, Numbers};
use leptos_paypal_core::form::{CartUpload, Form, SingleItem};
use leptos_paypal_core::{Currency, FormTotals, LineTotals, Money, PaymentVariables, Totals};
use paypal_sandbox::Config;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, TestRunner};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

type Fields = Vec<(String, String)>;

/// A sandbox without a limit for one payment that these carts would reach.
async fn sandbox() -> Harness {
    let maximum = Currency::ALL
        .iter()
        .map(|currency| {
            let most = Money::from_minor(9_999_999, *currency).unwrap();
            let most = most.times(if currency.decimals() == 0 { 1 } else { 100 });
            (*currency, most.unwrap().to_string())
        })
        .collect();
    Harness::with(Config {
        maximum,
        ..Config::default()
    })
    .await
}

fn payment(currency: Currency) -> PaymentVariables {
    PaymentVariables::new("merchant@example.com".parse().unwrap(), currency)
}

fn line(line: &LineTotals) -> Value {
    json!({
        "goods": line.goods.to_string(),
        "discount": line.discount.to_string(),
        "shipping": line.shipping.to_string(),
        "handling": line.handling.to_string(),
        "tax": line.tax.to_string(),
    })
}

/// The component's sum in the shape of the sandbox's.
fn by_component(totals: &FormTotals) -> Value {
    json!({
        "currency": totals.currency.code(),
        "items_total": totals.items.to_string(),
        "discount": totals.discount.to_string(),
        "shipping": totals.shipping.to_string(),
        "handling": totals.handling.to_string(),
        "tax": totals.tax.to_string(),
        "total": totals.total.to_string(),
        "lines": totals.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// The parts of `checkout` that the component computes too.
fn by_sandbox(checkout: &Value, totals: &Value) -> Value {
    let same_keys = |from: &Value, like: &Value| -> Value {
        let keys = like.as_object().unwrap().keys();
        keys.map(|key| (key.clone(), from[key].clone())).collect()
    };
    let mut parts = same_keys(checkout, totals);
    let lines = checkout["lines"].as_array().unwrap();
    let like = &totals["lines"][0];
    parts["lines"] = lines.iter().map(|line| same_keys(line, like)).collect();
    parts
}

async fn compare(harness: &Harness, fields: &Fields, totals: &FormTotals) -> Value {
    let token = harness.open(fields).await;
    let checkout = harness.checkout(&token).await;
    let expected = by_component(totals);
    assert_eq!(by_sandbox(&checkout, &expected), expected, "{fields:?}");
    checkout
}

/// 500 carts in each way of paying, over all currencies, at one sandbox.
#[test]
fn any_cart_comes_to_the_same_on_both_sides() {
    let runtime = Runtime::new().unwrap();
    let harness = runtime.block_on(sandbox());
    let mut runner = TestRunner::new(Cases {
        failure_persistence: None,
        ..Cases::with_cases(500)
    });
    let carts = (
        prop::sample::select(Currency::ALL),
        prop::sample::select(&[50_u32, 5_000, 60_000][..]),
        vec(any::<u32>(), 0..120),
    );
    runner
        .run(&carts, |(currency, top, row)| {
            let (cart, rules) = example::cart(currency, top, &mut Numbers::new(&row)).unwrap();
            let shown = Totals::of(&cart, &rules).unwrap();
            let upload = CartUpload::from_cart(&cart, &rules, payment(currency), "Shipping");
            let upload = upload.unwrap();
            let (totals, fields) = (upload.totals().unwrap(), upload.fields().unwrap());
            let wrapped = Form::ExtEnter(Box::new(Form::Cart(Box::new(upload))));
            runtime.block_on(async {
                let checkout = compare(&harness, &fields, &totals).await;
                assert_eq!(checkout["total"], shown.total.to_string());
                assert_eq!(checkout["ignored"], json!([]), "{fields:?}");
                compare(&harness, &wrapped.fields().unwrap(), &totals).await;
            });
            let first = &cart.lines()[0];
            let single =
                SingleItem::from_item(&first.item, first.quantity, &rules, payment(currency));
            // A price of which nothing would be left has no Buy Now form.
            let Ok(single) = single else { return Ok(()) };
            let (totals, fields) = (single.totals().unwrap(), single.fields().unwrap());
            runtime.block_on(async {
                let checkout = compare(&harness, &fields, &totals).await;
                assert_eq!(checkout["ignored"], json!([]), "{fields:?}");
            });
            Ok(())
        })
        .unwrap();
    runtime.block_on(harness.sandbox.stop());
}

/// Forms by rates, which no cart of the component sends, round alike too.
#[test]
fn any_rate_rounds_alike_on_both_sides() {
    let runtime = Runtime::new().unwrap();
    let harness = runtime.block_on(sandbox());
    let mut runner = TestRunner::new(Cases {
        failure_persistence: None,
        ..Cases::with_cases(500)
    });
    let forms = (
        prop::sample::select(Currency::ALL),
        (1..100_000_i64, 1..40_u32, 0..40_u32),
        (1..100_000_u32, 1..=100_000_u32, 1..=100_000_u32),
        any::<bool>(),
    );
    runner
        .run(
            &forms,
            |(currency, (price, quantity, num), rates, num_sent)| {
                let rate =
                    |thousandths| leptos_paypal_core::Rate::from_thousandths(thousandths).ok();
                let price = Money::from_minor(price, currency).unwrap();
                let mut single = SingleItem::new(Default::default(), payment(currency));
                single.amount = Some(price);
                single.item_name = Some("Mug".to_owned());
                single.quantity = quantity;
                single.discount_rate = rate(rates.0);
                single.discount_rate2 = rate(rates.1);
                single.discount_num = num_sent.then_some(num);
                single.tax_rate = rate(rates.2);
                let mut item = leptos_paypal_core::form::UploadItem::new("Mug".to_owned(), price);
                item.quantity = quantity;
                item.discount_rate = rate(rates.0);
                let mut by_line =
                    CartUpload::new(payment(currency), vec![item.clone(), item.clone()]);
                by_line.handling_cart = Some(price);
                item.discount_rate = None;
                let mut by_cart = CartUpload::new(payment(currency), vec![item.clone(), item]);
                by_cart.discount_rate_cart = rate(rates.0);
                let forms = [
                    Form::Single(Box::new(single)),
                    Form::Cart(Box::new(by_line)),
                    Form::Cart(Box::new(by_cart)),
                ];
                for form in forms {
                    // Rates that round to the whole price leave nothing to pay.
                    let Ok(Some(totals)) = form.totals() else {
                        continue;
                    };
                    let fields = form.fields().unwrap();
                    runtime.block_on(async {
                        let checkout = compare(&harness, &fields, &totals).await;
                        assert_eq!(checkout["ignored"], json!([]), "{fields:?}");
                    });
                }
                Ok(())
            },
        )
        .unwrap();
    runtime.block_on(harness.sandbox.stop());
}

#[tokio::test]
async fn forms_with_every_variable_are_taken_whole() {
    let harness = sandbox().await;
    for (kind, form) in example::every_form().unwrap() {
        let fields = form.fields().unwrap();
        let Some(totals) = form.totals().unwrap() else {
            // Only shows the cart, which is another page than a checkout.
            let response = harness.post_form(&fields).await;
            assert_eq!(response.status(), 303, "{kind}");
            assert!(harness::location(&response).contains("/cart?"), "{kind}");
            continue;
        };
        let checkout = if kind == "add to cart" {
            let checkout = harness
                .checkout(&through_the_cart(&harness, &fields).await)
                .await;
            let expected = by_component(&totals);
            assert_eq!(by_sandbox(&checkout, &expected), expected, "{kind}");
            checkout
        } else {
            compare(&harness, &fields, &totals).await
        };
        assert_eq!(checkout["ignored"], json!([]), "{kind}");
        assert_eq!(checkout["payee"], "merchant@example.com", "{kind}");
        assert_eq!(checkout["invoice"], "INV-2026-0001", "{kind}");
        assert_eq!(
            checkout["custom"], "co_aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "{kind}"
        );
        let lines = checkout["lines"].as_array().unwrap();
        for (ordered, line) in form.ordered_items().iter().zip(lines) {
            assert_eq!(line["item_name"], ordered.name, "{kind}");
            assert_eq!(line["item_number"], json!(ordered.number), "{kind}");
            assert_eq!(line["quantity"], ordered.quantity, "{kind}");
            assert_eq!(line["options"], json!(ordered.options), "{kind}");
        }
    }
    harness.sandbox.stop().await;
}

/// Adds to the cart that the sandbox keeps for this browser, and pays it.
async fn through_the_cart(harness: &Harness, fields: &Fields) -> String {
    let response = harness.post_form(fields).await;
    let redeemed = harness
        .client
        .get(harness::location(&response))
        .send()
        .await;
    let redeemed = redeemed.unwrap();
    let cookie = redeemed.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let cart = harness::location(&redeemed);
    let page = harness
        .client
        .get(&cart)
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    let confirm = [
        ("csrf", harness::field(&page, "csrf")),
        ("merchant", harness::field(&page, "merchant")),
    ];
    let paid = harness
        .client
        .post(harness.url("/cart/checkout"))
        .header("cookie", &cookie)
        .body(harness::encode(&confirm))
        .send()
        .await
        .unwrap();
    let location = harness::location(&paid);
    location.split_once("token=").unwrap().1.to_owned()
}
