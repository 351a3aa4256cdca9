//! `GET /health`: whether the server can do its work.

use axum::Json;
use axum::extract::State;
use tokio::sync::Mutex;

use super::problem::Problem;

/// Time that a write that went well stands for the next ones, in milliseconds:
/// so often as it likes, nobody keeps the disk busy with this address.
const LASTS: i64 = 1_000;

/// The last write that went well.
#[derive(Debug, Default)]
pub(crate) struct Health {
    written_at: Mutex<Option<i64>>,
}

/// Answers 200 when the ledger has just been written to, and 503 when it
/// cannot be.
pub(super) async fn show(State(inner): super::State) -> Result<Json<serde_json::Value>, Problem> {
    let mut written_at = inner.health.written_at.lock().await;
    let now = inner.config.clock.now();
    if !written_at.is_some_and(|at| (0..LASTS).contains(&(now - at))) {
        *written_at = None;
        inner.ledger.write_health(now).await?;
        *written_at = Some(now);
    }
    Ok(Json(serde_json::json!({"status": "ok"})))
}
