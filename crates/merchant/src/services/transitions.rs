//! Transitions of checkouts, as the log, the metrics and the fulfilment see
//! them.

use std::sync::Arc;

use leptos_paypal_core::CheckoutId;
use tokio::sync::Notify;
use tracing::info;

use crate::ledger::Outcome;
use crate::metrics::Metrics;

/// Observer of every transition that the ledger recorded.
#[derive(Clone, Debug)]
pub(crate) struct TransitionObserver {
    pub(super) metrics: Arc<Metrics>,
    /// Wakes the fulfilment, where the shop has one.
    pub(super) fulfilment: Option<Arc<Notify>>,
}

impl TransitionObserver {
    /// Tells the log, the metrics and the fulfilment of a checkout that moved.
    pub(crate) fn observe(&self, outcome: &Outcome) {
        if let Some(fulfilment) = &self.fulfilment
            && outcome.tells
        {
            fulfilment.notify_one();
        }
        if let Some((from, to)) = outcome.subscription {
            self.metrics.subscription_transition(to);
            info!(
                checkout = outcome.checkout.as_ref().map(CheckoutId::as_str),
                from = from.as_str(),
                to = to.as_str(),
                "subscription moved"
            );
        }
        let Some((from, to)) = outcome.changed else {
            return;
        };
        self.metrics.transition(to);
        info!(
            checkout = outcome.checkout.as_ref().map(CheckoutId::as_str),
            from = from.as_str(),
            to = to.as_str(),
            "checkout moved"
        );
    }
}
