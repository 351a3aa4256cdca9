//! Outcome of an operation at PayPal.

use leptos_paypal_core::TxnId;

/// Outcome of an operation at PayPal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationOutcome {
    /// `refund`, `capture` or `void`.
    pub kind: &'static str,
    /// The refund or capture.
    pub id: Option<TxnId>,
    /// PayPal's word: `COMPLETED`, `pending` …; `done_already` when it was
    /// done before.
    pub status: String,
}

impl OperationOutcome {
    pub(super) fn refund(id: &TxnId, status: &str) -> Self {
        Self::done("refund", id, status)
    }

    pub(super) fn capture(id: &TxnId, status: &str) -> Self {
        Self::done("capture", id, status)
    }

    fn done(kind: &'static str, id: &TxnId, status: &str) -> Self {
        Self {
            kind,
            id: Some(id.clone()),
            status: status.to_owned(),
        }
    }

    pub(super) fn voided() -> Self {
        Self {
            kind: "void",
            id: None,
            status: "voided".to_owned(),
        }
    }
}
