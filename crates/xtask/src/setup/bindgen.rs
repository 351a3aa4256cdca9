//! The wasm-bindgen programs, in exactly the version of the crate.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::build_folder;
use crate::lock_file::locked_version;
use crate::process;
use crate::steps::Step;
use crate::workspace;

const PROGRAMS: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/// Finds or installs the programs; the answer is their folder.
pub fn set_up(cache: &Path, step: &Step) -> Result<PathBuf> {
    let version = version()?;
    let folder = cache.join(format!("wasm-bindgen-{version}"));
    let programs = folder.join("bin");
    if are_there(&programs) {
        return Ok(programs);
    }
    step.note(&format!(
        "version {version}, compiled once; 4 to 8 minutes on two cores"
    ));
    build_folder(&folder, |dir| {
        let mut cargo = process::cargo();
        // Without --locked: some registries lack a version that is locked there.
        cargo
            .args([
                "install",
                "wasm-bindgen-cli",
                "--version",
                &version,
                "--root",
            ])
            .arg(dir)
            .current_dir(cache)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS");
        process::logged(&mut cargo, "wasm-bindgen-cli", None)
    })?;
    Ok(programs)
}

/// The version in `Cargo.lock`.
pub fn version() -> Result<String> {
    let path = workspace::root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    locked_version(&lock, "wasm-bindgen")
}

fn are_there(programs: &Path) -> bool {
    PROGRAMS
        .iter()
        .all(|name| programs.join(format!("{name}{EXE_SUFFIX}")).is_file())
}
