//! Instant Payment Notification, and Payment Data Transfer, which answers with
//! the same fields.
//!
//! [`IpnMessage::parse`] reads the bytes, [`check`] compares the message with
//! the order, and what it finds goes to [`crate::transition()`].

mod amount;
mod check;
mod date;
mod decode;
mod items;
mod message;
mod names;
mod payment;
mod pdt;
mod receiver;
mod subscription;
mod verdict;

pub use amount::ExpectedAmount;
pub use check::{Expected, Seen, check};
pub use items::IpnItem;
pub use message::{IpnMessage, IpnProblem, MAX_BYTES, MessageSource};
pub use names::{PaymentStatus, PendingReason, ReasonCode, TxnType};
pub use payment::IpnPayment;
pub use pdt::PdtProblem;
pub use receiver::is_own_account;
pub use subscription::{ExpectedSubscription, check_subscription};
pub use verdict::{Mismatch, Verdict};

#[cfg(test)]
mod tests;
