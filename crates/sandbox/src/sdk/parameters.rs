//! Query of `/sdk/js`.

use leptos_paypal_core::Currency;

use crate::store::Store;

const KNOWN: [&str; 18] = [
    "buyer-country",
    "client-id",
    "commit",
    "components",
    "currency",
    "debug",
    "disable-card",
    "disable-funding",
    "enable-funding",
    "env",
    "integration-date",
    "intent",
    "locale",
    "merchant-id",
    "paypal-sdk-retry",
    "sdkMeta",
    "vault",
    "version",
];
const COMPONENTS: [&str; 13] = [
    "applepay",
    "buttons",
    "card-fields",
    "connect",
    "fastlane",
    "funding-eligibility",
    "googlepay",
    "hosted-buttons",
    "hosted-fields",
    "marks",
    "messages",
    "modal",
    "payment-fields",
];
const INTENTS: [&str; 5] = ["authorize", "capture", "order", "subscription", "tokenize"];
const SWITCHES: [&str; 3] = ["commit", "debug", "vault"];

/// Checks the query as PayPal does before it sends the script.
///
/// # Errors
/// PayPal's text.
pub(super) fn check(query: &[(String, String)], store: &Store) -> Result<(), String> {
    if let Some((name, _)) = query
        .iter()
        .find(|(name, _)| !KNOWN.contains(&name.as_str()))
    {
        return Err(format!("Disallowed query param: {name}"));
    }
    let client_id = value(query, "client-id");
    if client_id.is_empty() {
        return Err("Expected client-id to be passed".to_owned());
    }
    if store.tokens.account_of(client_id).is_none() {
        return Err(format!(
            "client-id not recognized for either production or sandbox: {client_id}"
        ));
    }
    for (name, value) in query {
        let is_valid = match name.as_str() {
            "currency" => value.parse::<Currency>().is_ok(),
            "intent" => INTENTS.contains(&value.as_str()),
            "components" => value.split(',').all(|one| COMPONENTS.contains(&one)),
            name if SWITCHES.contains(&name) => matches!(value.as_str(), "true" | "false"),
            _ => true,
        };
        if !is_valid {
            return Err(format!("Invalid query value for {name}: {value}"));
        }
    }
    Ok(())
}

fn value<'a>(query: &'a [(String, String)], wanted: &str) -> &'a str {
    let found = query.iter().find(|(name, _)| name == wanted);
    found.map_or("", |(_, value)| value.as_str())
}

/// Id of the app's own account.
pub(super) fn own_account<'a>(query: &[(String, String)], store: &'a Store) -> Option<&'a str> {
    let own = store.tokens.account_of(value(query, "client-id"))?;
    Some(&own.0)
}

/// Returns whether everybody whom a page pays takes cards: those whom the query
/// names, else the app's own account.
pub(super) fn takes_cards(query: &[(String, String)], store: &Store) -> bool {
    let takes = |name: &str| {
        let account = store.accounts.named(name);
        account.is_some_and(|account| account.settings.cards)
    };
    let named = value(query, "merchant-id").split(',');
    let mut named = named.filter(|name| !matches!(*name, "" | "*"));
    own_account(query, store).is_some_and(takes) && named.all(takes)
}
