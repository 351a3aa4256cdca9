//! The checkout of a page, for its components.

use leptos::prelude::provide_context;

use crate::config::CheckoutConfig;
use crate::context::CheckoutContext;

/// Provides a checkout to all components below, with the cart that this
/// browser has stored. It lives as long as the current reactive owner.
///
/// On a server, and until a page is hydrated, the cart is empty; then the
/// browser's own takes its place.
pub fn provide_checkout(config: CheckoutConfig) -> CheckoutContext {
    let context = CheckoutContext::new(config);
    #[cfg(feature = "split")]
    super::parts::load_parts(context);
    provide_context(context);
    context
}
