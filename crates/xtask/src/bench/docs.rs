//! The tables in the documentation.

use std::fs;

use anyhow::{Context, Result};

use super::{Results, growth};
use crate::workspace;

const PAGE: &str = "docs/benchmarks.md";

/// Puts the measured tables into their places; what was not measured stays.
pub fn write(results: &Results) -> Result<()> {
    let path = workspace::root().join(PAGE);
    let mut page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if let Some(created) = &results.create {
        page = replaced(&page, "create", &created.tables())?;
    }
    if !results.ledger.is_empty() {
        page = replaced(&page, "ledger", &growth::tables(&results.ledger))?;
    }
    if let Some(browser) = &results.browser {
        page = replaced(&page, "browser", &browser.table())?;
    }
    fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{PAGE} has the new tables");
    Ok(())
}

/// The page with other text between `<!-- NAME -->` and `<!-- /NAME -->`.
fn replaced(page: &str, name: &str, text: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let parts = page.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some((before, after))
    });
    let (before, after) =
        parts.with_context(|| format!("{PAGE} has no place between {begin} and {end}"))?;
    Ok(format!(
        "{before}{begin}\n\n{}\n\n{end}{after}",
        text.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_place_is_changed() {
        let page = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        let new = replaced(page, "x", "new\n").unwrap();
        assert_eq!(new, "a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb\n");
        assert_eq!(replaced(&new, "x", "new").unwrap(), new);
        assert!(replaced(page, "y", "new").is_err());
    }

    #[test]
    fn the_page_has_every_place() {
        let page = fs::read_to_string(workspace::root().join(PAGE)).unwrap();
        for name in ["create", "ledger", "browser"] {
            replaced(&page, name, "").unwrap();
        }
    }
}
