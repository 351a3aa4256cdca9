//! An account as JSON.

use serde_json::{Map, Value, json};

use crate::config::AccountConfig;
use crate::store::Store;
use crate::store::access_tokens::App;
use crate::store::accounts::Account;
use crate::store::activity::Activity;

/// Parts of an account that its settings do not have: money and credentials
/// have paths of their own.
pub(super) const FIXED: [&str; 4] = ["id", "balances", "rest_app", "classic"];

/// An account with its balances.
pub(super) fn summary(account: &Account) -> Value {
    let balances: Map<String, Value> = account
        .balances()
        .map(|money| {
            let code = money.currency().code().to_owned();
            (code, Value::String(money.to_string()))
        })
        .collect();
    json!({
        "email": account.email,
        "id": account.id.0,
        "type": account.kind.as_str(),
        "balances": balances,
        "classic": account.classic,
    })
}

/// An account with its settings, apps and history.
pub(super) fn whole(store: &Store, account: &Account) -> Value {
    let apps: Vec<Value> = store.tokens.apps_of(&account.id).map(app).collect();
    let activity: Vec<Value> = store.activity(&account.id).iter().map(entry).collect();
    let mut value = summary(account);
    value["settings"] = settings(account);
    value["apps"] = Value::Array(apps);
    value["activity"] = Value::Array(activity);
    value
}

pub(super) fn app(app: &App) -> Value {
    json!({"name": app.name, "client_id": app.client_id, "secret": app.secret})
}

fn entry(entry: &Activity) -> Value {
    json!({
        "time": entry.at.to_string(),
        "txn_id": entry.txn_id,
        "payment": entry.payment,
        "kind": entry.kind.into_str(),
        "counterparty": entry.counterparty,
        "status": entry.status,
        "currency": entry.gross.currency().code(),
        "gross": entry.gross.to_string(),
        "fee": entry.fee.to_string(),
        "net": entry.net().to_string(),
    })
}

/// The settings, as the configuration names them.
pub(super) fn settings(account: &Account) -> Value {
    as_document(account.profile())
}

/// A profile without the parts that settings do not have.
fn as_document(profile: &AccountConfig) -> Value {
    let mut document = serde_json::to_value(profile).unwrap_or_default();
    if let Some(members) = document.as_object_mut() {
        members.retain(|name, _| !FIXED.contains(&name.as_str()));
    }
    document
}
