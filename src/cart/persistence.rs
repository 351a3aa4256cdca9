//! The stored cart. Each currency has its own, so that switching the currency
//! of a page and back loses nothing: the last one used is stored under the
//! storage key, the others beside it.

use leptos_paypal_core::{Cart, CartSnapshot, Currency};
use wasm_bindgen::JsValue;

use crate::dom::json;
use crate::dom::storage::{self, StorageBlocked};

/// What the browser has stored for a page.
pub(super) enum StoredCart {
    /// Nothing.
    None,
    /// Something that is no cart of this version, or breaks a rule.
    Unreadable,
    /// A cart, in whatever currency it was.
    Cart(Cart),
}

/// Loads the cart of `currency`, or else the one used last.
pub(super) fn load(key: &str, currency: Currency) -> Result<StoredCart, StorageBlocked> {
    let last = read(key)?;
    if let StoredCart::Cart(cart) = &last
        && cart.currency() != currency
        && let StoredCart::Cart(own) = read(&key_of(key, currency))?
    {
        return Ok(StoredCart::Cart(own));
    }
    Ok(last)
}

/// Stores `cart` as the one used last. One in another currency that is there
/// is moved beside it.
pub(super) fn save(key: &str, cart: &Cart) -> Result<(), StorageBlocked> {
    if let StoredCart::Cart(last) = read(key)?
        && last.currency() != cart.currency()
    {
        write(&key_of(key, last.currency()), &last)?;
        storage::remove(&key_of(key, cart.currency()))?;
    }
    write(key, cart)
}

fn key_of(key: &str, currency: Currency) -> String {
    format!("{key}-{}", currency.code())
}

fn read(key: &str) -> Result<StoredCart, StorageBlocked> {
    Ok(match storage::read(key)? {
        None => StoredCart::None,
        Some(stored) => stored
            .and_then(restore)
            .map_or(StoredCart::Unreadable, StoredCart::Cart),
    })
}

fn restore(stored: JsValue) -> Option<Cart> {
    json::read::<CartSnapshot>(stored)?.restore().ok()
}

fn write(key: &str, cart: &Cart) -> Result<(), StorageBlocked> {
    storage::write(key, &json::to_text(&CartSnapshot::of(cart)))
}
