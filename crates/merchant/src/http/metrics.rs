//! `GET /metrics`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::problem::Problem;
use crate::ledger::Ledger;
use crate::metrics::Metrics;

pub(super) async fn show(
    State(ledger): State<Ledger>,
    State(metrics): State<Arc<Metrics>>,
) -> Result<impl IntoResponse + use<>, Problem> {
    let waiting = ledger.work().await?;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], metrics.text(&waiting)))
}
