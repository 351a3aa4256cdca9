//! Kinds of checkouts.

use super::LedgerError;

/// Kind of a checkout's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum OrderKind {
    /// Articles of the catalogue.
    #[default]
    Cart,
    /// A subscription.
    Subscription,
    /// A donation.
    Donation,
}

impl OrderKind {
    /// The stable name: `cart`, `subscription`, `donation`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    pub(super) fn read(name: &str) -> Result<Self, LedgerError> {
        name.parse().map_err(|_| LedgerError::Unreadable {
            what: "a kind of checkout",
            value: name.to_owned(),
        })
    }
}
