//! Sizes of the files in each release.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::{Size, Table};
use crate::workspace;

/// Beside this crate's manifest, and committed.
const FILE: &str = "crates/xtask/sizes.json";

/// The releases with figures, the oldest first.
#[derive(Deserialize, Serialize)]
#[serde(transparent)]
pub struct Releases(Vec<Release>);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Release {
    release: String,
    /// By table and file.
    tables: BTreeMap<String, BTreeMap<String, Size>>,
}

/// A line of a table, beside the last release.
pub struct Row {
    name: String,
    /// Nothing for a file that is no longer there.
    size: Option<Size>,
    change: Change,
}

#[derive(Debug, PartialEq, Eq)]
enum Change {
    /// There is no release.
    Unknown,
    New,
    Gone,
    /// Brotli bytes then and now.
    Brotli(u64, u64),
}

impl Releases {
    pub fn read() -> Result<Self> {
        let file = file();
        let text = fs::read_to_string(&file).with_context(|| format!("{FILE} cannot be read"))?;
        serde_json::from_str(&text).with_context(|| format!("{FILE} has other figures"))
    }

    /// A release's figures do not change.
    pub fn ensure_new(&self, name: &str) -> Result<()> {
        ensure!(!name.trim().is_empty(), "a release needs a name");
        ensure!(
            self.0.iter().all(|known| known.release != name),
            "{FILE} has figures of {name}; take them out to measure it again"
        );
        Ok(())
    }

    /// Says what the changes are from.
    pub fn since(&self) -> String {
        self.0.last().map_or_else(
            || "no release yet: nothing to compare with".to_owned(),
            |last| format!("change: bytes of brotli since {}", last.release),
        )
    }

    /// The rows of a table, those of files that are gone, and the sum.
    pub fn compare(&self, table: &Table) -> Vec<Row> {
        let nothing = BTreeMap::new();
        let last = self
            .0
            .last()
            .map(|last| last.tables.get(table.title).unwrap_or(&nothing));
        let row = |name: &str, now: Size, then: Option<Size>| Row {
            name: name.to_owned(),
            size: Some(now),
            change: match (last, then) {
                (None, _) => Change::Unknown,
                (Some(_), None) => Change::New,
                (Some(_), Some(then)) => Change::Brotli(then.brotli, now.brotli),
            },
        };
        let mut rows: Vec<Row> = table
            .files
            .iter()
            .map(|(name, now)| row(name, *now, last.and_then(|last| last.get(name)).copied()))
            .collect();
        let is_gone = |name: &str| table.files.iter().all(|(known, _)| known != name);
        let gone = last.unwrap_or(&nothing).keys();
        rows.extend(gone.filter(|name| is_gone(name)).map(|name| Row {
            name: name.clone(),
            size: None,
            change: Change::Gone,
        }));
        let then = last.filter(|last| !last.is_empty()).map(|last| {
            last.values()
                .fold(Size::default(), |total, size| total.plus(*size))
        });
        rows.push(row(&format!("= {}", table.title), table.total(), then));
        rows
    }

    /// Writes the figures down as those of a release.
    pub fn keep(&mut self, name: &str, tables: &[Table]) -> Result<()> {
        self.add(name, tables);
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(file(), text).with_context(|| format!("{FILE} cannot be written"))
    }

    fn add(&mut self, name: &str, tables: &[Table]) {
        let tables = tables.iter().map(|table| {
            (
                table.title.to_owned(),
                table.files.iter().cloned().collect(),
            )
        });
        self.0.push(Release {
            release: name.to_owned(),
            tables: tables.collect(),
        });
    }
}

fn file() -> PathBuf {
    workspace::root().join(FILE)
}

impl Row {
    pub const HEADER: &str = "      raw      gzip    brotli    change";
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.size.map_or([None; 3], |size| {
            [size.raw, size.gzip, size.brotli].map(Some)
        });
        for bytes in columns {
            let bytes = bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
            write!(f, "{bytes:>9} ")?;
        }
        let change = self.change.to_string();
        write!(f, "{change:>9}  {}", self.name)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unknown => Ok(()),
            Self::New => f.write_str("new"),
            Self::Gone => f.write_str("gone"),
            Self::Brotli(then, now) if now < then => write!(f, "-{}", then - now),
            Self::Brotli(then, now) if now > then => write!(f, "+{}", now - then),
            Self::Brotli(..) => f.write_str("same"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(brotli: u64) -> Size {
        Size {
            raw: brotli * 3,
            gzip: brotli + 1,
            brotli,
        }
    }

    fn table(files: &[(&str, u64)]) -> Table {
        Table {
            title: "browser part",
            files: files
                .iter()
                .map(|&(name, brotli)| (name.to_owned(), size(brotli)))
                .collect(),
        }
    }

    fn changes(releases: &Releases, table: &Table) -> Vec<(String, String)> {
        releases
            .compare(table)
            .into_iter()
            .map(|row| (row.name, row.change.to_string()))
            .collect()
    }

    fn expected(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter()
            .map(|&(name, change)| (name.to_owned(), change.to_owned()))
            .collect()
    }

    #[test]
    fn without_a_release_there_is_no_change() {
        let releases = Releases(Vec::new());
        assert_eq!(releases.since(), "no release yet: nothing to compare with");
        assert_eq!(
            changes(&releases, &table(&[("a.js", 5)])),
            expected(&[("a.js", ""), ("= browser part", "")])
        );
    }

    #[test]
    fn each_file_and_the_sum_are_compared_with_the_last_release() {
        let mut releases = Releases(Vec::new());
        releases.add("0.1.0", &[table(&[("a.js", 1)])]);
        let old = table(&[("a.js", 100), ("b.js", 50), ("c.js", 7), ("d.js", 30)]);
        releases.add("0.2.0", &[old]);
        assert!(releases.since().ends_with("since 0.2.0"));
        let now = table(&[("b.js", 62), ("a.js", 90), ("c.js", 7), ("e.js", 1)]);
        assert_eq!(
            changes(&releases, &now),
            expected(&[
                ("b.js", "+12"),
                ("a.js", "-10"),
                ("c.js", "same"),
                ("e.js", "new"),
                ("d.js", "gone"),
                ("= browser part", "-27"),
            ])
        );
        assert_eq!(
            releases.compare(&now)[4].to_string(),
            "        -         -         -      gone  d.js"
        );
    }

    #[test]
    fn all_of_a_new_table_is_new() {
        let mut releases = Releases(Vec::new());
        releases.add("0.1.0", &[]);
        assert_eq!(
            changes(&releases, &table(&[("a.js", 5)])),
            expected(&[("a.js", "new"), ("= browser part", "new")])
        );
    }

    #[test]
    fn figures_are_read_as_they_were_written() {
        let mut releases = Releases(Vec::new());
        releases.add("0.1.0", &[table(&[("a.js", 5)])]);
        let text = serde_json::to_string(&releases).unwrap();
        let again: Releases = serde_json::from_str(&text).unwrap();
        assert_eq!(again.0[0].tables["browser part"]["a.js"], size(5));
        assert!(again.ensure_new("0.1.0").is_err());
        assert!(again.ensure_new("0.2.0").is_ok());
    }

    #[test]
    fn the_committed_figures_can_be_read() {
        Releases::read().unwrap();
    }
}
