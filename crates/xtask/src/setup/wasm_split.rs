//! wasm-split, which divides the linked module.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::cargo_program::CargoProgram;
use crate::steps::Step;

/// Goes with `wasm_split_helpers` 0.2, which Leptos has.
const VERSION: &str = "0.2.4";
const PROGRAM: &str = "wasm-split-cli";

/// Finds or installs the program.
pub fn set_up(cache: &Path, step: &Step) -> Result<PathBuf> {
    let programs = CargoProgram {
        name: "wasm-split",
        package: "wasm_split_cli_support",
        version: VERSION,
        features: &["build-binary"],
        programs: &[PROGRAM],
        takes: "1 to 2 minutes",
    }
    .set_up(cache, step)?;
    Ok(programs.join(PROGRAM))
}
