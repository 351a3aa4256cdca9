//! A Python environment for the sandbox's interoperability tests: paypalrestsdk,
//! PayPal's own client, paypal with its test suite and zeep, clients of NVP and
//! SOAP, and django-paypal, an independent reader of PayPal's notifications.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::apt::Apt;
use super::folder::remove_folder;
use crate::process;
use crate::steps::Step;

/// paypal, whose source package has its tests.
const PAYPAL: &str = "paypal==1.2.5";

const PACKAGES: [&str; 6] = [
    "django-paypal==2.1",
    "Django>=5.2,<5.3",
    "paypalrestsdk==1.13.3",
    PAYPAL,
    "zeep==4.3.3",
    // Of paypal's tests.
    "mock==5.2.0",
];

/// The environment variable that names the interpreter to the tests.
pub const VARIABLE: &str = "LEPTOS_PAYPAL_PYTHON";

/// Finds or makes the environment; the answer is its interpreter.
pub fn set_up(apt: &Apt, cache: &Path, step: &Step) -> Result<PathBuf> {
    let folder = cache.join("python");
    let python = folder.join("bin").join("python");
    // An environment cannot be renamed when it is whole, so a file written
    // last says that it is.
    let stamp = folder.join("installed");
    let wanted = PACKAGES.join("\n");
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if installed && process::output(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }
    step.note(&PACKAGES.join(", "));
    make_environment(apt, &folder)?;
    let mut pip = process::command(&python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ])
    .args(PACKAGES);
    process::logged(&mut pip, "pip-install", None)?;
    let mut pip = process::command(&python);
    pip.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
    ])
    .args(["--no-deps", "--no-binary", "paypal", "--dest"])
    .arg(folder.join("sdist"))
    .arg(PAYPAL);
    process::logged(&mut pip, "pip-download", None)?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(python)
}

fn make_environment(apt: &Apt, folder: &Path) -> Result<()> {
    if environment_with("python3", folder).is_ok() {
        return Ok(());
    }
    // Debian's Python comes without the module that makes environments.
    apt.install(&["python3", "python3-venv"])?;
    environment_with("/usr/bin/python3", folder)
}

fn environment_with(python: &str, folder: &Path) -> Result<()> {
    let new_enough = "import sys; sys.exit(sys.version_info < (3, 10))";
    if process::output(process::command(python).args(["-c", new_enough])).is_err() {
        bail!("install Python 3.10 or newer");
    }
    remove_folder(folder)?;
    let mut command = process::command(python);
    command.args(["-m", "venv"]).arg(folder);
    process::output(&mut command)?;
    Ok(())
}
