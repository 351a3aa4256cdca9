//! What a cart comes to.

use crate::{
    Cart, CartDiscount, CartLine, CoreError, Currency, LineDiscount, MAX_MINOR, Money,
    PricingRules, Rate, Weight,
};

/// What one line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What a cart comes to, by the rules PayPal documents for cart upload
/// ("Third-party shopping carts — the Cart Upload command"):
/// `total = items − discount + shipping + handling + tax`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The currency of every amount.
    pub currency: Currency,
    /// How many articles, counting quantities.
    pub units: u32,
    /// Price times quantity of all lines, before discounts.
    pub items: Money,
    /// Taken off: the cart's discount, or the sum of the lines'.
    pub discount: Money,
    /// Whether `discount` is the cart's own (`discount_amount_cart`).
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
    /// What the buyer pays.
    pub total: Money,
    /// The weight of all lines that have one.
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
        // From here on everything is in that currency, in minor units. A full
        // cart of the highest amounts and quantities is far below what an i64
        // holds, so that it is enough to look at the sums.
        let items = cart.goods()?.minor();
        let cart_discount = cart_discount(rules, items);
        let money = |minor| Money::known(minor, currency);
        let mut lines = Vec::with_capacity(cart.lines().len());
        let mut sums = [0; 5];
        let mut weight = Weight::default();
        for line in cart.lines() {
            let amounts = line_amounts(line, cart_discount.is_some());
            for (sum, amount) in sums.iter_mut().zip(amounts) {
                *sum += amount;
            }
            let [goods, discount, shipping, handling, tax] = amounts.map(money);
            lines.push(LineTotals {
                goods,
                discount,
                shipping,
                handling,
                tax,
            });
            weight = weight.plus(line.item.weight.unwrap_or_default().times(line.quantity));
        }
        let [_, discount, lines_shipping, lines_handling, tax] = sums;
        let discount = cart_discount.unwrap_or(discount);
        let goods = items - discount;
        let (cart_shipping, cart_handling) = if cart.is_empty() {
            (0, 0)
        } else {
            let shipping = cart_shipping(rules, goods, cart.units());
            (shipping, minor(rules.handling))
        };
        let shipping = lines_shipping + cart_shipping;
        let handling = lines_handling + cart_handling;
        let tax = match rules.tax {
            Some(rule) if rule.on_shipping => rule.rate.of(goods + shipping + handling),
            Some(rule) => rule.rate.of(goods),
            None => tax,
        };
        let total = goods + shipping + handling + tax;
        // No part is below nothing, so that none is above the sum it is in.
        if total.max(discount) > MAX_MINOR {
            return Err(CoreError::AmountOutOfRange { currency });
        }
        Ok(Self {
            currency,
            units: cart.units(),
            items: money(items),
            discount: money(discount),
            discount_is_carts: cart_discount.is_some(),
            shipping: money(shipping),
            cart_shipping: money(cart_shipping),
            handling: money(handling),
            cart_handling: money(cart_handling),
            tax: money(tax),
            total: money(total),
            weight,
            lines,
        })
    }
}

/// An amount that may be absent, in minor units.
fn minor(amount: Option<Money>) -> i64 {
    amount.map_or(0, Money::minor)
}

/// Goods, discount, shipping, handling and tax of a line.
fn line_amounts(line: &CartLine, replaced: bool) -> [i64; 5] {
    let item = &line.item;
    let goods = line.minor();
    let discount = match item.discount {
        Some(LineDiscount::Amount(amount)) if !replaced => amount.minor(),
        Some(LineDiscount::Rate(rate)) if !replaced => below(rate, goods),
        _ => 0,
    };
    let shipping = item.shipping.map_or(0, |shipping| {
        shipping.first.minor() + minor(shipping.further) * i64::from(line.quantity - 1)
    });
    let [handling, tax] = [item.handling, item.tax].map(minor);
    [goods, discount, shipping, handling, tax]
}

/// The cart's discount where one applies: money off only while the goods are
/// worth more than it, since PayPal takes nothing else.
fn cart_discount(rules: &PricingRules, items: i64) -> Option<i64> {
    let discount = match rules.discount? {
        CartDiscount::Amount(amount) if amount.minor() < items => amount.minor(),
        CartDiscount::Amount(_) => 0,
        CartDiscount::Rate(rate) => below(rate, items),
    };
    (discount > 0).then_some(discount)
}

/// A percentage below 100 can still round up to everything; one minor unit
/// stays to be paid.
fn below(rate: Rate, goods: i64) -> i64 {
    rate.of(goods).min(goods - 1).max(0)
}

fn cart_shipping(rules: &PricingRules, goods: i64, units: u32) -> i64 {
    let Some(rule) = rules.shipping else { return 0 };
    if rule.free_from.is_some_and(|from| goods >= from.minor()) {
        return 0;
    }
    rule.first.minor() + minor(rule.further) * i64::from(units.saturating_sub(1))
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
