//! Shipping rates and sales tax of an account's profile, read and checked.

use leptos_paypal_core::{CoreError, Currency, Money, Rate, Weight, WeightUnit};

use crate::config::{Address, SalesTax, ShippingBasis, ShippingConfig, ShippingMethod};

/// Rates that one region can have.
pub(crate) const MAX_TIERS: usize = 50;
/// Rates of sales tax that one account can have.
pub(crate) const MAX_TAXES: usize = 500;

/// A hundredth of a pound is 4.5359237 g, counted in tenths of a microgram.
const HUNDREDTH_POUND: u64 = 45_359_237;
/// A hundredth of a kilogram is 10 g.
const HUNDREDTH_KILOGRAM: u64 = 100_000_000;

/// Shipping rates of an account.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct ShippingRates {
    domestic: Option<RegionRates>,
    international: Option<RegionRates>,
    /// A form's own shipping is not used.
    ignores_forms: bool,
}

/// The rates of one region.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct RegionRates {
    basis: ShippingBasis,
    currency: Currency,
    /// By rising threshold.
    tiers: Vec<Tier>,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Tier {
    /// Least minor units, tenths of a microgram or items.
    from: u64,
    charge: Charge,
}

#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
enum Charge {
    Fixed(Money),
    Percent(Rate),
}

/// The goods that a rate is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parcel {
    /// Goods less discounts.
    pub(crate) amount: Money,
    /// In tenths of a microgram.
    pub(crate) weight: u64,
    pub(crate) quantity: u64,
}

/// A rate that cannot be used.
#[derive(Debug)]
pub(crate) struct RateFault {
    /// Its number, from 1.
    pub(crate) row: usize,
    pub(crate) detail: String,
}

/// A weight in tenths of a microgram, in which both units are whole.
pub(crate) fn exact_weight(weight: Weight, unit: WeightUnit) -> u64 {
    let unit = match unit {
        WeightUnit::Lbs => HUNDREDTH_POUND,
        WeightUnit::Kgs => HUNDREDTH_KILOGRAM,
    };
    u64::from(weight.hundredths()).saturating_mul(unit)
}

impl ShippingRates {
    /// Reads the configured rates; a fault comes with its region.
    pub(crate) fn read(config: &ShippingConfig) -> Result<Self, (&'static str, RateFault)> {
        let read = |method: &Option<ShippingMethod>, region| {
            let method = method.as_ref().map(RegionRates::read).transpose();
            method.map_err(|fault| (region, fault))
        };
        Ok(Self {
            domestic: read(&config.domestic, "domestic")?,
            international: read(&config.international, "international")?,
            ignores_forms: !config.form_overrides,
        })
    }

    /// Rates for an address, of a seller at home in `home`.
    pub(crate) fn to(&self, address: &Address, home: &str) -> Option<&RegionRates> {
        if address.country_code.eq_ignore_ascii_case(home) {
            self.domestic.as_ref()
        } else {
            self.international.as_ref()
        }
    }

    /// Returns whether the shipping of forms in this currency is ignored.
    pub(crate) fn replace_forms(&self, currency: Currency) -> bool {
        let mut all = self.domestic.iter().chain(&self.international);
        self.ignores_forms && all.any(|region| region.currency == currency)
    }
}

impl RegionRates {
    fn read(method: &ShippingMethod) -> Result<Self, RateFault> {
        if method.tiers.is_empty() {
            return Err(RateFault {
                row: 1,
                detail: "the first rate is missing".to_owned(),
            });
        }
        if method.tiers.len() > MAX_TIERS {
            return Err(too_many(MAX_TIERS));
        }
        let currency = method.currency;
        let mut tiers: Vec<Tier> = Vec::with_capacity(method.tiers.len());
        for (index, tier) in method.tiers.iter().enumerate() {
            let row = |detail| RateFault {
                row: index + 1,
                detail,
            };
            let text = tier.from.trim();
            let from = threshold(method, text).map_err(row)?;
            if tiers.last().is_some_and(|before| before.from >= from) {
                return Err(row(format!("{text} is not above the row before")));
            }
            let charge = match (&tier.charge, tier.percent) {
                (Some(amount), None) => {
                    let amount = Money::parse(amount.trim(), currency);
                    Charge::Fixed(amount.map_err(|fault| row(fault.to_string()))?)
                }
                (None, Some(rate)) => Charge::Percent(rate),
                _ => {
                    return Err(row(
                        "a rate is either a fixed amount (charge) or a percentage (percent)"
                            .to_owned(),
                    ));
                }
            };
            tiers.push(Tier { from, charge });
        }
        Ok(Self {
            basis: method.basis,
            currency,
            tiers,
        })
    }

    /// Shipping of a parcel: none below the first rate, and in another currency.
    pub(crate) fn charge(&self, parcel: Parcel) -> Result<Option<Money>, CoreError> {
        if parcel.amount.currency() != self.currency {
            return Ok(None);
        }
        let measure = match self.basis {
            ShippingBasis::Amount => u64::try_from(parcel.amount.minor()).unwrap_or(0),
            ShippingBasis::Weight => parcel.weight,
            ShippingBasis::Quantity => parcel.quantity,
        };
        let reached = self.tiers.iter().rev().find(|tier| tier.from <= measure);
        match reached.map(|tier| tier.charge) {
            None => Ok(None),
            Some(Charge::Fixed(amount)) => Ok(Some(amount)),
            Some(Charge::Percent(rate)) => parcel.amount.percent(rate).map(Some),
        }
    }
}

fn too_many(most: usize) -> RateFault {
    RateFault {
        row: most + 1,
        detail: format!("{most} rates are the most"),
    }
}

/// Least amount, weight or number of a tier.
fn threshold(method: &ShippingMethod, text: &str) -> Result<u64, String> {
    match method.basis {
        ShippingBasis::Amount => {
            let amount = Money::parse(text, method.currency).map_err(|fault| fault.to_string())?;
            Ok(u64::try_from(amount.minor()).unwrap_or(0))
        }
        ShippingBasis::Weight => {
            let weight: Weight = text.parse().map_err(|fault: CoreError| fault.to_string())?;
            Ok(exact_weight(weight, method.weight_unit))
        }
        ShippingBasis::Quantity => {
            let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let count = text.parse::<u32>().ok().filter(|_| is_digits);
            let count = count.ok_or_else(|| format!("{text:?} is not a number of items"))?;
            Ok(u64::from(count))
        }
    }
}

/// Checks rates of sales tax.
pub(crate) fn check_sales_taxes(taxes: &[SalesTax]) -> Result<(), RateFault> {
    if taxes.len() > MAX_TAXES {
        return Err(too_many(MAX_TAXES));
    }
    for (index, tax) in taxes.iter().enumerate() {
        let row = |detail| {
            Err(RateFault {
                row: index + 1,
                detail,
            })
        };
        let code = &tax.country;
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return row(format!("{code:?} is not a code of ISO 3166-1, such as US"));
        }
        let twice = taxes[..index]
            .iter()
            .any(|before| before.country == tax.country && same_state(before, tax));
        if twice {
            return row("another row has the same country and state".to_owned());
        }
    }
    Ok(())
}

fn state(tax: &SalesTax) -> &str {
    tax.state.as_deref().unwrap_or_default().trim()
}

fn same_state(one: &SalesTax, other: &SalesTax) -> bool {
    state(one).eq_ignore_ascii_case(state(other))
}

/// The rate for an address: the most specific one ("Resolving Overlapping Sales
/// Tax Rates" of PayPal's Integration Guide).
pub(crate) fn sales_tax<'t>(taxes: &'t [SalesTax], address: &Address) -> Option<&'t SalesTax> {
    let of_country = |tax: &&SalesTax| tax.country.eq_ignore_ascii_case(&address.country_code);
    let home = address.state.trim();
    let of_state =
        |tax: &&SalesTax| !state(tax).is_empty() && state(tax).eq_ignore_ascii_case(home);
    let mut all = taxes.iter().filter(of_country);
    all.clone()
        .find(of_state)
        .or_else(|| all.find(|tax| state(tax).is_empty()))
}
