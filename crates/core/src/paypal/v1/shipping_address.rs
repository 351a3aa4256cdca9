//! Shipping address of Payments v1.

use serde::{Deserialize, Serialize};

use crate::paypal::lenient::{readable_text, text_or_empty};

/// Shipping address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShippingAddress {
    /// Recipient, at most 127 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub recipient_name: Option<String>,
    /// Street and number, at most 300 characters; required when sent.
    #[serde(deserialize_with = "text_or_empty")]
    pub line1: String,
    /// A second line.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub line2: Option<String>,
    /// City, at most 64 characters.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub city: Option<String>,
    /// State or province.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub state: Option<String>,
    /// Postal code.
    #[serde(
        deserialize_with = "readable_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub postal_code: Option<String>,
    /// Two letters; required when sent.
    #[serde(deserialize_with = "text_or_empty")]
    pub country_code: String,
}
