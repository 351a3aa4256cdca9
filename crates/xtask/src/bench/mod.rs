//! `cargo xtask bench`: the create endpoint beside Express, the ledger as it
//! grows, and the cart in a browser beside others.

pub mod browser;
mod create;
mod docs;
mod growth;
mod programs;
mod shops;
mod table;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde::Serialize;

use crate::setup::{Need, set_up};
use crate::steps::clock;
use crate::workspace;
use create::Created;
use growth::Size;

/// Options of the measurements.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// About a minute: short runs, and a small ledger.
    #[arg(long)]
    quick: bool,
    /// Sizes of the ledger in checkouts, one after the other [default: 1000,10000,100000,1000000]
    #[arg(long, value_delimiter = ',')]
    rows: Vec<u64>,
    /// Measure this and not the other.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Another paypal-merchant program, measured in the same run.
    #[arg(long, value_name = "FILE")]
    beside: Option<PathBuf>,
    /// Write the tables into docs/benchmarks.md.
    #[arg(long)]
    write_docs: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The create endpoint beside Express.
    Create,
    /// The ledger as it grows.
    Ledger,
    /// The cart in a browser, beside others; only when it is asked for.
    Browser,
}

/// Everything that one run measured.
#[derive(Default, Serialize)]
struct Results {
    #[serde(skip_serializing_if = "Option::is_none")]
    create: Option<Created>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ledger: Vec<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    browser: Option<browser::Measured>,
}

/// Builds, measures, and tells.
pub fn run(options: &Options) -> Result<()> {
    let folder = workspace::target_dir().join("bench");
    fs::create_dir_all(&folder)?;
    let start = Instant::now();
    let results = if options.only == Some(Part::Browser) {
        let measured = browser::measure(options.quick)?;
        println!("\n{}", measured.table());
        Results {
            browser: Some(measured),
            ..Results::default()
        }
    } else {
        measure_servers(options, &folder)?
    };
    let path = folder.join("results.json");
    fs::write(&path, serde_json::to_string_pretty(&results)?)
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!(
        "Measured in {}; as JSON in {}",
        clock(start.elapsed()),
        path.display()
    );
    if options.write_docs {
        docs::write(&results)?;
    }
    Ok(())
}

fn measure_servers(options: &Options, folder: &Path) -> Result<Results> {
    if !cfg!(target_os = "linux") {
        bail!("memory and processor time are read from Linux's /proc");
    }
    let is_wanted = |part| options.only.is_none_or(|only| only == part);
    let tools = set_up(&[Need::Postgres])?;
    let express = if is_wanted(Part::Create) {
        Some(programs::express()?)
    } else {
        None
    };
    let programs = programs::build()?;
    let mut results = Results::default();
    if let Some(express) = express {
        let plan = create::Plan::new(options.quick, options.beside.clone());
        let created = create::measure(&plan, &programs, &express, tools.postgres(), folder)?;
        println!("\n{}", created.tables());
        results.create = Some(created);
    }
    if is_wanted(Part::Ledger) {
        let plan = growth::Plan::new(options.quick, &options.rows);
        results.ledger = growth::measure(&plan, &programs, tools.postgres(), folder)?;
        println!("\n{}", growth::tables(&results.ledger));
    }
    Ok(results)
}
