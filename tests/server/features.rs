//! Features that exclude each other.

use std::path::Path;
use std::process::Command;

/// Errors of rustc for the crate's root with these features. The dependencies
/// are not there; what rustc says of that is of no interest.
fn errors_with(features: &[&str]) -> String {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--edition", "2024", "--crate-type", "lib"])
        .args([
            "--emit",
            "metadata",
            "--out-dir",
            env!("CARGO_TARGET_TMPDIR"),
        ])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    for feature in features {
        rustc.args(["--cfg", &format!("feature=\"{feature}\"")]);
    }
    String::from_utf8(rustc.output().unwrap().stderr).unwrap()
}

#[test]
fn two_of_csr_hydrate_and_ssr_are_refused() {
    const REFUSED: &str = "exclude each other";
    for pair in [["csr", "hydrate"], ["csr", "ssr"], ["hydrate", "ssr"]] {
        assert!(errors_with(&pair).contains(REFUSED), "{pair:?}");
    }
    for single in ["csr", "hydrate", "ssr"] {
        let errors = errors_with(&[single]);
        // The root was read.
        assert!(errors.contains("leptos_paypal_core"), "{errors}");
        assert!(!errors.contains(REFUSED), "{single}: {errors}");
    }
}
