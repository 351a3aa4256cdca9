//! Checkouts as the buyer is shown them, and the buyer's clicks.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::read_json;
use crate::forms;
use crate::redirect::{ReturnRedirect, cancel_url, return_redirect};
use crate::response::{Problem, base_url, json_response};
use crate::state::State;
use crate::store::Store;
use crate::store::checkout_details::BuyerInput;
use crate::store::checkouts::{Checkout, Source};
use crate::store::error::StoreError;
use crate::store::order::Line;
use crate::store::subscriptions;
use crate::views;

pub(super) async fn show(state: Shared<State>, Path(token): Path<String>) -> Response<Body> {
    let now = state.clock().now();
    let store = state.store();
    match store.checkouts.get(&token) {
        Some(found) => json_response(StatusCode::OK, &checkout(&store, found, now)),
        None => Problem::from(StoreError::UnknownCheckout).json(),
    }
}

fn checkout(store: &Store, checkout: &Checkout, now: Timestamp) -> Value {
    let details = &checkout.details;
    let order = &details.order;
    let charges = details.profile_charges;
    let contact = &details.prefill.contact;
    let plan = details.subscription.as_deref();
    let plan = plan.map(|plan| views::plan(&subscriptions::terms(plan, checkout.created)));
    let payee = store.accounts.get(&checkout.payee);
    let lines: Vec<Value> = order.lines.iter().map(line).collect();
    json!({
        "token": checkout.token,
        "status": views::checkout_status(store, checkout, now),
        "payee": payee.map(|payee| payee.email.clone()),
        "payee_id": checkout.payee.0,
        "paymentaction": order.action.into_str(),
        "currency": order.currency.code(),
        "lines": lines,
        "items_total": order.items_total.to_string(),
        "discount": order.discount.to_string(),
        "shipping": order.shipping.to_string(),
        "handling": order.handling.to_string(),
        "tax": order.tax.to_string(),
        "total": order.total.to_string(),
        "profile_charges": {
            "shipping": charges.shipping.map(|amount| amount.to_string()),
            "tax": charges.tax.map(|amount| amount.to_string()),
        },
        "invoice": order.invoice,
        "custom": order.custom,
        "asks": {
            "item_name": details.asks.name,
            "amount": details.asks.amount,
            "quantity": details.asks.quantity,
        },
        "prefill": {
            "email": details.prefill.email,
            "first_name": contact.first_name,
            "last_name": contact.last_name,
            "phone": contact.phone,
            "address": details.prefill.address,
        },
        "plan": plan,
        "ignored": details.ignored,
        "txn_id": checkout.status.txn_id(),
        "subscr_id": checkout.status.subscr_id(),
        "resource_id": match &checkout.source {
            Source::Payment(id) | Source::Order(id) => Some(id),
            Source::Form(_) | Source::ExpressCheckout => None,
        },
        "created_at": checkout.created.to_string(),
    })
}

fn line(line: &Line) -> Value {
    let options: Vec<Value> = line
        .options
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    json!({
        "item_name": line.name,
        "description": line.description,
        "item_number": line.number,
        "quantity": line.quantity,
        "options": options,
        "amount": line.unit_price.to_string(),
        "goods": line.goods.to_string(),
        "discount": line.discount.to_string(),
        "shipping": line.shipping.to_string(),
        "handling": line.handling.to_string(),
        "tax": line.tax.to_string(),
    })
}

/// Input that a buyer could add on the pages; nothing is needed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ApproveBody {
    /// E-mail of the paying account; the first test buyer when left out.
    buyer: Option<String>,
    quantity: Option<u32>,
    amount: Option<String>,
    item_name: Option<String>,
    memo: Option<String>,
    /// The buyer agrees, and the bank refuses when a program takes the money.
    bank_refuses: bool,
}

/// Logs in and pays. Answers where the browser would go.
pub(super) async fn approve(
    state: Shared<State>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let now = state.clock().now();
    let answer = read_json(&body).and_then(|wanted| {
        let mut store = state.store();
        approved(&mut store, &token, wanted, now)?;
        let signature = store.ids.signature();
        let paid = store
            .checkouts
            .get(&token)
            .ok_or(StoreError::UnknownCheckout)?;
        let base = base_url(&state, &headers);
        Ok(match return_redirect(&store, paid, signature) {
            Some((ReturnRedirect::Get { url }, _)) => json!({"redirect_url": url, "method": "GET"}),
            Some((ReturnRedirect::Post { url, fields }, _)) => {
                json!({"redirect_url": url, "method": "POST", "fields": fields})
            }
            None => json!({
                "redirect_url": format!("{base}/checkoutnow?token={token}"),
                "method": "GET",
            }),
        })
    });
    match answer {
        Ok(value) => json_response(StatusCode::OK, &value),
        Err(problem) => problem.json(),
    }
}

fn approved(
    store: &mut Store,
    token: &str,
    wanted: ApproveBody,
    now: Timestamp,
) -> Result<(), Problem> {
    let checkout = store
        .checkouts
        .get(token)
        .ok_or(StoreError::UnknownCheckout)?;
    if checkout.is_paid() {
        return Ok(());
    }
    let buyer = match &wanted.buyer {
        Some(name) => store.accounts.named(name),
        None => store.accounts.buyers().next(),
    }
    .map(|account| account.id.clone())
    .ok_or(StoreError::NoBuyer)?;
    let input = BuyerInput {
        quantity: wanted
            .quantity
            .map(|quantity| quantity.to_string())
            .or_else(|| checkout.input.quantity.clone()),
        amount: wanted.amount.or_else(|| checkout.input.amount.clone()),
        item_name: wanted
            .item_name
            .or_else(|| checkout.input.item_name.clone()),
    };
    let payer = store.accounts.get(&buyer);
    let details = forms::read_checkout(checkout, store, &input, payer).map_err(|refusal| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            refusal.kind.code(),
            "This cannot be paid",
            refusal.detail,
        )
    })?;
    let memo = wanted.memo.filter(|_| details.page_options.note);
    if let Some(checkout) = store.checkouts.get_mut(token) {
        checkout.details = details;
        checkout.input = input;
        checkout.buyer = Some(buyer.clone());
        checkout.bank_refuses = wanted.bank_refuses;
    }
    store.approve(token, &buyer, memo, now)?;
    Ok(())
}

/// Cancels, as the buyer's button does.
pub(super) async fn cancel(
    state: Shared<State>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let Some(checkout) = store.checkouts.get_mut(&token) else {
        return Problem::from(StoreError::UnknownCheckout).json();
    };
    if let Err(error) = checkout.cancel() {
        return Problem::new(
            StatusCode::CONFLICT,
            error.code(),
            "This checkout is paid",
            "A payment cannot be cancelled any more; refund it instead.",
        )
        .json();
    }
    let url = cancel_url(&base_url(&state, &headers), checkout);
    json_response(
        StatusCode::OK,
        &json!({"redirect_url": url, "method": "GET"}),
    )
}
