//! Forms of PayPal Payments Standard as they were posted.

use crate::params::Params;

/// A form that leads to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Command {
    /// `_xclick`
    BuyNow,
    /// `_donations`
    Donate,
    /// `_xclick-subscriptions`
    Subscribe,
    /// `_cart` with `upload=1`
    CartUpload,
    /// `_cart` with `add=1`
    CartAdd,
    /// `_cart` with `display=1`
    CartDisplay,
}

impl Command {
    /// The name for people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::BuyNow => "_xclick",
            Self::Donate => "_donations",
            Self::Subscribe => "_xclick-subscriptions",
            Self::CartUpload => "_cart upload",
            Self::CartAdd => "_cart add",
            Self::CartDisplay => "_cart display",
        }
    }
}

/// A posted form, kept so that it can be read again with the buyer's input.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum Form {
    /// One form for all.
    Posted {
        command: Command,
        params: Params,
        /// Variables that came beside an encrypted form, and do not count.
        outside: Vec<(String, String)>,
    },
    /// The cart that PayPal hosts: a form for each item, and the last form of
    /// all for everything that is not about an item.
    Hosted {
        items: Vec<HostedItem>,
        last: Params,
    },
}

/// One added item.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct HostedItem {
    pub(crate) params: Params,
    /// Changed by the buyer on the cart page.
    pub(crate) quantity: Option<u32>,
}
