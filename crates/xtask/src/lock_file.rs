//! Versions out of `Cargo.lock`.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

#[derive(Deserialize)]
struct LockFile {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// The one version of package `name` in the text of a `Cargo.lock`.
pub fn locked_version(lock: &str, name: &str) -> Result<String> {
    let lock: LockFile = toml::from_str(lock).context("Cargo.lock cannot be read")?;
    let mut versions = lock.package.into_iter().filter(|p| p.name == name);
    let Some(package) = versions.next() else {
        bail!("Cargo.lock has no package {name}");
    };
    if let Some(other) = versions.next() {
        bail!(
            "Cargo.lock has {name} in two versions, {} and {}; one is needed",
            package.version,
            other.version
        );
    }
    Ok(package.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = ["cfg-if"]

[[package]]
name = "syn"
version = "1.0.0"

[[package]]
name = "syn"
version = "2.0.0"
"#;

    #[test]
    fn finds_the_exact_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn refuses_what_is_missing_or_ambiguous() {
        let missing = locked_version(LOCK, "wasm").unwrap_err().to_string();
        assert!(missing.contains("no package wasm"), "{missing}");
        let twice = locked_version(LOCK, "syn").unwrap_err().to_string();
        assert!(twice.contains("1.0.0 and 2.0.0"), "{twice}");
    }

    #[test]
    fn refuses_text_that_is_no_lock_file() {
        assert!(locked_version("package = 3", "syn").is_err());
    }

    #[test]
    fn reads_this_repositorys_lock_file() {
        let path = crate::workspace::root().join("Cargo.lock");
        let lock = std::fs::read_to_string(path).unwrap();
        assert!(locked_version(&lock, "wasm-bindgen").is_ok());
    }
}
