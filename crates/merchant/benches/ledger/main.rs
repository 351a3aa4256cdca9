//! What the server's work costs as the ledger grows. For each size one JSON
//! object on standard output. With `TEST_DATABASE_URL` the ledger is in
//! PostgreSQL, else in a SQLite file. `cargo xtask bench` runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "as in tests, what goes wrong ends it"
)]

mod fill;
#[path = "../../tests/harness/mod.rs"]
mod harness;
mod operations;
mod statements;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use clap::Parser;
use paypal_sandbox::Sandbox;
use serde_json::json;

use fill::Filler;
use harness::{Shop, World};
use operations::Operations;
use statements::Counter;

/// A buyer with enough for every round.
const PURSE: &str = "10000000.00";

#[derive(Parser)]
struct Arguments {
    /// How many checkouts the ledger has, one size after the other.
    #[arg(long, value_delimiter = ',', required = true)]
    rows: Vec<i64>,
    /// For how long each size is measured.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// The least number of rounds.
    #[arg(long, default_value_t = 10)]
    rounds: u32,
}

async fn world() -> World {
    let mut config = paypal_sandbox::Config::default();
    for account in &mut config.accounts {
        let currency = "USD".parse().unwrap();
        if account.balances.contains_key(&currency) {
            account.balances.insert(currency, PURSE.to_owned());
        }
    }
    let sandbox = Sandbox::spawn(config).await.unwrap();
    let change = |config: &mut paypal_merchant::Config| config.requests_per_minute = u32::MAX;
    let shop = Shop::changed(&sandbox.url(), None, Arc::new(change)).await;
    let world = World { shop, sandbox };
    // Its messages are brought by hand, to be timed.
    world.faults(json!({"ipn": {"hold": true}})).await;
    world
}

#[tokio::main]
async fn main() {
    let mut arguments = Arguments::parse();
    tracing::subscriber::set_global_default(Counter).unwrap();
    arguments.rows.sort_unstable();
    let world = world().await;
    let (name, url) = match world.shop.database() {
        Ok(file) => ("SQLite", format!("sqlite:{}", file.display())),
        Err(url) => ("PostgreSQL", url),
    };
    let most = arguments.rows.last().copied().unwrap_or_default();
    let now = world.shop.clock.load(Ordering::SeqCst);
    let mut filler = Filler::open(&url, now, most).await.unwrap();
    for rows in arguments.rows {
        let start = Instant::now();
        filler.fill(rows).await.unwrap();
        let filled_in = start.elapsed();
        let limit = Duration::from_secs(arguments.seconds);
        let operations = Operations::measure(&world, arguments.rounds, limit).await;
        let result = json!({
            "database": name,
            "rows": rows,
            "bytes": filler.bytes().await.unwrap(),
            "filled_in_ms": u64::try_from(filled_in.as_millis()).unwrap(),
            "operations": operations
                .iter()
                .map(operations::Operation::json)
                .collect::<Vec<_>>(),
        });
        println!("{result}");
    }
}
