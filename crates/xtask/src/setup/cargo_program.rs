//! Programs for cargo that are compiled from crates.io, once per machine.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::folder::build_folder;
use crate::process;
use crate::steps::Step;

/// A package with programs, in one version.
pub struct CargoProgram<'a> {
    /// The folder is named after it.
    pub name: &'a str,
    pub package: &'a str,
    pub version: &'a str,
    pub features: &'a [&'a str],
    /// The programs that have to be there.
    pub programs: &'a [&'a str],
    /// Time that compiling takes.
    pub takes: &'a str,
}

impl CargoProgram<'_> {
    /// Finds or installs the programs; the answer is their folder.
    pub fn set_up(&self, cache: &Path, step: &Step) -> Result<PathBuf> {
        let Self {
            name,
            package,
            version,
            ..
        } = self;
        let folder = cache.join(format!("{name}-{version}"));
        let programs = folder.join("bin");
        let are_there = |name| programs.join(format!("{name}{EXE_SUFFIX}")).is_file();
        if self.programs.iter().all(are_there) {
            return Ok(programs);
        }
        step.note(&format!(
            "version {version}, compiled once; {} on two cores",
            self.takes
        ));
        build_folder(&folder, |dir| {
            let mut cargo = process::cargo();
            // Without --locked: some registries lack a version that is locked there.
            cargo
                .args(["install", package, "--version", version])
                .args(["--features", &self.features.join(",")])
                .arg("--root")
                .arg(dir)
                .current_dir(cache)
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("CARGO_ENCODED_RUSTFLAGS")
                .env_remove("RUSTFLAGS");
            process::logged(&mut cargo, package, None)
        })?;
        Ok(programs)
    }
}
