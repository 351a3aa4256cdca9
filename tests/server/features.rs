//! The features that exclude each other.

use std::path::Path;
use std::process::Command;

/// What rustc says of the crate's root with these features. Everything else
/// that it misses there, for want of the dependencies, is of no interest.
fn said(features: &[&str]) -> String {
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
fn a_page_is_rendered_in_one_way() {
    const REFUSED: &str = "exclude each other";
    for pair in [
        ["csr", "hydrate"],
        ["csr", "ssr"],
        ["hydrate", "ssr"],
        ["elements", "ssr"],
    ] {
        assert!(said(&pair).contains(REFUSED), "{pair:?} may stand together");
    }
    for fine in [&["ssr"][..], &["hydrate", "elements"]] {
        let said = said(fine);
        // It was read.
        assert!(said.contains("leptos_paypal_core"), "{said}");
        assert!(!said.contains(REFUSED), "{fine:?} may not stand together");
    }
}
