//! The shop's program under everything that can go wrong: buyers of every
//! kind, a PayPal that fails in every way it can, and a server that is killed
//! in the middle of it. In the end the books must say what PayPal's do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../harness/books.rs"]
mod books;
mod buyer;
mod catalogue;
mod check;
mod faults;
mod paid;
mod paypal;
mod plan;
mod quiet;
mod receiver;
mod run;
mod server;
mod story;
mod trouble;
mod truth;
mod whole;
mod world;

use paypal_merchant::ledger::Database;

use plan::Plan;
use run::run;

/// Everything at once; `PAYPAL_SOAK_SEED` repeats a run.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everything_at_random() {
    let outcome = run(Plan::storm(120)).await;
    // Which faults strike is chance; each has a test of its own.
    assert!(outcome.kills > 0 && outcome.struck.len() > 2);
    assert!(outcome.statuses["paid"] > 0 && outcome.told > 0);
}

/// `cargo xtask soak`
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "it takes long: cargo xtask soak"]
async fn for_long() {
    run(Plan::of_environment()).await;
}
