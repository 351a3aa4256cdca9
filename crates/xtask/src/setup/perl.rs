//! Business::PayPal::API of Perl, a client of SOAP, for the sandbox's tests.

use anyhow::{Result, ensure};

use super::apt::Apt;
use crate::process;
use crate::steps::Step;

/// Modules with their packages in Debian. The first one shows certificates by
/// means of the second one, Crypt::SSLeay.
const MODULES: [(&str, &str); 2] = [
    ("Business::PayPal::API", "libbusiness-paypal-api-perl"),
    ("Net::SSL", "libcrypt-ssleay-perl"),
];

/// Finds or installs the modules.
pub fn set_up(apt: &Apt, step: &Step) -> Result<()> {
    for (module, package) in MODULES {
        if !is_installed(module) {
            step.note(package);
            apt.install(&[package])?;
            ensure!(is_installed(module), "{package} brought no {module}");
        }
    }
    Ok(())
}

fn is_installed(module: &str) -> bool {
    let mut perl = process::command("perl");
    process::output(perl.arg(format!("-M{module}")).args(["-e", "1"])).is_ok()
}
