//! The two servers of the demo: their programs, and a running one.

use std::env::consts::EXE_SUFFIX;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// The programs.
pub struct Binaries {
    /// `paypal-sandbox`.
    pub sandbox: PathBuf,
    /// `paypal-merchant`.
    pub merchant: PathBuf,
}

/// Compiles both.
pub fn build() -> Result<Binaries> {
    process::stream(process::cargo().args([
        "build",
        "--package",
        "paypal-sandbox",
        "--package",
        "paypal-merchant",
        "--bins",
    ]))?;
    let folder = workspace::target_dir().join("debug");
    Ok(Binaries {
        sandbox: folder.join(format!("paypal-sandbox{EXE_SUFFIX}")),
        merchant: folder.join(format!("paypal-merchant{EXE_SUFFIX}")),
    })
}

/// This machine's own address, with a port.
pub fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// An error that names the flag when the port is in use.
pub fn check_port(port: u16, flag: &str) -> Result<()> {
    TcpListener::bind(local(port)).map(drop).with_context(|| {
        format!("port {port} on 127.0.0.1 cannot be used; choose another with {flag} NUMBER")
    })
}

/// A server that was started here and ends with this value.
pub struct Server {
    name: &'static str,
    child: Child,
}

impl Server {
    /// Starts it and waits until `health` answers 200.
    pub fn start(
        name: &'static str,
        command: &mut Command,
        address: SocketAddr,
        health: &str,
    ) -> Result<Self> {
        let child = command
            .spawn()
            .with_context(|| format!("{} cannot be started", process::shown(command)))?;
        let mut server = Self { name, child };
        let start = Instant::now();
        while !answers(address, health) {
            if let Some(status) = server.ended()? {
                bail!("{name} ended with {status} before it was ready");
            }
            if start.elapsed() > START_LIMIT {
                bail!(
                    "{name} did not answer http://{address}{health} within {} s",
                    START_LIMIT.as_secs()
                );
            }
            thread::sleep(PAUSE);
        }
        Ok(server)
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Exit status of the server, once it has ended.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Asks it to end, and ends it when it does not.
    fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.ask_to_end();
            let start = Instant::now();
            while start.elapsed() < STOP_LIMIT && matches!(self.child.try_wait(), Ok(None)) {
                thread::sleep(PAUSE);
            }
        }
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    #[cfg(unix)]
    fn ask_to_end(&self) {
        let id = self.child.id().to_string();
        // Without `kill` the caller's own limit ends the server.
        let _ = Command::new("kill").args(["-TERM", &id]).status();
    }

    #[cfg(not(unix))]
    fn ask_to_end(&self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answers(address: SocketAddr, path: &str) -> bool {
    let ask = || -> std::io::Result<Vec<u8>> {
        let limit = Duration::from_secs(2);
        let mut stream = TcpStream::connect_timeout(&address, limit)?;
        stream.set_read_timeout(Some(limit))?;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut status = vec![0; "HTTP/1.1 200".len()];
        stream.read_exact(&mut status)?;
        Ok(status)
    };
    ask().is_ok_and(|status| status == b"HTTP/1.1 200")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_its_flag() {
        let taken = TcpListener::bind(local(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_port(port, "--port").unwrap_err().to_string();
        assert!(
            error.contains(&port.to_string()) && error.contains("--port"),
            "{error}"
        );
        // Any that is free; that very one may be somebody else's by now.
        assert!(check_port(0, "--port").is_ok());
    }

    #[test]
    fn only_a_200_is_health() {
        for (reply, healthy) in [
            ("HTTP/1.1 200 OK\r\n\r\n", true),
            ("HTTP/1.1 503 No\r\n\r\n", false),
        ] {
            let listener = TcpListener::bind(local(0)).unwrap();
            let address = listener.local_addr().unwrap();
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                // A request may arrive in pieces; closing before its end would
                // reset the connection.
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    stream.read_exact(&mut byte).unwrap();
                    request.extend(byte);
                }
                stream.write_all(reply.as_bytes()).unwrap();
                String::from_utf8_lossy(&request).into_owned()
            });
            assert_eq!(answers(address, "/health"), healthy);
            assert!(
                server
                    .join()
                    .unwrap()
                    .starts_with("GET /health HTTP/1.1\r\n")
            );
        }
    }
}
