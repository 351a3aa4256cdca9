//! Small programs that tests run: `openssl`, which encrypts forms as shops do, and
//! `xmllint`, which holds requests against PayPal's schemas.

use anyhow::{Result, ensure};

use super::apt::Apt;
use crate::process;
use crate::steps::Step;

struct Program {
    name: &'static str,
    /// Argument at which it tells its version.
    version: &'static str,
    /// Debian's package.
    package: &'static str,
}

const PROGRAMS: [Program; 2] = [
    Program {
        name: "openssl",
        version: "version",
        package: "openssl",
    },
    Program {
        name: "xmllint",
        version: "--version",
        package: "libxml2-utils",
    },
];

/// Finds or installs the programs.
pub fn set_up(apt: &Apt, step: &Step) -> Result<()> {
    for program in &PROGRAMS {
        let Program { name, package, .. } = program;
        if !program.is_installed() {
            step.note(package);
            apt.install(&[package])?;
            ensure!(program.is_installed(), "{package} brought no {name}");
        }
    }
    Ok(())
}

impl Program {
    fn is_installed(&self) -> bool {
        process::output(process::command(self.name).arg(self.version)).is_ok()
    }
}
