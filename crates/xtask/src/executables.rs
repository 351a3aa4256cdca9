//! Executables that cargo has built, read from its messages.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;

/// A program that cargo has built.
#[derive(Debug, PartialEq, Eq)]
pub struct Executable {
    /// The name of its target.
    pub name: String,
    /// Its package's Cargo.toml.
    pub manifest: PathBuf,
    /// True for an executable of tests.
    pub is_test: bool,
    /// Its path.
    pub path: PathBuf,
}

#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    manifest_path: Option<PathBuf>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Runs a cargo that builds, and says what it has built.
pub fn build(cargo: &mut Command) -> Result<Vec<Executable>> {
    cargo.args(["--message-format", "json-render-diagnostics"]);
    println!("$ {}", process::shown(cargo));
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    if !output.status.success() {
        bail!("{} ended with {}", process::shown(cargo), output.status);
    }
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

fn read(messages: &str) -> Vec<Executable> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .filter_map(|message| {
            Some(Executable {
                name: message.target?.name,
                manifest: message.manifest_path?,
                is_test: message.profile?.test,
                path: message.executable?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_are_executables() {
        let messages = r#"
            {"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"a"},"profile":{"test":false},"executable":null}
            {"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"pays"},"profile":{"test":true},"executable":"/t/pays-1"}
            running 0 tests
            {"reason":"build-finished","success":true}
        "#;
        let found = read(messages);
        assert_eq!(
            found,
            [Executable {
                name: "pays".to_owned(),
                manifest: PathBuf::from("/a/Cargo.toml"),
                is_test: true,
                path: PathBuf::from("/t/pays-1"),
            }]
        );
    }
}
