//! Subscriptions and donations from the merchant server.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::CheckoutContext;
use crate::merchant_client::{self, Catalogue};
use crate::offers::{DonationOffer, Offers, SubscriptionOffer};

/// Offers of the server's catalogue, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfferCatalogue {
    /// Address that was asked last: another currency has another one.
    address: Option<String>,
    answer: OffersAnswer,
}

/// Answer to the question for offers.
#[derive(Clone, Debug, Default)]
enum OffersAnswer {
    #[default]
    Awaited,
    Missing,
    Known(Arc<Offers>),
}

impl CheckoutContext {
    /// Subscription of that id in the server's catalogue, tracked. The catalogue
    /// is fetched with the products, or for the first button of an offer.
    #[must_use]
    pub fn subscription_offer(&self, id: &str) -> Option<SubscriptionOffer> {
        self.with_offers(|offers| {
            let mut all = offers.subscriptions.iter();
            all.find(|offer| offer.id == id).cloned()
        })
    }

    /// Donation of that id in the server's catalogue, tracked. The catalogue is
    /// fetched with the products, or for the first button of an offer.
    #[must_use]
    pub fn donation_offer(&self, id: &str) -> Option<DonationOffer> {
        self.with_offers(|offers| {
            let mut all = offers.donations.iter();
            all.find(|offer| offer.id == id).cloned()
        })
    }

    fn with_offers<T>(&self, read: impl FnOnce(&Offers) -> Option<T>) -> Option<T> {
        let address = self.config.with(|config| config.offers_address());
        self.offers.with(|known| match &known.answer {
            OffersAnswer::Known(offers) if known.address == address => read(offers),
            _ => None,
        })
    }

    /// Returns whether the page has a merchant server, tracked, whose catalogue
    /// it can ask for.
    pub(crate) fn has_server(&self) -> bool {
        self.config.with(|config| config.server.is_some())
    }

    /// Returns whether a server creates the checkouts of offers.
    pub(crate) fn creates_offers(&self) -> bool {
        self.config_untracked().create_address().is_some()
    }

    /// Returns whether the server is still being asked for its offers, tracked.
    pub(crate) fn awaits_offers(&self) -> bool {
        let address = self.config.with(|config| config.offers_address());
        address.is_some()
            && self.offers.with(|known| {
                known.address != address || matches!(known.answer, OffersAnswer::Awaited)
            })
    }

    /// Returns whether the server could not be asked for its offers.
    pub(crate) fn misses_offers(&self) -> bool {
        self.offers
            .with_untracked(|known| matches!(known.answer, OffersAnswer::Missing))
    }

    /// Asks the server for its offers, unless it was asked already. Tracked:
    /// another currency has others.
    pub(crate) fn fetch_offers(self) {
        let address = self.config.with(|config| config.offers_address());
        let is_asked = self.offers.with_untracked(|known| known.address == address);
        if !is_asked {
            self.ask_for_offers(address);
        }
    }

    /// Asks once more a server that could not be asked.
    pub(crate) fn retry_offers(self) {
        self.ask_for_offers(self.config_untracked().offers_address());
    }

    fn ask_for_offers(self, address: Option<String>) {
        self.expect_offers(address.clone());
        let Some(url) = address.filter(|_| !cfg!(feature = "ssr")) else {
            return;
        };
        spawn_local(async move {
            let fetched = merchant_client::fetch::<Catalogue>(&url).await.ok();
            let offers = fetched.map(|mut catalogue| catalogue.take_offers());
            self.set_offers(&url, offers);
        });
    }

    /// Notes that the server is being asked at `address`.
    pub(super) fn expect_offers(&self, address: Option<String>) {
        let answer = OffersAnswer::Awaited;
        self.offers.set(OfferCatalogue { address, answer });
    }

    /// Takes over the offers that the server told at `url`; `None` where it told
    /// none.
    pub(super) fn set_offers(&self, url: &str, offers: Option<Offers>) {
        // Fails when the page has taken everything away.
        let _ = self.offers.try_update(|known| {
            // Another currency has come meanwhile.
            if known.address.as_deref() == Some(url) {
                known.answer = offers.map_or(OffersAnswer::Missing, |offers| {
                    OffersAnswer::Known(Arc::new(offers))
                });
            }
        });
    }
}
