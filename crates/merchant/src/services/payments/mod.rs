//! Payments of the server path: made through PayPal's APIs, from their
//! creation to the money, and back.

mod calls;
mod clients;
mod complete;
mod error;
mod gateway;
mod handle_return;
mod open;
mod operation_outcome;
mod operations;
mod refresh;
mod refused;
mod snapshot;
mod snapshot_classic;
mod snapshot_v1;
mod snapshot_v2;

use std::sync::Arc;

use leptos_paypal_api::{Client, Clock};
use leptos_paypal_core::{CheckoutId, Money};

use gateway::Called;

pub(crate) use calls::call;
pub(crate) use clients::Clients;
pub use error::PaymentError;
pub(crate) use open::create_id;
pub use operation_outcome::OperationOutcome;
pub(crate) use operations::{OperationRequest, PaymentOperation};
pub(crate) use snapshot::{BuyerState, ExpectedOrder, OrderDetails, PaymentSnapshot};
pub(crate) use snapshot_v1::details_v1;
pub(crate) use snapshot_v2::{captured, details_v2};

use super::transitions::TransitionObserver;
use crate::ledger::{Ledger, ServerPayment, Shop};
use crate::metrics::Metrics;

/// Time until PayPal is asked again after a call whose outcome nobody knows, in
/// milliseconds.
const SOON: i64 = 5_000;

/// Service for payments of the server path.
#[derive(Debug)]
pub(crate) struct Payments {
    pub(super) ledger: Ledger,
    pub(super) clients: Clients,
    pub(super) shop: Arc<Shop>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) transitions: TransitionObserver,
}

/// A checkout with its payment, as the ledger has them.
pub(crate) struct PaymentContext<'a> {
    pub(crate) id: &'a CheckoutId,
    pub(crate) payment: &'a ServerPayment,
    pub(crate) paypal_id: &'a str,
    pub(crate) total: Money,
    /// Cause of the question: `return`, `reconcile`, `webhook`, `admin`.
    pub(crate) cause: &'static str,
}

impl Payments {
    /// Returns whether the shop has credentials for any of PayPal's APIs.
    pub(crate) const fn is_enabled(&self) -> bool {
        self.clients.is_any()
    }

    /// Client of the shop's REST app.
    pub(crate) fn rest(&self) -> Result<&Client, PaymentError> {
        self.clients.rest()
    }

    /// Records the calls that led to the last one of a step.
    async fn record_before<T>(
        &self,
        id: &CheckoutId,
        called: &Called<T>,
    ) -> Result<(), PaymentError> {
        for call in &called.before {
            self.metrics.api_called(call);
            self.ledger.called(id, call, self.clock.now()).await?;
        }
        self.metrics.api_called(&called.call);
        Ok(())
    }
}
