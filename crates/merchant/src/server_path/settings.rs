//! Settings of the server path.

use std::time::Duration;

use leptos_paypal_api::{Credentials, Intent, RetryPolicy};

use super::Api;

/// A REST app and how its payments are made. Secrets do not show in `Debug`.
#[derive(Clone, Debug)]
pub struct ServerPath {
    /// The REST app.
    pub credentials: Credentials,
    /// The API of checkouts that do not choose one.
    pub api: Api,
    /// Money moves at once, or is reserved and captured later.
    pub intent: Intent,
    /// The shop's name on PayPal's pages.
    pub brand_name: Option<String>,
    /// True when something is sent to an address.
    pub needs_shipping: bool,
    /// Timeouts and retries for calls of the APIs.
    pub retry_policy: RetryPolicy,
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
            retry_policy: RetryPolicy {
                timeout: Duration::from_secs(15),
                retries: 1,
                ..RetryPolicy::default()
            },
        }
    }
}
