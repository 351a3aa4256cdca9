//! Removal of paid articles from the cart.

use leptos_paypal_core::{CartAction, CheckoutRef, CheckoutStatus};

use super::CheckoutContext;
use crate::attempt::Attempts;
use crate::cart::change_stored;

impl CheckoutContext {
    /// Remembers the status of a checkout. What it paid for leaves the cart,
    /// once, however often that is heard.
    pub(crate) fn handle_status(&self, id: &CheckoutRef, status: CheckoutStatus) {
        let Some(mut attempt) = self.attempts().of(id) else {
            return;
        };
        attempt.seen = Some(status);
        let mut lines = Vec::new();
        if status == CheckoutStatus::Paid {
            lines = attempt.take_lines();
        }
        self.attempts().keep(&attempt);
        if attempt.single || lines.is_empty() {
            return;
        }
        let config = self.config_untracked();
        let paid = CartAction::RemovePaid { lines };
        match attempt.currency() {
            Some(currency) if currency != config.currency => {
                change_stored(&config.storage_key, currency, paid);
            }
            // Taking out cannot break a rule of the cart.
            _ => drop(self.apply(paid)),
        }
    }

    /// The checkouts that this browser has started.
    pub(crate) fn attempts(&self) -> Attempts {
        Attempts::beside(&self.config_untracked().storage_key)
    }
}
