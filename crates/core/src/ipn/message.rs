//! Message with its bytes and decoded fields.

use thiserror::Error;

use super::decode::decode;
use crate::CheckoutId;

/// The longest message that is read. Real ones are a few kilobytes; a cart of
/// 100 items with options stays far below.
pub const MAX_BYTES: usize = 256 * 1024;

/// Channel that a message came through; it decides which checks make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageSource {
    /// Sent to the listener.
    Ipn,
    /// The answer of a Payment Data Transfer lookup.
    Pdt,
}

/// Errors in the bytes of a message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IpnProblem {
    /// Nothing in it.
    #[error("the message is empty")]
    Empty,
    /// Longer than [`MAX_BYTES`].
    #[error("the message has {length} bytes, {MAX_BYTES} are read")]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// A field that the message must have is missing or empty.
    #[error("{field} is missing")]
    FieldMissing {
        /// The field.
        field: &'static str,
    },
    /// A field cannot be read.
    #[error("{field}: {value:?} cannot be read")]
    FieldUnreadable {
        /// The field.
        field: &'static str,
        /// Value of the field.
        value: String,
    },
}

impl IpnProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "message_empty",
            Self::TooLong { .. } => "message_too_long",
            Self::FieldMissing { .. } => "field_missing",
            Self::FieldUnreadable { .. } => "field_unreadable",
        }
    }
}

/// A message with its bytes, which go back to PayPal unchanged, and its
/// fields, decoded by the `charset` it names.
///
/// ```
/// use leptos_paypal_core::ipn::IpnMessage;
/// let message = IpnMessage::parse(b"first_name=Zo%EB&charset=windows-1252")?;
/// assert_eq!(message.get("first_name"), Some("Zo\u{eb}"));
/// # Ok::<(), leptos_paypal_core::ipn::IpnProblem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpnMessage {
    raw: Vec<u8>,
    source: MessageSource,
    pairs: Vec<(String, String)>,
    charset: &'static str,
    damaged: bool,
}

impl IpnMessage {
    /// Reads the body of a POST to the listener.
    ///
    /// # Errors
    /// `message_empty`, `message_too_long`. Everything else is read, so that
    /// it can be kept.
    pub fn parse(raw: &[u8]) -> Result<Self, IpnProblem> {
        Self::read(raw, raw, b'&', MessageSource::Ipn)
    }

    /// Reads `pairs`, a part of `raw`.
    pub(super) fn read(
        raw: &[u8],
        pairs: &[u8],
        separator: u8,
        source: MessageSource,
    ) -> Result<Self, IpnProblem> {
        if raw.len() > MAX_BYTES {
            return Err(IpnProblem::TooLong { length: raw.len() });
        }
        let decoded = decode(pairs, separator);
        if decoded.pairs.is_empty() {
            return Err(IpnProblem::Empty);
        }
        Ok(Self {
            raw: raw.to_vec(),
            source,
            pairs: decoded.pairs,
            charset: decoded.charset,
            damaged: decoded.damaged,
        })
    }

    /// The bytes as they came.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Channel it came through.
    #[must_use]
    pub const fn source(&self) -> MessageSource {
        self.source
    }

    /// The encoding it was read in: `UTF-8`, `windows-1252`, ….
    #[must_use]
    pub const fn charset(&self) -> &'static str {
        self.charset
    }

    /// Returns true when some bytes were not of that encoding, so that the text
    /// holds replacement characters.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Every field in the order it came, empty ones too.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// A field; `None` when it is missing or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// `txn_id`, as it came.
    #[must_use]
    pub fn txn_id(&self) -> Option<&str> {
        self.get("txn_id")
    }

    /// `payment_date` as text: PayPal writes it in several ways.
    #[must_use]
    pub fn payment_date(&self) -> Option<&str> {
        self.get("payment_date")
    }

    /// `ipn_track_id`, which PayPal asks for when a message is to be found.
    #[must_use]
    pub fn ipn_track_id(&self) -> Option<&str> {
        self.get("ipn_track_id")
    }

    /// Returns true for play money (`test_ipn=1`).
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.get("test_ipn") == Some("1")
    }

    /// The checkout that `custom`, else `invoice`, names.
    #[must_use]
    pub fn checkout_id(&self) -> Option<CheckoutId> {
        self.checkout_ids().next()
    }

    /// The checkouts that `custom` and `invoice` name. A buyer can change
    /// either of a form: what names no order of the shop is no reason to
    /// overlook the other.
    pub fn checkout_ids(&self) -> impl Iterator<Item = CheckoutId> {
        ["custom", "invoice"]
            .into_iter()
            .filter_map(|name| self.get(name)?.trim().parse().ok())
    }
}
