//! Services of the shop's server, one for each kind of work, and what they
//! share. Nothing here knows of HTTP requests to the server.

pub(crate) mod adoption;
mod backoff;
pub(crate) mod checkouts;
pub(crate) mod delivery;
pub(crate) mod fulfilment;
pub(crate) mod inbox;
pub(crate) mod payments;
pub(crate) mod quote;
pub(crate) mod reconciliation;
pub(crate) mod review;
pub(crate) mod transitions;
pub(crate) mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use leptos_paypal_api::Webscr;
use tokio::sync::Notify;

use crate::config::Config;
use crate::error::MerchantError;
use crate::ledger::{Ledger, LedgerError, Shop};
use crate::metrics::Metrics;
use adoption::Adoption;
use checkouts::Checkouts;
use fulfilment::FulfilmentDispatcher;
use inbox::Inbox;
use payments::{Clients, Payments};
use quote::Quoter;
use reconciliation::Reconciliation;
use review::Review;
use transitions::TransitionObserver;
use webhooks::{Verification, Webhooks};

/// Every service of one shop.
#[derive(Clone, Debug)]
pub(crate) struct Services {
    pub(crate) adoption: Arc<Adoption>,
    pub(crate) checkouts: Arc<Checkouts>,
    pub(crate) payments: Arc<Payments>,
    pub(crate) inbox: Arc<Inbox>,
    /// Only in a shop that has set a webhook.
    pub(crate) webhooks: Option<Arc<Webhooks>>,
    pub(crate) reconciliation: Arc<Reconciliation>,
    pub(crate) review: Arc<Review>,
    pub(crate) fulfilment: Arc<FulfilmentDispatcher>,
}

impl Services {
    /// The services of a shop that prices with `quoter`.
    pub(crate) fn new(
        config: &Config,
        quoter: Quoter,
        ledger: &Ledger,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, MerchantError> {
        let mut payees = vec![config.business.as_str().to_owned()];
        payees.extend(config.receivers.iter().cloned());
        let shop = Arc::new(Shop {
            payees,
            test: config.environment.is_test(),
        });
        let wake = Arc::new(Notify::new());
        let transitions = TransitionObserver {
            metrics: Arc::clone(metrics),
            fulfilment: config.fulfilment.is_some().then(|| Arc::clone(&wake)),
        };
        let clients = Clients::new(config)?;
        let verification = match &config.webhook {
            Some(settings) => Some(Verification::new(settings, config, clients.rest().ok())?),
            None => None,
        };
        let payments = Arc::new(Payments {
            ledger: ledger.clone(),
            clients,
            shop: Arc::clone(&shop),
            clock: config.clock.clone(),
            metrics: Arc::clone(metrics),
            transitions: transitions.clone(),
        });
        let quoter = Arc::new(quoter);
        let adoption = Arc::new(Adoption {
            ledger: ledger.clone(),
            payments: Arc::clone(&payments),
            quoter: Arc::clone(&quoter),
            shop: Arc::clone(&shop),
            clock: config.clock.clone(),
            metrics: Arc::clone(metrics),
            transitions: transitions.clone(),
            is_enabled: config.adopts_client_payments,
        });
        let inbox = Arc::new(Inbox {
            ledger: ledger.clone(),
            adoption: Arc::clone(&adoption),
            webscr: Webscr::new(&config.environment, config.retry_policy)?,
            shop: Arc::clone(&shop),
            pdt_token: config.pdt_token.clone(),
            clock: config.clock.clone(),
            metrics: Arc::clone(metrics),
            transitions: transitions.clone(),
        });
        let webhooks = verification.map(|verification| {
            Arc::new(Webhooks {
                ledger: ledger.clone(),
                adoption: Arc::clone(&adoption),
                payments: Arc::clone(&payments),
                verification,
                environment: config.environment.clone(),
                max_age: milliseconds(config.webhook_max_age),
                shop,
                clock: config.clock.clone(),
                metrics: Arc::clone(metrics),
                transitions: transitions.clone(),
            })
        });
        Ok(Self {
            adoption,
            checkouts: Arc::new(Checkouts {
                ledger: ledger.clone(),
                quoter,
                payments: Arc::clone(&payments),
                inbox: Arc::clone(&inbox),
                ids: config.ids.clone(),
                clock: config.clock.clone(),
                metrics: Arc::clone(metrics),
                expire_after: milliseconds(config.expire_after),
            }),
            reconciliation: Arc::new(Reconciliation {
                ledger: ledger.clone(),
                payments: Arc::clone(&payments),
                clock: config.clock.clone(),
            }),
            review: Arc::new(Review {
                ledger: ledger.clone(),
                clock: config.clock.clone(),
                transitions,
            }),
            fulfilment: Arc::new(FulfilmentDispatcher {
                ledger: ledger.clone(),
                fulfilment: config.fulfilment.clone(),
                clock: config.clock.clone(),
                metrics: Arc::clone(metrics),
                wake,
            }),
            payments,
            inbox,
            webhooks,
        })
    }

    /// Does the regular work of every service. What goes wrong with one kind
    /// of work keeps no other from being done.
    pub(crate) async fn tick(&self) -> Result<(), LedgerError> {
        let done = [
            self.inbox.retry_due().await,
            match &self.webhooks {
                Some(webhooks) => webhooks.retry_due().await,
                None => Ok(()),
            },
            self.reconciliation.reconcile_due().await,
            self.checkouts.expire_due().await,
            self.fulfilment.dispatch_due().await,
        ];
        done.into_iter().collect()
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
