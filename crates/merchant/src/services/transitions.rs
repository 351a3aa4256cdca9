//! Transitions of checkouts, as the log, the metrics and the fulfilment see
//! them.

use std::sync::Arc;

use leptos_paypal_core::{CheckoutId, CheckoutStatus};
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
        if let Some(fulfilment) = &self.fulfilment
            && (to == CheckoutStatus::Paid || to.has_money_gone())
        {
            fulfilment.notify_one();
        }
    }
}
