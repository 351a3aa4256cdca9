//! Fields of a request, under the names of both encodings and in the order of
//! PayPal's schema.

use leptos_paypal_core::Money;

use leptos_paypal_core::paypal::text::one_line;

/// Name that one of the encodings does not have.
pub(crate) const NONE: &str = "";

/// The fields of a request, or of a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<Node>);

/// A value under its two names, or a part of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text {
        nvp: &'static str,
        soap: &'static str,
        value: String,
    },
    Amount {
        nvp: &'static str,
        soap: &'static str,
        value: Money,
    },
    Part {
        part: Part,
        fields: Fields,
    },
}

/// A part of a request: an element in SOAP, a way to form names in NVP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) soap: &'static str,
    pub(crate) nvp: NvpNames,
}

/// Pattern of the NVP names of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NvpNames {
    /// As those around the part.
    Same,
    /// With this at their front: `PAYMENTREQUEST_0_AMT`.
    Prefix(&'static str),
    /// As an entry of a list, with this at their front and the number at their
    /// end: `L_PAYMENTREQUEST_0_AMT3`.
    Entry(&'static str, usize),
}

impl Part {
    pub(crate) const fn same(soap: &'static str) -> Self {
        Self {
            soap,
            nvp: NvpNames::Same,
        }
    }

    pub(crate) const fn prefixed(soap: &'static str, prefix: &'static str) -> Self {
        Self {
            soap,
            nvp: NvpNames::Prefix(prefix),
        }
    }

    pub(crate) const fn entry(soap: &'static str, prefix: &'static str, index: usize) -> Self {
        Self {
            soap,
            nvp: NvpNames::Entry(prefix, index),
        }
    }
}

impl Fields {
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.0
    }

    /// A text, on one line.
    pub(crate) fn text(&mut self, nvp: &'static str, soap: &'static str, value: &str) {
        self.0.push(Node::Text {
            nvp,
            soap,
            value: one_line(value),
        });
    }

    /// A text, where there is one.
    pub(crate) fn option(
        &mut self,
        nvp: &'static str,
        soap: &'static str,
        value: Option<impl AsRef<str>>,
    ) {
        if let Some(value) = value {
            self.text(nvp, soap, value.as_ref());
        }
    }

    /// `1` or `0`.
    pub(crate) fn flag(&mut self, nvp: &'static str, soap: &'static str, value: Option<bool>) {
        self.option(nvp, soap, value.map(|value| if value { "1" } else { "0" }));
    }

    /// An amount, where there is one. SOAP has its currency beside it, NVP in
    /// a field of its own.
    pub(crate) fn amount(
        &mut self,
        nvp: &'static str,
        soap: &'static str,
        value: impl Into<Option<Money>>,
    ) {
        if let Some(value) = value.into() {
            self.0.push(Node::Amount { nvp, soap, value });
        }
    }

    /// `CURRENCYCODE` of the amounts of this part, which SOAP has in each.
    pub(crate) fn currency(&mut self, amount: Money) {
        self.text("CURRENCYCODE", NONE, amount.currency().code());
    }

    pub(crate) fn part(&mut self, part: Part, write: impl FnOnce(&mut Self)) {
        let mut fields = Self::default();
        write(&mut fields);
        self.0.push(Node::Part { part, fields });
    }
}
