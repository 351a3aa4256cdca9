//! Errors and warnings of an answer.

use std::fmt;

use leptos_paypal_core::open_enum;

use super::ErrorCode;
use super::record::Record;

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

impl Message {
    /// The messages of an answer, in its order.
    pub(super) fn read_all(answer: &Record<'_>) -> Vec<Self> {
        answer
            .list("L_", &["ERRORCODE"], "Errors")
            .iter()
            .map(Self::read)
            .collect()
    }

    fn read(record: &Record<'_>) -> Self {
        let parameters = match record {
            // NVP has one for each message.
            Record::Nvp { .. } => vec![*record],
            Record::Soap(_) => record.list("", &[], "ErrorParameters"),
        };
        Self {
            code: record.word("ERRORCODE", "ErrorCode").unwrap_or_default(),
            short: record.owned("SHORTMESSAGE", "ShortMessage"),
            long: record.owned("LONGMESSAGE", "LongMessage"),
            severity: record
                .word("SEVERITYCODE", "SeverityCode")
                .unwrap_or_default(),
            parameters: parameters.iter().filter_map(Parameter::read).collect(),
        }
    }
}

impl Parameter {
    fn read(record: &Record<'_>) -> Option<Self> {
        Some(Self {
            value: record.owned("ERRORPARAMVALUE", "Value")?,
            id: record
                .attribute("ERRORPARAMID", "ParamID")
                .map(str::to_owned),
        })
    }
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
