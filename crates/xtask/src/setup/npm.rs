//! The development tools from npm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::steps::Step;
use crate::workspace;

const OLDEST_NODE: u32 = 20;

/// Installs what `package-lock.json` names, when it has changed.
pub fn set_up(step: &Step) -> Result<&'static str> {
    check_node()?;
    install(&workspace::root(), "npm-ci", || step.note("npm ci"))
}

/// Installs what the `package-lock.json` of a folder with packages of its own
/// names, when it has changed.
pub fn set_up_folder(folder: &Path, log_name: &str) -> Result<()> {
    check_node()?;
    install(folder, log_name, || {})?;
    Ok(())
}

fn install(folder: &Path, log_name: &str, announce: impl FnOnce()) -> Result<&'static str> {
    let lock_path = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_path)
        .with_context(|| format!("cannot read {}", lock_path.display()))?;
    // `npm ci` begins by removing the folder, and this stamp with it.
    let stamp = folder.join("node_modules").join(".installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok("ready");
    }
    announce();
    let mut npm = process::command("npm");
    npm.arg("ci")
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::logged(&mut npm, log_name, None)?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok("installed")
}

fn check_node() -> Result<()> {
    let version = process::output(process::command("node").arg("--version"))
        .context("install Node.js 20 or newer (https://nodejs.org)")?;
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {version} is too old; install {OLDEST_NODE} or newer (https://nodejs.org)"
        ),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_nodes_version() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0\n"), Some(9));
        assert_eq!(major("20.1.0"), None);
        assert_eq!(major(""), None);
    }
}
