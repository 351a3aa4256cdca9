//! A whole cart as one payment.

use proptest::prelude::*;

use super::{cart_of, item, payment, usd};
use crate::form::SingleItem;
use crate::form::example::{self, Numbers};
use crate::{Cart, CartDiscount, Currency, ItemShipping, PricingRules, TaxRule, Totals};

/// A whole cart under one name: what PayPal's pages show is less, not other.
#[test]
fn a_cart_as_one_payment_becomes_these_fields() {
    let mut mug = item("MUG", usd("18.00"));
    mug.shipping = Some(ItemShipping {
        first: usd("2.00"),
        further: None,
    });
    let mut rules = PricingRules::none(Currency::USD);
    rules.handling = Some(usd("1.00"));
    rules.discount = Some(CartDiscount::Amount(usd("6.00")));
    rules.tax = Some(TaxRule {
        rate: "10".parse().unwrap(),
        on_shipping: false,
    });
    let cart = cart_of(vec![(mug, 2), (item("TEA", usd("10.00")), 1)]);
    let form = SingleItem::from_cart(&cart, &rules, payment(Currency::USD), "Order 17").unwrap();
    let fields = form.fields().unwrap();
    let expected = [
        ("cmd", "_xclick"),
        ("business", "merchant@example.com"),
        ("currency_code", "USD"),
        ("charset", "utf-8"),
        ("item_name", "Order 17"),
        ("amount", "46.00"),
        ("quantity", "1"),
        ("shipping", "2.00"),
        ("handling", "1.00"),
        ("tax", "4.00"),
        ("discount_amount", "6.00"),
    ];
    let found: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(found, expected);

    let empty = Cart::new(Currency::USD);
    let none = PricingRules::none(Currency::USD);
    let refused = SingleItem::from_cart(&empty, &none, payment(Currency::USD), "Order 17");
    assert_eq!(refused.unwrap_err().code(), "variable_missing");
    let mixed = SingleItem::from_cart(&empty, &none, payment(Currency::EUR), "Order 17");
    assert_eq!(mixed.unwrap_err().code(), "currency_mixed");
}

proptest! {
    #[test]
    fn a_cart_as_one_payment_charges_what_it_shows(
        currency in proptest::sample::select(Currency::ALL),
        numbers in proptest::collection::vec(any::<u32>(), 0..80),
    ) {
        let (cart, rules) = example::cart(currency, 500_000, &mut Numbers::new(&numbers)).unwrap();
        let totals = Totals::of(&cart, &rules).unwrap();
        let form = SingleItem::from_cart(&cart, &rules, payment(currency), "Order").unwrap();
        match form.totals() {
            Ok(found) => {
                prop_assert_eq!(found.total, totals.total);
                prop_assert_eq!(found.tax, totals.tax);
                prop_assert_eq!(
                    found.shipping.plus(found.handling).unwrap(),
                    totals.shipping.plus(totals.handling).unwrap()
                );
            }
            // PayPal has no form for a payment of charges alone.
            Err(error) => {
                prop_assert_eq!(error.variable(), Some("discount_amount"));
                prop_assert!(totals.discount.minor() >= totals.items.minor());
            }
        }
    }
}
