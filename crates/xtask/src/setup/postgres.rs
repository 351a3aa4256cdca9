//! PostgreSQL's server programs, for the merchant's tests.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::apt::Apt;
use crate::process;
use crate::steps::Step;

/// Programs that the tests start.
const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_isready"];
/// Debian's folder for them, with one below for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds or installs the programs; the answer is their folder.
pub fn set_up(apt: &Apt, step: &Step) -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    step.note("postgresql");
    apt.install(&["postgresql"])?;
    find().with_context(|| format!("{DEBIAN} has no {}", PROGRAMS.join(", ")))
}

fn find() -> Option<PathBuf> {
    let on_path = process::find(&[PROGRAMS[0]])
        .and_then(|program| Some(program.parent()?.to_path_buf()))
        .filter(|folder| is_whole(folder));
    on_path.or_else(|| newest(Path::new(DEBIAN)))
}

fn is_whole(folder: &Path) -> bool {
    PROGRAMS
        .iter()
        .all(|program| folder.join(program).is_file())
}

/// The folder of the newest version that has all programs.
fn newest(versions: &Path) -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(versions)
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| is_whole(folder))
        .collect();
    found.sort_by_key(|(version, _)| Reverse(*version));
    found.into_iter().next().map(|(_, folder)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn the_newest_whole_version_is_taken() {
        let versions = workspace::target_dir().join("xtask").join("test-postgres");
        for (version, programs) in [("9", 3), ("15", 3), ("16", 1), ("common", 3)] {
            let folder = versions.join(version).join("bin");
            fs::create_dir_all(&folder).unwrap();
            for program in &PROGRAMS[..programs] {
                fs::write(folder.join(program), "").unwrap();
            }
        }
        assert_eq!(newest(&versions), Some(versions.join("15").join("bin")));
        assert_eq!(newest(&versions.join("nothing")), None);
    }
}
