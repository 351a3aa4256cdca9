//! Charges and limit of an article, said once for the catalogue and the cart.

use std::num::NonZeroU32;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Declares an article: its first fields, the charges that an article of the
/// catalogue and one in a cart both have, and its last fields.
macro_rules! article {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident { $($first:tt)* }
        with charges, then { $($last:tt)* }
    ) => {
        $(#[$attribute])*
        pub struct $name {
            $($first)*
            /// A reduction of each line of it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub discount: Option<LineDiscount>,
            /// Shipping of its own.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub shipping: Option<ItemShipping>,
            /// Handling of its own.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub handling: Option<Money>,
            /// Tax of its own, flat for the line.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub tax: Option<Money>,
            /// The weight of one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub weight: Option<Weight>,
            /// Largest quantity of one order, from 1.
            #[serde(
                default,
                alias = "maxQuantity",
                deserialize_with = "crate::article::deserialize_max_quantity",
                skip_serializing_if = "Option::is_none"
            )]
            pub max_quantity: Option<u32>,
            $($last)*
        }
    };
}

pub(crate) use article;

/// Reads a limit of a quantity: a whole number from 1, or null.
pub(crate) fn deserialize_max_quantity<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    let limit = Option::<NonZeroU32>::deserialize(deserializer).map_err(|error| {
        D::Error::custom(format!(
            "max_quantity must be a whole number from 1: {error}"
        ))
    })?;
    Ok(limit.map(NonZeroU32::get))
}
