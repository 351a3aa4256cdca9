//! The stored cart. Each currency has its own, so that switching the currency
//! of a page and back loses nothing: the last one used is stored under the
//! storage key, the others beside it.

use js_sys::Reflect;
use leptos_paypal_core::{Cart, CartAction, CartSnapshot, Currency};
use wasm_bindgen::JsValue;

use crate::dom::json;
use crate::dom::storage::{self, StorageBlocked};

/// Content that the browser has stored for a page.
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
    let last = storage::read(key)?.flatten();
    let currency = last.as_ref().and_then(currency_of);
    if let Some(last) = last.filter(|_| currency.is_some_and(|last| last != cart.currency()))
        && let Some(last) = restore(last)
    {
        write(&key_of(key, last.currency()), &last)?;
        storage::remove(&key_of(key, cart.currency()))?;
    }
    write(key, cart)
}

/// The currency of a stored cart, without reading its lines.
fn currency_of(stored: &JsValue) -> Option<Currency> {
    let code = Reflect::get(stored, &"currency".into()).ok()?;
    code.as_string()?.parse().ok()
}

/// Changes the stored cart of another currency than the page's.
pub(crate) fn change_stored(key: &str, currency: Currency, action: CartAction) {
    let places = [key.to_owned(), key_of(key, currency)];
    for place in places {
        let Ok(StoredCart::Cart(cart)) = read(&place) else {
            continue;
        };
        if cart.currency() == currency
            && let Ok(changed) = cart.reduce(action.clone())
        {
            // A cart that cannot be stored is not stored either way.
            let _ = write(&place, &changed);
            return;
        }
    }
}

/// Returns whether the cart of `currency` can be stored under `changed`.
pub(crate) fn is_cart_key(changed: &str, key: &str, currency: Currency) -> bool {
    changed == key || changed == key_of(key, currency)
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
