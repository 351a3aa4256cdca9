//! Article of a button, with the choices made.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_paypal_core::{CartItem, ChosenOption, Product};

/// The article and its quantity as they are now. `None` for an article that
/// cannot be sold, which could not have been shown for sale.
pub(super) fn chosen_article(
    product: Option<Product>,
    quantity: Option<Signal<u32>>,
    options: Option<Signal<Vec<ChosenOption>>>,
) -> Option<(Arc<CartItem>, u32)> {
    let product = product?;
    let chosen = options.map(|options| options.get_untracked());
    let chosen = chosen.filter(|chosen| !chosen.is_empty());
    let chosen = chosen.unwrap_or_else(|| product.default_choices());
    let item = product.item(&chosen).ok()?;
    let quantity = quantity.map_or(1, |quantity| quantity.get_untracked());
    Some((Arc::new(item), quantity))
}
