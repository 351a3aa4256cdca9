//! What is paid for, read at the click.

use leptos_paypal_core::{Cart, CartAction, CoreError, Money, Totals};

use super::Subject;
use crate::browser::random;
use crate::record::{Record, Records};
use crate::state::Shop;

/// The content of one checkout.
pub(crate) struct Order {
    /// Whether it is one article beside the cart.
    pub(crate) single: bool,
    /// The articles.
    pub(crate) cart: Cart,
    /// The total the buyer has seen, or agreed to since.
    pub(crate) total: Money,
}

impl Order {
    /// The order as it is now.
    pub(crate) fn read(
        shop: Shop,
        subject: Subject,
        agreed: Option<Money>,
    ) -> Result<Self, CoreError> {
        let (single, cart) = match subject {
            Subject::Cart => (false, shop.now(|state| state.cart.clone())),
            Subject::Single { item, quantity } => {
                let empty = shop.now(|state| Cart::new(state.config.currency));
                (true, empty.reduce(CartAction::Add { item, quantity })?)
            }
        };
        let total = shop.now(|state| {
            let totals = Totals::of(&cart, &state.config.pricing)?;
            Ok(totals.total)
        })?;
        Ok(Self {
            single,
            cart,
            total: agreed.unwrap_or(total),
        })
    }

    /// The record of this order: the one there is already, so that a retry is
    /// the same checkout, or a new one. Nothing where the browser has no
    /// randomness for a key.
    pub(crate) fn record(&self, shop: Shop) -> Option<Record> {
        let key = random::checkout_id()?;
        Some(shop.now(|state| {
            let config = &state.config;
            let wanted = Record::new(
                key,
                config.path,
                &config.locale,
                &self.cart,
                self.single,
                self.total,
            );
            Records::beside(&config.storage_key).same(wanted)
        }))
    }
}
