//! Products and pricing rules from the merchant server.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::CheckoutContext;
use crate::http_client::CallError;
use crate::merchant_client::{self, Catalogue};

impl CheckoutContext {
    /// Fetches products, the unit of their weights, pricing rules and offers
    /// from the server, where the page relies on it for products.
    pub(super) fn fetch_catalogue(self) {
        if cfg!(feature = "ssr") {
            return;
        }
        let Some(url) = self.config_untracked().catalogue_address() else {
            return;
        };
        self.expect_offers(Some(url.clone()));
        spawn_local(async move {
            let mut fetched = merchant_client::fetch::<Catalogue>(&url).await;
            let offers = fetched.as_mut().ok().map(Catalogue::take_offers);
            self.set_offers(&url, offers);
            let catalogue = match fetched {
                Ok(catalogue) => catalogue,
                Err(error) => return tell(&url, &error),
            };
            let Some(config) = self.config.try_get_untracked() else {
                return;
            };
            // Another configuration has come meanwhile.
            if config.catalogue_address().as_deref() != Some(&*url)
                || catalogue.currency != config.currency
            {
                return;
            }
            let mut config = (*config).clone();
            config.products = catalogue.products;
            config.pricing = catalogue.pricing;
            config.weight_unit = catalogue.weight_unit;
            self.config.set(Arc::new(config));
            self.load();
        });
    }
}

/// Tells the developer why there are no articles of the server's.
fn tell(url: &str, error: &CallError) {
    let reason = match error {
        CallError::Unreachable => "it does not answer with one",
        CallError::Refused(refusal) => &refusal.code,
    };
    leptos::logging::error!("leptos-paypal: no catalogue from {url}: {reason}");
}
