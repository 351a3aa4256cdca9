//! Checks of the components' sources against those of the elements.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The words between `begin` and `end` in every file of `folder` and below.
fn words(folder: &Path, begin: &str, end: &[char]) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(words(&path, begin, end));
            continue;
        }
        let is_source = path
            .extension()
            .is_some_and(|name| name == "rs" || name == "js");
        if path.ends_with("tests.rs") || !is_source {
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
    let parts = words(Path::new("src/components"), " part=\"", &['"']);
    let told = words(Path::new("www/elements"), "@csspart ", &[' ', '\n']);
    let missing: Vec<_> = parts.difference(&told).collect();
    assert!(
        missing.is_empty(),
        "no @csspart in www/elements: {missing:?}"
    );
    let unknown: Vec<_> = told.difference(&parts).collect();
    assert!(unknown.is_empty(), "no part in src/components: {unknown:?}");
}

/// An attribute is told to the page's author, has a property and a type, and
/// the components for React and Vue take it.
#[test]
fn attributes_of_the_elements_are_told_typed_and_wrapped() {
    let read = |file: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/elements");
        fs::read_to_string(folder.join(file)).unwrap()
    };
    let lists = read("attributes.js");
    let list = |name: &str| quoted(between(&lists, &format!("export const {name} = ["), "]"));
    let types = read("types/index.d.ts");
    let wrapped = read("component-properties.js");
    let mut missing = Vec::new();
    for element in ["add", "button", "cart", "return"] {
        let file = format!("{element}.js");
        let source = read(&file);
        let observed = between(&source, "static observedAttributes = [", "]");
        let mut attributes = quoted(observed);
        for name in ["ARTICLE", "LOOK", "TERMS"] {
            if observed.contains(&format!("...{name}")) {
                attributes.extend(list(name));
            }
        }
        let attribute_types = between(&types, &format!("'checkout-{element}': "), "\n  '");
        for attribute in attributes {
            let property = camel(&attribute);
            if !source.contains(&format!("}} {attribute} - ")) {
                missing.push(format!("{file}: @attr {attribute}"));
            }
            let is_typed = [&format!("{attribute}?: "), &format!("'{attribute}'?: ")]
                .into_iter()
                .any(|line| attribute_types.contains(line) || types.contains(line));
            if !is_typed {
                missing.push(format!("types/index.d.ts, CheckoutAttributes: {attribute}"));
            }
            if !types.contains(&format!("get {property}(): ")) {
                missing.push(format!("types/index.d.ts: get {property}"));
            }
            if !wrapped.contains(&format!("'{property}'")) {
                missing.push(format!("component-properties.js: {property}"));
            }
        }
    }
    assert!(missing.is_empty(), "missing in www/elements: {missing:#?}");
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(begin).unwrap_or_default();
    rest.split_once(end).unwrap_or((rest, "")).0
}

/// The texts in single quotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('\'')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// `maxQuantity` of `max-quantity`.
fn camel(attribute: &str) -> String {
    let mut words = attribute.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, rest) = word.split_at(1);
        name + &head.to_uppercase() + rest
    })
}
