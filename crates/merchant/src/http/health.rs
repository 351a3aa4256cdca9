//! `GET /health`: 200 while the server can do its work.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use leptos_paypal_api::Clock;
use tokio::sync::Mutex;

use super::problem::Problem;
use crate::ledger::Ledger;

/// Time that a write that went well stands for the next ones, in milliseconds:
/// so often as it likes, nobody keeps the disk busy with this address.
const LASTS: i64 = 1_000;

/// Health of the ledger, by the last write that went well.
#[derive(Debug)]
pub(crate) struct Health {
    ledger: Ledger,
    clock: Clock,
    written_at: Mutex<Option<i64>>,
}

impl Health {
    pub(crate) fn new(ledger: Ledger, clock: Clock) -> Self {
        Self {
            ledger,
            clock,
            written_at: Mutex::new(None),
        }
    }
}

/// Answers 200 when the ledger has just been written to, and 503 when it
/// cannot be.
pub(super) async fn show(
    State(health): State<Arc<Health>>,
) -> Result<Json<serde_json::Value>, Problem> {
    let mut written_at = health.written_at.lock().await;
    let now = health.clock.now();
    if !written_at.is_some_and(|at| (0..LASTS).contains(&(now - at))) {
        *written_at = None;
        health.ledger.write_health(now).await?;
        *written_at = Some(now);
    }
    Ok(Json(serde_json::json!({"status": "ok"})))
}
