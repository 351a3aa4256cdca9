//! The shop's server: the real program, killed and started again.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use fastrand::Rng;
use tempfile::TempDir;

/// A program that listens on one port for as long as the run takes.
pub struct Server {
    port: u16,
    settings: Vec<(String, String)>,
    folder: TempDir,
    child: Mutex<Option<Child>>,
    ahead: AtomicU32,
    kills: AtomicU32,
    full_disks: AtomicU32,
    reserves: AtomicBool,
}

impl Server {
    /// A server that is not started, with a port that is free.
    pub fn new() -> Self {
        Self {
            port: free_port(),
            settings: Vec::new(),
            folder: TempDir::new().unwrap(),
            child: Mutex::default(),
            ahead: AtomicU32::new(0),
            kills: AtomicU32::new(0),
            full_disks: AtomicU32::new(0),
            reserves: AtomicBool::new(false),
        }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.settings.push((name.to_owned(), value.into()));
    }

    /// A file of the server's own.
    pub fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// By how many seconds its clock goes ahead.
    pub fn ahead(&self) -> u32 {
        self.ahead.load(Ordering::SeqCst)
    }

    /// Sets whether money is reserved, to be captured later, from the next start on.
    pub fn reserve(&self, reserves: bool) {
        self.reserves.store(reserves, Ordering::SeqCst);
    }

    pub fn kills(&self) -> u32 {
        self.kills.load(Ordering::SeqCst)
    }

    /// Number of times that its disk was full.
    pub fn full_disks(&self) -> u32 {
        self.full_disks.load(Ordering::SeqCst)
    }

    /// From now on none of its files gets longer than the first page of a
    /// database, as on a disk that is full.
    pub fn fill_disk(&self) {
        if self.limit_files("4096") {
            self.full_disks.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// There is room again; after a start there is as well.
    pub fn free_disk(&self) {
        self.limit_files("unlimited");
    }

    /// Answers whether there was a program to limit, on a system that can.
    fn limit_files(&self, bytes: &str) -> bool {
        let child = self.child();
        let Some(child) = child.as_ref().filter(|_| cfg!(target_os = "linux")) else {
            return false;
        };
        let limited = Command::new("prlimit")
            .args(["--pid", &child.id().to_string()])
            .arg(format!("--fsize={bytes}:unlimited"))
            .status()
            .unwrap();
        assert!(limited.success());
        true
    }

    /// Ends the program as a power cut does.
    pub fn kill(&self) {
        let child = self.child().take();
        if let Some(mut child) = child {
            child.kill().unwrap();
            child.wait().unwrap();
            self.kills.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Starts the program, `later` seconds after it ended as far as it knows,
    /// and waits until it listens.
    pub async fn start(&self, later: u32) {
        self.ahead.fetch_add(later, Ordering::SeqCst);
        tokio::task::block_in_place(|| self.start_now());
    }

    fn start_now(&self) {
        let intent = if self.reserves.load(Ordering::SeqCst) {
            "authorize"
        } else {
            "capture"
        };
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        let mut child = self
            .command("serve")
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .args(["--clock-ahead-seconds", &self.ahead().to_string()])
            .args(["--intent", intent])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        if !line.contains("listens on") {
            let _ = child.wait();
            panic!("the server did not start: {}", self.end_of_log());
        }
        // It must not find the pipe closed.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        let before = self.child().replace(child);
        assert!(before.is_none(), "the server was started twice");
    }

    /// Output of the program's `show` for a checkout.
    pub fn show(&self, id: &str) -> String {
        let output = self.command("show").arg(id).output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    /// Returns whether it runs, which it does until it is killed.
    pub fn runs(&self) -> bool {
        self.child()
            .as_mut()
            .is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    pub fn end_of_log(&self) -> String {
        let lines: Vec<String> = match File::open(self.log()) {
            Ok(file) => BufReader::new(file).lines().map_while(Result::ok).collect(),
            Err(_) => Vec::new(),
        };
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// The program; the signal that comes with a limit on files is ignored, so
    /// that a write fails as on a full disk.
    fn command(&self, command: &str) -> Command {
        const PROGRAM: &str = env!("CARGO_BIN_EXE_paypal-merchant");
        let mut program = if cfg!(target_os = "linux") {
            let mut shell = Command::new("sh");
            shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", PROGRAM]);
            shell
        } else {
            Command::new(PROGRAM)
        };
        program
            .arg(command)
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .envs(self.settings.iter().cloned());
        program
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child().take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// One below those that systems give to outgoing connections, which could
/// take it while the server is down.
fn free_port() -> u16 {
    let mut rng = Rng::new();
    loop {
        let port = rng.u16(20_000..32_000);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
