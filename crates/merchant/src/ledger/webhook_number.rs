//! Number of a webhook message.

/// The number of a webhook message in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WebhookNumber(pub(super) i64);

impl std::fmt::Display for WebhookNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
