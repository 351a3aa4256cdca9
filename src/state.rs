//! The cart and everything around it, as one signal.

use std::sync::Arc;

use leptos_paypal_core::{
    Cart, CartAction, CartItem, CheckoutId, CheckoutRef, CheckoutStatus, CoreError, Money, Totals,
};

use crate::browser::js::{self, Object};
use crate::browser::{event, intl, read, storage, write};
use crate::checkout::Phase;
use crate::config::CheckoutConfig;
use crate::reactive::{Store, on_window};
use crate::record::{Record, Records};
use crate::text::Text;

/// A shop on a page: its configuration, its cart and the checkout under way.
/// Copies are handles to the same thing.
#[derive(Clone, Copy)]
pub struct Shop(Store<State>);

/// All of it in one signal: every further kind of signal costs more bytes than
/// redrawing a few words costs time.
#[derive(Debug)]
pub(crate) struct State {
    /// Shared with checkouts under way.
    pub(crate) config: Arc<CheckoutConfig>,
    pub(crate) cart: Cart,
    pub(crate) totals: Result<Totals, CoreError>,
    pub(crate) notice: Option<Text>,
    pub(crate) phase: Phase,
}

impl std::fmt::Debug for Shop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shop")
    }
}

impl Shop {
    /// A shop with the cart this browser has kept, following other tabs. It
    /// lives as long as the reactive owner it is made in.
    #[must_use]
    pub fn new(config: CheckoutConfig) -> Self {
        let cart = Cart::new(config.currency);
        let shop = Self(Store::new(State {
            totals: Totals::of(&cart, &config.pricing),
            config: Arc::new(config),
            cart,
            notice: None,
            phase: Phase::Idle,
        }));
        // A server knows nothing of what the browser keeps, and renders the
        // empty cart; after hydration the browser's own takes its place.
        #[cfg(feature = "hydrate")]
        leptos::prelude::Effect::new(move |_| shop.start());
        #[cfg(not(any(feature = "hydrate", feature = "ssr")))]
        shop.start();
        shop
    }

    /// A shop for all components below.
    #[cfg(feature = "leptos")]
    pub fn provide(config: CheckoutConfig) -> Self {
        let shop = Self::new(config);
        leptos::prelude::provide_context(shop);
        shop
    }

    /// The shop that [`Shop::provide`] put above.
    #[cfg(feature = "leptos")]
    pub(crate) fn context() -> Self {
        leptos::prelude::expect_context()
    }

    /// The cart, followed.
    #[must_use]
    pub fn cart(&self) -> Cart {
        self.with(|state| state.cart.clone())
    }

    /// What the cart comes to, followed.
    ///
    /// # Errors
    /// As [`Totals::of`].
    pub fn totals(&self) -> Result<Totals, CoreError> {
        self.with(|state| state.totals.clone())
    }

    /// Changes the cart and keeps it.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub fn apply(&self, action: CartAction) -> Result<(), CoreError> {
        let next = self.now(|state| state.cart.reduce(action))?;
        let notice = self.save(&next);
        self.take(next, notice);
        Ok(())
    }

    /// Puts `quantity` of an article with its choices into the cart.
    ///
    /// # Errors
    /// As [`Cart::reduce`].
    pub fn add(&self, item: CartItem, quantity: u32) -> Result<(), CoreError> {
        self.apply(CartAction::Add {
            item: Arc::new(item),
            quantity,
        })
    }

    /// Changes the configuration of the running page: language, currency,
    /// catalogue. A cart of another currency is priced again from
    /// [`CheckoutConfig::products`], or dropped with a notice.
    pub fn configure(&self, config: CheckoutConfig) {
        let config = Arc::new(config);
        let moved = self.now(|state| state.config.storage_key != config.storage_key);
        if moved {
            self.change(|state| state.config = config);
            self.load();
            return;
        }
        let (cart, notice) = fit(self.now(|state| state.cart.clone()), &config);
        let same = self.now(|state| state.cart == cart);
        self.change(|state| state.config = config);
        if same {
            // The rules may be others.
            self.take(cart, notice);
        } else {
            let blocked = self.save(&cart);
            self.take(cart, notice.or(blocked));
        }
    }

    /// Reads what the page shows, followed.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.0.with(read)
    }

    /// Reads once.
    pub(crate) fn now<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.0.now(read)
    }

    /// Whether the checkout stands where it was left. It does not when the
    /// page has taken everything away.
    pub(crate) fn is_still(&self, phase: &Phase) -> bool {
        self.0.try_now(|state| state.phase == *phase) == Some(true)
    }

    pub(crate) fn set_phase(&self, phase: Phase) {
        self.change(|state| state.phase = phase);
    }

    pub(crate) fn set_notice(&self, notice: Text) {
        self.change(|state| state.notice = Some(notice));
    }

    /// Remembers what was heard of a checkout. What it paid for goes out of
    /// the cart, once, however often that is heard.
    pub(crate) fn heard(&self, name: &CheckoutRef, status: CheckoutStatus) {
        let Some(record) = self.records().of(name) else {
            return;
        };
        record.set_seen(status);
        let mut lines = Vec::new();
        if status == CheckoutStatus::Paid {
            lines = record.take_lines();
        }
        self.keep(&record);
        if !record.is_single() && !lines.is_empty() {
            // Taking out cannot break a rule of the cart.
            let _ = self.apply(CartAction::RemovePaid { lines });
        }
    }

    /// An address, if buyers may be sent there.
    pub(crate) fn allowed(&self, url: Option<String>) -> Option<String> {
        url.filter(|url| self.now(|state| state.config.environment.allows(url)))
    }

    /// Keeps a checkout, in place of what its key had.
    pub(crate) fn keep(&self, record: &Record) {
        self.records().keep(record);
    }

    /// Forgets the checkout of that key.
    pub(crate) fn forget(&self, key: &CheckoutId) {
        self.records().forget(key);
    }

    pub(crate) fn records(&self) -> Records {
        self.now(|state| Records::beside(&state.config.storage_key))
    }

    /// The words for the configured language, followed.
    pub(crate) fn text(&self, text: Text) -> String {
        self.fill(text, &[])
    }

    /// As [`Shop::text`], with values for the placeholders.
    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        self.with(|state| state.config.texts.fill(text, values))
    }

    /// An amount in the configured language, followed.
    pub(crate) fn money(&self, amount: Money) -> String {
        self.with(|state| intl::money(&state.config.locale, amount))
    }

    /// The cart's total as the buyer reads it; empty when there is none.
    pub(crate) fn total(&self) -> String {
        let total = self.with(|state| state.totals.as_ref().ok().map(|totals| totals.total));
        total.map(|total| self.money(total)).unwrap_or_default()
    }

    /// A count in the configured language, followed.
    pub(crate) fn count(&self, count: u32) -> String {
        self.with(|state| intl::count(&state.config.locale, count))
    }

    /// "3 items", followed.
    pub(crate) fn units(&self, units: u32) -> String {
        let text = match self
            .with(|state| intl::plural(&state.config.locale, units))
            .as_str()
        {
            "zero" => Text::UnitsZero,
            "one" => Text::UnitsOne,
            "two" => Text::UnitsTwo,
            "few" => Text::UnitsFew,
            "many" => Text::UnitsMany,
            _ => Text::UnitsOther,
        };
        self.fill(text, &[("count", &self.count(units))])
    }

    /// What to tell the buyer whom the cart refused an article of that name.
    pub(crate) fn refusal(&self, name: &str, error: &CoreError) -> String {
        match error {
            CoreError::QuantityAboveLimit { limit, .. } => self.fill(
                Text::ErrorLimit,
                &[("name", name), ("limit", &self.count(*limit))],
            ),
            CoreError::CartFull { .. } => self.text(Text::ErrorFull),
            other => self.fill(Text::ErrorAdd, &[("code", other.code())]),
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        // Only fails when the page has taken everything away.
        self.0.update(change);
    }

    /// Makes `cart` the cart, and tells the page when it is another one.
    fn take(&self, cart: Cart, notice: Option<Text>) {
        let changed = self.now(|state| state.cart != cart);
        self.change(|state| {
            state.totals = Totals::of(&cart, &state.config.pricing);
            state.cart = cart;
            state.notice = notice;
        });
        if changed && cfg!(not(feature = "ssr")) {
            let detail = Object::new();
            let is_payable = self.now(|state| {
                let Ok(totals) = &state.totals else {
                    return false;
                };
                detail.number("units", totals.units);
                detail.total(totals.total);
                true
            });
            if is_payable {
                event::fire_all(".cx-root", "cart-change", &detail.into());
            }
        }
    }

    #[cfg_attr(feature = "ssr", allow(dead_code))]
    fn start(&self) {
        let shop = *self;
        shop.load();
        on_window("storage", move |event| {
            let key = js::text(&event, "key");
            // No key: everything was cleared.
            if key.is_none_or(|key| shop.now(|state| state.config.storage_key == key)) {
                shop.load();
            }
        });
        on_window("pageshow", move |event| {
            // The page was frozen while the buyer was at PayPal: whatever was
            // under way is over, and the cart may have been paid.
            if js::flag(&event, "persisted") {
                shop.set_phase(Phase::Idle);
                shop.load();
            }
        });
    }

    /// Takes over the cart that the browser keeps. Never writes, so that two
    /// tabs cannot answer each other for ever.
    fn load(&self) {
        if cfg!(feature = "ssr") {
            return;
        }
        let (cart, notice) = self.now(|state| {
            let empty = Cart::new(state.config.currency);
            match storage::read(&state.config.storage_key) {
                Err(storage::Blocked) => (None, Some(Text::NoticeBlocked)),
                Ok(None) => (Some(empty), None),
                Ok(Some(stored)) => match read::cart(&stored) {
                    Some(cart) => {
                        let (cart, notice) = fit(cart, &state.config);
                        (Some(cart), notice)
                    }
                    None => (Some(empty), Some(Text::NoticeDropped)),
                },
            }
        });
        match cart {
            Some(cart) => self.take(cart, notice),
            // What is in memory is all there is.
            None => self.change(|state| state.notice = notice),
        }
    }

    /// Keeps the cart; a notice when the browser does not let us.
    fn save(&self, cart: &Cart) -> Option<Text> {
        if cfg!(feature = "ssr") {
            return None;
        }
        let written = write::cart(cart);
        self.now(|state| storage::write(&state.config.storage_key, &written))
            .err()
            .map(|storage::Blocked| Text::NoticeBlocked)
    }
}

/// The cart as it is under `config`, and what to tell the buyer about it.
fn fit(cart: Cart, config: &CheckoutConfig) -> (Cart, Option<Text>) {
    let mut fitted = Cart::new(config.currency);
    let stays = cart.currency() == config.currency;
    if config.products.is_empty() {
        if stays {
            return (cart, None);
        }
        return (fitted, (!cart.is_empty()).then_some(Text::NoticeCurrency));
    }
    let mut changed = false;
    for line in cart.lines() {
        let item = config
            .products
            .iter()
            .find(|product| product.sku == line.item.sku && !product.sold_out)
            .and_then(|product| product.item(&line.item.options).ok());
        let Some(item) = item else {
            changed = true;
            continue;
        };
        let quantity = line
            .quantity
            .min(item.max_quantity.unwrap_or(line.quantity));
        changed |= quantity < line.quantity || (stays && item.price != line.item.price);
        let added = fitted.reduce(CartAction::Add {
            item: Arc::new(item),
            quantity,
        });
        match added {
            Ok(next) => fitted = next,
            Err(_) => changed = true,
        }
    }
    (fitted, changed.then_some(Text::NoticeRepriced))
}
