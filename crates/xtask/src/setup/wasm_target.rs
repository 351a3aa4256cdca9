//! A rustc that can build for the browser.
//!
//! rustup's own target is used where it is installed or can be fetched. Where
//! rustup's server cannot be reached, Debian's rustc builds the standard
//! library from Debian's source package, once per version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt::Apt;
use super::folder::{build_folder, remove_folder};
use crate::process;
use crate::steps::Step;
use crate::workspace;

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// `rustup target add` waits for ever on a network that drops its packets.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Debian's compiler for building its browsers; it comes in newer versions
/// than Debian's own `rustc` package.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// Raise it when the way in which the library is built changes.
const RECIPE: u32 = 1;

/// Compiler setup for browser code on this machine.
pub enum WasmToolchain {
    /// rustup's toolchain has the target.
    Rustup {
        /// rustc's version.
        version: String,
        /// True when the library's source is installed too.
        has_source: bool,
    },
    /// Debian's rustc with a library built here.
    Debian {
        /// The Debian packages' version.
        version: String,
        /// The folder that holds the library, laid out for `--sysroot`.
        sysroot: PathBuf,
        /// The folder with rustup's `rust-lld`, which Debian's lacks.
        linker_dir: PathBuf,
    },
}

impl WasmToolchain {
    /// One line for people.
    pub fn description(&self) -> String {
        match self {
            Self::Rustup { version, .. } => format!("rustup, {version}"),
            Self::Debian {
                version, sysroot, ..
            } => {
                format!("Debian's rustc {version}, library in {}", sysroot.display())
            }
        }
    }

    /// Returns true when the standard library can be built again with other options.
    pub fn has_source(&self) -> bool {
        match self {
            Self::Rustup { has_source, .. } => *has_source,
            Self::Debian { .. } => true,
        }
    }

    /// cargo for browser code, with its own target folder. `programs` are
    /// folders to put on PATH. `flags` go to rustc.
    pub fn cargo(&self, programs: &[PathBuf], flags: &[&str]) -> Result<Command> {
        self.cargo_with(programs, flags, true)
    }

    /// The same, for a build that brings its own standard library.
    pub fn cargo_that_builds_std(&self, programs: &[PathBuf], flags: &[&str]) -> Result<Command> {
        let mut cargo = self.cargo_with(programs, flags, false)?;
        cargo.env("RUSTC_BOOTSTRAP", "1");
        Ok(cargo)
    }

    fn cargo_with(&self, programs: &[PathBuf], flags: &[&str], prebuilt: bool) -> Result<Command> {
        let mut path = programs.to_vec();
        let mut flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        let mut command = match self {
            Self::Rustup { .. } => process::cargo(),
            Self::Debian {
                sysroot,
                linker_dir,
                ..
            } => {
                path.extend([PathBuf::from("/usr/bin"), linker_dir.clone()]);
                if prebuilt {
                    flags.push(format!("--sysroot={}", sysroot.display()));
                }
                let mut command = debian_cargo();
                command.env("RUSTC", DEBIAN_RUSTC);
                command
            }
        };
        command
            .env("PATH", process::path_with(&path)?)
            .env("CARGO_TARGET_DIR", workspace::wasm_target_dir())
            .env_remove("RUSTFLAGS");
        if flags.is_empty() {
            command.env_remove("CARGO_ENCODED_RUSTFLAGS");
        } else {
            command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        }
        Ok(command)
    }
}

/// Finds or makes a toolchain.
pub fn set_up(apt: &Apt, cache: &Path, step: &Step) -> Result<WasmToolchain> {
    if let Some(toolchain) = rustup_toolchain()? {
        return with_source(toolchain, cache, step);
    }
    let libraries = cache.join("wasm-std");
    if let Some(version) = debian_version() {
        let sysroot = libraries.join(folder_name(&version));
        if sysroot.is_dir() {
            return debian_toolchain(version, sysroot);
        }
    }

    let mut rustup_problem = "rustup is not installed".to_owned();
    if process::find(&["rustup"]).is_some() {
        let mut command = process::command("rustup");
        command.args(["target", "add", TARGET]);
        match process::logged(&mut command, "rustup-target", Some(RUSTUP_LIMIT)) {
            Ok(()) => {
                if let Some(toolchain) = rustup_toolchain()? {
                    return with_source(toolchain, cache, step);
                }
                rustup_problem = "rustup added the target to another toolchain".to_owned();
            }
            Err(error) => rustup_problem = format!("{error:#}"),
        }
    }

    step.note("rustup's target is not to be had; building the library with Debian's rustc");
    if debian_version().is_none() {
        let here = apt.offers(DEBIAN_PACKAGES[0]).unwrap_or(false);
        if !here {
            bail!(
                "{rustup_problem}\n      Run `rustup target add {TARGET}` by hand on a working network \
                 (without rustup: install it from https://rustup.rs first)"
            );
        }
        apt.install(&DEBIAN_PACKAGES)?;
    }
    let version = debian_version().context("Debian's packages did not install in one version")?;
    let sysroot = libraries.join(folder_name(&version));
    step.note("about 2 minutes, once for each version of the compiler");
    build_debian_library(&sysroot)?;
    remove_others(&libraries, &sysroot)?;
    debian_toolchain(version, sysroot)
}

/// Adds the library's source, which makes the package smaller but is not
/// needed; so a network that does not answer is asked once only.
fn with_source(toolchain: WasmToolchain, cache: &Path, step: &Step) -> Result<WasmToolchain> {
    let WasmToolchain::Rustup {
        version,
        has_source: false,
    } = &toolchain
    else {
        return Ok(toolchain);
    };
    let asked = cache.join("rust-src-asked-for");
    if fs::read_to_string(&asked).is_ok_and(|asked_for| asked_for == *version) {
        return Ok(toolchain);
    }
    let mut command = process::command("rustup");
    command.args(["component", "add", "rust-src"]);
    if let Err(error) = process::logged(&mut command, "rustup-source", Some(RUSTUP_LIMIT)) {
        step.note(&format!(
            "without the library's source the package is larger: {error:#}"
        ));
    }
    fs::write(&asked, version).with_context(|| format!("cannot write {}", asked.display()))?;
    Ok(rustup_toolchain()?.unwrap_or(toolchain))
}

/// rustup's (or any other) default toolchain, if it has the target.
fn rustup_toolchain() -> Result<Option<WasmToolchain>> {
    let print = |args: &[&str]| process::output(process::command("rustc").args(args));
    let libdir = PathBuf::from(print(&["--print", "target-libdir", "--target", TARGET])?);
    if !holds_core(&libdir) {
        return Ok(None);
    }
    let sysroot = PathBuf::from(print(&["--print", "sysroot"])?);
    Ok(Some(WasmToolchain::Rustup {
        version: print(&["--version"])?,
        has_source: sysroot.join("lib/rustlib/src/rust/library/std").is_dir(),
    }))
}

fn holds_core(libdir: &Path) -> bool {
    let Ok(entries) = fs::read_dir(libdir) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

/// The version that all four Debian packages are installed in.
fn debian_version() -> Option<String> {
    let mut query = process::command("dpkg-query");
    query.args([
        "--show",
        "--showformat",
        "${db:Status-Status} ${Version}\\n",
    ]);
    let answer = process::output(query.args(DEBIAN_PACKAGES)).ok()?;
    common_version(&answer)
}

fn common_version(answer: &str) -> Option<String> {
    let mut versions = answer.lines().map(|line| line.strip_prefix("installed "));
    let first = versions.next()??;
    let all_alike = versions.all(|version| version == Some(first));
    (all_alike && answer.lines().count() == DEBIAN_PACKAGES.len()).then(|| first.to_owned())
}

fn folder_name(version: &str) -> String {
    let safe: String = version
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".+~-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("{safe}-r{RECIPE}")
}

fn debian_toolchain(version: String, sysroot: PathBuf) -> Result<WasmToolchain> {
    Ok(WasmToolchain::Debian {
        version,
        sysroot,
        linker_dir: linker_dir()?,
    })
}

/// The folder of `rust-lld` in the default toolchain.
fn linker_dir() -> Result<PathBuf> {
    let sysroot = process::output(process::command("rustc").args(["--print", "sysroot"]))?;
    let rustlib = Path::new(&sysroot).join("lib").join("rustlib");
    let found = fs::read_dir(&rustlib)
        .with_context(|| format!("cannot read {}", rustlib.display()))?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .find(|dir| dir.join("rust-lld").is_file());
    found.with_context(|| {
        format!(
            "no rust-lld under {}; install Rust with rustup (https://rustup.rs)",
            rustlib.display()
        )
    })
}

fn debian_cargo() -> Command {
    let mut command = process::command(DEBIAN_CARGO);
    for name in [
        "CARGO",
        "RUSTC",
        "RUSTDOC",
        "RUSTUP_TOOLCHAIN",
        "RUSTC_WRAPPER",
    ] {
        command.env_remove(name);
    }
    command
}

/// Builds the standard library, `test` included, and lays it out as a sysroot.
fn build_debian_library(sysroot: &Path) -> Result<()> {
    let parent = sysroot.parent().context("the cache has no parent folder")?;
    let crate_dir = parent.join(format!("build-{}", std::process::id()));
    build_folder(&crate_dir, |dir| {
        fs::create_dir(dir.join("src"))?;
        fs::write(dir.join("src").join("lib.rs"), "#![no_std]\n")?;
        fs::write(
            dir.join("Cargo.toml"),
            "[package]\nname = \"standard-library\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
        )?;
        Ok(())
    })?;
    let target_dir = crate_dir.join("target");
    let mut cargo = debian_cargo();
    cargo
        .current_dir(&crate_dir)
        .env("PATH", process::path_with(&[PathBuf::from("/usr/bin")])?)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target_dir)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test");
    process::logged(&mut cargo, "wasm-std", None)?;

    let built = target_dir.join(TARGET).join("release").join("deps");
    build_folder(sysroot, |dir| {
        let libdir = dir.join("lib").join("rustlib").join(TARGET).join("lib");
        fs::create_dir_all(&libdir)?;
        for entry in fs::read_dir(&built)?.flatten() {
            let name = entry.file_name();
            if is_library_file(&name.to_string_lossy()) {
                fs::copy(entry.path(), libdir.join(name))?;
            }
        }
        if !holds_core(&libdir) {
            bail!("the build left no libcore in {}", built.display());
        }
        Ok(())
    })?;
    remove_folder(&crate_dir)
}

fn is_library_file(name: &str) -> bool {
    name.ends_with(".rlib") && !name.starts_with("libstandard_library-")
}

/// Libraries of other versions are of no more use.
fn remove_others(libraries: &Path, kept: &Path) -> Result<()> {
    for entry in fs::read_dir(libraries)?.flatten() {
        if entry.path() != kept {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_debian_packages_count_only_in_one_version() {
        let alike = "installed 1.96.0\ninstalled 1.96.0\ninstalled 1.96.0\ninstalled 1.96.0\n";
        assert_eq!(common_version(alike), Some("1.96.0".to_owned()));
        let differ = "installed 1.96.0\ninstalled 1.95.0\ninstalled 1.96.0\ninstalled 1.96.0\n";
        assert_eq!(common_version(differ), None);
        let removed = "installed 1.96.0\nconfig-files 1.96.0\ninstalled 1.96.0\ninstalled 1.96.0\n";
        assert_eq!(common_version(removed), None);
        assert_eq!(common_version("installed 1.96.0\n"), None);
        assert_eq!(common_version(""), None);
    }

    #[test]
    fn a_version_names_a_folder() {
        assert_eq!(
            folder_name("1.96.0+dfsg1-1~deb12u2"),
            "1.96.0+dfsg1-1~deb12u2-r1"
        );
        assert_eq!(folder_name("1:2/3"), "1_2_3-r1");
    }

    #[test]
    fn only_the_librarys_own_files_are_taken() {
        assert!(is_library_file("libcore-54f4.rlib"));
        assert!(!is_library_file("libcore-54f4.rmeta"));
        assert!(!is_library_file("libstandard_library-66a5.rlib"));
    }
}
