//! Totals of a cart.

use serde::Serialize;

use crate::{
    Cart, CartDiscount, CartLine, CoreError, Currency, LineDiscount, Money, PricingRules, Rate,
    Weight,
};

/// Totals of one line of a cart or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineTotals {
    /// Price times quantity.
    pub goods: Money,
    /// Taken off the line; nothing when a discount on the cart replaces it.
    pub discount: Money,
    /// The line's own shipping.
    pub shipping: Money,
    /// The line's own handling.
    pub handling: Money,
    /// The line's own tax; not part of the total when the shop has a tax rule.
    pub tax: Money,
}

/// Totals of a cart by the rules PayPal documents for cart upload ("Third-party
/// shopping carts — the Cart Upload command"):
/// `total = items − discount + shipping + handling + tax`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The currency of every amount.
    pub currency: Currency,
    /// Number of articles, counting quantities.
    pub units: u32,
    /// Price times quantity of all lines, before discounts.
    pub items: Money,
    /// Taken off: the cart's discount, or the sum of the lines'.
    pub discount: Money,
    /// True when `discount` is the cart's own (`discount_amount_cart`).
    pub discount_is_carts: bool,
    /// The shop's shipping for the cart plus the lines' own.
    pub shipping: Money,
    /// The part of `shipping` that belongs to the cart and to no line.
    pub cart_shipping: Money,
    /// The shop's handling for the cart plus the lines' own.
    pub handling: Money,
    /// The part of `handling` that belongs to the cart (`handling_cart`).
    pub cart_handling: Money,
    /// Tax by the shop's rule, or the sum of the lines'.
    pub tax: Money,
    /// Amount that the buyer pays.
    pub total: Money,
    /// The cart's own weight, or that of all lines that have one.
    pub weight: Weight,
    /// Line by line, in the cart's order.
    pub lines: Vec<LineTotals>,
}

impl Totals {
    /// Adds up `cart` by `rules`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use leptos_paypal_core::{Cart, CartAction, CartItem, Currency, Money, PricingRules, Totals};
    /// let price = Money::parse("19.95", Currency::USD)?;
    /// let item = CartItem::new("MUG".parse()?, "Mug".to_owned(), price);
    /// let cart = Cart::new(Currency::USD)
    ///     .reduce(CartAction::Add { item: Arc::new(item), quantity: 2 })?;
    /// let totals = Totals::of(&cart, &PricingRules::none(Currency::USD))?;
    /// assert_eq!(totals.total.to_string(), "39.90");
    /// # Ok::<(), leptos_paypal_core::CoreError>(())
    /// ```
    ///
    /// # Errors
    /// `currency_mixed` when cart and rules differ, `amount_out_of_range`, and
    /// what [`PricingRules::check`] finds.
    pub fn of(cart: &Cart, rules: &PricingRules) -> Result<Self, CoreError> {
        let currency = cart.currency();
        if rules.currency != currency {
            return Err(CoreError::CurrencyMixed {
                expected: currency,
                found: rules.currency,
            });
        }
        rules.check()?;
        let items = cart.goods()?;
        let cart_discount = cart_discount(rules, items)?;
        let lines = cart
            .lines()
            .iter()
            .map(|line| LineTotals::of(line, cart_discount.is_some()))
            .collect::<Result<Vec<_>, _>>()?;
        let sum = |part: fn(&LineTotals) -> Money| Money::sum(currency, lines.iter().map(part));
        let discount = match cart_discount {
            Some(discount) => discount,
            None => sum(|line| line.discount)?,
        };
        let goods = items.minus(discount)?;
        let zero = Money::zero(currency);
        let (cart_shipping, cart_handling) = if cart.is_empty() {
            (zero, zero)
        } else {
            let shipping = cart_shipping(rules, goods, cart.units())?;
            (shipping, rules.handling.unwrap_or(zero))
        };
        let shipping = sum(|line| line.shipping)?.plus(cart_shipping)?;
        let handling = sum(|line| line.handling)?.plus(cart_handling)?;
        let tax = match rules.tax {
            Some(rule) if rule.on_shipping => {
                goods.plus(shipping)?.plus(handling)?.percent(rule.rate)?
            }
            Some(rule) => goods.percent(rule.rate)?,
            None => sum(|line| line.tax)?,
        };
        let weight = rules.weight.unwrap_or_else(|| {
            cart.lines().iter().fold(Weight::default(), |sum, line| {
                sum.plus(line.item.weight.unwrap_or_default().times(line.quantity))
            })
        });
        Ok(Self {
            currency,
            units: cart.units(),
            items,
            discount,
            discount_is_carts: cart_discount.is_some(),
            shipping,
            cart_shipping,
            handling,
            cart_handling,
            tax,
            total: goods.plus(shipping)?.plus(handling)?.plus(tax)?,
            weight,
            lines,
        })
    }
}

impl LineTotals {
    /// Adds up a line; a discount of the cart replaces the line's own.
    fn of(line: &CartLine, discount_replaced: bool) -> Result<Self, CoreError> {
        let item = &line.item;
        let zero = Money::zero(item.price.currency());
        let goods = line.goods()?;
        Ok(Self {
            goods,
            discount: match item.discount {
                Some(LineDiscount::Amount(amount)) if !discount_replaced => amount,
                Some(LineDiscount::Rate(rate)) if !discount_replaced => below(rate, goods)?,
                Some(LineDiscount::Amounts(units)) if !discount_replaced => {
                    let further = units.further_units(line.quantity);
                    units.first.plus(units.further.times(further)?)?
                }
                Some(LineDiscount::Rates(units)) if !discount_replaced => {
                    let further = units.further_units(line.quantity);
                    let first = below(units.first, item.price)?;
                    first.plus(below(units.further, item.price.times(further)?)?)?
                }
                _ => zero,
            },
            shipping: match item.shipping {
                Some(shipping) => {
                    first_and_further(shipping.first, shipping.further, line.quantity)?
                }
                None => zero,
            },
            handling: item.handling.unwrap_or(zero),
            tax: item.tax.unwrap_or(zero),
        })
    }
}

/// The cart's discount where one applies: money off only while the goods are
/// worth more than it, since PayPal takes nothing else.
fn cart_discount(rules: &PricingRules, items: Money) -> Result<Option<Money>, CoreError> {
    let discount = match rules.discount {
        Some(CartDiscount::Amount(amount)) if amount < items => amount,
        Some(CartDiscount::Rate(rate)) => below(rate, items)?,
        _ => return Ok(None),
    };
    Ok(Some(discount).filter(|discount| discount.is_positive()))
}

/// A percentage below 100 can still round up to everything; one minor unit
/// stays to be paid.
fn below(rate: Rate, goods: Money) -> Result<Money, CoreError> {
    let most = Money::from_minor((goods.minor() - 1).max(0), goods.currency())?;
    goods.percent(rate)?.min(most)
}

fn cart_shipping(rules: &PricingRules, goods: Money, units: u32) -> Result<Money, CoreError> {
    match rules.shipping {
        Some(rule) if rule.free_from.is_none_or(|from| goods < from) => {
            first_and_further(rule.first, rule.further, units)
        }
        _ => Ok(Money::zero(rules.currency)),
    }
}

/// `first` for one of `units`, which are 1 or more, and `further` for each of
/// the others.
pub(crate) fn first_and_further(
    first: Money,
    further: Option<Money>,
    units: u32,
) -> Result<Money, CoreError> {
    match further {
        Some(further) => first.plus(further.times(units - 1)?),
        None => Ok(first),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{CartAction, CartItem, ItemShipping, ShippingRule, TaxRule};

    fn usd(text: &str) -> Money {
        Money::parse(text, Currency::USD).unwrap()
    }

    fn cart_of(lines: Vec<(CartItem, u32)>) -> Cart {
        lines
            .into_iter()
            .fold(Cart::new(Currency::USD), |cart, (item, quantity)| {
                cart.reduce(CartAction::Add {
                    item: Arc::new(item),
                    quantity,
                })
                .unwrap()
            })
    }

    fn item(sku: &str, price: &str) -> CartItem {
        CartItem::new(sku.parse().unwrap(), sku.to_owned(), usd(price))
    }

    #[test]
    fn lines_charges_and_discounts_add_up() {
        let mut mug = item("MUG", "18.00");
        mug.discount = Some(LineDiscount::Amount(usd("1.50")));
        mug.shipping = Some(ItemShipping {
            first: usd("4.00"),
            further: Some(usd("0.50")),
        });
        mug.handling = Some(usd("0.25"));
        let mut tea = item("TEA", "9.99");
        tea.discount = Some(LineDiscount::Rate("10".parse().unwrap()));
        let mut rules = PricingRules::none(Currency::USD);
        rules.handling = Some(usd("1.00"));
        rules.tax = Some(TaxRule {
            rate: "8.25".parse().unwrap(),
            on_shipping: false,
        });
        let totals = Totals::of(&cart_of(vec![(mug, 3), (tea, 2)]), &rules).unwrap();
        assert_eq!(totals.items, usd("73.98"));
        // 1.50 once, and 10 % of 19.98.
        assert_eq!(totals.discount, usd("3.50"));
        assert_eq!(totals.shipping, usd("5.00"));
        assert_eq!(totals.handling, usd("1.25"));
        // 8.25 % of 70.48 is 5.8146.
        assert_eq!(totals.tax, usd("5.81"));
        assert_eq!(totals.total, usd("82.54"));
    }

    #[test]
    fn a_cart_discount_replaces_those_of_the_lines() {
        let mut mug = item("MUG", "18.00");
        mug.discount = Some(LineDiscount::Amount(usd("1.50")));
        let cart = cart_of(vec![(mug, 1)]);
        let mut rules = PricingRules::none(Currency::USD);
        rules.discount = Some(CartDiscount::Amount(usd("5.00")));
        let totals = Totals::of(&cart, &rules).unwrap();
        assert_eq!((totals.discount, totals.total), (usd("5.00"), usd("13.00")));
        // Not less than the goods: it does not apply, the line's own does.
        rules.discount = Some(CartDiscount::Amount(usd("18.00")));
        assert_eq!(Totals::of(&cart, &rules).unwrap().discount, usd("1.50"));
    }

    #[test]
    fn shipping_is_free_from_a_value_on() {
        let mut rules = PricingRules::none(Currency::USD);
        rules.shipping = Some(ShippingRule {
            first: usd("4.90"),
            further: None,
            free_from: Some(usd("50.00")),
        });
        let below = Totals::of(&cart_of(vec![(item("A", "49.99"), 1)]), &rules).unwrap();
        assert_eq!(below.shipping, usd("4.90"));
        let above = Totals::of(&cart_of(vec![(item("A", "50.00"), 1)]), &rules).unwrap();
        assert!(above.shipping.is_zero());
        let empty = Totals::of(&Cart::new(Currency::USD), &rules).unwrap();
        assert!(empty.total.is_zero());
    }
}
