//! Business::PayPal::API of Perl, a client of SOAP, for the sandbox's tests.

use anyhow::{Result, ensure};

use super::apt::Apt;
use crate::process;
use crate::steps::Step;

const MODULE: &str = "Business::PayPal::API";
/// Debian's package of the module.
const PACKAGE: &str = "libbusiness-paypal-api-perl";

/// Finds or installs the module.
pub fn set_up(apt: &Apt, step: &Step) -> Result<()> {
    if !is_installed() {
        step.note(PACKAGE);
        apt.install(&[PACKAGE])?;
        ensure!(is_installed(), "{PACKAGE} brought no {MODULE}");
    }
    Ok(())
}

fn is_installed() -> bool {
    let mut perl = process::command("perl");
    process::output(perl.arg(format!("-M{MODULE}")).args(["-e", "1"])).is_ok()
}
