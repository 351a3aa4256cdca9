//! Answers of the classic APIs: fields by their names in both encodings.

use jiff::Timestamp;
use leptos_paypal_core::Money;
use serde::{Deserialize, Serialize};

/// One field, or a group of fields. A field that one encoding has not has an
/// empty name there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Node {
    /// The whole name in NVP, such as `L_AMT0`.
    pub(super) nvp: String,
    /// The element's name in SOAP; one of another namespace than its parent's
    /// children begins with `ebl:`.
    pub(super) soap: String,
    pub(super) content: Content,
}

/// Content of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Content {
    /// A text, which the encodings may spell differently.
    Text { nvp: String, soap: String },
    /// An amount; in NVP its currency is a field of its own.
    Amount { amount: String, currency: String },
    /// An element of SOAP with others inside; NVP has them side by side.
    Group(Vec<Node>),
}

/// Collects the fields of an answer, in SOAP's order.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    nodes: Vec<Node>,
    prefix: String,
    suffix: String,
}

impl Answer {
    /// The fields.
    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    fn push(&mut self, nvp: &str, soap: &str, content: Content) {
        let nvp = if nvp.is_empty() {
            String::new()
        } else {
            format!("{}{nvp}{}", self.prefix, self.suffix)
        };
        self.nodes.push(Node {
            nvp,
            soap: soap.to_owned(),
            content,
        });
    }

    /// A text that both encodings spell alike.
    pub(super) fn text(&mut self, nvp: &str, soap: &str, value: impl Into<String>) {
        let value = value.into();
        self.words(nvp, soap, (&value, &value));
    }

    /// A text, where there is one.
    pub(super) fn optional(&mut self, nvp: &str, soap: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.text(nvp, soap, value);
        }
    }

    /// A word that NVP and SOAP spell differently.
    pub(super) fn words(&mut self, nvp: &str, soap: &str, (in_nvp, in_soap): (&str, &str)) {
        let content = Content::Text {
            nvp: in_nvp.to_owned(),
            soap: in_soap.to_owned(),
        };
        self.push(nvp, soap, content);
    }

    /// An amount.
    pub(super) fn amount(&mut self, nvp: &str, soap: &str, value: Money) {
        let content = Content::Amount {
            amount: value.to_string(),
            currency: value.currency().code().to_owned(),
        };
        self.push(nvp, soap, content);
    }

    /// An amount, where there is one.
    pub(super) fn optional_amount(&mut self, nvp: &str, soap: &str, value: Option<Money>) {
        if let Some(value) = value {
            self.amount(nvp, soap, value);
        }
    }

    /// A moment.
    pub(super) fn time(&mut self, nvp: &str, soap: &str, value: Timestamp) {
        self.text(nvp, soap, time(value));
    }

    /// An element of SOAP around the fields that `write` adds.
    pub(super) fn group(&mut self, soap: &str, write: impl FnOnce(&mut Self)) {
        let (prefix, suffix) = (self.prefix.clone(), self.suffix.clone());
        self.named_group(soap, &prefix, &suffix, write);
    }

    /// An element of SOAP around fields whose names in NVP are put between
    /// `prefix` and `suffix`.
    pub(super) fn named_group(
        &mut self,
        soap: &str,
        prefix: &str,
        suffix: &str,
        write: impl FnOnce(&mut Self),
    ) {
        let mut inner = Self {
            nodes: Vec::new(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        };
        write(&mut inner);
        self.push("", soap, Content::Group(inner.nodes));
    }

    /// The items of a list: `L_NAMEn` in NVP, behind the prefix of the list.
    pub(super) fn list<T>(
        &mut self,
        soap: &str,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        let prefix = format!("L_{}", self.prefix);
        for (index, item) in items.into_iter().enumerate() {
            self.named_group(soap, &prefix, &index.to_string(), |inner| {
                write(inner, item);
            });
        }
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
pub(super) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
