//! `cargo xtask demo`: the shop and the offline PayPal, on this machine.

use std::fs;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::build;
use crate::process;
use crate::servers::{self, Server};
use crate::setup;
use crate::site;
use crate::steps::Steps;
use crate::workspace;

const CATALOGUE: &str = "www/shop/catalogue.json";
const STATIC_PAGE: &str = "/www/static.html";
const OFFERS_PAGE: &str = "/www/offers.html";
const ENCRYPTED_PAGE: &str = "/encrypted.html";
/// Makes that page: its button is for PayPal's key, which is new each time.
const ENCRYPTED_PAGE_SCRIPT: &str = "crates/xtask/package/encrypted-page.mjs";
const RETURN_PAGE: &str = "/www/return.html";
/// The merchant of the sandbox's first state.
pub const BUSINESS: &str = "merchant@example.com";
/// Its PDT token.
pub const PDT_TOKEN: &str = "sandbox-pdt-token";
/// Its REST app.
const CLIENT_ID: &str = "sandbox-client";
const CLIENT_SECRET: &str = "sandbox-secret";
/// Its credentials for NVP and SOAP.
const API_CREDENTIALS: [(&str, &str); 3] = [
    ("PAYPAL_MERCHANT_API_USER", "merchant_api1.example.com"),
    ("PAYPAL_MERCHANT_API_PASSWORD", "sandbox-password"),
    ("PAYPAL_MERCHANT_API_SIGNATURE", "sandbox-signature"),
];
const WATCH: Duration = Duration::from_millis(300);

/// Options of the demo.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// The shop's port.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox's port.
    #[arg(long, default_value_t = 8081)]
    sandbox_port: u16,
    #[command(flatten)]
    build: build::Options,
}

/// Sets up, builds, serves until Ctrl-C.
pub fn run(options: &Options) -> Result<()> {
    servers::check_port(options.port, "--port")?;
    servers::check_port(options.sandbox_port, "--sandbox-port")?;
    let (interrupt, interrupted) = mpsc::channel();
    let tools = setup::set_up(&build::NEEDS)?.complete()?;

    let mut steps = Steps::new("\nDemo", 3);
    let step = steps.next("browser package");
    build::package(&tools, options.build)?;
    step.done("built");
    let step = steps.next("servers");
    let binaries = servers::build()?;
    step.done("built");

    let step = steps.next("start");
    // From here on Ctrl-C ends the servers first.
    ctrlc::set_handler(move || {
        // The receiver is gone only when the program is ending.
        let _ = interrupt.send(());
    })?;
    let data = workspace::target_dir().join("demo");
    fs::create_dir_all(&data)?;
    let sandbox_address = servers::local(options.sandbox_port);
    let shop_address = servers::local(options.port);
    let sandbox_url = format!("http://{sandbox_address}");
    let shop_url = format!("http://{shop_address}");

    site::link_to(&sandbox_url)?;

    let mut command = process::command(&binaries.sandbox);
    command.args(["--listen", &sandbox_address.to_string()]);
    let sandbox = Server::start(
        "paypal-sandbox",
        &mut command,
        sandbox_address,
        "/_sandbox/health",
    )?;

    let mut page = process::command("node");
    page.arg(ENCRYPTED_PAGE_SCRIPT)
        .arg(&binaries.merchant)
        .args([&sandbox_url, &shop_url])
        .arg(site::dir());
    process::stream(&mut page)?;

    let mut command = process::command(&binaries.merchant);
    command
        .args(["serve", "--listen", &shop_address.to_string()])
        .args(["--public-url", &shop_url, "--paypal", &sandbox_url])
        .args(["--business", BUSINESS, "--catalogue", CATALOGUE])
        .args(["--return-path", RETURN_PAGE, "--paypal-sdk"])
        .arg("--database")
        .arg(data.join("merchant.db"))
        .arg("--site")
        .arg(site::dir())
        // It is made of links, so that an edited file shows on reload.
        .arg("--site-follow-links")
        .env("PAYPAL_MERCHANT_PDT_TOKEN", PDT_TOKEN)
        .env("PAYPAL_MERCHANT_CLIENT_ID", CLIENT_ID)
        .env("PAYPAL_MERCHANT_CLIENT_SECRET", CLIENT_SECRET)
        .envs(API_CREDENTIALS);
    let shop = Server::start("paypal-merchant", &mut command, shop_address, "/health")?;
    step.done("both are up");

    println!("\nShop:            {shop_url}");
    println!("PayPal sandbox:  {sandbox_url}/_sandbox/");
    println!("Static page:     {shop_url}{STATIC_PAGE} (pays without a server of the shop's)");
    println!("Month by month:  {shop_url}{OFFERS_PAGE} (a subscription and a donation)");
    println!("Sealed button:   {shop_url}{ENCRYPTED_PAGE} (an encrypted form)");
    println!("Ctrl-C ends both.");
    watch(&mut [shop, sandbox], &interrupted)
}

/// Returns on Ctrl-C; an error when a server ends by itself.
pub fn watch(servers: &mut [Server], interrupted: &mpsc::Receiver<()>) -> Result<()> {
    loop {
        match interrupted.recv_timeout(WATCH) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                println!("\nEnding the demo.");
                return Ok(());
            }
        }
        for server in servers.iter_mut() {
            if let Some(status) = server.ended()?
                && interrupted.try_recv().is_err()
            {
                bail!("{} ended by itself with {status}", server.name());
            }
        }
    }
}
