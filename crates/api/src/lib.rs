//! PayPal on the wire for servers: OAuth, Payments v1, Orders v2, Payments v2,
//! the [`classic`] API (NVP and SOAP), webhooks, and the post-back of IPN and the
//! lookup of PDT ([`Webscr`]).
//!
//! The way through: a [`Purchase`] becomes a [`v1::NewPayment`] or a
//! [`v2::NewOrder`]; a [`Client`] creates it; [`Links`] say where the buyer
//! agrees; the client executes or captures it; what came of it is in
//! [`v1::Payment`] or [`v2::Order`], and in [`webhook::Event`]s.
//!
//! ```no_run
//! use leptos_paypal_api::{Client, ClientConfig, Credentials, Purchase, RequestId, v2};
//! use leptos_paypal_core::{Cart, CheckoutId, Totals};
//!
//! async fn pay(checkout: &CheckoutId, cart: &Cart, totals: &Totals)
//! -> Result<(), Box<dyn std::error::Error>> {
//!     let credentials = Credentials::new("client id", "secret");
//!     let client = Client::new(ClientConfig::new("sandbox".parse()?, credentials))?;
//!
//!     let back = "https://shop.example/return";
//!     let purchase = Purchase::new(checkout, cart, totals, back, back);
//!     let id = RequestId::of_step(checkout, "create")?; // keep it before the call
//!     let order = client.orders_v2().create(&v2::NewOrder::of(&purchase)?, &id).await?;
//!     let approval_url = order.links.approval(client.environment())?;
//!     println!("send the buyer to {approval_url}");
//!
//!     // After the return:
//!     let id = RequestId::of_step(checkout, "capture")?;
//!     let order = match client.orders_v2().capture(&order.id, &id).await {
//!         Err(error) if error.refusal().is_some_and(|refusal| refusal.is_done_already()) => {
//!             client.orders_v2().get(&order.id).await?
//!         }
//!         result => result?,
//!     };
//!     let paid = order.captures().any(|capture| {
//!         capture.status == v2::CaptureStatus::Completed && capture.amount == Some(totals.total)
//!     });
//!     println!("paid: {paid}");
//!     Ok(())
//! }
//! ```
//!
//! - Every answer is read leniently: fields that are missing, unknown or not
//!   of their documented form never hide the others. A value that has to be
//!   believed before goods leave (an amount, a state) is then absent or
//!   `Other`, never guessed.
//! - A call that may move money takes a [`RequestId`]. Whoever keeps it can
//!   repeat the call after any failure and gets the first result.
//! - Secrets are in no error, no log line and no `Debug` output.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod answer;
mod approval;
mod call;
pub mod classic;
mod classic_failure;
mod client;
mod client_token;
mod clock;
mod credentials;
mod error;
pub mod ipn;
mod lenient;
mod link;
mod pdt;
mod purchased_item;
mod refusal;
mod reply;
mod request_id;
mod resource_id;
mod retry_policy;
mod token;
pub mod v1;
pub mod v2;
pub mod webhook;
mod webscr;
mod wire_money;

pub use answer::Answer;
pub use approval::ApprovalProblem;
pub use client::{Client, ClientConfig};
pub use clock::Clock;
pub use credentials::Credentials;
pub use error::ApiError;
pub use leptos_paypal_core::paypal::{ErrorName, Intent, Issue, Purchase, PurchaseProblem};
pub use link::{Link, Links};
pub use purchased_item::PurchasedItem;
pub use refusal::{Detail, Refusal};
pub use request_id::RequestId;
pub use resource_id::{IdProblem, OrderId, PaymentId};
pub use retry_policy::RetryPolicy;
pub use webscr::{Webscr, WebscrError};
