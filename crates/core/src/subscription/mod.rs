//! State machine of a subscription.
//!
//! PayPal tells of a subscription in messages of its own (`subscr_signup`,
//! `subscr_cancel`, …) and of its payments in others, late, twice and in any
//! order. So the state holds every fact, as [`CheckoutState`](crate::CheckoutState)
//! does, and status, payments and reason of a review follow from all of them.

mod account;
mod event;
mod id;
mod judgement;
mod payment;
mod periods;
mod state;
mod status;
#[cfg(feature = "schedule")]
mod upcoming;

pub use event::{SubscriptionEvent, SubscriptionNotice};
pub use id::SubscriptionId;
pub use judgement::SubscriptionJudgement;
pub use payment::SubscriptionPayment;
pub use state::SubscriptionState;
pub use status::SubscriptionStatus;

#[cfg(test)]
mod tests;
