//! `webscr`: where forms of PayPal Payments Standard are posted, and the cart
//! that PayPal hosts.

mod endpoint;
mod hosted;
mod refused;

use axum::Router;

use crate::state::State;

/// Every path that takes forms, and the cart's pages.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .merge(endpoint::routes())
        .merge(hosted::routes())
}
