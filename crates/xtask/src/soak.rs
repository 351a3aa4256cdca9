//! `cargo xtask soak`: the merchant's test of everything at once, for long.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::postgres;
use crate::process;
use crate::setup::{Need, set_up};

/// Database of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Database {
    /// In a file.
    Sqlite,
    /// In a PostgreSQL server that runs for this run alone.
    Postgres,
}

/// Options of the run.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Number of checkouts.
    #[arg(long, default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1..))]
    checkouts: u32,
    /// Buyers at a time.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=256))]
    at_once: u32,
    /// Seed of everything random; the run prints the one that it takes.
    #[arg(long)]
    seed: Option<u64>,
    /// After so many minutes no new buyer comes.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    minutes: Option<u32>,
    /// Database of the ledger.
    #[arg(long, value_enum, default_value_t = Database::Sqlite)]
    database: Database,
}

/// Lets buyers, faults and SIGKILL loose on the merchant's server, and
/// compares its books with PayPal's.
pub fn run(options: &Options) -> Result<()> {
    let server = match options.database {
        Database::Sqlite => None,
        Database::Postgres if !cfg!(unix) => bail!("a PostgreSQL of its own is started on Unix"),
        Database::Postgres => {
            let tools = set_up(&[Need::Postgres])?;
            Some(postgres::Server::start(
                tools.postgres()?,
                postgres::Durability::None,
            )?)
        }
    };
    let mut cargo = process::cargo();
    cargo
        .args(["test", "--package", "paypal-merchant", "--test", "soak"])
        .args(["--", "--ignored", "--exact", "for_long", "--nocapture"])
        .env("PAYPAL_SOAK_CHECKOUTS", options.checkouts.to_string())
        .env("PAYPAL_SOAK_AT_ONCE", options.at_once.to_string());
    for (name, value) in [
        (
            "PAYPAL_SOAK_SEED",
            options.seed.map(|seed| seed.to_string()),
        ),
        (
            "PAYPAL_SOAK_MINUTES",
            options.minutes.map(|minutes| minutes.to_string()),
        ),
        (
            postgres::VARIABLE,
            server.as_ref().map(postgres::Server::url),
        ),
    ] {
        match value {
            Some(value) => cargo.env(name, value),
            None => cargo.env_remove(name),
        };
    }
    process::stream(&mut cargo)
}
