//! What a form comes to.

use crate::{CoreError, Currency, LineTotals, Money};

/// What PayPal charges for a form:
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
    /// What the buyer pays.
    pub total: Money,
    /// Item by item. A line's discount and tax are nothing where the cart's
    /// replace them.
    pub lines: Vec<LineTotals>,
}

/// What the variables of a cart replace or add.
#[derive(Clone, Copy, Default)]
pub(super) struct CartWide {
    pub(super) discount: Option<Money>,
    pub(super) handling: Option<Money>,
    pub(super) tax: Option<Money>,
}

impl FormTotals {
    pub(super) fn of(
        currency: Currency,
        lines: Vec<LineTotals>,
        cart: CartWide,
    ) -> Result<Self, CoreError> {
        let sum = |part: fn(&LineTotals) -> Money| Money::sum(currency, lines.iter().map(part));
        let items = sum(|line| line.goods)?;
        let discount = cart
            .discount
            .map_or_else(|| sum(|line| line.discount), Ok)?;
        let shipping = sum(|line| line.shipping)?;
        let handling =
            sum(|line| line.handling)?.plus(cart.handling.unwrap_or(Money::zero(currency)))?;
        let tax = cart.tax.map_or_else(|| sum(|line| line.tax), Ok)?;
        Ok(Self {
            currency,
            items,
            discount,
            shipping,
            handling,
            tax,
            total: items
                .minus(discount)?
                .plus(shipping)?
                .plus(handling)?
                .plus(tax)?,
            lines,
        })
    }
}

/// `shipping`, and `shipping2` for each unit after the first.
pub(super) fn shipping(
    first: Option<Money>,
    further: Option<Money>,
    quantity: u32,
    currency: Currency,
) -> Result<Money, CoreError> {
    let zero = Money::zero(currency);
    let further = further.unwrap_or(zero).times(quantity.saturating_sub(1))?;
    first.unwrap_or(zero).plus(further)
}
