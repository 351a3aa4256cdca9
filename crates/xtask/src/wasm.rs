//! `cargo xtask wasm`: cargo for the component, with its environment set.

use anyhow::Result;

use crate::component;
use crate::process;
use crate::setup::{Need, set_up};

/// Arguments after `wasm`.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// check, clippy, test, build or another cargo command.
    subcommand: String,
    /// Handed to cargo.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

#[cfg(test)]
impl Options {
    /// All of it.
    pub fn typed(&self) -> Vec<&str> {
        let rest = self.rest.iter().map(String::as_str);
        std::iter::once(self.subcommand.as_str())
            .chain(rest)
            .collect()
    }
}

/// Runs cargo with what the caller gave.
pub fn run(options: &Options) -> Result<()> {
    let is_test = options.subcommand == "test";
    let mut cargo = if is_test {
        let tools = set_up(&[Need::WasmTarget, Need::Bindgen, Need::Browser])?.complete()?;
        component::cargo_test(&tools)?
    } else {
        let tools = set_up(&[Need::WasmTarget])?.complete()?;
        component::cargo(&tools, &options.subcommand, &[])?
    };
    // Documentation tests cannot run in the browser.
    if is_test && !options.rest.iter().any(|arg| selects_targets(arg)) {
        cargo.args(["--lib", "--tests"]);
    }
    process::stream(cargo.args(&options.rest))
}

fn selects_targets(arg: &str) -> bool {
    matches!(arg, "--lib" | "--tests" | "--test" | "--all-targets") || arg.starts_with("--test=")
}
