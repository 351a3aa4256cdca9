//! Content of a checkout, read at the click.

use leptos_paypal_core::{Cart, CartAction, CoreError, Money, Totals};

use crate::attempt::Attempt;
use crate::context::CheckoutContext;
use crate::dom::random;
use crate::phase::Subject;

/// The content of one checkout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    /// True when it is one article beside the cart.
    pub(super) single: bool,
    /// The articles.
    pub(super) cart: Cart,
    /// The total the buyer has seen, or agreed to since.
    pub(super) total: Money,
}

impl Order {
    /// The order as it is now.
    pub(super) fn read(
        context: CheckoutContext,
        subject: Subject,
        agreed: Option<Money>,
    ) -> Result<Self, CoreError> {
        let config = context.config_untracked();
        let (single, cart) = match subject {
            Subject::Cart => (false, context.cart_untracked()),
            Subject::Single { item, quantity } => {
                let empty = Cart::new(config.currency);
                (true, empty.reduce(CartAction::Add { item, quantity })?)
            }
        };
        let total = Totals::of(&cart, &config.pricing)?.total;
        Ok(Self {
            single,
            cart,
            total: agreed.unwrap_or(total),
        })
    }

    /// An order of its parts.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub(super) const fn of(single: bool, cart: Cart, total: Money) -> Self {
        Self {
            single,
            cart,
            total,
        }
    }

    /// The total of what a button pays for, as it is now.
    pub(crate) fn total(context: CheckoutContext, subject: Subject) -> Option<Money> {
        let order = Self::read(context, subject, None);
        order.ok().map(|order| order.total)
    }

    /// The attempt to pay for this order: the one there is already, so that a
    /// retry is the same checkout, or a new one. `None` where the browser has
    /// no randomness for a key.
    pub(super) fn attempt(&self, context: CheckoutContext) -> Option<Attempt> {
        let key = random::checkout_id()?;
        let config = context.config_untracked();
        let wanted = Attempt::new(key, &config, &self.cart, self.single, self.total);
        Some(context.attempts().same(wanted))
    }
}
