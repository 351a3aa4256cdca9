//! Settings of the server path.

use std::time::Duration;

use leptos_paypal_api::classic::ClassicCredentials;
use leptos_paypal_api::{Credentials, Intent, RetryPolicy};

use super::Api;

/// The shop's credentials and how its payments are made. Secrets do not show in
/// `Debug`.
#[derive(Clone, Debug)]
pub struct ServerPath {
    /// The REST app, for Orders v2 and Payments v1.
    pub credentials: Option<Credentials>,
    /// API credentials of the account, for NVP and SOAP.
    pub classic: Option<ClassicCredentials>,
    /// Certificates in PEM that are trusted besides the machine's own when NVP
    /// and SOAP are called, such as that of an offline sandbox.
    pub trusted_pem: Option<Vec<u8>>,
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
        Self::of(Some(credentials), None, Api::OrdersV2)
    }

    /// NVP, money at once, goods that are sent.
    #[must_use]
    pub fn classic(credentials: ClassicCredentials) -> Self {
        Self::of(None, Some(credentials), Api::Nvp)
    }

    /// Returns whether there are credentials for an API.
    #[must_use]
    pub const fn offers(&self, api: Api) -> bool {
        if api.is_rest() {
            self.credentials.is_some()
        } else {
            self.classic.is_some()
        }
    }

    fn of(credentials: Option<Credentials>, classic: Option<ClassicCredentials>, api: Api) -> Self {
        Self {
            credentials,
            classic,
            trusted_pem: None,
            api,
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
