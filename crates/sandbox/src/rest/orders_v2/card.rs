//! `payment_source.card`: read, checked and forgotten but for what is kept.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::request::{NOT_SAVED, VAULT, asks_to_save};
use crate::resources::money::{member, text};
use crate::resources::orders_v2 as show;
use crate::rest::parties::address_v2;
use crate::rest::schema_v2::Findings;
use crate::rest::{Call, Detail, Reply, RestError};
use crate::store::card::{Card, NetworkRules};

const SOURCE: &str = "/payment_source/card";

/// Years that a card may still be good for.
const MAX_YEARS: i16 = 20;

/// Agrees to an order with the card of the request. A browser may do so for
/// each order of its app whose id it has been given, as a buyer does on
/// PayPal's pages.
pub(super) fn confirm(call: &mut Call<'_>, id: &str) -> Result<Reply, RestError> {
    let record = call.record_of_app(id)?;
    if record.is_done() {
        return Err(RestError::issue("ORDER_CANNOT_BE_CONFIRMED"));
    }
    let payees = record.units.iter().map(|unit| &unit.payee);
    let mut accounts = payees.filter_map(|payee| call.store.accounts.get(payee));
    if accounts.any(|payee| !payee.settings.cards) {
        let issue = "PAYEE_NOT_ENABLED_FOR_CARD_PROCESSING";
        return Err(RestError::issue(issue));
    }
    let source = member(&call.body, "payment_source");
    let source = source.and_then(|source| member(source, "card"));
    let Some(source) = source else {
        return Err(RestError::issue("NO_PAYMENT_SOURCE_PROVIDED"));
    };
    let asked = record.request.pointer(SOURCE);
    let is_authenticated = [Some(source), asked].into_iter().flatten().any(|card| {
        card.pointer("/attributes/verification/method")
            .is_some_and(Value::is_string)
    });
    let card = Card {
        is_authenticated,
        ..read(source, call.now)?
    };
    let token = record.token.clone();
    call.store
        .approve_by_card(&token, card, call.now)
        .map_err(|error| crate::rest::errors::of_ledger(&error, call.version))?;
    let record = call.record_of_app(id)?;
    let mut minimal = show::minimal(call.store, record, &call.base);
    let whole = show::whole(call.store, record, &call.base);
    minimal["payment_source"] = whole["payment_source"].clone();
    // The order of a shop's server is read by a browser only once its buyer
    // has agreed on PayPal's pages.
    let whole = match call.record(id) {
        Ok(_) => whole,
        Err(_) => minimal.clone(),
    };
    Ok(Reply::ok(whole).or_minimal(minimal))
}

/// A card of a request, without its number and its security code. Errors do
/// not repeat them.
fn read(source: &Value, now: Timestamp) -> Result<Card, RestError> {
    let mut findings = Findings::default();
    let name = findings.text(source, SOURCE, "name", 1..=300);
    let number = digits(&mut findings, source, "number", 13..=19);
    let code = digits(&mut findings, source, "security_code", 3..=4);
    let expiry = findings.text(source, SOURCE, "expiry", 7..=7);
    if let Some(expiry) = &expiry
        && parse_expiry(expiry).is_none()
    {
        let field = format!("{SOURCE}/expiry");
        findings.schema(field, "INVALID_PARAMETER_SYNTAX", Some(expiry));
    }
    if !findings.schema.is_empty() {
        return Err(RestError::invalid(findings.schema));
    }
    let refuse = |field: &str, issue: &str| {
        let detail = Detail::v2(format!("{SOURCE}/{field}"), issue, None);
        RestError::unprocessable(vec![detail])
    };
    if asks_to_save(source) {
        return Err(refuse(VAULT.trim_start_matches('/'), NOT_SAVED));
    }
    let number = number.ok_or_else(|| refuse("number", "CARD_NUMBER_REQUIRED"))?;
    let expiry = expiry.ok_or_else(|| refuse("expiry", "CARD_EXPIRY_REQUIRED"))?;
    let rules =
        NetworkRules::of(&number).ok_or_else(|| refuse("number", "CARD_TYPE_NOT_SUPPORTED"))?;
    if !rules.accepts(&number) {
        return Err(refuse("number", "INVALID_CARD_NUMBER"));
    }
    let today = now.to_zoned(TimeZone::UTC).date();
    let this_month = (today.year(), today.month());
    match parse_expiry(&expiry) {
        Some(good_until) if good_until < this_month => {
            return Err(refuse("expiry", "CARD_EXPIRED"));
        }
        Some((year, _)) if year > this_month.0 + MAX_YEARS => {
            return Err(refuse("expiry", "INVALID_EXPIRY_DATE"));
        }
        _ => {}
    }
    if code.is_some_and(|code| code.len() != rules.code_digits) {
        return Err(refuse("security_code", "INVALID_SECURITY_CODE_LENGTH"));
    }
    let last = number.len().saturating_sub(4);
    Ok(Card {
        network: rules.network,
        last_digits: number.get(last..).unwrap_or_default().to_owned(),
        expiry,
        name,
        billing_address: member(source, "billing_address").map(address_v2),
        is_authenticated: false,
    })
}

/// The card of a form, or what is wrong with it in PayPal's words.
pub(crate) fn read_card(source: &Value, now: Timestamp) -> Result<Card, String> {
    read(source, now).map_err(|error| {
        let detail = error.details.into_iter().next();
        let words = detail.and_then(|detail| detail.description);
        words.unwrap_or_else(|| "The card cannot be read.".to_owned())
    })
}

/// Digits that may be left out.
fn digits(
    findings: &mut Findings,
    source: &Value,
    name: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Option<String> {
    let found = text(member(source, name)?).unwrap_or_default();
    let is_valid = length.contains(&found.len()) && found.bytes().all(|byte| byte.is_ascii_digit());
    if !is_valid {
        let field = format!("{SOURCE}/{name}");
        findings.schema(field, "INVALID_PARAMETER_SYNTAX", None);
        return None;
    }
    Some(found)
}

/// Year and month of `YYYY-MM`.
fn parse_expiry(expiry: &str) -> Option<(i16, i8)> {
    let (year, month) = expiry.split_once('-')?;
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() != 2 || !is_plain(year) || !is_plain(month) {
        return None;
    }
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some((year, month))
}

/// The request without what nobody may keep: of a card's number the last
/// digits are left, of its security code nothing.
pub(crate) fn without_secrets(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(Value::Object(card)) = body.pointer_mut(SOURCE) {
        card.remove("security_code");
        if let Some(number) = card.remove("number").as_ref().and_then(text) {
            let kept: String = number.chars().rev().take(4).collect();
            card.insert(
                "number".to_owned(),
                json!(kept.chars().rev().collect::<String>()),
            );
        }
    }
    body
}
