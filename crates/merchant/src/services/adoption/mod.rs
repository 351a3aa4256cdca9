//! Adoption of payments that a page made by itself, along the `client` path:
//! PayPal is asked for the payment, and only its answer is judged.

mod client_payment;
mod error;
mod find;

use std::sync::Arc;

use leptos_paypal_api::Clock;
use leptos_paypal_core::ipn::{IpnMessage, is_own_account};
use leptos_paypal_core::{CheckoutEvent, CheckoutId, Money, PaymentState, ReviewReason, TxnId};
use tracing::{info, warn};

use super::payments::{ExpectedOrder, Payments};
use super::quote::{CLIENT_PATH, ClientOrder, Misfit, Quoter};
use super::transitions::TransitionObserver;
use crate::ledger::{
    Adopted, Checkout, CheckoutLine, Fact, FactReport, Ledger, LedgerError, NewCheckout, Shop,
};
use crate::metrics::Metrics;
use client_payment::ClientPayment;
pub use error::AdoptionError;
use find::PaymentName;

/// Age that a payment may have, in milliseconds: PayPal sends its messages
/// again for four days. An older one may have been delivered by hand long ago,
/// so that only an operator adopts it.
const MAX_AGE: i64 = 4 * 24 * 60 * 60_000;
/// Time until PayPal is asked again about a payment that is not settled, in
/// milliseconds.
const ASK_AFTER: i64 = 2 * 60_000;
/// Cause of an adoption in the history of its checkout.
const CAUSE: &str = "adopted";

/// Service that adopts payments of the client path.
#[derive(Debug)]
pub(crate) struct Adoption {
    pub(super) ledger: Ledger,
    pub(super) payments: Arc<Payments>,
    pub(super) quoter: Arc<Quoter>,
    pub(super) shop: Arc<Shop>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) transitions: TransitionObserver,
    /// True when pages and messages of PayPal lead to adoptions; an operator
    /// adopts in any case.
    pub(super) is_enabled: bool,
}

/// Checkout of an adopted payment.
#[derive(Debug)]
pub(crate) struct AdoptedCheckout {
    pub(crate) checkout: Checkout,
    /// True when this adoption made it.
    pub(crate) is_new: bool,
}

/// Origin of the wish for an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A page, or a message of PayPal.
    Anybody,
    /// A person of the shop.
    Operator,
}

impl Adoption {
    /// Adopts the payment of an order id, a payment id, or the id of a capture
    /// or sale. The id is a hint: PayPal is asked, and a second adoption of one
    /// payment answers with the same checkout.
    pub(crate) async fn adopt(
        &self,
        id: &str,
        asker: Asker,
    ) -> Result<AdoptedCheckout, AdoptionError> {
        if asker == Asker::Anybody && !self.is_enabled {
            return Err(AdoptionError::Off);
        }
        let name = PaymentName::parse(id)?;
        if let Some(known) = self.known(id).await? {
            return self.adopted(&known, asker, false).await;
        }
        let payment = self.find(&name).await?;
        self.adopt_payment(&payment, asker).await
    }

    /// Adopts the payment that a webhook message names. `None` where there is
    /// nothing to adopt.
    pub(crate) async fn adopt_named(&self, id: &str) -> Result<Option<CheckoutId>, AdoptionError> {
        if !self.is_enabled {
            return Ok(None);
        }
        found(self.adopt(id, Asker::Anybody).await)
    }

    /// Adopts the payment of a verified message that names a checkout which is
    /// not there. `None` where there is nothing to adopt.
    pub(crate) async fn adopt_of_message(
        &self,
        message: &IpnMessage,
    ) -> Result<Option<CheckoutId>, AdoptionError> {
        let named: Vec<_> = message.checkout_ids().collect();
        // Of a refund the payment that it takes back.
        let transaction = message.get("parent_txn_id").or_else(|| message.txn_id());
        let transaction = transaction.and_then(|text| text.parse().ok());
        let (false, Some(transaction), true) = (named.is_empty(), transaction, self.is_enabled)
        else {
            return Ok(None);
        };
        if self
            .ledger
            .checkout_of_transaction(&transaction)
            .await?
            .is_some()
        {
            return Ok(None);
        }
        for id in &named {
            if self.ledger.checkout(id).await?.is_some() {
                return Ok(None);
            }
        }
        found(self.adopt_transaction(&transaction).await)
    }

    async fn adopt_transaction(
        &self,
        transaction: &TxnId,
    ) -> Result<AdoptedCheckout, AdoptionError> {
        let payment = self.payment_of_transaction(transaction).await?;
        let payment = payment.ok_or(AdoptionError::Unknown)?;
        self.adopt_payment(&payment, Asker::Anybody).await
    }

    /// The checkout of a payment, or of a transaction, that is in the books.
    async fn known(&self, id: &str) -> Result<Option<CheckoutId>, LedgerError> {
        if let Some(known) = self.ledger.checkout_of_payment(id).await? {
            return Ok(Some(known));
        }
        match id.parse() {
            Ok(txn_id) => self.ledger.checkout_of_transaction(&txn_id).await,
            Err(_) => Ok(None),
        }
    }

    /// Judges a payment as PayPal tells it, and records it.
    async fn adopt_payment(
        &self,
        payment: &ClientPayment,
        asker: Asker,
    ) -> Result<AdoptedCheckout, AdoptionError> {
        let units = payment.units();
        let id = payment.checkout_id().ok_or(AdoptionError::NoCheckoutId)?;
        let pays_us = |account, email| is_own_account(&self.shop.payees, account, email);
        if units.is_empty()
            || !units
                .iter()
                .all(|unit| pays_us(unit.details.account_id, unit.details.email))
        {
            return Err(AdoptionError::OtherPayee);
        }
        let now = self.clock.now();
        let is_recent = payment
            .created_at()
            .is_some_and(|made| now.saturating_sub(made) <= MAX_AGE);
        if asker == Asker::Anybody && !is_recent {
            return Err(AdoptionError::TooOld);
        }
        let order = ClientOrder {
            id: id.clone(),
            api: payment.api(),
            paypal_id: payment.id(),
            authorizes: payment.authorizes(),
            amount: units.first().and_then(|unit| unit.amount),
            items: match units.as_slice() {
                [unit] => Some(unit.items),
                _ => None,
            },
        };
        let (new, misfit) = self.quoter.adopt(&order)?;
        let facts = self.facts(payment, &id, new.total, misfit.as_ref());
        let has_money = facts.iter().any(|fact| {
            matches!(&fact.event, CheckoutEvent::Payment { state, .. } if *state != PaymentState::Failed)
        });
        if !has_money {
            return Err(AdoptionError::NotCompleted);
        }
        let report = FactReport {
            cause: CAUSE,
            hint: None,
            facts: &facts,
            call: Some(payment.call()),
        };
        let ask_at = now + ASK_AFTER;
        let adopted = self
            .ledger
            .adopt(&new, payment.id(), &report, ask_at, now)
            .await?;
        match adopted {
            Adopted::New(outcome) => {
                info!(
                    checkout = id.as_str(),
                    paypal_id = payment.id(),
                    total = %new.total,
                    currency = %new.total.currency(),
                    "a payment of the client path was adopted"
                );
                self.metrics.checkout_created(new.path);
                self.transitions.observe(&outcome);
                self.adopted(&id, asker, true).await
            }
            Adopted::Known(known) => self.adopted(&known, asker, false).await,
            Adopted::Taken => {
                self.record_second(payment, &new, misfit.as_ref(), asker)
                    .await
            }
        }
    }

    /// Records a payment that names the checkout of another payment. Its money
    /// is there, so that a person sees it; it does not pay that checkout.
    async fn record_second(
        &self,
        payment: &ClientPayment,
        new: &NewCheckout,
        misfit: Option<&Misfit>,
        asker: Asker,
    ) -> Result<AdoptedCheckout, AdoptionError> {
        let checkout = self.ledger.checkout(&new.id).await?;
        let checkout = checkout.ok_or(AdoptionError::NoCheckoutId)?;
        warn!(
            checkout = new.id.as_str(),
            paypal_id = payment.id(),
            "a payment names the checkout of another one"
        );
        // The same articles, paid for again by a page, are paid twice.
        let is_same = checkout.path == new.path && same_articles(&checkout.lines, &new.lines);
        let other = Misfit {
            reason: ReviewReason::OrderMismatch,
            detail: format!(
                "{} is another payment than that of the checkout",
                payment.id()
            ),
        };
        let misfit = misfit.or_else(|| (!is_same).then_some(&other));
        let facts = self.facts(payment, &checkout.id, checkout.total, misfit);
        let report = FactReport {
            cause: CAUSE,
            hint: None,
            facts: &facts,
            call: Some(payment.call()),
        };
        let now = self.clock.now();
        let outcome = self.ledger.record_facts(&checkout.id, &report, now).await?;
        self.transitions.observe(&outcome);
        self.adopted(&checkout.id, asker, false).await
    }

    /// Facts about the money of a payment, as PayPal tells them, held against its order.
    fn facts(
        &self,
        payment: &ClientPayment,
        id: &CheckoutId,
        total: Money,
        misfit: Option<&Misfit>,
    ) -> Vec<Fact> {
        let order = ExpectedOrder {
            id,
            total,
            authorizes: None,
            shop: &self.shop,
        };
        let mut facts = payment.snapshot(&order).facts;
        if let Some(misfit) = misfit {
            facts
                .iter_mut()
                .for_each(|fact| fact.add_mismatch(misfit.reason, &misfit.detail));
        }
        facts
    }

    /// The checkout as it stands. Of checkouts that the shop's server made, a
    /// page that names their payment learns nothing.
    async fn adopted(
        &self,
        id: &CheckoutId,
        asker: Asker,
        is_new: bool,
    ) -> Result<AdoptedCheckout, AdoptionError> {
        let checkout = self.ledger.checkout(id).await?;
        let checkout = checkout.ok_or(AdoptionError::NoCheckoutId)?;
        if asker == Asker::Anybody && checkout.path != CLIENT_PATH {
            return Err(AdoptionError::Taken);
        }
        Ok(AdoptedCheckout { checkout, is_new })
    }
}

/// The checkout of an adoption that nobody waits for. What comes to nothing for
/// good is no error.
fn found(
    adopted: Result<AdoptedCheckout, AdoptionError>,
) -> Result<Option<CheckoutId>, AdoptionError> {
    match adopted {
        Ok(adopted) => Ok(Some(adopted.checkout.id)),
        Err(error) if error.is_passing() => Err(error),
        Err(error) => {
            warn!(code = error.code(), %error, "a payment was not adopted");
            Ok(None)
        }
    }
}

/// Returns true when both have the same articles with the same choices.
fn same_articles(known: &[CheckoutLine], other: &[CheckoutLine]) -> bool {
    let is_in = |line: &CheckoutLine| {
        other.iter().any(|other| {
            (&line.sku, &line.options, line.quantity)
                == (&other.sku, &other.options, other.quantity)
        })
    };
    !known.is_empty() && known.len() == other.len() && known.iter().all(is_in)
}
