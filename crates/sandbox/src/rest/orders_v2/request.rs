//! An order as a client asks for it.

use serde_json::{Map, Value};

use super::unit;
use crate::resources::money::{member, text};
use crate::rest::RestError;
use crate::rest::parties::address_v2;
use crate::rest::schema_v2::Findings;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::checkout_details::{
    CheckoutPageOptions, Contact, NoShipping, Prefill, ReturnMethod,
};
use crate::store::order::PaymentAction;
use crate::store::rest_orders::{OrderDraft, PurchaseUnit};

const MAX_UNITS: usize = 10;

/// Place in a payment source that asks to save it.
pub(super) const VAULT: &str = "/attributes/vault";

/// PayPal's issue for an account that may not save payment sources.
pub(super) const NOT_SAVED: &str = "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE";

/// Returns whether a payment source is to be saved.
pub(super) fn asks_to_save(source: &Value) -> bool {
    source.pointer(VAULT).is_some_and(|vault| !vault.is_null())
}

/// Reads the whole request. Breaches of the schema are reported before those
/// of business rules.
pub(super) fn read(body: &Value, store: &Store, app: &AccountId) -> Result<OrderDraft, RestError> {
    let mut findings = Findings::default();
    let intent = intent(&mut findings, body);
    let context = Context::read(&mut findings, body);
    let units = units(&mut findings, body, intent, store, app);
    let address = body
        .pointer("/purchase_units/0/shipping/address")
        .filter(|address| !address.is_null())
        .map(address_v2);
    if context.preference == Some("SET_PROVIDED_ADDRESS") && address.is_none() {
        let field = "/purchase_units/0/shipping/address";
        findings.business(field, "MISSING_SHIPPING_ADDRESS", None);
    }
    let has_options = units.iter().any(|unit| !unit.shipping_options.is_empty());
    let has_type = body.pointer("/purchase_units/0/shipping/type").is_some();
    if has_options
        && (has_type
            || matches!(
                context.preference,
                Some("NO_SHIPPING" | "SET_PROVIDED_ADDRESS")
            ))
    {
        let field = "/purchase_units/0/shipping/options";
        findings.business(field, "SHIPPING_OPTIONS_NOT_SUPPORTED", None);
    }
    if !findings.schema.is_empty() {
        return Err(RestError::invalid(findings.schema));
    }
    if !findings.business.is_empty() {
        return Err(RestError::unprocessable(findings.business));
    }
    let email = [
        "/payer/email_address",
        "/payment_source/paypal/email_address",
    ]
    .iter()
    .find_map(|pointer| body.pointer(pointer).and_then(text));
    Ok(OrderDraft {
        intent,
        units,
        shown: Map::new(),
        page_options: CheckoutPageOptions {
            return_url: context.return_url,
            cancel_return: context.cancel_url,
            notify_url: None,
            rm: ReturnMethod::Get,
            note: false,
            charset: None,
        },
        prefill: Prefill {
            email,
            contact: Contact::default(),
            no_shipping: match context.preference {
                Some("NO_SHIPPING") => NoShipping::Without,
                _ => NoShipping::Optional,
            },
            address_override: context.preference == Some("SET_PROVIDED_ADDRESS"),
            address,
        },
        pays_now: context.action == Some("PAY_NOW"),
        with_source: context.with_source,
    })
}

fn intent(findings: &mut Findings, body: &Value) -> PaymentAction {
    if member(body, "intent").is_none() {
        findings.schema("/intent", "MISSING_REQUIRED_PARAMETER", None);
    }
    match findings.word(body, "", "intent", &["CAPTURE", "AUTHORIZE"]) {
        Some("AUTHORIZE") => PaymentAction::Authorization,
        _ => PaymentAction::Sale,
    }
}

fn units(
    findings: &mut Findings,
    body: &Value,
    intent: PaymentAction,
    store: &Store,
    app: &AccountId,
) -> Vec<PurchaseUnit> {
    let pointer = "/purchase_units";
    let list = match member(body, "purchase_units") {
        Some(Value::Array(list)) => list,
        Some(_) => {
            findings.schema(pointer, "INVALID_PARAMETER_SYNTAX", None);
            return Vec::new();
        }
        None => {
            findings.schema(pointer, "MISSING_REQUIRED_PARAMETER", None);
            return Vec::new();
        }
    };
    if list.is_empty() {
        findings.schema(pointer, "INVALID_ARRAY_MIN_ITEMS", None);
    }
    if list.len() > MAX_UNITS {
        findings.schema(pointer, "INVALID_ARRAY_MAX_ITEMS", None);
        return Vec::new();
    }
    let mut units: Vec<PurchaseUnit> = Vec::with_capacity(list.len());
    for (index, one) in list.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        let currency = units.first().map(|unit| unit.order.currency);
        units.extend(unit::read(
            findings, one, &pointer, intent, currency, store, app,
        ));
    }
    if list.len() > 1 {
        several(findings, list, intent);
    }
    units
}

/// Several units need names of their own, and can only be captured.
fn several(findings: &mut Findings, list: &[Value], intent: PaymentAction) {
    if intent == PaymentAction::Authorization {
        findings.business("/intent", "UNSUPPORTED_INTENT", Some("AUTHORIZE"));
    }
    let mut seen: Vec<String> = Vec::new();
    for (index, unit) in list.iter().enumerate() {
        let field = format!("/purchase_units/{index}/reference_id");
        match member(unit, "reference_id").and_then(text) {
            None => findings.business(field, "REFERENCE_ID_REQUIRED", None),
            Some(id) if seen.contains(&id) => {
                findings.business(field, "DUPLICATE_REFERENCE_ID", Some(&id));
            }
            Some(id) => seen.push(id),
        }
    }
}

/// `experience_context`, or `application_context`, which says the same in
/// older requests.
struct Context {
    return_url: Option<String>,
    cancel_url: Option<String>,
    preference: Option<&'static str>,
    action: Option<&'static str>,
    with_source: bool,
}

impl Context {
    fn read(findings: &mut Findings, body: &Value) -> Self {
        let source = member(body, "payment_source").and_then(Value::as_object);
        for name in source.into_iter().flat_map(Map::keys) {
            if !matches!(name.as_str(), "paypal" | "card") {
                findings.schema(format!("/payment_source/{name}"), "NOT_SUPPORTED", None);
            }
        }
        // Cards come with the confirmation; here they may say what it needs.
        let card = source.and_then(|source| source.get("card"));
        for name in [
            "number",
            "security_code",
            "vault_id",
            "single_use_token",
            "network_token",
        ] {
            if card.is_some_and(|card| member(card, name).is_some()) {
                let field = format!("/payment_source/card/{name}");
                findings.schema(field, "NOT_SUPPORTED", None);
            }
        }
        // Nothing is saved for later, and nobody is to believe so.
        for name in ["paypal", "card"] {
            let source = source.and_then(|source| source.get(name));
            if source.is_some_and(asks_to_save) {
                let field = format!("/payment_source/{name}{VAULT}");
                findings.business(field, NOT_SAVED, None);
            }
        }
        let paypal = source.and_then(|source| source.get("paypal"));
        let newer = paypal.and_then(|paypal| member(paypal, "experience_context"));
        let older = member(body, "application_context");
        let places = [
            (newer, "/payment_source/paypal/experience_context"),
            (older, "/application_context"),
        ];
        let mut all = Self {
            return_url: None,
            cancel_url: None,
            preference: None,
            action: None,
            with_source: paypal.is_some(),
        };
        for (context, pointer) in places {
            let Some(context) = context else { continue };
            let return_url = findings.url(context, pointer, "return_url");
            let cancel_url = findings.url(context, pointer, "cancel_url");
            let preferences = ["GET_FROM_FILE", "NO_SHIPPING", "SET_PROVIDED_ADDRESS"];
            let preference = findings.word(context, pointer, "shipping_preference", &preferences);
            let actions = ["CONTINUE", "PAY_NOW"];
            let action = findings.word(context, pointer, "user_action", &actions);
            findings.text(context, pointer, "brand_name", 1..=127);
            all.return_url = all.return_url.or(return_url);
            all.cancel_url = all.cancel_url.or(cancel_url);
            all.preference = all.preference.or(preference);
            all.action = all.action.or(action);
        }
        all
    }
}
