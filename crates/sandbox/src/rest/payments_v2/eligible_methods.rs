//! `POST /v2/payments/find-eligible-methods`.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::Response;
use serde_json::{Map, Value, json};

use crate::rest::parties::payee;
use crate::rest::{ApiVersion, Call, IncomingRequest, Operation, Reply, serve};
use crate::state::State;
use crate::store::card::NETWORKS;

const FIND: Operation = Operation::new(ApiVersion::V2).for_browsers();

/// Countries of Pay Later, with its currency and product.
const PAY_LATER: [(&str, &str, &str); 8] = [
    ("US", "USD", "PAYLATER"),
    ("AU", "AUD", "PAY_LATER_SHORT_TERM"),
    ("CA", "CAD", "PAY_LATER_SHORT_TERM"),
    ("DE", "EUR", "PAYLATER"),
    ("ES", "EUR", "PAY_LATER_SHORT_TERM"),
    ("FR", "EUR", "PAY_LATER_SHORT_TERM"),
    ("GB", "GBP", "PAY_LATER_SHORT_TERM"),
    ("IT", "EUR", "PAY_LATER_SHORT_TERM"),
];
/// Countries of PayPal Credit.
const CREDIT: [&str; 2] = ["US", "GB"];

/// Country and currency of Venmo.
const VENMO: (&str, &str) = ("US", "USD");

/// Ways to pay for this buyer and amount. All of them lead to the same pages
/// and the same balance; nothing is saved for later payments.
pub(super) async fn find(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, FIND, |call| {
        let text = |pointer: &str| call.body.pointer(pointer).and_then(Value::as_str);
        let country = text("/customer/country_code").unwrap_or("US");
        let currency = text("/purchase_units/0/amount/currency_code").unwrap_or("USD");
        let is_payment =
            text("/preferences/payment_flow").is_none_or(|flow| flow == "ONE_TIME_PAYMENT");
        let constraint = Constraint::read(&call.body);
        let mut methods = Map::new();
        let mut add = |name: &str, method: Value| {
            if is_payment && constraint.allows(name) {
                methods.insert(name.to_owned(), method);
            }
        };
        add(
            "paypal",
            json!({
                "can_be_vaulted": false,
                "eligible_in_paypal_network": true,
                "recommended": true,
                "recommended_priority": 1,
            }),
        );
        let offer = PAY_LATER
            .iter()
            .find(|(place, money, _)| *place == country && *money == currency);
        if let Some((_, _, product)) = offer {
            add(
                "paypal_pay_later",
                json!({"can_be_vaulted": false, "country_code": country, "product_code": product}),
            );
            if CREDIT.contains(&country) {
                add(
                    "paypal_credit",
                    json!({"can_be_vaulted": false, "country_code": country}),
                );
            }
        }
        if (country, currency) == VENMO {
            add("venmo", json!({"can_be_vaulted": false}));
        }
        if takes_cards(call) {
            let networks = NETWORKS.iter().map(|rules| rules.network.into_str());
            let mut networks: Vec<&str> = networks.collect();
            networks.dedup();
            let vendors = networks.into_iter().map(
                |network| json!({"network": network, "eligible": true, "can_be_vaulted": false}),
            );
            add("basic_cards", json!({"can_be_vaulted": false}));
            add(
                "advanced_cards",
                json!({
                    "can_be_vaulted": false,
                    "supports_installments": false,
                    "vendors": vendors.collect::<Vec<_>>(),
                }),
            );
        }
        Ok(Reply::ok(json!({
            "eligible_methods": methods,
            "supplementary_data": {"buyer_country_code": country},
        })))
    })
}

/// Returns whether everybody who is paid takes cards.
fn takes_cards(call: &Call<'_>) -> bool {
    let units = call.body.pointer("/purchase_units");
    let units = units.and_then(Value::as_array).into_iter().flatten();
    let named = units.filter_map(|unit| payee(call.store, unit.get("payee"), &call.app).ok());
    let mut payees = named.chain([call.app.clone()]);
    payees.all(|payee| {
        let account = call.store.accounts.get(&payee);
        account.is_some_and(|account| account.settings.cards)
    })
}

/// `preferences.payment_source_constraint`.
struct Constraint {
    includes: bool,
    sources: Vec<String>,
}

impl Constraint {
    fn read(body: &Value) -> Self {
        let constraint = body.pointer("/preferences/payment_source_constraint");
        let member = |name: &str| constraint.and_then(|constraint| constraint.get(name));
        let sources = member("payment_sources").and_then(Value::as_array);
        Self {
            includes: member("constraint_type").and_then(Value::as_str) == Some("INCLUDE"),
            sources: sources
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_ascii_lowercase)
                .collect(),
        }
    }

    fn allows(&self, method: &str) -> bool {
        self.includes == self.sources.iter().any(|source| source == method)
    }
}
