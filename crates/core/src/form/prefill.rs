//! Details of the buyer that PayPal's page is pre-filled with.

use super::writer::Writer;
use super::{CountryCode, Phone, payee};
use crate::VariableProblem;

/// Buyer pre-fill; every part is optional.
///
/// Where PayPal's documents disagree on a length the shorter one is checked:
/// 32 for `last_name`, 40 for `city`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    /// `email`, at most 127 characters.
    pub email: Option<String>,
    /// `first_name`, at most 32 characters.
    pub first_name: Option<String>,
    /// `last_name`, at most 32 characters.
    pub last_name: Option<String>,
    /// `address1`, the street, at most 100 characters.
    pub address1: Option<String>,
    /// `address2`, at most 100 characters.
    pub address2: Option<String>,
    /// `city`, at most 40 characters.
    pub city: Option<String>,
    /// `state`, two characters.
    pub state: Option<String>,
    /// `zip`, at most 32 characters.
    pub zip: Option<String>,
    /// `country`; nothing counts as the United States.
    pub country: Option<CountryCode>,
    /// `night_phone_a`, `_b`, `_c`.
    pub night_phone: Option<Phone>,
    /// `day_phone_a`, `_b`, `_c`.
    pub day_phone: Option<Phone>,
}

impl Prefill {
    fn is_us(&self) -> bool {
        self.country
            .is_none_or(|country| country == CountryCode::US)
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.optional("email", self.email.as_deref());
        to.optional("first_name", self.first_name.as_deref());
        to.optional("last_name", self.last_name.as_deref());
        to.optional("address1", self.address1.as_deref());
        to.optional("address2", self.address2.as_deref());
        to.optional("city", self.city.as_deref());
        to.optional("state", self.state.as_deref());
        to.optional("zip", self.zip.as_deref());
        to.optional("country", self.country.map(CountryCode::as_str));
        let phones = [
            (
                ["night_phone_a", "night_phone_b", "night_phone_c"],
                &self.night_phone,
            ),
            (
                ["day_phone_a", "day_phone_b", "day_phone_c"],
                &self.day_phone,
            ),
        ];
        for (names, phone) in phones {
            let Some(phone) = phone else { continue };
            for (name, part) in names.into_iter().zip(phone.parts()) {
                to.text(name, part);
            }
            // PayPal reads the parts by the country's rule.
            if phone.is_us() && !self.is_us() {
                let other = "country".to_owned();
                to.fail(names[2], VariableProblem::not_with(other));
            } else if !phone.is_us() && self.is_us() {
                to.invalid(names[1], phone.parts()[1], "use three digits in the US");
            }
        }
        if let Some(email) = self
            .email
            .as_deref()
            .filter(|email| !payee::is_email(email))
        {
            to.invalid("email", email, "use an e-mail address");
        }
        if let Some(state) = self.state.as_deref() {
            let code = state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase());
            if self.is_us() && !code && !state.is_empty() && state.chars().count() <= 2 {
                to.invalid("state", state, "use a code of two letters such as CA");
            }
        }
    }

    /// `address_override` shows no address at all when a part is missing.
    pub(super) fn missing_for_override(&self) -> Option<&'static str> {
        let us = self.is_us();
        let there = |part: &Option<String>| part.as_ref().is_some_and(|part| !part.is_empty());
        [
            ("address1", there(&self.address1)),
            ("city", there(&self.city)),
            ("country", self.country.is_some()),
            ("state", !us || there(&self.state)),
            ("zip", !us || there(&self.zip)),
        ]
        .into_iter()
        .find_map(|(name, there)| (!there).then_some(name))
    }
}
