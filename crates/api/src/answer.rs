//! Successful answers of PayPal.

use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;

use crate::ApiError;
use crate::classic_failure::Message;
use crate::lenient::object;

/// A result with the answer it came in; reads like the result itself.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The result.
    pub value: T,
    /// The HTTP status: 200 instead of 201 where an earlier result is told
    /// again.
    pub status: u16,
    /// PayPal's debug id, which its support asks for.
    pub debug_id: Option<String>,
    /// Warnings of PayPal about a call that succeeded; the classic API alone
    /// does.
    pub warnings: Vec<Message>,
    /// The body as it came, for a ledger. It has the buyer's data in it.
    pub body: Vec<u8>,
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Without the body, which has the buyer's data in it.
impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("debug_id", &self.debug_id)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

impl Answer<()> {
    /// An answer that was kept.
    pub(crate) fn stored(body: &[u8]) -> Self {
        Self {
            value: (),
            status: 200,
            debug_id: None,
            warnings: Vec::new(),
            body: body.to_vec(),
        }
    }

    /// Reads the body.
    pub(crate) fn read<T: DeserializeOwned>(
        self,
        operation: &'static str,
    ) -> Result<Answer<T>, ApiError> {
        let problem = match object(&self.body) {
            Ok(value) => {
                return Ok(Answer {
                    value,
                    status: self.status,
                    debug_id: self.debug_id,
                    warnings: self.warnings,
                    body: self.body,
                });
            }
            Err(_) if self.body.trim_ascii().is_empty() => "it is empty".to_owned(),
            Err(problem) => problem,
        };
        Err(ApiError::Answer {
            operation,
            status: self.status,
            debug_id: self.debug_id,
            problem,
        })
    }

    /// Reads the body where there may be none.
    pub(crate) fn read_if_any<T: DeserializeOwned>(
        self,
        operation: &'static str,
    ) -> Result<Answer<Option<T>>, ApiError> {
        if self.body.trim_ascii().is_empty() {
            return Ok(Answer {
                value: None,
                status: self.status,
                debug_id: self.debug_id,
                warnings: self.warnings,
                body: self.body,
            });
        }
        let read = self.read::<T>(operation)?;
        Ok(Answer {
            value: Some(read.value),
            status: read.status,
            debug_id: read.debug_id,
            warnings: read.warnings,
            body: read.body,
        })
    }
}
