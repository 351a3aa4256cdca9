//! Subscriptions: seen, cancelled and changed as their merchants do.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use leptos_paypal_core::Money;
use serde::Deserialize;
use serde_json::{Value, json};

use super::failed;
use super::input::read_json;
use crate::pages::SubscriptionsPage;
use crate::response::{Problem, base_url, json_response, page, see_other, wants_page};
use crate::state::State;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::recurring_profiles::RecurringProfile;
use crate::store::subscriptions::SubscriptionChange;
use crate::views;

/// All subscriptions: as JSON, oldest first; for people a page.
pub(super) async fn list(state: Shared<State>, headers: HeaderMap) -> Response<Body> {
    let store = state.store();
    let all = store.profiles.iter();
    let all = all.filter(|profile| profile.subscription.is_some());
    if !wants_page(&headers) {
        let all = all.map(|profile| subscription(&store, profile));
        return json_response(StatusCode::OK, &Value::Array(all.collect()));
    }
    let view = SubscriptionsPage {
        buyer: None,
        payee: None,
        subscriptions: all
            .rev()
            .map(|profile| views::subscription(&store, profile))
            .collect(),
    };
    let mut page = page(StatusCode::OK, &view);
    // Its buttons say which site they are of.
    page.headers_mut()
        .insert("referrer-policy", HeaderValue::from_static("same-origin"));
    page
}

fn subscription(store: &Store, profile: &RecurringProfile) -> Value {
    let (view, regular) = (views::subscription(store, profile), &profile.terms.regular);
    let email = |id| store.accounts.get(id).map(|account| account.email.clone());
    json!({
        "subscr_id": view.id,
        "status": view.status,
        "payee": email(&profile.merchant),
        "payer": email(&profile.buyer),
        "item_name": view.name,
        "plan": view.plan,
        "currency": regular.amount.currency().code(),
        "amount": regular.amount.to_string(),
        "payments": profile.completed,
        "failed": profile.failed,
        "in_trial": profile.is_in_trial(),
        "next_payment": profile.next.map(|at| at.to_string()),
        "retry_at": profile.retry_at().map(|at| at.to_string()),
        "ends_at": profile.term_end.map(|at| at.to_string()),
        "created_at": profile.terms.start.to_string(),
    })
}

/// Cancels, as the merchant does.
pub(super) async fn cancel(
    state: Shared<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let now = state.clock().now();
    let cancelled = state.store().cancel_subscription(&id, now);
    finish(&state, &headers, &id, cancelled.map_err(Problem::from))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModifyBody {
    amount: Option<String>,
    times: Option<u32>,
}

/// `{"amount": "9.50", "times": 24}`: the regular price and the number of
/// regular payments, from the next payment on.
pub(super) async fn modify(
    state: Shared<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let result = read_json(&body).and_then(|ModifyBody { amount, times }| {
        let mut store = state.store();
        let profile = store.profiles.get(&id);
        let profile = profile.ok_or(StoreError::UnknownSubscription)?;
        let currency = profile.terms.regular.amount.currency();
        let amount = amount
            .map(|text| Money::parse(&text, currency))
            .transpose()
            .map_err(StoreError::Money)?;
        store.modify_subscription(&id, SubscriptionChange { amount, times }, now)?;
        Ok(())
    });
    finish(&state, &headers, &id, result)
}

/// Answers the subscription as it now is; people go back to their page.
fn finish(
    state: &State,
    headers: &HeaderMap,
    id: &str,
    result: Result<(), Problem>,
) -> Response<Body> {
    let store = state.store();
    let answer = result.and_then(|()| {
        let found = store.profiles.get(id);
        Ok(subscription(
            &store,
            found.ok_or(StoreError::UnknownSubscription)?,
        ))
    });
    match answer {
        Ok(_) if wants_page(headers) => {
            let base = base_url(state, headers);
            see_other(&format!("{base}/_sandbox/subscriptions"))
        }
        Ok(value) => json_response(StatusCode::OK, &value),
        Err(problem) => failed(headers, &problem),
    }
}
