//! `target/site/`: what the demo's server serves.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Parts of the clone that a page loads, under the same names.
const PARTS: [&str; 4] = ["index.html", "www", "pkg", "locales"];

/// The folder.
pub fn dir() -> PathBuf {
    workspace::target_dir().join("site")
}

/// Links the parts into the folder, so that an edited file shows on reload.
pub fn assemble() -> Result<()> {
    fs::create_dir_all(dir())?;
    for part in PARTS {
        let source = workspace::root().join(part);
        let link = dir().join(part);
        if fs::read_link(&link).is_ok_and(|target| target == source) {
            continue;
        }
        match fs::remove_file(&link) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot replace {}", link.display()));
            }
            _ => {}
        }
        if source.exists() {
            make_link(&source, &link).with_context(|| format!("cannot make {}", link.display()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn make_link(source: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(source, link)
}

#[cfg(windows)]
fn make_link(source: &Path, link: &Path) -> std::io::Result<()> {
    if source.is_dir() {
        std::os::windows::fs::symlink_dir(source, link)
    } else {
        std::os::windows::fs::symlink_file(source, link)
    }
}
