//! PayPal's own published clients, unchanged, against the sandbox: create,
//! approve, execute or capture, refund, read, list, and refusals. The scripts
//! are in the workspace's `tests/interop`.
//!
//! `LEPTOS_PAYPAL_PYTHON` names a Python with paypalrestsdk; the others come
//! with `npm ci`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../tests/interop/missing.rs"]
mod missing;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use missing::skip;
use paypal_sandbox::{Config, Sandbox};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

async fn run(program: OsString, script: &str) {
    let sandbox = Sandbox::spawn(Config::default()).await.unwrap();
    let (url, script) = (sandbox.url(), root().join("tests/interop").join(script));
    let ended = tokio::task::spawn_blocking(move || {
        Command::new(program)
            .arg(script)
            .arg(url)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .expect("the client's program starts")
    });
    let output = ended.await.unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        said(&output.stdout),
        said(&output.stderr)
    );
    assert!(said(&output.stdout).contains("is served"));
    sandbox.stop().await;
}

async fn node(package: &str, script: &str) {
    if root().join("node_modules").join(package).exists() {
        run("node".into(), script).await;
    } else {
        skip(package, "run npm ci", true);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypalrestsdk_is_served() {
    let python = std::env::var_os("LEPTOS_PAYPAL_PYTHON").filter(|path| !path.is_empty());
    match python {
        Some(python) => run(python, "paypalrestsdk_checkout.py").await,
        None => skip(
            "paypalrestsdk",
            "set LEPTOS_PAYPAL_PYTHON to a Python with paypalrestsdk 1.13.3",
            true,
        ),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checkout_server_sdk_is_served() {
    node("@paypal/checkout-server-sdk", "checkout-server-sdk.mjs").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypal_server_sdk_is_served() {
    node("@paypal/paypal-server-sdk", "paypal-server-sdk.mjs").await;
}
