//! Reductions of single units.

use super::*;
use crate::UnitDiscounts;

/// Reductions of further units: a cart says their sum, Buy Now itself.
#[test]
fn further_units_have_reductions_of_their_own() {
    let (first, further) = (usd("2.00"), usd("1.00"));
    let rates = |first: &str, further: &str| UnitDiscounts {
        first: first.parse().unwrap(),
        further: further.parse().unwrap(),
        num: Some(2),
    };
    let rules = PricingRules::none(Currency::USD);
    for (discount, quantity, expected) in [
        (
            LineDiscount::Amounts(UnitDiscounts {
                first,
                further,
                num: None,
            }),
            1,
            "2.00",
        ),
        (
            LineDiscount::Amounts(UnitDiscounts {
                first,
                further,
                num: None,
            }),
            4,
            "5.00",
        ),
        (
            LineDiscount::Amounts(UnitDiscounts {
                first,
                further,
                num: Some(2),
            }),
            4,
            "4.00",
        ),
        (
            LineDiscount::Amounts(UnitDiscounts {
                first,
                further,
                num: Some(0),
            }),
            4,
            "2.00",
        ),
        // 1.80 of the first, 3.60 of each of two more.
        (LineDiscount::Rates(rates("10", "20")), 4, "9.00"),
        (LineDiscount::Rates(rates("5", "50")), 1, "0.90"),
    ] {
        let mut mug = item("MUG", usd("18.00"));
        mug.discount = Some(discount);
        let cart = cart_of(vec![(mug.clone(), quantity)]);
        assert_eq!(Totals::of(&cart, &rules).unwrap().discount, usd(expected));
        let upload = CartUpload::from_cart(&cart, &rules, payment(Currency::USD), "S").unwrap();
        assert_eq!(upload.totals().unwrap().discount, usd(expected));
        let single = SingleItem::from_item(&mug, quantity, &rules, payment(Currency::USD));
        let single = single.unwrap();
        assert_eq!(single.totals().unwrap().discount, usd(expected));
        if let LineDiscount::Amounts(units) = discount {
            assert_eq!(single.discount_amount, Some(units.first));
            assert_eq!(single.discount_amount2, Some(units.further));
            assert_eq!(single.discount_num, units.num);
        }
    }
    let mut mug = item("MUG", usd("18.00"));
    let too_much = usd("18.00");
    for discount in [
        LineDiscount::Amounts(UnitDiscounts {
            first,
            further: too_much,
            num: None,
        }),
        LineDiscount::Amounts(UnitDiscounts {
            first: too_much,
            further,
            num: None,
        }),
        LineDiscount::Rates(rates("10", "100")),
        LineDiscount::Rates(rates("100", "10")),
    ] {
        mug.discount = Some(discount);
        let error = mug.check(Currency::USD).unwrap_err();
        assert_eq!(error.code(), "discount_not_below_price");
    }
    let yen = Money::parse("1", Currency::JPY).unwrap();
    mug.discount = Some(LineDiscount::Amounts(UnitDiscounts {
        first,
        further: yen,
        num: None,
    }));
    assert_eq!(
        mug.check(Currency::USD).unwrap_err().code(),
        "currency_mixed"
    );
}
