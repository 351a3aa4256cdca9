//! Causes of what is written down.

use super::calls::CallId;
use super::{MessageId, WebhookNumber};

/// Source of what is known: a message, a call, or a webhook.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source {
    pub(super) message: Option<MessageId>,
    pub(super) api_call: Option<CallId>,
    pub(super) webhook: Option<WebhookNumber>,
}

/// Cause of a line in the history of a checkout.
#[derive(Clone, Copy)]
pub(super) struct EventContext<'a> {
    pub(super) cause: &'a str,
    pub(super) detail: Option<&'a str>,
    /// Words for the history, where there are no such values.
    pub(super) note: Option<&'a str>,
    pub(super) source: Source,
    pub(super) now: i64,
    /// True when the shop's own system is told of paid checkouts.
    pub(super) fulfils: bool,
}

impl<'a> EventContext<'a> {
    /// The same cause with the values behind one event.
    pub(super) const fn detailed(self, detail: Option<&'a str>) -> Self {
        Self { detail, ..self }
    }
}
