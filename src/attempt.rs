//! Checkouts that this browser has started, stored until they are paid.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date};
use leptos_paypal_core::{
    Cart, CheckoutId, CheckoutRef, CheckoutStatus, Currency, LineKey, Money, REMEMBERED_CHECKOUTS,
    SAME_CHECKOUT_MINUTES,
};
use serde::{Deserialize, Serialize};

use crate::config::{CheckoutConfig, CheckoutPath};
use crate::dom::json;
use crate::dom::storage;
use crate::dom::tab_lock::TabLock;

/// Path of a form that the page has made by itself, and of which a server knows
/// nothing. The elements have the same name for it where they need no module.
const PAGE: &str = "page";

/// Milliseconds that a tab waits for another one. PayPal has answered by then, or
/// it may take much longer.
const LOCK_MS: u32 = 10_000;

/// How often a tab that has waited looks for what the other one has stored. The
/// other one may also have failed, or have paid for something else.
const STORED_LOOKS: u32 = 40;

/// Milliseconds between two such looks.
const STORED_PAUSE_MS: u32 = 50;

/// Line of an attempt, and how many of it are paid by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AttemptLine {
    key: LineKey,
    quantity: u32,
}

/// One checkout that was started: what a retry has to match, and what leaves
/// the cart when it is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// Idempotency key; on a page without a server, the checkout's id.
    pub(crate) key: CheckoutId,
    /// Id of the checkout, once it has one.
    #[serde(default)]
    id: Option<CheckoutRef>,
    #[serde(default)]
    path: Option<String>,
    #[serde(default)]
    api: Option<String>,
    /// Language that PayPal was asked to speak.
    #[serde(default)]
    locale: Option<String>,
    /// True when it pays for one article beside the cart.
    #[serde(default)]
    pub(crate) single: bool,
    currency: String,
    total: Option<String>,
    /// Lines that it pays; `None` once they left the cart.
    #[serde(default)]
    lines: Option<Vec<AttemptLine>>,
    /// PayPal's id of a payment that the page made itself.
    #[serde(default)]
    pub(crate) paypal_id: Option<CheckoutRef>,
    /// Address where the buyer agrees to it, where PayPal said so.
    #[serde(default)]
    pub(crate) approval: Option<String>,
    /// True when the buyer is at PayPal in a window of its own.
    #[serde(default)]
    pub(crate) popup: bool,
    /// Status that was last heard.
    #[serde(default)]
    pub(crate) seen: Option<CheckoutStatus>,
    /// Minutes since 1970 at its start.
    made: u32,
}

impl Attempt {
    /// New attempt to pay for what is in `cart`.
    pub(crate) fn new(
        key: CheckoutId,
        config: &CheckoutConfig,
        cart: &Cart,
        single: bool,
        total: Money,
    ) -> Self {
        // A checkout that PayPal's SDK has started goes on at our own button.
        let payment_path = config.payment_path();
        let (path, api) = payment_path.names();
        // PayPal's pages follow the form's own settings.
        let speaks = payment_path != CheckoutPath::Form;
        let lines = cart.lines().iter().map(|line| AttemptLine {
            key: line.item.key(),
            quantity: line.quantity,
        });
        Self {
            key,
            id: None,
            path: Some(path.to_owned()),
            api: api.map(str::to_owned),
            locale: speaks.then(|| config.locale.clone()),
            single,
            currency: total.currency().code().to_owned(),
            total: Some(total.text()),
            lines: Some(lines.collect()),
            paypal_id: None,
            approval: None,
            popup: false,
            seen: None,
            made: minutes_now(),
        }
    }

    /// New attempt to send a form beside the cart. `content` tells it from other
    /// forms.
    pub(crate) fn of_form(
        key: CheckoutId,
        currency: Currency,
        total: Option<Money>,
        content: String,
    ) -> Self {
        Self {
            key,
            id: None,
            path: None,
            api: None,
            locale: None,
            single: true,
            currency: currency.code().to_owned(),
            total: total.map(Money::text),
            lines: Some(vec![AttemptLine {
                key: LineKey::from_text(content),
                quantity: 1,
            }]),
            paypal_id: None,
            approval: None,
            popup: false,
            seen: None,
            made: minutes_now(),
        }
    }

    /// The same for a form that the page makes by itself.
    pub(crate) fn by_page(mut self) -> Self {
        self.path = Some(PAGE.to_owned());
        self
    }

    /// Returns whether the page has made it by itself, even where it has a
    /// server.
    pub(crate) fn is_by_page(&self) -> bool {
        self.path.as_deref() == Some(PAGE)
    }

    /// Stable names of the path and of PayPal's API.
    pub(crate) fn path(&self) -> (Option<&str>, Option<&str>) {
        (self.path.as_deref(), self.api.as_deref())
    }

    /// Language that PayPal is asked to speak.
    pub(crate) fn locale(&self) -> Option<&str> {
        self.locale.as_deref()
    }

    /// Currency that it is paid in.
    pub(crate) fn currency(&self) -> Option<Currency> {
        self.currency.parse().ok()
    }

    /// Amount that the buyer agreed to.
    pub(crate) fn total(&self) -> Option<Money> {
        Money::parse(self.total.as_deref()?, self.currency()?).ok()
    }

    /// Takes over another amount, which the buyer is shown at PayPal.
    pub(crate) fn set_total(&mut self, total: Money) {
        self.total = Some(total.text());
    }

    /// Returns whether it has a checkout.
    pub(crate) const fn has_id(&self) -> bool {
        self.id.is_some()
    }

    pub(crate) fn set_id(&mut self, id: &CheckoutRef) {
        self.id = Some(id.clone());
    }

    /// The lines that were paid, once.
    pub(crate) fn take_lines(&mut self) -> Vec<(LineKey, u32)> {
        let lines = self.lines.take().unwrap_or_default();
        lines
            .into_iter()
            .map(|line| (line.key, line.quantity))
            .collect()
    }

    fn is_same(&self, wanted: &Self) -> bool {
        let content = |attempt: &Self| {
            let Self {
                single,
                path,
                api,
                currency,
                total,
                lines,
                ..
            } = attempt.clone();
            (single, path, api, currency, total, lines)
        };
        content(self) == content(wanted)
            && wanted.made.saturating_sub(self.made) < SAME_CHECKOUT_MINUTES
    }
}

/// The attempts that this browser remembers. Where storage is blocked there are
/// none: there is no return page then either that could use them.
pub(crate) struct Attempts {
    place: String,
}

impl Attempts {
    /// Those stored beside the cart of that key.
    pub(crate) fn beside(storage_key: &str) -> Self {
        Self {
            place: format!("{storage_key}-checkouts"),
        }
    }

    /// Waits until no other tab is making a checkout, so that two tabs that are
    /// pressed at once make one. It is for as long as the lock is kept; without one
    /// each goes on by itself. The lock may arrive before what the other tab has
    /// stored, which `is_stored` looks for.
    pub(crate) async fn lock(&self, is_stored: impl Fn() -> bool) -> Option<TabLock> {
        let lock = TabLock::acquire(&self.place, LOCK_MS).await?;
        if lock.has_waited {
            for _ in 0..STORED_LOOKS {
                if is_stored() {
                    break;
                }
                TimeoutFuture::new(STORED_PAUSE_MS).await;
            }
        }
        Some(lock)
    }

    /// The attempt with the same content, or else the wanted one.
    pub(crate) fn same(&self, wanted: Attempt) -> Attempt {
        let mut known = self.read().into_iter();
        known
            .find(|attempt| attempt.is_same(&wanted))
            .unwrap_or(wanted)
    }

    /// The attempt of a checkout.
    pub(crate) fn of(&self, id: &CheckoutRef) -> Option<Attempt> {
        let mut known = self.read().into_iter();
        known.find(|attempt| attempt.id.as_ref() == Some(id))
    }

    /// Remembers an attempt, in place of what its key had.
    pub(crate) fn keep(&self, attempt: &Attempt) {
        let mut known = self.others(&attempt.key);
        known.push(attempt.clone());
        let oldest = known.len().saturating_sub(REMEMBERED_CHECKOUTS);
        self.write(&known[oldest..]);
    }

    /// Remembers where the buyer is at PayPal with a checkout.
    pub(crate) fn set_popup(&self, id: &CheckoutRef, popup: bool) {
        if let Some(attempt) = self.of(id).filter(|attempt| attempt.popup != popup) {
            self.keep(&Attempt { popup, ..attempt });
        }
    }

    /// Forgets the attempt of a key.
    pub(crate) fn forget(&self, key: &CheckoutId) {
        self.write(&self.others(key));
    }

    fn others(&self, key: &CheckoutId) -> Vec<Attempt> {
        let mut known = self.read();
        known.retain(|attempt| attempt.key != *key);
        known
    }

    /// Attempts that are stored and can be read.
    fn read(&self) -> Vec<Attempt> {
        let Ok(Some(Some(stored))) = storage::read(&self.place) else {
            return Vec::new();
        };
        if !Array::is_array(&stored) {
            return Vec::new();
        }
        Array::from(&stored).iter().filter_map(json::read).collect()
    }

    fn write(&self, attempts: &[Attempt]) {
        // Without them a retry is another checkout, and nothing else is lost.
        let _ = match attempts {
            [] => storage::remove(&self.place),
            known => storage::write(&self.place, &json::to_text(&known)),
        };
    }
}

fn minutes_now() -> u32 {
    // Far below u32::MAX for thousands of years.
    (Date::now() / 60_000.0) as u32
}
