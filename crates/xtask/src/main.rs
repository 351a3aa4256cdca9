//! Everything that is done with this repository: `cargo xtask COMMAND`.

mod bench;
mod build;
mod check;
mod component;
mod demo;
mod example;
mod executables;
mod fuzz;
mod lock_file;
mod postgres;
mod process;
mod report;
mod servers;
mod setup;
mod site;
mod size;
mod soak;
mod steps;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the shop at 127.0.0.1:8080 and the PayPal sandbox at 127.0.0.1:8081.
    Demo(demo::Options),
    /// Serve the example with a Leptos server, and the PayPal sandbox.
    Example(example::Options),
    /// Run every test.
    Test(test::Options),
    /// Measure the create endpoint beside Express, and the ledger as it grows.
    Bench(bench::Options),
    /// Build the browser package into pkg/.
    Build(build::Options),
    /// Let thousands of buyers, every fault and SIGKILL loose on the merchant's server.
    Soak(soak::Options),
    /// Throw invented inputs at everything that reads what comes from outside.
    Fuzz(fuzz::Options),
    /// Measure what a browser loads, against the budget and the last release.
    Size(size::Options),
    /// Format, lints, feature combinations, documentation and dependencies.
    Check,
    /// Install everything that the other commands need.
    Setup,
    /// Run cargo for the component, compiled for the browser: `wasm check`, `wasm test -- NAME`.
    Wasm(wasm::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Demo(options) => demo::run(&options),
        Command::Example(options) => example::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Build(options) => build::run(options),
        Command::Soak(options) => soak::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Size(options) => size::run(&options),
        Command::Check => check::run(),
        Command::Setup => setup::set_up(&setup::Need::ALL)?.complete().map(drop),
        Command::Wasm(options) => wasm::run(&options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_follows_wasm_goes_to_cargo_as_it_is() {
        let typed = ["clippy", "--lib", "--", "-D", "warnings"];
        let arguments = Arguments::try_parse_from(["xtask", "wasm"].into_iter().chain(typed));
        let Command::Wasm(options) = arguments.unwrap().command else {
            panic!("another command was read");
        };
        assert_eq!(options.typed(), typed);
    }
}
