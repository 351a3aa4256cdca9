//! Operations on the account itself: its balances and its id.

use leptos_paypal_core::Money;

use super::element::Element;
use super::fields::Fields;
use super::operation::{Missing, Operation, Repeat};
use super::record::Record;

/// Request of GetBalance.
pub(super) struct GetBalance {
    pub(super) all_currencies: bool,
}

impl Operation for GetBalance {
    const NAME: &'static str = "GetBalance";
    const REPEAT: Repeat = Repeat::Always;
    type Output = Vec<Money>;

    fn write(&self, to: &mut Fields, _: Option<&str>) {
        to.flag(
            "RETURNALLCURRENCIES",
            "ReturnAllCurrencies",
            Some(self.all_currencies),
        );
    }

    fn read(from: &Record<'_>) -> Result<Vec<Money>, Missing> {
        let holdings = from.list("L_", &["AMT"], "BalanceHoldings");
        let holdings: Vec<_> = holdings
            .iter()
            .filter_map(|one| one.amount("AMT", Element::ITSELF))
            .collect();
        if holdings.is_empty() {
            // SOAP names the primary currency's apart.
            return Ok(from.amount("", "Balance").into_iter().collect());
        }
        Ok(holdings)
    }
}

/// Request of GetPalDetails.
pub(super) struct GetPalDetails;

/// The account, as GetPalDetails tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PalDetails {
    /// The account's id, 13 letters and digits.
    pub account_id: Option<String>,
    /// `en_US`.
    pub locale: Option<String>,
}

impl Operation for GetPalDetails {
    const NAME: &'static str = "GetPalDetails";
    const REPEAT: Repeat = Repeat::Always;
    type Output = PalDetails;

    fn write(&self, _: &mut Fields, _: Option<&str>) {}

    fn read(from: &Record<'_>) -> Result<PalDetails, Missing> {
        Ok(PalDetails {
            account_id: from.owned("PAL", "Pal"),
            locale: from.owned("LOCALE", "Locale"),
        })
    }
}
