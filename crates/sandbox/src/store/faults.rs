//! Faults on purpose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::payments::PendingReason;

/// The plan of `PUT /_sandbox/faults`; the default is that nothing fails.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Faults {
    pub(crate) ipn: IpnFaults,
    pub(crate) payment: PaymentFaults,
    pub(crate) post_back: PostBackFaults,
    pub(crate) http: HttpFaults,
}

/// Notifications that get lost, late, doubled, disordered or changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct IpnFaults {
    /// So many of the next messages are never sent.
    pub(crate) drop: u32,
    /// Each message waits so long first.
    pub(crate) delay_ms: u32,
    /// Each message is delivered so many times more.
    pub(crate) duplicate: u32,
    /// Fields changed on the way; the stored message stays as it was.
    pub(crate) tamper: Option<BTreeMap<String, String>>,
    /// Nothing is sent while this is set.
    pub(crate) hold: bool,
    /// Messages that are due together go out newest first, one by one.
    pub(crate) reverse: bool,
}

/// Payments that do not just work.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PaymentFaults {
    /// Payments are `Pending` for this reason.
    pub(crate) pending: Option<PendingReason>,
    /// Payments are declined.
    pub(crate) decline: bool,
    /// So many of the next payments are declined.
    pub(crate) decline_next: u32,
    /// Payments of programs are refused for good, with this word as `issue`
    /// (v2) or `name` (v1), such as `COMPLIANCE_VIOLATION`.
    pub(crate) refuse: Option<String>,
}

/// `_notify-validate` that does not answer as it should.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PostBackFaults {
    /// This HTTP status instead of 200.
    pub(crate) status: Option<u16>,
    /// This body instead of the true verdict.
    pub(crate) answer: Option<String>,
}

/// Trouble with PayPal's own paths; the control API is never affected.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HttpFaults {
    /// Answer this status instead of doing anything.
    pub(crate) status: Option<u16>,
    /// Only for paths that start so.
    pub(crate) path: Option<String>,
    /// Wait so long first.
    pub(crate) delay_ms: u32,
    /// Cut the connection instead of answering.
    pub(crate) cut: Option<Cut>,
    /// Only for so many of the next requests; for all when left out.
    pub(crate) count: Option<u32>,
}

/// Counts of the faults that have struck, by their names in the plan.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Struck(BTreeMap<String, u64>);

impl Struck {
    pub(crate) fn note(&mut self, fault: &'static str) {
        *self.0.entry(fault.to_owned()).or_default() += 1;
    }
}

/// When a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cut {
    /// Nothing is done.
    Before,
    /// Everything is done, and the client does not learn of it.
    After,
}

impl HttpFaults {
    /// Returns whether no request meets any.
    pub(crate) const fn is_off(&self) -> bool {
        self.status.is_none() && self.delay_ms == 0 && self.cut.is_none()
    }

    /// Faults of a request for `path`; a counted request is used up.
    pub(crate) fn matching(&mut self, path: &str) -> Option<Self> {
        let start = self.path.as_deref().unwrap_or_default();
        if path.starts_with("/_sandbox") || !path.starts_with(start) || self.count == Some(0) {
            return None;
        }
        self.count = self.count.map(|left| left - 1);
        Some(self.clone())
    }

    /// The names of what it does to a request.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let cut = match self.cut {
            Some(Cut::Before) => Some("http.cut.before"),
            Some(Cut::After) => Some("http.cut.after"),
            None => None,
        };
        let delay = (self.delay_ms > 0).then_some("http.delay_ms");
        // A connection that is cut carries no status.
        let status = (self.status.is_some() && cut.is_none()).then_some("http.status");
        [delay, status, cut].into_iter().flatten()
    }
}

impl PaymentFaults {
    /// Returns whether the next payment is declined; a counted one is used up.
    pub(crate) fn declines(&mut self) -> bool {
        let counted = self.decline_next > 0;
        self.decline_next = self.decline_next.saturating_sub(1);
        self.decline || counted
    }
}

impl Faults {
    /// Sentences for the page for people.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut say = |wrong: bool, sentence: String| {
            if wrong {
                all.push(sentence);
            }
        };
        let ipn = &self.ipn;
        say(ipn.hold, "Notifications are held back.".to_owned());
        say(
            ipn.drop > 0,
            match ipn.drop {
                1 => "The next notification is dropped.".to_owned(),
                count => format!("The next {count} notifications are dropped."),
            },
        );
        say(
            ipn.delay_ms > 0,
            format!("Notifications wait {} ms.", ipn.delay_ms),
        );
        say(
            ipn.duplicate > 0,
            format!("Notifications are sent {} times more.", ipn.duplicate),
        );
        say(ipn.reverse, "Notifications go out newest first.".to_owned());
        if let Some(tamper) = &ipn.tamper {
            let names: Vec<_> = tamper.keys().map(String::as_str).collect();
            say(
                true,
                format!(
                    "Notifications are changed on the way: {}.",
                    names.join(", ")
                ),
            );
        }
        if let Some(reason) = self.payment.pending {
            say(true, format!("Payments stay pending: {}.", reason.as_str()));
        }
        say(self.payment.decline, "Payments are declined.".to_owned());
        if let Some(issue) = &self.payment.refuse {
            say(true, format!("Payments of programs are refused: {issue}."));
        }
        say(
            self.payment.decline_next > 0,
            match self.payment.decline_next {
                1 => "The next payment is declined.".to_owned(),
                count => format!("The next {count} payments are declined."),
            },
        );
        if let Some(status) = self.post_back.status {
            say(true, format!("Post-backs are answered with {status}."));
        }
        if let Some(answer) = &self.post_back.answer {
            say(true, format!("Post-backs are answered {answer}."));
        }
        let path = self.http.path.as_deref().unwrap_or("/");
        if let Some(status) = self.http.status {
            say(
                true,
                format!("Requests to {path} are answered with {status}."),
            );
        }
        say(
            self.http.cut.is_some(),
            format!("Connections for {path} are cut."),
        );
        say(
            self.http.delay_ms > 0,
            format!("Requests to {path} wait {} ms.", self.http.delay_ms),
        );
        all
    }
}
