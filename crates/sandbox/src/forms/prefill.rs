//! Variables about the buyer and the shipping address.

use super::reader::Reader;
use crate::config::Address;
use crate::store::checkout_details::{Contact, NoShipping, Prefill};

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
    let first_name = reader.text("first_name", 32);
    // 32 in the newest table, 64 in every other one.
    let last_name = reader.text("last_name", 64);
    let (night, day) = (phone(reader, "night_phone"), phone(reader, "day_phone"));
    let contact = Contact {
        first_name,
        last_name,
        phone: night.or(day),
    };
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
        contact,
        no_shipping,
        address,
        address_override,
    }
}

/// Area code, exchange and last digits in the United States; elsewhere the
/// country's code and the whole number.
fn phone(reader: &mut Reader<'_>, variable: &str) -> Option<String> {
    let mut part = |letter, limit| reader.text(&format!("{variable}_{letter}"), limit);
    match (part("a", 3), part("b", 20), part("c", 4)) {
        (Some(area), Some(exchange), Some(last)) => Some(format!("{area}-{exchange}-{last}")),
        (Some(country), Some(number), None) => Some(format!("+{country} {number}")),
        (None, Some(number), None) => Some(number),
        _ => None,
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
