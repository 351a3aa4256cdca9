//! Shipping address of Orders v2.

use serde::{Deserialize, Serialize};

use crate::paypal::lenient::{readable, readable_text, text_or_empty};

/// A name; which fields are there depends on whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Name {
    /// Given name of a buyer.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub given_name: Option<String>,
    /// Family name of a buyer.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub surname: Option<String>,
    /// Whole name in an address.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub full_name: Option<String>,
}

/// Shipping address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shipping {
    /// Recipient.
    #[serde(deserialize_with = "readable", skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// Address.
    #[serde(deserialize_with = "readable", skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// An address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Street and number, at most 300 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub address_line_1: Option<String>,
    /// A second line.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub address_line_2: Option<String>,
    /// City, at most 120 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub admin_area_2: Option<String>,
    /// State or province, at most 300 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub admin_area_1: Option<String>,
    /// Postal code, at most 60 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub postal_code: Option<String>,
    /// Two letters; required when sent.
    #[serde(deserialize_with = "text_or_empty")]
    pub country_code: String,
}
