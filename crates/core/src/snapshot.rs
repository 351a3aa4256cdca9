//! Cart as it is stored in a browser.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Cart, CartAction, CartItem, CartLine, CoreError, Currency};

/// The version this code writes and reads.
pub const SNAPSHOT_VERSION: u32 = 1;

/// A cart as it is stored. Storage is not trusted: [`CartSnapshot::restore`]
/// checks every line again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartSnapshot {
    /// The version of this form.
    pub version: u32,
    /// The cart's currency.
    pub currency: Currency,
    /// The cart's lines.
    pub lines: Vec<SnapshotLine>,
}

/// One stored line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotLine {
    /// Article with its choices.
    pub item: CartItem,
    /// Quantity, from 1.
    pub quantity: u32,
}

/// Errors of a stored cart, which is then dropped.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SnapshotProblem {
    /// Another version wrote it.
    #[error("the stored cart has version {found}, this is version {SNAPSHOT_VERSION}")]
    Version {
        /// The version found.
        found: u32,
    },
    /// A line breaks a rule.
    #[error("the stored cart cannot be used: {0}")]
    Rule(#[from] CoreError),
}

impl SnapshotLine {
    /// The line as it is to be stored.
    #[must_use]
    pub fn of(line: &CartLine) -> Self {
        Self {
            item: (*line.item).clone(),
            quantity: line.quantity,
        }
    }
}

impl CartSnapshot {
    /// The cart as it is to be stored.
    #[must_use]
    pub fn of(cart: &Cart) -> Self {
        Self {
            version: SNAPSHOT_VERSION,
            currency: cart.currency(),
            lines: cart.lines().iter().map(SnapshotLine::of).collect(),
        }
    }

    /// The stored cart, every rule checked.
    ///
    /// # Errors
    /// Another version, or a line that the cart would refuse.
    pub fn restore(self) -> Result<Cart, SnapshotProblem> {
        if self.version != SNAPSHOT_VERSION {
            return Err(SnapshotProblem::Version {
                found: self.version,
            });
        }
        let mut cart = Cart::new(self.currency);
        for line in self.lines {
            cart = cart.reduce(CartAction::Add {
                item: Arc::new(line.item),
                quantity: line.quantity,
            })?;
        }
        Ok(cart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Money;

    fn stored() -> serde_json::Value {
        let price = Money::parse("5", Currency::EUR).unwrap();
        let mut item = CartItem::new("A".parse().unwrap(), "Tea 茶 \"<b>\"".to_owned(), price);
        item.max_quantity = Some(9);
        let cart = Cart::new(Currency::EUR)
            .reduce(CartAction::Add {
                item: Arc::new(item),
                quantity: 2,
            })
            .unwrap();
        let json = serde_json::to_value(CartSnapshot::of(&cart)).unwrap();
        let read: CartSnapshot = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(read.restore().unwrap(), cart);
        json
    }

    #[test]
    fn old_and_broken_carts_are_told_apart() {
        let mut old = stored();
        old["version"] = 0.into();
        let old: CartSnapshot = serde_json::from_value(old).unwrap();
        assert_eq!(old.restore(), Err(SnapshotProblem::Version { found: 0 }));

        for (pointer, value) in [
            ("/lines/0/quantity", serde_json::json!(0)),
            ("/lines/0/quantity", serde_json::json!(10)),
            ("/lines/0/item/name", serde_json::json!(" ")),
            ("/lines/0/item/price/currency", serde_json::json!("USD")),
            ("/lines/0/item/price/value", serde_json::json!("-5.00")),
        ] {
            let mut broken = stored();
            *broken.pointer_mut(pointer).unwrap() = value;
            let broken: CartSnapshot = serde_json::from_value(broken).unwrap();
            assert!(
                matches!(broken.restore(), Err(SnapshotProblem::Rule(_))),
                "{pointer}"
            );
        }
    }
}
