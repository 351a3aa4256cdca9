//! Payers and addresses as JSON.

use serde_json::{Map, Value, json};

use super::money::{copy_texts, member};
use crate::config::Address;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::card::Card;
use crate::store::checkouts::Checkout;

/// The buyer who agreed, if one has.
pub(crate) fn buyer<'a>(store: &'a Store, checkout: &Checkout) -> Option<&'a Account> {
    let id = checkout
        .buyer
        .as_ref()
        .filter(|_| checkout.status.is_agreed())?;
    store.accounts.get(id)
}

fn put(map: &mut Map<String, Value>, name: &str, value: &str) {
    if !value.is_empty() {
        map.insert(name.to_owned(), Value::String(value.to_owned()));
    }
}

/// `shipping_address` of v1.
pub(crate) fn show_address_v1(name: &str, address: &Address) -> Value {
    let mut map = Map::new();
    let mut street = address.street.lines();
    put(&mut map, "recipient_name", name);
    put(&mut map, "line1", street.next().unwrap_or_default());
    put(&mut map, "line2", street.next().unwrap_or_default());
    put(&mut map, "city", &address.city);
    put(&mut map, "state", &address.state);
    put(&mut map, "postal_code", &address.zip);
    put(&mut map, "country_code", &address.country_code);
    Value::Object(map)
}

/// `shipping` of v2.
pub(crate) fn show_shipping_v2(name: &str, address: &Address) -> Value {
    let mut map = Map::new();
    let mut street = address.street.lines();
    put(
        &mut map,
        "address_line_1",
        street.next().unwrap_or_default(),
    );
    put(
        &mut map,
        "address_line_2",
        street.next().unwrap_or_default(),
    );
    put(&mut map, "admin_area_2", &address.city);
    put(&mut map, "admin_area_1", &address.state);
    put(&mut map, "postal_code", &address.zip);
    put(&mut map, "country_code", &address.country_code);
    json!({"name": {"full_name": name}, "address": map})
}

/// `payer` of v1: the method, and once the buyer agreed, who it is.
pub(crate) fn payer_v1(store: &Store, checkout: &Checkout, asked: Option<&Value>) -> Value {
    let mut payer = Map::new();
    put(&mut payer, "payment_method", "paypal");
    if let Some(account) = buyer(store, checkout) {
        put(&mut payer, "status", "VERIFIED");
        let mut info = Map::new();
        put(&mut info, "email", &account.email);
        put(&mut info, "first_name", &account.first_name);
        put(&mut info, "last_name", &account.last_name);
        put(&mut info, "payer_id", &account.id.0);
        let prefill = &checkout.details.prefill;
        if let Some(address) = prefill.ship_to(account.address.as_ref()) {
            let shown = show_address_v1(&account.full_name(), &address);
            info.insert("shipping_address".to_owned(), shown);
        }
        put(
            &mut info,
            "country_code",
            account.country.as_deref().unwrap_or_default(),
        );
        payer.insert("payer_info".to_owned(), Value::Object(info));
    } else if let Some(asked) = asked.and_then(|payer| member(payer, "payer_info")) {
        let mut info = Map::new();
        copy_texts(asked, &["email", "tax_id", "tax_id_type"], &mut info);
        if !info.is_empty() {
            payer.insert("payer_info".to_owned(), Value::Object(info));
        }
    }
    Value::Object(payer)
}

/// `payer` of v2, once the buyer agreed.
pub(crate) fn payer_v2(store: &Store, checkout: &Checkout) -> Option<Value> {
    let account = buyer(store, checkout)?;
    let mut payer = json!({
        "name": {"given_name": account.first_name, "surname": account.last_name},
        "email_address": account.email,
        "payer_id": account.id.0,
    });
    if let Some(country) = &account.country {
        payer["address"] = json!({"country_code": country});
    }
    Some(payer)
}

/// `payment_source` of v2, once the buyer agreed.
pub(crate) fn source_v2(store: &Store, checkout: &Checkout) -> Option<Value> {
    if let Some(card) = &checkout.card {
        return Some(json!({"card": card_v2(card)}));
    }
    let account = buyer(store, checkout)?;
    let mut wallet = json!({
        "email_address": account.email,
        "account_id": account.id.0,
        "account_status": "VERIFIED",
        "name": {"given_name": account.first_name, "surname": account.last_name},
    });
    if let Some(country) = &account.country {
        wallet["address"] = json!({"country_code": country});
    }
    Some(json!({"paypal": wallet}))
}

fn card_v2(card: &Card) -> Value {
    let mut shown = json!({
        "last_digits": card.last_digits,
        "expiry": card.expiry,
        "brand": card.network.into_str(),
        "type": "CREDIT",
    });
    let name = card.name.as_deref();
    if let Some(name) = name.filter(|name| name.chars().count() > 1) {
        shown["name"] = json!(name);
    }
    if card.is_authenticated {
        shown["authentication_result"] = json!({
            "liability_shift": "POSSIBLE",
            "three_d_secure": {"enrollment_status": "Y", "authentication_status": "Y"},
        });
    }
    shown
}
