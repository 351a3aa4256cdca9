//! Errors of the component.

use leptos_paypal_core::CoreError;
use thiserror::Error;

/// Mistake in the configuration of a checkout, or in a call of its cart.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckoutError {
    /// A required option is not set.
    #[error("option {option} is missing: {hint}")]
    OptionMissing {
        /// The option, as JavaScript names it.
        option: &'static str,
        /// Advice on setting it.
        hint: &'static str,
    },
    /// An option has a value that cannot be used.
    #[error("option {option}: {source}")]
    OptionInvalid {
        /// The option, as JavaScript names it.
        option: &'static str,
        /// The rule that the value breaks.
        source: CoreError,
    },
    /// There is no such path to PayPal, or no such API.
    #[error(
        "path \"{path}\" with api \"{api}\" is not supported: path is \"form\", \"server\", \"client\" or \"sdk\"; api is \"payments_v1\" or \"orders_v2\", and with a server \"nvp\" or \"soap\" too; sdk is \"v5\" or \"v6\""
    )]
    PathUnsupported {
        /// The path given.
        path: String,
        /// The API, or the SDK's version, given; empty when none was.
        api: String,
    },
    /// There is no such presentation of PayPal's pages.
    #[error("presentation \"{value}\" is not supported: it is \"redirect\", \"popup\" or \"auto\"")]
    PresentationUnknown {
        /// The presentation given.
        value: String,
    },
    /// The article is sold out.
    #[error("article {sku} is sold out")]
    SoldOut {
        /// Its article number.
        sku: String,
    },
    /// A checkout is being started already.
    #[error("a checkout is being started already: wait for its event")]
    Busy,
    /// The cart, or one of the values given, breaks a rule.
    #[error(transparent)]
    Rule(#[from] CoreError),
}

impl CheckoutError {
    /// The error's stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OptionMissing { .. } => "variable_missing",
            Self::OptionInvalid { source, .. } | Self::Rule(source) => source.code(),
            Self::PathUnsupported { .. } => "path_unsupported",
            Self::PresentationUnknown { .. } => "presentation_unknown",
            Self::SoldOut { .. } => "sold_out",
            Self::Busy => "busy",
        }
    }

    /// The option that has to be changed, as JavaScript names it.
    #[must_use]
    pub const fn option(&self) -> Option<&'static str> {
        match self {
            Self::OptionMissing { option, .. } | Self::OptionInvalid { option, .. } => Some(option),
            Self::PathUnsupported { .. } => Some("path"),
            Self::PresentationUnknown { .. } => Some("presentation"),
            _ => None,
        }
    }
}
