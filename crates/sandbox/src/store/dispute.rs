//! A reversal, and a dispute or chargeback that leads to one.

use jiff::Timestamp;
use leptos_paypal_core::Money;

/// `reason_code` of a reversal.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Deserialize,
    strum::IntoStaticStr,
    serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum ReversalReason {
    Chargeback,
    Guarantee,
    BuyerComplaint,
    #[default]
    Other,
}

/// Money that PayPal took back from the payee, or gave again.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Reversal {
    pub(crate) txn_id: String,
    pub(crate) reason: ReversalReason,
    /// True when it ends a reversal: the money is with the payee again.
    pub(crate) is_cancel: bool,
    /// Without a sign, as is the fee.
    pub(crate) gross: Money,
    pub(crate) fee: Money,
    pub(crate) created: Timestamp,
}

/// `case_type`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, strum::IntoStaticStr, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum DisputeKind {
    /// The buyer complained to PayPal: money moves when it is decided.
    Complaint,
    /// The buyer's bank took the money back at once.
    Chargeback,
}

impl DisputeKind {
    /// The words on pages.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Complaint => "Complaint",
            Self::Chargeback => "Chargeback",
        }
    }
}

impl DisputeReason {
    /// The words on pages.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::NonReceipt => "not received",
            Self::NotAsDescribed => "not as described",
            Self::Unauthorized => "not authorized",
        }
    }
}

/// `reason_code` of a case.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, strum::IntoStaticStr, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum DisputeReason {
    NonReceipt,
    NotAsDescribed,
    Unauthorized,
}

/// The side that a dispute is decided for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, strum::IntoStaticStr, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum DisputeOutcome {
    Buyer,
    Seller,
}

/// One case about a payment.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Dispute {
    /// `case_id` of IPN and `dispute_id` of REST.
    pub(crate) id: String,
    pub(crate) txn_id: String,
    pub(crate) kind: DisputeKind,
    pub(crate) reason: DisputeReason,
    pub(crate) amount: Money,
    pub(crate) opened: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) outcome: Option<DisputeOutcome>,
}

impl Dispute {
    /// The word in JSON and on pages.
    pub(crate) const fn state(&self) -> &'static str {
        match self.outcome {
            None => "open",
            Some(DisputeOutcome::Buyer) => "decided for the buyer",
            Some(DisputeOutcome::Seller) => "decided for the seller",
        }
    }
}
