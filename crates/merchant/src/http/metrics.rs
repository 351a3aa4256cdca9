//! `GET /metrics`.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::problem::Problem;

pub(super) async fn show(State(inner): super::State) -> Result<impl IntoResponse + use<>, Problem> {
    let waiting = inner.ledger.work().await?;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], inner.metrics.text(&waiting)))
}
