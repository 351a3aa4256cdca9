//! An operation: its request, its answer, and whether it may be repeated.

use super::fields::Fields;
use super::record::Record;
use crate::PurchaseProblem;

/// Safety of repeating a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It moves no money.
    Always,
    /// Only under the `MSGSUBID` of the first attempt.
    WithMessageId,
}

/// A field that an answer has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Missing(pub(crate) &'static str);

/// One of PayPal's operations, written once for both encodings.
pub(crate) trait Operation {
    /// `METHOD`, and the name of the SOAP elements.
    const NAME: &'static str;
    const REPEAT: Repeat;
    type Output;

    /// Proves what PayPal would refuse.
    fn check(&self) -> Result<(), PurchaseProblem> {
        Ok(())
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>);

    fn read(from: &Record<'_>) -> Result<Self::Output, Missing>;
}
