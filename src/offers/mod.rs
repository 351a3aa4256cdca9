//! Subscriptions and donations of the merchant server's catalogue.

mod donation_amount;
mod donation_offer;
mod offer_order;
mod subscription_offer;

pub use donation_amount::DonationAmount;
pub use donation_offer::DonationOffer;
pub(crate) use offer_order::{OfferOrder, OfferOrderKind};
pub use subscription_offer::SubscriptionOffer;

/// Offers of a catalogue, in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offers {
    pub(crate) subscriptions: Vec<SubscriptionOffer>,
    pub(crate) donations: Vec<DonationOffer>,
}
