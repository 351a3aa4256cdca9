//! Reading of an answer, under the names of both encodings.

use leptos_paypal_core::{Currency, Money, TxnId};

use super::element::Element;
use super::fields::{NvpNames, Part};
use super::nvp::Pairs;
use super::status::read_amount;

/// An answer, or a part of it. A field that is missing, unknown or not of its
/// documented form is absent, and never hides the others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Record<'a> {
    Nvp {
        pairs: &'a Pairs,
        prefix: &'static str,
        index: Option<usize>,
    },
    Soap(Option<&'a Element>),
}

impl<'a> Record<'a> {
    /// A text that is not empty. In SOAP the name is a path: `PayerInfo/Payer`.
    pub(crate) fn text(&self, nvp: &str, soap: &str) -> Option<&'a str> {
        let text = match self {
            Self::Nvp { .. } if nvp.is_empty() => None,
            Self::Nvp {
                pairs,
                prefix,
                index,
            } => {
                let index = index.map(|index| index.to_string()).unwrap_or_default();
                pairs.get(&[prefix, nvp, &index].concat())
            }
            Self::Soap(element) => element
                .and_then(|element| element.at(soap))
                .map(Element::text),
        };
        text.filter(|text| !text.is_empty())
    }

    pub(crate) fn owned(&self, nvp: &str, soap: &str) -> Option<String> {
        self.text(nvp, soap).map(str::to_owned)
    }

    /// A word of an enumeration; `None`, where PayPal says so, is nothing.
    pub(crate) fn word<T: From<&'a str>>(&self, nvp: &str, soap: &str) -> Option<T> {
        self.text(nvp, soap)
            .filter(|word| !word.eq_ignore_ascii_case("none"))
            .map(T::from)
    }

    pub(crate) fn txn_id(&self, nvp: &str, soap: &str) -> Option<TxnId> {
        self.text(nvp, soap)?.parse().ok()
    }

    /// An amount in the currency of this part.
    pub(crate) fn amount(&self, nvp: &str, soap: &str) -> Option<Money> {
        self.amount_in(None, nvp, soap)
    }

    /// An amount in the currency of this part or, where it has none, in
    /// `currency`. SOAP has it beside each amount.
    pub(crate) fn amount_in(
        &self,
        currency: Option<Currency>,
        nvp: &str,
        soap: &str,
    ) -> Option<Money> {
        let code = match self {
            Self::Nvp { .. } => match self.text("CURRENCYCODE", "") {
                Some(code) => code,
                None => currency?.code(),
            },
            Self::Soap(element) => (*element)?.at(soap)?.attribute("currencyID")?,
        };
        read_amount(self.text(nvp, soap)?, code)
    }

    /// The part; an empty one where SOAP has none.
    pub(crate) fn part(&self, part: Part) -> Self {
        match *self {
            Self::Nvp {
                pairs,
                prefix,
                index,
            } => {
                let (prefix, index) = match part.nvp {
                    NvpNames::Same => (prefix, index),
                    NvpNames::Prefix(prefix) => (prefix, None),
                    NvpNames::Entry(prefix, index) => (prefix, Some(index)),
                };
                Self::Nvp {
                    pairs,
                    prefix,
                    index,
                }
            }
            Self::Soap(element) => Self::Soap(element.and_then(|element| element.at(part.soap))),
        }
    }

    /// The entries of a list. In NVP they are counted from 0, and the list
    /// ends where none of `names` is there.
    pub(crate) fn list(
        &self,
        prefix: &'static str,
        names: &[&str],
        soap: &'static str,
    ) -> Vec<Self> {
        match *self {
            Self::Nvp { pairs, .. } => (0..)
                .map(|index| Self::Nvp {
                    pairs,
                    prefix,
                    index: Some(index),
                })
                .take_while(|entry| names.iter().any(|name| entry.text(name, "").is_some()))
                .collect(),
            Self::Soap(element) => element
                .into_iter()
                .flat_map(|element| element.all(soap))
                .map(|entry| Self::Soap(Some(entry)))
                .collect(),
        }
    }

    /// An attribute of the element; a field in NVP.
    pub(crate) fn attribute(&self, nvp: &str, soap: &str) -> Option<&'a str> {
        match self {
            Self::Nvp { .. } => self.text(nvp, ""),
            Self::Soap(element) => element.and_then(|element| element.attribute(soap)),
        }
    }
}
