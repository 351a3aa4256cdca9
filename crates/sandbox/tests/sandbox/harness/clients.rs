//! Programs of published clients, run against a sandbox.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use paypal_sandbox::{Config, Sandbox};

use crate::coverage;
use crate::missing::skip;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs a script of `tests/interop`, whose first argument is a sandbox's
/// address. It makes the calls that the coverage table says.
pub async fn run(client: &str, program: OsString, script: &str, arguments: &[OsString]) {
    let sandbox = Sandbox::spawn(Config::default()).await.unwrap();
    run_against(sandbox, client, program, script, arguments).await;
}

/// The same with a second argument: the sandbox's address with TLS.
pub async fn run_with_tls(client: &str, program: OsString, script: &str) {
    let mut sandbox = Sandbox::spawn(Config::default()).await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let address = sandbox.listen_tls(address).await.unwrap();
    let address = format!("https://{address}").into();
    run_against(sandbox, client, program, script, &[address]).await;
}

async fn run_against(
    sandbox: Sandbox,
    client: &str,
    program: OsString,
    script: &str,
    arguments: &[OsString],
) {
    let (url, script) = (sandbox.url(), root().join("tests/interop").join(script));
    let arguments = arguments.to_vec();
    let ended = tokio::task::spawn_blocking(move || {
        Command::new(program)
            .arg(script)
            .arg(url)
            .args(arguments)
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
    let calls = reqwest::get(format!("{}/_sandbox/calls", sandbox.url()));
    let calls = calls.await.unwrap().text().await.unwrap();
    coverage::check_client(client, &serde_json::from_str(&calls).unwrap());
    sandbox.stop().await;
}

/// Runs a script with a package of npm.
pub async fn node(package: &str, script: &str) {
    if root().join("node_modules").join(package).exists() {
        run(package, "node".into(), script, &[]).await;
    } else {
        skip(package, "run npm ci", true);
    }
}

/// Runs a script with a package of PyPI.
pub async fn python(package: &str, script: &str, arguments: &[OsString]) {
    let python = std::env::var_os("LEPTOS_PAYPAL_PYTHON").filter(|path| !path.is_empty());
    match python {
        Some(python) => run(package, python, script, arguments).await,
        None => {
            let hint = format!("set LEPTOS_PAYPAL_PYTHON to a Python with {package}");
            skip(package, &hint, true);
        }
    }
}
