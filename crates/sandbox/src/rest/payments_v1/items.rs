//! Amounts and items of a v1 transaction.

use leptos_paypal_core::{CoreError, Currency, Money};
use serde_json::{Map, Value};

use crate::resources::money::{copy_texts, member, text};
use crate::rest::Detail;
use crate::store::order::Line;

const MAX_AMOUNT: usize = 10;
const MAX_TEXT: usize = 127;

/// Collects what is wrong, field by field.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Detail>);

impl Findings {
    pub(super) fn add(&mut self, field: impl Into<String>, issue: impl Into<String>) {
        self.0.push(Detail::v1(field, issue));
    }

    /// A currency that has to be there.
    pub(super) fn currency(&mut self, value: &Value, field: &str) -> Option<Currency> {
        let path = format!("{field}.currency");
        let Some(code) = member(value, "currency").and_then(text) else {
            self.add(path, "Required field cannot be blank");
            return None;
        };
        let currency = code.parse().ok();
        if currency.is_none() {
            self.add(path, format!("Currency code {code:?} is not supported"));
        }
        currency
    }

    /// An amount that may be left out.
    pub(super) fn amount(
        &mut self,
        value: &Value,
        name: &str,
        field: &str,
        currency: Currency,
    ) -> Option<Money> {
        let found = member(value, name)?;
        let path = format!("{field}.{name}");
        let Some(text) = text(found) else {
            self.add(path, "Must be a string with a decimal number");
            return None;
        };
        if text.trim_start_matches('-').len() > MAX_AMOUNT {
            self.add(path, "Length must be at most 10 characters");
            return None;
        }
        match Money::parse_signed(&text, currency) {
            Ok(money) => Some(money),
            Err(error) => {
                self.add(path, issue(&error, currency));
                None
            }
        }
    }

    /// An amount that has to be there.
    pub(super) fn required_amount(
        &mut self,
        value: &Value,
        name: &str,
        field: &str,
        currency: Currency,
    ) -> Option<Money> {
        if member(value, name).is_none() {
            self.add(format!("{field}.{name}"), "Required field cannot be blank");
            return None;
        }
        self.amount(value, name, field, currency)
    }
}

fn issue(error: &CoreError, currency: Currency) -> String {
    match error {
        CoreError::AmountTooManyDecimals { .. } => format!(
            "Must be a number with at most {} decimals, for {currency}",
            currency.decimals()
        ),
        _ => format!("Must be an amount: {error}"),
    }
}

/// The items of a transaction.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) lines: Vec<Line>,
    pub(super) subtotal: Money,
    /// When any item has one.
    pub(super) tax: Option<Money>,
    pub(super) shown: Vec<Value>,
}

/// Reads `item_list.items`. Names that are too long are cut, as PayPal does.
pub(super) fn read(
    findings: &mut Findings,
    items: &Value,
    field: &str,
    currency: Currency,
) -> Option<Items> {
    let Some(list) = items.as_array() else {
        findings.add(field, "Must be an array");
        return None;
    };
    let mut all = Items {
        lines: Vec::with_capacity(list.len()),
        subtotal: Money::zero(currency),
        tax: None,
        shown: Vec::with_capacity(list.len()),
    };
    let before = findings.0.len();
    for (index, item) in list.iter().enumerate() {
        let path = format!("{field}[{index}]");
        if let Some((line, tax, shown)) = one(findings, item, &path, currency) {
            let summed = all.subtotal.plus(line.goods).and_then(|subtotal| {
                all.subtotal = subtotal;
                match tax {
                    Some(tax) => all.tax.unwrap_or(Money::zero(currency)).plus(tax).map(Some),
                    None => Ok(all.tax),
                }
            });
            match summed {
                Ok(tax) => all.tax = tax,
                Err(error) => findings.add(path, error.to_string()),
            }
            all.lines.push(line);
            all.shown.push(shown);
        }
    }
    (findings.0.len() == before).then_some(all)
}

fn one(
    findings: &mut Findings,
    item: &Value,
    path: &str,
    currency: Currency,
) -> Option<(Line, Option<Money>, Value)> {
    let own = findings.currency(item, path)?;
    if own != currency {
        findings.add(
            format!("{path}.currency"),
            "Currency should be the same as that of the transaction's amount",
        );
        return None;
    }
    let price = findings.required_amount(item, "price", path, currency);
    let tax = findings.amount(item, "tax", path, currency);
    let quantity = quantity(findings, item, path);
    let (price, quantity) = (price?, quantity?);
    let cut = |name: &str| -> String {
        let found = member(item, name).and_then(text).unwrap_or_default();
        found.chars().take(MAX_TEXT).collect()
    };
    let goods = price.times(quantity);
    let taxes = tax.map(|tax| tax.times(quantity)).transpose();
    let (goods, taxes) = match (goods, taxes) {
        (Ok(goods), Ok(taxes)) => (goods, taxes),
        (Err(error), _) | (_, Err(error)) => {
            findings.add(path, error.to_string());
            return None;
        }
    };
    let none = Money::zero(currency);
    let line = Line {
        name: cut("name"),
        description: cut("description"),
        number: cut("sku"),
        quantity,
        unit_price: price,
        options: Vec::new(),
        goods,
        discount: none,
        shipping: none,
        handling: none,
        tax: taxes.unwrap_or(none),
    };
    let mut shown = Map::new();
    copy_texts(item, &["name", "description", "sku", "url"], &mut shown);
    for value in shown.values_mut() {
        if let Value::String(text) = value {
            *text = text.chars().take(MAX_TEXT).collect();
        }
    }
    shown.insert("price".to_owned(), price.to_string().into());
    shown.insert("currency".to_owned(), currency.code().into());
    if let Some(tax) = tax {
        shown.insert("tax".to_owned(), tax.to_string().into());
    }
    shown.insert("quantity".to_owned(), quantity.to_string().into());
    Some((line, taxes, Value::Object(shown)))
}

fn quantity(findings: &mut Findings, item: &Value, path: &str) -> Option<u32> {
    let path = format!("{path}.quantity");
    let Some(text) = member(item, "quantity").and_then(text) else {
        findings.add(path, "Required field cannot be blank");
        return None;
    };
    let digits = !text.is_empty() && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit());
    let quantity = text.parse().ok().filter(|quantity| digits && *quantity > 0);
    if quantity.is_none() {
        findings.add(path, "Must be a whole number of at most 10 digits, from 1");
    }
    quantity
}
