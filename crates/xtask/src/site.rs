//! `target/site/`: what the demo's server serves.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Address of the sandbox in pages that have nobody to ask.
const SANDBOX: &str = "http://127.0.0.1:8081";

/// Parts of the clone that a page loads, under the same names.
const PARTS: [&str; 4] = ["index.html", "www", "pkg", "locales"];

/// The folder.
pub fn dir() -> PathBuf {
    workspace::target_dir().join("site")
}

/// Copies the parts into the folder: the server follows no links out of it.
pub fn assemble() -> Result<()> {
    fs::create_dir_all(dir())?;
    for part in PARTS {
        let (source, place) = (workspace::root().join(part), dir().join(part));
        remove(&place)?;
        if source.exists() {
            copy(&source, &place).with_context(|| format!("cannot make {}", place.display()))?;
        }
    }
    Ok(())
}

/// A file, or a folder with everything in it.
fn copy(source: &Path, place: &Path) -> std::io::Result<()> {
    if !source.is_dir() {
        return fs::copy(source, place).map(drop);
    }
    fs::create_dir_all(place)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        copy(&entry.path(), &place.join(entry.file_name()))?;
    }
    Ok(())
}

/// Links the parts into the folder, so that an edited file shows on reload, and
/// tells the pages below `www/` that have nobody to ask where the sandbox is.
/// Where that is not what they say, the site gets copies of them.
pub fn link_to(sandbox: &str) -> Result<()> {
    for part in PARTS {
        link(&workspace::root().join(part), &dir().join(part))?;
    }
    if sandbox == SANDBOX {
        return Ok(());
    }
    fill(&workspace::root().join("www"), &dir().join("www"), sandbox)
}

fn fill(source: &Path, folder: &Path, sandbox: &str) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        let place = folder.join(name);
        if path.extension().is_some_and(|end| end == "html") {
            let page = fs::read_to_string(&path)?;
            fs::write(&place, page.replace(SANDBOX, sandbox))?;
        } else {
            link(&path, &place)?;
        }
    }
    Ok(())
}

fn link(source: &Path, link: &Path) -> Result<()> {
    if fs::read_link(link).is_ok_and(|target| target == source) {
        return Ok(());
    }
    remove(link)?;
    if source.exists() {
        make_link(source, link).with_context(|| format!("cannot make {}", link.display()))?;
    }
    Ok(())
}

/// Removes a link, or a folder of links with the links, not what they lead to.
fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    };
    removed.with_context(|| format!("cannot replace {}", path.display()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_where_the_sandbox_is() {
        let own = workspace::target_dir().join("xtask").join("test-site");
        let (source, folder) = (own.join("source"), own.join("site"));
        fs::create_dir_all(source.join("shop")).unwrap();
        fs::write(source.join("shop/money.js"), SANDBOX).unwrap();
        fs::write(
            source.join("static.html"),
            format!("<form action=\"{SANDBOX}/x\">"),
        )
        .unwrap();
        // Also in place of what an earlier call has made, or of a link.
        for port in [9001, 9002] {
            fill(&source, &folder, &format!("http://127.0.0.1:{port}")).unwrap();
            let page = fs::read_to_string(folder.join("static.html")).unwrap();
            assert_eq!(page, format!("<form action=\"http://127.0.0.1:{port}/x\">"));
        }
        assert_eq!(
            fs::read_to_string(folder.join("shop/money.js")).unwrap(),
            SANDBOX
        );
        remove(&folder).unwrap();
        link(&source, &folder).unwrap();
        fill(&source, &folder, "http://127.0.0.1:9003").unwrap();
        assert!(source.join("static.html").is_file() && source.join("shop/money.js").is_file());
        assert!(
            fs::read_to_string(source.join("static.html"))
                .unwrap()
                .contains(SANDBOX)
        );
        remove(&own).unwrap();
    }
}
