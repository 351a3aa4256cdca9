//! `/api/admin`: routes for the shop alone.

pub(super) mod decisions;
pub(super) mod lists;
pub(super) mod operations;
pub(super) mod subscriptions;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos_paypal_core::CheckoutId;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::problem::Problem;
use crate::config::Config;
use crate::ledger::Checkout;
use crate::services::checkouts::Checkouts;

/// Token that opens `/api/admin`; without one that is closed.
#[derive(Clone, Debug)]
pub(super) struct AdminToken(Option<SecretString>);

impl AdminToken {
    pub(super) fn new(config: &Config) -> Self {
        Self(config.admin_token.clone())
    }
}

/// Lets nobody in who does not have the token. Without one configured there
/// is nothing here.
pub(super) async fn guard(
    State(AdminToken(token)): State<AdminToken>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let Some(token) = &token else {
        return super::unknown().await.into_response();
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .unwrap_or_default();
    if bool::from(given.as_bytes().ct_eq(token.expose_secret().as_bytes())) {
        return next.run(request).await;
    }
    let mut response = Problem::new(
        StatusCode::UNAUTHORIZED,
        "admin_token_wrong",
        "send the shop's admin token: Authorization: Bearer …",
    )
    .into_response();
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// The checkout as it stands.
async fn current(checkouts: &Checkouts, id: &CheckoutId) -> Result<Checkout, Problem> {
    let checkout = checkouts.current(id).await?;
    checkout.ok_or_else(Problem::checkout_unknown)
}
