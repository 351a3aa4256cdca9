//! Shipping address.

use super::fields::Fields;
use super::limits::within;
use super::record::Record;
use crate::PurchaseProblem;

/// `SHIPTO…`, or `ShipToAddress`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The recipient, at most 32 characters.
    pub name: Option<String>,
    /// Street and number, at most 100 characters.
    pub street: Option<String>,
    /// More of the street, at most 100 characters.
    pub street2: Option<String>,
    /// City, at most 40 characters.
    pub city: Option<String>,
    /// State or province, at most 40 characters.
    pub state: Option<String>,
    /// Postal code, at most 20 characters.
    pub zip: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// Telephone number, at most 20 characters.
    pub phone: Option<String>,
}

impl Address {
    pub(super) fn check(&self) -> Result<(), PurchaseProblem> {
        within("the recipient", 32, self.name.as_deref())?;
        within("the street", 100, self.street.as_deref())?;
        within("the second street", 100, self.street2.as_deref())?;
        within("the city", 40, self.city.as_deref())?;
        within("the state", 40, self.state.as_deref())?;
        within("the postal code", 20, self.zip.as_deref())?;
        within("the country", 2, self.country.as_deref())?;
        within("the telephone number", 20, self.phone.as_deref())
    }

    pub(super) fn write(&self, to: &mut Fields) {
        to.option("SHIPTONAME", "Name", self.name.as_ref());
        to.option("SHIPTOSTREET", "Street1", self.street.as_ref());
        to.option("SHIPTOSTREET2", "Street2", self.street2.as_ref());
        to.option("SHIPTOCITY", "CityName", self.city.as_ref());
        to.option("SHIPTOSTATE", "StateOrProvince", self.state.as_ref());
        to.option("SHIPTOCOUNTRYCODE", "Country", self.country.as_ref());
        to.option("SHIPTOPHONENUM", "Phone", self.phone.as_ref());
        to.option("SHIPTOZIP", "PostalCode", self.zip.as_ref());
    }

    /// Reads an address; nothing where there is none.
    pub(super) fn read(from: &Record<'_>) -> Option<Self> {
        let address = Self {
            name: from.owned("SHIPTONAME", "Name"),
            street: from.owned("SHIPTOSTREET", "Street1"),
            street2: from.owned("SHIPTOSTREET2", "Street2"),
            city: from.owned("SHIPTOCITY", "CityName"),
            state: from.owned("SHIPTOSTATE", "StateOrProvince"),
            zip: from.owned("SHIPTOZIP", "PostalCode"),
            country: from.owned("SHIPTOCOUNTRYCODE", "Country"),
            phone: from.owned("SHIPTOPHONENUM", "Phone"),
        };
        (address != Self::default()).then_some(address)
    }
}
