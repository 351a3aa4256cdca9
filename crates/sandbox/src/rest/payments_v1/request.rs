//! A v1 payment as a client asks for it.

use leptos_paypal_core::Money;
use serde_json::{Map, Value, json};

use super::items::{self, Findings, Items};
use super::sums::{Parts, SumError, Sums, add_up};
use crate::resources::money::{copy_texts, member, text};
use crate::rest::RestError;
use crate::rest::parties::{address_v1, payee};
use crate::store::accounts::AccountId;
use crate::store::checkout_details::{
    CheckoutPageOptions, Contact, NoShipping, Prefill, ReturnMethod,
};
use crate::store::order::{Line, Order, OrderKind, PaymentAction};
use crate::store::rest_orders::{OrderDraft, PurchaseUnit};
use crate::store::{Store, http_url};

const MAX_TRANSACTIONS: usize = 10;

/// Texts of a transaction and how long they may be.
const TEXTS: &[(&str, usize)] = &[
    ("description", 127),
    ("custom", 127),
    ("invoice_number", 127),
    ("note_to_payee", 255),
    ("notify_url", 2048),
    ("reference_id", 256),
];

/// Reads the whole request.
pub(super) fn read(body: &Value, store: &Store, app: &AccountId) -> Result<OrderDraft, RestError> {
    let mut findings = Findings::default();
    let intent = match member(body, "intent").and_then(Value::as_str) {
        Some("sale") => PaymentAction::Sale,
        Some("authorize") => PaymentAction::Authorization,
        Some("order") => PaymentAction::Order,
        Some(other) => {
            findings.add(
                "intent",
                format!("{other:?} is not sale, authorize or order"),
            );
            PaymentAction::Sale
        }
        None => {
            findings.add("intent", "Required field cannot be blank");
            PaymentAction::Sale
        }
    };
    let payer = member(body, "payer");
    match payer.and_then(|payer| member(payer, "payment_method")) {
        Some(Value::String(method)) if method.eq_ignore_ascii_case("paypal") => {}
        Some(_) => findings.add(
            "payer.payment_method",
            "This sandbox takes payments with the method paypal only",
        ),
        None => findings.add("payer.payment_method", "Required field cannot be blank"),
    }
    let (return_url, cancel_url) = redirects(&mut findings, body);
    let mut units = Vec::new();
    match member(body, "transactions").and_then(Value::as_array) {
        Some(list) if !list.is_empty() && list.len() <= MAX_TRANSACTIONS => {
            for (index, transaction) in list.iter().enumerate() {
                let path = format!("transactions[{index}]");
                units.extend(unit(&mut findings, transaction, &path, intent, store, app));
            }
        }
        Some(list) if !list.is_empty() => {
            findings.add("transactions", "There can be at most 10 transactions");
        }
        _ => findings.add("transactions", "Required field cannot be blank"),
    }
    if let Some(first) = units.first()
        && units
            .iter()
            .any(|unit| unit.order.currency != first.order.currency)
    {
        findings.add("transactions", "All transactions must have one currency");
    }
    if !findings.0.is_empty() {
        return Err(RestError::validation(findings.0));
    }
    let context = member(body, "application_context");
    let preference = context.and_then(|context| member(context, "shipping_preference"));
    let mut shown = Map::new();
    copy_texts(
        body,
        &["note_to_payer", "experience_profile_id"],
        &mut shown,
    );
    shown.insert(
        "redirect_urls".to_owned(),
        json!({"return_url": return_url, "cancel_url": cancel_url}),
    );
    let action = context.and_then(|context| member(context, "user_action"));
    Ok(OrderDraft {
        intent,
        units,
        shown,
        page_options: CheckoutPageOptions {
            return_url,
            cancel_return: cancel_url,
            notify_url: None,
            rm: ReturnMethod::Get,
            note: false,
            charset: None,
        },
        prefill: prefill(body, preference.and_then(Value::as_str)),
        pays_now: action.and_then(Value::as_str) == Some("commit"),
        with_source: false,
    })
}

fn redirects(findings: &mut Findings, body: &Value) -> (Option<String>, Option<String>) {
    let urls = member(body, "redirect_urls");
    let mut one = |name: &str| {
        let path = format!("redirect_urls.{name}");
        let Some(url) = urls.and_then(|urls| member(urls, name)).and_then(text) else {
            findings.add(path, "Required field cannot be blank");
            return None;
        };
        if http_url(&url).is_none() {
            findings.add(path, "Must be a valid http or https address");
        }
        Some(url)
    };
    (one("return_url"), one("cancel_url"))
}

fn prefill(body: &Value, preference: Option<&str>) -> Prefill {
    let info = member(body, "payer").and_then(|payer| member(payer, "payer_info"));
    let address = body
        .pointer("/transactions/0/item_list/shipping_address")
        .filter(|address| !address.is_null())
        .map(address_v1);
    Prefill {
        email: info.and_then(|info| member(info, "email")).and_then(text),
        contact: Contact::default(),
        no_shipping: match preference {
            Some("NO_SHIPPING") => NoShipping::Without,
            _ => NoShipping::Optional,
        },
        // What the shop sends is shown, unless it says to take the buyer's.
        address_override: address.is_some() && preference != Some("GET_FROM_FILE"),
        address,
    }
}

fn unit(
    findings: &mut Findings,
    transaction: &Value,
    path: &str,
    intent: PaymentAction,
    store: &Store,
    app: &AccountId,
) -> Option<PurchaseUnit> {
    let before = findings.0.len();
    let mut shown = Map::new();
    for (name, max) in TEXTS {
        if let Some(text) = member(transaction, name).and_then(text) {
            if text.chars().count() > *max {
                findings.add(
                    format!("{path}.{name}"),
                    format!("Length must be at most {max} characters"),
                );
            }
            shown.insert((*name).to_owned(), Value::String(text));
        }
    }
    if let Some(descriptor) = member(transaction, "soft_descriptor").and_then(text) {
        let cut: String = descriptor.chars().take(22).collect();
        shown.insert("soft_descriptor".to_owned(), Value::String(cut));
    }
    let notify_url = member(transaction, "notify_url").and_then(text);
    if notify_url
        .as_deref()
        .is_some_and(|url| http_url(url).is_none())
    {
        findings.add(
            format!("{path}.notify_url"),
            "Must be a valid http or https address",
        );
    }
    if let Some(options) = member(transaction, "payment_options") {
        shown.insert("payment_options".to_owned(), options.clone());
    }
    let payee = match payee(store, member(transaction, "payee"), app) {
        Ok(payee) => payee,
        Err(name) => {
            findings.add(
                format!("{path}.payee"),
                format!("No account here is {name:?}"),
            );
            app.clone()
        }
    };
    let invoice = shown.get("invoice_number").and_then(text);
    let custom = shown.get("custom").and_then(text).unwrap_or_default();
    let amount = member(transaction, "amount");
    let Some(amount) = amount else {
        findings.add(format!("{path}.amount"), "Required field cannot be blank");
        return None;
    };
    let field = format!("{path}.amount");
    let currency = findings.currency(amount, &field)?;
    let total = findings.required_amount(amount, "total", &field, currency);
    let parts = Parts::read(findings, amount, &format!("{field}.details"), currency);
    let list = member(transaction, "item_list");
    let items = list.and_then(|list| member(list, "items"));
    let items = match items {
        Some(items) => {
            let field = format!("{path}.item_list.items");
            Some(items::read(findings, items, &field, currency)?)
        }
        None => None,
    };
    let total = total.filter(|_| findings.0.len() == before)?;
    if !total.is_positive() {
        findings.add(format!("{field}.total"), "Amount must be greater than zero");
        return None;
    }
    match add_up(total, &parts, items.as_ref()) {
        Ok(()) => {}
        Err(SumError::Amount(issue)) => {
            findings.add(field, issue);
            return None;
        }
        Err(SumError::Items(issue)) => {
            findings.add(path, issue);
            return None;
        }
    }
    shown.insert("amount".to_owned(), parts.show(total));
    let description = shown.get("description").and_then(text).unwrap_or_default();
    if let Some(list) = list {
        shown.insert("item_list".to_owned(), show_list(list, items.as_ref()));
    }
    let sums = parts.order_sums(total)?;
    let mut lines = items.map(|items| items.lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push(whole(description, sums.items_total, &sums));
    }
    Some(PurchaseUnit {
        order: Order {
            kind: if lines.len() > 1 {
                OrderKind::Cart
            } else {
                OrderKind::Express
            },
            action: intent,
            business: store
                .accounts
                .get(&payee)
                .map(|account| account.email.clone())
                .unwrap_or_default(),
            currency,
            lines,
            items_total: sums.items_total,
            discount: sums.discount,
            shipping: sums.shipping,
            handling: sums.handling,
            tax: sums.tax,
            total,
            invoice,
            custom,
        },
        payee,
        notify_url,
        shown,
        shipping_options: Vec::new(),
        txn_id: None,
    })
}

/// One line for the buyer to see where no items are named.
fn whole(description: String, goods: Money, sums: &Sums) -> Line {
    let none = Money::zero(goods.currency());
    Line {
        name: description,
        description: String::new(),
        number: String::new(),
        quantity: 1,
        unit_price: goods,
        options: Vec::new(),
        goods,
        discount: none,
        shipping: sums.shipping,
        handling: sums.handling,
        tax: sums.tax,
    }
}

fn show_list(list: &Value, items: Option<&Items>) -> Value {
    let mut shown = Map::new();
    if let Some(items) = items {
        shown.insert("items".to_owned(), Value::Array(items.shown.clone()));
    }
    if let Some(address) = member(list, "shipping_address") {
        shown.insert("shipping_address".to_owned(), address.clone());
    }
    copy_texts(
        list,
        &["shipping_method", "shipping_phone_number"],
        &mut shown,
    );
    Value::Object(shown)
}
