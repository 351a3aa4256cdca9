//! Envelopes of answers.

use std::borrow::Cow;

use quick_xml::escape::escape;

use super::envelope::Fault;
use super::{API, COMPONENTS, CORE, ENVELOPE};
use crate::classic::answer::{Content, Node};
use crate::classic::perform::Outcome;

/// Head of an answer. Clients in the field look for the literal prefix
/// `SOAP-ENV`.
fn start() -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="{ENVELOPE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:cc="{CORE}" xmlns:wsse="http://schemas.xmlsoap.org/ws/2002/12/secext" xmlns:ebl="{COMPONENTS}" xmlns:ns="{API}">"#
    )
}

/// Header of an answer: empty, as PayPal sends it.
const HEADER: &str = r#"<SOAP-ENV:Header><Security xmlns="http://schemas.xmlsoap.org/ws/2002/12/secext" xsi:type="wsse:SecurityType"></Security><RequesterCredentials xmlns="urn:ebay:api:PayPalAPI" xsi:type="ebl:CustomSecurityHeaderType"><Credentials xmlns="urn:ebay:apis:eBLBaseComponents" xsi:type="ebl:UserIdPasswordType"></Credentials></RequesterCredentials></SOAP-ENV:Header>"#;

/// The answer to a request.
pub(super) fn answer(outcome: &Outcome) -> String {
    let mut xml = start();
    xml.push_str(HEADER);
    let name = format!("{}Response", element_name(&outcome.soap_name));
    xml.push_str(&format!(r#"<SOAP-ENV:Body id="_0"><{name} xmlns="{API}">"#));
    component(&mut xml, "Timestamp", &outcome.timestamp);
    component(&mut xml, "Ack", outcome.ack.into());
    component(&mut xml, "CorrelationID", &outcome.correlation_id);
    for error in &outcome.errors {
        xml.push_str(&format!(r#"<Errors xmlns="{COMPONENTS}">"#));
        text(&mut xml, "ShortMessage", "", &error.short);
        text(&mut xml, "LongMessage", "", &error.long);
        text(&mut xml, "ErrorCode", "", &error.code.to_string());
        text(&mut xml, "SeverityCode", "", error.severity.into());
        if let Some(parameter) = &error.parameter {
            xml.push_str(r#"<ErrorParameters ParamID="0">"#);
            text(&mut xml, "Value", "", parameter);
            xml.push_str("</ErrorParameters>");
        }
        xml.push_str("</Errors>");
    }
    // The schema wants one; a request without was refused.
    let version = outcome.version.as_deref().unwrap_or_default();
    component(&mut xml, "Version", version);
    component(&mut xml, "Build", outcome.build);
    nodes(&mut xml, &outcome.nodes);
    xml.push_str(&format!("</{name}></SOAP-ENV:Body></SOAP-ENV:Envelope>"));
    xml
}

/// The answer to a document that is no request.
pub(super) fn fault(fault: &Fault) -> String {
    let mut xml = start();
    xml.push_str("<SOAP-ENV:Body><SOAP-ENV:Fault>");
    text(
        &mut xml,
        "faultcode",
        "",
        &format!("SOAP-ENV:{}", fault.code),
    );
    text(&mut xml, "faultstring", "", &fault.message);
    xml.push_str("</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>");
    xml
}

fn nodes(xml: &mut String, all: &[Node]) {
    for node in all.iter().filter(|node| !node.soap.is_empty()) {
        let (name, namespace) = match node.soap.strip_prefix("ebl:") {
            Some(name) => (name, format!(r#" xmlns="{COMPONENTS}""#)),
            None => (node.soap.as_str(), String::new()),
        };
        match &node.content {
            Content::Text { soap, .. } => text(xml, name, &namespace, soap),
            Content::Amount { amount, currency } => {
                let attributes = format!(r#"{namespace} currencyID="{currency}""#);
                text(xml, name, &attributes, amount);
            }
            Content::Group(inner) => {
                xml.push_str(&format!("<{name}{namespace}>"));
                nodes(xml, inner);
                xml.push_str(&format!("</{name}>"));
            }
        }
    }
}

/// An element of eBLBaseComponents.
fn component(xml: &mut String, name: &str, value: &str) {
    text(xml, name, &format!(r#" xmlns="{COMPONENTS}""#), value);
}

fn text(xml: &mut String, name: &str, attributes: &str, value: &str) {
    let value = escape(printable(value));
    xml.push_str(&format!("<{name}{attributes}>{value}</{name}>"));
}

/// Characters that XML cannot have are replaced.
fn printable(text: &str) -> Cow<'_, str> {
    let is_wrong = |character: char| matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_wrong) {
        Cow::Owned(text.replace(is_wrong, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The letters and digits of a method that nobody knows, for an element.
fn element_name(method: &str) -> String {
    let letters = method.chars();
    letters
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .collect()
}
