//! Clients of PayPal's APIs, by the credentials that the shop has.

use leptos_paypal_api::classic::{ClassicClient, ClassicConfig, Encoding};
use leptos_paypal_api::{ApiError, Client, ClientConfig, Clock};

use super::PaymentError;
use crate::config::Config;
use crate::server_path::ServerPath;

/// Clients of the server path; without any only forms work.
#[derive(Debug)]
pub(crate) struct Clients {
    rest: Option<Client>,
    nvp: Option<ClassicClient>,
    soap: Option<ClassicClient>,
    clock: Clock,
}

impl Clients {
    pub(crate) fn new(config: &Config) -> Result<Self, ApiError> {
        let settings = config.server.as_ref();
        let rest = |settings: &ServerPath| {
            let credentials = settings.credentials.clone()?;
            Some(Client::new(ClientConfig {
                retry_policy: settings.retry_policy,
                clock: config.clock.clone(),
                ..ClientConfig::new(config.environment.clone(), credentials)
            }))
        };
        let classic = |settings: &ServerPath, encoding| {
            let credentials = settings.classic.clone()?;
            Some(ClassicClient::new(ClassicConfig {
                encoding,
                trusted_pem: settings.trusted_pem.clone(),
                retry_policy: settings.retry_policy,
                clock: config.clock.clone(),
                ..ClassicConfig::new(config.environment.clone(), credentials)
            }))
        };
        Ok(Self {
            rest: settings.and_then(rest).transpose()?,
            nvp: settings
                .and_then(|settings| classic(settings, Encoding::Nvp))
                .transpose()?,
            soap: settings
                .and_then(|settings| classic(settings, Encoding::Soap))
                .transpose()?,
            clock: config.clock.clone(),
        })
    }

    /// Returns whether the shop has credentials of any kind.
    pub(crate) const fn is_any(&self) -> bool {
        self.rest.is_some() || self.nvp.is_some()
    }

    /// Client of the shop's REST app.
    pub(crate) fn rest(&self) -> Result<&Client, PaymentError> {
        self.rest.as_ref().ok_or(PaymentError::Off)
    }

    pub(super) const fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(super) fn nvp(&self) -> Result<&ClassicClient, PaymentError> {
        self.nvp.as_ref().ok_or(PaymentError::Off)
    }

    pub(super) fn soap(&self) -> Result<&ClassicClient, PaymentError> {
        self.soap.as_ref().ok_or(PaymentError::Off)
    }
}
