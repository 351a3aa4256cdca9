//! The command `openssl`, which encrypts forms in tests as shops do.

use anyhow::{Result, ensure};

use super::apt::Apt;
use crate::process;
use crate::steps::Step;

/// Debian's package of the command.
const PACKAGE: &str = "openssl";

/// Finds or installs the command; answers its version.
pub fn set_up(apt: &Apt, step: &Step) -> Result<String> {
    if version().is_err() {
        step.note(PACKAGE);
        apt.install(&[PACKAGE])?;
        ensure!(version().is_ok(), "{PACKAGE} brought no command openssl");
    }
    version()
}

fn version() -> Result<String> {
    process::output(process::command("openssl").arg("version"))
}
