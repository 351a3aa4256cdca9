//! The answer to a Payment Data Transfer lookup (`cmd=_notify-synch`).

use thiserror::Error;

use super::{IpnMessage, IpnProblem, MessageSource};

/// Errors of a lookup.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdtProblem {
    /// PayPal answered `FAIL`: the transaction is not this account's, too old,
    /// or the identity token is wrong.
    #[error("PayPal does not tell about this transaction (FAIL, error {})", error.as_deref().unwrap_or("not given"))]
    Refused {
        /// The number after `Error:`, such as 4002 or 4003.
        error: Option<String>,
    },
    /// Neither `SUCCESS` nor `FAIL`.
    #[error("the answer begins with neither SUCCESS nor FAIL")]
    Unreadable,
    /// `SUCCESS`, but no message.
    #[error(transparent)]
    Message(#[from] IpnProblem),
}

impl PdtProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "pdt_refused",
            Self::Unreadable => "pdt_unreadable",
            Self::Message(problem) => problem.code(),
        }
    }
}

impl IpnMessage {
    /// Reads the body of PayPal's answer: `SUCCESS`, then one `name=value` per
    /// line, encoded and named as in IPN.
    ///
    /// # Errors
    /// `pdt_refused` for `FAIL`, `pdt_unreadable`, and those of
    /// [`IpnMessage::parse`].
    pub fn from_pdt(body: &[u8]) -> Result<Self, PdtProblem> {
        let (first, rest) = match body.iter().position(|byte| *byte == b'\n') {
            Some(end) => (&body[..end], &body[end + 1..]),
            None => (body, &[][..]),
        };
        match first.trim_ascii() {
            b"SUCCESS" => {
                // A line end inside a value is encoded, so a bare carriage
                // return belongs to the line's end.
                let lines: Vec<u8> = rest.iter().copied().filter(|byte| *byte != b'\r').collect();
                Ok(Self::read(body, &lines, b'\n', MessageSource::Pdt)?)
            }
            b"FAIL" => Err(PdtProblem::Refused {
                error: String::from_utf8_lossy(rest)
                    .trim()
                    .strip_prefix("Error:")
                    .map(|number| number.trim().chars().take(16).collect()),
            }),
            _ => Err(PdtProblem::Unreadable),
        }
    }
}
