//! Numbers for Prometheus, counted since the server started.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use leptos_paypal_core::CheckoutStatus;

use crate::ledger::ApiCall;

type Labels = (&'static str, &'static str);

/// Counters of this process.
#[derive(Debug, Default)]
pub(crate) struct Metrics(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    created: BTreeMap<&'static str, u64>,
    moved: BTreeMap<&'static str, u64>,
    calls: BTreeMap<Labels, u64>,
    messages: BTreeMap<Labels, u64>,
    fulfilments: BTreeMap<&'static str, u64>,
}

impl Metrics {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        // A panic while counting leaves only a wrong count behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A checkout was made for this path.
    pub(crate) fn checkout_created(&self, path: &'static str) {
        *self.counts().created.entry(path).or_default() += 1;
    }

    /// A checkout got this status.
    pub(crate) fn transition(&self, to: CheckoutStatus) {
        *self.counts().moved.entry(to.as_str()).or_default() += 1;
    }

    /// PayPal's API was called.
    pub(crate) fn api_called(&self, call: &ApiCall) {
        let labels = (call.operation, call.outcome);
        *self.counts().calls.entry(labels).or_default() += 1;
    }

    /// A message came, from this kind of source, with this verdict.
    pub(crate) fn message(&self, source: &'static str, verdict: &'static str) {
        *self.counts().messages.entry((source, verdict)).or_default() += 1;
    }

    /// The shop's own system was told of a paid checkout, or could not be.
    pub(crate) fn fulfilment(&self, outcome: &'static str) {
        *self.counts().fulfilments.entry(outcome).or_default() += 1;
    }

    /// The text that Prometheus reads; `waiting` are gauges of the ledger.
    pub(crate) fn text(&self, waiting: &[(&'static str, i64)]) -> String {
        let counts = self.counts();
        let mut text = String::new();
        let one = |name: &str, map: &BTreeMap<&'static str, u64>| {
            map.iter()
                .map(|(label, count)| (format!("{name}=\"{label}\""), *count))
                .collect::<Vec<_>>()
        };
        let two = |names: [&str; 2], map: &BTreeMap<Labels, u64>| {
            map.iter()
                .map(|((a, b), count)| {
                    (format!("{}=\"{a}\",{}=\"{b}\"", names[0], names[1]), *count)
                })
                .collect::<Vec<_>>()
        };
        let families = [
            (
                "paypal_merchant_checkouts_created_total",
                "Checkouts made, by path.",
                one("path", &counts.created),
            ),
            (
                "paypal_merchant_transitions_total",
                "Checkouts that got another status, by the new one.",
                one("status", &counts.moved),
            ),
            (
                "paypal_merchant_api_calls_total",
                "Calls to PayPal's APIs.",
                two(["operation", "outcome"], &counts.calls),
            ),
            (
                "paypal_merchant_messages_total",
                "Messages that came from PayPal.",
                two(["source", "verdict"], &counts.messages),
            ),
            (
                "paypal_merchant_fulfilments_total",
                "Attempts to tell the shop's system of a paid checkout.",
                one("outcome", &counts.fulfilments),
            ),
        ];
        for (name, help, samples) in families {
            head(&mut text, name, help, "counter");
            for (labels, count) in samples {
                // Writing to a string does not fail.
                let _ = writeln!(text, "{name}{{{labels}}} {count}");
            }
        }
        let name = "paypal_merchant_waiting";
        head(&mut text, name, "Work that waits, by kind.", "gauge");
        for (kind, count) in waiting {
            let _ = writeln!(text, "{name}{{kind=\"{kind}\"}} {count}");
        }
        text
    }
}

fn head(text: &mut String, name: &str, help: &str, kind: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
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
        let text = metrics.text(&[("messages", 3)]);
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
    }
}
