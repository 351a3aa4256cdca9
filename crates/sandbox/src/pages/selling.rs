//! Shipping rates and sales tax of an account, as a form.

use super::account::AccountHead;
use crate::countries::COUNTRIES;
use askama::Template;

/// A row of a shipping rate table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateRow {
    /// Least amount, weight or number of items.
    pub from: String,
    /// The amount or the percentage.
    pub rate: String,
    /// The rate is a percentage.
    pub is_percent: bool,
}

/// Shipping rates of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionView {
    /// `domestic` or `international`.
    pub key: &'static str,
    /// Name of the region.
    pub title: String,
    /// `amount`, `weight` or `quantity`; nothing where nothing is charged.
    pub basis: String,
    /// Currency code of the amounts.
    pub currency: String,
    /// `lbs` or `kgs`.
    pub weight_unit: String,
    /// The rates, with empty rows for more.
    pub rows: Vec<RateRow>,
}

/// A rate of sales tax.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaxRow {
    /// Country code.
    pub country: String,
    /// State or province.
    pub state: String,
    /// The rate in percent.
    pub rate: String,
    /// The rate applies to shipping too.
    pub on_shipping: bool,
}

/// `GET /_sandbox/accounts/{id}/selling`.
#[derive(Debug, Clone, Template)]
#[template(path = "selling.html")]
pub struct SellingPage {
    /// The account.
    pub head: AccountHead,
    /// Domestic and international rates.
    pub regions: Vec<RegionView>,
    /// A form's own shipping counts in place of the rates.
    pub form_overrides: bool,
    /// The rates of sales tax, with empty rows for more.
    pub taxes: Vec<TaxRow>,
    /// Codes of all currencies.
    pub currencies: Vec<String>,
    /// Fault of the attempt before, and the id of its field.
    pub error: Option<(String, String)>,
}

impl SellingPage {
    /// Codes and names; a code that is not listed stands for itself.
    fn countries<'t>(&self, own: &'t str) -> Vec<(&'t str, &'t str)> {
        let listed = COUNTRIES.iter().any(|(code, _)| *code == own);
        let other = (!listed && !own.is_empty()).then_some((own, own));
        COUNTRIES.iter().copied().chain(other).collect()
    }

    /// Returns whether the error is about this field.
    fn is_wrong(&self, field: &str) -> bool {
        self.error.as_ref().is_some_and(|(_, wrong)| wrong == field)
    }
}
