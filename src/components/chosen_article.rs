//! Article of a button, with the choices made.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_paypal_core::{CartItem, ChosenOption, CoreError, Product};

/// The article and its quantity as they are now; `None` while there is none.
///
/// # Errors
/// Those of [`Product::item`]: choices that the article does not have.
pub(super) fn chosen_article(
    product: Option<Product>,
    quantity: Option<Signal<u32>>,
    options: Option<Signal<Vec<ChosenOption>>>,
) -> Result<Option<(Arc<CartItem>, u32)>, CoreError> {
    let Some(product) = product else {
        return Ok(None);
    };
    let chosen = options.map(|options| options.get_untracked());
    let chosen = chosen.filter(|chosen| !chosen.is_empty());
    let chosen = chosen.unwrap_or_else(|| product.default_choices());
    let item = product.item(&chosen)?;
    let quantity = quantity.map_or(1, |quantity| quantity.get_untracked());
    Ok(Some((Arc::new(item), quantity)))
}
