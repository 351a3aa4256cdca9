//! Checkouts: made, completed by the buyer's return, and expired.

use std::sync::Arc;

use leptos_paypal_api::Clock;
use leptos_paypal_core::{CheckoutId, ReturnQuery};
use thiserror::Error;
use tracing::{error, info};

use super::inbox::Inbox;
use super::payments::{PaymentError, Payments};
use super::quote::{self, CheckoutRequest, QuoteError, Quoter};
use crate::ids::Ids;
use crate::ledger::{Cause, Checkout, Created, Ledger, LedgerError, ServerPayment};
use crate::metrics::Metrics;

/// Service for checkouts of every path.
#[derive(Debug)]
pub(crate) struct Checkouts {
    pub(super) ledger: Ledger,
    pub(super) quoter: Arc<Quoter>,
    pub(super) payments: Arc<Payments>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) ids: Ids,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    /// Age that an unpaid checkout gets, in milliseconds.
    pub(super) expire_after: i64,
}

/// Failure of a request about a checkout.
#[derive(Debug, Error)]
pub(crate) enum CheckoutError {
    /// The request cannot be priced.
    #[error(transparent)]
    Quote(#[from] QuoteError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// There is no such checkout.
    #[error("there is no checkout of this id")]
    Unknown,
    /// The idempotency key was used for another request.
    #[error("this idempotency key was used for another request: take a new one")]
    KeyReused,
    /// A step with PayPal failed.
    #[error("{error}")]
    Payment {
        /// The failure.
        error: PaymentError,
        /// The checkout as it stands.
        checkout: Option<Box<Checkout>>,
    },
    /// The system has no randomness, or the request cannot be written.
    #[error("the server could not do it; its log says why")]
    Internal,
}

/// Checkout, and whether this request made it.
#[derive(Debug)]
pub(crate) struct CreatedCheckout {
    pub(crate) checkout: Checkout,
    pub(crate) is_new: bool,
}

impl Checkouts {
    /// Makes a checkout, and its payment at PayPal on the server path. The same
    /// key with the same request is the same checkout.
    pub(crate) async fn create(
        &self,
        request: &CheckoutRequest,
    ) -> Result<CreatedCheckout, CheckoutError> {
        quote::check(request)?;
        // One spelling, so that the same request in other words is the same.
        let canonical = serde_json::to_string(request).map_err(|error| {
            error!(%error, "a request cannot be written");
            CheckoutError::Internal
        })?;
        let now = self.clock.now();
        let id = self.ids.next(now).map_err(|error| {
            error!(%error, "there is no randomness");
            CheckoutError::Internal
        })?;
        let new = match self.quoter.quote(request, canonical.clone(), id) {
            Ok(new) => new,
            // The key may be older than today's catalogue.
            Err(error) => {
                let key = &request.idempotency_key;
                return match self.ledger.checkout_by_key(key).await? {
                    Some(existing) => self.repeated(existing, &canonical).await,
                    None => Err(error.into()),
                };
            }
        };
        match self.ledger.create(&new, now).await? {
            Created::New(checkout) => {
                info!(
                    checkout = checkout.id.as_str(),
                    total = %checkout.total,
                    currency = %checkout.total.currency(),
                    "checkout created"
                );
                self.metrics.checkout_created(new.path);
                let payment = new.server.map(ServerPayment::from);
                Ok(CreatedCheckout {
                    checkout: self.opened(checkout, payment).await?,
                    is_new: true,
                })
            }
            Created::Existing(existing) => self.repeated(existing, &canonical).await,
        }
    }

    /// The checkout once PayPal has made its payment, where it needs one. The
    /// payment is looked up when it is not given.
    async fn opened(
        &self,
        mut checkout: Checkout,
        payment: Option<ServerPayment>,
    ) -> Result<Checkout, CheckoutError> {
        if checkout.api.is_none() || checkout.approval_url.is_some() {
            return Ok(checkout);
        }
        match self.payments.open(&checkout.id, payment).await {
            Ok(approval_url) => {
                checkout.approval_url = approval_url;
                Ok(checkout)
            }
            Err(error) => Err(CheckoutError::Payment {
                error,
                checkout: Some(Box::new(checkout)),
            }),
        }
    }

    /// The checkout of a key that was used before.
    async fn repeated(
        &self,
        existing: Checkout,
        canonical: &str,
    ) -> Result<CreatedCheckout, CheckoutError> {
        if existing.request != canonical {
            return Err(CheckoutError::KeyReused);
        }
        Ok(CreatedCheckout {
            checkout: self.opened(existing, None).await?,
            is_new: false,
        })
    }

    /// Handles the return of the buyer's browser.
    pub(crate) async fn complete(
        &self,
        id: &CheckoutId,
        back: ReturnQuery,
    ) -> Result<Checkout, CheckoutError> {
        let checkout = self.ledger.checkout(id).await?;
        let checkout = checkout.ok_or(CheckoutError::Unknown)?;
        // What a page brings of another checkout says nothing about this one.
        let own = back.checkout.as_ref().is_none_or(|other| other == id);
        if own && checkout.api.is_some() {
            if let Err(error) = self.payments.handle_return(id, &back).await {
                return Err(self.payment_error(id, error).await?);
            }
        } else if own {
            let tx = back.pdt.and_then(|pdt| pdt.tx.parse().ok());
            if let Some(tx) = tx {
                self.inbox.look_up(&tx).await?;
            }
            if back.cancelled {
                let now = self.clock.now();
                self.ledger.hint(id, Cause::BuyerCancelled, now).await?;
            }
        }
        self.current(id).await?.ok_or(CheckoutError::Unknown)
    }

    /// The failure of a step with PayPal, with the checkout as it stands.
    pub(crate) async fn payment_error(
        &self,
        id: &CheckoutId,
        error: PaymentError,
    ) -> Result<CheckoutError, LedgerError> {
        let checkout = self.current(id).await?.map(Box::new);
        Ok(CheckoutError::Payment { error, checkout })
    }

    /// The checkout as it stands now: expired, when its time is over.
    pub(crate) async fn current(&self, id: &CheckoutId) -> Result<Option<Checkout>, LedgerError> {
        let checkout = self.ledger.checkout(id).await?;
        let now = self.clock.now();
        match checkout {
            Some(old) if old.can_expire() && old.created_at < self.expires_before(now) => {
                self.ledger.hint(id, Cause::Expired, now).await?;
                self.ledger.checkout(id).await
            }
            checkout => Ok(checkout),
        }
    }

    /// Lets every checkout expire whose time is over.
    pub(crate) async fn expire_due(&self) -> Result<(), LedgerError> {
        let now = self.clock.now();
        let before = self.expires_before(now);
        self.ledger.expire(before, now).await.map(drop)
    }

    /// Checkouts made before this moment have expired.
    fn expires_before(&self, now: i64) -> i64 {
        now.saturating_sub(self.expire_after)
    }
}
