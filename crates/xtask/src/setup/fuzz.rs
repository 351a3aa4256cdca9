//! cargo-fuzz and the nightly toolchain whose sanitizers it needs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use super::cargo_program::CargoProgram;
use crate::process;
use crate::steps::Step;

const PROGRAM: &str = "cargo-fuzz";
const LIMIT: Duration = Duration::from_secs(300);

/// Finds the machine's own or installs one.
pub fn set_up(cache: &Path, step: &Step) -> Result<PathBuf> {
    let toolchains = process::output(process::command("rustup").args(["toolchain", "list"]))?;
    if !toolchains.contains("nightly") {
        step.note("rustup toolchain install nightly");
        let mut rustup = process::command("rustup");
        rustup.args(["toolchain", "install", "nightly", "--profile", "minimal"]);
        process::logged(&mut rustup, "rustup-nightly", Some(LIMIT))
            .context("run `rustup toolchain install nightly` by hand")?;
    }
    if let Some(program) = process::find(&[PROGRAM]) {
        return Ok(program);
    }
    let programs = CargoProgram {
        name: PROGRAM,
        package: PROGRAM,
        version: "0.13.2",
        features: &[],
        programs: &[PROGRAM],
        takes: "1 to 2 minutes",
    }
    .set_up(cache, step)?;
    Ok(programs.join(PROGRAM))
}
