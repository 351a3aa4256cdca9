//! Outcome of a payment, for a buyer who comes back from PayPal.

mod outcome;
mod poll;
mod refused;
mod without_server;

pub(crate) use outcome::{OutcomeState, PaymentOutcome};
pub(crate) use poll::{PaymentWatch, WatchView};
