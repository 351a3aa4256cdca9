//! Webhooks: the events that apps are sent, and their signatures.

pub(crate) mod certificate;
mod dispatch;
mod disputes;
mod events;
mod subject;

pub(crate) use dispatch::{NewEvent, raise, send_event};
pub(crate) use events::publish;
