//! Certificates of the TLS listener, of its clients, and for encrypted forms.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;

use super::failed;
use super::user_certificate::{certificate, not_made};
use crate::authority::authority;
use crate::encrypted_forms::paypal_key;
use crate::response::{Problem, not_found};
use crate::state::State;

/// The certificate to trust.
pub(super) async fn root(headers: HeaderMap) -> Response<Body> {
    match authority() {
        Ok(authority) => pem(authority.root.clone()),
        Err(error) => failed(&headers, &not_made(&error)),
    }
}

/// PayPal's certificate, for which shops encrypt their forms.
pub(super) async fn paypal(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    match paypal_key(&state).await {
        Some(paypal) => pem(paypal.pem().to_owned()),
        None => not_found(headers).await,
    }
}

/// A new certificate of an API user, with its key; the one before is no longer
/// accepted.
pub(super) async fn of_user(
    state: Shared<State>,
    Path(user): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let found = store.accounts.with_api_user(&user);
    let Some(email) = found.map(|(account, _)| account.email.clone()) else {
        let problem = Problem::new(
            StatusCode::NOT_FOUND,
            "api_user_unknown",
            "No such API user",
            "No account of this sandbox has this API user name.",
        );
        return failed(&headers, &problem);
    };
    match certificate(&mut store, &email, true) {
        Ok((_, own)) => pem(own.pem()),
        Err(problem) => failed(&headers, &problem),
    }
}

fn pem(text: String) -> Response<Body> {
    ([(CONTENT_TYPE, "application/x-pem-file")], text).into_response()
}
