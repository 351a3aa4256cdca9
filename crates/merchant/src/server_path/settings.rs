//! What a shop sets for the server path.

use std::time::Duration;

use leptos_paypal_api::{Credentials, Intent, Patience};

use super::Api;

/// A REST app and how its payments are made. Secrets do not show in `Debug`.
#[derive(Clone, Debug)]
pub struct ServerPath {
    /// The REST app.
    pub credentials: Credentials,
    /// The API of checkouts that do not choose one.
    pub api: Api,
    /// Whether money moves at once, or is reserved and captured later.
    pub intent: Intent,
    /// The shop's name on PayPal's pages.
    pub brand_name: Option<String>,
    /// Whether something is sent to an address.
    pub needs_shipping: bool,
    /// How patiently the APIs are asked.
    pub patience: Patience,
}

impl ServerPath {
    /// Orders v2, money at once, goods that are sent.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            api: Api::default(),
            intent: Intent::Capture,
            brand_name: None,
            needs_shipping: true,
            // Within the longest that a browser's request may take.
            patience: Patience {
                timeout: Duration::from_secs(15),
                retries: 1,
                ..Patience::default()
            },
        }
    }
}
