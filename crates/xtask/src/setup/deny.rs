//! cargo-deny, which holds the dependencies against `deny.toml`.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::cargo_program::CargoProgram;
use crate::process;
use crate::steps::Step;

const PROGRAM: &str = "cargo-deny";

/// Finds the machine's own or installs one.
pub fn set_up(cache: &Path, step: &Step) -> Result<PathBuf> {
    if let Some(program) = process::find(&[PROGRAM]) {
        return Ok(program);
    }
    let programs = CargoProgram {
        name: PROGRAM,
        package: PROGRAM,
        version: "0.20.2",
        features: &[],
        programs: &[PROGRAM],
        takes: "4 to 8 minutes",
    }
    .set_up(cache, step)?;
    Ok(programs.join(PROGRAM))
}
