//! Carts of any shape.

use std::sync::Arc;

use crate::{
    Cart, CartAction, CartDiscount, CartItem, ChosenOption, CoreError, Currency, ItemShipping,
    LineDiscount, Money, PricingRules, Rate, ShippingRule, TaxRule, UnitDiscounts, Weight,
};

/// A row of numbers to make choices from; zeros after its end.
#[derive(Clone, Debug)]
pub struct Numbers<'a>(std::slice::Iter<'a, u32>);

impl<'a> Numbers<'a> {
    /// Choices from `numbers`.
    #[must_use]
    pub fn new(numbers: &'a [u32]) -> Self {
        Self(numbers.iter())
    }

    /// The next choice of `count`, from 0.
    pub fn below(&mut self, count: u32) -> u32 {
        self.0.next().map_or(0, |number| number % count.max(1))
    }

    fn some(&mut self) -> bool {
        self.below(2) == 1
    }

    fn money(&mut self, top: u32, currency: Currency) -> Result<Money, CoreError> {
        Money::from_minor(i64::from(self.below(top)), currency)
    }

    fn rate(&mut self) -> Result<Rate, CoreError> {
        Rate::from_thousandths(1 + self.below(99_999))
    }
}

/// Any cart with any rules: reductions of both kinds, shipping, handling and
/// tax of lines and of the cart. No price, shipping or handling reaches `top`
/// minor units; one line has a price for certain.
///
/// # Errors
/// None, while `top` is far below [`crate::MAX_MINOR`].
pub fn cart(
    currency: Currency,
    top: u32,
    numbers: &mut Numbers<'_>,
) -> Result<(Cart, PricingRules), CoreError> {
    let mut cart = Cart::new(currency);
    for line in 0..=numbers.below(6) {
        let free = line > 0 && numbers.below(8) == 1;
        let price = if free { 0 } else { 1 + numbers.below(top) };
        let item = CartItem::new(
            ["SKU-", &line.to_string()].concat().parse()?,
            ["Article \"茶\" <", &line.to_string(), ">"].concat(),
            Money::from_minor(i64::from(price), currency)?,
        );
        let item = charges(item, top, numbers)?;
        cart = cart.reduce(CartAction::Add {
            item: Arc::new(item),
            quantity: 1 + numbers.below(5),
        })?;
    }
    let mut rules = PricingRules::none(currency);
    if numbers.some() {
        rules.shipping = Some(ShippingRule {
            first: numbers.money(top, currency)?,
            further: numbers
                .some()
                .then_some(numbers.money(top / 4 + 1, currency)?),
            free_from: numbers.some().then_some(numbers.money(top, currency)?),
        });
    }
    if numbers.some() {
        rules.handling = Some(numbers.money(top / 4 + 1, currency)?);
    }
    rules.discount = match numbers.below(3) {
        1 => Some(CartDiscount::Amount(numbers.money(top, currency)?)),
        2 => Some(CartDiscount::Rate(numbers.rate()?)),
        _ => None,
    };
    if numbers.some() {
        rules.tax = Some(TaxRule {
            rate: numbers.rate()?,
            on_shipping: numbers.some(),
        });
    }
    Ok((cart, rules))
}

fn charges(mut item: CartItem, top: u32, numbers: &mut Numbers<'_>) -> Result<CartItem, CoreError> {
    let currency = item.price.currency();
    for name in ["Size", "Färbung", "Note \""] {
        if numbers.some() {
            item.options.push(ChosenOption {
                name: name.to_owned(),
                value: ["größer als ", &numbers.below(100).to_string()].concat(),
            });
        }
    }
    item.discount = match numbers.below(5) {
        1 if item.price.is_positive() => {
            let below = u32::try_from(item.price.minor()).unwrap_or(1);
            Some(LineDiscount::Amount(numbers.money(below, currency)?))
        }
        2 => Some(LineDiscount::Rate(numbers.rate()?)),
        3 if item.price.is_positive() => {
            let below = u32::try_from(item.price.minor()).unwrap_or(1);
            Some(LineDiscount::Amounts(UnitDiscounts {
                first: numbers.money(below, currency)?,
                further: numbers.money(below, currency)?,
                num: numbers.some().then_some(numbers.below(9)),
            }))
        }
        4 => Some(LineDiscount::Rates(UnitDiscounts {
            first: numbers.rate()?,
            further: numbers.rate()?,
            num: numbers.some().then_some(numbers.below(9)),
        })),
        _ => None,
    };
    if numbers.some() {
        item.shipping = Some(ItemShipping {
            first: numbers.money(top / 2 + 1, currency)?,
            further: numbers
                .some()
                .then_some(numbers.money(top / 8 + 1, currency)?),
        });
    }
    if numbers.some() {
        item.handling = Some(numbers.money(top / 4 + 1, currency)?);
    }
    if numbers.some() {
        item.tax = Some(numbers.money(top / 4 + 1, currency)?);
    }
    if numbers.some() {
        item.weight = Some(Weight::from_hundredths(numbers.below(1000)));
    }
    Ok(item)
}
