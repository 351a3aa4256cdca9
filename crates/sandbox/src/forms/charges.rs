//! Reductions, shipping, handling and tax of one item.

use leptos_paypal_core::{CoreError, Currency, Money, Rate};

use super::reader::{Reader, suffixed};
use super::refusal::{Refusal, RefusalKind};

/// Price of an item before anything is added or taken off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goods {
    pub(crate) unit: Money,
    pub(crate) quantity: u32,
    pub(crate) total: Money,
}

/// A sum that no payment can reach.
pub(crate) fn too_large(variable: &str) -> impl Fn(CoreError) -> Refusal {
    move |error| Refusal::new(RefusalKind::TotalTooLarge, variable, error.to_string())
}

/// The reduction of a single item (Buy Now, Add to Cart).
///
/// The first unit has `discount_amount`, the further ones up to `discount_num`
/// have `discount_amount2` each; the rates likewise. The amounts go before the
/// rates where both came.
pub(crate) fn single_discount(reader: &mut Reader<'_>, goods: Goods) -> Result<Money, Refusal> {
    let further = goods.quantity - 1;
    let reduced = reader
        .count("discount_num")
        .map_or(further, |limit| further.min(limit));
    if let Some(first) = reader.money("discount_amount", goods.unit.currency()) {
        return by_amounts(reader, goods, first, reduced);
    }
    reader.ignore("discount_amount2", "there is no discount_amount with it");
    by_rates(reader, goods, reduced)
}

fn by_amounts(
    reader: &mut Reader<'_>,
    goods: Goods,
    first: Money,
    reduced: u32,
) -> Result<Money, Refusal> {
    let currency = goods.unit.currency();
    for name in ["discount_rate", "discount_rate2"] {
        reader.ignore(name, "discount_amount goes before it");
    }
    let next = reader
        .money("discount_amount2", currency)
        .unwrap_or(Money::zero(currency));
    below(reader, "discount_amount", first, goods.unit)?;
    // A further unit may be free, as with discount_rate2=100.
    if next > goods.unit {
        let what = format!("{next} of {}", goods.unit);
        return Err(too_much(reader, "discount_amount2", &what));
    }
    next.times(reduced)
        .and_then(|more| first.plus(more))
        .map_err(too_large("discount_amount"))
}

/// The part of the first unit and that of the further ones are rounded each.
fn by_rates(reader: &mut Reader<'_>, goods: Goods, reduced: u32) -> Result<Money, Refusal> {
    let zero = Money::zero(goods.unit.currency());
    let first = reduction_below_all(reader, "discount_rate")?;
    // `discount_rate=0` is there, and leaves the further units to the other.
    let next = if first.is_some() || reader.is_zero("discount_rate") {
        reduction(reader, "discount_rate2")?
    } else {
        reader.ignore("discount_rate2", "there is no discount_rate with it");
        None
    };
    let first = match first {
        Some(rate) => goods.unit.percent(rate),
        None => Ok(zero),
    };
    let more = match next {
        Some(rate) => goods
            .unit
            .times(reduced)
            .and_then(|units| units.percent(rate)),
        None => Ok(zero),
    };
    first
        .and_then(|first| first.plus(more?))
        .map_err(too_large("discount_rate"))
}

/// A reduction in percent. More than the whole is refused like an amount above
/// the price; what is no number is dropped.
fn reduction(reader: &mut Reader<'_>, name: &str) -> Result<Option<Rate>, Refusal> {
    let parsed = reader.filled(name).map(str::parse::<Rate>);
    if !reader.is_zero(name) && matches!(parsed, Some(Err(CoreError::RateOutOfRange { .. }))) {
        return Err(too_much(reader, name, "more than the whole price"));
    }
    Ok(reader.rate(name))
}

/// The same where something must be left.
fn reduction_below_all(reader: &mut Reader<'_>, name: &str) -> Result<Option<Rate>, Refusal> {
    match reduction(reader, name)? {
        Some(rate) if rate.is_whole() => Err(too_much(reader, name, "the whole price")),
        rate => Ok(rate),
    }
}

/// The reduction of an item in a cart upload: `discount_amount_x`, less than
/// one unit's price and taken once per line, or `discount_rate_x` of the whole
/// line. A reduction of the cart replaces those of its own kind.
pub(crate) fn line_discount(
    reader: &mut Reader<'_>,
    item: u32,
    goods: Goods,
    replaced: Option<CartDiscount>,
) -> Result<Money, Refusal> {
    let currency = goods.unit.currency();
    let (amount, rate) = (
        suffixed("discount_amount", Some(item)),
        suffixed("discount_rate", Some(item)),
    );
    match replaced {
        Some(CartDiscount::Amount(_)) => {
            reader.ignore(&amount, "discount_amount_cart replaces it");
        }
        Some(CartDiscount::Rate(_)) => reader.ignore(&rate, "discount_rate_cart replaces it"),
        None => {}
    }
    if !matches!(replaced, Some(CartDiscount::Amount(_)))
        && let Some(discount) = reader.money(&amount, currency)
    {
        if !matches!(replaced, Some(CartDiscount::Rate(_))) {
            reader.ignore(&rate, format!("{amount} goes before it"));
        }
        return below(reader, &amount, discount, goods.unit);
    }
    if matches!(replaced, Some(CartDiscount::Rate(_))) {
        return Ok(Money::zero(currency));
    }
    match reduction_below_all(reader, &rate)? {
        Some(percent) => goods.total.percent(percent).map_err(too_large(&rate)),
        None => Ok(Money::zero(currency)),
    }
}

/// The reduction of a whole cart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CartDiscount {
    /// `discount_amount_cart`.
    Amount(Money),
    /// `discount_rate_cart`.
    Rate(Rate),
}

impl CartDiscount {
    /// Reads it, if there is one; an amount goes before a rate.
    pub(crate) fn read(
        reader: &mut Reader<'_>,
        currency: Currency,
    ) -> Result<Option<Self>, Refusal> {
        match reader.money("discount_amount_cart", currency) {
            Some(amount) => {
                reader.ignore("discount_rate_cart", "discount_amount_cart goes before it");
                Ok(Some(Self::Amount(amount)))
            }
            None => Ok(reduction_below_all(reader, "discount_rate_cart")?.map(Self::Rate)),
        }
    }

    /// The amount that it takes off `goods`, of which the lines' own reductions take
    /// `lines`; something must be left.
    pub(crate) fn of(
        self,
        reader: &mut Reader<'_>,
        goods: Money,
        lines: Money,
    ) -> Result<Money, Refusal> {
        let (variable, discount) = match self {
            Self::Amount(amount) => ("discount_amount_cart", amount),
            Self::Rate(rate) => {
                let discount = goods.percent(rate);
                (
                    "discount_rate_cart",
                    discount.map_err(too_large("discount_rate_cart"))?,
                )
            }
        };
        let left = goods.minus(lines).map_err(too_large(variable))?;
        match self {
            // Rounded up, a part of very little can be all of it.
            Self::Rate(_) if discount <= left => Ok(discount),
            _ => below(reader, variable, discount, left),
        }
    }
}

/// A discount must leave something, except of a thing that costs nothing and
/// has no discount.
fn below(
    reader: &mut Reader<'_>,
    variable: &str,
    discount: Money,
    price: Money,
) -> Result<Money, Refusal> {
    if discount.is_zero() || discount < price {
        Ok(discount)
    } else {
        Err(too_much(
            reader,
            variable,
            &format!("{discount} of {price}"),
        ))
    }
}

fn too_much(reader: &mut Reader<'_>, variable: &str, what: &str) -> Refusal {
    let detail = format!("{variable} takes off {what}: it must be less than the price");
    let refusal = Refusal::new(RefusalKind::DiscountTooLarge, variable, detail);
    match reader.raw(variable) {
        Some(value) => refusal.with_value(value),
        None => refusal,
    }
}

/// Shipping of an item: flat, and `shipping2` for each further unit. None
/// where the form does not say.
pub(crate) fn shipping(
    reader: &mut Reader<'_>,
    item: Option<u32>,
    goods: Goods,
) -> Result<Option<Money>, Refusal> {
    let currency = goods.unit.currency();
    let (first, next) = (suffixed("shipping", item), suffixed("shipping2", item));
    let zero = Money::zero(currency);
    let first_amount = reader.shipping(&first, currency);
    let next_amount = reader.shipping(&next, currency);
    if first_amount.is_none() && next_amount.is_none() {
        return Ok(None);
    }
    next_amount
        .unwrap_or(zero)
        .times(goods.quantity - 1)
        .and_then(|more| first_amount.unwrap_or(zero).plus(more))
        .map(Some)
        .map_err(too_large(&first))
}

/// Handling of an item, whatever the quantity.
pub(crate) fn handling(reader: &mut Reader<'_>, item: Option<u32>, goods: Goods) -> Money {
    let currency = goods.unit.currency();
    reader
        .money(&suffixed("handling", item), currency)
        .unwrap_or(Money::zero(currency))
}

/// Tax of an item: a flat amount, else a rate of what is left of the goods
/// after the discount. None where the form does not say.
pub(crate) fn tax(
    reader: &mut Reader<'_>,
    item: Option<u32>,
    goods: Goods,
    discount: Money,
) -> Result<Option<Money>, Refusal> {
    let (flat, rate) = (suffixed("tax", item), suffixed("tax_rate", item));
    if let Some(tax) = reader.money(&flat, goods.unit.currency()) {
        reader.ignore(&rate, format!("{flat} goes before it"));
        return Ok(Some(tax));
    }
    if reader
        .filled(&rate)
        .is_some_and(|text| text.chars().count() > 6)
    {
        reader.ignore(&rate, "longer than 6 characters");
        return Ok(None);
    }
    match reader.rate(&rate) {
        Some(percent) => goods
            .total
            .minus(discount)
            .and_then(|left| left.percent(percent))
            .map(Some)
            .map_err(too_large(&rate)),
        None if reader.is_zero(&rate) => {
            reader.accept(&[&rate]);
            Ok(Some(Money::zero(goods.unit.currency())))
        }
        None => Ok(None),
    }
}
