//! The shop's own system, which is told of paid checkouts.

mod http;
mod order;
mod subscription;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use thiserror::Error;

pub use http::HttpFulfilment;
pub use order::{PaidDonation, PaidLine, PaidOrder};
pub use subscription::SubscriptionUpdate;

/// Reason why the shop's system did not take an order; it is told again later.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It said no, or was not reached. Should the money go back meanwhile,
    /// there is nothing to cancel.
    #[error("{0}")]
    Refused(String),
    /// It got the order and did not answer, so that it may have taken it.
    /// Should the money go back meanwhile, the order is cancelled.
    #[error("{0}")]
    NoAnswer(String),
}

/// The future of [`Fulfilment::fulfil`].
pub type Fulfilling<'a> = Pin<Box<dyn Future<Output = Result<(), NotTaken>> + Send + 'a>>;

/// The shop's own system, which takes paid orders.
pub trait Fulfilment: fmt::Debug + Send + Sync {
    /// Takes a paid order. It may come more than once, and does until it was
    /// taken.
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a>;

    /// Takes back an order that was taken: its money went back to the buyer.
    /// It may come more than once, too. Should the money come again, so does
    /// the order.
    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a>;

    /// Takes an event of a subscription. It may come more than once, too. A
    /// system that knows no subscriptions takes them all.
    fn update_subscription<'a>(&'a self, update: &'a SubscriptionUpdate) -> Fulfilling<'a> {
        let _ = update;
        Box::pin(std::future::ready(Ok(())))
    }
}
