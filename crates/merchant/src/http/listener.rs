//! Work on a message, for both listeners.

use std::future::Future;
use std::sync::Arc;

use axum::http::StatusCode;
use tracing::{error, warn};

use super::run_detached;
use crate::inbox::Delivery;
use crate::ledger::LedgerError;
use crate::merchant::Inner;

/// Works on a message, also when whoever brought it goes away: it is kept, and
/// somebody has to ask about it. So many at a time; others wait, with their
/// request. The status that PayPal is answered with.
pub(super) async fn take<W>(inner: &Arc<Inner>, work: W) -> StatusCode
where
    W: Future<Output = Result<Delivery, LedgerError>> + Send + 'static,
{
    let Ok(place) = Arc::clone(&inner.deliveries).acquire_owned().await else {
        return StatusCode::SERVICE_UNAVAILABLE;
    };
    let done = run_detached(async move {
        let _place = place;
        work.await
    });
    match done.await {
        // An invalid message is not PayPal's, and sending it again would
        // change nothing.
        Some(Ok(Delivery::Recorded | Delivery::Invalid)) => StatusCode::OK,
        Some(Ok(Delivery::Unasked)) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Err(error)) if error.is_passing() => {
            warn!(code = error.code(), %error, "a message was refused");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Some(Err(error)) => {
            error!(code = error.code(), %error, "a message could not be recorded");
            StatusCode::SERVICE_UNAVAILABLE
        }
        None => StatusCode::SERVICE_UNAVAILABLE,
    }
}
