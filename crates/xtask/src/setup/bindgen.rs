//! The wasm-bindgen programs, in exactly the version of the crate.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cargo_program::CargoProgram;
use crate::lock_file::locked_version;
use crate::steps::Step;
use crate::workspace;

/// Finds or installs the programs; the answer is their folder.
pub fn set_up(cache: &Path, step: &Step) -> Result<PathBuf> {
    CargoProgram {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: &version()?,
        features: &[],
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        takes: "4 to 8 minutes",
    }
    .set_up(cache, step)
}

/// The version in `Cargo.lock`.
pub fn version() -> Result<String> {
    let path = workspace::root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    locked_version(&lock, "wasm-bindgen")
}
