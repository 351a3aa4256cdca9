//! The offline PayPal as a program.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use paypal_sandbox::{Config, Sandbox};
use tracing_subscriber::EnvFilter;

/// An offline PayPal: payment pages, IPN and PDT on one port, with test
/// accounts and play money.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Address and port; port 0 is any free one.
    #[arg(long, env = "PAYPAL_SANDBOX_LISTEN", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// One more address, for https under PayPal's host names.
    #[arg(long, env = "PAYPAL_SANDBOX_TLS", value_name = "ADDRESS")]
    tls: Option<SocketAddr>,
    /// A JSON file with accounts and settings in place of the built-in ones.
    #[arg(long, env = "PAYPAL_SANDBOX_CONFIG")]
    config: Option<PathBuf>,
    /// A file that keeps everything across restarts; made if it is not there.
    #[arg(long, env = "PAYPAL_SANDBOX_DATA", value_name = "FILE")]
    data: Option<PathBuf>,
    /// The address in links, where it is not the one that clients use.
    #[arg(long, env = "PAYPAL_SANDBOX_PUBLIC_URL")]
    public_url: Option<String>,
    /// A host name, besides localhost, under which /_sandbox/ answers.
    #[arg(
        long,
        env = "PAYPAL_SANDBOX_CONTROL_HOSTS",
        value_delimiter = ',',
        value_name = "HOST"
    )]
    control_host: Vec<String>,
    /// The only hosts that notifications are sent to.
    #[arg(
        long,
        env = "PAYPAL_SANDBOX_NOTIFY_HOSTS",
        value_delimiter = ',',
        value_name = "HOST"
    )]
    notify_host: Vec<String>,
}

// Two threads serve any test; more would only cost memory.
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // It would tell on the same stream that the stream cannot be written,
        // as on a full disk, and panic.
        .log_internal_errors(false)
        .init();
    let arguments = Arguments::parse();
    let mut config = match &arguments.config {
        Some(path) => read_config(path)?,
        None => Config::default(),
    };
    if arguments.public_url.is_some() {
        config.public_url = arguments.public_url;
    }
    if arguments.data.is_some() {
        config.data = arguments.data;
    }
    config.control_hosts.extend(arguments.control_host);
    if !arguments.notify_host.is_empty() {
        config.notify_hosts = Some(arguments.notify_host);
    }
    let mut sandbox = Sandbox::listen(arguments.listen, config).await?;
    let tls = match arguments.tls {
        Some(address) => Some(sandbox.listen_tls(address).await?),
        None => None,
    };
    let end = shutdown_signal()?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "paypal-sandbox is ready at {}/ (see {0}/_sandbox/)",
        sandbox.url()
    )?;
    if let Some(address) = tls {
        writeln!(out, "paypal-sandbox is ready at https://{address}/ too")?;
    }
    out.flush()?;
    tokio::select! {
        ended = sandbox.wait() => ended?,
        () = end => {}
    }
    Ok(())
}

fn read_config(path: &PathBuf) -> anyhow::Result<Config> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is not a configuration", path.display()))
}

/// Ctrl-C, or the signal that process managers send. Both are listened for from
/// the call on, so that one sent as soon as the program is ready is not lost.
#[cfg(unix)]
fn shutdown_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
fn shutdown_signal() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
