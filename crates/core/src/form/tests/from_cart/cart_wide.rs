//! Rules about the cart as a whole: its size, its currency, its charges.

use super::*;

#[test]
fn an_empty_cart_and_another_currency_are_refused() {
    let rules = PricingRules::none(Currency::EUR);
    let empty = Cart::new(Currency::EUR);
    let form = CartUpload::from_cart(&empty, &rules, payment(Currency::EUR), "S").unwrap();
    assert_eq!(form.fields().unwrap_err().variable(), Some("item_name_1"));
    let error = CartUpload::from_cart(&empty, &rules, payment(Currency::USD), "S").unwrap_err();
    assert_eq!(error.code(), "currency_mixed");
}

#[test]
fn more_items_than_recommended_are_still_sent() {
    let price = usd("1.00");
    let lines = (0..60)
        .map(|sku| (item(&format!("S{sku}"), price), 1))
        .collect();
    let rules = PricingRules::none(Currency::USD);
    let form = CartUpload::from_cart(&cart_of(lines), &rules, payment(Currency::USD), "S");
    let fields = form.unwrap().fields().unwrap();
    for number in 1..=60 {
        assert!(value(&fields, &format!("item_name_{number}")).is_some());
    }
    assert_eq!(value(&fields, "item_name_61"), None);
}

#[test]
fn what_the_cart_says_replaces_what_items_say() {
    let mut one = UploadItem::new("One".to_owned(), usd("10.00"));
    one.quantity = 3;
    one.tax = Some(usd("1.00"));
    one.discount_amount = Some(usd("2.00"));
    one.handling = Some(usd("0.50"));
    one.weight = Some("0.45".parse().unwrap());
    let mut form = CartUpload::new(payment(Currency::USD), vec![one]);
    let totals = form.totals().unwrap();
    // Tax and the reduction once for the line.
    assert_eq!((totals.tax, totals.discount), (usd("1.00"), usd("2.00")));
    let replaced = ["tax_1", "discount_amount_1", "weight_1"];
    let fields = form.fields().unwrap();
    for name in replaced {
        assert!(value(&fields, name).is_some(), "{name}");
    }

    form.tax_cart = Some(usd("0.00"));
    form.discount_amount_cart = Some(usd("7.00"));
    form.weight_cart = Some("9.00".parse().unwrap());
    form.handling_cart = Some(usd("1.00"));
    let totals = form.totals().unwrap();
    assert_eq!(
        (totals.discount, totals.handling),
        (usd("7.00"), usd("1.50"))
    );
    assert_eq!((totals.tax, totals.total), (usd("0.00"), usd("24.50")));
    let fields = form.fields().unwrap();
    for name in replaced {
        assert_eq!(value(&fields, name), None, "{name}");
    }
}

/// Whoever reads a weight knows its unit.
#[test]
fn weights_come_with_their_unit() {
    let form = |weight: Option<&str>| {
        let mut tea = item("TEA", usd("9.99"));
        tea.weight = weight.map(|weight| weight.parse().unwrap());
        let add = CartAction::Add {
            item: std::sync::Arc::new(tea.clone()),
            quantity: 1,
        };
        let cart = Cart::new(Currency::USD).reduce(add).unwrap();
        let rules = PricingRules::none(Currency::USD);
        let payment = payment(Currency::USD);
        let upload = CartUpload::from_cart(&cart, &rules, payment.clone(), "Shipping").unwrap();
        let single = SingleItem::from_item(&tea, 1, &rules, payment).unwrap();
        (upload, single)
    };
    let unit = |fields: Vec<(String, String)>| value(&fields, "weight_unit").map(str::to_owned);
    for (weight, chosen, expected) in [
        (None, None, None),
        (None, Some(WeightUnit::Kgs), None),
        (Some("0.45"), None, Some("lbs")),
        (Some("0.45"), Some(WeightUnit::Lbs), Some("lbs")),
        (Some("0.45"), Some(WeightUnit::Kgs), Some("kgs")),
    ] {
        let (mut upload, mut single) = form(weight);
        if let Some(chosen) = chosen {
            upload = upload.weighed_in(chosen);
            single = single.weighed_in(chosen);
        }
        for found in [
            unit(upload.fields().unwrap()),
            unit(single.fields().unwrap()),
        ] {
            assert_eq!(found.as_deref(), expected, "{weight:?} {chosen:?}");
        }
    }
}

/// The cart's weight goes before those of its articles.
#[test]
fn a_cart_has_a_weight_of_its_own() {
    let mut mug = item("MUG", usd("18.00"));
    mug.weight = Some("0.45".parse().unwrap());
    let mut rules = PricingRules::none(Currency::USD);
    rules.weight = Some("2.50".parse().unwrap());
    let cart = cart_of(vec![(mug, 2)]);
    assert_eq!(Totals::of(&cart, &rules).unwrap().weight.text(), "2.50");
    let form = CartUpload::from_cart(&cart, &rules, payment(Currency::USD), "S").unwrap();
    let fields = form.weighed_in(WeightUnit::Kgs).fields().unwrap();
    assert_eq!(value(&fields, "weight_cart"), Some("2.50"));
    assert_eq!(value(&fields, "weight_unit"), Some("kgs"));
    assert_eq!(value(&fields, "weight_1"), None);
}
