//! Instant Payment Notifications and Payment Data Transfer: what they say, and
//! how they are verified.

mod disputes;
mod encode;
pub(crate) mod fields;
mod message;
pub(crate) mod pdt;
mod profiles;
mod sample_fields;
mod samples;
pub(crate) mod subscriptions;
pub(crate) mod verify;

pub(crate) use encode::{Fields, body};
pub(crate) use message::publish;
pub(crate) use samples::{SAMPLES, Sample};
