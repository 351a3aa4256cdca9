//! One purchase unit of a request.

use std::ops::RangeInclusive;

use leptos_paypal_core::{Currency, Money};
use serde_json::{Map, Value, json};

use super::shipping;
use crate::resources::money::{member, text, v2};
use crate::rest::amounts_v2::{self as amounts, Amount, Sign};
use crate::rest::parties::payee;
use crate::rest::schema_v2::Findings;
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::order::{Line, Order, OrderKind, PaymentAction};
use crate::store::rest_orders::PurchaseUnit;

/// Texts and their lengths. `custom_id` is as later clients allow it; an empty
/// `description` is taken, whatever the schema says (`woocommerce-paypal-payments
/// #372`).
const TEXTS: &[(&str, RangeInclusive<usize>)] = &[
    ("reference_id", 1..=256),
    ("description", 0..=127),
    ("custom_id", 1..=255),
    ("invoice_id", 1..=127),
    ("soft_descriptor", 1..=22),
];

/// Reads a unit; `expected` is the currency of the first one.
pub(super) fn read(
    findings: &mut Findings,
    unit: &Value,
    pointer: &str,
    intent: PaymentAction,
    expected: Option<Currency>,
    store: &Store,
    app: &AccountId,
) -> Option<PurchaseUnit> {
    let mut shown = Map::new();
    for (name, length) in TEXTS {
        let text = findings.text(unit, pointer, name, length.clone());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            shown.insert((*name).to_owned(), Value::String(text));
        }
    }
    shown
        .entry("reference_id")
        .or_insert_with(|| json!("default"));
    let amount_pointer = format!("{pointer}/amount");
    let amount = match member(unit, "amount") {
        Some(amount) => Amount::read(findings, amount, &amount_pointer, expected),
        None => {
            findings.schema(amount_pointer.clone(), "MISSING_REQUIRED_PARAMETER", None);
            None
        }
    };
    let currency = amount.as_ref().map(|amount| amount.total.currency());
    let items = match member(unit, "items") {
        Some(items) => read_items(findings, items, &format!("{pointer}/items"), currency),
        None => Items::default(),
    };
    let mut shipping_options = Vec::new();
    if let Some(shipping) = member(unit, "shipping") {
        let pointer = format!("{pointer}/shipping");
        check_shipping(findings, shipping, &pointer);
        shipping_options = shipping::read(findings, shipping, &pointer, currency);
        shown.insert("shipping".to_owned(), shipping.clone());
    }
    let payee = match payee(store, member(unit, "payee"), app) {
        Ok(payee) => payee,
        Err(name) => {
            let field = format!("{pointer}/payee");
            findings.business(field, "PAYEE_ACCOUNT_INVALID", Some(&name));
            app.clone()
        }
    };
    let amount = amount?;
    items.check(findings, &amount, &amount_pointer);
    shipping::check_sum(findings, &shipping_options, &amount, &amount_pointer);
    let invoice = shown.get("invoice_id").and_then(text);
    if let (Some(invoice), Some(account)) = (&invoice, store.accounts.get(&payee))
        && store.is_duplicate(account, invoice)
    {
        let field = format!("{pointer}/invoice_id");
        findings.business(field, "DUPLICATE_INVOICE_ID", Some(invoice));
    }
    let account = store.accounts.get(&payee);
    let business = account.map(|account| account.email.clone());
    shown.insert("amount".to_owned(), amount.show());
    shown.insert(
        "payee".to_owned(),
        json!({"email_address": business, "merchant_id": payee.0}),
    );
    if !items.shown.is_empty() {
        shown.insert("items".to_owned(), Value::Array(items.shown));
    }
    let order = order(
        &amount,
        items.lines,
        intent,
        shown.get("description").and_then(text).unwrap_or_default(),
    )?;
    Some(PurchaseUnit {
        order: Order {
            business: business.unwrap_or_default(),
            invoice,
            custom: shown.get("custom_id").and_then(text).unwrap_or_default(),
            ..order
        },
        payee,
        notify_url: None,
        shown,
        shipping_options,
        txn_id: None,
    })
}

/// The order that the buyer sees and the store charges.
fn order(
    amount: &Amount,
    mut lines: Vec<Line>,
    action: PaymentAction,
    description: String,
) -> Option<Order> {
    let currency = amount.total.currency();
    let none = Money::zero(currency);
    let sum = |names: &[&str]| {
        Money::sum(currency, names.iter().map(|name| amount.part_or_none(name))).ok()
    };
    let (shipping, tax) = (
        amount.part_or_none("shipping"),
        amount.part_or_none("tax_total"),
    );
    let handling = sum(&["handling", "insurance", "gratuity"])?;
    if lines.is_empty() {
        lines.push(Line {
            name: description,
            description: String::new(),
            number: String::new(),
            quantity: 1,
            unit_price: amount.goods(),
            options: Vec::new(),
            goods: amount.goods(),
            discount: none,
            shipping,
            handling,
            tax,
        });
    }
    Some(Order {
        kind: if lines.len() > 1 {
            OrderKind::Cart
        } else {
            OrderKind::Express
        },
        action,
        business: String::new(),
        currency,
        lines,
        items_total: amount.goods(),
        discount: sum(&["shipping_discount", "discount"])?,
        shipping,
        handling,
        tax,
        total: amount.total,
        invoice: None,
        custom: String::new(),
    })
}

/// The items of a unit with their sums.
#[derive(Debug, Default)]
struct Items {
    lines: Vec<Line>,
    shown: Vec<Value>,
    total: Option<Money>,
    tax: Option<Money>,
}

impl Items {
    /// Items need an `item_total` that is theirs, taxes a `tax_total`.
    fn check(&self, findings: &mut Findings, amount: &Amount, pointer: &str) {
        let rules = [
            (
                self.total,
                "item_total",
                "ITEM_TOTAL_REQUIRED",
                "ITEM_TOTAL_MISMATCH",
            ),
            (
                self.tax,
                "tax_total",
                "TAX_TOTAL_REQUIRED",
                "TAX_TOTAL_MISMATCH",
            ),
        ];
        for (sum, name, required, mismatch) in rules {
            let Some(sum) = sum else { continue };
            let field = format!("{pointer}/breakdown/{name}");
            match amount.part(name) {
                None => findings.business(field, required, None),
                Some(said) if said != sum => {
                    let field = format!("{field}/value");
                    findings.business(field, mismatch, Some(&said.to_string()));
                }
                Some(_) => {}
            }
        }
    }
}

fn read_items(
    findings: &mut Findings,
    items: &Value,
    pointer: &str,
    currency: Option<Currency>,
) -> Items {
    let Some(list) = items.as_array() else {
        findings.schema(pointer, "INVALID_PARAMETER_SYNTAX", None);
        return Items::default();
    };
    let mut all = Items::default();
    for (index, item) in list.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        let Some((line, tax, shown)) = read_item(findings, item, &pointer, currency) else {
            continue;
        };
        let none = Money::zero(line.goods.currency());
        let total = all.total.unwrap_or(none).plus(line.goods);
        let taxes = tax.map(|tax| all.tax.unwrap_or(none).plus(tax)).transpose();
        match (total, taxes) {
            (Ok(total), Ok(taxes)) => {
                all.total = Some(total);
                all.tax = taxes.or(all.tax);
            }
            _ => findings.business(pointer, "MAX_VALUE_EXCEEDED", None),
        }
        all.lines.push(line);
        all.shown.push(shown);
    }
    all
}

fn read_item(
    findings: &mut Findings,
    item: &Value,
    pointer: &str,
    currency: Option<Currency>,
) -> Option<(Line, Option<Money>, Value)> {
    let name = findings.required_text(item, pointer, "name", 1..=127);
    let quantity = findings.required_text(item, pointer, "quantity", 0..=10);
    let number = findings.text(item, pointer, "sku", 0..=127);
    let description = findings.text(item, pointer, "description", 0..=2048);
    let kinds = ["DIGITAL_GOODS", "PHYSICAL_GOODS", "DONATION"];
    let category = findings.word(item, pointer, "category", &kinds);
    let price_pointer = format!("{pointer}/unit_amount");
    let price = match member(item, "unit_amount") {
        Some(price) => amounts::read(findings, price, &price_pointer, Sign::NotNegative, currency),
        None => {
            findings.schema(price_pointer.clone(), "MISSING_REQUIRED_PARAMETER", None);
            None
        }
    };
    let tax = member(item, "tax").and_then(|tax| {
        let pointer = format!("{pointer}/tax");
        amounts::read(findings, tax, &pointer, Sign::NotNegative, currency)
    });
    let (name, text, price) = (name?, quantity?, price?);
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let Some(quantity) = text.parse::<u32>().ok().filter(|_| plain) else {
        let field = format!("{pointer}/quantity");
        findings.schema(field, "INVALID_PARAMETER_SYNTAX", Some(&text));
        return None;
    };
    let sums = (
        price.times(quantity),
        tax.map(|tax| tax.times(quantity)).transpose(),
    );
    let (Ok(goods), Ok(taxes)) = sums else {
        findings.business(price_pointer, "MAX_VALUE_EXCEEDED", None);
        return None;
    };
    let none = Money::zero(price.currency());
    let mut shown = json!({"name": name, "unit_amount": v2(price), "quantity": text});
    for (field, value) in [
        ("sku", number.as_deref()),
        ("description", description.as_deref()),
        ("category", category),
    ] {
        if let Some(value) = value {
            shown[field] = json!(value);
        }
    }
    if let Some(tax) = tax {
        shown["tax"] = v2(tax);
    }
    let line = Line {
        name,
        description: description.unwrap_or_default(),
        number: number.unwrap_or_default(),
        quantity,
        unit_price: price,
        options: Vec::new(),
        goods,
        discount: none,
        shipping: none,
        handling: none,
        tax: taxes.unwrap_or(none),
    };
    Some((line, taxes, shown))
}

fn check_shipping(findings: &mut Findings, shipping: &Value, pointer: &str) {
    if let Some(name) = member(shipping, "name") {
        findings.text(name, &format!("{pointer}/name"), "full_name", 0..=300);
    }
    let Some(address) = member(shipping, "address") else {
        return;
    };
    let pointer = format!("{pointer}/address");
    for (name, max) in [
        ("address_line_1", 300),
        ("address_line_2", 300),
        ("admin_area_1", 300),
        ("admin_area_2", 120),
        ("postal_code", 60),
    ] {
        findings.text(address, &pointer, name, 0..=max);
    }
    let Some(country) = findings.required_text(address, &pointer, "country_code", 2..=2) else {
        return;
    };
    if !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let field = format!("{pointer}/country_code");
        findings.schema(field, "INVALID_COUNTRY_CODE", Some(&country));
    } else if country == "US" {
        for (name, issue) in [
            ("admin_area_2", "CITY_REQUIRED"),
            ("postal_code", "POSTAL_CODE_REQUIRED"),
        ] {
            let text = member(address, name).and_then(text);
            if text.is_none_or(|text| text.is_empty()) {
                findings.business(format!("{pointer}/{name}"), issue, None);
            }
        }
    }
}
