//! Format, lints and dependencies: what can be said about the code without
//! running it.

use anyhow::Result;

use crate::component;
use crate::example;
use crate::process;
use crate::setup::{Need, Tools, set_up};
use crate::steps::Steps;

/// `cargo xtask check`: format, lints, feature combinations, documentation,
/// dependencies.
pub fn run() -> Result<()> {
    let tools = set_up(&[Need::Lints, Need::WasmTarget, Need::Deny])?.complete()?;
    let mut steps = Steps::new("Checks", 9);
    let step = steps.next("format");
    format(&tools)?;
    step.done("ok");
    let step = steps.next("lints");
    lints(&tools)?;
    step.done("ok");
    let step = steps.next("lints, component in the browser");
    component_lints(&tools, component::FEATURES)?;
    step.done("ok");
    let step = steps.next("lints, component as the module has it");
    component_lints(&tools, component::DIVIDED)?;
    step.done("ok");
    let step = steps.next("lints, component hydrating a page");
    component_lints(&tools, "leptos-paypal/hydrate")?;
    step.done("ok");
    let step = steps.next("lints, component on a server, and its example");
    process::stream(
        process::cargo()
            .args(["clippy", "--all-targets"])
            .args(example::ON_SERVER)
            .args(["--", "-D", "warnings"]),
    )?;
    example::lints(&tools)?;
    step.done("ok");
    let step = steps.next("feature combinations");
    process::stream(process::cargo().args([
        "check",
        "--package",
        "leptos-paypal-core",
        "--no-default-features",
    ]))?;
    step.done("ok");
    let step = steps.next("documentation");
    let mut doc = process::cargo();
    doc.args(["doc", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings");
    process::stream(&mut doc)?;
    let mut doc = process::cargo();
    doc.args(["doc", "--no-deps"])
        .args(example::ON_SERVER)
        .env("RUSTDOCFLAGS", "-D warnings");
    process::stream(&mut doc)?;
    step.done("ok");
    let step = steps.next("dependencies: advisories, bans, licences, sources");
    process::stream(process::command(tools.deny()?).arg("check"))?;
    step.done("ok");
    Ok(())
}

/// rustfmt on everything.
pub fn format(tools: &Tools) -> Result<()> {
    tools.lints()?;
    process::stream(process::cargo().args(["fmt", "--all", "--check"]))
}

/// clippy on native code, tests included.
pub fn lints(tools: &Tools) -> Result<()> {
    tools.lints()?;
    process::stream(process::cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))
}

/// clippy on the component, compiled for the browser with these features.
pub fn component_lints(tools: &Tools, features: &str) -> Result<()> {
    tools.lints()?;
    let mut cargo = tools.wasm()?.cargo(&[], &[])?;
    component::select(&mut cargo, "clippy", features);
    if features == component::FEATURES {
        cargo.args(["--package", component::MODULE, "--lib", "--tests"]);
    }
    process::stream(cargo.args(["--", "-D", "warnings"]))
}
