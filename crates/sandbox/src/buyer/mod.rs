//! The pages on which the test buyer pays.

mod card;
mod card_page;
mod forms;
mod shipping;
mod show;
pub(crate) mod subscriptions;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

/// `/checkoutnow` and `/subscriptions` with their forms.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/checkoutnow", get(show::checkout))
        .route("/checkoutnow/cancelled", get(show::cancelled))
        .route("/checkoutnow/login", post(forms::login))
        .route("/checkoutnow/logout", post(forms::logout))
        .route("/checkoutnow/pay", post(forms::pay))
        .route("/checkoutnow/card", post(card::pay))
        .route("/checkoutnow/cancel", post(forms::cancel))
        .route("/checkoutnow/decline", post(forms::decline))
        .route("/subscriptions", get(subscriptions::list))
        .route("/subscriptions/login", post(subscriptions::login))
        .route("/subscriptions/cancel", post(subscriptions::cancel))
}
