//! The server as a whole.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use leptos_paypal_core::{CheckoutId, CheckoutStatus, CoreError, Ruling, TxnId};

use crate::config::Config;
use crate::error::MerchantError;
use crate::http::{self, AppState};
use crate::ledger::{Ledger, LedgerError, MessageId, NewResolution};
use crate::metrics::Metrics;
use crate::services::Services;
use crate::services::adoption::{AdoptionError, Asker};
use crate::services::payments::{
    OperationOutcome, OperationRequest, PaymentError, PaymentOperation,
};
use crate::services::quote::Quoter;

/// Parts of a server that its clones share.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) ledger: Ledger,
    pub(crate) services: Services,
    app: AppState,
}

/// A shop's server: its rules, its ledger and its way to PayPal.
#[derive(Clone, Debug)]
pub struct Merchant(pub(crate) Arc<Parts>);

impl Merchant {
    /// Opens the ledger and checks every setting. `public_url` is where the
    /// shop is seen when the configuration does not say it.
    ///
    /// # Errors
    /// [`MerchantError`].
    pub async fn open(config: Config, public_url: &str) -> Result<Self, MerchantError> {
        let public_url = config
            .public_url
            .as_deref()
            .unwrap_or(public_url)
            .trim_end_matches('/')
            .to_owned();
        let path = &config.return_path;
        let plain = path.bytes().all(
            |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_'),
        );
        if !path.starts_with('/') || path.starts_with("//") || !plain || http::is_taken(path) {
            return Err(MerchantError::ReturnPath(path.clone()));
        }
        if let (Some(site), Some(database)) = (&config.site, config.database.path())
            && is_inside(database, site)
        {
            return Err(MerchantError::DatabaseInSite {
                database: database.to_owned(),
                site: site.clone(),
            });
        }
        let setting = |problem: CoreError| MerchantError::Setting {
            name: "public URL",
            problem,
        };
        let catalogue = Arc::new(config.catalogue.clone());
        let quoter = Quoter::new(&config, Arc::clone(&catalogue), &public_url).map_err(setting)?;
        let ledger = Ledger::open(&config.database)
            .await?
            .fulfilling(config.fulfilment.is_some());
        let metrics = Arc::new(Metrics::default());
        let services = Services::new(&config, quoter, &ledger, &metrics)?;
        let app = AppState::new(&config, &services, &ledger, &catalogue, &metrics);
        Ok(Self(Arc::new(Parts {
            config,
            ledger,
            services,
            app,
        })))
    }

    /// Everything the server answers.
    pub fn router(&self) -> Router {
        http::router(&self.0.app, &self.0.config)
    }

    /// The shop's books.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// Asks again about messages that wait, asks about checkouts that went
    /// quiet, lets old ones expire, and tells the shop's system of paid ones.
    /// It is called regularly while the server runs.
    ///
    /// # Errors
    /// `database`.
    pub async fn tick(&self) -> Result<(), LedgerError> {
        self.0.services.tick().await
    }

    /// Asks PayPal now about one checkout of the server path, and finishes
    /// what the buyer agreed to. The status afterwards.
    ///
    /// # Errors
    /// [`PaymentError`].
    pub async fn reconcile(&self, id: &CheckoutId) -> Result<CheckoutStatus, PaymentError> {
        self.0.services.reconciliation.reconcile(id).await
    }

    /// Adopts a payment that a page made by itself along the `client` path, by
    /// the id of its order or payment, or of its capture or sale: PayPal is
    /// asked for it, and what it tells is recorded as a checkout. The same
    /// payment is the same checkout. Its id, and its status.
    ///
    /// # Errors
    /// [`AdoptionError`].
    pub async fn adopt(
        &self,
        paypal_id: &str,
    ) -> Result<(CheckoutId, CheckoutStatus), AdoptionError> {
        let adoption = &self.0.services.adoption;
        let adopted = adoption.adopt(paypal_id, Asker::Operator).await?;
        Ok((adopted.checkout.id, adopted.checkout.status))
    }

    /// Gives money of a paid checkout back: `amount` in its currency, or all
    /// that is left; `txn_id` names the payment where there are several. The
    /// same key is the same refund.
    ///
    /// # Errors
    /// [`PaymentError`].
    pub async fn refund(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        amount: Option<&str>,
        txn_id: Option<TxnId>,
    ) -> Result<OperationOutcome, PaymentError> {
        let amount = amount.map(str::to_owned);
        self.operate(
            id,
            idempotency_key,
            PaymentOperation::Refund { amount, txn_id },
        )
        .await
    }

    /// Moves the reserved money of a checkout.
    ///
    /// # Errors
    /// [`PaymentError`].
    pub async fn capture(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
    ) -> Result<OperationOutcome, PaymentError> {
        self.operate(id, idempotency_key, PaymentOperation::Capture)
            .await
    }

    /// Releases the reserved money of a checkout.
    ///
    /// # Errors
    /// [`PaymentError`].
    pub async fn void(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
    ) -> Result<OperationOutcome, PaymentError> {
        self.operate(id, idempotency_key, PaymentOperation::Void)
            .await
    }

    async fn operate(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        operation: PaymentOperation,
    ) -> Result<OperationOutcome, PaymentError> {
        let request = OperationRequest {
            idempotency_key: idempotency_key.to_owned(),
            operation,
        };
        self.0.services.payments.operate(id, &request).await
    }

    /// Decides about a checkout in review: accepted, it counts as paid and is
    /// fulfilled; rejected, it stays in review, with the note, until the money
    /// went back. The same key is the same decision. The status afterwards.
    ///
    /// # Errors
    /// `checkout_unknown`, `not_possible`, `note_unusable`.
    pub async fn resolve(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        ruling: Ruling,
        note: &str,
    ) -> Result<CheckoutStatus, PaymentError> {
        let resolution = NewResolution {
            idempotency_key,
            ruling,
            note: note.trim(),
        };
        self.0.services.review.resolve(id, &resolution).await
    }

    /// Asks PayPal again about a kept message, whatever became of it, and
    /// records what it means. `None` when there is no such message.
    ///
    /// # Errors
    /// `database`.
    pub async fn replay_message(&self, id: MessageId) -> Result<Option<&'static str>, LedgerError> {
        self.0.services.inbox.replay(id).await
    }
}

/// Returns whether a file, which need not be there yet, is in a folder, links
/// resolved.
fn is_inside(file: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let parent = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    [file, parent]
        .into_iter()
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| path.starts_with(&folder))
}
