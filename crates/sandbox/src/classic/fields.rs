//! Fields of a request, by their names in both encodings.

use super::nvp::NvpFields;
use super::soap::Element;

/// The most entries that a list may have.
const MAX_LIST: usize = 1000;

/// The most payments of one checkout.
const MAX_PAYMENTS: usize = 10;

/// Fields of a request, or of one entry of a list in it.
#[derive(Clone, Debug)]
pub(super) enum Fields<'a> {
    /// NVP; the names asked for are put between prefix and suffix.
    Nvp {
        all: &'a NvpFields,
        prefix: String,
        suffix: String,
    },
    /// The children of an element, or nothing where it is missing.
    Soap(Option<&'a Element>),
}

/// An amount as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenAmount {
    pub(super) text: String,
    /// `currencyID`, which SOAP has with each amount.
    pub(super) currency: Option<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn of_nvp(all: &'a NvpFields) -> Self {
        Self::Nvp {
            all,
            prefix: String::new(),
            suffix: String::new(),
        }
    }

    /// Value of a field; one that is empty is missing.
    pub(super) fn text(&self, nvp: &str, soap: &str) -> Option<String> {
        let value = self.raw(nvp, soap)?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn raw(&self, nvp: &str, soap: &str) -> Option<&str> {
        match self {
            Self::Nvp { .. } if nvp.is_empty() => None,
            Self::Nvp {
                all,
                prefix,
                suffix,
            } => all.get(&format!("{prefix}{nvp}{suffix}")),
            Self::Soap(_) if soap.is_empty() => None,
            Self::Soap(element) => Some(element.as_ref()?.at(soap)?.text.as_str()),
        }
    }

    /// Value of a field; an empty text where there is none.
    pub(super) fn text_or_empty(&self, nvp: &str, soap: &str) -> String {
        self.text(nvp, soap).unwrap_or_default()
    }

    /// `0` and `1`, or `false` and `true`.
    pub(super) fn flag(&self, nvp: &str, soap: &str) -> bool {
        let value = self.text(nvp, soap);
        value.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
    }

    /// An amount.
    pub(super) fn amount(&self, nvp: &str, soap: &str) -> Option<WrittenAmount> {
        let text = self.text(nvp, soap)?;
        let currency = match self {
            Self::Nvp { .. } => None,
            Self::Soap(element) => {
                let element = element.as_ref()?.at(soap)?;
                element.attribute("currencyID").map(str::to_owned)
            }
        };
        Some(WrittenAmount { text, currency })
    }

    /// The fields inside an element of SOAP, which NVP has side by side.
    pub(super) fn within(&self, soap: &str) -> Self {
        match self {
            Self::Nvp { .. } => self.clone(),
            Self::Soap(element) => Self::Soap(element.and_then(|element| element.at(soap))),
        }
    }

    /// The entries of a list: in NVP `L_<prefix>NAMEn` from 0 as long as one
    /// of `names` is there, in SOAP the children called `soap`.
    pub(super) fn list(&self, names: &[&str], soap: &str) -> Vec<Self> {
        match self {
            Self::Nvp { all, prefix, .. } => {
                let entries = (0..MAX_LIST).map(|index| Self::Nvp {
                    all,
                    prefix: format!("L_{prefix}"),
                    suffix: index.to_string(),
                });
                entries
                    .take_while(|entry| names.iter().any(|name| entry.raw(name, "").is_some()))
                    .collect()
            }
            Self::Soap(element) => {
                let children = element.iter().flat_map(|element| element.children(soap));
                let entries = children.map(|child| Self::Soap(Some(child)));
                entries.take(MAX_LIST).collect()
            }
        }
    }

    /// The payments: `PAYMENTREQUEST_n_…` in NVP, or one by the flat names;
    /// `PaymentDetails` in SOAP, or one by the names in the element itself.
    pub(super) fn payments(&self) -> Vec<Self> {
        match self {
            Self::Nvp { all, .. } => {
                let numbered = (0..MAX_PAYMENTS).filter_map(|index| {
                    let prefix = format!("PAYMENTREQUEST_{index}_");
                    all.has_prefix(&prefix).then(|| Self::Nvp {
                        all,
                        prefix,
                        suffix: String::new(),
                    })
                });
                let numbered: Vec<Self> = numbered.collect();
                if numbered.is_empty() {
                    vec![self.clone()]
                } else {
                    numbered
                }
            }
            Self::Soap(_) => {
                let details = self.list(&[], "PaymentDetails");
                let has_total = |fields: &Self| fields.text("", "OrderTotal").is_some();
                match details.as_slice() {
                    [] => vec![self.clone()],
                    // Before version 63 the total stands outside.
                    [single] if !has_total(single) && has_total(self) => vec![self.clone()],
                    _ => details.into_iter().take(MAX_PAYMENTS).collect(),
                }
            }
        }
    }

    /// Returns whether the payments have the flat names of NVP.
    pub(super) fn is_flat(&self) -> bool {
        match self {
            Self::Nvp { all, .. } => !all.has_prefix("PAYMENTREQUEST_"),
            Self::Soap(_) => false,
        }
    }

    /// The name of a field of this encoding, for messages.
    pub(super) fn name(&self, nvp: &str, soap: &str) -> String {
        match self {
            Self::Nvp { prefix, suffix, .. } => format!("{prefix}{nvp}{suffix}"),
            Self::Soap(_) => soap.to_owned(),
        }
    }
}
