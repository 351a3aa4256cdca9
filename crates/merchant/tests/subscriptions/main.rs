//! Subscriptions, donations and a shop's own notes, with messages as PayPal
//! sends them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../server_path/buyer.rs"]
mod buyer;
#[path = "../harness/mod.rs"]
mod harness;

mod asked;
mod custom;
mod donations;
mod judged;
mod operator;
mod paypal;
mod sandbox;
mod taker;
mod told;
mod whole;
