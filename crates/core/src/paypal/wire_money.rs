//! Money in PayPal's requests.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Money;

/// `{"currency_code": "USD", "value": "19.95"}` of Orders and Payments v2.
pub struct V2(pub Money);

impl Serialize for V2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("currency_code", self.0.currency().code())?;
        fields.serialize_field("value", &self.0.to_string())?;
        fields.end()
    }
}

/// Serializes an amount of Orders and Payments v2, for `serialize_with`.
///
/// # Errors
/// The serializer's.
pub fn v2<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    V2(*money).serialize(serializer)
}

/// Serializes an optional amount of Orders and Payments v2.
///
/// # Errors
/// The serializer's.
pub fn v2_option<S: Serializer>(money: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    money.map(V2).serialize(serializer)
}

/// Serializes the decimal string alone, where the currency stands beside it (v1).
///
/// # Errors
/// The serializer's.
pub fn decimal<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(money)
}

/// Serializes an optional decimal string.
///
/// # Errors
/// The serializer's.
pub fn decimal_option<S: Serializer>(
    money: &Option<Money>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match money {
        Some(money) => decimal(money, serializer),
        None => serializer.serialize_none(),
    }
}
