//! Totals of a form.

use super::amount_limits::is_payable;
use super::writer::full_name;
use crate::totals::first_and_further;
use crate::{CoreError, Currency, LineTotals, Money, Rate, Totals};

/// Totals of a form, as PayPal charges them:
/// `total = items − discount + shipping + handling + tax`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormTotals {
    /// The currency of every amount.
    pub currency: Currency,
    /// Price times quantity of all items, before discounts.
    pub items: Money,
    /// Taken off.
    pub discount: Money,
    /// Shipping of all items.
    pub shipping: Money,
    /// Handling of all items and of the cart.
    pub handling: Money,
    /// `tax_cart`, or the tax of all items.
    pub tax: Money,
    /// Amount that the buyer pays.
    pub total: Money,
    /// Item by item. A line's discount and tax are nothing where the cart's
    /// replace them.
    pub lines: Vec<LineTotals>,
}

/// Variables of a cart that replace those of its items, or add to them.
#[derive(Clone, Copy, Default)]
pub(super) struct CartWide {
    pub(super) discount_amount: Option<Money>,
    pub(super) discount_rate: Option<Rate>,
    pub(super) handling: Option<Money>,
    pub(super) tax: Option<Money>,
}

impl FormTotals {
    /// Adds up lines whose variables are checked already. `amount` is the
    /// variable that sums of nothing or too much are blamed on.
    pub(super) fn of(
        currency: Currency,
        lines: Vec<LineTotals>,
        cart: CartWide,
        amount: &'static str,
    ) -> Result<Self, CoreError> {
        let sum = |part: fn(&LineTotals) -> Money| Money::sum(currency, lines.iter().map(part));
        let items = sum(|line| line.goods)?;
        let discount = match (cart.discount_amount, cart.discount_rate) {
            (Some(amount), _) => amount,
            (None, Some(rate)) => items.percent(rate)?,
            (None, None) => sum(|line| line.discount)?,
        };
        let shipping = sum(|line| line.shipping)?;
        let mut handling = sum(|line| line.handling)?;
        if let Some(fee) = cart.handling {
            handling = handling.plus(fee)?;
        }
        let tax = match cart.tax {
            Some(tax) => tax,
            None => sum(|line| line.tax)?,
        };
        let total = items
            .minus(discount)?
            .plus(shipping)?
            .plus(handling)?
            .plus(tax)?;
        if discount.minor() >= items.minor() {
            return Err(if items.is_zero() {
                blame(amount, items, NOTHING)
            } else if cart.discount_amount.is_some() {
                blame("discount_amount_cart", discount, BELOW)
            } else if cart.discount_rate.is_some() {
                blame("discount_rate_cart", discount, BELOW)
            } else {
                blame(amount, items, "the discounts must leave something to pay")
            });
        }
        if !is_payable(total) {
            return Err(blame(amount, total, TOO_LARGE));
        }
        Ok(Self {
            currency,
            items,
            discount,
            shipping,
            handling,
            tax,
            total,
            lines,
        })
    }
}

/// Checks that PayPal takes the totals of a cart. Errors name `amount` with the
/// number of the line, counted from `first`; 0 stands for the only item.
pub(super) fn check_payable(totals: &Totals, first: usize) -> Result<(), CoreError> {
    for (number, line) in (first..).zip(&totals.lines) {
        if !is_payable(line.goods) {
            let amount = full_name("amount", None, number);
            return Err(blame(&amount, line.goods, TOO_LARGE));
        }
    }
    let amount = full_name("amount", None, first);
    // A form without items is refused for that.
    if totals.items.is_zero() && !totals.lines.is_empty() {
        return Err(blame(&amount, totals.items, NOTHING));
    }
    if !is_payable(totals.total) {
        return Err(blame(&amount, totals.total, TOO_LARGE));
    }
    Ok(())
}

const NOTHING: &str = "the items must sum to more than zero";

const BELOW: &str = "less than the sum of prices";

const TOO_LARGE: &str = "the sum has more than seven digits before the point";

fn blame(variable: &str, amount: Money, expected: &'static str) -> CoreError {
    CoreError::out_of_range(variable, amount.text(), expected)
}

/// Price times quantity of item `number`, or of the only one for 0.
pub(super) fn goods(amount: Money, quantity: u32, number: usize) -> Result<Money, CoreError> {
    match amount.times(quantity) {
        Ok(goods) if is_payable(goods) => Ok(goods),
        _ => Err(blame(&full_name("amount", None, number), amount, TOO_LARGE)),
    }
}

/// `shipping`, and `shipping2` for each unit after the first of `quantity`,
/// which is 1 or more.
pub(super) fn shipping(
    first: Option<Money>,
    further: Option<Money>,
    quantity: u32,
    currency: Currency,
) -> Result<Money, CoreError> {
    let first = first.unwrap_or(Money::zero(currency));
    first_and_further(first, further, quantity)
}
