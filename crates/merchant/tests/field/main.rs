//! Faults that others met in the field, as inputs of our own making. Each test
//! names where its fault was reported.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../server_path/buyer.rs"]
mod buyer;
#[path = "../harness/mod.rs"]
mod harness;

mod message_fields;
mod messages;
mod not_understood;
mod other_orders;
