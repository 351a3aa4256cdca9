//! `GET /metrics`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use tracing::error;

use super::problem::Problem;
use crate::ledger::Ledger;
use crate::metrics::{CONTENT_TYPE, Metrics};

pub(super) async fn show(
    State(ledger): State<Ledger>,
    State(metrics): State<Arc<Metrics>>,
) -> Result<impl IntoResponse + use<>, Problem> {
    let waiting = ledger.work().await?;
    let text = metrics.text(&waiting).map_err(|problem| {
        error!(%problem, "the metrics cannot be written");
        Problem::internal()
    })?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text))
}
