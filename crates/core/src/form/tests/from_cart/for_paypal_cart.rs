//! Articles for the cart that PayPal keeps.

use super::*;
use crate::{CartDiscount, UnitDiscounts};

fn add(
    item: &CartItem,
    quantity: u32,
    rules: &PricingRules,
) -> Result<SingleItem, crate::CoreError> {
    SingleItem::for_paypal_cart(item, quantity, rules, payment(rules.currency))
}

#[test]
fn an_article_becomes_these_fields() {
    let mut mug = item("MUG", usd("18.00"));
    mug.options = vec![ChosenOption {
        name: "Size".to_owned(),
        value: "Large".to_owned(),
    }];
    mug.discount = Some(LineDiscount::Rate("10".parse().unwrap()));
    mug.weight = Some("0.45".parse().unwrap());
    mug.shipping = Some(ItemShipping {
        first: usd("2.00"),
        further: Some(usd("0.50")),
    });
    mug.handling = Some(usd("0.25"));
    mug.tax = Some(usd("1.10"));
    let mut rules = PricingRules::none(Currency::USD);
    rules.handling = Some(usd("1.00"));
    let form = add(&mug, 2, &rules).unwrap().weighed_in(WeightUnit::Kgs);
    let fields = form.fields().unwrap();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let expected = [
        ("cmd", "_cart"),
        ("add", "1"),
        ("business", "merchant@example.com"),
        ("currency_code", "USD"),
        ("charset", "utf-8"),
        ("item_name", "Article MUG"),
        ("item_number", "MUG"),
        ("amount", "18.00"),
        ("quantity", "2"),
        ("weight", "0.45"),
        ("weight_unit", "kgs"),
        ("on0", "Size"),
        ("os0", "Large"),
        ("shipping", "2.00"),
        ("shipping2", "0.50"),
        ("handling", "0.25"),
        ("handling_cart", "1.00"),
        ("tax", "1.10"),
        ("discount_rate", "10"),
        ("discount_rate2", "10"),
    ];
    assert_eq!(fields, expected);
    // 36.00 − 3.60 + 2.50 + 1.25 + 1.10.
    assert_eq!(form.totals().unwrap().total, usd("37.25"));
}

/// PayPal's cart would leave them out, and the shop would get less.
#[test]
fn rules_of_a_whole_cart_are_refused_by_name() {
    let mug = item("MUG", usd("18.00"));
    let none = PricingRules::none(Currency::USD);
    let shipping = ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    };
    let tax = TaxRule {
        rate: "19".parse().unwrap(),
        on_shipping: false,
    };
    for (name, rules) in [
        (
            "pricing.shipping",
            PricingRules {
                shipping: Some(shipping),
                ..none
            },
        ),
        (
            "pricing.discount",
            PricingRules {
                discount: Some(CartDiscount::Amount(usd("1.00"))),
                ..none
            },
        ),
        (
            "pricing.tax",
            PricingRules {
                tax: Some(tax),
                ..none
            },
        ),
        (
            "pricing.weight",
            PricingRules {
                weight: Some("2".parse().unwrap()),
                ..none
            },
        ),
    ] {
        let error = add(&mug, 1, &rules).unwrap_err();
        assert_eq!(error.variable(), Some(name));
        assert_eq!(error.code(), "variable_not_for_command");
    }
    assert!(add(&mug, 1, &none).is_ok());
}

/// 10 % of 18.15 for each of two: the cart rounds the line, PayPal the units.
#[test]
fn a_rate_of_a_line_is_rounded_by_unit_at_paypal() {
    let mut mug = item("MUG", usd("18.15"));
    mug.discount = Some(LineDiscount::Rate("10".parse().unwrap()));
    let rules = PricingRules::none(Currency::USD);
    let cart = cart_of(vec![(mug.clone(), 2)]);
    assert_eq!(Totals::of(&cart, &rules).unwrap().discount, usd("3.63"));
    let form = add(&mug, 2, &rules).unwrap();
    assert_eq!(form.totals().unwrap().discount, usd("3.64"));
}

#[test]
fn more_than_one_buyer_can_have_is_refused() {
    let mut mug = item("MUG", usd("18.00"));
    let rules = PricingRules::none(Currency::USD);
    assert_eq!(
        add(&mug, 0, &rules).unwrap_err().code(),
        "quantity_not_positive"
    );
    assert_eq!(
        add(&mug, 10_000, &rules).unwrap_err().code(),
        "quantity_above_limit"
    );
    mug.max_quantity = Some(2);
    assert_eq!(
        add(&mug, 3, &rules).unwrap_err().code(),
        "quantity_above_limit"
    );
    assert!(add(&mug, 2, &rules).is_ok());
}

proptest! {
    #[test]
    fn an_article_costs_what_it_costs_in_the_cart_with_rates_by_unit(
        currency in prop::sample::select(Currency::ALL),
        top in prop::sample::select(&[1_000_u32, 20_000, 200_000][..]),
        row in prop::collection::vec(any::<u32>(), 0..120),
    ) {
        let (cart, _) = example::cart(currency, top, &mut Numbers::new(&row)).unwrap();
        let rules = PricingRules::none(currency);
        for line in cart.lines() {
            let mut item = CartItem::clone(&line.item);
            // PayPal rounds the first unit and the further ones.
            if let Some(LineDiscount::Rate(rate)) = item.discount {
                let (first, further, num) = (rate, rate, None);
                item.discount = Some(LineDiscount::Rates(UnitDiscounts { first, further, num }));
            }
            let form = add(&item, line.quantity, &rules).unwrap();
            let leaves_nothing = match item.discount {
                Some(LineDiscount::Rates(units)) => {
                    let most = units.first.max(units.further);
                    item.price.percent(most).unwrap() >= item.price
                }
                _ => false,
            };
            if leaves_nothing {
                continue;
            }
            match form.totals() {
                Ok(charged) => {
                    let alone = cart_of(vec![(item, line.quantity)]);
                    prop_assert_eq!(charged.total, Totals::of(&alone, &rules).unwrap().total);
                }
                // What PayPal would not take.
                Err(error) => prop_assert!(
                    matches!(error.variable(), Some("shipping" | "shipping2" | "amount")),
                    "{error}"
                ),
            }
        }
    }
}
