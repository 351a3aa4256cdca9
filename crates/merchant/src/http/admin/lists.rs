//! Lists: the newest checkouts, and messages that belong to none.

use axum::Json;
use axum::extract::{Query, State};
use leptos_paypal_core::CheckoutStatus;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::ledger::Ledger;

/// Longest list.
pub(super) const MAX_LIST: u32 = 500;

#[derive(Deserialize, IntoParams)]
pub(in crate::http) struct ListQuery {
    /// Only those of this status.
    status: Option<CheckoutStatus>,
    /// Most of them: 50 when not given, 500 at most.
    limit: Option<u32>,
}

/// One checkout in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedCheckout)]
pub(in crate::http) struct ListedView {
    checkout_id: String,
    status: CheckoutStatus,
    #[schema(required)]
    reason: Option<leptos_paypal_core::ReviewReason>,
    /// The values behind the reason.
    #[schema(required)]
    reason_detail: Option<String>,
    /// A person rejected it, and nothing was heard since.
    rejected: bool,
    currency: leptos_paypal_core::Currency,
    total: String,
    /// The shop's own note of the checkout.
    #[schema(required)]
    custom: Option<String>,
    #[schema(required)]
    created_at: Option<jiff::Timestamp>,
}

/// The newest checkouts.
#[utoipa::path(
    get,
    path = "/checkouts",
    tag = "admin",
    params(ListQuery),
    responses(
        (status = 200, description = "Newest checkouts", body = Vec<ListedView>),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn list(
    State(ledger): State<Ledger>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Vec<ListedView>>, Problem> {
    let limit = query.limit.unwrap_or(50).min(MAX_LIST);
    let found = ledger.checkouts(query.status, limit).await?;
    Ok(Json(
        found
            .into_iter()
            .map(|checkout| ListedView {
                checkout_id: checkout.id,
                status: checkout.status,
                reason: checkout.reason,
                reason_detail: checkout.reason_detail,
                rejected: checkout.is_rejected,
                currency: checkout.total.currency(),
                total: checkout.total.to_string(),
                custom: checkout.custom,
                created_at: jiff::Timestamp::from_millisecond(checkout.created_at).ok(),
            })
            .collect(),
    ))
}

/// One message in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub(in crate::http) struct MessageView {
    id: i64,
    /// `ipn` or `pdt`.
    source: String,
    #[schema(required)]
    received_at: Option<jiff::Timestamp>,
    /// `waiting`, `verified`, `invalid` or `given_up`.
    verification: String,
    #[schema(required)]
    txn_id: Option<String>,
    #[schema(required)]
    payment_status: Option<String>,
    #[schema(required)]
    verdict: Option<String>,
    #[schema(required)]
    detail: Option<String>,
}

/// The messages that belong to no checkout, verified money first.
#[utoipa::path(
    get,
    path = "/messages",
    tag = "admin",
    responses(
        (status = 200, description = "Messages that belong to no checkout", body = Vec<MessageView>),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn messages(
    State(ledger): State<Ledger>,
) -> Result<Json<Vec<MessageView>>, Problem> {
    let found = ledger.messages(None).await?;
    let view = |message: crate::ledger::MessageSummary| MessageView {
        id: message.id,
        source: message.source,
        received_at: jiff::Timestamp::from_millisecond(message.received_at).ok(),
        verification: message.verification,
        txn_id: message.txn_id,
        payment_status: message.payment_status,
        verdict: message.verdict,
        detail: message.verdict_detail.or(message.problem),
    };
    Ok(Json(found.into_iter().map(view).collect()))
}
