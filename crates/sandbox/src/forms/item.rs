//! One item of a form.

use leptos_paypal_core::{Currency, Money, WeightUnit};

use super::charges::{self, CartDiscount, Goods, too_large};
use super::options;
use super::profile_charges::{self, Item};
use super::reader::{Reader, parse_price, parse_quantity, suffixed};
use super::refusal::{Refusal, RefusalKind};
use crate::store::checkout_details::{Asks, BuyerInput};
use crate::store::order::Line;

pub(super) const MAX_NAME: usize = 127;

/// Rules that a single item follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Single {
    BuyNow,
    Donate,
    /// In the cart that PayPal hosts.
    Hosted,
}

/// Reads an unsuffixed item.
pub(crate) fn single(
    reader: &mut Reader<'_>,
    currency: Currency,
    rules: Single,
    input: &BuyerInput,
) -> Result<(Item, Asks), Refusal> {
    let asks = Asks {
        name: rules != Single::Hosted && !reader.has_filled("item_name"),
        amount: rules != Single::Hosted && !reader.has_filled("amount"),
        quantity: rules != Single::Hosted
            && reader.word("undefined_quantity", &[("1", true), ("0", false)], false),
    };
    let name = match &input.item_name {
        Some(typed) if asks.name => typed.chars().take(MAX_NAME).collect(),
        _ => reader.text("item_name", MAX_NAME).unwrap_or_default(),
    };
    let number = reader.text("item_number", MAX_NAME).unwrap_or_default();
    let posted = match reader.raw("quantity") {
        Some(text) if rules != Single::Donate => parse_quantity("quantity", text)?,
        _ => 1,
    };
    let quantity = match &input.quantity {
        Some(typed) if asks.quantity || rules == Single::Hosted => {
            parse_quantity("quantity", typed.trim())?
        }
        _ => posted,
    };
    let options = if rules == Single::Donate {
        Vec::new()
    } else {
        options::read(reader, None)
    };
    let amount = reader.price("amount", currency)?;
    let option_price = match rules {
        Single::Donate => None,
        _ => options::chosen_price(reader, currency)?,
    };
    let typed = match &input.amount {
        Some(text) if asks.amount => Some(parse_price("amount", text.trim(), currency)?),
        _ => None,
    };
    let asks = Asks {
        amount: asks.amount && option_price.is_none(),
        ..asks
    };
    let unit = option_price.or(amount).or(typed.filter(|_| asks.amount));
    if unit.is_none() && !asks.amount {
        return Err(Refusal::new(
            RefusalKind::AmountMissing,
            "amount",
            "amount is missing: send the price of one unit",
        ));
    }
    let waits_for_amount = unit.is_none();
    let goods = goods(unit.unwrap_or(Money::zero(currency)), quantity, "amount")?;
    let zero = Money::zero(currency);
    let line = |discount, shipping, handling, tax| Line {
        name,
        description: String::new(),
        number,
        quantity,
        unit_price: goods.unit,
        options,
        goods: goods.total,
        discount,
        shipping,
        handling,
        tax,
    };
    if rules == Single::Donate {
        let item = Item {
            line: line(zero, zero, zero, zero),
            own_shipping: true,
            own_tax: true,
            weight: 0,
        };
        return Ok((item, asks));
    }
    // Without a price yet, a discount has nothing to be compared with.
    let discount = if waits_for_amount {
        reader.accept(DISCOUNTS);
        zero
    } else {
        charges::single_discount(reader, goods)?
    };
    let shipping = charges::shipping(reader, None, goods)?;
    let handling = charges::handling(reader, None, goods);
    let tax = charges::tax(reader, None, goods, discount)?;
    let weight_unit = profile_charges::weight_unit(reader);
    let item = Item {
        own_shipping: shipping.is_some(),
        own_tax: tax.is_some(),
        weight: profile_charges::weight(reader, None, quantity, weight_unit),
        line: line(
            discount,
            shipping.unwrap_or(zero),
            handling,
            tax.unwrap_or(zero),
        ),
    };
    Ok((item, asks))
}

const DISCOUNTS: &[&str] = &[
    "discount_amount",
    "discount_amount2",
    "discount_rate",
    "discount_rate2",
    "discount_num",
];

/// Reads item `number` of a cart upload. What the cart has of its own, tax or
/// a reduction, replaces that of the lines.
pub(crate) fn numbered(
    reader: &mut Reader<'_>,
    currency: Currency,
    number: u32,
    cart_discount: Option<CartDiscount>,
    cart_tax: bool,
    weight_unit: WeightUnit,
) -> Result<Item, Refusal> {
    let named = |variable: &str| suffixed(variable, Some(number));
    let incomplete = |missing: &str, present: &str| {
        let detail = format!("item {number} has {present} and no {missing}: send both");
        Refusal::new(RefusalKind::ItemIncomplete, missing, detail)
    };
    let (name_variable, amount_variable) = (named("item_name"), named("amount"));
    let name = reader
        .text(&name_variable, MAX_NAME)
        .ok_or_else(|| incomplete(&name_variable, &amount_variable))?;
    let unit = match reader.price(&amount_variable, currency)? {
        Some(unit) => unit,
        None if reader.raw(&amount_variable).is_some() => {
            return Err(parse_price(&amount_variable, "", currency)
                .err()
                .unwrap_or_else(|| incomplete(&amount_variable, &name_variable)));
        }
        None => return Err(incomplete(&amount_variable, &name_variable)),
    };
    let quantity_variable = named("quantity");
    let quantity = match reader.raw(&quantity_variable) {
        Some(text) => parse_quantity(&quantity_variable, text)?,
        None => 1,
    };
    let goods = goods(unit, quantity, &amount_variable)?;
    let discount = charges::line_discount(reader, number, goods, cart_discount)?;
    let tax = if cart_tax {
        for variable in ["tax", "tax_rate"] {
            reader.ignore(&named(variable), "tax_cart replaces it");
        }
        None
    } else {
        charges::tax(reader, Some(number), goods, discount)?
    };
    let item_number = reader
        .text(&named("item_number"), MAX_NAME)
        .unwrap_or_default();
    let shipping = charges::shipping(reader, Some(number), goods)?;
    let zero = Money::zero(currency);
    let line = Line {
        name,
        description: String::new(),
        number: item_number,
        quantity,
        unit_price: unit,
        options: options::read(reader, Some(number)),
        goods: goods.total,
        discount,
        shipping: shipping.unwrap_or(zero),
        handling: charges::handling(reader, Some(number), goods),
        tax: tax.unwrap_or(zero),
    };
    Ok(Item {
        line,
        own_shipping: shipping.is_some(),
        own_tax: tax.is_some(),
        weight: profile_charges::weight(reader, Some(number), quantity, weight_unit),
    })
}

fn goods(unit: Money, quantity: u32, variable: &str) -> Result<Goods, Refusal> {
    Ok(Goods {
        unit,
        quantity,
        total: unit.times(quantity).map_err(too_large(variable))?,
    })
}
