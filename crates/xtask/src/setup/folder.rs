//! Folders that are there whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Makes a folder with `build`, which gets an empty one to fill, and puts it
/// in place of `folder` only when it is whole.
pub(super) fn build_folder(folder: &Path, build: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let parent = folder
        .parent()
        .context("a folder to build needs a parent")?;
    let name = folder
        .file_name()
        .context("a folder to build needs a name")?;
    let prefix = format!("{}.unfinished-", name.to_string_lossy());
    remove_unfinished(parent, &prefix)?;
    // A tool that outlived a killed run may still write into that run's
    // folder, so every run has its own.
    let unfinished = parent.join(format!("{prefix}{}", std::process::id()));
    fs::create_dir_all(&unfinished)
        .with_context(|| format!("cannot create {}", unfinished.display()))?;
    build(&unfinished)?;
    remove_folder(folder)?;
    fs::rename(&unfinished, folder)
        .with_context(|| format!("cannot put {} in place", folder.display()))
}

fn remove_unfinished(parent: &Path, prefix: &str) -> Result<()> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

pub(super) fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("cannot remove {}: {error}", folder.display())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace;

    fn scratch(name: &str) -> PathBuf {
        let dir = workspace::target_dir().join("xtask").join(name);
        remove_folder(&dir).unwrap();
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[test]
    fn a_folder_that_failed_half_way_is_not_taken_for_finished() {
        let folder = scratch("test-build-folder").join("1.0.0+deb1");
        let failed = build_folder(&folder, |dir| {
            fs::write(dir.join("half"), "")?;
            bail!("stopped")
        });
        assert!(failed.is_err());
        assert!(!folder.exists());
        let left_by_a_killed_run = folder.with_file_name("1.0.0+deb1.unfinished-1");
        fs::create_dir(&left_by_a_killed_run).unwrap();

        build_folder(&folder, |dir| Ok(fs::write(dir.join("whole"), "")?)).unwrap();
        assert!(folder.join("whole").exists());
        assert!(!folder.join("half").exists());
        assert!(!left_by_a_killed_run.exists());
    }

    #[test]
    fn a_rebuilt_folder_keeps_nothing_of_the_old_one() {
        let folder = scratch("test-rebuild-folder").join("it");
        build_folder(&folder, |dir| Ok(fs::write(dir.join("old"), "")?)).unwrap();
        build_folder(&folder, |dir| Ok(fs::write(dir.join("new"), "")?)).unwrap();
        assert!(!folder.join("old").exists());
        assert!(folder.join("new").exists());
    }
}
