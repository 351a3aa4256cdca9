//! The buyer, as PayPal tells of them.

use super::record::Record;

/// `EMAIL`, `PAYERID` …, or `PayerInfo`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payer {
    /// The account id; there once the buyer has approved.
    pub payer_id: Option<String>,
    /// The account's e-mail address.
    pub email: Option<String>,
    /// `verified` or `unverified`.
    pub status: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Name of a business.
    pub business: Option<String>,
    /// Country of residence, two letters.
    pub country: Option<String>,
}

impl Payer {
    pub(super) fn read(from: &Record<'_>) -> Self {
        Self {
            payer_id: from.owned("PAYERID", "PayerID"),
            email: from.owned("EMAIL", "Payer"),
            status: from.owned("PAYERSTATUS", "PayerStatus"),
            first_name: from.owned("FIRSTNAME", "PayerName/FirstName"),
            last_name: from.owned("LASTNAME", "PayerName/LastName"),
            business: from.owned("BUSINESS", "PayerBusiness"),
            country: from.owned("COUNTRYCODE", "PayerCountry"),
        }
    }
}
