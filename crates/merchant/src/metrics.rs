//! Metrics for Prometheus, counted since the server started.

use std::fmt;

use leptos_paypal_core::{CheckoutStatus, SubscriptionStatus};
use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::ledger::ApiCall;

/// Content type of the text.
pub(crate) const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

type Counters<L> = Family<L, Counter>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PathLabel {
    path: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StatusLabel {
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabels {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct MessageLabels {
    source: &'static str,
    verdict: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabel {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabel {
    kind: &'static str,
}

/// Metrics of this process.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    created: Counters<PathLabel>,
    transitions: Counters<StatusLabel>,
    subscription_transitions: Counters<StatusLabel>,
    calls: Counters<CallLabels>,
    messages: Counters<MessageLabels>,
    fulfilments: Counters<OutcomeLabel>,
    waiting: Family<KindLabel, Gauge>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("paypal_merchant"),
            created: Family::default(),
            transitions: Family::default(),
            subscription_transitions: Family::default(),
            calls: Family::default(),
            messages: Family::default(),
            fulfilments: Family::default(),
            waiting: Family::default(),
        };
        // The registry adds `_total` to counters, and a full stop to each help.
        let registry = &mut metrics.registry;
        registry.register(
            "checkouts_created",
            "Checkouts made, by path",
            metrics.created.clone(),
        );
        registry.register(
            "transitions",
            "Checkouts that got another status, by the new one",
            metrics.transitions.clone(),
        );
        registry.register(
            "subscription_transitions",
            "Subscriptions that got another status, by the new one",
            metrics.subscription_transitions.clone(),
        );
        registry.register("api_calls", "Calls to PayPal's APIs", metrics.calls.clone());
        registry.register(
            "messages",
            "Messages that came from PayPal",
            metrics.messages.clone(),
        );
        registry.register(
            "fulfilments",
            "Attempts to tell the shop's system of a paid checkout",
            metrics.fulfilments.clone(),
        );
        registry.register(
            "waiting",
            "Work that waits, by kind",
            metrics.waiting.clone(),
        );
        metrics
    }
}

impl Metrics {
    /// Counts a checkout made for this path.
    pub(crate) fn checkout_created(&self, path: &'static str) {
        self.created.get_or_create(&PathLabel { path }).inc();
    }

    /// Counts a checkout that got this status.
    pub(crate) fn transition(&self, to: CheckoutStatus) {
        let status = to.as_str();
        self.transitions
            .get_or_create(&StatusLabel { status })
            .inc();
    }

    /// Counts a subscription that got this status.
    pub(crate) fn subscription_transition(&self, to: SubscriptionStatus) {
        let status = to.as_str();
        self.subscription_transitions
            .get_or_create(&StatusLabel { status })
            .inc();
    }

    /// Counts a call of PayPal's API.
    pub(crate) fn api_called(&self, call: &ApiCall) {
        let labels = CallLabels {
            operation: call.operation,
            outcome: call.outcome,
        };
        self.calls.get_or_create(&labels).inc();
    }

    /// Counts a message from this kind of source, with this verdict.
    pub(crate) fn message(&self, source: &'static str, verdict: &'static str) {
        let labels = MessageLabels { source, verdict };
        self.messages.get_or_create(&labels).inc();
    }

    /// Counts an attempt to tell the shop's own system of a paid checkout.
    pub(crate) fn fulfilment(&self, outcome: &'static str) {
        self.fulfilments
            .get_or_create(&OutcomeLabel { outcome })
            .inc();
    }

    /// The text that Prometheus reads; `waiting` are gauges of the ledger.
    ///
    /// # Errors
    /// An error when a metric cannot be written.
    pub(crate) fn text(&self, waiting: &[(&'static str, i64)]) -> Result<String, fmt::Error> {
        for (kind, count) in waiting {
            self.waiting.get_or_create(&KindLabel { kind }).set(*count);
        }
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.checkout_created("server");
        metrics.checkout_created("server");
        metrics.transition(CheckoutStatus::Paid);
        metrics.message("ipn", "accepted");
        metrics.fulfilment("taken");
        let text = metrics.text(&[("messages", 3)]).unwrap();
        assert!(text.contains("paypal_merchant_checkouts_created_total{path=\"server\"} 2\n"));
        assert!(text.contains("paypal_merchant_transitions_total{status=\"paid\"} 1\n"));
        assert!(
            text.contains(
                "paypal_merchant_messages_total{source=\"ipn\",verdict=\"accepted\"} 1\n"
            )
        );
        assert!(text.contains("paypal_merchant_waiting{kind=\"messages\"} 3\n"));
        for line in text.lines() {
            assert!(
                line.starts_with("# ") || line.rsplit_once(' ').is_some(),
                "{line}"
            );
        }
        let again = metrics.text(&[("messages", 0)]).unwrap();
        assert!(again.contains("paypal_merchant_waiting{kind=\"messages\"} 0\n"));
    }

    #[test]
    fn names_types_and_help_are_those_of_every_release() {
        let metrics = Metrics::default();
        metrics.checkout_created("server");
        metrics.transition(CheckoutStatus::Paid);
        metrics.subscription_transition(SubscriptionStatus::Active);
        metrics.api_called(&ApiCall {
            operation: "v2 get order",
            request_id: None,
            outcome: "ok",
            http_status: None,
            debug_id: None,
            detail: None,
            body: None,
        });
        metrics.message("ipn", "accepted");
        metrics.fulfilment("taken");
        let text = metrics.text(&[("messages", 3)]).unwrap();
        for (name, kind, help) in [
            (
                "checkouts_created_total",
                "counter",
                "Checkouts made, by path.",
            ),
            (
                "transitions_total",
                "counter",
                "Checkouts that got another status, by the new one.",
            ),
            (
                "subscription_transitions_total",
                "counter",
                "Subscriptions that got another status, by the new one.",
            ),
            ("api_calls_total", "counter", "Calls to PayPal's APIs."),
            (
                "messages_total",
                "counter",
                "Messages that came from PayPal.",
            ),
            (
                "fulfilments_total",
                "counter",
                "Attempts to tell the shop's system of a paid checkout.",
            ),
            ("waiting", "gauge", "Work that waits, by kind."),
        ] {
            let head = format!(
                "# HELP paypal_merchant_{name} {help}\n# TYPE paypal_merchant_{name} {kind}\n"
            );
            assert!(text.contains(&head), "{head} is not in\n{text}");
        }
    }
}
