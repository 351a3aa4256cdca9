//! Deliveries of messages, for both receivers.

use std::future::Future;
use std::sync::Arc;

use axum::http::StatusCode;
use tokio::sync::Semaphore;
use tracing::{error, warn};

use super::detached::run_detached;
use crate::ledger::LedgerError;
use crate::services::delivery::Delivery;

/// Messages that are worked on at a time; more wait with their requests.
const MAX_DELIVERIES: usize = 256;

/// Places for messages that are being worked on.
#[derive(Clone, Debug)]
pub(super) struct Deliveries(Arc<Semaphore>);

impl Deliveries {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(MAX_DELIVERIES)))
    }

    /// Works on a message, also when whoever brought it goes away: it is kept,
    /// and somebody has to ask about it. Returns the status that PayPal is
    /// answered with.
    pub(super) async fn take<W>(&self, work: W) -> StatusCode
    where
        W: Future<Output = Result<Delivery, LedgerError>> + Send + 'static,
    {
        let Ok(place) = Arc::clone(&self.0).acquire_owned().await else {
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
            Some(Ok(Delivery::Unasked)) | None => StatusCode::SERVICE_UNAVAILABLE,
            Some(Err(error)) if error.is_passing() => {
                warn!(code = error.code(), %error, "a message was refused");
                StatusCode::SERVICE_UNAVAILABLE
            }
            Some(Err(error)) => {
                error!(code = error.code(), %error, "a message could not be recorded");
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}
