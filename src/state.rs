//! The cart and everything around it, as signals.

use leptos::prelude::*;
use leptos_paypal_core::{
    Cart, CartAction, CartItem, CartSnapshot, CheckoutId, CoreError, Money, Product,
    SnapshotProblem, Totals,
};
use wasm_bindgen::JsCast;
use web_sys::{PageTransitionEvent, StorageEvent};

use crate::browser::{intl, read, storage, write};
use crate::checkout::Phase;
use crate::config::CheckoutConfig;
use crate::record::Records;
use crate::text::Text;

/// A shop on a page: its configuration, its cart and the checkout under way.
/// Copies are handles to the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Shop {
    pub(crate) config: RwSignal<CheckoutConfig>,
    pub(crate) cart: RwSignal<Cart>,
    pub(crate) notice: RwSignal<Option<Text>>,
    pub(crate) phase: RwSignal<Phase>,
    totals: Memo<Result<Totals, CoreError>>,
}

impl Shop {
    /// A shop with the cart this browser has kept, following other tabs. It
    /// lives as long as the reactive owner it is made in.
    #[must_use]
    pub fn new(config: CheckoutConfig) -> Self {
        let cart = RwSignal::new(Cart::new(config.currency));
        let config = RwSignal::new(config);
        let shop = Self {
            config,
            cart,
            notice: RwSignal::new(None),
            phase: RwSignal::new(Phase::Idle),
            totals: Memo::new(move |_| {
                config.with(|config| cart.with(|cart| Totals::of(cart, &config.pricing)))
            }),
        };
        // A server renders the empty cart; after hydration the browser's own
        // takes its place.
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| shop.start());
        #[cfg(not(any(feature = "hydrate", feature = "ssr")))]
        shop.start();
        shop
    }

    /// A shop for all components below.
    pub fn provide(config: CheckoutConfig) -> Self {
        let shop = Self::new(config);
        provide_context(shop);
        shop
    }

    /// The shop that [`Shop::provide`] put above.
    pub(crate) fn context() -> Self {
        expect_context()
    }

    /// The cart, followed.
    #[must_use]
    pub fn cart(&self) -> Cart {
        self.cart.get()
    }

    /// What the cart comes to, followed.
    ///
    /// # Errors
    /// As [`Totals::of`].
    pub fn totals(&self) -> Result<Totals, CoreError> {
        self.totals.get()
    }

    /// Changes the cart and keeps it.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub fn apply(&self, action: CartAction) -> Result<(), CoreError> {
        let next = self.cart.with_untracked(|cart| cart.reduce(action))?;
        self.cart.set(next);
        self.save();
        Ok(())
    }

    /// Puts `quantity` of an article with its choices into the cart.
    ///
    /// # Errors
    /// As [`Cart::reduce`].
    pub fn add(&self, item: CartItem, quantity: u32) -> Result<(), CoreError> {
        self.apply(CartAction::Add {
            item: Box::new(item),
            quantity,
        })
    }

    /// Changes the configuration of the running page: language, currency,
    /// catalogue. A cart of another currency is priced again from
    /// [`CheckoutConfig::products`], or dropped with a notice.
    pub fn configure(&self, config: CheckoutConfig) {
        let moved = self
            .config
            .with_untracked(|old| old.storage_key != config.storage_key);
        let currency = config.currency;
        let cart = self.cart.get_untracked();
        // Rules and cart change together, or totals would be asked for two
        // currencies at once.
        let (cart, notice) = fit(cart, &config);
        let cart = cart.unwrap_or_else(|| Cart::new(currency));
        self.config.set(config);
        if self.cart.with_untracked(|old| *old != cart) {
            self.cart.set(cart);
            self.save();
        }
        if notice.is_some() {
            self.notice.set(notice);
        }
        if moved {
            self.load();
        }
    }

    /// Takes out of the cart what that checkout paid for, once, however often
    /// it is asked for. Whether something was known of it.
    pub(crate) fn settle(&self, id: &CheckoutId) -> bool {
        let mut records = self.records();
        let Some(record) = records.of(id) else {
            return false;
        };
        if !record.single {
            // Taking out cannot break a rule of the cart.
            let _ = self.apply(CartAction::RemovePaid {
                lines: record.lines.clone(),
            });
        }
        records.forget(&record.key);
        true
    }

    pub(crate) fn records(&self) -> Records {
        self.config
            .with_untracked(|config| Records::load(&config.storage_key))
    }

    /// The words for the configured language, followed.
    pub(crate) fn text(&self, text: Text) -> String {
        self.fill(text, &[])
    }

    /// The words with their placeholders left in, followed.
    pub(crate) fn text_raw(&self, text: Text) -> String {
        self.config.with(|config| config.texts.get(text).to_owned())
    }

    /// As [`Shop::text`], with values for the placeholders.
    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        self.config.with(|config| config.texts.fill(text, values))
    }

    /// An amount in the configured language, followed.
    pub(crate) fn money(&self, amount: Money) -> String {
        self.config
            .with(|config| intl::money(&config.locale, amount))
    }

    /// A count in the configured language, followed.
    pub(crate) fn count(&self, count: u32) -> String {
        self.config
            .with(|config| intl::count(&config.locale, count))
    }

    /// "3 items", followed.
    pub(crate) fn units(&self, units: u32) -> String {
        self.config.with(|config| {
            let text = match intl::plural(&config.locale, units).as_str() {
                "zero" => Text::UnitsZero,
                "one" => Text::UnitsOne,
                "two" => Text::UnitsTwo,
                "few" => Text::UnitsFew,
                "many" => Text::UnitsMany,
                _ => Text::UnitsOther,
            };
            let count = intl::count(&config.locale, units);
            config.texts.fill(text, &[("count", &count)])
        })
    }

    /// What to tell the buyer whom the cart refused.
    pub(crate) fn refusal(&self, error: &CoreError) -> String {
        match error {
            CoreError::QuantityAboveLimit { name, limit } => self.fill(
                Text::ErrorLimit,
                &[("name", name), ("limit", &limit.to_string())],
            ),
            CoreError::CartFull { limit } => {
                self.fill(Text::ErrorFull, &[("limit", &limit.to_string())])
            }
            other => self.fill(Text::ErrorAdd, &[("code", other.code())]),
        }
    }

    #[cfg_attr(feature = "ssr", allow(dead_code))]
    fn start(&self) {
        let shop = *self;
        shop.load();
        let other_tab = window_event_listener_untyped("storage", move |event| {
            let key = event
                .dyn_into::<StorageEvent>()
                .ok()
                .and_then(|event| event.key());
            // No key: everything was cleared.
            if key.is_none_or(|key| {
                shop.config
                    .with_untracked(|config| config.storage_key == key)
            }) {
                shop.load();
            }
        });
        let back = window_event_listener_untyped("pageshow", move |event| {
            let kept = event
                .dyn_into::<PageTransitionEvent>()
                .is_ok_and(|event| event.persisted());
            // The page was frozen while the buyer was at PayPal: whatever was
            // under way is over, and the cart may have been paid.
            if kept {
                shop.phase.set(Phase::Idle);
                shop.load();
            }
        });
        on_cleanup(move || {
            other_tab.remove();
            back.remove();
        });
    }

    /// Takes over the cart that the browser keeps. Never writes, so that two
    /// tabs cannot answer each other for ever.
    fn load(&self) {
        let config = self.config.get_untracked();
        let (cart, notice) = match storage::read(&config.storage_key) {
            Err(storage::Blocked) => {
                self.notice.set(Some(Text::NoticeBlocked));
                return;
            }
            Ok(None) => (None, None),
            Ok(Some(stored)) => {
                let cart = stored.and_then(|stored| {
                    let snapshot: CartSnapshot = read::snapshot(&stored).ok()?;
                    let cart: Result<Cart, SnapshotProblem> = snapshot.restore();
                    cart.ok()
                });
                match cart {
                    Some(cart) => fit(cart, &config),
                    None => (None, Some(Text::NoticeDropped)),
                }
            }
        };
        let cart = cart.unwrap_or_else(|| Cart::new(config.currency));
        if self.cart.with_untracked(|old| *old != cart) {
            self.cart.set(cart);
        }
        if self.notice.get_untracked() != notice {
            self.notice.set(notice);
        }
    }

    fn save(&self) {
        let snapshot = self.cart.with_untracked(CartSnapshot::of);
        let kept = self.config.with_untracked(|config| {
            storage::write(&config.storage_key, &write::snapshot(&snapshot))
        });
        let notice = kept.err().map(|storage::Blocked| Text::NoticeBlocked);
        if self.notice.get_untracked() != notice {
            self.notice.set(notice);
        }
    }
}

/// The cart as it is under `config`, and what to tell the buyer about it.
fn fit(cart: Cart, config: &CheckoutConfig) -> (Option<Cart>, Option<Text>) {
    if config.products.is_empty() {
        if cart.currency() == config.currency {
            return (Some(cart), None);
        }
        let notice = (!cart.is_empty()).then_some(Text::NoticeCurrency);
        return (None, notice);
    }
    let mut fitted = Cart::new(config.currency);
    let mut changed = false;
    for line in cart.lines() {
        let item = product_of(&config.products, &line.item)
            .filter(|product| !product.sold_out)
            .and_then(|product| product.item(&line.item.options).ok());
        let Some(item) = item else {
            changed = true;
            continue;
        };
        changed |= item.price != line.item.price && cart.currency() == config.currency;
        let limit = item.max_quantity.unwrap_or(line.quantity);
        changed |= limit < line.quantity;
        let added = fitted.reduce(CartAction::Add {
            item: Box::new(item),
            quantity: line.quantity.min(limit),
        });
        match added {
            Ok(next) => fitted = next,
            Err(_) => changed = true,
        }
    }
    (Some(fitted), changed.then_some(Text::NoticeRepriced))
}

fn product_of<'a>(products: &'a [Product], item: &CartItem) -> Option<&'a Product> {
    products.iter().find(|product| product.sku == item.sku)
}
