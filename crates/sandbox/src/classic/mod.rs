//! PayPal's classic APIs: one set of operations, in NVP and in SOAP.

mod amounts;
mod answer;
mod call;
mod carry_out;
mod credentials;
mod error_codes;
mod errors;
mod fields;
mod nvp;
mod operation;
mod operations;
mod perform;
mod soap;
mod words;

use axum::Router;
use axum::routing::{any, post};

use crate::response::not_found;
use crate::state::State;

/// `/nvp`; `/2.0` and every other single segment for SOAP.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/nvp", any(nvp::serve))
        .route("/2.0", any(soap::serve))
        .route("/{version}", post(soap::serve_any).fallback(not_found))
}
