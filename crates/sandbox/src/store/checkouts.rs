//! Checkouts, from the request to the payment.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::Store;
use super::accounts::AccountId;
use super::card::Card;
use super::checkout_details::{BuyerInput, CheckoutDetails};
use super::error::StoreError;
use super::forms::Form;
use super::records::Records;
use super::sdk_window::{AppSwitch, SdkWindow};

/// Time that a buyer has from the form to the payment, as a classic `EC-` token
/// lives at PayPal.
const LIFETIME: SignedDuration = SignedDuration::from_hours(3);

/// Request that opened a checkout.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum Source {
    /// A form, kept so that it can be read again with what the buyer adds.
    Form(Form),
    /// A Payments v1 payment, by its id.
    Payment(String),
    /// An Orders v2 order, by its id.
    Order(String),
    /// A classic Express Checkout, which the token names.
    ExpressCheckout,
}

/// Status of a checkout.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum CheckoutStatus {
    Created,
    /// The buyer agreed to a payment that a program asked for. Money moves when
    /// the program executes or captures it.
    Approved,
    /// The buyer went back; the page can still be paid, as with PayPal's own
    /// back button.
    Cancelled,
    /// The payment was refused last time; the buyer may try again.
    Declined,
    Paid {
        txn_id: String,
    },
    /// A subscription has begun, with its first payment unless that is free.
    Subscribed {
        subscr_id: String,
        txn_id: Option<String>,
    },
}

impl CheckoutStatus {
    /// Returns whether the buyer has agreed to what a program asked for.
    pub(crate) const fn is_agreed(&self) -> bool {
        matches!(self, Self::Approved | Self::Paid { .. })
    }

    /// The payment that was made.
    pub(crate) fn txn_id(&self) -> Option<&str> {
        match self {
            Self::Paid { txn_id } => Some(txn_id),
            Self::Subscribed { txn_id, .. } => txn_id.as_deref(),
            _ => None,
        }
    }

    /// The subscription that has begun.
    pub(crate) fn subscr_id(&self) -> Option<&str> {
        match self {
            Self::Subscribed { subscr_id, .. } => Some(subscr_id),
            _ => None,
        }
    }
}

/// One checkout.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Checkout {
    pub(crate) token: String,
    /// In every form of the buyer's pages.
    pub(crate) csrf: String,
    pub(crate) created: Timestamp,
    pub(crate) status: CheckoutStatus,
    pub(crate) source: Source,
    pub(crate) payee: AccountId,
    /// The form as read, with the buyer's input.
    pub(crate) details: CheckoutDetails,
    pub(crate) input: BuyerInput,
    pub(crate) buyer: Option<AccountId>,
    /// Card that was agreed with, without an account.
    #[serde(default)]
    pub(crate) card: Option<Card>,
    /// The buyer's button says "Pay now" rather than "Continue".
    pub(crate) pays_now: bool,
    /// The buyer agrees, and the bank says no when the money is to move.
    pub(crate) bank_refuses: bool,
    /// The bank said no after the buyer agreed: the buyer chooses again.
    pub(crate) was_refused: bool,
    /// The buyer's note to the shop, of a checkout that a program opened.
    pub(crate) memo: Option<String>,
    /// Opened by a page with a browser SDK, which waits for the end.
    pub(crate) window: Option<SdkWindow>,
    /// Opened in PayPal's app, instead of a window.
    #[serde(default)]
    pub(crate) app: Option<AppSwitch>,
}

impl Checkout {
    /// Returns whether a program asked, which moves the money itself after the buyer
    /// agreed.
    pub(crate) fn is_api_checkout(&self) -> bool {
        !matches!(self.source, Source::Form(_))
    }

    /// Returns whether it is paid, or a subscription has begun.
    pub(crate) fn is_paid(&self) -> bool {
        matches!(
            self.status,
            CheckoutStatus::Paid { .. } | CheckoutStatus::Subscribed { .. }
        )
    }

    /// Takes over what became of an attempt to pay.
    pub(super) fn settle_status(&mut self, result: &Result<CheckoutStatus, StoreError>) {
        self.status = match result {
            Ok(status) => status.clone(),
            Err(StoreError::Declined | StoreError::InsufficientFunds { .. }) => {
                CheckoutStatus::Declined
            }
            Err(_) => return,
        };
    }

    /// Cancels, which a payment cannot be any more.
    pub(crate) fn cancel(&mut self) -> Result<(), StoreError> {
        self.end(CheckoutStatus::Cancelled)
    }

    /// Declines, as a funding source that refuses.
    pub(crate) fn decline(&mut self) -> Result<(), StoreError> {
        self.end(CheckoutStatus::Declined)
    }

    fn end(&mut self, status: CheckoutStatus) -> Result<(), StoreError> {
        if self.is_paid() {
            return Err(StoreError::AlreadyPaid);
        }
        self.status = status;
        Ok(())
    }

    /// Returns whether it is older than a classic token lives.
    pub(crate) fn is_outdated(&self, now: Timestamp) -> bool {
        now.duration_since(self.created) > LIFETIME
    }

    /// Returns whether it is too late to pay.
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        let open = !self.is_paid() && self.status != CheckoutStatus::Approved;
        open && self.is_outdated(now)
    }
}

/// All checkouts, oldest first; nothing where one was removed.
#[derive(Debug, Default)]
pub(crate) struct Checkouts {
    all: Records<Option<Checkout>>,
    by_token: HashMap<String, usize>,
}

impl From<Records<Option<Checkout>>> for Checkouts {
    fn from(all: Records<Option<Checkout>>) -> Self {
        let places = all.iter().enumerate();
        let places = places.filter_map(|(place, own)| Some((own.as_ref()?.token.clone(), place)));
        Self {
            by_token: places.collect(),
            all,
        }
    }
}

impl Checkouts {
    pub(crate) fn insert(&mut self, checkout: Checkout) {
        let token = checkout.token.clone();
        let place = self.all.push(Some(checkout));
        self.by_token.insert(token, place);
    }

    pub(crate) fn get(&self, token: &str) -> Option<&Checkout> {
        self.all.get(*self.by_token.get(token)?)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, token: &str) -> Option<&mut Checkout> {
        self.all.change(*self.by_token.get(token)?)?.as_mut()
    }

    /// Forgets a checkout, such as one whose items went into another.
    pub(crate) fn remove(&mut self, token: &str) {
        let place = self.by_token.remove(token);
        if let Some(own) = place.and_then(|place| self.all.change(place)) {
            *own = None;
        }
    }

    /// As they are kept in the data file.
    pub(super) const fn records(&self) -> &Records<Option<Checkout>> {
        &self.all
    }

    pub(super) const fn records_mut(&mut self) -> &mut Records<Option<Checkout>> {
        &mut self.all
    }

    /// Returns whether it exists and is paid.
    pub(crate) fn is_paid(&self, token: &str) -> bool {
        self.get(token).is_some_and(Checkout::is_paid)
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Checkout> {
        self.all.iter().flatten()
    }
}

impl Store {
    /// Opens a checkout for a form that was accepted; answers its token.
    pub(crate) fn open_checkout(
        &mut self,
        form: Form,
        details: CheckoutDetails,
        now: Timestamp,
    ) -> String {
        let token = self.ids.token();
        self.checkouts.insert(Checkout {
            token: token.clone(),
            csrf: self.ids.secret(),
            created: now,
            status: CheckoutStatus::Created,
            payee: details.payee.clone(),
            source: Source::Form(form),
            details,
            input: BuyerInput::default(),
            buyer: None,
            card: None,
            pays_now: true,
            bank_refuses: false,
            was_refused: false,
            memo: None,
            window: None,
            app: None,
        });
        token
    }

    /// Gives an open checkout another form, such as that of a cart that grew;
    /// one that is paid stays as it is.
    pub(crate) fn change_checkout(
        &mut self,
        token: &str,
        form: Form,
        details: CheckoutDetails,
        now: Timestamp,
    ) {
        if self.checkouts.is_paid(token) {
            return;
        }
        let Some(checkout) = self.checkouts.get_mut(token) else {
            return;
        };
        checkout.source = Source::Form(form);
        checkout.details = details;
        checkout.created = now;
        checkout.status = CheckoutStatus::Created;
    }
}
