//! Variables about the buyer and the shipping address.

use super::reader::Reader;
use crate::config::Address;
use crate::store::checkout_details::{NoShipping, Prefill};

/// Reads the variables of the buyer and those about the address.
pub(crate) fn read(reader: &mut Reader<'_>) -> Prefill {
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
    Prefill {
        email,
        no_shipping,
        address,
        address_override,
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
