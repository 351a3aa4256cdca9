//! Instant Payment Notifications and Payment Data Transfer: what they say, and
//! how they are verified.

mod encode;
pub(crate) mod fields;
mod message;
pub(crate) mod pdt;
mod profiles;
pub(crate) mod subscriptions;
pub(crate) mod verify;

pub(crate) use encode::body;
pub(crate) use message::publish;
