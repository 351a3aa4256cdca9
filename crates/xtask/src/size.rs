//! `cargo xtask size`: what a buyer's browser has to load, in bytes.

mod releases;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use self::releases::{Releases, Row};
use crate::bench::browser;
use crate::build;
use crate::process;
use crate::setup;
use crate::workspace;

/// Most brotli bytes of a page with cart, button and return page, whose payments
/// a server makes: the 186,000 where it is, and what the standard library of
/// another Rust release may add.
const BUDGET: u64 = 188_000;
/// Goal in brotli bytes; 125,000 is the first step.
const GOAL: u64 = 105_000;
/// Brotli bytes of what every page with elements loads.
const LOADER_BUDGET: u64 = 3_180;

/// Loaders: the one for bundlers and modules, and the one for a script tag.
const LOADERS: [&str; 2] = ["index.js", "checkout.js"];
/// Files of every page with the module.
const MODULE: [&str; 3] = ["index.js", "module.js", "module_bg.wasm"];
/// Parts of the module that a page with cart, button and return page loads.
const PAGE: [&str; 1] = ["payment_status"];

/// Elements and paths to PayPal, with the parts of the module that a page with
/// them loads.
const BY_USE: [(&str, &[&str]); 9] = [
    ("cart, add and button; server", &[]),
    // What is for the window alone is too little for a part.
    ("the same with PayPal in a window beside the page", &[]),
    ("cart, add and button; form", &["form"]),
    (
        "cart, add and button; client",
        &["client_path", "paypal_answer"],
    ),
    ("return", &["payment_status"]),
    (
        "return; client",
        &["payment_status", "client_path", "paypal_answer"],
    ),
    ("donate or subscribe", &["offers"]),
    (
        "sdk with a server; PayPal's script comes on top",
        &["paypal_sdk"],
    ),
    (
        "sdk without one; PayPal's script comes on top",
        &["paypal_sdk", "client_path", "paypal_answer"],
    ),
];

/// Packages of the page that is printed beside ours.
const OTHER_PAGE: &str = "react-paypal";

/// Compresses as a web server would at its best.
const MEASURE: &str = r#"
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
const sizes = process.argv.slice(1).map((file) => {
  const bytes = readFileSync(file);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
});
console.log(JSON.stringify(sizes));
"#;

/// Options of the measuring.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Keep the figures as those of this release; later ones are compared with it.
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
}

/// One file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Files that count together.
struct Table {
    title: &'static str,
    files: Vec<(String, Size)>,
}

impl Table {
    fn measured(title: &'static str, files: &[PathBuf]) -> Result<Self> {
        let names = files.iter().map(|file| {
            let name = file.strip_prefix(workspace::root()).unwrap_or(file);
            name.to_string_lossy().replace('\\', "/")
        });
        let files = names.zip(measure(files)?).collect();
        Ok(Self { title, files })
    }

    fn total(&self) -> Size {
        self.files
            .iter()
            .fold(Size::default(), |total, (_, size)| total.plus(*size))
    }
}

/// Builds the package, prints the tables, and keeps them for a release.
pub fn run(options: &Options) -> Result<()> {
    let mut releases = Releases::read()?;
    if let Some(name) = &options.release {
        releases.ensure_new(name)?;
    }
    let tools = setup::set_up(&build::NEEDS)?.complete()?;
    build::package(&tools, build::Options::default())?;
    let page = page()?;
    let brotli = page.total().brotli;
    let mut tables = vec![page];
    tables.push(Table::measured("for some pages only", &others()?)?);
    tables.push(Table::measured(
        "demo shop, outside the budget",
        &demo_shop()?,
    )?);
    println!("\n{}\n{}", releases.since(), Row::HEADER);
    for table in &tables {
        for row in releases.compare(table) {
            println!("{row}");
        }
        println!();
    }
    println!("{}", verdict(brotli));
    by_use()?;
    beside()?;
    check()?;
    if let Some(name) = &options.release {
        releases.keep(name, &tables)?;
        println!("Kept as the figures of {name}");
    }
    Ok(())
}

/// Fails over the limits; the package is built.
pub fn check() -> Result<()> {
    let all = page()?.total().brotli;
    ensure!(all <= BUDGET, "{}", verdict(all));
    for (name, size) in LOADERS.iter().zip(measure(&package_files(&LOADERS))?) {
        ensure!(
            size.brotli <= LOADER_BUDGET,
            "pkg/{name} has {} bytes of brotli; {LOADER_BUDGET} is the limit of a loader",
            size.brotli
        );
    }
    Ok(())
}

/// Prints what a page loads for each use.
fn by_use() -> Result<()> {
    println!("A page loads, in bytes of brotli:");
    let light = ["index.js", "pay.js"].map(str::to_owned).to_vec();
    let mut uses = vec![("button of attributes alone, by a form", light)];
    for (name, parts) in BY_USE {
        uses.push((name, module_with(parts)?));
    }
    for (name, files) in uses {
        let sizes = measure(&package_files(&files))?;
        let total: u64 = sizes.iter().map(|size| size.brotli).sum();
        println!("{total:>9}  {name}");
    }
    Ok(())
}

/// Files of the module with some of its parts.
fn module_with(parts: &[&str]) -> Result<Vec<String>> {
    let built = build::built_parts()?;
    let mut files = MODULE.map(str::to_owned).to_vec();
    for part in parts {
        let own = built.get(*part);
        let own = own.with_context(|| format!("the module has no part {part}"))?;
        for file in own {
            // Two parts may share one.
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
    }
    Ok(files)
}

/// Prints what the same page loads with React, react-use-cart and PayPal's
/// components.
fn beside() -> Result<()> {
    let folder = browser::set_up()?;
    let bundle = workspace::target_dir()
        .join("bench")
        .join(format!("{OTHER_PAGE}.js"));
    let mut node = process::command("node");
    node.arg(folder.join("bundle.mjs"))
        .arg(OTHER_PAGE)
        .arg(&bundle);
    process::output(&mut node)?;
    let size = measure(&[bundle])?.into_iter().next().unwrap_or_default();
    println!(
        "Beside: React 18 + react-use-cart + react-paypal-js v6, in one bundle: {} bytes of brotli,\n  \
         and PayPal's remote script on top, which its button needs: 132 KB and more",
        size.brotli
    );
    Ok(())
}

fn page() -> Result<Table> {
    let files = package_files(&module_with(&PAGE)?);
    Table::measured("cart, button and return page", &files)
}

fn package_files(names: &[impl AsRef<Path>]) -> Vec<PathBuf> {
    let folder = build::package_dir();
    names.iter().map(|name| folder.join(name)).collect()
}

fn measure(files: &[PathBuf]) -> Result<Vec<Size>> {
    let mut node = process::command("node");
    node.args(["--input-type=module", "--eval", MEASURE, "--"])
        .args(files);
    let answer = process::output(&mut node)?;
    serde_json::from_str(&answer).context("the measuring script's answer cannot be read")
}

/// Files of the package besides those.
fn others() -> Result<Vec<PathBuf>> {
    let mut files = loaded_files(&build::package_dir())?;
    let page = package_files(&module_with(&PAGE)?);
    files.retain(|file| !page.contains(file));
    Ok(files)
}

fn demo_shop() -> Result<Vec<PathBuf>> {
    let index = workspace::root().join("index.html");
    let mut files: Vec<PathBuf> = index.is_file().then_some(index).into_iter().collect();
    files.extend(loaded_files(&workspace::root().join("www").join("shop"))?);
    Ok(files)
}

fn loaded_files(dir: &Path) -> Result<Vec<PathBuf>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(dir)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.is_file() && is_loaded(path))
        .collect();
    files.sort();
    Ok(files)
}

fn is_loaded(path: &Path) -> bool {
    matches!(
        path.extension().and_then(|extension| extension.to_str()),
        Some("js" | "css" | "wasm")
    )
}

fn verdict(brotli: u64) -> String {
    if brotli <= GOAL {
        format!("{brotli} bytes of brotli: within the goal of {GOAL} (limit {BUDGET})")
    } else if brotli <= BUDGET {
        format!(
            "{brotli} bytes of brotli: within the limit of {BUDGET}, {} over the goal of {GOAL}",
            brotli - GOAL
        )
    } else {
        format!(
            "{brotli} bytes of brotli: {} OVER the limit of {BUDGET}",
            brotli - BUDGET
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_names_the_bound_that_counts() {
        assert!(verdict(GOAL).contains("within the goal"));
        assert!(verdict(GOAL + 1).contains("1 over the goal"));
        assert!(verdict(BUDGET + 7).contains("7 OVER the limit"));
    }

    #[test]
    fn type_declarations_are_not_loaded() {
        assert!(is_loaded(Path::new("pkg/module_bg.wasm")));
        assert!(!is_loaded(Path::new("pkg/leptos-paypal.d.ts")));
    }
}
