//! Checks of the components' sources against those of the elements.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The words between `begin` and `end` in every file of `folder`.
fn words(folder: &str, begin: &str, end: &[char]) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        for rest in text.split(begin).skip(1) {
            let words = rest.split(end).next().unwrap_or_default();
            found.extend(words.split_whitespace().map(str::to_owned));
        }
    }
    found
}

/// A page styles parts of the shadow tree: its authors know them from the
/// comments above the elements' classes, which make docs/elements.md.
#[test]
fn parts_of_the_components_are_told_above_the_elements() {
    let parts = words("src/components", " part=\"", &['"']);
    let told = words("www/elements", "@csspart ", &[' ', '\n']);
    let missing: Vec<_> = parts.difference(&told).collect();
    assert!(
        missing.is_empty(),
        "no @csspart in www/elements: {missing:?}"
    );
    let unknown: Vec<_> = told.difference(&parts).collect();
    assert!(unknown.is_empty(), "no part in src/components: {unknown:?}");
}
