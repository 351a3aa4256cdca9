//! Shipping and tax by the rules of the payee's profile, where the form has
//! none of its own ("HTML variables": `shipping`, `tax`, `tax_cart`).

use leptos_paypal_core::{CoreError, Money, Weight, WeightUnit};

use super::charges::too_large;
use super::payment_variables::CartCharges;
use super::reader::{Reader, suffixed};
use super::refusal::Refusal;
use crate::config::Address;
use crate::store::accounts::Account;
use crate::store::checkout_details::ProfileCharges;
use crate::store::order::{Line, OrderKind};
use crate::store::selling_rules::{Parcel, exact_weight, sales_tax};

/// One item of a form, with what the profile's rules ask of it.
pub(super) struct Item {
    pub(super) line: Line,
    /// The form says its shipping, be it zero.
    pub(super) own_shipping: bool,
    /// The form says its tax, be it zero.
    pub(super) own_tax: bool,
    /// Weight of all units, in tenths of a microgram.
    pub(super) weight: u64,
}

/// Reads `weight` of an item, of all its units.
pub(super) fn weight(
    reader: &mut Reader<'_>,
    item: Option<u32>,
    quantity: u32,
    unit: WeightUnit,
) -> u64 {
    let weight = reader.weight(&suffixed("weight", item));
    exact_weight(weight.unwrap_or_default(), unit).saturating_mul(u64::from(quantity))
}

/// Reads `weight_cart`, which replaces the weights of the items.
pub(super) fn cart_weight(reader: &mut Reader<'_>, unit: WeightUnit) -> Option<u64> {
    let weight: Weight = reader.weight("weight_cart")?;
    Some(exact_weight(weight, unit))
}

/// Reads `weight_unit`.
pub(super) fn weight_unit(reader: &mut Reader<'_>) -> WeightUnit {
    let words = [("lbs", WeightUnit::Lbs), ("kgs", WeightUnit::Kgs)];
    reader.word("weight_unit", &words, WeightUnit::Lbs)
}

/// Purchase for which the charges of a profile are computed.
pub(super) struct Purchase<'a> {
    pub(super) kind: OrderKind,
    pub(super) payee: &'a Account,
    pub(super) ship_to: Option<&'a Address>,
    /// `tax_cart` is there, be it zero.
    pub(super) has_cart_tax: bool,
    /// `weight_cart`.
    pub(super) weight: Option<u64>,
}

impl Purchase<'_> {
    /// Adds shipping and tax of the profile: to a single item, or to the cart.
    pub(super) fn charge(
        &self,
        items: &mut [Item],
        cart: &mut CartCharges,
    ) -> Result<ProfileCharges, Refusal> {
        let charges = self.charges(items, cart).map_err(too_large("amount"))?;
        let add = || {
            let (shipping, tax) = match (self.kind, items) {
                (OrderKind::Single, [item]) => (&mut item.line.shipping, &mut item.line.tax),
                _ => (&mut cart.shipping, &mut cart.tax),
            };
            if let Some(more) = charges.shipping {
                *shipping = shipping.plus(more)?;
            }
            if let Some(more) = charges.tax {
                *tax = tax.plus(more)?;
            }
            Ok(())
        };
        add().map_err(too_large("amount"))?;
        Ok(charges)
    }

    fn charges(&self, items: &[Item], cart: &CartCharges) -> Result<ProfileCharges, CoreError> {
        let is_sold = matches!(self.kind, OrderKind::Single | OrderKind::Cart);
        let Some(address) = self.ship_to.filter(|_| is_sold) else {
            return Ok(ProfileCharges::default());
        };
        let shipping = self.shipping(items, cart, address)?;
        let tax = self.tax(items, cart, address, shipping)?;
        let charged = |amount: Option<Money>| amount.filter(|amount| amount.is_positive());
        Ok(ProfileCharges {
            shipping: charged(shipping),
            tax: charged(tax),
        })
    }

    /// Shipping of the items for which the form has none.
    fn shipping(
        &self,
        items: &[Item],
        cart: &CartCharges,
        address: &Address,
    ) -> Result<Option<Money>, CoreError> {
        let home = self.payee.country.as_deref().unwrap_or("US");
        let Some(rates) = self.payee.settings.shipping.to(address, home) else {
            return Ok(None);
        };
        let by_profile = |item: &Item| !item.own_shipping;
        let Some(amount) = goods(items, cart, by_profile)? else {
            return Ok(None);
        };
        let own = items.iter().filter(|item| by_profile(item));
        let weight = own.clone().map(|item| item.weight);
        let weight = weight.fold(0, u64::saturating_add);
        rates.charge(Parcel {
            amount,
            weight: self.weight.unwrap_or(weight),
            quantity: own.map(|item| u64::from(item.line.quantity)).sum(),
        })
    }

    /// Tax of the items for which the form has none.
    fn tax(
        &self,
        items: &[Item],
        cart: &CartCharges,
        address: &Address,
        shipping: Option<Money>,
    ) -> Result<Option<Money>, CoreError> {
        let Some(tax) = sales_tax(&self.payee.settings.sales_tax, address) else {
            return Ok(None);
        };
        let by_profile = |item: &Item| !item.own_tax;
        let Some(mut taxed) = goods(items, cart, by_profile)? else {
            return Ok(None);
        };
        if self.has_cart_tax {
            return Ok(None);
        }
        if tax.on_shipping {
            let own = items.iter().filter(|item| by_profile(item));
            for more in own.map(|item| item.line.shipping).chain(shipping) {
                taxed = taxed.plus(more)?;
            }
        }
        taxed.percent(tax.rate).map(Some)
    }
}

/// Price of some of the items, less discounts: their own, and their part of
/// that of the cart. None where there are no such items, or nothing to pay yet.
fn goods(
    items: &[Item],
    cart: &CartCharges,
    is_one: impl Fn(&Item) -> bool,
) -> Result<Option<Money>, CoreError> {
    let currency = cart.discount.currency();
    let sum = |counts: &dyn Fn(&Item) -> bool| {
        let mut counted = items.iter().filter(|item| counts(item));
        counted.try_fold(Money::zero(currency), |sum, item| {
            sum.plus(item.line.goods)?.minus(item.line.discount)
        })
    };
    let (some, all) = (sum(&is_one)?, sum(&|_| true)?);
    if !some.is_positive() {
        return Ok(None);
    }
    some.minus(share(cart.discount, some, all)?).map(Some)
}

/// The share that `part` has of an amount for the `whole`, to the next unit.
fn share(amount: Money, part: Money, whole: Money) -> Result<Money, CoreError> {
    let [amount_minor, part, whole] = [amount, part, whole].map(|money| i128::from(money.minor()));
    let whole = whole.max(1);
    let share = (amount_minor * part * 2 + whole) / (whole * 2);
    let share = i64::try_from(share).unwrap_or(amount.minor());
    Money::from_minor(share, amount.currency())
}
