//! Subscriptions: the newest, and one with its payments.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use leptos_paypal_core::{CheckoutStatus, Currency, ReviewReason, SubscriptionStatus};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::lists::MAX_LIST;
use crate::http::checkouts::known;
use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::http::subscription_view::SubscriptionView;
use crate::http::view::CheckoutView;
use crate::ledger::{Ledger, ListedSubscription};

#[derive(Deserialize, IntoParams)]
pub(in crate::http) struct SubscriptionQuery {
    /// Only those of this status.
    status: Option<SubscriptionStatus>,
    /// Most of them: 50 when not given, 500 at most.
    limit: Option<u32>,
}

/// One subscription in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedSubscription)]
pub(in crate::http) struct ListedView {
    checkout_id: String,
    checkout_status: CheckoutStatus,
    #[schema(required)]
    reason: Option<ReviewReason>,
    currency: Currency,
    subscription: SubscriptionView,
    /// The shop's own note of the checkout.
    #[schema(required)]
    custom: Option<String>,
    #[schema(required)]
    created_at: Option<Timestamp>,
}

impl From<ListedSubscription> for ListedView {
    fn from(listed: ListedSubscription) -> Self {
        Self {
            checkout_id: listed.checkout_id,
            checkout_status: listed.checkout_status,
            reason: listed.reason,
            currency: listed.subscription.paid.currency(),
            subscription: listed.subscription.into(),
            custom: listed.custom,
            created_at: Timestamp::from_millisecond(listed.created_at).ok(),
        }
    }
}

/// The newest subscriptions.
#[utoipa::path(
    get,
    path = "/subscriptions",
    tag = "admin",
    params(SubscriptionQuery),
    responses(
        (status = 200, description = "Newest subscriptions", body = Vec<ListedView>),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn list(
    State(ledger): State<Ledger>,
    Query(query): Query<SubscriptionQuery>,
) -> Result<Json<Vec<ListedView>>, Problem> {
    let limit = query.limit.unwrap_or(50).min(MAX_LIST);
    let found = ledger.subscriptions(query.status, limit).await?;
    Ok(Json(found.into_iter().map(ListedView::from).collect()))
}

/// Subscription with its payments.
#[derive(Serialize, ToSchema)]
#[schema(as = SubscriptionWithPayments)]
pub(in crate::http) struct ShownView {
    checkout: CheckoutView,
    /// In the order of their times.
    payments: Vec<SubscriptionPaymentView>,
}

/// Payment of a subscription.
#[derive(Serialize, ToSchema)]
#[schema(as = SubscriptionPayment)]
struct SubscriptionPaymentView {
    txn_id: String,
    gross: String,
    /// Amount that went back of it.
    went_back: String,
    currency: Currency,
    status: CheckoutStatus,
    #[schema(required)]
    reason: Option<ReviewReason>,
    #[schema(required)]
    at: Option<Timestamp>,
}

/// A subscription with its payments.
#[utoipa::path(
    get,
    path = "/subscriptions/{id}",
    tag = "admin",
    params(("id" = String, Path, description = "Checkout id")),
    responses(
        (status = 200, description = "Subscription", body = ShownView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
    security(("admin_token" = [])),
)]
pub(in crate::http) async fn show(
    State(ledger): State<Ledger>,
    Path(id): Path<String>,
) -> Result<Json<ShownView>, Problem> {
    let id = known(&id)?;
    let judged = ledger.judge_subscription(&id).await?;
    let checkout = ledger.checkout(&id).await?;
    let (Some(judged), Some(checkout)) = (judged, checkout) else {
        return Err(Problem::checkout_unknown());
    };
    let view = |payment: leptos_paypal_core::SubscriptionPayment| SubscriptionPaymentView {
        txn_id: payment.txn_id.into(),
        gross: payment.gross.to_string(),
        went_back: payment.went_back.to_string(),
        currency: payment.gross.currency(),
        status: payment.status,
        reason: payment.reason,
        at: payment
            .at
            .and_then(|at| Timestamp::from_millisecond(at).ok()),
    };
    Ok(Json(ShownView {
        checkout: CheckoutView::for_shop(checkout),
        payments: judged.payments.into_iter().map(view).collect(),
    }))
}
