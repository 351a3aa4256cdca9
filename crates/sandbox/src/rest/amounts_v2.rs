//! Amounts of v2: their form, their currency, their sums.

use leptos_paypal_core::{CoreError, Currency, Money};
use serde_json::{Map, Value};

use super::schema_v2::Findings;
use super::{Call, RestError};
use crate::resources::money::{member, v2};

const MAX_VALUE: usize = 32;

/// Sign that an amount may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Positive,
    NotNegative,
}

/// Reads `{currency_code, value}`. Without `expected`, any currency is right;
/// with it, another one makes a mixed order.
pub(crate) fn read(
    findings: &mut Findings,
    value: &Value,
    pointer: &str,
    sign: Sign,
    expected: Option<Currency>,
) -> Option<Money> {
    let code = findings.required_text(value, pointer, "currency_code", 3..=3);
    let text = findings.required_text(value, pointer, "value", 0..=MAX_VALUE);
    let (code, text) = (code?, text?);
    let field = format!("{pointer}/value");
    let unsigned = text.strip_prefix('-').unwrap_or(&text);
    if !is_decimal(unsigned) {
        findings.schema(field, "INVALID_PARAMETER_SYNTAX", Some(&text));
        return None;
    }
    let Ok(currency) = code.parse::<Currency>() else {
        let field = format!("{pointer}/currency_code");
        findings.business(field, "INVALID_CURRENCY_CODE", Some(&code));
        return None;
    };
    if expected.is_some_and(|expected| expected != currency) {
        let field = format!("{pointer}/currency_code");
        findings.business(field, "MULTI_CURRENCY_ORDER", Some(&code));
        return None;
    }
    // `.5` is fine for PayPal's schema.
    let whole = format!("0{unsigned}");
    let money = match Money::parse(whole.trim_end_matches('.'), currency) {
        Ok(money) if unsigned.len() < text.len() => money.negated(),
        Ok(money) => money,
        Err(CoreError::AmountTooManyDecimals { .. }) => {
            let issue = match currency.decimals() {
                0 => "DECIMALS_NOT_SUPPORTED",
                _ => "DECIMAL_PRECISION",
            };
            findings.business(field, issue, Some(&text));
            return None;
        }
        Err(_) => {
            findings.business(field, "MAX_VALUE_EXCEEDED", Some(&text));
            return None;
        }
    };
    let wrong = match sign {
        Sign::Positive if !money.is_positive() => Some("CANNOT_BE_ZERO_OR_NEGATIVE"),
        Sign::NotNegative if money.is_negative() => Some("CANNOT_BE_NEGATIVE"),
        _ => None,
    };
    match wrong {
        Some(issue) => {
            findings.business(field, issue, Some(&text));
            None
        }
        None => Some(money),
    }
}

/// `((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))`, without the sign.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && !fraction.is_empty() && digits(fraction),
        None => !text.is_empty() && digits(text),
    }
}

/// Names of `breakdown`; the last two are subtracted.
const PARTS: &[&str] = &[
    "item_total",
    "tax_total",
    "shipping",
    "handling",
    "insurance",
    "gratuity",
    "shipping_discount",
    "discount",
];

/// A member that is no part of a sum is refused: it would be missing from the total.
fn check_names(findings: &mut Findings, breakdown: &Value, pointer: &str) {
    let names = breakdown.as_object().into_iter().flat_map(Map::keys);
    for name in names.filter(|name| !PARTS.contains(&name.as_str())) {
        findings.schema(format!("{pointer}/breakdown/{name}"), "NOT_SUPPORTED", None);
    }
}

/// `amount` of a purchase unit.
#[derive(Debug)]
pub(crate) struct Amount {
    pub(crate) total: Money,
    parts: Vec<(&'static str, Money)>,
}

impl Amount {
    pub(crate) fn read(
        findings: &mut Findings,
        amount: &Value,
        pointer: &str,
        expected: Option<Currency>,
    ) -> Option<Self> {
        let before = findings.schema.len() + findings.business.len();
        let total = read(findings, amount, pointer, Sign::Positive, expected);
        let currency = total.map(Money::currency).or(expected);
        let mut parts = Vec::new();
        if let Some(breakdown) = member(amount, "breakdown") {
            check_names(findings, breakdown, pointer);
            for name in PARTS {
                if let Some(part) = member(breakdown, name) {
                    let pointer = format!("{pointer}/breakdown/{name}");
                    let read = read(findings, part, &pointer, Sign::NotNegative, currency);
                    parts.extend(read.map(|money| (*name, money)));
                }
            }
        }
        if findings.schema.len() + findings.business.len() > before {
            return None;
        }
        let amount = Self {
            total: total?,
            parts,
        };
        amount.check(findings, pointer);
        Some(amount)
    }

    /// The total equals its parts.
    fn check(&self, findings: &mut Findings, pointer: &str) {
        if self.parts.is_empty() {
            return;
        }
        let signed = self.parts.iter().map(|(name, money)| match *name {
            "shipping_discount" | "discount" => money.negated(),
            _ => *money,
        });
        if Money::sum(self.total.currency(), signed) != Ok(self.total) {
            let field = format!("{pointer}/value");
            let value = self.total.to_string();
            findings.business(field, "AMOUNT_MISMATCH", Some(&value));
        }
    }

    /// Returns whether it has a breakdown.
    pub(crate) const fn has_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    pub(crate) fn part(&self, name: &str) -> Option<Money> {
        let found = self.parts.iter().find(|(known, _)| *known == name);
        found.map(|(_, money)| *money)
    }

    pub(crate) fn part_or_none(&self, name: &str) -> Money {
        let none = Money::zero(self.total.currency());
        self.part(name).unwrap_or(none)
    }

    /// All goods: what the breakdown says, else the whole.
    pub(crate) fn goods(&self) -> Money {
        if self.parts.is_empty() {
            self.total
        } else {
            self.part_or_none("item_total")
        }
    }

    pub(crate) fn show(&self) -> Value {
        let mut amount = v2(self.total);
        if !self.parts.is_empty() {
            let breakdown: Map<String, Value> = self
                .parts
                .iter()
                .map(|(name, money)| ((*name).to_owned(), v2(*money)))
                .collect();
            amount["breakdown"] = Value::Object(breakdown);
        }
        amount
    }
}

/// `amount` of a body, if there is one, in a currency that is already fixed.
pub(crate) fn amount_of(
    call: &Call<'_>,
    currency: Currency,
    mismatch: &str,
) -> Result<Option<Money>, RestError> {
    let Some(amount) = member(&call.body, "amount") else {
        return Ok(None);
    };
    let mut findings = Findings::default();
    let money = read(&mut findings, amount, "/amount", Sign::Positive, None);
    if !findings.schema.is_empty() {
        return Err(RestError::invalid(findings.schema));
    }
    if let Some(money) = money
        && money.currency() != currency
    {
        let field = "/amount/currency_code";
        let code = money.currency().code();
        findings.business(field, mismatch, Some(code));
    }
    if findings.business.is_empty() {
        Ok(money)
    } else {
        Err(RestError::unprocessable(findings.business))
    }
}
