//! Operations: typed requests and replies.

use std::fmt::Debug;

use super::answer::Answer;
use super::call::Call;
use super::errors::{CallResult, ClassicError};
use super::fields::{Fields, WrittenAmount};

/// A request of one operation.
pub(super) trait Operation: Debug + Sized {
    /// `METHOD`.
    const NAME: &'static str;

    /// The operation in the name of SOAP's answer.
    const SOAP_NAME: &'static str = Self::NAME;

    /// The request has payments, whose names can be flat in NVP.
    const HAS_PAYMENTS: bool = false;

    /// Answer of the operation.
    type Reply: Reply;

    /// Reads a request of either encoding.
    fn read(fields: &Fields<'_>) -> CallResult<Self>;

    /// Carries it out.
    fn run(&self, call: &mut Call<'_>) -> CallResult<Self::Reply>;

    /// Writes what PayPal's schema wants of the answer to a refused call too;
    /// NVP has none of it.
    fn write_refused(_: &mut Answer) {}

    /// `MSGSUBID`: the same id is carried out once.
    fn message_id(&self) -> Option<&str> {
        None
    }

    /// Error codes that a negative test may ask for.
    fn test_codes(&self) -> Vec<u32> {
        Vec::new()
    }
}

/// A reply of one operation.
pub(super) trait Reply {
    /// Writes the fields, in the order of PayPal's schema.
    fn write(&self, answer: &mut Answer);

    /// Warnings of a call that was carried out.
    fn warnings(&self) -> Vec<ClassicError> {
        Vec::new()
    }
}

/// The code that an amount asks for: 107.55 is 10755.
pub(super) fn code_of_amount(amount: &WrittenAmount) -> Option<u32> {
    let (whole, cents) = amount.text.split_once('.')?;
    if cents.len() != 2 {
        return None;
    }
    format!("{whole}{cents}").parse().ok()
}

/// The code that a text is.
pub(super) fn code_of_text(text: &str) -> Option<u32> {
    text.parse().ok()
}
