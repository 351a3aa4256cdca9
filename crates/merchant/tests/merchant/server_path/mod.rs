//! Payments that the server makes by PayPal's REST APIs, against the sandbox.

mod admin;
mod certificates;
mod completing;
mod creating;
mod express_checkout;
pub mod fulfilment;
mod gone;
mod judged;
mod message_after_api;
mod payee;
mod quiet;
mod racing;
mod refund_owners;
mod refused;
mod resolving;
mod several;
mod signed;
mod transmissions;
pub mod webhooks;
mod went_back;
