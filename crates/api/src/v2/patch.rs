//! Changes to an order.

use serde::Serialize;
use serde_json::Value;

use super::AmountWithBreakdown;

/// Operation of a change (RFC 6902).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PatchOperation {
    /// Puts something where nothing was.
    Add,
    /// Puts something else there.
    Replace,
    /// Takes it away.
    Remove,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Patch {
    /// Operation.
    pub op: PatchOperation,
    /// Path: `/purchase_units/@reference_id=='default'/amount`.
    pub path: String,
    /// New value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Patch {
    /// Another amount, such as after the buyer chose where to send it.
    ///
    /// # Errors
    /// Never for amounts; what [`serde_json`] would say if it could not write
    /// one.
    pub fn amount(amount: &AmountWithBreakdown) -> Result<Self, serde_json::Error> {
        Ok(Self {
            op: PatchOperation::Replace,
            path: "/purchase_units/@reference_id=='default'/amount".to_owned(),
            value: Some(serde_json::to_value(amount)?),
        })
    }
}
