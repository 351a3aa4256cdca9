//! Reads payees and addresses from the JSON of both versions.

use serde_json::Value;

use crate::config::Address;
use crate::resources::money::{member, text};
use crate::store::Store;
use crate::store::accounts::AccountId;

/// `payee` of both versions: an account by e-mail or id, or the name that
/// nobody has.
pub(crate) fn payee(
    store: &Store,
    named: Option<&Value>,
    app: &AccountId,
) -> Result<AccountId, String> {
    let name = named.and_then(|payee| {
        ["email", "email_address", "merchant_id"]
            .iter()
            .find_map(|field| member(payee, field).and_then(text))
    });
    match name {
        Some(name) => match store.accounts.named(&name) {
            Some(account) => Ok(account.id.clone()),
            None => Err(name),
        },
        None => Ok(app.clone()),
    }
}

/// An address of v1, as the sandbox keeps it.
pub(crate) fn address_v1(value: &Value) -> Address {
    let field = |name: &str| member(value, name).and_then(text).unwrap_or_default();
    let street = [field("line1"), field("line2")];
    Address {
        street: street
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        city: field("city"),
        state: field("state"),
        zip: field("postal_code"),
        country_code: field("country_code").to_ascii_uppercase(),
    }
}

/// The same of v2.
pub(crate) fn address_v2(value: &Value) -> Address {
    let field = |name: &str| member(value, name).and_then(text).unwrap_or_default();
    let street = [field("address_line_1"), field("address_line_2")];
    Address {
        street: street
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        city: field("admin_area_2"),
        state: field("admin_area_1"),
        zip: field("postal_code"),
        country_code: field("country_code").to_ascii_uppercase(),
    }
}
