//! Packages of Debian and Ubuntu.

use std::cell::Cell;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// `apt-get`, as root or through sudo without a password.
pub struct Apt {
    access: Access,
    lists_are_fresh: Cell<bool>,
}

enum Access {
    Root,
    Sudo,
    /// There is no `apt-get`.
    NotHere,
    /// `apt-get` is here but may not be used.
    Denied,
}

impl Apt {
    /// Finds out whether packages can be installed.
    pub fn probe() -> Self {
        let runs = |program: &str, args: &[&str]| {
            process::output(process::command(program).args(args)).ok()
        };
        let access = if process::find(&["apt-get"]).is_none() {
            Access::NotHere
        } else if runs("id", &["-u"]).as_deref() == Some("0") {
            Access::Root
        } else if runs("sudo", &["-n", "true"]).is_some() {
            Access::Sudo
        } else {
            Access::Denied
        };
        Self {
            access,
            lists_are_fresh: Cell::new(false),
        }
    }

    /// Returns true when this user may install packages.
    pub fn installs(&self) -> bool {
        matches!(self.access, Access::Root | Access::Sudo)
    }

    /// Returns true when a package of this name can be installed from the lists.
    pub fn offers(&self, package: &str) -> Result<bool> {
        if matches!(self.access, Access::NotHere) {
            return Ok(false);
        }
        if self.installs() {
            self.refresh_lists()?;
        }
        let policy = process::output(process::command("apt-cache").args(["policy", package]))?;
        Ok(has_candidate(&policy))
    }

    /// Installs packages, or says what to install by hand.
    pub fn install(&self, packages: &[&str]) -> Result<()> {
        match self.access {
            Access::Root | Access::Sudo => {}
            Access::NotHere => bail!(
                "this is not a Debian or Ubuntu system; install by hand what Debian calls {}",
                packages.join(", ")
            ),
            Access::Denied => bail!(
                "packages are missing, and this user is not root and has no sudo without a password; run:\n  \
                 sudo apt-get update && sudo apt-get install --no-install-recommends {}",
                packages.join(" ")
            ),
        }
        self.refresh_lists()?;
        let mut command = self.apt_get();
        command
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages);
        process::logged(&mut command, "apt-install", None)
    }

    fn refresh_lists(&self) -> Result<()> {
        if !self.lists_are_fresh.get() {
            process::logged(self.apt_get().arg("update"), "apt-update", None)?;
            self.lists_are_fresh.set(true);
        }
        Ok(())
    }

    fn apt_get(&self) -> Command {
        let mut command = match self.access {
            Access::Sudo => {
                let mut sudo = process::command("sudo");
                sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
                sudo
            }
            _ => process::command("apt-get"),
        };
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-o", "DPkg::Lock::Timeout=300"]);
        command
    }
}

/// Reads `apt-cache policy`: a package that is only referred to by others has
/// the candidate `(none)`, one that is unknown has no answer at all.
fn has_candidate(policy: &str) -> bool {
    policy
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Candidate:"))
        .any(|version| version.trim() != "(none)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_is_a_version() {
        assert!(has_candidate(
            "chromium:\n  Installed: (none)\n  Candidate: 156.0-1\n"
        ));
        assert!(!has_candidate(
            "chromium:\n  Installed: (none)\n  Candidate: (none)\n"
        ));
        assert!(!has_candidate(""));
    }
}
