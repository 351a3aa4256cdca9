//! `cargo xtask test`: every test, layer by layer.

use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::ValueEnum;

use crate::build;
use crate::check;
use crate::component;
use crate::example;
use crate::executables;
use crate::postgres;
use crate::process;
use crate::report::{REQUIRE_ALL, TestReport};
use crate::servers;
use crate::setup::{Need, Tools, npm, python, set_up};
use crate::site;
use crate::size;
use crate::steps::clock;
use crate::workspace;

/// One kind of test. The order is that of running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    /// rustfmt.
    Format,
    /// clippy on native code.
    Lints,
    /// clippy on the component, compiled for the browser.
    BrowserLints,
    /// Native tests and documentation tests.
    Native,
    /// The merchant's tests once more, on a PostgreSQL server.
    Postgres,
    /// The component's tests, in a browser.
    Browser,
    /// Journeys through shop and sandbox, in a browser.
    E2e,
    /// Pages with PayPal's browser SDKs against the sandbox, in a browser.
    Sdk,
    /// The npm package: its size, types and contents, and the examples with it
    /// installed, in a browser.
    Package,
    /// The component on a server, and the examples in Leptos, in a browser.
    Example,
}

impl Layer {
    fn title(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lints => "lints",
            Self::BrowserLints => "browser lints",
            Self::Native => "native tests",
            Self::Postgres => "PostgreSQL tests",
            Self::Browser => "browser tests",
            Self::E2e => "end-to-end tests",
            Self::Sdk => "SDK tests",
            Self::Package => "package tests",
            Self::Example => "example tests",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Format | Self::Lints => &[Need::Lints],
            Self::BrowserLints => &[Need::Lints, Need::WasmTarget],
            Self::Native => &[Need::Python, Need::Perl, Need::Programs, Need::Npm],
            Self::Postgres => &[Need::Postgres],
            Self::Browser => &[Need::WasmTarget, Need::Bindgen, Need::Browser],
            Self::Sdk => &[Need::Npm, Need::Browser],
            Self::E2e | Self::Package | Self::Example => &[
                Need::WasmTarget,
                Need::Bindgen,
                Need::WasmSplit,
                Need::Npm,
                Need::Browser,
            ],
        }
    }

    fn run(self, tools: &Tools, report: &mut TestReport) -> Result<Outcome> {
        match self {
            Self::Format => check::format(tools)?,
            Self::Lints => check::lints(tools)?,
            Self::BrowserLints => {
                check::component_lints(tools, component::FEATURES)?;
                check::component_lints(tools, component::DIVIDED)?;
            }
            Self::Native => native(tools, report)?,
            Self::Postgres => return on_postgres(tools, report),
            Self::Browser => {
                let mut cargo = component::cargo_test(tools)?;
                report.run(cargo.args(["--lib", "--tests"]))?;
            }
            Self::E2e => return end_to_end(tools, report),
            Self::Sdk => browser_sdks(tools, report)?,
            Self::Package => npm_package(tools, report)?,
            Self::Example => leptos_examples(tools, report)?,
        }
        Ok(Outcome::Passed)
    }
}

/// Options of the tests.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Run this layer and not the others; can be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Layer>,
}

enum Outcome {
    Passed,
    Failed(String),
    /// There is nothing to run, for this reason.
    Nothing(&'static str),
}

/// Sets up, runs every layer even when one fails, and says how it went.
pub fn run(options: &Options) -> Result<()> {
    let layers: Vec<Layer> = Layer::value_variants()
        .iter()
        .copied()
        .filter(|layer| options.only.is_empty() || options.only.contains(layer))
        .collect();
    let needs: Vec<Need> = Need::ALL
        .into_iter()
        .filter(|need| layers.iter().any(|layer| layer.needs().contains(need)))
        .collect();
    let start = Instant::now();
    let tools = set_up(&needs)?;

    let mut results = Vec::new();
    let mut report = TestReport::default();
    for (index, &layer) in layers.iter().enumerate() {
        println!(
            "\n=== [{}/{}] {} (at {})",
            index + 1,
            layers.len(),
            layer.title(),
            clock(start.elapsed())
        );
        let layer_start = Instant::now();
        let outcome = layer
            .run(&tools, &mut report)
            .unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
        let result = (layer, outcome, layer_start.elapsed());
        println!("--- {}", line(&result));
        results.push(result);
    }

    // Once more below all else: in a long log, the reason is looked for at the end.
    for (layer, outcome, _) in &results {
        if let Outcome::Failed(reason) = outcome
            && reason.contains('\n')
        {
            println!("\n=== {} failed: {reason}", layer.title());
        }
    }
    println!("\nTests, {} in all:", clock(start.elapsed()));
    for result in &results {
        println!("  {}", line(result));
    }
    let count =
        |is: fn(&Outcome) -> bool| results.iter().filter(|(_, outcome, _)| is(outcome)).count();
    let passed = count(|outcome| matches!(outcome, Outcome::Passed));
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    println!("\n{passed} passed, {failed} failed");
    println!("{report}");
    if failed > 0 {
        bail!("a failed layer runs alone with `cargo xtask test --only NAME`");
    }
    Ok(())
}

fn line((layer, outcome, time): &(Layer, Outcome, Duration)) -> String {
    let (word, reason) = match outcome {
        Outcome::Passed => ("passed", String::new()),
        Outcome::Failed(reason) => {
            let first = reason.lines().next().unwrap_or_default();
            ("FAILED", format!("  {first}"))
        }
        Outcome::Nothing(reason) => ("nothing", format!("  {reason}")),
    };
    format!(
        "{:<17} {word:<8} {:>6}{reason}",
        layer.title(),
        clock(*time)
    )
}

/// Two tests at a time for each processor: most of them wait for servers half
/// of the time.
fn test_threads() -> String {
    let threads = thread::available_parallelism().map_or(2, NonZero::get) * 2;
    threads.to_string()
}

fn cargo_test() -> Command {
    let mut cargo = process::cargo();
    cargo
        .arg("test")
        .env("RUST_TEST_THREADS", test_threads())
        .env(REQUIRE_ALL, "1");
    cargo
}

fn native(tools: &Tools, report: &mut TestReport) -> Result<()> {
    let mut cargo = cargo_test();
    cargo.env_remove(postgres::VARIABLE);
    match tools.python() {
        Ok(interpreter) => {
            cargo.env(python::VARIABLE, interpreter);
        }
        Err(problem) => {
            println!("The tests with django-paypal and paypalrestsdk cannot run: {problem:#}")
        }
    }
    if let Err(problem) = tools.npm_programs() {
        println!("The tests with PayPal's clients for Node cannot run: {problem:#}");
    }
    report.run(&mut cargo)
}

/// The native tests keep the merchant's books in SQLite files.
fn on_postgres(tools: &Tools, report: &mut TestReport) -> Result<Outcome> {
    if !cfg!(unix) {
        return Ok(Outcome::Nothing("a server of its own is started on Unix"));
    }
    let server = postgres::Server::start(tools.postgres()?, postgres::Durability::None)?;
    // Built with all the others, as the native tests are: cargo would compile
    // most dependencies again for one package alone.
    let built = executables::build(cargo_test().arg("--no-run"))?;
    let package = workspace::root().join("crates").join("merchant");
    let mut failed = Vec::new();
    for test in &built {
        if !test.is_test || test.manifest.parent() != Some(&package) {
            continue;
        }
        let mut tests = process::command(&test.path);
        tests
            .current_dir(&package)
            // Each fault alone was tried on SQLite; here they come all at once.
            .args(["--skip", "faults::"])
            .env("RUST_TEST_THREADS", test_threads())
            .env(REQUIRE_ALL, "1")
            .env(postgres::VARIABLE, server.url());
        if report.run(&mut tests).is_err() {
            failed.push(test.name.as_str());
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(Outcome::Passed)
}

fn end_to_end(tools: &Tools, report: &mut TestReport) -> Result<Outcome> {
    let folder = workspace::root().join("tests").join("e2e");
    if !holds_tests(&folder)? {
        return Ok(Outcome::Nothing("tests/e2e has no *.spec.ts"));
    }
    check_types(tools, "tests/e2e")?;
    let mut journeys = journeys(tools, "tests/e2e")?;
    build::package(tools, build::Options::default())?;
    let binaries = servers::build()?;
    journeys
        .env("PAYPAL_SANDBOX_BIN", binaries.sandbox)
        .env("PAYPAL_MERCHANT_BIN", binaries.merchant)
        .env("LEPTOS_PAYPAL_SITE", site::dir());
    report.run(&mut journeys)?;
    Ok(Outcome::Passed)
}

fn browser_sdks(tools: &Tools, report: &mut TestReport) -> Result<()> {
    let frameworks = workspace::root().join("tests/sdk/frameworks");
    npm::set_up_folder(&frameworks, "npm-ci-sdk-frameworks")?;
    check_types(tools, "tests/sdk")?;
    let mut journeys = journeys(tools, "tests/sdk")?;
    journeys.env("PAYPAL_SANDBOX_BIN", servers::build()?.sandbox);
    report.run(&mut journeys)
}

fn npm_package(tools: &Tools, report: &mut TestReport) -> Result<()> {
    let mut journeys = journeys(tools, "tests/package")?;
    build::package(tools, build::Options::default())?;
    size::check()?;
    let sandbox = servers::build()?.sandbox;
    let mut node = process::command("node");
    process::stream(node.args(["--test", "tests/package/"]))?;
    check_types(tools, "tests/package")?;
    let installed = workspace::target_dir().join("package");
    let mut install = process::command("node");
    install
        .arg("crates/xtask/package/install.mjs")
        .arg(build::package_dir())
        .arg(&installed);
    process::stream(&mut install)?;
    journeys
        .env("PAYPAL_SANDBOX_BIN", sandbox)
        .env("LEPTOS_PAYPAL_EXAMPLES", installed.join("served"));
    report.run(&mut journeys)
}

fn leptos_examples(tools: &Tools, report: &mut TestReport) -> Result<()> {
    let mut journeys = journeys(tools, "tests/example")?;
    let mut cargo = cargo_test();
    report.run(cargo.args(example::ON_SERVER))?;
    let built = example::build(tools)?;
    let shop = example::build_shop(tools)?;
    check_types(tools, "tests/example")?;
    let sandbox = servers::build()?.sandbox;
    journeys
        .env("PAYPAL_SANDBOX_BIN", sandbox)
        .env("LEPTOS_PAYPAL_EXAMPLE_BIN", built.server)
        .env("LEPTOS_PAYPAL_EXAMPLE_SITE", built.site)
        .env("LEPTOS_PAYPAL_SHOP", shop);
    report.run(&mut journeys)
}

/// Playwright on the journeys of a folder.
fn journeys(tools: &Tools, folder: &str) -> Result<Command> {
    let mut playwright = process::command(tools.npm_programs()?.join("playwright"));
    playwright
        .args(["test", "--config"])
        .arg(format!("{folder}/playwright.config.ts"))
        .env("CHROME", tools.browser()?.for_journeys())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Ok(playwright)
}

/// Checks the types of journeys: Playwright drops them unread.
fn check_types(tools: &Tools, folder: &str) -> Result<()> {
    let mut types = process::command(tools.npm_programs()?.join("tsc"));
    process::stream(types.args(["--project", folder]))
}

fn holds_tests(folder: &Path) -> Result<bool> {
    if !folder.is_dir() {
        return Ok(false);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_test = path.to_string_lossy().ends_with(".spec.ts");
        if is_test || (path.is_dir() && holds_tests(&path)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_shows_in_its_line() {
        let failed = (
            Layer::Native,
            Outcome::Failed("why\nits last lines".to_owned()),
            Duration::from_secs(61),
        );
        assert_eq!(line(&failed), "native tests      FAILED     1:01  why");
    }

    #[test]
    fn tests_are_found_in_folders_below() {
        let folder = workspace::target_dir().join("xtask").join("test-e2e");
        fs::create_dir_all(folder.join("journeys")).unwrap();
        let spec = folder.join("journeys").join("pay.spec.ts");
        fs::write(&spec, "").unwrap();
        assert!(holds_tests(&folder).unwrap());
        fs::remove_file(spec).unwrap();
        assert!(!holds_tests(&folder).unwrap());
        assert!(!holds_tests(&folder.join("missing")).unwrap());
    }
}
