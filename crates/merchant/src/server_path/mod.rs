//! The server path: payments that this server makes through PayPal's REST
//! APIs, from their creation to the money, and back.

mod administer;
mod api;
mod calls;
mod finish;
mod open;
mod problem;
mod purchase;
mod reconcile;
mod settings;
mod told;
mod told_v1;
mod told_v2;
mod webhook;
mod webhook_round;
mod webhook_settings;
mod webhook_verification;

use leptos_paypal_api::{Client, ClientConfig, Clock as ApiClock};
use leptos_paypal_core::{CheckoutId, CheckoutStatus};
use tracing::info;

pub use administer::Done;
pub(crate) use administer::{Administration, Wish};
pub use api::{Api, ApiUnknown};
pub(crate) use open::create_id;
pub use problem::ServerProblem;
pub use purchase::StoredPurchase;
pub(crate) use purchase::Terms;
pub use settings::ServerPath;
pub use webhook_settings::{WebhookSettings, WebhookVerification};
pub(crate) use webhook_verification::Verifying;

use crate::ledger::Outcome;
use crate::merchant::Inner;
use crate::{Config, MerchantError};

/// The client of the shop's REST app, where it has one.
pub(crate) fn client(config: &Config) -> Result<Option<Client>, MerchantError> {
    let Some(settings) = &config.server else {
        return Ok(None);
    };
    let clock = config.clock.clone();
    let client = Client::new(ClientConfig {
        patience: settings.patience,
        clock: ApiClock::new(move || clock.now()),
        ..ClientConfig::new(config.environment.clone(), settings.credentials.clone())
    })?;
    Ok(Some(client))
}

impl Inner {
    pub(crate) fn client(&self) -> Result<&Client, ServerProblem> {
        self.rest.as_ref().ok_or(ServerProblem::Off)
    }

    /// Tells the log, the numbers and the fulfilment of a checkout that moved.
    pub(crate) fn moved(&self, outcome: &Outcome) {
        let Some((from, to)) = outcome.changed else {
            return;
        };
        self.metrics.moved(to);
        info!(
            checkout = outcome.checkout.as_ref().map(CheckoutId::as_str),
            from = from.as_str(),
            to = to.as_str(),
            "checkout moved"
        );
        let tells = to == CheckoutStatus::Paid || to.has_money_gone();
        if tells && self.config.fulfilment.is_some() {
            self.wake.notify_one();
        }
    }
}
