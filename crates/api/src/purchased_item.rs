//! Item of a payment, as PayPal tells it.

use serde::Deserialize;
use serde_json::Value;

use crate::lenient::{optional_text, text};

/// One of `items`, of either generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PurchasedItem {
    /// The name.
    #[serde(deserialize_with = "optional_text")]
    pub name: Option<String>,
    /// The article number.
    #[serde(deserialize_with = "optional_text")]
    pub sku: Option<String>,
    /// The choices made, as the maker of the payment wrote them.
    #[serde(deserialize_with = "optional_text")]
    pub description: Option<String>,
    /// Quantity; `None` where it is no whole number.
    #[serde(deserialize_with = "quantity")]
    pub quantity: Option<u32>,
}

/// A whole number, also as text.
fn quantity<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(text(&value).and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_quantity_is_a_whole_number() {
        for (told, read) in [
            (json!("2"), Some(2)),
            (json!(3), Some(3)),
            (json!("1.5"), None),
            (json!(-1), None),
            (json!(null), None),
            (json!("99999999999"), None),
        ] {
            let item: PurchasedItem =
                serde_json::from_value(json!({"sku": "MUG", "quantity": told})).unwrap();
            assert_eq!(item.quantity, read);
            assert_eq!(item.sku.as_deref(), Some("MUG"));
        }
    }
}
