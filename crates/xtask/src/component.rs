//! The browser component's crate, compiled for the browser.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::setup::Tools;
use crate::setup::wasm_target::TARGET;

/// Its package.
pub const PACKAGE: &str = "leptos-paypal";
/// Its features for a page that Leptos renders in the browser, and all tests.
pub const FEATURES: &str = "csr,elements";

/// One of the two modules of the npm package, which has no Leptos in it.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its files are called so.
    pub name: &'static str,
    /// What it is compiled with.
    pub features: &'static str,
}

/// For pages whose checkouts a server makes, and for pages without one.
pub const MODULES: [Module; 2] = [
    Module {
        name: "server",
        features: "elements,server",
    },
    Module {
        name: "static",
        features: "elements,static-page",
    },
];
/// A browser test that is slower than this has failed, in seconds.
const TEST_LIMIT: &str = "120";

/// `cargo SUBCOMMAND` for the component, with flags for rustc.
pub fn cargo(tools: &Tools, subcommand: &str, flags: &[&str]) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&programs(tools), flags)?;
    select(&mut cargo, subcommand, FEATURES);
    Ok(cargo)
}

/// `cargo build` for the npm package.
pub fn cargo_build(tools: &Tools, module: Module) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&programs(tools), &[])?;
    select_module(&mut cargo, "build", module);
    Ok(cargo)
}

/// The same, with a standard library that is built for it.
pub fn cargo_build_with_std(tools: &Tools, module: Module, flags: &[&str]) -> Result<Command> {
    let mut cargo = tools
        .wasm()?
        .cargo_that_builds_std(&programs(tools), flags)?;
    select_module(&mut cargo, "build", module);
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

/// The same for a module of the npm package.
pub fn select_module(cargo: &mut Command, subcommand: &str, module: Module) {
    select(cargo, subcommand, module.features);
    cargo.arg("--no-default-features");
}

fn programs(tools: &Tools) -> Vec<PathBuf> {
    tools.bindgen().map(PathBuf::from).into_iter().collect()
}
