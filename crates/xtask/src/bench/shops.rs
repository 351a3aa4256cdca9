//! The sandbox and the shops before it.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::programs::Programs;
use crate::process;
use crate::servers::{Server, local};
use crate::workspace;

const CATALOGUE: &str = "www/shop/catalogue.json";
const BUSINESS: &str = "merchant@example.com";
const CLIENT_ID: &str = "sandbox-client";
const CLIENT_SECRET: &str = "sandbox-secret";
/// Whoever measures is one client with all of the requests.
const REQUESTS_PER_MINUTE: &str = "4294967295";

/// A server that is measured, or that the others call.
pub struct Shop {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// It ends with this value.
    pub server: Server,
}

/// A port that is free now.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(local(0)).context("there is no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Starts it with its output in a file, as a service has it.
fn start(
    name: &'static str,
    mut command: Command,
    port: u16,
    health: &str,
    folder: &Path,
) -> Result<Shop> {
    let path = folder.join(format!("{name}.log"));
    let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    let server = Server::start(name, &mut command, local(port), health)
        .with_context(|| format!("its output is in {}", path.display()))?;
    Ok(Shop {
        url: format!("http://{}", local(port)),
        server,
    })
}

/// The offline PayPal that every shop talks to.
pub fn sandbox(programs: &Programs, folder: &Path) -> Result<Shop> {
    let port = free_port()?;
    let mut command = process::command(&programs.sandbox);
    command.args(["--listen", &local(port).to_string()]);
    start("paypal-sandbox", command, port, "/_sandbox/health", folder)
}

/// A `paypal-merchant` with a new ledger in SQLite.
pub fn merchant(name: &'static str, program: &Path, paypal: &str, folder: &Path) -> Result<Shop> {
    let mut command = process::command(program);
    command
        .arg("serve")
        .arg("--database")
        .arg(new_database(name, folder)?);
    merchant_of(command, name, paypal, folder)
}

/// Instances of `paypal-merchant` on one PostgreSQL database.
pub fn instances(database: &str, program: &Path, paypal: &str, folder: &Path) -> Result<Vec<Shop>> {
    const NAMES: [&str; 4] = ["instance-1", "instance-2", "instance-3", "instance-4"];
    let start = |name| {
        let mut command = process::command(program);
        command.arg("serve").env("DATABASE_URL", database);
        merchant_of(command, name, paypal, folder)
    };
    NAMES.into_iter().map(start).collect()
}

fn merchant_of(
    mut command: Command,
    name: &'static str,
    paypal: &str,
    folder: &Path,
) -> Result<Shop> {
    let port = free_port()?;
    command
        .args(["--listen", &local(port).to_string()])
        .args(["--paypal", paypal, "--business", BUSINESS])
        .args(["--catalogue", CATALOGUE])
        .args(["--requests-per-minute", REQUESTS_PER_MINUTE])
        .env("PAYPAL_MERCHANT_CLIENT_ID", CLIENT_ID)
        .env("PAYPAL_MERCHANT_CLIENT_SECRET", CLIENT_SECRET);
    start(name, command, port, "/health", folder)
}

/// The Express server with a new database.
pub fn express(express: &Path, paypal: &str, folder: &Path) -> Result<Shop> {
    let port = free_port()?;
    let name = "express";
    let mut command = process::command("node");
    command
        .arg(express.join("server.mjs"))
        .args([&port.to_string(), paypal])
        .arg(workspace::root().join(CATALOGUE))
        .arg(new_database(name, folder)?)
        .env("NODE_ENV", "production");
    start(name, command, port, "/health", folder)
}

/// Path of a database that is not there yet.
fn new_database(name: &str, folder: &Path) -> Result<std::path::PathBuf> {
    for end in ["db", "db-wal", "db-shm"] {
        let path = folder.join(format!("{name}.{end}"));
        if path.exists() {
            std::fs::remove_file(&path)
                .with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(folder.join(format!("{name}.db")))
}
