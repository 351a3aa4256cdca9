//! Webhooks: whether a message is PayPal's own, and what it says.
//!
//! Keep the raw body and the five headers before anything else. Then either
//! [`Verifier::verify`] checks the signature here, or
//! [`Webhooks::verify`] asks PayPal; then [`Event::parse`] reads it. Events
//! are de-duplicated by their id, and are a reason to look: the amount and the
//! state that count come from the resource, matched against the order.

mod api;
mod certificate;
mod certificate_store;
mod certificate_url;
mod event;
mod message;
mod problem;
mod transmission;
mod trust;
mod verifier;
mod verifier_config;

pub use api::{VerificationStatus, Webhooks};
pub use event::{Event, EventType, Resource};
pub use problem::WebhookProblem;
pub use transmission::{Transmission, WebhookId};
pub use trust::TrustAnchors;
pub use verifier::Verifier;
pub use verifier_config::VerifierConfig;
