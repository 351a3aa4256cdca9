//! Status of a subscription.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// Progress of a subscription at PayPal. What became of its money is the status
/// of its checkout.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SubscriptionStatus {
    /// The form was made; PayPal has told nothing yet.
    Created,
    /// The buyer has signed up, or has paid.
    Active,
    /// The last payment failed; PayPal may try again.
    PaymentFailed,
    /// Buyer or shop cancelled: nothing more is paid.
    Cancelled,
    /// Its last period is over.
    Ended,
}

impl SubscriptionStatus {
    /// Every status.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The stable name: `created`, `payment_failed`, ….
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Returns true when more payments may come.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Active | Self::PaymentFailed)
    }

    /// Returns true when no further payment comes.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Cancelled | Self::Ended)
    }
}
