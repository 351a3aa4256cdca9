//! The cart as signals: one for its sums, one for the order of its lines, one
//! for each line.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_paypal_core::{
    Cart, CartAction, CartLine, CoreError, Currency, LineKey, PricingRules, Totals,
};

use super::persistence::{self, StoredCart};
use super::reprice::reprice;
use crate::config::CheckoutConfig;
use crate::dom::storage::StorageBlocked;
use crate::i18n::Message;

/// One line of the cart as a signal of its own, with the key that it keeps.
#[derive(Clone, Debug)]
pub struct LineSignal {
    key: LineKey,
    line: ArcRwSignal<CartLine>,
}

impl LineSignal {
    fn new(line: &CartLine) -> Self {
        Self {
            key: line.item.key(),
            line: ArcRwSignal::new(line.clone()),
        }
    }

    /// The key of the line: its article with the choices made.
    #[must_use]
    pub const fn key(&self) -> &LineKey {
        &self.key
    }

    /// The line now, tracked.
    #[must_use]
    pub fn get(&self) -> CartLine {
        self.line.get()
    }

    /// Returns whether `line` holds the very same article. A quick way past the keys.
    fn is_same(&self, line: &CartLine) -> bool {
        self.line
            .with_untracked(|known| Arc::ptr_eq(&known.item, &line.item))
    }

    /// Reads the line, tracked.
    pub fn with<T>(&self, read: impl FnOnce(&CartLine) -> T) -> T {
        self.line.with(read)
    }
}

/// The cart with its sums.
#[derive(Clone, Debug)]
struct Priced {
    cart: Cart,
    totals: Result<Totals, CoreError>,
}

impl Priced {
    fn new(cart: Cart, rules: &PricingRules) -> Self {
        Self {
            totals: Totals::of(&cart, rules),
            cart,
        }
    }
}

/// The cart of a page. Copies are handles to the same one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CartStore {
    priced: RwSignal<Priced>,
    lines: RwSignal<Vec<LineSignal>>,
    notice: RwSignal<Option<Message>>,
    /// The currency of the cart that this browser used last.
    used_last: StoredValue<Option<Currency>>,
}

impl CartStore {
    /// An empty cart.
    pub(crate) fn new(config: &CheckoutConfig) -> Self {
        let cart = Cart::new(config.currency);
        Self {
            priced: RwSignal::new(Priced::new(cart, &config.pricing)),
            lines: RwSignal::new(Vec::new()),
            notice: RwSignal::new(None),
            used_last: StoredValue::new(None),
        }
    }

    /// Reads the cart, tracked.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Cart) -> T) -> T {
        self.priced.with(|priced| read(&priced.cart))
    }

    /// Reads the cart, untracked.
    pub(crate) fn with_untracked<T>(&self, read: impl FnOnce(&Cart) -> T) -> T {
        self.priced.with_untracked(|priced| read(&priced.cart))
    }

    /// Reads the sums, tracked.
    pub(crate) fn with_totals<T>(&self, read: impl FnOnce(&Result<Totals, CoreError>) -> T) -> T {
        self.priced.with(|priced| read(&priced.totals))
    }

    /// The sums, untracked.
    pub(crate) fn totals_untracked(&self) -> Result<Totals, CoreError> {
        self.priced.with_untracked(|priced| priced.totals.clone())
    }

    /// The lines in their order. Changes when a line comes or goes, not when
    /// one changes.
    pub(crate) fn lines(&self) -> Vec<LineSignal> {
        self.lines.get()
    }

    /// Returns whether there is nothing in the cart. Tracked as [`Self::lines`] is.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.with(Vec::is_empty)
    }

    /// Notice about the cart for the buyer.
    pub(crate) fn notice(&self) -> Option<Message> {
        self.notice.get()
    }

    pub(crate) fn set_notice(&self, notice: Option<Message>) {
        if self.notice.get_untracked() != notice {
            self.notice.set(notice);
        }
    }

    /// Changes the cart and stores it. Returns whether the cart
    /// or its sums are others.
    ///
    /// # Errors
    /// As [`Cart::reduce`]; the cart then stays as it was.
    pub(crate) fn apply(
        &self,
        action: CartAction,
        config: &CheckoutConfig,
    ) -> Result<bool, CoreError> {
        let next = self.with_untracked(|cart| cart.reduce(action))?;
        let notice = self.save(&next, config);
        Ok(self.replace(next, notice, &config.pricing))
    }

    /// Takes over what the browser has stored, fitted to `config`. Never
    /// writes, so that two tabs cannot answer each other for ever. Returns
    /// whether the cart or its sums are others.
    pub(crate) fn load(&self, config: &CheckoutConfig) -> bool {
        let loaded = persistence::load(&config.storage_key, config.currency);
        self.used_last
            .set_value(loaded.as_ref().ok().and_then(|(_, used_last)| *used_last));
        let (cart, notice) = match loaded {
            Ok((StoredCart::None, _)) => (Cart::new(config.currency), None),
            Ok((StoredCart::Unreadable, _)) => {
                (Cart::new(config.currency), Some(Message::NoticeDropped))
            }
            Ok((StoredCart::Cart(cart), _)) => reprice(cart, config),
            // The cart in memory is all there is.
            Err(StorageBlocked) => {
                let (cart, _) = reprice(self.with_untracked(Cart::clone), config);
                (cart, Some(Message::NoticeBlocked))
            }
        };
        self.replace(cart, notice, &config.pricing)
    }

    /// Makes `cart` the cart, changing only the signals of what differs.
    fn replace(&self, cart: Cart, notice: Option<Message>, rules: &PricingRules) -> bool {
        self.set_notice(notice);
        let next = Priced::new(cart, rules);
        let is_changed = self
            .priced
            .with_untracked(|priced| priced.cart != next.cart);
        let has_new_sums = self
            .priced
            .with_untracked(|priced| priced.totals != next.totals);
        if !is_changed && !has_new_sums {
            return false;
        }
        self.update_lines(next.cart.lines());
        self.priced.set(next);
        true
    }

    fn update_lines(&self, next: &[CartLine]) {
        let known = self.lines.get_untracked();
        let mut is_reordered = known.len() != next.len();
        let mut lines = Vec::with_capacity(next.len());
        for (index, line) in next.iter().enumerate() {
            let same_place = known.get(index).is_some_and(|known| known.is_same(line));
            let place = if same_place {
                Some(index)
            } else {
                let key = line.item.key();
                known.iter().position(|known| known.key == key)
            };
            is_reordered |= place != Some(index);
            lines.push(match place {
                Some(place) => {
                    let signal = &known[place];
                    if signal.line.with_untracked(|known| known != line) {
                        signal.line.set(line.clone());
                    }
                    signal.clone()
                }
                None => LineSignal::new(line),
            });
        }
        if is_reordered {
            self.lines.set(lines);
        }
    }

    /// Stores the cart; a notice when the browser does not let us.
    fn save(&self, cart: &Cart, config: &CheckoutConfig) -> Option<Message> {
        if cfg!(feature = "ssr") {
            return None;
        }
        let saved = persistence::save(&config.storage_key, cart, self.used_last.get_value());
        match saved {
            Ok(()) => self.used_last.set_value(Some(cart.currency())),
            Err(StorageBlocked) => return Some(Message::NoticeBlocked),
        }
        None
    }
}
