//! Rules of the shipping options of an order.

use leptos_paypal_core::{Currency, Money};
use serde_json::Value;

use crate::resources::money::member;
use crate::rest::amounts_v2::{self as amounts, Amount, Sign};
use crate::rest::schema_v2::Findings;
use crate::rest::{Detail, RestError};
use crate::store::rest_orders::OrderDraft;
use crate::store::shipping_option::ShippingOption;

const MAX_OPTIONS: usize = 10;
const TYPES: [&str; 4] = [
    "SHIPPING",
    "PICKUP",
    "PICKUP_IN_STORE",
    "PICKUP_FROM_PERSON",
];
const AMOUNT_MISMATCH: &str = "PREFERRED_SHIPPING_OPTION_AMOUNT_MISMATCH";

/// Reads `shipping.options` of a purchase unit.
pub(super) fn read(
    findings: &mut Findings,
    shipping: &Value,
    pointer: &str,
    currency: Option<Currency>,
) -> Vec<ShippingOption> {
    let pointer = format!("{pointer}/options");
    let list = match member(shipping, "options") {
        None => return Vec::new(),
        Some(Value::Array(list)) => list,
        Some(_) => {
            findings.schema(pointer, "INVALID_PARAMETER_SYNTAX", None);
            return Vec::new();
        }
    };
    if list.len() > MAX_OPTIONS {
        findings.schema(pointer, "INVALID_ARRAY_MAX_ITEMS", None);
        return Vec::new();
    }
    let mut options = Vec::with_capacity(list.len());
    for (index, option) in list.iter().enumerate() {
        options.extend(read_one(
            findings,
            option,
            &format!("{pointer}/{index}"),
            currency,
        ));
    }
    let selected = options.iter().filter(|option| option.is_selected).count();
    if selected > 1 {
        findings.business(pointer, "MULTIPLE_SHIPPING_OPTION_SELECTED", None);
    } else if selected == 0 && !options.is_empty() {
        findings.business(pointer, "SHIPPING_OPTION_NOT_SELECTED", None);
    }
    options
}

fn read_one(
    findings: &mut Findings,
    option: &Value,
    pointer: &str,
    currency: Option<Currency>,
) -> Option<ShippingOption> {
    let id = findings.required_text(option, pointer, "id", 1..=127);
    let label = findings.required_text(option, pointer, "label", 1..=127);
    let kind = findings.word(option, pointer, "type", &TYPES);
    let field = format!("{pointer}/selected");
    let is_selected = match member(option, "selected") {
        Some(Value::Bool(is_selected)) => Some(*is_selected),
        Some(_) => {
            findings.schema(field, "INVALID_PARAMETER_SYNTAX", None);
            None
        }
        None => {
            findings.schema(field, "MISSING_REQUIRED_PARAMETER", None);
            None
        }
    };
    let amount = member(option, "amount").map(|amount| {
        let pointer = format!("{pointer}/amount");
        amounts::read(findings, amount, &pointer, Sign::NotNegative, currency)
    });
    // An amount that is there and cannot be read has been found already.
    let amount = match amount {
        Some(None) => return None,
        Some(amount) => amount,
        None => None,
    };
    Some(ShippingOption {
        id: id?,
        label: label?,
        kind: kind.map(str::to_owned),
        amount,
        is_selected: is_selected?,
    })
}

/// The shipping in the sum is that of an option. While the buyer chooses, it
/// may already be that of the next one.
pub(super) fn check_sum(
    findings: &mut Findings,
    options: &[ShippingOption],
    amount: &Amount,
    pointer: &str,
) {
    if options.is_empty() || !amount.has_parts() {
        return;
    }
    let none = Money::zero(amount.total.currency());
    let shipping = amount.part_or_none("shipping");
    let is_known = options
        .iter()
        .any(|option| option.amount.unwrap_or(none) == shipping);
    if !is_known {
        let field = format!("{pointer}/breakdown/shipping");
        findings.business(field, AMOUNT_MISMATCH, Some(&shipping.to_string()));
    }
}

/// Refuses a new order whose shipping is not that of the option it selects.
pub(super) fn check_selected(draft: &OrderDraft) -> Result<(), RestError> {
    for (index, unit) in draft.units.iter().enumerate() {
        let none = Money::zero(unit.order.currency);
        let mut options = unit.shipping_options.iter();
        let selected = options.find(|option| option.is_selected);
        let has_parts = unit
            .shown
            .get("amount")
            .and_then(|amount| amount.get("breakdown"));
        if let (Some(selected), Some(_)) = (selected, has_parts)
            && selected.amount.unwrap_or(none) != unit.order.shipping
        {
            let field = format!("/purchase_units/{index}/amount/breakdown/shipping");
            let value = unit.order.shipping.to_string();
            let detail = Detail::v2(field, AMOUNT_MISMATCH, Some(&value));
            return Err(RestError::unprocessable(vec![detail]));
        }
    }
    Ok(())
}
