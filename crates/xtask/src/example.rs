//! `cargo xtask example leptos-axum`: a shop that Leptos renders on a server,
//! with the offline PayPal.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::component;
use crate::demo;
use crate::process;
use crate::servers::{self, Server};
use crate::setup::wasm_target::TARGET;
use crate::setup::{self, Need, Tools};
use crate::steps::Steps;
use crate::workspace;

/// Its folder, and the program of the server.
const FOLDER: &str = "examples/leptos-axum";
const PACKAGE: &str = "leptos-axum-shop";
const CATALOGUE: &str = "examples/leptos-axum/catalogue.json";
/// The component and the example on a server. Both at once: cargo would
/// compile Leptos with other features for each alone.
pub const ON_SERVER: [&str; 6] = [
    "--package",
    component::PACKAGE,
    "--package",
    PACKAGE,
    "--features",
    "leptos-paypal/ssr,leptos-axum-shop/ssr",
];
/// The library, and what wasm-bindgen names its files after.
const LIBRARY: &str = "shop";

/// The shop in the browser alone: folder, package, and name of its files.
const SHOP_FOLDER: &str = "examples/leptos-shop";
const SHOP: &str = "leptos-shop";

/// Needs of its build on the machine.
pub const NEEDS: [Need; 2] = [Need::WasmTarget, Need::Bindgen];

/// Options of the example.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Name of the example.
    name: Name,
    /// The shop's port.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox's port.
    #[arg(long, default_value_t = 8081)]
    sandbox_port: u16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    LeptosAxum,
}

/// The example, built.
pub struct Built {
    /// The server's program.
    pub server: PathBuf,
    /// The files that it serves beside its pages.
    pub site: PathBuf,
}

/// Sets up, builds, serves until Ctrl-C.
pub fn run(options: &Options) -> Result<()> {
    let Name::LeptosAxum = options.name;
    servers::check_port(options.port, "--port")?;
    servers::check_port(options.sandbox_port, "--sandbox-port")?;
    let tools = setup::set_up(&NEEDS)?.complete()?;
    let mut steps = Steps::new("\nExample", 2);
    let step = steps.next("build");
    let built = build(&tools)?;
    let sandbox = servers::build()?.sandbox;
    step.done("built");

    let step = steps.next("start");
    let (interrupt, interrupted) = mpsc::channel();
    ctrlc::set_handler(move || {
        // The receiver is gone only when the program is ending.
        let _ = interrupt.send(());
    })?;
    let shop_address = servers::local(options.port);
    let sandbox_address = servers::local(options.sandbox_port);
    let sandbox_url = format!("http://{sandbox_address}");
    let mut command = process::command(sandbox);
    command.args(["--listen", &sandbox_address.to_string()]);
    let health = "/_sandbox/health";
    let sandbox = Server::start("paypal-sandbox", &mut command, sandbox_address, health)?;
    let mut command = process::command(&built.server);
    command
        .env("PAYPAL_MERCHANT_LISTEN", shop_address.to_string())
        .env("PAYPAL_MERCHANT_PAYPAL", &sandbox_url)
        .env("PAYPAL_MERCHANT_BUSINESS", demo::BUSINESS)
        .env("PAYPAL_MERCHANT_PDT_TOKEN", demo::PDT_TOKEN)
        .env("PAYPAL_MERCHANT_CATALOGUE", CATALOGUE)
        .env("PAYPAL_MERCHANT_DATABASE", folder().join("merchant.db"))
        .env("PAYPAL_MERCHANT_SITE", &built.site);
    let shop = Server::start(PACKAGE, &mut command, shop_address, "/health")?;
    step.done("both are up");

    println!("\nShop:            http://{shop_address}");
    println!("PayPal sandbox:  {sandbox_url}/_sandbox/");
    println!("Ctrl-C ends both.");
    demo::watch(&mut [shop, sandbox], &interrupted)
}

/// Builds the server, and the module that hydrates its pages.
pub fn build(tools: &Tools) -> Result<Built> {
    process::stream(process::cargo().arg("build").args(ON_SERVER))?;
    process::stream(&mut in_the_browser(tools, "build")?)?;

    let site = folder().join("site");
    fs::create_dir_all(&site)?;
    bind(tools, LIBRARY, &site)?;
    let public = workspace::root().join(FOLDER).join("public");
    for entry in fs::read_dir(&public)? {
        copy(&entry?.path(), &site)?;
    }
    copy(&workspace::root().join("www/checkout.css"), &site)?;
    Ok(Built {
        server: workspace::target_dir()
            .join("debug")
            .join(format!("{PACKAGE}{EXE_SUFFIX}")),
        site,
    })
}

/// Builds the shop in the browser alone, as trunk would: its page, its styles
/// and its module in one folder, which is returned.
pub fn build_shop(tools: &Tools) -> Result<PathBuf> {
    process::stream(&mut shop_in_the_browser(tools, "build")?)?;
    let site = folder().join(SHOP);
    fs::create_dir_all(&site)?;
    bind(tools, SHOP, &site)?;
    let source = workspace::root().join(SHOP_FOLDER);
    copy(&source.join("style.css"), &site)?;
    copy(&workspace::root().join("www/checkout.css"), &site)?;
    let page = fs::read_to_string(source.join("index.html"))?;
    fs::write(site.join("index.html"), without_trunk(&page)?)?;
    let start = format!("import init from './{SHOP}.js';\n\ninit();\n");
    fs::write(site.join("start.js"), start)?;
    Ok(site)
}

/// The page with what trunk would put in place of its own links.
fn without_trunk(page: &str) -> Result<String> {
    let mut lines = Vec::new();
    for line in page.lines() {
        let place = &line[..line.len() - line.trim_start().len()];
        if line.contains("data-trunk-public-url") {
            lines.push(format!("{place}<base href=\"/\">"));
        } else if line.contains("data-trunk rel=\"css\"") {
            let (_, name) = line
                .split_once("href=\"")
                .context("a link has an address")?;
            let (address, _) = name.split_once('"').context("an address ends")?;
            let name = address.rsplit('/').next().unwrap_or(address);
            lines.push(format!("{place}<link rel=\"stylesheet\" href=\"{name}\">"));
        } else if line.contains("data-trunk rel=\"rust\"") {
            lines.push(format!(
                "{place}<script type=\"module\" src=\"start.js\"></script>"
            ));
        } else {
            lines.push(line.to_owned());
        }
    }
    Ok(lines.join("\n"))
}

/// clippy on what runs in the browser.
pub fn lints(tools: &Tools) -> Result<()> {
    for mut clippy in [
        in_the_browser(tools, "clippy")?,
        shop_in_the_browser(tools, "clippy")?,
    ] {
        process::stream(clippy.args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

fn in_the_browser(tools: &Tools, subcommand: &str) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&[], &[])?;
    cargo
        .args([subcommand, "--lib", "--package", PACKAGE])
        .args(["--features", "hydrate", "--target", TARGET]);
    Ok(cargo)
}

fn shop_in_the_browser(tools: &Tools, subcommand: &str) -> Result<Command> {
    let mut cargo = tools.wasm()?.cargo(&[], &[])?;
    cargo.args([subcommand, "--package", SHOP, "--target", TARGET]);
    Ok(cargo)
}

/// wasm-bindgen, unless it has seen this module.
fn bind(tools: &Tools, name: &str, site: &Path) -> Result<()> {
    let compiled = workspace::wasm_target_dir()
        .join(TARGET)
        .join("debug")
        .join(format!("{name}.wasm"));
    let modified = |file: &Path| fs::metadata(file).and_then(|found| found.modified());
    let bound = site.join(format!("{name}_bg.wasm"));
    if modified(&bound).ok() >= modified(&compiled).ok() {
        return Ok(());
    }
    let mut bindgen = process::command(tools.bindgen()?.join("wasm-bindgen"));
    bindgen
        .args(["--target", "web", "--no-typescript"])
        .args(["--out-name", name, "--out-dir"])
        .arg(site)
        .arg(compiled);
    process::stream(&mut bindgen)
}

fn folder() -> PathBuf {
    workspace::target_dir().join("example")
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name))
        .map(drop)
        .with_context(|| format!("cannot copy {}", file.display()))
}
