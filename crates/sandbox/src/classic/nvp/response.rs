//! Answers in NVP.

use std::collections::HashSet;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::classic::answer::{Content, Node};
use crate::classic::errors::Severity;
use crate::classic::perform::Outcome;

/// One line of pairs.
pub(super) fn body(outcome: &Outcome) -> String {
    let mut pairs = Vec::new();
    flatten(&outcome.nodes, &mut HashSet::new(), &mut pairs);
    let mut add = |name: String, value: &str| pairs.push((name, value.to_owned()));
    add("TIMESTAMP".to_owned(), &outcome.timestamp);
    add("CORRELATIONID".to_owned(), &outcome.correlation_id);
    add("ACK".to_owned(), outcome.ack.into());
    if let Some(version) = &outcome.version {
        add("VERSION".to_owned(), version);
    }
    add("BUILD".to_owned(), outcome.build);
    for (index, error) in outcome.errors.iter().enumerate() {
        add(format!("L_ERRORCODE{index}"), &error.code.to_string());
        add(format!("L_SHORTMESSAGE{index}"), &error.short);
        add(format!("L_LONGMESSAGE{index}"), &error.long);
        let severity: &str = match error.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
        };
        add(format!("L_SEVERITYCODE{index}"), severity);
        if let Some(parameter) = &error.parameter {
            add(format!("L_ERRORPARAMID{index}"), "0");
            add(format!("L_ERRORPARAMVALUE{index}"), parameter);
        }
    }
    let joined: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    joined.join("&")
}

/// The fields side by side. One that SOAP has in two places, such as the
/// address, is there once.
fn flatten(nodes: &[Node], seen: &mut HashSet<String>, pairs: &mut Vec<(String, String)>) {
    for node in nodes {
        let value = match &node.content {
            Content::Group(inner) => {
                flatten(inner, seen, pairs);
                continue;
            }
            Content::Text { nvp, .. } => nvp,
            Content::Amount { amount, .. } => amount,
        };
        if !node.nvp.is_empty() && seen.insert(node.nvp.clone()) {
            pairs.push((node.nvp.clone(), value.clone()));
        }
    }
}

/// Everything but letters and digits, in lower-case hex, as PayPal escapes.
fn escape(value: &str) -> String {
    let escaped = utf8_percent_encode(value, NON_ALPHANUMERIC);
    let mut text = String::with_capacity(value.len());
    for part in escaped {
        if part.starts_with('%') {
            text.push_str(&part.to_ascii_lowercase());
        } else {
            text.push_str(part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn values_are_escaped_as_paypal_does() {
        assert_eq!(escape("EC-42721413K79637829"), "EC%2d42721413K79637829");
        assert_eq!(
            escape("2013-02-15T19:19:21Z"),
            "2013%2d02%2d15T19%3a19%3a21Z"
        );
        assert_eq!(escape("a b_c é"), "a%20b%5fc%20%c3%a9");
    }
}
