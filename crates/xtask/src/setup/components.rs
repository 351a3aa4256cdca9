//! rustfmt and clippy, which rustup's minimal profile leaves out.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::process;
use crate::steps::Step;

const LIMIT: Duration = Duration::from_secs(120);

/// Finds or adds both.
pub fn set_up(step: &Step) -> Result<&'static str> {
    let runs = |name: &str| process::output(process::cargo().args([name, "--version"])).is_ok();
    if runs("fmt") && runs("clippy") {
        return Ok("ready");
    }
    step.note("rustup component add rustfmt clippy");
    let mut rustup = process::command("rustup");
    rustup.args(["component", "add", "rustfmt", "clippy"]);
    process::logged(&mut rustup, "rustup-components", Some(LIMIT))
        .context("run `rustup component add rustfmt clippy` by hand")?;
    Ok("added")
}
