//! Errors and warnings of an answer.

use std::fmt;

use leptos_paypal_core::open_enum;

use super::ErrorCode;

open_enum! {
    /// `L_SEVERITYCODEn`.
    #[non_exhaustive]
    Severity { Error = "Error", Warning = "Warning" }
}

/// One `L_ERRORCODEn` with everything that PayPal said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// The code, which programs compare.
    pub code: ErrorCode,
    /// An English title; it changes.
    pub short: Option<String>,
    /// An English explanation; it changes.
    pub long: Option<String>,
    /// Error or warning.
    pub severity: Severity,
    /// Resource.
    pub parameters: Vec<Parameter>,
}

/// `L_ERRORPARAMIDn` and `L_ERRORPARAMVALUEn`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name, where there is one.
    pub id: Option<String>,
    /// Its value.
    pub value: String,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(text) = self.long.as_ref().or(self.short.as_ref()) {
            write!(f, ": {text:?}")?;
        }
        for parameter in &self.parameters {
            let id = parameter.id.as_deref().unwrap_or("parameter");
            write!(f, ", {id} {:?}", parameter.value)?;
        }
        Ok(())
    }
}
