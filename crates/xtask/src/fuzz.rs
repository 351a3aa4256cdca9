//! `cargo xtask fuzz`: every fuzz target for some time.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::setup::{Need, Tools, set_up};
use crate::workspace;

const FOLDER: &str = "crates/fuzz";

/// Options of the fuzz targets.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Minutes that all of them run together.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// Run this target and not the others; can be given more than once.
    #[arg(long)]
    only: Vec<String>,
}

/// Runs the targets one after the other. What was found before is in
/// `target/fuzz/corpus`; an input that breaks a promise is in
/// `target/fuzz/artifacts`, and belongs into `crates/fuzz/corpus`.
pub fn run(options: &Options) -> Result<()> {
    let tools = set_up(&[Need::Fuzz])?.complete()?;
    let listed = process::output(cargo_fuzz(&tools, "list")?.args(["--fuzz-dir", FOLDER]))?;
    let all: Vec<&str> = listed.lines().collect();
    for name in &options.only {
        ensure!(
            all.contains(&name.as_str()),
            "there is no target {name:?}: use one of {}",
            all.join(", ")
        );
    }
    let is_wanted =
        |name: &&str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    let targets: Vec<&str> = all.into_iter().filter(is_wanted).collect();
    let seconds = (options.minutes * 60 / targets.len() as u64).max(1);
    let mut broken = Vec::new();
    for name in targets {
        if run_target(&tools, name, seconds).is_err() {
            broken.push(name);
        }
    }
    ensure!(broken.is_empty(), "broken: {}", broken.join(", "));
    Ok(())
}

fn run_target(tools: &Tools, name: &str, seconds: u64) -> Result<()> {
    let folder = workspace::target_dir().join("fuzz");
    let found = folder.join("corpus").join(name);
    let artifacts = folder.join("artifacts").join(name);
    for folder in [&found, &artifacts] {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let mut fuzz = cargo_fuzz(tools, "run")?;
    fuzz.args(["--fuzz-dir", FOLDER, "--features", "libfuzzer", name])
        .arg(&found)
        .arg(workspace::root().join(FOLDER).join("corpus").join(name))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-max_len=8192", "-timeout=20"]);
    process::stream(&mut fuzz)
}

/// cargo-fuzz as cargo's subcommand, on nightly.
fn cargo_fuzz(tools: &Tools, command: &str) -> Result<Command> {
    let program = tools.fuzz()?;
    let mut fuzz = process::command(program);
    fuzz.args(["fuzz", command])
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .env_remove("CARGO")
        .env("CARGO_TARGET_DIR", workspace::target_dir().join("fuzz"));
    Ok(fuzz)
}
