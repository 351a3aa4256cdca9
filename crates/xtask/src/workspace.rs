//! Folders: the clone, its build folders and the cache outside it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the clone. Cargo names the package it runs; clones that share a
/// target folder may run a binary that another of them compiled.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(),
        PathBuf::from,
    );
    here.ancestors().nth(2).unwrap_or(&here).to_path_buf()
}

/// Build folder of native code. A caller's `CARGO_TARGET_DIR` counts.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Build folder of browser code. It is apart from the native one because it
/// may come from another rustc, whose object files do not mix.
pub fn wasm_target_dir() -> PathBuf {
    target_dir().join("wasm")
}

/// Logs of tools whose output is not shown.
pub fn log_dir() -> PathBuf {
    target_dir().join("xtask").join("logs")
}

/// Cache that every clone on this machine can share: `LEPTOS_PAYPAL_CACHE`, or
/// `leptos-paypal` in the user's cache folder.
pub fn cache_dir() -> Result<PathBuf> {
    if let Some(dir) = env::var_os("LEPTOS_PAYPAL_CACHE") {
        return Ok(PathBuf::from(dir));
    }
    let base = match env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(env::var_os("HOME").context(
            "neither HOME nor XDG_CACHE_HOME is set; set LEPTOS_PAYPAL_CACHE to a folder for built tools",
        )?)
        .join(".cache"),
    };
    Ok(base.join("leptos-paypal"))
}
