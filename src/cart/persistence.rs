//! The stored cart. Each currency has its own, so that switching the currency
//! of a page and back loses nothing: the last one used is stored under the
//! storage key, the others beside it.

use std::cell::RefCell;
use std::mem;

use js_sys::{Array, Reflect};
use leptos_paypal_core::{Cart, CartAction, CartLine, CartSnapshot, Currency, SnapshotLine};
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

/// Loads the cart of `currency`, or else the one used last; beside it the
/// currency of the one used last.
pub(super) fn load(
    key: &str,
    currency: Currency,
) -> Result<(StoredCart, Option<Currency>), StorageBlocked> {
    let last = read(key)?;
    let StoredCart::Cart(cart) = &last else {
        return Ok((last, None));
    };
    let used_last = cart.currency();
    if used_last != currency
        && let own @ StoredCart::Cart(_) = read(&key_of(key, currency))?
    {
        return Ok((own, Some(used_last)));
    }
    Ok((last, Some(used_last)))
}

/// Stores `cart` as the one used last. One in another currency, `used_last`,
/// is moved beside it.
pub(super) fn save(
    key: &str,
    cart: &Cart,
    used_last: Option<Currency>,
) -> Result<(), StorageBlocked> {
    if used_last.is_some_and(|last| last != cart.currency())
        && let StoredCart::Cart(last) = read(key)?
    {
        write(&key_of(key, last.currency()), &last)?;
        storage::remove(&key_of(key, cart.currency()))?;
    }
    write(key, cart)
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
    let snapshot = json::to_value(&CartSnapshot::of(&Cart::new(cart.currency())));
    let lines = snapshot_lines(cart.lines()).into();
    // Fails only for what is no object.
    let _ = Reflect::set(&snapshot, &"lines".into(), &lines);
    storage::write(key, &json::stringify(&snapshot))
}

/// The lines as they are stored. Those written before are kept: making one
/// costs far more than storing it.
fn snapshot_lines(lines: &[CartLine]) -> Array {
    thread_local! {
        static WRITTEN: RefCell<Vec<(CartLine, JsValue)>> = const { RefCell::new(Vec::new()) };
    }
    WRITTEN.with_borrow_mut(|written| {
        let before = mem::take(written);
        // Lines come and go, but none overtakes another.
        let mut rest = before.as_slice();
        for line in lines {
            let stored = match rest.iter().position(|(known, _)| known == line) {
                Some(index) => {
                    let stored = rest[index].1.clone();
                    rest = &rest[index + 1..];
                    stored
                }
                None => json::to_value(&SnapshotLine::of(line)),
            };
            written.push((line.clone(), stored));
        }
        written.iter().map(|(_, stored)| stored).collect()
    })
}
