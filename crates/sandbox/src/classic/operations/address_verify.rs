//! `AddressVerify`.

use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};

/// Compares an address with that of an account.
#[derive(Debug)]
pub(super) struct AddressVerify {
    email: String,
    street: String,
    zip: String,
}

/// Parts of the address that are those of the account.
pub(super) struct AddressMatch {
    street: bool,
    zip: bool,
    /// Nothing where the account or its address is unknown.
    country: Option<String>,
}

impl Operation for AddressVerify {
    const NAME: &'static str = "AddressVerify";
    type Reply = AddressMatch;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let required = |nvp: &str, soap: &str| {
            let text = fields.text(nvp, soap);
            text.ok_or_else(|| ClassicError::field(nvp, format!("{nvp} is missing")))
        };
        Ok(Self {
            email: required("EMAIL", "Email")?,
            street: required("STREET", "Street")?,
            zip: required("ZIP", "Zip")?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        answer.text("", "ConfirmationCode", "None");
        answer.text("", "StreetMatch", "None");
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<AddressMatch> {
        let account = call.store.accounts.named(&self.email);
        let Some(address) = account.and_then(|account| account.address.as_ref()) else {
            return Ok(AddressMatch {
                street: false,
                zip: false,
                country: None,
            });
        };
        // PayPal compares the first line without spaces and case, and the
        // first five characters of the postal code.
        let street = address.street.lines().next().unwrap_or_default();
        let zip = |text: &str| plain(text).chars().take(5).collect::<String>();
        Ok(AddressMatch {
            street: plain(street) == plain(&self.street),
            zip: zip(&address.zip) == zip(&self.zip),
            country: Some(address.country_code.clone()),
        })
    }
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

impl Reply for AddressMatch {
    fn write(&self, answer: &mut Answer) {
        let word = |matched: bool| match (&self.country, matched) {
            (None, _) => "None",
            (Some(_), true) => "Matched",
            (Some(_), false) => "Unmatched",
        };
        let confirmation = match self.country {
            Some(_) => "Confirmed",
            None => "None",
        };
        answer.text("CONFIRMATIONCODE", "ConfirmationCode", confirmation);
        answer.text("STREETMATCH", "StreetMatch", word(self.street));
        answer.text("ZIPMATCH", "ZipMatch", word(self.zip));
        answer.optional("COUNTRYCODE", "CountryCode", self.country.as_deref());
    }
}
