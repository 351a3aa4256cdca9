//! `cargo xtask build`: the browser package in `pkg/`.

pub mod parts;

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use leptos_paypal_core::BrowserRules;

use self::parts::Parts;
use crate::component;
use crate::process;
use crate::setup::wasm_target::TARGET;
use crate::setup::{self, Need, Tools};
use crate::site;
use crate::workspace;

/// Build that the module came from.
const STAMP: &str = ".built-from";
/// Puts loader, module and types together.
const BUNDLE: &str = "crates/xtask/package/bundle.mjs";
const COMPILED: &str = "leptos_paypal_elements.wasm";
/// Name of the files that wasm-bindgen makes.
const MODULE: &str = "checkout_module";
/// Rules of PayPal's that JavaScript needs before the module is loaded.
const RULES: &str = "rules.json";
const PROFILE: &str = "wasm-release";

/// Divides the module: what few pages need is in parts of their own.
const SPLIT: [&str; 2] = ["--features", "split"];
/// Relocations in the linked module, by which wasm-split divides it.
const RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// Name of the module in the imports of its parts.
const IMPORTS: &str = "__wasm_split";

/// The standard library again, for size: no messages for panics (a panic is a
/// trap), no source locations, small variants of the formatting code.
const SMALL_STD: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];
const SMALL_FLAGS: [&str; 6] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    STACK,
    RELOCATIONS,
];

/// Nothing recurses. What comes after the stack has smaller addresses then.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// The features are those that rustc's and wasm-bindgen's output uses, and
/// that browsers of recent years read. Allowed more, wasm-opt writes modules
/// that only the newest browsers read.
const OPTIMIZE: [&str; 14] = [
    "-Oz",
    // Large functions have more locals, whose numbers compress worse than calls.
    "--one-caller-inline-max-function-size=1",
    // The stack is there, and it ends long before.
    "--low-memory-unused",
    "--strip-debug",
    "--strip-producers",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The list of features, which only tools read, goes last.
const STRIP: &str = "--strip-target-features";

/// Options of the build.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
#[group(skip)]
pub struct Options {
    /// Quick and large: no optimisation, with names for debugging.
    #[arg(long)]
    pub dev: bool,
}

/// Needs of a build on the machine.
pub const NEEDS: [Need; 4] = [Need::WasmTarget, Need::Bindgen, Need::WasmSplit, Need::Npm];

/// Sets up, builds and prints the sizes.
pub fn run(options: Options) -> Result<()> {
    let tools = setup::set_up(&NEEDS)?.complete()?;
    package(&tools, options)?;
    let mut files: Vec<PathBuf> = fs::read_dir(package_dir())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.strip_prefix(workspace::root()).unwrap_or(file);
        println!("{:>9}  {}", fs::metadata(file)?.len(), name.display());
    }
    Ok(())
}

/// The npm package's folder.
pub fn package_dir() -> PathBuf {
    workspace::root().join("pkg")
}

/// Brings `pkg/` and the site folder up to date.
pub fn package(tools: &Tools, options: Options) -> Result<()> {
    let work = workspace::wasm_target_dir();
    fs::create_dir_all(&work)?;
    let _lock = setup::lock(&work.join("package.lock"), "another build")?;
    let out = work.join("package");
    build_module(tools, &out, options)?;
    let rules = serde_json::to_string(&BrowserRules::collect())?;
    fs::write(out.join(RULES), rules)?;
    tools.npm_programs()?;
    let mut bundle = process::command("node");
    bundle
        .arg(workspace::root().join(BUNDLE))
        .arg(&out)
        .arg(package_dir());
    process::stream(&mut bundle)?;
    site::assemble()
}

/// Brings the module up to date, in a folder of its own.
fn build_module(tools: &Tools, out: &Path, options: Options) -> Result<()> {
    let (compiled, flavour) = compile(tools, options)?;
    let wasm =
        fs::read(&compiled).with_context(|| format!("cargo left no {}", compiled.display()))?;
    let bindgen = setup::bindgen::version()?;
    let tools_lock = fs::read(workspace::root().join("package-lock.json"))?;
    let stamp = format!(
        "{flavour}, wasm-bindgen {bindgen}, {}, tools {:016x}, input {:016x}",
        OPTIMIZE.join(" "),
        hash(&tools_lock),
        hash(&wasm)
    );
    let stamp_file = out.join(STAMP);
    let is_fresh = fs::read_to_string(&stamp_file).is_ok_and(|made| made == stamp) && is_whole(out);
    if is_fresh {
        println!("The module is up to date");
        return Ok(());
    }
    bind(tools, &compiled, out, options)?;
    fs::write(&stamp_file, stamp)?;
    Ok(())
}

/// Files that wasm-bindgen makes: the JavaScript around the module, and the module.
fn files() -> [String; 2] {
    [format!("{MODULE}.js"), format!("{MODULE}_bg.wasm")]
}

/// Returns whether a folder has all files of its build.
fn is_whole(folder: &Path) -> bool {
    parts::listed(folder).is_ok_and(|parts| {
        let mut all = files().into_iter().chain(parts.into_values().flatten());
        all.all(|name| folder.join(name).is_file())
    })
}

/// The parts of the module that is built.
pub fn built_parts() -> Result<Parts> {
    parts::listed(&workspace::wasm_target_dir().join("package"))
}

fn compile(tools: &Tools, options: Options) -> Result<(PathBuf, &'static str)> {
    let (mut cargo, folder, flavour) = if options.dev {
        (component::cargo_build(tools, &[])?, "debug", "dev")
    } else if tools.wasm()?.has_source() {
        let mut cargo = component::cargo_build_with_std(tools, &SMALL_FLAGS)?;
        cargo.args(["--profile", PROFILE]).args(SMALL_STD);
        cargo.args(SPLIT);
        (cargo, PROFILE, "release with a small standard library")
    } else {
        let mut cargo = component::cargo_build(tools, &[RELOCATIONS])?;
        cargo.args(["--profile", PROFILE]).args(SPLIT);
        (cargo, PROFILE, "release")
    };
    println!("Building the module: {flavour}");
    process::stream(cargo.arg("--lib"))?;
    let file = workspace::wasm_target_dir()
        .join(TARGET)
        .join(folder)
        .join(COMPILED);
    Ok((file, flavour))
}

/// wasm-split, wasm-bindgen and wasm-opt.
fn bind(tools: &Tools, compiled: &Path, out: &Path, options: Options) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let [_, wasm] = files();
    let divided;
    let compiled = if options.dev {
        compiled
    } else {
        divided = split(tools, compiled, out)?;
        &divided
    };
    let mut bindgen = process::command(tools.bindgen()?.join("wasm-bindgen"));
    bindgen
        .args(["--target", "web", "--no-typescript"])
        // The parts take table and memory from the main module.
        .arg("--keep-lld-exports")
        .args(["--out-name", MODULE, "--out-dir"])
        .arg(out)
        .arg(compiled);
    process::stream(&mut bindgen)?;
    let mut parts = Parts::new();
    if !options.dev {
        fs::remove_file(compiled)?;
        parts = parts::find(out)?;
        let small = parts::take_small(out, &mut parts)?;
        merge(tools, out, &wasm, &small)?;
        let files: BTreeSet<&String> = parts.values().flatten().chain([&wasm]).collect();
        for file in files {
            optimize(tools, &out.join(file))?;
        }
    }
    parts::list(out, &parts)?;
    ensure!(
        is_whole(out),
        "wasm-bindgen and wasm-split have not made all files of the module"
    );
    Ok(())
}

/// Divides the linked module. Answers with the main one, which is for
/// wasm-bindgen still; the parts are ready.
fn split(tools: &Tools, compiled: &Path, out: &Path) -> Result<PathBuf> {
    let mut split = process::command(tools.wasm_split()?);
    split
        .arg(compiled)
        .arg(out)
        .args(["--target", "web", "--out-name", MODULE]);
    process::stream(&mut split)?;
    Ok(out.join(format!("{MODULE}.wasm")))
}

/// Puts files of parts into the module, where they find what they import from it.
fn merge(tools: &Tools, folder: &Path, wasm: &str, files: &BTreeSet<String>) -> Result<()> {
    let merged = folder.join("merged");
    let mut merge = process::command(tools.npm_programs()?.join("wasm-merge"));
    merge.arg(folder.join(wasm)).arg(IMPORTS);
    for file in files {
        merge.arg(folder.join(file)).arg(file);
    }
    let features = OPTIMIZE
        .iter()
        .filter(|flag| flag.ends_with("-features") || flag.starts_with("--enable-"));
    process::output(merge.args(features).arg("-o").arg(&merged))?;
    fs::rename(&merged, folder.join(wasm))?;
    for file in files {
        fs::remove_file(folder.join(file))?;
    }
    Ok(())
}

/// Twice: the second run finds what the first laid bare.
fn optimize(tools: &Tools, wasm: &Path) -> Result<()> {
    wasm_opt(tools, wasm, &OPTIMIZE)?;
    let last: Vec<&str> = OPTIMIZE.into_iter().chain([STRIP]).collect();
    wasm_opt(tools, wasm, &last)
}

/// Runs wasm-opt over a file.
fn wasm_opt(tools: &Tools, wasm: &Path, flags: &[&str]) -> Result<()> {
    let smaller = wasm.with_extension("opt");
    let mut opt = process::command(tools.npm_programs()?.join("wasm-opt"));
    opt.args(flags).arg(wasm).arg("-o").arg(&smaller);
    process::output(&mut opt)?;
    fs::rename(&smaller, wasm)?;
    Ok(())
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
