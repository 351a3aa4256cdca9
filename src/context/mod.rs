//! The checkout of a page, for all components below it.

mod catalogue;
mod format;
mod offers;
mod paid;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos_paypal_core::{Cart, CartAction, CartItem, CoreError, LineKey, Money, Totals};
use send_wrapper::SendWrapper;
use serde::Serialize;

use crate::cart::{CartStore, LineSignal, is_cart_key};
use crate::config::CheckoutConfig;
use crate::dom::event;
use crate::i18n::Message;
use crate::paypal_client::{AccessToken, PayPalClient};
use crate::paypal_window::OpenWindow;
use crate::phase::CheckoutPhase;
use offers::OfferCatalogue;

/// Cart, configuration and checkout of a page. Copies are handles to the same
/// one.
#[derive(Clone, Copy, Debug)]
pub struct CheckoutContext {
    config: RwSignal<Arc<CheckoutConfig>>,
    cart: CartStore,
    offers: RwSignal<OfferCatalogue>,
    phase: RwSignal<CheckoutPhase>,
    announcement: RwSignal<String>,
    is_ready: RwSignal<bool>,
    token: StoredValue<Option<AccessToken>>,
    window: StoredValue<Option<SendWrapper<OpenWindow>>>,
}

/// The checkout that [`provide_checkout`](crate::provide_checkout) put above.
///
/// # Panics
/// When there is none above.
#[must_use]
pub fn use_checkout() -> CheckoutContext {
    expect_context()
}

/// Detail of the event `cart-change`. `total` is null when the totals cannot be
/// calculated.
#[derive(Serialize)]
struct CartDetail {
    units: u32,
    total: Option<String>,
    currency: &'static str,
}

impl CheckoutContext {
    pub(crate) fn new(config: CheckoutConfig) -> Self {
        let context = Self {
            cart: CartStore::new(&config),
            config: RwSignal::new(Arc::new(config)),
            offers: RwSignal::new(OfferCatalogue::default()),
            phase: RwSignal::new(CheckoutPhase::Idle),
            announcement: RwSignal::new(String::new()),
            is_ready: RwSignal::new(cfg!(feature = "csr")),
            token: StoredValue::new(None),
            window: StoredValue::new(None),
        };
        if cfg!(feature = "csr") {
            context.start();
        } else {
            // Does not run on a server.
            Effect::new(move || context.start());
        }
        context
    }

    /// Takes over in a browser: the stored cart, other tabs, the page's return
    /// from the browser's cache.
    fn start(self) {
        self.is_ready.set(true);
        self.load_first();
        self.fetch_catalogue();
        let storage = window_event_listener(ev::storage, move |event| {
            // No key: everything was cleared.
            let config = self.config_untracked();
            let is_ours = |key: String| is_cart_key(&key, &config.storage_key, config.currency);
            if event.key().is_none_or(is_ours) {
                self.load();
            }
        });
        let pageshow = window_event_listener(ev::pageshow, move |event| {
            // The page was frozen while the buyer was at PayPal: whatever was
            // under way is over, and the cart may have been paid.
            if event.persisted() {
                self.set_phase(CheckoutPhase::Idle);
                self.load();
            }
        });
        on_cleanup(move || {
            storage.remove();
            pageshow.remove();
        });
    }

    /// The configuration, tracked.
    #[must_use]
    pub fn config(&self) -> Arc<CheckoutConfig> {
        self.config.get()
    }

    /// The cart, tracked.
    #[must_use]
    pub fn cart(&self) -> Cart {
        self.cart.with(Cart::clone)
    }

    /// The lines of the cart, each as a signal of its own. Tracked: it changes
    /// when a line comes or goes.
    #[must_use]
    pub fn lines(&self) -> Vec<LineSignal> {
        self.cart.lines()
    }

    /// Returns whether the cart is empty, tracked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cart.is_empty()
    }

    /// The units in the cart, tracked.
    #[must_use]
    pub fn units(&self) -> u32 {
        self.cart.with(Cart::units)
    }

    /// The sums of the cart, tracked.
    ///
    /// # Errors
    /// As [`Totals::of`].
    pub fn totals(&self) -> Result<Totals, CoreError> {
        self.cart.with_totals(Clone::clone)
    }

    /// Reads the sums of the cart, tracked.
    pub(crate) fn with_totals<T>(&self, read: impl FnOnce(&Result<Totals, CoreError>) -> T) -> T {
        self.cart.with_totals(read)
    }

    /// The phase of the checkout, tracked.
    #[must_use]
    pub fn phase(&self) -> CheckoutPhase {
        self.phase.get()
    }

    /// Notice about the cart for the buyer, tracked: that it could not be
    /// stored, or was priced again.
    #[must_use]
    pub fn notice(&self) -> Option<Message> {
        self.cart.notice()
    }

    /// Text that is read out after a change of the cart, tracked.
    #[must_use]
    pub fn announcement(&self) -> String {
        self.announcement.get()
    }

    /// Returns whether a browser has taken over, tracked: `false` on a server and while
    /// a page is hydrated.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.is_ready.get()
    }

    /// Puts `quantity` of an article into the cart.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub fn add(&self, item: CartItem, quantity: u32) -> Result<(), CoreError> {
        let item = Arc::new(item);
        self.apply(CartAction::Add { item, quantity })
    }

    /// Sets the quantity of a line.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub fn set_quantity(&self, key: LineKey, quantity: u32) -> Result<(), CoreError> {
        self.apply(CartAction::SetQuantity { key, quantity })
    }

    /// Takes a line out of the cart.
    ///
    /// # Errors
    /// `line_unknown`.
    pub fn remove(&self, key: LineKey) -> Result<(), CoreError> {
        self.apply(CartAction::Remove { key })
    }

    /// Empties the cart.
    pub fn clear(&self) {
        // Nothing can break a rule in an empty cart.
        let _ = self.apply(CartAction::Clear);
    }

    /// Changes the cart and stores it.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub fn apply(&self, action: CartAction) -> Result<(), CoreError> {
        self.change_cart(|cart, config| cart.apply(action, config))
    }

    /// Changes the configuration of the running page: language, currency,
    /// catalogue. The cart is priced again from the catalogue; a cart of
    /// another currency that cannot be is kept until that currency is back.
    pub fn configure(&self, config: CheckoutConfig) {
        self.config.set(Arc::new(config));
        self.load();
        self.fetch_catalogue();
    }

    pub(crate) fn config_untracked(&self) -> Arc<CheckoutConfig> {
        self.config.get_untracked()
    }

    pub(crate) fn cart_untracked(&self) -> Cart {
        self.cart.with_untracked(Cart::clone)
    }

    pub(crate) fn announce(&self, text: String) {
        self.announcement.set(text);
    }

    /// PayPal's APIs, where the page makes its payments by itself. All of the
    /// page share one token.
    pub(crate) fn paypal_client(&self) -> Option<PayPalClient> {
        PayPalClient::new(&self.config_untracked(), self.token)
    }

    /// Place of the window in which the buyer is at PayPal.
    pub(crate) const fn window(&self) -> StoredValue<Option<SendWrapper<OpenWindow>>> {
        self.window
    }

    pub(crate) fn set_notice(&self, notice: Message) {
        self.cart.set_notice(Some(notice));
    }

    pub(crate) fn phase_untracked(&self) -> CheckoutPhase {
        self.phase.get_untracked()
    }

    /// The phase; `None` when the page has taken everything away.
    pub(crate) fn try_phase(&self) -> Option<CheckoutPhase> {
        self.phase.try_get_untracked()
    }

    /// Reads the phase, tracked.
    pub(crate) fn with_phase<T>(&self, read: impl FnOnce(&CheckoutPhase) -> T) -> T {
        self.phase.with(read)
    }

    /// Returns whether the checkout is in that phase; `false` when the page has taken
    /// everything away.
    pub(crate) fn is_in_phase(&self, phase: &CheckoutPhase) -> bool {
        self.phase.try_with_untracked(|now| now == phase) == Some(true)
    }

    pub(crate) fn set_phase(&self, phase: CheckoutPhase) {
        // Fails when the page has taken everything away.
        let _ = self.phase.try_set(phase);
    }

    /// Reads the stored cart. The page is told of the first one, whatever it is.
    fn load_first(&self) {
        let _ = self.change_cart(|cart, config| {
            cart.load(config);
            Ok(true)
        });
    }

    fn load(&self) {
        if !cfg!(feature = "ssr") {
            let _ = self.change_cart(|cart, config| Ok(cart.load(config)));
        }
    }

    /// Changes the cart, and tells the page when `change` says that the cart or
    /// its sums are others.
    fn change_cart(
        &self,
        change: impl FnOnce(&CartStore, &CheckoutConfig) -> Result<bool, CoreError>,
    ) -> Result<(), CoreError> {
        if change(&self.cart, &self.config_untracked())? {
            self.dispatch_cart_change();
        }
        Ok(())
    }

    fn dispatch_cart_change(&self) {
        let total = self.cart.totals_untracked().ok().map(|totals| totals.total);
        let detail = self.cart.with_untracked(|cart| CartDetail {
            units: cart.units(),
            total: total.map(Money::text),
            currency: cart.currency().code(),
        });
        event::dispatch_on_document(event::CART_CHANGE, &detail);
    }
}
