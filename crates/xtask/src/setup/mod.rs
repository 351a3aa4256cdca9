//! Set-up: finds or installs what a command needs, once per machine.
//!
//! Everything that is built goes into a cache folder outside the clone, under
//! a temporary name first, and gets its final name when it is whole.

mod apt;
pub mod bindgen;
pub mod browser;
mod cargo_program;
mod components;
mod deny;
mod folder;
mod fuzz;
pub mod npm;
mod perl;
mod postgres;
mod programs;
pub mod python;
mod wasm_split;
pub mod wasm_target;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use self::apt::Apt;
use self::browser::Browser;
use self::wasm_target::WasmToolchain;
use crate::steps::{Step, Steps};
use crate::workspace;

/// Something a command needs on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// rustfmt and clippy.
    Lints,
    /// rustc with the standard library for the browser.
    WasmTarget,
    /// The wasm-bindgen programs.
    Bindgen,
    /// wasm-split.
    WasmSplit,
    /// The npm packages of `package.json`.
    Npm,
    /// A Chromium or Chrome and its driver.
    Browser,
    /// A Python with django-paypal and paypalrestsdk.
    Python,
    /// Perl with Business::PayPal::API.
    Perl,
    /// The commands openssl and xmllint.
    Programs,
    /// PostgreSQL's server programs.
    Postgres,
    /// cargo-deny.
    Deny,
    /// cargo-fuzz and a nightly toolchain.
    Fuzz,
}

impl Need {
    /// All of them, in the order in which they are set up.
    pub const ALL: [Self; 12] = [
        Self::Lints,
        Self::WasmTarget,
        Self::Bindgen,
        Self::WasmSplit,
        Self::Npm,
        Self::Browser,
        Self::Python,
        Self::Perl,
        Self::Programs,
        Self::Postgres,
        Self::Deny,
        Self::Fuzz,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Lints => "rustfmt and clippy",
            Self::WasmTarget => "Rust's standard library for wasm32-unknown-unknown",
            Self::Bindgen => "wasm-bindgen",
            Self::WasmSplit => "wasm-split",
            Self::Npm => "npm packages",
            Self::Browser => "Chromium and its driver",
            Self::Python => "Python with PayPal clients",
            Self::Perl => "Perl with a PayPal client",
            Self::Programs => "openssl and xmllint",
            Self::Postgres => "PostgreSQL",
            Self::Deny => "cargo-deny",
            Self::Fuzz => "cargo-fuzz",
        }
    }
}

/// Tools that were found or installed. Asking for one that could not be set up
/// gives the reason.
#[derive(Default)]
pub struct Tools {
    lints: bool,
    wasm: Option<WasmToolchain>,
    bindgen: Option<PathBuf>,
    wasm_split: Option<PathBuf>,
    npm: bool,
    browser: Option<Browser>,
    python: Option<PathBuf>,
    postgres: Option<PathBuf>,
    deny: Option<PathBuf>,
    fuzz: Option<PathBuf>,
    failures: Vec<(Need, String)>,
}

impl Tools {
    /// True when rustfmt and clippy can run.
    pub fn lints(&self) -> Result<()> {
        if self.lints {
            Ok(())
        } else {
            Err(self.missing(Need::Lints))
        }
    }

    /// The toolchain for browser code.
    pub fn wasm(&self) -> Result<&WasmToolchain> {
        self.wasm
            .as_ref()
            .ok_or_else(|| self.missing(Need::WasmTarget))
    }

    /// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`.
    pub fn bindgen(&self) -> Result<&Path> {
        self.bindgen
            .as_deref()
            .ok_or_else(|| self.missing(Need::Bindgen))
    }

    /// wasm-split.
    pub fn wasm_split(&self) -> Result<&Path> {
        self.wasm_split
            .as_deref()
            .ok_or_else(|| self.missing(Need::WasmSplit))
    }

    /// The folder with the npm packages' programs.
    pub fn npm_programs(&self) -> Result<PathBuf> {
        if !self.npm {
            return Err(self.missing(Need::Npm));
        }
        Ok(workspace::root().join("node_modules").join(".bin"))
    }

    /// The browser for tests.
    pub fn browser(&self) -> Result<&Browser> {
        self.browser
            .as_ref()
            .ok_or_else(|| self.missing(Need::Browser))
    }

    /// The Python that has django-paypal.
    pub fn python(&self) -> Result<&Path> {
        self.python
            .as_deref()
            .ok_or_else(|| self.missing(Need::Python))
    }

    /// The folder with `postgres` and `initdb`.
    pub fn postgres(&self) -> Result<&Path> {
        self.postgres
            .as_deref()
            .ok_or_else(|| self.missing(Need::Postgres))
    }

    /// cargo-deny.
    pub fn deny(&self) -> Result<&Path> {
        self.deny.as_deref().ok_or_else(|| self.missing(Need::Deny))
    }

    /// cargo-fuzz.
    pub fn fuzz(&self) -> Result<&Path> {
        self.fuzz.as_deref().ok_or_else(|| self.missing(Need::Fuzz))
    }

    /// An error when anything that was asked for is missing.
    pub fn complete(self) -> Result<Self> {
        match self.failures.first() {
            None => Ok(self),
            Some((need, _)) => Err(self.missing(*need)),
        }
    }

    fn missing(&self, need: Need) -> anyhow::Error {
        let reason = self
            .failures
            .iter()
            .find(|(failed, _)| *failed == need)
            .map_or("it was not asked for", |(_, reason)| reason);
        anyhow!("{}: {reason}", need.title())
    }
}

/// Sets up what is needed. A step that fails is reported and the others still
/// run, so that what can work does.
pub fn set_up(needs: &[Need]) -> Result<Tools> {
    let cache = workspace::cache_dir()?;
    fs::create_dir_all(&cache).with_context(|| format!("cannot create {}", cache.display()))?;
    let _lock = lock(&cache.join("lock"), "another set-up")?;
    let apt = Apt::probe();
    let mut tools = Tools::default();
    let mut steps = Steps::new("Set-up", needs.len());
    for &need in needs {
        let step = steps.next(need.title());
        if let Err(error) = set_up_one(need, &mut tools, &apt, &cache, step) {
            println!("      FAILED: {error:#}");
            tools.failures.push((need, format!("{error:#}")));
        }
    }
    Ok(tools)
}

fn set_up_one(need: Need, tools: &mut Tools, apt: &Apt, cache: &Path, step: Step) -> Result<()> {
    match need {
        Need::Lints => {
            let state = components::set_up(&step)?;
            step.done(state);
            tools.lints = true;
        }
        Need::WasmTarget => {
            let toolchain = wasm_target::set_up(apt, cache, &step)?;
            step.done(&toolchain.description());
            tools.wasm = Some(toolchain);
        }
        Need::Bindgen => {
            let programs = bindgen::set_up(cache, &step)?;
            step.done(&programs.display().to_string());
            tools.bindgen = Some(programs);
        }
        Need::WasmSplit => {
            let program = wasm_split::set_up(cache, &step)?;
            step.done(&program.display().to_string());
            tools.wasm_split = Some(program);
        }
        Need::Npm => {
            let state = npm::set_up(&step)?;
            step.done(state);
            tools.npm = true;
        }
        Need::Browser => {
            let browser = browser::set_up(apt, cache, &step)?;
            step.done(&browser.description());
            tools.browser = Some(browser);
        }
        Need::Python => {
            let python = python::set_up(apt, cache, &step)?;
            step.done(&python.display().to_string());
            tools.python = Some(python);
        }
        Need::Perl => {
            perl::set_up(apt, &step)?;
            step.done("Business::PayPal::API");
        }
        Need::Programs => {
            programs::set_up(apt, &step)?;
            step.done("installed");
        }
        Need::Postgres => {
            let programs = postgres::set_up(apt, &step)?;
            step.done(&programs.display().to_string());
            tools.postgres = Some(programs);
        }
        Need::Deny => {
            let program = deny::set_up(cache, &step)?;
            step.done(&program.display().to_string());
            tools.deny = Some(program);
        }
        Need::Fuzz => {
            let program = fuzz::set_up(cache, &step)?;
            step.done(&program.display().to_string());
            tools.fuzz = Some(program);
        }
    }
    Ok(())
}

/// Holds a file's lock until the returned file is dropped; waits while
/// another process holds it.
pub fn lock(path: &Path, holder: &str) -> Result<File> {
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("Waiting for {holder} to finish …");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => {
            return Err(error).with_context(|| format!("cannot lock {}", path.display()));
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_tells_why() {
        let tools = Tools {
            failures: vec![(Need::Browser, "no Chrome".to_owned())],
            ..Tools::default()
        };
        assert!(
            tools
                .browser()
                .unwrap_err()
                .to_string()
                .contains("no Chrome")
        );
        assert!(tools.complete().is_err());
    }
}
