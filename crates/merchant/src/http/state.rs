//! State of the routes: the services, and what belongs to HTTP alone.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos_paypal_core::Environment;

use super::admin::AdminToken;
use super::body_budget::BodyBudget;
use super::client::TrustedProxies;
use super::deliveries::Deliveries;
use super::health::Health;
use super::rate_limit::RateLimits;
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::ledger::Ledger;
use crate::metrics::Metrics;
use crate::services::Services;
use crate::services::adoption::Adoption;
use crate::services::checkouts::Checkouts;
use crate::services::inbox::Inbox;
use crate::services::payments::Payments;
use crate::services::reconciliation::Reconciliation;
use crate::services::review::Review;
use crate::services::webhooks::Webhooks;

/// State that every route takes its part of.
#[derive(Clone, Debug, FromRef)]
pub(crate) struct AppState {
    adoption: Arc<Adoption>,
    checkouts: Arc<Checkouts>,
    payments: Arc<Payments>,
    inbox: Arc<Inbox>,
    webhooks: Option<Arc<Webhooks>>,
    reconciliation: Arc<Reconciliation>,
    review: Arc<Review>,
    ledger: Ledger,
    catalogue: Arc<Catalogue>,
    environment: Arc<Environment>,
    metrics: Arc<Metrics>,
    pub(super) rate_limits: Arc<RateLimits>,
    pub(super) body_budget: Arc<BodyBudget>,
    health: Arc<Health>,
    deliveries: Deliveries,
    trusted_proxies: TrustedProxies,
    admin_token: AdminToken,
}

impl AppState {
    pub(crate) fn new(
        config: &Config,
        services: &Services,
        ledger: &Ledger,
        catalogue: &Arc<Catalogue>,
        metrics: &Arc<Metrics>,
    ) -> Self {
        let services = services.clone();
        Self {
            adoption: services.adoption,
            checkouts: services.checkouts,
            payments: services.payments,
            inbox: services.inbox,
            webhooks: services.webhooks,
            reconciliation: services.reconciliation,
            review: services.review,
            ledger: ledger.clone(),
            catalogue: Arc::clone(catalogue),
            environment: Arc::new(config.environment.clone()),
            metrics: Arc::clone(metrics),
            rate_limits: Arc::new(RateLimits::new(config)),
            body_budget: Arc::new(BodyBudget::new(config.body_budget)),
            health: Arc::new(Health::new(ledger.clone(), config.clock.clone())),
            deliveries: Deliveries::new(),
            trusted_proxies: TrustedProxies::new(config),
            admin_token: AdminToken::new(config),
        }
    }
}
