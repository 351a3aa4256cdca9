//! What a form says about the buyer, and whether an address is asked for.

use super::reader::Reader;
use crate::config::Address;

/// `no_shipping`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoShipping {
    /// `0`: an address is asked for, and may be left out.
    Optional,
    /// `1`: no address.
    Without,
    /// `2`: an address is needed.
    Required,
}

/// The buyer as the shop knows them.
#[derive(Clone, Debug)]
pub(crate) struct Prefill {
    pub(crate) email: Option<String>,
    pub(crate) no_shipping: NoShipping,
    /// The shop's address, when it has street, town and country.
    pub(crate) address: Option<Address>,
    /// Whether it stands in for the buyer's own, even when it is unusable: then
    /// no address is shown at all.
    pub(crate) address_override: bool,
}

impl Prefill {
    /// Reads the variables of the buyer and those about the address.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        let no_shipping = reader.word(
            "no_shipping",
            &[
                ("0", NoShipping::Optional),
                ("1", NoShipping::Without),
                ("2", NoShipping::Required),
            ],
            NoShipping::Optional,
        );
        let address_override = reader.word("address_override", &[("0", false), ("1", true)], false);
        let email = reader.text("email", 127);
        reader.text("first_name", 32);
        // 32 in the newest table, 64 in every other one.
        reader.text("last_name", 64);
        reader.text("night_phone_a", 3);
        reader.text("night_phone_b", 20);
        reader.text("night_phone_c", 4);
        reader.text("day_phone_a", 3);
        reader.text("day_phone_b", 20);
        reader.text("day_phone_c", 4);
        let street = [reader.text("address1", 100), reader.text("address2", 100)];
        let city = reader.text("city", 40);
        // Two letters in the US; elsewhere shops send the name.
        let state = reader.text("state", 40).unwrap_or_default();
        let zip = reader.text("zip", 32).unwrap_or_default();
        let country = country(reader);
        let [first, second] = street;
        let address = match (first, city, country) {
            (Some(first), Some(city), Some(country_code)) => Some(Address {
                street: match second {
                    Some(second) => format!("{first}\n{second}"),
                    None => first,
                },
                city,
                state,
                zip,
                country_code,
            }),
            _ => None,
        };
        Self {
            email,
            no_shipping,
            address,
            address_override,
        }
    }

    /// Whether there is no payment without an address.
    pub(crate) fn requires_address(&self) -> bool {
        self.no_shipping == NoShipping::Required
    }

    /// Where the goods go: the shop's address where it overrides, else the
    /// buyer's own, else the shop's.
    pub(crate) fn ship_to(&self, own: Option<&Address>) -> Option<Address> {
        match (self.no_shipping, self.address_override) {
            (NoShipping::Without, _) => None,
            (_, true) => self.address.clone(),
            (_, false) => own.cloned().or_else(|| self.address.clone()),
        }
    }
}

fn country(reader: &mut Reader<'_>) -> Option<String> {
    let value = reader.filled("country")?;
    let two_letters = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !two_letters {
        reader.ignore("country", "not a two-letter country code");
        return None;
    }
    Some(value.to_ascii_uppercase())
}
