//! Costs of the server's work as the ledger grows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::programs::Programs;
use super::table::{self, Table, time};
use crate::postgres::{self, Durability};
use crate::process;

const ROWS: [u64; 4] = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_ROWS: [u64; 3] = [1_000, 10_000, 100_000];

/// Sizes and durations.
pub struct Plan {
    rows: Vec<u64>,
    seconds: u32,
}

impl Plan {
    pub fn new(quick: bool, rows: &[u64]) -> Self {
        let usual: &[u64] = if quick { &QUICK_ROWS } else { &ROWS };
        Self {
            rows: if rows.is_empty() { usual } else { rows }.to_vec(),
            seconds: if quick { 1 } else { 4 },
        }
    }
}

/// Measurements of one database at one size.
#[derive(Debug, Serialize, Deserialize)]
pub struct Size {
    database: String,
    rows: u64,
    bytes: u64,
    filled_in_ms: u64,
    operations: Vec<Operation>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Operation {
    name: String,
    rounds: u64,
    p50_us: u64,
    statements: Option<u64>,
}

/// Measures on SQLite, and on PostgreSQL where it is there.
pub fn measure(
    plan: &Plan,
    programs: &Programs,
    postgres: Result<&Path>,
    folder: &Path,
) -> Result<Vec<Size>> {
    println!("\nThe ledger in SQLite");
    let mut sizes = run(plan, programs, folder, None)?;
    match postgres {
        Ok(postgres) => {
            println!("The ledger in PostgreSQL");
            let server = postgres::Server::start(postgres, Durability::Full)?;
            sizes.extend(run(plan, programs, folder, Some(&server.url()))?);
        }
        Err(problem) => println!("PostgreSQL is left out: {problem:#}"),
    }
    Ok(sizes)
}

fn run(plan: &Plan, programs: &Programs, folder: &Path, server: Option<&str>) -> Result<Vec<Size>> {
    // On the disk of the build, which memory need not be.
    let temporary = folder.join("ledger");
    fs::create_dir_all(&temporary)?;
    let rows: Vec<_> = plan.rows.iter().map(u64::to_string).collect();
    let mut ledger = process::command(&programs.ledger);
    ledger
        .args(["--rows", &rows.join(",")])
        .args(["--seconds", &plan.seconds.to_string()])
        .env("TMPDIR", &temporary)
        .env_remove(postgres::VARIABLE);
    if let Some(server) = server {
        ledger.env(postgres::VARIABLE, server);
    }
    process::output(&mut ledger)?
        .lines()
        .map(|line| {
            serde_json::from_str(line).with_context(|| format!("the ledger's words: {line}"))
        })
        .collect()
}

/// One table for each database.
pub fn tables(sizes: &[Size]) -> String {
    let mut databases: Vec<&str> = Vec::new();
    for size in sizes {
        if !databases.contains(&size.database.as_str()) {
            databases.push(&size.database);
        }
    }
    let tables: Vec<String> = databases
        .into_iter()
        .map(|database| {
            let of: Vec<&Size> = sizes
                .iter()
                .filter(|size| size.database == database)
                .collect();
            database_table(database, &of)
        })
        .collect();
    tables.join("\n")
}

fn database_table(database: &str, sizes: &[&Size]) -> String {
    let counts: Vec<String> = sizes.iter().map(|size| table::rows(size.rows)).collect();
    let title = format!("{database}, checkouts in the ledger");
    let mut head = vec![title.as_str()];
    head.extend(counts.iter().map(String::as_str));
    head.push("statements");
    let mut table = Table::new(&head);
    let names = sizes.first().map(|size| &size.operations);
    for (place, first) in names.into_iter().flatten().enumerate() {
        let mut row = vec![first.name.clone()];
        row.extend(sizes.iter().map(|size| {
            let operation = size.operations.get(place);
            operation.map_or_else(String::new, |operation| time(operation.p50_us))
        }));
        row.push(first.statements.map_or_else(String::new, |n| n.to_string()));
        table.row(row);
    }
    let mut row = vec!["size on disk".to_owned()];
    row.extend(
        sizes
            .iter()
            .map(|size| format!("{} MiB", table::tenths(size.bytes, 1024 * 1024))),
    );
    row.push(String::new());
    table.row(row);
    table.markdown()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_stand_side_by_side() {
        let size = |rows, p50_us| Size {
            database: "SQLite".to_owned(),
            rows,
            bytes: 1024 * 1024,
            filled_in_ms: 1,
            operations: vec![Operation {
                name: "status".to_owned(),
                rounds: 3,
                p50_us,
                statements: Some(4),
            }],
        };
        let text = tables(&[size(1_000, 200), size(1_000_000, 210)]);
        let lines: Vec<_> = text.lines().map(|line| line.replace(' ', "")).collect();
        assert_eq!(lines[0], "|SQLite,checkoutsintheledger|1k|1M|statements|");
        assert_eq!(lines[2], "|status|200µs|210µs|4|");
        assert_eq!(lines[3], "|sizeondisk|1.0MiB|1.0MiB||");
    }
}
