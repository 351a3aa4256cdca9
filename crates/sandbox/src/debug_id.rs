//! Ids of answers, for support and logs.

/// `Paypal-Debug-Id` of a request, which the classic APIs call the correlation
/// id.
#[derive(Clone, Debug, Default)]
pub(crate) struct DebugId(pub(crate) String);
