//! Payments of the server path: made through PayPal's REST APIs, from their
//! creation to the money, and back.

mod calls;
mod complete;
mod error;
mod handle_return;
mod open;
mod operation_calls;
mod operations;
mod refresh;
mod snapshot;
mod snapshot_v1;
mod snapshot_v2;

use std::sync::Arc;

use leptos_paypal_api::{Client, ClientConfig, Clock};
use leptos_paypal_core::{CheckoutId, Environment, Money};

pub(crate) use calls::call;
pub use error::PaymentError;
pub(crate) use open::create_id;
pub use operations::OperationOutcome;
pub(crate) use operations::{OperationRequest, PaymentOperation};
pub(crate) use snapshot::{BuyerState, ExpectedOrder, OrderDetails, PaymentSnapshot};
pub(crate) use snapshot_v2::captured;

use super::transitions::TransitionObserver;
use crate::config::Config;
use crate::error::MerchantError;
use crate::ledger::{Ledger, ServerPayment, Shop};
use crate::metrics::Metrics;

/// Time until PayPal is asked again after a call whose outcome nobody knows, in
/// milliseconds.
const SOON: i64 = 5_000;

/// Service for payments of the server path.
#[derive(Debug)]
pub(crate) struct Payments {
    pub(super) ledger: Ledger,
    /// Client of the shop's REST app; without one only forms work.
    pub(super) client: Option<Client>,
    pub(super) environment: Environment,
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

/// Builds the client of the shop's REST app, where it has one.
pub(super) fn client(config: &Config) -> Result<Option<Client>, MerchantError> {
    let Some(settings) = &config.server else {
        return Ok(None);
    };
    let client = Client::new(ClientConfig {
        retry_policy: settings.retry_policy,
        clock: config.clock.clone(),
        ..ClientConfig::new(config.environment.clone(), settings.credentials.clone())
    })?;
    Ok(Some(client))
}

impl Payments {
    /// Returns whether the shop has a REST app.
    pub(crate) const fn is_enabled(&self) -> bool {
        self.client.is_some()
    }

    pub(crate) fn client(&self) -> Result<&Client, PaymentError> {
        self.client.as_ref().ok_or(PaymentError::Off)
    }
}
