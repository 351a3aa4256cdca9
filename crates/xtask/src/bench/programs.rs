//! Programs that are measured, and those that measure.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::executables;
use crate::process;
use crate::workspace;

/// The folder of the Express server, with packages of its own.
const EXPRESS: &str = "tests/bench/express";

/// Release builds.
pub struct Programs {
    /// `paypal-sandbox`.
    pub sandbox: PathBuf,
    /// `paypal-merchant`.
    pub merchant: PathBuf,
    /// The load on a create endpoint.
    pub load: PathBuf,
    /// The work on a ledger.
    pub ledger: PathBuf,
}

/// Compiles everything with optimisation.
pub fn build() -> Result<Programs> {
    let mut cargo = process::cargo();
    cargo.args([
        "build",
        "--release",
        "--package",
        "paypal-sandbox",
        "--package",
        "paypal-merchant",
        "--bins",
        "--bench",
        "load",
        "--bench",
        "ledger",
    ]);
    let built = executables::build(&mut cargo)?;
    let find = |name: &str| {
        built
            .iter()
            .find(|built| built.name == name)
            .map(|built| built.path.clone())
            .with_context(|| format!("cargo built no program {name}"))
    };
    Ok(Programs {
        sandbox: find("paypal-sandbox")?,
        merchant: find("paypal-merchant")?,
        load: find("load")?,
        ledger: find("ledger")?,
    })
}

/// Installs the Express server's packages, when their versions have changed;
/// the answer is its folder.
pub fn express() -> Result<PathBuf> {
    let folder = workspace::root().join(EXPRESS);
    let lock_path = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_path)
        .with_context(|| format!("cannot read {}", lock_path.display()))?;
    // `npm ci` begins by removing the folder, and this stamp with it.
    let stamp = folder.join("node_modules").join(".installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    println!("The Express server's packages; SQLite is compiled for Node once, in some minutes");
    let mut npm = process::command("npm");
    npm.arg("ci")
        .current_dir(&folder)
        // Nothing is taken from anywhere but the registry.
        .env("npm_config_build_from_source", "true");
    process::logged(&mut npm, "npm-ci-express", None)
        .context("node, npm, make, a C++ compiler and Python are needed")?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(folder)
}
