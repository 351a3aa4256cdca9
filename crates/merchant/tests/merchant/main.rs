//! The server from outside, in-process or as a program, against the sandbox or
//! against answers of the test's own. One program, since each would link the
//! whole server; `plans.rs` and `soak` are others because they hear or kill the
//! whole process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod adoption;
mod changed_receiver;
mod checkouts;
mod command_line;
mod cors;
mod encrypted_forms;
mod field;
mod flood;
mod full_disk;
#[path = "../harness/mod.rs"]
mod harness;
mod held_database;
mod instances;
mod openapi;
mod payments;
mod poison;
mod post_back;
mod problems;
mod program;
mod returning;
mod selling_rules;
mod server_path;
mod site;
mod slow_clients;
mod subscriptions;
mod variables;
