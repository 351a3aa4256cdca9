//! `/_sandbox/`: how tests and people look behind the scenes.

mod account_json;
mod account_pages;
mod accounts;
mod api_access;
mod api_calls;
mod certificates;
mod checkouts;
mod disputes;
mod find_account;
mod form_certificates;
mod guard;
mod input;
mod ipn_simulator;
mod ledger;
mod mails;
mod notifications;
mod outcome;
mod people;
mod selling;
mod settings;
mod subscriptions;
mod transactions;
mod user_certificate;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, REFERER};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{delete, get, post, put};
use serde_json::json;

use crate::pages;
use crate::response::{self, Problem, base_url, json_response, see_other, wants_page};
use crate::state::State;

/// Every path under `/_sandbox/`.
pub(crate) fn routes(state: &State) -> Router<State> {
    Router::new()
        .route("/_sandbox", get(people::page))
        .route("/_sandbox/health", get(health))
        .route("/_sandbox/reset", post(reset))
        .merge(account_routes())
        .route(
            "/_sandbox/accounts/{name}/certificates",
            get(form_certificates::list).post(form_certificates::upload),
        )
        .route(
            "/_sandbox/accounts/{name}/certificates/{cert_id}",
            delete(form_certificates::remove),
        )
        .route(
            "/_sandbox/accounts/{name}/certificates/{cert_id}/remove",
            post(form_certificates::remove),
        )
        .route("/_sandbox/payments", get(ledger::payments))
        .route("/_sandbox/payments/{txn_id}/settle", post(ledger::settle))
        .route("/_sandbox/payments/{txn_id}/refund", post(ledger::refund))
        .route(
            "/_sandbox/payments/{txn_id}/reverse",
            post(disputes::reverse),
        )
        .route(
            "/_sandbox/payments/{txn_id}/cancel-reversal",
            post(disputes::cancel_reversal),
        )
        .route("/_sandbox/payments/{txn_id}/disputes", post(disputes::open))
        .route("/_sandbox/calls", get(api_calls::list))
        .route("/_sandbox/disputes", get(disputes::list))
        .route("/_sandbox/disputes/{id}/decide", post(disputes::decide))
        .route("/_sandbox/certificates/root", get(certificates::root))
        .route("/_sandbox/certificates/paypal", get(certificates::paypal))
        .route("/_sandbox/certificates/{user}", post(certificates::of_user))
        .route("/_sandbox/notifications", get(notifications::list))
        .route("/_sandbox/notifications/{id}", get(notifications::show))
        .route(
            "/_sandbox/notifications/{id}/resend",
            post(notifications::resend),
        )
        .route(
            "/_sandbox/ipn-simulator",
            get(ipn_simulator::show).post(ipn_simulator::send),
        )
        .route("/_sandbox/checkouts/{token}", get(checkouts::show))
        .route(
            "/_sandbox/checkouts/{token}/approve",
            post(checkouts::approve),
        )
        .route(
            "/_sandbox/checkouts/{token}/cancel",
            post(checkouts::cancel),
        )
        .route("/_sandbox/subscriptions", get(subscriptions::list))
        .route(
            "/_sandbox/subscriptions/{id}/cancel",
            post(subscriptions::cancel),
        )
        .route(
            "/_sandbox/subscriptions/{id}/modify",
            post(subscriptions::modify),
        )
        .route(
            "/_sandbox/faults",
            put(settings::put_faults).get(settings::faults),
        )
        .route("/_sandbox/faults/struck", get(settings::struck))
        .route(
            "/_sandbox/clock",
            put(settings::put_clock).get(settings::clock),
        )
        .route_layer(from_fn_with_state(state.clone(), guard::check))
        // For the buyer's pages too, which have names of PayPal's behind --tls.
        .route("/_sandbox/assets/{name}", get(asset))
}

fn account_routes() -> Router<State> {
    Router::new()
        .route(
            "/_sandbox/accounts",
            get(accounts::list).post(accounts::create),
        )
        .route("/_sandbox/accounts/new", get(account_pages::new))
        .route(
            "/_sandbox/accounts/{name}",
            get(accounts::show)
                .patch(accounts::change)
                .post(accounts::change),
        )
        .route(
            "/_sandbox/accounts/{name}/settings",
            get(account_pages::settings),
        )
        .route(
            "/_sandbox/accounts/{name}/selling",
            get(selling::show).post(selling::change),
        )
        .route("/_sandbox/accounts/{name}/funds", post(accounts::add_funds))
        .route(
            "/_sandbox/accounts/{name}/pdt-token",
            post(accounts::renew_pdt_token),
        )
        .route(
            "/_sandbox/accounts/{name}/transactions/{txn_id}",
            get(transactions::show),
        )
        .route("/_sandbox/accounts/{name}/mails", get(mails::list))
        .route("/_sandbox/accounts/{name}/mails/{id}", get(mails::show))
        .route("/_sandbox/accounts/{name}/api", get(api_access::show))
        .route(
            "/_sandbox/accounts/{name}/signature",
            post(api_access::renew_signature),
        )
        .route(
            "/_sandbox/accounts/{name}/certificate",
            get(api_access::pem).post(api_access::renew_certificate),
        )
        .route(
            "/_sandbox/accounts/{name}/certificate.p12",
            get(api_access::pkcs12),
        )
        .route(
            "/_sandbox/accounts/{name}/apps",
            post(api_access::create_app),
        )
        .route(
            "/_sandbox/accounts/{name}/apps/{client_id}/secret",
            post(api_access::renew_secret),
        )
}

async fn health() -> Response<Body> {
    json_response(StatusCode::OK, &json!({"status": "ok"}))
}

async fn reset(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    if let Err(error) = state.reset() {
        let problem = Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            error.code(),
            "The first state could not be made",
            error.to_string(),
        );
        return failed(&headers, &problem);
    }
    done(
        &state,
        &headers,
        json_response(StatusCode::OK, &json!({"status": "ok"})),
    )
}

/// People who pressed a button go back to its page, programs get `answer`.
fn done(state: &State, headers: &HeaderMap, answer: Response<Body>) -> Response<Body> {
    let page = page_before(headers);
    let page = page.as_deref().unwrap_or("/_sandbox/");
    done_at(state, headers, page, answer)
}

/// Path of the sandbox's own page that a request comes from.
fn page_before(headers: &HeaderMap) -> Option<String> {
    let from = headers.get(REFERER)?.to_str().ok()?;
    let from = url::Url::parse(from).ok()?;
    let path = from.path();
    path.starts_with("/_sandbox/").then(|| path.to_owned())
}

/// People who pressed a button go to `page`, programs get `answer`.
fn done_at(
    state: &State,
    headers: &HeaderMap,
    page: &str,
    answer: Response<Body>,
) -> Response<Body> {
    if wants_page(headers) {
        see_other(&format!("{}{page}", base_url(state, headers)))
    } else {
        answer
    }
}

/// A page of the control API. Its buttons say which site they are of.
fn own_page(status: StatusCode, view: &impl Template) -> Response<Body> {
    let mut page = response::page(status, view);
    page.headers_mut()
        .insert("referrer-policy", HeaderValue::from_static("same-origin"));
    page
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    match pages::asset(&name) {
        Some(pages::Asset {
            content_type,
            bytes,
        }) => (
            [
                (CONTENT_TYPE, content_type),
                (CACHE_CONTROL, "max-age=3600"),
            ],
            bytes,
        )
            .into_response(),
        None => crate::response::not_found(headers).await,
    }
}

/// Problem details; a page for a person who pressed a button.
fn failed(headers: &HeaderMap, problem: &Problem) -> Response<Body> {
    if wants_page(headers) {
        problem.page(page_before(headers))
    } else {
        problem.json()
    }
}
