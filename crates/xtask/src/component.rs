//! The browser crates: the component, and the module of the npm package.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::setup::Tools;
use crate::setup::wasm_target::TARGET;

/// The component's package.
pub const PACKAGE: &str = "leptos-paypal";
/// The package of the npm package's module.
pub const MODULE: &str = "leptos-paypal-elements";
/// Features that all browser tests are built with, and the module too, but for
/// its division.
pub const FEATURES: &str = "leptos-paypal/csr";

/// Features of a module that wasm-split divides.
pub const DIVIDED: &str = "leptos-paypal/csr,leptos-paypal/split";

/// A browser test that is slower than this has failed, in seconds.
const TEST_LIMIT: &str = "120";

/// `cargo SUBCOMMAND` for the component, with flags for rustc.
pub fn cargo(tools: &Tools, subcommand: &str, flags: &[&str]) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&programs(tools), flags)?;
    select(&mut cargo, subcommand, FEATURES);
    // What ships is what is tested.
    cargo.args(["--package", MODULE]);
    Ok(cargo)
}

/// `cargo build` for the module of the npm package, with flags for rustc.
pub fn cargo_build(tools: &Tools, flags: &[&str]) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&programs(tools), flags)?;
    cargo.args(["build", "--target", TARGET, "--package", MODULE]);
    Ok(cargo)
}

/// The same, with a standard library that is built for it.
pub fn cargo_build_with_std(tools: &Tools, flags: &[&str]) -> Result<Command> {
    let wasm = tools.wasm()?;
    let mut cargo = wasm.cargo_that_builds_std(&programs(tools), flags)?;
    cargo.args(["build", "--target", TARGET, "--package", MODULE]);
    Ok(cargo)
}

/// `cargo test` for the component, in the browser.
pub fn cargo_test(tools: &Tools) -> Result<Command> {
    let mut cargo = cargo(tools, "test", &[])?;
    cargo
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", &tools.browser()?.driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TEST_LIMIT);
    Ok(cargo)
}

/// Adds the subcommand, the component and its features.
pub fn select(cargo: &mut Command, subcommand: &str, features: &str) {
    cargo.args([
        subcommand,
        "--target",
        TARGET,
        "--package",
        PACKAGE,
        "--features",
        features,
    ]);
}

fn programs(tools: &Tools) -> Vec<PathBuf> {
    tools.bindgen().map(PathBuf::from).into_iter().collect()
}
