//! The store: accounts, balances, payments and checkouts of every API, and the
//! events that happen to them.

pub(crate) mod access_tokens;
mod account;
pub(crate) mod accounts;
pub(crate) mod activity;
mod approval;
pub(crate) mod billing_agreements;
pub(crate) mod billing_period;
pub(crate) mod buttons;
pub(crate) mod buyer_sessions;
pub(crate) mod capture;
pub(crate) mod card;
mod card_approval;
mod card_issuer;
pub(crate) mod carts;
pub(crate) mod certificates;
mod charge;
pub(crate) mod checkout_details;
pub(crate) mod checkouts;
pub(crate) mod data_file;
pub(crate) mod dispute;
mod disputes;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod express_checkouts;
pub(crate) mod faults;
pub(crate) mod forms;
pub(crate) mod idempotency;
mod ledger;
pub(crate) mod mails;
pub(crate) mod notifications;
pub(crate) mod order;
pub(crate) mod payments;
pub(crate) mod paypal_key;
pub(crate) mod records;
mod recurring_charges;
pub(crate) mod recurring_profiles;
mod refund;
pub(crate) mod rest_orders;
pub(crate) mod sdk_window;
pub(crate) mod selling_rules;
pub(crate) mod shipping_option;
pub(crate) mod subscription;
pub(crate) mod subscriptions;
pub(crate) mod transfers;
pub(crate) mod webhooks;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos_paypal_core::{Currency, Money};
use url::Url;

use self::access_tokens::AccessTokens;
use self::accounts::{Account, AccountId, Accounts};
use self::activity::Deposit;
use self::billing_agreements::BillingAgreements;
use self::buttons::SavedButtons;
use self::buyer_sessions::BuyerSessions;
use self::carts::Carts;
use self::certificates::AccountCertificates;
use self::checkouts::Checkouts;
use self::dispute::Dispute;
use self::error::StoreError;
use self::events::Event;
use self::express_checkouts::ExpressCheckouts;
use self::faults::{Faults, Struck};
use self::idempotency::StoredResponses;
use self::mails::Mail;
use self::notifications::{Delivery, Notification};
use self::payments::{Payment, PendingReason};
use self::paypal_key::PayPalKey;
use self::records::Records;
use self::recurring_profiles::RecurringProfiles;
use self::rest_orders::RestOrders;
use self::webhooks::Webhooks;
use crate::config::{Config, ConfigError, Verification};
use crate::ids::Ids;
use crate::limits::default_maximum;

/// The sandbox's memory: everything that requests change.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) accounts: Accounts,
    pub(crate) payments: Records<Payment>,
    pub(crate) deposits: Vec<Deposit>,
    pub(crate) mails: Records<Mail>,
    pub(crate) disputes: Vec<Dispute>,
    pub(crate) checkouts: Checkouts,
    pub(crate) carts: Carts,
    pub(crate) notifications: Records<Notification>,
    pub(crate) faults: Faults,
    pub(crate) struck: Struck,
    pub(crate) orders: RestOrders,
    pub(crate) express: ExpressCheckouts,
    pub(crate) agreements: BillingAgreements,
    pub(crate) buttons: SavedButtons,
    pub(crate) profiles: RecurringProfiles,
    pub(crate) sessions: BuyerSessions,
    pub(crate) certificates: AccountCertificates,
    /// PayPal's key for encrypted forms, once it was asked for.
    pub(crate) form_key: Option<PayPalKey>,
    pub(crate) tokens: AccessTokens,
    pub(crate) responses: StoredResponses,
    pub(crate) webhooks: Webhooks,
    /// Events that no message was made of yet.
    events: Vec<Event>,
    /// Ids of reauthorisations, with the authorisations that they stand for.
    reauthorizations: BTreeMap<String, String>,
    /// Counts the resets.
    pub(crate) generation: u64,
    /// Number of times that each transaction was looked up (PDT).
    lookups: BTreeMap<String, u32>,
    pub(crate) ids: Ids,
    pub(crate) verification: Verification,
    maxima: BTreeMap<Currency, Money>,
}

/// The store, shared by requests and the sender of notifications.
#[derive(Clone, Debug)]
pub(crate) struct SharedStore(Arc<Mutex<Store>>);

impl SharedStore {
    pub(crate) fn new(store: Store) -> Self {
        Self(Arc::new(Mutex::new(store)))
    }

    /// Never held across an await.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// The first state.
    pub(crate) fn new(config: &Config) -> Result<Self, ConfigError> {
        Ok(Self {
            accounts: Accounts::from_config(&config.accounts)?,
            payments: Records::default(),
            deposits: Vec::new(),
            mails: Records::default(),
            disputes: Vec::new(),
            checkouts: Checkouts::default(),
            carts: Carts::default(),
            notifications: Records::default(),
            faults: Faults::default(),
            struck: Struck::default(),
            orders: RestOrders::default(),
            express: ExpressCheckouts::default(),
            agreements: BillingAgreements::default(),
            buttons: SavedButtons::default(),
            profiles: RecurringProfiles::default(),
            sessions: BuyerSessions::default(),
            certificates: AccountCertificates::default(),
            form_key: None,
            tokens: AccessTokens::new(config),
            responses: StoredResponses::default(),
            webhooks: Webhooks::default(),
            events: Vec::new(),
            reauthorizations: BTreeMap::new(),
            generation: 0,
            lookups: BTreeMap::new(),
            ids: Ids::new(config.seed),
            verification: config.verification,
            maxima: accounts::maxima(&config.maximum)?,
        })
    }

    /// A payment by its transaction id.
    pub(crate) fn payment(&self, txn_id: &str) -> Option<&Payment> {
        self.payments
            .iter()
            .find(|payment| payment.txn_id == txn_id)
    }

    /// A payment to or through an account, whichever API made it.
    pub(crate) fn payment_of(
        &self,
        account: &AccountId,
        txn_id: &str,
    ) -> Result<&Payment, StoreError> {
        self.payment(txn_id)
            .filter(|payment| payment.is_of(account))
            .ok_or(StoreError::UnknownPayment)
    }

    /// Counts a lookup of a transaction; answers how many there were.
    pub(crate) fn count_lookup(&mut self, txn_id: &str) -> u32 {
        let lookups = self.lookups.entry(txn_id.to_owned()).or_default();
        *lookups = lookups.saturating_add(1);
        *lookups
    }

    /// Queues a message as the faults have it.
    pub(crate) fn notify(&mut self, mut notification: Notification) {
        let ipn = &mut self.faults.ipn;
        notification.plan(ipn.delay_ms, ipn.duplicate);
        if ipn.delay_ms > 0 {
            self.struck.note("ipn.delay_ms");
        }
        if ipn.duplicate > 0 {
            self.struck.note("ipn.duplicate");
        }
        if ipn.drop > 0 {
            ipn.drop -= 1;
            self.struck.note("ipn.drop");
            notification.delivery = Delivery::Dropped;
        }
        self.notifications.push(notification);
    }

    /// Returns whether the next payment is declined on purpose.
    pub(crate) fn decline_fault(&mut self) -> bool {
        let declines = self.faults.payment.declines();
        if declines {
            self.struck.note("payment.decline");
        }
        declines
    }

    /// Word with which a program's payment is refused on purpose.
    pub(crate) fn refuse_fault(&mut self) -> Option<String> {
        let issue = self.faults.payment.refuse.clone();
        if issue.is_some() {
            self.struck.note("payment.refuse");
        }
        issue
    }

    /// Reason why the next payment is pending on purpose.
    pub(crate) fn pending_fault(&mut self) -> Option<PendingReason> {
        let reason = self.faults.payment.pending;
        if reason.is_some() {
            self.struck.note("payment.pending");
        }
        reason
    }

    /// A notification by its id.
    pub(crate) fn notification_mut(&mut self, id: &str) -> Option<&mut Notification> {
        self.notifications.find_mut(|message| message.id == id)
    }
}

impl Store {
    /// The most that one payment may be.
    pub(crate) fn maximum(&self, currency: Currency) -> Money {
        self.maxima
            .get(&currency)
            .copied()
            .unwrap_or_else(|| default_maximum(currency))
    }

    /// Returns whether `invoice` was paid or subscribed to at this account
    /// before, and it minds.
    pub(crate) fn is_duplicate(&self, payee: &Account, invoice: &str) -> bool {
        if !payee.settings.block_duplicate_invoices {
            return false;
        }
        let is_paid = self.payments.iter().any(|payment| {
            payment.payee == payee.id
                && payment.status.is_effective()
                && payment.order.invoice.as_deref() == Some(invoice)
        });
        is_paid
            || self.profiles.iter().any(|profile| {
                let subscription = profile.subscription.as_ref();
                let own = subscription.and_then(|own| own.order.invoice.as_deref());
                profile.merchant == payee.id && own == Some(invoice)
            })
    }
}

/// Reads an absolute http or https address.
pub(crate) fn http_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}
